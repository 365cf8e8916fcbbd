//! Lists of cases: what a summary says, and what a search finds.

use super::{CLASSES, LABELS, MASK, by, finding, id};
use crate::{CaseRecord, CaseSummary, VaultError, facets, find, is_behind, last_export};
use ::finding::{Found, LabelState, ReaderAgreement, ReaderAssessment, ReaderOrder};
use protocol::{AgreementFilter, CaseOrder, CaseQuery};

fn summaries() -> Vec<CaseSummary> {
    let kinds = [CLASSES, LABELS, MASK];
    let records = kinds.iter().enumerate().map(|(at, json)| {
        let number = u8::try_from(at).unwrap();
        let mut record = CaseRecord::keep(id(number), &finding(json), by("", 100 + u64::from(number))).unwrap();
        record.note(&format!("Kontrolle {number}"), by("", 200 - u64::from(number))).unwrap();
        record
    });
    let mut records: Vec<CaseRecord> = records.collect();
    let said = ReaderAssessment {
        reader: ReaderOrder::First,
        agreement: ReaderAgreement::Agree,
        label: Some("Mehltau".into()),
        comment: "ÜBERALL".into(),
    };
    records[1].assess(said, by("Grün", 300)).unwrap();
    records.iter().map(CaseSummary::of).collect()
}

fn found(query: &CaseQuery) -> Vec<usize> {
    let summaries = summaries();
    let place = |case: &CaseSummary| summaries.iter().position(|other| other.id == case.id).unwrap();
    find(query, &summaries).into_iter().map(place).collect()
}

#[test]
fn a_summary_names_what_the_answer_names() {
    let summaries = summaries();
    assert_eq!(summaries[0].labels, ["rust", "mould"]);
    assert_eq!(summaries[0].task, "leaf-colour");
    assert!(summaries[0].probability.is_some() && !summaries[0].abstained);
    // A gate turned it away: what the network computed all the same is no answer.
    assert!(summaries[2].turned_away && summaries[2].labels.is_empty() && summaries[2].probability.is_none());
    assert_eq!(summaries[1].agreement(ReaderOrder::First), Some(ReaderAgreement::Agree));
    assert_eq!(summaries[1].agreement(ReaderOrder::Second), None);
    for summary in &summaries {
        assert_eq!(CaseSummary::from_json(summary.id, &summary.to_json().unwrap()).unwrap(), *summary);
    }
    let other = CaseSummary::from_json(id(9), &summaries[0].to_json().unwrap());
    assert_eq!(other, Err(VaultError::Damaged(id(9))));
    assert_eq!(CaseSummary::from_json(id(9), b"{}"), Err(VaultError::Damaged(id(9))));
}

#[test]
fn labels_of_which_none_stands_out_name_nothing() {
    let mut none = finding(LABELS);
    if let Found::Labels(found) = &mut none.found {
        found.labels.iter_mut().for_each(|label| label.state = LabelState::Absent);
    }
    let summary = CaseSummary::of(&CaseRecord::keep(id(1), &none, by("", 1)).unwrap());
    assert!(summary.labels.is_empty() && summary.abstained && !summary.turned_away);
}

#[test]
fn a_search_finds_what_holds_all_its_words() {
    let words = |words: &str| found(&CaseQuery { words: words.into(), ..CaseQuery::default() });
    assert_eq!(words(""), [2, 1, 0]);
    assert_eq!(words("  kontrolle  1 "), [1]);
    assert_eq!(words("überall mehl"), [1]);
    assert_eq!(words("kontrolle nichts"), [0; 0]);
}

#[test]
fn a_search_finds_what_a_label_is_called_elsewhere() {
    let words = |words: &str, named: &[(&str, &[&str])]| {
        let labels = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
        let named = named.iter().map(|(word, of)| ((*word).to_owned(), labels(of))).collect();
        found(&CaseQuery { words: words.into(), named, ..CaseQuery::default() })
    };
    assert_eq!(words("Rost", &[]), [0; 0]);
    assert!(words("Rost", &[("rost", &["rust"])]).contains(&0));
    assert_eq!(words("Rost 0", &[("rost", &["rust"])]), [0], "the other words count as before");
    assert_eq!(words("Rost", &[("rost", &["another"])]), [0; 0]);
}

