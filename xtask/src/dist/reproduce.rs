//! `cargo xtask reproduce`: is the page built a second time, from nothing, equal to the byte?

use std::collections::BTreeSet;
use std::fs;

use crate::dist::{checksums, files_in};
use crate::paths::Paths;
use crate::shell::{self, Problem, at};

/// Builds with a target folder of its own and compares with the release that is there.
///
/// # Errors
/// When there is no release, the build fails, or a file differs; it names each.
pub fn check(paths: &Paths) -> Result<(), Problem> {
    let list = paths.root.join("release").join("SHA256SUMS");
    let first = fs::read_to_string(&list)
        .map_err(|error| Problem::new(format!("{}: {error}", list.display()), "run `cargo xtask dist` first"))?;
    let folder = paths.cache.join("reproduce");
    let (target, dist) = (folder.join("target"), folder.join("dist"));
    if folder.exists() {
        at(&folder, fs::remove_dir_all(&folder))?;
    }
    at(&dist, fs::create_dir_all(&dist))?;
    // Not `cargo xtask`, which would compile this tool anew in that target folder.
    let program = std::env::current_exe().map_err(|error| Problem::new(format!("this program: {error}"), ""))?;
    let mut build = shell::command(paths, program);
    build.arg("build").env("CARGO_TARGET_DIR", &target).env("ONSIGHT_DIST", &dist);
    shell::run(&mut build)?;
    let again = checksums::of(&dist, &files_in(&dist)?)?;
    let differing = differing(&first, &again);
    // Only space is lost when this fails.
    let _ = fs::remove_dir_all(&folder);
    if differing.is_empty() {
        println!("built twice, {} files, equal to the byte", again.lines().count());
        return Ok(());
    }
    let names = differing.into_iter().collect::<Vec<_>>().join("\n");
    Err(Problem::new(format!("these differ, or are in one build alone:\n{names}"), "was a file changed in between?"))
}

/// Files of the page that are not the same in both lists; what a release adds is made of these and left out.
fn differing(release: &str, again: &str) -> BTreeSet<String> {
    let entries = |list: &str, below: &str| -> BTreeSet<(String, String)> {
        let lines = list.lines().filter_map(|line| line.split_once("  "));
        let inside = lines.filter_map(|(hash, name)| Some((name.strip_prefix(below)?.to_owned(), hash.to_owned())));
        inside
            .filter(|(name, _)| !name.starts_with(['.', '_']) && !name.ends_with(".br") && !name.ends_with(".gz"))
            .collect()
    };
    let (one, other) = (entries(release, "site/"), entries(again, ""));
    one.symmetric_difference(&other).map(|(name, _)| name.clone()).collect()
}

#[test]
fn changed_missing_and_added_files_differ() {
    let release = "aa  site/a.js\nbb  site/a.js.br\ncc  site/b.css\ndd  site/gone.js\nee  hosting/nginx.conf\nff  site/_headers\n";
    assert_eq!(differing(release, "aa  a.js\ncc  b.css\ndd  gone.js\n"), BTreeSet::new());
    let expected: BTreeSet<String> = ["b.css", "gone.js", "new.js"].map(str::to_owned).into();
    assert_eq!(differing(release, "aa  a.js\n00  b.css\n11  new.js\n"), expected);
}
