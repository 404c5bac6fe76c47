//! A consent whose meaning changed is asked for again, and only that one: from the editor's files
//! through the publisher and the consent API to what a person is told.
//!
//! `notices/strider` is an edition that was made up for this: three releases, and an earlier one
//! that was worked out afterwards. From the first to the second, the step ranking takes the
//! location too, and the face sign-in is put better in English alone. From the second to the
//! third, contacts are kept longer.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test stop it as an assertion does"
)]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use conformance::{Kit, Person};
use consent::manifest::{self, SiteManifest};
use consent::wire::{Status, Verb};
use publish::site;
use server::settings::Settings;
use tempfile::TempDir;
use views::Template;

const WORKED_OUT: &str = "before-2030-01-01";
const FIRST: &str = "2030-01-01";
const SECOND: &str = "2030-06-01";
const THIRD: &str = "2031-01-01";

#[test]
fn a_release_asks_again_for_consents_whose_meaning_changed_and_never_by_a_reconstruction() {
    let site = Site::new();
    site.publish(&[WORKED_OUT, FIRST, SECOND, THIRD]);
    let asked = |version: &str| asked_again(&site.manifest(), version);
    // The reconstruction differs from the first release in two consents, and nobody ever read it.
    assert_eq!(asked(WORKED_OUT), [""; 0]);
    assert_eq!(asked(FIRST), [""; 0]);
    assert_eq!(asked(SECOND), ["ranking"]);
    assert_eq!(asked(THIRD), ["friends"]);
}

#[test]
fn a_comparison_with_a_reconstruction_names_no_consent_to_ask_for_again() {
    let site = Site::new();
    site.publish(&[WORKED_OUT, FIRST, SECOND]);
    for language in ["zh", "en"] {
        let due = |old: &str, new: &str| {
            site.comparison(old, new, language)["meaning"]["renewals"].clone()
        };
        let nothing = serde_json::json!([]);
        assert_eq!(due(WORKED_OUT, FIRST), nothing, "{language}");
        assert_eq!(due(WORKED_OUT, SECOND), nothing, "{language}");
        assert_eq!(
            due(FIRST, SECOND),
            serde_json::json!(["ranking"]),
            "{language}"
        );
    }
}

#[test]
fn a_reconstruction_in_between_hides_no_change() {
    let site = Site::new();
    site.publish(&[FIRST, SECOND, THIRD]);
    let between = site.edition.path().join(SECOND);
    for language in ["zh.md", "en.md"] {
        let text = fs::read_to_string(between.join(language)).unwrap();
        let text = text.replace("provenance: official", "provenance: reconstructed");
        fs::write(between.join(language), text).unwrap();
    }
    site.publish(&[]);
    assert_eq!(asked_again(&site.manifest(), SECOND), [""; 0]);
    assert_eq!(asked_again(&site.manifest(), THIRD), ["ranking", "friends"]);
}

#[test]
fn a_release_published_without_the_one_before_asks_for_every_consent_again() {
    let site = Site::new();
    site.publish(&[THIRD]);
    let all = ["ranking", "face", "friends"];
    assert_eq!(asked_again(&site.manifest(), THIRD), all);
}

#[test]
fn a_person_is_asked_again_for_the_consent_that_changed_and_for_no_other() {
    let site = Site::new();
    site.publish(&[WORKED_OUT, FIRST]);
    let url = site.serve();

    let kit = kit(&url, FIRST);
    let mut early = Person::new(&kit);
    let mut careful = Person::new(&kit);
    for purpose in ["ranking", "face", "friends"] {
        decide(&kit, &mut early, purpose, Verb::Give);
        decide(&kit, &mut careful, purpose, Verb::Give);
    }
    decide(&kit, &mut early, "promotions", Verb::Object);
    decide(&kit, &mut careful, "ranking", Verb::Withdraw);
    assert_eq!(due(&mut early), [""; 0]);
    let cookies = [early.cookie, careful.cookie];

    site.publish(&[SECOND]);
    let kit = self::kit(&url, SECOND);
    let [mut early, mut careful] = cookies.map(|cookie| known(&kit, cookie));
    assert_eq!(due(&mut early), ["ranking"]);
    assert_eq!(
        due(&mut careful),
        [""; 0],
        "what was withdrawn is not asked for"
    );
    let cookies = [early.cookie, careful.cookie];

    site.publish(&[THIRD]);
    let kit = self::kit(&url, THIRD);
    let [mut early, mut careful] = cookies.map(|cookie| known(&kit, cookie));
    // Who stayed away for a release is asked for everything that changed since.
    assert_eq!(due(&mut early), ["ranking", "friends"]);
    assert_eq!(due(&mut careful), ["friends"]);

    // An answer, whichever, is the end of being asked.
    let renewed = decide(&kit, &mut early, "ranking", Verb::Give);
    assert_eq!(renewed, Some(Status::Renewed));
    let refused = decide(&kit, &mut early, "friends", Verb::Refuse);
    assert_eq!(refused, Some(Status::Refused));
    assert_eq!(due(&mut early), [""; 0]);
}

