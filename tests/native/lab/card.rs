//! The card of every shipped model: complete, up to date, and without a figure that was not measured; and its scores,
//! measured again through the engine.

use crate::engine::parts::opening;
use crate::folder::data_folders;
use engine::{Choice, Engine, block_on, steps};
use evaluation::{CardSection, Metric, Score};
use imaging::Image;
use lab::describe::describe;
use lab::modality::MODALITY;
use lab::model_card::{self, ModelCard, SECTIONS};
use lab::model_folder;
use model::{AcquisitionHead, Manifest, OutlineRule};
use protocol::Backend;
use serde_json::Value;
use std::path::{Path, PathBuf};
use training::data::{ImageDataset, Split};
use training::run_record;
use training::task_file;
use trust::{Confidence, argmax, expected_calibration_error};

fn models() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("models")
}

/// Shipped models that have a card of this kind.
fn shipped() -> Vec<(String, Manifest)> {
    let tasks = task_file::shipped(&models()).unwrap();
    assert!(!tasks.is_empty(), "no shipped model");
    tasks.into_iter().map(|task| (task.clone(), model_folder::read(&models(), &task).unwrap().0)).collect()
}

/// What is missing from a card.
fn missing(card: &[CardSection]) -> Vec<&'static str> {
    let is_there = |id: &str| {
        card.iter().any(|section| {
            section.id == id && !section.items.is_empty() && section.items.iter().all(|item| item.trim().len() > 5)
        })
    };
    SECTIONS.into_iter().filter(|id| !is_there(id)).collect()
}

#[test]
fn every_card_is_whole() {
    for (task, manifest) in shipped() {
        let card = manifest.measured.unwrap().card;
        assert_eq!(missing(&card), Vec::<&str>::new(), "{task}");
        let mut torn = card.clone();
        torn.retain(|section| section.id != "confounds");
        torn.iter_mut().find(|section| section.id == "limits").unwrap().items.clear();
        assert_eq!(missing(&torn), ["confounds", "limits"], "and a gap is found");
    }
}

#[test]
fn every_card_is_what_its_manifest_gives() {
    for (task, manifest) in shipped() {
        let (rendered, markdown) = model_card::render(&models(), &task).unwrap();
        let stale = format!("the card of {task} is stale: run `cargo lab card {task}`");
        assert_eq!(manifest.measured.unwrap().card, rendered.measured.unwrap().card, "{stale}");
        let written = std::fs::read_to_string(models().join(&task).join("MODEL_CARD.md")).unwrap();
        assert!(written.replace("\r\n", "\n") == markdown, "{stale}");
    }
}

#[test]
fn every_manifest_says_what_the_file_of_its_task_says() {
    for id in shipped().into_iter().map(|(task, _)| task).chain([MODALITY.to_owned()]) {
        let (mut described, _) = model_folder::read(&models(), &id).unwrap();
        let manifest = described.clone();
        describe(&mut described, &task_file::read(&models(), &id).unwrap()).unwrap();
        assert_eq!(manifest, described, "the manifest of {id} is stale: run `cargo lab describe {id}`");
        let written = std::fs::read_to_string(models().join(&id).join("manifest.json")).unwrap();
        assert!(written.replace("\r\n", "\n") == manifest.to_json().unwrap(), "{id}: run `cargo lab describe {id}`");
    }
}

/// Names of licences contain figures that are not measurements.
const LICENCES: [&str; 5] = ["CC BY 4.0", "CC BY 3.0", "CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0", "Apache-2.0"];

/// Every number with a decimal point or a percent sign, as written: `93.7 %`, `0.025`, `0.2.0`.
fn figures(text: &str) -> Vec<String> {
    let text = LICENCES.iter().fold(text.to_owned(), |text, licence| text.replace(licence, ""));
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[start..];
        let end = tail.find(|c| !is_part(c)).unwrap_or(tail.len());
        let number = tail[..end].trim_end_matches('.');
        let after = &tail[end..];
        if after.starts_with(" %") {
            found.push(format!("{number} %"));
        } else if number.contains('.') {
            found.push(number.to_owned());
        }
        rest = after;
    }
    found
}

