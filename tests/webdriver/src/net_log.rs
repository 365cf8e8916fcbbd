//! Chromium's own log of all its network activity: evidence from outside every page.
//!
//! Written with `--log-net-log=FILE --net-log-capture-mode=Everything`: one event a line, with the bytes that sockets sent.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::session::incomplete;
use crate::{DriverError, Result};

/// Name of the log in errors.
const COMMAND: &str = "the browser's network log";

/// What a browser sent over the network.
#[derive(Clone, Debug, Default)]
pub struct NetLog {
    /// Parameters and sent bytes of every event that contains the mark.
    said: Vec<Vec<u8>>,
    requests: Vec<NetRequest>,
}

/// A request that reached the browser's network stack.
#[derive(Clone, Debug, PartialEq)]
pub struct NetRequest {
    /// When, in milliseconds since 1970.
    pub at_ms: f64,
    /// Its address.
    pub url: String,
    /// Whether a page or a worker made it, and not the browser itself.
    pub by_a_page: bool,
}

impl NetLog {
    /// Reads a log, complete or truncated. Only words that begin with `mark` can be searched for afterwards.
    ///
    /// # Errors
    /// When the text is not such a log, or lacks what is read here.
    pub fn read(text: &str, mark: &str) -> Result<Self> {
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().trim_end().trim_end_matches(',');
        let head: Value = serde_json::from_str(&format!("{first}}}"))
            .map_err(|error| DriverError::NoAnswer { command: COMMAND.into(), why: error.to_string() })?;
        let constants = &head["constants"];
        let types = constants["logEventTypes"].as_object().ok_or_else(|| incomplete(COMMAND, "types of events"))?;
        let offset = number(&constants["timeTickOffset"]).ok_or_else(|| incomplete(COMMAND, "time"))?;
        let start = types.get("URL_REQUEST_START_JOB").ok_or_else(|| incomplete(COMMAND, "requests"))?;
        // Received bytes say nothing about what left: a page may well be sent its own text.
        let is_arrival = |name: &str| name.ends_with("_RECEIVED") || name.contains("_READ");
        let arrivals: Vec<&Value> =
            types.iter().filter(|(name, _)| is_arrival(name.as_str())).map(|(_, number)| number).collect();
        let mut log = Self::default();
        for line in lines {
            let line = line.trim().trim_end_matches([',', ']']);
            // The last line of a truncated log is not a complete event.
            let Ok(event) = serde_json::from_str::<Value>(line) else { continue };
            let params = &event["params"];
            if params.is_null() || arrivals.contains(&&event["type"]) {
                continue;
            }
            log.keep(params, mark);
            if let (true, Some(url)) = (event["type"] == *start, params["url"].as_str()) {
                let by_a_page = params["initiator"].as_str().is_some_and(|who| who != "not an origin");
                let at_ms = number(&event["time"]).unwrap_or_default() + offset;
                log.requests.push(NetRequest { at_ms, url: url.to_owned(), by_a_page });
            }
        }
        Ok(log)
    }

    /// Whether a word that begins with the mark was resolved, requested, or sent.
    #[must_use]
    pub fn names(&self, word: &str) -> bool {
        self.said.iter().any(|said| holds(said, word.as_bytes()))
    }

    /// Every request, in the order of their beginning.
    #[must_use]
    pub fn requests(&self) -> &[NetRequest] {
        &self.requests
    }

    fn keep(&mut self, params: &Value, mark: &str) {
        if let Some(bytes) = params["bytes"].as_str() {
            self.said.extend(STANDARD.decode(bytes).ok().filter(|bytes| holds(bytes, mark.as_bytes())));
            return;
        }
        let text = params.to_string();
        if text.contains(mark) {
            self.said.push(text.into_bytes());
        }
    }
}

/// Whether `bytes` contain `word`, which is not empty.
fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}

/// Times are written as text, so that no digit is lost.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const LOG: &str = r#"{"constants":{"logEventTypes":{"URL_REQUEST_START_JOB":7,"UDP_BYTES_SENT":8,"SOCKET_BYTES_RECEIVED":9},"timeTickOffset":1000},
"events": [
{"params":{"initiator":"http://a.test","method":"GET","url":"http://b.test/?wordone"},"time":"5","type":7},
{"params":{"initiator":"not an origin","url":"http://c.test/"},"time":"6","type":7},
{"params":{"byte_count":7,"bytes":"d29yZHR3bw=="},"time":"7","type":8},
{"params":{"byte_count":9,"bytes":"d29yZHRocmVl"},"time":"8","type":9},
{"time":"9","type":8}],
"polledData": [{"a"#;

    #[test]
    fn what_was_sent_is_known_and_what_arrived_is_not() {
        let log = NetLog::read(LOG, "word").unwrap();
        assert!(log.names("wordone") && log.names("wordtwo"));
        assert!(!log.names("wordthree") && !log.names("wordfour"));
    }

    #[test]
    fn requests_have_their_time_and_who_asked() {
        let log = NetLog::read(LOG, "word").unwrap();
        let request = |at_ms, url: &str, by_a_page| NetRequest { at_ms, url: url.into(), by_a_page };
        let expected = [request(1005.0, "http://b.test/?wordone", true), request(1006.0, "http://c.test/", false)];
        assert_eq!(log.requests(), expected);
    }

    #[test]
    fn what_is_no_log_is_an_error() {
        assert!(NetLog::read("", "word").is_err());
        assert!(NetLog::read("{\"constants\":{},\n", "word").is_err());
    }
}
