//! The list in `sw.js`: every file of the program and every model's manifest with the hash of its bytes, and the
//! version derived from them.
//!
//! Runs after the last build step, because a file that is changed afterwards no longer fits its hash
//! and the service worker would refuse the whole version. After a later change to a file of `dist/` by any other tool,
//! `cargo xtask precache` must be run again.
//!
//! Invariant: writes only `sw.js`, deterministically.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::dist::headers;
use crate::integrity;
use crate::paths::Paths;
use crate::shell::{Problem, at};
use crate::shipped::{NOTICES, SBOM};

/// What the program consists of. Anything else in `dist/`, such as a recipe for a host, is not requested by pages.
const ENDINGS: [&str; 9] = ["html", "css", "js", "wasm", "json", "webmanifest", "png", "svg", "ico"];
/// Cached by the program itself, model by model, or never cached: the service worker, its kill switch, and
/// machine-readable files.
const LEFT_OUT: [&str; 4] = ["models/", "sw.js", "sw-off.js", SBOM];
/// The line of `public/sw.js` that is replaced.
const EMPTY: &str = "const BUILD = null;";

/// Writes `dist/sw.js`.
///
/// # Errors
/// When `dist/` holds no page, or `public/sw.js` no placeholder for the list.
pub fn write(paths: &Paths) -> Result<(), Problem> {
    let dist = paths.dist();
    let template = paths.root.join("public/sw.js");
    let code = at(&template, fs::read_to_string(&template))?;
    let mut files = Vec::new();
    collect(&dist, "", &mut files)?;
    if !files.iter().any(|file| file.path == "index.html") {
        return Err(Problem::new(format!("{} holds no page", dist.display()), "run `cargo xtask build` first"));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut manifests = Vec::new();
    for (folder, sha256) in integrity::manifests(&dist)? {
        let path = format!("models/{folder}/manifest.json");
        let bytes = at(&dist.join(&path), fs::read(dist.join(&path)))?.len();
        manifests.push(Asset { path, sha256, bytes });
    }
    let text = filled(&code, &files, &manifests)
        .ok_or_else(|| Problem::new(format!("{}: no line `{EMPTY}`", template.display()), "put it back"))?;
    let out = dist.join("sw.js");
    at(&out, fs::write(&out, text))?;
    println!("sw.js: {} files, {} bytes", files.len(), files.iter().map(|file| file.bytes).sum::<usize>());
    Ok(())
}

/// A file of the program.
#[derive(Debug)]
struct Asset {
    /// From `dist/`, with `/`.
    path: String,
    sha256: String,
    bytes: usize,
}

fn collect(folder: &Path, inside: &str, files: &mut Vec<Asset>) -> Result<(), Problem> {
    for entry in at(folder, fs::read_dir(folder))? {
        let entry = at(folder, entry)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{inside}{name}");
        if entry.path().is_dir() {
            if !LEFT_OUT.contains(&format!("{path}/").as_str()) {
                collect(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if is_asset(&path) {
            let body = at(&entry.path(), fs::read(entry.path()))?;
            files.push(Asset { path, sha256: hex(&Sha256::digest(&body)), bytes: body.len() });
        }
    }
    Ok(())
}

fn is_asset(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit('.').next().unwrap_or_default();
    let is_part = ENDINGS.contains(&ending) || is_language(path) || path == NOTICES;
    is_part && !LEFT_OUT.contains(&path) && !name.starts_with(['_', '.'])
}

/// Sentences of a language, and pages about labels: all but the English sentences are cached from their first use on,
/// see `public/sw.js`.
fn is_language(path: &str) -> bool {
    path.starts_with("text/") && path.ends_with(".txt")
}

/// The code with the lists in it; `None` when it has no placeholder for them.
fn filled(code: &str, files: &[Asset], manifests: &[Asset]) -> Option<String> {
    let (before, after) = code.split_once(EMPTY)?;
    let mut hasher = Sha256::new();
    hasher.update(code);
    let mut listed = |files: &[Asset]| {
        let mut list = String::new();
        for Asset { path, sha256, bytes } in files {
            hasher.update(format!("{sha256} {path}\n"));
            // Writing to a String cannot fail.
            let _ = writeln!(list, "    {{ path: {path:?}, sha256: {sha256:?}, bytes: {bytes} }},");
        }
        list
    };
    let (files, manifests) = (listed(files), listed(manifests));
    let mut shown = String::new();
    for (name, value) in headers::always() {
        hasher.update(format!("{name}: {value}\n"));
        let _ = writeln!(shown, "    {name:?}: {value:?},");
    }
    let version: String = hex(&hasher.finalize()).chars().take(16).collect();
    Some(format!(
        "{before}const BUILD = {{\n  version: {version:?},\n  headers: {{\n{shown}  }},\n  files: [\n{files}  ],\n  \
         manifests: [\n{manifests}  ],\n}};{after}"
    ))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Asset, EMPTY, filled, is_asset};

    fn asset(path: &str, sha256: &str) -> Asset {
        Asset { path: path.into(), sha256: sha256.into(), bytes: 3 }
    }

    #[test]
    fn the_program_is_kept_and_nothing_else() {
        for kept in ["index.html", "app-0123456789abcdef_bg.wasm", "examples/index.json", "recover.js", "text/en.txt"] {
            assert!(is_asset(kept), "{kept}");
        }
        assert!(is_asset("notices.txt") && is_asset("release.js") && is_asset("text/about/leaf-en.txt"));
        for left in [
            "sw.js",
            "sw-off.js",
            "app.js.br",
            "app.js.gz",
            "app.js.map",
            "_headers",
            ".nojekyll",
            "README.md",
            "robots.txt",
            "sbom.cdx.json",
            "SHA256SUMS.txt",
        ] {
            assert!(!is_asset(left), "{left}");
        }
    }

    #[test]
    fn notices_are_kept_from_their_first_use_on() {
        let code = include_str!("../../public/sw.js");
        let on_demand = code.split_once("const ON_DEMAND").unwrap().1.split_once(';').unwrap().0;
        assert_eq!(on_demand.matches("notices\\\\.txt$").count(), 1, "{on_demand}");
    }

    #[test]
    fn the_version_follows_every_byte() {
        let code = include_str!("../../public/sw.js");
        let version = |code: &str, files: &[Asset]| {
            let text = filled(code, files, &[]).unwrap();
            text.split_once("version: ").unwrap().1.get(..18).unwrap().to_owned()
        };
        let first = version(code, &[asset("a.js", "00")]);
        assert_eq!(first, version(code, &[asset("a.js", "00")]));
        assert_ne!(first, version(code, &[asset("a.js", "01")]));
        assert_ne!(first, version(code, &[asset("b.js", "00")]));
        assert_ne!(first, version(&format!("{code}\n"), &[asset("a.js", "00")]));
        let with_model = filled(code, &[asset("a.js", "00")], &[asset("models/m/manifest.json", "02")]).unwrap();
        assert!(!with_model.contains(&first), "another model is another version");
        let text = filled(code, &[asset("a.js", "00")], &[]).unwrap();
        assert!(text.contains("{ path: \"a.js\", sha256: \"00\", bytes: 3 }") && !text.contains(EMPTY), "{text}");
        assert!(text.contains("\"Content-Security-Policy\": \"default-src 'none'"), "{text}");
    }
}
