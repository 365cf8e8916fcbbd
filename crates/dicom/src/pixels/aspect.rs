//! Step 9: pixels that are not square.

use crate::dictionary::named;
use crate::field::View;
use crate::notes::{Notes, said};
use crate::spacing::Spacing;
use dicom_dictionary_std::tags;
use imaging::{Image, resize};

/// A larger ratio is treated as a fault in the file.
const MOST: f64 = 16.0;

/// PS3.3, C.7.6.3.1.7: height of a pixel over its width, from the pixel aspect ratio (vertical, horizontal) or
/// from a spacing whose two values differ; 1 where neither is stated.
pub(crate) fn aspect(view: View<'_>, spacing: Option<&Spacing>, notes: &mut Notes) -> f64 {
    let ratio = match said(view, tags::PIXEL_ASPECT_RATIO, notes).as_slice() {
        &[Some(vertical), Some(horizontal)] => vertical / horizontal,
        _ => spacing.map_or(1.0, |spacing| spacing.row / spacing.column),
    };
    if ratio.is_finite() && (1.0 / MOST..=MOST).contains(&ratio) {
        return ratio;
    }
    let name = named(tags::PIXEL_ASPECT_RATIO);
    notes.say(text::dicom_pixels::aspect(MOST.to_string(), ratio.to_string(), name));
    1.0
}

/// The picture with square pixels: the side along which pixels are longer grows, so no detail is lost. Ratios within 1
/// % of 1 are ignored, as is a picture that would grow beyond `most` pixels.
#[must_use]
pub fn squared(image: Image, aspect: f64, most: u64) -> Image {
    if (aspect - 1.0).abs() < 0.01 {
        return image;
    }
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    let (width, height) = if aspect > 1.0 { (width, height * aspect) } else { (width / aspect, height) };
    let (width, height) = (width.round() as u32, height.round() as u32);
    if u64::from(width) * u64::from(height) > most { image } else { resize::stretch(&image, width, height) }
}
