//! The one place where a picture is converted to the input values of a network.

use imaging::{GreyLevels, Image, Input, Pixels};
use model::{Colour, Filter, Fit, InputLevels, InputSpec};
use std::fmt;
use text::Message;

/// `[pictures, size, size, 3]`, NHWC, normalised as the manifest says.
///
/// Every picture must already have the size and depth that `imaging::prepare` produces; others are refused.
///
/// ```
/// use imaging::{Image, Pixels};
/// use model::{Colour, Filter, Fit, InputLevels, InputSpec, Resize};
/// use network::input::values_from_images;
///
/// let resize = Resize { fit: Fit::Contain, filter: Filter::CatmullRom, fill: 0 };
/// let (mean, deviation) = ([128.0; 3], [64.0; 3]);
/// let spec = InputSpec { size: 2, colour: Colour::Grey, mean, deviation, resize, levels: InputLevels::AsGiven };
/// let picture = Image::new(2, 2, Pixels::Grey8(vec![0, 64, 128, 192])).unwrap();
/// let values = values_from_images(&[picture], &spec).unwrap();
/// assert_eq!(values, [-2.0, -2.0, -2.0, -1.0, -1.0, -1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
///
/// let other = Image::new(3, 2, Pixels::Grey8(vec![0; 6])).unwrap();
/// let why = values_from_images(&[other], &spec).unwrap_err();
/// assert_eq!(why.to_string(), "picture 0: expected 2 × 2 pixels of 8 bit, found 3 × 2");
/// ```
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

/// A picture's samples as levels of an integer network, from tables made once.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    size: u32,
    /// Per channel, level of each sample.
    tables: Vec<[i16; 256]>,
    step: f32,
}

impl Lookup {
    /// Tables for `spec`, levels within ±`most`. One table where a grey picture is repeated over three
    /// channels that are normalised alike, else three.
    #[must_use]
    pub fn new(spec: &InputSpec, most: f32) -> Self {
        let alike = |values: [f32; 3]| values.iter().all(|value| *value == values[0]);
        let channels = if spec.colour == Colour::Grey && alike(spec.mean) && alike(spec.deviation) { 1 } else { 3 };
        let normalised = |channel: usize, sample: u8| normalise(spec, f32::from(sample), channel);
        let ends = (0..channels).flat_map(|channel| [0, 255].map(|sample| normalised(channel, sample).abs()));
        let step = ends.fold(f32::MIN_POSITIVE, f32::max) / most;
        let level = |channel: usize, sample: usize| (normalise(spec, sample as f32, channel) / step).round() as i16;
        let tables = (0..channels).map(|channel| std::array::from_fn(|sample| level(channel, sample))).collect();
        Self { size: spec.size, tables, step }
    }

    /// The value of one level, in normalised units.
    #[must_use]
    pub fn step(&self) -> f32 {
        self.step
    }

    /// Channels that [`Lookup::quantised_from_image`] writes: 1 or 3.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.tables.len()
    }

    /// Writes a prepared picture, `[size, size, channels]`, to the beginning of `quantised`.
    ///
    /// # Errors
    /// When it has another size, 16-bit samples, or colours where one channel is taken.
    pub fn quantised_from_image(&self, image: &Image, quantised: &mut [i16]) -> Result<(), InputError> {
        let other = InputError { index: 0, expected: self.size, width: image.width(), height: image.height() };
        if (image.width(), image.height()) != (self.size, self.size) {
            return Err(other);
        }
        match (image.pixels(), self.tables.as_slice()) {
            (Pixels::Grey8(samples), [table]) => {
                for (word, sample) in quantised.iter_mut().zip(samples) {
                    *word = table[usize::from(*sample)];
                }
            }
            (Pixels::Grey8(samples), tables) => {
                for (pixel, sample) in quantised.chunks_exact_mut(tables.len()).zip(samples) {
                    for (word, table) in pixel.iter_mut().zip(tables) {
                        *word = table[usize::from(*sample)];
                    }
                }
            }
            (Pixels::Rgb8(samples), tables @ [_, _, _]) => {
                for ((word, sample), table) in quantised.iter_mut().zip(samples).zip(tables.iter().cycle()) {
                    *word = table[usize::from(*sample)];
                }
            }
            _ => return Err(other),
        }
        Ok(())
    }
}

/// `(sample - mean) / deviation`.
fn normalise(spec: &InputSpec, sample: f32, channel: usize) -> f32 {
    (sample - spec.mean[channel]) / spec.deviation[channel]
}

/// A picture that was not prepared for this network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl InputError {
    /// What is wrong, as it stands inside a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        text::network::input(self.index, self.expected, self.width, self.height)
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for InputError {}

/// Appends `(x - mean) / deviation`; a grey picture is repeated over the three channels.
fn push_normalised(image: &Image, spec: &InputSpec, values: &mut Vec<f32>) -> Option<()> {
    if (image.width(), image.height()) != (spec.size, spec.size) {
        return None;
    }
    let normalised = |sample: u8, channel: usize| normalise(spec, f32::from(sample), channel);
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

/// Converts pixels to exactly the network's input, according to the manifest.
#[must_use]
pub fn prepare(image: &Image, spec: &InputSpec) -> Image {
    imaging::prepare(image, layout(spec))
}

/// The part of a manifest that [`imaging::prepare`] needs.
#[must_use]
pub fn layout(spec: &InputSpec) -> Input {
    let colour = match spec.colour {
        Colour::Grey => imaging::InputChannels::Grey,
        Colour::Rgb => imaging::InputChannels::Rgb,
    };
    // These are what `imaging::prepare` implements; other values must be implemented there first.
    let (Fit::Contain, Filter::CatmullRom) = (spec.resize.fit, spec.resize.filter);
    let levels = match spec.levels {
        InputLevels::AsGiven => GreyLevels::AsGiven,
        InputLevels::Percentiles => GreyLevels::Percentiles,
    };
    Input { size: spec.size, colour, fill: spec.resize.fill, levels }
}
