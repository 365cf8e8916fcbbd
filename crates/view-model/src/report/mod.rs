//! The evaluation of a model, as sections of plain data that the page's report shows.
//!
//! Reading order: [`sections`], then one file per group of sections, then the charts. The blocks that they are made of
//! and their HTML writer are in `crates/document`.
//!
//! Invariant: pure data from plain data, in the language of [`Say`]; no markup. Every figure comes with the data and
//! the split it was measured on.

mod beside;
mod calibration;
mod chart;
mod gates;
mod pictures;
mod reason;
mod score;
#[cfg(test)]
pub(crate) mod tests;
mod write;

pub use document::{Block, Section, Table, element_of, html_from_blocks, html_from_table};

use crate::words;
use document::SectionFrame;
use evaluation::{Evaluation, Figure, Measured, Probe, Split};
use protocol::ModelReport;
use text::Message;

/// Renders a message in the reader's language.
pub type Say<'a> = &'a dyn Fn(&Message) -> String;

/// Initially expanded sections: how often the model is right.
const OPEN: [&str; 2] = ["score", "confusion"];

/// Prefix of the ids of sections from the model card.
const CARD: &str = "card-";

/// The language of the model card.
const CARD_LANGUAGE: &str = "en";

/// The sections with a list of contents, for the page with this fragment. `say` must be the one that they were made
/// with.
#[must_use]
pub fn html_from_sections(sections: &[Section], page: &str, say: Say<'_>) -> String {
    let frame = SectionFrame {
        page,
        open: &OPEN,
        contents: say(&text::report::contents()),
        other_language: say(&text::report::card_english()),
        chart_table: say(&text::report::chart_table()),
    };
    document::html_from_sections(sections, &frame)
}

/// A table of these columns, with caption and column names rendered here.
fn table(id: &'static str, caption: &Message, head: &[Message], rows: Vec<Vec<String>>, say: Say<'_>) -> Table {
    Table::captioned(id, say(caption), head.iter().map(say).collect(), rows)
}

/// Sections of the model card, each with the section that shows the same figures.
const RETOLD: [(&str, &str); 6] = [
    ("popular_split", "score"),
    ("results", "confusion"),
    ("calibration", "reliability"),
    ("decision_thresholds", "operating_points"),
    ("gates", "likeness"),
    ("explanation", "probes"),
];

/// Everything, the score on unseen data first, each figure once.
#[must_use]
pub fn sections(model: &ModelReport, say: Say<'_>) -> Vec<Section> {
    let nothing = Measured::default();
    let measured = model.measured.as_deref().unwrap_or(&nothing);
    let test = evaluation(measured, Split::Test);
    let mut all = vec![score::section(model, measured, say)];
    all.extend(score::elsewhere(model, measured, say));
    if let Some(test) = test {
        all.push(score::confusion(test, say));
        all.push(calibration::reliability(test, model.temperature, say));
        all.extend(calibration::sets(model, measured, say));
        all.extend(calibration::operating_points(test, say));
    }
    // Where the score elsewhere is told first, its controls are told beside it.
    let is_beside = |probe: &Probe| score::tells_elsewhere(model, measured) && beside::is_told_beside(probe);
    let probes: Vec<Probe> = measured.probes.iter().filter(|probe| !is_beside(probe)).cloned().collect();
    all.extend(reason::probes(&probes, say));
    all.extend(measured.faithfulness.as_ref().map(|found| reason::faithfulness(found, words::finding_of(model), say)));
    all.extend(gates::likeness(&measured.likeness, say));
    all.extend(gates::quality(&measured.quality, say));
    all.extend(measured.data.as_ref().map(|data| pictures::section(data, &model.labels, say)));
    let is_told = |id: &str| all.iter().any(|section: &Section| section.id == id);
    // Figures shown above are not repeated from the card; `MODEL_CARD.md` has all of them in prose.
    let is_new = |id: &str| RETOLD.iter().all(|(card, section)| *card != id || !is_told(section));
    let cards: Vec<_> = measured.card.iter().filter(|section| is_new(&section.id)).collect();
    all.extend(cards.into_iter().map(|section| Section {
        id: format!("{CARD}{}", section.id),
        title: section.title.clone(),
        language: Some(CARD_LANGUAGE),
        blocks: match section.items.as_slice() {
            [one] => vec![Block::Text(one.as_str().into())],
            items => vec![Block::List(items.iter().map(|item| item.as_str().into()).collect())],
        },
    }));
    all.extend(score::all(model, measured, say));
    all
}

/// The results on a split.
#[must_use]
pub fn evaluation(measured: &Measured, split: Split) -> Option<&Evaluation> {
    measured.evaluations.iter().find(|evaluation| evaluation.split == split)
}

/// "798 pictures of “some-set”, split test"
fn measured_on(data: &str, split: Split, n: u32) -> Message {
    text::report::measured_on(n, data, split.name())
}

/// "93.8 % (88.1 % to 96.7 %)"
fn with_interval(figure: Figure) -> Message {
    words::percent_between(figure)
}

/// "88.1 % to 96.7 %"
fn interval(figure: Figure) -> Message {
    text::report::interval(figure.low, figure.high)
}

fn names(labels: &[String]) -> String {
    labels.iter().map(|label| words::class_name(label)).collect::<Vec<_>>().join(", ")
}
