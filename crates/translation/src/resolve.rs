//! Resolves references to other sentences and terms.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::read::{Read, push};
use crate::sentence::{PatternPart, Sentence, Variant};

/// Limit of nested references: more are a cycle.
const MOST_DEEP: u8 = 8;

/// The sentences with all references resolved.
pub(crate) fn resolved(read: &mut Read) -> Vec<Sentence> {
    let mut known = std::mem::take(&mut read.terms);
    known.extend(read.sentences.iter().map(|sentence| (sentence.id.clone(), sentence.parts.clone())));
    let mut list = std::mem::take(&mut read.sentences);
    for sentence in &mut list {
        match inlined(&sentence.parts, &known, 0) {
            Ok(parts) => sentence.parts = parts,
            Err(what) => read.faults.push(Fault::new(&sentence.file, sentence.line, what)),
        }
    }
    list
}

fn inlined(
    parts: &[PatternPart],
    known: &BTreeMap<String, Vec<PatternPart>>,
    depth: u8,
) -> Result<Vec<PatternPart>, String> {
    let mut all = Vec::new();
    for part in parts {
        match part {
            PatternPart::Reference(id) if depth >= MOST_DEEP => return Err(format!("`{id}` refers to itself")),
            PatternPart::Reference(id) => {
                let said = known.get(id).ok_or_else(|| format!("`{id}` is referred to and not there"))?;
                inlined(said, known, depth + 1)?.into_iter().for_each(|part| push(&mut all, part));
            }
            PatternPart::Select { argument, variants } => {
                let mut whole = Vec::new();
                for Variant { key, is_default, parts } in variants {
                    let parts = inlined(parts, known, depth)?;
                    whole.push(Variant { key: key.clone(), is_default: *is_default, parts });
                }
                push(&mut all, PatternPart::Select { argument: argument.clone(), variants: whole });
            }
            PatternPart::Text(_) | PatternPart::Argument(_) => push(&mut all, part.clone()),
        }
    }
    Ok(all)
}
