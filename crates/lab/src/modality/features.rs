//! Features of a picture from the frozen front of the network: the mean of its last grid.

use anyhow::{Context, Result};
use engine::steps;
use imaging::Image;
use model::{Array, Colour, InputLevels, InputSpec, Resize, Weights, rounded};
use network::{Architecture, float::FloatNetwork, input};
use training::folded;
use training::pretrained;

/// Architecture of the modality classifier.
pub(super) const ARCHITECTURE: &str = "efficientnet-lite0-front";

/// The front with ImageNet weights, as int8 rounds them, and no classifier yet.
pub(super) struct Front {
    /// Arrays of the network but for `classifier`.
    pub(super) weights: Weights,
    /// How a picture becomes its input.
    pub(super) input: InputSpec,
    network: FloatNetwork,
    channels: usize,
}

impl Front {
    /// Cuts the ImageNet network after its fifth stage. `size` is the input's side in pixels.
    ///
    /// # Errors
    /// When the ImageNet weights are unavailable.
    pub(super) fn new(size: u32) -> Result<Self> {
        let architecture =
            Architecture::named(ARCHITECTURE).context("the modality classifier's architecture is known")?;
        let whole = folded(&pretrained::imagenet_lite0()?)?;
        let blocks = architecture.blocks.len();
        let renamed = whole.into_iter().filter_map(|(name, array)| Some((kept_name(&name, blocks)?, array)));
        let weights = rounded(&renamed.collect())?;
        let input = InputSpec {
            size,
            colour: Colour::Rgb,
            mean: [127.0; 3],
            deviation: [128.0; 3],
            resize: Resize::default(),
            levels: InputLevels::AsGiven,
        };
        let channels = architecture.head;
        let silent = with_classifier(&weights, vec![0.0; channels * 2], vec![0.0; 2]);
        let network = FloatNetwork::from_weights(ARCHITECTURE, 2, &silent)?;
        Ok(Self { weights, input, network, channels })
    }

    /// Mean of the last grid, one value per channel.
    ///
    /// # Errors
    /// When the picture cannot be prepared.
    pub(super) fn features(&self, picture: &Image) -> Result<Vec<f32>> {
        let prepared = steps::prepare(picture, &self.input);
        let values = input::values_from_images(std::slice::from_ref(&prepared), &self.input)?;
        let output = self.network.forward(&values, self.input.size as usize);
        let cells = (output.grid.0 * output.grid.1).max(1) as f32;
        let mut mean = vec![0.0; self.channels];
        for cell in output.features.chunks_exact(self.channels) {
            mean.iter_mut().zip(cell).for_each(|(sum, value)| *sum += value / cells);
        }
        Ok(mean)
    }
}

/// Front and classifier as one network; `weight` is `[channels, labels]`, row by row.
pub(super) fn with_classifier(front: &Weights, weight: Vec<f32>, bias: Vec<f32>) -> Weights {
    let (labels, mut weights) = (bias.len(), front.clone());
    let rows = weight.len() / labels.max(1);
    weights.insert("classifier.weight".into(), Array { shape: vec![rows, labels], data: weight });
    weights.insert("classifier.bias".into(), Array { shape: vec![labels], data: bias });
    weights
}

/// Stem and first blocks unchanged; the widening layer of the block after them is the head.
fn kept_name(name: &str, blocks: usize) -> Option<String> {
    if name.starts_with("stem.") {
        return Some(name.to_owned());
    }
    if let Some(field) = name.strip_prefix(&format!("blocks.{blocks}.expand.")) {
        return Some(format!("head.{field}"));
    }
    let index = name.strip_prefix("blocks.")?.split('.').next()?.parse::<usize>().ok()?;
    (index < blocks).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::kept_name;

    #[test]
    fn the_head_is_what_the_next_block_begins_with() {
        assert_eq!(kept_name("stem.weight", 11).as_deref(), Some("stem.weight"));
        assert_eq!(kept_name("blocks.10.project.bias", 11).as_deref(), Some("blocks.10.project.bias"));
        assert_eq!(kept_name("blocks.11.expand.weight", 11).as_deref(), Some("head.weight"));
        for left in ["blocks.11.depthwise.weight", "blocks.12.expand.weight", "head.weight", "classifier.bias"] {
            assert_eq!(kept_name(left, 11), None, "{left}");
        }
    }
}
