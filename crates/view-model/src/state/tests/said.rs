//! Live-region and list texts of an answer.

use super::*;

/// The same answer with another decision.
pub(super) fn decided(case: CaseId, decision: Decision) -> Event {
    let Event::Answered { mut answer, .. } = answered(case) else { panic!("an answer") };
    let (message, hint) = (text::refusal::blurred(), text::refusal::original_help());
    let refusal = Refusal { kind: RefusalKind::Blurred, message, hint, task: None };
    if matches!(decision, Decision::Abstain { why: Abstention::Gate }) {
        let outcome = GateOutcome::Refused(refusal);
        answer.finding.provenance.gates = vec![GateReport { gate: Gate::Quality, outcome, measures: Vec::new() }];
        classes(&mut answer).probabilities.clear();
    }
    classes(&mut answer).decision = decision;
    Event::Answered { case, answer }
}

/// The list's text for a case.
fn listed(board: &Board, case: CaseId) -> String {
    text::english(&words::case_state(board.case(case).unwrap()))
}

#[test]
fn no_class_is_said_where_none_may_be_shown() {
    // The list gives the reason briefly, starting with the important word.
    let abstained = [
        (Abstention::Gate, "blurred", "Not answered: blurred"),
        (Abstention::EmptySet, "fits none", "Not answered: fits none of the answers the model knows"),
        (Abstention::FullSet, "any of", "Not answered: could be any of the answers the model knows"),
    ];
    for (why, said, row) in abstained {
        let (mut board, ids) = board_of(1);
        board.apply(decided(ids[0], Decision::Abstain { why }));
        let announced = announced(&board);
        assert!(announced.contains(said), "{announced}");
        assert_eq!(listed(&board, ids[0]), row);
        assert!(!announced.contains("lioma"), "{announced}");
    }
}

#[test]
fn the_list_names_the_kind_of_picture_that_was_turned_away() {
    let named = |words: &str| text::refusal::worded(words);
    let told = [
        (text::refusal::other_task(named("a slice of a chest CT"), named("leaves")), "a slice of a chest CT"),
        (text::refusal::file_task("MR", named("a chest X-ray"), named("leaves")), "a chest X-ray"),
        (text::failure::said("m"), "another kind of picture"),
    ];
    for (message, kind) in told {
        let (mut board, ids) = board_of(1);
        let Event::Answered { mut answer, case } = decided(ids[0], Decision::Abstain { why: Abstention::Gate }) else {
            panic!("an answer")
        };
        let task = Some("chest-ct".to_owned());
        let refusal = Refusal { kind: RefusalKind::OtherTask, message, hint: text::refusal::switch_help(), task };
        answer.finding.provenance.gates[0].outcome = GateOutcome::Refused(refusal);
        board.apply(Event::Answered { case, answer });
        assert_eq!(listed(&board, ids[0]), format!("Not answered: {kind}"));
    }
}

#[test]
fn another_model_is_offered_for_a_picture_of_another_kind_and_for_no_other_reason() {
    for (kind, is_offered) in [
        (RefusalKind::OtherTask, true),
        (RefusalKind::NotMedical, true),
        (RefusalKind::UnsureModality, true),
        (RefusalKind::Blurred, false),
        (RefusalKind::OtherAcquisition, false),
    ] {
        for (decision, may) in [
            (Decision::Abstain { why: Abstention::Gate }, true),
            (Decision::Abstain { why: Abstention::NoFinding }, false),
        ] {
            let (mut board, ids) = board_of(1);
            let Event::Answered { mut answer, case } = decided(ids[0], decision) else { panic!("an answer") };
            let (message, hint) = (text::failure::said("m"), text::refusal::switch_help());
            let outcome = GateOutcome::Refused(Refusal { kind, message, hint, task: None });
            answer.finding.provenance.gates = vec![GateReport { gate: Gate::Modality, outcome, measures: Vec::new() }];
            board.apply(Event::Answered { case, answer });
            let CaseState::Answered(found) = &board.case(case).unwrap().state else { panic!("an answer") };
            assert_eq!(words::is_of_other_kind(found.answer()), is_offered && may, "{kind:?}");
        }
    }
}

#[test]
fn how_often_the_model_is_wrong_is_said_once_where_nothing_stood_out() {
    let (mut board, ids) = board_of(1);
    board.apply(decided(ids[0], Decision::Abstain { why: Abstention::NoFinding }));
    let CaseState::Answered(found) = &board.case(ids[0]).unwrap().state else { panic!("an answer") };
    let (means, helps) = words::abstention_help(found.answer(), Abstention::NoFinding);
    let (means, helps) = (text::english(&means), text::english(&helps));
    assert!(means.contains("not an all-clear"), "{means}");
    assert!(!(means + &helps).contains(|c: char| c.is_ascii_digit()), "the card's own line has the figures");
    // The row names what did not stand out, and fits one finding as well as several.
    assert_eq!(listed(&board, ids[0]), "No finding stood out");
}

#[test]
fn a_set_is_said_with_all_its_classes() {
    let (mut board, ids) = board_of(1);
    board.apply(decided(ids[0], Decision::Set { labels: vec!["glioma".into(), "meningioma".into()] }));
    let said = announced(&board);
    assert!(said.contains("Closest match Glioma, 90 %. Meningioma cannot be ruled out."), "{said}");
    assert_eq!(listed(&board, ids[0]), "Glioma, 90 %");
}

#[test]
fn what_is_read_out_says_that_it_is_no_diagnosis_before_the_class_and_what_to_do_after_it() {
    let (mut board, ids) = board_of(1);
    board.apply(answered(ids[0]));
    let said = announced(&board).to_lowercase();
    let places = ["not a diagnosis", "closest match", "ask a doctor"].map(|part| said.find(part));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{said}");
    for why in [Abstention::NoFinding, Abstention::Unclear] {
        let (mut board, ids) = board_of(1);
        board.apply(decided(ids[0], Decision::Abstain { why }));
        let said = announced(&board);
        assert!(said.contains("Not a diagnosis") && said.contains("Ask a doctor"), "{said}");
    }
}

#[test]
fn an_answer_is_announced_by_name_and_class() {
    let (mut board, ids) = board_of(1);
    board.apply(answered(ids[0]));
    assert_eq!(
        announced(&board),
        "0.png: not a diagnosis. Closest match Glioma, 90 %. Ask a doctor who sees the whole examination."
    );
}
