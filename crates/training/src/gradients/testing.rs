//! Common code of the gradient tests.

use burn::tensor::{Device, Tensor, TensorData};
use fastrand::Rng;

pub(super) fn drawn<const D: usize>(random: &mut Rng, shape: [usize; D], device: &Device) -> Tensor<D> {
    let values: Vec<f32> = (0..shape.iter().product()).map(|_| random.f32() * 4.0 - 2.0).collect();
    Tensor::from_data(TensorData::new(values, shape), device).require_grad()
}

pub(super) fn assert_close<const D: usize>(what: &str, found: Tensor<D>, expected: Tensor<D>) {
    let (found, expected) = (found.into_data(), expected.into_data());
    for (found, expected) in found.as_slice::<f32>().unwrap().iter().zip(expected.as_slice::<f32>().unwrap()) {
        assert!((found - expected).abs() < 2e-3 * (1.0 + expected.abs()), "{what}: {found} against {expected}");
    }
}
