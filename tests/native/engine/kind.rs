//! The modality gate on what DICOM files state: through both inputs, the file and the slice of the light box.

use crate::engine::modality::{classifier_that_says, start_classifier, sure_of};
use crate::engine::parts::{calm, model, opening};
use containers::{Channels, png};
use engine::{CaseSource, Choice, Engine, EngineError, block_on};
use fixtures::dicom_made::{Made, Written, with_meta};
use imaging::synthetic::{Phantom, phantom};
use imaging::{Described, Pixels};
use lab::predict;
use protocol::{Abstention, Answer, Backend, Decision, Gate, GateOutcome, Gating, Refusal, SliceAddress};
use std::future::ready;
use std::path::{Path, PathBuf};
use training::task_file;

const SECONDARY_CAPTURE: &str = "1.2.840.10008.5.1.4.1.1.7";
const W: Written = Written::Explicit;

/// A drawn head as DICOM, with these elements between modality and picture, in the order of their tags.
pub(crate) fn file(modality: &'static str, said: &[Vec<u8>]) -> Vec<u8> {
    let head = phantom(Phantom::Plain, 3);
    let Pixels::Grey8(levels) = head.pixels() else { panic!("a phantom is grey") };
    let stored: Vec<u16> = levels.iter().copied().map(u16::from).collect();
    let made = Made { modality, ..Made::grey16(head.width() as u16, head.height() as u16, &stored) };
    let elements = made.elements();
    let at = elements.windows(6).position(|window| window == [0x28, 0, 2, 0, b'U', b'S']).unwrap();
    with_meta(W.uid(), &[&elements[..at], &said.concat(), &elements[at..]].concat())
}

fn body_part(name: &str) -> Vec<u8> {
    W.text((0x0018, 0x0015), "CS", name)
}

/// The anatomic region sequence (0008,2218).
fn region(scheme: &str, code: &str, meaning: &str) -> Vec<u8> {
    let item = [
        W.text((0x0008, 0x0100), "SH", code),
        W.text((0x0008, 0x0102), "SH", scheme),
        W.text((0x0008, 0x0104), "LO", meaning),
    ];
    W.sequence((0x0008, 0x2218), &[item.concat()], false)
}

/// The same in a group of all frames (5200,9229), as enhanced objects have it.
fn region_of_frames(scheme: &str, code: &str, meaning: &str) -> Vec<u8> {
    let anatomy = W.sequence((0x0020, 0x9071), &[region(scheme, code, meaning)], false);
    W.sequence((0x5200, 0x9229), &[anatomy], false)
}

fn of_class(modality: &'static str, class: &str) -> Vec<u8> {
    let file = file(modality, &[]);
    let old = W.text((0x0008, 0x0016), "UI", SECONDARY_CAPTURE);
    let at = file.windows(old.len()).position(|window| window == old).unwrap();
    [&file[..at], &W.text((0x0008, 0x0016), "UI", class), &file[at + old.len()..]].concat()
}

fn models() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("models")
}

/// Random weights behind the rule of the brain task; `looks` is the modality classifier's answer to every picture.
fn engine(looks: Option<&str>) -> Engine {
    let mut manifest = model().manifest.clone();
    manifest.task = "brain-mri".into();
    let known = task_file::read(&models(), "brain-mri").unwrap();
    (manifest.intended, manifest.text) = (known.intended, Some(known.text));
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let host = opening();
    let engine = block_on(Engine::start(manifest, &model().weights, choice, host, &mut |_, _, _| {})).unwrap();
    match looks {
        Some(label) => engine.with_modality(start_classifier(classifier_that_says(sure_of(label))).unwrap()),
        None => engine,
    }
}

fn answer(engine: &mut Engine, file: &[u8]) -> Answer {
    block_on(engine.classify(file, &mut calm())).unwrap()
}