/// Numbers and texts of a manifest, its card left out.
fn known(manifest: &Manifest, training: &str) -> (Vec<f64>, String) {
    fn collect(value: &Value, numbers: &mut Vec<f64>, texts: &mut String) {
        match value {
            Value::Number(number) => numbers.extend(number.as_f64()),
            Value::String(text) => *texts += &format!("{text}\n"),
            Value::Array(items) => items.iter().for_each(|item| collect(item, numbers, texts)),
            Value::Object(fields) => fields.values().for_each(|field| collect(field, numbers, texts)),
            Value::Null | Value::Bool(_) => {}
        }
    }
    let mut manifest = manifest.clone();
    manifest.measured.as_mut().unwrap().card.clear();
    let (mut numbers, mut texts) = (Vec::new(), String::new());
    collect(&serde_json::to_value(&manifest).unwrap(), &mut numbers, &mut texts);
    for line in training.lines() {
        collect(&serde_json::from_str(line).unwrap(), &mut numbers, &mut texts);
    }
    (numbers, texts)
}

/// Figures of the card that were not measured.
fn typed_by_hand(card: &[CardSection], (numbers, texts): &(Vec<f64>, String)) -> Vec<String> {
    let is_known = |figure: &String| {
        let number = figure.trim_end_matches(" %");
        let decimals = number.split_once('.').map_or(0, |(_, tail)| tail.len());
        let scale = if figure.ends_with('%') { 100.0f32 } else { 1.0 };
        texts.contains(figure.as_str())
            || numbers.iter().any(|value| format!("{:.decimals$}", *value as f32 * scale) == number)
    };
    let all = card.iter().flat_map(|section| &section.items).flat_map(|item| figures(item));
    all.filter(|figure| !is_known(figure)).collect()
}

#[test]
fn no_figure_of_a_card_is_typed_by_hand() {
    for (task, manifest) in shipped() {
        let training = std::fs::read_to_string(models().join(&task).join("training.jsonl")).unwrap();
        let known = known(&manifest, &training);
        let card = manifest.measured.unwrap().card;
        assert!(card.iter().flat_map(|section| &section.items).flat_map(|item| figures(item)).count() > 20);
        assert_eq!(typed_by_hand(&card, &known), Vec::<String>::new(), "{task}");
        // Not a quotient of small integers: 98.76543 % are 80 of 81.
        let boast = CardSection {
            id: "results".into(),
            title: "Scores".into(),
            items: vec!["It is right in 98.71234 % and 0.123456789 of cases (CC BY 4.0).".into()],
        };
        assert_eq!(typed_by_hand(&[boast], &known), ["98.71234 %", "0.123456789"], "and a typed figure is found");
    }
}

#[test]
fn a_card_says_how_kinds_of_acquisition_are_told_and_how_it_outlines() {
    let known = task_file::read(&models(), "brain-mri").unwrap();
    let (mut manifest, _) = model_folder::read(&models(), "brain-mri").unwrap();
    describe(&mut manifest, &known).unwrap();
    let score = |metric: &str, value: f32| Score {
        metric: Metric::from(metric.to_owned()),
        value,
        interval: [0.0, 1.0],
        data: "made".into(),
        split: Split::Test,
        weights: "int8".into(),
        n: 4,
        groups: 2,
    };
    let shares = [("t1c_as_t1c", 0.75), ("t1c_as_flair", 0.0), ("t1c_as_unsure", 0.25)];
    let others = [("other_as_t1c", 0.5), ("other_as_flair", 0.0), ("other_as_unsure", 0.5)];
    manifest.acquisition_head = Some(AcquisitionHead {
        labels: vec!["flair".into(), "t1c".into()],
        rules: vec![vec![0.0; 2]; 2],
        temperature: 1.0,
        threshold: 0.75,
        measured: shares.into_iter().chain(others).map(|(metric, value)| score(metric, value)).collect(),
    });
    let outline = OutlineRule { least_cells: 8, empty_on_none: true, dice: 0.75, ..OutlineRule::from_threshold(0.5) };
    manifest.outline = Some(OutlineRule { hit: Some(0.875), wrongly: Some(0.125), ..outline });
    let measured = manifest.measured.clone().unwrap();
    let run = run_record::read(&models().join("brain-mri/training.jsonl")).unwrap();
    let card = ModelCard { manifest: &manifest, measured: &measured, parameters: 1, run: &run, task: &known };
    let items: Vec<String> = card.sections().unwrap().into_iter().flat_map(|section| section.items).collect();
    for said in [
        "The model was made for T1 pictures after contrast. A picture of another kind is answered with the score on that kind \
         first, and refused where the area under the curve there is below 0.70, or was not measured.",
        "Kinds told by look on “made”, split test. T1 pictures after contrast (4 of 2 groups): as FLAIR pictures 0.0 %, told as \
         such 75.0 %, as nothing 25.0 %; kinds it did not learn (4 of 2 groups): as FLAIR pictures 0.0 %, as T1 pictures after \
         contrast 50.0 %, as nothing 50.0 %.",
        "Outlined are cells from a probability of 0.50 on, in regions of 8 or more; nothing where “none” is the whole answer. On \
         val, which chose that, averaged over sources: where a finding was outlined by hand, a Dice coefficient of 0.750, the \
         surest outlined cell inside of it in 87.5 %; where there is no finding, something is outlined in 12.5 %.",
    ] {
        assert!(items.iter().any(|item| item == said), "{said}\n{items:?}");
    }
}

