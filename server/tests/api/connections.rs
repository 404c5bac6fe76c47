//! Connections: those that say nothing are closed, and their number has an end.

use std::net::SocketAddr;
use std::time::Duration;

use crate::common::*;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use consent::wire::Verb;
use futures_util::stream;
use server::runtime::connections::{self, Bounds};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// How long any of this may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

async fn serve(server: &Server, bounds: Bounds) -> SocketAddr {
    serve_router(server, server::app(server.app.clone()), bounds).await
}

async fn serve_router(server: &Server, router: Router, bounds: Bounds) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = server.app.live.stopping();
    tokio::spawn(connections::serve(listener, router, bounds, stop));
    address
}

async fn send(address: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// Everything until the server closes the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
    // Closed with bytes unread is a reset, which is an end too.
    let _ = read.expect("the server closes the connection");
    String::from_utf8(bytes).unwrap()
}

const READ: &str = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

fn short(connections: usize) -> Bounds {
    Bounds {
        connections,
        first_head: Duration::from_millis(200),
        idle: Duration::from_millis(400),
        unread: Duration::from_millis(400),
    }
}

#[tokio::test]
async fn a_connection_without_a_request_is_closed_and_a_stream_is_not() {
    let server = Server::start().await;
    let mut browser = server.browser();
    browser.decide("ads", Verb::Object).await;
    let address = serve(&server, short(100)).await;
    let cookie = browser.cookie.clone().unwrap();
    let listen = format!("GET /v1/events HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\n\r\n");
    let mut listening = send(address, &listen).await;

    let halves = ["", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\n"];
    for half in halves {
        let mut stream = send(address, half).await;
        assert_eq!(rest(&mut stream).await, "", "{half:?} gets no answer");
    }
    // HTTP/2 is not spoken: a client that takes nothing of a hundred answers would keep all their files open.
    let mut stream = send(address, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    let answer = rest(&mut stream).await;
    assert_eq!(answer, "", "it is closed at once");
    // Answered, and then silent or in the middle of the next head.
    for next in ["", "GET / HT"] {
        let mut stream = send(address, &format!("{READ}{next}")).await;
        assert!(rest(&mut stream).await.ends_with("alive\n"), "{next:?}");
    }

    browser.decide("tune", Verb::Object).await;
    let mut told = String::new();
    while !told.contains("\"tune\"") {
        let mut piece = [0; 4096];
        let length = timeout(PATIENCE, listening.read(&mut piece))
            .await
            .unwrap()
            .unwrap();
        assert!(length > 0, "the stream was closed: {told}");
        told.push_str(&String::from_utf8_lossy(&piece[..length]));
    }
}

/// Without a host, or with two, a request was answered: a proxy in front may go by the other one.
#[tokio::test]
async fn a_request_names_its_host_once() {
    let server = Server::start().await;
    let public = serve(&server, Bounds::of(100)).await;
    let admin = server::http::admin(server.app.clone());
    let admin = serve_router(&server, admin, Bounds::of(100)).await;
    for address in [public, admin] {
        for (version, hosts, status) in [
            ("1.1", "Host: a\r\n", "200"),
            ("1.0", "", "200"),
            ("1.1", "", "400"),
            ("1.1", "Host: a\r\nHost: b\r\n", "400"),
            ("1.1", "Host: a\r\nHost: a\r\n", "400"),
            ("1.0", "Host: a\r\nHost: b\r\n", "400"),
            ("1.1", "Host:\r\n", "400"),
            ("1.1", "Host: somebody@a\r\n", "400"),
        ] {
            let request =
                format!("GET /health/live HTTP/{version}\r\n{hosts}Connection: close\r\n\r\n");
            let answer = rest(&mut send(address, &request).await).await;
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            let asked = format!("HTTP/{version} {hosts:?}: {answer}");
            assert!(
                head.starts_with(&format!("HTTP/{version} {status}")),
                "{asked}"
            );
            assert_eq!(body.contains("bad_request"), status == "400", "{asked}");
        }
    }
}

/// Whatever of it still came would be read as the next request.
#[tokio::test]
async fn a_connection_whose_body_does_not_come_is_answered_and_closed() {
    let server = Server::with(|settings| settings.patience = Duration::from_millis(300)).await;
    let address = serve(&server, Bounds::of(100)).await;
    let head = "POST /v1/views HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                Content-Length: 100\r\n\r\n{\"release\"";
    let answer = rest(&mut send(address, head).await).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("nothing was stored"), "{answer}");
}

#[tokio::test]
async fn a_connection_over_the_limit_waits_for_its_turn() {
    let server = Server::start().await;
    let address = serve(&server, Bounds::of(2)).await;
    let (one, mut two) = (send(address, "").await, send(address, READ).await);
    let mut answer = [0; 15];
    two.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200 OK");

    let close = READ.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    let mut three = send(address, &close).await;
    let early = timeout(Duration::from_millis(300), three.read_exact(&mut answer)).await;
    assert!(early.is_err(), "there is no place yet");
    drop(one);
    assert!(rest(&mut three).await.ends_with("alive\n"));
}

/// More than any system keeps for a client that does not read.
const LARGE: usize = 256 * 1024 * 1024;

#[tokio::test]
async fn a_connection_whose_client_takes_nothing_of_an_answer_is_closed() {
    let server = Server::start().await;
    let large = || async { bytes(LARGE) };
    let router = Router::new().route("/large", get(large));
    let router = router.merge(server::app(server.app.clone()));
    // One place: the next connection is served when this one is closed, and no sooner.
    let address = serve_router(&server, router, short(1)).await;
    let get_large = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";
    let mut unread = send(address, get_large).await;
    let close = READ.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    let mut next = send(address, &close).await;
    assert!(rest(&mut next).await.ends_with("alive\n"));

    let mut all = Vec::new();
    let _ = timeout(PATIENCE, unread.read_to_end(&mut all))
        .await
        .unwrap();
    assert!(all.len() < LARGE, "it was not closed, but read to its end");
}

/// Without copying it: each frame of the body is the same piece of memory.
fn bytes(length: usize) -> Body {
    const PIECE: &[u8] = &[b'a'; 64 * 1024];
    let piece = Ok::<_, std::convert::Infallible>(Bytes::from_static(PIECE));
    Body::from_stream(stream::iter(vec![piece; length / PIECE.len()]))
}

/// Silent connections take all files that the system gives the server; after them it answers again.
#[cfg(unix)]
#[test]
fn a_server_without_free_files_answers_again_when_clients_have_gone() {
    use std::net::TcpStream;

    let dir = tempfile::TempDir::new().unwrap();
    publish(dir.path(), &site());
    let log = dir.path().join("log");
    let script = "ulimit -n 64 && exec \"$0\" 2>\"$LOG\"";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, binary()]).env("LOG", &log);
    let file = dir.path().join("consent.db");
    command.env("DATABASE_URL", format!("sqlite:{}", file.display()));
    let server = process::Process::of(&mut command, dir.path());
    let is_alive = || {
        let answer = server.request("GET /health/live", "", "");
        answer.is_some_and(|(_, body)| body == "alive\n")
    };
    assert!(is_alive());

    let clients: Vec<TcpStream> = (0..100)
        .map(|_| TcpStream::connect(&server.address).unwrap())
        .collect();
    let end = std::time::Instant::now() + PATIENCE;
    let is_full = || {
        let said = std::fs::read_to_string(&log).unwrap();
        said.contains("no connection can be accepted")
    };
    while !is_full() {
        assert!(std::time::Instant::now() < end, "it says that it is full");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(clients);
    while !is_alive() {
        assert!(std::time::Instant::now() < end, "it answers again");
        std::thread::sleep(Duration::from_millis(20));
    }
}
