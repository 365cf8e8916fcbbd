//! The trainable decoder equals the shipped one, and its loss is as documented.

use super::*;
use crate::activations;
use crate::tests::drawn_body;
use crate::trainable::{EPSILON, folded};
use imaging::{Image, Pixels};
use network::float::FloatNetwork;
use network::{Architecture, input, integer};

/// A network with small random arrays throughout, with its own running statistics.
fn drawn(architecture: &Architecture, labels: usize, random: &mut Rng) -> Weights {
    let mut state = drawn_body(architecture, 1.0 - EPSILON, random);
    let weight = (0..architecture.head * labels).map(|_| random.f32() - 0.5).collect();
    state.insert("classifier.weight".into(), Array { shape: vec![architecture.head, labels], data: weight });
    state.insert("classifier.bias".into(), Array { shape: vec![labels], data: vec![0.1; labels] });
    start(&mut state, &architecture.graph(labels).unwrap(), labels, 1, random);
    state
}

#[test]
fn the_trainable_network_gives_what_the_folded_one_gives() {
    let architecture = Architecture::named("efficientnet-lite0-outline").unwrap();
    let device = Device::flex().autodiff();
    let mut random = Rng::with_seed(4);
    let mut state = drawn(&architecture, 3, &mut random);
    let side = 64;
    let picture: Vec<f32> = (0..side * side * 3).map(|_| random.f32() * 2.0 - 1.0).collect();
    let trained = |state: &Weights, architecture: &Architecture| {
        let network = FloatNetwork::from_weights("efficientnet-lite0-outline", 3, &folded(state).unwrap()).unwrap();
        let first = network.forward_first(3, &picture, side);
        let x = TensorData::new(first.values, [1, first.height, first.width, 24]);
        let graph = architecture.graph(3).unwrap();
        let trainable = Trainable::new(&graph, 3, state, &device).unwrap();
        let keep = Tensor::from_data(TensorData::new(vec![1.0f32; 1280], [1, 1280]), &device);
        trainable.forward(Tensor::from_data(x, &device), keep).unwrap()
    };
    // The batch's own statistics become the running ones; the folded network then computes the same.
    let forward = trained(&state, &architecture);
    for (unit, statistics) in forward.statistics {
        state.get_mut(&format!("{unit}.mean")).unwrap().data = statistics.mean;
        state.get_mut(&format!("{unit}.variance")).unwrap().data = statistics.variance;
    }
    let network = FloatNetwork::from_weights("efficientnet-lite0-outline", 3, &folded(&state).unwrap()).unwrap();
    let output = network.forward(&picture, side);
    let close = |found: &[f32], expected: &[f32]| {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 2e-2 * (1.0 + expected.abs()), "{found} against {expected}");
        }
    };
    close(&output.logits, forward.logits.into_data().as_slice::<f32>().unwrap());
    let map = output.outline.unwrap();
    assert_eq!((map.height, map.width), (16, 16));
    close(&map.logits, forward.map.unwrap().into_data().as_slice::<f32>().unwrap());
    assert_eq!(output.logits[1], 0.0);
}

