//! Why no face is removed.

use std::fmt;
use text::Message;

/// Why a face cannot be located.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaceRefusal {
    /// The position of the slices in the patient is unknown.
    Unplaced,
    /// The values are colours or complex numbers, or no stored value can represent air.
    Kind,
    /// Too few parallel slices, or too short a stack of them.
    TooFew,
    /// It contains nothing as large as a head.
    NoHead,
    /// It contains nothing with the size and position of a brain, so the face cannot be located.
    NoBrain,
    /// There is a brain, and hardly any skin in front of and below it.
    NoFace,
}

impl DefaceRefusal {
    /// What was expected and what was found.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Unplaced => text::deface::unplaced(),
            Self::Kind => text::deface::kind(),
            Self::TooFew => text::deface::too_few(),
            Self::NoHead => text::deface::no_head(),
            Self::NoBrain => text::deface::no_brain(),
            Self::NoFace => text::deface::no_face(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(self) -> Message {
        match self {
            Self::NoFace => text::deface::help_no_face(),
            _ => text::deface::help(),
        }
    }
}

impl fmt::Display for DefaceRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for DefaceRefusal {}
