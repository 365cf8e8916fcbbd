//! Hashes with which the page and its workers verify their own parts, so that a damaged or replaced file is refused on
//! the first visit too, when no service worker is in control yet.
//!
//! From the inside out: the page's module has the hashes of the manifests, each worker's loader those of its scripts
//! and its module, `room-files.json` those of what a room runs, `guard.js` that of this list, `start.js` those of what
//! it loads, and both pages those of their tags. `sw.js`, which is written last, has them all. Browsers have no
//! integrity attribute for a worker's script: until the service worker is in control, loaders are used unverified.
//!
//! Invariant: idempotent.

mod pins;
mod room;
mod tags;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

// Compared with data-encoding and base64ct: this one is already a dependency.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::bundle;
use crate::dist::{files_in, headers};
use crate::paths::Paths;
use crate::post_build::without_comment_lines;
use crate::shell::{Problem, at};
pub(crate) use pins::{PINNED, manifests, pin_manifests};
use room::{NO_ROOM_FILES, guard, room_files};
use tags::page;

/// Suffix of a script that starts a worker.
const LOADER: &str = "_loader.js";
/// The line of `public/start.js` that is replaced by the hashes.
const EMPTY: &str = "const BUILT = {};";
/// Its line for the offered languages.
const NO_LANGUAGES: &str = "const LANGUAGES = {};";
/// Its line for the websites that may embed the page.
const NO_FRAMES: &str = "const FRAME_ORIGINS = [];";
/// That list.
const ROOM_FILES: &str = "room-files.json";
/// The page, and the one that repairs it.
const PAGES: [&str; 2] = ["index.html", "recover.html"];
/// What `start.js` loads, besides the page's own module.
const BY_START: [&str; 18] = [
    "cases.js",
    "cases_bg.wasm",
    "cases/cases.css",
    "catalogue.js",
    "catalogue_bg.wasm",
    "catalogue/catalogue.css",
    "dialog/dialog.css",
    "lightbox.js",
    "lightbox_bg.wasm",
    "lightbox/lightbox.css",
    "release.js",
    "reports.js",
    "reports_bg.wasm",
    "reports/reports.css",
    "room-files.json",
    "room.js",
    "sections/sections.css",
    "shell.js",
];

/// Writes all other hashes; the names of the files are final.
///
/// # Errors
/// When a file cannot be read or written, or a bundle lacks one.
pub fn write(paths: &Paths) -> Result<(), Problem> {
    let dist = paths.dist();
    for file in files_in(&dist)? {
        if let Some(bundle) = file.to_string_lossy().strip_suffix(LOADER) {
            let text = loader(&dist, bundle)?;
            at(&dist.join(&file), fs::write(dist.join(&file), text))?;
        }
    }
    let list = room_files(&dist)?;
    at(&dist.join(ROOM_FILES), fs::write(dist.join(ROOM_FILES), &list))?;
    let template = paths.root.join("public/guard.js");
    let code = at(&template, fs::read_to_string(&template))?;
    let text = guard(&code, &list)
        .ok_or_else(|| Problem::new(format!("{}: no line `{NO_ROOM_FILES}`", template.display()), "put it back"))?;
    at(&dist.join("guard.js"), fs::write(dist.join("guard.js"), text))?;
    let template = paths.root.join("public/start.js");
    let code = at(&template, fs::read_to_string(&template))?;
    let lost = || {
        Problem::new(format!("{}: no `{EMPTY}`, `{NO_LANGUAGES}` or `{NO_FRAMES}`", template.display()), "put it back")
    };
    let text = start(&dist, &code)?.ok_or_else(lost)?;
    at(&dist.join("start.js"), fs::write(dist.join("start.js"), text))?;
    PAGES.iter().map(|name| dist.join(name)).try_for_each(|file| {
        let text = page(&dist, &headers::with_room(&at(&file, fs::read_to_string(&file))?))?;
        at(&file, fs::write(&file, text))
    })
}

