//! The light box's state, compiled from its own files.

#[path = "../../src/lightbox/state/mod.rs"]
pub mod state;
