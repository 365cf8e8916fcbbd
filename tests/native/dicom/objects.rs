//! DICOM objects made from an answer, read back by our own parser: the reports, and what all objects state. `cargo
//! xtask validators` has third-party programs read the examples.

use dicom::{DumpedElement, DumpedValue};
use dicom_objects::{
    BurnedIn, CalendarTime, DrawnPicture, ExportContext, ObjectError, SegmentedProperty, SourceImage, UidSeed, picture,
    report, segmentation,
};
use finding::{Abstention, Decision, Found};
use fixtures::exported::{MADE, classes, codes, context, objects, rgb, source};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom-objects")
}

/// All elements of a file.
pub(crate) fn elements(bytes: &[u8]) -> Vec<DumpedElement> {
    let object = crate::dicom::reading::object(bytes);
    assert_eq!(object.mended(), []);
    object.elements()
}

/// The texts of every element of that name, in the order of the file.
pub(crate) fn texts<'e>(elements: &'e [DumpedElement], keyword: &str) -> Vec<&'e str> {
    let own = elements.iter().filter(|element| element.keyword == Some(keyword));
    own.filter_map(|element| match &element.value {
        DumpedValue::Text(text) => Some(text.as_str()),
        DumpedValue::Bytes(_) | DumpedValue::Items(_) => None,
    })
    .collect()
}

pub(crate) fn object(name: &str) -> Vec<u8> {
    let all = objects();
    all.into_iter().find(|(own, _)| *own == name).map(|(_, bytes)| bytes).unwrap()
}

/// Content items of a report: concept name and value of each, in tree order. Codes by their meaning.
fn said(elements: &[DumpedElement]) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let (mut concept, mut unit, mut sequence) = ("", "", "");
    for element in elements {
        let keyword = element.keyword.unwrap_or_default();
        let text = match &element.value {
            DumpedValue::Text(text) => text.as_str(),
            DumpedValue::Items(_) => {
                sequence = keyword;
                continue;
            }
            DumpedValue::Bytes(_) => continue,
        };
        match (keyword, sequence) {
            ("ValueType", _) => (concept, unit) = ("", ""),
            ("CodeMeaning", "ConceptNameCodeSequence") => concept = text,
            // It precedes its number.
            ("CodeMeaning", "MeasurementUnitsCodeSequence") => unit = text,
            ("NumericValue", _) => said.push((concept.to_owned(), format!("{text} {unit}"))),
            ("CodeMeaning", "ConceptCodeSequence") | ("TextValue" | "UID", _) => {
                said.push((concept.to_owned(), text.to_owned()));
            }
            _ => {}
        }
    }
    said
}

fn of<'s>(said: &'s [(String, String)], concept: &str) -> Vec<&'s str> {
    said.iter().filter(|(own, _)| own == concept).map(|(_, value)| value.as_str()).collect()
}

#[test]
fn objects_are_those_that_were_validated_byte_for_byte() {
    let made = objects();
    for (name, bytes) in &made {
        let path = folder().join(name).with_extension("dcm");
        let kept = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let differs = bytes.iter().zip(&kept).position(|(a, b)| a != b);
        assert!(
            *bytes == kept,
            "{name}: {} bytes, {} kept, other from {differs:?} on: validate anew and keep what \
             `cargo run --package dicom-objects --example samples` writes",
            bytes.len(),
            kept.len(),
        );
    }
    let names: BTreeSet<String> = made.iter().map(|(name, _)| format!("{name}.dcm")).collect();
    let entries = std::fs::read_dir(folder()).unwrap().flatten();
    let kept: BTreeSet<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert_eq!(kept, names);
}

