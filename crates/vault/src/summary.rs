//! What the list of cases needs of each: small enough to be read for ten thousand cases at once.
//!
//! A summary is made of its record, sealed like it and written with it. A vault whose summaries are lost is not: they are
//! made anew from the records.

use crate::error::VaultError;
use crate::identity::RecordId;
use crate::record::CaseRecord;
use finding::{Decision, Finding, Found, LabelState, PictureExtent, ReaderAgreement, ReaderAssessment, ReaderOrder};
use serde::{Deserialize, Serialize};

/// What a list shows of a case, and what it is searched by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseSummary {
    /// Its name.
    pub id: RecordId,
    /// When it was kept, in milliseconds since 1970-01-01 UTC.
    pub kept_ms: u64,
    /// When something was done to it last, likewise.
    pub changed_ms: u64,
    /// Which task; empty where the finding cannot be read.
    pub task: String,
    /// Version of the model.
    pub model: String,
    /// What the answer names: a class, a set, or the labels that apply; empty where it names none.
    pub labels: Vec<String>,
    /// Probability of the first of them, 0…1.
    pub probability: Option<f32>,
    /// Whether the model abstained.
    pub abstained: bool,
    /// What readers say.
    pub assessments: Vec<ReaderAssessment>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its notes.
    pub notes: String,
    /// How much of its picture is kept.
    pub picture: PictureExtent,
}

impl CaseSummary {
    /// Of a record. A finding that this program cannot read gives one without task and labels.
    #[must_use]
    pub fn of(record: &CaseRecord) -> Self {
        let finding = record.finding().ok();
        let named = finding.as_ref().map(AnswerNames::of).unwrap_or_default();
        let model = finding.as_ref().map(|finding| &finding.provenance.model);
        let readers = [ReaderOrder::First, ReaderOrder::Second];
        Self {
            id: record.id(),
            kept_ms: record.kept_ms(),
            changed_ms: record.changed_ms(),
            task: model.map(|model| model.task.clone()).unwrap_or_default(),
            model: model.map(|model| model.version.clone()).unwrap_or_default(),
            labels: named.labels,
            probability: named.probability,
            abstained: named.abstained,
            assessments: readers.into_iter().filter_map(|reader| record.assessment(reader).cloned()).collect(),
            tags: record.tags().to_vec(),
            notes: record.notes().to_owned(),
            picture: record.picture().0,
        }
    }

    /// Reads a summary.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] for what is none of that case: it is to be made anew.
    pub fn from_json(id: RecordId, json: &[u8]) -> Result<Self, VaultError> {
        let read: Option<Self> = serde_json::from_slice(json).ok();
        read.filter(|summary| summary.id == id).ok_or(VaultError::Damaged(id))
    }

    /// As it is kept.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], which does not happen: it holds text and numbers.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec(self).map_err(|_| VaultError::Unwritable)
    }

    /// What this reader says of the finding.
    #[must_use]
    pub fn agreement(&self, reader: ReaderOrder) -> Option<ReaderAgreement> {
        let found = self.assessments.iter().find(|assessment| assessment.reader == reader);
        found.map(|assessment| assessment.agreement)
    }
}

/// What an answer names.
#[derive(Default)]
struct AnswerNames {
    labels: Vec<String>,
    probability: Option<f32>,
    abstained: bool,
}

impl AnswerNames {
    fn of(finding: &Finding) -> Self {
        match &finding.found {
            Found::Classes(classes) => {
                let (labels, abstained) = match &classes.decision {
                    Decision::Class { label } => (vec![label.clone()], false),
                    Decision::Set { labels } => (labels.clone(), false),
                    Decision::Abstain { .. } => (Vec::new(), true),
                };
                let first = labels.first();
                let found = classes.probabilities.iter().find(|found| Some(&found.label) == first);
                let probability = found.map(|found| found.value);
                Self { labels, probability, abstained }
            }
            Found::Labels(found) => {
                let present = || found.labels.iter().filter(|label| label.state == LabelState::Present);
                Self {
                    labels: present().map(|label| label.label.clone()).collect(),
                    probability: present().next().map(|label| label.probability),
                    abstained: found.abstention.is_some(),
                }
            }
            Found::Mask(mask) => {
                let drawn = || mask.areas.iter().filter(|area| area.cells > 0);
                Self {
                    labels: drawn().map(|area| area.label.clone()).collect(),
                    probability: drawn().next().and_then(|area| area.probability),
                    abstained: mask.abstention.is_some(),
                }
            }
        }
    }
}
