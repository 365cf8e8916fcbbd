//! Rows of features: of pictures from the sets, as they are and changed, and of pictures drawn by code.

use super::data::{LABELS, RouterData};
use super::drawn::drawn;
use super::features::Front;
use super::head::Point;
use super::views::{changed, grey};
use crate::engine::steps;
use crate::imaging::resize::fit_within;
use crate::imaging::synthetic::{Phantom, phantom};
use crate::imaging::{Image, rgb_from_image};
use crate::lab::data::{Record, Split};
use anyhow::{Context, Result};
use fastrand::Rng;
use rayon::prelude::*;

/// How a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// As the file has it.
    Plain,
    /// Shrunk so that its longest side is 64 pixels, as one of the sources comes.
    Small,
    /// Without its colours.
    Grey,
    /// Changed at random by this number.
    Changed(u64),
}

impl View {
    /// The picture as this view shows it.
    #[must_use]
    pub(super) fn of(self, image: &Image, seed: u64) -> Image {
        match self {
            Self::Plain => image.clone(),
            Self::Small => fit_within(image, SMALL),
            Self::Grey => grey(&rgb_from_image(image)),
            Self::Changed(number) => changed(image, &mut Rng::with_seed(seed ^ number.wrapping_mul(0x9E37_79B9))),
        }
    }
}

/// Side of the pictures of Medical MNIST.
const SMALL: u32 = 64;
/// Pictures of a class that are taken at most, of `train` and of `val`.
const MOST_TRAIN: usize = 1000;
pub(super) const MOST_VAL: usize = 400;
/// Rows of a class that are aimed at in `train`, by showing the pictures of small classes more often.
const ROWS_A_CLASS: usize = 2400;
/// Drawings and drawn heads. Seeds of `val` are others than those of `train`, and both are others than
/// those of the page's examples.
const DRAWN_TRAIN: std::ops::Range<u64> = 10_000..10_480;
const DRAWN_VAL: std::ops::Range<u64> = 20_000..20_160;
const HEADS_TRAIN: std::ops::Range<u64> = 10_000..10_090;
const HEADS_VAL: std::ops::Range<u64> = 20_000..20_030;

/// Rows of the pictures of `train`: each as it is, and changed as often as its class needs.
pub(super) fn train_points(front: &Front, data: &RouterData, seed: u64) -> Result<Vec<Point>> {
    let records = data.balanced(Split::Train, MOST_TRAIN, seed);
    let count = |label| records.iter().filter(|record| record.label == label).count().max(1);
    let views = |record: &Record| {
        let changed = (ROWS_A_CLASS / count(record.label)).saturating_sub(1).clamp(1, 4) as u64;
        [View::Plain].into_iter().chain((0..changed).map(View::Changed)).collect()
    };
    let mut points = points_of(front, &records, views, seed)?;
    points.extend(made_points(front, DRAWN_TRAIN, HEADS_TRAIN, seed)?);
    weigh(&mut points);
    Ok(points)
}

/// Rows of the pictures of `val`: as they are, small, in grey, and changed once.
pub(super) fn val_points(front: &Front, data: &RouterData, seed: u64) -> Result<Vec<Point>> {
    let records = data.balanced(Split::Val, MOST_VAL, seed);
    let views = |_: &Record| vec![View::Plain, View::Small, View::Grey, View::Changed(77)];
    let mut points = points_of(front, &records, views, seed)?;
    points.extend(made_points(front, DRAWN_VAL, HEADS_VAL, seed)?);
    weigh(&mut points);
    Ok(points)
}

fn points_of(
    front: &Front,
    records: &[&Record],
    views: impl Fn(&Record) -> Vec<View> + Sync,
    seed: u64,
) -> Result<Vec<Point>> {
    let rows = records.par_iter().enumerate().map(|(index, record)| {
        let context = || format!("`{}`", record.path.display());
        let image = steps::open(&std::fs::read(&record.path).with_context(context)?).with_context(context)?.image;
        let point = |view: View| {
            let features = front.features(&view.of(&image, seed.wrapping_add(index as u64 * 7919)))?;
            Ok(Point { features, label: record.label, weight: 1.0 })
        };
        views(record).into_iter().map(point).collect::<Result<Vec<_>>>()
    });
    Ok(rows.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Rows of what is drawn by code, each as it is and changed once.
fn made_points(
    front: &Front,
    drawings: std::ops::Range<u64>,
    heads: std::ops::Range<u64>,
    seed: u64,
) -> Result<Vec<Point>> {
    let kinds = [Phantom::Plain, Phantom::BrightLesion, Phantom::MidlineLesion];
    let kind_of = |number: u64| kinds.get((number % 3) as usize).copied().unwrap_or(Phantom::Plain);
    // Of the size of the pictures in the sets, and of the page's examples.
    let head = |number: u64| Some((fit_within(&phantom(kind_of(number), number), 320), "brain-mri"));
    let drawing = |number: u64| Some((drawn(number)?, "not-medical"));
    let made: Vec<(u64, Option<(Image, &str)>)> = drawings
        .into_par_iter()
        .map(|number| (number, drawing(number)))
        .chain(heads.into_par_iter().map(|number| (number, head(number))))
        .collect();
    let rows = made.into_par_iter().filter_map(|(number, made)| {
        let (image, class) = made?;
        let label = LABELS.iter().position(|label| *label == class)?;
        Some(
            [View::Plain, View::Changed(number)]
                .map(|view| Ok(Point { features: front.features(&view.of(&image, seed))?, label, weight: 1.0 })),
        )
    });
    rows.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Every class weighs the same however many rows it has; the mean weight is 1.
fn weigh(points: &mut [Point]) {
    let mut counts = [0usize; LABELS.len()];
    for point in points.iter() {
        if let Some(count) = counts.get_mut(point.label) {
            *count += 1;
        }
    }
    let even = points.len() as f32 / LABELS.len() as f32;
    for point in points {
        point.weight = even / counts.get(point.label).copied().unwrap_or(1).max(1) as f32;
    }
}
