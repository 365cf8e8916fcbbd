//! The bundle for systems that speak FHIR.

use dicom::ObjectOrigin;
use export::MayGoAlong;
use export::fhir::{FhirClass, FhirCode, FhirOptions, FhirRelease, FhirSource, FhirWords, bundle};
use text::Message;
use view_model::conclusion::conclusion;
use view_model::words;

use super::{ReportWishes, VERSION, WritingTime, finding, say, term, whole};
use crate::subject::ReportSubject;

/// The file, by the release that was chosen. It is issued when it is written.
///
/// # Errors
/// What the writer says.
pub(super) fn write(
    subject: &ReportSubject,
    origin: Option<&ObjectOrigin>,
    wishes: &ReportWishes,
    at: WritingTime,
) -> Result<Vec<u8>, Message> {
    let answer = &subject.answer;
    let names: Vec<(&str, String)> =
        answer.classes.probabilities.iter().map(|one| (one.label.as_str(), words::class_name(&one.label))).collect();
    let code = |label: &str| {
        term(answer, label).map(|term| FhirCode { system: term.system, code: term.code, display: term.display })
    };
    let classes: Vec<FhirClass<'_>> =
        names.iter().map(|(label, name)| FhirClass { label, name, code: code(label) }).collect();
    let sentences: Vec<String> = conclusion(answer, subject.model.as_ref()).iter().map(say).collect();
    let conclusion = sentences.join("\n");
    let options = FhirOptions {
        release: if wishes.is_r5 { FhirRelease::R5 } else { FhirRelease::R4 },
        may: MayGoAlong { names: wishes.parts.source, dates: wishes.parts.date, file_names: false, pixels: false },
        words: FhirWords {
            language: browser::language_tag(),
            task: subject.task(),
            conclusion: &conclusion,
            classes: &classes,
            say: &say,
        },
        program: VERSION,
        answered_ms: at.epoch_ms.map(whole),
        source: origin.map(source),
        person: None,
    };
    let file = bundle(&finding(subject, wishes), &options);
    file.map(String::into_bytes).map_err(|error| text::reports::refused(error.to_string()))
}

fn source(origin: &ObjectOrigin) -> FhirSource<'_> {
    FhirSource {
        study: &origin.study_uid,
        series: Some(&origin.series_uid),
        instance: Some(&origin.instance_uid),
        sop_class: Some(&origin.class_uid),
        modality: Some(origin.modality.as_str()).filter(|modality| !modality.is_empty()),
        date: None,
    }
}
