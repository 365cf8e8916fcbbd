//! Every state of the page, reached without a browser.

mod announcements;
mod labels;
mod notes;
mod room_making;
mod routing;
mod said;

use super::*;
use fixtures::answered::{answer, device};
use protocol::{
    Abstention, Acquisition, AcquisitionFrom, Answer, Backend, CaseStage, Classes, Decision, DeviceReport, FailureKind,
    Found, Gate, GateOutcome, GateReport, Mask, ModelReport, Probability, ProbeReport, Refusal, RefusalKind, SelfCheck,
    Timing,
};
use said::decided;

fn answered(case: CaseId) -> Event {
    let probability = |label: &str, value| Probability { label: label.into(), value };
    let classes = Classes {
        probabilities: vec![probability("glioma", 0.9), probability("notumor", 0.1)],
        decision: Decision::Class { label: "glioma".into() },
        prediction_sets: Vec::new(),
        maps: Vec::new(),
        outline: None,
    };
    Event::Answered { case, answer: Box::new(answer(Found::Classes(classes))) }
}

/// Its classes, to be changed.
fn classes(answer: &mut Answer) -> &mut Classes {
    let Found::Classes(classes) = &mut answer.finding.found else { panic!("an answer with classes") };
    classes
}

fn failed(case: Option<CaseId>) -> Event {
    let (message, hint) = (text::failure::said("m"), text::failure::said("h"));
    Event::Failed { case, failure: Failure { kind: FailureKind::Truncated, message, hint } }
}

/// Text of the live region.
fn announced(board: &Board) -> String {
    board.announcement.as_ref().map(text::english).unwrap_or_default()
}

fn board_of(count: usize) -> (Board, Vec<CaseId>) {
    words::install("brain-mri", words::tests::brain());
    let mut board = Board::default();
    let ids = board.add((0..count).map(|n| format!("{n}.png")), Synthetic::No);
    (board, ids)
}

