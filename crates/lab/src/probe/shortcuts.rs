//! The score with part of every picture hidden, and the pointing game on the way.

use super::anatomy::Anatomy;
use crate::bootstrap::{intervals, share};
use crate::evaluate::each;
use crate::model::Model;
use anyhow::{Context, Result};
use engine::{Run, steps};
use evaluation::{Figure, HiddenPart, Pointing, Probe, Split};
use explain::Map;
use explain::occlusion::{FRAME, cover, cover_frame, pixels};
use imaging::{Image, Pixels};
use model::{Colour, InputSpec};
use training::data::Record;
use training::metrics::{Outcome, measure as score};

/// Side of the squares in the corners that are hidden, as a share of the sides: where burned-in text is.
const CORNER: f32 = 0.15;

/// One picture, answered unchanged and with parts hidden.
struct Probed {
    whole: Outcome,
    anatomy: Outcome,
    borders: Outcome,
    corners: Outcome,
    is_outlined: bool,
    /// Whether the strongest cell touches the outline, and what share of the picture's cells does.
    pointing: Option<(bool, f32)>,
}

/// Probes, that of the whole picture first, and the pointing game where there are outlines. `on`: data set and split.
///
/// # Errors
/// When a picture or a mask cannot be opened.
pub(super) fn measure(model: &Model, records: &[&Record], on: (&str, Split)) -> Result<(Vec<Probe>, Option<Pointing>)> {
    let probed = each(records, "hidden", |record, bytes| probe_one(model, record, bytes))?;
    let classes = model.manifest.labels.len();
    let outlined = probed.iter().filter(|one| one.is_outlined).count();
    let row = |hidden: HiddenPart, by: &str, which: &dyn Fn(&Probed) -> Option<&Outcome>| {
        let outcomes: Vec<&Outcome> = probed.iter().filter_map(which).collect();
        probe_from_outcomes(&outcomes, classes, (hidden, by), on)
    };
    let found_by = match outlined {
        0 => "the centre",
        all if all == probed.len() => "outlines",
        _ => "outlines, else the centre",
    };
    let mut probes = vec![
        row(HiddenPart::Nothing, "all pictures", &|one| Some(&one.whole)),
        row(HiddenPart::Anatomy, found_by, &|one| Some(&one.anatomy)),
        row(HiddenPart::Borders, "a tenth on every side", &|one| Some(&one.borders)),
        row(HiddenPart::Corners, "squares of 15 % of the sides", &|one| Some(&one.corners)),
    ];
    if outlined > 0 && outlined < probed.len() {
        probes.push(row(HiddenPart::Nothing, "pictures with an outline", &|one| one.is_outlined.then_some(&one.whole)));
        probes
            .push(row(HiddenPart::Anatomy, "pictures with an outline", &|one| one.is_outlined.then_some(&one.anatomy)));
    }
    Ok((probes.into_iter().collect::<Option<_>>().context("a probe gave no score")?, pointing_game(&probed)))
}

/// A picture with its anatomy, its borders and its corners hidden, each as the network sees it.
#[must_use]
pub fn hidden_pictures(image: &Image, anatomy: &Anatomy, input: &InputSpec) -> [Image; 3] {
    let corners = pixels(image, |x, y| x.min(1.0 - x) < CORNER && y.min(1.0 - y) < CORNER);
    let hidden = [cover(image, &anatomy.hidden(image)), cover_frame(image, FRAME), cover(image, &corners)];
    hidden.map(|cover| steps::prepare(&cover.image, input))
}

fn probe_one(model: &Model, record: &Record, bytes: &[u8]) -> Result<Probed> {
    let input = &model.manifest.input;
    let image = model.opened(bytes)?;
    let anatomy = Anatomy::of(record, &image)?;
    let run = model.forward(&steps::prepare(&image, input))?;
    let outcome = |run: &Run| Outcome {
        truth: record.label,
        probabilities: steps::probabilities(&run.logits, &model.manifest),
        group: record.group.clone(),
        source: record.source.clone(),
    };
    let [without_anatomy, without_borders, without_corners] = hidden_pictures(&image, &anatomy, input);
    let pointing = match &anatomy {
        Anatomy::Outlined(outline) => {
            let map = steps::explain(&run, model.classifier())?.into_iter().nth(record.label);
            map.map(|map| pointing(&map, &prepared_mask(&image, outline, input), &prepared_mask(&image, &[], input)))
        }
        Anatomy::Centre(_) => None,
    };
    Ok(Probed {
        whole: outcome(&run),
        anatomy: outcome(&model.forward(&without_anatomy)?),
        borders: outcome(&model.forward(&without_borders)?),
        corners: outcome(&model.forward(&without_corners)?),
        is_outlined: matches!(anatomy, Anatomy::Outlined(_)),
        pointing,
    })
}

