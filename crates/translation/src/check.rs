//! Validation of sentences, in English and in another language.

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::language::Language;
use crate::read::read;
use crate::resolve::resolved;
use crate::sentence::{ParameterKind, PatternPart, Sentence, SourceFile, Variant, area};

/// The English sentences, in the order of the files.
///
/// # Errors
/// Everything that is wrong with them.
pub fn english(sources: &[SourceFile], language: &Language) -> Result<Vec<Sentence>, Vec<Fault>> {
    let mut read = read(sources);
    let sentences = resolved(&mut read);
    let mut faults = read.faults;
    for sentence in &sentences {
        let used = used_names(sentence);
        let mut find = |what: String| faults.push(Fault::new(&sentence.file, sentence.line, what));
        for argument in &sentence.arguments {
            if !used.contains(argument.name.as_str()) {
                find(format!("`${}` stands in the comment and not in the sentence", argument.name));
            }
        }
        let names: BTreeSet<&str> = sentence.arguments.iter().map(|argument| argument.name.as_str()).collect();
        if names.len() < sentence.arguments.len() {
            find("an argument stands in the comment twice".into());
        }
        faults.extend(fit(sentence, sentence, language));
    }
    if faults.is_empty() { Ok(sentences) } else { Err(faults) }
}

/// The sentences of another language, and everything that is wrong with them. A sentence with a fault is left out.
#[must_use]
pub fn translated(english: &[Sentence], sources: &[SourceFile], language: &Language) -> (Vec<Sentence>, Vec<Fault>) {
    let mut read = read(sources);
    let sentences = resolved(&mut read);
    let mut faults = read.faults;
    let mut fitting = Vec::new();
    for sentence in sentences {
        let Some(original) = english.iter().find(|original| original.id == sentence.id) else {
            let what = format!("`{}` is no key of text/en: take it out, or name it as there", sentence.id);
            faults.push(Fault::new(&sentence.file, sentence.line, what));
            continue;
        };
        let found = fit(&sentence, original, language);
        if found.is_empty() {
            fitting.push(sentence);
        } else {
            faults.extend(found);
        }
    }
    for original in english {
        let is_here = fitting.iter().any(|sentence| sentence.id == original.id);
        let is_told = || faults.iter().any(|fault| fault.what.starts_with(&format!("`{}`", original.id)));
        if !is_here && !is_told() {
            let file = format!("text/{}/{}.ftl", language.tag, area(&original.file));
            faults.push(Fault::gap(&file, format!("`{}` is missing", original.id)));
        }
    }
    (fitting, faults)
}

/// Everything that is wrong with a translation: missing and unknown keys, lost or unknown arguments, lost
/// marks, missing plural categories.
#[must_use]
pub fn check_translation(english: &[Sentence], sources: &[SourceFile], language: &Language) -> Vec<Fault> {
    translated(english, sources, language).1
}

fn used_names(sentence: &Sentence) -> BTreeSet<&str> {
    sentence.uses().into_iter().map(|(name, _)| name).collect()
}

/// Names of the arguments that are shown, not only decide.
fn shown_names(sentence: &Sentence) -> BTreeSet<&str> {
    sentence.uses().into_iter().filter(|(_, variants)| variants.is_none()).map(|(name, _)| name).collect()
}

/// Mismatches between a sentence and the English one, which may be the same.
fn fit(sentence: &Sentence, original: &Sentence, language: &Language) -> Vec<Fault> {
    let mut wrong: Vec<String> = Vec::new();
    for (name, variants) in sentence.uses() {
        match (original.arguments.iter().find(|argument| argument.name == name), variants) {
            (None, _) => wrong.push(format!("`${name}` is not in the comment above the English sentence")),
            (Some(_), None) => {}
            (Some(argument), Some(variants)) => {
                wrong.extend(decided(name, argument.kind, &variants, original, language))
            }
        }
    }
    let kept = used_names(sentence);
    wrong.extend(
        shown_names(original).iter().filter(|name| !kept.contains(*name)).map(|name| format!("`${name}` is lost")),
    );
    match (marks(&sentence.parts), marks(&original.parts)) {
        (Ok(found), Ok(expected)) if found != expected => {
            wrong.push(format!("expected the marks {expected:?}, found {found:?}"));
        }
        (Err(what), _) => wrong.push(what),
        _ => {}
    }
    let file = |what: String| Fault::new(&sentence.file, sentence.line, format!("`{}`: {what}", sentence.id));
    wrong.into_iter().map(file).collect()
}

