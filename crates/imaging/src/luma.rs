//! Reduction of depth and colour to the network's input format.

use super::image::{Image, Pixels};

/// 8-bit grey. Colour by the weights of Rec. 601, as JPEG itself uses; 16 bits over their full range.
///
/// ```
/// use imaging::{Image, Pixels, grey_from_image};
///
/// let deep = Image::new(2, 1, Pixels::Grey16(vec![0, 65_535])).unwrap();
/// assert_eq!(grey_from_image(&deep).pixels(), &Pixels::Grey8(vec![0, 255]));
/// ```
#[must_use]
pub fn grey_from_image(image: &Image) -> Image {
    let samples = match image.pixels() {
        Pixels::Grey8(samples) => samples.clone(),
        Pixels::Grey16(samples) => samples.iter().map(|&sample| eight_bits(sample)).collect(),
        Pixels::Rgb8(samples) => samples.chunks_exact(3).map(luma).collect(),
    };
    image.with_pixels(Pixels::Grey8(samples))
}

/// 8-bit RGB; grey is repeated.
///
/// ```
/// use imaging::{Image, Pixels, rgb_from_image};
///
/// let grey = Image::new(1, 1, Pixels::Grey8(vec![9])).unwrap();
/// assert_eq!(rgb_from_image(&grey).pixels(), &Pixels::Rgb8(vec![9, 9, 9]));
/// ```
#[must_use]
pub fn rgb_from_image(image: &Image) -> Image {
    let samples = match image.pixels() {
        Pixels::Grey8(samples) => samples.iter().flat_map(|&sample| [sample; 3]).collect(),
        Pixels::Grey16(samples) => samples.iter().flat_map(|&sample| [eight_bits(sample); 3]).collect(),
        Pixels::Rgb8(samples) => samples.clone(),
    };
    image.with_pixels(Pixels::Rgb8(samples))
}

/// RGBA, 8 bit, opaque: what a canvas takes. `width * height * 4` bytes.
///
/// ```
/// use imaging::{Image, Pixels, rgba_from_image};
///
/// let grey = Image::new(1, 1, Pixels::Grey8(vec![9])).unwrap();
/// assert_eq!(rgba_from_image(&grey), [9, 9, 9, 255]);
/// ```
#[must_use]
pub fn rgba_from_image(image: &Image) -> Vec<u8> {
    let grey = |sample: u8| [sample, sample, sample, 255];
    match image.pixels() {
        Pixels::Grey8(samples) => samples.iter().flat_map(|&sample| grey(sample)).collect(),
        Pixels::Grey16(samples) => samples.iter().flat_map(|&sample| grey(eight_bits(sample))).collect(),
        Pixels::Rgb8(samples) => samples.as_chunks::<3>().0.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect(),
    }
}

/// `sample / 257`, rounded: 0 stays 0 and 65,535 becomes 255.
///
/// The full range, not the picture's own: stretching would change with every stray bright
/// pixel. Windows are for DICOM, where the file states them.
///
/// ```
/// assert_eq!([0, 257, 65_535].map(imaging::eight_bits), [0, 1, 255]);
/// ```
#[must_use]
pub fn eight_bits(sample: u16) -> u8 {
    // At most 65,663 / 257 = 255.
    ((u32::from(sample) + 128) / 257) as u8
}

/// 0.299 R + 0.587 G + 0.114 B (Rec. 601) in 16-bit fixed point, rounded. The weights sum to
/// 65,536, so a grey stored as colour keeps its value.
fn luma(rgb: &[u8]) -> u8 {
    let sum: u32 = rgb.iter().zip([19_595, 38_470, 7_471]).map(|(&sample, weight)| u32::from(sample) * weight).sum();
    ((sum + 32_768) >> 16) as u8
}
