//! The content of an epoch: every picture once, outlined ones mirrored both ways, and findings inserted into slices of
//! other sources, each drawn from the seed.

use super::balance::{self, BalancedGroup};
use super::lesion::{GreyPicture, OutlinedLesion, mirrored, set_in};
use super::mirror_list::{Mirror, axes};
use super::options::{Ingredient, TrainOptions};
use super::planes::{KeptPicture, grey};
use super::{background, order};
use crate::data::{ImageDataset, Record, Split};
use ::task::MasksOf;
use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use imaging::Image;
use model::Colour;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How often another lesion is tried where one does not fit into the slice.
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
    /// Indices of pictures with a mask of the anatomy.
    masked: Vec<usize>,
    /// Names of the sources, sorted.
    sources: Vec<String>,
    /// How classes and sources are sampled; none where every picture occurs as often as the options say.
    balanced: Vec<BalancedGroup>,
    /// How often each picture occurs in an epoch as it is, on average.
    rates: Vec<f32>,
}

/// The properties of all pictures of a task.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PictureKind<'a> {
    /// The class without a finding; none where every class is one.
    pub(super) negative: Option<&'a str>,
    /// The colour channels that the network uses.
    pub(super) colour: Colour,
    /// What their masks outline.
    pub(super) masks: MasksOf,
}

struct One {
    look: KeptPicture,
    label: usize,
    /// Of the finding.
    outline: Option<Vec<u8>>,
    /// Of the anatomy.
    anatomy: Option<Vec<u8>>,
    mirror: Option<Mirror>,
    /// How often it occurs in an epoch, without balancing.
    times: usize,
    /// Index of its source.
    source: usize,
}

/// A picture to learn from.
pub(super) struct TrainingPicture {
    /// One of grey levels, or red, green and blue.
    pub(super) planes: Vec<GreyPicture>,
    pub(super) label: usize,
    /// As large as the picture, 0…1: how much of a pixel belongs to the finding. `None` where nobody outlined it.
    pub(super) outline: Option<GreyPicture>,
    /// Index of the source of its appearance: for an inserted finding, that of the slice into which it was inserted.
    pub(super) source: usize,
    /// Index of the picture that it is made from, for [`Examples::anatomy`].
    pub(super) place: usize,
}

/// One picture of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EpochPicture {
    /// Unchanged.
    Whole(usize),
    /// Mirrored; whether the half with the finding stays.
    Mirrored(usize, bool),
    /// A slice without a finding into which something is inserted: a finding, or healthy tissue.
    SetIn(usize, bool),
}

impl Examples {
    /// Opens the pictures of `train` with their outlines. A data set without a class for "none" is trained without
    /// mirroring and insertion; findings are inserted into grey pictures only, since their position is determined from
    /// grey levels.
    ///
    /// # Errors
    /// When a picture, an outline or the list cannot be read, an outline has another size than its picture, a source to
    /// be repeated is not in `train`, or backgrounds are to be changed and no picture has a mask of the anatomy.
    pub(super) fn open(data: &ImageDataset, kind: PictureKind<'_>, options: &TrainOptions) -> Result<Self> {
        let train = data.split(Split::Train);
        let sources: BTreeSet<&String> = train.iter().map(|record| &record.source).collect();
        let sources: Vec<String> = sources.into_iter().cloned().collect();
        for (source, _) in &options.repeat {
            ensure!(sources.contains(source), "expected a source of `train` to repeat, found `{source}`");
        }
        let mirror = options.mirror.as_deref().filter(|_| !options.is_without(Ingredient::Mirrored));
        let axes = mirror.map(axes).transpose()?.unwrap_or_default();
        let none = data.labels.iter().position(|label| Some(label.as_str()) == kind.negative);
        let opened = |record: &&Record| one(record, kind, &axes, &options.repeat, &sources);
        let pictures: Vec<One> = train.par_iter().map(opened).collect::<Result<_>>()?;
        let at = |wanted: &dyn Fn(&One) -> bool| {
            pictures.iter().enumerate().filter(|(_, one)| wanted(one)).map(|(index, _)| index).collect::<Vec<_>>()
        };
        let transplants = !options.is_without(Ingredient::Transplants) && kind.colour == Colour::Grey;
        let outlined = at(&|one| transplants && one.outline.is_some() && Some(one.label) != none);
        let free = at(&|one| Some(one.label) == none);
        let masked = at(&|one| one.anatomy.is_some());
        ensure!(
            options.border.is_none() || !masked.is_empty(),
            "--border changes what lies around the anatomy: expected pictures with a mask in `train`, and \
             `masks = \"anatomy\"` in task.toml, found none"
        );
        ensure!((0.0..=1.0).contains(&options.balance), "expected a balance from 0 to 1, found {}", options.balance);
        let mut rates: Vec<f32> = pictures.iter().map(|one| one.times as f32).collect();
        let mut balanced = Vec::new();
        if options.balance > 0.0 {
            let groups = pictures.iter().map(|one| ([one.label, one.source], one.times));
            balanced = balance::groups(groups, options.balance);
            for (place, rate) in balanced.iter().flat_map(BalancedGroup::rates) {
                rates.iter_mut().skip(place).take(1).for_each(|own| *own = rate);
            }
        }
        Ok(Self { none, outlined, free, masked, sources, balanced, rates, pictures })
    }

