//! The commands of the tool-chain.

mod baseline;
mod calibrate;
mod card;
mod case_report;
mod controls;
mod data;
mod data_finding;
mod deface;
mod deidentify;
mod elsewhere;
mod examples;
mod groups;
mod labels;
mod metrics;
mod model_folder;
mod models;
mod open;
mod open_packed;
mod parts;
mod probe;
mod records;
mod rivals;
mod task;
mod variants;
