//! The acquisition of a picture, by its file and by its appearance, with a made-up classification head.

use crate::engine::kind::file;
use crate::engine::parts::{calm, model, opening, png};
use engine::{Choice, Engine, block_on};
use evaluation::{AnyFinding, Elsewhere, Figure, Measured, Split, Telling};
use fixtures::dicom_made::Written;
use imaging::Described;
use model::{AcquisitionHead, GroupsOf, Manifest};
use protocol::{Abstention, Acquisition, AcquisitionFrom, Backend, Decision, FailureKind, Finding, Gate};
use task::TaskText;

const W: Written = Written::Explicit;
/// Feature channels of the network with random weights.
const CHANNELS: usize = 1280;

/// Distinguishes `t1`, `t1c` and `flair`, with equal scores for every picture.
fn head(scores: [f32; 3]) -> AcquisitionHead {
    let labels = ["flair", "t1", "t1c"].map(str::to_owned).to_vec();
    let rule = |score: f32| std::iter::once(score).chain([0.0; CHANNELS]).collect::<Vec<f32>>();
    AcquisitionHead { labels, rules: scores.map(rule).to_vec(), temperature: 1.0, threshold: 0.8, measured: Vec::new() }
}

/// Sensitivity, specificity and area under the curve.
fn measured_on(source: &str, figures: [Option<f32>; 3]) -> Elsewhere {
    let [sensitivity, specificity, auc] =
        figures.map(|value| value.map(|value| Figure { value, low: value, high: value }));
    let slices = Telling { n: 60, positives: 30, groups: 9, sensitivity, specificity, auc };
    let any = AnyFinding { slices, groups: Some(slices) };
    let (data, split) = ("elsewhere".into(), Split::External);
    Elsewhere { data, split, source: Some(source.into()), trained: false, turned_away: None, any }
}

fn manifest(scores: Option<[f32; 3]>) -> Manifest {
    let words = r#"
        finding = "a spot"
        units = "leaves"
        acquisitions = { t1 = "T1 pictures", t1c = "T1 pictures after contrast", flair = "FLAIR pictures", t2 = "T2 pictures" }
    "#;
    let known = r#"
        made_for = ["t1c"]
        least_auc = 0.7
        sources = { wood = "t1", garden = "t1", wall = "t1c", cellar = "flair" }
        [terms]
        T1 = ["t1", "t1c"]
        "T1 CONTRAST" = ["t1c"]
        "T1 PLAIN" = ["t1"]
        T2 = ["t2"]
        FLUID_ATTENUATED = ["flair"]
    "#;
    let elsewhere = vec![
        measured_on("wood", [Some(0.59), Some(0.9), Some(0.8)]),
        measured_on("garden", [Some(0.65), Some(0.85), Some(0.75)]),
        measured_on("wall", [Some(0.9), None, None]),
        measured_on("cellar", [Some(0.5), Some(0.6), Some(0.55)]),
    ];
    let mut manifest = model().manifest.clone();
    manifest.groups = Some(GroupsOf::Patient);
    manifest.text = Some(toml::from_str::<TaskText>(words).unwrap());
    manifest.acquisitions = Some(toml::from_str(known).unwrap());
    manifest.acquisition_head = scores.map(head);
    manifest.measured = Some(Measured { elsewhere, ..Measured::default() });
    // With a task file, as in the page.
    Manifest::from_json(manifest.to_json().unwrap().as_bytes()).unwrap()
}

fn finding(manifest: Manifest, file: &[u8]) -> Finding {
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let mut engine = block_on(Engine::start(manifest, &model().weights, choice, opening(), &mut |_, _, _| {})).unwrap();
    block_on(engine.classify(file, &mut calm())).unwrap().finding
}

fn answer(manifest: Manifest, file: &[u8]) -> Option<Acquisition> {
    finding(manifest, file).acquisition
}

/// The text of a picture's refusal.
fn refused(manifest: Manifest, file: &[u8]) -> Option<[String; 3]> {
    let found = finding(manifest, file);
    assert_eq!(found.acquisition, None, "nothing is said of a picture that is not answered");
    let (gate, refusal) = found.provenance.refusal()?;
    assert_eq!(gate, Gate::Likeness);
    assert_eq!(found.classes()?.decision, Decision::Abstain { why: Abstention::Gate });
    let [message, hint] = [&refusal.message, &refusal.hint].map(text::english);
    Some([refusal.kind.name().into(), message, hint])
}

