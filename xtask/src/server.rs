//! A small static file server: the built site, on this machine only.
//!
//! It does what a plain static host does and no more, so that what works here works there.
//! The end-to-end tests include this file too and read its request log.
//!
//! Invariant: binds 127.0.0.1 only, answers GET and HEAD only, reads nothing outside its folder.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// One request as it arrived, with what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// `GET`, `POST` …
    pub method: String,
    /// Path and query as sent.
    pub target: String,
    /// Bytes of body that the request announced.
    pub body_bytes: u64,
    /// Status code of the answer.
    pub status: u16,
}

/// A running server; it lives as long as the process.
#[derive(Clone, Debug)]
pub struct Server {
    address: SocketAddr,
    site: Arc<Site>,
}

/// What is served, and what was asked for.
#[derive(Debug)]
struct Site {
    folder: PathBuf,
    base: String,
    log: Mutex<Vec<Served>>,
}

impl Server {
    /// Serves `folder` under the path `base` (`/` or `/some/path/`); port 0 takes any free port.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn start(folder: &Path, base: &str, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let base = format!("/{}/", base.trim_matches('/')).replace("//", "/");
        let site = Arc::new(Site {
            folder: folder.to_path_buf(),
            base,
            log: Mutex::default(),
        });
        let shared = Arc::clone(&site);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = Arc::clone(&shared);
                // A visitor who goes away ends his connection with an error: nobody needs to hear of it.
                thread::spawn(move || drop(site.converse(&stream)));
            }
        });
        Ok(Self { address, site })
    }

    /// Address of the page, for instance `http://127.0.0.1:8080/some/path/`.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.site.base)
    }

    /// Every request so far, in the order of arrival.
    #[allow(
        dead_code,
        reason = "read by the end-to-end tests, which include this file"
    )]
    pub fn log(&self) -> Vec<Served> {
        self.site
            .log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Site {
    /// Answers request after request on one connection.
    fn converse(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let mut reader = BufReader::new(stream);
        while let Some(request) = Request::read(&mut reader)? {
            let answer = self.answer(&request);
            self.log
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(Served {
                    method: request.method.clone(),
                    target: request.target.clone(),
                    body_bytes: request.body_bytes,
                    status: answer.status,
                });
            answer.write(stream, request.method == "HEAD")?;
        }
        Ok(())
    }

    fn answer(&self, request: &Request) -> Answer {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Answer::text(405, "only GET and HEAD are answered here");
        }
        let path = request.target.split(['?', '#']).next().unwrap_or_default();
        if format!("{path}/") == self.base {
            return Answer {
                location: Some(self.base.clone()),
                ..Answer::text(301, "moved")
            };
        }
        let Some(inside) = path.strip_prefix(&self.base) else {
            return Answer::text(404, "nothing here: the page lives under another path");
        };
        match file_of(&self.folder, inside) {
            Some(file) => match fs::read(&file) {
                Ok(body) => Answer::file(&file, body, request.known_tag.as_deref()),
                Err(_) => Answer::text(404, "no such file"),
            },
            None => Answer::text(404, "no such file"),
        }
    }
}

/// The file meant by a path inside the site; `None` when it would leave the folder.
fn file_of(folder: &Path, inside: &str) -> Option<PathBuf> {
    let inside = if inside.is_empty() || inside.ends_with('/') {
        format!("{inside}index.html")
    } else {
        inside.into()
    };
    let plain = Path::new(&inside)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| folder.join(inside))
}

/// The parts of a request that matter here.
struct Request {
    method: String,
    target: String,
    body_bytes: u64,
    known_tag: Option<String>,
}