/// Faults in the variants of a selector.
fn decided(
    name: &str,
    kind: ParameterKind,
    variants: &[&Variant],
    original: &Sentence,
    language: &Language,
) -> Option<String> {
    let has = |key: &str| variants.iter().any(|variant| variant.key == key);
    let keys: BTreeSet<&str> = variants.iter().map(|variant| variant.key.as_str()).collect();
    if keys.len() < variants.len() {
        return Some(format!("a variant of `${name}` stands there twice"));
    }
    match kind {
        ParameterKind::Count => {
            let known = |key: &str| Language::is_category(key) || key.parse::<u64>().is_ok();
            if let Some(key) = keys.iter().find(|key| !known(key)) {
                return Some(format!("`[{key}]` is neither a plural category nor a whole number"));
            }
            if !variants.iter().any(|variant| variant.is_default && variant.key == "other") {
                return Some(format!("the default of `${name}` is `*[other]`"));
            }
            // With two categories `one` means exactly one.
            let is_there =
                |category: &str| has(category) || (category == "one" && language.plurals.len() == 2 && has("1"));
            let lacks = language.plurals.iter().find(|category| !is_there(category))?;
            Some(format!("`${name}` lacks the plural category `[{lacks}]`"))
        }
        ParameterKind::Text => {
            let uses = original.uses();
            let offered = uses.iter().filter(|(used, _)| *used == name).filter_map(|(_, variants)| variants.as_ref());
            let offered: BTreeSet<&str> = offered.flatten().map(|variant| variant.key.as_str()).collect();
            let unknown = keys.iter().find(|key| !offered.contains(*key))?;
            Some(format!("`[{unknown}]` is no value of `${name}` in the English sentence"))
        }
        ParameterKind::Number(_) | ParameterKind::Percent(_) | ParameterKind::Message | ParameterKind::Word => {
            Some(format!("`${name}` cannot decide: only Count and Text can"))
        }
    }
}

/// Names of the marks, `<a>…</a>`; each is closed before the next is opened, in the same variant.
fn marks(parts: &[PatternPart]) -> Result<BTreeSet<String>, String> {
    let (mut open, mut found) = (None::<String>, BTreeSet::new());
    for part in parts {
        match part {
            PatternPart::Text(text) => {
                for (name, is_end) in tags(text) {
                    if !is_end && open.is_none() {
                        open = Some(name.to_owned());
                    } else if is_end && open.as_deref() == Some(name) {
                        open = None;
                        found.insert(name.to_owned());
                    } else {
                        return Err(format!("the mark <{name}> is not opened and closed in turn"));
                    }
                }
            }
            PatternPart::Select { variants, .. } => {
                for variant in variants {
                    found.extend(marks(&variant.parts)?);
                }
            }
            PatternPart::Argument(_) | PatternPart::Reference(_) => {}
        }
    }
    match open {
        Some(name) => Err(format!("the mark <{name}> is not closed")),
        None => Ok(found),
    }
}

/// `<name>` and `</name>` in a text, and whether it is an end.
fn tags(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('<') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let inside = rest.find('>').and_then(|end| rest.get(..end)).unwrap_or_default();
        let (name, is_end) = inside.strip_prefix('/').map_or((inside, false), |name| (name, true));
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()) {
            found.push((name, is_end));
        }
    }
    found
}

#[cfg(test)]
mod tests;
