//! The page's wording: labels, stages, numbers and sentences, in one place.
//!
//! Short, plain English. The page informs and never diagnoses.
//!
//! Invariant: pure text from plain data; no markup, no state.

mod case;
mod class;
mod device;
mod failure;
mod number;
mod score;
mod stage;
mod storage;
mod traffic;

pub use case::{added, answered, case_state, lead, map_summary, queue, source};
pub use class::{ClassWords, class, class_headline, class_name};
pub use device::{backend, check, device_changed, device_line};
pub use failure::failure_title;
pub use number::{bytes, duration, percent, percent_exact, percent_score};
pub use score::{baseline, figure, headline_of, headline_score, metric, recall, score, trust};
pub use stage::{case_share, case_stage, load_detail, load_stage};
pub use storage::{asked_to_keep, model_kept, not_kept, persisted, space, task};
pub use traffic::{request_end, seal_meaning, seal_name, traffic_line};
