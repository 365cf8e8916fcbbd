//! Whether the model looks at the right thing.

use super::chart::curve_chart;
use super::{Block, Section, Table, interval, measured_on, with_interval};
use crate::ui::words;
use evaluation::{Faithfulness, Probe};
use task::Words;

/// The score with part of every picture hidden.
pub(super) fn probes(probes: &[Probe]) -> Option<Section> {
    let row = |probe: &Probe| {
        vec![
            hidden(&probe.hidden).to_owned(),
            probe.by.clone(),
            words::percent_score(probe.accuracy.value),
            interval(probe.accuracy),
            words::percent_score(probe.macro_recall.value),
            measured_on(&probe.data, probe.split, probe.n),
        ]
    };
    let head = ["Hidden", "Found by", "Accuracy", "95 % interval", "Recall, mean of classes", "Measured on"];
    let caption = "The score on the same pictures with part of each hidden.".to_owned();
    let of = |name: &str| probes.iter().find(|probe| probe.hidden == name);
    let anatomy = of("nothing").zip(of("anatomy")).map(|(whole, without)| {
        Block::Text(format!(
            "With the anatomy hidden, accuracy goes from {} to {}. What is left does not come from the anatomy: the higher it is, the more the model relies on something else.",
            words::percent_score(whole.accuracy.value),
            words::percent_score(without.accuracy.value)
        ))
    });
    (!probes.is_empty()).then(|| Section {
        id: "probes".to_owned(),
        title: "Does it look at the right thing?".to_owned(),
        blocks: anatomy
            .into_iter()
            .chain([Block::Table(Table::new("probes", caption, &head, probes.iter().map(row).collect()))])
            .collect(),
    })
}

/// Whether the map points at what moves the answer.
pub(super) fn faithfulness(found: &Faithfulness, text: &Words) -> Section {
    let on = measured_on(&found.data, found.split, found.n);
    let mut blocks = vec![
        Block::Text(format!(
            "Deletion takes the strongest cells of the map away first, insertion puts them in first. A true map loses the class faster than a random order does, and finds it faster. Mean over {on}."
        )),
        Block::Charts(vec![
            curve_chart("Deletion: lower is truer", "Share of the picture taken away", &found.deletion, &on),
            curve_chart("Insertion: higher is truer", "Share of the picture put in", &found.insertion, &on),
        ]),
    ];
    blocks.extend(found.pointing.map(|pointing| {
        Block::Text(format!(
            "Pointing game: in {} of {} pictures with {} outlined the strongest cell touches it; a cell chosen by chance would in {}.",
            with_interval(pointing.hits),
            pointing.n,
            text.finding,
            words::percent_score(pointing.chance)
        ))
    }));
    Section { id: "faithfulness".to_owned(), title: "Does the map tell the truth?".to_owned(), blocks }
}

fn hidden(name: &str) -> &str {
    match name {
        "nothing" => "Nothing",
        "anatomy" => "The anatomy",
        "borders" => "The borders",
        "corners" => "Text in the corners",
        other => other,
    }
}
