//! Augmentation of colour pictures that preserves the diagnosis: stain, hue, saturation and light.
//!
//! A laboratory's stain and a microscope's lamp identify the source of pictures, and so the class that it contributed
//! most. So every stain's amount is scaled and shifted in optical density (Tellez et al. 2018: see `crate::stains`),
//! then hue, saturation and the light's colour are changed, as cameras differ in them. Geometry, resolution, uneven
//! light, noise and JPEG are those of grey pictures. None of this runs at evaluation.

use super::augment::{Augmentation, between, blur_by_resolution, shade, through_jpeg};
use super::lesion::GreyPicture;
use crate::stains::{RgbLevels, StainBasis, hue_turned, lit, saturated};
use fastrand::Rng;
use image::ExtendedColorType;
use imaging::{Image, Pixels};

/// Largest turn of the hue in degrees, at a strength of 1.
const HUE: f32 = 15.0;
/// Largest change of the saturation, of the gain and of a channel's gain, as a share, at a strength of 1.
const SATURATION: f32 = 0.35;
const GAIN: f32 = 0.2;
const LIGHT: f32 = 0.12;

/// How far colours are changed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct ColourStrength {
    /// Each stain is scaled up or down by at most this share, and shifted by at most this much, in natural optical
    /// density.
    pub(super) stain: f32,
    /// Of hue, saturation and light: 1 is the value of the constants.
    pub(super) tint: f32,
}

/// A colour picture of `side` × `side` drawn from three planes under random changes; `place` is its geometric
/// transform. `None` for another number of planes.
pub(super) fn augmented(
    planes: &[GreyPicture],
    place: &Augmentation,
    strength: ColourStrength,
    side: u32,
    random: &mut Rng,
) -> Option<Image> {
    let n = side as usize;
    let mut channels: Vec<Vec<f32>> = planes.iter().map(|plane| place.of(plane, n)).collect();
    if random.f32() < 0.2 {
        // The same resolution for every channel.
        let seed = random.u64(..);
        channels.iter_mut().for_each(|channel| blur_by_resolution(channel, n, &mut Rng::with_seed(seed)));
    }
    if random.f32() < 0.2 {
        let seed = random.u64(..);
        channels.iter_mut().for_each(|channel| shade(channel, n, 1.0, &mut Rng::with_seed(seed)));
    }
    let [red, green, blue] = channels.as_slice() else { return None };
    let mut pixels: Vec<RgbLevels> = red.iter().zip(green).zip(blue).map(|((r, g), b)| [*r, *g, *b]).collect();
    restain(&mut pixels, strength.stain, random);
    tint(&mut pixels, strength.tint, random);
    let noise = if random.f32() < 0.3 { random.f32() * 10.0 } else { 0.0 };
    let mut level = |level: f32| {
        let added = if noise > 0.0 { noise * (random.f32() + random.f32() + random.f32() - 1.5) } else { 0.0 };
        (level + added).round().clamp(0.0, 255.0) as u8
    };
    let mut bytes: Vec<u8> = pixels.iter().flatten().map(|value| level(*value)).collect();
    if random.f32() < 0.3 {
        let quality = random.u8(30..95);
        bytes = through_jpeg(&bytes, side, quality, ExtendedColorType::Rgb8).unwrap_or(bytes);
    }
    Image::new(side, side, Pixels::Rgb8(bytes))
}

/// Every stain thicker or thinner, uniformly over the picture.
fn restain(pixels: &mut [RgbLevels], strength: f32, random: &mut Rng) {
    if strength <= 0.0 {
        return;
    }
    let basis = StainBasis::default();
    let scale = [(); 3].map(|()| between(random, 1.0 - strength, 1.0 + strength));
    let shift = [(); 3].map(|()| between(random, -strength, strength));
    for pixel in pixels {
        *pixel = basis.restained(*pixel, scale, shift);
    }
}

/// Hue, saturation, brightness and the light's colour.
fn tint(pixels: &mut [RgbLevels], strength: f32, random: &mut Rng) {
    if strength <= 0.0 {
        return;
    }
    let mut share = |most: f32| between(random, 1.0 - most * strength, 1.0 + most * strength);
    let saturation = share(SATURATION);
    let gain = share(GAIN);
    let gains = [(); 3].map(|()| gain * share(LIGHT));
    let degrees = between(random, -HUE, HUE) * strength;
    for pixel in pixels {
        *pixel = lit(saturated(hue_turned(*pixel, degrees), saturation), gains);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planes(colour: [f32; 3]) -> Vec<GreyPicture> {
        colour.map(|level| GreyPicture { width: 40, height: 40, values: vec![level; 1600] }).to_vec()
    }

    fn mean(image: &Image) -> [f32; 3] {
        let Pixels::Rgb8(samples) = image.pixels() else { panic!("colour") };
        let of = |channel: usize| samples.iter().skip(channel).step_by(3).map(|value| f32::from(*value)).sum::<f32>();
        [0, 1, 2].map(|channel| of(channel) * 3.0 / samples.len() as f32)
    }

    #[test]
    fn colours_differ_from_draw_to_draw_and_the_same_seed_draws_the_same() {
        let violet = planes([150.0, 110.0, 180.0]);
        let drawn = |strength: ColourStrength, seed: u64| {
            augmented(&violet, &Augmentation::PLAIN, strength, 40, &mut Rng::with_seed(seed)).unwrap()
        };
        let far = ColourStrength { stain: 0.2, tint: 1.0 };
        let mut lows = [f32::MAX; 3];
        let mut highs = [f32::MIN; 3];
        for seed in 0..40 {
            assert_eq!(drawn(far, seed), drawn(far, seed));
            for (channel, value) in mean(&drawn(far, seed)).into_iter().enumerate() {
                lows[channel] = lows[channel].min(value);
                highs[channel] = highs[channel].max(value);
            }
        }
        assert!(lows.iter().zip(highs).all(|(low, high)| high - low > 30.0), "{lows:?} to {highs:?}");
        // At strength 0 only noise, uneven light and compression remain: the mean stays close.
        for seed in 0..40 {
            let plain = mean(&drawn(ColourStrength::default(), seed));
            assert!(plain[2] > plain[0] && plain[0] > plain[1], "{plain:?}");
        }
    }

    #[test]
    fn a_grey_picture_is_no_colour_picture() {
        let one = planes([100.0; 3]).into_iter().take(1).collect::<Vec<_>>();
        let random = &mut Rng::with_seed(1);
        assert!(augmented(&one, &Augmentation::PLAIN, ColourStrength::default(), 40, random).is_none());
    }
}