/// The script that starts a bundle, replacing trunk's, which does not verify anything.
fn loader(dist: &Path, bundle: &str) -> Result<String, Problem> {
    // The page waits for the first message of the others, which fetch nothing but their own parts.
    let computes = bundle.starts_with("worker").to_string();
    Ok(without_comment_lines(include_str!("../../recipes/loader.js"))
        .replace("@BUNDLE@", bundle)
        .replace("@BEATS@", &computes)
        .replace("@FETCHES@", &computes)
        .replace("@POLICY@", &hash_of(dist, "trusted.js")?)
        .replace("@MODULE@", &hash_of(dist, &format!("{bundle}_bg.wasm"))?)
        .replace("@SCRIPT@", &hash_of(dist, &format!("{bundle}.js"))?))
}

/// `start.js` without its comments, with the hashes of what it loads and the available languages; `None` when it has no
/// placeholder for them.
fn start(dist: &Path, code: &str) -> Result<Option<String>, Problem> {
    let is_whole = code.contains(NO_LANGUAGES) && code.contains(NO_FRAMES);
    let Some((before, after)) = code.split_once(EMPTY).filter(|_| is_whole) else { return Ok(None) };
    let mut files: Vec<String> = BY_START.map(str::to_owned).into();
    for module in bundle::modules(dist, "app")? {
        files.push(module.file_name().unwrap_or_default().to_string_lossy().into_owned());
    }
    // Sentences: with slashes, as they are requested.
    files.extend(files_in(dist)?.iter().filter(|file| file.starts_with("text")).map(|file| slashed(file)));
    let languages = languages(dist, &files)?;
    let mut list = String::new();
    for file in files {
        // Writing to a string cannot fail.
        let _ = writeln!(list, "  {file:?}: {:?},", hash_of(dist, &file)?);
    }
    let frames = format!("const FRAME_ORIGINS = {:?};", headers::frame_origins()?);
    let code = format!("{before}const BUILT = {{\n{list}}};{after}")
        .replace(NO_LANGUAGES, &languages)
        .replace(NO_FRAMES, &frames);
    Ok(Some(without_comment_lines(&code)))
}

/// The line of `start.js` with the languages: tag and own name, from the headers of the first parts.
fn languages(dist: &Path, files: &[String]) -> Result<String, Problem> {
    let mut list = String::new();
    for file in files.iter().filter(|file| is_first_part(file)) {
        let path = dist.join(file);
        let text = at(&path, fs::read_to_string(&path))?;
        let head: Vec<&str> = text.lines().next().unwrap_or_default().split('\t').collect();
        if let [tag, _, name, _] = head.as_slice() {
            let _ = writeln!(list, "  {tag:?}: {name:?},");
        }
    }
    Ok(format!("const LANGUAGES = {{\n{list}}};"))
}

/// The first part of a language; files in subfolders are not.
fn is_first_part(file: &str) -> bool {
    file.starts_with("text/") && file.matches('/').count() == 1 && !file.ends_with("-files.txt")
}

