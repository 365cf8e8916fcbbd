//! What is read out and listed of an answer.

use super::*;

/// The same answer with another decision.
pub(super) fn decided(case: CaseId, decision: Decision) -> Event {
    let Event::Answered { mut answer, .. } = answered(case) else { panic!("an answer") };
    let refusal = Refusal { kind: RefusalKind::Blurred, message: "m".into(), hint: "h".into(), task: None };
    if matches!(decision, Decision::Abstain { why: Abstention::Gate }) {
        let outcome = GateOutcome::Refused(refusal);
        answer.finding.provenance.gates = vec![GateReport { gate: Gate::Quality, outcome, measures: Vec::new() }];
        classes(&mut answer).probabilities.clear();
    }
    classes(&mut answer).decision = decision;
    Event::Answered { case, answer }
}

#[test]
fn no_class_is_said_where_none_may_be_shown() {
    // The list says why in few words, from the one that matters on.
    let abstained = [
        (Abstention::Gate, "blurred", "Not answered: blurred"),
        (Abstention::EmptySet, "fits none", "Not answered: fits none of the answers the model knows"),
        (Abstention::FullSet, "any of", "Not answered: could be any of the answers the model knows"),
    ];
    for (why, said, row) in abstained {
        let (mut board, ids) = board_of(1);
        board.apply(decided(ids[0], Decision::Abstain { why }));
        assert!(board.announcement.contains(said), "{}", board.announcement);
        let listed = words::case_state(&board.case(ids[0]).unwrap().state);
        assert_eq!(listed, row);
        assert!(!board.announcement.contains("lioma"), "{}", board.announcement);
    }
}

#[test]
fn the_list_names_the_kind_of_picture_that_was_turned_away() {
    let told = [
        ("This looks like a slice of a chest CT. This model reads leaves.", "a slice of a chest CT"),
        ("The file says MR; the picture looks like a chest X-ray. This model reads leaves.", "a chest X-ray"),
        ("m", "another kind of picture"),
    ];
    for (message, kind) in told {
        let (mut board, ids) = board_of(1);
        let Event::Answered { mut answer, case } = decided(ids[0], Decision::Abstain { why: Abstention::Gate }) else {
            panic!("an answer")
        };
        let task = Some("chest-ct".to_owned());
        let refusal = Refusal { kind: RefusalKind::OtherTask, message: message.into(), hint: "h".into(), task };
        answer.finding.provenance.gates[0].outcome = GateOutcome::Refused(refusal);
        board.apply(Event::Answered { case, answer });
        assert_eq!(words::case_state(&board.case(ids[0]).unwrap().state), format!("Not answered: {kind}"));
    }
}

#[test]
fn how_often_the_model_is_wrong_is_said_once_where_nothing_stood_out() {
    let (mut board, ids) = board_of(1);
    board.apply(decided(ids[0], Decision::Abstain { why: Abstention::NoFinding }));
    let CaseState::Answered(found) = &board.case(ids[0]).unwrap().state else { panic!("an answer") };
    let (means, helps) = words::abstention_help(found.answer(), Abstention::NoFinding);
    assert!(means.contains("not an all-clear"), "{means}");
    assert!(!(means + &helps).contains(|c: char| c.is_ascii_digit()), "the card's own line has the figures");
}

#[test]
fn a_set_is_said_with_all_its_classes() {
    let (mut board, ids) = board_of(1);
    board.apply(decided(ids[0], Decision::Set { labels: vec!["glioma".into(), "meningioma".into()] }));
    let said = &board.announcement;
    assert!(said.contains("Closest match Glioma, 90 %. Meningioma cannot be ruled out."), "{said}");
    assert_eq!(words::case_state(&board.case(ids[0]).unwrap().state), "Glioma, 90 %");
}

#[test]
fn what_is_read_out_says_that_it_is_no_diagnosis_before_the_class_and_what_to_do_after_it() {
    let (mut board, ids) = board_of(1);
    board.apply(answered(ids[0]));
    let said = board.announcement.to_lowercase();
    let places = ["not a diagnosis", "closest match", "ask a doctor"].map(|part| said.find(part));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{said}");
    for why in [Abstention::NoFinding, Abstention::Unclear] {
        let (mut board, ids) = board_of(1);
        board.apply(decided(ids[0], Decision::Abstain { why }));
        let said = &board.announcement;
        assert!(said.contains("Not a diagnosis") && said.contains("Ask a doctor"), "{said}");
    }
}

#[test]
fn an_answer_is_announced_by_name_and_class() {
    let (mut board, ids) = board_of(1);
    board.apply(answered(ids[0]));
    assert_eq!(
        board.announcement,
        "0.png: not a diagnosis. Closest match Glioma, 90 %. Ask a doctor who sees the whole study."
    );
}
