//! Performance on what is left: with the anatomy blacked out, with nothing but a border, in the colours of another
//! laboratory.
//!
//! Each is a few rows of scores on the same pictures, the unchanged ones first. Performance that does not need the
//! anatomy comes from something else; performance that drops with the stain comes from the stain.

use super::anatomy::{Anatomy, outline_from_mask};
use super::shortcuts::probe_from_outcomes;
use crate::baseline::Sample;
use crate::evaluate::each;
use crate::model::Model;
use crate::rivals::{FittedRule, statistics_of};
use ::task::Rival;
use anyhow::{Context, Result, ensure};
use engine::steps;
use evaluation::{HiddenPart, Probe};
use explain::occlusion::pixels;
use imaging::{Image, Pixels};
use model::Colour;
use training::data::{ImageDataset, Record, Split};
use training::metrics::Outcome;
use training::stains::{RgbLevels, StainBasis, hue_turned, lit, saturated};

/// Side of the grid on which masks are averaged.
const GRID: u32 = 64;
/// Share of the masks that must cover a position for it to be blacked out in pictures without a mask.
const USUAL: f32 = 0.25;
/// Limit of averaged masks, evenly over the data set.
const MOST_MASKS: usize = 400;

/// Colour changes as between laboratories and cameras, fixed here so that everyone measures the same.
const SHIFTS: [(&str, Shift); 8] = [
    ("hue turned by +15 degrees", Shift::Hue(15.0)),
    ("hue turned by -15 degrees", Shift::Hue(-15.0)),
    ("saturation times 0.6", Shift::Saturation(0.6)),
    ("saturation times 1.4", Shift::Saturation(1.4)),
    ("a warm light: red times 1.1, blue times 0.85", Shift::Light([1.1, 1.0, 0.85])),
    ("a cold light: red times 0.88, blue times 1.1", Shift::Light([0.88, 1.0, 1.1])),
    ("the first stain times 1.25, the second times 0.8", Shift::Stain([1.25, 0.8, 1.0])),
    ("the first stain times 0.8, the second times 1.25", Shift::Stain([0.8, 1.25, 1.0])),
];

#[derive(Clone, Copy, Debug)]
enum Shift {
    Hue(f32),
    Saturation(f32),
    Light([f32; 3]),
    Stain([f32; 3]),
}

/// Whether a row is one of those here, and not of a part that is hidden.
#[must_use]
pub fn is_control(probe: &Probe) -> bool {
    matches!(probe.hidden, HiddenPart::Blackout | HiddenPart::BorderOnly | HiddenPart::Stain)
}

/// The score with black where the masks outline the anatomy; of pictures without a mask, where those of the whole data set mostly
/// lie, since their classes, or their split, may have none. Two rows of the pictures with a mask, and where some lack one, two of
/// all.
///
/// # Errors
/// When no picture of the data set has a mask, or one cannot be opened.
pub fn blackout(model: &Model, data: &ImageDataset, split: Split) -> Result<Vec<Probe>> {
    let records = data.split(split);
    let masked = records.iter().filter(|record| record.mask.is_some()).count();
    ensure!(is_outlined(data), "the data set `{}` has no masks", data.name);
    let usual = usual_place(data)?;
    let own = |record: &Record, image: &Image| match Anatomy::of(record, image)? {
        anatomy @ Anatomy::Outlined(_) => anyhow::Ok(Some(blacked(image, &anatomy.hidden(image)))),
        Anatomy::Centre(_) => anyhow::Ok(None),
    };
    let whole = |record: &Record, image: &Image| anyhow::Ok(own(record, image)?.map(|_| image.clone()));
    let any = |record: &Record, image: &Image| {
        let usual = || blacked(image, &outline_from_mask(&usual, image));
        anyhow::Ok(Some(own(record, image)?.unwrap_or_else(usual)))
    };
    let mut views = Vec::new();
    if masked > 0 {
        views.push(view("nothing: the pictures with a mask, whole", &whole));
        views.push(view("the mask with a margin, in black", &own));
    }
    if masked < records.len() {
        let black = ["where masks mostly lie, in black", "the mask in black, or where masks mostly lie"];
        views.push(view("nothing: all pictures, whole", &unchanged));
        views.push(view(black[usize::from(masked > 0)], &any));
    }
    rows(model, data, split, HiddenPart::Blackout, &views, &|image: &Image| answer(model, image))
}

/// Whether some picture of the data set, of whichever split, has a mask: without one nothing says where the anatomy lies.
#[must_use]
pub fn is_outlined(data: &ImageDataset) -> bool {
    data.records.iter().any(|record| record.mask.is_some())
}

