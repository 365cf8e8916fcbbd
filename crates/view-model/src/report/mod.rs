//! What was measured of a model, as sections of plain data that one part of the page shows.
//!
//! Reading order: [`sections`], then one file a group of sections, then [`chart`] and [`html`].
//!
//! Invariant: pure data from plain data, in the language that [`Say`] says it in; markup in [`html`] alone. Every figure
//! stands beside the data and the split it was measured on.

pub mod chart;
pub mod html;

mod calibration;
mod gates;
mod pictures;
mod reason;
mod score;
#[cfg(test)]
mod tests;
mod write;

pub use chart::{Anchor, Chart, Shape};
pub use html::{element_of, html_from_sections, html_from_table};

use crate::words;
use evaluation::{Evaluation, Figure, Measured, Split};
use html::CARD;
use protocol::ModelReport;
use text::Message;

/// Says a message in the language of whoever reads the report.
pub type Say<'a> = &'a dyn Fn(&Message) -> String;

/// A titled part of the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Stable name, the page's `data-section`.
    pub id: String,
    /// Heading.
    pub title: String,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The one figure of a section, with what it counts.
    Lead {
        /// What it is, the page's `data-figure`.
        name: &'static str,
        /// The figure as it was written by `lab`, 0…1.
        value: f32,
        /// What it counts: "right on …".
        of: String,
    },
    /// A paragraph.
    Text(String),
    /// A paragraph that must not be missed.
    Caveat(String),
    /// Items.
    List(Vec<String>),
    /// Figures in rows.
    Table(Table),
    /// Charts that belong side by side.
    Charts(Vec<Chart>),
}

/// Figures in rows; the first cell of a row names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Stable name, the page's `data-table`.
    pub id: &'static str,
    /// What it shows, on which data and split.
    pub caption: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// As many cells a row as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of these columns, its caption and their names said here.
    fn new(id: &'static str, caption: &Message, head: &[Message], rows: Vec<Vec<String>>, say: Say<'_>) -> Self {
        Self { id, caption: say(caption), head: head.iter().map(say).collect(), rows }
    }
}

/// Sections of the model card, and the section that tells of the same figures.
const RETOLD: [(&str, &str); 6] = [
    ("popular_split", "score"),
    ("results", "confusion"),
    ("calibration", "reliability"),
    ("decision_thresholds", "operating_points"),
    ("gates", "likeness"),
    ("explanation", "probes"),
];

/// Everything, the score on unseen patients first, each figure once.
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
        all.extend(calibration::sets(measured, say));
        all.extend(calibration::operating_points(test, say));
    }
    all.extend(reason::probes(&measured.probes, say));
    all.extend(measured.faithfulness.as_ref().map(|found| reason::faithfulness(found, words::finding_of(model), say)));
    all.extend(gates::likeness(&measured.likeness, say));
    all.extend(gates::quality(&measured.quality, say));
    all.extend(measured.data.as_ref().map(|data| pictures::section(data, &model.labels, say)));
    let is_told = |id: &str| all.iter().any(|section: &Section| section.id == id);
    // What stands above with its figures is not told a second time; `MODEL_CARD.md` has it all in prose.
    let is_new = |id: &str| RETOLD.iter().all(|(card, section)| *card != id || !is_told(section));
    let cards: Vec<_> = measured.card.iter().filter(|section| is_new(&section.id)).collect();
    all.extend(cards.into_iter().map(|section| Section {
        id: format!("{CARD}{}", section.id),
        title: section.title.clone(),
        blocks: match section.items.as_slice() {
            [one] => vec![Block::Text(one.clone())],
            items => vec![Block::List(items.to_vec())],
        },
    }));
    all.extend(score::all(model, measured, say));
    all
}

/// What was measured on a split.
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
