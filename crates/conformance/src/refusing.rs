//! Claims about what is refused: with which status and code, and that nothing is stored.

use consent::wire::{Decision, Kind, ProblemCode, Verb, View};

use crate::kit::Kit;
use crate::person::{Person, Reply, new_key, same};
use crate::{Claim, Outcome};

/// The claims.
pub const CLAIMS: &[Claim] = &[
    Claim::new(
        "unknown-text",
        "a text that was not published gets no view",
        unknown_text,
    ),
    Claim::new(
        "stale-revision",
        "a stale revision gets 412 with the current state",
        stale_revision,
    ),
    Claim::new("wrong-verb", "a verb of another kind gets 422", wrong_verb),
    Claim::new(
        "nothing-to-withdraw",
        "nothing is withdrawn that was not given",
        nothing_to_withdraw,
    ),
    Claim::new(
        "unknown-purpose",
        "a purpose that the release lacks gets 422",
        unknown_purpose,
    ),
    Claim::new(
        "wrong-words",
        "words that were not published get 422",
        wrong_words,
    ),
    Claim::new(
        "forged-token",
        "a view token of somebody else's making gets 422",
        forged_token,
    ),
    Claim::new(
        "reused-key",
        "a key that comes with another wish gets 422",
        reused_key,
    ),
    Claim::new(
        "unknown-field",
        "a field that the contract lacks gets 400",
        unknown_field,
    ),
    Claim::new(
        "headers",
        "Idempotency-Key and If-Match are required",
        headers,
    ),
    Claim::new(
        "headers-once",
        "Idempotency-Key and If-Match come once and as the contract writes them, or get 400",
        headers_once,
    ),
    Claim::new(
        "array-body",
        "a body that has its values without their names gets 400",
        array_body,
    ),
    Claim::new(
        "cross-site",
        "a write from another site gets 403",
        cross_site,
    ),
    Claim::new(
        "guardian",
        "a consent that takes a guardian is not given alone",
        guardian,
    ),
    Claim::new(
        "nothing-stored",
        "a refused decision leaves nothing behind",
        nothing_stored,
    ),
];

fn unknown_text(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    let published = person.published_view();
    let other_text = View {
        text_hash: "0".repeat(64),
        ..published.clone()
    };
    let other_release = View {
        release: "never".to_owned(),
        ..published
    };
    for view in [other_text, other_release] {
        person
            .post("/v1/views", &view)?
            .refused(422, ProblemCode::UnknownText)?;
    }
    Ok(())
}

/// A misspelt field would be lost, and with it what it was to protect.
fn unknown_field(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    let view = serde_json::to_value(person.published_view());
    let mut view = view.map_err(|error| error.to_string())?;
    view["ageBand"] = "under-14".into();
    let reply = person.post("/v1/views", &view)?;
    reply.refused(400, ProblemCode::BadRequest).map(drop)
}

fn stale_revision(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    person.decide(purpose, Verb::Object)?;
    let decision = person.decision(purpose, Verb::Allow)?;
    let reply = person.put(&purpose.id, &decision, &new_key(), 0)?;
    let problem = reply.refused(412, ProblemCode::RevisionStale)?;
    same(
        "the state in the problem",
        Some(person.choice(purpose)?),
        problem.choice,
    )
}

fn wrong_verb(kit: &Kit) -> Outcome {
    for purpose in &kit.release().purposes {
        let verb = if purpose.kind == Kind::Consent {
            Verb::Object
        } else {
            Verb::Withdraw
        };
        let mut person = Person::new(kit);
        let decision = person.decision(purpose, verb)?;
        let reply = person.put(&purpose.id, &decision, &new_key(), 0)?;
        reply.refused(422, ProblemCode::WrongVerb)?;
    }
    Ok(())
}

fn nothing_to_withdraw(kit: &Kit) -> Outcome {
    let Some(purpose) = kit.consent() else {
        return Ok(());
    };
    let mut person = Person::new(kit);
    let decision = person.decision(purpose, Verb::Withdraw)?;
    let reply = person.put(&purpose.id, &decision, &new_key(), 0)?;
    reply.refused(422, ProblemCode::WrongVerb).map(drop)
}

fn unknown_purpose(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    let decision = person.decision(kit.opt_out()?, Verb::Object)?;
    let reply = person.put("no-such-purpose", &decision, &new_key(), 0)?;
    reply.refused(422, ProblemCode::UnknownPurpose).map(drop)
}

