//! Hashes of the manifests in the modules of the bundles that start workers with a model.

use std::fs;
use std::path::Path;

use crate::bundle;
use crate::dist::{checksums, files_in};
use crate::shell::{Problem, at};

/// The marker in the page's module before the name of a folder of `models/`, a space and the hash.
const PIN: &str = task::PIN_START;
/// Digits of a SHA-256.
const DIGITS: usize = 64;
/// The bundles that start workers with a model, and so have the manifests' hashes.
pub(crate) const PINNED: [&str; 2] = ["app", "catalogue"];

/// Writes the hash of every manifest into the modules of [`PINNED`], in place of their placeholder.
///
/// # Errors
/// When there is no placeholder: the page would accept any model.
pub(crate) fn pin_manifests(dist: &Path) -> Result<(), Problem> {
    let mut modules = Vec::new();
    for name in PINNED {
        modules.extend(bundle::modules(dist, name)?);
    }
    for module in modules {
        let mut bytes = at(&module, fs::read(&module))?;
        for (folder, sha256) in manifests(dist)? {
            if !pin(&mut bytes, &folder, &sha256) {
                let what = format!("{}: no place for the hash of models/{folder}/manifest.json", module.display());
                return Err(Problem::new(
                    what,
                    "give the folder a task.toml, or tell of the version there: crates/shipped-tasks makes a place for each",
                ));
            }
        }
        at(&module, fs::write(&module, bytes))?;
    }
    Ok(())
}

/// Folders below `models/` with a manifest, those of earlier versions too, each with its SHA-256 in hex.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn manifests(dist: &Path) -> Result<Vec<(String, String)>, Problem> {
    let mut found = Vec::new();
    for file in files_in(dist)? {
        let parts: Vec<String> = file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if let [models, folder @ .., name] = parts.as_slice()
            && (models.as_str(), name.as_str()) == ("models", "manifest.json")
            && !folder.is_empty()
        {
            let path = dist.join(&file);
            found.push((folder.join("/"), checksums::sha256(&at(&path, fs::read(&path))?)));
        }
    }
    Ok(found)
}

/// Writes a hash after the name of its folder; `false` where a module has no placeholder for it.
fn pin(module: &mut [u8], folder: &str, sha256: &str) -> bool {
    let before = format!("{PIN}{folder} ");
    let mut found = false;
    let mut from = 0;
    while let Some(start) = module.get(from..).and_then(|rest| place_of(rest, before.as_bytes())) {
        let hash = from + start + before.len();
        if let Some(place) = module.get_mut(hash..hash + DIGITS).filter(|place| place.iter().all(u8::is_ascii_hexdigit))
        {
            place.copy_from_slice(sha256.as_bytes());
            found = true;
        }
        from = hash;
    }
    found
}

fn place_of(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A folder with these files.
    pub(in crate::integrity) fn dist(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("onsight-integrity-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        for (file, text) in files {
            fs::create_dir_all(dist.join(file).parent().unwrap()).unwrap();
            fs::write(dist.join(file), text).unwrap();
        }
        dist
    }

    #[test]
    fn the_module_names_every_manifest_and_a_folder_without_a_place_is_an_error() {
        let zeros = "0".repeat(DIGITS);
        let module = format!("text {PIN}a {zeros}{PIN}modality {zeros} more {PIN}a/0.1.0 {zeros}");
        let files = [
            ("app_bg.wasm", module.as_str()),
            ("catalogue_bg.wasm", module.as_str()),
            ("models/a/manifest.json", "{}"),
            ("models/a/0.1.0/manifest.json", "0"),
            ("models/modality/manifest.json", "[]"),
        ];
        let dist = dist("pins", &files);
        for _ in 0..2 {
            pin_manifests(&dist).unwrap();
            let [one, other, earlier] = ["{}", "[]", "0"].map(|text| checksums::sha256(text.as_bytes()));
            let expected = format!("text {PIN}a {one}{PIN}modality {other} more {PIN}a/0.1.0 {earlier}");
            for name in PINNED {
                assert_eq!(fs::read_to_string(dist.join(format!("{name}_bg.wasm"))).unwrap(), expected);
            }
        }
        fs::create_dir_all(dist.join("models/new")).unwrap();
        fs::write(dist.join("models/new/manifest.json"), "1").unwrap();
        assert!(pin_manifests(&dist).unwrap_err().what.contains("models/new/manifest.json"));
        fs::remove_dir_all(dist).unwrap();
    }
}