fn refusal(answer: &Answer) -> Option<&Refusal> {
    answer.finding.provenance.gates.iter().find_map(|report| match &report.outcome {
        GateOutcome::Refused(refusal) => {
            assert_eq!(report.gate, Gate::Modality);
            assert_eq!(answer.finding.classes().unwrap().decision, Decision::Abstain { why: Abstention::Gate });
            assert!(
                answer.finding.classes().unwrap().probabilities.is_empty()
                    && answer.finding.classes().unwrap().prediction_sets.is_empty()
            );
            Some(refusal)
        }
        _ => None,
    })
}

/// The only slice of the file, as the light box passes it on: the file, and the index of the slice.
const SLICE: SliceAddress = SliceAddress::Frame { instance: 4, frame: 0 };

fn answer_from_light_box(engine: &mut Engine, file: &[u8]) -> Answer {
    let opened = reading::open_slice(file, SLICE, engine.windowing());
    let opened = opened.map_err(|error| EngineError::Reader(error.into()));
    block_on(engine.answer(CaseSource::Slice(Box::pin(ready(opened))), Gating::Stop, &mut calm())).unwrap()
}

#[test]
fn what_a_file_says_of_itself_decides_by_both_ways_in() {
    let mut engine = engine(Some("brain-mri"));
    let brain = "12738006";
    for (name, file, expected) in [
        ("a chest CT", file("CT", &[body_part("CHEST")]), Some("other_modality")),
        ("a head CT", file("CT", &[body_part("HEAD")]), Some("other_modality")),
        ("a CT of nothing named", file("CT", &[]), Some("other_modality")),
        ("an X-ray", file("CR", &[body_part("SKULL")]), Some("other_modality")),
        ("an ultrasound", file("US", &[]), Some("other_modality")),
        ("a PET", file("PT", &[body_part("BRAIN")]), Some("other_modality")),
        ("an MR of a knee", file("MR", &[body_part("KNEE")]), Some("other_region")),
        ("an MR of the neck's spine", file("MR", &[body_part("CSPINE")]), Some("other_region")),
        ("a secondary capture of a chest", file("OT", &[body_part("CHEST")]), Some("other_region")),
        ("a coded knee", file("MR", &[region("SCT", "72696002", "Knee")]), Some("other_region")),
        ("a coded femoral head", file("MR", &[region("SRT", "T-12711", "Head of femur")]), Some("other_region")),
        ("a local code", file("MR", &[region("99LOCAL", "17", "Knee")]), Some("other_region")),
        ("frames of a knee", file("MR", &[region_of_frames("SCT", "72696002", "Knee")]), Some("other_region")),
        ("two that disagree", file("MR", &[region("SCT", brain, "Brain"), body_part("CHEST")]), Some("other_region")),
        ("a class without a modality", of_class("", "1.2.840.10008.5.1.4.1.1.2"), Some("other_modality")),
        ("a class against a modality", of_class("MR", "1.2.840.10008.5.1.4.1.1.2"), Some("other_modality")),
        ("an enhanced CT called OT", of_class("OT", "1.2.840.10008.5.1.4.1.1.2.1"), Some("other_modality")),
        ("an MR of the brain", file("MR", &[body_part("BRAIN")]), None),
        ("an MR of the head", file("MR", &[body_part("HEAD")]), None),
        ("an MR of a skull", file("MR", &[body_part("SKULL ")]), None),
        ("head and neck", file("MR", &[body_part("HEADNECK")]), None),
        ("lower case", file("MR", &[body_part("Brain")]), None),
        ("no part", file("MR", &[]), None),
        ("an empty part", file("MR", &[body_part("")]), None),
        ("an unknown part", file("MR", &[body_part("UNKNOWN")]), None),
        ("the whole body", file("MR", &[body_part("WHOLEBODY")]), None),
        ("a coded brain", file("MR", &[region("SCT", brain, "Brain")]), None),
        ("an older code", file("MR", &[region("SRT", "T-A0100", "Brain")]), None),
        ("frames of a brain", file("MR", &[region_of_frames("SCT", brain, "Brain")]), None),
        ("a secondary capture", file("OT", &[]), None),
        ("no modality", file("", &[]), None),
        ("an MR by its class", of_class("", "1.2.840.10008.5.1.4.1.1.4"), None),
    ] {
        let (by_file, by_light_box) = (answer(&mut engine, &file), answer_from_light_box(&mut engine, &file));
        for found in [&by_file, &by_light_box] {
            assert_eq!(refusal(found).map(|refusal| refusal.kind.name()), expected, "{name}: {found:?}");
        }
        let told = |answer: &Answer| refusal(answer).map(|refusal| refusal.message.clone());
        assert_eq!(told(&by_file), told(&by_light_box), "{name}");
    }
}

