//! The network as one list of layers, in running order: what every exported form is written from.

use model::Manifest;
use network::architecture::Decoder;
use network::{Architecture, NnError, Window};
use serde::Serialize;

/// A classifier as other runtimes know it: convolutions, a mean over the grid, one matrix product.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportPlan {
    /// Rows and columns of the input.
    pub side: usize,
    /// Convolutions in running order.
    pub layers: Vec<Layer>,
    /// Channels that enter the classifier.
    pub channels: usize,
    /// Logits.
    pub labels: usize,
    /// What follows in a network that outlines.
    pub outline: Option<OutlinePlan>,
}

/// A decoder (see [`network::architecture::Decoder`]), and how its map and the features become logits
/// ([`network::outline`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlinePlan {
    /// Coarse to fine.
    pub levels: Vec<LevelPlan>,
    /// From the last level to the map; `outline.present` and `outline.evidence` say what follows.
    pub map: Layer,
    /// Rows and columns of the map.
    pub side: usize,
}

/// One level of a decoder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelPlan {
    /// Index in [`ExportPlan::layers`] of the layer whose result, sum included, the level reads.
    pub from: usize,
    /// To the decoder's width; what is doubled is added to its result.
    pub lateral: Layer,
    /// Applied to the sum; none at the first level.
    pub refine: Vec<Layer>,
}

/// One convolution with its bias.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layer {
    /// Name of its arrays, without `.weight` and `.bias`.
    pub name: String,
    /// Rows and columns of the kernel.
    pub kernel: usize,
    /// Stride.
    pub stride: usize,
    /// Rows and columns of its input.
    pub side: usize,
    /// Channels in.
    pub inputs: usize,
    /// Channels out; equal to `inputs` in a depthwise layer.
    pub outputs: usize,
    /// Whether each channel has a kernel of its own.
    pub depthwise: bool,
    /// Whether the output is held between 0 and 6.
    pub relu6: bool,
    /// Whether its input is what a later layer adds.
    pub kept: bool,
    /// Whether the input kept last is added to its output.
    pub adds: bool,
}

impl Layer {
    /// Shape of its weights as they are stored: output channel last.
    #[must_use]
    pub fn shape(&self) -> [usize; 2] {
        let inputs = if self.depthwise { 1 } else { self.inputs };
        [self.kernel * self.kernel * inputs, self.outputs]
    }

    /// Padding `[top, left, bottom, right]`, in the order of ONNX.
    #[must_use]
    pub fn padding(&self) -> [i64; 4] {
        let window = Window { kernel: self.kernel, stride: self.stride, height: self.side, width: self.side };
        let (top, bottom, left, right) = window.padding();
        [top, left, bottom, right].map(|pixels| i64::try_from(pixels).unwrap_or(i64::MAX))
    }
}

impl ExportPlan {
    /// The network of a manifest.
    ///
    /// # Errors
    /// When its architecture is not known here.
    pub fn new(manifest: &Manifest) -> Result<Self, NnError> {
        let shape = Architecture::named(&manifest.architecture)
            .ok_or_else(|| NnError::Architecture { found: manifest.architecture.clone() })?;
        Ok(Self::from_architecture(&shape, manifest.input.size as usize, manifest.labels.len()))
    }

    /// The layers of an architecture for a square input of that side.
    #[must_use]
    pub fn from_architecture(shape: &Architecture, side: usize, labels: usize) -> Self {
        let mut plan = Self { side, layers: Vec::new(), channels: shape.head, labels, outline: None };
        plan.push("stem".into(), (3, 2), (3, shape.stem), LayerKind::Dense);
        let mut behind = Vec::new();
        for (index, block) in shape.blocks.iter().enumerate() {
            let name = |layer: &str| format!("blocks.{index}.{layer}");
            let first = plan.layers.len();
            if block.expands() {
                plan.push(name("expand"), (1, 1), (block.input, block.middle), LayerKind::Dense);
            }
            plan.push(
                name("depthwise"),
                (block.kernel, block.stride),
                (block.middle, block.middle),
                LayerKind::Depthwise,
            );
            plan.push(name("project"), (1, 1), (block.middle, block.output), LayerKind::Projection);
            if block.is_residual() {
                plan.layers.iter_mut().skip(first).take(1).for_each(|layer| layer.kept = true);
                plan.layers.iter_mut().last().into_iter().for_each(|layer| layer.adds = true);
            }
            behind.push(plan.layers.len() - 1);
        }
        plan.push("head".into(), (1, 1), (shape.last_block_output(), shape.head), LayerKind::Dense);
        plan.outline = shape.outline.as_ref().map(|decoder| plan.decoder(decoder, &behind));
        plan
    }

