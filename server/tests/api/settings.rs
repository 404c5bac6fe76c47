//! Settings that are taken and settings that stop the server before it does anything.

use std::process::Command;

use clap::Parser;
use server::settings::Settings;
use tempfile::TempDir;

use crate::command;
use crate::common::logs::Log;

/// What is wrong with these flags, if anything.
fn problem(flags: &[&str]) -> Option<String> {
    let flags = ["server"].iter().chain(flags);
    let settings = match Settings::try_parse_from(flags) {
        Ok(settings) => settings,
        Err(error) => return Some(error.to_string()),
    };
    settings.check().err().map(|error| error.to_string())
}

#[track_caller]
fn taken(flags: &[&str]) {
    assert_eq!(problem(flags), None, "{flags:?}");
}

/// They are refused, in a sentence with those words and without any of the values.
#[track_caller]
fn refused(flags: &[&str], words: &str) {
    let problem = problem(flags).unwrap_or_else(|| panic!("{flags:?} is taken"));
    assert!(problem.contains(words), "{flags:?}: {problem}");
}

#[test]
fn the_site_has_an_address_that_browsers_know_it_by() {
    for good in [
        "https://privacy.example.org",
        "https://privacy.example.org/",
        "HTTPS://Privacy.Example.ORG:443",
        "http://127.0.0.1:8124",
        "https://[2001:db8::1]:8443",
        "https://例子.example",
    ] {
        taken(&["--public-url", good]);
    }
    for bad in [
        "",
        "privacy.example.org",
        "privacy.example.org:443",
        "javascript:alert(1)",
        "ftp://privacy.example.org",
        "https://",
        "https:///",
        "https://privacy.example.org/privacy/",
        "https://privacy.example.org/?a",
        "https://privacy.example.org/#a",
        "https://user@privacy.example.org",
        "https://privacy.example.org:99999",
    ] {
        refused(&["--public-url", bad], "--public-url");
    }
    let settings = ["server", "--public-url", "HTTPS://Privacy.Example.ORG:443/"];
    let settings = Settings::parse_from(settings);
    assert!(settings.is_https());
    let url = settings.public_url.unwrap();
    assert_eq!(url.as_str(), "https://privacy.example.org");
}

#[test]
fn hosts_that_may_frame_the_page_are_written_as_browsers_send_them() {
    let text = "https://App.Example.org/,https://*.example.net,http://localhost:8080";
    let settings = Settings::parse_from(["server", "--allowed-hosts", text]);
    let hosts = settings.allowed_hosts.iter();
    let policy: Vec<_> = hosts.clone().map(|host| host.as_str()).collect();
    let expected = [
        "https://app.example.org",
        "https://*.example.net",
        "http://localhost:8080",
    ];
    assert_eq!(policy, expected);
    let callers: Vec<_> = hosts.filter_map(|host| host.origin()).collect();
    assert_eq!(callers, [expected[0], expected[2]]);
    for bad in [
        "",
        "*",
        "app.example.org",
        "https://*",
        "https://*.org",
        "https://*.192.0.2.1",
        "https://a.*.example.org",
        "https://*.*.example.org",
        "https://app.example.org/page",
        "https://app.example.org 'unsafe-inline'",
        "https://app.example.org;script-src *",
        "data:",
        "https://app.example.org,,https://b.example.org",
    ] {
        refused(&["--allowed-hosts", bad], "--allowed-hosts");
    }
}

#[test]
fn the_store_is_one_that_keeps_what_is_written() {
    for good in [
        "sqlite:data/consent.db",
        "sqlite:///var/lib/mingbai/consent.db",
        "sqlite:consent.db?mode=rwc",
        "postgres://user:password@host/database",
        "postgresql:///database?host=/run/postgresql",
        "postgres://host/database?sslmode=verify-full&sslrootcert=ca.pem&options[jit]=off",
    ] {
        taken(&["--database-url", good]);
    }
    for bad in [
        "",
        "sqlite",
        "sqlite:",
        "sqlite://",
        "sqlite::memory:",
        "sqlite://:memory:",
        "sqlite:file::memory:",
        "sqlite:file:x?mode=memory",
        "sqlite:x?mode=memory&cache=shared",
        "sqlite:x?mode=ro",
        "sqlite:x?immutable=true",
        "mysql://host/database",
        "/var/lib/consent.db",
        "postgres://host:port/database",
        "postgres://host/database?sslmod=require",
        "postgres://host/database?target_session_attrs=read-write",
    ] {
        refused(&["--database-url", bad], "DATABASE_URL");
    }
    for secret in [
        "postgres://user:hunter2@host:port/database",
        "postgres://user@host/database?sslpassword=hunter2",
    ] {
        let log = Log::listen();
        let problem = problem(&["--database-url", secret]).unwrap();
        assert!(!problem.contains("hunter2"), "{problem}");
        assert!(!log.text().contains("hunter2"), "{}", log.text());
    }
}

