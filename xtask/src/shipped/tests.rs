//! What the site consists of, from this repository.

use super::*;
use crate::crates;

/// A crate with this licence.
pub(crate) fn made(name: &str, licence: &str) -> ShippedCrate {
    ShippedCrate {
        name: name.into(),
        version: "1.0.0".into(),
        licence: licence.into(),
        authors: Vec::new(),
        sha256: "00".repeat(32),
        folder: PathBuf::new(),
    }
}

#[test]
fn bundles_are_read_from_the_page() {
    let page = "<link data-trunk rel=\"css\" href=\"a.css\" /><link\n data-trunk\n rel=\"rust\"\n data-bin=\"app\"\n data-cargo-features=\"app\"\n/>\
        <link data-trunk rel=\"rust\" href=\"crates/page/Cargo.toml\"/><link data-trunk rel=\"rust\" href=\"crates/worker/\" data-cargo-features=\"a,b\"/>";
    let found: Vec<(String, String)> = bundles(page).into_iter().collect();
    let pair = |manifest: &str, features: &str| (manifest.to_owned(), features.to_owned());
    let expected =
        [pair("Cargo.toml", "app"), pair("crates/page/Cargo.toml", ""), pair("crates/worker/Cargo.toml", "a,b")];
    assert_eq!(found, expected);
    assert!(bundles(include_str!("../../../index.html")).len() > 3, "index.html names its bundles another way");
}

#[test]
fn a_line_of_the_tree_is_a_name_and_a_version() {
    let pair = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
    assert_eq!(named("serde v1.0.0"), pair("serde", "1.0.0"));
    assert_eq!(named("zune-core v0.5.0 (*)"), pair("zune-core", "0.5.0"));
    assert_eq!(named(""), None);
    assert_eq!(named("[dev-dependencies]"), None);
}

/// Fetches missing crates; compiles nothing.
#[test]
fn every_crate_of_a_bundle_has_an_allowed_licence_and_a_text() {
    let paths = Paths::find();
    if let Err(problem) = crates::fetch(&paths) {
        println!("SKIPPED the licences of the bundles: {problem}");
        return;
    }
    let found = super::crates(&paths).unwrap();
    assert!(found.len() > 50 && found.iter().any(|each| each.name == "wasm-bindgen"), "{} crates", found.len());
    // Crates that only macros and the tool-chain need.
    assert!(!found.iter().any(|each| ["serde_derive", "clap", "zip"].contains(&each.name.as_str())), "{found:?}");
    assert_eq!(Policy::read(&paths.root).unwrap().faults(&found), Vec::<String>::new());
    let text = notices::text(&paths, &found, &[]).unwrap();
    assert!(found.iter().all(|each| text.contains(&format!("\n{} {}: ", each.name, each.version))), "{text}");
    assert_eq!(text, notices::text(&paths, &found, &[]).unwrap());
}

#[test]
fn every_crate_comes_from_the_registry_with_a_checksum() {
    let lock = include_str!("../../../Cargo.lock");
    for package in lock.split("[[package]]").skip(1) {
        let Some((_, source)) = package.split_once("\nsource = ") else { continue };
        assert!(source.starts_with("\"registry+https://github.com/rust-lang/crates.io-index\"\n"), "{package}");
        assert!(package.contains("\nchecksum = \""), "{package}");
    }
}