fn wrong_words(kit: &Kit) -> Outcome {
    changed(kit, |decision| decision.words_hash = "0".repeat(64))?
        .refused(422, ProblemCode::WrongWords)
        .map(drop)
}

fn forged_token(kit: &Kit) -> Outcome {
    let forge = |decision: &mut Decision| {
        // The last letter of a seal: the first bits of another one.
        let flipped = if decision.view_token.ends_with('A') {
            "B"
        } else {
            "A"
        };
        decision.view_token.pop();
        decision.view_token.pop();
        decision.view_token.push_str(flipped);
        decision.view_token.push_str(flipped);
    };
    changed(kit, forge)?
        .refused(422, ProblemCode::BadToken)
        .map(drop)
}

fn reused_key(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    let key = new_key();
    let object = person.decision(purpose, Verb::Object)?;
    person.put(&purpose.id, &object, &key, 0)?;
    let allow = person.decision(purpose, Verb::Allow)?;
    person
        .put(&purpose.id, &allow, &key, 1)?
        .refused(422, ProblemCode::KeyReused)
        .map(drop)
}

fn headers(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    let decision = person.decision(purpose, Verb::Object)?;
    for header in [("If-Match", "\"0\""), ("Idempotency-Key", "conformance")] {
        let reply = person.put_with(&purpose.id, &decision, &[header])?;
        reply.refused(428, ProblemCode::HeaderMissing)?;
    }
    Ok(())
}

/// Of two revisions a proxy may go by one and the server by the other.
fn headers_once(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    person.decide(purpose, Verb::Object)?;
    let decision = person.decision(purpose, Verb::Allow)?;
    let (key, other) = (new_key(), new_key());
    let (key, other) = (
        ("Idempotency-Key", key.as_str()),
        ("Idempotency-Key", other.as_str()),
    );
    let revision = |text| ("If-Match", text);
    for headers in [
        vec![key, revision("\"1\""), revision("\"0\"")],
        vec![key, revision("\"1\""), revision("\"1\"")],
        vec![key, revision("1")],
        vec![key, revision("W/\"1\"")],
        vec![key, revision("*")],
        vec![key, other, revision("\"1\"")],
        vec![key, key, revision("\"1\"")],
    ] {
        let reply = person.put_with(&purpose.id, &decision, &headers)?;
        let refused = reply.refused(400, ProblemCode::BadRequest);
        refused.map_err(|error| format!("{headers:?}: {error}"))?;
    }
    same("the revision", 1, person.choice(purpose)?.revision)
}

fn array_body(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    let View {
        release,
        language,
        text_hash,
        surface,
    } = person.published_view();
    let values = [release, language, text_hash, surface];
    let reply = person.post("/v1/views", &values)?;
    reply.refused(400, ProblemCode::BadRequest).map(drop)
}

fn cross_site(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    let decision = person.decision(purpose, Verb::Object)?;
    let others: [(&str, &str); 2] = [
        ("Sec-Fetch-Site", "cross-site"),
        ("Origin", "https://elsewhere.example"),
    ];
    for (name, value) in others {
        person.headers = vec![(name, value.to_owned())];
        let reply = person.put(&purpose.id, &decision, &new_key(), 0)?;
        reply.refused(403, ProblemCode::CrossSite)?;
    }
    Ok(())
}

fn guardian(kit: &Kit) -> Outcome {
    let Some(purpose) = kit.guarded() else {
        return Ok(());
    };
    let mut person = Person::new(kit);
    let decision = person.decision(purpose, Verb::Give)?;
    let reply = person.put(&purpose.id, &decision, &new_key(), 0)?;
    reply.refused(422, ProblemCode::GuardianNeeded).map(drop)
}

fn nothing_stored(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    person.decide(purpose, Verb::Object)?;
    let mut decision = person.decision(purpose, Verb::Allow)?;
    decision.words_hash = "0".repeat(64);
    person.put(&purpose.id, &decision, &new_key(), 1)?;
    same("the revision", 1, person.choice(purpose)?.revision)
}

fn changed(kit: &Kit, change: impl FnOnce(&mut Decision)) -> Result<Reply, String> {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    let mut decision = person.decision(purpose, Verb::Object)?;
    change(&mut decision);
    person.put(&purpose.id, &decision, &new_key(), 0)
}
