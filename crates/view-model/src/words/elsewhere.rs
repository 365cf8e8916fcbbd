//! Can the model distinguish a finding from none on pictures of unseen people? Stated first, as far as the figures
//! support it.

use super::catalogue::{finding_of, findings, units_of};
use super::percent_between;
use super::said::listed;
use evaluation::{Standing, Telling};
use protocol::ModelReport;
use text::Message;

/// The first statement beside every answer, in plain words; `None` for a model that has no class for "none".
#[must_use]
pub fn elsewhere(model: &ModelReport) -> Option<(Standing, Message)> {
    model.negative.as_ref()?;
    let (finding, units) = (finding_of(model), units_of(model));
    let unmeasured = || (Standing::Unmeasured, text::elsewhere::unmeasured(&model.text.groups, finding));
    let Some(worst) = model.measured.as_ref().and_then(|measured| measured.worst_elsewhere()) else {
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
    let worst = model.measured.as_ref()?.worst_elsewhere()?;
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

/// "None of the three findings stood out", for the number of the running model.
#[must_use]
pub fn none_stood_out(count: usize) -> Message {
    if count < 2 { text::elsewhere::nothing_stood_out() } else { text::elsewhere::none_stood_out(count, findings()) }
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
    use evaluation::{AnyFinding, Curve, Elsewhere, Faithfulness, Figure, Measured, Pointing, Split};
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
        assert!(text.contains("54 of 100") && text.contains("52 of 100"), "{text}");
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
    fn what_did_not_stand_out_is_counted() {
        let said = |count| english(&none_stood_out(count));
        install("brain-mri", brain());
        assert_eq!(said(3), "None of the three tumours stood out");
        install("leaf", TaskWords::new(&TaskText::default(), GroupsOf::Picture, &[]));
        assert_eq!(said(2), "None of the two findings stood out");
        assert_eq!([10, 11].map(said), ["None of the ten findings stood out", "None of the 11 findings stood out"]);
        assert_eq!([0, 1].map(said), ["Nothing stood out"; 2]);
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
