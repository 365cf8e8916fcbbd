//! Random shapes and numbers, including extremes: every processor compared with scalar sums and roundings.

use super::testing::Draw;
use super::{Bounds, Depthwise, Lines, Pointwise, Processor, Residual, SLACK};

/// The result of a sum, by the operations of the definition.
fn level(sum: i32, [scale, bias]: [f32; 2], added: Option<(i16, f32)>, bounds: Bounds) -> i16 {
    let value = sum as f32 * scale + bias;
    let value = added.map_or(value, |(word, ratio)| value + f32::from(word) * ratio);
    value.max(bounds.low).min(bounds.high).round_ties_even() as i16
}

/// Scales from those of real layers to some that exceed every range.
fn scale(draw: &mut Draw) -> f32 {
    [2e-3, 5e-3, 0.5, 3.0, 1e6][draw.below(5)]
}

/// Levels of 13 bits, all that words hold, few, and some between two words.
fn bounds(draw: &mut Draw, signed: bool) -> Bounds {
    let high = [8191.0, 32767.0, 127.0, 90.5, 91.5][draw.below(5)];
    Bounds { low: if signed { -high } else { 0.0 }, high }
}

#[test]
fn pointwise_layers_equal_the_definition_bit_for_bit_at_random_shapes_and_extremes() {
    let mut draw = Draw::new(23);
    for round in 0..150 {
        let [pixels, inputs, outputs] = [100, 40, 70].map(|most| draw.below(most) + 1);
        let (width, frame) = (draw.below(pixels) + 1, draw.below(9));
        let bounds = bounds(&mut draw, round % 2 == 0);
        // Largest products add up within 32 bits.
        let input = draw.integers(pixels * inputs + SLACK, 32767);
        let weight = draw.integers(inputs * outputs, 1500);
        let most = scale(&mut draw);
        let (scale, bias) = (draw.floats(outputs, most), draw.floats(outputs, 9000.0));
        let added = if round % 3 == 0 { draw.integers(pixels * outputs + SLACK, 32767) } else { Vec::new() };
        let residual = Residual { quantised: &added, ratio: 1.7 };
        for processor in Processor::all() {
            let layer = Pointwise::new(processor, &weight, &scale, &bias);
            let step = width * outputs + frame;
            let mut quantised = vec![-7; pixels.div_ceil(width) * step];
            layer.quantised(pixels, &input, bounds, residual, Lines { quantised: &mut quantised, width, step });
            for (line, quantised) in quantised.chunks(step).enumerate() {
                let cells = (pixels - line * width).min(width) * outputs;
                assert!(quantised[cells..].iter().all(|word| *word == -7), "{processor:?}: beside line {line}");
                for (at, found) in quantised[..cells].iter().enumerate() {
                    let (pixel, output) = (line * width + at / outputs, at % outputs);
                    let products = (0..inputs)
                        .map(|k| i32::from(input[pixel * inputs + k]) * i32::from(weight[k * outputs + output]));
                    let added = added.get(pixel * outputs + output).map(|word| (*word, residual.ratio));
                    let expected = level(products.sum(), [scale[output], bias[output]], added, bounds);
                    assert_eq!(*found, expected, "{processor:?} {pixels} {inputs} {outputs}: {pixel} {output}");
                }
            }
        }
    }
}

#[test]
fn depthwise_layers_equal_the_definition_bit_for_bit_at_random_shapes_and_extremes() {
    let mut draw = Draw::new(29);
    for round in 0..200 {
        let [rows, columns, channels] = [8, 8, 70].map(|most| draw.below(most) + 1);
        let (kernel, stride) = [(3, 1), (3, 2), (5, 1), (5, 2)][round % 4];
        let bounds = bounds(&mut draw, round % 3 == 0);
        let [height, width] = [rows, columns].map(|count| (count - 1) * stride + kernel);
        let input = draw.integers(height * width * channels + SLACK, 32767);
        let weight = draw.integers(kernel * kernel * channels, 2600);
        let most = scale(&mut draw);
        let (scale, bias) = (draw.floats(channels, most), draw.floats(channels, 9000.0));
        for processor in Processor::all() {
            let layer = Depthwise::new(processor, stride, &weight, &scale, &bias);
            // Nothing is written after the last result.
            let mut quantised = vec![-7; rows * columns * channels + 3];
            layer.quantised([rows, columns], &input, bounds, &mut quantised);
            assert_eq!(quantised.split_off(rows * columns * channels), [-7; 3]);
            for (at, found) in quantised.into_iter().enumerate() {
                let (pixel, channel) = (at / channels, at % channels);
                let from = (pixel / columns * stride * width + pixel % columns * stride) * channels + channel;
                let products = (0..kernel * kernel).map(|tap| {
                    let value = input[from + (tap / kernel * width + tap % kernel) * channels];
                    i32::from(value) * i32::from(weight[tap * channels + channel])
                });
                let expected = level(products.sum(), [scale[channel], bias[channel]], None, bounds);
                assert_eq!(
                    found, expected,
                    "{processor:?} {kernel} {stride} {rows} {columns} {channels}: {pixel} {channel}"
                );
            }
        }
    }
}
