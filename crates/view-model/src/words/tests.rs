//! Terms of tasks for tests, and that every sentence about a task uses its terms.

use super::elsewhere::tests::model;
use super::*;
use crate::state::ClassAnswer;
use evaluation::{Curve, Faithfulness, Figure, Pointing, Split};
use fixtures::answered::{answer, device};
use protocol::{Abstention, Backend, Classes, Decision, DeviceReport, Found, ModelReport, Timing};
use task::{ClassText, GroupsOf, TaskText, TaskWords};
use text::english;

fn class(label: &str, name: &str, headline: &str, meaning: &str) -> (String, ClassText) {
    let [name, headline, meaning] = [name, headline, meaning].map(str::to_owned);
    (label.to_owned(), ClassText { name, headline, meaning, ..ClassText::default() })
}

fn words_of(groups: GroupsOf, text: TaskText) -> TaskWords {
    let labels: Vec<String> = text.classes.keys().cloned().collect();
    TaskWords::new(&text, groups, &labels)
}

/// Three tumours and none, as in a manifest.
pub(crate) fn brain() -> TaskWords {
    let text = TaskText {
        name: "Brain MRI".into(),
        one: "a slice of a brain MRI".into(),
        many: "slices of brain MRI".into(),
        unit: "slice".into(),
        units: "slices".into(),
        finding: "a tumour".into(),
        findings: "tumours".into(),
        classes: [
            class("glioma", "Glioma", "", "A growth of supporting cells."),
            class("meningioma", "Meningioma", "", "A growth of the skin around the brain."),
            class("notumor", "No tumour", "No tumour seen by the model", "None of the three."),
            class("pituitary", "Pituitary tumour", "", "A growth of a gland under the brain."),
        ]
        .into(),
        ..TaskText::default()
    };
    words_of(GroupsOf::Patient, text)
}

/// A made-up task.
fn leaves() -> TaskWords {
    let text = TaskText {
        name: "Leaf".into(),
        one: "a leaf".into(),
        unit: "leaf".into(),
        units: "leaves".into(),
        finding: "a spot".into(),
        findings: "spots".into(),
        caveat: "Leaves with spots were pressed, the others were not.".into(),
        classes: [
            (
                "clear".to_owned(),
                ClassText {
                    caution: "A clear leaf may be ill.".into(),
                    ..class("clear", "No spot", "No spot seen by the model", "").1
                },
            ),
            class("mould", "Mould", "", "Something grows on the leaf."),
            class("rust", "Rust", "", ""),
        ]
        .into(),
        ..TaskText::default()
    };
    words_of(GroupsOf::Picture, text)
}

#[test]
fn whatever_is_said_of_a_task_is_said_in_its_own_words() {
    let labels: Vec<String> = ["clear", "mould", "rust"].map(str::to_owned).into();
    let hits = Figure { value: 0.53, low: 0.48, high: 0.58 };
    let curve = Curve { by_map: Vec::new(), by_chance: Vec::new(), area: 0.0, chance_area: 0.0 };
    let mut model = ModelReport {
        task: "leaf".into(),
        labels: labels.clone(),
        negative: Some("clear".into()),
        text: Box::new(leaves()),
        ..model([0.83, 0.78, 0.886], false)
    };
    model.measured.as_mut().unwrap().faithfulness = Some(Faithfulness {
        data: "outlined".into(),
        split: Split::Test,
        n: 40,
        deletion: curve.clone(),
        insertion: curve,
        pointing: Some(Pointing { n: 33, hits, chance: 0.11 }),
    });
    install("leaf", leaves());

    assert_eq!(["clear", "mould"].map(class_headline), ["No spot seen by the model", "Mould"]);
    let names: Vec<String> = labels.iter().map(|label| class_name(label)).collect();
    assert_eq!(names, ["No spot", "Mould", "Rust"]);
    assert_eq!(class_meaning("mould").as_deref(), Some("Something grows on the leaf."));
    assert_eq!((class_meaning("rust"), class_name("unheard-of")), (None, "unheard-of".to_owned()));
    assert_eq!(english(&one_of(&labels[1..])), "Mould or rust");
    assert_eq!(english(&none_stood_out(2)), "Neither of the two spots stood out");

    let standing = english(&elsewhere(&model).unwrap().1);
    assert!(standing.contains("it saw none in 17 of 100 leaves that show a spot"), "{standing}");
    let measured = english(&elsewhere_measured(&model).unwrap());
    assert!(measured.contains("126 leaves in 17 groups of near-duplicates, 69 with a spot"), "{measured}");
    let hits = english(&map_hits(&model, "rust").unwrap());
    assert!(hits.contains("33 test pictures with a spot outlined"), "{hits}");
    assert!(english(&answers_known(Some(&model))).starts_with("The model knows three answers and no others."));
    assert!(english(&answers_known(None)).starts_with("The model knows a few answers and no others."));
    assert_eq!(caveat(&model), Some("Leaves with spots were pressed, the others were not."));
    assert_eq!(caveat(&ModelReport { text: Box::new(brain()), ..model }), None, "nobody wrote one");
}

