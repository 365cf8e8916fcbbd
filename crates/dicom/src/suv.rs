//! The standardised uptake value of PET by body weight: the factor from the file's values.
//!
//! By the vendor-neutral definition of the Quantitative Imaging Biomarkers Alliance (QIBA, FDG-PET/CT profile):
//! activity concentration times weight over the activity that was injected, decayed to the time to which the series is
//! corrected. If the file lacks anything needed, the result is [`NoSuv`] with the reason; nothing is guessed.

use super::date_time::{DAY, DateTime, offset};
use super::field::View;
use super::object::Object;
use dicom_core::Tag;
use dicom_dictionary_std::tags;
use std::fmt;
use text::Message;

/// Limit of half-lives from injection to scan: by then less than a half percent is left.
const MOST_HALF_LIVES: f64 = 8.0;
/// Plausible injected doses in becquerels: smaller values are megabecquerels in the wrong field.
const DOSE: (f64, f64) = (1e5, 1e12);
/// Plausible body weights in kilograms.
const WEIGHT: (f64, f64) = (0.01, 1000.0);

/// Why there is no standardised uptake value. Printed, it is in English.
#[derive(Clone, Debug, PartialEq)]
pub enum NoSuv {
    /// Something is missing: what.
    Missing(Message),
    /// Values of another unit.
    Unit(String),
    /// Uptake values by something other than body weight, as the file calls it.
    Kind(String),
    /// Values that are not yet those of the tissue: not corrected for `attenuation` or `decay`.
    Uncorrected(&'static str),
    /// Values decay-corrected to an unknown time.
    Correction(String),
    /// A series derived after the scan.
    Calculated,
    /// An implausible number: which one.
    Value(Message),
    /// More than one.
    Several(usize),
    /// Injection and scan that do not match: hours between them.
    Apart(f64),
}

impl fmt::Display for NoSuv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for NoSuv {}

impl NoSuv {
    /// The reason, as a part of a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Missing(message) | Self::Value(message) => message.clone(),
            Self::Unit(unit) => text::dicom_suv::unit(unit),
            Self::Kind(kind) => text::dicom_suv::kind(kind),
            Self::Uncorrected(what) => text::dicom_suv::uncorrected(*what),
            Self::Correction(found) => text::dicom_suv::correction(found),
            Self::Calculated => text::dicom_suv::calculated(),
            Self::Several(count) => text::dicom_suv::several(*count),
            Self::Apart(hours) => text::dicom_suv::apart(*hours),
        }
    }
}

impl Object<'_> {
    /// The SUV by body weight, in grams per millilitre, of one unit of the values after the modality step.
    ///
    /// # Errors
    /// [`NoSuv`] for everything other than a PET series with all attributes that are needed.
    pub fn suv(&self) -> Result<f64, NoSuv> {
        let view = self.view();
        let unit = view.text(tags::UNITS).ok_or(NoSuv::Missing(text::dicom_suv::no_unit()))?;
        // PS3.3, C.8.9.1.1.3: GML without a type is the one by body weight.
        if unit == "GML" {
            return match view.text(tags::SUV_TYPE) {
                Some(kind) if kind != "BW" => Err(NoSuv::Kind(kind)),
                _ => Ok(1.0),
            };
        }
        let corrected = view.texts(tags::CORRECTED_IMAGE);
        for (what, words) in [("attenuation", ["ATTN", "ATTN"]), ("decay", ["DECY", "DECAY"])] {
            if !corrected.iter().any(|word| words.contains(&word.as_str())) {
                return Err(NoSuv::Uncorrected(what));
            }
        }
        match unit.as_str() {
            "BQML" => by_dose(view),
            // Philips: a factor to SUV, else one to Bq/ml.
            "CNTS" => match (makers(view, 0x00), makers(view, 0x09)) {
                (Some(suv), _) => Ok(suv),
                (None, Some(concentration)) => Ok(concentration * by_dose(view)?),
                _ => Err(NoSuv::Unit(unit)),
            },
            _ => Err(NoSuv::Unit(unit)),
        }
    }
}

