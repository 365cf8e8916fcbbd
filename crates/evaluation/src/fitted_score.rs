//! The score that `lab` selected, as named in a manifest.

use serde::{Deserialize, Serialize};

/// The score of prediction sets.
///
/// ```
/// use evaluation::SetScoreKind;
///
/// assert_eq!(SetScoreKind::ALL.map(SetScoreKind::name), ["lac", "aps", "raps"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SetScoreKind {
    /// Sadinle, Lei and Wasserman 2019.
    Lac,
    /// Romano, Sesia and Candès 2020.
    Aps,
    /// Angelopoulos et al. 2021.
    Raps,
}

impl SetScoreKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lac, Self::Aps, Self::Raps];

    /// The word in a manifest.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lac => "lac",
            Self::Aps => "aps",
            Self::Raps => "raps",
        }
    }
}

/// The score that measures how similar a picture is to the training data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LikenessScore {
    /// Liu et al. 2020.
    Energy,
    /// Lee et al. 2018.
    Mahalanobis,
    /// A linear rule between in-distribution and out-of-distribution pictures (Cao et al. 2020).
    Head,
}

impl LikenessScore {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Energy, Self::Mahalanobis, Self::Head];
}
