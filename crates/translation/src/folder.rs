//! The folder `text/`: a folder for each language, with `language.toml` and a file for each area.

use std::path::Path;
use std::{fs, io};

use crate::check::english;
use crate::fault::Fault;
use crate::language::Language;
use crate::pack::{catalogue, first};
use crate::rust::rust;
use crate::sentence::SourceFile;

/// Tags of the languages that are offered, English first: those with sentences. A language with only its
/// `language.toml` is not.
///
/// # Errors
/// When the folder cannot be read.
pub fn languages(text: &Path) -> Result<Vec<String>, Fault> {
    let mut tags = Vec::new();
    for entry in fs::read_dir(text).map_err(|error| unread("text", &error))? {
        let entry = entry.map_err(|error| unread("text", &error))?;
        if entry.path().join("language.toml").is_file() && has_sentences(&entry.path())? {
            tags.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    tags.sort_by_key(|tag| (tag != "en", tag.clone()));
    Ok(tags)
}

fn has_sentences(folder: &Path) -> Result<bool, Fault> {
    let entries = fs::read_dir(folder).map_err(|error| unread("text", &error))?;
    Ok(entries.flatten().any(|entry| entry.path().extension().is_some_and(|ending| ending == "ftl")))
}

/// The definition of a language, and its files by name, those of the second part last.
///
/// # Errors
/// A file that cannot be read.
pub fn language_in(text: &Path, tag: &str) -> Result<(Language, Vec<SourceFile>), Fault> {
    let folder = text.join(tag);
    let shown = format!("text/{tag}");
    let about = format!("{shown}/language.toml");
    let toml = fs::read_to_string(folder.join("language.toml")).map_err(|error| unread(&about, &error))?;
    let language = Language::read(tag, &toml).map_err(|what| Fault::new(&about, 1, what))?;
    let mut sources = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| unread(&shown, &error))? {
        let path = entry.map_err(|error| unread(&shown, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".ftl") {
            let file = format!("{shown}/{name}");
            let text = fs::read_to_string(&path).map_err(|error| unread(&file, &error))?;
            sources.push(SourceFile::new(file, text));
        }
    }
    sources.sort_by_key(|source| (language.comes_later(source.area()), source.file.clone()));
    Ok((language, sources))
}

/// Writes what `crates/text` includes: `sentences.rs` and `english.txt`.
///
/// # Errors
/// Everything that is wrong with the English sentences.
pub fn generate(text: &Path, out: &Path) -> Result<(), Vec<Fault>> {
    let one = |fault: Fault| vec![fault];
    let (language, sources) = language_in(text, "en").map_err(one)?;
    let sentences = english(&sources, &language)?;
    let mut code = rust(&sentences).map_err(|(sentence, what)| one(Fault::new(&sentence.file, sentence.line, what)))?;
    code += &format!(
        "\n/// Sentences in the first part of a catalogue.\npub(crate) const FIRST: usize = {};\n",
        first(&sentences, &language)
    );
    let write = |name: &str, text: &str| fs::write(out.join(name), text).map_err(|error| one(unread(name, &error)));
    write("sentences.rs", &code)?;
    write("english.txt", &catalogue(&sentences, &[], &language))
}

fn unread(file: &str, error: &io::Error) -> Fault {
    Fault::new(file, 1, error.to_string())
}
