//! One case.

use super::COLUMNS;
use super::cell::LogCell;
use crate::MayGoAlong;
use crate::date_time::instant;
use finding::{
    Abstention, AcquisitionFrom, Decision, Finding, Found, PictureExtent, ReaderAgreement, ReaderAssessment,
    ReaderOrder,
};
use vault::CaseSummary;

/// A line of a log: one case.
#[derive(Clone, Debug, PartialEq)]
pub struct LogLine {
    /// As many as there are columns, in their order.
    cells: Vec<LogCell>,
}

impl LogLine {
    /// The line of a saved case: from its summary and its finding, which is `None` where this program cannot read it.
    ///
    /// Times are included where `dates` is allowed; notes, tags, comments and a reader's free text where `names` is.
    #[must_use]
    pub fn of(summary: &CaseSummary, finding: Option<&Finding>, may: MayGoAlong) -> Self {
        let mut cells = Vec::with_capacity(COLUMNS.len());
        cells.extend(identity(summary, finding, may));
        cells.extend(answer(summary, finding));
        cells.extend(checks(finding));
        cells.extend(timing(finding));
        cells.extend(reader(summary, finding, ReaderOrder::First, may));
        cells.extend(reader(summary, finding, ReaderOrder::Second, may));
        cells.extend(rest(summary, finding, may));
        Self { cells }
    }

    /// A line of CSV, with its end.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut line = self.cells.iter().map(LogCell::csv).collect::<Vec<_>>().join(",");
        line.push_str("\r\n");
        line
    }

    /// A line of NDJSON, with its end.
    #[must_use]
    pub fn ndjson(&self) -> String {
        let pairs =
            COLUMNS.iter().zip(&self.cells).map(|(column, cell)| format!("\"{}\":{}", column.name, cell.json()));
        format!("{{{}}}\n", pairs.collect::<Vec<_>>().join(","))
    }
}

fn optional(text: Option<&str>) -> LogCell {
    text.map_or(LogCell::Empty, LogCell::text)
}

/// From `case` to `changed_at`.
fn identity(summary: &CaseSummary, finding: Option<&Finding>, may: MayGoAlong) -> [LogCell; 7] {
    let model = finding.map(|finding| &finding.provenance.model);
    let time = |ms| if may.dates { LogCell::Text(instant(ms)) } else { LogCell::Empty };
    [
        LogCell::Text(summary.id.to_string()),
        LogCell::some_text(&summary.task),
        optional(model.map(|model| model.name.as_str())),
        LogCell::some_text(&summary.model),
        optional(model.map(|model| model.weights_sha256.as_str())),
        time(summary.kept_ms),
        time(summary.changed_ms),
    ]
}

/// From `kind` to `square_millimetres`.
fn answer(summary: &CaseSummary, finding: Option<&Finding>) -> [LogCell; 10] {
    let Some(finding) = finding else { return std::array::from_fn(|_| LogCell::Empty) };
    let set = finding.classes().and_then(|classes| classes.prediction_sets.first());
    let (kind, probabilities, [shares, areas]) = match &finding.found {
        Found::Classes(found) => {
            let each = found.probabilities.iter().map(|class| (class.label.clone(), class.value));
            ("classes", LogCell::numbers(each), [LogCell::Empty, LogCell::Empty])
        }
        Found::Labels(found) => {
            let each = found.labels.iter().map(|label| (label.label.clone(), label.probability));
            ("labels", LogCell::numbers(each), [LogCell::Empty, LogCell::Empty])
        }
        Found::Mask(mask) => {
            let each = || mask.areas.iter();
            let probabilities = each().filter_map(|area| Some((area.label.clone(), area.probability?)));
            let shares = each().map(|area| (area.label.clone(), area.share));
            let sizes = each().filter_map(|area| Some((area.label.clone(), area.square_millimetres?)));
            ("mask", LogCell::numbers(probabilities), [LogCell::numbers(shares), LogCell::numbers(sizes)])
        }
    };
    [
        LogCell::text(kind),
        LogCell::Flag(summary.abstained),
        optional(abstention(finding).map(Abstention::name)),
        LogCell::Texts(summary.labels.clone()),
        summary.probability.map_or(LogCell::Empty, LogCell::number),
        probabilities,
        set.map_or(LogCell::Empty, |set| LogCell::number(set.level)),
        set.map_or(LogCell::Empty, |set| LogCell::Texts(set.labels.clone())),
        shares,
        areas,
    ]
}

