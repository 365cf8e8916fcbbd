//! Two reading levels.

/// For whom the page is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Plain words, rounded numbers.
    #[default]
    Patient,
    /// Exact numbers, intervals, steps, hashes.
    Clinician,
}

impl Reading {
    /// The word kept in the browser's storage.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Clinician => "clinician",
        }
    }

    /// Reads the kept word; anything unknown is `Patient`.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        if name == "clinician" { Self::Clinician } else { Self::Patient }
    }
}
