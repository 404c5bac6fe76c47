//! The built site: what is served, as what, for how long, under which policy.

use std::fs;

use crate::common::*;
use axum::body::Body;
use axum::http::{Request, StatusCode};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; \
    require-trusted-types-for 'script'; trusted-types default parse offline";

async fn built() -> Server {
    let server = Server::start().await;
    let dir = server.dir.path();
    fs::create_dir_all(dir.join("zh/changes/a..b")).unwrap();
    fs::write(dir.join("zh/index.html"), "<p>你好").unwrap();
    fs::write(dir.join("zh/changes/a..b/index.html"), "<p>changes").unwrap();
    fs::write(dir.join("404.html"), "<p>nothing").unwrap();
    fs::write(dir.join("zh/404.html"), "<p>没有").unwrap();
    fs::write(dir.join("app-0123456789abcdef_bg.wasm"), "wasm").unwrap();
    fs::write(dir.join("app-0123456789abcdef_bg.wasm.br"), "brotli").unwrap();
    server
}

#[tokio::test]
async fn a_page_has_the_strict_policy_and_is_asked_for_again_each_time() {
    let server = built().await;
    let page = server.get("/zh/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text(), "<p>你好");
    assert_eq!(page.header("content-security-policy"), POLICY);
    assert_eq!(page.header("cache-control"), "no-cache");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "same-origin");
    for unwanted in ["camera=()", "geolocation=()", "microphone=()", "payment=()"] {
        assert!(page.header("permissions-policy").contains(unwanted));
    }
    assert!(page.header("content-type").starts_with("text/html"));
}

/// A policy that lets nothing be fetched would let the worker keep nothing.
#[tokio::test]
async fn the_worker_may_fetch_from_here_and_is_asked_for_again_each_time() {
    let server = built().await;
    fs::write(server.dir.path().join("sw.js"), "work()").unwrap();
    let worker = server.get("/sw.js").await;
    let policy = "default-src 'none'; connect-src 'self'";
    assert_eq!(worker.header("content-security-policy"), policy);
    assert_eq!(worker.header("cache-control"), "no-cache");
    assert!(worker.header("content-type").starts_with("text/javascript"));
}

#[tokio::test]
async fn a_browser_from_before_wasm_unsafe_eval_gets_eval_only_where_the_operator_says_so() {
    let old =
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/83.0.4103.0 Safari/537.36";
    let new =
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36";
    let for_old = POLICY.replace("'wasm-unsafe-eval'", "'unsafe-eval'");
    for (old_browsers, browser, expected) in [
        (false, old, POLICY),
        (true, new, POLICY),
        (true, old, &for_old),
    ] {
        let server = Server::with(|settings| settings.old_browsers = old_browsers).await;
        fs::create_dir_all(server.dir.path().join("zh")).unwrap();
        fs::write(server.dir.path().join("zh/index.html"), "<p>你好").unwrap();
        let request = Request::get("/zh/").header("user-agent", browser);
        let page = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(page.header("content-security-policy"), expected);
        let varies = page
            .headers
            .get_all("vary")
            .iter()
            .any(|name| name == "User-Agent");
        assert_eq!(
            varies, old_browsers,
            "what is kept between is for one of them"
        );
    }
}

#[tokio::test]
async fn each_kind_of_file_has_its_exact_type() {
    let server = built().await;
    for (name, kind) in [
        ("app.js", "text/javascript"),
        ("app.wasm", "application/wasm"),
        ("style.css", "text/css"),
        ("icon.svg", "image/svg+xml"),
        ("icon.png", "image/png"),
        ("config.json", "application/json"),
        ("manifest.webmanifest", "application/manifest+json"),
    ] {
        fs::write(server.dir.path().join(name), "").unwrap();
        assert_eq!(
            server.get(&format!("/{name}")).await.header("content-type"),
            kind
        );
    }
}

#[tokio::test]
async fn a_folder_without_its_slash_leads_to_the_one_with_it() {
    let server = built().await;
    let answer = server.get("/zh").await;
    assert!(answer.status.is_redirection());
    assert_eq!(answer.header("location"), "/zh/");
    assert_eq!(server.get("/zh/changes/a..b/").await.text(), "<p>changes");
}

#[tokio::test]
async fn wasm_has_its_exact_type_and_comes_compressed_to_whoever_takes_it() {
    let server = built().await;
    let path = "/app-0123456789abcdef_bg.wasm";
    let plain = server.get(path).await;
    assert_eq!(plain.header("content-type"), "application/wasm");
    assert_eq!(plain.text(), "wasm");
    assert!(plain.header("cache-control").contains("immutable"));
    let request = Request::get(path).header("accept-encoding", "gzip, br");
    let small = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(small.header("content-type"), "application/wasm");
    assert_eq!(small.header("content-encoding"), "br");
    assert_eq!(small.text(), "brotli");
    assert!(
        small
            .header("vary")
            .to_ascii_lowercase()
            .contains("accept-encoding")
    );
}

