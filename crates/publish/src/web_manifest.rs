//! What a browser asks for when a person puts the site on their start screen: a web app manifest in each
//! language.
//!
//! A folder comes in; `zh/manifest.webmanifest` and its twin are in it afterwards. Entry point: [`write`].

use std::path::Path;

use anyhow::Result;
use interface::words;
use notice::Language;
use serde_json::json;

use crate::output::write_file;

/// `--paper` of `style/tokens.css`, by day: a manifest knows no night.
const PAPER: &str = "#faf9f5";

/// Writes them.
///
/// # Errors
/// When one cannot be written.
pub fn write(out: &Path) -> Result<()> {
    for lang in Language::ALL {
        let code = lang.code();
        let icon = |src: &str, size: &str, kind: &str, purpose: &str| json!({ "src": src, "sizes": size, "type": kind, "purpose": purpose });
        let manifest = json!({
            // Both languages are one app, which is opened in the one that it was installed in.
            "id": "/",
            "lang": lang.tag(),
            "name": words::product(lang),
            "short_name": words::product(lang),
            "description": words::tagline(lang),
            "start_url": format!("/{code}/"),
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                icon("/icon-192.png", "192x192", "image/png", "any"),
                icon("/icon-512.png", "512x512", "image/png", "any"),
                icon("/icon-maskable-512.png", "512x512", "image/png", "maskable"),
                icon("/icon.svg", "any", "image/svg+xml", "any"),
            ],
        });
        let file = out.join(format!("{code}/manifest.webmanifest"));
        write_file(&file, &serde_json::to_vec_pretty(&manifest)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn each_icon_is_there_in_the_size_that_the_manifest_names() {
        let out = tempfile::tempdir().expect("a folder");
        write(out.path()).expect("written");
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
        for lang in Language::ALL {
            let file = out.path().join(lang.code()).join("manifest.webmanifest");
            let manifest = fs::read(file).expect("a manifest in each language");
            let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
            assert_eq!(manifest["start_url"], format!("/{}/", lang.code()));
            for icon in manifest["icons"].as_array().expect("a list") {
                let name = icon["src"].as_str().expect("an address");
                let picture = fs::read(public.join(&name[1..])).expect(name);
                if icon["type"] == "image/png" {
                    // A PNG begins with its width and height.
                    let side = |at: usize| {
                        picture[at..at + 4]
                            .iter()
                            .fold(0, |all, byte| all * 256 + u32::from(*byte))
                    };
                    assert_eq!(
                        icon["sizes"],
                        format!("{}x{}", side(16), side(20)),
                        "{name}"
                    );
                }
            }
        }
    }
}
