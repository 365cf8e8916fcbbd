//! Which kind of acquisition a picture is, by what its file says and by what it looks like; and what was measured of the
//! model on that kind.
//!
//! A term of the file that means one kind settles it. Where it may mean several, as where a file leaves out whether a
//! contrast agent was given, the picture decides among them. Without a term the picture decides alone, and the words of a
//! description only spare it the threshold where both say the same.

use super::{Run, steps};
use evaluation::Elsewhere;
use imaging::Described;
use model::{AcquisitionHead, Acquisitions, Manifest};
use protocol::{Acquisition, AcquisitionFrom};
use text::{Message, Word};

/// `None` where the model learned no kinds, or the picture's is unknown.
pub(super) fn acquisition(run: &Run, described: &Described, manifest: &Manifest) -> Option<Acquisition> {
    let (known, head) = (manifest.acquisitions.as_ref()?, manifest.acquisition_head.as_ref()?);
    let probabilities = steps::acquisition(run, head).unwrap_or_default();
    let told = told(described, known, &Looks { head, probabilities })?;
    let said = said(&told, known, manifest);
    Some(Acquisition { said, ..told })
}

/// What a picture looks like.
struct Looks<'a> {
    head: &'a AcquisitionHead,
    /// Calibrated, one per kind of the head; none where they are no numbers.
    probabilities: Vec<f32>,
}

impl<'a> Looks<'a> {
    fn of(&self, kind: &str) -> Option<f32> {
        let place = self.head.labels.iter().position(|label| label == kind)?;
        self.probabilities.get(place).copied()
    }

    /// The most probable of the kinds that `may` be, with its share of their probability.
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

/// The kind, still without words.
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
            // What surely looks like none of them says nothing of which of them it is.
            let fits = sure.is_none_or(|kind| several.contains(kind));
            let (kind, probability) = looks.best(|kind| several.iter().any(|one| one == kind))?;
            let is_told = fits && looks.is_sure(probability);
            is_told.then(|| of(kind, Some(probability), AcquisitionFrom::Picture, None))
        }
    }
}

/// What was measured on the kind, and how it is known.
fn said(told: &Acquisition, known: &Acquisitions, manifest: &Manifest) -> Vec<Message> {
    let name = |kind: &str| {
        let english = manifest.text.as_ref().and_then(|text| text.acquisition(kind)).unwrap_or(kind);
        word(manifest, &format!("text.acquisitions.{kind}"), english)
    };
    let of_kind = |one: &Elsewhere| {
        let source = one.source.as_ref().unwrap_or(&one.data);
        known.of_source(source) == Some(told.name.as_str())
    };
    let worst = manifest.measured.as_ref().and_then(|measured| measured.worst_where(of_kind));
    let score = match worst {
        Some(worst) => measured_there(name(&told.name), worst, manifest),
        None if known.is_made_for(&told.name) => None,
        None => Some(text::acquisition::unmeasured(name(&told.name))),
    };
    let by = match (&told.looks_like, told.from) {
        (Some(other), _) => text::acquisition::differs(name(&told.name), name(other)),
        (None, AcquisitionFrom::File) => text::acquisition::by_file(name(&told.name)),
        (None, AcquisitionFrom::Picture) => {
            text::acquisition::by_picture(name(&told.name), told.probability.unwrap_or_default())
        }
    };
    score.into_iter().chain([by]).collect()
}

fn measured_there(kind: Word, worst: &Elsewhere, manifest: &Manifest) -> Option<Message> {
    let slices = &worst.any.slices;
    let words = manifest.text.as_ref();
    let worded = |field: &str, own: Option<&String>, otherwise: &str| {
        let own = own.map(String::as_str).filter(|own| !own.is_empty()).unwrap_or(otherwise);
        word(manifest, field, own)
    };
    let finding = worded("text.finding", words.map(|text| &text.finding), "a finding");
    let units = worded("text.units", words.map(|text| &text.units), "pictures");
    let whose = if worst.trained { "known" } else { "other" };
    let found = slices.sensitivity?.value * 100.0;
    Some(match slices.specificity {
        Some(cleared) => text::acquisition::measured(kind, whose, finding, found, units, (1.0 - cleared.value) * 100.0),
        None => text::acquisition::found(kind, whose, finding, found, units),
    })
}

fn word(manifest: &Manifest, field: &str, english: &str) -> Word {
    Word { task: manifest.task.clone(), field: field.to_owned(), english: english.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evaluation::{AcquisitionScore, Split};

    fn head() -> AcquisitionHead {
        let labels = ["day", "lamp", "night"].map(str::to_owned).to_vec();
        let measured = AcquisitionScore {
            data: "made".into(),
            split: Split::Val,
            n: 0,
            labels: labels.clone(),
            confusion: Vec::new(),
            accuracy: 0.0,
            unsure: 0.0,
            right: 0.0,
        };
        AcquisitionHead { labels, rules: Vec::new(), temperature: 1.0, threshold: 0.8, measured }
    }

    fn known() -> Acquisitions {
        let terms = [("L", &["lamp"][..]), ("D", &["day", "lamp"]), ("X", &["x-ray"])];
        let owned = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<String>>();
        let terms = terms.map(|(term, kinds)| (term.to_owned(), owned(kinds)));
        Acquisitions { terms: terms.into(), ..Acquisitions::default() }
    }

    /// What is told: the kind, what told it, and what else it looks like.
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
