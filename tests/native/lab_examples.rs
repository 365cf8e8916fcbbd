//! The page's built-in examples show what their descriptions say: after a model has changed, `lab phantom` chooses anew.

use crate::engine_parts::calm;
use engine::block_on;
use lab::phantom::{Example, Shows, shown};
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
    let kinds: Vec<Shows> = examples.iter().map(|example| example.shows).collect();
    assert_eq!(kinds, [Shows::Class, Shows::Several, Shows::Refusal]);
    let mut engine = predict::open(&root.join("models"), "brain-mri").unwrap();
    let negative = engine.model().negative;
    for example in examples {
        let gating = if example.gates == "stop" { Gating::Stop } else { Gating::Tell };
        let bytes = std::fs::read(folder.join(&example.file)).unwrap();
        let answer = block_on(engine.classify_gated(&bytes, gating, &mut calm())).unwrap();
        let found = shown(&answer, negative.as_deref());
        let wanted = Some((example.shows, example.answer.clone()));
        assert_eq!(found, wanted, "{}: choose the examples anew with `cargo lab phantom brain-mri`", example.file);
        let shows = serde_json::to_value(example.shows).unwrap();
        let said = words::example(&example.task, shows.as_str().unwrap(), &example.answer.join(","));
        let [title, description] = said.map(|said| text::english(&said));
        assert!(!title.is_empty() && description.starts_with("Synthetic: "), "{description}");
        // It says that it was drawn until the model gave this answer.
        let names = example.answer.join(" or ");
        let until = example.shows == Shows::Refusal || description.contains("drawn until");
        assert!(until && (example.shows == Shows::Refusal || description.contains(&names)), "{description}");
    }
}
