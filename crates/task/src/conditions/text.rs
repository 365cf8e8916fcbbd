//! The texts of a page in one language: `models/<task>/conditions/<label>.<language>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The texts of a page. A source is cited by its number in brackets: `Most grow slowly. [1, 3]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionText {
    /// Name of the condition.
    pub title: String,
    /// Numbers of the sources that are worth reading in this language.
    pub read: Vec<usize>,
    /// Names of the groups of the survival figures.
    #[serde(default)]
    pub kinds: BTreeMap<String, String>,
    /// Short sentences, for people without any knowledge of medicine.
    pub patient: PatientText,
    /// In the terms of the field.
    pub clinician: ClinicianText,
}

/// The part for patients. Each item is one thought.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatientText {
    /// What it is.
    pub what: Vec<String>,
    /// What people notice.
    pub noticed: Vec<String>,
    /// How it is examined.
    pub examined: Vec<String>,
    /// How it is treated.
    pub treated: Vec<String>,
    /// What usually happens next.
    pub next: Vec<String>,
    /// When to get help at once.
    pub urgent: Vec<String>,
    /// Questions for the doctor.
    pub questions: Vec<String>,
}

/// The part for clinicians.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClinicianText {
    /// Its place in the classification of the field.
    pub classification: Vec<String>,
    /// Typical findings: what pictures show, and associated signs.
    pub signs: Vec<String>,
    /// Differential diagnosis.
    pub differential: Vec<String>,
    /// The next examination.
    pub examination: Vec<String>,
}

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionSection {
    /// What it is.
    What,
    /// What people notice.
    Noticed,
    /// How it is examined.
    Examined,
    /// How it is treated.
    Treated,
    /// What usually happens next.
    Next,
    /// When to get help at once.
    Urgent,
    /// Questions for the doctor.
    Questions,
    /// Classification.
    Classification,
    /// Typical findings: what pictures show, and associated signs.
    Signs,
    /// Differential diagnosis.
    Differential,
    /// The next examination.
    Examination,
}

impl ConditionSection {
    /// The part for patients, in reading order.
    pub const PATIENT: [Self; 7] =
        [Self::What, Self::Noticed, Self::Examined, Self::Treated, Self::Next, Self::Urgent, Self::Questions];
    /// The part for clinicians.
    pub const CLINICIAN: [Self; 4] = [Self::Classification, Self::Signs, Self::Differential, Self::Examination];

    /// The name in the files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Noticed => "noticed",
            Self::Examined => "examined",
            Self::Treated => "treated",
            Self::Next => "next",
            Self::Urgent => "urgent",
            Self::Questions => "questions",
            Self::Classification => "classification",
            Self::Signs => "signs",
            Self::Differential => "differential",
            Self::Examination => "examination",
        }
    }

    /// Whether its items are claims, each of which needs a source. Questions are not.
    #[must_use]
    pub fn has_claims(self) -> bool {
        self != Self::Questions
    }
}

impl ConditionText {
    /// The items of a section.
    #[must_use]
    pub fn items(&self, section: ConditionSection) -> &[String] {
        let (patient, clinician) = (&self.patient, &self.clinician);
        match section {
            ConditionSection::What => &patient.what,
            ConditionSection::Noticed => &patient.noticed,
            ConditionSection::Examined => &patient.examined,
            ConditionSection::Treated => &patient.treated,
            ConditionSection::Next => &patient.next,
            ConditionSection::Urgent => &patient.urgent,
            ConditionSection::Questions => &patient.questions,
            ConditionSection::Classification => &clinician.classification,
            ConditionSection::Signs => &clinician.signs,
            ConditionSection::Differential => &clinician.differential,
            ConditionSection::Examination => &clinician.examination,
        }
    }
}

/// The numbers of the sources that an item cites, in order; `None` where brackets hold something else.
///
/// ```
/// use task::cited;
///
/// assert_eq!(cited("Most grow slowly. [1, 3]"), Some(vec![1, 3]));
/// assert_eq!(cited("Most grow slowly."), Some(vec![]));
/// assert_eq!(cited("Most [citation needed] grow slowly."), None);
/// ```
#[must_use]
pub fn cited(item: &str) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for part in item.split('[').skip(1) {
        let (inside, _) = part.split_once(']')?;
        for number in inside.split(',') {
            numbers.push(number.trim().parse().ok()?);
        }
    }
    Some(numbers)
}
