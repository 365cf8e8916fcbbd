//! Notes beside an answer: origin of a picture, files that could not be opened, burned-in text, a model that was not
//! stored.

use super::*;
use protocol::SourceReport;

#[test]
fn a_model_that_is_not_kept_is_told_unless_it_is_so_at_every_visit() {
    let mut board = Board::default();
    board.apply(Event::NotKept { why: NotKept::Unavailable });
    assert_eq!((board.not_kept, &board.notice), (Some(NotKept::Unavailable), &None));
    board.apply(Event::NotKept { why: NotKept::Full });
    assert_eq!(board.not_kept, Some(NotKept::Full));
    let notice = text::english(&board.notice.unwrap());
    assert!(notice.contains("no room") && notice.contains("memory"), "{notice}");
}

#[test]
fn the_same_model_that_is_ready_again_is_the_one_that_is_shown_already() {
    let mut board = Board::default();
    board.apply(ready());
    let first = board.model.clone();
    board.apply(ready());
    assert!(first.is_some() && board.model == first);
    let Event::Ready { device, mut model } = ready() else { panic!("ready") };
    model.version = "2.0.0".into();
    board.apply(Event::Ready { device, model });
    assert!(board.model != first && board.model.unwrap().version == "2.0.0");
}

#[test]
fn what_the_light_box_could_not_open_stands_in_the_list_with_its_name_and_can_be_tried_again() {
    let mut board = Board::default();
    let Event::Failed { failure, .. } = failed(None) else { panic!("a failure") };
    let id = board.add_failed("letter.docx".into(), failure.clone()).unwrap();
    let case = board.case(id).unwrap();
    assert_eq!((case.name.as_str(), &case.state), ("letter.docx", &CaseState::Failed(failure)));
    assert_eq!((board.selected, board.open_count()), (Some(id), 0));
    board.requeue(id);
    assert_eq!(board.open_count(), 1);
}

#[test]
fn a_picture_that_was_made_of_a_slice_keeps_where_it_comes_from() {
    let (mut board, ids) = board_of(2);
    board.set_origin(&ids[1..], "MR, T1, slice 2 of 12, 12 bits");
    board.apply(answered(ids[1]));
    let origins: Vec<&str> = board.cases.iter().map(|case| case.origin.as_str()).collect();
    assert_eq!(origins, ["", "MR, T1, slice 2 of 12, 12 bits"]);
    let source = SourceReport { format: "PNG".into(), width: 200, height: 100, orientation: 1, warnings: Vec::new() };
    let said = text::english(&words::made_of(&source, origins[1]));
    assert!(said.starts_with(origins[1]) && said.ends_with("200 × 100 pixels") && !said.contains("PNG"), "{said}");
}

#[test]
fn writing_in_a_picture_is_said_with_its_answer() {
    let (mut board, ids) = board_of(1);
    let Event::Answered { mut answer, case } = answered(ids[0]) else { panic!("an answer") };
    answer.finding.provenance.text_at_borders = vec![protocol::Border::Top];
    board.apply(Event::Answered { case, answer });
    let said = announced(&board);
    assert!(said.contains("Text seems to stand in this picture, at the top"), "{said}");
}

#[test]
fn several_files_have_one_name_together() {
    let several = |first: &str, count| text::english(&words::several(first, count));
    assert_eq!(["a", "b", "c"].map(|first| several(first, 1)), ["a", "b", "c"]);
    assert_eq!(
        [2, 3, 12].map(|count| several("IM1", count)),
        ["IM1 and one other", "IM1 and 2 others", "IM1 and 11 others"]
    );
}

#[test]
fn what_is_known_of_the_kind_of_a_picture_is_kept_with_its_answer() {
    let (mut board, ids) = board_of(2);
    let said = text::acquisition::by_file("pictures by daylight");
    let Event::Answered { mut answer, .. } = answered(ids[0]) else { panic!("an answer") };
    answer.finding.acquisition = Some(Acquisition {
        name: "daylight".into(),
        probability: None,
        from: AcquisitionFrom::File,
        looks_like: None,
        said: vec![said.clone()],
    });
    board.apply(Event::Answered { case: ids[0], answer });
    board.apply(answered(ids[1]));
    let of = |board: &Board, case: CaseId| match &board.case(case).unwrap().state {
        CaseState::Answered(found) => found.answer().of_acquisition(),
        state => panic!("an answer, found {state:?}"),
    };
    assert_eq!(of(&board, ids[0]), std::slice::from_ref(&said));
    assert!(of(&board, ids[1]).is_empty());
    let CaseState::Answered(found) = &board.case(ids[0]).unwrap().state else { panic!("an answer") };
    let mut found = found.clone();
    found.forget_pictures();
    assert_eq!(found.answer().of_acquisition(), [said], "pictures are let go, and nothing else");
}
