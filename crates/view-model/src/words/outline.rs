//! What a network outlined, and how often it misses. How far its outlines agree with drawn ones stands on the card.

use super::catalogue::{finding_of, unit, units_of};
use super::percent;
use evaluation::Split;
use protocol::{ModelReport, Outline, Part, Score};
use text::Message;

/// Share of drawn outlines that hold the most certain place, before the name of a source.
const HIT: &str = "outline_hit_source_";

/// "The model outlined one region, about 4 % of the slice, at the upper left of the picture."
#[must_use]
pub fn outlined(outline: &Outline) -> Message {
    let Some(largest) = outline.regions.first() else {
        return if outline.specks == 0 { text::outline::nothing() } else { text::outline::specks() };
    };
    let whole: f32 = outline.regions.iter().map(|region| region.share).sum();
    let share = percent(whole);
    let share = if (0.01..=0.99).contains(&whole) { text::outline::about(share) } else { share };
    let place = place(largest.part);
    match outline.regions.len() {
        1 => text::outline::one(share, unit(), place),
        n => text::outline::several(n, share, unit(), place),
    }
}

fn place(part: Part) -> Message {
    match part {
        Part::UpperLeft => text::outline::upper_left(),
        Part::Upper => text::outline::upper(),
        Part::UpperRight => text::outline::upper_right(),
        Part::Left => text::outline::left(),
        Part::Centre => text::outline::centre(),
        Part::Right => text::outline::right(),
        Part::LowerLeft => text::outline::lower_left(),
        Part::Lower => text::outline::lower(),
        Part::LowerRight => text::outline::lower_right(),
    }
}

/// How often the model misses what somebody had outlined, on `test`: from the best of its sources to the worst.
#[must_use]
pub fn outline_measured(model: &ModelReport) -> Message {
    let (finding, units) = (finding_of(model), units_of(model));
    let hits = by_source(model, HIT);
    if hits.is_empty() {
        return text::outline::unmeasured(finding);
    }
    let (least, most) = hits.iter().fold((100.0_f32, 0.0_f32), |(least, most), (_, score)| {
        let missed = (1.0 - score.value) * 100.0;
        (least.min(missed), most.max(missed))
    });
    // Two that read the same are one: rounded as they are shown.
    if least.round_ties_even() == most.round_ties_even() {
        text::outline::missed(units, finding, least)
    } else {
        text::outline::missed_between(units, finding, least, most)
    }
}

/// What the outline is, for clinicians. How far it agrees with drawn ones stands in the card, and by source beside the score.
#[must_use]
pub fn outline_note() -> Message {
    text::outline::note()
}

/// What a saved outline is called, after its picture: "IM1-outline.png".
#[must_use]
pub fn outline_file(picture: &str) -> String {
    let stem = picture.rsplit_once('.').map_or(picture, |(stem, _)| stem);
    format!("{stem}-outline.png")
}

/// Scores of `test` by source, one of each: the first is of the weights that visitors get.
fn by_source<'a>(model: &'a ModelReport, metric: &str) -> Vec<(&'a str, &'a Score)> {
    let mut found: Vec<(&str, &Score)> = Vec::new();
    for score in model.scores.iter().filter(|score| score.split == Split::Test) {
        if let Some(source) = score.metric.strip_prefix(metric)
            && found.iter().all(|(known, _)| *known != source)
        {
            found.push((source, score));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::elsewhere::tests::model;
    use super::super::install;
    use super::super::tests::brain;
    use super::*;
    use protocol::OutlinedRegion;
    use text::english;

    fn outline(regions: &[(f32, Part)], specks: u32) -> Outline {
        let regions = regions.iter().map(|(share, part)| OutlinedRegion { share: *share, part: *part }).collect();
        Outline { width: 1, height: 1, probabilities: vec![0], threshold: 0.5, regions, specks, mask: Vec::new() }
    }

    fn score(metric: &str, value: f32, split: Split) -> Score {
        let (data, weights) = ("d".to_owned(), "int8".to_owned());
        Score { metric: metric.into(), value, interval: [0.0, 1.0], data, split, weights, n: 7, groups: 3 }
    }

    fn told(regions: &[(f32, Part)], specks: u32) -> String {
        english(&outlined(&outline(regions, specks)))
    }

    #[test]
    fn what_was_outlined_is_said_with_its_number_area_and_place() {
        install("brain-mri", brain());
        assert_eq!(
            told(&[(0.042, Part::UpperLeft)], 3),
            "The model outlined one region, about 4 % of the slice, at the upper left of the picture."
        );
        assert_eq!(
            told(&[(0.06, Part::Centre), (0.03, Part::Left), (0.01, Part::Right)], 0),
            "The model outlined three regions, together about 10 % of the slice, the largest in the middle of the picture."
        );
        assert!(told(&[(0.002, Part::Lower)], 0).contains("region, under 1 % of the slice, at the bottom"));
        assert_eq!(told(&[], 0), "Nothing was outlined.");
        assert_eq!(told(&[], 2), "Nothing larger than a speck was outlined.");
    }

    #[test]
    fn how_often_it_misses_is_said_from_the_best_source_to_the_worst() {
        let mut outlining = model([0.9, 0.9, 0.9], true);
        assert_eq!(english(&outline_measured(&outlining)), "Nobody has measured how often this model misses a tumour.");
        outlining.scores.push(score("outline_hit_source_a", 0.88, Split::Test));
        let said = english(&outline_measured(&outlining));
        assert!(said.contains("On test slices with a tumour outlined by people"), "{said}");
        assert!(said.ends_with("missed it in 12 of 100."), "{said}");
        outlining.scores.extend([
            score("outline_hit_source_b", 0.95, Split::Test),
            // Of the weights before they were rounded, and of another split: not what visitors get.
            score("outline_hit_source_a", 0.5, Split::Test),
            score("outline_hit_source_c", 0.1, Split::Val),
        ]);
        let said = english(&outline_measured(&outlining));
        assert!(said.ends_with("missed it in 5 to 12 of 100."), "{said}");
    }

    #[test]
    fn a_saved_outline_is_called_after_its_picture() {
        assert_eq!(
            ["IM1.png", "a.b.dcm", "IM1"].map(outline_file),
            ["IM1-outline.png", "a.b-outline.png", "IM1-outline.png"]
        );
    }
}