    /// Index of the class without a finding, where there is one.
    pub(super) fn none(&self) -> Option<usize> {
        self.none
    }

    /// Every example of one epoch, shuffled. Sources to be repeated occur more than once, with new random changes each
    /// time. Findings are inserted into as many slices as healthy tissue, and both halves are mirrored equally often:
    /// neither a seam nor symmetry reveals the class. With `together`, a number of pictures, both halves are adjacent
    /// in one batch of that size.
    pub(super) fn epoch(&self, seed: u64, epoch: usize, together: Option<usize>) -> Vec<EpochPicture> {
        let mut random = Rng::with_seed(seed.wrapping_add(epoch as u64 * 7919));
        let often = |(index, one): (usize, &One)| std::iter::repeat_n(EpochPicture::Whole(index), one.times);
        let whole: Vec<EpochPicture> = if self.balanced.is_empty() {
            self.pictures.iter().enumerate().flat_map(often).collect()
        } else {
            let drawn = self.balanced.iter().flat_map(|group| group.drawn(&mut random));
            drawn.map(EpochPicture::Whole).collect()
        };
        let halves = self.pictures.iter().enumerate().filter(|(_, one)| one.mirror.is_some() && self.none.is_some());
        let halves = halves.flat_map(|(index, _)| [true, false].map(|finding| EpochPicture::Mirrored(index, finding)));
        let hosts: &[usize] = if self.outlined.is_empty() { &[] } else { &self.free };
        let set_in = hosts.iter().map(|index| EpochPicture::SetIn(*index, random.bool())).collect::<Vec<_>>();
        let all: Vec<EpochPicture> = whole.into_iter().chain(halves).chain(set_in).collect();
        order::shuffled(all, together, &mut random)
    }

    /// The picture of an example, its class and its outline.
    pub(super) fn picture(&self, example: EpochPicture, random: &mut Rng) -> Option<TrainingPicture> {
        match example {
            EpochPicture::Whole(index) => self.pictures.get(index).map(|one| self.whole(one, index)),
            EpochPicture::Mirrored(index, finding) => {
                let (one, none) = (self.pictures.get(index)?, self.none?);
                let Mirror { axis, finding_left } = one.mirror?;
                let label = if finding { one.label } else { none };
                let both = |grey: &GreyPicture| mirrored(grey, axis, finding_left, finding);
                let outline = self.whole_outline(one).map(|outline| both(&outline));
                let planes = one.look.planes().iter().map(both).collect();
                Some(TrainingPicture { planes, label, outline, source: one.source, place: index })
            }
            EpochPicture::SetIn(index, finding) => {
                let host = self.pictures.get(index)?;
                let into = host.look.grey()?;
                for _ in 0..TRIES {
                    let donor = self.pictures.get(*random.choice(&self.outlined)?)?;
                    let lesion = OutlinedLesion { picture: donor.look.grey()?, outline: donor.outline.as_deref()? };
                    let tissue = self.pictures.get(*random.choice(&self.free)?)?;
                    let texture = if finding { None } else { tissue.look.grey() };
                    if let Some((grey, outline)) = set_in(into, &lesion, texture, random) {
                        let label = if finding { donor.label } else { host.label };
                        let (planes, outline) = (vec![grey], Some(outline));
                        return Some(TrainingPicture { planes, label, outline, source: host.source, place: index });
                    }
                }
                Some(self.whole(host, index))
            }
        }
    }