impl Request {
    /// Reads one request and drops its body; `None` at the end of the connection.
    fn read(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<Self>> {
        let mut line = String::new();
        if reader.by_ref().take(16_384).read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace();
        let method = words.next().unwrap_or_default().to_owned();
        let target = words.next().unwrap_or_default().to_owned();
        let mut request = Self {
            method,
            target,
            body_bytes: 0,
            known_tag: None,
        };
        loop {
            let mut header = String::new();
            let read = reader.by_ref().take(16_384).read_line(&mut header)?;
            let Some((name, value)) = header.split_once(':') else {
                if read == 0 || header.trim().is_empty() {
                    break;
                }
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => request.body_bytes = value.trim().parse().unwrap_or(0),
                "if-none-match" => request.known_tag = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        io::copy(
            &mut reader.by_ref().take(request.body_bytes),
            &mut io::sink(),
        )?;
        Ok(Some(request))
    }
}

/// What goes back.
struct Answer {
    status: u16,
    mime: &'static str,
    cache: &'static str,
    tag: Option<String>,
    location: Option<String>,
    body: Vec<u8>,
}

impl Answer {
    fn text(status: u16, words: &str) -> Self {
        let (mime, cache) = ("text/plain; charset=utf-8", "no-store");
        Self {
            status,
            mime,
            cache,
            tag: None,
            location: None,
            body: words.as_bytes().to_vec(),
        }
    }

    fn file(path: &Path, body: Vec<u8>, known_tag: Option<&str>) -> Self {
        let tag = format!("\"{:016x}\"", fingerprint(&body));
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        // A name that carries a hash never changes its content; every other file is asked for anew.
        let cache = if name_is_hashed(name) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let unchanged = known_tag == Some(tag.as_str());
        let (status, body) = if unchanged {
            (304, Vec::new())
        } else {
            (200, body)
        };
        Self {
            status,
            mime: mime_of(name),
            cache,
            tag: Some(tag),
            location: None,
            body,
        }
    }

    fn write(&self, mut stream: &TcpStream, head_only: bool) -> io::Result<()> {
        let reason = match self.status {
            200 => "OK",
            301 => "Moved Permanently",
            304 => "Not Modified",
            405 => "Method Not Allowed",
            _ => "Not Found",
        };
        let mut head = format!(
            "HTTP/1.1 {} {reason}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {}\r\n\
             X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n",
            self.status,
            self.mime,
            self.body.len(),
            self.cache,
        );
        if let Some(tag) = &self.tag {
            head += &format!("ETag: {tag}\r\n");
        }
        if let Some(location) = &self.location {
            head += &format!("Location: {location}\r\n");
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        if !head_only {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }
}

/// Media type by extension; WASM must be exact, or browsers refuse to compile it while it streams in.
fn mime_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Trunk names a file `name-<16 hex digits>` and more when it hashed its content.
fn name_is_hashed(name: &str) -> bool {
    name.split(['-', '_', '.'])
        .any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// FNV-1a: enough to tell whether a file on this machine has changed.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn site() -> (PathBuf, Server) {
        let folder = std::env::temp_dir().join(format!(
            "onsight-server-{}-{:?}",
            std::process::id(),
            thread::current().id()
        ));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<p>page</p>").unwrap();
        fs::write(
            folder.join("app-0123456789abcdef_bg.wasm"),
            [0, 97, 115, 109],
        )
        .unwrap();
        let server = Server::start(&folder, "some/path", 0).unwrap();
        (folder, server)
    }

    #[test]
    fn serves_the_page_from_a_sub_path_and_nothing_beside_it() {
        let (folder, server) = site();
        let page = ask(&server, "GET /some/path/ HTTP/1.1\r\n\r\n");
        assert!(
            page.starts_with("HTTP/1.1 200") && page.ends_with("<p>page</p>"),
            "{page}"
        );
        assert!(page.contains("Cache-Control: no-cache"), "{page}");
        assert!(ask(&server, "GET /some/path HTTP/1.1\r\n\r\n").contains("Location: /some/path/"));
        assert!(ask(&server, "GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
        for outside in [
            "../Cargo.toml",
            "..%2fCargo.toml",
            "/etc/passwd",
            "a/../../x",
        ] {
            let answer = ask(
                &server,
                &format!("GET /some/path/{outside} HTTP/1.1\r\n\r\n"),
            );
            assert!(answer.starts_with("HTTP/1.1 404"), "{outside}: {answer}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn wasm_is_named_as_such_and_a_hashed_name_is_kept_for_ever() {
        let (folder, server) = site();
        let head = ask(
            &server,
            "HEAD /some/path/app-0123456789abcdef_bg.wasm HTTP/1.1\r\n\r\n",
        );
        assert!(
            head.contains("Content-Type: application/wasm") && head.contains("immutable"),
            "{head}"
        );
        assert!(head.ends_with("\r\n\r\n"), "HEAD has no body: {head}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn refuses_a_body_and_writes_it_down() {
        let (folder, server) = site();
        let answer = ask(
            &server,
            "POST /some/path/?x=1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
        );
        assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
        let expected = Served {
            method: "POST".into(),
            target: "/some/path/?x=1".into(),
            body_bytes: 3,
            status: 405,
        };
        assert_eq!(server.log(), [expected]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let (folder, server) = site();
        let page = ask(&server, "GET /some/path/ HTTP/1.1\r\n\r\n");
        let tag = page
            .lines()
            .find_map(|line| line.strip_prefix("ETag: "))
            .unwrap();
        let again = ask(
            &server,
            &format!("GET /some/path/ HTTP/1.1\r\nIf-None-Match: {tag}\r\n\r\n"),
        );
        assert!(again.starts_with("HTTP/1.1 304"), "{again}");
        fs::remove_dir_all(folder).unwrap();
    }
}