/// Batch size of the engine.
const BATCH: usize = 16;

#[test]
fn calibration_and_coverage_on_test_are_what_the_card_says() {
    for (task, manifest) in shipped() {
        let folders = data_folders(&manifest);
        if folders.iter().any(|folder| !folder.join("manifest.csv").exists()) {
            println!("SKIPPED the scores of {task}: not all of {folders:?} are there");
            continue;
        }
        let data = ImageDataset::open_all(&folders).unwrap();
        let (_, bytes) = model_folder::read(&models(), &task).unwrap();
        let choice = Choice { backend: Backend::Cpu, reason: text::failure::said("A test runs on the CPU.") };
        let host = opening();
        let mut engine = block_on(Engine::start(manifest.clone(), &bytes, choice, host, &mut |_, _, _| {})).unwrap();
        let records = data.split(Split::Test);
        let (mut answers, mut covered) =
            (Vec::new(), vec![0u32; manifest.calibration.as_ref().unwrap().quantiles.len()]);
        for batch in records.chunks(BATCH) {
            let prepare = |path: &Path| -> Image {
                let picture = reading::open(&std::fs::read(path).unwrap()).unwrap();
                steps::prepare(&picture.image, &manifest.input)
            };
            let pictures: Vec<Image> = batch.iter().map(|record| prepare(&record.path)).collect();
            for (record, run) in batch.iter().zip(block_on(engine.infer_batch(&pictures)).unwrap()) {
                let probabilities = steps::probabilities(&run.logits, &manifest);
                let top = argmax(&probabilities);
                answers.push(Confidence { value: f64::from(probabilities[top]), correct: top == record.label });
                for (covered, set) in covered.iter_mut().zip(steps::prediction_sets(&probabilities, &manifest)) {
                    *covered += u32::from(set.labels.contains(&manifest.labels[record.label]));
                }
            }
        }
        let measured = manifest.measured.unwrap();
        let test = measured.evaluations.iter().find(|evaluation| evaluation.split == Split::Test).unwrap();
        assert_eq!(test.n as usize, records.len());
        let error = expected_calibration_error(&answers);
        // Batches sum in another order than single pictures; one picture may change its bin, or cross a threshold.
        assert!((error - f64::from(test.reliability.error_after)).abs() < 1e-3, "{task}: {error}");
        let right = answers.iter().filter(|answer| answer.correct).count() as f64 / answers.len() as f64;
        assert!((right - f64::from(test.accuracy.value)).abs() < 2e-3, "{task}: {right}");
        for (covered, set) in covered.iter().zip(&test.sets) {
            let share = f64::from(*covered) / answers.len() as f64;
            assert!((share - f64::from(set.coverage.value)).abs() < 2e-3, "{task} at {}: {share}", set.level);
        }
    }
}
