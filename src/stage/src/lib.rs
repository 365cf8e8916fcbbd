//! The browser functions of the light box alone: its client of the reader, the WebGL renderer of a frame, its dialog.
//!
//! Invariant: names of files are only displayed and sent nowhere; whatever the browser refuses is `None` or an error.

mod graphics;
mod pixels;
mod shader;
mod texture;
mod viewer_client;
mod window;

pub use browser::wire::Beside;
pub use graphics::{Graphics, Shown, Speed};
pub use pixels::SampleArray;
pub use texture::Parts;
pub use viewer_client::{ReaderResult, ViewerClient};
pub use window::{
    FileHandle, Handed, MadeFile, Observed, capture, close_dialog, enter_history, hand_picture_to_page, hand_to_page,
    leave_history, observe_size, on_back, on_handed, on_lost, open_dialog, pixel_ratio, point_on, pressed_in,
    reduces_motion, release, save_file, save_text, tell_closed, tell_failed,
};
