//! What machines read: the site manifest, the model of each release and language, its lists, its
//! notice in the Data Privacy Vocabulary and its index for search, and the comparison of each pair.
//!
//! `content/index.json` is read by the consent API; the models by whoever wants the notice as data.
//! Entry point: [`write`].

use std::path::Path;

use interface::address;
use notice::change::Comparison;
use notice::{Release, text};
use serde_json::json;
use views::site::Facts;
use views::{Compared, Site};

use crate::output::write_file;
use crate::{dpv, lists, manifest};

/// Writes `content/` into the folder.
pub fn write(out: &Path, site: &Site) -> anyhow::Result<()> {
    write_file(
        &out.join(consent::manifest::FILE),
        &serde_json::to_vec(&manifest::of(site))?,
    )?;
    for release in &site.releases {
        for text in &release.texts {
            let file = out.join(format!(
                "content/{}/{}.json",
                release.version,
                text.language.code()
            ));
            write_file(&file, &serde_json::to_vec(&model(release, text))?)?;
        }
        let file = out.join(format!("content/{}/catalogue.json", release.version));
        write_file(&file, &serde_json::to_vec(&release.catalogue)?)?;
        lists::write(out, release)?;
        dpv::write(out, release)?;
        let file = address::search_index(&release.version);
        let index = search::publish::file(release, &site.settings);
        write_file(&out.join(file.trim_start_matches('/')), index.as_bytes())?;
    }
    for compared in &site.comparisons {
        let Comparison { old, new, .. } = &compared.comparison;
        let lang = compared.language.code();
        let file = out.join(format!("content/changes/{old}..{new}/{lang}.json"));
        write_file(&file, &serde_json::to_vec(&changes(compared))?)?;
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
        "text_hash": of.text_hash,
        "updated": release.updated(),
        "effective": release.effective(),
        "provenance": release.provenance().word(),
        "title": of.notice.title,
        "clauses": clauses,
    })
}
