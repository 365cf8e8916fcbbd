//! What a network outlined, and how often it misses. How far its outlines agree with drawn ones stands on the card.

use super::catalogue::unit;
use super::{counted, percent};
use evaluation::Split;
use protocol::{ModelReport, Outline, Part, Score};

/// Share of drawn outlines that hold the most certain place, before the name of a source.
const HIT: &str = "outline_hit_source_";

/// "The model outlined one region, about 4 % of the slice, at the upper left of the picture."
#[must_use]
pub fn outlined(outline: &Outline) -> String {
    let Some(largest) = outline.regions.first() else {
        let nothing =
            if outline.specks == 0 { "Nothing was outlined." } else { "Nothing larger than a speck was outlined." };
        return nothing.to_owned();
    };
    let share: f32 = outline.regions.iter().map(|region| region.share).sum();
    let about = if (0.01..=0.99).contains(&share) { "about " } else { "" };
    let area = format!("{about}{} of the {}", percent(share), unit());
    let place = place(largest.part);
    match outline.regions.len() {
        1 => format!("The model outlined one region, {area}, {place} of the picture."),
        n => format!("The model outlined {} regions, together {area}, the largest {place} of the picture.", counted(n)),
    }
}

fn place(part: Part) -> &'static str {
    match part {
        Part::UpperLeft => "at the upper left",
        Part::Upper => "at the top",
        Part::UpperRight => "at the upper right",
        Part::Left => "at the left",
        Part::Centre => "in the middle",
        Part::Right => "at the right",
        Part::LowerLeft => "at the lower left",
        Part::Lower => "at the bottom",
        Part::LowerRight => "at the lower right",
    }
}

/// How often the model misses what somebody had outlined, on `test`: from the best of its sources to the worst.
#[must_use]
pub fn outline_measured(model: &ModelReport) -> String {
    let finding = &model.text.finding;
    let hits = by_source(model, HIT);
    if hits.is_empty() {
        return format!("Nobody has measured how often this model misses {finding}.");
    }
    let (least, most) = hits.iter().fold((100.0_f32, 0.0_f32), |(least, most), (_, score)| {
        let missed = (1.0 - score.value) * 100.0;
        (least.min(missed), most.max(missed))
    });
    let [least, most] = [least, most].map(|value| format!("{value:.0}"));
    let missed = if least == most { least } else { format!("{least} to {most}") };
    format!(
        "On test {} with {finding} outlined by people, the most certain place of the model missed it in {missed} of 100.",
        model.text.units
    )
}

/// What the outline is, for clinicians. How far it agrees with drawn ones stands in the card, and by source beside the score.
#[must_use]
pub fn outline_note() -> String {
    "How probably each place belongs to a finding, on a grid of a quarter of the picture's side; the white line is the edge of the outline. The class is read from what is outlined, so the outline is the same for every class. It shows what this network outlines, not where disease is.".to_owned()
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

    fn outline(regions: &[(f32, Part)], specks: u32) -> Outline {
        let regions = regions.iter().map(|(share, part)| OutlinedRegion { share: *share, part: *part }).collect();
        Outline { width: 1, height: 1, probabilities: vec![0], threshold: 0.5, regions, specks, mask: Vec::new() }
    }

    fn score(metric: &str, value: f32, split: Split) -> Score {
        let (data, weights) = ("d".to_owned(), "int8".to_owned());
        Score { metric: metric.into(), value, interval: [0.0, 1.0], data, split, weights, n: 7, groups: 3 }
    }

    #[test]
    fn what_was_outlined_is_said_with_its_number_area_and_place() {
        install(brain());
        assert_eq!(
            outlined(&outline(&[(0.042, Part::UpperLeft)], 3)),
            "The model outlined one region, about 4 % of the slice, at the upper left of the picture."
        );
        assert_eq!(
            outlined(&outline(&[(0.06, Part::Centre), (0.03, Part::Left), (0.01, Part::Right)], 0)),
            "The model outlined three regions, together about 10 % of the slice, the largest in the middle of the picture."
        );
        assert!(
            outlined(&outline(&[(0.002, Part::Lower)], 0)).contains("region, under 1 % of the slice, at the bottom")
        );
        assert_eq!(outlined(&outline(&[], 0)), "Nothing was outlined.");
        assert_eq!(outlined(&outline(&[], 2)), "Nothing larger than a speck was outlined.");
    }

    #[test]
    fn how_often_it_misses_is_said_from_the_best_source_to_the_worst() {
        let mut outlining = model([0.9, 0.9, 0.9], true);
        assert_eq!(outline_measured(&outlining), "Nobody has measured how often this model misses a tumour.");
        outlining.scores.push(score("outline_hit_source_a", 0.88, Split::Test));
        let said = outline_measured(&outlining);
        assert!(said.contains("On test slices with a tumour outlined by people"), "{said}");
        assert!(said.ends_with("missed it in 12 of 100."), "{said}");
        outlining.scores.extend([
            score("outline_hit_source_b", 0.95, Split::Test),
            // Of the weights before they were rounded, and of another split: not what visitors get.
            score("outline_hit_source_a", 0.5, Split::Test),
            score("outline_hit_source_c", 0.1, Split::Val),
        ]);
        let said = outline_measured(&outlining);
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
