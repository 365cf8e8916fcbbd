//! The page's built-in examples show what their descriptions say: after a change of the model, `lab phantom` chooses
//! again.

use crate::engine::parts::calm;
use engine::block_on;
use lab::model_folder;
use lab::phantom::{Example, Shows, leaves_open, shown};
use lab::predict;
use protocol::Gating;
use std::path::Path;
use view_model::words;

#[test]
fn each_example_is_answered_as_its_description_says() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let folder = root.join("public/examples");
    let list = std::fs::read(folder.join("index.json")).unwrap();
    let examples: Vec<Example> = serde_json::from_slice(&list).unwrap();
    let models = root.join("models");
    for task in training::task_file::shipped(&models).unwrap() {
        let own: Vec<Example> = examples.iter().filter(|example| example.task == task).cloned().collect();
        let drawing = training::task_file::read(&models, &task).unwrap().drawing;
        let kinds: Vec<Shows> = own.iter().map(|example| example.shows).collect();
        let (manifest, _) = model_folder::read(&models, &task).unwrap();
        let may_lack = !leaves_open(&manifest);
        let wanted: Vec<Shows> = [Shows::Class, Shows::Several, Shows::Refusal]
            .into_iter()
            .filter(|shows| drawing.is_some() && (*shows != Shows::Several || !may_lack || kinds.contains(shows)))
            .collect();
        assert_eq!(kinds, wanted, "draw the examples with `cargo lab phantom {task}`");
        assert!(own.iter().all(|example| Some(example.draws) == drawing), "{own:?}");
        answered(&models, &folder, own);
    }
    let is_shipped = |task: &str| models.join(task).join("manifest.json").is_file();
    assert!(examples.iter().all(|example| is_shipped(&example.task)), "examples of a task that nobody can ask");
}

/// Checks the examples of one task with its model.
fn answered(models: &Path, folder: &Path, examples: Vec<Example>) {
    let Some(task) = examples.first().map(|example| example.task.clone()) else { return };
    let mut engine = predict::open(models, &task).unwrap();
    let negative = engine.model().negative;
    for example in examples {
        let gating = if example.gates == "stop" { Gating::Stop } else { Gating::Tell };
        let bytes = std::fs::read(folder.join(&example.file)).unwrap();
        let answer = block_on(engine.classify_gated(&bytes, gating, &mut calm())).unwrap();
        let found = shown(&answer, negative.as_deref());
        let wanted = Some((example.shows, example.answer.clone()));
        assert_eq!(found, wanted, "{}: choose the examples anew with `cargo lab phantom {task}`", example.file);
        let shows = serde_json::to_value(example.shows).unwrap();
        let draws = serde_json::to_value(example.draws).unwrap();
        let of = [example.task.as_str(), draws.as_str().unwrap()];
        let said = words::example(of, shows.as_str().unwrap(), &example.answer.join(","));
        let [title, description] = said.map(|said| text::english(&said));
        assert!(!title.is_empty() && description.starts_with("Synthetic: "), "{description}");
        // Its text says that it was drawn until the model gave this answer.
        let names = example.answer.join(" or ");
        let until = example.shows == Shows::Refusal || description.contains("drawn until");
        assert!(until && (example.shows == Shows::Refusal || description.contains(&names)), "{description}");
    }
}
