//! Generated pictures: known inputs for the device check, and examples that are ours to
//! give away.
//!
//! Invariant: equal bytes on every platform. [`golden_picture`] uses integers alone; [`phantom`], [`smear`], [`chest`] and
//! [`nodule`] use f64 with `+ - × ÷` and square root alone, which IEEE 754 rounds the same everywhere.

mod chest;
mod golden;
mod lattice;
mod nodule;
mod phantom;
mod smear;
mod smear_cells;

pub use chest::{Chest, chest};
pub use golden::golden_picture;
pub use nodule::{Nodule, nodule};
pub use phantom::{Lesion, Phantom, phantom};
pub use smear::{Smear, smear};
