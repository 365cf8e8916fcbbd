//! Can the model tell a finding from none, on pictures of people whom it does not know? Said first, in the words that the
//! figures allow. Where too few pictures of other hospitals show no finding to say that, what is said first is how often it names
//! the right one of the findings there.

use super::catalogue::{finding, finding_of, findings, units_of};
use super::said::{listed, one_of};
use super::{percent_between, recall_elsewhere};
use evaluation::{Elsewhere, Figure, LEAST_PICTURES, Standing, Telling};
use protocol::{ModelReport, Score};
use text::Message;

/// What stands first beside every answer, in plain words; `None` for a model that has no class for "none", of which nothing was
/// measured elsewhere.
#[must_use]
pub fn elsewhere(model: &ModelReport) -> Option<(Standing, Message)> {
    let worst = worst(model);
    if let (None, Some((score, labels))) = (worst, recall_elsewhere(model)) {
        let standing = Standing::of_recall(figure(score), labels.len());
        let (name, names, found) = (standing_name(standing), one_of(&labels), in_100(score.value));
        return Some((standing, text::elsewhere::classes(name, units_of(model), names, found)));
    }
    model.negative.as_ref()?;
    let (finding, units) = (finding_of(model), units_of(model));
    let unmeasured = || (Standing::Unmeasured, text::elsewhere::unmeasured(&model.text.groups, finding));
    let Some(worst) = worst else {
        return Some(unmeasured());
    };
    let Telling { sensitivity: Some(found), specificity: Some(cleared), .. } = worst.any.slices else {
        return Some(unmeasured());
    };
    let (found, missed) = (in_100(found.value), in_100(1.0 - found.value));
    let (cleared, alarmed) = (in_100(cleared.value), in_100(1.0 - cleared.value));
    let whose = worst.whose(&model.text.groups);
    let standing = worst.standing();
    let said = match standing {
        Standing::Unmeasured => return Some(unmeasured()),
        Standing::NearChance => text::elsewhere::near_chance(whose, finding, units, found, alarmed),
        Standing::Limited => text::elsewhere::limited(whose, finding, units, missed, alarmed),
        Standing::Good => text::elsewhere::good(whose, finding, units, found, cleared),
    };
    Some((standing, said))
}

/// The word in `data-standing`.
#[must_use]
pub fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Unmeasured => "unmeasured",
        Standing::NearChance => "near_chance",
        Standing::Limited => "limited",
        Standing::Good => "good",
    }
}

/// The basis of the sentence of [`elsewhere`], with its intervals.
#[must_use]
pub fn elsewhere_measured(model: &ModelReport) -> Option<Message> {
    let Some(worst) = worst(model) else {
        let (score, labels) = recall_elsewhere(model)?;
        let set = text::elsewhere::set(&score.data, score.split.name());
        let groups = text::elsewhere::groups(&model.text.groups, score.groups);
        let (names, recall) = (one_of(&labels), percent_between(figure(score)));
        let of =
            text::elsewhere::classes_measured(score.n, units_of(model), groups, set, names, recall, LEAST_PICTURES);
        return Some(of);
    };
    let Telling { n, positives, groups, sensitivity, specificity, auc } = worst.any.slices;
    let found = sensitivity.map(|figure| text::elsewhere::sensitivity(percent_between(figure)));
    let cleared = specificity.map(|figure| text::elsewhere::specificity(percent_between(figure)));
    let area = auc.map(|auc| text::elsewhere::auc(auc.value, auc.low, auc.high));
    let figures = listed([found, cleared, area].into_iter().flatten())?;
    let set = text::elsewhere::set(&worst.data, worst.split.name());
    let (finding, units) = (finding_of(model), units_of(model));
    let groups = text::elsewhere::groups(&model.text.groups, groups);
    Some(text::elsewhere::measured(n, units, groups, positives, finding, set, figures))
}

fn worst(model: &ModelReport) -> Option<&Elsewhere> {
    model.measured.as_ref()?.worst_elsewhere()
}

fn figure(score: &Score) -> Figure {
    let [low, high] = score.interval;
    Figure { value: score.value, low, high }
}

/// "None of the three findings stood out", for the number of the running model.
#[must_use]
pub fn none_stood_out(count: usize) -> Message {
    if count < 2 {
        text::elsewhere::nothing_stood_out(finding())
    } else {
        text::elsewhere::none_stood_out(count, findings())
    }
}

