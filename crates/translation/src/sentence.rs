//! A sentence: what is said, and what goes into it.

/// A file of sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// From the root of the repository: `text/en/storage.ftl`.
    pub file: String,
    /// What stands in it.
    pub text: String,
}

impl SourceFile {
    /// A file.
    pub fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        // Fluent reads both ends of lines; here they are counted.
        Self { file: file.into(), text: text.into().replace("\r\n", "\n") }
    }

    /// What it is about, the name of the file: `storage`.
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
    /// Where it stands.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// What is said.
    pub parts: Vec<PatternPart>,
    /// What goes in, in the order of the comment above it; in English alone.
    pub arguments: Vec<Parameter>,
}

/// What goes into a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name without the dollar.
    pub name: String,
    /// What it is.
    pub kind: ParameterKind,
    /// What it stands for, in words.
    pub what: String,
}

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// Text that is shown as it is: names, codes.
    Text,
    /// A whole number; a sentence may depend on its plural.
    Count,
    /// A number with so many decimals.
    Number(u8),
    /// A share of 0…1 that is shown in percent with so many decimals.
    Percent(u8),
    /// Another sentence.
    Message,
    /// What a task calls something.
    Word,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPart {
    /// As it stands.
    Text(String),
    /// The argument of this name.
    Argument(String),
    /// Another message, or a term with a hyphen before its name; replaced by what it says before anything is checked.
    Reference(String),
    /// One of several, as an argument decides.
    Select {
        /// Its name.
        argument: String,
        /// At least one, of which one is the default.
        variants: Vec<Variant>,
    },
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// A plural category, a whole number, or a word.
    pub key: String,
    /// Taken where no other fits.
    pub is_default: bool,
    /// What is said then.
    pub parts: Vec<PatternPart>,
}

impl Sentence {
    /// Every argument that is shown or decides, with the keys of the variants where it decides.
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
