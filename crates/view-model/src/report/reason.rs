//! Whether the model looks at the right region.

use super::chart::curve_chart;
use super::write::{Rows, Writer};
use super::{Say, Section, interval, measured_on, with_interval};
use crate::words;
use evaluation::{Faithfulness, HiddenPart, Probe};
use text::Message;

pub(super) static PROBES: [Message; 6] = [
    text::report_checks::hidden(),
    text::report_checks::found_by(),
    text::report::accuracy(),
    text::report::ninety_five(),
    text::report_checks::recall(),
    text::report::on(),
];

/// The score with part of every picture hidden.
pub(super) fn probes(probes: &[Probe], say: Say<'_>) -> Option<Section> {
    if probes.is_empty() {
        return None;
    }
    let mut rows = Rows::new(say);
    probes.iter().for_each(|probe| probe_row(&mut rows, probe));
    let mut section = Writer::new("probes", text::report_checks::probes_title(), say);
    let of = |part: HiddenPart| probes.iter().find(|probe| probe.hidden == part);
    if let Some((whole, without)) = of(HiddenPart::Nothing).zip(of(HiddenPart::Anatomy)) {
        section.text(text::report_checks::anatomy(whole.accuracy.value, without.accuracy.value));
    }
    section.table("probes", text::report_checks::probes(), &PROBES, rows);
    Some(section.done())
}

/// Under the heads of [`PROBES`].
pub(super) fn probe_row(rows: &mut Rows<'_>, probe: &Probe) {
    rows.begin_said(text::report_checks::part(probe.hidden.name()));
    rows.cell(probe.by.clone());
    rows.said(words::percent_score(probe.accuracy.value));
    rows.said(interval(probe.accuracy));
    rows.said(words::percent_score(probe.macro_recall.value));
    rows.said(measured_on(&probe.data, probe.split, probe.n));
}

/// Whether the map points at what changes the answer.
pub(super) fn faithfulness(found: &Faithfulness, finding: &str, say: Say<'_>) -> Section {
    let on = measured_on(&found.data, found.split, found.n);
    let (deletion, insertion) = (&found.deletion, &found.insertion);
    let title = text::report_checks::deletion(deletion.area, deletion.chance_area, on.clone());
    let deletion = curve_chart(&title, &text::report_checks::taken_away(), deletion, say);
    let title = text::report_checks::insertion(insertion.area, insertion.chance_area, on.clone());
    let insertion = curve_chart(&title, &text::report_checks::put_in(), insertion, say);
    let mut section = Writer::new("faithfulness", text::report_checks::map_title(), say);
    section.text(text::report_checks::map(on));
    section.charts(vec![deletion, insertion]);
    if let Some(pointing) = found.pointing {
        let hits = with_interval(pointing.hits);
        section.text(text::report_checks::pointing(hits, pointing.n, finding, pointing.chance));
    }
    section.done()
}
