//! A Fluent file as sentences and terms.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser::parse;
use fluent_syntax::unicode::unescape_unicode_to_string;

use crate::comment;
use crate::fault::Fault;
use crate::sentence::{PatternPart, Sentence, SourceFile, Variant};

/// The content of several files, with unresolved references.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) sentences: Vec<Sentence>,
    /// By their names with the hyphen.
    pub(crate) terms: BTreeMap<String, Vec<PatternPart>>,
    pub(crate) faults: Vec<Fault>,
}

/// Reads files; what cannot be read is among the faults.
pub(crate) fn read(sources: &[SourceFile]) -> Read {
    let mut all = Read::default();
    for source in sources {
        let resource =
            match parse(source.text.as_str()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    all.faults.extend(errors.iter().map(|error| {
                        Fault::new(&source.file, line_at(&source.text, error.pos.start), error.to_string())
                    }));
                    resource
                }
            };
        for entry in resource.body {
            entry_of(source, entry, &mut all);
        }
    }
    all
}

fn entry_of(source: &SourceFile, entry: Entry<&str>, all: &mut Read) {
    let (id, value, attributes, comment) = match entry {
        Entry::Message(message) => (message.id.name.to_owned(), message.value, message.attributes, message.comment),
        Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value), term.attributes, term.comment),
        // Comments are for people; the parser reports junk.
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => return,
    };
    let mut reading = EntryReader { file: &source.file, line: line_of(&source.text, &id), faults: Vec::new() };
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.chars().all(kebab) {
        reading.fault(format!("`{id}`: a key has small letters, digits and hyphens"));
    }
    let prefix = format!("{}-", source.area());
    if !id.starts_with('-') && id.strip_prefix(&prefix).is_none_or(str::is_empty) {
        reading.fault(format!("`{id}`: a key of this file begins with `{prefix}`"));
    }
    if all.terms.contains_key(&id) || all.sentences.iter().any(|sentence| sentence.id == id) {
        reading.fault(format!("`{id}` stands here for the second time"));
    }
    if let Some(attribute) = attributes.first() {
        reading.fault(format!("`.{}`: attributes are not read here; give it a key of its own", attribute.id.name));
    }
    let parts = match &value {
        Some(value) => reading.parts(value),
        None => {
            reading.fault(format!("`{id}` says nothing"));
            Vec::new()
        }
    };
    let comment = comment.map(|comment| comment.content).unwrap_or_default();
    if id.starts_with('-') {
        all.terms.insert(id, parts);
    } else {
        let arguments = comment::arguments(&comment).unwrap_or_else(|what| {
            reading.fault(what);
            Vec::new()
        });
        let (file, line) = (source.file.clone(), reading.line);
        all.sentences.push(Sentence { id, file, line, parts, arguments });
    }
    all.faults.append(&mut reading.faults);
}

/// One entry while it is read.
struct EntryReader<'a> {
    file: &'a str,
    line: usize,
    faults: Vec<Fault>,
}

impl EntryReader<'_> {
    fn fault(&mut self, what: String) {
        self.faults.push(Fault::new(self.file, self.line, what));
    }

    fn parts(&mut self, pattern: &Pattern<&str>) -> Vec<PatternPart> {
        let mut parts = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => push(&mut parts, PatternPart::Text((*value).to_owned())),
                PatternElement::Placeable { expression } => {
                    let found = self.expression(expression);
                    found.into_iter().for_each(|part| push(&mut parts, part));
                }
            }
        }
        for part in &mut parts {
            if let PatternPart::Text(text) = part {
                if text.contains("\n\n") || text.chars().any(|c| c.is_control() && c != '\n') {
                    self.fault("an empty line or a control character in a sentence".into());
                }
                // Line breaks in the file do not matter on a page.
                *text = text.replace('\n', " ");
            }
        }
        parts
    }

    fn expression(&mut self, expression: &Expression<&str>) -> Option<PatternPart> {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                let argument = id.name.to_owned();
                let variants = variants.iter().map(|variant| {
                    let key = match &variant.key {
                        VariantKey::Identifier { name } => (*name).to_owned(),
                        VariantKey::NumberLiteral { value } => (*value).to_owned(),
                    };
                    Variant { key, is_default: variant.default, parts: self.parts(&variant.value) }
                });
                Some(PatternPart::Select { argument, variants: variants.collect() })
            }
            Expression::Select { .. } => {
                self.fault("only an argument may decide which variant is said: `{ $name -> … }`".into());
                None
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) -> Option<PatternPart> {
        match inline {
            InlineExpression::StringLiteral { value } => {
                Some(PatternPart::Text(unescape_unicode_to_string(value).into_owned()))
            }
            InlineExpression::NumberLiteral { value } => Some(PatternPart::Text((*value).to_owned())),
            InlineExpression::VariableReference { id } => Some(PatternPart::Argument(id.name.to_owned())),
            InlineExpression::MessageReference { id, attribute: None } => {
                Some(PatternPart::Reference(id.name.to_owned()))
            }
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                Some(PatternPart::Reference(format!("-{}", id.name)))
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { id, .. } => {
                self.fault(format!("`{}()`: functions are not read here; the comment gives the format", id.name));
                None
            }
            InlineExpression::MessageReference { id, .. } | InlineExpression::TermReference { id, .. } => {
                self.fault(format!("`{}`: attributes and arguments of what is referred to are not read here", id.name));
                None
            }
        }
    }
}

/// Text is joined with the text before it.
pub(crate) fn push(parts: &mut Vec<PatternPart>, part: PatternPart) {
    if let PatternPart::Text(text) = &part
        && let Some(PatternPart::Text(before)) = parts.last_mut()
    {
        before.push_str(text);
    } else {
        parts.push(part);
    }
}

/// Line number, from 1, of the byte at `offset`.
fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}

/// Line number, from 1, of a key.
fn line_of(text: &str, id: &str) -> usize {
    let is_here = |line: &str| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(is_here).map_or(1, |at| at + 1)
}
