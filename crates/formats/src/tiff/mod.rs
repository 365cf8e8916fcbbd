//! TIFF: the first page, in strips or tiles, of bits, numbers of 2 to 64 bits, floating point, with palettes and CMYK.
//!
//! Ours rather than the crate `tiff` 0.11, which has no palettes, no YCbCr, no 32-bit grey for `image`, and rejects
//! valid files of libtiff's collection as damaged: scanners, microscopes and laboratories use most of TIFF. `libtiff`
//! itself is C. Decompression uses crates: see `unpack`.
//!
//! Invariant: nothing is allocated that was not checked against [`Limits::decoder_bytes`] before.

mod canvas;
mod coded;
mod directory;
mod fax;
mod parts;
mod plan;
mod predictor;
mod unpack;

use canvas::{Canvas, CanvasImage, ColourTags, bits, made};
use directory::Directory;
use imaging::Format::Tiff;
use imaging::decode::Decoded;
use imaging::{Image, ImagingError, Limits};
use parts::PartLists;
use plan::{ImagePlan, PhotometricInterpretation};

/// Compression of which each part is a JPEG picture (Technical Note 2).
const JPEG: u64 = 7;

/// Decodes the first page; the orientation found is not applied.
///
/// # Errors
/// See [`ImagingError`]; valid but unsupported files are `Unsupported`, with the name.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Decoded, ImagingError> {
    let page = Directory::of(bytes)?;
    let mut plan = ImagePlan::of(&page, limits)?;
    let (width, height) = (plan.width as u32, plan.height as u32);
    let tags = colour_tags(&page, &plan)?;
    if plan.compression == JPEG {
        coded::check(&plan)?;
        plan.subsampling = (1, 1);
    }
    let too_much = || Tiff.unsupported(text::formats::memory());
    let line = plan.line_bytes().ok_or_else(too_much)?;
    let part = line.checked_mul(plan.part.1).ok_or_else(too_much)?;
    // An uncompressed part needs no buffer; one with a predictor is copied.
    let rooms = if plan.compression == 1 && !plan.reversed { 0 } else { part };
    let canvas = Canvas::bytes(&plan) as u64;
    limits.check_samples(width, height, canvas)?;
    // Colours are converted into a separate buffer, as is 16-bit grey.
    let made_of_it = 3 * u64::from(width) * u64::from(height);
    let needed = canvas.saturating_add(made_of_it).saturating_add(rooms as u64);
    if needed > Limits::decoder_bytes(width, height) {
        return Err(too_much());
    }
    let parts = PartLists::of(&page, &plan)?;
    parts.check(&plan, line)?;
    let mut canvas = Canvas::new(&plan).ok_or_else(too_much)?;
    read_parts(&page, &parts, (&plan, line), &mut canvas)?;
    let CanvasImage { pixels, scale, mut warnings } = made(canvas, &plan, &tags);
    warnings.extend(match page.pages() {
        (0 | 1, _) => None,
        (pages, false) => Some(text::formats::several_pages(pages)),
        (pages, true) => Some(text::formats::more_pages(pages)),
    });
    let image = Image::new(width, height, pixels).ok_or_else(|| Tiff.damaged(text::imaging::size_disagrees()))?;
    Ok(Decoded { image, orientation: plan.orientation, size: (width, height), scale, warnings })
}

