//! Every sentence that a person reads, whatever the language: `text/en/<area>.ftl` becomes a module here, and each
//! message in it a function with typed arguments. How to write one: `docs/text.md`.
//!
//! A function makes a [`Message`], which knows no language. It is compared, crosses between page and worker, and is kept;
//! a [`Catalogue`] says it where it is shown.
//!
//! The English catalogue is in a program that says something in English ([`english`], or `Display` of an error), and in
//! no other: the linker leaves it out where nobody asks for it. A page fetches its language, English too, in two parts:
//! `cargo xtask size` fails where a module of the site has it in itself.
//!
//! Invariant: no IO and no state; what is said depends on the message, the catalogue and the [`Locale`] alone. Nothing of
//! Fluent is here: `crates/translation` has read it while building.
//!
//! ```
//! let message = text::storage::space(text::number::megabytes(4.1), text::number::gigabytes(2.0));
//! assert_eq!(text::english(&message), "This website uses 4.1 MB of the 2.0 GB that the browser allows it.");
//! assert_eq!(message.key(), "storage-space");
//! ```

mod catalogue;
mod locale;
mod marked;
mod message;

pub use catalogue::{Catalogue, english};
pub use locale::{EnglishLocale, Locale};
pub use marked::{Piece, marked};
pub use message::{Argument, Decimal, Message, Share, Whole};

include!(concat!(env!("OUT_DIR"), "/sentences.rs"));
