//! The shipped network on the browser's CPU path.

use engine::{CpuRunner, Runner, steps};
use imaging::Image;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Response, WorkerGlobalScope};

/// A file of the shipped model: the test runner serves the repository.
async fn file(name: &str) -> Vec<u8> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let address = format!("/models/brain-mri/{name}");
    let response: Response = JsFuture::from(scope.fetch_with_str(&address)).await.unwrap().unchecked_into();
    assert!(response.ok(), "{address}: {}", response.status());
    Uint8Array::new(&JsFuture::from(response.array_buffer().unwrap()).await.unwrap()).to_vec()
}

#[wasm_bindgen_test]
async fn golden_pictures_get_the_logits_that_the_command_line_wrote_down() {
    let manifest = steps::manifest_from_json(&file("manifest.json").await).unwrap();
    let mut whole = Vec::new();
    for part in manifest.weights.parts() {
        whole.extend(file(&part.file).await);
    }
    let weights = model::read_stored(&whole).unwrap();
    let runner = CpuRunner::new(&manifest, &weights).unwrap();
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
