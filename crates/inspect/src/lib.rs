//! What files hold, and files without names, at the command line: `lab open` and `lab deidentify`.
//!
//! Invariant: everything comes out of `reading`, as in the light box, and no model is needed.

pub mod deidentify;
mod deidentify_folder;
pub mod failure;
pub mod open;
pub mod pair;
