//! How an answer came about: checks, model, preparation, device, time.

use super::CaseReport;
use super::writer::CaseWriter;
use crate::state::Reading;
use crate::state::benchmark::steps;
use crate::words;
use document::{Alignment, Inlines};
use protocol::{LatencyStep, Preprocessing};
use text::Message;

/// The checks before the answer, and the second run on the CPU.
pub(super) fn gates(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    let provenance = &case.answer.provenance;
    writer.title(2, text::page::gates());
    let is_full = case.reading == Reading::Clinician;
    let rows = provenance.gates.iter().map(|report| {
        let mut row = [words::gate_name(report.gate), words::gate_outcome(&report.outcome)]
            .iter()
            .map(|cell| Inlines::from(writer.said(cell)))
            .collect::<Vec<_>>();
        if is_full {
            let measures = report.measures.iter().map(|measure| writer.said(&words::measure(measure)));
            row.push(Inlines::from(measures.collect::<Vec<_>>().join("; ")));
        }
        row
    });
    let rows = rows.collect();
    let mut head = vec![text::case_report::check(), text::case_report::result()];
    head.extend(is_full.then(text::case_report::measures));
    writer.table("gates", &head, rows, Alignment::Start);
    provenance.cross_check.into_iter().for_each(|cross| writer.text(words::cross_check(cross)));
}

/// Everything needed to judge the answer, and to reproduce it from the same file.
pub(super) fn write(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    writer.title(2, text::case_report::grounds());
    let provenance = &case.answer.provenance;
    let (model, source, device) = (&provenance.model, &provenance.source, &provenance.device);
    let is_full = case.reading == Reading::Clinician;
    let mut rows = FactRows { writer, rows: Vec::new() };
    if is_full {
        rows.code(text::case_report::task(), &model.task);
    }
    rows.code(text::model_page::model(), &model.name);
    rows.code(text::model_page::version(), &model.version);
    if is_full {
        rows.code(text::model_page::hash(), &model.weights_sha256);
        if let Some(known) = case.model {
            let names: Vec<String> = known.labels.iter().map(|label| words::class_name(label)).collect();
            rows.plain(text::model_page::classes(), names.join(", "));
        }
    } else {
        let short: String = model.weights_sha256.chars().take(12).collect();
        rows.code(text::model_page::fingerprint(), &short);
    }
    rows.said(text::model_page::file(), words::source(source));
    for remark in &source.warnings {
        rows.said(text::case_report::remark(), remark.clone());
    }
    if is_full {
        rows.said(text::case_report::preparation(), prepared(&provenance.preprocessing));
    }
    // The graphics card would identify the reader's machine and does not matter for the answer.
    rows.said(text::case_report::device(), text::device::line(words::backend(device.backend)));
    rows.said(text::case_report::check(), words::check(&device.check));
    rows.said(text::case_report::time(), words::took(&provenance.timing));
    if is_full {
        let steps = steps(&provenance.timing).into_iter();
        for (step, ms) in steps.filter(|(step, ms)| *step != LatencyStep::Total && *ms > 0.0) {
            rows.said(words::step_name(step), words::duration(ms));
        }
    }
    let rows = rows.rows;
    writer.table("grounds", &[text::case_report::fact(), text::report::value()], rows, Alignment::Start);
}

/// Preprocessing of the picture.
fn prepared(how: &Preprocessing) -> Message {
    let levels = if how.levels.are_as_given() { "as-given" } else { "percentiles" };
    let [mean, deviation] = [how.mean, how.standard_deviation].map(channels);
    text::case_report::prepared(how.side_pixels, how.colour.name(), levels, u32::from(how.resize.fill), mean, deviation)
}

/// "123.68, 116.78, 103.94"; once where all are the same.
fn channels(values: [f32; 3]) -> Message {
    let [first, others @ ..] = values.map(text::report::mean);
    if others.iter().all(|other| *other == first) {
        return first;
    }
    others.into_iter().fold(first, text::said::list)
}

/// Rows of a name and its value.
struct FactRows<'a, 'b> {
    writer: &'a CaseWriter<'b>,
    rows: Vec<Vec<Inlines>>,
}

impl FactRows<'_, '_> {
    fn said(&mut self, name: Message, value: Message) {
        let value = self.writer.said(&value);
        self.plain(name, value);
    }

    fn plain(&mut self, name: Message, value: String) {
        let name = self.writer.said(&name);
        self.rows.push(vec![Inlines::from(name), Inlines::from(value)]);
    }

    /// A machine-readable value.
    fn code(&mut self, name: Message, value: &str) {
        let name = self.writer.said(&name);
        self.rows.push(vec![Inlines::from(name), Inlines::code(value)]);
    }
}
