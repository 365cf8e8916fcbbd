//! What an epoch consists of: every picture once, outlined ones mirrored both ways, and findings set into slices of
//! other sources, each drawn anew from the seed.

use super::lesion::{GreyPicture, OutlinedLesion, mirrored, set_in};
use super::options::{Ingredient, TrainOptions};
use super::order;
use crate::data::{ImageDataset, Record, Split};
use anyhow::{Context, Result, ensure};
use csv::StringRecord;
use fastrand::Rng;
use imaging::{Image, Pixels};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How often another lesion is tried where one does not fit the slice.
const TRIES: usize = 8;

/// Training pictures in memory.
pub(super) struct Examples {
    pictures: Vec<One>,
    /// Index of the class without a finding.
    none: Option<usize>,
    /// Indices of pictures with an outline.
    outlined: Vec<usize>,
    /// Indices of pictures without a finding.
    free: Vec<usize>,
    /// Names of the sources, sorted.
    sources: Vec<String>,
}

struct One {
    grey: GreyPicture,
    label: usize,
    outline: Option<Vec<u8>>,
    mirror: Option<Mirror>,
    /// How often it occurs in an epoch.
    times: usize,
    /// Index of its source.
    source: usize,
}

/// Where a picture can be mirrored.
#[derive(Clone, Copy, Debug)]
struct Mirror {
    axis: usize,
    finding_left: bool,
}

/// A line of `mirror.csv`: outlined pictures whose finding lies wholly on one side of a column.
#[derive(Deserialize)]
struct MirrorLine {
    file: String,
    axis: usize,
    side: String,
}

/// A picture to learn from.
pub(super) struct TrainingPicture {
    pub(super) grey: GreyPicture,
    pub(super) label: usize,
    /// As large as the picture, 0…1: how much of a pixel belongs to the finding. `None` where nobody outlined it.
    pub(super) outline: Option<GreyPicture>,
    /// Index of where its look comes from: of a finding that is set in, the slice that it is set into.
    pub(super) source: usize,
}

/// One picture of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EpochPicture {
    /// As it is.
    Whole(usize),
    /// Mirrored; whether the half with the finding stays.
    Mirrored(usize, bool),
    /// A slice without a finding into which something is set: a finding, or healthy tissue.
    SetIn(usize, bool),
}

impl Examples {
    /// Opens the pictures of `train` with their outlines. A data set without the class `negative` is trained without
    /// mirroring and setting in.
    ///
    /// # Errors
    /// When a picture, an outline or the list cannot be read, an outline has another size than its picture, or a source to
    /// be repeated is none of `train`.
    pub(super) fn open(data: &ImageDataset, negative: Option<&str>, options: &TrainOptions) -> Result<Self> {
        let train = data.split(Split::Train);
        let sources: BTreeSet<&String> = train.iter().map(|record| &record.source).collect();
        let sources: Vec<String> = sources.into_iter().cloned().collect();
        for (source, _) in &options.repeat {
            ensure!(sources.contains(source), "expected a source of `train` to repeat, found `{source}`");
        }
        let mirror = options.mirror.as_deref().filter(|_| !options.is_without(Ingredient::Mirrored));
        let axes = mirror.map(axes).transpose()?.unwrap_or_default();
        let none = data.labels.iter().position(|label| Some(label.as_str()) == negative);
        let opened = |record: &&Record| one(record, &axes, &options.repeat, &sources);
        let pictures: Vec<One> = train.par_iter().map(opened).collect::<Result<_>>()?;
        let at = |wanted: &dyn Fn(&One) -> bool| {
            pictures.iter().enumerate().filter(|(_, one)| wanted(one)).map(|(index, _)| index).collect::<Vec<_>>()
        };
        let transplants = !options.is_without(Ingredient::Transplants);
        let outlined = at(&|one| transplants && one.outline.is_some() && Some(one.label) != none);
        let free = at(&|one| Some(one.label) == none);
        Ok(Self { none, outlined, free, sources, pictures })
    }

    /// Index of the class without a finding, where there is one.
    pub(super) fn none(&self) -> Option<usize> {
        self.none
    }

