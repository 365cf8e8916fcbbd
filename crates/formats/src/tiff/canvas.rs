//! Samples of all parts at their positions, and the resulting picture.

use super::plan::{Alpha, ImagePlan, PhotometricInterpretation, SampleFormat};
use crate::fields::Order;
use imaging::decode::{Range, Scale};
use imaging::{Pixels, eight_bits};
use text::Message;

/// Samples pixel by pixel, in the narrowest type that holds them.
pub(super) enum Canvas {
    /// Unsigned, at most 8 bits.
    Bytes(Vec<u8>),
    /// Unsigned, at most 16 bits.
    Words(Vec<u16>),
    /// Colours of all other kinds, of which eight bits are shown.
    Singles(Vec<f32>),
    /// Grey of all other kinds.
    Doubles(Vec<f64>),
}

impl Canvas {
    /// Bytes that a canvas takes.
    pub(super) fn bytes(plan: &ImagePlan) -> usize {
        let each = match (plan.kind, plan.bits, plan.colours()) {
            (SampleFormat::Unsigned, ..=8, _) => 1,
            (SampleFormat::Unsigned, ..=16, _) => 2,
            (.., 1) => 8,
            _ => 4,
        };
        plan.width.saturating_mul(plan.height).saturating_mul(plan.kept()).saturating_mul(each)
    }

    /// All zeros; `None` where there is not enough memory.
    pub(super) fn new(plan: &ImagePlan) -> Option<Self> {
        fn zeros<T: Clone + Default>(count: usize) -> Option<Vec<T>> {
            let mut room = Vec::new();
            room.try_reserve_exact(count).ok()?;
            room.resize(count, T::default());
            Some(room)
        }
        let count = plan.width.checked_mul(plan.height)?.checked_mul(plan.kept())?;
        Some(match (plan.kind, plan.bits, plan.colours()) {
            (SampleFormat::Unsigned, ..=8, _) => Self::Bytes(zeros(count)?),
            (SampleFormat::Unsigned, ..=16, _) => Self::Words(zeros(count)?),
            (.., 1) => Self::Doubles(zeros(count)?),
            _ => Self::Singles(zeros(count)?),
        })
    }

    /// Copies at most `most` pixels of a line of bytes whose format equals the canvas's; `false` where it differs.
    pub(super) fn copy(&mut self, pixel: Option<usize>, line: &[u8], plan: &ImagePlan, most: usize) -> bool {
        let Self::Bytes(samples) = self else { return false };
        if plan.bits != 8 || plan.planar || plan.kept() != plan.samples {
            return false;
        }
        let count = (most * plan.samples).min(line.len());
        let start = pixel.map(|pixel| pixel * plan.samples);
        let room = start.and_then(|start| samples.get_mut(start..start + count));
        if let (Some(room), Some(line)) = (room, line.get(..count)) {
            room.copy_from_slice(line);
        }
        true
    }

    /// Sets a sample from its bits in the file.
    pub(super) fn set(&mut self, place: usize, bits: u64, plan: &ImagePlan) {
        match self {
            // Of at most 8 and 16 bits.
            Self::Bytes(samples) => put(samples, place, bits as u8),
            Self::Words(samples) => put(samples, place, bits as u16),
            Self::Singles(samples) => put(samples, place, value(bits, plan) as f32),
            Self::Doubles(samples) => put(samples, place, value(bits, plan)),
        }
    }
}

fn put<T>(samples: &mut [T], place: usize, value: T) {
    if let Some(sample) = samples.get_mut(place) {
        *sample = value;
    }
}

/// The value of a sample's bits.
fn value(bits: u64, plan: &ImagePlan) -> f64 {
    match (plan.kind, plan.bits) {
        (SampleFormat::Unsigned, _) => bits as f64,
        (SampleFormat::Signed, width) => {
            let unused = 64 - width.min(64) as u32;
            ((bits << unused).cast_signed() >> unused) as f64
        }
        (SampleFormat::Float, 16) => half(bits as u16),
        (SampleFormat::Float, 32) => f64::from(f32::from_bits(bits as u32)),
        (SampleFormat::Float, _) => f64::from_bits(bits),
    }
}

/// An IEEE 754 half-precision number.
fn half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023) / 1024.0);
    sign * match exponent {
        0 => fraction * 2_f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2_f64.powi(exponent - 15),
    }
}

/// The bits of sample `index` of a line.
pub(super) fn bits(line: &[u8], index: usize, width: usize, order: Order) -> u64 {
    if width.is_multiple_of(8) {
        let bytes = width / 8;
        return crate::fields::number(line, index * bytes, bytes, order).unwrap_or_default();
    }
    // Starting at the highest bit, whatever the byte order.
    (index * width..(index + 1) * width).fold(0, |sum, at| {
        let bit = line.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
        sum << 1 | u64::from(bit)
    })
}

/// What the directory says about colours besides the plan.
pub(super) struct ColourTags {
    /// The smallest and the largest number that the file states.
    pub(super) stated: (Option<f64>, Option<f64>),
    /// Red, green and blue of the palette, 8 bits each.
    pub(super) palette: Vec<[u8; 3]>,
    /// For a YCbCr picture other than JPEG: shares of red and blue in luma, and black and white reference of each
    /// component.
    pub(super) ybr: Option<([f64; 2], [f64; 6])>,
}