/// How often the strongest spot of a finding's map touches the drawn outline, in plain words; `None` where that was not
/// measured, and for the class without a finding.
#[must_use]
pub fn map_hits(model: &ModelReport, label: &str) -> Option<Message> {
    if model.negative.as_deref() == Some(label) {
        return None;
    }
    let faithfulness = model.measured.as_ref()?.faithfulness.as_ref()?;
    let pointing = faithfulness.pointing?;
    let (hits, chance) = (in_100(pointing.hits.value), in_100(pointing.chance));
    let (data, split) = (&faithfulness.data, faithfulness.split.name());
    Some(text::elsewhere::map_hits(pointing.n, finding_of(model), hits, chance, data, split))
}

/// Explanation of the map of a network without a decoder, for clinicians.
#[must_use]
pub fn map_note() -> Message {
    text::elsewhere::map_note()
}

fn in_100(share: f32) -> f32 {
    share * 100.0
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::install;
    use super::super::tests::brain;
    use super::*;
    use evaluation::{AnyFinding, Curve, Faithfulness, Measured, Metric, Pointing, Split};
    use task::{GroupsOf, TaskText, TaskWords};
    use text::english;

    pub(crate) fn model([sensitivity, specificity, auc]: [f32; 3], trained: bool) -> ModelReport {
        let figure = |value: f32| Some(Figure { value, low: value - 0.05, high: value + 0.05 });
        let (sensitivity, specificity, auc) = (figure(sensitivity), figure(specificity), figure(auc));
        let slices = Telling { n: 126, positives: 69, groups: 17, sensitivity, specificity, auc };
        let any = AnyFinding { slices, groups: Some(slices) };
        let (data, split) = ("elsewhere-set".to_owned(), Split::Test);
        let one = Elsewhere { data, split, source: None, trained, turned_away: None, any };
        ModelReport {
            task: "brain-mri".into(),
            name: "a-model".into(),
            version: "1.0.0".into(),
            sha256: String::new(),
            bytes: 1,
            labels: ["glioma", "meningioma", "notumor", "pituitary"].map(str::to_owned).into(),
            negative: Some("notumor".into()),
            input_size: 224,
            scores: Vec::new(),
            temperature: 1.0,
            text: Box::new(brain()),
            measured: Some(Box::new(Measured { elsewhere: vec![one], ..Measured::default() })),
        }
    }

    #[test]
    fn the_wording_follows_the_figures() {
        let said = |figures, trained| {
            let (standing, said) = elsewhere(&model(figures, trained)).unwrap();
            (standing, english(&said))
        };
        let (standing, text) = said([0.54, 0.48, 0.52], false);
        assert_eq!(standing, Standing::NearChance);
        assert!(text.contains("On patients of other hospitals this model could not tell a tumour from none"), "{text}");
        let reported = "it reported one in 54 of 100 slices with a tumour, and in 52 of 100 slices without.";
        assert!(text.ends_with(reported), "{text}");
        let (standing, text) = said([0.83, 0.78, 0.886], false);
        assert_eq!(standing, Standing::Limited);
        assert!(text.contains("17 of 100 slices that show a tumour") && text.contains("22 of 100"), "{text}");
        let (standing, text) = said([0.93, 0.88, 0.95], true);
        assert_eq!(standing, Standing::Good);
        assert!(text.contains("93 of 100") && text.contains("88 of 100") && text.contains("learned from"), "{text}");
        let measured = english(&elsewhere_measured(&model([0.54, 0.48, 0.52], false)).unwrap());
        assert!(measured.contains("126 slices of 17 patients") && measured.contains("elsewhere-set"), "{measured}");
        let mut pictures = model([0.54, 0.48, 0.52], false);
        pictures.text.groups = "picture".into();
        let text = english(&elsewhere(&pictures).unwrap().1);
        assert!(text.starts_with("On pictures of other hospitals this model could not tell"), "{text}");
        pictures.text.groups = "nodule".into();
        let text = english(&elsewhere(&pictures).unwrap().1);
        assert!(text.starts_with("On nodules of other hospitals this model could not tell"), "{text}");
        assert!(
            measured.ends_with(
                "sensitivity 54.0 % (49.0 % to 59.0 %), specificity 48.0 % (43.0 % to 53.0 %), AUC 0.52 (0.47 to 0.57)."
            ),
            "{measured}"
        );
    }

    #[test]
    fn what_was_not_measured_is_said_to_be_unknown() {
        let mut unknown = model([0.9, 0.9, 0.95], false);
        unknown.measured = None;
        let (standing, said) = elsewhere(&unknown).unwrap();
        let text = english(&said);
        assert!(standing == Standing::Unmeasured && text.contains("Nobody has measured"), "{text}");
        unknown.negative = None;
        assert_eq!(elsewhere(&unknown), None, "every class is a finding");
    }

    #[test]
    fn where_no_set_elsewhere_tells_a_finding_from_none_the_recall_of_the_findings_there_is_said() {
        let score = |value: f32, weights: &str| Score {
            metric: Metric::RecallOf("glioma,pituitary".into()),
            value,
            interval: [value - 0.06, value + 0.06],
            data: "elsewhere-set".into(),
            split: Split::External,
            weights: weights.into(),
            n: 452,
            groups: 205,
        };
        install("brain-mri", brain());
        let mut found = model([0.54, 0.48, 0.52], false);
        found.scores = vec![score(0.99, "f32"), score(0.61, "int8")];
        let (standing, said) = elsewhere(&found).unwrap();
        assert_eq!(standing, Standing::NearChance, "{said:?}: a finding against none was measured there");
        assert!(english(&said).contains("could not tell a tumour from none"), "{said:?}");
        found.measured = None;
        let of = |found: &ModelReport| elsewhere(found).map(|(standing, said)| (standing, english(&said))).unwrap();
        let (standing, said) = of(&found);
        assert_eq!(standing, Standing::Limited);
        let start = "On pictures of other hospitals this model is often wrong: of 100 slices that show glioma or pituitary tumour";
        assert!(said.to_lowercase().starts_with(&start.to_lowercase()) && said.contains("61"), "{said}");
        let measured = english(&elsewhere_measured(&found).unwrap());
        assert!(
            measured.contains("452 slices of 205 patients") && measured.contains("61.0 % (55.0 % to 67.0 %)"),
            "{measured}"
        );
        found.scores = vec![score(0.53, "int8")];
        let (standing, said) = of(&found);
        assert!(standing == Standing::NearChance && said.contains("no better than guessing"), "{said}");
        (found.scores, found.negative) = (vec![score(0.93, "int8")], None);
        let (standing, said) = of(&found);
        assert!(standing == Standing::Good && said.contains("still wrong at times"), "{said}");
    }

    #[test]
    fn what_did_not_stand_out_is_counted() {
        let said = |count| english(&none_stood_out(count));
        install("brain-mri", brain());
        assert_eq!(said(3), "None of the three tumours stood out");
        install("leaf", TaskWords::new(&TaskText::default(), GroupsOf::Picture, &[]));
        assert_eq!(said(2), "Neither of the two findings stood out");
        assert_eq!([10, 11].map(said), ["None of the ten findings stood out", "None of the 11 findings stood out"]);
        assert_eq!([0, 1].map(said), ["Nothing pointed to a finding"; 2]);
    }

    #[test]
    fn a_map_of_no_finding_has_nothing_to_touch() {
        let curve = || Curve { by_map: Vec::new(), by_chance: Vec::new(), area: 0.0, chance_area: 0.0 };
        let hits = Figure { value: 0.53, low: 0.48, high: 0.58 };
        let faithfulness = Faithfulness {
            data: "outlined".into(),
            split: Split::Test,
            n: 40,
            deletion: curve(),
            insertion: curve(),
            pointing: Some(Pointing { n: 33, hits, chance: 0.11 }),
        };
        let mut model = model([0.93, 0.88, 0.95], false);
        assert_eq!(map_hits(&model, "glioma"), None, "not measured");
        model.measured.as_mut().unwrap().faithfulness = Some(faithfulness);
        let said = english(&map_hits(&model, "glioma").unwrap());
        assert!(said.contains("33 test pictures with a tumour outlined") && said.contains("53 of 100"), "{said}");
        assert_eq!(map_hits(&model, "notumor"), None);
    }
}
