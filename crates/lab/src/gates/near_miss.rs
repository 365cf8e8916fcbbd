//! Near-distribution pictures: those of the data set, rotated, inverted or noisy.

use super::pictures::{drawn_as, grey_samples, redrawn};
use ::task::Colour;
use imaging::{Image, Pixels};

/// Deviation of the heavy noise, in grey levels.
const NOISE: f32 = 40.0;

/// The modification of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearMiss {
    /// Rotated by 90° clockwise.
    QuarterTurn,
    /// Upside down.
    HalfTurn,
    /// Inverted.
    Inverted,
    /// Noise with a deviation of 40 levels, as magnitudes, like in magnitude images (Rice).
    Noisy,
}

impl NearMiss {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::QuarterTurn, Self::HalfTurn, Self::Inverted, Self::Noisy];

    /// The word in [`Detection::against`](evaluation::Detection::against).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::QuarterTurn => "rotated by 90 degrees",
            Self::HalfTurn => "rotated by 180 degrees",
            Self::Inverted => "inverted",
            Self::Noisy => "heavy noise",
        }
    }

    /// Whether it shows what it showed, another way up.
    #[must_use]
    pub fn is_turned(self) -> bool {
        matches!(self, Self::QuarterTurn | Self::HalfTurn)
    }

    /// The changed picture: in colour for a task that sees colour, else grey.
    #[must_use]
    pub fn apply(self, image: &Image, colour: Colour) -> Image {
        match (image.pixels(), colour) {
            // Each plane is changed as a grey picture is: what is left of the colour must not tell it from the others.
            (Pixels::Rgb8(samples), Colour::Rgb) => {
                let plane = |first: usize| samples.iter().skip(first).step_by(3).copied().collect();
                let planes = [(0, 0), (1, 1), (2, 2)].map(|(first, seed)| {
                    self.apply_to_grey(&drawn_as(image, image.width(), image.height(), plane(first)), seed)
                });
                let [red, green, blue] = planes.each_ref().map(grey_samples);
                let joined = red.into_iter().zip(green).zip(blue).flat_map(|((red, green), blue)| [red, green, blue]);
                let [first, ..] = &planes;
                Image::new(first.width(), first.height(), Pixels::Rgb8(joined.collect()))
                    .unwrap_or_else(|| image.clone())
            }
            _ => self.apply_to_grey(image, 0),
        }
    }

    fn apply_to_grey(self, image: &Image, seed: u64) -> Image {
        match self {
            Self::QuarterTurn => {
                let (width, height) = (image.width() as usize, image.height() as usize);
                let samples = grey_samples(image);
                let turned = (0..width).flat_map(|x| (0..height).rev().map(move |y| y * width + x));
                let turned = turned.map(|at| samples[at]).collect();
                drawn_as(image, image.height(), image.width(), turned)
            }
            Self::HalfTurn => {
                let turned = grey_samples(image).into_iter().rev().collect();
                drawn_as(image, image.width(), image.height(), turned)
            }
            Self::Inverted => redrawn(image, |_, _, level| 255.0 - level),
            Self::Noisy => {
                let mut random =
                    fastrand::Rng::with_seed((u64::from(image.width()) << 32 | u64::from(image.height())) ^ seed << 16);
                // Twelve even numbers sum up to a deviation of 1.
                let mut normal = move || (0..12).map(|_| random.f32()).sum::<f32>() - 6.0;
                redrawn(image, |_, _, level| (level + NOISE * normal()).abs())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NearMiss;
    use ::task::Colour;
    use imaging::{Image, Pixels};

    #[test]
    fn a_picture_in_colour_stays_in_colour() {
        let samples = vec![10, 20, 30, 40, 50, 60];
        let image = Image::new(2, 1, Pixels::Rgb8(samples)).unwrap();
        let changed = |miss: NearMiss, colour| match miss.apply(&image, colour).pixels() {
            Pixels::Rgb8(samples) => samples.clone(),
            Pixels::Grey8(samples) => samples.clone(),
            Pixels::Grey16(_) => Vec::new(),
        };
        assert_eq!(changed(NearMiss::HalfTurn, Colour::Rgb), [40, 50, 60, 10, 20, 30]);
        assert_eq!(
            changed(NearMiss::QuarterTurn, Colour::Rgb),
            [10, 20, 30, 40, 50, 60],
            "two pixels, one above the other"
        );
        assert_eq!(changed(NearMiss::Inverted, Colour::Rgb), [245, 235, 225, 215, 205, 195]);
        let noisy = changed(NearMiss::Noisy, Colour::Rgb);
        assert!(noisy.len() == 6 && noisy != [10, 20, 30, 40, 50, 60]);
        assert_eq!(changed(NearMiss::HalfTurn, Colour::Grey).len(), 2, "a task that sees grey levels gets them");
    }
}
