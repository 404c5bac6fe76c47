//! Claims about proof: receipts, chain, export, erasure, and who sees what.

use consent::wire::{Erased, Export, KeySet, ProblemCode, Receipt, Records, Verb};
use consent::{chain, jws};

use crate::kit::Kit;
use crate::person::{Person, same};
use crate::{Claim, Outcome};

/// The claims.
pub const CLAIMS: &[Claim] = &[
    Claim::new(
        "receipt",
        "a receipt verifies and is bound to release, language and text",
        receipt,
    ),
    Claim::new(
        "receipt-later",
        "the same receipt can be had later, by its owner only",
        receipt_later,
    ),
    Claim::new(
        "history",
        "every event is kept, also after a change of mind",
        history,
    ),
    Claim::new(
        "chain",
        "the records of a person form an unbroken chain",
        chain_holds,
    ),
    Claim::new(
        "export",
        "the export holds everything and can be checked alone",
        export,
    ),
    Claim::new("alone", "nobody sees what somebody else decided", alone),
    Claim::new("erase", "after erasing the person is new", erase),
];

fn receipt(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    let decided = person.decide(kit.opt_out()?, Verb::Object)?;
    let receipt = verified(&mut person, &decided.receipt)?;
    let view = person.published_view();
    same(
        "the release",
        view.release,
        receipt.processing.privacy_notice.version,
    )?;
    same("the language", view.language, receipt.processing.language)?;
    same(
        "the text's hash",
        view.text_hash,
        receipt.processing.privacy_notice.text_hash,
    )?;
    same("the record", decided.record, receipt.record_id)?;
    same(
        "the purpose",
        kit.opt_out()?.id.as_str(),
        receipt.processing.purpose_id.as_str(),
    )?;
    same("the state", "objected", receipt.event.event_state.as_str())?;
    for (field, value) in [
        ("retention_period", &receipt.processing.retention_period),
        ("jurisdiction", &receipt.processing.jurisdiction),
        ("withdrawal_method", &receipt.processing.withdrawal_method),
    ] {
        if value.is_empty() {
            return Err(format!("`{field}` is blank; what is not stated is said so"));
        }
    }
    Ok(())
}

fn receipt_later(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    let decided = person.decide(kit.opt_out()?, Verb::Object)?;
    let path = format!("/v1/records/{}/receipt", decided.record);
    let reply = person.get(&path)?;
    same(
        "the receipt",
        decided.receipt.as_str(),
        reply.0.as_str().unwrap_or_default(),
    )?;
    Person::new(kit)
        .get(&path)?
        .refused(404, ProblemCode::NotFound)
        .map(drop)
}

fn history(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    for verb in [Verb::Object, Verb::Allow, Verb::Object] {
        person.decide(kit.opt_out()?, verb)?;
    }
    let records: Records = person.get("/v1/records")?.ok()?;
    let states: Vec<_> = records
        .records
        .iter()
        .map(|record| record.state.as_str())
        .collect();
    same(
        "the states",
        vec!["objected", "allowed", "objected"],
        states,
    )
}

fn chain_holds(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    for verb in [Verb::Object, Verb::Allow] {
        person.decide(kit.opt_out()?, verb)?;
    }
    let records: Records = person.get("/v1/records")?.ok()?;
    same("the number of records", 2, records.records.len())?;
    chain::verify(&records.records).map_err(|broken| broken.to_string())
}

fn export(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    person.decide(kit.opt_out()?, Verb::Object)?;
    person.decide(kit.opt_out()?, Verb::Allow)?;
    let export: Export = person.get("/v1/export")?.ok()?;
    same("the number of records", 2, export.records.len())?;
    same("the number of receipts", 2, export.receipts.len())?;
    chain::verify(&export.records).map_err(|broken| broken.to_string())?;
    for (receipt, record) in export.receipts.iter().zip(&export.records) {
        let receipt: Receipt =
            jws::verify(receipt, &export.keys).map_err(|error| error.to_string())?;
        same("the record in a receipt", record, &receipt.record)?;
    }
    Ok(())
}

fn alone(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    Person::new(kit).decide(purpose, Verb::Object)?;
    let mut other = Person::new(kit);
    same(
        "another person's revision",
        0,
        other.choice(purpose)?.revision,
    )?;
    let records: Records = other.get("/v1/records")?.ok()?;
    same("another person's records", 0, records.records.len())
}

fn erase(kit: &Kit) -> Outcome {
    let mut person = Person::new(kit);
    person.decide(kit.opt_out()?, Verb::Object)?;
    let cookie = person.cookie.clone();
    let erased: Erased = person.delete("/v1/subject")?.ok()?;
    same("the number of records", 1, erased.records)?;
    same("the cookie afterwards", None, person.cookie.clone())?;
    person.cookie = cookie;
    same("subject_is_new", true, person.choices()?.subject_is_new)
}

fn verified(person: &mut Person, text: &str) -> Result<Receipt, String> {
    let keys: KeySet = person.get("/.well-known/jwks.json")?.ok()?;
    jws::verify(text, &keys).map_err(|error| error.to_string())
}
