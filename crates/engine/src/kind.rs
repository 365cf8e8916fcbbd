//! The modality gate: is it the kind of picture that this model reads, by its file and by its appearance?
//!
//! Kind comes before quality: a blood smear is not a chest X-ray, however bright. A quality defect, though, can make a
//! picture look like another kind. So where a picture looks foreign and violates a quality limit, the defect is first
//! corrected here: if it then looks like the right kind, it is left to the quality gate, whose advice is more useful.

use super::intended::{IntendedUse, held_against, words};
use super::{EngineError, ModalityClassifier, quality_gate, steps};
use imaging::quality::{QualityFault, QualityMeasures, mended};
use imaging::{Image, Picture};
use model::Manifest;
use protocol::{Gate, GateOutcome, GateReport, Measure, Refusal, RefusalKind};
use task::{ClassText, TaskText};
use text::{Message, Word};
use trust::modality::Modality;

/// What a modality classifier sees in a picture.
struct SeenKind<'a> {
    found: Modality<'a>,
    measure: Measure,
    /// The quality defect that hides its kind: corrected, it is of the right kind, or it is so blurred or small that
    /// its kind cannot be determined.
    fault: Option<QualityFault>,
}

/// The result of the gate. Not run where the file's attributes do not decide, and no modality classifier knows the task
/// or could determine the kind of such a degraded picture. Also returns the defect that hides the kind, for the quality
/// gate.
///
/// # Errors
/// `Device` when the modality classifier's CPU computes NaN or infinity.
pub(super) fn gate(
    picture: &Picture,
    measures: &QualityMeasures,
    manifest: &Manifest,
    modality: Option<&ModalityClassifier>,
) -> Result<(GateReport, Option<QualityFault>), EngineError> {
    let modality = modality.filter(|modality| modality.knows(&manifest.task));
    let seen = modality.map(|modality| look(modality, &picture.image, measures, manifest)).transpose()?;
    let said = held_against(&picture.described, manifest.intended.as_ref());
    let fault = seen.as_ref().and_then(|seen| seen.fault);
    let is_lost = fault == Some(QualityFault::Lost) && matches!(said, IntendedUse::Fits | IntendedUse::Nothing);
    let found = seen.as_ref().map(|seen| seen.found).filter(|_| !is_lost);
    let nouns = Nouns {
        task: &manifest.task,
        text: manifest.text.as_ref(),
        kinds: modality
            .map(ModalityClassifier::manifest)
            .and_then(|kinds| Some((kinds.task.as_str(), kinds.text.as_ref()?))),
        shipped: modality.map_or(&[], ModalityClassifier::tasks),
    };
    let outcome = match refusal(said, &words(&picture.described), found, nouns) {
        Some(refusal) => GateOutcome::Refused(refusal),
        None if found.is_none() && said == IntendedUse::Nothing => GateOutcome::NotRun,
        None => GateOutcome::Passed,
    };
    let measures = seen.into_iter().map(|seen| seen.measure).collect();
    Ok((GateReport { gate: Gate::Modality, outcome, measures }, fault))
}

fn look<'a>(
    modality: &'a ModalityClassifier,
    image: &Image,
    measures: &QualityMeasures,
    manifest: &Manifest,
) -> Result<SeenKind<'a>, EngineError> {
    let task = manifest.task.as_str();
    let see = |image: &Image| -> Result<SeenKind<'a>, EngineError> {
        let probabilities = modality.probabilities(image)?;
        let (found, measure) = (modality.judge(&probabilities, task), modality.measure(&probabilities, task));
        Ok(SeenKind { found, measure, fault: None })
    };
    let seen = see(image)?;
    let may_be_spoilt = !matches!(seen.found, Modality::Own | Modality::Photographed);
    let Some(limit) = steps::crossed(measures, &manifest.quality).filter(|_| may_be_spoilt) else { return Ok(seen) };
    let crossed = quality_gate::fault_of(limit);
    // The surroundings of a picture also make it bright, or coloured.
    let faults = [crossed, QualityFault::Surrounded];
    for fault in faults.into_iter().take(if crossed == QualityFault::Surrounded { 1 } else { 2 }) {
        for better in mended(image, fault) {
            let again = see(&better)?;
            if again.found == Modality::Own {
                return Ok(SeenKind { fault: Some(fault), ..again });
            }
        }
    }
    let is_lost = crossed == QualityFault::Lost && seen.found == Modality::Unsure;
    Ok(SeenKind { fault: is_lost.then_some(crossed), ..seen })
}

