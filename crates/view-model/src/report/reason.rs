//! Whether the model looks at the right thing.

use super::chart::curve_chart;
use super::{Block, Say, Section, Table, interval, measured_on, with_interval};
use crate::words;
use evaluation::{Faithfulness, Probe};

/// The score with part of every picture hidden.
pub(super) fn probes(probes: &[Probe], say: Say<'_>) -> Option<Section> {
    let row = |probe: &Probe| {
        vec![
            say(&text::report_checks::part(&probe.hidden)),
            probe.by.clone(),
            say(&words::percent_score(probe.accuracy.value)),
            say(&interval(probe.accuracy)),
            say(&words::percent_score(probe.macro_recall.value)),
            say(&measured_on(&probe.data, probe.split, probe.n)),
        ]
    };
    let head = [
        text::report_checks::hidden(),
        text::report_checks::found_by(),
        text::report::accuracy(),
        text::report::ninety_five(),
        text::report_checks::recall(),
        text::report::on(),
    ];
    let caption = text::report_checks::probes();
    let of = |name: &str| probes.iter().find(|probe| probe.hidden == name);
    let anatomy = of("nothing").zip(of("anatomy")).map(|(whole, without)| {
        Block::Text(say(&text::report_checks::anatomy(whole.accuracy.value, without.accuracy.value)))
    });
    (!probes.is_empty()).then(|| Section {
        id: "probes".to_owned(),
        title: say(&text::report_checks::probes_title()),
        blocks: anatomy
            .into_iter()
            .chain([Block::Table(Table::new("probes", &caption, &head, probes.iter().map(row).collect(), say))])
            .collect(),
    })
}

/// Whether the map points at what moves the answer.
pub(super) fn faithfulness(found: &Faithfulness, finding: &str, say: Say<'_>) -> Section {
    let on = measured_on(&found.data, found.split, found.n);
    let (deletion, insertion) = (&found.deletion, &found.insertion);
    let title = text::report_checks::deletion(deletion.area, deletion.chance_area, on.clone());
    let deletion = curve_chart(&title, &text::report_checks::taken_away(), deletion, say);
    let title = text::report_checks::insertion(insertion.area, insertion.chance_area, on.clone());
    let insertion = curve_chart(&title, &text::report_checks::put_in(), insertion, say);
    let mut blocks = vec![Block::Text(say(&text::report_checks::map(on))), Block::Charts(vec![deletion, insertion])];
    blocks.extend(found.pointing.map(|pointing| {
        let hits = with_interval(pointing.hits);
        Block::Text(say(&text::report_checks::pointing(hits, pointing.n, finding, pointing.chance)))
    }));
    Section { id: "faithfulness".to_owned(), title: say(&text::report_checks::map_title()), blocks }
}
