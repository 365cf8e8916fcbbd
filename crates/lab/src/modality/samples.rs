//! Rows of features: of pictures from the sets, unchanged and augmented, and of generated pictures.

use super::data::{ModalityData, ModalityRecord, spread};
use super::features::Front;
use super::head::LabelledFeatures;
use super::kinds;
use super::photographed::photographed;
use super::synthetic::drawn;
use super::views::{changed, grey};
use crate::drawn_subject::any_drawing;
use ::task::{TaskDrawing, Varies};
use anyhow::{Context, Result};
use fastrand::Rng;
use imaging::resize::fit_within;
use imaging::{Image, Pixels, eight_bits, grey_from_image, rgb_from_image};
use rayon::prelude::*;
use training::data::Split;

/// How a picture is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PictureView {
    /// As in the file.
    Plain,
    /// Shrunk so that its longest side is 64 pixels, like those of one of the sources.
    Small,
    /// Without its colours.
    Grey,
    /// Inverted, as MONOCHROME1 and MONOCHROME2 differ.
    Inverted,
    /// Through a narrow window: dark greys black, light greys white.
    Narrow,
    /// Through a wide window: nothing is white.
    Wide,
    /// As a photograph of a screen or of film, with this seed.
    Photographed(u64),
    /// Augmented with this seed.
    Changed(u64),
}

/// Levels that become black and white in a narrow and in a wide window.
const NARROW: [f32; 2] = [25.0, 150.0];
const WIDE: [f32; 2] = [-30.0, 400.0];

impl PictureView {
    /// The picture as this view shows it.
    #[must_use]
    pub(super) fn of(self, image: &Image, seed: u64) -> Image {
        match self {
            Self::Plain => image.clone(),
            Self::Small => fit_within(image, SMALL),
            Self::Grey => grey(&rgb_from_image(image)),
            Self::Inverted => levelled(image, [255.0, 0.0]),
            Self::Narrow => levelled(image, NARROW),
            Self::Wide => levelled(image, WIDE),
            Self::Photographed(number) => {
                photographed(image, &mut Rng::with_seed(seed ^ number.wrapping_mul(0x9E37_79B9)))
            }
            Self::Changed(number) => changed(image, &mut Rng::with_seed(seed ^ number.wrapping_mul(0x9E37_79B9))),
        }
    }
}

/// In grey, with these levels mapped to black and white.
fn levelled(image: &Image, [black, white]: [f32; 2]) -> Image {
    let level = |sample: u8| ((f32::from(sample) - black) / (white - black) * 255.0).round().clamp(0.0, 255.0) as u8;
    let grey = grey_from_image(image);
    let samples = match grey.pixels() {
        Pixels::Grey8(samples) => samples.iter().map(|&sample| level(sample)).collect(),
        Pixels::Grey16(samples) => samples.iter().map(|&sample| level(eight_bits(sample))).collect(),
        Pixels::Rgb8(samples) => samples.iter().step_by(3).map(|&sample| level(sample)).collect(),
    };
    Image::new(image.width(), image.height(), Pixels::Grey8(samples)).unwrap_or_else(|| image.clone())
}

/// Side of the pictures of Medical MNIST.
const SMALL: u32 = 64;
/// Limit of pictures per class, of `train` and of `val`.
const MOST_TRAIN: usize = 1000;
pub(super) const MOST_VAL: usize = 300;
/// Target number of rows per class in `train`, reached by repeating the pictures of small classes.
const ROWS_A_CLASS: usize = 2400;
/// Drawings, and of each kind that a class has drawings of, so many. Seeds of `val` are others than those of `train`, and both are others than
/// those of the page's examples.
const DRAWN_TRAIN: std::ops::Range<u64> = 10_000..10_660;
const DRAWN_VAL: std::ops::Range<u64> = 20_000..20_220;
const SUBJECTS_TRAIN: std::ops::Range<u64> = 10_000..10_090;
const SUBJECTS_VAL: std::ops::Range<u64> = 20_000..20_030;

/// Number of pictures turned into photographs of a screen or film per split, and repetitions of each.
const PHOTOGRAPHED: usize = 640;
const PHOTOGRAPHED_VAL: usize = 200;
const PHOTOGRAPHS: u64 = 3;
/// How often a DICOM CT slice is augmented: there are few.
const CHANGED_DICOM: u64 = 10;

/// Rows of the pictures of `train`: each unchanged, in other presentations of its modality, and augmented as often as
/// its class needs.
pub(super) fn train_points(front: &Front, data: &ModalityData, seed: u64) -> Result<Vec<LabelledFeatures>> {
    let records = data.balanced(Split::Train, MOST_TRAIN, seed);
    let count = |label| records.iter().filter(|record| record.label == label).count().max(1);
    let views = |record: &ModalityRecord, index: usize| {
        let changed = (ROWS_A_CLASS / count(record.label)).saturating_sub(1).clamp(1, 4) as u64;
        let changed = if record.is_dicom() { CHANGED_DICOM } else { changed };
        let shown = shown_otherwise(record, index).into_iter();
        [PictureView::Plain].into_iter().chain(shown).chain((0..changed).map(PictureView::Changed)).collect()
    };
    let mut points = points_of(front, &records, views, seed)?;
    points.extend(made_points(front, DRAWN_TRAIN, SUBJECTS_TRAIN, seed)?);
    points.extend(photographs(front, &records, PHOTOGRAPHED, PHOTOGRAPHS, seed)?);
    weigh(&mut points);
    Ok(points)
}

