//! Texts about a network's outline, and how often it misses. Agreement with drawn outlines is on the card.

use super::catalogue::{finding_of, unit, units_of};
use super::percent;
use crate::state::ClassAnswer;
use evaluation::{Metric, Split};
use protocol::{Abstention, BodySide, Decision, ModelReport, Outline, OutlinedRegion, Part, Score};
use text::Message;

/// Regions that are listed one by one.
const LISTED: usize = 5;
/// Area in mm² from which on it is given in cm²: what would be rounded to 100.
const CENTIMETRES: f64 = 99.5;

/// "The model outlined one region, about 4 % of the slice (1.2 cm²), at the front, on the patient's left."
#[must_use]
pub fn outlined(outline: &Outline) -> Message {
    let Some(largest) = outline.regions.first() else {
        return if outline.specks == 0 { text::outline::nothing() } else { text::outline::specks() };
    };
    let (size, place) = (whole(outline), place(largest));
    match outline.regions.len() {
        1 => text::outline::one(size, place),
        n => text::outline::several(n, size, place),
    }
}

/// As [`outlined`], beside an answer: where the model `leans_to_none`, the outlined region is below its threshold for a
/// finding.
#[must_use]
pub fn outlined_beside(outline: &Outline, leans_to_none: bool) -> Message {
    let Some(largest) = outline.regions.first().filter(|_| leans_to_none) else { return outlined(outline) };
    text::outline::weak(whole(outline), place(largest))
}

/// The sentence of an answer, as [`outlined_beside`]; `None` for a network without a decoder, and where it may not be
/// shown. `model` is the one that gave the answer, where known.
#[must_use]
pub fn outlined_in(answer: &ClassAnswer, model: Option<&ModelReport>) -> Option<Message> {
    let classes = &answer.classes;
    let none = model.and_then(|model| model.negative.as_deref());
    let is_none = none.is_some() && classes.most_probable().map(|top| top.label.as_str()) == none;
    let leans_to_none = is_none || classes.decision == (Decision::Abstain { why: Abstention::NoFinding });
    classes.shown_outline().map(|outline| outlined_beside(outline, leans_to_none))
}

/// The size of all regions together.
fn whole(outline: &Outline) -> Message {
    let share: f32 = outline.regions.iter().map(|region| region.share).sum();
    // Known for all of them or for none: they are in one picture.
    let area = outline.regions.iter().map(|region| region.square_millimetres).sum();
    size(share, area)
}

/// For several regions, each with its share, area and position, the largest first, and the number of further ones.
#[must_use]
pub fn outlined_regions(outline: &Outline) -> Vec<Message> {
    let regions = &outline.regions;
    if regions.len() < 2 {
        return Vec::new();
    }
    let listed = regions.iter().take(LISTED);
    let one = |of: &OutlinedRegion| text::outline::region(size(of.share, of.square_millimetres), place(of));
    let more = regions.len().saturating_sub(LISTED);
    listed.map(one).chain((more > 0).then(|| text::outline::more(more))).collect()
}

/// "About 4 % of the slice (85 mm²)".
fn size(share: f32, area: Option<f64>) -> Message {
    let said = percent(share);
    let said = if (0.01..=0.99).contains(&share) { text::outline::about(said) } else { said };
    let area = match area {
        None => return text::outline::share(said, unit()),
        Some(area) if area < CENTIMETRES => text::outline::square_millimetres(area),
        Some(area) => text::outline::square_centimetres(area / 100.0),
    };
    text::outline::share_area(said, unit(), area)
}

