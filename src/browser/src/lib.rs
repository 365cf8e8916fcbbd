//! The browser boundary: only this package and its parts that belong to a single bundle use web-sys or js-sys.
//!
//! The page uses [`Client`] (a worker that is replaced when it dies), files, canvas and
//! settings. Those parts are `worker`, which alone uses the engine, `reader`, and `stage` of the light box. [`wire`] is
//! the format between page and workers. Where the program runs in a room, `surroundings` queries the room.
//!
//! Invariant: requests go to the page's own origin, carry no body, and name nothing of a
//! picture. No error of the browser is unwrapped.

mod canvas;
pub mod catalogue_bridge;
mod class_words;
mod client;
pub mod clock;
pub mod entropy;
pub mod failure;
mod file;
pub mod gpu;
mod guard;
mod heard;
pub mod history;
mod isolation;
mod language;
mod launch;
mod location;
mod model_fetch;
pub mod module_worker;
mod page;
mod passkeys;
mod processor;
pub mod questions;
mod reflect;
mod release;
pub mod report_bridge;
pub mod request_log;
mod seal;
mod service_worker;
pub mod storage;
mod surroundings;
pub mod vault_bridge;
mod vault_client;
pub mod viewer_bridge;
pub mod wire;
mod worker_handle;

pub use canvas::paint;
pub use class_words::class_words;
pub use client::Client;
pub use file::{PickedFile, carries_files, files_from_drop, files_from_input, files_from_paste, site_list};
pub use guard::Guard;
pub use heard::Heard;
pub use language::{
    Resay, begin_language, complete_language, follow_language, is_shipped, language, language_tag, languages,
    model_list, say, speak, task_pages, task_word, task_words_for,
};
pub use launch::on_launch;
pub use location::{begin_history, fragment, go, height, is_return, policy, reload, reveal, to_height, to_top, unfold};
pub use model_fetch::{FetchStep, ModelFetch};
pub use page::{
    backend_choice, base_url, copy_text, focus_is_lost, focus_on, holds_focus, is_at_button, keep, keep_theme, kept,
    offer, parameter, print, save_bytes, set_title, theme, user_agent,
};
pub use passkeys::{DevicePasskeys, PasskeyRefusal};
pub use processor::{cores, processor};
pub use release::{SignedRelease, check_release};
pub use service_worker::KeptFile;
pub use surroundings::{ClosedRoom, caches, choose_closed_room, closed_room, network_is_closed};
pub use vault_client::{VaultAnswer, VaultClient, VaultRefusal};
pub use viewer_bridge::{
    FileWay, failure_from_event, file_ways, files_from_event, open_in_viewer, slice_for_event, slice_from_event,
    words_from_event,
};
