//! Announcements about a list, and about a model that is fetched while pictures are open.

use super::routing::{answered_by, turned_away, two_tasks};
use super::*;

/// The announcements, each time they change, during these events.
fn heard(board: &mut Board, events: impl IntoIterator<Item = Event>) -> Vec<String> {
    let mut heard = vec![announced(board)];
    for event in events {
        board.apply(event);
        let now = announced(board);
        if heard.last() != Some(&now) {
            heard.push(now);
        }
    }
    heard.remove(0);
    heard
}

#[test]
fn a_long_list_is_told_of_in_quarters_and_a_short_one_picture_by_picture() {
    let (mut board, ids) = two_tasks(100, &["brain-mri", "leaf"]);
    let said = heard(&mut board, ids.iter().map(|id| answered_by(*id, "brain-mri")));
    assert_eq!(said, ["25 of 100 done", "50 of 100 done", "75 of 100 done", "all 100 done"]);
    let few = board.add((0..3).map(|n| format!("few-{n}.png")), Synthetic::No);
    let said = heard(&mut board, few.iter().map(|id| answered_by(*id, "brain-mri")));
    assert!(said.len() == 3 && said[2].contains("few-2.png"), "{said:?}");
}

#[test]
fn a_long_list_that_goes_to_another_model_or_waits_for_one_does_not_chatter() {
    let (mut board, ids) = two_tasks(20, &["brain-mri", "leaf"]);
    let said = heard(&mut board, ids.iter().map(|id| turned_away(*id, "brain-mri", Some("leaf"))));
    assert_eq!(said, [""; 0], "none of them has ended");
    let (mut board, ids) = two_tasks(20, &["brain-mri"]);
    let ends = ids.iter().enumerate().map(|(at, id)| match at % 2 {
        0 => turned_away(*id, "brain-mri", Some("leaf")),
        _ => answered_by(*id, "brain-mri"),
    });
    let said = heard(&mut board, ends);
    assert_eq!(said.len(), 4, "{said:?}");
    assert_eq!(said[3], "10 of 20 done. Others need the model “Leaves”, which is not on this device.");
}

#[test]
fn a_long_list_that_is_cancelled_or_cleared_does_not_silence_the_next() {
    let (mut board, ids) = two_tasks(40, &["brain-mri"]);
    assert!(heard(&mut board, ids.iter().map(|id| failed(Some(*id)))).len() <= 4);
    let (mut board, ids) = two_tasks(40, &["brain-mri"]);
    board.apply(answered_by(ids[0], "brain-mri"));
    ids.into_iter().for_each(|id| board.remove(id));
    let next = board.add(["next.png".to_owned(), "last.png".to_owned()], Synthetic::No);
    board.apply(answered_by(next[0], "brain-mri"));
    assert!(announced(&board).contains("next.png"), "{}", announced(&board));
}

#[test]
fn a_model_is_fetched_beside_open_pictures_one_at_a_time() {
    let (mut board, ids) = two_tasks(2, &["brain-mri"]);
    board.apply(turned_away(ids[0], "brain-mri", Some("leaf")));
    board.apply(answered_by(ids[1], "brain-mri"));
    assert!(!board.begin_fetch("no-such-task") && board.begin_fetch("leaf") && !board.begin_fetch("leaf"));
    assert_eq!(announced(&board), "The model “Leaves” is being fetched.");
    board.note_fetch(Amount { done: 3, total: 8 });
    assert!(matches!(&board.fetching, Some((task, Amount { done: 3, total: 8 })) if task.task == "leaf"));
    assert!(!board.is_let_go(ids[1]), "nothing is put away for it");
    assert_eq!(board.fetch_of("leaf"), FetchStanding::Own(Amount { done: 3, total: 8 }));
    let FetchStanding::Other(first) = board.fetch_of("brain-mri") else {
        panic!("the files of “Leaves” are not its")
    };
    assert_eq!(first.task, "leaf");
    let (message, hint) = (text::failure::said("m"), text::failure::said("h"));
    let failure = Failure { kind: FailureKind::Network, message: message.clone(), hint };
    board.end_fetch(Err(failure.clone()));
    assert_eq!((&board.notice, &board.case(ids[0]).unwrap().state), (&Some(message), &CaseState::Needs));
    assert!(board.begin_fetch("leaf") && board.notice.is_none());
    board.end_fetch(Ok(()));
    assert_eq!((announced(&board).as_str(), &board.fetching), ("The model “Leaves” is here.", &None));
    assert_eq!([board.fetch_of("leaf"), board.fetch_of("brain-mri")], [FetchStanding::Free, FetchStanding::Free]);
    // No announcement if everything was closed meanwhile.
    board.begin_fetch("leaf");
    ids.into_iter().for_each(|id| board.remove(id));
    board.end_fetch(Err(failure));
    assert_eq!(board.notice, None);
}

#[test]
fn a_model_is_fetched_anew_only_where_it_is_the_model_that_did_not_come() {
    let (mut board, _) = two_tasks(1, &["brain-mri"]);
    assert!(!board.lacks_model(), "it runs");
    let Event::Failed { failure, .. } = failed(None) else { panic!("a failure") };
    for (kind, lacks) in [
        (FailureKind::Network, true),
        (FailureKind::Integrity, true),
        (FailureKind::Manifest, true),
        (FailureKind::Worker, false),
        (FailureKind::Device, false),
    ] {
        board.apply(Event::Failed { case: None, failure: Failure { kind, ..failure.clone() } });
        assert_eq!(board.lacks_model(), lacks, "{kind:?}");
        board.restart();
        assert!(!board.lacks_model(), "it is tried again");
    }
}
