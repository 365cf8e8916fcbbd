//! Steps 3 to 8 of the pixel pipeline: what the stored numbers mean.

use super::codec::StreamColour;
use super::error::DicomError;
use super::frame::Meaning;
use super::functional_groups::Groups;
use super::notes::Notes;
use super::pixels::description::{Description, Number, Photometric};
use super::pixels::samples::Samples;
use super::pixels::{modality, padding, palette, presentation, voi, ybr};

/// Largest difference between the samples of a pixel that a file declares grey: what lossy compression makes of equal
/// ones.
const GREY: f64 = 8.0;

/// Interprets stored numbers that `of` describes; colour is converted to red, green and blue. Where samples and
/// photometric interpretation disagree, the samples count. Also returns whether the modality step was applied, so that
/// values are in the unit of the file; never for colour.
///
/// # Errors
/// `Unsupported` for colours that are not read.
pub(super) fn meaning(
    samples: Samples,
    colour: StreamColour,
    of: &Description,
    groups: Groups<'_>,
    notes: &mut Notes,
) -> Result<(Samples, Meaning, bool), DicomError> {
    let is_grey = matches!(of.photometric, Photometric::Monochrome1 | Photometric::Monochrome2 | Photometric::Palette);
    let samples = match (of.samples, of.photometric) {
        (1, Photometric::Palette) => return coloured(samples, of, groups, notes),
        (1, photometric) => return Ok(grey(samples, photometric, of, groups, notes)),
        (2, photometric) => {
            notes.say(text::dicom_pixels::second_sample());
            return Ok(grey(samples.kept(2, 0..1), photometric, of, groups, notes));
        }
        (4, Photometric::Argb) => samples.kept(4, 1..4),
        (4, _) => {
            notes.say(text::dicom_pixels::fourth_sample());
            samples.kept(4, 0..3)
        }
        _ => samples,
    };
    // Declared grey, and stored as colour: mostly the same value three times.
    if is_grey && apart(&samples) == 0.0 {
        return Ok(grey(samples.kept(3, 0..1), of.photometric, of, groups, notes));
    }
    let is_declared = matches!(of.photometric, Photometric::YbrFull | Photometric::YbrFull422);
    let is_ybr = match colour {
        StreamColour::Declared => is_declared,
        StreamColour::Rgb => false,
        StreamColour::Ybr => true,
    };
    if is_ybr && of.photometric == Photometric::Rgb {
        notes.say(text::dicom_pixels::not_rgb());
    }
    let bits = if matches!(samples, Samples::U8(_)) && is_ybr { 8 } else { of.bits_stored };
    let samples = if is_ybr { ybr::rgb_from_ybr(samples, bits)? } else { samples };
    if is_grey {
        if apart(&samples) <= GREY {
            return Ok(grey(samples.kept(3, 1..2), of.photometric, of, groups, notes));
        }
        notes.say(text::dicom_pixels::not_grey());
    }
    Ok((samples, Meaning::Colour { bits }, false))
}

/// The largest difference between the three samples of a pixel.
fn apart(samples: &Samples) -> f64 {
    let (mut most, mut pixel, mut place) = (0.0_f64, [0.0; 3], 0);
    samples.for_each(|sample| {
        if let Some(target) = pixel.get_mut(place) {
            *target = sample;
        }
        place += 1;
        if place == 3 {
            place = 0;
            let [a, b, c] = pixel;
            most = most.max((a - b).abs()).max((a - c).abs()).max((b - c).abs());
        }
    });
    most
}

fn grey(
    samples: Samples,
    photometric: Photometric,
    of: &Description,
    groups: Groups<'_>,
    notes: &mut Notes,
) -> (Samples, Meaning, bool) {
    let padding = if of.number == Number::Float { None } else { padding::padding(groups.root, of.signed()) };
    let (modality, is_followed) = modality::modality(groups, of, notes);
    let vois = voi::vois(groups, modality.range(of.range()), notes);
    let inverted = presentation::is_inverted(photometric, groups.root, notes);
    (samples, Meaning::Grey { modality, padding, vois, inverted }, is_followed)
}

/// Through the palette; as grey where the palette is unusable.
fn coloured(
    samples: Samples,
    of: &Description,
    groups: Groups<'_>,
    notes: &mut Notes,
) -> Result<(Samples, Meaning, bool), DicomError> {
    match palette::rgb_from_palette(&samples, groups.root, of.range(), notes) {
        Ok((samples, bits)) => Ok((samples, Meaning::Colour { bits }, false)),
        Err(why) => {
            notes.instead(&why, text::dicom_pixels::shown_grey());
            Ok(grey(samples, Photometric::Monochrome2, of, groups, notes))
        }
    }
}