/// Per becquerel per millilitre: body weight in grams over the activity in becquerels.
fn by_dose(view: View<'_>) -> Result<f64, NoSuv> {
    let injections = view.items(tags::RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE).count();
    if injections > 1 {
        return Err(NoSuv::Several(injections));
    }
    let item = view.item(tags::RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE, 0);
    let item = item.ok_or(NoSuv::Missing(text::dicom_suv::no_injection()))?;
    let weight = view.number(tags::PATIENT_WEIGHT);
    let weight = within(weight, text::dicom_suv::no_weight(), text::dicom_suv::weight, WEIGHT)?;
    let dose = item.number(tags::RADIONUCLIDE_TOTAL_DOSE);
    let dose = within(dose, text::dicom_suv::no_dose(), text::dicom_suv::dose, DOSE)?;
    let correction = view.text(tags::DECAY_CORRECTION).ok_or(NoSuv::Missing(text::dicom_suv::no_moment()))?;
    let dose = match correction.as_str() {
        "ADMIN" => dose,
        "START" => {
            let half_life = item.number(tags::RADIONUCLIDE_HALF_LIFE);
            let half_life = within(half_life, text::dicom_suv::no_half_life(), text::dicom_suv::half_life, (1.0, 1e9))?;
            let passed = passed(view, item, half_life)?;
            if !(0.0..=MOST_HALF_LIVES * half_life).contains(&passed) {
                return Err(NoSuv::Apart(passed / 3600.0));
            }
            dose * (-passed / half_life).exp2()
        }
        _ => return Err(NoSuv::Correction(correction)),
    };
    Ok(weight * 1000.0 / dose)
}

/// Seconds from injection to scan.
fn passed(view: View<'_>, item: View<'_>, half_life: f64) -> Result<f64, NoSuv> {
    let ahead = view.text(tags::TIMEZONE_OFFSET_FROM_UTC).and_then(|text| offset(&text));
    let scan = scan(view, ahead)?;
    let joined = item.text(tags::RADIOPHARMACEUTICAL_START_DATE_TIME);
    if let Some(injection) = joined.and_then(|text| DateTime::joined(&text, ahead)) {
        return Ok(scan.since(injection));
    }
    let missing = NoSuv::Missing(text::dicom_suv::no_injection_time());
    // A long-lived nuclide may have been injected days before, for which a time alone is not enough.
    let time = item.text(tags::RADIOPHARMACEUTICAL_START_TIME).filter(|_| half_life < DAY).ok_or(missing.clone())?;
    let passed = scan.since(scan.at(&time).ok_or(missing)?);
    // Scans begin after midnight, too.
    Ok(if passed < 0.0 { passed + DAY } else { passed })
}

/// When the scan began: the series time, unless the series was derived later; then GE states it elsewhere.
fn scan(view: View<'_>, ahead: Option<f64>) -> Result<DateTime, NoSuv> {
    let date_time = |date: Tag, time: Tag| DateTime::new(&view.text(date)?, &view.text(time)?, ahead);
    let missing = NoSuv::Missing(text::dicom_suv::no_scan_time());
    let series = date_time(tags::SERIES_DATE, tags::SERIES_TIME).ok_or(missing.clone())?;
    let frame = date_time(tags::ACQUISITION_DATE, tags::ACQUISITION_TIME).ok_or(missing)?;
    if frame.since(series) >= 0.0 {
        return Ok(series);
    }
    let own = private(view, 0x0009, "GEMS_PETD_01", 0x0D).and_then(|tag| view.text(tag));
    own.and_then(|text| DateTime::joined(&text, ahead)).ok_or(NoSuv::Calculated)
}

/// A number that is stated and plausible.
fn within(
    found: Option<f64>,
    missing: Message,
    wrong: impl FnOnce(String) -> Message,
    (least, most): (f64, f64),
) -> Result<f64, NoSuv> {
    let found = found.ok_or(NoSuv::Missing(missing))?;
    if (least..=most).contains(&found) { Ok(found) } else { Err(NoSuv::Value(wrong(found.to_string()))) }
}

/// A Philips factor.
fn makers(view: View<'_>, element: u16) -> Option<f64> {
    let tag = private(view, 0x7053, "Philips PET Private Group", element)?;
    // As text where its representation got lost.
    view.text(tag)?.split('\\').next()?.trim().parse().ok().filter(|factor: &f64| *factor > 0.0 && factor.is_finite())
}

/// A private element in the block that its manufacturer has reserved (PS3.5, 7.8.1).
fn private(view: View<'_>, group: u16, maker: &str, element: u16) -> Option<Tag> {
    let block = (0x10..=0xFF).find(|&block| view.text(Tag(group, block)).as_deref() == Some(maker))?;
    Some(Tag(group, block << 8 | element))
}
