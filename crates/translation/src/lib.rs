//! The sentences in `text/`: parsed as [Fluent](https://projectfluent.org), checked, and packed into what
//! [`text`](../text/index.html) reads. How to write one: `docs/text.md`.
//!
//! Invariant: runs at build time only, deterministically. Unsupported features of Fluent (functions, attributes, terms
//! with arguments) are a [`Fault`] with file and line, and never ignored silently.
//!
//! ```
//! use translation::{Language, SourceFile, catalogue, english};
//!
//! let file = "# $count (Count) - open pictures\n\
//!     queue-open = { $count ->\n    [one] One picture is open.\n   *[other] { $count } pictures are open.\n}\n";
//! let source = SourceFile::new("text/en/queue.ftl", file);
//! let sentences = english(&[source], &Language::english()).unwrap();
//! assert_eq!((sentences[0].id.as_str(), sentences[0].arguments[0].name.as_str()), ("queue-open", "count"));
//! assert_eq!(catalogue(&sentences, &[], &Language::english()).lines().count(), 2);
//! ```

mod check;
mod comment;
mod fault;
mod folder;
mod language;
mod pack;
mod pseudo;
mod read;
mod resolve;
mod rust;
mod sentence;

pub use check::{check_translation, english, translated};
pub use fault::Fault;
pub use folder::{generate, language_in, languages};
pub use language::{Direction, Language};
pub use pack::{catalogue, fingerprint, first, parts, words};
pub use pseudo::{Pseudo, pseudo};
pub use rust::rust;
pub use sentence::{Parameter, ParameterKind, PatternPart, Sentence, SourceFile, Variant};