/// The picture, how its greys derive from the file's numbers, and notes on assumptions.
pub(super) struct CanvasImage {
    pub(super) pixels: Pixels,
    pub(super) scale: Option<Scale>,
    pub(super) warnings: Vec<Message>,
}

/// The result of a canvas.
pub(super) fn made(canvas: Canvas, plan: &ImagePlan, tags: &ColourTags) -> CanvasImage {
    match plan.colour {
        PhotometricInterpretation::Grey { inverted } => grey(canvas, plan, tags, inverted),
        PhotometricInterpretation::Palette => {
            let entry = |index: usize| tags.palette.get(index).copied().unwrap_or_default();
            let pixels = match canvas {
                Canvas::Bytes(samples) => samples.into_iter().flat_map(|index| entry(index.into())).collect(),
                Canvas::Words(samples) => samples.into_iter().flat_map(|index| entry(index.into())).collect(),
                _ => Vec::new(),
            };
            CanvasImage { pixels: Pixels::Rgb8(pixels), scale: None, warnings: Vec::new() }
        }
        _ => colours(canvas, plan, tags),
    }
}

fn grey(canvas: Canvas, plan: &ImagePlan, tags: &ColourTags, inverted: bool) -> CanvasImage {
    let with_alpha = plan.kept() == 2;
    let plain = |pixels| CanvasImage { pixels, scale: None, warnings: Vec::new() };
    match canvas {
        Canvas::Bytes(samples) => {
            let most = (1_u32 << plan.bits) - 1;
            let byte = |sample: u8| {
                let grey = ((u32::from(sample) * 255 + most / 2) / most) as u8;
                if inverted { 255 - grey } else { grey }
            };
            let over = |pixel: &[u8; 2]| {
                let alpha = u32::from(pixel[1]) * 255 / most;
                ((u32::from(byte(pixel[0])) * alpha + 127) / 255) as u8
            };
            plain(Pixels::Grey8(if with_alpha {
                samples.as_chunks::<2>().0.iter().map(over).collect()
            } else {
                samples.into_iter().map(byte).collect()
            }))
        }
        Canvas::Words(samples) => {
            let each = if with_alpha { 2 } else { 1 };
            let most = u16::MAX >> (16 - plan.bits);
            let stated = tags.stated.1.filter(|most| *most >= 1.0 && *most < 65_535.0).map(|most| most as u16);
            let stated = stated.or((plan.bits < 16).then_some(most));
            let range = Range::of(samples.iter().copied().step_by(each), stated);
            let white = range.as_ref().map_or(u16::MAX, |range| range.most);
            let spread = Range { most: white, is_stated: true };
            let word = |sample: u16| if inverted { u16::MAX - spread.spread(sample) } else { spread.spread(sample) };
            let over = |pixel: &[u16; 2]| {
                let alpha = u32::from(pixel[1]) * 65_535 / u32::from(most);
                ((u32::from(word(pixel[0])) * alpha + 32_767) / 65_535) as u16
            };
            // Bits stated in the file need no note.
            let news = range.filter(|range| !(range.is_stated && range.most == most));
            CanvasImage {
                scale: range.filter(|_| !inverted && !with_alpha).as_ref().map(Range::scale),
                warnings: news.iter().map(Range::message).collect(),
                pixels: Pixels::Grey16(if with_alpha {
                    samples.as_chunks::<2>().0.iter().map(over).collect()
                } else {
                    samples.into_iter().map(word).collect()
                }),
            }
        }
        Canvas::Singles(samples) => plain(Pixels::Grey16(vec![0; samples.len()])),
        Canvas::Doubles(samples) => {
            let Ends { black, white, warning } = ends(samples.iter().copied(), plan, tags);
            let width = white - black;
            let word = |value: f64| {
                // Clamped to 0…65,535 by the cast; NaN becomes black.
                let grey = (65_535.0 * (value - black) / width).round() as u16;
                if inverted && !value.is_nan() { u16::MAX - grey } else { grey }
            };
            let is_whole = plan.kind != SampleFormat::Float;
            CanvasImage {
                pixels: Pixels::Grey16(samples.into_iter().map(word).collect()),
                scale: (!inverted).then_some(Scale { slope: width / 65_535.0, intercept: black, is_whole }),
                warnings: warning.into_iter().collect(),
            }
        }
    }
}

