//! Which cases a list shows, and in which order.

use crate::summary::CaseSummary;
use crate::trail::{ReaderAgreement, ReaderOrder};
use serde::{Deserialize, Serialize};

/// What a list is filtered by: all of it applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseQuery {
    /// Words that all stand somewhere in labels, tags, notes, comments or the task, in either case.
    pub words: String,
    /// The task.
    pub task: Option<String>,
    /// A label that the answer names.
    pub label: Option<String>,
    /// Kept at this time or later, in milliseconds since 1970-01-01 UTC.
    pub from_ms: Option<u64>,
    /// Kept before this time, likewise.
    pub before_ms: Option<u64>,
    /// What the first reader says.
    pub agreement: Option<AgreementFilter>,
    /// Whether the model abstained.
    pub abstained: Option<bool>,
    /// In which order.
    pub order: CaseOrder,
}

/// What the first reader says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgreementFilter {
    /// Nothing yet.
    Unread,
    /// This.
    Said(ReaderAgreement),
}

/// Orders of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseOrder {
    /// What was kept last stands first.
    #[default]
    Newest,
    /// What was kept first stands first.
    Oldest,
    /// What was changed last stands first.
    Changed,
    /// The least probable answer stands first, and what names none before all others.
    LeastProbable,
}

impl CaseQuery {
    /// The cases that it finds, in its order; of equal ones the earlier in `summaries` stands first.
    #[must_use]
    pub fn find<'a>(&self, summaries: &'a [CaseSummary]) -> Vec<&'a CaseSummary> {
        let words: Vec<String> = self.words.split_whitespace().map(str::to_lowercase).collect();
        let mut found: Vec<&CaseSummary> = summaries.iter().filter(|case| self.fits(case, &words)).collect();
        match self.order {
            CaseOrder::Newest => found.sort_by_key(|case| std::cmp::Reverse(case.kept_ms)),
            CaseOrder::Oldest => found.sort_by_key(|case| case.kept_ms),
            CaseOrder::Changed => found.sort_by_key(|case| std::cmp::Reverse(case.changed_ms)),
            CaseOrder::LeastProbable => {
                let probability = |case: &CaseSummary| case.probability.unwrap_or(-1.0);
                found.sort_by(|a, b| probability(a).total_cmp(&probability(b)));
            }
        }
        found
    }

    fn fits(&self, case: &CaseSummary, words: &[String]) -> bool {
        let said = case.agreement(ReaderOrder::First);
        let agrees = match self.agreement {
            None => true,
            Some(AgreementFilter::Unread) => said.is_none(),
            Some(AgreementFilter::Said(wanted)) => said == Some(wanted),
        };
        agrees
            && self.task.as_ref().is_none_or(|task| *task == case.task)
            && self.label.as_ref().is_none_or(|label| case.labels.contains(label))
            && self.from_ms.is_none_or(|from| case.kept_ms >= from)
            && self.before_ms.is_none_or(|before| case.kept_ms < before)
            && self.abstained.is_none_or(|abstained| abstained == case.abstained)
            && (words.is_empty() || holds(case, words))
    }
}

/// Whether each word stands somewhere in it.
fn holds(case: &CaseSummary, words: &[String]) -> bool {
    let said = case.assessments.iter().flat_map(|said| said.label.iter().chain([&said.comment]));
    let texts = [&case.task, &case.notes].into_iter().chain(&case.labels).chain(&case.tags).chain(said);
    let texts: Vec<String> = texts.map(|text| text.to_lowercase()).collect();
    words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
}
