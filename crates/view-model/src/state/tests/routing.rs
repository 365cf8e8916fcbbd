//! A list of several kinds on a page with several tasks.

use super::*;
use task::TaskWords;
use text::Word;

fn task(folder: &str, name: &str) -> Word {
    Word { task: folder.into(), field: "text.name".into(), english: name.into() }
}

/// A page with two tasks, the second stored on the device or not, and this many pictures.
pub(super) fn two_tasks(count: usize, kept: &[&str]) -> (Board, Vec<CaseId>) {
    let mut board = Board::default();
    board.offer([task("brain-mri", "Brain MRI"), task("leaf", "Leaves")]);
    board.apply(ready());
    board.set_kept(kept.iter().map(|folder| (*folder).to_owned()).collect());
    let ids = board.add((0..count).map(|n| format!("{n}.png")), Synthetic::No);
    (board, ids)
}

/// The refusal of a task's model for a picture of another kind.
pub(super) fn turned_away(case: CaseId, by: &str, as_one_of: Option<&str>) -> Event {
    refused(case, by, RefusalKind::OtherTask, as_one_of)
}

fn refused(case: CaseId, by: &str, kind: RefusalKind, as_one_of: Option<&str>) -> Event {
    let Event::Answered { mut answer, .. } = decided(case, Decision::Abstain { why: Abstention::Gate }) else {
        panic!("an answer")
    };
    let (message, hint) = (text::failure::said("m"), text::failure::said("h"));
    let refusal = Refusal { kind, message, hint, task: as_one_of.map(str::to_owned) };
    let outcome = GateOutcome::Refused(refusal);
    answer.finding.provenance.gates = vec![GateReport { gate: Gate::Modality, outcome, measures: Vec::new() }];
    answer.finding.provenance.model.task = by.into();
    Event::Answered { case, answer }
}

pub(super) fn answered_by(case: CaseId, by: &str) -> Event {
    let Event::Answered { mut answer, .. } = answered(case) else { panic!("an answer") };
    answer.finding.provenance.model.task = by.into();
    Event::Answered { case, answer }
}

fn listed(board: &Board, case: CaseId) -> String {
    text::english(&words::case_state(board.case(case).unwrap()))
}

