//! The file read back: its description of every tensor, and its output, computed by plain loops over its own operators.

use super::super::flatbuffer::reading::ReadTable;
use super::super::plan::ExportPlan;
use super::ranges::{ByteScale, byte_scales};
use super::{TfliteNumbers, model as written};
use ::model::{
    Activations, Array, Colour, Filter, Fit, InputLevels, InputSpec, Levels, Resize, Stored, StoredWeights, Weights,
    read_stored, weights_from_stored, write_quantised,
};
use network::Architecture;
use network::float::FloatNetwork;

const SIDE: usize = 64;
const LABELS: usize = 3;

/// A plan with weights with which no layer amplifies values much, in the form of a weights file.
fn network(architecture: &str) -> (ExportPlan, StoredWeights) {
    let shape = Architecture::named(architecture).unwrap();
    let plan = ExportPlan::from_architecture(&shape, SIDE, LABELS).unwrap();
    let mut random = fastrand::Rng::with_seed(7);
    let mut weights = Weights::new();
    let mut insert = |name: String, shape: Vec<usize>, most: f32| {
        let data = (0..shape.iter().product::<usize>()).map(|_| (2.0 * random.f32() - 1.0) * most).collect();
        weights.insert(name, Array { shape, data });
    };
    for node in plan.graph.nodes().iter().filter(|node| node.weight != [0; 2]) {
        insert(format!("{}.weight", node.name), node.weight.to_vec(), (3.0 / node.weight[0] as f32).sqrt());
        insert(format!("{}.bias", node.name), vec![node.channels], 0.5);
    }
    weights.insert("outline.present".into(), Array { shape: vec![LABELS], data: vec![1.0, 0.0, 1.0] });
    weights.insert("outline.evidence".into(), Array { shape: vec![2], data: vec![2.0, -1.0] });
    let stored = read_stored(&write_quantised(&weights).unwrap()).unwrap();
    (plan, stored)
}

fn spec() -> InputSpec {
    let resize = Resize { fit: Fit::Contain, filter: Filter::CatmullRom, fill: 0 };
    let (mean, deviation) = ([127.0; 3], [128.0; 3]);
    InputSpec { size: SIDE as u32, colour: Colour::Grey, mean, deviation, resize, levels: InputLevels::AsGiven }
}

fn scales(plan: &ExportPlan) -> Vec<Option<ByteScale>> {
    let count = plan.graph.ranged(&plan.graph.steps()).len();
    let block_peaks = (0..count).map(|peak| 10.0 + peak as f32).collect();
    let activations = Activations { levels: Levels::WIDE, rule: "mse".into(), block_peaks, compared: Vec::new() };
    byte_scales(plan, &spec(), &activations).unwrap()
}

/// A tensor's extents and values, integers as floats.
#[derive(Clone, Debug)]
struct ReadTensor {
    shape: Vec<usize>,
    values: Vec<f32>,
}

impl ReadTensor {
    /// The value at an index of a larger grid to which this one is broadcast.
    fn repeated(&self, flat: usize, shape: &[usize]) -> f32 {
        let (mut rest, mut place, mut step) = (flat, 0, 1);
        for (own, extent) in self.shape.iter().rev().zip(shape.iter().rev()) {
            place += if *own > 1 { rest % extent * step } else { 0 };
            (rest, step) = (rest / extent, step * own);
        }
        self.values[place]
    }
}

fn constant(tensor: &ReadTable<'_>, buffers: &[ReadTable<'_>]) -> Option<Vec<f32>> {
    let words = |bytes: &[u8]| -> Vec<[u8; 4]> { bytes.chunks_exact(4).map(|word| word.try_into().unwrap()).collect() };
    let buffer = usize::try_from(tensor.integer(2)).unwrap();
    let bytes = buffers[buffer].bytes(0);
    match tensor.byte(1) {
        _ if buffer == 0 => None,
        0 => Some(words(bytes).into_iter().map(f32::from_le_bytes).collect()),
        2 => Some(words(bytes).into_iter().map(|word| i32::from_le_bytes(word) as f32).collect()),
        9 => Some(bytes.iter().map(|byte| f32::from(byte.cast_signed())).collect()),
        other => panic!("no such type here: {other}"),
    }
}

