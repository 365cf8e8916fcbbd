//! State and wording of the page and its light box, without Leptos and without a browser.
//!
//! Reading order: [`state`] (what the page knows), [`words`] (what it says), [`report`] (what was measured), [`case_report`]
//! (a report on one picture), [`report_forms`] (in which forms it is saved), [`conclusion`] (an answer in one text),
//! [`condition`] (what is known of a label), [`catalogue`] (what may be done with each model), [`comparison`] (the answers of
//! two of them to one picture), [`case_charts`] (what was counted of kept cases), [`case_draft`] (what was typed about one),
//! [`case_thumbnail`] (a picture made small), [`colour_map`], [`laid_over`] (a picture with its map), [`filled`] (sentences in
//! HTML) and [`lightbox`] (what the light box knows).
//! `src/page`, `src/catalogue`, `src/cases`, `src/lightbox` and `src/reports` keep these in signals and make elements of them.
//!
//! Invariant: plain data and plain functions, each tested beside its code. No signal, no element, no request.

pub mod case_charts;
pub mod case_draft;
pub mod case_leaf;
pub mod case_names;
pub mod case_report;
pub mod case_thumbnail;
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