/// An outline in the coordinates of the network's input; without one, the whole picture.
fn prepared_mask(image: &Image, outline: &[bool], input: &InputSpec) -> Image {
    let area = image.width() as usize * image.height() as usize;
    let white = |pixel: usize| outline.is_empty() || outline.get(pixel).copied().unwrap_or(false);
    let samples = (0..area).map(|pixel| if white(pixel) { 255 } else { 0 }).collect();
    let mut flat = input.clone();
    (flat.colour, flat.resize.fill) = (Colour::Grey, 0);
    Image::new(image.width(), image.height(), Pixels::Grey8(samples))
        .map_or_else(|| image.clone(), |mask| steps::prepare(&mask, &flat))
}

/// Whether the map's strongest cell touches the outline, and the share of the picture's cells that do.
fn pointing(map: &Map, outline: &Image, picture: &Image) -> (bool, f32) {
    let (touched, within) = (cells_touched(map, outline), cells_touched(map, picture));
    let count = |cells: &[bool]| cells.iter().filter(|cell| **cell).count();
    let hit = touched.get(trust::argmax(&map.values)).copied().unwrap_or(false);
    (hit, count(&touched) as f32 / count(&within).max(1) as f32)
}

/// Which cells of the map's grid hold a white pixel.
fn cells_touched(map: &Map, mask: &Image) -> Vec<bool> {
    let mut touched = vec![false; map.width * map.height];
    let Pixels::Grey8(samples) = mask.pixels() else { return touched };
    let (width, height) = (mask.width() as usize, mask.height() as usize);
    for (pixel, _) in samples.iter().enumerate().filter(|(_, sample)| **sample > 127) {
        let cell = (pixel / width * map.height / height) * map.width + pixel % width * map.width / width;
        touched.iter_mut().skip(cell).take(1).for_each(|cell| *cell = true);
    }
    touched
}

fn pointing_game(probed: &[Probed]) -> Option<Pointing> {
    let played = || probed.iter().filter_map(|one| Some((one.whole.group.as_str(), one.pointing?)));
    let n = played().count();
    let hits = share(played().map(|(group, (hit, _))| (group, hit)))?;
    let chance = played().map(|(_, (_, chance))| f64::from(chance)).sum::<f64>() / n as f64;
    Some(Pointing { n: u32::try_from(n).ok()?, hits, chance: chance as f32 })
}

/// Scores with their intervals; `None` where there are no pictures.
pub(super) fn probe_from_outcomes(
    outcomes: &[&Outcome],
    classes: usize,
    (hidden, by): (HiddenPart, &str),
    (data, split): (&str, Split),
) -> Option<Probe> {
    let metrics = score(outcomes, classes);
    let bounds = intervals(outcomes, classes, |metrics| {
        vec![("accuracy".to_owned(), metrics.accuracy), ("macro_recall".to_owned(), metrics.macro_recall)]
    });
    let figure = |name: &str, value: Option<f64>| {
        let [low, high] = *bounds.get(name)?;
        Some(Figure { value: value? as f32, low: low as f32, high: high as f32 })
    };
    Some(Probe {
        hidden,
        by: by.to_owned(),
        data: data.to_owned(),
        split,
        n: u32::try_from(outcomes.len()).ok()?,
        accuracy: figure("accuracy", metrics.accuracy)?,
        macro_recall: figure("macro_recall", metrics.macro_recall)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_cell_hits_where_the_outline_is() {
        let mut values = vec![0.0; 49];
        values[10] = 1.0;
        let mut map = Map { width: 7, height: 7, values };
        // Cells of 32 pixels; the outline lies in cells 10 and 11 of the grid, row 1, columns 3 and 4.
        let white = |x: u32, y: u32| (100..140).contains(&x) && (40..50).contains(&y);
        let samples = (0..224 * 224).map(|i| if white(i % 224, i / 224) { 255 } else { 0 }).collect();
        let outline = Image::new(224, 224, Pixels::Grey8(samples)).unwrap();
        let samples = (0..224 * 224).map(|i| if (32..192).contains(&(i / 224)) { 255 } else { 0 }).collect();
        let picture = Image::new(224, 224, Pixels::Grey8(samples)).unwrap();
        assert_eq!(pointing(&map, &outline, &picture), (true, 2.0 / 35.0));
        map.values[12] = 2.0;
        assert_eq!(pointing(&map, &outline, &picture), (false, 2.0 / 35.0));
    }
}
