//! What a room may run: `room-files.json`, and its hash in `guard.js`.

use std::path::Path;

use super::{LOADER, hash_of, slashed};
use crate::dist::{checksums, files_in};
use crate::post_build::without_comment_lines;
use crate::shell::Problem;

/// The line of `public/guard.js` for the hash of the list of files that a room runs.
pub(super) const NO_ROOM_FILES: &str = "const ROOM_FILES = \"\";";
/// What a room does not need: it starts its workers itself, and never loads the files of the outer page.
const OUTSIDE: [&str; 9] =
    ["guard.js", "recover.js", "room.js", "shell.js", "start.js", "sw-off.js", "sw.js", "theme.js", "trusted.js"];

/// The files that a room may run or show with their hashes, as JSON: models by their manifests. `public/guard.js`
/// writes it into the room's document.
pub(super) fn room_files(dist: &Path) -> Result<String, Problem> {
    let mut lines = Vec::new();
    for file in files_in(dist)? {
        let name = slashed(&file);
        let ending = name.rsplit('.').next().unwrap_or_default();
        let is_text = name.starts_with("text/") || name.starts_with("examples/");
        let is_manifest = name.starts_with("models/") && name.ends_with("/manifest.json");
        let is_part = ["css", "js", "wasm"].contains(&ending) || is_text || is_manifest;
        let is_outside = OUTSIDE.contains(&name.as_str())
            || name == "recover.css"
            || name == "worker_threads_helper.js"
            || name.ends_with(LOADER);
        if is_part && !is_outside {
            lines.push(format!("{name:?}:{:?}", hash_of(dist, &name)?));
        }
    }
    lines.sort();
    Ok(format!("{{{}}}\n", lines.join(",\n")))
}

/// `guard.js` without its comments, with the hash of the list of what a room runs; `None` when it has no placeholder
/// for it.
pub(super) fn guard(code: &str, list: &str) -> Option<String> {
    let filled = format!("const ROOM_FILES = {:?};", checksums::sha256(list.as_bytes()));
    code.contains(NO_ROOM_FILES).then(|| without_comment_lines(&code.replace(NO_ROOM_FILES, &filled)))
}

#[cfg(test)]
mod tests {
    use std::iter::once;

    #[test]
    fn what_a_room_loads_once_a_picture_is_open_is_fetched_before() {
        let (_, kit) = include_str!("../../../public/shell.js").split_once("const KIT = /^(").unwrap();
        let (kit, _) = kit.split_once(")/;").unwrap();
        let starts: Vec<String> = kit.split('|').map(|start| start.replace(['\\', '$'], "")).collect();
        let room = include_str!("../../../public/room.js");
        let calls: Vec<&str> = room.lines().filter_map(|line| line.trim().strip_prefix("loadLater(")).collect();
        assert!(calls.len() > 2, "{calls:?}");
        for call in calls {
            // The bundle, two events, and the style sheets that it shares with others.
            let words: Vec<&str> = call.split('"').skip(1).step_by(2).collect();
            for file in once(&words[0]).chain(&words[3..]) {
                assert!(starts.iter().any(|start| file.starts_with(start)), "{file}: {starts:?}");
            }
        }
    }
}