    /// `behind` holds the index of each block's last layer.
    fn decoder(&self, decoder: &Decoder, behind: &[usize]) -> OutlinePlan {
        let width = decoder.width;
        let layer = |name: String, side: usize, kernel: usize, inputs: usize, outputs: usize, relu6: bool| Layer {
            name,
            kernel,
            stride: 1,
            side,
            inputs,
            outputs,
            depthwise: kernel > 1,
            relu6,
            kept: false,
            adds: false,
        };
        let mut last = 0;
        let levels = decoder.levels.iter().enumerate().map(|(index, level)| {
            let from = behind.get(level.block).copied().unwrap_or_default();
            let side = self.layers.get(from).map_or(0, |layer| layer.side.div_ceil(layer.stride));
            last = side;
            let lateral = layer(format!("outline.lateral.{index}"), side, 1, level.channels, width, false);
            let name = |part: &str| format!("outline.refine.{index}.{part}");
            let refine = || {
                vec![
                    layer(name("depthwise"), side, 3, width, width, true),
                    layer(name("project"), side, 1, width, width, true),
                ]
            };
            LevelPlan { from, lateral, refine: if index > 0 { refine() } else { Vec::new() } }
        });
        let levels = levels.collect();
        OutlinePlan { levels, map: layer("outline.map".into(), last, 1, width, 1, false), side: last }
    }

    /// Adds a layer to the end; its input has the side of the last one's output.
    fn push(
        &mut self,
        name: String,
        (kernel, stride): (usize, usize),
        (inputs, outputs): (usize, usize),
        kind: LayerKind,
    ) {
        let side = self.layers.last().map_or(self.side, |layer| layer.side.div_ceil(layer.stride));
        let (depthwise, relu6) = (kind == LayerKind::Depthwise, kind != LayerKind::Projection);
        let layer = Layer { name, kernel, stride, side, inputs, outputs, depthwise, relu6, kept: false, adds: false };
        self.layers.push(layer);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LayerKind {
    /// Every input channel to every output channel, held between 0 and 6.
    Dense,
    /// Each channel on its own, held between 0 and 6.
    Depthwise,
    /// As `Dense`, without limits.
    Projection,
}

#[cfg(test)]
mod tests {
    use super::ExportPlan;
    use network::Architecture;

    #[test]
    fn each_layer_takes_what_the_one_before_gives_and_sums_are_of_one_shape() {
        let lite0 = Architecture::named("efficientnet-lite0").unwrap();
        let plan = ExportPlan::from_architecture(&lite0, 224, 4);
        // Stem, sixteen blocks of three layers of which the first expands nothing, head.
        assert_eq!(plan.layers.len(), 1 + 16 * 3 - 1 + 1);
        for pair in plan.layers.windows(2) {
            assert_eq!(pair[0].outputs, pair[1].inputs, "{}", pair[1].name);
            assert_eq!(pair[0].side.div_ceil(pair[0].stride), pair[1].side, "{}", pair[1].name);
        }
        let mut kept = None;
        for layer in &plan.layers {
            if layer.kept {
                kept = Some((layer.side, layer.inputs));
            }
            if layer.adds {
                assert_eq!(kept, Some((layer.side, layer.outputs)), "{}", layer.name);
            }
        }
        assert_eq!(plan.layers.iter().filter(|layer| layer.adds).count(), 9);
        assert_eq!(plan.layers.iter().filter(|layer| layer.kept).count(), 9);
    }

    #[test]
    fn each_level_of_a_decoder_is_twice_as_large_as_the_one_before() {
        let shape = Architecture::named("efficientnet-lite0-outline").unwrap();
        let plan = ExportPlan::from_architecture(&shape, 224, 4);
        let outline = plan.outline.unwrap();
        let sides: Vec<usize> = outline.levels.iter().map(|level| level.lateral.side).collect();
        assert_eq!((sides.as_slice(), outline.side), (&[7, 14, 28, 56][..], 56));
        for level in &outline.levels {
            let from = &plan.layers[level.from];
            assert_eq!(from.outputs, level.lateral.inputs, "{}", from.name);
            assert!(from.name.ends_with(".project"), "{}", from.name);
        }
        assert_eq!(outline.levels.iter().map(|level| level.refine.len()).collect::<Vec<_>>(), [0, 2, 2, 2]);
    }

    #[test]
    fn padding_is_in_the_order_of_onnx() {
        let lite0 = Architecture::named("efficientnet-lite0").unwrap();
        let plan = ExportPlan::from_architecture(&lite0, 224, 4);
        assert_eq!(plan.layers[0].padding(), [0, 0, 1, 1], "a row below and a column to the right");
    }
}
