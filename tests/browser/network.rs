//! The shipped network on the browser's CPU path.

use onsight::engine::{DeviceRunner, Runner, steps};
use onsight::imaging::Image;
use onsight::weights;
use wasm_bindgen_test::wasm_bindgen_test;

const MANIFEST: &[u8] = include_bytes!("../../models/brain-mri/manifest.json");
const WEIGHTS: &[u8] = include_bytes!("../../models/brain-mri/weights.safetensors");

#[wasm_bindgen_test]
async fn golden_pictures_get_the_logits_that_the_command_line_wrote_down() {
    let manifest = steps::manifest_from_json(MANIFEST).unwrap();
    let weights = weights::read(WEIGHTS).unwrap();
    let runner = DeviceRunner::on_cpu(&manifest, &weights).unwrap();
    let golden = |seed| steps::golden_input(seed, &manifest.input);
    let inputs: Vec<Image> = manifest.goldens.iter().map(|known| golden(known.seed)).collect();
    // Twice, because some devices are right on the first run only.
    for _ in 0..2 {
        let runs = runner.run(&inputs).await.unwrap();
        assert_eq!(runs.len(), manifest.goldens.len());
        assert!(!runs.is_empty(), "the manifest has golden pictures");
        for (run, known) in runs.iter().zip(&manifest.goldens) {
            let differences = run.logits.iter().zip(&known.logits).map(|(found, expected)| (found - expected).abs());
            let largest = differences.fold(0.0, f32::max);
            assert!(largest <= manifest.tolerance.cpu, "seed {}: {largest} apart: {:?}", known.seed, run.logits);
        }
    }
}