    /// Every example of one epoch, shuffled. Sources to be repeated occur more than once, drawn anew each time. Findings are
    /// set into as many slices as healthy tissue, and both halves are mirrored equally often: neither a seam nor symmetry
    /// tells anything. With `together`, a number of pictures, both halves stand side by side in one batch of so many.
    pub(super) fn epoch(&self, seed: u64, epoch: usize, together: Option<usize>) -> Vec<EpochPicture> {
        let often = |(index, one): (usize, &One)| std::iter::repeat_n(EpochPicture::Whole(index), one.times);
        let whole = self.pictures.iter().enumerate().flat_map(often);
        let halves = self.pictures.iter().enumerate().filter(|(_, one)| one.mirror.is_some() && self.none.is_some());
        let halves = halves.flat_map(|(index, _)| [true, false].map(|finding| EpochPicture::Mirrored(index, finding)));
        let mut random = Rng::with_seed(seed.wrapping_add(epoch as u64 * 7919));
        let hosts: &[usize] = if self.outlined.is_empty() { &[] } else { &self.free };
        let set_in = hosts.iter().map(|index| EpochPicture::SetIn(*index, random.bool())).collect::<Vec<_>>();
        let all: Vec<EpochPicture> = whole.chain(halves).chain(set_in).collect();
        order::shuffled(all, together, &mut random)
    }

    /// The picture of an example, its class and its outline.
    pub(super) fn picture(&self, example: EpochPicture, random: &mut Rng) -> Option<TrainingPicture> {
        match example {
            EpochPicture::Whole(index) => self.pictures.get(index).map(|one| self.whole(one)),
            EpochPicture::Mirrored(index, finding) => {
                let (one, none) = (self.pictures.get(index)?, self.none?);
                let Mirror { axis, finding_left } = one.mirror?;
                let label = if finding { one.label } else { none };
                let both = |grey: &GreyPicture| mirrored(grey, axis, finding_left, finding);
                let outline = self.whole(one).outline.map(|outline| both(&outline));
                Some(TrainingPicture { grey: both(&one.grey), label, outline, source: one.source })
            }
            EpochPicture::SetIn(index, finding) => {
                let host = self.pictures.get(index)?;
                for _ in 0..TRIES {
                    let donor = self.pictures.get(*random.choice(&self.outlined)?)?;
                    let lesion = OutlinedLesion { picture: &donor.grey, outline: donor.outline.as_deref()? };
                    let tissue = self.pictures.get(*random.choice(&self.free)?)?;
                    let texture = (!finding).then_some(&tissue.grey);
                    if let Some((grey, outline)) = set_in(&host.grey, &lesion, texture, random) {
                        let label = if finding { donor.label } else { host.label };
                        return Some(TrainingPicture { grey, label, outline: Some(outline), source: host.source });
                    }
                }
                Some(self.whole(host))
            }
        }
    }

    /// As it is; without a finding the outline is empty.
    fn whole(&self, one: &One) -> TrainingPicture {
        let GreyPicture { width, height, values } = &one.grey;
        let like = |values: Vec<f32>| GreyPicture { width: *width, height: *height, values };
        let drawn = one.outline.as_ref().map(|outline| like(outline.iter().map(|inside| f32::from(*inside)).collect()));
        let empty = || (Some(one.label) == self.none).then(|| like(vec![0.0; values.len()]));
        TrainingPicture { grey: one.grey.clone(), label: one.label, outline: drawn.or_else(empty), source: one.source }
    }

    /// Any training picture: for its grey levels.
    pub(super) fn any(&self, random: &mut Rng) -> Option<&GreyPicture> {
        random.choice(&self.pictures).map(|one| &one.grey)
    }

    /// Index of a group of [`Examples::groups`]: pictures of one source, with or without a finding.
    pub(super) fn group(&self, source: usize, label: usize) -> usize {
        2 * source + usize::from(Some(label) != self.none)
    }

    /// The names of all groups; `None` for those that no epoch holds.
    pub(super) fn groups(&self) -> Vec<Option<String>> {
        let mut groups = vec![None; 2 * self.sources.len()];
        let mut occurs = |source: usize, found: bool| {
            let group = groups.get_mut(2 * source + usize::from(found)).zip(self.sources.get(source));
            if let Some((group, source)) = group {
                *group = Some(format!("{source}, {}", if found { "any finding" } else { "none" }));
            }
        };
        for one in &self.pictures {
            let found = Some(one.label) != self.none;
            occurs(one.source, found);
            let mirrored = one.mirror.is_some() && self.none.is_some();
            if mirrored || (!found && !self.outlined.is_empty()) {
                occurs(one.source, !found);
            }
        }
        groups
    }

