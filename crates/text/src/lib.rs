//! Every sentence for people, in any language: `text/en/<area>.ftl` becomes a module here, and each message in it a
//! function with typed arguments. How to write one: `docs/text.md`.
//!
//! A function makes a [`Message`], which is language-independent. It is compared, sent between page and worker, and
//! stored; a [`Catalogue`] formats it where it is shown.
//!
//! The English catalogue is linked only into programs that use it ([`english`], or `Display` of an error). A page
//! fetches its language, English too, in two parts: `cargo xtask size` fails where a module of the site contains it.
//!
//! Invariant: no IO and no state; the text depends only on the message, the catalogue and the [`Locale`]. There is no
//! Fluent code here: `crates/translation` parses it at build time.
//!
//! ```
//! let message = text::storage::space(text::number::megabytes(4.1), text::number::gigabytes(2.0));
//! assert_eq!(text::english(&message), "This website uses 4.1 MB of the 2.0 GB that the browser allows it.");
//! assert_eq!(message.key(), "storage-space");
//! ```

mod catalogue;
mod isolation;
mod locale;
mod marked;
mod message;

pub use catalogue::{Catalogue, english};
pub use isolation::isolated;
pub use locale::{EnglishLocale, Locale};
pub use marked::{Piece, marked};
pub use message::{Argument, Decimal, Message, Share, Whole, Word};

include!(concat!(env!("OUT_DIR"), "/sentences.rs"));