/// The score with nothing left but the outer `share` of each side, the rest black.
///
/// # Errors
/// When the split is empty or a picture cannot be opened.
pub fn border(model: &Model, data: &ImageDataset, split: Split, share: f32) -> Result<Vec<Probe>> {
    ensure!(share > 0.0 && share < 0.5, "expected a border of more than 0 and less than 0.5, found {share}");
    let inner = |x: f32, y: f32| x.min(1.0 - x) >= share && y.min(1.0 - y) >= share;
    let framed = |_: &Record, image: &Image| anyhow::Ok(Some(blacked(image, &pixels(image, inner))));
    let by = format!("all but a border of {:.0} % of the sides", share * 100.0);
    let views = [view("nothing: the same pictures whole", &unchanged), view(&by, &framed)];
    rows(model, data, split, HiddenPart::BorderOnly, &views, &|image: &Image| answer(model, image))
}

/// The score in the colours of other stains, cameras and lamps, and where the data set has `train` and `val`, that of colour
/// statistics alone beside it.
///
/// # Errors
/// When the model takes grey levels only, the split is empty, or a picture cannot be opened.
pub fn stain(model: &Model, data: &ImageDataset, split: Split) -> Result<Vec<Probe>> {
    ensure!(
        model.manifest.input.colour == Colour::Rgb,
        "--stain changes colours, and this model sees grey levels alone"
    );
    let changes = SHIFTS.map(|(name, shift)| {
        let change: ColourChange = Box::new(move |_: &Record, image: &Image| Ok(Some(shift.of(image))));
        (name, change)
    });
    let of_model = |image: &Image| answer(model, image);
    let mut found = rows(model, data, split, HiddenPart::Stain, &colour_views(&changes, ""), &of_model)?;
    if let Some(rule) = colour_rule(model, data)? {
        let whose = format!("; colour statistics alone, {}", rule.kind().name());
        let of_rule =
            |image: &Image| anyhow::Ok(rule.probabilities(&statistics_of(Rival::Colour, image, &model.manifest.input)));
        found.extend(rows(model, data, split, HiddenPart::Stain, &colour_views(&changes, &whose), &of_rule)?);
    }
    Ok(found)
}

/// Unchanged colours, and each change of them; `whose` ends their names.
fn colour_views<'a>(changes: &'a [(&str, ColourChange)], whose: &str) -> Vec<ControlView<'a>> {
    let first = view(&format!("nothing: colours as they are{whose}"), &unchanged);
    let others = changes.iter().map(|(name, change)| view(&format!("{name}{whose}"), &**change));
    std::iter::once(first).chain(others).collect()
}

/// The better rule on `val`; `None` where there is nothing to fit it on.
fn colour_rule(model: &Model, data: &ImageDataset) -> Result<Option<FittedRule>> {
    let samples = |split: Split| {
        each(&data.split(split), "colour statistics", |record, bytes| {
            let statistics = statistics_of(Rival::Colour, &model.opened(bytes)?, &model.manifest.input);
            Ok(Sample { statistics, truth: record.label })
        })
    };
    let (train, val) = (samples(Split::Train)?, samples(Split::Val)?);
    if val.is_empty() {
        return Ok(None);
    }
    let classes = model.manifest.labels.len();
    let rules = FittedRule::fit(&train, &val, classes).into_iter().flatten();
    Ok(rules.max_by(|a, b| a.macro_recall(&val, classes).total_cmp(&b.macro_recall(&val, classes))))
}

/// A picture changed; `None` for one that takes no part.
type ColourChange = Box<dyn Fn(&Record, &Image) -> Result<Option<Image>> + Sync>;

/// The description of the change, and the change.
type ControlView<'a> = (String, &'a (dyn Fn(&Record, &Image) -> Result<Option<Image>> + Sync));

fn view<'a>(by: &str, change: &'a (dyn Fn(&Record, &Image) -> Result<Option<Image>> + Sync)) -> ControlView<'a> {
    (by.to_owned(), change)
}

fn unchanged(_: &Record, image: &Image) -> Result<Option<Image>> {
    Ok(Some(image.clone()))
}

fn answer(model: &Model, image: &Image) -> Result<Vec<f32>> {
    let run = model.forward(&steps::prepare(image, &model.manifest.input))?;
    Ok(steps::probabilities(&run.logits, &model.manifest))
}

/// One row for each view that some picture takes part in.
fn rows(
    model: &Model,
    data: &ImageDataset,
    split: Split,
    hidden: HiddenPart,
    views: &[ControlView<'_>],
    answer: &(dyn Fn(&Image) -> Result<Vec<f32>> + Sync),
) -> Result<Vec<Probe>> {
    let records = data.split(split);
    ensure!(!records.is_empty(), "the data set `{}` has no pictures in split `{split}`", data.name);
    let answers = each(&records, hidden.name(), |record, bytes| {
        let image = model.opened(bytes)?;
        let outcome = |probabilities: Vec<f32>| Outcome {
            truth: record.label,
            probabilities,
            group: record.group.clone(),
            source: record.source.clone(),
        };
        let of = |(_, view): &ControlView<'_>| -> Result<Option<Outcome>> {
            view(record, &image)?.map(|image| anyhow::Ok(outcome(answer(&image)?))).transpose()
        };
        views.iter().map(of).collect::<Result<Vec<_>>>()
    })?;
    let row = |(at, (by, _)): (usize, &ControlView<'_>)| {
        let outcomes: Vec<&Outcome> = answers.iter().filter_map(|one| one.get(at)?.as_ref()).collect();
        let on = (data.name.as_str(), split);
        probe_from_outcomes(&outcomes, model.manifest.labels.len(), (hidden, by.as_str()), on)
    };
    views.iter().enumerate().map(row).collect::<Option<Vec<_>>>().context("a probe gave no score")
}

