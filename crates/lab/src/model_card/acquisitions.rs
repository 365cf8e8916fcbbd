//! Kinds of acquisition: any finding against none on each, and how well they are told apart, in sentences.

use super::ModelCard;
use super::elsewhere::of_finding;
use super::results::percent;
use evaluation::Elsewhere;
use model::{AcquisitionHead, Acquisitions};

impl ModelCard<'_> {
    /// Nothing for a model whose task names no kinds.
    pub(super) fn acquisitions(&self) -> Vec<String> {
        let Some(known) = &self.manifest.acquisitions else { return Vec::new() };
        let kinds = self.words().acquisitions.keys();
        let mut items: Vec<String> = kinds.filter_map(|kind| self.of_kind(known, kind)).collect();
        items.extend(self.manifest.acquisition_head.as_ref().map(|head| self.of_head(head)));
        items
    }

    /// The worst that was measured on a kind.
    fn of_kind(&self, known: &Acquisitions, kind: &str) -> Option<String> {
        let source = |one: &Elsewhere| one.source.clone().unwrap_or_else(|| one.data.clone());
        let worst = self.measured.worst_where(|one| known.of_source(&source(one)) == Some(kind))?;
        let made = if known.is_made_for(kind) { "" } else { ", for which the model was not made" };
        let said = of_finding(&worst.any, self.words());
        Some(format!("On {}{made}, at the worst (source {}): {said}", self.named(kind), source(worst)))
    }

    fn of_head(&self, head: &AcquisitionHead) -> String {
        let found = &head.measured;
        let kinds: Vec<&str> = head.labels.iter().map(|kind| self.named(kind)).collect();
        let rows: Vec<String> = kinds
            .iter()
            .zip(&found.confusion)
            .map(|(kind, row)| {
                let row: Vec<String> = row.iter().map(u32::to_string).collect();
                format!("{kind}: {}", row.join(", "))
            })
            .collect();
        format!(
            "Which of these a picture is, a linear head on the network's features tells: {}. On “{}”, split {}, {} pictures, \
             which also chose its threshold, the most probable is the true one in {}; of {} it says nothing, and of the others \
             {} are told right, every kind weighing the same. Pictures of each kind that were taken for these, in this order: \
             {}.",
            kinds.join(", "),
            found.data,
            found.split,
            found.n,
            percent(found.accuracy),
            percent(found.unsure),
            percent(found.right),
            rows.join("; ")
        )
    }

    fn named<'a>(&'a self, kind: &'a str) -> &'a str {
        self.words().acquisition(kind).unwrap_or(kind)
    }
}
