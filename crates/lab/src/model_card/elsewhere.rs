//! Any tumour against none elsewhere, the tumour mirrored away, other brightness: in sentences.

use super::Card;
use super::results::{or_nothing, percent, with_interval};
use evaluation::{AnyFinding, Brightness, Elsewhere, Figure, Mirrored, Telling};

impl Card<'_> {
    pub(super) fn elsewhere(&self) -> Vec<String> {
        let mut items: Vec<String> = self.measured.elsewhere.iter().map(of_elsewhere).collect();
        let own = self.measured.evaluations.iter().filter(|found| found.split != "val");
        items.extend(own.filter_map(|found| {
            let said = of_finding(found.any.as_ref()?);
            Some(format!("On its own data set, “{}”, split {}: {said}", found.data, found.split))
        }));
        items.extend(self.measured.mirrored.as_ref().map(of_mirrored));
        items.extend(self.measured.brightness.iter().flat_map(of_brightness));
        let mut items = or_nothing(items);
        if self.manifest.negative.is_some() && !self.measured.may_say_none() {
            items.push(
                "“None” is not given as an answer: the specificity elsewhere is too low for that, or was not measured. \
                 The page says that none of the findings stood out, and how often that is wrong."
                    .to_owned(),
            );
        }
        items
    }
}

/// The pair of figures for slices with the tumour gone, and with it twice.
#[must_use]
pub fn of_mirrored(found: &Mirrored) -> String {
    format!(
        "The tumour mirrored away (“{}”, split {}, {} pairs of {} groups): with the half without it on both sides, “none” \
         is answered in {}; with the tumour on both sides, a tumour in {}, its own class in {}.",
        found.data,
        found.split,
        found.pairs,
        found.groups,
        with_interval(found.healthy_right),
        with_interval(found.tumour_kept),
        with_interval(found.class_kept)
    )
}

/// One sentence for each factor.
#[must_use]
pub fn of_brightness(found: &Brightness) -> Vec<String> {
    let of = |one: &evaluation::BrightnessMove| {
        format!(
            "Brightness times {} (“{}”, split {}, {} pictures): the probability of the answer moves by {} on average, and by \
             more than {} points in {}.",
            one.factor,
            found.data,
            found.split,
            found.n,
            percent(one.mean),
            found.points,
            with_interval(one.moved)
        )
    };
    found.moves.iter().map(of).collect()
}

fn of_elsewhere(found: &Elsewhere) -> String {
    let source = found.source.as_ref().map_or(String::new(), |source| format!(", source {source}"));
    let whose = if found.trained {
        "other patients of this data set took part in training"
    } else {
        "no patient of this data set took part in training"
    };
    let away = found
        .turned_away
        .map_or(String::new(), |share| format!(" The gates turn {} of the slices away.", percent(share)));
    format!("On “{}”, split {}{source} ({whose}): {}{away}", found.data, found.split, of_finding(&found.any))
}

fn of_finding(any: &AnyFinding) -> String {
    format!("{} By patient: {}", of_telling(&any.slices, "slices"), of_telling(&any.patients, "patients and classes"))
}

fn of_telling(told: &Telling, what: &str) -> String {
    let figure = |name: &str, figure: Option<Figure>| figure.map(|figure| format!("{name} {}", with_interval(figure)));
    let area = told.auc.map(|auc| format!("area under the curve {:.3} ({:.3} to {:.3})", auc.value, auc.low, auc.high));
    let figures = [figure("sensitivity", told.sensitivity), figure("specificity", told.specificity), area];
    let figures: Vec<String> = figures.into_iter().flatten().collect();
    let (n, positives, groups) = (told.n, told.positives, told.groups);
    format!(
        "any tumour against none, {n} {what} of {groups} groups, {positives} with a tumour: {}.",
        figures.join(", ")
    )
}
