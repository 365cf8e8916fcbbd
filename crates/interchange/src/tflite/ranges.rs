//! Scales of 8-bit activations.
//!
//! After a ReLU6 values are within 0…6, the picture's within what its normalisation gives, and all others within the
//! ranges of the manifest, which `lab quantise` measured on `val`.

use crate::plan::ExportPlan;
use anyhow::{Result, ensure};
use model::{Activations, InputSpec};
use network::graph::Operation;
use network::kernels::Activation;

/// Quantisation of a value to 8 bits: it is `scale × (integer − zero_point)`, the integer −128…127.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByteScale {
    /// Scale of one step, above 0.
    pub scale: f32,
    /// The integer that represents 0.
    pub zero_point: i64,
}

/// All integers.
const STEPS: f32 = 255.0;
/// The smallest.
const LOWEST: i64 = -128;
/// The largest.
const HIGHEST: i64 = 127;

impl ByteScale {
    /// After a ReLU6.
    const RELU6: Self = Self { scale: 6.0 / STEPS, zero_point: LOWEST };

    /// For values of both signs, up to this magnitude.
    fn around_zero(peak: f32) -> Self {
        Self { scale: peak / HIGHEST as f32, zero_point: 0 }
    }

    /// For values from `low`, at most 0, to `high`, at least 0.
    fn between(low: f32, high: f32) -> Self {
        let scale = (high - low) / STEPS;
        Self { scale, zero_point: LOWEST - (low / scale).round() as i64 }
    }

    /// For a picture: the steps of its samples, where all channels have the same normalisation.
    fn of_picture(input: &InputSpec) -> Self {
        let normalised = |sample: f32| {
            let channels = input.mean.iter().zip(&input.deviation);
            channels.map(move |(mean, deviation)| (sample - mean) / deviation)
        };
        Self::between(normalised(0.0).fold(0.0, f32::min), normalised(STEPS).fold(0.0, f32::max))
    }

    /// The largest representable value.
    fn most(self) -> f32 {
        (HIGHEST - self.zero_point) as f32 * self.scale
    }
}

/// Quantisation of each node's value; `None` for outputs and what follows them, which stay in floats.
///
/// A convolution that is only added has no range in the manifest, since our own integers add before they round: it gets
/// that of the sum. The headroom that the rule `min_max` leaves above the observed maximum is removed, since it costs a
/// third of a bit, which 8 bits cannot spare.
///
/// # Errors
/// When the manifest does not hold one range for each grid that needs one.
pub fn byte_scales(plan: &ExportPlan, input: &InputSpec, activations: &Activations) -> Result<Vec<Option<ByteScale>>> {
    let nodes = plan.graph.nodes();
    let ranged = plan.graph.ranged(&plan.graph.steps());
    let peaks = &activations.block_peaks;
    ensure!(ranged.len() == peaks.len(), "expected {} ranges in the manifest, found {}", ranged.len(), peaks.len());
    let room = if activations.rule == Activations::MIN_MAX { Activations::ROOM } else { 1.0 };
    let mut scales: Vec<Option<ByteScale>> = vec![None; nodes.len()];
    for (node, peak) in ranged.iter().zip(peaks) {
        scales[*node] = Some(ByteScale::around_zero(peak / room));
    }
    // The addends, before the sum: set before anything that reads it.
    for (index, node) in nodes.iter().enumerate().filter(|(_, node)| node.operation == Operation::Add) {
        for read in &node.inputs {
            let is_plain = nodes[*read].convolution().activation == Activation::None;
            let is_layer = matches!(nodes[*read].operation, Operation::Convolution(_));
            if is_layer && is_plain && scales[*read].is_none() && !plan.graph.outputs().contains(*read) {
                scales[*read] = scales[index];
            }
        }
    }
    for (index, node) in nodes.iter().enumerate() {
        let read: Vec<ByteScale> = node.inputs.iter().filter_map(|input| scales[*input]).collect();
        let own = match node.operation {
            Operation::Input { .. } => Some(ByteScale::of_picture(input)),
            Operation::Convolution(shape) if shape.activation == Activation::Relu6 => Some(ByteScale::RELU6),
            Operation::Upsample(_) => read.first().copied(),
            Operation::Concatenate => {
                let largest = read.into_iter().map(ByteScale::most).reduce(f32::max);
                largest.map(ByteScale::around_zero)
            }
            _ => scales[index],
        };
        scales[index] = own;
    }
    Ok(scales)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Colour, Filter, Fit, InputLevels, Levels, Resize};
    use network::Architecture;

    fn spec() -> InputSpec {
        let resize = Resize { fit: Fit::Contain, filter: Filter::CatmullRom, fill: 0 };
        let (mean, deviation) = ([127.0; 3], [128.0; 3]);
        InputSpec { size: 64, colour: Colour::Grey, mean, deviation, resize, levels: InputLevels::AsGiven }
    }

    fn activations(rule: &str, block_peaks: Vec<f32>) -> Activations {
        Activations { levels: Levels::WIDE, rule: rule.into(), block_peaks, compared: Vec::new() }
    }

    #[test]
    fn a_sample_of_a_picture_is_a_step_of_its_own() {
        assert_eq!(ByteScale::of_picture(&spec()), ByteScale { scale: 1.0 / 128.0, zero_point: -1 });
    }

    #[test]
    fn every_grid_inside_has_a_range_and_what_leaves_the_network_has_none() {
        let shape = Architecture::named("efficientnet-lite0-outline").unwrap();
        let plan = ExportPlan::from_architecture(&shape, 64, 3).unwrap();
        let count = plan.graph.ranged(&plan.graph.steps()).len();
        let peaks: Vec<f32> = (1..=count).map(|peak| peak as f32 * Activations::ROOM).collect();
        let scales = byte_scales(&plan, &spec(), &activations("min_max", peaks.clone())).unwrap();
        let at = |name: &str| plan.graph.nodes().iter().position(|node| node.name == name).unwrap();
        for (index, node) in plan.graph.nodes().iter().enumerate() {
            let is_inside = node.is_grid() && node.name != "outline.map";
            assert_eq!(scales[index].is_some(), is_inside, "{}", node.name);
        }
        assert_eq!(scales[at("stem")], Some(ByteScale::RELU6));
        assert_eq!(scales[at("blocks.0.project")], Some(ByteScale::around_zero(1.0)));
        assert_eq!(scales[at("blocks.2.project")], scales[at("blocks.2.project.sum")]);
        assert_eq!(scales[at("outline.lateral.1.doubled")], scales[at("outline.lateral.0")]);
        // Another rule leaves no headroom to remove.
        let mse = byte_scales(&plan, &spec(), &activations("mse", peaks)).unwrap();
        assert_eq!(mse[at("blocks.0.project")], Some(ByteScale::around_zero(Activations::ROOM)));
        let few = byte_scales(&plan, &spec(), &activations("mse", vec![1.0])).unwrap_err();
        assert!(few.to_string().contains("found 1"), "{few}");
    }
}
