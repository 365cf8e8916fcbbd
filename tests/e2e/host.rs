//! Where the page under test comes from: the server of `cargo xtask serve`, or a web server that
//! `cargo xtask hosts` has started with a shipped recipe.

use std::path::{Path, PathBuf};

use serde_json::Value;

use server::{ISOLATION, Served, Server};

/// A sub-path, because the page must not work at the root of a host only.
pub(crate) const BASE: &str = "/some/clinic/onsight/";

/// Which server serves the page.
pub(crate) enum Host {
    /// The server in this process.
    Ours(Server),
    /// Another one, which writes an access log: one JSON object a line, in the shape of Caddy's.
    Other { url: String, log: PathBuf, seen_before: usize },
    /// One that the test listens to itself.
    At(String),
}

impl Host {
    /// The server at `ONSIGHT_AT`, which logs to `ONSIGHT_ACCESS_LOG`; without these our own, for the
    /// page in `ONSIGHT_DIST` or `dist/`.
    pub(crate) fn find() -> Self {
        if let Some(url) = std::env::var_os("ONSIGHT_AT") {
            let url = url.into_string().expect("an address in UTF-8");
            let log: PathBuf = std::env::var_os("ONSIGHT_ACCESS_LOG").expect("where the server logs to").into();
            let seen_before = lines(&log).len();
            return Self::Other { url, log, seen_before };
        }
        let dist = std::env::var_os("ONSIGHT_DIST").map_or_else(|| crate::root().join("dist"), Into::into);
        assert!(dist.join("index.html").is_file(), "{} holds no page: run `cargo xtask build` first", dist.display());
        Self::serve(&dist)
    }

    /// The same by host name: browsers have no passkeys at an IP address.
    pub(crate) fn find_by_name() -> Self {
        Self::At(Self::find().url().replacen("//127.0.0.1", "//localhost", 1))
    }

    /// Our own server for another folder.
    pub(crate) fn serve(folder: &Path) -> Self {
        Self::Ours(Server::start(folder, BASE, 0).expect("a free port"))
    }

    /// The same with the headers for cross-origin isolation.
    pub(crate) fn serve_isolated(folder: &Path) -> Self {
        Self::Ours(Server::start_with(folder, BASE, 0, ISOLATION).expect("a free port"))
    }

    /// Stops answering, like a host that is down, or answers again.
    pub(crate) fn set_stopped(&self, stopped: bool) {
        match self {
            Self::Ours(server) => server.set_stopped(stopped),
            Self::Other { url, .. } | Self::At(url) => panic!("{url} cannot be stopped from here"),
        }
    }

    /// Address of the page.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Ours(server) => server.url(),
            Self::Other { url, .. } | Self::At(url) => url.clone(),
        }
    }

    /// Every request since this was created.
    pub(crate) fn requests(&self) -> Vec<Served> {
        match self {
            Self::Ours(server) => server.log(),
            Self::Other { log, seen_before, .. } => lines(log).iter().skip(*seen_before).map(served).collect(),
            Self::At(_) => Vec::new(),
        }
    }
}

/// The complete lines of an access log.
fn lines(log: &PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole.lines().map(|line| serde_json::from_str(line).expect("an access log in JSON")).collect()
}

fn served(line: &Value) -> Served {
    let request = &line["request"];
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("an incomplete line: {line}")).to_owned();
    let length = &request["headers"]["Content-Length"][0];
    Served {
        method: text(&request["method"]),
        target: text(&request["uri"]),
        body_bytes: length.as_str().and_then(|length| length.parse().ok()).unwrap_or(0),
        status: line["status"].as_u64().and_then(|status| status.try_into().ok()).expect("a status"),
    }
}

#[test]
fn a_line_of_an_access_log_is_read_with_its_body() {
    let line = r#"{"request":{"method":"POST","uri":"/a?b","headers":{"Content-Length":["3"]}},"status":405}"#;
    let expected = Served { method: "POST".into(), target: "/a?b".into(), body_bytes: 3, status: 405 };
    assert_eq!(served(&serde_json::from_str(line).unwrap()), expected);
}