/// `None` where the picture may go on. `file` are the file's attributes, in words; empty where there are none.
fn refusal(said: IntendedUse, file: &str, seen: Option<Modality<'_>>, nouns: Nouns<'_>) -> Option<Refusal> {
    let own = || refusal_by_looks(seen?, nouns);
    let other = |kind: RefusalKind| {
        let task = match seen {
            Some(Modality::OtherTask(other)) => Some(other.to_owned()),
            _ => None,
        };
        let hint = text::refusal::file_help(nouns.many(nouns.task));
        Some(Refusal { kind, message: told_with_file(file, seen, nouns), hint, task })
    };
    match said {
        IntendedUse::OtherModality => other(RefusalKind::OtherModality),
        IntendedUse::OtherRegion => other(RefusalKind::OtherRegion),
        // Appearance is the only evidence.
        _ if file.is_empty() => own(),
        IntendedUse::Fits | IntendedUse::Nothing => {
            own().map(|refusal| Refusal { message: told_with_file(file, seen, nouns), ..refusal })
        }
    }
}

/// A refusal by the modality classifier alone.
fn refusal_by_looks(found: Modality<'_>, nouns: Nouns<'_>) -> Option<Refusal> {
    let wanted = || nouns.many(nouns.task);
    let mut task = None;
    let (kind, message, hint) = match found {
        Modality::Own => return None,
        Modality::OtherTask(other) => {
            task = Some(other.to_owned());
            let hint = if nouns.shipped.iter().any(|task| task == other) {
                text::refusal::switch_help()
            } else {
                text::refusal::other_task_help(nouns.many(other), wanted())
            };
            (RefusalKind::OtherTask, text::refusal::other_task(nouns.one(other), wanted()), hint)
        }
        Modality::OtherMedical => {
            let hint = text::refusal::other_medical_help(wanted());
            (RefusalKind::OtherMedical, text::refusal::other_medical(wanted()), hint)
        }
        Modality::NotMedical => {
            let hint = text::refusal::not_medical_help(wanted());
            (RefusalKind::NotMedical, text::refusal::not_medical(wanted()), hint)
        }
        Modality::Photographed => {
            let hint = text::refusal::photographed_help();
            (RefusalKind::Photographed, text::refusal::photographed(wanted()), hint)
        }
        Modality::Unsure => {
            (RefusalKind::UnsureModality, text::refusal::unsure(wanted()), text::refusal::unsure_help())
        }
    };
    Some(Refusal { kind, message, hint, task })
}

/// The file's attributes, and the picture's appearance if it was classified.
fn told_with_file(file: &str, seen: Option<Modality<'_>>, nouns: Nouns<'_>) -> Message {
    let wanted = nouns.many(nouns.task);
    match seen {
        None => text::refusal::file(file, wanted),
        Some(Modality::Own) => text::refusal::file_task(file, nouns.one(nouns.task), wanted),
        Some(Modality::OtherTask(other)) => text::refusal::file_task(file, nouns.one(other), wanted),
        Some(Modality::OtherMedical) => text::refusal::file_medical(file, wanted),
        Some(Modality::NotMedical) => text::refusal::file_not_medical(file, wanted),
        Some(Modality::Photographed) => text::refusal::file_photographed(file, wanted),
        Some(Modality::Unsure) => text::refusal::file_unsure(file, wanted),
    }
}

/// Names of kinds of pictures, from the model for its own and from the modality classifier for the others, and which of
/// them have a model.
#[derive(Clone, Copy)]
struct Nouns<'a> {
    /// The kind that the model reads.
    task: &'a str,
    /// The model's words.
    text: Option<&'a TaskText>,
    /// The modality classifier's, with its name.
    kinds: Option<(&'a str, &'a TaskText)>,
    /// Tasks that a visitor can choose instead.
    shipped: &'a [String],
}

