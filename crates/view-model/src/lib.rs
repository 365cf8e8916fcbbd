//! State and wording of the page and its light box, without Leptos and without a browser.
//!
//! Reading order: [`state`] (the page's state), [`words`] (its texts), [`report`] (a model's evaluation),
//! [`case_report`] (a report on one picture), [`report_forms`] (the formats in which it is saved), [`conclusion`] (an
//! answer in one text), [`condition`] (what is known about a label), [`catalogue`] (the actions for each model),
//! [`comparison`] (the answers of two of them to one picture), [`case_charts`] (statistics of saved cases),
//! [`colour_map`], [`laid_over`] (a picture with its map), [`filled`] (sentences in HTML) and [`lightbox`] (the state
//! of the light box). `src/page`, `src/catalogue`, `src/cases`, `src/lightbox` and `src/reports` keep these in signals
//! and make elements of them.
//!
//! Invariant: plain data and plain functions, each tested beside its code. No signal, no element, no request.

pub mod case_charts;
pub mod case_leaf;
pub mod case_names;
pub mod case_report;
pub mod catalogue;
pub mod colour_map;
pub mod comparison;
pub mod conclusion;
pub mod condition;
pub mod filled;
pub mod laid_over;
pub mod lightbox;
pub mod report;
pub mod report_forms;
pub mod state;
pub mod words;