/// Integers, and Burn's operations, against floats with the same rounded weights.
#[test]
fn every_runtime_draws_the_same_map() {
    let name = "efficientnet-lite0-outline";
    let architecture = Architecture::named(name).unwrap();
    let state = drawn(&architecture, 3, &mut Rng::with_seed(6));
    let bytes = model::write_quantised(&folded(&state).unwrap()).unwrap();
    let (stored, floats) = (model::read_stored(&bytes).unwrap(), model::read(&bytes).unwrap());
    let spec = crate::input_spec(64, model::Colour::Grey);
    let grey = (0..64 * 64).map(|at| ((at * 7 + at / 64 * 31) % 256) as u8).collect();
    let images = [Image::new(64, 64, Pixels::Grey8(grey)).unwrap()];
    let values = input::values_from_images(&images, &spec).unwrap();
    let exact = FloatNetwork::from_weights(name, 3, &floats).unwrap().forward(&values, 64);
    let exact_map = exact.outline.unwrap();
    let spread = exact_map.logits.iter().map(|logit| (logit - exact_map.logits[0]).abs()).fold(0.0, f32::max);
    assert!(spread > 0.05, "a map that says something: {spread}");
    let close = |what: &str, found: &[f32], expected: &[f32]| {
        assert_eq!(found.len(), expected.len(), "{what}");
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 0.01 * (1.0 + expected.abs()), "{what}: {found} against {expected}");
        }
    };

    let ranges = activations::widest(name, 3, &stored, &spec, &images).unwrap();
    assert_eq!(ranges.block_peaks.len(), 16 + 4);
    let networks = integer::Processor::all()
        .into_iter()
        .map(|processor| integer::IntegerNetwork::with_processor(processor, name, 3, &stored, &spec, &ranges).unwrap());
    let outputs: Vec<_> = networks.map(|network| network.forward(&images[0]).unwrap()).collect();
    assert!(outputs.iter().all(|output| *output == outputs[0]), "every processor gives the same bits");
    let map = outputs[0].outline.as_ref().unwrap();
    assert_eq!((map.height, map.width), (16, 16));
    close("integers, map", &map.logits, &exact_map.logits);
    close("integers, logits", &outputs[0].logits, &exact.logits);

    let device = Device::flex();
    let network = gpu::GpuNetwork::from_weights(name, 3, &floats, &device).unwrap();
    let output = network.forward(Tensor::from_data(TensorData::new(values, [1, 64, 64, 3]), &device));
    close("burn, map", output.outline.unwrap().into_data().as_slice::<f32>().unwrap(), &exact_map.logits);
    close("burn, logits", output.logits.into_data().as_slice::<f32>().unwrap(), &exact.logits);

    let odd = integer::IntegerNetwork::new(name, 3, &stored, &crate::input_spec(72, model::Colour::Grey), &ranges);
    assert!(odd.is_err(), "grids of 3 and 5 rows do not double");
}

#[test]
fn the_loss_is_that_of_its_definition_and_leaves_unknown_outlines_out() {
    let device = Device::flex().autodiff();
    let logits = [[2.0f32, -1.0, 0.5, -3.0], [9.0, 9.0, 9.0, 9.0], [-2.0, -2.0, -2.0, 1.0]];
    let outlines = [Some(vec![1.0, 0.0, 0.5, 0.0]), None, Some(vec![0.0; 4])];
    let map: Tensor<2> = Tensor::from_data(TensorData::new(logits.concat(), [3, 4]), &device).require_grad();
    let value = loss(map.clone(), &OutlineTarget::new(&outlines, 4, &device));
    let gradients = value.clone().backward();
    let value = value.into_scalar::<f32>();

    let by_hand = |logits: &[[f32; 4]]| {
        let p = |x: f32| 1.0 / (1.0 + (-x).exp());
        let bce = |x: &[f32; 4], t: &[f32]| {
            x.iter().zip(t).map(|(x, t)| -(t * p(*x).ln() + (1.0 - t) * (1.0 - p(*x)).ln())).sum::<f32>() / 4.0
        };
        let t = outlines[0].as_ref().unwrap();
        let both: f32 = logits[0].iter().zip(t).map(|(x, t)| p(*x) * t).sum();
        let dice = (2.0 * both + 1.0) / (logits[0].iter().map(|x| p(*x)).sum::<f32>() + 1.5 + 1.0);
        CELLS * (bce(&logits[0], t) + bce(&logits[2], &[0.0; 4])) / 2.0 + DICE * (1.0 - dice)
    };
    assert!((value - by_hand(&logits)).abs() < 1e-5, "{value} against {}", by_hand(&logits));
    let found = map.grad(&gradients).unwrap().into_data();
    for (index, found) in found.as_slice::<f32>().unwrap().iter().enumerate() {
        let (mut more, mut less) = (logits, logits);
        more[index / 4][index % 4] += 1e-2;
        less[index / 4][index % 4] -= 1e-2;
        let expected = (by_hand(&more) - by_hand(&less)) / 2e-2;
        assert!((found - expected).abs() < 1e-3, "{index}: {found} against {expected}");
    }
}
