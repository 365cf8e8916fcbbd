//! # Onsight
//!
//! Classifies medical images on the visitor's own device. This document is the architecture:
//! what there is, how a picture travels through it, what always holds, and where to read first.
//!
//! ## Bird's-eye view
//!
//! Three kinds of program, sharing one core:
//!
//! | binary | runs | does |
//! |---|---|---|
//! | `app` | in the page | takes a picture, shows the answer, the reason and the limits (Leptos) |
//! | `worker`, `worker_threads`, `worker_gpu` | in a dedicated Web Worker | decodes, checks, runs the network, explains (Burn on the GPU) |
//! | `reader` | in a worker of its own, when a file asks for it | opens DICOM, NIfTI and rare picture formats |
//! | `lightbox` | in the page, when something is opened in it | shows slices at full depth, measures, reads tags (Leptos) |
//! | `lab` | on the command line | trains, quantises, evaluates, predicts, says what a file holds; writes everything under `models/` |
//!
//! `worker` holds the CPU path alone and is small. `worker_threads` is the same with several threads on one memory,
//! for pages that are cross-origin isolated. `worker_gpu` adds WebGPU and is many times
//! larger, so the page loads it only where there is an adapter worth using.
//!
//! The score that `lab evaluate` prints and the answer that a visitor sees come out of the same
//! functions: one decoder, one resize, one normalisation, one network, one softmax.
//!
//! ## How a picture becomes an answer
//!
//! ```text
//! page                          │ worker                                              lab
//! drop, paste, pick             │                                                     files, manifest.csv
//!   ui ──► web (client) ──bytes─┼─► web (server) ─► engine ◄──────────────────────────── lab
//!                               │                     │
//!                               │     imaging  bytes ─► upright pixels ─► 8-bit input picture
//!                               │     network  input picture ─► numbers ─► logits and features
//!                               │     trust    has the device passed its golden inputs?
//!                               │     explain  features ─► one activation map per class, or the outline's regions
//!                               │                     │
//!   ui ◄── web (client) ◄─Event─┼── web (server) ◄────┘ probabilities, maps, timing, device
//! ```
//!
//! Weights come the other way: `lab` writes a quantised file, cut into small chunks, and its manifest.
//! [`web`] fetches them from the page's own origin and keeps each chunk as it comes, [`model`] checks
//! and reads them, [`network`] holds them.
//!
//! ## Invariants
//!
//! 1. **Invariant: pure crates stay pure.** [`imaging`], [`formats`], [`dicom`], [`containers`], [`charset`],
//!    [`text`], [`reading`], [`evaluation`], `finding`, [`model`], [`explain`], [`trust`], `dispatch`, `jpeg`, `learn`,
//!    `signatures`, `view-model` and `voi` do no IO, read no clock, touch no page, hold no tensor. They cannot hang and cannot leak.
//! 2. **One preparation.** `network/src/input.rs` is the one place where a picture becomes numbers for a network. Mean,
//!    deviation, size and colour come from the model's manifest; no constant is repeated in code.
//! 3. **The worker speaks first.** It says hello before the page sends anything. A request can be
//!    cancelled; a dead worker is replaced and the case is kept. A queue of pictures on a page without threads is
//!    shared with further plain workers: one that fails gives its cases back, and the first goes on.
//! 4. **A device is never trusted.** Golden inputs run on it, more than once, before the first answer, and again
//!    with the 1st, 2nd, 10th and every 100th, before that one is given. Near a threshold the CPU must agree.
//!    On drift, loss or lack of memory the engine moves to the CPU within the same case, and says so.
//! 5. **No byte leaves.** No picture, file name or tag is ever put into a request. Same origin only:
//!    the content security policy makes it so, and the end-to-end tests prove it. While a picture is
//!    open the service worker (`public/sw.js`) asks the network for nothing at all. A worker that is started for a
//!    queue has its scripts before the seal or from the service worker, and takes the model that is kept here.
//! 6. **The CPU path is a product**, not an error message. It needs no special header, no shared
//!    memory and no half floats.
//! 7. **Every score names the data it was measured on.**
//!
//! ## Who may use whom
//!
//! What knows no browser is a crate of its own under `crates/`, and its `Cargo.toml` says whom it uses:
//!
//! ```text
//! task       → –                            signatures, voi → –
//! evaluation → –                            network → imaging, model
//! finding    → task                         threads → network
//! protocol   → finding, evaluation, task, signatures
//! jpeg       → –                            explain → finding, imaging
//! imaging    → finding, jpeg, signatures    trust   → evaluation
//! containers → finding, signatures          engine  → protocol, imaging, containers, model, network, explain, trust, task
//! text       → – (and all that say something use it)    translation → – (while building)
//! charset    → –                            gpu     → imaging, model, network, engine
//! dicom      → finding, imaging, jpeg, containers, charset, signatures, voi
//! formats    → finding, imaging, containers, dicom
//! reading    → protocol, imaging, formats, dicom, containers, task          lab → everything in `crates/`
//! model      → finding, evaluation, task    learn   → –
//! dispatch   → protocol                     view-model → protocol, evaluation, task, voi
//! ```
//!
//! This package holds what is left: [`tasks`]; [`web`], and [`server`], [`reader`] and [`stage`], its sides in one program each;
//! [`ui`] and [`lightbox`], which use [`web`] and `view-model`. [`web`] uses `dispatch`; [`web`] and [`ui`] use [`tasks`].
//! Only [`web`] and its sides name `web_sys` or `js_sys`. `tests/tidy` reads the sources and fails on anything else.
//!
//! ## Crates and modules, in reading order
//!
//! 1. `crates/finding`: what was found on a picture and what stands behind it, the form that is sent, shown and kept.
//!    [`protocol`]: what page and worker say to each other. The shortest way to see what the whole does.
//! 2. [`evaluation`]: what `lab` found out about a model, as the manifest holds it and the page shows it.
//! 3. [`imaging`]: bytes to upright pixels to the network's input picture; `crates/jpeg` is what it and [`dicom`] read
//!    JPEG streams with, `crates/signatures` what all tell files by.
//! 4. [`dicom`]: the same for what clinics have, at full depth, and [`formats`] for rare pictures; the workers are
//!    built without both, and ask the [`reader`]. [`containers`] holds archives and writes PNG files,
//!    [`charset`] the letters of the world. [`reading`] tells what a file is and how
//!    its slices are shown, to the light box and to `lab open`.
//! 5. [`task`]: what people know of a task, in `models/<task>/task.toml`. [`model`]: the weights file, described like a
//!    specification, and the model's manifest.
//! 6. [`network`]: the network, its input, and how the CPU runs it.
//! 7. [`explain`]: why this answer.
//! 8. [`trust`]: is this answer, and this device, to be believed?
//! 9. [`engine`]: the use case that joins them: open, check, prepare, infer, explain, report.
//! 10. [`gpu`]: the same network in Burn's operations, for WebGPU and for training.
//! 11. [`threads`]: how several threads share one run, where a page may have them.
//! 12. [`tasks`]: what the page says of its tasks before a model is there: `build.rs` reads it in `models/*/task.toml`. All
//!     else that it says of a task comes with the model, see `view_model::words`.
//! 13. [`web`]: everything that touches the browser; [`server`] is its side inside the worker, which
//!     alone knows the engine. `crates/dispatch` is its account of which worker has which case.
//! 14. `crates/view-model`: what page and light box know and say, tested without either. [`ui`]: the page.
//! 15. [`lightbox`]: slices at full depth, above the page; [`stage`] is its side of `web`. `crates/voi` is how
//!     values become greys, for it, its shader and [`dicom`].
//! 16. `crates/learn`: linear classifiers, fitted to features. `crates/lab`: the native tool-chain.
//! 17. [`text`]: every sentence, in `text/<language>/`, as functions that make messages, and the catalogues that say them;
//!     `crates/translation` reads, checks and packs them while building. How to write one: `docs/text.md`.
//!
//! ## Features
//!
//! `app`, `worker`, `worker,gpu`, `reader` and `lightbox`: one set per program, and no others are
//! built or tested. They keep Leptos out of the workers, and Burn out of everything but the WebGPU worker. `infer`,
//! `open` and `web` are what they share; `same-crates` says nothing to the code, and has the workers built from
//! the same crates. `cfg(feature = …)` stands in this file alone.

pub mod tasks;

#[cfg(feature = "web")]
pub mod web;

// The browser's edge, as `web`, but only in the worker: the page knows no engine.
#[cfg(feature = "worker")]
pub mod server;

// The same, only in the reader.
#[cfg(feature = "reader")]
pub mod reader;

// The same, only in the light box.
#[cfg(feature = "lightbox")]
pub mod stage;

#[cfg(feature = "lightbox")]
pub mod lightbox;

#[cfg(feature = "app")]
pub mod ui;
