//! A report on one picture, for a patient or a clinician: the page's statements on an answer, in one document that can
//! be printed, sent or kept.
//!
//! Reading order: [`CaseReport`], [`document_from_case`], then `answer` (what was found), `grounds` (how it came about) and
//! `writer`.
//!
//! Invariant: pure data from plain data, in the language of [`Say`]. It contains the page's statements in
//! the page's sentences; the score comes first, and no name of a file or a person is in it.

mod answer;
mod grounds;
#[cfg(test)]
mod tests;
mod writer;

use crate::report::Say;
use crate::state::{ClassAnswer, Reading};
use crate::words;
use document::Document;
use evaluation::{Metric, Split};
use protocol::{Abstention, Decision, ModelReport, Score};
use writer::CaseWriter;

/// `source` of the image block of the answered picture: [`ClassAnswer::original`].
pub const ORIGINAL_PICTURE: &str = "original";
/// `source` of the image block of the network's input: [`ClassAnswer::model_input`].
pub const INPUT_PICTURE: &str = "model-input";

/// The input of a report.
#[derive(Clone, Copy, Debug)]
pub struct CaseReport<'a> {
    /// The answer.
    pub answer: &'a ClassAnswer,
    /// The model that gave it, with its evaluation; `None` where it is no longer known.
    pub model: Option<&'a ModelReport>,
    /// Name of the task in this language; may be empty.
    pub task: &'a str,
    /// The reading level.
    pub reading: Reading,
    /// BCP 47 tag of its language.
    pub language: &'static str,
    /// Whether to include image blocks of the picture and of the network's input. Personal data are never included
    /// implicitly: every caller defaults to no.
    pub has_pictures: bool,
    /// Whether the picture is one of the page's own drawings, and shows no patient.
    pub is_drawn: bool,
    /// Date and time of writing, in the reader's format; empty to omit them.
    pub written: &'a str,
    /// Version of this program.
    pub version: &'a str,
}

/// The report as a document.
#[must_use]
pub fn document_from_case(case: &CaseReport<'_>, say: Say<'_>) -> Document {
    let mut writer = CaseWriter::new(case.language, say);
    writer.title(1, text::case_report::title());
    if !case.task.is_empty() {
        writer.plain(case.task);
    }
    writer.text(match case.written {
        "" => text::case_report::undated(case.reading.name(), case.version),
        when => text::case_report::written(case.reading.name(), when, case.version),
    });
    writer.caveat(words::not_a_diagnosis(case.reading));
    if case.is_drawn {
        writer.caveat(words::drawn(case.answer));
    }
    // A refused picture does not reach the network: nothing is said about the model.
    let is_turned_away = case.answer.classes.decision == (Decision::Abstain { why: Abstention::Gate });
    if let Some(model) = case.model.filter(|_| !is_turned_away) {
        score(&mut writer, case, model);
    }
    answer::write(&mut writer, case);
    if case.has_pictures {
        pictures(&mut writer, case.answer);
    }
    grounds::gates(&mut writer, case);
    writer.title(2, text::page::limits());
    writer.list([
        text::page::limits_diagnosis(),
        text::page::limits_study(),
        words::answers_known(case.model),
        text::page::limits_doctor(),
    ]);
    grounds::write(&mut writer, case);
    writer.done()
}

/// How often the model is right, before its answer on this picture.
fn score(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>, model: &ModelReport) {
    writer.title(2, text::score_card::title());
    if let Some((_, told)) = words::elsewhere(model) {
        case.answer.of_acquisition().into_iter().for_each(|known| writer.text(known));
        writer.strong(told);
        if case.reading == Reading::Clinician {
            words::elsewhere_measured(model).into_iter().for_each(|measured| writer.text(measured));
        }
    }
    match words::headline_score(model) {
        Some(score) => {
            writer.lead(score.value, words::headline_of(model, &score.metric));
            writer.text(words::score(model, score));
            let trivial = measured(model, &Metric::Baseline(Box::new(score.metric.clone())));
            trivial.into_iter().for_each(|trivial| writer.text(words::baseline(trivial, score)));
        }
        None => {
            let scores = words::label_scores(model);
            if scores.is_empty() {
                writer.text(text::score_card::unmeasured());
            } else {
                writer.list(scores);
            }
        }
    }
    let named = words::said(case.answer, Some(model)).label;
    if let Some(label) = named
        && let Some(recall) = measured(model, &Metric::Recall(label.clone()))
    {
        writer.text(words::recall(&label, recall));
    }
    if let Some(caveat) = words::caveat(model) {
        writer.caveat(text::score_card::caveat(caveat));
    }
}

fn measured<'a>(model: &'a ModelReport, metric: &Metric) -> Option<&'a Score> {
    model.scores.iter().find(|score| score.metric == *metric && score.split == Split::Test)
}

fn pictures(writer: &mut CaseWriter<'_>, answer: &ClassAnswer) {
    let (original, input) = (&answer.original, &answer.model_input);
    writer.title(2, text::case_report::pictures());
    words::burned_in(&answer.provenance.text_at_borders).into_iter().for_each(|seen| writer.caveat(seen));
    writer.image(ORIGINAL_PICTURE, text::case_report::original(original.width, original.height));
    writer.image(INPUT_PICTURE, text::case_report::input(input.width));
}
