//! Results of the controls, in sentences for the model card.
//!
//! The first row of a control, or of a part of it, is of the unchanged pictures: its `by` begins with [`UNCHANGED`].

use super::verdict::{HANGS, lost, percent};
use evaluation::{HiddenPart, Probe};

/// Prefix of an unchanged row's text.
pub(super) const UNCHANGED: &str = "nothing: ";

/// One sentence per row, for a model of so many classes.
#[must_use]
pub fn control_sentences(classes: usize, probes: &[Probe]) -> Vec<String> {
    let mut sentences = Vec::new();
    for hidden in [HiddenPart::Blackout, HiddenPart::BorderOnly, HiddenPart::Stain] {
        let mut whole: Option<&Probe> = None;
        for probe in probes.iter().filter(|probe| probe.hidden == hidden) {
            match (whole, probe.by.strip_prefix(UNCHANGED)) {
                (_, Some(_)) => whole = Some(probe),
                (Some(before), None) => sentences.push(sentence(classes, before, probe)),
                (None, None) => {}
            }
        }
    }
    sentences
}

fn sentence(classes: usize, whole: &Probe, changed: &Probe) -> String {
    let [before, after] = [whole, changed].map(|probe| percent(probe.macro_recall.value));
    let chance = percent(1.0 / classes.max(1) as f32);
    let on = format!("“{}”, split {}, {} pictures", changed.data, changed.split, changed.n);
    let by = &changed.by;
    let hangs = lost(classes, whole, changed) > HANGS;
    match changed.hidden {
        HiddenPart::Blackout => {
            let judged = if hangs {
                "little is left without the anatomy"
            } else {
                "what lies around the anatomy gives a part of the classes away"
            };
            format!(
                "With the anatomy blacked out ({by}; {on}) macro recall goes from {before} to {after}, where guessing gives \
                 {chance}: {judged}."
            )
        }
        HiddenPart::BorderOnly => {
            let judged = if hangs {
                "the border gives little away"
            } else {
                "the border alone gives a part of the classes away"
            };
            format!(
                "With nothing left but a border ({by} in black; {on}) macro recall goes from {before} to {after}, where \
                 guessing gives {chance}: {judged}."
            )
        }
        _ => format!("In other colours ({by}; {on}) macro recall goes from {before} to {after}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evaluation::{Figure, Split};

    fn probe(hidden: HiddenPart, by: &str, recall: f32) -> Probe {
        let figure = Figure { value: recall, low: recall, high: recall };
        let (by, data) = (by.to_owned(), "set".to_owned());
        Probe { hidden, by, data, split: Split::Test, n: 50, accuracy: figure, macro_recall: figure }
    }

    #[test]
    fn every_row_is_held_against_the_unchanged_one_before_it() {
        let rows = [
            probe(HiddenPart::Anatomy, "outlines", 0.1),
            probe(HiddenPart::Blackout, "nothing: whole", 0.9),
            probe(HiddenPart::Blackout, "the mask", 0.4),
            probe(HiddenPart::Blackout, "nothing: all", 0.8),
            probe(HiddenPart::Blackout, "the mask or its place", 0.7),
            probe(HiddenPart::Stain, "nothing: as they are", 0.9),
            probe(HiddenPart::Stain, "hue", 0.85),
        ];
        let said = control_sentences(3, &rows);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].contains("from 90.0 % to 40.0 %") && said[0].contains("little is left"), "{}", said[0]);
        assert!(said[1].contains("from 80.0 % to 70.0 %") && said[1].contains("gives a part"), "{}", said[1]);
        assert!(
            said[2].starts_with("In other colours (hue;") && said[2].contains("from 90.0 % to 85.0 %"),
            "{}",
            said[2]
        );
    }
}
