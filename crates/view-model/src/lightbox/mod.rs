//! State of the light box and its transitions: plain data and plain functions, tested without a browser.
//!
//! Invariant: no browser, no signal. The same state and the same action give the same next state.

mod aligned;
mod covers;
mod keys;
mod marks;
mod measure;
mod number;
mod paint;
mod slice_region;
mod tags;
mod tiles;
mod view;
mod walk;
mod window;

pub use covers::cover_boxes;
pub use keys::{Command, Tool, command, key_list};
pub use marks::{scale, sides};
pub use measure::{MeasureKind, Measurement, name_of, on_slice};
pub use number::short;
pub use paint::{FrameSamples, Rendering, painted};
pub use slice_region::{EDGES_OFFERED, RegionOffer, SliceRegion, level, offered};
pub use tags::{found, hidden_count, is_hidden, value};
pub use tiles::Tiles;
pub use view::{Act, Sheet, SliceView};
pub use walk::{Walk, is_long};
pub use window::{BrightnessContrast, VoiCurve, Window, first_window, presets};

/// A message without arguments.
type MessageFn = fn() -> text::Message;