fn extents(tensor: &ReadTable<'_>) -> Vec<usize> {
    tensor.integers(0).into_iter().map(|extent| usize::try_from(extent).unwrap()).collect()
}

/// The outputs of the file's operators for a picture, in floats, by tensor index.
fn computed(file: &[u8], picture: &[f32]) -> Vec<Vec<f32>> {
    let root = ReadTable::root(file, b"TFL3");
    let (codes, buffers, graph) = (root.tables(1), root.tables(4), root.tables(2)[0]);
    let tensors = graph.tables(0);
    let mut values: Vec<Option<Vec<f32>>> = tensors.iter().map(|tensor| constant(tensor, &buffers)).collect();
    let place = |index: &i32| usize::try_from(*index).unwrap();
    values[place(&graph.integers(1)[0])] = Some(picture.to_vec());
    for operator in graph.tables(3) {
        let code = codes[place(&operator.integer(0))];
        assert_eq!(i32::from(code.byte(0)), code.integer(3), "older runtimes read the first, newer ones the other");
        let read: Vec<ReadTensor> = operator
            .integers(1)
            .iter()
            .map(place)
            .map(|index| {
                let values = values[index].clone().expect("a tensor is computed before it is read");
                ReadTensor { shape: extents(&tensors[index]), values }
            })
            .collect();
        let output = place(&operator.integers(2)[0]);
        let shape = extents(&tensors[output]);
        let found = applied(code.integer(3), &read, operator.table(4), &shape);
        assert_eq!(found.len(), shape.iter().product::<usize>(), "{}", tensors[output].text(3));
        values[output] = Some(found);
    }
    graph.integers(2).iter().map(|index| values[place(index)].clone().unwrap()).collect()
}

fn applied(code: i32, read: &[ReadTensor], options: Option<ReadTable<'_>>, shape: &[usize]) -> Vec<f32> {
    let each = |apply: fn(f32) -> f32| -> Vec<f32> { read[0].values.iter().map(|value| apply(*value)).collect() };
    let pairs = |apply: fn(f32, f32) -> f32| -> Vec<f32> {
        let place = |at: usize| apply(read[0].repeated(at, shape), read[1].repeated(at, shape));
        (0..shape.iter().product::<usize>()).map(place).collect()
    };
    match code {
        0 => pairs(|a, b| a + b),
        18 => pairs(|a, b| a * b),
        41 => pairs(|a, b| a - b),
        42 => pairs(|a, b| a / b),
        14 => each(|value| 1.0 / (1.0 + (-value).exp())),
        47 => each(f32::exp),
        73 => each(f32::ln),
        1 => averaged(&read[0], &options.unwrap(), shape),
        3 | 4 => convolved(read, &options.unwrap(), code == 4, shape),
        9 => {
            let [from, weight, bias] = read else { panic!("three tensors") };
            let rows = weight.values.chunks_exact(from.values.len()).zip(&bias.values);
            rows.map(|(row, bias)| bias + row.iter().zip(&from.values).map(|(a, b)| a * b).sum::<f32>()).collect()
        }
        40 => {
            let mut sums = reduced(&read[0], &read[1].values, 0.0, |a, b| a + b);
            let each = (read[0].values.len() / sums.len()) as f32;
            sums.iter_mut().for_each(|sum| *sum /= each);
            sums
        }
        74 => reduced(&read[0], &read[1].values, 0.0, |a, b| a + b),
        82 => reduced(&read[0], &read[1].values, f32::NEG_INFINITY, f32::max),
        97 => {
            let (width, channels) = (shape[2], shape[3]);
            let half = |at: usize| {
                let (cell, channel) = (at / channels, at % channels);
                (cell / width / 2 * (width / 2) + cell % width / 2) * channels + channel
            };
            (0..shape.iter().product::<usize>()).map(|at| read[0].values[half(at)]).collect()
        }
        other => panic!("no such operator here: {other}"),
    }
}