#[test]
fn an_answer_of_another_kind_is_a_fault_and_not_a_class() {
    let (mut board, ids) = board_of(1);
    let mask = Mask { width: 1, height: 1, cells: vec![0], areas: Vec::new(), abstention: None };
    board.apply(Event::Answered { case: ids[0], answer: Box::new(answer(Found::Mask(mask))) });
    let state = &board.case(ids[0]).unwrap().state;
    assert!(matches!(state, CaseState::Failed(failure) if failure.kind == FailureKind::Program), "{state:?}");
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
fn a_device_that_is_chosen_by_time_says_so_and_nothing_else_changes() {
    let (mut board, ids) = board_of(1);
    board.apply(ready());
    board.apply(answered(ids[0]));
    let before = board.clone();
    board.apply(Event::Timed { ms: 30.5 });
    assert_eq!(board, before);
    board.announcement = Some(text::failure::said("Every check passed."));
    let Event::Ready { device, model } = ready() else { panic!("a model") };
    let reason = text::engine::both_timed(12.0, 30.5);
    board.apply(Event::Ready { device: DeviceReport { reason: reason.clone(), ..device }, model });
    assert_eq!(board.device.as_ref().map(|device| &device.reason), Some(&reason));
    assert_eq!(board.case(ids[0]).unwrap().state, before.case(ids[0]).unwrap().state);
    assert_eq!((&board.engine, board.models.len(), board.notice.is_none()), (&EngineState::Ready, 1, true));
    assert_eq!(announced(&board), "Every check passed.", "what was said last stands");
}

#[test]
fn a_worker_that_starts_again_says_again_that_it_is_ready() {
    let (mut board, _) = board_of(0);
    board.apply(ready());
    let said = announced(&board);
    board.announcement = None;
    board.apply(Event::Loading { stage: LoadStage::Check, done: 0, total: 1 });
    board.apply(ready());
    assert!(!said.is_empty() && announced(&board) == said, "{said}");
}

#[test]
fn a_change_of_device_is_told_and_heard() {
    let (mut board, _) = board_of(0);
    let reason = text::failure::said("The GPU was lost.");
    board.apply(Event::DeviceChanged { device: DeviceReport { reason, ..device() } });
    let notice = text::english(board.notice.as_ref().unwrap());
    assert!(notice.contains("CPU") && notice.contains("The GPU was lost."), "{notice}");
    assert_eq!(board.notice, board.announcement);
}

#[test]
fn pictures_of_old_answers_are_let_go_but_never_those_of_the_shown_case() {
    let (mut board, ids) = board_of(KEPT_PICTURES + 5);
    for id in &ids {
        board.apply(answered(*id));
    }
    let held = |board: &Board, id| match &board.case(id).unwrap().state {
        CaseState::Answered(found) => found.has_original(),
        other => panic!("{other:?}"),
    };
    assert!(held(&board, ids[0]), "the shown case");
    assert!(!held(&board, ids[1]) && held(&board, *ids.last().unwrap()));
    assert_eq!(ids.iter().filter(|id| held(&board, **id)).count(), KEPT_PICTURES + 1);
    // An old one that is selected again is answered again.
    assert!(board.is_let_go(ids[1]) && !board.is_let_go(ids[0]));
    board.select(ids[1]);
    board.requeue(ids[1]);
    board.apply(answered(ids[1]));
    assert!(held(&board, ids[1]) && !board.is_let_go(ids[1]));
}

#[test]
fn only_an_answered_case_can_be_asked_again_and_one_at_a_time() {
    let (mut board, ids) = board_of(1);
    assert!(!board.ask_probe(ids[0]));
    board.apply(answered(ids[0]));
    assert!(board.ask_probe(ids[0]) && !board.ask_probe(ids[0]));
    board.apply(Event::Probed { case: ids[0], report: Box::new(ProbeReport { runs: Vec::new() }) });
    assert!(matches!(board.case(ids[0]).unwrap().probe, Inquiry::Done(_)));
}

#[test]
fn a_probe_that_failed_leaves_the_answer() {
    let (mut board, ids) = board_of(1);
    board.apply(answered(ids[0]));
    board.ask_probe(ids[0]);
    board.apply(failed(Some(ids[0])));
    let case = board.case(ids[0]).unwrap();
    assert!(matches!(case.state, CaseState::Answered(_)) && matches!(case.probe, Inquiry::Failed(_)));
}

fn ready() -> Event {
    let model = ModelReport {
        task: "brain-mri".into(),
        name: "a-model".into(),
        version: "1.0.0".into(),
        sha256: "ab".repeat(32),
        bytes: 1,
        labels: vec!["glioma".into(), "notumor".into()],
        negative: Some("notumor".into()),
        input_size: 224,
        scores: Vec::new(),
        temperature: 1.0,
        text: Box::new(words::tests::brain()),
        measured: None,
    };
    Event::Ready { device: device(), model }
}

fn self_checked(board: &Board) -> Event {
    let report = SelfCheck {
        device: DeviceReport { backend: Backend::WebGpu, adapter: "a chip".into(), ..device() },
        cpu: Some(device()),
        model: ModelReport::clone(board.model.as_ref().unwrap()),
        adapter: vec![("maxBufferSize".into(), "268435456".into())],
        timing: Timing::default(),
        runs: Vec::new(),
    };
    Event::SelfChecked { report: Box::new(report) }
}

#[test]
fn a_check_of_the_device_is_asked_for_when_ready_and_its_failure_stops_nothing() {
    let (mut board, _) = board_of(0);
    assert!(!board.ask_self_check());
    board.apply(ready());
    assert!(board.ask_self_check() && !board.ask_self_check());
    board.apply(failed(None));
    assert_eq!(board.engine, EngineState::Ready);
    assert!(matches!(board.self_check, Inquiry::Failed(_)) && board.ask_self_check());
    board.apply(self_checked(&board));
    assert!(matches!(board.self_check, Inquiry::Done(_)));
    assert_eq!(board.device.as_ref().unwrap().backend, Backend::WebGpu);
}

#[test]
fn the_diagnostics_tell_of_the_device_and_of_no_case() {
    let mut board = Board::default();
    board.offer([text::Word { task: "brain-mri".into(), ..text::Word::from("Brain MRI") }]);
    board.apply(ready());
    let ids = board.add(["ODDNAME-Müller^Anna-19701231.dcm".to_owned()], Synthetic::No);
    board.apply(decided(ids[0], Decision::Abstain { why: Abstention::Gate }));
    board.ask_self_check();
    board.apply(self_checked(&board));
    let facts = words::Facts { browser: "A browser/1.0".into(), ..words::Facts::from_board(&board) };
    let told = |facts: &words::Facts| words::diagnostics(facts, &text::english);
    let text = told(&facts);
    for said in ["a-model 1.0.0", "WebGPU a chip", "maxBufferSize: 268435456", "A browser/1.0", "check of the CPU"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    for secret in ["ODDNAME", "Müller", "Anna", "1970", "dcm", "blurred", "glioma"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    // Only the device, the model and the settings are included: a board without cases gives the same.
    board.remove(ids[0]);
    assert_eq!(told(&words::Facts { browser: facts.browser.clone(), ..words::Facts::from_board(&board) }), text);
}

#[test]
fn the_benchmark_touches_no_picture_and_ends_with_its_times() {
    let (mut board, ids) = board_of(1);
    assert_eq!(board.ask_benchmark(), None, "the model is not ready");
    board.engine = EngineState::Ready;
    assert_eq!(board.ask_benchmark(), None, "a picture is open");
    board.apply(answered(ids[0]));
    let case = board.ask_benchmark().unwrap();
    assert_eq!((board.ask_benchmark(), board.cases.iter().any(|known| known.id == case)), (None, false));
    let before = board.cases.clone();
    for _ in 0..benchmark::UNSEEN + benchmark::COUNTED {
        assert_eq!(board.benchmark.case(), Some(case));
        board.apply(answered(case));
    }
    assert!(matches!(&board.benchmark, Benchmark::Done(times) if times.len() == benchmark::COUNTED));
    board.apply(answered(case));
    assert_eq!(board.cases, before);
    for failure in [failed(board.ask_benchmark()), failed(None)] {
        board.benchmark = Benchmark::NotAsked;
        let asked = board.ask_benchmark();
        board.apply(match failure {
            Event::Failed { case: Some(_), .. } => failed(asked),
            other => other,
        });
        assert!(matches!(board.benchmark, Benchmark::Failed(_)), "{:?}", board.benchmark);
    }
    assert!(matches!(board.engine, EngineState::Failed(_)));
}
