//! Generated pictures: known inputs for the device check, and examples that are ours to
//! give away.
//!
//! Invariant: equal bytes on every platform. [`golden_picture`] uses integers alone; [`phantom`] and
//! [`smear`] use f64 with `+ - × ÷` and square root alone, which IEEE 754 rounds the same everywhere.

mod golden;
mod lattice;
mod phantom;
mod smear;
mod smear_cells;

pub use golden::golden_picture;
pub use phantom::{Lesion, Phantom, phantom};
pub use smear::{Smear, smear};
