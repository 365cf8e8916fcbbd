//! The network against PyTorch: the first rung of the parity ladder.

use burn::tensor::{Device, Tensor, TensorData};
use onsight::lab::{pretrained, train};
use onsight::weights::{self, Weights};
use onsight::{gpu, nn};

/// Largest difference in logits (they lie between -6 and 11) from those of PyTorch.
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

/// The same network twice: on the CPU path of the page, and in Burn's operations as on a GPU.
struct Networks {
    cpu: nn::Network,
    burn: gpu::Network,
}

impl Networks {
    fn new(weights: &Weights) -> Self {
        Self {
            cpu: nn::Network::from_weights("efficientnet-lite0", 1000, weights).unwrap(),
            burn: gpu::Network::from_weights("efficientnet-lite0", 1000, weights, &Device::flex()).unwrap(),
        }
    }

    fn burn_logits(&self, values: Vec<f32>) -> Vec<f32> {
        let x = Tensor::<4>::from_data(TensorData::new(values, [1, 224, 224, 3]), &Device::flex());
        self.burn.forward(x).logits.into_data().try_into_vec().unwrap()
    }
}

fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn imagenet_logits_equal_pytorchs() {
    let Some(weights) = imagenet("imagenet_logits_equal_pytorchs") else { return };
    let reference: serde_json::Value =
        serde_json::from_str(include_str!("../data/imagenet/lite0_logits.json")).unwrap();
    let networks = Networks::new(&weights);
    let pictures = reference["pictures"].as_array().unwrap();
    assert_eq!(pictures.len(), 3);
    for expected in pictures {
        let seed = expected["seed"].as_i64().unwrap();
        let expected: Vec<f32> =
            expected["logits"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap() as f32).collect();
        let cpu = largest_difference(&networks.cpu.forward(&picture(seed), 224).logits, &expected);
        let burn = largest_difference(&networks.burn_logits(picture(seed)), &expected);
        assert!(cpu < TOLERANCE && burn < TOLERANCE, "picture {seed}: on the CPU {cpu}, in Burn {burn}");
    }
}

/// Largest difference in a value of the last feature grid (they lie between 0 and 6) between the two.
const FEATURE_TOLERANCE: f32 = 1e-3;

#[test]
fn the_cpu_path_and_burn_give_the_same_features_at_any_size() {
    let Some(weights) = imagenet("the_cpu_path_and_burn_give_the_same_features_at_any_size") else { return };
    let networks = Networks::new(&weights);
    for side in [224, 97, 32] {
        let values: Vec<f32> = picture(2).into_iter().take(side * side * 3).collect();
        let cpu = networks.cpu.forward(&values, side);
        let x = Tensor::<4>::from_data(TensorData::new(values, [1, side, side, 3]), &Device::flex());
        let features = networks.burn.forward(x).features;
        assert_eq!(features.dims(), [1, cpu.grid.0, cpu.grid.1, 1280]);
        let difference = largest_difference(&cpu.features, &features.into_data().try_into_vec::<f32>().unwrap());
        assert!(difference < FEATURE_TOLERANCE, "side {side}: {difference}");
    }
}

#[test]
fn used_memory_changes_no_answer() {
    let Some(weights) = imagenet("used_memory_changes_no_answer") else { return };
    let network = nn::Network::from_weights("efficientnet-lite0", 1000, &weights).unwrap();
    let (one, other) = (network.forward(&picture(1), 224), network.forward(&picture(5), 224));
    let small = network.forward(&picture(1)[..96 * 96 * 3], 96);
    assert_ne!(one.logits, other.logits);
    assert_ne!(one.logits, small.logits);
    assert_eq!(network.forward(&picture(1), 224), one);
}

/// Largest difference in a logit that int8 weights may make, where the thousand logits spread over about 15.
const INT8_TOLERANCE: f32 = 0.8;
/// Two best classes closer than this are a tie, in which f32 itself decides by chance.
const TIE: f32 = 0.1;

#[test]
fn int8_names_the_same_of_a_thousand_classes_on_twenty_pictures() {
    let Some(weights) = imagenet("int8_names_the_same_of_a_thousand_classes_on_twenty_pictures") else { return };
    let network = |weights| nn::Network::from_weights("efficientnet-lite0", 1000, weights).unwrap();
    let (exact, int8) = (network(&weights), network(&weights::rounded(&weights).unwrap()));
    let best_two = |values: &[f32]| {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
        (order[0], values[order[0]] - values[order[1]])
    };
    let (mut largest, mut ties) = (0.0f32, 0);
    for seed in 0..20 {
        let values = picture(seed);
        let (exact, int8) = (exact.forward(&values, 224).logits, int8.forward(&values, 224).logits);
        let difference = largest_difference(&exact, &int8);
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
