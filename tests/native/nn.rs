//! The network compared with PyTorch: the first of the parity tests.

use burn::tensor::{Device, Tensor, TensorData};
use imaging::{Image, Pixels};
use model::{self, Weights};
use threads::Pool;
use training::{activations, folded, pretrained};

/// Largest difference in logits (which lie between -6 and 11) from those of PyTorch.
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

/// ImageNet weights with batch normalisation folded in, read from the cache folder and downloaded once where they are
/// missing; `None`, with a message, where they are unavailable.
fn imagenet(test: &str) -> Option<Weights> {
    match pretrained::imagenet_lite0() {
        Ok(state) => Some(folded(&state).unwrap()),
        Err(error) => {
            println!("SKIPPED {test}: no ImageNet weights: {error:#}");
            None
        }
    }
}

/// The same network twice: on the CPU path of the page, and in Burn's operations as on a GPU.
struct Networks {
    cpu: network::float::FloatNetwork,
    burn: gpu::GpuNetwork,
}

impl Networks {
    fn new(weights: &Weights) -> Self {
        Self {
            cpu: network::float::FloatNetwork::from_weights("efficientnet-lite0", 1000, weights).unwrap(),
            burn: gpu::GpuNetwork::from_weights("efficientnet-lite0", 1000, weights, &Device::flex()).unwrap(),
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

/// Largest difference in a value of the last feature grid (which lie between 0 and 6) between the two.
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
    let network = network::float::FloatNetwork::from_weights("efficientnet-lite0", 1000, &weights).unwrap();
    let (one, other) = (network.forward(&picture(1), 224), network.forward(&picture(5), 224));
    let small = network.forward(&picture(1)[..96 * 96 * 3], 96);
    assert_ne!(one.logits, other.logits);
    assert_ne!(one.logits, small.logits);
    assert_eq!(network.forward(&picture(1), 224), one);
}

/// Largest difference in a logit allowed for int8 weights, where the thousand logits have a range of about 15.
const INT8_TOLERANCE: f32 = 0.8;
/// Two best classes closer than this are a tie, which even f32 decides by rounding.
const TIE: f32 = 0.1;

#[test]
fn int8_names_the_same_of_a_thousand_classes_on_twenty_pictures() {
    let Some(weights) = imagenet("int8_names_the_same_of_a_thousand_classes_on_twenty_pictures") else { return };
    let network = |weights| network::float::FloatNetwork::from_weights("efficientnet-lite0", 1000, weights).unwrap();
    let (exact, int8) = (network(&weights), network(&model::rounded(&weights).unwrap()));
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

/// Largest difference in a logit allowed for 13-bit activations, compared with float activations and the same rounded
/// weights, where the thousand logits have a range of about 15.
const LEVELS_TOLERANCE: f32 = 0.05;

/// A picture of [`picture`]'s kind with 8-bit samples, and as the float network takes it.
fn eight_bit_picture(seed: i64, spec: &model::InputSpec) -> (Image, Vec<f32>) {
    let samples = picture(seed).into_iter().take((spec.size * spec.size * 3) as usize);
    let samples = samples.map(|value| (value * 128.0 + 127.0).round() as u8).collect();
    let image = Image::new(spec.size, spec.size, Pixels::Rgb8(samples)).unwrap();
    let values = network::input::values_from_images(std::slice::from_ref(&image), spec).unwrap();
    (image, values)
}

fn imagenet_spec(size: u32, colour: &str) -> model::InputSpec {
    model::InputSpec {
        size,
        colour: if colour == "grey" { model::Colour::Grey } else { model::Colour::Rgb },
        mean: [127.0; 3],
        deviation: [128.0; 3],
        resize: model::Resize::default(),
        levels: Default::default(),
    }
}

#[test]
fn integers_give_the_logits_of_floats_with_the_same_weights_at_odd_sizes_too() {
    let Some(state) = imagenet("integers_give_the_logits_of_floats_with_the_same_weights_at_odd_sizes_too") else {
        return;
    };
    let bytes = model::write_quantised(&state).unwrap();
    let (stored, floats) = (model::read_stored(&bytes).unwrap(), model::read(&bytes).unwrap());
    let exact = network::float::FloatNetwork::from_weights("efficientnet-lite0", 1000, &floats).unwrap();
    for size in [224, 97, 32] {
        let spec = imagenet_spec(size, "rgb");
        let pictures: Vec<_> = (1..5).map(|seed| eight_bit_picture(seed, &spec)).collect();
        let images: Vec<Image> = pictures.iter().map(|(image, _)| image.clone()).collect();
        let ranges = activations::widest("efficientnet-lite0", 1000, &stored, &spec, &images).unwrap();
        let network =
            network::integer::IntegerNetwork::new("efficientnet-lite0", 1000, &stored, &spec, &ranges).unwrap();
        for (image, values) in &pictures {
            let (found, expected) = (network.forward(image).unwrap(), exact.forward(values, size as usize));
            assert_eq!(found.grid, expected.grid);
            let difference = largest_difference(&found.logits, &expected.logits);
            assert!(difference < LEVELS_TOLERANCE, "side {size}: {difference}");
            let features = largest_difference(&found.features, &expected.features);
            assert!(features < LEVELS_TOLERANCE, "side {size}: a feature is {features} away");
            // Reused buffers do not change the result.
            assert_eq!(network.forward(image).unwrap(), found);
        }
    }
}

#[test]
fn every_processor_gives_the_same_bits_for_a_whole_network_in_grey_and_in_colour() {
    let Some(state) = imagenet("every_processor_gives_the_same_bits_for_a_whole_network_in_grey_and_in_colour") else {
        return;
    };
    let stored = model::read_stored(&model::write_quantised(&state).unwrap()).unwrap();
    for colour in ["grey", "rgb"] {
        let spec = imagenet_spec(64, colour);
        let (image, _) = eight_bit_picture(3, &spec);
        let grey = Image::new(64, 64, Pixels::Grey8((0..64 * 64).map(|at| (at * 7 % 256) as u8).collect())).unwrap();
        let image = if colour == "grey" { grey } else { image };
        let seen = std::slice::from_ref(&image);
        let ranges = activations::widest("efficientnet-lite0", 1000, &stored, &spec, seen).unwrap();
        let of = |processor| {
            let built = network::integer::IntegerNetwork::with_processor(
                processor,
                "efficientnet-lite0",
                1000,
                &stored,
                &spec,
                &ranges,
            );
            built.unwrap().forward(&image).unwrap()
        };
        let all: Vec<_> = network::integer::Processor::all().into_iter().map(of).collect();
        assert!(all.iter().all(|output| *output == all[0]), "{colour}");
    }
}

#[test]
fn a_run_takes_no_memory_but_for_its_answer() {
    let Some(state) = imagenet("a_run_takes_no_memory_but_for_its_answer") else { return };
    let stored = model::read_stored(&model::write_quantised(&state).unwrap()).unwrap();
    let spec = imagenet_spec(224, "rgb");
    let (image, _) = eight_bit_picture(3, &spec);
    let ranges = activations::widest("efficientnet-lite0", 1000, &stored, &spec, std::slice::from_ref(&image)).unwrap();
    let network = network::integer::IntegerNetwork::new("efficientnet-lite0", 1000, &stored, &spec, &ranges).unwrap();
    drop(network.forward(&image).unwrap());
    let info = allocation_counter::measure(|| drop(network.forward(&image).unwrap()));
    // Features, their mean and the logits.
    assert_eq!(info.count_total, 3);
    assert!(info.bytes_total < 7 * 7 * 1280 * 4 + 1280 * 4 + 1000 * 4 + 100, "{} bytes", info.bytes_total);
}

/// A pool of this many threads, which wait for work until the tests end.
fn pool(threads: usize) -> &'static Pool {
    let pool: &'static Pool = Box::leak(Box::default());
    (1..threads).for_each(|_| drop(std::thread::spawn(|| pool.help())));
    while pool.helpers() + 1 < threads {
        std::thread::yield_now();
    }
    assert_eq!(pool.close(), threads);
    pool
}

#[test]
fn threads_change_no_bit_at_any_size_in_grey_and_in_colour() {
    let Some(state) = imagenet("threads_change_no_bit_at_any_size_in_grey_and_in_colour") else { return };
    let stored = model::read_stored(&model::write_quantised(&state).unwrap()).unwrap();
    let pools = [2, 3, 4].map(pool);
    for (size, colour) in [(224, "rgb"), (161, "grey"), (97, "rgb"), (64, "grey"), (33, "rgb")] {
        let spec = imagenet_spec(size, colour);
        let pixels = (0..size * size).map(|at| (at * 7 % 253) as u8).collect();
        let grey = Image::new(size, size, Pixels::Grey8(pixels)).unwrap();
        let image = if colour == "grey" { grey } else { eight_bit_picture(4, &spec).0 };
        let seen = std::slice::from_ref(&image);
        let ranges = activations::widest("efficientnet-lite0", 1000, &stored, &spec, seen).unwrap();
        let network =
            || network::integer::IntegerNetwork::new("efficientnet-lite0", 1000, &stored, &spec, &ranges).unwrap();
        let alone = network().forward(&image).unwrap();
        for pool in pools {
            let shared = network().with_pool(pool);
            // Reused buffers and another order of the parts do not change the result.
            for _ in 0..4 {
                assert_eq!(
                    shared.forward(&image).unwrap(),
                    alone,
                    "{size} {colour} on {} threads",
                    network::ThreadPool::size(pool)
                );
            }
        }
    }
}
