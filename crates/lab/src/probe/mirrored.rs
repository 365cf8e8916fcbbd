//! A finding mirrored away: does the answer follow it, or everything around it?
//!
//! A slice's half without the finding is mirrored over the other (`…_h`, nothing left), and as a control the half with
//! it (`…_t`, on both sides). Scanner, patient, height and brightness of the two are the same.

use crate::bootstrap::share;
use crate::evaluate::each;
use crate::model::{Model, Views};
use anyhow::{Context, Result, ensure};
use evaluation::Mirrored;
use std::collections::BTreeMap;
use training::data::{ImageDataset, Record, Split};
use trust::argmax;

/// The most probable classes of a pair, and the class of the finding.
struct MirroredPair<'a> {
    group: &'a str,
    healthy: usize,
    finding: usize,
    truth: usize,
}

/// Answers every pair of a split.
///
/// # Errors
/// When the model has no class for "none", a picture has no partner or cannot be opened, or there is no pair.
pub fn mirrored(model: &Model, data: &ImageDataset, split: Split) -> Result<Mirrored> {
    let negative = model.manifest.negative_class().context("the model has no class for \"none\"")?;
    let records = data.split(split);
    let tops = each(&records, "mirrored", |_, bytes| Ok(argmax(&model.answer(bytes, Views::One)?.calibrated)))?;
    let mut halves: BTreeMap<String, [Option<(&Record, usize)>; 2]> = BTreeMap::new();
    for (record, top) in records.iter().zip(tops) {
        let (slice, half) = half_of(record)?;
        let pair = halves.entry(slice).or_default();
        if let Some(place) = pair.get_mut(half) {
            *place = Some((record, top));
        }
    }
    let pairs: Vec<MirroredPair<'_>> = halves
        .iter()
        .map(|(slice, [healthy, finding])| {
            let (Some((_, healthy)), Some((record, finding))) = (healthy, finding) else {
                anyhow::bail!("`{slice}` has no partner: expected `{slice}_h` and `{slice}_t` in split `{split}`");
            };
            Ok(MirroredPair { group: &record.group, healthy: *healthy, finding: *finding, truth: record.label })
        })
        .collect::<Result<_>>()?;
    ensure!(!pairs.is_empty(), "the data set `{}` has no pairs in split `{split}`", data.name);
    let of = |holds: &dyn Fn(&MirroredPair<'_>) -> bool| {
        share(pairs.iter().map(|pair| (pair.group, holds(pair)))).context("there is no pair")
    };
    let groups: std::collections::BTreeSet<&str> = pairs.iter().map(|pair| pair.group).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Mirrored {
        data: data.name.clone(),
        split,
        pairs: count(pairs.len()),
        groups: count(groups.len()),
        healthy_right: of(&|pair| pair.healthy == negative)?,
        finding_kept: of(&|pair| pair.finding != negative)?,
        class_kept: of(&|pair| pair.finding == pair.truth)?,
    })
}

/// Name of the slice, and 0 for the half without the finding, 1 for the one with it.
fn half_of(record: &Record) -> Result<(String, usize)> {
    let stem = record.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ends = [("_h", 0), ("_t", 1)];
    let half = ends.into_iter().find_map(|(end, half)| Some((stem.strip_suffix(end)?.to_owned(), half)));
    half.with_context(|| {
        format!(
            "`{}`: expected a file name that ends with `_h` (finding mirrored away) or `_t` (finding on both sides)",
            record.path.display()
        )
    })
}
