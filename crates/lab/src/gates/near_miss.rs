//! Pictures that almost belong: those of the data set, turned, inverted or noisy.

use super::pictures::{drawn_as, grey_samples, redrawn};
use imaging::Image;

/// Deviation of the heavy noise, in grey levels.
const NOISE: f32 = 40.0;

/// What was done to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearMiss {
    /// Turned by a quarter to the right.
    QuarterTurn,
    /// Upside down.
    HalfTurn,
    /// Black and white exchanged.
    Inverted,
    /// Noise with a deviation of 40 levels, folded up at black as in magnitude pictures (Rice).
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

    /// The changed picture.
    #[must_use]
    pub fn apply(self, image: &Image) -> Image {
        match self {
            Self::QuarterTurn => {
                let (width, height) = (image.width() as usize, image.height() as usize);
                let samples = grey_samples(image);
                let turned = (0..width).flat_map(|x| (0..height).rev().map(move |y| y * width + x));
                let turned = turned.map(|at| samples.get(at).copied().unwrap_or_default()).collect();
                drawn_as(image, image.height(), image.width(), turned)
            }
            Self::HalfTurn => {
                let turned = grey_samples(image).into_iter().rev().collect();
                drawn_as(image, image.width(), image.height(), turned)
            }
            Self::Inverted => redrawn(image, |_, _, level| 255.0 - level),
            Self::Noisy => {
                let mut random = fastrand::Rng::with_seed(u64::from(image.width()) << 32 | u64::from(image.height()));
                // Twelve even numbers sum up to a deviation of 1.
                let mut normal = move || (0..12).map(|_| random.f32()).sum::<f32>() - 6.0;
                redrawn(image, |_, _, level| (level + NOISE * normal()).abs())
            }
        }
    }
}
