//! Post-processing of the built files before they are listed and compressed: paths of this machine are removed, the
//! page's own module gets the hashes of the manifests and a name by its final bytes, the page's style sheets become one
//! file, the page and its scripts lose their comments, modules and their scripts get short names for imports, and
//! everything that loads a script or a module gets its hash.
//!
//! Invariant: changes no instruction of a module, only text in its data, byte for byte, and the names of imports.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle;
use crate::dist::{checksums, files_in};
use crate::glue;
use crate::integrity;
use crate::paths::Paths;
use crate::release_key;
use crate::shell::{self, Problem, at};
use crate::styles;
use server::kind::name_is_hashed;

/// Replaces each byte of a masked path.
const MASK: u8 = b'~';

/// Masks paths, writes hashes and renames the module in `dist`.
///
/// # Errors
/// When a file cannot be read or written.
pub fn run(paths: &Paths) -> Result<(), Problem> {
    let (dist, folders) = (paths.dist(), private_folders(paths));
    let mut masked = 0;
    for file in files_in(&dist)?.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "wasm")) {
        let path = dist.join(file);
        let mut bytes = at(&path, fs::read(&path))?;
        let found: usize = folders.iter().map(|folder| mask(&mut bytes, folder.as_bytes())).sum();
        if found > 0 {
            at(&path, fs::write(&path, bytes))?;
        }
        masked += found;
    }
    styles::join(&paths.root.join("style"), &dist)?;
    SCRIPTS.iter().try_for_each(|name| strip(&dist.join(name)))?;
    strip_page(&dist)?;
    glue::shorten(&dist)?;
    println!("masked {masked} paths of this machine in the modules");
    integrity::pin_manifests(&dist)?;
    bundle::modules(&dist, "app")?.iter().try_for_each(|module| name_by_content(&dist, module))?;
    release_key::write(&dist, std::env::var(release_key::VARIABLE).ok().as_deref())?;
    // All names are final.
    integrity::write(paths)
}

/// The scripts that are loaded before the page; two more, `start.js` and `guard.js`, are written with their hashes
/// by [`integrity`].
const SCRIPTS: [&str; 4] = ["room.js", "shell.js", "theme.js", "trusted.js"];

fn strip(path: &Path) -> Result<(), Problem> {
    let script = at(path, fs::read_to_string(path))?;
    at(path, fs::write(path, without_comment_lines(&script)))
}

/// Takes comments and indentation out of the page: a quarter of its compressed size. They are in `index.html`.
fn strip_page(dist: &Path) -> Result<(), Problem> {
    let index = dist.join("index.html");
    let page = at(&index, fs::read_to_string(&index))?;
    at(&index, fs::write(&index, styles::without_comments(&page, ["<!--", "-->"])))
}

/// A script without indentation and without the comments that have lines of their own: a quarter and more of its
/// compressed size. They are in `public/`. Multi-line strings are unchanged.
pub fn without_comment_lines(script: &str) -> String {
    let (mut kept, mut is_text, mut is_comment) = (String::new(), false, false);
    for line in script.lines() {
        let plain = if is_text { line } else { line.trim() };
        if !is_text {
            is_comment |= plain.starts_with("/**");
            if is_comment || plain.is_empty() || plain.starts_with("//") {
                is_comment &= !plain.ends_with("*/");
                continue;
            }
        }
        is_text ^= plain.matches('`').count() % 2 == 1;
        kept += plain;
        kept.push('\n');
    }
    kept
}

/// The first file of a folder that contains a path of this machine.
///
/// # Errors
/// When a file cannot be read.
pub fn first_leak(paths: &Paths, folder: &Path) -> Result<Option<String>, Problem> {
    for file in files_in(folder)? {
        let mut bytes = at(&folder.join(&file), fs::read(folder.join(&file)))?;
        for private in private_folders(paths) {
            if mask(&mut bytes, private.as_bytes()) > 0 {
                return Ok(Some(format!("{} names {private}", file.display())));
            }
        }
    }
    Ok(None)
}

/// Folders whose names reveal who built the page and where: panic messages of every crate contain them. rustc leaves
/// most of them out, see [`crate::remapped`]; what is compiled without its flags is masked here.
fn private_folders(paths: &Paths) -> Vec<String> {
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let rust = shell::output_of(shell::command(paths, "rustc").args(["--print", "sysroot"])).map(PathBuf::from);
    let known = [Some(paths.root.clone()), Some(paths.cache.clone()), cargo, rust, home];
    // With a slash, and not the root folder, with which every path begins.
    let mut folders: Vec<String> = known
        .into_iter()
        .flatten()
        .map(|folder| format!("{}/", folder.display()))
        .filter(|text| text.len() > 3)
        .collect();
    folders.sort_by_key(|text| std::cmp::Reverse(text.len()));
    folders
}

