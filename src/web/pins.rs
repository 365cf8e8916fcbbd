//! Which manifests this page was built with: a model is what its manifest says, so another manifest is another model.
//!
//! `cargo xtask build` puts each hash in the place of the zeros below, byte for byte in the finished module: a module
//! that were compiled anew for each of them would cost minutes. As compiled, by `trunk` alone, any manifest is taken.
//! There is a place for every folder under `models/` with a task: `build.rs` makes it.

use crate::tasks::PINS;
use protocol::Pin;
use std::hint::black_box;

/// What stands before the name of a folder; the build looks for it.
const START: &str = "manifest of ";
/// A hash that was not filled in.
const NONE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The manifests that workers of this page may take.
pub(super) fn pins() -> Vec<Pin> {
    // The compiler must not reckon with what stands there now.
    black_box(PINS).into_iter().filter_map(pin).collect()
}

fn pin(text: &str) -> Option<Pin> {
    let (folder, sha256) = text.strip_prefix(START)?.split_once(' ')?;
    (sha256 != NONE).then(|| Pin { folder: folder.into(), sha256: sha256.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::FOLDERS;

    #[test]
    fn every_folder_with_a_task_has_a_place_for_a_hash() {
        assert_eq!(PINS.len(), FOLDERS.len());
        for (folder, _) in FOLDERS {
            assert!(PINS.contains(&format!("{START}{folder} {NONE}").as_str()), "{folder}");
        }
        assert_eq!(pins(), [], "as compiled, nothing is known");
        let filled = format!("{START}some {}", "ab".repeat(32));
        assert_eq!(pin(&filled), Some(Pin { folder: "some".into(), sha256: "ab".repeat(32) }));
    }
}
