//! The columns of a log.

/// A column of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogColumn {
    /// Its name, in both forms.
    pub name: &'static str,
    /// Its content.
    pub content: LogContent,
}

/// The content of a column. All but [`LogContent::Id`] may be empty: `null` in NDJSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogContent {
    /// A text that is never empty.
    Id,
    /// A text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A date with its time, UTC: `2026-01-31T12:00:00.000Z`.
    Time,
    /// Yes or no: `true` or `false`.
    Flag,
    /// A whole number, not negative.
    Whole,
    /// A number, not negative.
    Number,
    /// Several texts. In CSV with `|` between them.
    Texts,
    /// A number for each of several labels. In CSV `label=0.5`, with `|` between them.
    Numbers,
}

const fn column(name: &'static str, content: LogContent) -> LogColumn {
    LogColumn { name, content }
}

/// Words of a reader's assessment.
const AGREEMENT: LogContent = LogContent::Word(&["agree", "disagree", "unsure"]);

/// All columns, in their order.
pub const COLUMNS: [LogColumn; 43] = [
    column("case", LogContent::Id),
    column("task", LogContent::Text),
    column("model", LogContent::Text),
    column("model_version", LogContent::Text),
    column("weights_sha256", LogContent::Text),
    column("kept_at", LogContent::Time),
    column("changed_at", LogContent::Time),
    column("kind", LogContent::Word(&["classes", "labels", "mask"])),
    column("abstained", LogContent::Flag),
    column("abstention", LogContent::Word(&["gate", "empty_set", "full_set", "unclear", "no_finding"])),
    column("labels", LogContent::Texts),
    column("probability", LogContent::Number),
    column("probabilities", LogContent::Numbers),
    column("set_level", LogContent::Number),
    column("set", LogContent::Texts),
    column("shares", LogContent::Numbers),
    column("square_millimetres", LogContent::Numbers),
    column("refused_by", LogContent::Word(&["file", "modality", "quality", "likeness"])),
    column("refusal", LogContent::Text),
    column("acquisition", LogContent::Text),
    column("acquisition_from", LogContent::Word(&["picture", "file"])),
    column("format", LogContent::Text),
    column("width", LogContent::Whole),
    column("height", LogContent::Whole),
    column("text_at_borders", LogContent::Flag),
    column("backend", LogContent::Word(&["webgpu", "cpu"])),
    column("decode_ms", LogContent::Number),
    column("gates_ms", LogContent::Number),
    column("prepare_ms", LogContent::Number),
    column("inference_ms", LogContent::Number),
    column("explain_ms", LogContent::Number),
    column("total_ms", LogContent::Number),
    column("first_reader", AGREEMENT),
    column("first_label", LogContent::Text),
    column("first_comment", LogContent::Text),
    column("second_reader", AGREEMENT),
    column("second_label", LogContent::Text),
    column("second_comment", LogContent::Text),
    column("cross_check_agreed", LogContent::Flag),
    column("cross_check_deviation", LogContent::Number),
    column("notes", LogContent::Text),
    column("tags", LogContent::Texts),
    column("picture", LogContent::Word(&["nothing", "thumbnail", "whole"])),
];
