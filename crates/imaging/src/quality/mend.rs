//! The result of following a refusal's advice: the same picture in grey, cropped, or through another window.
//!
//! A degraded picture may look like another kind. Whether it is that kind is decided on the repaired one, for which no
//! answer is ever given.

use super::{COPY_SIDE, Grey, exposure, frame, lines};
use crate::resize::fit_within;
use crate::{Image, Pixels, grey_from_image};

/// What can be repaired without the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QualityFault {
    /// Colour where none belongs.
    Coloured,
    /// Something around the picture: an empty border, a window, a page.
    Surrounded,
    /// Dark all over.
    Dark,
    /// Too bright, or inverted.
    Bright,
    /// Lost information: sharpness, size.
    Lost,
}

/// Difference of levels below which a part of a picture is empty.
const LEAST_CONTRAST: u8 = 40;
/// Minimum side of a part that may be the picture, as a share of the whole side.
const LEAST_SHARE: f32 = 0.15;

/// Pictures, at most 512 pixels long, that may result from following the advice; none where only the original helps.
#[must_use]
pub fn mended(image: &Image, fault: QualityFault) -> Vec<Image> {
    let copy = || grey_from_image(&fit_within(image, COPY_SIDE));
    match fault {
        QualityFault::Coloured => vec![copy()],
        QualityFault::Surrounded => cut(&fit_within(image, COPY_SIDE)),
        QualityFault::Dark => vec![stretched(&copy(), false)],
        QualityFault::Bright => vec![stretched(&copy(), true), stretched(&copy(), false)],
        QualityFault::Lost => Vec::new(),
    }
}

/// From its 0.5th to its 99.5th percentile; `inverted` swaps black and white.
fn stretched(image: &Image, inverted: bool) -> Image {
    let grey = Grey::of(image);
    let levels = exposure::GreyHistogram::of(&grey);
    let (black, white) = (levels.percentile(0.005), levels.percentile(0.995));
    let level = |sample: &u8| {
        let share = ((f32::from(*sample) - black) / (white - black).max(1.0)).clamp(0.0, 1.0);
        (255.0 * if inverted { 1.0 - share } else { share }).round() as u8
    };
    image.with_pixels(Pixels::Grey8(grey.samples.iter().map(level).collect()))
}

/// Columns and rows of a part: from, up to.
type PictureRange = [(usize, usize); 2];

/// Without its uniform border; and the largest non-empty part between straight edges, without its own.
fn cut(image: &Image) -> Vec<Image> {
    let grey = Grey::of(image);
    let turned = grey.transposed();
    let whole = [(0, grey.width), (0, grey.height)];
    let between = |grey: &Grey, side: usize| -> Vec<(usize, usize)> {
        let mut at = vec![0];
        at.extend(lines::edges(grey).map(|row| row + 1));
        at.push(side);
        let least = (LEAST_SHARE * side as f32) as usize;
        at.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).filter(|(a, b)| b - a > least).collect()
    };
    let (columns, rows) = (between(&turned, grey.width), between(&grey, grey.height));
    let parts = columns.iter().flat_map(|across| rows.iter().map(|down| [*across, *down]));
    let area = |part: &PictureRange| part.iter().map(|(from, to)| to - from).product::<usize>();
    let largest = parts.filter(|part| holds_something(&grey, *part)).max_by_key(area);
    let mut cut = Vec::new();
    for part in [Some(whole), largest].into_iter().flatten() {
        let Some(inside) = crop(image, part) else { continue };
        let grey = Grey::of(&inside);
        let Some(framed) = crop(&inside, frame::inside(&grey, &grey.transposed())) else { continue };
        if !cut.contains(&framed) {
            cut.push(framed);
        }
    }
    cut
}

fn holds_something(grey: &Grey, [across, down]: PictureRange) -> bool {
    let rows = grey.rows().skip(down.0).take(down.1 - down.0);
    let samples = rows.flat_map(|row| row.get(across.0..across.1).unwrap_or_default());
    let (least, most) = samples.fold((255, 0), |(least, most), &level| (level.min(least), level.max(most)));
    most.saturating_sub(least) >= LEAST_CONTRAST
}

/// A crop of a picture, in grey or colour as before.
fn crop(image: &Image, [across, down]: PictureRange) -> Option<Image> {
    let each = if matches!(image.pixels(), Pixels::Rgb8(_)) { 3 } else { 1 };
    let grey;
    let samples = match image.pixels() {
        Pixels::Grey8(samples) | Pixels::Rgb8(samples) => samples,
        Pixels::Grey16(_) => {
            grey = Grey::of(image).samples;
            &grey
        }
    };
    let (width, height) = (across.1.checked_sub(across.0)?, down.1.checked_sub(down.0)?);
    let rows = samples.chunks_exact(image.width() as usize * each).skip(down.0).take(height);
    let kept: Vec<u8> =
        rows.flat_map(|row| row.get(across.0 * each..across.1 * each).unwrap_or_default()).copied().collect();
    let pixels = if each == 3 { Pixels::Rgb8(kept) } else { Pixels::Grey8(kept) };
    Image::new(u32::try_from(width).ok()?, u32::try_from(height).ok()?, pixels)
}