fn said(found: &Acquisition) -> Vec<String> {
    found.said.iter().map(text::english).collect()
}

/// A spin echo with these TR and TE, in milliseconds, and this contrast agent.
fn spin_echo(repetition: &str, echo: &str, agent: Option<&str>) -> Vec<u8> {
    let agent = agent.map(|agent| W.text((0x0018, 0x0010), "LO", agent));
    let times = [
        W.text((0x0018, 0x0020), "CS", "SE"),
        W.text((0x0018, 0x0080), "DS", repetition),
        W.text((0x0018, 0x0081), "DS", echo),
    ];
    file("MR", &agent.into_iter().chain(times).collect::<Vec<_>>())
}

#[test]
fn a_model_that_learned_no_kinds_says_nothing_of_them() {
    assert_eq!(answer(manifest(None), &png(224, 224)), None);
    assert_eq!(answer(manifest(None), &spin_echo("500", "12", Some("Gd"))), None);
    assert_eq!(answer(model().manifest.clone(), &png(224, 224)), None);
}

#[test]
fn the_picture_tells_its_kind_and_the_worst_score_there_comes_first() {
    let found = answer(manifest(Some([0.0, 4.0, 0.0])), &png(224, 224)).unwrap();
    assert_eq!((found.name.as_str(), found.from), ("t1", AcquisitionFrom::Picture));
    assert!(found.probability.unwrap() > 0.9 && found.looks_like.is_none(), "{found:?}");
    let said = said(&found);
    let first = "On T1 pictures of patients of other hospitals this model found a spot in 65 of 100 leaves that show one, and in 15 of \
                 100 that show none. Of two of them, one with and one without, it rates the right one higher in 75 % of pairs; guessing \
                 gets half.";
    assert_eq!(said[0], first);
    assert!(
        said.len() == 2 && said[1].starts_with("By its looks this picture is one of the T1 pictures (96"),
        "{said:?}"
    );
    assert_eq!(answer(manifest(Some([0.0, 1.0, 0.5])), &png(224, 224)), None, "not sure enough");
    // However sure a model is, it is not certain.
    let sure = answer(manifest(Some([0.0, 20.0, 0.0])), &png(224, 224)).unwrap();
    assert!(text::english(&sure.said[1]).ends_with("(over 99 %)."), "{sure:?}");
    // Groups that are not known to be patients are not called people.
    let unknown = Manifest { groups: None, ..manifest(Some([0.0, 4.0, 0.0])) };
    let found = answer(unknown, &png(224, 224)).unwrap();
    assert!(first_of(&found).starts_with("On T1 pictures of other hospitals this model found a spot"), "{found:?}");
    // Specificity was not measured for this one.
    let found = answer(manifest(Some([0.0, 0.0, 4.0])), &png(224, 224)).unwrap();
    assert!(first_of(&found).ends_with("found a spot in 90 of 100 leaves that show one."), "{found:?}");
}

#[test]
fn a_kind_that_the_model_does_badly_on_or_that_nobody_measured_is_refused() {
    let looks_flair = || manifest(Some([4.0, 0.0, 0.0]));
    let hint = "Use one of the T1 pictures after contrast: the model was made for those.";
    let too_bad = "This model was not made for FLAIR pictures, and on those it tells a spot from none too badly to answer: of two \
                   pictures, one with and one without, it rates the right one higher in 55 % of pairs. Guessing gets half, and at \
                   least 70 % is asked.";
    let expected = ["other_acquisition", too_bad, hint].map(str::to_owned);
    assert_eq!(refused(looks_flair(), &png(224, 224)), Some(expected));
    // By the file, whatever its appearance.
    let unmeasured = "This model was not made for T2 pictures, and nobody has measured how often it is right on them.";
    let t2 = spin_echo("4000", "100", None);
    let expected = ["other_acquisition", unmeasured, hint].map(str::to_owned);
    assert_eq!(refused(manifest(Some([0.0, 4.0, 0.0])), &t2), Some(expected));
    // Without a limit the same is stated, and the picture is answered.
    let mut told = looks_flair();
    told.acquisitions.as_mut().unwrap().least_auc = None;
    let found = answer(told.clone(), &png(224, 224)).unwrap();
    assert!(first_of(&found).ends_with("higher in 55 % of pairs; guessing gets half."), "{found:?}");
    let found = answer(told, &t2).unwrap();
    assert_eq!(first_of(&found), unmeasured);
}

