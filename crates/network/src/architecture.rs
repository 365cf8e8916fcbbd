//! The architecture of an EfficientNet-Lite as data, with and without a decoder for an outline.
//!
//! How its layers are connected is defined once, as a graph: [`Architecture::graph`].
//!
//! Source of the stage table: Tan and Le, "EfficientNet" (ICML 2019), table 1, without
//! squeeze-and-excitation and with ReLU6, as TensorFlow's Lite variants have it; stem and
//! head keep their width at every scale.

use std::ops::Range;

/// A whole network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Architecture {
    /// Name in the manifest.
    pub name: &'static str,
    /// Output channels of the 3×3, stride 2 stem.
    pub stem: usize,
    /// Inverted residual blocks in order.
    pub blocks: Vec<BlockShape>,
    /// Channels of the last feature grid.
    pub head: usize,
    /// The decoder for an outline, if it has one.
    pub outline: Option<Decoder>,
}

/// From grids of several sizes to a map of a quarter of the picture's side: a feature pyramid (Lin et al., CVPR 2017)
/// whose merges are sums and whose convolutions are depthwise, so that it costs a fifteenth of the trunk.
///
/// Each level's grid goes through a 1×1 layer to [`Decoder::width`] channels (`outline.lateral.I`). From the second
/// level on, the level before it, doubled by repeating each cell, is added, and the sum goes through a 3×3 depthwise
/// layer and a 1×1 layer, ReLU6 behind both (`outline.refine.I`). The last level's grid becomes the map by a 1×1 layer
/// with one output (`outline.map`): the logit that a cell belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoder {
    /// Channels of every level.
    pub width: usize,
    /// Coarse to fine; each has twice the rows and columns of the one before.
    pub levels: Vec<DecoderLevel>,
}

/// A grid that the decoder reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecoderLevel {
    /// Index of the block whose output it is.
    pub block: usize,
    /// Its channels.
    pub channels: usize,
}

/// One inverted residual block: expand (1×1), depthwise (k×k), project (1×1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockShape {
    /// Channels in.
    pub input: usize,
    /// Channels between; equal to `input` when there is no expansion.
    pub middle: usize,
    /// Channels out.
    pub output: usize,
    /// Side of the depthwise kernel: 3 or 5.
    pub kernel: usize,
    /// Stride of the depthwise kernel: 1 or 2.
    pub stride: usize,
}

impl BlockShape {
    /// Whether there is an expansion layer.
    #[must_use]
    pub fn expands(&self) -> bool {
        self.middle != self.input
    }

    /// Whether the input is added to the output.
    #[must_use]
    pub fn is_residual(&self) -> bool {
        self.stride == 1 && self.input == self.output
    }
}

/// `(repeats, kernel, stride, expansion, output)` of a stage.
type StageSpec = (usize, usize, usize, usize, usize);

/// EfficientNet-Lite0's seven stages.
const LITE0: [StageSpec; 7] = [
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
];

/// Stages that `efficientnet-lite0-front` keeps: down to a sixteenth of the input's side.
const FRONT_STAGES: usize = 5;

/// Channels of its last feature grid: 112 × 6, the expansion of the block that would come next.
const FRONT_HEAD: usize = 672;

/// Channels of the decoder of `efficientnet-lite0-outline`.
const OUTLINE_WIDTH: usize = 64;

impl Architecture {
    /// The network of that name, or `None` when it is unknown.
    ///
    /// ```
    /// use network::Architecture;
    ///
    /// let lite0 = Architecture::named("efficientnet-lite0").unwrap();
    /// assert_eq!((lite0.blocks.len(), lite0.last_block_output(), lite0.head), (16, 320, 1280));
    /// assert_eq!(Architecture::named("resnet50"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "efficientnet-lite0" => Some(Self::from_stages("efficientnet-lite0", &LITE0, 1280)),
            // Its first five stages; the head is what the sixth begins with: 112 channels widened to 672.
            "efficientnet-lite0-front" => {
                let front = LITE0.get(..FRONT_STAGES).unwrap_or(&LITE0);
                Some(Self::from_stages("efficientnet-lite0-front", front, FRONT_HEAD))
            }
            "efficientnet-lite0-outline" => {
                let plain = Self::from_stages("efficientnet-lite0-outline", &LITE0, 1280);
                Some(Self { outline: Some(plain.decoder(OUTLINE_WIDTH)), ..plain })
            }
            _ => None,
        }
    }

    /// A decoder over the last grid of every size from the smallest to a quarter of the picture's side.
    fn decoder(&self, width: usize) -> Decoder {
        let last = self.blocks.len().saturating_sub(1);
        let shrinks_after = |index: usize| self.blocks.get(index + 1).is_some_and(|next| next.stride == 2);
        let mut levels: Vec<DecoderLevel> = self
            .blocks
            .iter()
            .enumerate()
            .filter(|(index, _)| *index == last || shrinks_after(*index))
            .map(|(block, shape)| DecoderLevel { block, channels: shape.output })
            .collect();
        levels.reverse();
        // The finest is half of the picture's side: more cells than an outline needs.
        levels.pop();
        Decoder { width, levels }
    }

    fn from_stages(name: &'static str, stages: &[StageSpec], head: usize) -> Self {
        let stem = 32;
        let mut blocks = Vec::new();
        let mut input = stem;
        for &(repeats, kernel, stride, expansion, output) in stages {
            for repeat in 0..repeats {
                blocks.push(BlockShape {
                    input,
                    middle: input * expansion,
                    output,
                    kernel,
                    stride: if repeat == 0 { stride } else { 1 },
                });
                input = output;
            }
        }
        Self { name, stem, blocks, head, outline: None }
    }

    /// Channels that enter the head.
    #[must_use]
    pub fn last_block_output(&self) -> usize {
        self.blocks.last().map_or(self.stem, |block| block.output)
    }
}

