//! One request over a plain socket, to see the raw response.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use crate::shell::Problem;

/// A response.
#[derive(Debug)]
pub struct HttpReply {
    /// Status code.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// As sent, not decompressed.
    pub body: Vec<u8>,
}

impl HttpReply {
    /// The value of a header; several of one name are joined as in browsers.
    pub fn header(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    }
}

/// Requests a path and reads the whole response.
///
/// # Errors
/// When there is no response, or it is not HTTP.
pub fn get(port: u16, path: &str, encodings: &str) -> Result<HttpReply, Problem> {
    let bad = |why: &str| Problem::new(format!("GET {path}: {why}"), "");
    let io = |error: std::io::Error| bad(&error.to_string());
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(io)?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).map_err(io)?;
    // The connection ends with the response, so the body is the rest.
    let accept = if encodings.is_empty() { String::new() } else { format!("Accept-Encoding: {encodings}\r\n") };
    let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{accept}\r\n");
    stream.write_all(request.as_bytes()).map_err(io)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(io)?;
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").ok_or_else(|| bad("no head in the answer"))?;
    let body = answer.split_off(end + 4);
    let head = String::from_utf8_lossy(&answer).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).ok_or_else(|| bad("no status"))?;
    let headers = lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name.into(), value.trim().into()));
    let mut reply = HttpReply { status, headers: headers.collect(), body };
    if reply.header("Transfer-Encoding").as_deref() == Some("chunked") {
        reply.body = joined(&reply.body).ok_or_else(|| bad("chunks that do not end"))?;
    }
    Ok(reply)
}

/// Decodes a chunked body: each chunk is its length in hex, a line end, its bytes, a line end; the last is empty.
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|bytes| bytes == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunks.get(end + 2..end + 2 + length)?);
        chunks = chunks.get(end + 2 + length + 2..)?;
    }
}

#[test]
fn chunks_are_joined_and_half_a_body_is_seen() {
    assert_eq!(joined(b"3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n").unwrap(), b"abc0123456789");
    assert_eq!(joined(b"3\r\nabc\r\n5\r\nab"), None);
}
