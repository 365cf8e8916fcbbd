//! What each server must send, file by file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dist::compressed::{Coding, copy_of, is_copy};
use crate::dist::headers::{ASKED_EACH_TIME, KEPT_FOR_EVER, always};
use crate::dist::{address_of, files_in};
use crate::hosts::BASE;
use crate::hosts::http_client::{HttpReply, get};
use crate::hosts::servers::RunningServer;
use crate::shell::{Problem, at};
use server::kind::{media_type, name_is_hashed};

/// A check, and why it failed if it did.
pub type HostCheck = (&'static str, Result<(), String>);

/// Every check, each on every file that it concerns.
///
/// # Errors
/// When the server does not answer at all.
pub fn all(server: &RunningServer, site: &Path) -> Result<Vec<HostCheck>, Problem> {
    let files = files_in(site)?;
    let hidden = |file: &&PathBuf| address_of(file).starts_with(['.', '_']);
    let open: Vec<&PathBuf> = files.iter().filter(|file| !is_copy(file) && !hidden(file)).collect();
    let ask = |address: &str, encodings: &str| get(server.port(), &format!("/{BASE}/{address}"), encodings);
    let (mut plain, mut packed) = (Vec::new(), Vec::new());
    for file in &open {
        let (address, path) = (address_of(file), site.join(file));
        let reply = ask(&address, "")?;
        plain.extend(about_file(&address, &reply));
        if reply.body != at(&path, fs::read(&path))? || reply.header("Content-Encoding").is_some() {
            plain.push(format!("{address}: not the bytes of the file"));
        }
        for coding in Coding::BOTH {
            let copy = copy_of(&path, coding);
            if copy.is_file() {
                let reply = ask(&address, coding.name())?;
                packed.extend(about_file(&address, &reply));
                packed.extend(about_copy(&address, &reply, coding, &at(&copy, fs::read(&copy))?));
            }
        }
    }
    let missing = ["nothing.js", "app-0123456789abcdef_bg.wasm", "models/none/manifest.json", "no/page/here"];
    let mut lost = Vec::new();
    for address in missing.into_iter().chain([".htaccess", "_headers", ".nojekyll"]) {
        let reply = ask(address, "")?;
        // Apache does not reveal whether there is an `.htaccess`.
        if !matches!(reply.status, 403 | 404) {
            lost.push(format!("{address}: status {}, not 404", reply.status));
        }
        lost.extend(about_headers(address, &reply));
        if reply.header("Cache-Control").is_some_and(|value| value.contains("max-age")) {
            lost.push(format!("{address}: an error that would be kept: {:?}", reply.header("Cache-Control")));
        }
    }
    let (page, folder) = (ask("", "")?, get(server.port(), &format!("/{BASE}"), "")?);
    let mut entrance = about_file("index.html", &page);
    if !matches!(folder.status, 301 | 302 | 307 | 308)
        || !folder.header("Location").unwrap_or_default().ends_with(&format!("/{BASE}/"))
    {
        entrance.push(format!("without its last slash: {} to {:?}", folder.status, folder.header("Location")));
    }
    Ok(vec![
        ("each file as it is, with type, headers and caching", told(plain)),
        ("each compressed copy, named as such", told(packed)),
        ("what is missing is a 404 that nobody keeps, and recipes of others are not served", told(lost)),
        ("the folder's address leads to the page", told(entrance)),
    ])
}

fn told(complaints: Vec<String>) -> Result<(), String> {
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
}

fn about_file(address: &str, reply: &HttpReply) -> Vec<String> {
    let mut complaints = about_headers(address, reply);
    let mut expect = |name: &str, value: &str| {
        let found = reply.header(name);
        // A charset of UTF-8 is optional, if the type is right.
        let same = |found: &str| {
            found == value
                || found.split(';').next() == value.split(';').next() && found.to_lowercase().ends_with("charset=utf-8")
        };
        if !found.as_deref().is_some_and(same) {
            complaints.push(format!("{address}: {name} is {found:?}, not {value:?}"));
        }
    };
    expect("Content-Type", media_type(address));
    expect("Cache-Control", if name_is_hashed(address) { KEPT_FOR_EVER } else { ASKED_EACH_TIME });
    if reply.status != 200 {
        complaints.push(format!("{address}: status {}", reply.status));
    }
    complaints
}

fn about_headers(address: &str, reply: &HttpReply) -> Vec<String> {
    let wrong = always().into_iter().filter(|(name, value)| reply.header(name).as_ref() != Some(value));
    wrong.map(|(name, _)| format!("{address}: {name} is {:?}", reply.header(name))).collect()
}

fn about_copy(address: &str, reply: &HttpReply, coding: Coding, copy: &[u8]) -> Vec<String> {
    let mut complaints = Vec::new();
    if reply.header("Content-Encoding").as_deref() != Some(coding.name()) || reply.body != copy {
        complaints.push(format!("{address}: not its {} copy: {:?}", coding.name(), reply.header("Content-Encoding")));
    }
    // Otherwise a shared cache may serve the copy to a browser that cannot decode it.
    if !reply.header("Vary").unwrap_or_default().to_lowercase().contains("accept-encoding") {
        complaints.push(format!("{address}: no `Vary: Accept-Encoding`"));
    }
    complaints
}
