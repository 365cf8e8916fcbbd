//! A rival's input: a few numbers per picture.

use crate::baseline;
use ::task::Rival;
use imaging::{Image, Pixels};
use model::InputSpec;

/// Names of the colour statistics, in order, for one of three channels: twelve per picture.
pub const COLOUR_STATISTICS: [&str; 4] = ["mean", "deviation", "10th percentile", "90th percentile"];

/// Width of the border, as a share of the sides.
const BORDER: usize = 10;

/// The statistics of an opened picture. Those of colour and border are of the picture as the network gets it; those of the
/// area are of the file's own samples, because stretching grey levels would change what counts as black.
#[must_use]
pub fn statistics_of(rival: Rival, opened: &Image, spec: &InputSpec) -> Vec<f64> {
    match rival {
        Rival::Area => vec![area(opened)],
        Rival::Border => border_statistics(&network::input::prepare(opened, spec)),
        Rival::Colour => {
            let prepared = network::input::prepare(opened, spec);
            match prepared.pixels() {
                Pixels::Rgb8(samples) => (0..3).flat_map(|channel| four(&every(samples, channel, 3))).collect(),
                Pixels::Grey8(_) | Pixels::Grey16(_) => baseline::statistics(&prepared),
            }
        }
    }
}

/// Share of pixels that are not black.
fn area(image: &Image) -> f64 {
    let share = |lit: usize, all: usize| lit as f64 / all.max(1) as f64;
    match image.pixels() {
        Pixels::Grey8(samples) => share(samples.iter().filter(|sample| **sample > 0).count(), samples.len()),
        Pixels::Grey16(samples) => share(samples.iter().filter(|sample| **sample > 0).count(), samples.len()),
        Pixels::Rgb8(samples) => {
            let lit = samples.chunks_exact(3).filter(|pixel| pixel.iter().any(|sample| *sample > 0)).count();
            share(lit, samples.len() / 3)
        }
    }
}

/// Four statistics, the median and the share of black of the outer tenth on each side, per channel.
fn border_statistics(image: &Image) -> Vec<f64> {
    let (samples, channels) = match image.pixels() {
        Pixels::Grey8(samples) => (samples, 1),
        Pixels::Rgb8(samples) => (samples, 3),
        Pixels::Grey16(_) => return Vec::new(),
    };
    let (width, height) = (image.width() as usize, image.height() as usize);
    let outer = |at: usize, side: usize| at * BORDER < side || (side - 1 - at) * BORDER < side;
    let in_border = |pixel: usize| outer(pixel % width, width) || outer(pixel / width, height);
    let of_channel = |channel: usize| {
        let plane = every(samples, channel, channels);
        let border: Vec<u8> =
            plane.iter().enumerate().filter(|(pixel, _)| in_border(*pixel)).map(|(_, sample)| *sample).collect();
        let black = border.iter().filter(|sample| **sample < 12).count() as f64 / border.len().max(1) as f64;
        let mut values = four(&border).to_vec();
        values.extend([quantile(&border, 0.5), black]);
        values
    };
    (0..channels).flat_map(of_channel).collect()
}

/// [`COLOUR_STATISTICS`] of one plane.
fn four(plane: &[u8]) -> [f64; 4] {
    let n = plane.len().max(1) as f64;
    let mean = plane.iter().map(|sample| f64::from(*sample)).sum::<f64>() / n;
    let variance = plane.iter().map(|sample| (f64::from(*sample) - mean).powi(2)).sum::<f64>() / n;
    [mean, variance.sqrt(), quantile(plane, 0.1), quantile(plane, 0.9)]
}

/// The quantile of the samples at that share; 0 without samples.
fn quantile(plane: &[u8], share: f64) -> f64 {
    let mut sorted = plane.to_vec();
    sorted.sort_unstable();
    let place = (share * sorted.len().saturating_sub(1) as f64).round() as usize;
    sorted.get(place).copied().map_or(0.0, f64::from)
}

fn every(samples: &[u8], first: usize, step: usize) -> Vec<u8> {
    samples.iter().skip(first).step_by(step).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Colour;

    #[test]
    fn a_colour_picture_has_twelve_statistics_and_they_are_those_of_its_channels() {
        let samples = [10u8, 20, 30].repeat(64 * 64);
        let picture = Image::new(64, 64, Pixels::Rgb8(samples)).unwrap();
        let found = statistics_of(Rival::Colour, &picture, &training::input_spec(64, Colour::Rgb));
        assert_eq!(found.len(), 12);
        assert_eq!(found, [10.0, 0.0, 10.0, 10.0, 20.0, 0.0, 20.0, 20.0, 30.0, 0.0, 30.0, 30.0]);
    }

    #[test]
    fn the_border_sees_nothing_of_the_middle_and_the_area_nothing_of_the_levels() {
        let drawn = |level: u8| {
            let inside = |at: u32| (16..48).contains(&(at % 64)) && (16..48).contains(&(at / 64));
            let samples = (0..64 * 64).map(|at| if inside(at) { level } else { 0 }).collect();
            Image::new(64, 64, Pixels::Grey8(samples)).unwrap()
        };
        let spec = training::input_spec(64, Colour::Rgb);
        let of = |rival: Rival, level: u8| statistics_of(rival, &drawn(level), &spec);
        assert_eq!(of(Rival::Border, 200), of(Rival::Border, 90));
        assert_eq!(of(Rival::Area, 200), [0.25]);
        assert_eq!(of(Rival::Area, 90), of(Rival::Area, 200));
        assert_ne!(of(Rival::Colour, 90), of(Rival::Colour, 200));
    }
}
