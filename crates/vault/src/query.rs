//! Which cases a list shows, and in which order.

use crate::summary::CaseSummary;
use finding::ReaderOrder;
use protocol::{AgreementFilter, CaseFacets, CaseOrder, CaseQuery};
use std::collections::BTreeSet;

/// The cases that a query finds, in its order; ties in the order of `summaries`.
#[must_use]
pub fn find<'a>(query: &CaseQuery, summaries: &'a [CaseSummary]) -> Vec<&'a CaseSummary> {
    let words: Vec<String> = query.words.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<&CaseSummary> = summaries.iter().filter(|case| fits(query, case, &words)).collect();
    match query.order {
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

/// The values that cases can be filtered by.
#[must_use]
pub fn facets(summaries: &[CaseSummary]) -> CaseFacets {
    let with_task = || summaries.iter().filter(|case| !case.task.is_empty());
    let tasks: BTreeSet<&String> = with_task().map(|case| &case.task).collect();
    let labels: BTreeSet<(&String, &String)> =
        with_task().flat_map(|case| case.labels.iter().map(move |label| (&case.task, label))).collect();
    CaseFacets {
        tasks: tasks.into_iter().cloned().collect(),
        labels: labels.into_iter().map(|(task, label)| (task.clone(), label.clone())).collect(),
    }
}

fn fits(query: &CaseQuery, case: &CaseSummary, words: &[String]) -> bool {
    let said = case.agreement(ReaderOrder::First);
    let agrees = match query.agreement {
        None => true,
        Some(AgreementFilter::Unread) => said.is_none(),
        Some(AgreementFilter::Said(wanted)) => said == Some(wanted),
    };
    agrees
        && query.task.as_ref().is_none_or(|task| *task == case.task)
        && query.label.as_ref().is_none_or(|label| case.labels.contains(label))
        && query.from_ms.is_none_or(|from| case.kept_ms >= from)
        && query.before_ms.is_none_or(|before| case.kept_ms < before)
        && query.abstained.is_none_or(|abstained| abstained == case.abstained)
        && (case.turned_away || !query.turned_away)
        && (words.is_empty() || holds(case, words, &query.named))
}

/// Whether each word occurs in the case, or names one of its labels.
fn holds(case: &CaseSummary, words: &[String], named: &[(String, Vec<String>)]) -> bool {
    let said = case.assessments.iter().flat_map(|said| said.label.iter().chain([&said.comment]));
    let texts = [&case.task, &case.notes].into_iter().chain(&case.labels).chain(&case.tags).chain(said);
    let texts: Vec<String> = texts.map(|text| text.to_lowercase()).collect();
    let stands_for_one = |word: &String| {
        named.iter().any(|(own, labels)| own == word && labels.iter().any(|label| case.labels.contains(label)))
    };
    words.iter().all(|word| texts.iter().any(|text| text.contains(word)) || stands_for_one(word))
}
