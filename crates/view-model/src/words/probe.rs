//! Changes of the answer when parts of the picture were covered.

use super::{class_headline, class_name, percent};
use protocol::{Covered, Probability, ProbeReport, ProbeRun};
use text::Message;

/// A change of the answer's probability below this counts as none: five points are the error rate of the 95 % sets
/// themselves, so a smaller change means nothing.
pub const LITTLE: f32 = 0.05;

/// One run compared with the unchanged picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// What was covered.
    pub covered: Covered,
    /// Most probable label in this run.
    pub top: String,
    /// Probability, in this run, of the most probable class of the uncovered picture. 0…1.
    pub value: f32,
    /// Its change against the uncovered picture, −1…1.
    pub change: f32,
}

/// Every run compared with the unchanged picture; empty where that run is missing.
#[must_use]
pub fn probe_moves(report: &ProbeReport) -> Vec<Move> {
    let base = report.runs.iter().find(|run| run.covered == Covered::Nothing).and_then(top);
    let Some(base) = base else { return Vec::new() };
    let row = |run: &ProbeRun| {
        let value = run.probabilities.iter().find(|p| p.label == base.label)?.value;
        Some(Move { covered: run.covered, top: top(run)?.label.clone(), value, change: value - base.value })
    };
    report.runs.iter().filter_map(row).collect()
}

/// The changes in sentences. `negative` is the label that means that nothing was found, if the model has one.
#[must_use]
pub fn probe_verdict(report: &ProbeReport, negative: Option<&str>) -> Message {
    let moves = probe_moves(report);
    let of = |covered| moves.iter().find(|row| row.covered == covered);
    let Some(base) = of(Covered::Nothing) else { return text::probe::not_asked() };
    let strongest = of(Covered::Strongest).map(|row| strongest(base, row, negative));
    let borders = of(Covered::Borders).map(|row| borders(base, row));
    strongest.into_iter().chain(borders).reduce(text::probe::both).unwrap_or_else(text::probe::not_asked)
}

/// Whether the answer stands although its strongest region is covered. An increase is no better than no change: the
/// answer did not depend on what the map points at.
#[must_use]
pub fn is_suspicious(report: &ProbeReport) -> bool {
    let mut moves = probe_moves(report).into_iter();
    moves.any(|row| row.covered == Covered::Strongest && row.change > -LITTLE)
}

/// The note beside the map after the probe; `None` where nothing contradicts the map.
#[must_use]
pub fn map_doubted(report: &ProbeReport) -> Option<Message> {
    let rises = probe_moves(report).iter().any(|row| row.covered == Covered::Strongest && row.change >= LITTLE);
    is_suspicious(report).then(|| if rises { text::probe::map_rises() } else { text::probe::map_stays() })
}

/// What was covered, with its share of the picture.
#[must_use]
pub fn covered(covered: Covered, share: f32) -> Message {
    match covered {
        Covered::Nothing => text::probe::covered_nothing(),
        Covered::Strongest => text::probe::covered_strongest(percent(share)),
        Covered::Borders => text::probe::covered_borders(percent(share)),
    }
}

/// A change in points, with its sign.
#[must_use]
pub fn change(change: f32) -> Message {
    let points = change.abs() * 100.0;
    if change.is_sign_negative() { text::probe::less(points) } else { text::probe::more(points) }
}

fn strongest(base: &Move, row: &Move, negative: Option<&str>) -> Message {
    let (class, before, after) = (class_headline(&base.top), percent(base.value), percent(row.value));
    if row.change > -LITTLE {
        let stands = if row.change < LITTLE {
            text::probe::strongest_stays(class, LITTLE * 100.0, before, after)
        } else {
            text::probe::strongest_rises(class, before, after)
        };
        return if negative == Some(base.top.as_str()) {
            text::probe::both(stands, text::probe::no_place(class_name(&base.top)))
        } else {
            stands
        };
    }
    let falls = text::probe::strongest_falls(class, before, after);
    if row.top == base.top { falls } else { text::probe::both(falls, text::probe::then_says(class_headline(&row.top))) }
}

fn borders(base: &Move, row: &Move) -> Message {
    if row.change.abs() < LITTLE {
        return text::probe::borders_stay();
    }
    text::probe::borders_move(percent(base.value), percent(row.value))
}

fn top(run: &ProbeRun) -> Option<&Probability> {
    run.probabilities.iter().max_by(|a, b| a.value.total_cmp(&b.value))
}

#[cfg(test)]
mod tests {
    use super::super::install;
    use super::super::tests::brain;
    use super::*;
    use protocol::Bitmap;
    use text::english;

    fn verdict(report: &ProbeReport) -> String {
        install("brain-mri", brain());
        english(&probe_verdict(report, Some("notumor")))
    }

    fn report(strongest: f32, borders: f32) -> ProbeReport {
        let run = |covered, glioma: f32| ProbeRun {
            covered,
            share: 0.2,
            probabilities: [("glioma", glioma), ("notumor", 1.0 - glioma)]
                .map(|(label, value)| Probability { label: label.into(), value })
                .into(),
            model_input: Bitmap { width: 0, height: 0, rgba: Vec::new() },
        };
        ProbeReport {
            runs: vec![run(Covered::Nothing, 0.9), run(Covered::Strongest, strongest), run(Covered::Borders, borders)],
        }
    }

    #[test]
    fn an_answer_that_stays_without_its_strongest_region_is_doubted() {
        let stays = report(0.88, 0.9);
        assert!(is_suspicious(&stays) && verdict(&stays).contains("Do not rely on the map of this picture"));
        let moves = report(0.3, 0.9);
        assert!(!is_suspicious(&moves) && map_doubted(&moves).is_none());
        assert_eq!(map_doubted(&stays), Some(text::probe::map_stays()));
        let said = verdict(&moves);
        assert!(said.contains("from 90 % to 30 %") && said.contains("No tumour seen"), "{said}");
        assert!(said.contains("borders covered it hardly changes"), "{said}");
    }

    #[test]
    fn an_answer_that_rises_without_its_strongest_region_is_doubted_too() {
        let rises = report(0.98, 0.9);
        assert!(is_suspicious(&rises) && verdict(&rises).contains("rises"), "{}", verdict(&rises));
        assert!(!verdict(&rises).contains("more often"), "a finding has a place to cover");
        assert_eq!(map_doubted(&rises), Some(text::probe::map_rises()));
    }

    #[test]
    fn an_answer_from_the_borders_is_told() {
        assert!(verdict(&report(0.3, 0.5)).contains("edge of the picture"));
    }

    #[test]
    fn where_nothing_was_found_there_is_no_place_to_cover() {
        let mut none = report(0.88, 0.9);
        for run in &mut none.runs {
            run.probabilities.iter_mut().for_each(|p| p.value = 1.0 - p.value);
        }
        assert!(verdict(&none).contains("With “No tumour” this happens more often"), "{}", verdict(&none));
        assert!(!english(&probe_verdict(&none, None)).contains("more often"));
    }

    #[test]
    fn changes_are_those_of_the_class_that_was_on_top() {
        let rows = probe_moves(&report(0.25, 0.9));
        assert_eq!(rows.iter().map(|row| row.top.as_str()).collect::<Vec<_>>(), ["glioma", "notumor", "glioma"]);
        assert!((rows[1].change + 0.65).abs() < 1e-6 && rows[0].change == 0.0);
        assert_eq!(english(&change(rows[1].change)), "−65.0 points");
        assert_eq!(english(&change(0.0)), "+0.0 points");
    }
}
