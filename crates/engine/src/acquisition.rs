//! The kind of acquisition of a picture, from its file and from its appearance; how the model performs on that kind,
//! and whether that suffices for an answer.
//!
//! A term in the file that means one kind decides. Where it may mean several, as in a file that does not state whether
//! a contrast agent was given, the picture decides among them. Without a term the picture decides alone; words of a
//! description that agree with it only waive the threshold.

use super::{EngineError, Run, quality_gate, steps};
use evaluation::Elsewhere;
use imaging::Described;
use model::{AcquisitionHead, Acquisitions, Manifest};
use network::NnError;
use protocol::{Acquisition, AcquisitionFrom, Refusal, RefusalKind};
use text::{Message, Word};

/// `None` where the model has no kinds, or the picture's is unknown.
///
/// # Errors
/// `Network` when the acquisition head does not match the features: a picture of any kind would pass.
pub(super) fn acquisition(
    run: &Run,
    described: &Described,
    manifest: &Manifest,
) -> Result<Option<Acquisition>, EngineError> {
    let (Some(known), Some(head)) = (&manifest.acquisitions, &manifest.acquisition_head) else { return Ok(None) };
    let probabilities = steps::acquisition(run, head).ok_or_else(|| unfit(run, head))?;
    let told = told(described, known, &Looks { head, probabilities });
    Ok(told.map(|told| Acquisition { said: said(&told, known, manifest), ..told }))
}

/// The error for a head of the wrong shape: expected are a bias and a weight for each channel.
fn unfit(run: &Run, head: &AcquisitionHead) -> EngineError {
    let channels = run.features.len().checked_div(run.width * run.height).unwrap_or(0);
    let found = head.rules.iter().map(Vec::len).collect();
    NnError::Shape { name: "acquisition_head".into(), expected: vec![1 + channels; head.rules.len()], found }.into()
}

/// Why a picture of this kind is not answered: the model was not made for it, and its performance there is insufficient
/// or unknown.
pub(super) fn refusal(told: &Acquisition, manifest: &Manifest) -> Option<Refusal> {
    let known = manifest.acquisitions.as_ref()?;
    let area = worst(&told.name, known, manifest).and_then(|worst| worst.any.slices.auc).map(|auc| auc.value);
    if !known.refuses(&told.name, area) {
        return None;
    }
    let kind = named(&told.name, manifest);
    let message = match (area, known.least_auc) {
        (Some(area), Some(least)) => text::acquisition::refused(kind, finding(manifest), area, least),
        _ => text::acquisition::unmeasured(kind),
    };
    // Where there is a kind that it was not made for, there is one that it was made for.
    let made_for = known.made_for.first().map(String::as_str).unwrap_or_default();
    let hint = text::acquisition::refused_help(named(made_for, manifest));
    Some(quality_gate::refusal(RefusalKind::OtherAcquisition, message, hint))
}

/// The kind by appearance.
struct Looks<'a> {
    head: &'a AcquisitionHead,
    /// Calibrated, one per kind of the head.
    probabilities: Vec<f32>,
}

impl<'a> Looks<'a> {
    fn of(&self, kind: &str) -> Option<f32> {
        let place = self.head.labels.iter().position(|label| label == kind)?;
        self.probabilities.get(place).copied()
    }

    /// The most probable of the kinds allowed by `may`, with its share of their probability.
    fn best(&self, may: impl Fn(&str) -> bool) -> Option<(&'a String, f32)> {
        let labels = self.head.labels.iter().zip(self.probabilities.iter().copied());
        let among: Vec<(&'a String, f32)> = labels.filter(|(label, _)| may(label)).collect();
        let all: f32 = among.iter().map(|(_, probability)| probability).sum();
        let best = among.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        (all > 0.0).then(|| (best.0, best.1 / all))
    }

    fn is_sure(&self, probability: f32) -> bool {
        probability >= self.head.threshold
    }
}

/// The kind, before it is converted to a message.
fn told(described: &Described, known: &Acquisitions, looks: &Looks<'_>) -> Option<Acquisition> {
    let of = |name: &String, probability: Option<f32>, from, looks_like| Acquisition {
        name: name.clone(),
        probability,
        from,
        looks_like,
        said: Vec::new(),
    };
    let best = looks.best(|_| true);
    let sure = best.filter(|(_, probability)| looks.is_sure(*probability)).map(|(kind, _)| kind);
    if described.acquisition.is_empty() {
        let (kind, probability) = best?;
        let is_told = sure.is_some() || known.kinds(&described.acquisition_hint).contains(kind);
        return is_told.then(|| of(kind, Some(probability), AcquisitionFrom::Picture, None));
    }
    match known.kinds(&described.acquisition) {
        [kind] => {
            let other = sure.filter(|looks_like| *looks_like != kind).cloned();
            Some(of(kind, looks.of(kind), AcquisitionFrom::File, other))
        }
        several => {
            // A picture that clearly looks like none of these kinds cannot decide among them.
            let fits = sure.is_none_or(|kind| several.contains(kind));
            let (kind, probability) = looks.best(|kind| several.iter().any(|one| one == kind))?;
            let is_told = fits && looks.is_sure(probability);
            is_told.then(|| of(kind, Some(probability), AcquisitionFrom::Picture, None))
        }
    }
}

/// The results on this kind, and how it was determined.
fn said(told: &Acquisition, known: &Acquisitions, manifest: &Manifest) -> Vec<Message> {
    let kind = || named(&told.name, manifest);
    let score = match worst(&told.name, known, manifest) {
        Some(worst) => measured_there(kind(), worst, manifest),
        None if known.is_made_for(&told.name) => None,
        None => Some(text::acquisition::unmeasured(kind())),
    };
    let by = match (&told.looks_like, told.from) {
        (Some(other), _) => Some(text::acquisition::differs(kind(), named(other, manifest))),
        (None, AcquisitionFrom::File) => Some(text::acquisition::by_file(kind())),
        (None, AcquisitionFrom::Picture) => {
            told.probability.map(|share| text::acquisition::by_picture(kind(), how_probable(share)))
        }
    };
    score.into_iter().chain(by).collect()
}

/// A computed probability is never all: what is nearer to it than a hundredth is "over 99 %".
fn how_probable(share: f32) -> Message {
    if share > 0.99 { text::number::percent_over(0.99_f32) } else { text::number::percent(share) }
}

/// The worst result on a kind: of a source, or of a data set with one source.
fn worst<'a>(kind: &str, known: &Acquisitions, manifest: &'a Manifest) -> Option<&'a Elsewhere> {
    let of_kind = |one: &Elsewhere| known.of_source(one.source.as_ref().unwrap_or(&one.data)) == Some(kind);
    manifest.measured.as_ref()?.worst_where(of_kind)
}

