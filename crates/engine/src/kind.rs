//! The modality gate: is it the kind of picture that this model reads, by what the file says and by what it looks like?
//!
//! Kind comes before quality: a blood smear is no brain MRI, however bright. What quality spoils, though, may look
//! like another kind. So where a picture looks foreign and crosses a limit of quality, the advice of that limit is
//! followed here first: a picture that then looks like the right kind is left to the quality gate, whose advice helps.

use super::intended::{Said, held_against, words};
use super::{EngineError, Router, quality_gate, steps};
use imaging::quality::{Fault, QualityMeasures, mended};
use imaging::{Image, Picture};
use model::Manifest;
use protocol::{Gate, GateOutcome, GateReport, Measure, Refusal, SHIPPED_TASKS};
use trust::modality::Modality;

/// What a router sees in a picture.
struct Seen<'a> {
    found: Modality<'a>,
    measure: Measure,
    /// What is wrong with the picture where that hides its kind: mended, it is of the right kind, or it is so blurred or
    /// small that its kind cannot be told.
    fault: Option<Fault>,
}

/// What the gate says. Not run where the file says nothing that decides, and no router knows the task or could tell
/// the kind of so spoilt a picture. Beside it, the fault that hides the kind, for the quality gate.
///
/// # Errors
/// `Device` when the router's CPU gives numbers that are none.
pub(super) fn gate(
    picture: &Picture,
    measures: &QualityMeasures,
    manifest: &Manifest,
    router: Option<&Router>,
) -> Result<(GateReport, Option<Fault>), EngineError> {
    let router = router.filter(|router| router.knows(&manifest.task));
    let seen = router.map(|router| look(router, &picture.image, measures, manifest)).transpose()?;
    let said = held_against(&picture.described, manifest.intended.as_ref());
    let fault = seen.as_ref().and_then(|seen| seen.fault);
    let is_lost = fault == Some(Fault::Lost) && matches!(said, Said::Fits | Said::Nothing);
    let found = seen.as_ref().map(|seen| seen.found).filter(|_| !is_lost);
    let outcome = match refusal(said, &words(&picture.described), found, &manifest.task) {
        Some(refusal) => GateOutcome::Refused(refusal),
        None if found.is_none() && said == Said::Nothing => GateOutcome::NotRun,
        None => GateOutcome::Passed,
    };
    let measures = seen.into_iter().map(|seen| seen.measure).collect();
    Ok((GateReport { gate: Gate::Modality, outcome, measures }, fault))
}

fn look<'a>(
    router: &'a Router,
    image: &Image,
    measures: &QualityMeasures,
    manifest: &Manifest,
) -> Result<Seen<'a>, EngineError> {
    let task = manifest.task.as_str();
    let see = |image: &Image| -> Result<Seen<'a>, EngineError> {
        let probabilities = router.probabilities(image)?;
        let (found, measure) = (router.judge(&probabilities, task), router.measure(&probabilities, task));
        Ok(Seen { found, measure, fault: None })
    };
    let seen = see(image)?;
    let may_be_spoilt = !matches!(seen.found, Modality::Own | Modality::Photographed);
    let Some(limit) = steps::crossed(measures, &manifest.quality).filter(|_| may_be_spoilt) else { return Ok(seen) };
    let crossed = quality_gate::fault_of(limit);
    // What stands around a picture also makes it bright, or coloured.
    let faults = [crossed, Fault::Surrounded];
    for fault in faults.into_iter().take(if crossed == Fault::Surrounded { 1 } else { 2 }) {
        for better in mended(image, fault) {
            let again = see(&better)?;
            if again.found == Modality::Own {
                return Ok(Seen { fault: Some(fault), ..again });
            }
        }
    }
    let is_lost = crossed == Fault::Lost && seen.found == Modality::Unsure;
    Ok(Seen { fault: is_lost.then_some(crossed), ..seen })
}

/// `None` where the picture may go on. `file` is what the file says, in words; empty where it says nothing.
fn refusal(said: Said, file: &str, seen: Option<Modality<'_>>, task: &str) -> Option<Refusal> {
    let own = || refusal_by_looks(seen?, task);
    let wanted = plural(task);
    let both = || {
        let looks = seen.map(|seen| format!("; the picture {}", looks(seen, task))).unwrap_or_default();
        format!("The file says {file}{looks}. This model reads {wanted}.")
    };
    let other = |kind: &str, hint: String| {
        let task = match seen {
            Some(Modality::OtherTask(other)) => Some(other.to_owned()),
            _ => None,
        };
        Some(Refusal { kind: kind.into(), message: both(), hint, task })
    };
    match said {
        Said::OtherModality | Said::OtherRegion => {
            let kind = if said == Said::OtherModality { "other_modality" } else { "other_region" };
            other(kind, format!("Choose one of the {wanted}; nothing else is answered here. {IF_WRONG}"))
        }
        // What it looks like is all there is to go by.
        _ if file.is_empty() => own(),
        Said::Fits | Said::Nothing => own().map(|refusal| Refusal { message: both(), ..refusal }),
    }
}

const IF_WRONG: &str = "If the file is wrong about itself, whoever made it can correct it.";

