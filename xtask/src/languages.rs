//! The sentences of other languages than English, packed into `dist/text/`; English is in the modules themselves.
//!
//! Invariant: writes `dist/text/` alone, and the same bytes for the same files.

use std::fs;

use translation::Fault;

use crate::paths::Paths;
use crate::shell::{Problem, at};

/// Writes `dist/text/<language>.txt` for every language of `text/` but English.
///
/// # Errors
/// When a translation has another fault than a sentence that is missing: the English one stands in for that.
pub fn write(paths: &Paths) -> Result<(), Problem> {
    let text = paths.root.join("text");
    let one = |fault: Fault| problem(&[fault]);
    let (language, sources) = translation::language_in(&text, "en").map_err(one)?;
    let english = translation::english(&sources, &language).map_err(|faults| problem(&faults))?;
    let folder = paths.dist().join("text");
    for tag in translation::languages(&text).map_err(one)?.into_iter().filter(|tag| tag != "en") {
        let (language, sources) = translation::language_in(&text, &tag).map_err(one)?;
        let (sentences, faults) = translation::translated(&english, &sources, &language);
        let (gaps, wrong): (Vec<Fault>, Vec<Fault>) = faults.into_iter().partition(|fault| fault.is_gap);
        if !wrong.is_empty() {
            return Err(problem(&wrong));
        }
        println!("text/{tag}.txt: {} sentences, {} of them in English", english.len(), gaps.len());
        at(&folder, fs::create_dir_all(&folder))?;
        let file = folder.join(format!("{tag}.txt"));
        at(&file, fs::write(&file, translation::catalogue(&english, &sentences, &language)))?;
    }
    Ok(())
}

fn problem(faults: &[Fault]) -> Problem {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Problem::new(lines.join("\n"), "mend the sentences: docs/text.md says how they are written")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a release would be stopped by, and gaps as well: a language that is offered is whole.
    #[test]
    fn every_translation_is_whole_and_fits_the_english() {
        let text = Paths::find().root.join("text");
        let (language, sources) = translation::language_in(&text, "en").unwrap();
        let english = translation::english(&sources, &language).unwrap();
        for tag in translation::languages(&text).unwrap() {
            let (language, sources) = translation::language_in(&text, &tag).unwrap();
            let faults = translation::check_translation(&english, &sources, &language);
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            assert!(lines.is_empty(), "{}", lines.join("\n"));
        }
    }
}