/// The usual position of the data set's masks, as a mask: white where [`USUAL`] of them are.
fn usual_place(data: &ImageDataset) -> Result<Image> {
    let masks: Vec<_> = data.records.iter().filter_map(|record| record.mask.as_ref()).collect();
    let grid = |level: &dyn Fn(usize) -> u8| {
        let samples = (0..(GRID * GRID) as usize).map(level).collect();
        Image::new(GRID, GRID, Pixels::Grey8(samples)).context("a square of samples")
    };
    let empty = grid(&|_| 0)?;
    let taken = masks.len().min(MOST_MASKS);
    let mut counts = vec![0usize; (GRID * GRID) as usize];
    for path in (0..taken).filter_map(|at| masks.get(at * masks.len() / taken)) {
        let context = || format!("`{}`", path.display());
        let mask = reading::open(&std::fs::read(path).with_context(context)?).with_context(context)?.image;
        for (count, inside) in counts.iter_mut().zip(outline_from_mask(&mask, &empty)) {
            *count += usize::from(inside);
        }
    }
    let is_usual = |at: usize| counts.get(at).is_some_and(|count| *count as f32 >= USUAL * taken.max(1) as f32);
    grid(&|at| if is_usual(at) { 255 } else { 0 })
}

/// Black where `hidden` is true.
fn blacked(image: &Image, hidden: &[bool]) -> Image {
    let hides = |pixel: usize| hidden.get(pixel).copied().unwrap_or(false);
    let eight = |samples: &[u8], channels: usize| -> Vec<u8> {
        samples.iter().enumerate().map(|(at, sample)| if hides(at / channels) { 0 } else { *sample }).collect()
    };
    let pixels = match image.pixels() {
        Pixels::Grey8(samples) => Pixels::Grey8(eight(samples, 1)),
        Pixels::Rgb8(samples) => Pixels::Rgb8(eight(samples, 3)),
        Pixels::Grey16(samples) => {
            Pixels::Grey16(samples.iter().enumerate().map(|(at, sample)| if hides(at) { 0 } else { *sample }).collect())
        }
    };
    Image::new(image.width(), image.height(), pixels).unwrap_or_else(|| image.clone())
}

impl Shift {
    /// A picture in these colours; a grey one as colour without saturation.
    fn of(self, image: &Image) -> Image {
        let colour = imaging::rgb_from_image(image);
        let Pixels::Rgb8(samples) = colour.pixels() else { return image.clone() };
        let basis = StainBasis::default();
        let shifted = |pixel: &[u8]| -> [u8; 3] {
            let mut levels: RgbLevels = [0.0; 3];
            levels.iter_mut().zip(pixel).for_each(|(level, sample)| *level = f32::from(*sample));
            let changed = match self {
                Self::Hue(degrees) => hue_turned(levels, degrees),
                Self::Saturation(factor) => saturated(levels, factor),
                Self::Light(gains) => lit(levels, gains),
                Self::Stain(scale) => basis.restained(levels, scale, [0.0; 3]),
            };
            changed.map(|level| level.round().clamp(0.0, 255.0) as u8)
        };
        let samples = samples.chunks_exact(3).flat_map(shifted).collect();
        Image::new(image.width(), image.height(), Pixels::Rgb8(samples)).unwrap_or_else(|| image.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_lies_where_it_should_in_every_kind_of_picture() {
        let colour = Image::new(2, 1, Pixels::Rgb8(vec![1, 2, 3, 4, 5, 6])).unwrap();
        assert_eq!(blacked(&colour, &[false, true]).pixels(), &Pixels::Rgb8(vec![1, 2, 3, 0, 0, 0]));
        let deep = Image::new(2, 1, Pixels::Grey16(vec![500, 600])).unwrap();
        assert_eq!(blacked(&deep, &[true]).pixels(), &Pixels::Grey16(vec![0, 600]));
    }

    #[test]
    fn every_shift_changes_a_stained_picture_and_leaves_clear_glass_nearly_clear() {
        let violet = Image::new(1, 1, Pixels::Rgb8(vec![150, 100, 180])).unwrap();
        let glass = Image::new(1, 1, Pixels::Rgb8(vec![255; 3])).unwrap();
        for (name, shift) in SHIFTS {
            assert_ne!(shift.of(&violet), violet, "{name}");
            if !matches!(shift, Shift::Light(_)) {
                assert_eq!(shift.of(&glass), glass, "{name}");
            }
        }
    }
}