#[test]
fn a_mixed_list_is_answered_one_task_after_the_other() {
    let (mut board, ids) = two_tasks(4, &["brain-mri", "leaf"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    assert!(announced(&board).contains("0.png goes to the model “Leaves”"), "{}", announced(&board));
    assert_eq!(board.case(ids[0]).unwrap().state, CaseState::Waiting);
    assert_eq!(board.next_task(true), None, "pictures of the model that runs are left");
    board.apply(answered_by(ids[1], "brain-mri"));
    board.apply(turned_away(ids[2], "brain-mri", Some("leaf")));
    board.apply(answered_by(ids[3], "brain-mri"));
    assert_eq!(board.next_task(true).as_deref(), Some("leaf"));
    board.turn_to("leaf");
    assert_eq!((board.engine.clone(), board.owed().answers), (EngineState::Waking, vec![ids[0], ids[2]]));
    assert!(board.is_due(ids[0]) && !board.is_due(ids[1]));
    board.apply(answered_by(ids[0], "leaf"));
    board.apply(answered_by(ids[2], "leaf"));
    assert_eq!((board.open_count(), board.next_task(true)), (0, None));
    assert!(listed(&board, ids[1]).starts_with("Brain MRI: "), "{}", listed(&board, ids[1]));
    assert!(listed(&board, ids[0]).starts_with("Leaves: "), "{}", listed(&board, ids[0]));
    // An empty page returns to its own task.
    ids.into_iter().for_each(|id| board.remove(id));
    assert_eq!(board.next_task(true).as_deref(), Some("brain-mri"));
}

#[test]
fn a_picture_waits_for_its_own_model_and_not_for_the_download_of_another() {
    let (mut board, ids) = two_tasks(2, &["brain-mri", "leaf"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    // The worker of the first is replaced meanwhile.
    board.apply(Event::Loading { stage: LoadStage::Download, done: 1, total: 4 });
    assert_eq!(board.engine_of(ids[0]), None);
    assert_eq!(board.engine_of(ids[1]), Some(&board.engine));
    board.turn_to("leaf");
    assert_eq!(board.engine_of(ids[0]), Some(&EngineState::Waking));
    assert_eq!(board.engine_of(ids[1]), None);
}

#[test]
fn a_picture_that_was_made_for_a_model_is_asked_of_that_one_alone() {
    let (mut board, ids) = two_tasks(3, &["brain-mri", "leaf"]);
    board.made_for(&ids[..1], Some("leaf"));
    board.made_for(&ids[1..2], Some("petals"));
    board.made_for(&ids[2..], None);
    let asked = |board: &Board, at: usize| board.case(ids[at]).unwrap().asked.clone();
    assert_eq!((asked(&board, 0).task.task.as_str(), asked(&board, 0).by), ("leaf", ChosenBy::Visitor));
    assert!([1, 2].iter().all(|at| asked(&board, *at).task.task == "brain-mri"));
    assert!(!board.is_due(ids[0]) && board.is_due(ids[1]));
    board.turn_to("leaf");
    // What it refuses goes nowhere else.
    board.apply(turned_away(ids[0], "leaf", Some("brain-mri")));
    assert_eq!(asked(&board, 0).task.task, "leaf");
    assert!(!board.case(ids[0]).unwrap().state.is_open());
    // Where its model is not here, it is said which one is needed.
    let (mut board, ids) = two_tasks(1, &["brain-mri"]);
    board.made_for(&ids, Some("leaf"));
    assert_eq!(board.case(ids[0]).unwrap().state, CaseState::Needs);
}

#[test]
fn what_no_model_reads_ends_and_is_not_sent_to_and_fro() {
    let (mut board, ids) = two_tasks(3, &["brain-mri", "leaf"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("chest-ct")));
    board.apply(turned_away(ids[1], "brain-mri", None));
    board.apply(turned_away(ids[2], "brain-mri", Some("leaf")));
    board.turn_to("leaf");
    board.apply(turned_away(ids[2], "leaf", Some("brain-mri")));
    for id in ids {
        assert!(matches!(board.case(id).unwrap().state, CaseState::Answered(_)));
        let said = listed(&board, id);
        assert!(said.starts_with("Not answered: ") && said.ends_with(". No model here reads it."), "{said}");
    }
}

#[test]
fn that_no_model_reads_a_picture_is_said_only_where_it_is_known_what_it_is() {
    let (mut board, ids) = two_tasks(1, &["brain-mri"]);
    for (kind, known) in [
        (RefusalKind::NotMedical, true),
        (RefusalKind::OtherMedical, true),
        (RefusalKind::UnsureModality, false),
        (RefusalKind::OtherModality, false),
        (RefusalKind::OtherRegion, false),
    ] {
        board.apply(refused(ids[0], "brain-mri", kind, None));
        let said = listed(&board, ids[0]);
        assert_eq!(said.ends_with(". No model here reads it."), known, "{kind:?}: {said}");
        assert_eq!(said.starts_with("Brain MRI: Not answered"), !known, "{kind:?}: {said}");
        board.requeue(ids[0]);
    }
}

#[test]
fn a_model_that_is_not_here_is_only_asked_for() {
    let (mut board, ids) = two_tasks(2, &["brain-mri"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    board.apply(answered_by(ids[1], "brain-mri"));
    assert_eq!(board.case(ids[0]).unwrap().state, CaseState::Needs);
    assert_eq!((board.open_count(), board.next_task(true)), (0, None));
    assert_eq!(listed(&board, ids[0]), "Needs the model “Leaves”");
    // The visitor fetches it on a page that nothing seals: what is open is put away before.
    board.put_away();
    board.turn_to("leaf");
    assert!(board.is_let_go(ids[1]));
    assert_eq!(board.owed().answers, [ids[0]]);
    // It is stored from then on, and loaded automatically.
    board.apply(answered_by(ids[0], "leaf"));
    board.set_kept(vec!["brain-mri".into(), "leaf".into()]);
    board.requeue(ids[1]);
    assert_eq!(board.next_task(true).as_deref(), Some("brain-mri"));
}

#[test]
fn a_kept_model_that_is_gone_leaves_its_pictures_waiting_for_it() {
    let (mut board, ids) = two_tasks(1, &["brain-mri", "leaf"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    board.turn_to("leaf");
    assert_eq!(board.fall_back().as_deref(), Some("brain-mri"));
    board.turn_to("brain-mri");
    assert_eq!((&board.case(ids[0]).unwrap().state, board.next_task(true)), (&CaseState::Needs, None));
}

#[test]
fn the_visitor_chooses_for_one_picture_or_for_all_that_come() {
    let (mut board, ids) = two_tasks(1, &["brain-mri", "leaf"]);
    board.apply(answered_by(ids[0], "brain-mri"));
    board.ask(ids[0], "leaf");
    assert_eq!(board.next_task(true).as_deref(), Some("leaf"));
    board.turn_to("leaf");
    board.apply(turned_away(ids[0], "leaf", Some("brain-mri")));
    assert!(matches!(board.case(ids[0]).unwrap().state, CaseState::Answered(_)), "it is not taken out of their hands");
    assert!(listed(&board, ids[0]).starts_with("Leaves: "), "{}", listed(&board, ids[0]));
    board.set_always(Some("brain-mri".into()));
    let next = board.add(["next.png".to_owned()], Synthetic::No);
    assert_eq!(board.next_task(true).as_deref(), Some("brain-mri"));
    board.turn_to("brain-mri");
    board.apply(turned_away(next[0], "brain-mri", Some("leaf")));
    assert!(matches!(board.case(next[0]).unwrap().state, CaseState::Answered(_)));
}

#[test]
fn a_pause_holds_the_models_where_they_are() {
    let (mut board, ids) = two_tasks(1, &["brain-mri", "leaf"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    board.turn_pause();
    assert!(board.is_paused() && board.next_task(true).is_none() && announced(&board).starts_with("Paused."));
    board.turn_pause();
    assert_eq!(board.next_task(true).as_deref(), Some("leaf"));
}

#[test]
fn the_page_speaks_of_the_model_of_the_answer_that_is_shown() {
    let (mut board, ids) = two_tasks(2, &["brain-mri", "leaf"]);
    let Event::Ready { device, model } = ready() else { panic!("a model") };
    board.apply(answered_by(ids[0], "brain-mri"));
    board.apply(turned_away(ids[1], "brain-mri", Some("leaf")));
    board.turn_to("leaf");
    let labels = vec!["rust".to_owned()];
    let text = Box::new(TaskWords { labels, classes: vec!["Rust".into(); 3], ..TaskWords::default() });
    board.apply(Event::Ready { device, model: ModelReport { task: "leaf".into(), text, ..model } });
    assert_eq!((board.model.as_ref().unwrap().task.as_str(), words::class_name("rust")), ("brain-mri", "rust".into()));
    board.apply(answered_by(ids[1], "leaf"));
    board.select(ids[1]);
    assert_eq!((board.model.as_ref().unwrap().task.as_str(), words::class_name("rust")), ("leaf", "Rust".into()));
    board.select(ids[0]);
    assert_eq!(board.model.as_ref().unwrap().task, "brain-mri");
    assert_eq!(words::class_name("glioma"), "Glioma");
}

#[test]
fn another_model_covers_parts_only_where_it_can_be_loaded() {
    let (mut board, ids) = two_tasks(1, &["brain-mri", "leaf"]);
    board.apply(answered_by(ids[0], "brain-mri"));
    board.turn_to("leaf");
    assert!(board.ask_probe(ids[0]));
    assert_eq!((board.owed().probes.len(), board.next_task(true).as_deref()), (0, Some("brain-mri")));
    board.turn_to("brain-mri");
    assert_eq!(board.owed().probes, [ids[0]]);
    let (mut board, ids) = two_tasks(1, &["leaf"]);
    board.apply(answered_by(ids[0], "brain-mri"));
    board.turn_to("leaf");
    assert!(!board.ask_probe(ids[0]), "nothing is fetched for it");
}
