//! Claims about decisions that are taken: stored once, seen at once, by the server's time.

use consent::wire::{Acknowledged, Acknowledgement, Answer, Decided, Setting, Status, Verb};

use crate::kit::Kit;
use crate::person::{Person, new_key, same};
use crate::{Claim, Outcome};

/// The claims.
pub const CLAIMS: &[Claim] = &[
    Claim::new(
        "object-allow",
        "an objection and its opposite are stored and read at once",
        object_allow,
    ),
    Claim::new(
        "give-withdraw",
        "a consent is given, withdrawn, given again and renewed",
        give_withdraw,
    ),
    Claim::new(
        "refusal-is-kept",
        "a refusal is stored as such",
        refusal_is_kept,
    ),
    Claim::new(
        "cookie",
        "the cookie is HttpOnly and says SameSite, and is set once",
        cookie,
    ),
    Claim::new(
        "once",
        "the same key twice stores once and answers the same",
        once,
    ),
    Claim::new(
        "lost-answer",
        "a first answer lost with its cookie can be asked for again",
        lost_answer,
    ),
    Claim::new(
        "server-time",
        "the server's time counts, not the browser's",
        server_time,
    ),
    Claim::new(
        "acknowledge",
        "a release is acknowledged and counts as agreed when accepted",
        acknowledge,
    ),
];

fn object_allow(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    for (verb, expected) in [
        (Verb::Object, Setting::Objected),
        (Verb::Allow, Setting::Allowed),
    ] {
        let decided = person.decide(purpose, verb)?;
        same(
            "the answer's setting",
            Some(expected),
            decided.choice.setting,
        )?;
        same(
            "the choice read afterwards",
            decided.choice,
            person.choice(purpose)?,
        )?;
    }
    Ok(())
}

fn give_withdraw(kit: &Kit) -> Outcome {
    let Some(purpose) = kit.consent() else {
        return Ok(());
    };
    let mut person = Person::new(kit);
    let steps = [
        (Verb::Give, Status::Given),
        (Verb::Withdraw, Status::Withdrawn),
        (Verb::Give, Status::Given),
        (Verb::Give, Status::Renewed),
    ];
    for (verb, expected) in steps {
        let decided = person.decide(purpose, verb)?;
        same(verb.code(), Some(expected), decided.choice.status)?;
    }
    same("the revision", 4, person.choice(purpose)?.revision)
}

fn refusal_is_kept(kit: &Kit) -> Outcome {
    let Some(purpose) = kit.consent() else {
        return Ok(());
    };
    let mut person = Person::new(kit);
    person.decide(purpose, Verb::Refuse)?;
    same(
        "the status",
        Some(Status::Refused),
        person.choice(purpose)?.status,
    )
}

fn cookie(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    let decision = person.decision(purpose, Verb::Object)?;
    let first = person.put(&purpose.id, &decision, &new_key(), 0)?;
    let cookie = first.header("set-cookie").to_ascii_lowercase();
    // `None` is for a page that other sites frame; browsers take it with Secure only.
    let is_framed = cookie.contains("samesite=none") && cookie.contains("secure");
    if !cookie.contains("httponly") || !(cookie.contains("samesite=lax") || is_framed) {
        return Err(format!(
            "expected HttpOnly and SameSite=Lax, or None with Secure, got `{cookie}`"
        ));
    }
    let decision = person.decision(purpose, Verb::Allow)?;
    let second = person.put(&purpose.id, &decision, &new_key(), 1)?;
    same("the second Set-Cookie", "", second.header("set-cookie"))
}

fn once(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    let decision = person.decision(purpose, Verb::Object)?;
    let key = new_key();
    let first: Decided = person.put(&purpose.id, &decision, &key, 0)?.ok()?;
    let second: Decided = person.put(&purpose.id, &decision, &key, 0)?.ok()?;
    same("the second answer", first, second)?;
    same("the revision", 1, person.choice(purpose)?.revision)
}

fn lost_answer(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    let decision = person.decision(purpose, Verb::Object)?;
    let key = new_key();
    let first: Decided = person.put(&purpose.id, &decision, &key, 0)?.ok()?;
    person.cookie = None;
    let second: Decided = person.put(&purpose.id, &decision, &key, 0)?.ok()?;
    same("the record", first.record, second.record)
}

fn server_time(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let decided = Person::new(kit).decide(purpose, Verb::Object)?;
    let since = decided.choice.since.unwrap_or_default();
    if since.is_empty() || since.starts_with("2001") {
        return Err(format!("expected the server's time, got `{since}`"));
    }
    Ok(())
}

fn acknowledge(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    let view_token = person.view()?;
    let accepted = Acknowledgement {
        answer: Answer::Accepted,
        view_token,
        client_time: None,
    };
    let answer: Acknowledged = person.post("/v1/acknowledgements", &accepted)?.ok()?;
    same(
        "the release",
        kit.release().version.as_str(),
        answer.release.as_str(),
    )?;
    let agreed = person.choices()?.agreed_release;
    same(
        "agreed_release",
        Some(kit.release().version.clone()),
        agreed,
    )
}