#[test]
fn every_measured_value_is_read_as_it_was_found() {
    let elements = elements(&object("report_outline"));
    let said = said(&elements);
    assert_eq!(of(&said, "Probability"), ["0.9876543 no units", "0.0000000001 no units"]);
    assert_eq!("0.9876543".parse(), Ok(0.987_654_3_f32), "to the last bit");
    assert_eq!(of(&said, "In the prediction set of 95 %"), ["Yes", "No"]);
    assert_eq!(of(&said, "In the prediction set of 90 %"), ["No", "No"]);
    assert_eq!(of(&said, "Area"), ["0.33333333333333 square millimeter"]);
    assert_eq!(texts(&elements, "FloatingPointValue"), [(1.0_f64 / 3.0).to_string()], "what the text rounds");
    assert_eq!(of(&said, "Share of what is imaged"), ["0.0625 no units"]);
    assert_eq!(of(&said, "Part of what is imaged"), ["Upper left of the picture as shown"]);
    assert_eq!(of(&said, "Side of the patient"), ["Right", "Anterior"]);
    assert_eq!(of(&said, "Threshold of the probability"), ["0.5 no units"]);
    let found = ["Mass", "nothing_worth_a_word", "All that the model outlined", "Region that the model outlined"];
    assert_eq!(of(&said, "Finding"), found);
    assert_eq!(of(&said, "Tracking Identifier"), ["class 1", "class 2", "outline 1", "region 1"]);
    assert!(texts(&elements, "LongCodeValue").contains(&"nothing_worth_a_word"), "no code is cut");
}

#[test]
fn a_report_names_what_answered_and_what_it_is_not() {
    let elements = elements(&object("report_outline"));
    let said = said(&elements);
    let one = |keyword: &str| texts(&elements, keyword).first().copied().unwrap_or_default();
    assert_eq!(one("SOPClassUID"), "1.2.840.10008.5.1.4.1.1.88.33");
    assert_eq!(one("TransferSyntaxUID"), "1.2.840.10008.1.2.1");
    assert_eq!((one("CompletionFlag"), one("VerificationFlag")), ("PARTIAL", "UNVERIFIED"));
    assert_eq!((one("ContentDate"), one("ContentTime")), ("20260203", "040506"));
    assert_eq!(one("TimezoneOffsetFromUTC"), "+0100");
    assert_eq!(texts(&elements, "TemplateIdentifier"), ["1500", "1600", "1501", "1501", "1410", "1501"]);
    assert_eq!(of(&said, "Language of Content Item and Descendants"), ["English"]);
    assert_eq!(of(&said, "Observer Type"), ["Device"]);
    assert_eq!(of(&said, "Algorithm Name"), ["a-model"; 4], "each group says what measured it");
    assert_eq!(of(&said, "Algorithm Version"), ["1.0.0"; 4]);
    let weights = format!("weights_sha256={}", "ab".repeat(32));
    assert!(of(&said, "Algorithm Parameters").contains(&weights.as_str()));
    assert_eq!(of(&said, "Decision of the model"), ["Mass"]);
    let comments = of(&said, "Comment");
    assert!(comments[0].starts_with("Closest match, says the model: A lump."), "{comments:?}");
    assert_eq!(comments[1], text::english(&text::dicom_objects::not_for_diagnosis()));
}

#[test]
fn what_else_belongs_to_the_answer_stands_behind_it() {
    let (codes, remarks) = (codes(), [text::answer::shares_only()]);
    let written = report(&classes(), None, &ExportContext { remarks: &remarks, ..context(None, &codes) }).unwrap();
    let said = said(&elements(&written.bytes));
    assert_eq!(of(&said, "Comment")[1], text::english(&text::answer::shares_only()));
}

#[test]
fn each_kind_of_decision_is_told() {
    let said = |name: &str| said(&elements(&object(name)));
    let open = said("report_named");
    assert_eq!(of(&open, "Decision of the model"), ["Several answers are left open"]);
    assert_eq!(of(&open, "Answer that is left open"), ["Mass", "hump"]);
    assert_eq!(of(&open, "Comment")[0], "The model leaves several answers open: A lump, hump.");
    let refused = said("report_refused");
    assert_eq!(of(&refused, "Decision of the model"), ["No answer is given"]);
    assert_eq!(of(&refused, "Why no answer is given"), ["Gate"]);
    assert_eq!(of(&refused, "Check that refused the picture"), ["Quality"]);
    assert_eq!(of(&refused, "What the check has against the picture"), ["Too dark"]);
    assert_eq!(of(&refused, "Probability"), [""; 0]);
    let labels = said("report_labels");
    assert_eq!(of(&labels, "Whether the label applies"), ["Present", "Absent", "Indeterminate"]);
    assert_eq!(of(&labels, "Probability"), ["0.8 no units", "0.02 no units", "0.31 no units"]);
    assert_eq!(of(&labels, "Threshold of the probability"), ["0.3 no units"; 3]);
    let areas = said("report_mask");
    assert_eq!(of(&areas, "Area"), ["18 square millimeter", "9 square millimeter", "9 square millimeter"]);
    assert_eq!(of(&areas, "Finding"), ["ground", "Mass", "hump"]);
}