/// A browser that asked for a part that is not there kept that answer for a year; and one that asked
/// whether its page is still the same kept the page for an hour without asking again.
#[tokio::test]
async fn only_a_file_is_kept_and_not_what_was_said_about_a_request() {
    let server = built().await;
    let file = "/app-0123456789abcdef_bg.wasm";
    let tag = server.get(file).await.header("etag").to_owned();
    let page = server.get("/zh/").await.header("etag").to_owned();
    let year = "public, max-age=31536000, immutable";
    let long_ago = "Thu, 01 Jan 1970 00:00:00 GMT";
    let of_a_later_one = "Fri, 01 Jan 2100 00:00:00 GMT";
    let cases = [
        (file, "range", "bytes=0-1", 206, year),
        (file, "if-none-match", &tag, 304, year),
        (file, "if-none-match", &page, 200, year),
        (file, "if-modified-since", of_a_later_one, 200, year),
        ("/zh/", "if-modified-since", of_a_later_one, 200, "no-cache"),
        (file, "range", "bytes=99999999-", 416, "no-cache"),
        (file, "if-unmodified-since", long_ago, 200, year),
        ("/zh/", "if-none-match", &page, 304, "no-cache"),
        ("/zh", "accept", "*/*", 307, "no-cache"),
        // Two slashes would lead to another host; other spellings would be kept otherwise.
        ("//zh", "accept", "*/*", 404, "no-cache"),
        ("/zh/index.htm%6c", "accept", "*/*", 404, "no-cache"),
        (
            "/gone-0123456789abcdef.js",
            "accept",
            "*/*",
            404,
            "no-cache",
        ),
    ];
    for (path, header, value, status, expected) in cases {
        let request = Request::get(path).header(header, value);
        let answer = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{path} {header}: {value}");
        assert_eq!(answer.header("cache-control"), expected, "{path} {status}");
    }
    let posted = Request::post(file).body(Body::empty()).unwrap();
    let refused = server.send(posted).await;
    assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.header("cache-control"), "no-store");
}

/// Tools that put files in place give all of them one time, and a time counts whole seconds: the browser went on with
/// the notice that it had.
#[tokio::test]
async fn a_page_that_changes_without_another_time_or_length_is_sent() {
    let server = built().await;
    let page = server.dir.path().join("zh/index.html");
    let before = fs::read_to_string(&page).unwrap();
    let time = fs::metadata(&page).unwrap().modified().unwrap();
    let tag = server.get("/zh/").await.header("etag").to_owned();
    let asked = async |tag: &str| {
        let request = Request::get("/zh/").header("if-none-match", tag);
        server.send(request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(asked(&tag).await.status, StatusCode::NOT_MODIFIED);
    let changed = before.replace('p', "b");
    fs::write(&page, &changed).unwrap();
    fs::File::options()
        .write(true)
        .open(&page)
        .unwrap()
        .set_modified(time)
        .unwrap();
    let answer = asked(&tag).await;
    assert_eq!(answer.text(), changed);
    assert_ne!(answer.header("etag"), tag);
    let head = Request::head("/zh/").body(Body::empty()).unwrap();
    let head = server.send(head).await;
    assert_eq!(head.header("etag"), answer.header("etag"));
    assert_eq!(head.text(), "");
}

/// A part of one release must not be put to a part of another.
#[tokio::test]
async fn a_part_with_a_condition_is_sent_as_a_whole() {
    let server = built().await;
    let request = Request::get("/zh/")
        .header("range", "bytes=0-1")
        .header("if-range", "Fri, 01 Jan 2100 00:00:00 GMT");
    let answer = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn an_unknown_address_gets_the_sites_page_for_it_and_404() {
    let server = built().await;
    for path in [
        "/zh/none/",
        "/none.js",
        "/../secret",
        "/%2e%2e/secret",
        "/zh/%00",
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.text(), "<p>没有");
        assert_eq!(answer.header("content-security-policy"), POLICY);
    }
}

#[tokio::test]
async fn an_unknown_address_answers_in_its_own_language_or_in_the_browsers() {
    let server = built().await;
    let dir = server.dir.path();
    fs::create_dir_all(dir.join("en")).unwrap();
    fs::write(dir.join("en/404.html"), "<p>none").unwrap();
    for (path, asked, expected) in [
        ("/en/none/", "zh-CN", "<p>none"),
        ("/zh/none/", "en-GB", "<p>没有"),
        ("/none", "en-GB,en;q=0.9", "<p>none"),
        ("/none", "zh-CN,en;q=0.9", "<p>没有"),
        ("/english/none", "fr", "<p>没有"),
    ] {
        let request = Request::get(path).header("accept-language", asked);
        let answer = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.text(), expected, "{path} {asked}");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert!(answer.header("vary").contains("Accept-Language"));
    }
}

#[tokio::test]
async fn a_site_with_one_page_for_unknown_addresses_shows_that_one() {
    let server = built().await;
    fs::remove_file(server.dir.path().join("zh/404.html")).unwrap();
    let answer = server.get("/zh/none/").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.text(), "<p>nothing");
}

#[tokio::test]
async fn the_root_leads_to_the_language_that_the_browser_asks_for() {
    let server = built().await;
    for (asked, expected) in [
        ("en-GB,en;q=0.9", "/en/"),
        ("zh-CN", "/zh/"),
        ("fr", "/zh/"),
    ] {
        let request = Request::get("/").header("accept-language", asked);
        let answer = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        assert_eq!(answer.header("location"), expected);
        assert_eq!(answer.header("vary"), "Accept-Language");
    }
    // What a host says by the address goes along.
    let answer = server.get("/?embed&elder").await;
    assert_eq!(answer.header("location"), "/zh/?embed&elder");
}

#[tokio::test]
async fn a_named_host_may_frame_the_page_and_nobody_else() {
    let server = Server::with(|settings| {
        settings.allowed_hosts = vec!["https://app.example.org".parse().unwrap()];
    })
    .await;
    fs::write(server.dir.path().join("index.html"), "").unwrap();
    let policy = server.get("/index.html").await;
    let policy = policy.header("content-security-policy");
    assert!(
        policy.contains("frame-ancestors 'self' https://app.example.org;"),
        "{policy}"
    );
}
