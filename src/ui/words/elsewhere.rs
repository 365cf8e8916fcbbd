//! Can the model tell a finding from none, on patients whom it does not know? Said first, in the words that the
//! figures allow.

use super::catalogue::findings;
use super::{counted, percent_score};
use evaluation::{Elsewhere, Figure, Standing, Telling};
use protocol::ModelReport;

/// What stands first beside every answer, in plain words; `None` for a model that has no class for "none".
#[must_use]
pub fn elsewhere(model: &ModelReport) -> Option<(Standing, String)> {
    model.negative.as_ref()?;
    let (finding, units) = (&model.text.finding, &model.text.units);
    let unmeasured = || {
        let said = format!(
            "Nobody has measured on patients of other hospitals whether this model can tell {finding} from none. Expect it to do worse there than here."
        );
        (Standing::Unmeasured, said)
    };
    let Some(worst) = model.measured.as_ref().and_then(|measured| measured.worst_elsewhere()) else {
        return Some(unmeasured());
    };
    let Telling { sensitivity: Some(found), specificity: Some(cleared), .. } = worst.any.slices else {
        return Some(unmeasured());
    };
    let (found, missed) = (in_100(found.value), in_100(1.0 - found.value));
    let (cleared, alarmed) = (in_100(cleared.value), in_100(1.0 - cleared.value));
    let whose = whose(worst);
    let standing = worst.standing();
    let said = match standing {
        Standing::Unmeasured => return Some(unmeasured()),
        Standing::NearChance => format!(
            "On {whose} this model could not tell {finding} from none: it called {found} of 100 {units} with one {finding}, and {alarmed} of 100 {units} without one as well."
        ),
        Standing::Limited => format!(
            "On {whose} this model is often wrong: it saw none in {missed} of 100 {units} that show {finding}, and {finding} in {alarmed} of 100 that show none."
        ),
        Standing::Good => format!(
            "On {whose} this model saw {finding} in {found} of 100 {units} that show one, and none in {cleared} of 100 that show none. It is still wrong in the rest."
        ),
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

/// On what the sentence of [`elsewhere`] rests, with its intervals.
#[must_use]
pub fn elsewhere_measured(model: &ModelReport) -> Option<String> {
    let worst = model.measured.as_ref()?.worst_elsewhere()?;
    let Telling { n, positives, groups, sensitivity, specificity, auc } = worst.any.slices;
    let share = |name: &str, figure: Option<Figure>| {
        figure.map(|f| {
            format!("{name} {} ({} to {})", percent_score(f.value), percent_score(f.low), percent_score(f.high))
        })
    };
    let area = auc.map(|auc| format!("AUC {:.2} ({:.2} to {:.2})", auc.value, auc.low, auc.high));
    let figures = [share("sensitivity", sensitivity), share("specificity", specificity), area];
    Some(format!(
        "Measured on {n} {} of {groups} patients, {positives} with {} (“{}”, split {}): {}.",
        &model.text.units,
        model.text.finding,
        worst.data,
        worst.split,
        figures.into_iter().flatten().collect::<Vec<_>>().join(", ")
    ))
}

/// "None of the three findings stood out", for so many of the model that runs.
#[must_use]
pub fn none_stood_out(count: usize) -> String {
    if count < 2 {
        return "Nothing stood out".to_owned();
    }
    format!("None of the {} {} stood out", counted(count), findings())
}

/// How often the strongest spot of the map of a finding touches what was outlined, in plain words; `None` where that was
/// not measured, and for the class that has nothing to touch.
#[must_use]
pub fn map_hits(model: &ModelReport, label: &str) -> Option<String> {
    if model.negative.as_deref() == Some(label) {
        return None;
    }
    let faithfulness = model.measured.as_ref()?.faithfulness.as_ref()?;
    let pointing = faithfulness.pointing?;
    Some(format!(
        "On {} test pictures with {} outlined, the strongest spot of this map touched it in {} of 100; a spot chosen by chance would in {} (“{}”, split {}).",
        pointing.n,
        model.text.finding,
        in_100(pointing.hits.value),
        in_100(pointing.chance),
        faithfulness.data,
        faithfulness.split
    ))
}

/// What the map of a network that does not outline is, for clinicians.
#[must_use]
pub fn map_note() -> String {
    "Class activation map of the last feature grid, from the same forward pass. Scaled to the strongest cell over all classes of this picture; evidence against a class is not coloured. It shows what moved this network, not where disease is.".to_owned()
}

fn whose(found: &Elsewhere) -> &'static str {
    if found.trained { "patients it never saw, from hospitals it learned from," } else { "patients of other hospitals" }
}

fn in_100(share: f32) -> String {
    format!("{:.0}", share * 100.0)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::install;
    use super::super::tests::brain;
    use super::*;
    use evaluation::{AnyFinding, Curve, Faithfulness, Measured, Pointing, Split};
    use task::{TaskText, Words};

    pub(crate) fn model([sensitivity, specificity, auc]: [f32; 3], trained: bool) -> ModelReport {
        let figure = |value: f32| Some(Figure { value, low: value - 0.05, high: value + 0.05 });
        let (sensitivity, specificity, auc) = (figure(sensitivity), figure(specificity), figure(auc));
        let slices = Telling { n: 126, positives: 69, groups: 17, sensitivity, specificity, auc };
        let any = AnyFinding { slices, patients: slices };
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
        let said = |figures, trained| elsewhere(&model(figures, trained)).unwrap();
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
        let measured = elsewhere_measured(&model([0.54, 0.48, 0.52], false)).unwrap();
        assert!(measured.contains("126 slices of 17 patients") && measured.contains("elsewhere-set"), "{measured}");
        assert!(measured.contains("0.52 (0.47 to 0.57)"), "{measured}");
    }

    #[test]
    fn what_was_not_measured_is_said_to_be_unknown() {
        let mut unknown = model([0.9, 0.9, 0.95], false);
        unknown.measured = None;
        let (standing, text) = elsewhere(&unknown).unwrap();
        assert!(standing == Standing::Unmeasured && text.contains("Nobody has measured"), "{text}");
        unknown.negative = None;
        assert_eq!(elsewhere(&unknown), None, "every class is a finding");
    }

    #[test]
    fn what_did_not_stand_out_is_counted() {
        install(brain());
        assert_eq!(none_stood_out(3), "None of the three tumours stood out");
        install(Words::new(&TaskText::default(), &[]));
        assert_eq!(none_stood_out(2), "None of the two findings stood out");
        assert_eq!(none_stood_out(1), "Nothing stood out");
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
        let said = map_hits(&model, "glioma").unwrap();
        assert!(said.contains("33 test pictures with a tumour outlined") && said.contains("53 of 100"), "{said}");
        assert_eq!(map_hits(&model, "notumor"), None);
    }
}
