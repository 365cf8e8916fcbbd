//! Commands over HTTP, and the JSON of their answers.

use std::time::Duration;

use serde_json::Value;

use crate::{DriverError, Result};

/// Limit of a response in bytes; a picture of a whole page is the largest.
const LARGEST_ANSWER: u64 = 64 << 20;

/// Sends commands to one address.
pub(crate) struct Connection {
    agent: ureq::Agent,
    address: String,
}

impl Connection {
    /// A client for the commands below `address`, with this timeout for each.
    pub(crate) fn new(address: String, timeout: Duration) -> Self {
        // Only this machine is contacted: a proxy in the environment does not apply.
        let config = ureq::Agent::config_builder().proxy(None).http_status_as_error(false);
        let config = config.timeout_global(Some(timeout));
        Self { agent: config.build().into(), address }
    }

    /// From now on commands are those below this path.
    pub(crate) fn enter(&mut self, path: &str) {
        self.address += path;
    }

    /// A GET command.
    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        answer_of(path, self.agent.get(format!("{}{path}", self.address)).call())
    }

    /// A DELETE command.
    pub(crate) fn delete(&self, path: &str) -> Result<Value> {
        answer_of(path, self.agent.delete(format!("{}{path}", self.address)).call())
    }

    /// A POST command with parameters.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let request = self.agent.post(format!("{}{path}", self.address)).header("content-type", "application/json");
        answer_of(path, request.send(body.to_string()))
    }
}

fn answer_of(
    command: &str,
    answer: std::result::Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value> {
    let no_answer = |error: ureq::Error| DriverError::NoAnswer { command: command.to_owned(), why: error.to_string() };
    let mut answer = answer.map_err(no_answer)?;
    let text = answer.body_mut().with_config().limit(LARGEST_ANSWER).read_to_string().map_err(no_answer)?;
    value_of(command, answer.status().is_success(), &text)
}

/// The value in a response, or the driver's message where it refused.
fn value_of(command: &str, is_success: bool, text: &str) -> Result<Value> {
    let no_answer = |why: String| DriverError::NoAnswer { command: command.to_owned(), why };
    let mut answer: Value =
        serde_json::from_str(text).map_err(|error| no_answer(format!("no answer in JSON: {error}")))?;
    let value = answer.get_mut("value").map(Value::take);
    let value = value.ok_or_else(|| no_answer("an answer without a value".into()))?;
    if is_success {
        return Ok(value);
    }
    let message = value["message"].as_str().unwrap_or("refused without a reason").to_owned();
    Err(DriverError::Refused { command: command.to_owned(), message })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::{Ipv4Addr, TcpListener};
    use std::thread::{self, JoinHandle};

    use serde_json::json;

    use super::*;

    /// Answers one request with this status and body; returns the request's first line and body.
    fn answering(status: &'static str, body: &'static str) -> (String, JoinHandle<(String, String)>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}/session/1", listener.local_addr().unwrap());
        let served = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut first, mut length) = (String::new(), 0_usize);
            reader.read_line(&mut first).unwrap();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                let line = line.trim_end().to_ascii_lowercase();
                if line.is_empty() {
                    break;
                }
                if let Some(value) = line.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
            }
            let mut sent = vec![0; length];
            reader.read_exact(&mut sent).unwrap();
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            stream.write_all((head + body).as_bytes()).unwrap();
            (first.trim_end().to_owned(), String::from_utf8(sent).unwrap())
        });
        (address, served)
    }

    #[test]
    fn a_command_is_sent_as_json_and_its_value_comes_back() {
        let (address, served) = answering("200 OK", r#"{"value": {"title": "\"a\" – b", "count": [1, 2.5]}}"#);
        let connection = Connection::new(address, Duration::from_secs(20));
        let value = connection.post("/execute/sync", &json!({"script": "return 'é\"'", "args": [null]})).unwrap();
        assert_eq!(value, json!({"title": "\"a\" – b", "count": [1, 2.5]}));
        let (line, body) = served.join().unwrap();
        assert_eq!(line, "POST /session/1/execute/sync HTTP/1.1");
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), json!({"script": "return 'é\"'", "args": [null]}));
    }

    #[test]
    fn a_refusal_is_the_drivers_own_words() {
        let refusal = r#"{"value": {"error": "no such element", "message": "no \"x\" here", "stacktrace": ""}}"#;
        let (address, served) = answering("404 Not Found", refusal);
        let connection = Connection::new(address, Duration::from_secs(20));
        assert_eq!(connection.get("/window").unwrap_err().to_string(), "/window: no \"x\" here");
        served.join().unwrap();
    }

    #[test]
    fn what_is_no_answer_of_a_driver_is_an_error() {
        assert_eq!(value_of("/url", true, r#"{"value": null}"#).unwrap(), Value::Null);
        assert!(matches!(value_of("/url", true, "{}"), Err(DriverError::NoAnswer { .. })));
        assert!(matches!(value_of("/url", true, "[1]"), Err(DriverError::NoAnswer { .. })));
        assert!(matches!(value_of("/url", true, "<html>"), Err(DriverError::NoAnswer { .. })));
        assert!(matches!(value_of("/url", false, r#"{"value": 7}"#), Err(DriverError::Refused { .. })));
    }
}