    /// How often each class occurs in an epoch; what is set in counts for its class on average.
    pub(super) fn counts(&self, labels: usize) -> Vec<f32> {
        let mut counts = vec![0.0f32; labels];
        let mut add = |label: usize, weight: f32| {
            if let Some(count) = counts.get_mut(label) {
                *count += weight;
            }
        };
        for one in &self.pictures {
            add(one.label, one.times as f32);
            if let (Some(_), Some(none)) = (one.mirror, self.none) {
                add(one.label, 1.0);
                add(none, 1.0);
            }
        }
        let halves = if self.outlined.is_empty() { 0.0 } else { self.free.len() as f32 / 2.0 };
        if let Some(none) = self.none {
            add(none, halves);
        }
        for index in &self.outlined {
            if let Some(one) = self.pictures.get(*index) {
                add(one.label, halves / self.outlined.len() as f32);
            }
        }
        counts
    }
}

fn one(
    record: &Record,
    axes: &BTreeMap<String, Mirror>,
    repeat: &[(String, usize)],
    sources: &[String],
) -> Result<One> {
    let image = super::batch::opened_one(record)?;
    let grey = grey(&image);
    let outline = record.mask.as_ref().map(|path| outline(path, &image)).transpose()?;
    let outline = outline.filter(|outline| outline.contains(&1));
    let file = record.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mirror = axes.get(&file).copied().filter(|_| outline.is_some());
    let times = repeat.iter().find(|(source, _)| *source == record.source).map_or(1, |(_, times)| *times);
    let source = sources.iter().position(|source| *source == record.source).unwrap_or_default();
    Ok(One { grey, label: record.label, outline, mirror, times, source })
}

/// 1 where the outline in that file is white; as large as the picture.
pub(super) fn outline(path: &Path, picture: &Image) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    let opened =
        imaging::open(&bytes, &imaging::Limits::default()).with_context(|| format!("opening {}", path.display()))?;
    let (width, height) = (opened.image.width(), opened.image.height());
    ensure!(
        (width, height) == (picture.width(), picture.height()),
        "`{}`: expected an outline of {} × {} pixels, as its picture has, found {width} × {height}",
        path.display(),
        picture.width(),
        picture.height()
    );
    Ok(grey(&opened.image).values.iter().map(|value| u8::from(*value > 127.0)).collect())
}

/// A picture as grey values.
pub(super) fn grey(image: &Image) -> GreyPicture {
    let image = imaging::grey_from_image(image);
    let values = match image.pixels() {
        Pixels::Grey8(samples) => samples.iter().map(|value| f32::from(*value)).collect(),
        Pixels::Grey16(samples) => samples.iter().map(|value| f32::from(*value) / 257.0).collect(),
        Pixels::Rgb8(_) => Vec::new(),
    };
    GreyPicture { width: image.width() as usize, height: image.height() as usize, values }
}

/// Axis and side by file name; only of `train`, for the others exist as files.
fn axes(folder: &Path) -> Result<BTreeMap<String, Mirror>> {
    let path = folder.join("mirror.csv");
    let context = || format!("reading `{}`: expected the columns file, axis and FINDING_side", path.display());
    let mut axes = BTreeMap::new();
    let mut reader = csv::Reader::from_path(&path).with_context(context)?;
    // The column of the side has the name of the finding before it.
    let side = |name: &str| if name.ends_with("_side") { "side".to_owned() } else { name.to_owned() };
    let headers: StringRecord = reader.headers().with_context(context)?.iter().map(side).collect();
    for record in reader.records() {
        let record = record.with_context(context)?;
        let line: MirrorLine = record.deserialize(Some(&headers)).with_context(context)?;
        let finding_left = match line.side.as_str() {
            "left" => true,
            "right" => false,
            other => anyhow::bail!("`{}`: expected the side `left` or `right`, found `{other}`", path.display()),
        };
        let name = line.file.rsplit('/').next().unwrap_or_default().to_owned();
        axes.insert(name, Mirror { axis: line.axis, finding_left });
    }
    Ok(axes)
}

#[cfg(test)]
mod tests;
