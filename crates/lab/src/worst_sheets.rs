//! The most confident wrong answers on contact sheets, for error analysis.
//!
//! Invariant: sheets hold pictures of data sets, which are not ours to publish: a `.gitignore` beside them keeps them
//! out of git.

use super::model::Model;
use anyhow::{Context, Result};
use containers::{Channels, png};
use imaging::{Image, resize::with_longest_side, rgba_from_image};
use model::Manifest;
use std::fmt::Write;
use std::path::Path;
use training::data::Record;
use training::metrics::Outcome;
use trust::argmax;

/// Longest side of a picture on a sheet, in pixels.
const SIDE: u32 = 224;
/// Gap between pictures, in pixels.
const GAP: u32 = 8;
/// Pictures per row.
const ROW: usize = 5;

/// How an answer is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// There is a finding, and "none" is most probable.
    Missed,
    /// There is none, and a finding is most probable.
    FalseAlarm,
    /// A wrong finding is most probable; any other class where none of them is "none".
    WrongClass,
}

impl Mistake {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Missed, Self::FalseAlarm, Self::WrongClass];

    /// Stem of its file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::FalseAlarm => "false-alarms",
            Self::WrongClass => "wrong-class",
        }
    }

    /// How an answer is wrong; `None` where it is right. `negative` is the index of "none".
    #[must_use]
    pub fn of(truth: usize, answer: usize, negative: Option<usize>) -> Option<Self> {
        if truth == answer {
            None
        } else if negative == Some(answer) {
            Some(Self::Missed)
        } else if negative == Some(truth) {
            Some(Self::FalseAlarm)
        } else {
            Some(Self::WrongClass)
        }
    }
}

/// A wrong answer.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongAnswer {
    /// Index among the answered pictures.
    pub at: usize,
    /// How it is wrong.
    pub mistake: Mistake,
    /// True class.
    pub truth: String,
    /// Most probable class.
    pub answer: String,
    /// Its probability, 0…1.
    pub probability: f32,
}

/// The `most` most confident ones of every kind of mistake, in descending order; ties in the order of the data set.
#[must_use]
pub fn worst(manifest: &Manifest, outcomes: &[Outcome], most: usize) -> Vec<WrongAnswer> {
    let negative = manifest.negative_class();
    let label = |place: usize| manifest.labels[place].clone();
    let mut wrong: Vec<WrongAnswer> = outcomes
        .iter()
        .enumerate()
        .filter_map(|(at, outcome)| {
            let answer = argmax(&outcome.probabilities);
            Some(WrongAnswer {
                at,
                mistake: Mistake::of(outcome.truth, answer, negative)?,
                truth: label(outcome.truth),
                answer: label(answer),
                probability: outcome.probabilities[answer],
            })
        })
        .collect();
    // Stable: equals keep their order.
    wrong.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let of = |mistake: Mistake| wrong.iter().filter(move |one| one.mistake == mistake).take(most).cloned();
    Mistake::ALL.into_iter().flat_map(of).collect()
}

/// Writes one sheet for each kind of mistake that occurs, row by row, and a list of what is on it, into a folder that
/// git ignores.
///
/// # Errors
/// When a picture cannot be opened, or a file not be written.
pub fn write(folder: &Path, wrong: &[WrongAnswer], records: &[&Record], model: &Model) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("creating `{}`", folder.display()))?;
    let save = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("writing `{}`", path.display()))
    };
    save(".gitignore", b"*\n")?;
    for mistake in Mistake::ALL {
        let (mut pictures, mut list) = (Vec::new(), String::new());
        for one in wrong.iter().filter(|one| one.mistake == mistake) {
            let Some(record) = records.get(one.at) else { continue };
            let context = || format!("`{}`", record.path.display());
            let bytes = std::fs::read(&record.path).with_context(context)?;
            pictures.push(model.opened(&bytes).with_context(context)?);
            let (row, column) = (pictures.len().div_ceil(ROW), (pictures.len() - 1) % ROW + 1);
            let _ = writeln!(
                list,
                "{row}.{column}\t{} is {}, said to be {} with {:.3}\t{}\t{}\t{}",
                record.path.display(),
                one.truth,
                one.answer,
                one.probability,
                record.source,
                record.group,
                record.split
            );
        }
        if pictures.is_empty() {
            continue;
        }
        let drawn = sheet(&pictures).context("a sheet is larger than a PNG can be")?;
        save(&format!("{}.png", mistake.name()), &drawn)?;
        save(&format!("{}.txt", mistake.name()), list.as_bytes())?;
    }
    Ok(())
}

/// Pictures in rows on grey, as a PNG; `None` without any.
fn sheet(pictures: &[Image]) -> Option<Vec<u8>> {
    let columns = pictures.len().min(ROW);
    let rows = pictures.len().div_ceil(ROW);
    let length = |count: usize| Some(u32::try_from(count).ok()? * (SIDE + GAP) + GAP);
    let (width, height) = (length(columns)?, length(rows)?);
    let mut samples = vec![96u8; width as usize * height as usize * 3];
    for (at, picture) in pictures.iter().enumerate() {
        let small = with_longest_side(picture, SIDE);
        let place = |index: usize, side: u32| index * (SIDE + GAP) as usize + (GAP + (SIDE - side) / 2) as usize;
        let (left, top) = (place(at % ROW, small.width()), place(at / ROW, small.height()));
        let rgba = rgba_from_image(&small);
        for (y, line) in rgba.chunks_exact(small.width() as usize * 4).enumerate() {
            for (x, pixel) in line.chunks_exact(4).enumerate() {
                let start = ((top + y) * width as usize + left + x) * 3;
                if let (Some(to), [red, green, blue, _]) = (samples.get_mut(start..start + 3), pixel) {
                    to.copy_from_slice(&[*red, *green, *blue]);
                }
            }
        }
    }
    if pictures.is_empty() { None } else { png(width, height, Channels::Three, &samples) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use imaging::Pixels;

    #[test]
    fn a_wrong_answer_is_a_miss_a_false_alarm_or_another_class() {
        let of = |truth, answer| Mistake::of(truth, answer, Some(2));
        assert_eq!([of(0, 0), of(2, 2)], [None, None]);
        assert_eq!([of(0, 2), of(2, 1), of(0, 1)], Mistake::ALL.map(Some));
        assert_eq!(Mistake::of(0, 2, None), Some(Mistake::WrongClass));
    }

    #[test]
    fn pictures_lie_in_rows_and_small_ones_in_the_middle_of_their_place() {
        let white = |width: u32, height: u32| {
            Image::new(width, height, Pixels::Grey8(vec![255; (width * height) as usize])).unwrap()
        };
        let pictures = [white(10, 10), white(10, 5), white(4, 4), white(4, 4), white(4, 4), white(4, 4)];
        let file = sheet(&pictures).unwrap();
        let found = imaging::open(&file, &imaging::Limits::default()).unwrap().image;
        assert_eq!((found.width(), found.height()), (5 * 232 + 8, 2 * 232 + 8));
        let rgba = rgba_from_image(&found);
        let at = |x: usize, y: usize| rgba[(y * found.width() as usize + x) * 4];
        assert_eq!([at(0, 0), at(8, 8), at(231, 231), at(232, 8)], [96, 255, 255, 96]);
        // The second is half as high as its cell.
        assert_eq!([at(300, 30), at(300, 120), at(300, 220)], [96, 255, 96]);
        assert_eq!([at(100, 300), at(400, 300)], [255, 96], "one in the second row");
        assert_eq!(sheet(&[]), None);
    }
}