#[test]
fn file_and_picture_are_both_told_where_they_disagree() {
    let chest = file("CT", &[body_part("CHEST")]);
    let told = |looks: Option<&str>, file: &[u8]| refusal(&answer(&mut engine(looks), file)).cloned().unwrap();
    let brain = told(Some("brain-mri"), &chest);
    let message = |refusal: &Refusal| text::english(&refusal.message);
    assert!(
        message(&brain).starts_with("The file says CT, chest; the picture looks like a slice of a brain MRI."),
        "{brain:?}"
    );
    let same = told(Some("chest-ct"), &chest);
    assert!(
        message(&same).starts_with("The file says CT, chest; the picture looks like a slice of a chest CT."),
        "{same:?}"
    );
    // The file's attributes are enough where there is no modality classifier.
    assert_eq!(told(None, &chest).kind.name(), "other_modality");
    // A file that says brain does not let a picture of something else pass.
    let head = file("MR", &[body_part("BRAIN")]);
    let xray = told(Some("chest-xray"), &head);
    assert_eq!(xray.kind.name(), "other_task");
    assert!(message(&xray).starts_with("The file says MR, brain; the picture looks like a chest X-ray."), "{xray:?}");
    // Secondary captures fall back to the picture.
    assert_eq!(told(Some("chest-ct"), &file("OT", &[])).kind.name(), "other_task");
}

#[test]
fn what_is_handed_on_of_a_file_is_codes_and_nothing_else() {
    let head = file("MR", &[W.text((0x0010, 0x0010), "PN", "DOE^JANE"), body_part("BRAIN")]);
    let opened = reading::open_slice(&head, SLICE, None).unwrap();
    assert_eq!(opened, reading::open(&head).unwrap());
    let line = opened.described.to_line();
    assert_eq!(Described::from_line(&line), opened.described);
    assert!(line.contains("BRAIN") && !line.contains("DOE"), "{line}");
    assert_eq!(reading::open_slice(&file("", &[]), SLICE, None).unwrap().described, Described::default());
}

#[test]
fn no_chest_ct_gets_a_class() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("../shared/data/ct-dicom");
    let Ok(listed) = std::fs::read_dir(&folder) else {
        println!("SKIPPED no_chest_ct_gets_a_class: no ../shared/data/ct-dicom");
        return;
    };
    let mut engine = predict::open(&models(), "brain-mri").unwrap();
    let mut by_looks = Vec::new();
    for entry in listed {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for answer in [answer(&mut engine, &bytes), answer_from_light_box(&mut engine, &bytes)] {
            let refusal = refusal(&answer).unwrap_or_else(|| panic!("{} got an answer", path.display()));
            assert_eq!(refusal.kind.name(), "other_modality", "{}", path.display());
            let says = ["The file says CT, chest; ", "The file says CT, lung; "];
            let said = text::english(&refusal.message);
            assert!(says.iter().any(|says| said.starts_with(says)), "{said}");
        }
        // As for an export without tags.
        let picture = reading::open(&bytes).unwrap().image;
        let Pixels::Grey8(samples) = picture.pixels() else { panic!("a grey slice") };
        let plain = png(picture.width(), picture.height(), Channels::One, samples).unwrap();
        let modality = self::answer(&mut engine, &plain).finding.provenance.gates[1].clone();
        if modality.outcome == GateOutcome::Passed {
            by_looks.push(path.file_name().unwrap().to_owned());
        }
    }
    assert!(by_looks.is_empty(), "the network takes {by_looks:?} for brain MRI where no tag stands");
}
