//! What the list of cases needs for each: small enough to be read for ten thousand cases at once.
//!
//! A summary is derived from its record, sealed like it and written with it. Lost summaries are derived again from the
//! records.

use crate::error::VaultError;
use crate::identity::RecordId;
use crate::record::CaseRecord;
use finding::{
    Abstention, Decision, Finding, Found, LabelState, PictureExtent, ReaderAgreement, ReaderAssessment, ReaderOrder,
    Timing,
};
use serde::{Deserialize, Serialize};

/// Raised with every field: a summary of another version is derived again.
const SUMMARY_VERSION: u32 = 2;

/// What a list shows of a case, what it is searched by, and what is counted of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseSummary {
    #[serde(default)]
    pub(crate) version: u32,
    /// Its name.
    pub id: RecordId,
    /// When it was saved, in milliseconds since 1970-01-01 UTC.
    pub kept_ms: u64,
    /// When it was last changed, likewise.
    pub changed_ms: u64,
    /// Which task; empty where the finding cannot be read.
    pub task: String,
    /// Version of the model.
    pub model: String,
    /// What the answer names: a class, a set, or the labels that apply; empty where it names none.
    pub labels: Vec<String>,
    /// Probability of the first of them, 0…1.
    pub probability: Option<f32>,
    /// Whether the model named nothing.
    pub abstained: bool,
    /// The readers' assessments.
    pub assessments: Vec<ReaderAssessment>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its notes.
    pub notes: String,
    /// How much of its picture is stored.
    pub picture: PictureExtent,
    /// SHA-256 of the model's weights, hex.
    pub weights_sha256: String,
    /// Whether a gate refused the picture.
    pub turned_away: bool,
    /// The most probable class and its probability, 0…1, whatever the answer names; `None` where there are no classes.
    pub most_probable: Option<(String, f32)>,
    /// Classes in the 95 % set.
    pub set_size: Option<u32>,
    /// Time per step.
    pub timing: Option<Timing>,
}

/// Whether a case was kept or changed after the last export, in milliseconds since 1970-01-01 UTC; 0 where there was
/// none. A clock that stands before that export was set back since: by times nothing can be said then, and it is
/// assumed.
#[must_use]
pub fn is_behind(summaries: &[CaseSummary], exported_ms: u64, now_ms: u64) -> bool {
    now_ms < exported_ms || summaries.iter().any(|summary| summary.changed_ms >= exported_ms)
}

/// Which export is noted as the last one: the one that began at `begun_ms`, unless a later one is noted already. One that is
/// noted for a time to come was made by a clock that went ahead, and would be the last one until that time.
#[must_use]
pub fn last_export(begun_ms: u64, noted_ms: u64, now_ms: u64) -> u64 {
    if noted_ms > now_ms { begun_ms } else { begun_ms.max(noted_ms) }
}

impl CaseSummary {
    /// The summary of a record. For a finding that this program cannot read it has no task and labels.
    #[must_use]
    pub fn of(record: &CaseRecord) -> Self {
        let finding = record.finding().ok();
        let named = finding.as_ref().map(AnswerNames::of).unwrap_or_default();
        let model = finding.as_ref().map(|finding| &finding.provenance.model);
        let readers = [ReaderOrder::First, ReaderOrder::Second];
        let classes = finding.as_ref().and_then(Finding::classes);
        let set = classes.and_then(|classes| classes.prediction_sets.first());
        Self {
            version: SUMMARY_VERSION,
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
            weights_sha256: model.map(|model| model.weights_sha256.clone()).unwrap_or_default(),
            turned_away: named.turned_away,
            most_probable: classes.and_then(|classes| {
                let first = classes.most_probable()?;
                Some((first.label.clone(), first.value))
            }),
            set_size: set.and_then(|set| u32::try_from(set.labels.len()).ok()),
            timing: finding.as_ref().map(|finding| finding.provenance.timing),
        }
    }

    /// Reads a summary.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] for bytes that are not a summary of that case, or of another version: it must be derived
    /// again.
    pub fn from_json(id: RecordId, json: &[u8]) -> Result<Self, VaultError> {
        let read: Option<Self> = serde_json::from_slice(json).ok();
        read.filter(|summary| summary.id == id && summary.version == SUMMARY_VERSION).ok_or(VaultError::Damaged(id))
    }

    /// The stored form.
    ///
    /// # Errors
    /// [`VaultError::Unwritable`], which does not happen: it holds text and numbers.
    pub fn to_json(&self) -> Result<Vec<u8>, VaultError> {
        serde_json::to_vec(self).map_err(|_| VaultError::Unwritable)
    }

    /// This reader's assessment of the finding.
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
    turned_away: bool,
}

impl AnswerNames {
    fn of(finding: &Finding) -> Self {
        let (labels, probability, why) = match &finding.found {
            Found::Classes(classes) => {
                let (labels, why) = match &classes.decision {
                    Decision::Class { label } => (vec![label.clone()], None),
                    Decision::Set { labels } => (labels.clone(), None),
                    Decision::Abstain { why } => (Vec::new(), Some(*why)),
                };
                let first = labels.first();
                let found = classes.probabilities.iter().find(|found| Some(&found.label) == first);
                let probability = found.map(|found| found.value);
                (labels, probability, why)
            }
            Found::Labels(found) => {
                let is_shown = found.abstention.is_none();
                let present = || found.labels.iter().filter(|label| is_shown && label.state == LabelState::Present);
                let labels = present().map(|label| label.label.clone()).collect();
                (labels, present().next().map(|label| label.probability), found.abstention)
            }
            Found::Mask(mask) => {
                let is_shown = mask.abstention.is_none();
                let drawn = || mask.areas.iter().filter(|area| is_shown && area.cells > 0);
                let labels = drawn().map(|area| area.label.clone()).collect();
                (labels, drawn().next().and_then(|area| area.probability), mask.abstention)
            }
        };
        // Also where each label was judged by itself and none stands out: the list says "no class named" of that.
        let abstained = why.is_some() || labels.is_empty();
        Self { labels, probability, abstained, turned_away: why == Some(Abstention::Gate) }
    }
}
