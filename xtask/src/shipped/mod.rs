//! What the site consists of besides its own code: the crates that are compiled into its bundles, the standard library, and
//! the models. `dist/notices.txt` has their licences and notices, `dist/sbom.cdx.json` the machine-readable list.
//!
//! `cargo tree` says which crates reach a bundle, by the same rules as cargo's build: without what only macros, build
//! scripts or tests need. `cargo metadata` says where their sources are, `Cargo.lock` their hashes. Compared with
//! `cargo about` and `cargo bundle-licenses`: both collect texts as this does, each would be one more program that
//! takes minutes to compile on a fresh machine, both use features of the whole workspace, and neither writes CycloneDX.
//! `cargo cyclonedx` writes a time and a random number into its list.
//!
//! Invariant: makes no network request; deterministic.

mod licences;
mod notices;
mod sbom;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::paths::Paths;
use crate::shell::{self, Problem, at};
use licences::Policy;

/// The notices, in `dist/`.
pub const NOTICES: &str = "notices.txt";
/// The machine-readable list, in `dist/`.
pub const SBOM: &str = "sbom.cdx.json";

/// Which crates reach a bundle. cargo does not allow mixing excluded and requested edge kinds.
const TREE: &str = "tree --offline --locked --target wasm32-unknown-unknown --edges no-build,no-dev,no-proc-macro \
     --no-default-features --prefix none --format {p}";
const METADATA: &str = "metadata --offline --locked --format-version 1";

/// A crate of the registry that reaches a bundle; ordered by name and version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShippedCrate {
    /// As in `Cargo.toml`.
    pub name: String,
    /// As in `Cargo.lock`.
    pub version: String,
    /// An SPDX expression as its author wrote it; empty where there is none.
    pub licence: String,
    /// As in `Cargo.toml`; empty in many recent crates.
    pub authors: Vec<String>,
    /// SHA-256 of the packed crate, in hex.
    pub sha256: String,
    /// Path of its sources on this machine.
    pub folder: PathBuf,
}

/// A model that the site serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasedModel {
    /// Its folder in `models/`; that of an earlier version is inside the task's.
    pub folder: String,
    /// From its manifest.
    pub name: String,
    /// Likewise.
    pub version: String,
    /// An SPDX name, as the manifest has it.
    pub licence: String,
    /// Every file of the folder itself that is not a text about it, with its SHA-256 in hex.
    pub files: Vec<(String, String)>,
}

/// Writes both files into `dist/`.
///
/// # Errors
/// When cargo does not know the crates offline, a licence is not allowed, or a crate has neither a licence text nor a
/// licence with a known text.
pub fn write(paths: &Paths) -> Result<(), Problem> {
    let (crates, models, dist) = (crates(paths)?, models(&paths.dist())?, paths.dist());
    let faults = Policy::read(&paths.root)?.faults(&crates);
    if !faults.is_empty() {
        let mend = "use another crate, or add the licence to deny.toml and say why in the commit";
        return Err(Problem::new(faults.join("\n"), mend));
    }
    let notices = notices::text(paths, &crates, &models)?;
    at(&dist.join(NOTICES), fs::write(dist.join(NOTICES), &notices))?;
    let list = sbom::text(paths, &crates, &models)?;
    at(&dist.join(SBOM), fs::write(dist.join(SBOM), &list))?;
    println!("{NOTICES}: {} crates, {} bytes; {SBOM}: {} bytes", crates.len(), notices.len(), list.len());
    Ok(())
}