/// As for the gate that looks at the network's output: the finding holds what must not be stated.
#[test]
fn of_a_picture_that_was_turned_away_nothing_is_told_though_the_network_has_run() {
    let (codes, slice) = (codes(), source());
    let context = context(Some(&slice), &codes);
    let mut finding = classes();
    let mut written = |why: Abstention| {
        let Found::Classes(found) = &mut finding.found else { panic!("classes") };
        found.decision = Decision::Abstain { why };
        let outlined = segmentation(&finding, &SegmentedProperty::LESION, &[], &context).map(drop);
        (said(&elements(&report(&finding, None, &context).unwrap().bytes)), outlined)
    };
    let (turned, outlined) = written(Abstention::Gate);
    assert_eq!(of(&turned, "Finding"), [""; 0]);
    assert_eq!(of(&turned, "Probability"), [""; 0]);
    assert_eq!(outlined, Err(ObjectError::NoOutline));
    // It lists the probabilities as the page does; an outline would be an answer.
    let (unclear, outlined) = written(Abstention::FullSet);
    assert_eq!(of(&unclear, "Finding"), ["Mass", "nothing_worth_a_word"]);
    assert!(of(&unclear, "Comment").contains(&text::english(&text::answer::shares_only()).as_str()), "{unclear:?}");
    assert_eq!(outlined, Err(ObjectError::NoOutline));
    let (nothing, outlined) = written(Abstention::NoFinding);
    assert!(of(&nothing, "Finding").contains(&"Region that the model outlined"), "what speaks against it stands too");
    assert_eq!(outlined, Ok(()));
}

#[test]
fn nothing_personal_is_told_unless_it_is_given() {
    let personal = [
        "PatientName",
        "PatientID",
        "PatientBirthDate",
        "PatientSex",
        "StudyDate",
        "StudyTime",
        "StudyID",
        "AccessionNumber",
        "ReferringPhysicianName",
    ];
    let given = ["Doe^Jané", "4711", "19700102", "F", "20260101", "101112", "S1", "A1", "Roe^Richard"];
    for (name, bytes) in objects() {
        let elements = elements(&bytes);
        for (keyword, given) in personal.into_iter().zip(given) {
            let expected = if matches!(name, "report_named" | "picture_source") { given } else { "" };
            assert_eq!(texts(&elements, keyword), [expected], "{name}: {keyword}");
        }
        let is_claimed = elements.iter().any(|element| element.keyword == Some("PatientIdentityRemoved"));
        assert!(!is_claimed, "{name}: that a file were de-identified is claimed nowhere");
    }
}

#[test]
fn a_source_is_named_where_it_is_given_and_nowhere_else() {
    for (name, bytes) in objects() {
        let is_alone = matches!(name, "report_alone" | "report_refused" | "picture_alone");
        let names = bytes.windows(7).any(|window| window == b"1.2.3.4");
        assert_eq!(names, !is_alone, "{name}");
        let elements = elements(&bytes);
        if is_alone {
            assert!(texts(&elements, "StudyInstanceUID")[0].starts_with("2.25."), "{name}: a study of its own");
        } else {
            assert_eq!(texts(&elements, "StudyInstanceUID")[0], "1.2.3.4", "{name}: it is part of the study");
            assert!(texts(&elements, "ReferencedSOPInstanceUID").contains(&"1.2.3.4.5.6"), "{name}");
        }
    }
    let frames = texts(&elements(&object("report_mask")), "ReferencedFrameNumber").concat();
    assert!(frames.contains('3'), "the frame too: {frames}");
}