/// The first sentence.
fn first_of(found: &Acquisition) -> String {
    said(found).into_iter().next().unwrap()
}

#[test]
fn tags_settle_the_kind_and_a_picture_that_contradicts_them_is_told() {
    let looks_t1 = || {
        let mut manifest = manifest(Some([0.0, 4.0, 0.0]));
        manifest.acquisitions.as_mut().unwrap().least_auc = None;
        manifest
    };
    let found = answer(looks_t1(), &spin_echo("4000", "100", None)).unwrap();
    assert_eq!((found.name.as_str(), found.from, found.probability), ("t2", AcquisitionFrom::File, None));
    assert_eq!(found.looks_like.as_deref(), Some("t1"));
    let differs = "By its file this picture is one of the T2 pictures, but it looks like one of the T1 pictures.";
    assert_eq!(said(&found)[1], differs);
    // With an agent only one kind is possible; where none is stated the picture decides between two.
    let found = answer(looks_t1(), &spin_echo("500", "12", Some("Gd"))).unwrap();
    assert_eq!(
        (found.name.as_str(), found.from, found.looks_like.as_deref()),
        ("t1c", AcquisitionFrom::File, Some("t1"))
    );
    let found = answer(looks_t1(), &spin_echo("500", "12", None)).unwrap();
    assert_eq!((found.name.as_str(), found.from), ("t1", AcquisitionFrom::Picture));
    let found = answer(looks_t1(), &spin_echo("500", "12", Some("NONE"))).unwrap();
    assert_eq!((found.name.as_str(), found.from), ("t1", AcquisitionFrom::File));
}

#[test]
fn rules_that_do_not_fit_the_features_are_an_error_and_no_unknown_kind() {
    let mut manifest = manifest(Some([0.0, 4.0, 0.0]));
    manifest.acquisition_head.as_mut().unwrap().rules.iter_mut().for_each(|rule| rule.truncate(CHANNELS));
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let mut engine = block_on(Engine::start(manifest, &model().weights, choice, opening(), &mut |_, _, _| {})).unwrap();
    let error = block_on(engine.classify(&png(224, 224), &mut calm())).unwrap_err();
    assert_eq!(error.kind(), FailureKind::Manifest);
    assert!(text::english(&error.message()).contains("array `acquisition_head`: expected shape [1281"), "{error}");
}

#[test]
fn what_a_file_says_is_a_term() {
    let described = |said: &[Vec<u8>]| reading::open(&file("MR", said)).unwrap().described;
    let terms = |found: &Described| [found.acquisition.clone(), found.acquisition_hint.clone()];
    let frame = W.sequence((0x0018, 0x9226), &[W.text((0x0008, 0x9209), "CS", "FLUID_ATTENUATED")], false);
    let enhanced = described(&[W.sequence((0x5200, 0x9229), &[frame], false)]);
    assert_eq!(terms(&enhanced), ["FLUID_ATTENUATED", ""]);
    let by_times = described(&[
        W.text((0x0008, 0x103E), "LO", "DOE t2 flair"),
        W.text((0x0018, 0x0020), "CS", "SE\\IR"),
        W.text((0x0018, 0x0080), "DS", "9000"),
        W.text((0x0018, 0x0081), "DS", "88"),
        W.text((0x0018, 0x0082), "DS", "2500"),
    ]);
    assert_eq!(terms(&by_times), ["FLUID_ATTENUATED"; 2]);
    assert_eq!(Described::from_line(&by_times.to_line()), by_times);
    assert!(!by_times.to_line().contains("DOE"), "words of a description stay in the file");
    let hinted = described(&[W.text((0x0008, 0x103E), "LO", "ax T1 +C")]);
    assert_eq!(terms(&hinted), ["", "T1 CONTRAST"]);
    let of_ct = reading::open(&file("CT", &[W.text((0x0008, 0x103E), "LO", "T1 +C")])).unwrap().described;
    assert_eq!(terms(&of_ct), ["", ""]);
}