#[test]
fn what_must_stand_beside_a_class_stands_beside_it_and_where_nothing_stood_out() {
    install("leaf", leaves());
    let model = ModelReport {
        task: "leaf".into(),
        negative: Some("clear".into()),
        text: Box::new(leaves()),
        ..model([0.83, 0.78, 0.886], false)
    };
    let of = |decision: Decision| {
        let (probabilities, prediction_sets, maps) = (Vec::new(), Vec::new(), Vec::new());
        let classes = Classes { probabilities, decision, prediction_sets, maps, outline: None };
        let answer = ClassAnswer::try_from(answer(Found::Classes(classes))).unwrap();
        cautions(&answer, Some(&model)).iter().map(english).collect::<Vec<_>>()
    };
    let clear = ["A clear leaf may be ill."];
    assert_eq!(of(Decision::Class { label: "clear".into() }), clear);
    assert_eq!(of(Decision::Set { labels: ["rust", "clear"].map(str::to_owned).into() }), clear);
    assert_eq!(of(Decision::Abstain { why: Abstention::NoFinding }), clear);
    for other in [Decision::Class { label: "rust".into() }, Decision::Abstain { why: Abstention::FullSet }] {
        assert!(of(other.clone()).is_empty(), "{other:?}");
    }
}

#[test]
fn a_task_without_words_is_spoken_of_in_words_that_fit_every_task() {
    install("leaf", TaskWords::default());
    let wordless = ModelReport {
        text: Box::new(TaskWords::new(&TaskText::default(), GroupsOf::Picture, &[])),
        ..model([0.83, 0.78, 0.886], false)
    };
    let standing = english(&elsewhere(&wordless).unwrap().1);
    assert!(standing.contains("17 of 100 pictures that show a finding"), "{standing}");
    assert_eq!((class_name("mould"), class_headline("mould")), ("mould".to_owned(), "mould".to_owned()));
}

#[test]
fn a_devices_line_holds_its_processor_its_threads_and_a_place_for_every_tier() {
    let times = [1.0, 2.0, 3.0].map(|ms| Timing { inference_ms: ms, total_ms: 2.0 * ms, ..Timing::default() });
    let model = ModelReport { task: "leaf".into(), version: "1.2.3".into(), ..model([0.83, 0.78, 0.886], false) };
    let of = |backend: Backend, adapter: &str| {
        let device = DeviceReport { backend, adapter: adapter.into(), ..device() };
        benchmark_line(&times, &device, &model, ("arm 64 \"A\"\nphone", 8), "Browser/1")
    };
    let line = of(Backend::Cpu, "2 threads");
    let expected = " task=leaf model=1.2.3 cpu=\"arm 64 Aphone\" cores=8 threads=2 bits_13=2.00/2.80 bits_7+7=- bits_8=- \
                    gpu=- adapter=- whole=4.00/5.60 browser=\"Browser/1\"";
    assert!(line.starts_with("onsight=") && line.ends_with(expected), "{line}");
    assert!(of(Backend::Cpu, "").contains(" threads=1 "));
    let on_gpu = of(Backend::WebGpu, "a chip");
    assert!(
        on_gpu.contains(" threads=1 bits_13=- ") && on_gpu.contains(" gpu=2.00/2.80 adapter=\"a chip\" "),
        "{on_gpu}"
    );
}

#[test]
fn what_a_check_measured_has_a_name_for_people() {
    let said = |name: &str| english(&measure(&protocol::Measure { name: name.into(), value: 0.9, limit: 0.7 }));
    assert_eq!(said("modality_probability"), "probability of this kind 0.900, at least 0.700");
    assert_eq!(said("moire"), "moiré 0.900, at most 0.700");
    assert_eq!(said("another"), "another 0.900, limit 0.700");
    // "320.000" is three hundred thousand in German.
    let side = protocol::Measure { name: "side".into(), value: 320.0, limit: 133.5 };
    assert_eq!(english(&measure(&side)), "longest side (pixels) 320, at least 134");
    // Where nothing is too dark, the limit is zero, and grey levels are whole all the same.
    let white = protocol::Measure { name: "white".into(), value: 215.0, limit: 0.0 };
    assert_eq!(english(&measure(&white)), "white level 215, at least 0");
}

#[test]
fn a_choice_fits_on_a_phone_and_the_probe_says_that_it_may_cover_less_than_an_outline() {
    let names = [evaluation::HeldMeasure::Sensitivity, evaluation::HeldMeasure::Specificity]
        .map(|held| english(&point_name(held, 0.95)));
    assert_eq!(names, ["Sensitivity at least 95 %", "Specificity at least 95 %"]);
    assert!(english(&text::probe_card::about()).contains("may be less than was outlined"));
}
