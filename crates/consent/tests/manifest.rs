//! The site manifest: what is asked for is found, and nothing else is.

use consent::manifest::{InBoth, NoManifest, PurposeEntry, ReleaseEntry, SiteManifest};

fn release(version: &str, purposes: &[&str]) -> ReleaseEntry {
    let purpose = |id: &&str| PurposeEntry {
        id: (*id).to_owned(),
        ..PurposeEntry::default()
    };
    ReleaseEntry {
        version: version.to_owned(),
        purposes: purposes.iter().map(purpose).collect(),
        ..ReleaseEntry::default()
    }
}

fn site(current: &str) -> SiteManifest {
    SiteManifest {
        current: current.to_owned(),
        releases: vec![release("2", &["ads", "face"]), release("1", &["face"])],
        ..SiteManifest::default()
    }
}

#[test]
fn a_release_and_a_purpose_are_found_by_their_names() {
    let site = site("2");
    let version = |name| site.release(name).map(|one| one.version.as_str());
    assert_eq!(version("1"), Some("1"));
    assert_eq!(version("3"), None);
    let newer = site.release("2").expect("it is listed");
    assert_eq!(newer.purpose("face"), Some(&newer.purposes[1]));
    assert_eq!(newer.purpose("fac"), None);
}

#[test]
fn the_current_release_is_the_one_that_the_manifest_names() {
    let version = |site: &SiteManifest| site.current_release().map(|one| one.version.clone());
    assert_eq!(version(&site("2")), Some("2".to_owned()));
    assert_eq!(version(&site("1")), Some("1".to_owned()));
    assert_eq!(version(&site("3")), None);
}

#[test]
fn words_are_given_in_the_language_that_is_asked_for() {
    let both = InBoth {
        zh: "广告".to_owned(),
        en: "ads".to_owned(),
    };
    assert_eq!(both.get("zh"), "广告");
    assert_eq!(both.get("en"), "ads");
    assert_eq!(both.get("fr"), "ads", "English where it is neither");
}

#[test]
fn a_manifest_that_lacks_its_current_release_is_none() {
    let read = |site: &SiteManifest| {
        SiteManifest::read(&serde_json::to_vec(site).expect("a manifest is plain data"))
    };
    assert_eq!(read(&site("2")).expect("it is whole"), site("2"));
    let found = read(&site("3"));
    assert!(matches!(found, Err(NoManifest::WithoutCurrent(version)) if version == "3"));
    let found = SiteManifest::read(b"{\"releases\":");
    assert!(matches!(found, Err(NoManifest::Malformed(_))));
}
