//! The kernels in WebAssembly SIMD, compared with plain Rust.

use network::integer::{Bounds, Depthwise, Lines, Pointwise, Processor, Residual, SLACK};
use wasm_bindgen_test::wasm_bindgen_test;

/// The linear congruential generator of Numerical Recipes.
struct Lcg(u32);

impl Lcg {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }

    fn integers(&mut self, count: usize, most: i16) -> Vec<i16> {
        (0..count).map(|_| (self.next() % (2 * most as u32 + 1)) as i16 - most).collect()
    }

    fn floats(&mut self, count: usize, most: f32) -> Vec<f32> {
        (0..count).map(|_| (self.next() as f32 / (1 << 23) as f32 - 1.0) * most).collect()
    }
}

#[wasm_bindgen_test]
fn this_browser_has_vectors() {
    assert_eq!(Processor::all().len(), 2, "ordinary Rust and 128-bit vectors");
}

#[wasm_bindgen_test]
fn pointwise_layers_equal_ordinary_rust_bit_for_bit_over_odd_shapes() {
    let mut draw = Lcg(11);
    let bounds = Bounds { low: -8191.0, high: 8191.0 };
    let shapes = [(1, 1, 1), (5, 3, 7), (49, 40, 24), (98, 17, 33), (13, 96, 4), (200, 9, 32), (7, 5, 12), (51, 4, 8)];
    // With the larger scale, results lie far beyond every bound.
    for ((pixels, inputs, outputs), most) in shapes.into_iter().flat_map(|shape| [(shape, 2e-3), (shape, 1e6)]) {
        let input = draw.integers(pixels * inputs + SLACK, 8191);
        let weight = draw.integers(inputs * outputs, 127);
        let (scale, bias) = (draw.floats(outputs, most), draw.floats(outputs, 900.0));
        let added = draw.integers(pixels * outputs + SLACK, 8191);
        let run = |processor| {
            let layer = Pointwise::new(processor, &weight, &scale, &bias);
            let step = 3 * outputs + 5;
            let mut quantised = vec![-1; pixels.div_ceil(3) * step + SLACK];
            let lines = Lines { quantised: &mut quantised, width: 3, step };
            layer.quantised(pixels, &input, bounds, Residual { quantised: &added, ratio: 0.37 }, lines);
            quantised.truncate((pixels - 1) / 3 * step + ((pixels - 1) % 3 + 1) * outputs);
            let mut dequantised = vec![f32::NAN; pixels * outputs];
            layer.dequantised(pixels, &input, bounds, &mut dequantised);
            (quantised, dequantised)
        };
        assert!(run(Processor::PLAIN) == run(Processor::best()), "{pixels} {inputs} {outputs} {most}");
    }
}

#[wasm_bindgen_test]
fn depthwise_layers_equal_ordinary_rust_bit_for_bit_over_odd_shapes() {
    let mut draw = Lcg(7);
    let bounds = Bounds { low: 0.0, high: 8191.0 };
    for (kernel, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
        let shapes = [(1, 1, 3), (2, 3, 16), (7, 7, 33), (3, 4, 48), (1, 6, 5), (1, 1, 8), (5, 2, 12), (4, 1, 9)];
        for ((rows, columns, channels), most) in shapes.into_iter().flat_map(|shape| [(shape, 5e-3), (shape, 1e6)]) {
            let [height, width] = [rows, columns].map(|count| (count - 1) * stride + kernel);
            let input = draw.integers(height * width * channels + SLACK, 8191);
            let weight = draw.integers(kernel * kernel * channels, 127);
            let (scale, bias) = (draw.floats(channels, most), draw.floats(channels, 900.0));
            let run = |processor| {
                let layer = Depthwise::new(processor, stride, &weight, &scale, &bias);
                let mut output = vec![-1; rows * columns * channels + SLACK];
                layer.quantised([rows, columns], &input, bounds, &mut output);
                output.truncate(rows * columns * channels);
                output
            };
            assert!(run(Processor::PLAIN) == run(Processor::best()), "{kernel} {stride} {rows} {columns} {channels}");
        }
    }
}
