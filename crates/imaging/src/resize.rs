//! Resizing: one filter, Catmull-Rom, convolved over the source footprint, so that shrinking is antialiased.
//!
//! 8-bit samples with integer arithmetic, so every platform gives equal bytes. Sample values
//! are filtered as they are stored (no linear light): the pictures are measurements, not
//! photographs, and the pretrained weights were made the same way.

use super::image::{Image, Pixels};
use super::luma::grey_from_image;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};

/// The whole picture in a square of `size` pixels: the longest side becomes `size`, the rest is padded evenly on both
/// sides (an odd pixel goes right or below).
///
/// Gives `Grey8` or `Rgb8`. A `size` of 0 is taken as 1.
///
/// ```
/// use imaging::resize::contain;
/// use imaging::{Image, Pixels};
///
/// let wide = Image::new(4, 2, Pixels::Grey8(vec![90; 8])).unwrap();
/// let rows = [vec![7; 4], vec![90; 8], vec![7; 4]];
/// assert_eq!(contain(&wide, 4, 7).pixels(), &Pixels::Grey8(rows.concat()));
/// ```
#[must_use]
pub fn contain(image: &Image, size: u32, fill: u8) -> Image {
    let size = size.max(1);
    let (width, height) = scaled(image, size);
    place(&scale(image, width, height), size, fill)
}

/// The picture with its longest side at most `longest`; smaller pictures are unchanged.
///
/// Gives `Grey8` or `Rgb8`.
///
/// ```
/// use imaging::resize::fit_within;
/// use imaging::{Image, Pixels};
///
/// let image = Image::new(40, 20, Pixels::Grey8(vec![9; 800])).unwrap();
/// let small = fit_within(&image, 10);
/// assert_eq!((small.width(), small.height()), (10, 5));
/// assert_eq!(fit_within(&image, 1000), image);
/// ```
#[must_use]
pub fn fit_within(image: &Image, longest: u32) -> Image {
    let longest = longest.max(1).min(image.width().max(image.height()));
    let (width, height) = scaled(image, longest);
    scale(image, width, height)
}

/// The picture with its longest side at exactly `longest`; smaller pictures are enlarged.
///
/// Gives `Grey8` or `Rgb8`. A `longest` of 0 is taken as 1.
///
/// ```
/// use imaging::resize::with_longest_side;
/// use imaging::{Image, Pixels};
///
/// let small = Image::new(4, 2, Pixels::Grey8(vec![90; 8])).unwrap();
/// let large = with_longest_side(&small, 8);
/// assert_eq!((large.width(), large.height()), (8, 4));
/// ```
#[must_use]
pub fn with_longest_side(image: &Image, longest: u32) -> Image {
    let (width, height) = scaled(image, longest.max(1));
    scale(image, width, height)
}

/// The picture at independent sides, for pixels that are not square. A side of 0 is taken as 1.
///
/// Gives `Grey8` or `Rgb8`.
#[must_use]
pub fn stretch(image: &Image, width: u32, height: u32) -> Image {
    scale(image, width.max(1), height.max(1))
}

/// Sides with the longest at `longest` and the other in proportion, rounded, at least 1.
fn scaled(image: &Image, longest: u32) -> (u32, u32) {
    let (width, height) = (u64::from(image.width()), u64::from(image.height()));
    let most = width.max(height);
    let side = |side: u64| (((2 * side * u64::from(longest) + most) / (2 * most)) as u32).max(1);
    (side(width), side(height))
}

/// 8-bit samples at a new size.
fn scale(image: &Image, width: u32, height: u32) -> Image {
    if (image.width(), image.height()) == (width, height) && !matches!(image.pixels(), Pixels::Grey16(_)) {
        return image.clone();
    }
    let size = (image.width(), image.height());
    let pixels = match image.pixels() {
        Pixels::Grey16(_) => return scale(&grey_from_image(image), width, height),
        Pixels::Grey8(samples) => Pixels::Grey8(convolved::<U8>(samples, size, (width, height))),
        Pixels::Rgb8(samples) => Pixels::Rgb8(convolved::<U8x3>(samples, size, (width, height))),
    };
    Image::new(width, height, pixels).unwrap_or_else(|| image.clone())
}

/// Samples of pixels of one kind, from one size to another. The pixel type is static and not dynamic: that would link
/// all thirteen types with their tables, half a megabyte of the worker.
fn convolved<P: PixelTrait>(samples: &[u8], (width, height): (u32, u32), to: (u32, u32)) -> Vec<u8> {
    let filter = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom)).use_alpha(false);
    let mut target = vec![0; to.0 as usize * to.1 as usize * P::size()];
    let source = TypedImageRef::<P>::from_buffer(width, height, samples).ok();
    let done = source.zip(TypedImage::<P>::from_buffer(to.0, to.1, &mut target).ok());
    let done = done.and_then(|(source, mut view)| Resizer::new().resize_typed(&source, &mut view, &filter).ok());
    // Else the picture would be black, and answered.
    assert!(done.is_some(), "an Image has as many samples as its size asks for");
    target
}

/// Copies rows of a fitting picture into the middle of a padded square.
fn place(image: &Image, size: u32, fill: u8) -> Image {
    let (samples, per_pixel) = match image.pixels() {
        Pixels::Grey8(samples) => (samples, 1),
        Pixels::Rgb8(samples) => (samples, 3),
        Pixels::Grey16(_) => return place(&grey_from_image(image), size, fill),
    };
    if (image.width(), image.height()) == (size, size) {
        return image.clone();
    }
    let [side, width] = [size, image.width()].map(|columns| columns as usize * per_pixel);
    let left = (size.saturating_sub(image.width()) / 2) as usize * per_pixel;
    let top = (size.saturating_sub(image.height()) / 2) as usize;
    let mut square = vec![fill; side * size as usize];
    for (target, source) in square.chunks_exact_mut(side).skip(top).zip(samples.chunks_exact(width)) {
        if let Some(target) = target.get_mut(left..left + width) {
            target.copy_from_slice(source);
        }
    }
    let pixels = if per_pixel == 1 { Pixels::Grey8(square) } else { Pixels::Rgb8(square) };
    Image::new(size, size, pixels).unwrap_or_else(|| image.clone())
}
