//! Two reading levels.

/// The audience of the page's texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// Plain words, rounded numbers.
    #[default]
    Patient,
    /// Exact numbers, intervals, steps, hashes.
    Clinician,
}

impl Reading {
    /// The word stored by the browser.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Clinician => "clinician",
        }
    }

    /// Parses the stored word; anything unknown is `Patient`.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        if name == "clinician" { Self::Clinician } else { Self::Patient }
    }
}
