//! Who may frame the pages, and whom they speak to: two lists, which are meant to name the same sites.
//!
//! `ALLOWED_HOSTS` is the server's and becomes a header, which a page cannot read; `hosts` in `config.json` is
//! the pages' own. Takes both, gives a sentence where a site is in one of them alone. Entry point: [`mismatch`].

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::settings::AllowedHost;

/// What of `config.json` is about hosts.
#[derive(Deserialize)]
struct Config {
    hosts: Option<Vec<String>>,
}

/// What differs, and what to do; `None` where nothing does, or the folder has no `config.json` to read.
///
/// A list of the pages that is there and empty says that they are to speak to nobody. What the pages would
/// refuse in their list is said by them.
pub fn mismatch(site: &Path, allowed: &[AllowedHost]) -> Option<String> {
    let text = fs::read_to_string(site.join("config.json")).ok()?;
    let hosts = serde_json::from_str::<Config>(&text).ok()?.hosts;
    let listed = hosts.as_deref().unwrap_or_default();
    let mut unframed = listed.to_vec();
    unframed.retain(|host| !allowed.iter().any(|allowed| allowed.is_of(host)));
    let is_silent = hosts.as_ref().is_some_and(Vec::is_empty);
    let exact = allowed.iter().filter_map(AllowedHost::origin);
    let unheard: Vec<&str> = exact
        .filter(|origin| !is_silent && !listed.iter().any(|host| host == origin))
        .collect();
    let unframed = (!unframed.is_empty()).then(|| {
        let hosts = unframed.join(", ");
        format!(
            "`hosts` in config.json names {hosts}, which cannot frame the page: \
             add it to ALLOWED_HOSTS or take it out there"
        )
    });
    let unheard = (!unheard.is_empty()).then(|| {
        let hosts = unheard.join(", ");
        format!(
            "ALLOWED_HOSTS names {hosts}, which the page does not speak to: \
             add it to `hosts` in config.json, or write `\"hosts\": []` there if nobody is to be spoken to"
        )
    });
    let said: Vec<String> = [unframed, unheard].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(allowed: &[&str], config: Option<&str>, expected: Option<&str>) {
        let site = tempfile::tempdir().expect("a folder");
        if let Some(config) = config {
            fs::write(site.path().join("config.json"), config).expect("written");
        }
        let allowed: Vec<AllowedHost> = allowed
            .iter()
            .map(|host| host.parse().expect("a host"))
            .collect();
        let said = mismatch(site.path(), &allowed);
        assert_eq!(said.as_deref(), expected);
    }

    const APP: &str = "https://app.example.org";

    #[test]
    fn lists_that_name_the_same_sites_are_not_spoken_of() {
        let both = r#"{ "hosts": ["https://app.example.org"] }"#;
        check(&[APP], Some(both), None);
        check(&["https://*.example.org"], Some(both), None);
        check(&[], Some("{}"), None);
    }

    #[test]
    fn a_site_that_is_spoken_to_and_cannot_frame_the_page_is_named() {
        check(
            &["http://app.example.org", "https://*.example.com"],
            Some(r#"{ "hosts": ["https://app.example.org", "https://example.com"] }"#),
            Some(
                "`hosts` in config.json names https://app.example.org, https://example.com, which cannot \
                 frame the page: add it to ALLOWED_HOSTS or take it out there; \
                 ALLOWED_HOSTS names http://app.example.org, which the page does not speak to: \
                 add it to `hosts` in config.json, or write `\"hosts\": []` there if nobody is to be spoken to",
            ),
        );
    }

    #[test]
    fn a_site_that_frames_the_page_and_is_not_spoken_to_is_named_unless_that_is_meant() {
        let said = "ALLOWED_HOSTS names https://app.example.org, which the page does not speak to: add it to \
                    `hosts` in config.json, or write `\"hosts\": []` there if nobody is to be spoken to";
        check(&[APP], Some("{}"), Some(said));
        check(&[APP], Some(r#"{ "hosts": [] }"#), None);
        // A pattern names nobody whom a page could speak to.
        check(&["https://*.example.org"], Some("{}"), None);
    }

    #[test]
    fn where_there_is_nothing_to_compare_nothing_is_said() {
        check(&[APP], None, None);
        check(&[APP], Some("no JSON"), None);
        check(
            &[APP],
            Some(r#"{ "hosts": "https://app.example.org" }"#),
            None,
        );
    }
}
