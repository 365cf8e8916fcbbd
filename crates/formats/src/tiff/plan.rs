//! The picture's layout from the directory: size, sample format, colours, parts.

use super::directory::Directory;
use imaging::Format::Tiff;
use imaging::{ImagingError, Limits};
use text::Message;

/// Sample format (tag 339).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SampleFormat {
    Unsigned,
    Signed,
    Float,
}

/// Photometric interpretation (tag 262).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhotometricInterpretation {
    /// Grey, and whether 0 is white.
    Grey {
        inverted: bool,
    },
    Rgb,
    Palette,
    Cmyk,
    Ybr,
}

/// Meaning of an extra sample (tag 338).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alpha {
    /// None, or ignored.
    None,
    /// Unassociated alpha: colours are to be multiplied by it.
    Straight,
    /// Associated alpha: colours are already multiplied by it, and correct over black.
    Multiplied,
}

/// What is known before a pixel is read.
#[derive(Clone, Debug)]
pub(super) struct ImagePlan {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Bits of a sample, 1 to 64.
    pub(super) bits: usize,
    /// Samples of a pixel in the file.
    pub(super) samples: usize,
    pub(super) kind: SampleFormat,
    pub(super) colour: PhotometricInterpretation,
    pub(super) alpha: Alpha,
    pub(super) compression: u64,
    /// Whether each colour is a separate plane.
    pub(super) planar: bool,
    pub(super) predictor: u64,
    /// Pixels of a part across, and its lines.
    pub(super) part: (usize, usize),
    /// Number of parts across and down.
    pub(super) parts: (usize, usize),
    pub(super) tiled: bool,
    /// Whether the lowest bit of each byte comes first.
    pub(super) reversed: bool,
    /// Luma samples per chroma pair, across and down.
    pub(super) subsampling: (usize, usize),
    pub(super) orientation: u8,
}

impl ImagePlan {
    /// # Errors
    /// `TooManyPixels`, `TooSmall`, `Damaged`, and `Unsupported` with the name of what is not supported.
    pub(super) fn of(page: &Directory<'_>, limits: &Limits) -> Result<Self, ImagingError> {
        let side = |tag| page.first(tag).and_then(|side| u32::try_from(side).ok());
        let (Some(width), Some(height)) = (side(256), side(257)) else {
            return Err(Tiff.damaged(text::formats::no_size()));
        };
        limits.check_size(width, height)?;
        let (width, height) = (width as usize, height as usize);
        let samples = page.first(277).unwrap_or(1);
        let samples = usize::try_from(samples).ok().filter(|count| (1..=64).contains(count));
        let samples = samples.ok_or_else(|| Tiff.unsupported(text::formats::many_samples()))?;
        let compression = page.first(259).unwrap_or(1);
        let colour = colour(page.first(262), samples)?;
        let counted = match colour {
            PhotometricInterpretation::Grey { .. } | PhotometricInterpretation::Palette => 1,
            PhotometricInterpretation::Rgb | PhotometricInterpretation::Ybr => 3,
            PhotometricInterpretation::Cmyk => 4,
        };
        if samples < counted {
            return Err(Tiff.damaged(text::formats::few_samples()));
        }
        let bits = bits(page, counted)?;
        let kind = match page.first(339).unwrap_or(1) {
            2 => SampleFormat::Signed,
            3 => SampleFormat::Float,
            5 | 6 => return Err(Tiff.unsupported(text::formats::complex())),
            _ => SampleFormat::Unsigned,
        };
        if kind == SampleFormat::Float && !matches!(bits, 16 | 32 | 64) {
            return Err(Tiff.unsupported(text::formats::float_bits(bits)));
        }
        let tiled = page.find(324).is_some() || page.find(322).is_some();
        let part_side = |tag, whole: usize| match page.first(tag) {
            Some(side) => usize::try_from(side).ok().filter(|side| *side > 0),
            None => Some(whole),
        };
        let part = if tiled {
            part_side(322, width).zip(part_side(323, height))
        } else {
            // A value above the number of lines means all of them.
            Some((width, part_side(278, height).unwrap_or(height).min(height)))
        };
        let part = part.ok_or_else(|| Tiff.damaged(text::formats::tiles()))?;
        let alpha = match (samples > counted, page.first(338)) {
            (false, _) | (true, Some(0 | 3..)) => Alpha::None,
            (true, Some(1)) => Alpha::Multiplied,
            (true, _) => Alpha::Straight,
        };
        let subsampling = |at| {
            let stated = page.find(530).and_then(|entry| page.whole(&entry, at));
            stated.and_then(|factor| usize::try_from(factor).ok()).unwrap_or(2)
        };
        Ok(Self {
            width,
            height,
            bits,
            samples,
            kind,
            colour,
            alpha,
            compression,
            planar: page.first(284) == Some(2) && samples > 1,
            predictor: page.first(317).unwrap_or(1),
            part,
            parts: (width.div_ceil(part.0), height.div_ceil(part.1)),
            tiled,
            reversed: page.first(266) == Some(2),
            subsampling: if colour == PhotometricInterpretation::Ybr {
                (subsampling(0), subsampling(1))
            } else {
                (1, 1)
            },
            orientation: page
                .first(274)
                .and_then(|of| u8::try_from(of).ok())
                .filter(|of| (1..=8).contains(of))
                .unwrap_or(1),
        })
    }

