//! The pixel pipeline, one file per step, in the order of the standard: stored bits, planes, palette, YBR,
//! padding, modality, window, presentation, aspect.
//!
//! Invariant: a step takes numbers, never the bytes of earlier steps; nothing is rounded before the window.

pub(super) mod aspect;
pub(super) mod description;
pub(super) mod lut;
pub(super) mod modality;
pub(super) mod padding;
pub(super) mod palette;
pub(super) mod presentation;
pub(super) mod samples;
pub(super) mod stored;
pub(super) mod voi;
pub(super) mod ybr;
