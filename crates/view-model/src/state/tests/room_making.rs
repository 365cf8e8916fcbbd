//! Models that replace each other: cases assigned to a worker at that time, and a list whose model is unavailable.

use super::routing::{answered_by, turned_away, two_tasks};
use super::*;

/// A picture that the worker is processing.
fn works_on(board: &mut Board, case: CaseId) {
    board.apply(Event::Progress { case, stage: CaseStage::Decode });
}

#[test]
fn what_a_worker_had_when_it_made_room_waits_again() {
    let (mut board, ids) = two_tasks(3, &["brain-mri", "leaf"]);
    works_on(&mut board, ids[0]);
    works_on(&mut board, ids[1]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    // A late stage event of the previous model does not apply to a picture that was forwarded.
    works_on(&mut board, ids[0]);
    assert_eq!(board.case(ids[0]).unwrap().state, CaseState::Waiting);
    board.turn_to("leaf");
    assert_eq!(board.case(ids[1]).unwrap().state, CaseState::Waiting);
    works_on(&mut board, ids[0]);
    // Neither stays in progress for ever if its model is no longer available.
    board.fall_back();
    board.turn_to("brain-mri");
    assert_eq!(board.case(ids[0]).unwrap().state, CaseState::Needs);
    works_on(&mut board, ids[1]);
    board.set_kept(Vec::new());
    board.turn_to("leaf");
    assert_eq!(board.case(ids[1]).unwrap().state, CaseState::Needs);
    assert_eq!((board.open_count(), board.owed().answers), (1, vec![ids[0]]));
}

#[test]
fn parts_are_covered_by_a_model_that_is_to_be_had_or_not_at_all() {
    let (mut board, ids) = two_tasks(1, &["brain-mri", "leaf"]);
    board.apply(answered_by(ids[0], "brain-mri"));
    board.turn_to("leaf");
    assert!(board.ask_probe(ids[0]));
    board.set_kept(vec!["leaf".into()]);
    assert_eq!((&board.case(ids[0]).unwrap().probe, board.next_task(true)), (&Inquiry::NotAsked, None));
    // The probe's pictures are pictures too.
    board.turn_to("brain-mri");
    assert!(board.ask_probe(ids[0]));
    board.apply(Event::Probed { case: ids[0], report: Box::new(ProbeReport { runs: Vec::new() }) });
    assert!(matches!(board.case(ids[0]).unwrap().probe, Inquiry::Done(_)));
    board.put_away();
    assert_eq!(board.case(ids[0]).unwrap().probe, Inquiry::NotAsked);
}

#[test]
fn an_empty_list_on_a_sealed_page_goes_back_to_its_task_only_where_that_is_kept() {
    // Like while the light box is open.
    let (mut board, ids) = two_tasks(1, &["brain-mri", "leaf"]);
    board.turn_to("leaf");
    board.remove(ids[0]);
    assert_eq!(board.next_task(false).as_deref(), Some("brain-mri"));
    board.turn_to("brain-mri");
    assert_eq!(board.fall_back().as_deref(), Some("leaf"));
    board.turn_to("leaf");
    assert_eq!((board.next_task(false), board.next_task(true).as_deref()), (None, Some("brain-mri")));
}

#[test]
fn a_model_that_the_network_does_not_give_leaves_its_place_to_one_that_is_kept() {
    let (mut board, ids) = two_tasks(2, &["brain-mri"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    assert!(announced(&board).contains("0.png: Needs the model “Leaves”"), "{}", announced(&board));
    board.turn_to("leaf");
    assert_eq!(board.not_fetched(), None);
    let Event::Failed { failure, .. } = failed(None) else { panic!("a failure") };
    let failure = Failure { kind: FailureKind::Network, ..failure };
    board.apply(Event::Failed { case: None, failure: failure.clone() });
    assert_eq!(board.not_fetched(), Some(failure));
    assert_eq!(board.fall_back().as_deref(), Some("brain-mri"));
    board.turn_to("brain-mri");
    assert_eq!((board.owed().answers, &board.case(ids[0]).unwrap().state), (vec![ids[1]], &CaseState::Needs));
}

#[test]
fn a_model_that_cannot_be_started_holds_back_no_picture_of_the_page() {
    let (mut board, ids) = two_tasks(1, &["brain-mri", "leaf"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    board.turn_to("leaf");
    board.apply(failed(None));
    assert_eq!(board.next_task(false), None, "it is not tried again by itself");
    let next = board.add(["next.png".to_owned()], Synthetic::No);
    assert_eq!((board.is_due(next[0]), board.next_task(false).as_deref()), (false, Some("brain-mri")));
    board.turn_to("brain-mri");
    // If that cannot be started either, the visitor is asked.
    let mut broken = board.clone();
    broken.apply(failed(None));
    assert_eq!(broken.next_task(false), None);
    board.apply(answered_by(next[0], "brain-mri"));
    assert_eq!(board.next_task(false).as_deref(), Some("leaf"));
    board.turn_to("leaf");
    board.apply(failed(None));
    assert_eq!(board.next_task(false), None);
}

#[test]
fn no_figure_stands_under_another_model_than_its_own() {
    let (mut board, ids) = two_tasks(1, &["brain-mri", "leaf"]);
    board.apply(answered_by(ids[0], "brain-mri"));
    let running = |board: &Board| board.running_model().map(|model| model.task.clone());
    assert_eq!(running(&board).as_deref(), Some("brain-mri"));
    board.benchmark = Benchmark::Done(vec![Timing::default()]);
    board.turn_to("leaf");
    assert_eq!((&board.benchmark, running(&board)), (&Benchmark::NotAsked, None));
    let Event::Ready { device, model } = ready() else { panic!("a model") };
    board.apply(Event::Ready { device, model: ModelReport { task: "leaf".into(), ..model } });
    // The shown answer is of the first model, and the second one runs.
    assert_eq!(board.model.as_ref().map(|model| model.task.as_str()), Some("brain-mri"));
    assert_eq!(running(&board).as_deref(), Some("leaf"));
    // Another task is chosen, whose model is not loaded yet.
    let (mut board, ids) = two_tasks(1, &[]);
    board.remove(ids[0]);
    assert!(board.model.is_some());
    board.choose("leaf");
    assert_eq!(board.model, None);
}

#[test]
fn the_end_of_a_pause_of_nothing_is_not_read_out() {
    let (mut board, ids) = two_tasks(1, &[]);
    board.turn_pause();
    board.remove(ids[0]);
    let said = announced(&board);
    board.turn_pause();
    assert_eq!((board.is_paused(), announced(&board)), (false, said));
}
