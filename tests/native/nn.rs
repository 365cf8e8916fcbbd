//! The network against PyTorch: the first rung of the parity ladder.

use burn::tensor::{Device, Tensor, TensorData};
use onsight::lab::{pretrained, train};
use onsight::nn::Network;
use onsight::weights::{self, Weights};

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

/// ImageNet weights with batch normalisation folded in, read from the cache folder and fetched once where they
/// are not there yet; `None`, said aloud, where they cannot be had.
fn imagenet(test: &str) -> Option<Weights> {
    match pretrained::imagenet_lite0() {
        Ok(state) => Some(train::folded(&state).unwrap()),
        Err(error) => {
            println!("SKIPPED {test}: no ImageNet weights: {error:#}");
            None
        }
    }
}

fn logits(network: &Network, values: Vec<f32>) -> Vec<f32> {
    let x = Tensor::<4>::from_data(TensorData::new(values, [1, 224, 224, 3]), &Device::flex());
    network.forward(x).logits.into_data().try_into_vec().unwrap()
}

fn network(weights: &Weights) -> Network {
    Network::from_weights("efficientnet-lite0", 1000, weights, &Device::flex()).unwrap()
}

#[test]
fn imagenet_logits_equal_pytorchs() {
    let Some(weights) = imagenet("imagenet_logits_equal_pytorchs") else { return };
    let reference: serde_json::Value =
        serde_json::from_str(include_str!("../data/imagenet/lite0_logits.json")).unwrap();
    let network = network(&weights);
    let pictures = reference["pictures"].as_array().unwrap();
    assert_eq!(pictures.len(), 3);
    for expected in pictures {
        let seed = expected["seed"].as_i64().unwrap();
        let logits = logits(&network, picture(seed));
        let expected: Vec<f32> =
            expected["logits"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap() as f32).collect();
        let largest = logits.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(largest < TOLERANCE, "picture {seed}: largest difference {largest}");
    }
}

/// Largest difference in a logit that int8 weights may make, where the thousand logits spread over about 15.
const INT8_TOLERANCE: f32 = 0.8;
/// Two best classes closer than this are a tie, in which f32 itself decides by chance.
const TIE: f32 = 0.1;

#[test]
fn int8_names_the_same_of_a_thousand_classes_on_twenty_pictures() {
    let Some(weights) = imagenet("int8_names_the_same_of_a_thousand_classes_on_twenty_pictures") else { return };
    let (exact, int8) = (network(&weights), network(&weights::rounded(&weights).unwrap()));
    let best_two = |values: &[f32]| {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
        (order[0], values[order[0]] - values[order[1]])
    };
    let (mut largest, mut ties) = (0.0f32, 0);
    for seed in 0..20 {
        let (exact, int8) = (logits(&exact, picture(seed)), logits(&int8, picture(seed)));
        let difference = exact.iter().zip(&int8).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(difference < INT8_TOLERANCE, "picture {seed}: largest difference {difference}");
        largest = largest.max(difference);
        match best_two(&exact) {
            (_, lead) if lead < TIE => ties += 1,
            (class, _) => assert_eq!(best_two(&int8).0, class, "picture {seed}: class by int8 and by f32"),
        }
    }
    assert!(ties <= 1, "{ties} ties: these pictures decide nothing");
    println!("int8 against f32: largest difference in a logit {largest:.2}; {ties} of twenty pictures a tie");
}
