//! The notice of a release for machines, in the Data Privacy Vocabulary (W3C DPV 2, <https://w3id.org/dpv>).
//!
//! JSON-LD with its context inside, so that nobody has to fetch one; every address is relative to the file.
//! What the notice does not state is left out, as the vocabulary wants it. Where the vocabulary has no word
//! for a basis (given by the person, asked by a permission), it is a legal basis with the notice's own name:
//! a word that says more than the notice does would be a claim of ours. `tests/browser/dpv.test.mjs` holds
//! every term to the vocabulary. Entry point: [`write`].

use std::path::Path;

use interface::{Address, View, words};
use notice::catalogue::{
    Basis, Catalogue, ContactKind, Control, ControlKind, Disclosure, RefOrNot, Said,
};
use notice::{Language, Names, Release};
use serde_json::{Map, Value, json};
use views::site::Facts;

use crate::output::write_file;

/// The file of a release below its folder in `content/`.
const FILE: &str = "dpv.jsonld";

/// Writes it below `content/`.
pub fn write(out: &Path, release: &Release) -> anyhow::Result<()> {
    let file = out.join(format!("content/{}/{FILE}", release.version));
    write_file(&file, &serde_json::to_vec(&document(release))?)
}

fn document(release: &Release) -> Value {
    let catalogue = &release.catalogue;
    let mut graph = vec![notice(release), provider(catalogue)];
    graph.extend(
        catalogue
            .disclosures
            .iter()
            .map(|one| process(release, one)),
    );
    graph.extend(catalogue.controls.iter().map(|one| control(release, one)));
    for item in &catalogue.data {
        let kind = match item.sensitive {
            true => "dpv:SensitivePersonalData",
            false => "dpv:PersonalData",
        };
        graph.push(named(&format!("#data:{}", item.id), kind, &item.names));
    }
    for recipient in &catalogue.recipients {
        let id = format!("#recipient:{}", recipient.id);
        graph.push(named(&id, "dpv:Recipient", &recipient.names));
    }
    for rule in &catalogue.retention {
        let id = format!("#retention:{}", rule.id);
        graph.push(named(&id, "dpv:StorageDuration", &rule.rule));
    }
    for basis in Basis::ALL
        .into_iter()
        .filter(|basis| term(*basis).is_none())
    {
        graph.extend(own_basis(catalogue, basis));
    }
    json!({ "@context": context(), "@graph": graph })
}

