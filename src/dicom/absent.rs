//! `dicom` in a program that is built without it: the names that others use, so that they hold no `cfg`.
//!
//! The workers are such programs: they ask the reader.

use crate::imaging::{Format, Limits, Picture};

/// There is none: nothing is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DicomError {}

impl DicomError {
    /// Stable machine-readable kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match *self {}
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match *self {}
    }
}

/// Leaves every file to `imaging`, which names it.
#[must_use]
pub fn open(_: &[u8], _: &Limits) -> Option<(Format, Result<Picture, DicomError>)> {
    None
}
