//! Limits of the quality gate.

use super::corruptions::Corruption;
use super::limits::limit_between;
use super::pictures::{of_records, spread};
use anyhow::{Result, ensure};
use engine::steps;
use evaluation::FalseAlarm;
use finding::QualityMeasure;
use imaging::quality::{QualityMeasures, measure as measure_quality};
use model::{Colour, Manifest, QualityCheck, QualityLimit};
use training::data::{ImageDataset, Record, Split};

/// Pictures of a split that are corrupted in each way.
const SPOILT: usize = 80;

/// A limit to be fitted: pictures beyond it are refused by the name of `check`.
struct Check {
    check: QualityCheck,
    measure: QualityMeasure,
    /// Refused below the limit, or above it.
    is_least: bool,
    /// The corruption that it should detect.
    corruption: Corruption,
}

const fn least(check: QualityCheck, measure: QualityMeasure, corruption: Corruption) -> Check {
    Check { check, measure, is_least: true, corruption }
}

const fn most(check: QualityCheck, measure: QualityMeasure, corruption: Corruption) -> Check {
    Check { check, measure, is_least: false, corruption }
}

/// Limits in the order in which they are compared: size first, since nothing else can be judged on a few pixels, then
/// the most specific reason.
const CHECKS: [Check; 10] = [
    least(QualityCheck::Upscaled, QualityMeasure::Side, Corruption::Tiny),
    most(QualityCheck::Screenshot, QualityMeasure::Lines, Corruption::Screenshot),
    most(QualityCheck::Coloured, QualityMeasure::Colour, Corruption::Tinted),
    most(QualityCheck::Borders, QualityMeasure::Border, Corruption::Framed),
    least(QualityCheck::TooDark, QualityMeasure::White, Corruption::Dark),
    most(QualityCheck::TooBright, QualityMeasure::Clipped, Corruption::Bright),
    most(QualityCheck::TooBright, QualityMeasure::Black, Corruption::Negative),
    most(QualityCheck::Upscaled, QualityMeasure::Repeated, Corruption::Blocks),
    most(QualityCheck::Moire, QualityMeasure::Moire, Corruption::Grid),
    least(QualityCheck::Blurred, QualityMeasure::Sharpness, Corruption::Blurred),
];

/// Ways to corrupt a picture that a check is measured by.
const FINDS: [(QualityCheck, &[Corruption]); 8] = [
    (QualityCheck::Screenshot, &[Corruption::Screenshot]),
    (QualityCheck::Coloured, &[Corruption::Tinted]),
    (QualityCheck::Borders, &[Corruption::Framed]),
    (QualityCheck::TooDark, &[Corruption::Dark]),
    (QualityCheck::TooBright, &[Corruption::Bright, Corruption::Negative]),
    (QualityCheck::Upscaled, &[Corruption::Tiny, Corruption::Blocks, Corruption::Enlarged]),
    (QualityCheck::Moire, &[Corruption::Grid]),
    (QualityCheck::Blurred, &[Corruption::Blurred]),
];

/// Limits from the good pictures of `val`, and the same pictures corrupted.
pub(super) fn fit(manifest: &Manifest, data: &ImageDataset) -> Result<Vec<QualityLimit>> {
    let records = data.split(Split::Val);
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `val`", data.name);
    let good = of_records(&records, "good val", |image| Ok(measure_quality(image)))?;
    let is_grey = manifest.input.colour == Colour::Grey;
    let checks = CHECKS.iter().filter(|check| is_grey || check.check != QualityCheck::Coloured);
    let mut limits = Vec::new();
    for check in checks {
        let corrupted = corrupted(&records, check.corruption)?;
        let sign = if check.is_least { -1.0 } else { 1.0 };
        let of = |all: &[QualityMeasures]| -> Vec<f32> {
            all.iter().map(|measures| sign * measures.value(check.measure)).collect()
        };
        let limit = limit_between(&of(&good), &of(&corrupted)).map(|limit| sign * limit);
        eprintln!("quality: {} by {}: {:.4}", check.check.name(), check.measure.name(), limit.unwrap_or(f32::NAN));
        let (least, most) = if check.is_least { (limit, None) } else { (None, limit) };
        limits.push(QualityLimit { check: check.check, measure: check.measure, least, most });
    }
    Ok(limits)
}

/// False alarms per check, and together as `any`; detection rates of each corruption by any check.
pub(super) fn measure(limits: &[QualityLimit], data: &ImageDataset) -> Result<Vec<FalseAlarm>> {
    let mut alarms = Vec::new();
    for split in [Split::Test, Split::Val] {
        let records = data.split(split);
        if records.is_empty() {
            continue;
        }
        let good = of_records(&records, &format!("good {split}"), |image| Ok(measure_quality(image)))?;
        let mut alarm = |check: &str, limits: &[QualityLimit], found| {
            alarms.push(FalseAlarm {
                check: check.to_owned(),
                data: data.name.clone(),
                split,
                n: good.len() as u32,
                rate: refused(&good, limits),
                found,
            });
        };
        alarm("any", limits, None);
        for (check, corruptions) in FINDS {
            let own: Vec<QualityLimit> = limits.iter().filter(|limit| limit.check == check).cloned().collect();
            if !own.is_empty() {
                let mut all = Vec::new();
                for corruption in corruptions {
                    all.extend(corrupted(&records, *corruption)?);
                }
                alarm(check.name(), &own, Some(refused(&all, limits)));
            }
        }
    }
    Ok(alarms)
}

fn refused(all: &[QualityMeasures], limits: &[QualityLimit]) -> f32 {
    let refused = all.iter().filter(|measures| steps::crossed(measures, limits).is_some()).count();
    refused as f32 / all.len().max(1) as f32
}

/// Some of the pictures, corrupted and measured.
fn corrupted(records: &[&Record], corruption: Corruption) -> Result<Vec<QualityMeasures>> {
    let some = spread(records, SPOILT);
    of_records(&some, &format!("{corruption:?}"), |image| {
        // A number derived from the picture itself, so that the order of the threads does not matter.
        let index =
            super::pictures::grey_samples(image).iter().step_by(97).map(|&level| usize::from(level)).sum::<usize>();
        Ok(measure_quality(&corruption.apply(image, index)))
    })
}
