//! Results of probes and curves, in sentences for the model card.
//!
//! Thresholds: a score *hardly moves* when it loses less than a quarter of what lies between it and chance, and *hangs*
//! on what was hidden when it loses more than three quarters; an area differs from that of a random order when the two
//! are more than 0.02 apart; the map *points* when its hits beat chance with the whole of their interval.

use super::controls::is_control;
use evaluation::{Faithfulness, HiddenPart, Pointing, Probe};

/// Share of the score above chance that must be lost for the hidden part to count.
const COUNTS: f32 = 0.25;

/// Share of the score above chance whose loss leaves too little to speak of another source.
pub(super) const HANGS: f32 = 0.75;

/// Least difference of two areas that is reported.
const DIFFERS: f32 = 0.02;

/// One sentence per finding, for a model of so many classes.
#[must_use]
pub fn verdict(classes: usize, probes: &[Probe], faithfulness: Option<&Faithfulness>) -> Vec<String> {
    let mut sentences = Vec::new();
    let is_anatomy = |probe: &Probe| probe.hidden == HiddenPart::Anatomy;
    // Where only some pictures have an outline, only those inform about the anatomy: they are measured last. In the
    // others, mostly healthy ones, there is nothing that an answer should depend on.
    let last_anatomy = probes.iter().rposition(is_anatomy);
    for (index, whole) in probes.iter().enumerate().filter(|(_, probe)| probe.hidden == HiddenPart::Nothing) {
        let rest =
            probes.iter().enumerate().skip(index + 1).take_while(|(_, probe)| probe.hidden != HiddenPart::Nothing);
        let rest = rest.filter(|(_, probe)| !is_control(probe));
        let judged = rest.filter(|(index, probe)| !is_anatomy(probe) || Some(*index) == last_anatomy);
        sentences.extend(judged.map(|(_, probe)| of_probe(classes, whole, probe)));
    }
    if let Some(found) = faithfulness {
        sentences.push(of_curves(found));
        sentences.extend(found.pointing.map(|pointing| of_pointing(pointing).to_owned()));
    }
    sentences
}

fn of_probe(classes: usize, whole: &Probe, hidden: &Probe) -> String {
    let (before, after) = (whole.macro_recall.value, hidden.macro_recall.value);
    let moved = format!(
        "With the {} hidden ({}) macro recall goes from {} to {}",
        hidden.hidden,
        hidden.by,
        percent(before),
        percent(after)
    );
    let lost = lost(classes, whole, hidden);
    let judged = match hidden.hidden {
        HiddenPart::Anatomy if lost > HANGS => "the answer hangs on the anatomy",
        HiddenPart::Anatomy if lost > COUNTS => {
            "part of the score comes from the anatomy, and part from elsewhere in the picture"
        }
        HiddenPart::Anatomy => {
            "the answer hardly moves when the anatomy is gone, so the model may be looking at the wrong thing"
        }
        _ if lost > COUNTS => "part of the score comes from there, not from the anatomy",
        _ => "the answer does not hang on that part",
    };
    format!("{moved}: {judged}.")
}

/// How much hiding the part costs, as a share of what lies between the score and that of guessing among so many classes.
pub(super) fn lost(classes: usize, whole: &Probe, hidden: &Probe) -> f32 {
    let (before, after) = (whole.macro_recall.value, hidden.macro_recall.value);
    let above_chance = before - 1.0 / classes.max(1) as f32;
    if above_chance > 0.0 { (before - after) / above_chance } else { 0.0 }
}

fn of_curves(found: &Faithfulness) -> String {
    let lower = found.deletion.chance_area - found.deletion.area;
    let higher = found.insertion.area - found.insertion.chance_area;
    let judged = match (lower > DIFFERS, higher > DIFFERS) {
        (true, true) => {
            "The map tells the truth: taking its strongest cells away, and putting them in, moves the answer more than cells chosen by chance do."
        }
        (true, false) => {
            "The map tells half the truth: taking its strongest cells away moves the answer more than cells chosen by chance do, putting them in does not."
        }
        (false, true) => {
            "The map tells half the truth: putting its strongest cells in moves the answer more than cells chosen by chance do, taking them away does not."
        }
        (false, false) => {
            "The map does not tell the truth: its strongest cells move the answer no more than cells chosen by chance do."
        }
    };
    judged.to_owned()
}