/// Relative to the patient where known, else to the picture.
fn place(region: &OutlinedRegion) -> Message {
    if let Some(sides) = &region.patient_sides {
        let names: Vec<&str> = sides.iter().map(|side| BodySide::name(*side)).collect();
        return text::outline::patient(names.join("-"));
    }
    match region.part {
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

/// How often the model misses drawn outlines, on `test`: from the best of its sources to the worst.
#[must_use]
pub fn outline_measured(model: &ModelReport) -> Message {
    let (finding, units) = (finding_of(model), units_of(model));
    let hits = hits_by_source(model);
    if hits.is_empty() {
        return text::outline::unmeasured(finding);
    }
    let (least, most) = hits.iter().fold((100.0_f32, 0.0_f32), |(least, most), (_, score)| {
        let missed = (1.0 - score.value) * 100.0;
        (least.min(missed), most.max(missed))
    });
    // Two equal ones are merged, compared as shown, rounded.
    if least.round_ties_even() == most.round_ties_even() {
        text::outline::missed(units, finding, least)
    } else {
        text::outline::missed_between(units, finding, least, most)
    }
}

/// Explanation of the outline, for clinicians. Agreement with drawn outlines is on the card, and by source beside the
/// score.
#[must_use]
pub fn outline_note() -> Message {
    text::outline::note()
}

/// How often outlines hit on `test`, by source, one per source: the first is for the weights that visitors get.
fn hits_by_source(model: &ModelReport) -> Vec<(&str, &Score)> {
    let mut found: Vec<(&str, &Score)> = Vec::new();
    for score in model.scores.iter().filter(|score| score.split == Split::Test) {
        if let Metric::OutlineHit(source) = &score.metric
            && found.iter().all(|(known, _)| *known != source.as_str())
        {
            found.push((source.as_str(), score));
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
    use text::english;

    fn outline(regions: &[(f32, Part)], specks: u32) -> Outline {
        let region = |(share, part): &(f32, Part)| OutlinedRegion {
            share: *share,
            part: *part,
            square_millimetres: None,
            patient_sides: None,
        };
        let regions = regions.iter().map(region).collect();
        Outline { width: 1, height: 1, probabilities: vec![0], threshold: 0.5, regions, specks, mask: Vec::new() }
    }

    fn score(metric: &str, value: f32, split: Split) -> Score {
        let (data, weights) = ("d".to_owned(), "int8".to_owned());
        Score {
            metric: Metric::from(metric.to_owned()),
            value,
            interval: [0.0, 1.0],
            data,
            split,
            weights,
            n: 7,
            groups: 3,
        }
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

    fn in_patient(regions: &[(f32, f64, &[BodySide])]) -> Outline {
        let mut told = outline(&regions.iter().map(|one| (one.0, Part::UpperRight)).collect::<Vec<_>>(), 0);
        for (region, (_, area, sides)) in told.regions.iter_mut().zip(regions) {
            region.square_millimetres = Some(*area);
            region.patient_sides = Some(sides.to_vec());
        }
        told
    }

    #[test]
    fn area_and_place_are_the_patients_where_the_file_tells_them() {
        install("brain-mri", brain());
        let one = in_patient(&[(0.042, 123.4, &[BodySide::Left, BodySide::Front])]);
        assert_eq!(
            english(&outlined(&one)),
            "The model outlined one region, about 4 % of the slice (1.2 cm²), at the front, on the patient's left."
        );
        let small = in_patient(&[(0.042, 99.4, &[])]);
        assert!(english(&outlined(&small)).ends_with("of the slice (99 mm²), in the middle."));
        let two = in_patient(&[(0.06, 700.0, &[BodySide::Right, BodySide::Back]), (0.04, 350.0, &[BodySide::Head])]);
        assert_eq!(
            english(&outlined(&two)),
            "The model outlined two regions, together about 10 % of the slice (10.5 cm²), the largest at the back, on the \
             patient's right."
        );
        let mut unsized_one = two;
        unsized_one.regions[1].square_millimetres = None;
        let weak = english(&outlined_beside(&one, true));
        assert!(
            weak.starts_with("The model leans to no finding, although it outlined about 4 % of the slice"),
            "{weak}"
        );
        assert_eq!(outlined_beside(&one, false), outlined(&one));
        assert!(!english(&outlined(&unsized_one)).contains("cm²"), "a sum of some of them is none");
    }

    #[test]
    fn several_regions_are_listed_and_the_smallest_of_many_are_counted() {
        install("brain-mri", brain());
        let list = |outline: &Outline| outlined_regions(outline).iter().map(english).collect::<Vec<_>>();
        assert_eq!(list(&outline(&[(0.042, Part::UpperLeft)], 3)), [] as [String; 0]);
        let two = in_patient(&[(0.06, 700.0, &[BodySide::Right]), (0.005, 55.0, &[BodySide::Feet])]);
        assert_eq!(
            list(&two),
            [
                "about 6 % of the slice (7.0 cm²), on the patient's right",
                "under 1 % of the slice (55 mm²), in the lower part"
            ]
        );
        let many = list(&outline(&[(0.01, Part::Upper); 7], 0));
        assert_eq!((many.len(), many.last().map(String::as_str)), (6, Some("2 smaller regions")));
    }

    /// The sentences cover what the engine returns: any side alone, and sides of two axes.
    #[test]
    fn every_place_in_the_patient_has_words() {
        use BodySide::{Back, Feet, Front, Head, Left, Right};
        let axes = [[Left, Right], [Front, Back], [Head, Feet]];
        let said = |sides: &[BodySide]| english(&place(&in_patient(&[(0.1, 1.0, sides)]).regions[0]));
        let mut all: Vec<String> = axes.as_flattened().iter().map(|side| said(&[*side])).collect();
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            for side in axes[first] {
                all.extend(axes[second].map(|other| said(&[side, other])));
            }
        }
        all.push(said(&[]));
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (19, 19), "{all:?}");
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
            // For the weights before rounding, and for another split: not what visitors get.
            score("outline_hit_source_a", 0.5, Split::Test),
            score("outline_hit_source_c", 0.1, Split::Val),
        ]);
        let said = english(&outline_measured(&outlining));
        assert!(said.ends_with("missed it in 5 to 12 of 100."), "{said}");
    }
}
