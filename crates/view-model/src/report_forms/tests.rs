//! Which formats are offered, and what each includes.

use super::*;
use fixtures::answered::answer;
use protocol::{Abstention, Border, Classes, Decision, Found, Outline};

const PARTS: [ReportPart; 4] = [ReportPart::Picture, ReportPart::Source, ReportPart::FileName, ReportPart::Date];
const ALL: ReportParts = ReportParts { picture: true, source: true, file_name: true, date: true };
const FULL: ReportGrounds = ReportGrounds {
    has_picture: true,
    has_outline: true,
    has_name: true,
    is_drawn: false,
    origin: OriginKnown::Placed,
};

fn found(outline: Option<Outline>) -> ClassAnswer {
    let decision = Decision::Class { label: "a".into() };
    let classes =
        Classes { probabilities: Vec::new(), decision, prediction_sets: Vec::new(), maps: Vec::new(), outline };
    ClassAnswer::try_from(answer(Found::Classes(classes))).unwrap()
}

#[test]
fn a_form_is_offered_where_it_can_be_made() {
    let names = |grounds: ReportGrounds| grounds.forms().into_iter().map(ReportForm::name).collect::<Vec<_>>();
    let all = ["pdf", "structured-report", "secondary-capture", "segmentation", "fhir", "capsule"];
    assert_eq!(names(FULL), all);
    let without = |changed: ReportGrounds| {
        let left = names(changed);
        all.into_iter().filter(|name| !left.contains(name)).collect::<Vec<_>>()
    };
    assert_eq!(without(ReportGrounds { has_picture: false, ..FULL }), ["secondary-capture", "capsule"]);
    assert_eq!(without(ReportGrounds { has_name: false, ..FULL }), ["capsule"], "what was made of no file");
    assert_eq!(without(ReportGrounds { has_outline: false, ..FULL }), ["segmentation"]);
    assert_eq!(without(ReportGrounds { origin: OriginKnown::Named, ..FULL }), ["segmentation"]);
    assert_eq!(names(ReportGrounds::default()), ["pdf", "structured-report", "fhir"]);
    let drawn = ReportGrounds { is_drawn: true, ..FULL };
    assert_eq!(names(drawn), ["pdf"], "a drawing goes into no archive: only the report in words says what it is");
}

#[test]
fn nothing_goes_along_that_nobody_chose_but_what_the_form_is() {
    let none = ReportParts::default();
    for form in ReportForm::ALL {
        let goes = none.within(form, &FULL);
        assert_eq!(goes.picture, form == ReportForm::SecondaryCapture, "{form:?}");
        assert_eq!(goes.source, form == ReportForm::Segmentation, "{form:?}");
        assert!(!goes.file_name && !goes.date, "{form:?}");
    }
}

#[test]
fn what_was_chosen_for_another_form_does_not_go_along() {
    for form in [ReportForm::Pdf, ReportForm::Capsule] {
        assert!(!ALL.within(form, &FULL).source, "{form:?} names no object");
    }
    let of_capsule = ReportParts { picture: false, source: false, ..ALL };
    assert_eq!(ALL.within(ReportForm::Capsule, &FULL), of_capsule, "it has no pixel");
    for form in [ReportForm::StructuredReport, ReportForm::Fhir, ReportForm::Segmentation] {
        let goes = ALL.within(form, &FULL);
        assert_eq!(goes, ReportParts { picture: false, ..ALL }, "{form:?} has no pixels");
    }
    let nothing = ReportGrounds::default();
    assert_eq!(ALL.within(ReportForm::Fhir, &nothing), ReportParts { date: true, ..ReportParts::default() });
}

#[test]
fn a_part_is_chosen_by_itself() {
    for part in PARTS {
        let mut parts = ReportParts::default();
        parts.set(part, true);
        assert_eq!(PARTS.map(|other| parts.has(other)), PARTS.map(|other| other == part));
        parts.set(part, false);
        assert_eq!(parts, ReportParts::default());
    }
}

#[test]
fn text_in_the_picture_is_told_where_pixels_go_along() {
    let mut answer = found(None);
    let pdf = |parts: ReportParts| parts.within(ReportForm::Pdf, &FULL);
    assert_eq!(pdf(ALL).warning(&answer), None, "none was seen");
    answer.provenance.text_at_borders = vec![Border::Top];
    assert_eq!(pdf(ReportParts::default()).warning(&answer), None, "no pixel goes along");
    assert_eq!(pdf(ALL).warning(&answer), words::burned_in(&[Border::Top]));
    let capture = ReportParts::default().within(ReportForm::SecondaryCapture, &FULL);
    assert!(capture.warning(&answer).is_some(), "that form is pixels");
}

#[test]
fn the_file_is_named_after_the_picture_only_where_that_was_chosen() {
    let names = ReportForm::ALL.map(|form| form.file_name(None));
    assert!(names.iter().all(|name| name.starts_with("onsight-")), "{names:?}");
    assert_eq!(ReportForm::Pdf.file_name(Some("Doe.2.dcm")), "Doe.2-report.pdf");
    assert_eq!(ReportForm::StructuredReport.file_name(Some("IM1")), "IM1-report.dcm");
    assert_eq!(ReportForm::Capsule.file_name(Some("IM1")), "IM1-capsule.json");
    // What a picture is called must lead nowhere else, nor turn the end of the name around.
    let of = |name: &str| ReportForm::Pdf.file_name(Some(name));
    assert_eq!(of("..\\../x/Grün\u{202e}gnp.\u{2069}exe\n.png"), "_.._x_Grüngnp.exe-report.pdf");
    assert_eq!([of("..."), of(" \u{200f}.png"), of(".png")], ["onsight-report.pdf"; 3]);
    assert_eq!(of("\u{5e9}\u{5dc}\u{5d5}\u{5dd}.png"), "\u{5e9}\u{5dc}\u{5d5}\u{5dd}-report.pdf", "letters stay");
    assert!(of(&"字".repeat(400)).len() < 255);
}

#[test]
fn grounds_are_what_the_answer_still_has() {
    let (regions, mask) = (Vec::new(), Vec::new());
    let empty = Outline { width: 1, height: 1, probabilities: vec![0], threshold: 0.5, regions, specks: 0, mask };
    let of = |outline: &Outline| ReportGrounds::new(&found(Some(outline.clone())), "", OriginKnown::Nothing);
    assert_eq!(of(&empty), ReportGrounds { has_picture: true, ..ReportGrounds::default() });
    assert!(of(&Outline { specks: 1, ..empty.clone() }).has_outline);
    let mut turned = found(Some(Outline { specks: 1, ..empty.clone() }));
    turned.classes.decision = Decision::Abstain { why: Abstention::Gate };
    let grounds = ReportGrounds::new(&turned, "", OriginKnown::Placed);
    assert!(!grounds.forms().contains(&ReportForm::Segmentation), "what was turned away has no outline to save");
    let mut gone = found(None);
    gone.original.rgba = Vec::new();
    let grounds = ReportGrounds::new(&gone, "IM1.dcm", OriginKnown::Named);
    assert!(!grounds.has_picture && grounds.has_name && grounds.origin == OriginKnown::Named);
}
