//! Compressed frames: one file per standard, each checked against the size that the file's elements declare.
//!
//! Invariant: no decoder allocates before its own header agrees with the file's rows, columns and samples.

mod jpeg;
mod jpeg2000;
mod jpegls;
mod rle;

use super::error::DicomError;
use super::pixels::description::Description;
use super::transfer::Packing;

pub(super) use jpeg2000::code_stream;
pub(super) use rle::cells_from_rle;

/// A decoded frame of a JPEG family: samples interleaved by pixel, as two's complement where signed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DecodedFrame {
    /// `pixels × components` of them.
    pub(super) samples: Vec<u16>,
    /// Precision, 1 to 16.
    pub(super) bits: u32,
    /// The colour space by the stream itself.
    pub(super) colour: StreamColour,
}

/// The colour space that a compressed stream states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StreamColour {
    /// None: the photometric interpretation applies.
    Declared,
    /// Red, green, blue.
    Rgb,
    /// Luma and colour differences.
    Ybr,
}

/// The size that a stream must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StreamShape {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) components: usize,
}

impl StreamShape {
    fn of(description: &Description) -> Self {
        Self { width: description.width, height: description.height, components: description.samples }
    }

    fn pixels(self) -> usize {
        self.width as usize * self.height as usize
    }

    /// # Errors
    /// `Damaged` when the stream's size differs from the file's.
    fn check(self, codec: &str, width: u32, height: u32, components: usize) -> Result<(), DicomError> {
        if (self.width, self.height, self.components) == (width, height, components) {
            return Ok(());
        }
        let Self { width: columns, height: rows, components: samples } = self;
        Err(DicomError::Damaged(text::dicom_codec::size(columns, rows, samples, codec, width, height, components)))
    }
}

/// Samples per pixel by a compressed frame's own header.
pub(super) fn components(packing: Packing, frame: &[u8], of: &Description) -> Option<usize> {
    match packing {
        Packing::Rle => rle::components(frame, of),
        Packing::Jpeg2000 => jpeg2000::components(frame),
        // T.81, B.2.2: the count stands behind precision, rows and columns.
        Packing::Jpeg | Packing::JpegLs => frame_header(frame)?.1.get(5).copied().map(usize::from),
        Packing::Native | Packing::Unread => None,
    }
}

/// Whether a JPEG stream is of a progressive process (T.81, table B.1).
pub(super) fn is_progressive(frame: &[u8]) -> bool {
    frame_header(frame).is_some_and(|(marker, _)| marker == 0xC2)
}

/// Whether a JPEG stream is of the lossless process (T.81, table B.1).
pub(super) fn is_lossless_jpeg(frame: &[u8]) -> bool {
    frame_header(frame).is_some_and(|(marker, _)| marker == 0xC3)
}

/// The first frame header of a JPEG or JPEG-LS stream, and its marker.
fn frame_header(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut at = 0;
    while let Some(segment) = ::jpeg::next_segment(bytes, at).ok()? {
        if matches!(segment.marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xF7) {
            return Some((segment.marker, segment.content));
        }
        if segment.marker == 0xDA {
            return None;
        }
        at = segment.end;
    }
    None
}

/// A stand-alone JPEG picture in one of the processes that few decoders support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// `pixels × components` of them.
    pub samples: Vec<u16>,
    /// Precision, 1 to 16.
    pub bits: u32,
    /// Whether the file says that three components are red, green and blue.
    pub is_rgb: bool,
}

/// Decodes a JPEG file of one or three components: sequential of 8 and 12 bits, lossless of 2 to 16.
///
/// # Errors
/// `Damaged`, `Truncated`, `Unsupported` for other processes.
pub fn jpeg(bytes: &[u8], width: u32, height: u32, components: usize) -> Result<Coded, DicomError> {
    let DecodedFrame { samples, bits, colour } = jpeg::decode(bytes, StreamShape { width, height, components })?;
    Ok(Coded { samples, bits, is_rgb: colour == StreamColour::Rgb })
}

/// A rewritten frame of JPEG or JPEG-LS, in which a decoder reads every byte, and its precision.
///
/// # Errors
/// As for decoding: picture data that cannot be decoded cannot be distinguished from extra data.
pub(super) fn anew(packing: Packing, frame: &[u8], of: &Description) -> Result<(Vec<u8>, u32), DicomError> {
    let anew = if packing == Packing::JpegLs { jpegls::anew } else { jpeg::anew };
    anew(frame, StreamShape::of(of))
}

/// Planes of at least so many numbers as samples interleaved by pixel, each number through a function.
fn by_pixel<T: Copy>(planes: &[impl AsRef<[T]>], pixels: usize, sample: impl Fn(T) -> u16) -> Vec<u16> {
    if let [one] = planes {
        // Without a stride, so that the compiler converts several at once.
        return one.as_ref().iter().take(pixels).map(|&number| sample(number)).collect();
    }
    let mut samples = vec![0; pixels * planes.len()];
    for (first, plane) in planes.iter().enumerate() {
        let places = samples.iter_mut().skip(first).step_by(planes.len());
        places.zip(plane.as_ref()).for_each(|(place, &number)| *place = sample(number));
    }
    samples
}

/// Decodes a frame of a JPEG family.
pub(super) fn decode(packing: Packing, frame: &[u8], of: &Description) -> Result<DecodedFrame, DicomError> {
    let shape = StreamShape::of(of);
    match packing {
        Packing::JpegLs => jpegls::decode(frame, shape),
        Packing::Jpeg2000 => jpeg2000::decode(frame, shape),
        _ => jpeg::decode(frame, shape),
    }
}

#[cfg(test)]
mod tests {
    use super::by_pixel;

    #[test]
    fn planes_become_pixels_and_what_is_left_of_them_is_left_out() {
        let tenfold = |number: u16| 10 * number;
        let planes = [vec![1, 2, 3], vec![4, 5, 6], vec![7, 8, 9, 9]];
        assert_eq!(by_pixel(&planes, 3, tenfold), [10, 40, 70, 20, 50, 80, 30, 60, 90]);
        assert_eq!(by_pixel(&planes[..2], 2, tenfold), [10, 40, 20, 50]);
        assert_eq!(by_pixel(&planes[..1], 2, tenfold), [10, 20]);
    }
}
