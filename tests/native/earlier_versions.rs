//! Earlier versions of models that visitors can still fetch: today's code reads, checks and runs them.

use crate::engine::parts::{calm, opening, png};
use engine::{Choice, Engine, block_on};
use lab::model_folder;
use protocol::Backend;
use std::path::Path;
use training::task_file;

#[test]
fn every_earlier_version_that_can_be_fetched_still_passes_its_check_and_answers() {
    let models = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models"));
    let mut count = 0;
    for id in task_file::shipped(models).unwrap() {
        let task = task_file::read(models, &id).unwrap();
        let (latest, _) = model_folder::read(models, &id).unwrap();
        for version in task.reachable() {
            let folder = version.folder(&id);
            let (manifest, weights) = model_folder::read(models, &folder).unwrap();
            model_folder::verify(&manifest, &weights).unwrap();
            assert_eq!((&manifest.task, &manifest.version), (&id, &version.version));
            assert_eq!(manifest.labels, latest.labels, "{folder}: what is compared has the same classes");
            assert!(models.join(&folder).join("MODEL_CARD.md").is_file(), "{folder}: its card");
            let choice = Choice { backend: Backend::Cpu, reason: text::failure::said("A test runs on the CPU.") };
            // It starts only if the golden inputs give the golden outputs.
            let started = block_on(Engine::start(manifest.clone(), &weights, choice, opening(), &mut |_, _, _| {}));
            let answer = block_on(started.unwrap().classify(&png(224, 224), &mut calm())).unwrap();
            let answered = &answer.finding.provenance.model;
            assert_eq!((&answered.task, &answered.version), (&id, &version.version), "an answer names its version");
            assert_eq!(answered.weights_sha256, manifest.weights.sha256);
            count += 1;
        }
    }
    assert!(count > 0, "no task has an earlier version");
}
