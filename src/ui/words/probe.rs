//! What moved when parts of the picture were covered.

use super::{class_headline, class_name, percent};
use protocol::{Covered, Probability, ProbeReport, ProbeRun};

/// A change of the answer's probability below this counts as none: five points are what the 95 % sets
/// themselves may miss, so a smaller change says nothing.
pub const LITTLE: f32 = 0.05;

/// One run beside the picture as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// What was covered.
    pub covered: Covered,
    /// Label on top in this run.
    pub top: String,
    /// Probability, in this run, of the class that the uncovered picture has on top. 0…1.
    pub value: f32,
    /// Its change against the uncovered picture, −1…1.
    pub change: f32,
}

/// Every run beside the picture as it is; none where that run is missing.
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

/// What moved, in sentences. `negative` is the label that says that nothing was found, where the model has one.
#[must_use]
pub fn probe_verdict(report: &ProbeReport, negative: Option<&str>) -> String {
    let moves = probe_moves(report);
    let of = |covered| moves.iter().find(|row| row.covered == covered);
    let Some(base) = of(Covered::Nothing) else { return "The picture could not be asked again.".to_owned() };
    let class = class_headline(&base.top);
    let strongest = of(Covered::Strongest).map(|row| strongest(&class, base, row, negative));
    let borders = of(Covered::Borders).map(|row| borders(base, row));
    strongest.into_iter().chain(borders).collect::<Vec<_>>().join(" ")
}

/// Whether the answer stands although its strongest region is covered. A rise is no better than standing still:
/// what the map points at was not what the answer rests on.
#[must_use]
pub fn is_suspicious(report: &ProbeReport) -> bool {
    let mut moves = probe_moves(report).into_iter();
    moves.any(|row| row.covered == Covered::Strongest && row.change > -LITTLE)
}

/// What stands beside the map once parts were covered; `None` where there is nothing against it.
#[must_use]
pub fn map_doubted(report: &ProbeReport) -> Option<&'static str> {
    let rises = probe_moves(report).iter().any(|row| row.covered == Covered::Strongest && row.change >= LITTLE);
    is_suspicious(report).then_some(if rises {
        "The map is not shown: with what it marks covered, the model was more certain, not less. No place can be read off it."
    } else {
        "The map is not shown: with what it marks covered, the answer hardly changed. No place can be read off it."
    })
}

/// What was covered, with its share of the picture.
#[must_use]
pub fn covered(covered: Covered, share: f32) -> String {
    match covered {
        Covered::Nothing => "Nothing covered".to_owned(),
        Covered::Strongest => format!("Strongest region covered ({} of the picture)", percent(share)),
        Covered::Borders => format!("Borders covered ({} of the picture)", percent(share)),
    }
}

/// A change in points, with its sign.
#[must_use]
pub fn change(change: f32) -> String {
    format!("{:+.1} points", change * 100.0).replace('-', "−")
}

fn strongest(class: &str, base: &Move, row: &Move, negative: Option<&str>) -> String {
    let (before, after) = (percent(base.value), percent(row.value));
    if row.change > -LITTLE {
        let healthy = if negative == Some(base.top.as_str()) {
            let name = class_name(&base.top);
            format!(" With “{name}” this happens more often, because there is no single place to cover.")
        } else {
            String::new()
        };
        let stays = if row.change < LITTLE {
            format!("moves by less than {:.0} points", LITTLE * 100.0)
        } else {
            "does not fall but rises".to_owned()
        };
        return format!(
            "With its strongest region covered, “{class}” {stays} ({before} before, {after} after). The model may be looking at the wrong thing.{healthy}"
        );
    }
    let turn =
        if row.top == base.top { String::new() } else { format!(" It then says “{}”.", class_headline(&row.top)) };
    format!(
        "With its strongest region covered, “{class}” goes from {before} to {after}: the answer depends on that region.{turn}"
    )
}

fn borders(base: &Move, row: &Move) -> String {
    if row.change.abs() < LITTLE {
        return "With the borders covered it hardly changes, as it should be.".to_owned();
    }
    format!(
        "With the borders covered it goes from {} to {}: part of the answer comes from the edge of the picture, which should not decide.",
        percent(base.value),
        percent(row.value)
    )
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

    fn verdict(report: &ProbeReport) -> String {
        install(brain());
        probe_verdict(report, Some("notumor"))
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
        assert!(is_suspicious(&stays) && verdict(&stays).contains("looking at the wrong thing"));
        let moves = report(0.3, 0.9);
        assert!(!is_suspicious(&moves) && map_doubted(&moves).is_none());
        assert!(map_doubted(&stays).is_some_and(|text| text.contains("hardly changed")));
        let said = verdict(&moves);
        assert!(said.contains("from 90 % to 30 %") && said.contains("No tumour seen"), "{said}");
        assert!(said.contains("borders covered it hardly changes"), "{said}");
    }

    #[test]
    fn an_answer_that_rises_without_its_strongest_region_is_doubted_too() {
        let rises = report(0.98, 0.9);
        assert!(is_suspicious(&rises) && verdict(&rises).contains("rises"), "{}", verdict(&rises));
        assert!(!verdict(&rises).contains("more often"), "a finding has a place to cover");
        assert!(map_doubted(&rises).is_some_and(|text| text.contains("more certain")));
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
        assert!(!probe_verdict(&none, None).contains("more often"));
    }

    #[test]
    fn changes_are_those_of_the_class_that_was_on_top() {
        let rows = probe_moves(&report(0.25, 0.9));
        assert_eq!(rows.iter().map(|row| row.top.as_str()).collect::<Vec<_>>(), ["glioma", "notumor", "glioma"]);
        assert!((rows[1].change + 0.65).abs() < 1e-6 && rows[0].change == 0.0);
        assert_eq!(change(rows[1].change), "−65.0 points");
    }
}
