//! A host on the web beside the page: the pages of `tests/hosts`, served as another site.
//!
//! `localhost` and `127.0.0.1` are two sites to a browser. Entry points: [`start`] and [`open_site`].

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::{fs, thread};

use anyhow::{Context, Result};

use crate::workspace;

/// Where the host is, as the page's server and configuration name it.
pub const ORIGIN: &str = "http://localhost:8126";

/// Serves the host's files from now on, for as long as this program runs.
///
/// # Errors
/// When its port is taken.
pub fn start() -> Result<()> {
    let address = ORIGIN.trim_start_matches("http://");
    let listener = TcpListener::bind(address)
        .with_context(|| format!("the host of the demo cannot listen on {address}"))?;
    thread::spawn(move || {
        for asked in listener.incoming().flatten() {
            // A browser that goes away in between is no fault of ours.
            let _ = answer(asked);
        }
    });
    Ok(())
}

/// Has the page in a built site speak to the host.
///
/// # Errors
/// When its configuration cannot be written.
pub fn open_site(site: &Path) -> Result<()> {
    let config = serde_json::json!({ "hosts": [ORIGIN] });
    let file = site.join("config.json");
    fs::write(&file, config.to_string())
        .with_context(|| format!("`{}` cannot be written", file.display()))
}

/// The host's address, with that page inside.
pub fn address(page: &str) -> String {
    format!("{ORIGIN}/iframe.html?embedded&page={page}/en/")
}

fn answer(mut asked: TcpStream) -> std::io::Result<()> {
    let mut line = String::new();
    BufReader::new(&asked).read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or("/");
    let name = path.split('?').next().unwrap_or_default();
    let name = name.trim_start_matches('/');
    // A name alone: nothing above the folder can be meant.
    let is_name = !name.contains(['/', '\\']);
    let file = workspace::root().join("tests/hosts").join(name);
    let (status, content) = match fs::read(file) {
        Ok(content) if is_name => ("200 OK", content),
        _ => ("404 Not Found", Vec::new()),
    };
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        _ => "text/javascript",
    };
    let length = content.len();
    write!(
        asked,
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )?;
    asked.write_all(&content)
}