/// Overwrites every occurrence up to its last slash, and counts them. The length stays, because modules refer to their
/// texts by offset and length.
fn mask(bytes: &mut [u8], private: &[u8]) -> usize {
    let (mut from, mut found) = (0, 0);
    while let Some(rest) = bytes.get_mut(from..).filter(|rest| rest.len() >= private.len()) {
        let Some(start) = rest.windows(private.len()).position(|window| window == private) else {
            break;
        };
        rest[start..start + private.len() - 1].fill(MASK);
        from += start + private.len();
        found += 1;
    }
    found
}

/// Trunk hashed the module as it was compiled. It has changed since, and a name that is cached for a year must change
/// with it.
fn name_by_content(dist: &Path, module: &Path) -> Result<(), Problem> {
    let name = module.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(stem) = name.strip_suffix("_bg.wasm").filter(|_| name_is_hashed(&name)) else {
        return Ok(());
    };
    let glue = dist.join(format!("{stem}.js"));
    let code = at(&glue, fs::read_to_string(&glue))?;
    let mut all = at(module, fs::read(module))?;
    all.extend(code.replace(stem, "").bytes());
    let bundle = stem.rsplit_once('-').map_or(stem, |(bundle, _)| bundle);
    let fresh = format!("{bundle}-{}", &checksums::sha256(&all)[..16]);
    let index = dist.join("index.html");
    let page = at(&index, fs::read_to_string(&index))?.replace(stem, &fresh);
    at(&index, fs::write(&index, page))?;
    at(&glue, fs::write(&glue, code.replace(stem, &fresh)))?;
    at(&glue, fs::rename(&glue, dist.join(format!("{fresh}.js"))))?;
    at(module, fs::rename(module, dist.join(format!("{fresh}_bg.wasm"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_masked_wherever_it_stands_and_keeps_its_length() {
        let mut bytes = b"at /Users/eve/.cargo/x.rs and /Users/eve/y, not /Users/evelyn/z".to_vec();
        assert_eq!(mask(&mut bytes, b"/Users/eve/"), 2);
        assert_eq!(bytes, b"at ~~~~~~~~~~/.cargo/x.rs and ~~~~~~~~~~/y, not /Users/evelyn/z");
        assert_eq!(mask(&mut bytes, b"/Users/eve/"), 0);
        assert_eq!(mask(&mut [], b"/Users/eve/"), 0);
    }

    #[test]
    fn a_script_keeps_what_it_does_and_loses_how_it_is_laid_out() {
        let script = "/** In one line. */\n/**\n * In three.\n */\nif (a) {\n\n  // Why.\n  const text = `one\n\n  // two`;\n  \
            tell(`${text}`, \"//\");\n}\n";
        let expected = "if (a) {\nconst text = `one\n\n  // two`;\ntell(`${text}`, \"//\");\n}\n";
        assert_eq!(without_comment_lines(script), expected);
        assert_eq!(without_comment_lines(expected), expected);
    }

    #[test]
    fn the_page_keeps_what_it_shows_and_loads_and_loses_what_is_said_of_it() {
        let dist = env::temp_dir().join(format!("onsight-strip-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let index = dist.join("index.html");
        let page = "<head>\n  <!-- Why\n       so. -->\n\n  <link href=\"a\" />\n  <!-- b --><script src=\"c\"></script>\n\
            </head>\n<p>\n  Two\n  lines\n</p>\n";
        fs::write(&index, page).unwrap();
        // The second time there is nothing left to do.
        for _ in 0..2 {
            strip_page(&dist).unwrap();
            let expected = "<head>\n<link href=\"a\" />\n<script src=\"c\"></script>\n</head>\n<p>\nTwo\nlines\n</p>\n";
            assert_eq!(fs::read_to_string(&index).unwrap(), expected);
        }
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_module_is_named_by_what_it_holds_and_the_page_knows_it() {
        let dist = env::temp_dir().join(format!("onsight-finish-{}", std::process::id()));
        let names = |content: &[u8]| {
            let _ = fs::remove_dir_all(&dist);
            fs::create_dir_all(&dist).unwrap();
            fs::write(dist.join("app-0123456789abcdef_bg.wasm"), content).unwrap();
            fs::write(dist.join("app-0123456789abcdef.js"), "import './app-0123456789abcdef_bg.wasm'").unwrap();
            fs::write(dist.join("index.html"), "src='./app-0123456789abcdef.js'").unwrap();
            name_by_content(&dist, &dist.join("app-0123456789abcdef_bg.wasm")).unwrap();
            files_in(&dist).unwrap()
        };
        let (one, other) = (names(b"one"), names(b"other"));
        assert_ne!(one, other);
        let stem = other[0].to_str().unwrap().strip_suffix(".js").unwrap().to_owned();
        assert_eq!(other, [format!("{stem}.js"), format!("{stem}_bg.wasm"), "index.html".into()].map(PathBuf::from));
        assert_eq!(fs::read_to_string(dist.join("index.html")).unwrap(), format!("src='./{stem}.js'"));
        assert_eq!(fs::read_to_string(dist.join(&other[0])).unwrap(), format!("import './{stem}_bg.wasm'"));
        assert_eq!(names(b"other"), other);
        fs::remove_dir_all(dist).unwrap();
    }
}