fn abstention(finding: &Finding) -> Option<Abstention> {
    match &finding.found {
        Found::Classes(classes) => match &classes.decision {
            Decision::Abstain { why } => Some(*why),
            Decision::Class { .. } | Decision::Set { .. } => None,
        },
        Found::Labels(found) => found.abstention,
        Found::Mask(mask) => mask.abstention,
    }
}

/// From `refused_by` to `backend`.
fn checks(finding: Option<&Finding>) -> [LogCell; 9] {
    let Some(finding) = finding else { return std::array::from_fn(|_| LogCell::Empty) };
    let provenance = &finding.provenance;
    let refusal = provenance.refusal();
    let acquisition = finding.acquisition.as_ref();
    let from = acquisition.map(|acquisition| match acquisition.from {
        AcquisitionFrom::Picture => "picture",
        AcquisitionFrom::File => "file",
    });
    [
        optional(refusal.map(|(gate, _)| gate.name())),
        optional(refusal.map(|(_, refusal)| refusal.kind.name())),
        optional(acquisition.map(|acquisition| acquisition.name.as_str())),
        optional(from),
        LogCell::text(&provenance.source.format),
        LogCell::Whole(provenance.source.width.into()),
        LogCell::Whole(provenance.source.height.into()),
        LogCell::Flag(!provenance.text_at_borders.is_empty()),
        LogCell::text(provenance.device.backend.name()),
    ]
}

/// From `decode_ms` to `total_ms`.
fn timing(finding: Option<&Finding>) -> [LogCell; 6] {
    let Some(finding) = finding else { return std::array::from_fn(|_| LogCell::Empty) };
    let timing = &finding.provenance.timing;
    let all =
        [timing.decode_ms, timing.gates_ms, timing.prepare_ms, timing.inference_ms, timing.explain_ms, timing.total_ms];
    all.map(LogCell::number)
}

/// One reader's assessment.
fn reader(summary: &CaseSummary, finding: Option<&Finding>, which: ReaderOrder, may: MayGoAlong) -> [LogCell; 3] {
    let said: Option<&ReaderAssessment> = summary.assessments.iter().find(|said| said.reader == which);
    let Some(said) = said else { return std::array::from_fn(|_| LogCell::Empty) };
    let agreement = match said.agreement {
        ReaderAgreement::Agree => "agree",
        ReaderAgreement::Disagree => "disagree",
        ReaderAgreement::Unsure => "unsure",
    };
    // Free text may contain a name; a label of the model does not.
    let label = said.label.as_deref().filter(|label| may.names || finding.is_some_and(|finding| knows(finding, label)));
    let comment = if may.names { said.comment.as_str() } else { "" };
    [LogCell::text(agreement), optional(label), LogCell::some_text(comment)]
}

/// Whether the model has a label of this name.
fn knows(finding: &Finding, label: &str) -> bool {
    match &finding.found {
        Found::Classes(found) => found.probabilities.iter().any(|class| class.label == label),
        Found::Labels(found) => found.labels.iter().any(|one| one.label == label),
        Found::Mask(mask) => mask.areas.iter().any(|area| area.label == label),
    }
}

/// From `cross_check_agreed` to `picture`.
fn rest(summary: &CaseSummary, finding: Option<&Finding>, may: MayGoAlong) -> [LogCell; 5] {
    let check = finding.and_then(|finding| finding.provenance.cross_check);
    let picture = match summary.picture {
        PictureExtent::Nothing => "nothing",
        PictureExtent::Thumbnail => "thumbnail",
        PictureExtent::Whole => "whole",
    };
    let (notes, tags) = if may.names {
        (LogCell::some_text(&summary.notes), LogCell::Texts(summary.tags.clone()))
    } else {
        (LogCell::Empty, LogCell::Empty)
    };
    [
        check.map_or(LogCell::Empty, |check| LogCell::Flag(check.agreed)),
        check.map_or(LogCell::Empty, |check| LogCell::number(check.largest_deviation)),
        notes,
        tags,
        LogCell::text(picture),
    ]
}
