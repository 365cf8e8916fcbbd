//! State and wording of the page and its light box, without Leptos and without a browser.
//!
//! Reading order: [`state`] (the page's state), [`words`] (its wording), [`report`] (the evaluation of a model),
//! [`case_report`] (a report on one picture), [`report_forms`] (the formats in which it is saved), [`conclusion`] (an
//! answer in one text), [`condition`] (background on a label), [`catalogue`] (the actions on each model),
//! [`case_charts`] (statistics of kept cases), [`colour_map`], [`laid_over`] (a picture with its map), [`filled`]
//! (sentences in HTML) and [`lightbox`] (the light box's state). `src/page`, `src/catalogue`, `src/cases`,
//! `src/lightbox` and `src/reports` keep these in signals and render them.
//!
//! Invariant: plain data and plain functions, each tested beside its code. No signal, no element, no request.

pub mod case_charts;
pub mod case_leaf;
pub mod case_names;
pub mod case_report;
pub mod catalogue;
pub mod colour_map;
pub mod conclusion;
pub mod condition;
pub mod filled;
pub mod laid_over;
pub mod lightbox;
pub mod report;
pub mod report_forms;
pub mod state;
pub mod words;