fn colours(canvas: Canvas, plan: &ImagePlan, tags: &ColourTags) -> CanvasImage {
    let kept = plan.kept();
    let (bytes, warning) = match canvas {
        Canvas::Bytes(samples) if plan.bits == 8 => (samples, None),
        Canvas::Bytes(samples) => {
            let most = (1_u32 << plan.bits) - 1;
            (samples.into_iter().map(|sample| ((u32::from(sample) * 255 + most / 2) / most) as u8).collect(), None)
        }
        Canvas::Words(samples) => {
            let most = u16::MAX >> (16 - plan.bits);
            let of = plan.colours().min(3);
            let stated = tags.stated.1.filter(|most| *most >= 1.0 && *most < 65_535.0).map(|most| most as u16);
            let colours = samples.chunks_exact(kept).flat_map(|pixel| pixel.iter().take(of).copied());
            let range = Range::of(colours, stated.or((plan.bits < 16).then_some(most)));
            let spread = Range { most: range.as_ref().map_or(u16::MAX, |range| range.most), is_stated: true };
            let alpha = Range { most, is_stated: true };
            let byte = |(at, sample): (usize, u16)| {
                eight_bits(if at % kept < plan.colours() { spread.spread(sample) } else { alpha.spread(sample) })
            };
            let news = range.filter(|range| !(range.is_stated && range.most == most));
            (samples.into_iter().enumerate().map(byte).collect(), news.map(|range| range.message()))
        }
        Canvas::Singles(samples) => {
            let Ends { black, white, warning } = ends(samples.iter().copied().map(f64::from), plan, tags);
            // Clamped to 0…255 by the cast.
            let byte = |value: f32| (255.0 * (f64::from(value) - black) / (white - black)).round() as u8;
            (samples.into_iter().map(byte).collect(), warning)
        }
        Canvas::Doubles(_) => (Vec::new(), None),
    };
    let over = |value: u8, alpha: u8| ((u16::from(value) * u16::from(alpha) + 127) / 255) as u8;
    let rgb = |pixel: &[u8]| match (plan.colour, pixel) {
        (PhotometricInterpretation::Cmyk, &[c, m, y, k, ..]) => [c, m, y].map(|ink| over(255 - ink, 255 - k)),
        (PhotometricInterpretation::Ybr, &[y, cb, cr, ..]) => {
            tags.ybr.map_or([y, cb, cr], |of| rgb_from_ybr([y, cb, cr], of))
        }
        (_, &[r, g, b, ..]) => [r, g, b],
        _ => [0; 3],
    };
    let has_alpha = kept > plan.colours() && plan.alpha == Alpha::Straight;
    let pixels = if plan.colour == PhotometricInterpretation::Rgb && kept == 3 {
        bytes
    } else {
        let laid = |pixel: &[u8]| {
            let alpha = if has_alpha { pixel.last().copied().unwrap_or(255) } else { 255 };
            rgb(pixel).map(|value| over(value, alpha))
        };
        bytes.chunks_exact(kept).flat_map(laid).collect()
    };
    CanvasImage { pixels: Pixels::Rgb8(pixels), scale: None, warnings: warning.into_iter().collect() }
}

/// TIFF 6.0, section 21: chroma centred on 128, and luma as shares of red, green and blue.
fn rgb_from_ybr(stored: [u8; 3], ([red, blue], [black, white, b0, b1, r0, r1]): ([f64; 2], [f64; 6])) -> [u8; 3] {
    let [y, cb, cr] = stored.map(f64::from);
    let luma = (y - black) * 255.0 / (white - black);
    let (cb, cr) = ((cb - b0) * 127.0 / (b1 - b0), (cr - r0) * 127.0 / (r1 - r0));
    let r = luma + cr * (2.0 - 2.0 * red);
    let b = luma + cb * (2.0 - 2.0 * blue);
    let g = (luma - red * r - blue * b) / (1.0 - red - blue);
    // Clamped to 0…255 by the cast.
    [r, g, b].map(|value| value.round() as u8)
}

struct Ends {
    black: f64,
    white: f64,
    warning: Option<Message>,
}

/// Black and white for numbers without an inherent range: as the file states, else 0 and 1 for floating point within
/// these, else all bits of unsigned numbers where half of the range is used, else the numbers' own range, with a note.
fn ends(values: impl Iterator<Item = f64>, plan: &ImagePlan, tags: &ColourTags) -> Ends {
    let finite = values.filter(|value| value.is_finite());
    let (least, most) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), value| (a.min(value), b.max(value)));
    let told = |black, white| Ends { black, white, warning: None };
    if let (Some(black), Some(white)) = tags.stated
        && black < white
        && least >= black
        && most <= white
    {
        return told(black, white);
    }
    let full = if plan.kind == SampleFormat::Unsigned { 2_f64.powi(plan.bits as i32) - 1.0 } else { 1.0 };
    let is_full = match plan.kind {
        SampleFormat::Unsigned => most > full / 2.0,
        SampleFormat::Float => least >= 0.0 && most <= 1.0,
        SampleFormat::Signed => false,
    };
    if is_full || least > most {
        return told(0.0, full);
    }
    let black = if plan.kind == SampleFormat::Unsigned { 0.0 } else { least };
    let white = if most > black { most } else { black + 1.0 };
    let [least, most, dark, light] = [least, most, black, white].map(|number| number.to_string());
    let warning = match plan.kind {
        SampleFormat::Unsigned => text::formats::no_greys_whole(least, most, dark, light),
        SampleFormat::Signed => text::formats::no_greys_signed(least, most, dark, light),
        SampleFormat::Float => text::formats::no_greys_fractions(least, most, dark, light),
    };
    Ends { black, white, warning: Some(warning) }
}
