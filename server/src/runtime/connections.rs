//! Accepts connections: how many are open, how long they may be idle, and how they end.
//!
//! Takes a listener and a router; ends when the server was asked to stop and every request that had
//! begun is answered. `axum::serve` has no limit and no timeout: clients that send half a head keep
//! its connections open for ever. Entry point: [`serve`].

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;
use tower_http::metrics::in_flight_requests::{InFlightRequests, InFlightRequestsCounter};

/// How long a connection without a request stays after the server was asked to stop: what was
/// answered last may still be on its way into the socket.
const LAST_BYTES: Duration = Duration::from_millis(500);

/// How long open requests may take after the server was asked to stop.
const LAST_PATIENCE: Duration = Duration::from_secs(20);

/// How long to wait when the system has no more files or memory for a connection.
const NO_ROOM: Duration = Duration::from_millis(200);

/// What connections may cost.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How many are open at the same time at most; further ones wait.
    pub connections: usize,
    /// How long a new one may take to send the head of its first request.
    pub first_head: Duration,
    /// How long one may be open without a request.
    pub idle: Duration,
    /// How long a client may take nothing of an answer.
    pub unread: Duration,
}

impl Bounds {
    /// The usual times. Proxies keep their connections for 60 seconds, most of them; here they are
    /// kept longer, so that no proxy sends a request into one that is just being closed.
    pub fn of(connections: usize) -> Self {
        Self {
            connections,
            first_head: Duration::from_secs(15),
            idle: Duration::from_secs(75),
            unread: Duration::from_secs(60),
        }
    }
}

/// Some requests were not answered in time after the server was asked to stop.
#[derive(Debug, thiserror::Error)]
#[error("{0} connections had requests that were not answered in time")]
pub struct Unfinished(usize);

/// Serves connections within those bounds, until `stop` turns true.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    mut stop: watch::Receiver<bool>,
) -> Result<(), Unfinished> {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let mut open = JoinSet::new();
    let stopping = stop.clone();
    loop {
        let accepted = tokio::select! {
            _ = stop.wait_for(|is_stopping| *is_stopping) => break,
            accepted = accept(&listener, &places) => accepted,
        };
        while open.try_join_next().is_some() {}
        match accepted {
            Ok((stream, peer, place)) => {
                let connection = Connection::new(peer, router.clone(), stopping.clone());
                open.spawn(async move {
                    connection.run(stream, bounds).await;
                    drop(place);
                });
            }
            Err(error) => no_room(&error).await,
        }
    }
    drop(listener);
    let all = async { while open.join_next().await.is_some() {} };
    match timeout(LAST_PATIENCE, all).await {
        Ok(()) => Ok(()),
        Err(_) => Err(Unfinished(open.len())),
    }
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await;
    let place = place.expect("the places are never closed");
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

/// A connection that its client gave up at once is no news; one for which the system has no room is.
async fn no_room(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        return;
    }
    tracing::error!(%error, "no connection can be accepted; raise the limit of open files, or lower CONNECTIONS");
    tokio::time::sleep(NO_ROOM).await;
}

/// One connection.
struct Connection {
    peer: SocketAddr,
    router: InFlightRequests<Router>,
    activity: Activity,
    stop: watch::Receiver<bool>,
}

/// What happened on a connection so far.
#[derive(Clone)]
struct Activity {
    /// Requests whose answer is not through yet.
    under_way: InFlightRequestsCounter,
    /// Requests that came in all.
    begun: Arc<AtomicU64>,
}

impl Connection {
    fn new(peer: SocketAddr, router: Router, stop: watch::Receiver<bool>) -> Self {
        let under_way = InFlightRequestsCounter::new();
        Self {
            peer,
            router: InFlightRequests::new(router, under_way.clone()),
            activity: Activity {
                under_way,
                begun: Arc::default(),
            },
            stop,
        }
    }

    /// Answers until the client closes, or does nothing for too long, or the server stops.
    async fn run(self, stream: TcpStream, bounds: Bounds) {
        let Self {
            peer,
            router,
            activity,
            mut stop,
        } = self;
        // Answers are small and whole; waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(bounds.unread));
        let begun = activity.begun.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            begun.fetch_add(1, Ordering::Relaxed);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request.map(Body::new))
        });
        let stream = TokioIo::new(Box::pin(stream));
        // By HTTP/1.1 alone, which every proxy speaks: one connection is then one answer, so that the bounds
        // on connections and on unread answers bound files and memory, too.
        let mut connection = pin!(http1::Builder::new().serve_connection(stream, service));
        tokio::select! {
            // A client that breaks off or speaks no HTTP is no failure of the server.
            _ = connection.as_mut() => return,
            () = activity.ends(bounds) => return,
            _ = stop.wait_for(|is_stopping| *is_stopping) => {}
        }
        connection.as_mut().graceful_shutdown();
        tokio::select! {
            _ = connection => {}
            () = activity.is_over() => {}
        }
    }
}

impl Activity {
    /// Waits until there was no request for too long.
    async fn ends(&self, bounds: Bounds) {
        let mut seen = 0;
        let mut since = Instant::now();
        loop {
            tokio::time::sleep(bounds.first_head / 4).await;
            let begun = self.begun.load(Ordering::Relaxed);
            if self.under_way.get() > 0 || begun != seen {
                (seen, since) = (begun, Instant::now());
            }
            let longest = match begun {
                0 => bounds.first_head,
                _ => bounds.idle,
            };
            if since.elapsed() >= longest {
                return;
            }
        }
    }

    /// Waits until no request is under way and the last answer had time to leave.
    async fn is_over(&self) {
        loop {
            tokio::time::sleep(LAST_BYTES).await;
            if self.under_way.get() == 0 {
                return;
            }
        }
    }
}