#[test]
fn objects_of_one_export_name_each_other_and_no_two_are_called_alike() {
    let segmentation = elements(&object("segmentation_outline"));
    let own = texts(&segmentation, "SOPInstanceUID")[0];
    assert!(texts(&elements(&object("report_outline")), "ReferencedSOPInstanceUID").contains(&own));
    let codes = codes();
    let one = context(None, &codes);
    let made = |context: &ExportContext<'_>| report(&classes(), None, context).unwrap();
    let other = ExportContext { seed: UidSeed([8; 32]), ..one };
    assert_eq!(made(&one), made(&one), "without a clock and random numbers of its own");
    assert_ne!(made(&one).instance_uid, made(&other).instance_uid);
    let uids: BTreeSet<&str> = ["report_alone", "picture_alone", "segmentation_outline"].into();
    let files: Vec<Vec<DumpedElement>> = uids.iter().map(|name| elements(&object(name))).collect();
    for keyword in ["SOPInstanceUID", "SeriesInstanceUID"] {
        let all: BTreeSet<&str> = files.iter().filter_map(|file| texts(file, keyword).first().copied()).collect();
        assert_eq!(all.len(), 3, "{keyword}: {all:?}");
    }
}

#[test]
fn a_date_that_is_not_told_stands_only_where_the_standard_asks_for_one() {
    let (codes, slice, pixels) = (codes(), source(), rgb(0));
    let undated = ExportContext { made: None, ..context(Some(&slice), &codes) };
    let drawn = DrawnPicture { width: 12, height: 8, rgb: &pixels, label: "PICTURE" };
    let outlined = segmentation(&classes(), &SegmentedProperty::LESION, &[], &undated).unwrap();
    let asked = [
        (report(&classes(), None, &undated).unwrap(), true),
        (outlined.object, true),
        (picture(&classes(), &[drawn], BurnedIn::Unknown, &undated).unwrap(), false),
        (picture(&classes(), &[drawn; 2], BurnedIn::Unknown, &undated).unwrap(), false),
    ];
    for (object, is_asked) in asked {
        let elements = elements(&object.bytes);
        let dated = |keyword: &str| keyword.ends_with("Date") && !texts(&elements, keyword).concat().is_empty();
        let all: Vec<&str> = elements.iter().filter_map(|element| element.keyword).filter(|own| dated(own)).collect();
        assert_eq!(all, if is_asked { vec!["ContentDate"] } else { vec![] }, "{object:?}");
        assert!(texts(&elements, "ContentDate").iter().all(|date| *date == "19700101"));
        for keyword in ["TimezoneOffsetFromUTC", "DateOfSecondaryCapture"] {
            assert_eq!(texts(&elements, keyword), [""; 0], "{object:?}");
        }
    }
}

#[test]
fn what_cannot_stand_in_an_object_is_refused() {
    let codes = codes();
    let slice = SourceImage { instance_uid: "Doe^Jane".into(), ..source() };
    let error = report(&classes(), None, &context(Some(&slice), &codes)).unwrap_err();
    assert_eq!(error, ObjectError::NotAUid { found: "Doe^Jane".into() });
    assert_eq!(error.to_string(), "Expected a DICOM UID, found Doe^Jane.");
    let valid = context(None, &codes);
    let never = ExportContext { made: Some(CalendarTime { month: 2, day: 30, ..MADE }), ..valid };
    assert_eq!(report(&classes(), None, &never).unwrap_err(), ObjectError::NoSuchTime);
}

#[test]
fn a_report_in_german_says_so_and_keeps_its_letters() {
    let codes = codes();
    let english = context(None, &codes);
    let say = |_: &text::Message| "Größe: 3 µm, „ja“".to_owned();
    let language = dicom_objects::ContentLanguage { tag: "de", name: "Deutsch" };
    let german = ExportContext { language, say: &say, ..english };
    let elements = elements(&report(&classes(), None, &german).unwrap().bytes);
    assert_eq!(texts(&elements, "SpecificCharacterSet"), ["ISO_IR 192"]);
    assert_eq!(texts(&elements, "SeriesDescription"), ["Größe: 3 µm, „ja“"]);
    assert_eq!(of(&said(&elements), "Language of Content Item and Descendants"), ["Deutsch"]);
    assert!(of(&said(&elements), "Comment").iter().all(|text| *text == "Größe: 3 µm, „ja“"));
}
