//! `cargo xtask verify`: is this folder, or this zip file, what the owner of a key released?
//!
//! Invariant: a file that is not on the signed list is as much an error as one that differs.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;

use crate::dist::{SITE_SUMS, SUMS, address_of, archive, checksums, files_in, signing};
use crate::shell::{Problem, at};

/// The folder of everything in a zip file.
const BELOW: &str = "onsight";

/// Checks a release, the site of one alone, or a zip file.
///
/// # Errors
/// When no key or path is given, the signature does not fit, or a file is missing, changed or not listed.
pub fn check(path: Option<&str>, key: Option<&str>) -> Result<(), Problem> {
    let mend = "give both, as in `cargo xtask verify release --public-key RW…`; the key comes from the publisher, by \
                another way than the release";
    let (Some(path), Some(key)) = (path, key) else {
        return Err(Problem::new("no release or no public key", mend));
    };
    let path = Path::new(path);
    if !path.is_file() {
        return folder(path, key);
    }
    let unpacked = env::temp_dir().join(format!("onsight-verify-{}", std::process::id()));
    let _ = fs::remove_dir_all(&unpacked);
    let checked = archive::unpack(path, BELOW, &unpacked).and_then(|()| folder(&unpacked, key));
    // A failure only wastes disk space.
    let _ = fs::remove_dir_all(&unpacked);
    checked
}

fn folder(path: &Path, key: &str) -> Result<(), Problem> {
    let list = [SUMS, SITE_SUMS].map(|name| path.join(name)).into_iter().find(|list| list.is_file());
    let list = list.ok_or_else(|| {
        Problem::new(format!("{}: no {SUMS}, no {SITE_SUMS}", path.display()), "give the folder of a release")
    })?;
    let comment = signing::check(&list, &signing::public_key(key)?)?;
    let name = list.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let own = [format!("{name}{}", signing::ENDING), name];
    let mut found = BTreeMap::new();
    for file in files_in(path)? {
        let name = address_of(&file);
        if !own.contains(&name) {
            found.insert(name, checksums::sha256(&at(&path.join(&file), fs::read(path.join(&file)))?));
        }
    }
    let faults = differing(&at(&list, fs::read_to_string(&list))?, &found);
    if !faults.is_empty() {
        let mend = "do not use these files: take the release anew from its publisher";
        return Err(Problem::new(faults.join("\n"), mend));
    }
    println!("{} files are what the owner of this key signed: {}", found.len(), comment.replace('\t', ", "));
    Ok(())
}

/// Errors in these files, by name and hash, a line each.
fn differing(list: &str, found: &BTreeMap<String, String>) -> Vec<String> {
    let listed: BTreeMap<&str, &str> =
        list.lines().filter_map(|line| line.split_once("  ")).map(|(hash, name)| (name, hash)).collect();
    let mut faults = Vec::new();
    for (name, hash) in &listed {
        match found.get(*name) {
            Some(own) if own == hash => {}
            Some(_) => faults.push(format!("{name}: changed")),
            None => faults.push(format!("{name}: missing")),
        }
    }
    let added = found.keys().filter(|name| !listed.contains_key(name.as_str()));
    faults.extend(added.map(|name| format!("{name}: not in the list")));
    faults
}

#[test]
fn changed_missing_and_added_files_are_told() {
    let found: BTreeMap<String, String> =
        [("a.js", "aa"), ("b.css", "00"), ("new.js", "11")].map(|(name, hash)| (name.into(), hash.into())).into();
    let faults = differing("aa  a.js\nbb  b.css\ncc  gone.js\n", &found);
    assert_eq!(faults, ["b.css: changed", "gone.js: missing", "new.js: not in the list"]);
    assert_eq!(differing("aa  a.js\n00  b.css\n11  new.js\n", &found), Vec::<String>::new());
}

#[test]
fn a_release_without_a_key_is_not_checked_by_halves() {
    assert!(check(Some("release"), None).is_err() && check(None, Some("RW")).is_err());
}
