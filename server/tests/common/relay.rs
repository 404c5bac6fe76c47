//! An address that can be moved from one machine to another, as a virtual address or a name is.
//!
//! Passes bytes on to a port of this machine until it is told another one. Entry point: [`Relay`].

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;

/// The address.
pub struct Relay {
    /// Where it is reached.
    pub port: u16,
    target: Arc<AtomicU16>,
}

impl Relay {
    /// An address that leads to that port. Its threads end with the program.
    pub fn to(target: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let target = Arc::new(AtomicU16::new(target));
        let current = target.clone();
        thread::spawn(move || {
            for incoming in listener.incoming().flatten() {
                // When nobody listens there, the connection is closed as soon as it was made.
                let port = current.load(Ordering::Relaxed);
                if let Ok(onward) = TcpStream::connect(("127.0.0.1", port)) {
                    join(incoming, onward);
                }
            }
        });
        Self { port, target }
    }

    /// Leads there from now on; connections that there are stay where they are.
    pub fn move_to(&self, port: u16) {
        self.target.store(port, Ordering::Relaxed);
    }
}

fn join(one: TcpStream, other: TcpStream) {
    let clone = |stream: &TcpStream| stream.try_clone().unwrap();
    for (from, to) in [(clone(&one), clone(&other)), (other, one)] {
        thread::spawn(move || {
            let _ = io::copy(&mut &from, &mut &to);
            let _ = from.shutdown(Shutdown::Both);
            let _ = to.shutdown(Shutdown::Both);
        });
    }
}
