//! YCbCr parts: JPEG pictures (Technical Note 2), and those of section 21 with subsampled chroma.

use super::fax::FaxOptions;
use super::plan::{Alpha, ImagePlan, PhotometricInterpretation, SampleFormat};
use super::unpack::unpack;
use imaging::Format::{Jpeg, Tiff};
use imaging::decode::jpeg::{walk, whole};
use imaging::{ImagingError, Pixels};

/// Supported JPEG inside TIFF: 8 bits, grey or three colours.
///
/// # Errors
/// `Unsupported`.
pub(super) fn check(plan: &ImagePlan) -> Result<(), ImagingError> {
    let is_known = matches!(
        plan.colour,
        PhotometricInterpretation::Grey { .. } | PhotometricInterpretation::Rgb | PhotometricInterpretation::Ybr
    );
    if plan.bits != 8
        || plan.kind != SampleFormat::Unsigned
        || !is_known
        || (plan.planar && plan.colour == PhotometricInterpretation::Ybr)
    {
        return Err(Tiff.unsupported(text::formats::jpeg_samples()));
    }
    if plan.alpha == Alpha::Straight || !matches!(plan.together(), 1 | 3) {
        return Err(Tiff.unsupported(text::formats::jpeg_alpha()));
    }
    Ok(())
}

/// Decodes a part, and passes on its pixels: grey, or red, green and blue.
///
/// # Errors
/// As for a JPEG file.
pub(super) fn part(
    packed: &[u8],
    tables: Option<&[u8]>,
    plan: &ImagePlan,
    (width, lines): (usize, usize),
    mut put: impl FnMut(usize, usize, &[u8]),
) -> Result<(), ImagingError> {
    let fault = |error: ImagingError| match error {
        ImagingError::Truncated { detail, .. } => Tiff.truncated(detail),
        ImagingError::Unsupported { detail, .. } => Tiff.unsupported(text::formats::jpeg_kind(detail)),
        other => Tiff.damaged(text::formats::part_jpeg_fault(other.message())),
    };
    let body = packed.strip_prefix(&[0xFF, 0xD8]).ok_or_else(|| Tiff.damaged(text::formats::part_no_jpeg()))?;
    let mut file = vec![0xFF, 0xD8];
    // Tables that all parts share are in a tag, as an abbreviated JPEG stream.
    let tables = tables.and_then(|tables| tables.strip_prefix(&[0xFF, 0xD8]));
    let tables = tables.map(|tables| tables.strip_suffix(&[0xFF, 0xD9]).unwrap_or(tables)).unwrap_or_default();
    file.extend_from_slice(tables);
    // Where the stream does not state the colour space, the directory does: passed on as an Adobe marker.
    let transform = u8::from(plan.colour == PhotometricInterpretation::Ybr);
    let word = [0xFF, 0xEE, 0, 14, b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, transform];
    if plan.together() == 3 {
        file.extend_from_slice(&word);
    }
    file.extend_from_slice(body);
    let header = walk(&file).map_err(fault)?;
    let size = (usize::from(header.width), usize::from(header.height));
    let is_deep = header.precision != 8 || header.process == 0xC3;
    if is_deep || usize::from(header.components) != plan.together() {
        return Err(fault(Jpeg.unsupported(text::formats::other_samples())));
    }
    // Size limit of a part: a larger one does not belong to this picture.
    if size.0 < width.min(plan.width)
        || size.1 < lines.min(plan.height)
        || size.0 > width + 16
        || size.1 > plan.part.1 + 16
    {
        return Err(Tiff.damaged(text::formats::part_jpeg_size()));
    }
    let image = whole(&file, &header).map_err(fault)?;
    let samples = match image.pixels() {
        Pixels::Grey8(samples) | Pixels::Rgb8(samples) => samples,
        Pixels::Grey16(_) => return Ok(()),
    };
    let each = plan.together();
    for (y, row) in samples.chunks_exact(size.0 * each).take(lines).enumerate() {
        row.chunks_exact(each).take(width).enumerate().for_each(|(x, pixel)| put(x, y, pixel));
    }
    Ok(())
}

/// Units of several luma samples and a pair of chroma samples (TIFF 6.0, section 21).
///
/// # Errors
/// `Truncated`, `Damaged`, `Unsupported`.
pub(super) fn differences(
    packed: &[u8],
    plan: &ImagePlan,
    line: usize,
    lines: usize,
    options: FaxOptions,
    mut put: impl FnMut(usize, usize, [u8; 3]),
) -> Result<(), ImagingError> {
    let (across, down) = plan.subsampling;
    if !matches!((across, down), (1 | 2 | 4, 1 | 2 | 4)) || plan.bits != 8 || plan.planar || plan.samples != 3 {
        return Err(Tiff.unsupported(text::formats::differences(across, down)));
    }
    let unit = across * down + 2;
    let (units, rows) = (plan.part.0.div_ceil(across), lines.div_ceil(down));
    let wanted = units.saturating_mul(unit).saturating_mul(rows);
    // A buffer of the size of whole pixels is enough, except for units that reach beyond the picture.
    let (line, lines) = if wanted > line.saturating_mul(lines) { (wanted, 1) } else { (units * unit, rows) };
    let bytes = unpack(plan, packed, (line, lines), options)?;
    for (at, samples) in bytes.chunks_exact(unit).take(units * rows).enumerate() {
        let (luma, pair) = samples.split_at(across * down);
        let &[cb, cr] = pair else { continue };
        for (place, &y) in luma.iter().enumerate() {
            put(at % units * across + place % across, at / units * down + place / across, [y, cb, cr]);
        }
    }
    Ok(())
}
