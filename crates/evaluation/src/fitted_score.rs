//! Which of several scores `lab` found best and kept, as a manifest names it.

use serde::{Deserialize, Serialize};

/// By what prediction sets are made.
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

/// By what it is told how alike a picture is to the training data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LikenessScore {
    /// Liu et al. 2020.
    Energy,
    /// Lee et al. 2018.
    Mahalanobis,
    /// A linear rule between pictures that belong and pictures that do not (Cao et al. 2020).
    Head,
}

impl LikenessScore {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Energy, Self::Mahalanobis, Self::Head];
}
