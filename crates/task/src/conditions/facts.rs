//! What is the same in every language: `models/<task>/conditions/<label>.toml`.

use serde::Deserialize;

/// The facts of a page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionFacts {
    /// The day on which somebody last held every claim against its source: `2026-11-29`.
    pub reviewed: String,
    /// Labels of the same task whose pages belong to this one.
    #[serde(default)]
    pub see: Vec<String>,
    /// Where the claims come from; texts name the first one `[1]`.
    pub sources: Vec<ConditionSource>,
    /// Published survival. Left out where nothing could be verified, or where there is nothing to survive.
    #[serde(default)]
    pub survival: Vec<SurvivalFigure>,
}

/// Something published.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionSource {
    /// Who says it: an organisation, or authors.
    pub by: String,
    /// What it is called.
    pub title: String,
    /// When it was published, or last changed.
    pub year: u16,
    /// Where it stands: `https://…`, where there is one by its DOI.
    pub url: String,
    /// In which language it is written.
    #[serde(default = "english")]
    pub language: String,
}

/// Relative survival of one group of people, in percent: how many are alive, compared with people of the same age and sex
/// without the illness.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurvivalFigure {
    /// Type or grade; each language has words for it under `[kinds]`.
    pub kind: String,
    /// Age at diagnosis in years: the youngest and the oldest, the youngest alone where there is no oldest, or nothing
    /// for all ages.
    #[serde(default)]
    pub ages: Vec<u8>,
    /// After five years, 0…100.
    pub five: f32,
    /// After ten years, 0…100; left out where it was not published.
    #[serde(default)]
    pub ten: Option<f32>,
    /// Number of the source.
    pub source: usize,
}

fn english() -> String {
    "en".to_owned()
}