/// Rows of the pictures of `val`: unchanged, in other presentations of their modality, small, in grey, and augmented
/// once.
pub(super) fn val_points(front: &Front, data: &ModalityData, seed: u64) -> Result<Vec<LabelledFeatures>> {
    let records = data.balanced(Split::Val, MOST_VAL, seed);
    let views = |record: &ModalityRecord, index: usize| {
        let fixed = [PictureView::Plain, PictureView::Small, PictureView::Grey, PictureView::Changed(77)];
        fixed.into_iter().chain(shown_otherwise(record, index)).collect()
    };
    let mut points = points_of(front, &records, views, seed)?;
    points.extend(made_points(front, DRAWN_VAL, SUBJECTS_VAL, seed)?);
    points.extend(photographs(front, &records, PHOTOGRAPHED_VAL, 1, seed)?);
    weigh(&mut points);
    Ok(points)
}

/// Some kinds come in both polarities, others through arbitrary windows.
fn shown_otherwise(record: &ModalityRecord, index: usize) -> Option<PictureView> {
    Some(match kinds::look(kinds::label(record.label))?.varies? {
        Varies::Polarity => PictureView::Inverted,
        Varies::Window if index.is_multiple_of(2) => PictureView::Narrow,
        Varies::Window => PictureView::Wide,
    })
}

/// Rows of photographs of medical pictures, each taken this many times; their class is that of photographs.
fn photographs(
    front: &Front,
    records: &[&ModalityRecord],
    most: usize,
    times: u64,
    seed: u64,
) -> Result<Vec<LabelledFeatures>> {
    let medical: Vec<&ModalityRecord> = records.iter().copied().filter(|record| is_radiology(record)).collect();
    let some = spread(&medical, most);
    let views = |_: &ModalityRecord, _: usize| (0..times).map(PictureView::Photographed).collect();
    let mut points = points_of(front, &some, views, seed)?;
    let label = kinds::place_of(trust::modality::PHOTOGRAPHED).context("photographs of screens are a class")?;
    points.iter_mut().for_each(|point| point.label = label);
    Ok(points)
}

/// Whether a picture is of a kind that is viewed on screens and film.
pub(super) fn is_radiology(record: &ModalityRecord) -> bool {
    kinds::look(kinds::label(record.label)).is_none_or(|look| look.on_screens)
}

fn points_of(
    front: &Front,
    records: &[&ModalityRecord],
    views: impl Fn(&ModalityRecord, usize) -> Vec<PictureView> + Sync,
    seed: u64,
) -> Result<Vec<LabelledFeatures>> {
    let rows = records.par_iter().enumerate().map(|(index, record)| {
        let Some(image) = record.open()? else { return Ok(Vec::new()) };
        let point = |view: PictureView| {
            let features = front.features(&view.of(&image, seed.wrapping_add(index as u64 * 7919)))?;
            Ok(LabelledFeatures { features, label: record.label, weight: 1.0 })
        };
        views(record, index).into_iter().map(point).collect::<Result<Vec<_>>>()
    });
    Ok(rows.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Rows of generated pictures, each unchanged and augmented once.
fn made_points(
    front: &Front,
    drawings: std::ops::Range<u64>,
    subjects: std::ops::Range<u64>,
    seed: u64,
) -> Result<Vec<LabelledFeatures>> {
    let looks = kinds::modality_task().looks.iter();
    let drawn_as: Vec<(TaskDrawing, &str)> =
        looks.filter_map(|look| Some((look.drawn?, look.class.as_str()))).collect();
    // The size of the pictures in the sets, and of the page's examples.
    let of_kinds = |number: u64| {
        let kinds = drawn_as.iter();
        kinds.map(move |(draws, class)| (number, Some((fit_within(&any_drawing(*draws, number), 320), *class))))
    };
    let drawing = |number: u64| Some((drawn(number)?, trust::modality::NOT_MEDICAL));
    let made: Vec<(u64, Option<(Image, &str)>)> = drawings
        .into_par_iter()
        .map(|number| (number, drawing(number)))
        .chain(subjects.into_par_iter().flat_map_iter(of_kinds))
        .collect();
    let rows =
        made.into_par_iter().filter_map(|(number, made)| {
            let (image, class) = made?;
            let label = kinds::place_of(class)?;
            Some([PictureView::Plain, PictureView::Changed(number)].map(|view| {
                Ok(LabelledFeatures { features: front.features(&view.of(&image, seed))?, label, weight: 1.0 })
            }))
        });
    rows.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Every class weighs the same however many rows it has; the mean weight is 1.
fn weigh(points: &mut [LabelledFeatures]) {
    let mut counts = vec![0usize; kinds::labels().len()];
    for point in points.iter() {
        if let Some(count) = counts.get_mut(point.label) {
            *count += 1;
        }
    }
    let even = points.len() as f32 / counts.len().max(1) as f32;
    for point in points {
        point.weight = even / counts.get(point.label).copied().unwrap_or(1).max(1) as f32;
    }
}
