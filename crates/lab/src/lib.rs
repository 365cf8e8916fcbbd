//! The native tool-chain: measuring, choosing, quantising, releasing, predicting. It trains with `training` and writes for
//! other runtimes with `interchange`.
//!
//! Invariant: pictures are opened and prepared by `imaging` and answered by `engine`, the
//! same functions as the page's; nothing here has its own decoding, scaling or normalisation.

pub mod ablation;
pub mod any_finding;
pub mod baseline;
pub mod bench;
pub mod bootstrap;
pub mod calibrate;
pub mod case_report;
pub mod cli;
pub mod data_finding;
pub mod describe;
mod drawn_subject;
pub mod elsewhere;
pub mod evaluate;
pub mod export;
pub mod float_runner;
pub mod gates;
pub mod labels;
pub mod modality;
pub mod model;
pub mod model_card;
pub mod model_folder;
pub mod outline_rule;
pub mod outlined;
pub mod parts;
pub mod phantom;
pub mod predict;
pub mod probe;
pub mod quantise;
pub mod rejection_rates;
pub mod release;
pub mod report;
pub mod report_text;
pub mod reproduce;
pub mod rivals;
pub mod scores;
pub mod shown;
pub mod table;
pub mod trust_evaluation;
pub mod variants;
pub mod worst_sheets;