    /// Samples of a pixel in each part.
    pub(super) fn together(&self) -> usize {
        if self.planar { 1 } else { self.samples }
    }

    /// Samples that are colours.
    pub(super) fn colours(&self) -> usize {
        match self.colour {
            PhotometricInterpretation::Grey { .. } | PhotometricInterpretation::Palette => 1,
            PhotometricInterpretation::Rgb | PhotometricInterpretation::Ybr => 3,
            PhotometricInterpretation::Cmyk => 4,
        }
    }

    /// Samples of a pixel that are used: colours, and unassociated alpha.
    pub(super) fn kept(&self) -> usize {
        let counts = self.alpha == Alpha::Straight && self.kind == SampleFormat::Unsigned && self.bits <= 16;
        self.colours() + usize::from(counts && self.colour != PhotometricInterpretation::Palette)
    }

    /// The number of planes.
    pub(super) fn planes(&self) -> usize {
        if self.planar { self.kept().min(self.samples) } else { 1 }
    }

    /// Lines of a part, counted over all planes: tiles are complete, the last strip has the remaining ones.
    pub(super) fn lines(&self, part: usize) -> usize {
        let (across, down) = self.parts;
        let row = part / across.max(1) % down.max(1) * self.part.1;
        if self.tiled { self.part.1 } else { self.part.1.min(self.height.saturating_sub(row)) }
    }

    /// Bytes of a line of a part; `None` on overflow.
    pub(super) fn line_bytes(&self) -> Option<usize> {
        Some(self.part.0.checked_mul(self.together())?.checked_mul(self.bits)?.div_ceil(8))
    }
}

fn colour(photometric: Option<u64>, samples: usize) -> Result<PhotometricInterpretation, ImagingError> {
    let what = match photometric {
        Some(0) => return Ok(PhotometricInterpretation::Grey { inverted: true }),
        Some(1 | 4) => return Ok(PhotometricInterpretation::Grey { inverted: false }),
        Some(2) => return Ok(PhotometricInterpretation::Rgb),
        Some(3) => return Ok(PhotometricInterpretation::Palette),
        Some(5) if samples >= 4 => return Ok(PhotometricInterpretation::Cmyk),
        Some(6) => return Ok(PhotometricInterpretation::Ybr),
        // Omitted by some scanners.
        None => {
            return Ok(if samples >= 3 {
                PhotometricInterpretation::Rgb
            } else {
                PhotometricInterpretation::Grey { inverted: false }
            });
        }
        Some(5) => text::formats::inks(),
        Some(8..=10) => text::formats::cie_lab(),
        Some(32_803) => text::formats::mosaic(),
        Some(32_844 | 32_845) => text::formats::logluv(),
        Some(34_892) => text::formats::linear_raw(),
        Some(_) => text::formats::unknown_colours(),
    };
    Err(Tiff.unsupported(what))
}

/// Bits per sample, which must agree for all used samples.
fn bits(page: &Directory<'_>, counted: usize) -> Result<usize, ImagingError> {
    let Some(entry) = page.find(258) else { return Ok(1) };
    let first = page.whole(&entry, 0).unwrap_or(1);
    let others = (1..entry.count.min(counted as u64)).filter_map(|at| page.whole(&entry, at));
    if others.into_iter().any(|of| of != first) {
        return Err(Tiff.unsupported(text::formats::unequal_depth()));
    }
    let known = usize::try_from(first).ok().filter(|bits| (1..=32).contains(bits) || *bits == 64);
    known.ok_or_else(|| Tiff.unsupported(text::formats::sample_bits(first)))
}

/// The name of an unsupported compression.
pub(super) fn compression(code: u64) -> Message {
    let name = match code {
        6 => text::formats::old_jpeg(),
        10 => text::formats::jbig_colour(),
        32_895..=32_898 => text::formats::printer(),
        34_892 => text::formats::lossy_raw(),
        _ => match coding(code) {
            Some(name) => text::formats::coding(name),
            None => return text::formats::compression(code),
        },
    };
    text::formats::compression_named(code, name)
}

/// The name of a known compression.
fn coding(code: u64) -> Option<&'static str> {
    Some(match code {
        9 | 34_661 => "JBIG",
        32_766 => "NeXT",
        32_809 => "ThunderScan",
        32_908 | 32_909 => "PixarLog",
        33_003 | 33_004 | 33_005 | 34_712 => "JPEG 2000",
        34_676 | 34_677 => "SGI LogLuv",
        34_887 => "LERC",
        34_925 => "LZMA",
        34_933 => "PNG",
        34_934 | 22_610 => "JPEG XR",
        50_001 | 34_927 => "WebP",
        50_002 | 52_546 => "JPEG XL",
        _ => return None,
    })
}
