//! The same pictures darker and brighter: the answer should not follow the grey level.

use crate::bootstrap::share;
use crate::evaluate::each;
use crate::model::Model;
use anyhow::{Context, Result, ensure};
use engine::steps;
use evaluation::{Brightness, BrightnessMove};
use imaging::{Image, Pixels};
use training::data::{ImageDataset, Split};
use trust::argmax;

/// Factors for every grey level; the result is clipped at white.
const FACTORS: [f32; 2] = [0.7, 1.4];

/// Percentage points from which on a change is counted.
const POINTS: f32 = 5.0;

/// How far the probability of the answer's class moves on the pictures of a split.
///
/// # Errors
/// When there is no picture, or one cannot be opened.
pub fn brightness(model: &Model, data: &ImageDataset, split: Split) -> Result<Brightness> {
    let records = data.split(split);
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `{split}`", data.name);
    let answer = |image: &Image| {
        let run = model.forward(&steps::prepare(image, &model.manifest.input))?;
        anyhow::Ok(steps::probabilities(&run.logits, &model.manifest))
    };
    let moved: Vec<[f32; 2]> = each(&records, "brightness", |_, bytes| {
        let image = model.opened(bytes)?;
        let before = answer(&image)?;
        let top = argmax(&before);
        let mut moved = [0.0; 2];
        for (moved, factor) in moved.iter_mut().zip(FACTORS) {
            *moved = (answer(&brightened(&image, factor))?[top] - before[top]).abs();
        }
        Ok(moved)
    })?;
    let of = |(place, factor): (usize, f32)| {
        let each = || records.iter().zip(&moved).filter_map(move |(record, moved)| Some((record, *moved.get(place)?)));
        let mean = each().map(|(_, moved)| f64::from(moved)).sum::<f64>() / moved.len() as f64;
        let far = share(each().map(|(record, moved)| (record.group.as_str(), moved * 100.0 > POINTS)));
        Ok(BrightnessMove { factor, mean: mean as f32, moved: far.context("there is no picture")? })
    };
    Ok(Brightness {
        data: data.name.clone(),
        split,
        n: u32::try_from(records.len()).unwrap_or(u32::MAX),
        points: POINTS,
        moves: FACTORS.into_iter().enumerate().map(of).collect::<Result<_>>()?,
    })
}

/// Every sample times `factor`, at most white.
#[must_use]
pub fn brightened(image: &Image, factor: f32) -> Image {
    let eight = |samples: &Vec<u8>| -> Vec<u8> {
        samples.iter().map(|sample| (f32::from(*sample) * factor).round().min(255.0) as u8).collect()
    };
    let pixels = match image.pixels() {
        Pixels::Grey8(samples) => Pixels::Grey8(eight(samples)),
        Pixels::Rgb8(samples) => Pixels::Rgb8(eight(samples)),
        Pixels::Grey16(samples) => Pixels::Grey16(
            samples.iter().map(|sample| (f32::from(*sample) * factor).round().min(65_535.0) as u16).collect(),
        ),
    };
    Image::new(image.width(), image.height(), pixels).unwrap_or_else(|| image.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_levels_are_multiplied_and_end_at_white() {
        let image = Image::new(2, 2, Pixels::Grey8(vec![0, 100, 200, 255])).unwrap();
        let level = |factor: f32| match brightened(&image, factor).pixels() {
            Pixels::Grey8(samples) => samples.clone(),
            _ => Vec::new(),
        };
        assert_eq!(level(0.7), [0, 70, 140, 179]);
        assert_eq!(level(1.4), [0, 140, 255, 255]);
    }
}
