//! The sentences of every language, packed into `dist/text/`: `en.txt` is what a page needs immediately, `en-files.txt`
//! the rest.
//!
//! Invariant: writes only `dist/text/`, deterministically.

use std::fs;

use translation::{Fault, Language};

use crate::dist::files_in;
use crate::paths::Paths;
use crate::shell::{Problem, at};
use crate::task_words;

/// Writes both parts of every language that `text/` offers, the words of the tasks in the first, those of the light box about
/// tasks in the second. No sentence is missing in a file: the English one stands in.
///
/// # Errors
/// When a translation has another fault than a sentence or a word that is missing.
pub fn write(paths: &Paths) -> Result<(), Problem> {
    let text = paths.root.join("text");
    let one = |fault: Fault| problem(&[fault]);
    let (language, sources) = translation::language_in(&text, "en").map_err(one)?;
    let english = translation::english(&sources, &language).map_err(|faults| problem(&faults))?;
    let first = translation::first(&english, &language);
    let mut parts = translation::parts(&english, &[], &language, first);
    parts[1] += &task_words::packed_regions(&paths.models(), &language.tag)?;
    lay_out(paths, &parts, &language)?;
    for tag in translation::languages(&text).map_err(one)?.into_iter().filter(|tag| tag != "en") {
        let (language, sources) = translation::language_in(&text, &tag).map_err(one)?;
        let (sentences, faults) = translation::translated(&english, &sources, &language);
        let (gaps, wrong): (Vec<Fault>, Vec<Fault>) = faults.into_iter().partition(|fault| fault.is_gap);
        if !wrong.is_empty() {
            return Err(problem(&wrong));
        }
        println!("text/{tag}.txt: {} sentences, {} of them in English", english.len(), gaps.len());
        let mut parts = translation::parts(&english, &sentences, &language, first);
        // The start page uses some of them.
        parts[0] += &task_words::packed(&paths.models(), &tag)?;
        parts[1] += &task_words::packed_regions(&paths.models(), &tag)?;
        lay_out(paths, &parts, &language)?;
    }
    Ok(())
}

/// The modules of the site that contain the English sentences: a visitor would load them twice.
///
/// # Errors
/// When a file cannot be read.
pub fn modules_with_sentences(paths: &Paths) -> Result<Vec<String>, Problem> {
    let dist = paths.dist();
    let english = dist.join("text/en.txt");
    let text = at(&english, fs::read_to_string(&english))?;
    // A catalogue is one text that begins like this. The page contains the fingerprint alone, without this prefix.
    let head = format!("{}\n", text.lines().next().unwrap_or_default());
    let mut found = Vec::new();
    for file in files_in(&dist)?.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "wasm")) {
        let module = at(&dist.join(&file), fs::read(dist.join(&file)))?;
        if holds(&module, head.as_bytes()) {
            found.push(file.display().to_string());
        }
    }
    Ok(found)
}

fn holds(module: &[u8], part: &[u8]) -> bool {
    module.windows(part.len()).any(|window| window == part)
}

fn lay_out(paths: &Paths, parts: &[String; 2], language: &Language) -> Result<(), Problem> {
    let folder = paths.dist().join("text");
    at(&folder, fs::create_dir_all(&folder))?;
    for (ending, part) in ["", "-files"].into_iter().zip(parts) {
        let file = folder.join(format!("{}{ending}.txt", language.tag));
        at(&file, fs::write(&file, part))?;
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

    /// Everything that would stop a release, and gaps as well: an offered language is complete.
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

    /// Every entry of the list exists, so that a renamed file does not move into the first part.
    #[test]
    fn every_area_that_comes_later_is_there() {
        let text = Paths::find().root.join("text");
        let (language, sources) = translation::language_in(&text, "en").unwrap();
        for name in &language.later {
            let only = Language { later: vec![name.clone()], ..language.clone() };
            assert!(sources.iter().any(|source| only.comes_later(source.area())), "text/en has no {name}.ftl");
        }
    }

    #[test]
    fn a_module_with_a_catalogue_in_it_is_found() {
        let head = "en\tltr\tEnglish\t0123456789abcdef\n";
        assert!(holds(format!("\0asm{head}One").as_bytes(), head.as_bytes()));
        assert!(!holds(b"\0asm0123456789abcdef", head.as_bytes()));
    }
}
