//! Position of the anatomy: the outline of a picture, else its centre.

use anyhow::{Context, Result};
use explain::occlusion::pixels;
use imaging::{Image, Pixels, grey_from_image};
use training::data::Record;

/// Margin that is hidden around an outline, as a share of the longest side: outlines are drawn by hand, and a remaining
/// bright rim would reveal the position.
const MARGIN: f32 = 0.02;

/// Half side of the centre that is hidden where there is no outline, as a share of the sides.
const HALF_CENTRE: f32 = 0.25;

/// The part of a picture that its label is about: one value per pixel, row by row.
#[derive(Clone, Debug, PartialEq)]
pub enum Anatomy {
    /// Outlined by hand; as drawn, without a margin.
    Outlined(Vec<bool>),
    /// Not outlined: the middle of the picture.
    Centre(Vec<bool>),
}

impl Anatomy {
    /// That of one record, at the size of its picture.
    ///
    /// # Errors
    /// When there is a mask that cannot be read.
    pub fn of(record: &Record, image: &Image) -> Result<Self> {
        let Some(path) = &record.mask else { return Ok(Self::centre(image)) };
        let context = || format!("`{}`", path.display());
        let mask = reading::open(&std::fs::read(path).with_context(context)?).with_context(context)?.image;
        let outline = outline_from_mask(&mask, image);
        // An empty mask is not an outline.
        Ok(if outline.contains(&true) { Self::Outlined(outline) } else { Self::centre(image) })
    }

    /// What is hidden: an outline with its margin, or the centre.
    #[must_use]
    pub fn hidden(&self, image: &Image) -> Vec<bool> {
        match self {
            Self::Centre(centre) => centre.clone(),
            Self::Outlined(outline) => {
                let (width, height) = (image.width() as usize, image.height() as usize);
                let reach = (MARGIN * width.max(height) as f32).ceil() as usize;
                let wider = spread(outline, width * height, width, 1, reach);
                spread(&wider, width * height, height, width, reach)
            }
        }
    }

    fn centre(image: &Image) -> Self {
        Self::Centre(pixels(image, |x, y| (x - 0.5).abs() < HALF_CENTRE && (y - 0.5).abs() < HALF_CENTRE))
    }
}

/// A mask at the size of its picture: white is true. A mask of another size is read at the nearest pixel.
#[must_use]
pub fn outline_from_mask(mask: &Image, image: &Image) -> Vec<bool> {
    let grey = grey_from_image(mask);
    let (width, height) = (mask.width() as usize, mask.height() as usize);
    let Pixels::Grey8(samples) = grey.pixels() else { return Vec::new() };
    pixels(image, |x, y| {
        let (column, row) = ((x * width as f32) as usize, (y * height as f32) as usize);
        samples.get(row * width + column).is_some_and(|sample| *sample > 127)
    })
}

/// True wherever there is a true value within `reach` along lines of `length` values that lie `step` apart.
fn spread(values: &[bool], count: usize, length: usize, step: usize, reach: usize) -> Vec<bool> {
    let at = |index: usize| values.get(index).copied().unwrap_or(false);
    (0..count)
        .map(|index| {
            let place = index / step % length;
            let first = place.saturating_sub(reach);
            let last = (place + reach).min(length.saturating_sub(1));
            (first..=last).any(|other| at(index + other * step - place * step))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn black(width: u32, height: u32) -> Image {
        Image::new(width, height, Pixels::Grey8(vec![0; (width * height) as usize])).unwrap()
    }

    #[test]
    fn an_outline_is_hidden_with_a_margin_on_all_sides() {
        let image = black(100, 60);
        let mut outline = vec![false; 6000];
        outline[30 * 100 + 50] = true;
        outline[0] = true;
        let hidden = Anatomy::Outlined(outline).hidden(&image);
        for y in 0..60i32 {
            for x in 0..100i32 {
                let inside = ((x - 50).abs() <= 2 && (y - 30).abs() <= 2) || (x <= 2 && y <= 2);
                assert_eq!(hidden[(y * 100 + x) as usize], inside, "({x}, {y})");
            }
        }
    }

    #[test]
    fn a_mask_of_another_size_lies_where_it_should() {
        let mask = Image::new(4, 2, Pixels::Grey8(vec![0, 255, 0, 0, 0, 0, 0, 255])).unwrap();
        let outline = outline_from_mask(&mask, &black(8, 4));
        let expected: Vec<bool> = (0..32).map(|i| [2, 3, 10, 11, 22, 23, 30, 31].contains(&i)).collect();
        assert_eq!(outline, expected);
    }

    #[test]
    fn without_a_mask_the_centre_is_taken() {
        let record = Record {
            path: "x".into(),
            label: 0,
            split: training::data::Split::Test,
            group: "g".into(),
            source: "s".into(),
            mask: None,
        };
        let image = black(40, 20);
        let anatomy = Anatomy::of(&record, &image).unwrap();
        let hidden = anatomy.hidden(&image);
        assert!(matches!(anatomy, Anatomy::Centre(_)));
        assert_eq!(hidden.iter().filter(|hidden| **hidden).count(), 20 * 10);
        assert!(hidden[10 * 40 + 20] && !hidden[0]);
    }
}