#[test]
fn what_cases_can_be_filtered_by_is_what_they_have() {
    let facets = facets(&summaries());
    assert!(facets.tasks.contains(&"leaf-colour".to_owned()) && facets.tasks.is_sorted());
    assert!(facets.labels.contains(&("leaf-colour".into(), "rust".into())) && facets.labels.is_sorted());
    for (at, one) in facets.labels.iter().enumerate() {
        assert!(!facets.labels[..at].contains(one), "{one:?} stands twice");
    }
}

#[test]
fn filters_apply_together() {
    let query = CaseQuery::default();
    let agrees = AgreementFilter::Said(ReaderAgreement::Agree);
    assert_eq!(found(&CaseQuery { agreement: Some(agrees), ..query.clone() }), [1]);
    assert_eq!(found(&CaseQuery { agreement: Some(AgreementFilter::Unread), ..query.clone() }), [2, 0]);
    assert_eq!(found(&CaseQuery { from_ms: Some(101), before_ms: Some(102), ..query.clone() }), [1]);
    let rust = CaseQuery { label: Some("rust".into()), ..query.clone() };
    assert_eq!(found(&rust), [1, 0]);
    assert_eq!(found(&CaseQuery { from_ms: Some(101), ..rust.clone() }), [1]);
    assert_eq!(found(&CaseQuery { agreement: Some(agrees), before_ms: Some(101), ..rust }), [0; 0]);
    assert_eq!(found(&CaseQuery { task: Some("another".into()), ..query }), [0; 0]);
}

#[test]
fn what_a_gate_turned_away_is_found_by_itself() {
    let mut cases = summaries();
    for (at, case) in cases.iter_mut().enumerate() {
        case.turned_away = at == 1;
    }
    let ids = |query: &CaseQuery| find(query, &cases).into_iter().map(|case| case.id).collect::<Vec<_>>();
    assert_eq!(ids(&CaseQuery { turned_away: true, ..CaseQuery::default() }), [cases[1].id]);
    assert_eq!(ids(&CaseQuery::default()).len(), 3);
}

#[test]
fn a_list_has_the_order_that_was_chosen() {
    let order = |order| found(&CaseQuery { order, ..CaseQuery::default() });
    assert_eq!(order(CaseOrder::Newest), [2, 1, 0]);
    assert_eq!(order(CaseOrder::Oldest), [0, 1, 2]);
    assert_eq!(order(CaseOrder::Changed), [1, 0, 2]);
    assert_eq!(order(CaseOrder::LeastProbable).len(), 3);
}

#[test]
fn ten_thousand_cases_are_searched() {
    let one = summaries();
    let many: Vec<CaseSummary> = (0..10_000).map(|at| CaseSummary { kept_ms: at, ..one[0].clone() }).collect();
    let query = CaseQuery { words: "kontrolle".into(), from_ms: Some(9_990), ..CaseQuery::default() };
    let kept: Vec<u64> = find(&query, &many).into_iter().map(|case| case.kept_ms).collect();
    assert_eq!(kept, (9_990..10_000).rev().collect::<Vec<u64>>());
}

#[test]
fn an_export_is_behind_what_was_changed_since_and_behind_a_clock_that_was_set_back() {
    let all = summaries();
    let last = all.iter().map(|summary| summary.changed_ms).max().unwrap();
    let of = |exported_ms, now_ms| is_behind(&all, exported_ms, now_ms);
    assert!(of(0, last), "it was never exported");
    assert!(of(last, last + 1), "in the same millisecond, which may be after it");
    assert!(!of(last + 1, last + 2));
    assert!(of(last + 2, last + 1), "what is changed now seems to be older than the export");
    assert!(!is_behind(&[], 0, 1), "there is nothing to export");
}

#[test]
fn the_last_export_stays_noted_unless_it_is_of_a_time_to_come() {
    assert_eq!(last_export(5, 0, 9), 5);
    assert_eq!(last_export(5, 7, 9), 7, "an earlier file was noted after a later one");
    assert_eq!(last_export(8, 20, 9), 8, "the clock went ahead when the other one was made");
    assert!(!is_behind(&[], last_export(8, 20, 9), 9), "and the reminder ends");
}