#[test]
fn the_webhook_has_a_private_line_and_a_secret_worth_the_name() {
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let with = |url, secret| ["--webhook-url", url, "--webhook-secret", secret];
    for url in [
        "https://consents.example.org/in?token=x",
        "http://127.0.0.1:9000/",
        "http://[::1]:9000/",
        "http://localhost:9000/",
    ] {
        taken(&with(url, SECRET));
    }
    taken(&with("https://a.example", "four-and-twenty-letters-.."));
    for url in [
        "",
        "not a url",
        "ftp://consents.example.org/",
        "http://consents.example.org/in?token=x",
        "http://127.0.0.1.example.org/",
        "consents.example.org",
    ] {
        refused(&with(url, SECRET), "WEBHOOK_URL");
    }
    for secret in [
        "",
        "short",
        "whsec_",
        "whsec_c2hvcnQ=",
        "whsec_ no base64 at all ........",
    ] {
        refused(&with("https://a.example", secret), "WEBHOOK_SECRET");
    }
    refused(&["--webhook-url", "https://a.example"], "WEBHOOK_SECRET");
    refused(&["--webhook-secret", SECRET], "WEBHOOK_URL");
    let open = problem(&with("http://a.example/?token=hunter2", "hunter2")).unwrap();
    assert!(!open.contains("hunter2"), "{open}");
}

#[test]
fn numbers_are_ones_that_the_server_can_work_with() {
    for good in [
        ["--view-minutes", "1"],
        ["--view-minutes", "1440"],
        ["--key-days", "0"],
        ["--connections", "1"],
        ["--writes-per-address", "0"],
        ["--writes-per-address", "120"],
        ["--rows-at-once", "1"],
    ] {
        taken(&good);
    }
    for bad in [
        ["--view-minutes", "0"],
        ["--view-minutes", "1441"],
        ["--view-minutes", "half"],
        ["--key-days", "36500"],
        ["--connections", "0"],
        ["--writes-per-minute", "many"],
        ["--rows-at-once", "0"],
        ["--listen", "localhost"],
        ["--admin-listen", "9000"],
        ["--trusted-proxies", "0.0.0.0/0"],
        ["--trusted-proxies", "proxy.example.org"],
        ["--proxy-headers", "both"],
    ] {
        refused(&bad, bad[0]);
    }
    refused(&["--writes-per-address", "119"], "WRITES_PER_ADDRESS");
    taken(&["--writes-per-minute", "0"]);
    let same = [
        "--listen",
        "127.0.0.1:9000",
        "--admin-listen",
        "127.0.0.1:9000",
    ];
    refused(&same, "ADMIN_LISTEN");
    refused(&["--jurisdiction", " "], "JURISDICTION");
}

#[test]
fn the_host_apps_keys_come_from_a_file_or_over_a_private_line() {
    let with = |keys| {
        [
            "--host-issuer",
            "i",
            "--host-audience",
            "a",
            "--host-keys",
            keys,
        ]
    };
    for good in [
        "keys.jwks",
        "/etc/mingbai/keys.jwks",
        "https://app.example.org/keys",
        "http://127.0.0.1:9000/keys",
    ] {
        taken(&with(good));
    }
    for bad in [
        "ftp://app.example.org/keys",
        "http://app.example.org/keys",
        "HTTP://app.example.org/keys",
        "file:///etc/keys",
        "https://",
    ] {
        refused(&with(bad), "HOST_KEYS");
    }
    let open = problem(&with("http://a.example/keys?token=hunter2")).unwrap();
    assert!(!open.contains("hunter2"), "{open}");
}

/// `--help` lists what is set, and with it what an address holds.
#[test]
fn no_help_shows_a_secret_that_is_set() {
    let secrets = [
        ("DATABASE_URL", "postgres://user:hunter2@host/database"),
        ("HOST_KEYS", "https://app.example.org/keys?token=hunter2"),
        (
            "WEBHOOK_URL",
            "https://consents.example.org/in?token=hunter2",
        ),
        ("WEBHOOK_SECRET", "hunter2"),
    ];
    let help = command::server(&["--help"], &secrets);
    assert!(help.is_done, "{help:?}");
    for (name, _) in secrets {
        assert!(help.output.contains(name), "{name}");
    }
    assert!(!help.output.contains("hunter2"), "{}", help.output);
}

#[test]
fn the_program_stops_with_one_sentence_and_makes_nothing() {
    let dir = TempDir::new().unwrap();
    let run = |name: &str, value: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_server"))
            .current_dir(dir.path())
            .env("LISTEN", "127.0.0.1:0")
            .env(name, value)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{name}={value}");
        String::from_utf8(output.stderr).unwrap()
    };
    let text = run("DATABASE_URL", "sqlite::memory:");
    assert_eq!(
        text,
        "error: DATABASE_URL names no file that keeps what is written; give `sqlite:FILE`\n"
    );
    assert!(run("PUBLIC_URL", "javascript:alert(1)").contains("scheme and host alone"));
    assert!(run("ALLOWED_HOSTS", "app.example.org").contains("scheme and host alone"));
    assert!(run("VIEW_MINUTES", "0").contains("1..=1440"));
    assert!(run("WEBHOOK_URL", "http://a.example/?token=x").starts_with("error: WEBHOOK_URL"));
    assert_eq!(dir.path().read_dir().unwrap().count(), 0);
}
