//! The publisher's public key, written into the script by which the page holds its files against the signed list.
//!
//! It is given at build time, by the environment: it is a part of what is built, and so of what `sw.js` and `start.js` know
//! the hashes of. Whoever builds the same commit for comparison gives the same key; it is no secret.
//!
//! Invariant: writes `release.js` alone, and the same bytes a second time; without a key it changes nothing.

use std::fs;
use std::path::Path;

use crate::dist::signing;
use crate::shell::{Problem, at};

/// What the key is given by: the second line of a `.pub` file of minisign, or the path of that file.
pub const VARIABLE: &str = "ONSIGHT_PUBLIC_KEY";
/// Around the key in `public/release.js`.
const PLACE: (&str, &str) = ("const PUBLIC_KEY = \"", "\";");

/// Writes the key into `dist/release.js`, in the place of any other.
///
/// # Errors
/// When it is no key of minisign, or the script has no place for it.
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