    /// Unchanged; without a finding the outline is empty.
    fn whole(&self, one: &One, place: usize) -> TrainingPicture {
        let outline = self.whole_outline(one);
        TrainingPicture { planes: one.look.planes(), label: one.label, outline, source: one.source, place }
    }

    fn whole_outline(&self, one: &One) -> Option<GreyPicture> {
        let [width, height] = one.look.size();
        let drawn = one.outline.as_ref().map(|outline| outline.iter().map(|inside| f32::from(*inside)).collect());
        let empty = || (Some(one.label) == self.none).then(|| vec![0.0; width * height]);
        drawn.or_else(empty).map(|values| GreyPicture { width, height, values })
    }

    /// 1 where the anatomy of a picture is, by its own mask or else by another one's at its size, 0 around it. `None`
    /// where no picture has a mask.
    pub(super) fn anatomy(&self, place: usize, random: &mut Rng) -> Option<GreyPicture> {
        let one = self.pictures.get(place)?;
        let lender = if one.anatomy.is_some() { one } else { self.pictures.get(*random.choice(&self.masked)?)? };
        Some(background::at_size(lender.anatomy.as_deref()?, lender.look.size(), one.look.size()))
    }

    /// Any training picture: for its grey levels.
    pub(super) fn any(&self, random: &mut Rng) -> Option<&GreyPicture> {
        random.choice(&self.pictures).and_then(|one| one.look.grey())
    }

    /// Index of a group of [`Examples::groups`]: pictures of one source, with or without a finding.
    pub(super) fn group(&self, source: usize, label: usize) -> usize {
        2 * source + usize::from(Some(label) != self.none)
    }

    /// The names of all groups; `None` for those that no epoch contains.
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

    /// How often each class occurs in an epoch; an inserted finding or tissue counts for its class on average.
    pub(super) fn counts(&self, labels: usize) -> Vec<f32> {
        let mut counts = vec![0.0f32; labels];
        let mut add = |label: usize, weight: f32| {
            if let Some(count) = counts.get_mut(label) {
                *count += weight;
            }
        };
        for (one, rate) in self.pictures.iter().zip(&self.rates) {
            add(one.label, *rate);
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
    kind: PictureKind<'_>,
    axes: &BTreeMap<String, Mirror>,
    repeat: &[(String, usize)],
    sources: &[String],
) -> Result<One> {
    let image = super::batch::opened_one(record)?;
    let drawn = record.mask.as_ref().map(|path| outline(path, &image)).transpose()?;
    let drawn = drawn.filter(|drawn| drawn.contains(&1));
    let (outline, anatomy) = match kind.masks {
        MasksOf::Finding => (drawn, None),
        MasksOf::Anatomy => (None, drawn),
    };
    let file = record.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mirror = axes.get(&file).copied().filter(|_| outline.is_some());
    let times = repeat.iter().find(|(source, _)| *source == record.source).map_or(1, |(_, times)| *times);
    let source = sources.iter().position(|source| *source == record.source);
    let source = source.with_context(|| format!("expected one of {sources:?}, found `{}`", record.source))?;
    let look = KeptPicture::new(&image, kind.colour);
    Ok(One { look, label: record.label, outline, anatomy, mirror, times, source })
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

#[cfg(test)]
mod tests;
