//! Any finding against none elsewhere, the finding mirrored away, other brightness: in sentences.

use super::ModelCard;
use super::results::{or_nothing, percent, with_interval};
use ::task::{GroupsOf, TaskText};
use evaluation::{AnyFinding, Brightness, Elsewhere, Figure, Mirrored, Split, Telling};

impl ModelCard<'_> {
    pub(super) fn elsewhere(&self) -> Vec<String> {
        let (words, groups) = (self.words(), self.task.groups);
        let elsewhere = self.measured.elsewhere.iter();
        let mut items: Vec<String> = elsewhere.map(|found| of_elsewhere(found, words, groups)).collect();
        let own = self.measured.evaluations.iter().filter(|found| found.split != Split::Val);
        items.extend(own.filter_map(|found| {
            let said = of_finding(found.any.as_ref()?, words, groups);
            Some(format!("On its own data set, “{}”, split {}: {said}", found.data, found.split))
        }));
        items.extend(self.measured.mirrored.as_ref().map(|found| of_mirrored(found, words)));
        items.extend(self.measured.brightness.iter().flat_map(of_brightness));
        let mut items = or_nothing(items);
        items.extend(self.acquisitions());
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

/// The pair of figures for pictures with the finding removed, and with it doubled.
#[must_use]
pub fn of_mirrored(found: &Mirrored, words: &TaskText) -> String {
    let (the, a) = (bare(words), finding(words));
    format!(
        "The {the} mirrored away (“{}”, split {}, {} pairs of {} groups): with the half without it on both sides, “none” \
         is answered in {}; with the {the} on both sides, {a} in {}, its own class in {}.",
        found.data,
        found.split,
        found.pairs,
        found.groups,
        with_interval(found.healthy_right),
        with_interval(found.finding_kept),
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

fn of_elsewhere(found: &Elsewhere, words: &TaskText, groups: GroupsOf) -> String {
    let source = found.source.as_ref().map_or(String::new(), |source| format!(", source {source}"));
    let [one, several] = of_people(groups);
    let whose = if found.trained {
        format!("other {several} of this data set took part in training")
    } else {
        format!("no {one} of this data set took part in training")
    };
    let away = found
        .turned_away
        .map_or(String::new(), |share| format!(" The gates turn {} of the {} away.", percent(share), units(words)));
    let said = of_finding(&found.any, words, groups);
    format!("On “{}”, split {}{source} ({whose}): {said}{away}", found.data, found.split)
}

/// By slice, then by group where those are more than pictures.
pub(super) fn of_finding(any: &AnyFinding, words: &TaskText, groups: GroupsOf) -> String {
    let slices = of_telling(&any.slices, units(words), words);
    let by_group = any.groups.zip(groups.counted()).map(|(told, [one, several])| {
        format!(" By {one}: {}", of_telling(&told, &format!("{several} and classes"), words))
    });
    slices + &by_group.unwrap_or_default()
}

/// The noun for a group in counts, singular and plural.
pub(super) fn of_people(groups: GroupsOf) -> [&'static str; 2] {
    groups.counted().unwrap_or(["picture", "pictures"])
}

fn of_telling(told: &Telling, what: &str, words: &TaskText) -> String {
    let figure = |name: &str, figure: Option<Figure>| figure.map(|figure| format!("{name} {}", with_interval(figure)));
    let area = told.auc.map(|auc| format!("area under the curve {:.3} ({:.3} to {:.3})", auc.value, auc.low, auc.high));
    let figures = [figure("sensitivity", told.sensitivity), figure("specificity", told.specificity), area];
    let figures: Vec<String> = figures.into_iter().flatten().collect();
    let (n, positives, groups) = (told.n, told.positives, told.groups);
    format!(
        "any {} against none, {n} {what} of {groups} groups, {positives} with {}: {}.",
        bare(words),
        finding(words),
        figures.join(", ")
    )
}

/// One finding with its article; "a finding" where the task has no wording.
pub(super) fn finding(words: &TaskText) -> &str {
    if words.finding.is_empty() { "a finding" } else { &words.finding }
}

/// The same without an article.
fn bare(words: &TaskText) -> &str {
    let finding = finding(words);
    finding.strip_prefix("a ").or_else(|| finding.strip_prefix("an ")).unwrap_or(finding)
}

/// The noun for a task's pictures in counts.
fn units(words: &TaskText) -> &str {
    if words.units.is_empty() { "pictures" } else { &words.units }
}
