//! Claims about reading: what a browser sees before and between decisions.

use consent::wire::{Kind, Setting, Status, Verb};

use crate::kit::Kit;
use crate::person::{Person, same};
use crate::{Claim, Outcome};

/// The claims.
pub const CLAIMS: &[Claim] = &[
    Claim::new(
        "unknown-first",
        "without a decision every purpose is unknown at revision 0",
        unknown_first,
    ),
    Claim::new(
        "no-cookie-first",
        "reading and viewing set no cookie",
        no_cookie_first,
    ),
    Claim::new(
        "every-purpose",
        "every purpose of the current release is listed with its kind",
        every_purpose,
    ),
    Claim::new(
        "etag",
        "choices that did not change are not sent again",
        etag,
    ),
    Claim::new(
        "gpc",
        "Global Privacy Control is noticed when it is exactly 1",
        gpc,
    ),
];

fn unknown_first(kit: &Kit) -> Outcome {
    let choices = Person::new(kit).choices()?;
    same("subject_is_new", true, choices.subject_is_new)?;
    for choice in choices.choices {
        same(&choice.purpose, 0, choice.revision)?;
        match choice.kind {
            Kind::Consent => same(&choice.purpose, Some(Status::Unknown), choice.status)?,
            _ => same(&choice.purpose, Some(Setting::Unknown), choice.setting)?,
        }
    }
    Ok(())
}

fn no_cookie_first(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    person.choices()?;
    person.view()?;
    same("the cookie", None, person.cookie)
}

fn every_purpose(kit: &Kit) -> Outcome {
    let choices = Person::new(kit).choices()?;
    same(
        "the release",
        kit.release().version.as_str(),
        choices.release.as_str(),
    )?;
    let published = kit.release().purposes.iter();
    let mut expected: Vec<_> = published
        .map(|one| (one.id.clone(), one.kind.code()))
        .collect();
    let listed = choices.choices.iter();
    let mut got: Vec<_> = listed
        .map(|one| (one.purpose.clone(), one.kind.code()))
        .collect();
    expected.sort();
    got.sort();
    same("the purposes", expected, got)
}

fn etag(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    person.decide(kit.opt_out()?, Verb::Object)?;
    let tag = person.get("/v1/choices")?.header("etag").to_owned();
    if tag.is_empty() {
        return Err("GET /v1/choices has no ETag".to_owned());
    }
    person.headers = vec![("If-None-Match", tag.clone())];
    same(
        "the status",
        304,
        i32::from(person.get("/v1/choices")?.0.status_code),
    )?;
    person.headers.clear();
    person.decide(kit.opt_out()?, Verb::Allow)?;
    person.headers = vec![("If-None-Match", tag)];
    same(
        "the status after a change",
        200,
        i32::from(person.get("/v1/choices")?.0.status_code),
    )
}

fn gpc(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    for (value, expected) in [("1", true), ("0", false), ("yes", false)] {
        person.headers = vec![("Sec-GPC", value.to_owned())];
        same(value, expected, person.choices()?.gpc)?;
    }
    Ok(())
}
