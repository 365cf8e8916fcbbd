//! `cargo xtask reproduce`: is a second build of the page from scratch byte-identical?
//!
//! Built as by another user: from a clone of the last commit in a folder of another name, with a target folder
//! of its own, and with cargo's home under another name. The toolchain stays where it is, see [`crate::remapped`].
//!
//! Invariant: changes neither the tree nor its `dist/` and `release/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::dist::{SITE_SUMS, SUMS, checksums, files_in};
use crate::paths::Paths;
use crate::remapped;
use crate::shell::{self, Problem, at};

/// Where the clone lies, below the folder of this check: longer than most, so that an embedded path shows.
const ELSEWHERE: &str = "a-folder-whose-name-is-no-part-of-the-page/onsight";
/// cargo's home under another name.
const OTHER_HOME: &str = "cargo-home-of-somebody-else";

/// Builds elsewhere and compares with the release that is there.
///
/// # Errors
/// When there is no release, the build fails, or a file differs; it names each.
pub fn check(paths: &Paths) -> Result<(), Problem> {
    let list = paths.root.join("release").join(SUMS);
    let first = fs::read_to_string(&list)
        .map_err(|error| Problem::new(format!("{}: {error}", list.display()), "run `cargo xtask dist` first"))?;
    let folder = paths.cache.join("reproduce");
    let (target, dist) = (folder.join("target"), folder.join("dist"));
    if folder.exists() {
        at(&folder, fs::remove_dir_all(&folder))?;
    }
    at(&dist, fs::create_dir_all(&dist))?;
    let tree = cloned(paths, &folder.join(ELSEWHERE)).unwrap_or_else(|| {
        println!("NOTE: the tree differs from its last commit, or git does not work here: built in the same folder.");
        paths.root.clone()
    });
    // Not `cargo xtask`, which would compile this tool again in that target folder.
    let program = std::env::current_exe().map_err(|error| Problem::new(format!("this program: {error}"), ""))?;
    let mut build = shell::command(paths, program);
    build.arg("build").env("CARGO_TARGET_DIR", &target).env("ONSIGHT_DIST", &dist);
    // One locates this tool's repository, the other its tools.
    build.env("CARGO_MANIFEST_DIR", tree.join("xtask")).env("ONSIGHT_CACHE", &paths.cache);
    if let Some(home) = renamed_home(&folder.join(OTHER_HOME)) {
        build.env("CARGO_HOME", home);
    }
    shell::run(build.current_dir(&tree))?;
    let again = checksums::of(&dist, &files_in(&dist)?)?;
    let differing = differing(&first, &again);
    // A failure only wastes disk space. Targets of links are not deleted.
    let _ = fs::remove_dir_all(&folder);
    if differing.is_empty() {
        println!("built twice, {} files, equal to the byte", again.lines().count());
        return Ok(());
    }
    let names = differing.into_iter().collect::<Vec<_>>().join("\n");
    Err(Problem::new(format!("these differ, or are in one build alone:\n{names}"), "was a file changed in between?"))
}

/// A clone of the last commit; `None` if the tree has changed since.
fn cloned(paths: &Paths, to: &Path) -> Option<PathBuf> {
    let git = |words: &str| shell::output_of(shell::command(paths, "git").args(words.split(' ')));
    if !git("status --porcelain --untracked-files=no")?.is_empty() {
        return None;
    }
    let mut clone = shell::command(paths, "git");
    clone.args(["clone", "--quiet", "--no-hardlinks"]).arg(&paths.root).arg(to);
    shell::run(&mut clone).ok().map(|()| to.to_path_buf())
}

/// A link to cargo's home: what was fetched is there, under a path that this machine's build has not used.
#[cfg(unix)]
fn renamed_home(link: &Path) -> Option<PathBuf> {
    let home = remapped::cargo_home().filter(|home| home.is_dir())?;
    std::os::unix::fs::symlink(home, link).ok().map(|()| link.to_path_buf())
}

/// A link needs more rights there than a build should have.
#[cfg(not(unix))]
fn renamed_home(_: &Path) -> Option<PathBuf> {
    None
}

/// Files of the page that differ between both lists; what a release adds is derived from these and left out.
fn differing(release: &str, again: &str) -> BTreeSet<String> {
    let entries = |list: &str, below: &str| -> BTreeSet<(String, String)> {
        let lines = list.lines().filter_map(|line| line.split_once("  "));
        let inside = lines.filter_map(|(hash, name)| Some((name.strip_prefix(below)?.to_owned(), hash.to_owned())));
        inside
            .filter(|(name, _)| !name.starts_with(['.', '_']) && !name.starts_with(SITE_SUMS))
            .filter(|(name, _)| !name.ends_with(".br") && !name.ends_with(".gz"))
            .collect()
    };
    let (one, other) = (entries(release, "site/"), entries(again, ""));
    one.symmetric_difference(&other).map(|(name, _)| name.clone()).collect()
}

#[test]
fn changed_missing_and_added_files_differ() {
    let release = "aa  site/a.js\nbb  site/a.js.br\ncc  site/b.css\ndd  site/gone.js\nee  hosting/nginx.conf\nff  site/_headers\n\
        gg  site/SHA256SUMS.txt\nhh  site/SHA256SUMS.txt.minisig\n";
    assert_eq!(differing(release, "aa  a.js\ncc  b.css\ndd  gone.js\n"), BTreeSet::new());
    let expected: BTreeSet<String> = ["b.css", "gone.js", "new.js"].map(str::to_owned).into();
    assert_eq!(differing(release, "aa  a.js\n00  b.css\n11  new.js\n"), expected);
}