fn context() -> Value {
    json!({
        "dpv": "https://w3id.org/dpv#",
        "dct": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn notice(release: &Release) -> Value {
    let mut titles = Map::new();
    for text in &release.texts {
        titles.insert(text.language.tag().into(), json!(text.notice.title));
    }
    let processes = release.catalogue.disclosures.iter();
    let processes: Vec<Value> = processes
        .map(|one| id(&format!("#use:{}", one.id)))
        .collect();
    let day = |iso: Option<&str>| iso.map(|iso| json!({ "@value": iso, "@type": "xsd:date" }));
    object([
        ("@id", Some(json!("#notice"))),
        ("@type", Some(json!("dpv:PrivacyNotice"))),
        ("dct:title", Some(in_languages(titles))),
        ("dct:identifier", Some(json!(release.version))),
        ("dct:issued", day(release.updated())),
        ("dct:available", day(release.effective())),
        (
            "dct:replaces",
            release
                .supersedes()
                .map(|old| id(&format!("../{old}/{FILE}#notice"))),
        ),
        ("dct:provenance", Some(json!(release.provenance().word()))),
        ("dpv:hasDataController", Some(id("#provider"))),
        ("dpv:hasHumanSubject", Some(id("dpv:User"))),
        ("dpv:hasProcess", Some(json!(processes))),
    ])
}

fn provider(catalogue: &Catalogue) -> Value {
    let provider = &catalogue.provider;
    let contacts = catalogue.contacts.iter();
    let contacts: Vec<Value> = contacts
        .filter(|contact| matches!(contact.kind, ContactKind::Web | ContactKind::Email))
        .map(|contact| json!(contact.value.en))
        .collect();
    object([
        ("@id", Some(json!("#provider"))),
        ("@type", Some(json!("dpv:DataController"))),
        ("dpv:hasName", both(&provider.names)),
        ("dpv:hasAddress", both(&provider.address)),
        (
            "dpv:hasContact",
            (!contacts.is_empty()).then(|| json!(contacts)),
        ),
    ])
}

/// One disclosure.
fn process(release: &Release, entry: &Disclosure) -> Value {
    let catalogue = &release.catalogue;
    let all = |prefix: &str, ids: &[String]| {
        let ids: Vec<Value> = ids
            .iter()
            .map(|one| id(&format!("#{prefix}:{one}")))
            .collect();
        (!ids.is_empty()).then(|| json!(ids))
    };
    let controls = catalogue.controls.iter();
    let controls = controls.filter(|control| control.disclosures.contains(&entry.id));
    let controls: Vec<String> = controls.map(|control| control.id.clone()).collect();
    let purpose = json!({ "@type": "dpv:Purpose", "skos:prefLabel": both(&entry.purpose) });
    let refusal = match &entry.refusal {
        Said::Said(names) => {
            Some(json!({ "@type": "dpv:Consequence", "skos:prefLabel": both(names) }))
        }
        Said::NotStated => None,
    };
    let retention = match &entry.retention {
        RefOrNot::Id(rule) => Some(id(&format!("#retention:{rule}"))),
        RefOrNot::NotStated => None,
    };
    object([
        ("@id", Some(json!(format!("#use:{}", entry.id)))),
        ("@type", Some(json!("dpv:Process"))),
        ("dct:title", both(&entry.feature)),
        ("dct:source", Some(clause(release, entry.clause.as_str()))),
        ("dpv:hasPurpose", Some(purpose)),
        ("dpv:hasPersonalData", all("data", &entry.data)),
        (
            "dpv:hasProcessing",
            entry.automated.then(|| id("dpv:Analyse")),
        ),
        ("dpv:hasLegalBasis", basis(entry.basis)),
        ("dpv:hasConsequence", refusal),
        ("dpv:hasRecipient", all("recipient", &entry.recipients)),
        ("dpv:hasStorageCondition", retention),
        ("dpv:hasEntityControl", all("control", &controls)),
    ])
}

/// What a person can do about it.
fn control(release: &Release, control: &Control) -> Value {
    let kind = match control.kind {
        ControlKind::OptOut => json!("dpv:OptingOutFromProcess"),
        ControlKind::Consent => json!(["dpv:OptingInToProcess", "dpv:WithdrawingFromProcess"]),
        ControlKind::Preference => json!("dpv:EntityInvolvement"),
    };
    object([
        ("@id", Some(json!(format!("#control:{}", control.id)))),
        ("@type", Some(kind)),
        ("skos:prefLabel", both(&control.names)),
        ("dct:source", Some(clause(release, control.clause.as_str()))),
    ])
}

/// The vocabulary's word for a basis; `None` where it has none that says the same.
fn term(basis: Basis) -> Option<&'static str> {
    match basis {
        Basis::Consent | Basis::VoluntaryConsent => Some("dpv:Consent"),
        Basis::ExplicitConsent => Some("dpv:ExplicitlyExpressedConsent"),
        Basis::LegalObligation => Some("dpv:LegalObligation"),
        Basis::UserProvided
        | Basis::UserChoice
        | Basis::Necessary
        | Basis::PermissionRequest
        | Basis::NotStated => None,
    }
}

fn basis(basis: Basis) -> Option<Value> {
    match (basis, term(basis)) {
        (Basis::NotStated, _) => None,
        (_, Some(term)) => Some(id(term)),
        (_, None) => Some(id(&format!("#basis:{}", basis.word()))),
    }
}

/// A basis that the vocabulary has no word for, where a disclosure has it.
fn own_basis(catalogue: &Catalogue, basis: Basis) -> Option<Value> {
    let say = match basis {
        Basis::UserProvided => words::basis_user_provided,
        Basis::UserChoice => words::basis_user_choice,
        Basis::Necessary => words::basis_necessary,
        Basis::PermissionRequest => words::basis_permission_request,
        _ => return None,
    };
    let names = Names {
        zh: say(Language::Zh).into(),
        en: say(Language::En).into(),
    };
    let is_used = catalogue.disclosures.iter().any(|one| one.basis == basis);
    is_used.then(|| {
        named(
            &format!("#basis:{}", basis.word()),
            "dpv:LegalBasis",
            &names,
        )
    })
}

/// A thing of one kind with its names.
fn named(place: &str, kind: &str, names: &Names) -> Value {
    json!({ "@id": place, "@type": kind, "skos:prefLabel": both(names) })
}

/// The clause in the notice, in the governing language: its id is the same in the other.
fn clause(release: &Release, clause: &str) -> Value {
    let notice = Address {
        lang: Language::Zh,
        view: View::Notice {
            version: release.version.clone(),
        },
    };
    id(&format!("{}#{clause}", notice.href()))
}

fn id(id: &str) -> Value {
    json!({ "@id": id })
}

fn both(names: &Names) -> Option<Value> {
    let mut words = Map::new();
    for lang in Language::ALL {
        words.insert(lang.tag().into(), json!(names.get(lang)));
    }
    (!names.is_empty()).then(|| in_languages(words))
}

/// Words with their languages.
fn in_languages(words: Map<String, Value>) -> Value {
    let words = words.into_iter();
    let words = words.map(|(tag, words)| json!({ "@value": words, "@language": tag }));
    Value::Array(words.collect())
}

/// An object of what there is.
fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let members = members.into_iter();
    let members = members.filter_map(|(name, value)| Some((name.to_string(), value?)));
    Value::Object(members.collect())
}