/// A published site and the edition that it is published from, in temporary folders.
struct Site {
    folder: TempDir,
    edition: TempDir,
}

impl Site {
    fn new() -> Site {
        let site = Site {
            folder: TempDir::new().unwrap(),
            edition: TempDir::new().unwrap(),
        };
        let settings = notices().join("settings.toml");
        fs::copy(settings, site.edition.path().join("settings.toml")).unwrap();
        site
    }

    /// Publishes these releases beside those that are there already, as `mingbai publish` does.
    fn publish(&self, versions: &[&str]) {
        for version in versions {
            let (from, to) = (notices().join(version), self.edition.path().join(version));
            fs::create_dir_all(&to).unwrap();
            for file in ["zh.md", "en.md", "catalogue.toml"] {
                fs::copy(from.join(file), to.join(file)).unwrap();
            }
        }
        let (out, edition) = (self.folder.path(), self.edition.path());
        site::write_pages(out, &Template::default(), edition).unwrap();
    }

    fn manifest(&self) -> SiteManifest {
        let file = self.folder.path().join(manifest::FILE);
        SiteManifest::read(&fs::read(file).unwrap()).unwrap()
    }

    /// A comparison as data, as it is published.
    fn comparison(&self, old: &str, new: &str, language: &str) -> serde_json::Value {
        let file = format!("content/changes/{old}..{new}/{language}.json");
        serde_json::from_slice(&fs::read(self.folder.path().join(file)).unwrap()).unwrap()
    }

    /// The address of a server that has this site and an empty store. It ends with the test.
    fn serve(&self) -> String {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = free.local_addr().unwrap();
        drop(free);
        let settings = Settings {
            listen,
            database_url: format!("sqlite:{}", self.folder.path().join("consent.db").display()),
            site_dir: self.folder.path().to_owned(),
            ..Settings::plain()
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        thread::spawn(move || runtime.block_on(server::run(settings)).unwrap());
        format!("http://{listen}")
    }
}

fn notices() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notices/strider")
}

/// The consents that a release asks for again, as the site was published.
fn asked_again(manifest: &SiteManifest, version: &str) -> Vec<String> {
    let purposes = &manifest.release(version).unwrap().purposes;
    let changed = purposes.iter().filter(|purpose| purpose.meaning_changed);
    changed.map(|purpose| purpose.id.clone()).collect()
}

/// What to decide with, once the server decides under that release.
fn kit(url: &str, version: &str) -> Kit {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let kit = Kit::new(url);
        if let Ok(kit) = &kit
            && let Ok(choices) = Person::new(kit).choices()
            && choices.release == version
        {
            return Kit::new(url).unwrap();
        }
        assert!(Instant::now() < end, "{version} is not in force at {url}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// Somebody who has been here before.
fn known(kit: &Kit, cookie: Option<String>) -> Person<'_> {
    let mut person = Person::new(kit);
    person.cookie = cookie;
    person
}

fn decide(kit: &Kit, person: &mut Person<'_>, purpose: &str, verb: Verb) -> Option<Status> {
    let purpose = kit.release().purpose(purpose).unwrap();
    person.decide(purpose, verb).unwrap().choice.status
}

/// What `GET /v1/choices` tells a person to decide again.
fn due(person: &mut Person<'_>) -> Vec<String> {
    let choices = person.choices().unwrap().choices;
    let due = choices.into_iter().filter(|choice| choice.renewal_due);
    due.map(|choice| choice.purpose).collect()
}
