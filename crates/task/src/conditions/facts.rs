//! The facts, which are the same in every language: `models/<task>/conditions/<label>.toml`.

use serde::Deserialize;

/// The facts of a page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionFacts {
    /// The day on which every claim was last checked against its source: `2026-11-29`.
    pub reviewed: String,
    /// Labels of the same task with related pages.
    #[serde(default)]
    pub see: Vec<String>,
    /// The sources of the claims; texts cite the first one as `[1]`.
    pub sources: Vec<ConditionSource>,
    /// Published survival. Left out where nothing could be verified, or where survival is not applicable.
    #[serde(default)]
    pub survival: Vec<SurvivalFigure>,
}

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionSource {
    /// Organisation or authors.
    pub by: String,
    /// Title.
    pub title: String,
    /// Date of publication or last change.
    pub year: u16,
    /// Address: `https://…`, by DOI where there is one.
    pub url: String,
    /// Its language.
    #[serde(default = "english")]
    pub language: String,
}

/// Relative survival of one group of people, in percent: survivors compared with people of the same age and sex without
/// the disease.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurvivalFigure {
    /// Type or grade; each language names it under `[kinds]`.
    pub kind: String,
    /// Age at diagnosis in years: minimum and maximum, only the minimum where there is no maximum, or empty for all
    /// ages.
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
