//! Kinds of acquisition: any finding against none on each, and how well they are distinguished, in sentences.

use super::ModelCard;
use super::elsewhere::of_finding;
use super::results::percent;
use evaluation::{Elsewhere, Split};
use model::{AcquisitionHead, Acquisitions};

impl ModelCard<'_> {
    /// Empty for a model whose task names no kinds.
    pub(super) fn acquisitions(&self) -> Vec<String> {
        let Some(known) = &self.manifest.acquisitions else { return Vec::new() };
        let kinds = self.words().acquisitions.keys();
        let mut items: Vec<String> = kinds.filter_map(|kind| self.of_kind(known, kind)).collect();
        items.extend(self.refused(known));
        items.extend(self.manifest.acquisition_head.iter().flat_map(|head| self.of_head(head)));
        items
    }

    /// The worst result on a kind.
    fn of_kind(&self, known: &Acquisitions, kind: &str) -> Option<String> {
        let source = |one: &Elsewhere| one.source.clone().unwrap_or_else(|| one.data.clone());
        let worst = self.measured.worst_where(|one| known.of_source(&source(one)) == Some(kind))?;
        let made = if known.is_made_for(kind) { "" } else { ", for which the model was not made" };
        let said = of_finding(&worst.any, self.words(), self.task.groups);
        Some(format!("On {}{made}, at the worst (source {}): {said}", self.named(kind), source(worst)))
    }

    /// How pictures outside the model's intended use are handled.
    fn refused(&self, known: &Acquisitions) -> Option<String> {
        let least = known.least_auc.filter(|_| !known.made_for.is_empty())?;
        let made_for: Vec<&str> = known.made_for.iter().map(|kind| self.named(kind)).collect();
        let by = if self.manifest.acquisition_head.is_some() {
            ""
        } else {
            " This version did not learn how kinds look, so it refuses none."
        };
        Some(format!(
            "The model was made for {}. A picture of another kind is answered with the score on that kind first, and refused \
             where the area under the curve there is below {least:.2}, or was not measured.{by}",
            made_for.join(" and ")
        ))
    }

    /// How it was fitted, then its results on each split, the one that chose its threshold last.
    fn of_head(&self, head: &AcquisitionHead) -> Vec<String> {
        let kinds: Vec<&str> = head.labels.iter().map(|kind| self.named(kind)).collect();
        let mut items = vec![format!(
            "Which of these a picture is, a linear head on the network's features tells: {}. train fitted it, val chose from \
             which probability on a kind is told ({:.3}); below it none is. Kinds without pictures to learn from cannot be told \
             by look. Where a DICOM file says how it was acquired, that goes before its look.",
            kinds.join(", "),
            head.threshold
        )];
        let splits = [Split::Test, Split::External, Split::Val].into_iter();
        items.extend(splits.filter_map(|split| self.told_on(head, split)));
        items
    }

    /// Rows of the confusion on a split; `None` where nothing was measured.
    fn told_on(&self, head: &AcquisitionHead, split: Split) -> Option<String> {
        let find =
            |metric: &str| head.measured.iter().find(|one| one.split == split && one.metric.to_string() == metric);
        let row = |kind: &str, what: &str| {
            let unsure = find(&format!("{kind}_as_unsure"))?;
            let told = head.labels.iter().filter_map(|told| {
                let share = percent(find(&format!("{kind}_as_{told}"))?.value);
                Some(if told == kind {
                    format!("told as such {share}")
                } else {
                    format!("as {} {share}", self.named(told))
                })
            });
            let told: Vec<String> = told.chain([format!("as nothing {}", percent(unsure.value))]).collect();
            Some(format!("{what} ({} of {} groups): {}", unsure.n, unsure.groups, told.join(", ")))
        };
        let known = head.labels.iter().filter_map(|kind| row(kind, self.named(kind)));
        let rows: Vec<String> = known.chain(row("other", "kinds it did not learn")).collect();
        let data = &head.measured.iter().find(|one| one.split == split)?.data;
        let chose = if split == Split::Val { ", which chose the threshold" } else { "" };
        Some(format!("Kinds told by look on “{data}”, split {split}{chose}. {}.", rows.join("; ")))
    }

    fn named<'a>(&'a self, kind: &'a str) -> &'a str {
        self.words().acquisition(kind).unwrap_or(kind)
    }
}