fn reduced(from: &ReadTensor, axes: &[f32], start: f32, apply: fn(f32, f32) -> f32) -> Vec<f32> {
    let is_kept = |axis: usize| !axes.contains(&(axis as f32));
    let kept = from.shape.iter().enumerate().filter(|(axis, _)| is_kept(*axis)).map(|(_, extent)| extent);
    let mut results = vec![start; kept.product()];
    for (flat, value) in from.values.iter().enumerate() {
        let (mut rest, mut place, mut step) = (flat, 0, 1);
        for (axis, extent) in from.shape.iter().enumerate().rev() {
            if is_kept(axis) {
                (place, step) = (place + rest % extent * step, step * extent);
            }
            rest /= extent;
        }
        results[place] = apply(results[place], *value);
    }
    results
}

/// `Pool2DOptions` without padding, of one channel.
fn averaged(from: &ReadTensor, options: &ReadTable<'_>, shape: &[usize]) -> Vec<f32> {
    assert_eq!((options.byte(0), from.shape[3]), (1, 1));
    let [stride, width, height] = [1, 3, 4].map(|field| usize::try_from(options.integer(field)).unwrap());
    let cell = |at: usize| {
        let (row, column) = (at / shape[2] * stride, at % shape[2] * stride);
        let rows = (row..row + height).map(|row| &from.values[row * from.shape[2] + column..][..width]);
        rows.flatten().sum::<f32>() / (width * height) as f32
    };
    (0..shape[1] * shape[2]).map(cell).collect()
}

/// `Conv2DOptions` or `DepthwiseConv2DOptions`, with TensorFlow's "same" padding.
fn convolved(read: &[ReadTensor], options: &ReadTable<'_>, is_depthwise: bool, shape: &[usize]) -> Vec<f32> {
    let [from, weight, bias] = read else { panic!("three tensors") };
    assert_eq!(options.byte(0), 0, "same");
    let (stride, kernel) = (usize::try_from(options.integer(1)).unwrap(), weight.shape[1]);
    let is_relu6 = options.byte(if is_depthwise { 4 } else { 3 }) == 3;
    let (rows, columns, inputs) = (from.shape[1], from.shape[2], from.shape[3]);
    let (width, outputs) = (shape[2], shape[3]);
    let before = |extent: usize, found: usize| ((found - 1) * stride + kernel).saturating_sub(extent) / 2;
    let (top, left) = (before(rows, shape[1]), before(columns, width));
    let mut results = Vec::with_capacity(shape.iter().product());
    for cell in 0..shape[1] * width {
        for output in 0..outputs {
            let mut sum = bias.values[output];
            for tap in 0..kernel * kernel {
                let (y, x) = (cell / width * stride + tap / kernel, cell % width * stride + tap % kernel);
                if y < top || x < left || y - top >= rows || x - left >= columns {
                    continue;
                }
                let grid = ((y - top) * columns + x - left) * inputs;
                if is_depthwise {
                    sum += from.values[grid + output] * weight.values[tap * outputs + output];
                } else {
                    let weights = &weight.values[(output * kernel * kernel + tap) * inputs..][..inputs];
                    sum += from.values[grid..grid + inputs].iter().zip(weights).map(|(a, b)| a * b).sum::<f32>();
                }
            }
            results.push(if is_relu6 { sum.clamp(0.0, 6.0) } else { sum });
        }
    }
    results
}

#[test]
fn what_the_file_computes_in_floats_is_what_our_network_computes() {
    for architecture in ["efficientnet-lite0", "efficientnet-lite0-outline"] {
        let (plan, stored) = network(architecture);
        let weights = weights_from_stored(&stored);
        let file = written(&plan, &weights, TfliteNumbers::F32).unwrap();
        let mut random = fastrand::Rng::with_seed(3);
        let picture: Vec<f32> = (0..SIDE * SIDE * 3).map(|_| 2.0 * random.f32() - 1.0).collect();
        let expected = FloatNetwork::from_graph(&plan.graph, &weights).unwrap().forward(&picture, SIDE);
        let found = computed(&file, &picture);
        let map = expected.outline.map(|map| map.logits);
        let expected: Vec<Vec<f32>> = [expected.logits].into_iter().chain(map).collect();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found.len(), expected.len());
            assert!(expected.iter().any(|value| value.abs() > 1e-3), "values that say something");
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-3 * (1.0 + expected.abs()), "{architecture}: {found} {expected}");
            }
        }
    }
}

