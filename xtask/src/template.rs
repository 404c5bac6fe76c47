//! Finds in Trunk's `index.html` the files that it made, and turns `/` into a choice of language.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use views::Template;

/// Reads the addresses of script and wasm.
pub fn read(out: &Path) -> anyhow::Result<Template> {
    let file = out.join("index.html");
    let html = fs::read_to_string(&file).with_context(|| {
        format!(
            "`{}` cannot be read; Trunk writes it before this runs",
            file.display()
        )
    })?;
    let tags: Vec<&str> = html.split('<').collect();
    let find = |wanted: &[&str], attribute: &str| -> Option<String> {
        let tag = tags
            .iter()
            .find(|tag| wanted.iter().all(|word| tag.contains(word)))?;
        value_of(tag, attribute)
    };
    let template = Template {
        boot: find(&["script", "type=\"module\"", "src=", "boot"], "src").unwrap_or_default(),
        app_js: find(&["link", "modulepreload"], "href").unwrap_or_default(),
        app_wasm: find(&["link", "preload", "_bg.wasm"], "href").unwrap_or_default(),
        reload: reload(&html),
        ..Template::default()
    };
    if [&template.boot, &template.app_js, &template.app_wasm]
        .iter()
        .any(|part| part.is_empty())
    {
        bail!(
            "`{}` does not name the app's files as expected; check index.html and Trunk.toml against docs/decisions",
            file.display()
        );
    }
    Ok(template)
}

fn value_of(tag: &str, attribute: &str) -> Option<String> {
    let after = tag.split_once(&format!("{attribute}=\""))?.1;
    Some(after.split_once('"')?.0.to_string())
}

/// The inline script that `trunk serve` adds so that the browser follows each build.
fn reload(html: &str) -> String {
    let start = html.find("<script>").filter(|_| html.contains("__TRUNK_"));
    let Some(start) = start else {
        return String::new();
    };
    let end = html[start..]
        .find("</script>")
        .map_or(html.len(), |end| start + end + "</script>".len());
    html[start..end].to_string()
}
