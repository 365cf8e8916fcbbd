//! The one place where a picture becomes numbers for a network.

use crate::imaging::{Colour, Image, Input, Pixels};
use crate::weights::InputSpec;

/// `[pictures, size, size, 3]`, NHWC, normalised as the manifest says.
///
/// Every picture must already have the size and depth that `imaging::prepare` gives;
/// others are refused.
///
/// # Errors
/// Names the picture that has another size or 16-bit samples.
pub fn values_from_images(images: &[Image], spec: &InputSpec) -> Result<Vec<f32>, InputError> {
    let side = spec.size as usize;
    let mut values = Vec::with_capacity(images.len() * side * side * 3);
    for (index, image) in images.iter().enumerate() {
        push_normalised(image, spec, &mut values).ok_or(InputError {
            index,
            expected: spec.size,
            width: image.width(),
            height: image.height(),
        })?;
    }
    Ok(values)
}

/// A picture that was not prepared for this network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("picture {index}: expected {expected} × {expected} pixels of 8 bit, found {width} × {height}")]
pub struct InputError {
    /// Position in the batch.
    pub index: usize,
    /// Side the network takes.
    pub expected: u32,
    /// Columns found.
    pub width: u32,
    /// Rows found.
    pub height: u32,
}

/// Appends `(x - mean) / deviation`; a grey picture is repeated over the three channels.
fn push_normalised(image: &Image, spec: &InputSpec, values: &mut Vec<f32>) -> Option<()> {
    if (image.width(), image.height()) != (spec.size, spec.size) {
        return None;
    }
    let [mean, deviation] = [spec.mean, spec.deviation];
    let normalised = |sample: u8, channel: usize| (f32::from(sample) - mean[channel]) / deviation[channel];
    match image.pixels() {
        Pixels::Grey8(samples) => {
            values.extend(samples.iter().flat_map(|&sample| [0, 1, 2].map(|channel| normalised(sample, channel))));
        }
        Pixels::Rgb8(samples) => {
            values.extend(
                samples.iter().zip([0, 1, 2].into_iter().cycle()).map(|(&sample, channel)| normalised(sample, channel)),
            );
        }
        Pixels::Grey16(_) => return None,
    }
    Some(())
}

impl From<&InputSpec> for Input {
    /// The part of the manifest that `imaging::prepare` needs.
    fn from(spec: &InputSpec) -> Self {
        let colour = if spec.colour == "grey" { Colour::Grey } else { Colour::Rgb };
        Self { size: spec.size, colour, fill: spec.resize.fill }
    }
}