fn of_pointing(pointing: Pointing) -> &'static str {
    if pointing.hits.low > pointing.chance {
        "The map points at the outlined anatomy more often than chance would."
    } else {
        "The map points at the outlined anatomy no more often than chance would."
    }
}

pub(super) fn percent(share: f32) -> String {
    format!("{:.1} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use evaluation::{Curve, Figure, Split};

    fn probe(hidden: HiddenPart, recall: f32) -> Probe {
        let figure = Figure { value: recall, low: recall - 0.02, high: recall + 0.02 };
        Probe {
            hidden,
            by: "outlines".into(),
            data: "set".into(),
            split: Split::Test,
            n: 100,
            accuracy: figure,
            macro_recall: figure,
        }
    }

    fn curve(area: f32, chance_area: f32) -> Curve {
        Curve { by_map: Vec::new(), by_chance: Vec::new(), area, chance_area }
    }

    fn faithful(deletion: Curve, insertion: Curve, pointing: Option<Pointing>) -> Faithfulness {
        Faithfulness { data: "set".into(), split: Split::Test, n: 50, deletion, insertion, pointing }
    }

    #[test]
    fn an_answer_that_hardly_moves_without_the_anatomy_is_suspect() {
        let said = verdict(
            4,
            &[probe(HiddenPart::Nothing, 0.9), probe(HiddenPart::Anatomy, 0.85), probe(HiddenPart::Borders, 0.89)],
            None,
        );
        assert_eq!(said.len(), 2);
        assert!(
            said[0].contains("may be looking at the wrong thing") && said[0].contains("90.0 % to 85.0 %"),
            "{}",
            said[0]
        );
        assert!(said[1].contains("does not hang on that part"), "{}", said[1]);
        let said = verdict(
            4,
            &[probe(HiddenPart::Nothing, 0.9), probe(HiddenPart::Anatomy, 0.6), probe(HiddenPart::Corners, 0.6)],
            None,
        );
        assert!(said[0].contains("and part from elsewhere"), "{}", said[0]);
        assert!(said[1].contains("part of the score comes from there"), "{}", said[1]);
        let said = verdict(4, &[probe(HiddenPart::Nothing, 0.9), probe(HiddenPart::Anatomy, 0.3)], None);
        assert!(said[0].contains("hangs on the anatomy"), "{}", said[0]);
    }

    #[test]
    fn where_some_pictures_have_outlines_those_tell_about_the_anatomy() {
        let all = [probe(HiddenPart::Nothing, 0.9), probe(HiddenPart::Anatomy, 0.88), probe(HiddenPart::Borders, 0.7)];
        let outlined = [probe(HiddenPart::Nothing, 0.8), probe(HiddenPart::Anatomy, 0.3)];
        let said = verdict(4, &[all.as_slice(), &outlined].concat(), None);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("borders") && said[0].contains("90.0 % to 70.0 %"), "{said:?}");
        assert!(said[1].contains("80.0 % to 30.0 %"), "{said:?}");
    }

    #[test]
    fn a_map_is_judged_by_its_curves_and_by_where_it_points() {
        let hits = |low| Pointing { n: 40, hits: Figure { value: 0.6, low, high: 0.7 }, chance: 0.3 };
        let said = verdict(4, &[], Some(&faithful(curve(0.3, 0.5), curve(0.7, 0.5), Some(hits(0.5)))));
        assert!(said[0].starts_with("The map tells the truth"), "{}", said[0]);
        assert!(said[1].contains("more often") && !said[1].contains("no more often"), "{}", said[1]);
        let said = verdict(4, &[], Some(&faithful(curve(0.5, 0.51), curve(0.5, 0.5), Some(hits(0.2)))));
        assert!(said[0].starts_with("The map does not tell"), "{}", said[0]);
        assert!(said[1].contains("no more often"), "{}", said[1]);
        assert_eq!(verdict(4, &[], Some(&faithful(curve(0.3, 0.5), curve(0.5, 0.5), None))).len(), 1);
    }
}
