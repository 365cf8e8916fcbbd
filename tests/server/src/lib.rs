//! A small static file server: the built site, on this machine only.
//!
//! It does what a plain static host does and no more, so that what works here works on any host.
//! The journeys and the benchmark use it too, and read its request log.
//!
//! Invariant: binds 127.0.0.1 only, answers GET and HEAD only, reads nothing outside its folder.

pub mod kind;
mod request;
mod response;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use request::HttpRequest;
use response::HttpResponse;

/// One request as it arrived, with what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// `GET`, `POST` …
    pub method: String,
    /// Path and query as sent.
    pub target: String,
    /// Content length of the request.
    pub body_bytes: u64,
    /// Status code of the answer.
    pub status: u16,
}

/// Headers added to every response: name and value.
pub type Headers = &'static [(&'static str, &'static str)];

/// The headers with which a page may use shared memory.
pub const ISOLATION: Headers =
    &[("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Embedder-Policy", "require-corp")];

/// A running server; it lives as long as the process.
#[derive(Clone, Debug)]
pub struct Server {
    address: SocketAddr,
    site: Arc<ServedSite>,
}

/// What is served, and what was asked for.
#[derive(Debug)]
struct ServedSite {
    folder: PathBuf,
    base: String,
    headers: Headers,
    log: Mutex<Vec<Served>>,
    stopped: AtomicBool,
}

impl Server {
    /// Serves `folder` under the path `base` (`/` or `/some/path/`); port 0 takes any free port.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn start(folder: &Path, base: &str, port: u16) -> io::Result<Self> {
        Self::start_with(folder, base, port, &[])
    }

    /// The same with these headers in every response.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn start_with(folder: &Path, base: &str, port: u16, headers: Headers) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let base = format!("/{}/", base.trim_matches('/')).replace("//", "/");
        let site = Arc::new(ServedSite {
            folder: folder.to_path_buf(),
            base,
            headers,
            log: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let shared = Arc::clone(&site);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&shared);
                // A client that closes a connection early makes it end with an error, which is not worth reporting.
                thread::spawn(move || drop(site.converse(&stream)));
            }
        });
        Ok(Self { address, site })
    }

    /// Its address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Address of the page, for instance `http://127.0.0.1:8080/some/path/`.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.site.base)
    }

    /// From now on drops every connection without a response, like a host that is down; or answers again.
    pub fn set_stopped(&self, stopped: bool) {
        self.site.stopped.store(stopped, Ordering::SeqCst);
    }

    /// Every request so far, in the order of arrival.
    pub fn log(&self) -> Vec<Served> {
        self.site.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl ServedSite {
    /// Answers request after request on one connection.
    fn converse(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let mut reader = BufReader::new(stream);
        while let Some(request) = HttpRequest::read(&mut reader)? {
            if self.stopped.load(Ordering::SeqCst) {
                return Ok(());
            }
            let answer = self.answer(&request);
            self.log.lock().unwrap_or_else(PoisonError::into_inner).push(Served {
                method: request.method.clone(),
                target: request.target.clone(),
                body_bytes: request.body_bytes,
                status: answer.status,
            });
            answer.write(stream, self.headers, request.method == "HEAD")?;
        }
        Ok(())
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return HttpResponse::text(405, "only GET and HEAD are answered here");
        }
        let path = request.target.split(['?', '#']).next().unwrap_or_default();
        if format!("{path}/") == self.base {
            return HttpResponse::moved(&self.base);
        }
        let Some(inside) = path.strip_prefix(&self.base) else {
            return HttpResponse::text(404, "nothing here: the page lives under another path");
        };
        let file = file_of(&self.folder, inside);
        // The compressed copies of `cargo xtask dist`, as hosts serve them; `dist/` itself has none.
        let copy = file.as_ref().filter(|_| request.takes_brotli).map(|file| {
            let mut name = file.as_os_str().to_owned();
            name.push(".br");
            fs::read(name)
        });
        if let (Some(file), Some(Ok(body))) = (&file, copy) {
            return HttpResponse::file(file, body, request.known_tag.as_deref()).into_brotli();
        }
        match file {
            Some(file) => match fs::read(&file) {
                Ok(body) => HttpResponse::file(&file, body, request.known_tag.as_deref()),
                Err(_) => HttpResponse::text(404, "no such file"),
            },
            None => HttpResponse::text(404, "no such file"),
        }
    }
}

/// The file for a path inside the site; `None` when it would leave the folder.
fn file_of(folder: &Path, inside: &str) -> Option<PathBuf> {
    let inside = if inside.is_empty() || inside.ends_with('/') { format!("{inside}index.html") } else { inside.into() };
    let plain = Path::new(&inside).components().all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| folder.join(inside))
}