/// Every crate that reaches a bundle.
///
/// # Errors
/// When cargo does not know them offline, or `Cargo.lock` has no hash of one.
pub fn crates(paths: &Paths) -> Result<Vec<ShippedCrate>, Problem> {
    let page = paths.root.join("index.html");
    let mut reached = BTreeSet::new();
    for (manifest, features) in bundles(&at(&page, fs::read_to_string(&page))?) {
        let mut tree = shell::cargo(paths, TREE);
        tree.arg("--manifest-path").arg(paths.root.join(manifest)).args(["--features", &features]);
        reached.extend(asked(&mut tree)?.lines().filter_map(named));
    }
    let hashes = hashes(&paths.root)?;
    let metadata = asked(&mut shell::cargo(paths, METADATA))?;
    let metadata: Value =
        serde_json::from_str(&metadata).map_err(|error| Problem::new(format!("`cargo {METADATA}`: {error}"), ""))?;
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let id = (text("name"), text("version"));
        // The crates of this repository come from no registry.
        if package["source"].is_null() || !reached.contains(&id) {
            continue;
        }
        let sha256 = hashes.get(&id).cloned().ok_or_else(|| {
            Problem::new(format!("Cargo.lock: no checksum of {} {}", id.0, id.1), "take it from crates.io")
        })?;
        let folder = Path::new(&text("manifest_path")).parent().map(Path::to_path_buf).unwrap_or_default();
        let authors = package["authors"].as_array().into_iter().flatten();
        let authors = authors.filter_map(Value::as_str).map(str::to_owned).collect();
        found.push(ShippedCrate { name: id.0, version: id.1, licence: text("license"), authors, sha256, folder });
    }
    found.sort();
    if found.is_empty() {
        return Err(Problem::new("no crate reaches a bundle", "does index.html name the bundles as trunk reads them?"));
    }
    Ok(found)
}

/// Every model that `dist` serves, by the names of their folders.
///
/// # Errors
/// When a file cannot be read, or a manifest is invalid.
fn models(dist: &Path) -> Result<Vec<ReleasedModel>, Problem> {
    let mut found = Vec::new();
    for (folder, _) in crate::integrity::manifests(dist)? {
        let inside = dist.join("models").join(&folder);
        let manifest = inside.join("manifest.json");
        let text = at(&manifest, fs::read_to_string(&manifest))?;
        let said: Value = serde_json::from_str(&text)
            .map_err(|error| Problem::new(format!("{}: {error}", manifest.display()), ""))?;
        let word = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
        let mut files = Vec::new();
        for file in crate::dist::files_in(&inside)? {
            let name = crate::dist::address_of(&file);
            if name == "manifest.json" || (name.ends_with(".bin") && !name.contains('/')) {
                let path = inside.join(&file);
                files.push((name, crate::dist::checksums::sha256(&at(&path, fs::read(&path))?)));
            }
        }
        found.push(ReleasedModel {
            name: word("name"),
            version: word("version"),
            licence: word("licence"),
            folder,
            files,
        });
    }
    Ok(found)
}

/// Manifest, from the root of the repository, and features of every bundle that trunk builds. The worker with threads
/// is compiled from the same crates as the CPU worker.
fn bundles(page: &str) -> BTreeSet<(String, String)> {
    let tags = page.split("<link").skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter(|tag| tag.contains("rel=\"rust\""))
        .map(|tag| {
            let value = |name: &str| {
                let (_, rest) = tag.split_once(&format!("{name}=\""))?;
                rest.split('"').next().map(str::to_owned)
            };
            // Trunk takes a manifest or its folder, and by default the one beside the page.
            let manifest = match value(" href") {
                None => "Cargo.toml".to_owned(),
                Some(path) if path.ends_with("Cargo.toml") => path,
                Some(folder) => format!("{}/Cargo.toml", folder.trim_end_matches('/')),
            };
            (manifest, value("data-cargo-features").unwrap_or_default())
        })
        .collect()
}

/// Name and version in a line of `cargo tree`: `serde v1.0.0`, sometimes followed by more.
fn named(line: &str) -> Option<(String, String)> {
    let mut words = line.split_whitespace();
    Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
}

/// The checksum of every crate in `Cargo.lock`, by name and version.
fn hashes(root: &Path) -> Result<BTreeMap<(String, String), String>, Problem> {
    let path = root.join("Cargo.lock");
    let lock: toml::Table = toml::from_str(&at(&path, fs::read_to_string(&path))?)
        .map_err(|error| Problem::new(format!("{}: {error}", path.display()), ""))?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let of = |package: &toml::Value| {
        let text = |key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        Some(((text("name")?, text("version")?), text("checksum")?))
    };
    Ok(packages.into_iter().flatten().filter_map(of).collect())
}

/// Output of a cargo command.
fn asked(command: &mut std::process::Command) -> Result<String, Problem> {
    shell::output_of(command).ok_or_else(|| {
        Problem::new(
            format!("{} failed", shell::shown(command)),
            "run it by hand: it says what lacks, mostly crates that `cargo fetch --locked` brings",
        )
    })
}
