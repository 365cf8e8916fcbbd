//! Pages: the only part of this package that uses `browser`.
//!
//! Invariant: events from the browser go to the session's board only.

pub mod benchmark;
pub mod catalogue_place;
pub mod check;
pub mod classify;
pub mod controller;
pub mod copy_text;
pub mod device;
pub mod focus;
pub mod frame;
pub mod intake;
pub mod model;
pub mod result;
pub mod room_choice;
pub mod routes;
pub mod storage;

pub use catalogue_place::CataloguePlace;
pub use check::Check;
pub use classify::Classify;
pub use device::Device;
pub use frame::Frame;
pub use model::Model;
pub use storage::Storage;

/// The header of a page: its title, and its purpose.
const INTRO: &str = r#"<div><h1 class="page__title">{}</h1><p class="page__lead">{}</p></div>"#;
