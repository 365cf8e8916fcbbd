//! The network against PyTorch: the first rung of the parity ladder.

use burn::tensor::{Device, Tensor, TensorData};
use onsight::lab::{pretrained, train};
use onsight::nn::Network;

/// Largest difference in logits (they lie between -6 and 11) between Burn on the CPU and PyTorch.
const TOLERANCE: f32 = 2e-3;

/// The pictures of `tests/data/imagenet/reference.py`, normalised.
fn picture(seed: i64) -> Vec<f32> {
    let mut values = Vec::with_capacity(224 * 224 * 3);
    for y in 0..224i64 {
        for x in 0..224i64 {
            for c in 0..3 {
                let stripes = (x * (3 + seed) + y * (5 + 2 * seed) + c * 61) % 256;
                let disc = (x - 112).pow(2) + (y - 100).pow(2) < (40 + 15 * seed).pow(2);
                let value = if disc { 255 - stripes / 2 } else { stripes };
                values.push((value as f32 - 127.0) / 128.0);
            }
        }
    }
    values
}

#[test]
fn imagenet_logits_equal_pytorchs() {
    // Read from the cache folder, fetched once where it is not there yet.
    let imagenet = match pretrained::imagenet_lite0() {
        Ok(imagenet) => imagenet,
        Err(error) => {
            println!("SKIPPED imagenet_logits_equal_pytorchs: no ImageNet weights: {error:#}");
            return;
        }
    };
    let reference: serde_json::Value =
        serde_json::from_str(include_str!("../data/imagenet/lite0_logits.json")).unwrap();
    let weights = train::folded(&imagenet).unwrap();
    let device = Device::flex();
    let network = Network::from_weights("efficientnet-lite0", 1000, &weights, &device).unwrap();
    let pictures = reference["pictures"].as_array().unwrap();
    assert_eq!(pictures.len(), 3);
    for expected in pictures {
        let seed = expected["seed"].as_i64().unwrap();
        let x = Tensor::<4>::from_data(TensorData::new(picture(seed), [1, 224, 224, 3]), &device);
        let logits = network.forward(x).logits.into_data();
        let expected: Vec<f32> =
            expected["logits"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap() as f32).collect();
        let largest =
            logits.as_slice::<f32>().unwrap().iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(largest < TOLERANCE, "picture {seed}: largest difference {largest}");
    }
}