/// Placement of a k×k window, with TensorFlow's "same" padding: the output has
/// `ceil(input / stride)` rows, and an odd padding puts the extra row at the end.
///
/// ```
/// use network::KernelWindow;
///
/// let stem = KernelWindow { kernel: 3, stride: 2, height: 224, width: 224 };
/// assert_eq!(stem.output(), (112, 112));
/// assert_eq!(stem.padding(), (0, 1, 0, 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KernelWindow {
    /// Side of the kernel.
    pub kernel: usize,
    /// Stride.
    pub stride: usize,
    /// Input rows.
    pub height: usize,
    /// Input columns.
    pub width: usize,
}

impl KernelWindow {
    /// Rows and columns of the output.
    #[must_use]
    pub fn output(&self) -> (usize, usize) {
        (self.height.div_ceil(self.stride), self.width.div_ceil(self.stride))
    }

    /// Input rows that these output rows depend on.
    #[must_use]
    pub fn input_rows(&self, output: Range<usize>) -> Range<usize> {
        let (top, ..) = self.padding();
        let start = (output.start * self.stride).saturating_sub(top);
        let end = (output.end.saturating_sub(1) * self.stride + self.kernel).saturating_sub(top).min(self.height);
        start..end.max(start)
    }

    /// Padding `(top, bottom, left, right)`.
    #[must_use]
    pub fn padding(&self) -> (usize, usize, usize, usize) {
        let (rows, columns) = self.output();
        let total =
            |output: usize, input: usize| (output.saturating_sub(1) * self.stride + self.kernel).saturating_sub(input);
        let (vertical, horizontal) = (total(rows, self.height), total(columns, self.width));
        (vertical / 2, vertical - vertical / 2, horizontal / 2, horizontal - horizontal / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lite0_has_sixteen_blocks_and_the_published_width() {
        let lite0 = Architecture::named("efficientnet-lite0").unwrap();
        assert_eq!(lite0.blocks.len(), 16);
        assert_eq!(lite0.last_block_output(), 320);
        let (mut convolutions, mut channels) = (27 * lite0.stem, lite0.stem);
        for block in &lite0.blocks {
            if block.expands() {
                convolutions += block.input * block.middle;
                channels += block.middle;
            }
            convolutions += block.kernel * block.kernel * block.middle + block.middle * block.output;
            channels += block.middle + block.output;
        }
        convolutions += lite0.last_block_output() * lite0.head;
        channels += lite0.head;
        let classifier = 1000 * (lite0.head + 1);
        // Parameters of EfficientNet-Lite0 with its thousand classes, batch normalisation's scale and shift
        // counted, running statistics not: 4.652 million in the TensorFlow TPU model page and in timm's tables.
        assert_eq!(convolutions + 2 * channels + classifier, 4_652_008);
    }

    #[test]
    fn the_front_ends_where_the_next_block_would_widen() {
        let [whole, front] =
            ["efficientnet-lite0", "efficientnet-lite0-front"].map(|name| Architecture::named(name).unwrap());
        assert_eq!(front.blocks, whole.blocks[..11]);
        let next = whole.blocks[11];
        assert_eq!((front.last_block_output(), front.head), (next.input, next.middle));
    }

    #[test]
    fn the_decoder_reads_the_last_grid_of_each_size_down_to_a_quarter() {
        let outline = Architecture::named("efficientnet-lite0-outline").unwrap();
        assert_eq!(outline.blocks, Architecture::named("efficientnet-lite0").unwrap().blocks);
        let decoder = outline.outline.unwrap();
        let levels: Vec<(usize, usize)> = decoder.levels.iter().map(|level| (level.block, level.channels)).collect();
        assert_eq!(levels, [(15, 320), (10, 112), (4, 40), (2, 24)]);
    }

    #[test]
    fn padding_follows_tensorflow() {
        let window = KernelWindow { kernel: 3, stride: 2, height: 224, width: 224 };
        assert_eq!(window.output(), (112, 112));
        assert_eq!(window.padding(), (0, 1, 0, 1));
        let window = KernelWindow { kernel: 5, stride: 2, height: 56, width: 56 };
        assert_eq!(window.padding(), (1, 2, 1, 2));
        let window = KernelWindow { kernel: 5, stride: 1, height: 7, width: 7 };
        assert_eq!(window.padding(), (2, 2, 2, 2));
    }
}
