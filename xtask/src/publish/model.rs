//! What machines read: the model of each release and language, the comparison of each
//! pair, and the site manifest.
//!
//! `content/index.json` is read by the consent API; the models by whoever wants the notice as data.

use std::collections::BTreeMap;
use std::path::Path;

use consent::manifest::{
    ControllerEntry, InBoth, LanguageEntry, PurposeEntry, ReleaseEntry, SiteManifest,
};
use notice::catalogue::{Control, RefOrNot};
use notice::change::Comparison;
use notice::{Language, Names, Release, text};
use pages::site::Facts;
use pages::{Compared, Site};
use serde_json::json;

/// Writes `content/` into the folder.
pub fn write(out: &Path, site: &Site) -> anyhow::Result<()> {
    let manifest = SiteManifest {
        edition: site.current().edition().to_string(),
        current: site.current().version.clone(),
        releases: site.releases.iter().map(release).collect(),
        guardian_statement: None,
    };
    super::write(
        &out.join("content/index.json"),
        &serde_json::to_vec(&manifest)?,
    )?;
    for release in &site.releases {
        for text in &release.texts {
            let file = out.join(format!(
                "content/{}/{}.json",
                release.version,
                text.language.code()
            ));
            super::write(&file, &serde_json::to_vec(&model(release, text))?)?;
        }
        let file = out.join(format!("content/{}/catalogue.json", release.version));
        super::write(&file, &serde_json::to_vec(&release.catalogue)?)?;
    }
    for compared in &site.comparisons {
        let Comparison { old, new, .. } = &compared.comparison;
        let lang = compared.language.code();
        let file = out.join(format!("content/changes/{old}..{new}/{lang}.json"));
        super::write(&file, &serde_json::to_vec(&changes(compared))?)?;
    }
    Ok(())
}

/// One comparison as data: what it means, then the text block by block.
fn changes(compared: &Compared) -> serde_json::Value {
    json!({
        "language": compared.language.tag(),
        "old": compared.comparison.old,
        "new": compared.comparison.new,
        "meaning": compared.meaning,
        "blocks": compared.comparison.blocks,
    })
}

/// One notice as data: its facts, and each clause as plain text.
fn model(release: &Release, of: &notice::release::Text) -> serde_json::Value {
    let clauses: Vec<_> = of
        .notice
        .clauses
        .iter()
        .map(|clause| {
            json!({
                "id": clause.id.as_str(),
                "number": clause.number.as_ref().map(ToString::to_string),
                "heading": clause.heading,
                "level": clause.level,
                "guide": clause.is_guide,
                "text": text::blocks(&clause.blocks),
            })
        })
        .collect();
    json!({
        "version": release.version,
        "edition": release.edition(),
        "language": of.language.tag(),
        "hash": of.hash,
        "updated": release.updated(),
        "effective": release.effective(),
        "provenance": release.provenance().word(),
        "title": of.notice.title,
        "clauses": clauses,
    })
}

fn release(release: &Release) -> ReleaseEntry {
    let languages = release.texts.iter().map(|text| {
        (
            text.language.code().to_string(),
            LanguageEntry {
                hash: text.hash.clone(),
            },
        )
    });
    let provider = &release.catalogue.provider;
    let contact = release
        .catalogue
        .contacts
        .first()
        .map(|contact| both(&contact.value));
    ReleaseEntry {
        version: release.version.clone(),
        edition: release.edition().to_string(),
        updated: release.updated().map(str::to_string),
        effective: release.effective().map(str::to_string),
        provenance: release.provenance().word().to_string(),
        supersedes: release.supersedes().map(str::to_string),
        languages: languages.collect::<BTreeMap<_, _>>(),
        purposes: release
            .catalogue
            .controls
            .iter()
            .map(|control| purpose(release, control))
            .collect(),
        controller: Some(ControllerEntry {
            names: both(&provider.names),
            address: both(&provider.address),
            contact: contact.unwrap_or_default(),
        }),
    }
}

fn purpose(release: &Release, control: &Control) -> PurposeEntry {
    let catalogue = &release.catalogue;
    let entries: Vec<_> = catalogue
        .disclosures
        .iter()
        .filter(|entry| control.disclosures.contains(&entry.id))
        .collect();
    let data = catalogue
        .data
        .iter()
        .filter(|item| entries.iter().any(|entry| entry.data.contains(&item.id)));
    let recipients = catalogue.recipients.iter().filter(|item| {
        entries
            .iter()
            .any(|entry| entry.recipients.contains(&item.id))
    });
    let retention = entries.iter().find_map(|entry| match &entry.retention {
        RefOrNot::Id(id) => catalogue.retention.iter().find(|rule| rule.id == *id),
        RefOrNot::NotStated => None,
    });
    let words = |lang: Language| {
        consent::words_hash(
            pages::wire_kind(control.kind),
            control.names.get(lang),
            control.effect.get(lang),
            control.clause.as_str(),
            &release.version,
        )
    };
    PurposeEntry {
        id: control.id.clone(),
        kind: pages::wire_kind(control.kind),
        clause: control.clause.to_string(),
        sensitive: control.sensitive,
        guardian: control.guardian,
        names: both(&control.names),
        words: InBoth {
            zh: words(Language::Zh),
            en: words(Language::En),
        },
        // Global Privacy Control speaks of selling, sharing and ad targeting, not of first-party content.
        gpc: control.id == "ads",
        data: data.map(|item| both(&item.names)).collect(),
        recipients: recipients.map(|item| both(&item.names)).collect(),
        retention: retention.map(|rule| both(&rule.rule)),
        meaning_changed: false,
    }
}

fn both(names: &Names) -> InBoth {
    InBoth {
        zh: names.zh.clone(),
        en: names.en.clone(),
    }
}