fn measured_there(kind: Word, worst: &Elsewhere, manifest: &Manifest) -> Option<Message> {
    let slices = &worst.any.slices;
    let units = manifest.text.as_ref().map_or("", |text| text.units.as_str());
    let units = word(manifest, "text.units", if units.is_empty() { "pictures" } else { units });
    let whose = worst.whose(manifest.groups_of().name());
    let (finding, found) = (finding(manifest), slices.sensitivity?.value * 100.0);
    Some(match slices.specificity.zip(slices.auc) {
        Some((cleared, auc)) => {
            let alarmed = (1.0 - cleared.value) * 100.0;
            text::acquisition::measured(kind, whose, finding, found, units, alarmed, auc.value)
        }
        None => text::acquisition::found(kind, whose, finding, found, units),
    })
}

/// Several pictures of a kind, in the task's words.
fn named(kind: &str, manifest: &Manifest) -> Word {
    let english = manifest.text.as_ref().and_then(|text| text.acquisition(kind)).unwrap_or(kind);
    word(manifest, &format!("text.acquisitions.{kind}"), english)
}

/// One finding, in the task's words.
fn finding(manifest: &Manifest) -> Word {
    let finding = manifest.text.as_ref().map_or("", |text| text.finding.as_str());
    word(manifest, "text.finding", if finding.is_empty() { "a finding" } else { finding })
}

fn word(manifest: &Manifest, field: &str, english: &str) -> Word {
    Word { task: manifest.task.clone(), field: field.to_owned(), english: english.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> AcquisitionHead {
        let labels = ["day", "lamp", "night"].map(str::to_owned).to_vec();
        AcquisitionHead { labels, rules: Vec::new(), temperature: 1.0, threshold: 0.8, measured: Vec::new() }
    }

    fn known() -> Acquisitions {
        let terms = [("L", &["lamp"][..]), ("D", &["day", "lamp"]), ("X", &["x-ray"])];
        let owned = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<String>>();
        let terms = terms.map(|(term, kinds)| (term.to_owned(), owned(kinds)));
        Acquisitions { terms: terms.into(), ..Acquisitions::default() }
    }

    /// The report: the kind, how it was determined, and what else it looks like.
    fn of(term: &str, hint: &str, probabilities: [f32; 3]) -> Option<(String, AcquisitionFrom, Option<String>)> {
        let described = Described { acquisition: term.into(), acquisition_hint: hint.into(), ..Described::default() };
        let head = head();
        let told = told(&described, &known(), &Looks { head: &head, probabilities: probabilities.to_vec() })?;
        Some((told.name, told.from, told.looks_like))
    }

    #[test]
    fn the_picture_tells_where_it_is_sure_or_a_description_says_the_same() {
        let by_picture = |kind: &str| Some((kind.to_owned(), AcquisitionFrom::Picture, None));
        assert_eq!(of("", "", [0.9, 0.1, 0.0]), by_picture("day"));
        assert_eq!(of("", "", [0.7, 0.3, 0.0]), None);
        assert_eq!(of("", "D", [0.7, 0.3, 0.0]), by_picture("day"));
        assert_eq!(of("", "L", [0.7, 0.3, 0.0]), None);
        assert_eq!(of("", "L", [0.9, 0.1, 0.0]), by_picture("day"), "a hint decides nothing");
    }

    #[test]
    fn the_file_settles_what_it_can_and_what_contradicts_it_is_told() {
        let by_file =
            |kind: &str, other: Option<&str>| Some((kind.to_owned(), AcquisitionFrom::File, other.map(str::to_owned)));
        assert_eq!(of("L", "", [0.1, 0.1, 0.8]), by_file("lamp", Some("night")));
        assert_eq!(of("L", "", [0.3, 0.1, 0.6]), by_file("lamp", None), "a guess contradicts nothing");
        assert_eq!(of("X", "", [0.3, 0.1, 0.6]), by_file("x-ray", None), "a kind that was not learned");
        assert_eq!(of("?", "", [0.9, 0.1, 0.0]), None, "a term that the task does not know");
    }

    #[test]
    fn among_what_a_file_leaves_open_the_picture_decides() {
        assert_eq!(of("D", "", [0.56, 0.04, 0.4]), Some(("day".into(), AcquisitionFrom::Picture, None)));
        assert_eq!(of("D", "", [0.4, 0.3, 0.3]), None);
        assert_eq!(of("D", "", [0.09, 0.01, 0.9]), None, "it looks like neither");
    }
}
