//! Runs that left something out are measured beside the one that is shipped, and stand on its card.

use crate::engine::gates::png;
use crate::engine::parts::model;
use crate::folder::Folder;
use crate::lab::models::made;
use ::task::{AblatedRun, MeasuredSet, Release};
use imaging::{Image, Pixels};
use lab::model_folder;
use lab::variants::record;
use model::{AblationMeasure, AblationRow, write_f32};
use training::data::{ImageDataset, Split};
use training::task_file;

/// A copy of the made model with its run, a run that answers with the first class whatever it sees, and in `sets` twenty pictures
/// of each of two classes, the same as those of another hospital, and three pairs of mirrored halves.
fn copied() -> Folder {
    let folder = Folder::new("variants");
    for entry in std::fs::read_dir(made().models().join("brain-mri")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        folder.write(&format!("models/brain-mri/{name}"), &std::fs::read(&path).unwrap());
    }
    let read = |name: &str| std::fs::read(made().run().join(name)).unwrap();
    let mut blind = model().arrays.clone();
    blind.get_mut("classifier.bias").unwrap().data = vec![1e6, 0.0, 0.0, 0.0];
    for (run, weights) in [("full", read("best.safetensors")), ("blind", write_f32(&blind).unwrap())] {
        folder.write(&format!("runs/{run}/best.safetensors"), &weights);
        folder.write(&format!("runs/{run}/record.jsonl"), &read("record.jsonl"));
    }
    let write = |set: &str, split: &str, names: &[String]| {
        let mut manifest = String::from("file,label,split,group,source\n");
        for (number, name) in (0u8..).zip(names) {
            let label = ["glioma", "notumor"][usize::from(number % 2)];
            let samples = (0..64 * 64).map(|at: u32| (at % 64) as u8 * 2 + number).collect();
            folder.write(&format!("sets/{set}/{name}"), &png(&Image::new(64, 64, Pixels::Grey8(samples)).unwrap()));
            manifest += &format!("{name},{label},{split},p{number},here\n");
        }
        folder.write(&format!("sets/{set}/manifest.csv"), manifest.as_bytes());
    };
    let names: Vec<String> = (0..40).map(|number| format!("{number}.png")).collect();
    write("home", "test", &names);
    write("away", "external", &names);
    let halves: Vec<String> = (0..6).map(|number| format!("{}_{}.png", number / 2, ["t", "h"][number % 2])).collect();
    write("mirrored", "test", &halves);
    folder
}

/// What the folder says is measured.
fn release(ablation: Vec<AblatedRun>) -> Release {
    let elsewhere = vec![MeasuredSet { data: "away".into(), split: None }];
    Release { elsewhere, mirrored: Some("mirrored".into()), ablation, ..Release::default() }
}

#[test]
fn what_a_training_left_out_is_measured_beside_the_run_that_is_shipped_and_once() {
    let folder = copied();
    let (models, run, sets) =
        (folder.path().join("models"), folder.path().join("runs/full"), folder.path().join("sets"));
    let data = ImageDataset::open(&sets.join("home")).unwrap();
    assert_eq!(data.split(Split::Test).len(), 40);
    let mut task = task_file::read(&models, "brain-mri").unwrap();
    let without = |run: &str, without: &str| AblatedRun { run: run.into(), without: without.into() };
    task.release = Some(release(Vec::new()));
    record(&models, &task, &run, &data, &sets).unwrap();
    let rows = || model_folder::read(&models, "brain-mri").unwrap().0.ablation;
    assert_eq!(rows(), [], "nothing is listed");
    task.release = Some(release(vec![without("blind", "eyes"), without("gone", "nothing")]));
    record(&models, &task, &run, &data, &sets).unwrap();
    let found = rows();
    let names: Vec<[&str; 2]> = found.iter().map(|row| [row.run.as_str(), row.without.as_str()]).collect();
    assert_eq!(names, [["full", ""], ["blind", "eyes"]], "a run that is not there is left for the next time");
    let told = |row: &AblationRow| -> Vec<(AblationMeasure, String, Split)> {
        row.scores.iter().map(|score| (score.measure, score.data.clone(), score.split)).collect()
    };
    let expected = [
        (AblationMeasure::Recall, "home".to_owned(), Split::Test),
        (AblationMeasure::HealthyRight, "mirrored".to_owned(), Split::Test),
        (AblationMeasure::FindingKept, "mirrored".to_owned(), Split::Test),
        (AblationMeasure::AnyFinding, "away".to_owned(), Split::External),
    ];
    assert_eq!((told(&found[0]), told(&found[1])), (expected.to_vec(), expected.to_vec()), "no val, no external");
    let values: Vec<f32> = found[1].scores.iter().map(|score| score.figure.value).collect();
    assert_eq!(values, [0.5, 0.0, 1.0, 0.5], "it finds a glioma everywhere");
    assert_ne!(found[0].sha256, found[1].sha256);
    let card = std::fs::read_to_string(models.join("brain-mri/MODEL_CARD.md")).unwrap();
    for said in [
        "Ablation, without eyes (“blind”): macro recall on test 50.0 %",
        "any finding against none, area under the curve (“away”, external) 0.500 (",
        "### What each ingredient was worth",
        "mirrored away and answered “none” (“mirrored”, test)",
    ] {
        assert!(card.contains(said), "{said}: {card}");
    }

    // The same weights on the same data are not measured again; what the file calls them may change.
    let (mut manifest, _) = model_folder::read(&models, "brain-mri").unwrap();
    manifest.ablation[1].scores[0].figure.value = 0.501;
    model_folder::write_manifest(&models, &manifest).unwrap();
    task.release = Some(release(vec![without("blind", "sight")]));
    record(&models, &task, &run, &data, &sets).unwrap();
    assert_eq!((rows()[1].scores[0].figure.value, rows()[1].without.as_str()), (0.501, "sight"));
    // Of other data they are.
    let mut moved = data;
    moved.name = "new home".into();
    record(&models, &task, &run, &moved, &sets).unwrap();
    assert_eq!(rows()[1].scores[0].figure.value, 0.5);
}