#[test]
fn in_8_bits_the_weights_are_the_shipped_integers_and_every_sum_fits_its_scale() {
    let (plan, stored) = network("efficientnet-lite0-outline");
    let scales = scales(&plan);
    let weights = weights_from_stored(&stored);
    let file = written(&plan, &weights, TfliteNumbers::Int8 { stored: &stored, scales: &scales }).unwrap();
    let root = ReadTable::root(&file, b"TFL3");
    assert_eq!(root.integer(0), 3, "the schema's version");
    let (buffers, graph) = (root.tables(4), root.tables(2)[0]);
    let tensors = graph.tables(0);
    let named = |name: &str| *tensors.iter().find(|tensor| tensor.text(3) == name).unwrap();
    let scale_of = |tensor: &ReadTable<'_>| tensor.table(4).unwrap().floats(2);
    let mut rounded = 0;
    for (index, node) in plan.graph.nodes().iter().enumerate().filter(|(_, node)| node.is_grid()) {
        let value = named(&node.name);
        let own = if index == 0 { named("input.int8") } else { value };
        assert_eq!(own.byte(1), if scales[index].is_some() { 9 } else { 0 }, "{}", node.name);
        let Some(scale) = scales[index].filter(|_| node.weight != [0; 2]) else { continue };
        let by = own.table(4).unwrap();
        assert_eq!((by.floats(2), by.longs(3)), (vec![scale.scale], vec![scale.zero_point]));
        let [weight, bias] = ["weight", "bias"].map(|part| named(&format!("{}.{part}", node.name)));
        let Stored::Quantised(shipped) = &stored[&format!("{}.weight", node.name)] else { panic!("rounded") };
        let (is_depthwise, outputs) = (node.convolution().is_depthwise(), node.channels);
        let found = constant(&weight, &buffers).unwrap();
        let rows = node.weight[0];
        for (at, integer) in shipped.integers.iter().enumerate() {
            let (row, output) = (at / outputs, at % outputs);
            let place = if is_depthwise { at } else { output * rows + row };
            assert_eq!(found[place], f32::from(*integer), "{}", node.name);
        }
        let by_channel = weight.table(4).unwrap();
        assert_eq!(
            (by_channel.integer(6), by_channel.floats(2)),
            (if is_depthwise { 3 } else { 0 }, shipped.scale.clone())
        );
        assert!(by_channel.longs(3).iter().all(|zero| *zero == 0) && by_channel.longs(3).len() == outputs);
        let read = scales[node.inputs[0]].unwrap().scale;
        let sums = constant(&bias, &buffers).unwrap();
        let plain = &weights[&format!("{}.bias", node.name)].data;
        for (channel, step) in scale_of(&bias).iter().enumerate() {
            assert_eq!(*step, shipped.scale[channel] * read);
            assert!((sums[channel] * step - plain[channel]).abs() <= step * 0.51, "{}", node.name);
        }
        rounded += 1;
    }
    assert!(rounded > 50, "{rounded} layers of integers");
    let outputs: Vec<&str> =
        graph.integers(2).iter().map(|index| tensors[usize::try_from(*index).unwrap()].text(3)).collect();
    assert_eq!(outputs, ["logits", "outline.map"]);
    assert_eq!(extents(&tensors[usize::try_from(graph.integers(1)[0]).unwrap()]), [1, SIDE, SIDE, 3]);
}

#[test]
fn a_layer_without_a_range_is_refused() {
    let (plan, stored) = network("efficientnet-lite0");
    let mut scales = scales(&plan);
    scales[5] = None;
    let weights = weights_from_stored(&stored);
    let why = written(&plan, &weights, TfliteNumbers::Int8 { stored: &stored, scales: &scales }).unwrap_err();
    assert!(why.to_string().contains("has no range"), "{why}");
}
