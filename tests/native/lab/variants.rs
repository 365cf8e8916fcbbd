//! Runs that left something out are measured beside the one that is shipped, and stand on its card.

use crate::engine::gates::png;
use crate::engine::parts::model;
use crate::folder::Folder;
use crate::lab::models::made;
use ::task::AblatedRun;
use imaging::{Image, Pixels};
use lab::model_folder;
use lab::variants::record;
use model::{AblationRow, write_f32};
use training::data::{ImageDataset, Split};
use training::task_file;

/// A copy of the made model with its run, a run that answers with the first class whatever it sees, and twenty pictures of each of
/// two classes.
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
    let mut manifest = String::from("file,label,split,group,source\n");
    for number in 0..40u8 {
        let label = ["glioma", "notumor"][usize::from(number % 2)];
        let samples = (0..64 * 64).map(|at: u32| (at % 64) as u8 * 2 + number).collect();
        folder.write(&format!("data/{number}.png"), &png(&Image::new(64, 64, Pixels::Grey8(samples)).unwrap()));
        manifest += &format!("{number}.png,{label},test,p{number},here\n");
    }
    folder.write("data/manifest.csv", manifest.as_bytes());
    folder
}

#[test]
fn what_a_training_left_out_is_measured_beside_the_run_that_is_shipped_and_once() {
    let folder = copied();
    let (models, run) = (folder.path().join("models"), folder.path().join("runs/full"));
    let data = ImageDataset::open(&folder.path().join("data")).unwrap();
    assert_eq!(data.split(Split::Test).len(), 40);
    let mut task = task_file::read(&models, "brain-mri").unwrap();
    let without = |run: &str, without: &str| AblatedRun { run: run.into(), without: without.into() };
    record(&models, &task, &run, &data).unwrap();
    let rows = || model_folder::read(&models, "brain-mri").unwrap().0.ablation;
    assert_eq!(rows(), [], "nothing is listed");
    task.release.as_mut().unwrap().ablation = vec![without("blind", "eyes"), without("gone", "nothing")];
    record(&models, &task, &run, &data).unwrap();
    let found = rows();
    let names: Vec<[&str; 2]> = found.iter().map(|row| [row.run.as_str(), row.without.as_str()]).collect();
    assert_eq!(names, [["full", ""], ["blind", "eyes"]], "a run that is not there is left for the next time");
    let of = |row: &AblationRow| row.test.unwrap();
    assert_eq!((of(&found[1]).value, found[1].val, found[1].external), (0.5, None, None));
    assert!(of(&found[1]).low < 0.5 + 1e-6 && of(&found[1]).high > 0.5 - 1e-6 && found[0].sha256 != found[1].sha256);
    let card = std::fs::read_to_string(models.join("brain-mri/MODEL_CARD.md")).unwrap();
    for said in ["Ablation, without eyes (“blind”): macro recall on test 50.0 %", "### What each ingredient was worth"]
    {
        assert!(card.contains(said), "{said}: {card}");
    }

    // The same weights on the same data are not measured again; what the file calls them may change.
    let (mut manifest, _) = model_folder::read(&models, "brain-mri").unwrap();
    manifest.ablation[1].test.as_mut().unwrap().value = 0.501;
    model_folder::write_manifest(&models, &manifest).unwrap();
    task.release.as_mut().unwrap().ablation = vec![without("blind", "sight")];
    record(&models, &task, &run, &data).unwrap();
    assert_eq!((of(&rows()[1]).value, rows()[1].without.as_str()), (0.501, "sight"));
}