/// All parts, in the order of the file's lists.
fn read_parts(
    page: &Directory<'_>,
    parts: &PartLists<'_, '_>,
    (plan, line): (&ImagePlan, usize),
    canvas: &mut Canvas,
) -> Result<(), ImagingError> {
    let options = fax::FaxOptions::of(plan.compression, page.first(292).unwrap_or(0));
    let tables = page.raw(347);
    let (across, down) = plan.parts;
    for plane in 0..plan.planes() {
        for index in 0..across * down {
            let packed = parts.packed(plane * across * down + index)?;
            let (column, row) = (index % across * plan.part.0, index / across * plan.part.1);
            let lines = plan.lines(index);
            let place = PartArea { plane, column, row, lines };
            if plan.compression == JPEG {
                coded::part(packed, tables, plan, (plan.part.0, lines), |x, y, samples| {
                    place.put(canvas, plan, x, y, samples.iter().map(|&sample| u64::from(sample)));
                })?;
            } else if plan.subsampling != (1, 1) {
                coded::differences(packed, plan, line, lines, options, |x, y, samples| {
                    place.put(canvas, plan, x, y, samples.into_iter().map(u64::from));
                })?;
            } else {
                let unpacked = unpack::unpack(plan, packed, (line, lines), options)?;
                let part = predictor::undone(unpacked, plan, line, page.order)?;
                let together = plan.together();
                for (y, row) in part.chunks_exact(line).take(lines).enumerate() {
                    if canvas.copy(place.pixel(plan, y), row, plan, plan.width - column) {
                        continue;
                    }
                    for x in 0..plan.part.0.min(plan.width - column) {
                        let sample = |at: usize| bits(row, x * together + at, plan.bits, page.order);
                        place.put(canvas, plan, x, y, (0..together).map(sample));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Position of a part.
struct PartArea {
    plane: usize,
    column: usize,
    row: usize,
    lines: usize,
}

impl PartArea {
    /// Index of the first pixel of a line of the part, if inside the picture.
    fn pixel(&self, plan: &ImagePlan, y: usize) -> Option<usize> {
        (self.row + y < plan.height).then_some((self.row + y) * plan.width + self.column)
    }

    /// Sets the samples of a pixel of the part; pixels outside the picture are ignored.
    fn put(&self, canvas: &mut Canvas, plan: &ImagePlan, x: usize, y: usize, samples: impl Iterator<Item = u64>) {
        let (x, y) = (self.column + x, self.row + y.min(self.lines));
        if x >= plan.width || y >= plan.height {
            return;
        }
        let kept = plan.kept();
        let pixel = (y * plan.width + x) * kept;
        for (at, sample) in samples.take(if plan.planar { 1 } else { kept }).enumerate() {
            canvas.set(pixel + self.plane + at, sample, plan);
        }
    }
}

/// What the directory says besides the plan.
fn colour_tags(page: &Directory<'_>, plan: &ImagePlan) -> Result<ColourTags, ImagingError> {
    // For signed numbers and floating point the newer tags, which have the sample type.
    let stated =
        (page.first_real(340).or_else(|| page.first_real(280)), page.first_real(341).or_else(|| page.first_real(281)));
    let mut tags = ColourTags { stated, palette: Vec::new(), ybr: None };
    if plan.colour == PhotometricInterpretation::Palette {
        tags.palette = palette(page, plan).ok_or_else(|| Tiff.damaged(text::formats::no_palette()))?;
    }
    if plan.colour == PhotometricInterpretation::Ybr && plan.compression != JPEG {
        let reals = |tag: u64, usual: &[f64]| -> Vec<f64> {
            let entry = page.find(tag);
            let real =
                |(at, usual): (usize, &f64)| entry.and_then(|entry| page.real(&entry, at as u64)).unwrap_or(*usual);
            usual.iter().enumerate().map(real).collect()
        };
        let (shares, ends) =
            (reals(529, &[0.299, 0.587, 0.114]), reals(532, &[0.0, 255.0, 128.0, 255.0, 128.0, 255.0]));
        if let ([red, green, blue], Some(ends)) = (shares.as_slice(), ends.first_chunk::<6>()) {
            let apart = ends.as_chunks::<2>().0.iter().all(|[from, to]| (to - from).abs() >= 1.0);
            let is_usual = *green > 0.0 && apart && ends.iter().all(|end| end.is_finite());
            tags.ybr = is_usual.then_some(([*red, *blue], *ends));
        }
        if tags.ybr.is_none() {
            return Err(Tiff.damaged(text::formats::shares()));
        }
    }
    Ok(tags)
}

/// Red, green and blue of each index (section 5), of 16 bits, of which the upper 8 are used: writers multiply by 256 or
/// by 257. Some use the lower 8 only.
fn palette(page: &Directory<'_>, plan: &ImagePlan) -> Option<Vec<[u8; 3]>> {
    let entry = page.find(320)?;
    let count = 1_u64 << plan.bits.min(16);
    if entry.count < 3 * count {
        return None;
    }
    let value = |at: u64| page.whole(&entry, at).unwrap_or_default();
    let is_narrow = (0..3 * count).all(|at| value(at) < 256);
    let byte = |at: u64| if is_narrow { value(at) as u8 } else { (value(at) >> 8) as u8 };
    Some((0..count).map(|at| [byte(at), byte(count + at), byte(2 * count + at)]).collect())
}
