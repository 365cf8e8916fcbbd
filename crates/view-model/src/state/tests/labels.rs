//! Answers with labels, each judged by itself.

use super::*;
use crate::conclusion::{conclusion, named_class};
use fixtures::exported;
use protocol::{LabelState, Labels};
use text::english;

/// "lump" stands out, "hump" does not, "bump" is left open.
fn labels() -> Labels {
    let Found::Labels(labels) = exported::labels().found else { panic!("labels") };
    labels
}

fn after(labels: Labels) -> (Board, CaseId) {
    let (mut board, ids) = board_of(1);
    board.apply(Event::Answered { case: ids[0], answer: Box::new(answer(Found::Labels(labels))) });
    (board, ids[0])
}

fn shown(board: &Board, id: CaseId) -> &ClassAnswer {
    match &board.case(id).unwrap().state {
        CaseState::Answered(found) => found.answer(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_stands_out_is_said_everywhere_and_no_class_is_named() {
    let (board, id) = after(labels());
    let answer = shown(&board, id);
    assert_eq!(answer.judged().map(<[_]>::len), Some(3));
    assert_eq!((answer.classes.most_probable(), named_class(answer)), (None, None));
    assert_eq!(english(&words::case_state(board.case(id).unwrap())), "Stands out: lump");
    let said = announced(&board);
    assert!(said.contains("0.png: not a diagnosis. Stands out: lump. Ask a doctor"), "{said}");
    let told = conclusion(answer, None).iter().map(english).collect::<Vec<_>>().join("\n");
    assert!(told.starts_with("Each judged by itself, says the model: Stands out: lump."), "{told}");
    for line in ["lump: stands out, 80 %.", "hump: does not stand out, 2 %.", "bump: left open, 31 %."] {
        assert!(told.contains(line), "{line} is not in {told}");
    }
    assert!(!told.contains("Closest match") && !told.contains("No answer"), "{told}");
}

#[test]
fn what_is_kept_and_exported_is_the_finding_itself() {
    let (board, id) = after(labels());
    assert_eq!(shown(&board, id).finding(), answer(Found::Labels(labels())).finding);
}

#[test]
fn a_gate_refuses_labels_as_it_refuses_classes() {
    let refused = Labels { abstention: Some(Abstention::Gate), ..labels() };
    let (board, id) = after(refused.clone());
    let found = shown(&board, id);
    assert_eq!((found.judged(), &found.classes.decision), (None, &Decision::Abstain { why: Abstention::Gate }));
    assert_eq!(found.finding().found, Found::Labels(refused));
    assert!(english(&words::case_state(board.case(id).unwrap())).starts_with("Not answered"));
}

#[test]
fn a_headline_never_says_more_than_the_bars() {
    let mut open = labels();
    open.labels.retain(|one| one.state != LabelState::Present);
    let (board, id) = after(open.clone());
    assert_eq!(english(&words::case_state(board.case(id).unwrap())), "Nothing stands out clearly");
    open.labels.retain(|one| one.state == LabelState::Absent);
    let (board, id) = after(open);
    assert_eq!(english(&words::case_state(board.case(id).unwrap())), "None of what the model judges stands out");
}