fn slashed(file: &Path) -> String {
    file.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// In the format of Subresource Integrity.
fn hash_of(dist: &Path, file: &str) -> Result<String, Problem> {
    let path = dist.join(file);
    Ok(format!("sha256-{}", STANDARD.encode(Sha256::digest(at(&path, fs::read(&path))?))))
}

#[cfg(test)]
mod tests {
    use super::pins::tests::dist;
    use super::*;
    use crate::dist::checksums;

    #[test]
    fn the_page_names_what_it_loads_and_nothing_else() {
        let dist = dist("page", &[("a.js", "alert(1)"), ("b.css", ""), ("c_bg.wasm", "x")]);
        let before = "<link rel=\"icon\" href=\"./i.svg\"/><script src=\"./a.js\"></script>\n\
            <link rel=\"stylesheet\" href=\"./b.css\" integrity=\"sha384-old\"/><link rel=\"modulepreload\" href=\"./a.js\">\
            <link rel=\"preload\" href=\"./c_bg.wasm\" as=\"fetch\" crossorigin><script>no</script>";
        let hash = |text: &str| format!("sha256-{}", STANDARD.encode(Sha256::digest(text)));
        let (script, empty) = (hash("alert(1)"), hash(""));
        let expected = format!(
            "<link rel=\"icon\" href=\"./i.svg\"/><script src=\"./a.js\" integrity=\"{script}\"></script>\n\
            <link rel=\"stylesheet\" href=\"./b.css\" integrity=\"{empty}\"/>\
            <link rel=\"modulepreload\" href=\"./a.js\" integrity=\"{script}\">\
            <link rel=\"preload\" href=\"./c_bg.wasm\" as=\"fetch\" crossorigin><script>no</script>"
        );
        assert_eq!(page(&dist, before).unwrap(), expected);
        assert_eq!(page(&dist, &expected).unwrap(), expected);
        assert_eq!(script, "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=", "as `openssl dgst` has it");
        assert!(page(&dist, "<script src=\"./missing.js\"></script>").is_err());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn the_repair_page_is_written_as_the_page_is() {
        let dist = dist("repair", &[("recover.js", "1"), ("recover.css", "")]);
        let text = page(&dist, include_str!("../../../public/recover.html")).unwrap();
        for name in ["recover.js", "recover.css"] {
            let hash = hash_of(&dist, name).unwrap();
            assert!(text.contains(&format!("./{name}\" integrity=\"{hash}\"")), "{text}");
        }
        assert_eq!(text.matches("integrity=").count(), 2, "{text}");
        assert!(PAGES.contains(&"recover.html"));
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn the_guard_names_the_list_of_what_a_room_runs() {
        let files = [
            ("app.js", "1"),
            ("worker_loader.js", "2"),
            ("guard.js", "3"),
            ("text/en.txt", "4"),
            ("a.png", "5"),
            ("models/m/0.1.0/manifest.json", "6"),
            ("models/m/weights.bin", "7"),
        ];
        let dist = dist("room", &files);
        let list = room_files(&dist).unwrap();
        let [app, text, model] =
            ["1", "4", "6"].map(|body| format!("sha256-{}", STANDARD.encode(Sha256::digest(body))));
        let expected = format!(
            "{{\"app.js\":\"{app}\",\n\"models/m/0.1.0/manifest.json\":\"{model}\",\n\"text/en.txt\":\"{text}\"}}\n"
        );
        assert_eq!(list, expected);
        // It is in an attribute of the room's document.
        assert!(!list.contains(['\'', '&', '<']));
        let guard = guard(include_str!("../../../public/guard.js"), &list).unwrap();
        assert!(guard.contains(&format!("ROOM_FILES = {:?}", checksums::sha256(list.as_bytes()))));
        assert!(super::guard("nothing", &list).is_none());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_loader_and_the_start_name_their_parts() {
        let names = [
            "worker.js",
            "worker_bg.wasm",
            "reader.js",
            "reader_bg.wasm",
            "trusted.js",
            "app-0123456789abcdef_bg.wasm",
        ];
        let about = "text/about/leaf-de.txt";
        let german = [
            ("text/de.txt", "de\tltr\tDeutsch\t0\n"),
            ("text/de-files.txt", "de\tltr\tDeutsch\t0\n"),
            (about, "page\trust\tRost\t2026-11-29\n"),
        ];
        let files: Vec<(&str, &str)> =
            names.into_iter().chain(BY_START).map(|name| (name, name)).chain(german).collect();
        let dist = dist("loader", &files);
        let (worker, reader) = (loader(&dist, "worker").unwrap(), loader(&dist, "reader").unwrap());
        for name in ["worker.js", "worker_bg.wasm", "trusted.js"] {
            assert!(worker.contains(&format!("'{name}', '{}'", hash_of(&dist, name).unwrap())), "{worker}");
        }
        assert!(worker.contains("true && setInterval") && reader.contains("false && setInterval"));
        assert!(worker.contains("'fetch', true ? ask") && reader.contains("'fetch', false ? ask"));
        assert!(!(worker + &reader).contains('@'));
        assert!(loader(&dist, "nothing").is_err());
        let text = start(&dist, include_str!("../../../public/start.js")).unwrap().unwrap();
        assert!(!text.lines().any(|line| line.trim_start().starts_with("//")), "{text}");
        let others = ["app-0123456789abcdef_bg.wasm", "text/de.txt", "text/de-files.txt", about];
        for name in BY_START.into_iter().chain(others) {
            assert!(text.contains(&format!("{name:?}: {:?}", hash_of(&dist, name).unwrap())), "{name}");
        }
        assert!(text.contains("const LANGUAGES = {\n\"de\": \"Deutsch\",\n};"), "{text}");
        assert_eq!(start(&dist, "nothing").unwrap(), None);
        assert_eq!(start(&dist, EMPTY).unwrap(), None);
        fs::remove_dir_all(dist).unwrap();
    }
}
