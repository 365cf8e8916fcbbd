//! Every state of the page, reached without a browser.

use super::*;
use crate::protocol::{
    Answer, Backend, Bitmap, CaseStage, CheckOccasion, CheckReport, Decision, DeviceReport, Probability, SourceReport,
    Timing, TrustReport,
};

fn device() -> DeviceReport {
    let check = CheckReport {
        passed: true,
        runs: 3,
        largest_deviation: 0.0,
        tolerance: 0.01,
        occasion: CheckOccasion::Start,
        at_ms: 0.0,
    };
    DeviceReport { backend: Backend::Cpu, adapter: String::new(), reason: String::new(), check }
}

fn answered(case: CaseId) -> Event {
    let pixel = Bitmap { width: 1, height: 1, rgba: vec![1, 2, 3, 255] };
    let probability = |label: &str, value| Probability { label: label.into(), value };
    let answer = Answer {
        probabilities: vec![probability("glioma", 0.9), probability("notumor", 0.1)],
        top: 0,
        original: pixel.clone(),
        model_input: pixel,
        maps: Vec::new(),
        timing: Timing::default(),
        device: device(),
        trust: TrustReport {
            decision: Decision::Class { label: "glioma".into() },
            gates: Vec::new(),
            sets: Vec::new(),
            cross_check: None,
        },
        source: SourceReport { format: "PNG".into(), width: 1, height: 1, orientation: 1 },
    };
    Event::Answered { case, answer: Box::new(answer) }
}

fn failed(case: Option<CaseId>) -> Event {
    Event::Failed { case, failure: Failure { kind: "truncated".into(), message: "m".into(), hint: "h".into() } }
}

fn board_of(count: usize) -> (Board, Vec<CaseId>) {
    let mut board = Board::default();
    let ids = board.add((0..count).map(|n| format!("{n}.png")), Synthetic::No);
    (board, ids)
}

#[test]
fn the_first_of_the_newest_batch_is_selected() {
    let (mut board, first) = board_of(3);
    assert_eq!(board.selected, Some(first[0]));
    let second = board.add(["x.png".to_owned(), "y.png".to_owned()], Synthetic::Yes);
    assert_eq!(board.selected, Some(second[0]));
    assert_eq!(board.open_count(), 5);
    assert!(board.case(second[0]).unwrap().synthetic && !board.case(first[0]).unwrap().synthetic);
}

#[test]
fn a_failed_case_leaves_the_others_alone() {
    let (mut board, ids) = board_of(2);
    board.apply(failed(Some(ids[0])));
    board.apply(answered(ids[1]));
    assert!(matches!(board.case(ids[0]).unwrap().state, CaseState::Failed(_)));
    assert!(matches!(board.case(ids[1]).unwrap().state, CaseState::Answered(_)));
    assert_eq!(board.engine, EngineState::Waking);
}

#[test]
fn late_events_change_nothing() {
    let (mut board, ids) = board_of(2);
    board.apply(answered(ids[0]));
    board.remove(ids[1]);
    let before = board.clone();
    board.apply(failed(Some(ids[0])));
    board.apply(Event::Progress { case: ids[0], stage: CaseStage::Infer });
    board.apply(failed(Some(ids[1])));
    assert_eq!(board, before);
}

#[test]
fn removing_the_shown_case_shows_its_neighbour() {
    let (mut board, ids) = board_of(3);
    board.select(ids[1]);
    board.remove(ids[1]);
    assert_eq!(board.selected, Some(ids[2]));
    board.remove(ids[2]);
    assert_eq!(board.selected, Some(ids[0]));
    board.remove(ids[0]);
    assert_eq!((board.selected, board.cases.len()), (None, 0));
}

#[test]
fn a_failed_case_can_wait_again_and_a_failed_start_can_begin_again() {
    let (mut board, ids) = board_of(1);
    board.apply(failed(Some(ids[0])));
    board.requeue(ids[0]);
    assert_eq!(board.case(ids[0]).unwrap().state, CaseState::Waiting);
    board.apply(failed(None));
    assert!(matches!(board.engine, EngineState::Failed(_)));
    assert_eq!(board.case(ids[0]).unwrap().state, CaseState::Waiting);
    board.restart();
    assert_eq!(board.engine, EngineState::Waking);
}

#[test]
fn a_change_of_device_is_told_and_heard() {
    let (mut board, _) = board_of(0);
    board.apply(Event::DeviceChanged { device: DeviceReport { reason: "The GPU was lost.".into(), ..device() } });
    assert!(board.notice.as_deref().is_some_and(|text| text.contains("CPU") && text.contains("The GPU was lost.")));
    assert_eq!(board.notice.as_ref(), Some(&board.announcement));
}

#[test]
fn an_answer_is_announced_by_name_and_class() {
    let (mut board, ids) = board_of(1);
    board.apply(answered(ids[0]));
    assert_eq!(board.announcement, "0.png: closest match Glioma, 90 %.");
}

#[test]
fn originals_of_old_answers_are_let_go_but_never_that_of_the_shown_case() {
    let (mut board, ids) = board_of(KEPT_ORIGINALS + 5);
    for id in &ids {
        board.apply(answered(*id));
    }
    let held = |board: &Board, id| match &board.case(id).unwrap().state {
        CaseState::Answered(found) => found.has_original(),
        other => panic!("{other:?}"),
    };
    assert!(held(&board, ids[0]), "the shown case");
    assert!(!held(&board, ids[1]) && held(&board, *ids.last().unwrap()));
    assert_eq!(ids.iter().filter(|id| held(&board, **id)).count(), KEPT_ORIGINALS + 1);
}

#[test]
fn a_model_that_is_not_kept_is_told_unless_it_is_so_at_every_visit() {
    let mut board = Board::default();
    board.apply(Event::NotKept { why: NotKept::Unavailable });
    assert_eq!((board.not_kept, &board.notice), (Some(NotKept::Unavailable), &None));
    board.apply(Event::NotKept { why: NotKept::Full });
    assert_eq!(board.not_kept, Some(NotKept::Full));
    assert!(board.notice.is_some_and(|notice| notice.contains("no room") && notice.contains("memory")));
}
