//! Reading a request.

use std::io::{self, BufRead, BufReader, Read};
use std::net::TcpStream;

/// The parts of a request that matter here.
pub(super) struct HttpRequest {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) body_bytes: u64,
    pub(super) known_tag: Option<String>,
    /// Whether the client accepts brotli.
    pub(super) takes_brotli: bool,
}

impl HttpRequest {
    /// Reads one request and drops its body; `None` at the end of the connection.
    pub(super) fn read(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<Self>> {
        let mut line = String::new();
        if reader.by_ref().take(16_384).read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace();
        let method = words.next().unwrap_or_default().to_owned();
        let target = words.next().unwrap_or_default().to_owned();
        let mut request = Self { method, target, body_bytes: 0, known_tag: None, takes_brotli: false };
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
                "accept-encoding" => request.takes_brotli = value.split(',').any(|coding| coding.trim() == "br"),
                "if-none-match" => request.known_tag = Some(value.trim().to_owned()),
                _ => {}
            }
        }
        io::copy(&mut reader.by_ref().take(request.body_bytes), &mut io::sink())?;
        Ok(Some(request))
    }
}