/// What the router alone has against a picture.
fn refusal_by_looks(found: Modality<'_>, task: &str) -> Option<Refusal> {
    let wanted = plural(task);
    let choose = format!("Choose one of the {wanted} that this model was made for.");
    let (kind, message, hint) = match found {
        Modality::Own => return None,
        Modality::OtherTask(other) => {
            let message = format!("This looks like {}.", singular(other));
            let hint = if SHIPPED_TASKS.contains(&other) {
                "Switch to the model that reads such pictures.".to_owned()
            } else {
                format!("No model on this page reads {} yet. {choose}", plural(other))
            };
            ("other_task", message, hint)
        }
        Modality::OtherMedical => {
            let message = "This looks like a medical picture of another kind.";
            ("other_medical", message.to_owned(), format!("No model on this page reads such pictures. {choose}"))
        }
        Modality::NotMedical => {
            ("not_medical", "This does not look like a medical picture.".to_owned(), format!("{choose} {ORIGINAL}"))
        }
        Modality::Photographed => {
            let message = "This looks like a photograph of a screen or of film.";
            ("photographed", message.to_owned(), format!("A photograph changes the grey levels. {FROM_ARCHIVE}"))
        }
        Modality::Unsure => {
            let message = "It is not clear what kind of picture this is.";
            (
                "unsure_modality",
                message.to_owned(),
                format!(
                    "If it is one, use the whole picture alone, without borders, text or anything else beside it. {ORIGINAL}"
                ),
            )
        }
    };
    let task = if let Modality::OtherTask(other) = found { Some(other.to_owned()) } else { None };
    Some(Refusal { kind: kind.into(), message: format!("{message} This model reads {wanted}."), hint, task })
}

const ORIGINAL: &str = "Not a photograph of a screen or of film: the file itself.";
const FROM_ARCHIVE: &str = "Use the file itself, as the hospital's archive or CD has it; where only a viewer shows it, \
                            save the picture there, or take a screenshot and cut it to the slice alone.";

/// What a picture looks like, after "the picture …".
fn looks(found: Modality<'_>, task: &str) -> String {
    match found {
        Modality::Own => format!("looks like {}", singular(task)),
        Modality::OtherTask(other) => format!("looks like {}", singular(other)),
        Modality::OtherMedical => "looks like a medical picture of another kind".into(),
        Modality::NotMedical => "does not look like a medical picture".into(),
        Modality::Photographed => "looks like a photograph of a screen or of film".into(),
        Modality::Unsure => "looks like no kind that is known here".into(),
    }
}

fn singular(task: &str) -> String {
    match task {
        "blood-smear" => "a blood smear under the microscope".into(),
        "brain-mri" => "a slice of a brain MRI".into(),
        "chest-ct" => "a slice of a chest CT".into(),
        "chest-xray" => "a chest X-ray".into(),
        other => format!("a picture of the kind `{other}`"),
    }
}

fn plural(task: &str) -> String {
    match task {
        "blood-smear" => "pictures of blood smears".into(),
        "brain-mri" => "slices of brain MRI".into(),
        "chest-ct" => "slices of chest CT".into(),
        "chest-xray" => "chest X-rays".into(),
        other => format!("pictures of the kind `{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [(Modality<'_>, &str); 5] = [
        (Modality::OtherTask("chest-xray"), "other_task"),
        (Modality::OtherMedical, "other_medical"),
        (Modality::NotMedical, "not_medical"),
        (Modality::Photographed, "photographed"),
        (Modality::Unsure, "unsure_modality"),
    ];

    #[test]
    fn every_refusal_says_what_was_found_and_what_would_help() {
        for (found, kind) in KINDS {
            let refusal = refusal(Said::Nothing, "", Some(found), "brain-mri").unwrap();
            assert_eq!(refusal.kind, kind);
            assert!(refusal.message.ends_with("This model reads slices of brain MRI."), "{refusal:?}");
            assert!(!refusal.hint.is_empty());
            assert_eq!(refusal.task.as_deref(), (kind == "other_task").then_some("chest-xray"));
        }
        assert_eq!(refusal(Said::Nothing, "", Some(Modality::Own), "brain-mri"), None);
        assert_eq!(refusal(Said::Fits, "MR", Some(Modality::Own), "brain-mri"), None);
    }

    #[test]
    fn file_and_picture_that_disagree_are_both_told() {
        let told = |said, file: &str, seen| refusal(said, file, seen, "brain-mri").unwrap();
        let chest = told(Said::OtherModality, "CT, chest", Some(Modality::Own));
        assert_eq!(chest.kind, "other_modality");
        assert!(
            chest.message.starts_with("The file says CT, chest; the picture looks like a slice of a brain MRI."),
            "{chest:?}"
        );
        let knee = told(Said::OtherRegion, "MR, knee", Some(Modality::Unsure));
        assert_eq!(knee.kind, "other_region");
        for (found, kind) in KINDS {
            let refusal = told(Said::Fits, "MR, brain", Some(found));
            assert_eq!(refusal.kind, kind);
            assert!(refusal.message.starts_with("The file says MR, brain; the picture "), "{refusal:?}");
        }
        let without_router = told(Said::OtherModality, "US", None);
        assert_eq!(without_router.message, "The file says US. This model reads slices of brain MRI.");
    }

    #[test]
    fn the_hint_knows_which_models_there_are() {
        let here = refusal(Said::Nothing, "", Some(Modality::OtherTask("brain-mri")), "chest-xray").unwrap();
        assert!(here.hint.starts_with("Switch to the model"), "{here:?}");
    }
}
