//! The publisher's public key, written into the script with which the page verifies its files against the signed list.
//!
//! It is given at build time, in the environment: it is part of the build, and so of the files whose hashes `sw.js` and
//! `start.js` contain. To reproduce a build, the same key must be given; it is not secret.
//!
//! Invariant: writes only `release.js`, idempotently; without a key it changes nothing.

use std::fs;
use std::path::Path;

use crate::dist::signing;
use crate::shell::{Problem, at};

/// The environment variable with the key: the second line of a `.pub` file of minisign, or the path of that file.
pub const VARIABLE: &str = "ONSIGHT_PUBLIC_KEY";
/// The text around the key in `public/release.js`.
const PLACE: (&str, &str) = ("const PUBLIC_KEY = \"", "\";");

/// Writes the key into `dist/release.js`, replacing any other.
///
/// # Errors
/// When it is not a minisign key, or the script has no placeholder for it.
pub fn write(dist: &Path, given: Option<&str>) -> Result<(), Problem> {
    let Some(given) = given.filter(|given| !given.is_empty()) else { return Ok(()) };
    let key = signing::public_key(given)?.to_base64();
    let path = dist.join("release.js");
    let code = at(&path, fs::read_to_string(&path))?;
    let text = filled(&code, &key).ok_or_else(|| {
        Problem::new(format!("{}: no `{}…{}`", path.display(), PLACE.0, PLACE.1), "put it back into public/release.js")
    })?;
    at(&path, fs::write(&path, text))
}

fn filled(code: &str, key: &str) -> Option<String> {
    let (before, rest) = code.split_once(PLACE.0)?;
    let (_, after) = rest.split_once(PLACE.1)?;
    Some(format!("{before}{}{key}{}{after}", PLACE.0, PLACE.1))
}

#[test]
fn the_script_has_one_place_for_the_key_and_takes_another_one_later() {
    let code = include_str!("../../public/release.js");
    assert!(code.contains("const PUBLIC_KEY = \"\";"), "unsigned as it stands in the repository");
    let once = filled(code, "RWone").unwrap();
    assert!(once.contains("const PUBLIC_KEY = \"RWone\";"));
    assert_eq!(filled(&once, "RWone").unwrap(), once);
    assert_eq!(filled(&once, "").unwrap(), code);
    assert_eq!(filled("nothing", "RWone"), None);
}
