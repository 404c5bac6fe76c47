//! Connections: those that say nothing are closed, and their number has an end.

use std::net::SocketAddr;
use std::time::Duration;

use crate::common::*;
use consent::wire::Verb;
use server::connections::{self, Bounds};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// How long any of this may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

async fn serve(server: &Server, bounds: Bounds) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = server::app(server.app.clone());
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

    let halves = [
        "",
        "GET / HT",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "PRI * HTTP/2.0\r\n",
    ];
    for half in halves {
        let mut stream = send(address, half).await;
        assert_eq!(rest(&mut stream).await, "", "{half:?} gets no answer");
    }
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
