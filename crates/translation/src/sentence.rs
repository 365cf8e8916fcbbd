//! A sentence and its arguments.

/// A file of sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// From the root of the repository: `text/en/storage.ftl`.
    pub file: String,
    /// Its content.
    pub text: String,
}

impl SourceFile {
    /// A file.
    pub fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        // Fluent accepts both kinds of line ends; here offsets matter.
        Self { file: file.into(), text: text.into().replace("\r\n", "\n") }
    }

    /// Its area, the name of the file: `storage`.
    #[must_use]
    pub fn area(&self) -> &str {
        area(&self.file)
    }
}

/// `storage` of `text/en/storage.ftl`.
pub(crate) fn area(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".ftl").unwrap_or(name)
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its key: `storage-space`.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// Its pattern.
    pub parts: Vec<PatternPart>,
    /// Its arguments, in the order of the comment above it; only in English.
    pub arguments: Vec<Parameter>,
}

/// An argument of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name without the dollar.
    pub name: String,
    /// Its type.
    pub kind: ParameterKind,
    /// Its description.
    pub what: String,
}

/// The type of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// Text that is shown as it is: names, codes.
    Text,
    /// A whole number; a sentence may depend on its plural.
    Count,
    /// A number with this many decimals.
    Number(u8),
    /// A share of 0…1 that is shown in percent with this many decimals.
    Percent(u8),
    /// Another sentence.
    Message,
    /// A task's text.
    Word,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPart {
    /// Literal text.
    Text(String),
    /// The argument of this name.
    Argument(String),
    /// Another message, or a term with a hyphen before its name; resolved before anything is checked.
    Reference(String),
    /// A selector: one of several variants by an argument.
    Select {
        /// Name of the argument.
        argument: String,
        /// The variants: at least one, one of which is the default.
        variants: Vec<Variant>,
    },
}

/// A variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// A plural category, a whole number, or a word.
    pub key: String,
    /// Whether it is the default.
    pub is_default: bool,
    /// Its pattern.
    pub parts: Vec<PatternPart>,
}

impl Sentence {
    /// Every argument that is shown or selects, with the keys of the variants where it selects.
    pub(crate) fn uses(&self) -> Vec<(&str, Option<Vec<&Variant>>)> {
        let mut found = Vec::new();
        collect(&self.parts, &mut found);
        found
    }
}

fn collect<'a>(parts: &'a [PatternPart], found: &mut Vec<(&'a str, Option<Vec<&'a Variant>>)>) {
    for part in parts {
        match part {
            PatternPart::Argument(name) => found.push((name, None)),
            PatternPart::Select { argument, variants } => {
                found.push((argument, Some(variants.iter().collect())));
                variants.iter().for_each(|variant| collect(&variant.parts, found));
            }
            PatternPart::Text(_) | PatternPart::Reference(_) => {}
        }
    }
}
