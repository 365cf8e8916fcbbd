//! What passes the modality classifier wrongly, per kind of picture and per presentation from DICOM.

use super::data::{ModalityRecord, spread};
use super::dicom_slices;
use super::kinds::{self, is_task, tasks};
use super::samples::{PictureView, is_radiology};
use crate::table::percent;
use ::task::Varies;
use anyhow::Result;
use document::Table;
use engine::ModalityClassifier;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use trust::modality::{Modality, PHOTOGRAPHED};

/// Limit of pictures of a kind per presentation.
const MOST: usize = 300;

/// Pictures of one kind in one presentation.
#[derive(Clone, Debug, Serialize)]
pub struct Presented {
    /// The class.
    pub label: String,
    /// How it is shown: a window, a polarity.
    pub shown: String,
    /// Pictures.
    pub n: usize,
    /// Patients or clusters that they come from.
    pub groups: usize,
    /// Share that passes wrongly: a classifier of another kind would accept it.
    pub slips_through: f64,
    /// Share that the classifier of each other kind would accept.
    pub reaches: BTreeMap<String, f64>,
    /// Share that its own classifier would not accept, for kinds that have one.
    pub turned_away: Option<f64>,
}

/// Routes every kind of `records` in each of its presentations.
///
/// # Errors
/// When a picture cannot be opened.
pub(super) fn presented(modality: &ModalityClassifier, records: &[&ModalityRecord]) -> Result<Vec<Presented>> {
    let of = |label: &str, is_dicom: bool| {
        let all = records.iter().copied();
        let own = all.filter(|record| kinds::label(record.label) == label && record.is_dicom() == is_dicom);
        own.collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    let mut add = |label: &str, shown: &str, records: &[&ModalityRecord], view: PictureView| -> Result<()> {
        found.extend(row(modality, label, shown, &spread(records, MOST), view)?);
        Ok(())
    };
    if let Some(set) = kinds::slices() {
        let slices = of(&set.class, true);
        for &window in &set.windows {
            let source = dicom_slices::source(set, window);
            let own: Vec<_> = slices.iter().copied().filter(|record| record.source == source).collect();
            add(&set.class, &format!("DICOM, window {}/{}", window.0, window.1), &own, PictureView::Plain)?;
        }
        let own: Vec<_> = slices.iter().copied().filter(|record| record.source.ends_with("own window")).collect();
        add(&set.class, "DICOM, the file's own window", &own, PictureView::Plain)?;
    }
    for label in kinds::labels() {
        let varies: &[(&str, PictureView)] = match kinds::look(label).and_then(|look| look.varies) {
            Some(Varies::Window) => &[("narrow window", PictureView::Narrow), ("wide window", PictureView::Wide)],
            Some(Varies::Polarity) => &[("inverted", PictureView::Inverted)],
            None => &[],
        };
        for (shown, view) in [("as published", PictureView::Plain)].iter().chain(varies).copied() {
            add(label, shown, &of(label, false), view)?;
        }
    }
    let radiology: Vec<_> = records.iter().copied().filter(|record| is_radiology(record)).collect();
    add(PHOTOGRAPHED, "a screen or film, drawn", &radiology, PictureView::Photographed(5))?;
    Ok(found)
}

fn row(
    modality: &ModalityClassifier,
    label: &str,
    shown: &str,
    records: &[&ModalityRecord],
    view: PictureView,
) -> Result<Option<Presented>> {
    let takers = records.par_iter().enumerate().map(|(index, record)| {
        let Some(image) = record.open()? else { return Ok(None) };
        let probabilities = modality.probabilities(&view.of(&image, 1_000_003 + index as u64))?;
        let takes = |task: &&str| modality.judge(&probabilities, task) == Modality::Own;
        Ok(Some(tasks().into_iter().filter(takes).collect::<Vec<_>>()))
    });
    let takers: Vec<Vec<&str>> = takers.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    if takers.is_empty() {
        return Ok(None);
    }
    let share =
        |hit: &dyn Fn(&[&str]) -> bool| takers.iter().filter(|takers| hit(takers)).count() as f64 / takers.len() as f64;
    let has_task = kinds::place_of(label).is_some_and(is_task);
    let others = tasks().into_iter().filter(|task| *task != label);
    let mut groups: Vec<&str> = records.iter().map(|record| record.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    Ok(Some(Presented {
        label: label.to_owned(),
        shown: shown.to_owned(),
        n: takers.len(),
        groups: groups.len(),
        slips_through: share(&|takers| takers.iter().any(|task| *task != label)),
        reaches: others.map(|task| (task.to_owned(), share(&|takers| takers.contains(&task)))).collect(),
        turned_away: has_task.then(|| share(&|takers| !takers.contains(&label))),
    }))
}

/// One row per kind and presentation.
pub(super) fn table(all: &[Presented]) -> Table {
    let mut table = Table::new([
        "Kind",
        "Shown",
        "Pictures",
        "Groups",
        "Slips through to another kind's classifier",
        "Most of these to",
        "Turned away by its own",
    ]);
    for row in all {
        table.row([
            row.label.clone(),
            row.shown.clone(),
            row.n.to_string(),
            row.groups.to_string(),
            percent(Some(row.slips_through)),
            most(&row.reaches),
            percent(row.turned_away),
        ]);
    }
    table
}

/// The classifier of another kind that would accept most, and the share.
fn most(reaches: &BTreeMap<String, f64>) -> String {
    let most = reaches.iter().filter(|(_, share)| **share > 0.0).max_by(|a, b| a.1.total_cmp(b.1));
    most.map_or_else(|| "–".to_owned(), |(task, share)| format!("{task}, {}", percent(Some(*share))))
}
