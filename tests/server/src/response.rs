//! Writing a response.

use std::io::{self, Write};
use std::net::TcpStream;
use std::path::Path;

use super::Headers;
use super::kind::{media_type, name_is_hashed};

/// A response.
pub(super) struct HttpResponse {
    pub(super) status: u16,
    mime: &'static str,
    cache: &'static str,
    tag: Option<String>,
    location: Option<String>,
    coding: Option<&'static str>,
    body: Vec<u8>,
}

impl HttpResponse {
    pub(super) fn text(status: u16, words: &str) -> Self {
        let (mime, cache) = ("text/plain; charset=utf-8", "no-store");
        Self { status, mime, cache, tag: None, location: None, coding: None, body: words.as_bytes().to_vec() }
    }

    pub(super) fn moved(to: &str) -> Self {
        Self { location: Some(to.to_owned()), ..Self::text(301, "moved") }
    }

    pub(super) fn file(path: &Path, body: Vec<u8>, known_tag: Option<&str>) -> Self {
        let tag = format!("\"{:016x}\"", fingerprint(&body));
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // A name that carries a hash never changes its content; every other file is revalidated.
        let cache = if name_is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
        let unchanged = known_tag == Some(tag.as_str());
        let (status, body) = if unchanged { (304, Vec::new()) } else { (200, body) };
        Self { status, mime: media_type(name), cache, tag: Some(tag), location: None, coding: None, body }
    }

    /// The same file as its compressed copy.
    pub(super) fn into_brotli(self) -> Self {
        Self { coding: Some("br"), ..self }
    }

    pub(super) fn write(&self, mut stream: &TcpStream, headers: Headers, head_only: bool) -> io::Result<()> {
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
        if let Some(coding) = self.coding {
            head += &format!("Content-Encoding: {coding}\r\nVary: Accept-Encoding\r\n");
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        if !head_only {
            stream.write_all(&self.body)?;
        }
        stream.flush()
    }
}

/// FNV-1a: enough to tell whether a file on this machine has changed.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