impl Nouns<'_> {
    /// One picture of a kind, with its article.
    fn one(self, kind: &str) -> Message {
        let said = self.said(kind, "one", |text| &text.one, |class| &class.one);
        said.map_or_else(|| text::refusal::one(kind), text::refusal::worded)
    }

    /// Several of them.
    fn many(self, kind: &str) -> Message {
        let said = self.said(kind, "many", |text| &text.many, |class| &class.many);
        said.map_or_else(|| text::refusal::many(kind), text::refusal::worded)
    }

    /// The first non-empty text.
    fn said(
        self,
        kind: &str,
        field: &str,
        own: impl Fn(&TaskText) -> &String,
        class: impl Fn(&ClassText) -> &String,
    ) -> Option<Word> {
        let own = self.text.filter(|_| kind == self.task).map(|text| (self.task, format!("text.{field}"), own(text)));
        let seen = self.kinds.and_then(|(task, text)| {
            Some((task, format!("text.classes.{kind}.{field}"), class(text.classes.get(kind)?)))
        });
        let (task, field, english) = own.into_iter().chain(seen).find(|(.., words)| !words.is_empty())?;
        Some(Word { task: task.to_owned(), field, english: english.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [(Modality<'_>, &str); 5] = [
        (Modality::OtherTask("x-ray"), "other_task"),
        (Modality::OtherMedical, "other_medical"),
        (Modality::NotMedical, "not_medical"),
        (Modality::Photographed, "photographed"),
        (Modality::Unsure, "unsure_modality"),
    ];

    /// `refusal` of a model that reads leaves, beside one that reads X-rays.
    fn told(said: IntendedUse, file: &str, seen: Option<Modality<'_>>) -> Option<Refusal> {
        let own = TaskText { one: "a leaf".into(), many: "leaves".into(), ..TaskText::default() };
        let x_ray = ClassText { one: "an X-ray".into(), many: "X-rays".into(), ..ClassText::default() };
        let kinds = TaskText { classes: [("x-ray".to_owned(), x_ray)].into(), ..TaskText::default() };
        let shipped = ["x-ray".to_owned()];
        refusal(
            said,
            file,
            seen,
            Nouns { task: "leaf", text: Some(&own), kinds: Some(("kinds", &kinds)), shipped: &shipped },
        )
    }

    fn message(refusal: &Refusal) -> String {
        text::english(&refusal.message)
    }

    fn hint(refusal: &Refusal) -> String {
        text::english(&refusal.hint)
    }

    #[test]
    fn every_refusal_says_what_was_found_and_what_would_help() {
        for (found, kind) in KINDS {
            let refusal = told(IntendedUse::Nothing, "", Some(found)).unwrap();
            assert_eq!(refusal.kind.name(), kind);
            assert!(message(&refusal).ends_with("This model reads leaves."), "{refusal:?}");
            assert!(!hint(&refusal).is_empty());
            assert_eq!(refusal.task.as_deref(), (kind == "other_task").then_some("x-ray"));
        }
        assert_eq!(told(IntendedUse::Nothing, "", Some(Modality::Own)), None);
        assert_eq!(told(IntendedUse::Fits, "MR", Some(Modality::Own)), None);
    }

    #[test]
    fn file_and_picture_that_disagree_are_both_told() {
        let chest = told(IntendedUse::OtherModality, "CT, chest", Some(Modality::Own)).unwrap();
        assert_eq!(chest.kind, RefusalKind::OtherModality);
        assert!(message(&chest).starts_with("The file says CT, chest; the picture looks like a leaf."), "{chest:?}");
        let knee = told(IntendedUse::OtherRegion, "MR, knee", Some(Modality::Unsure)).unwrap();
        assert_eq!(knee.kind, RefusalKind::OtherRegion);
        for (found, kind) in KINDS {
            let refusal = told(IntendedUse::Fits, "MR, head", Some(found)).unwrap();
            assert_eq!(refusal.kind.name(), kind);
            assert!(message(&refusal).starts_with("The file says MR, head; the picture "), "{refusal:?}");
        }
        let without_modality = told(IntendedUse::OtherModality, "US", None).unwrap();
        assert_eq!(message(&without_modality), "The file says US. This model reads leaves.");
    }

    #[test]
    fn the_hint_knows_which_models_there_are() {
        let here = told(IntendedUse::Nothing, "", Some(Modality::OtherTask("x-ray"))).unwrap();
        assert!(hint(&here).starts_with("Switch to the model"), "{here:?}");
        let nowhere = told(IntendedUse::Nothing, "", Some(Modality::OtherTask("fossil"))).unwrap();
        assert!(message(&nowhere).starts_with("This looks like a picture of the kind `fossil`."), "{nowhere:?}");
        assert!(
            hint(&nowhere).ends_with("No model on this page reads pictures of the kind `fossil` yet."),
            "{nowhere:?}"
        );
    }
}
