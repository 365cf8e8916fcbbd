//! How well the gates before an answer perform.

use super::write::Rows;
use super::{Say, Section, measured_on};
use crate::words;
use evaluation::{Detection, FalseAlarm};
use text::Message;

static LIKENESS: [Message; 6] = [
    text::report_checks::pictures_of(),
    text::report_checks::auroc(),
    text::report_checks::passing(),
    text::report_checks::passed(),
    text::report::n(),
    text::report::on(),
];

static QUALITY: [Message; 4] =
    [text::report_checks::check(), text::report_checks::good(), text::report_checks::spoilt(), text::report::on()];

/// Detection of pictures unlike the training data.
pub(super) fn likeness(found: &[Detection], say: Say<'_>) -> Option<Section> {
    let mut rows = Rows::new(say);
    for one in found {
        rows.begin(one.against.replace('_', " "));
        rows.said(text::number::score(one.auroc));
        rows.said(words::percent_score(one.false_positives_at_95));
        rows.said(words::percent_score(one.passed));
        rows.said(text::report_checks::against(one.belong, one.others));
        rows.said(text::report::data_split(&one.data, one.split.name()));
    }
    rows.section("likeness", text::report_checks::likeness_title(), text::report_checks::likeness(), &LIKENESS)
}

/// Good pictures that the quality gate refuses.
pub(super) fn quality(found: &[FalseAlarm], say: Say<'_>) -> Option<Section> {
    let mut rows = Rows::new(say);
    for one in found {
        rows.begin(one.check.replace('_', " "));
        rows.said(words::percent_score(one.rate));
        rows.said(one.found.map_or_else(text::report_checks::not_measured, words::percent_score));
        rows.said(measured_on(&one.data, one.split, one.n));
    }
    rows.section("quality", text::report_checks::quality_title(), text::report_checks::quality(), &QUALITY)
}
