//! The page's wording: labels, stages, numbers and sentences, in one place.
//!
//! Short, plain words. The page informs and never diagnoses. Sentences are messages of the crate `text`, which the page
//! renders in its visitor's language, see `docs/text.md`.
//!
//! Invariant: pure text from plain data; no markup, and no state but the terms of models, see [`install`], and their
//! translations, see [`translate_with`]. No task is named here: texts about one use its own terms.

mod benchmark;
mod burned_in;
mod case;
mod catalogue;
mod device;
mod diagnostics;
mod elsewhere;
mod example;
mod failure;
mod labels;
mod number;
mod outline;
mod probe;
mod release;
mod said;
mod score;
mod stage;
mod storage;
#[cfg(test)]
pub(crate) mod tests;
mod traffic;
mod trust;

pub use benchmark::{benchmark_json, benchmark_line, measured, step_name};
pub use burned_in::burned_in;
pub use case::{added, case_state, lead, leaf, made_of, map_summary, queue, several, source};
pub use catalogue::{
    FindWord, class_headline, class_meaning, class_name, class_words, finding_of, install, speak_of, translate_with,
    units_of, word_of,
};
pub use device::{backend, check, checked, device_changed, device_line};
pub use diagnostics::{Facts, diagnostics, times};
pub use elsewhere::{elsewhere, elsewhere_measured, map_hits, map_note, none_stood_out, standing_name};
pub use example::example;
pub use failure::{failure_title, may_pass};
pub use labels::{label_line, label_scores, label_state, label_state_name, labels_level, labels_title};
pub use number::{amount, duration, percent, percent_between, percent_exact, percent_score, took};
pub use outline::{outline_measured, outline_note, outlined, outlined_beside, outlined_in, outlined_regions};
pub use probe::{LITTLE, Move, change, covered, is_suspicious, map_doubted, probe_moves, probe_verdict};
pub use release::signed;
pub use said::{Said, answered, cautions, has_map, not_a_diagnosis, not_ruled_out, one_of, said};
pub use score::{
    answers_known, baseline, caveat, figure, headline_of, headline_score, metric, recall, recall_elsewhere, score,
};
pub use stage::{case_share, case_stage, load_detail, load_stage};
pub use storage::{asked_to_keep, model_kept, not_kept, persisted, space};
pub use traffic::{folded, request_end, requests_listed, seal_meaning, seal_name, traffic_line};
pub use trust::{
    abstention_help, abstention_reason, abstention_title, coverage_at, cross_check, drawn, gate_name, gate_outcome,
    gate_state, is_of_other_kind, measure, point_line, point_measured, point_name, right_in_100, set_meaning,
};
