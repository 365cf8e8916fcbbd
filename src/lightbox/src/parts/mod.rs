//! The dialog of the light box, piece by piece.
//!
//! Invariant: pieces show signals of the session and call it; none communicates with the reader.

#![allow(unreachable_pub, reason = "the macro of components writes more `pub` than they have")]

mod ask;
mod dialog;
mod frames;
mod icon;
mod keys;
mod marks;
mod measures;
mod outlining;
mod overlay;
mod pointer;
mod saving;
mod series;
mod stage;
mod tags;
mod tools;
mod window;

pub(super) use dialog::Dialog;
