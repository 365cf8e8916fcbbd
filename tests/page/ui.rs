//! The parts of `src/ui` that need neither Leptos nor a browser.

#[path = "../../src/ui/colour_map.rs"]
pub mod colour_map;
#[path = "../../src/ui/filled.rs"]
pub mod filled;
#[path = "../../src/ui/report/mod.rs"]
pub mod report;
#[path = "../../src/ui/state/mod.rs"]
pub mod state;
#[path = "../../src/ui/words/mod.rs"]
pub mod words;
