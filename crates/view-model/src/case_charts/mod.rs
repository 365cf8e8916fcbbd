//! Statistics of saved cases as charts, each with a sentence and a table.
//!
//! Days are in the viewer's time zone, for the counts as for the fields of a range.
//!
//! Invariant: pure data from plain data, in the language of [`Say`]; no chart without its sentence and its table.

#[cfg(test)]
mod tests;
mod words;

use crate::report::Say;
use calendar::{MinutesAhead, local_date};
use document::plot::legend;
use document::{Anchor, Block, Chart, ChartAxis, PlotArea, Shape, Table};
use protocol::{CaseFigures, CaseSpan, DriftReport, LabelSpans, LatencyStep, PopulationShift};
use text::Message;
use words::{shift_said, step_name};

/// Units of a chart of bars: its width, the longest bar, the height of a name and of a bar below it.
const WIDTH: f32 = 320.0;
const LONGEST: f32 = 230.0;
const NAME: f32 = 18.0;
const BAR: f32 = 14.0;
const GAP: f32 = 8.0;
const PLOT: PlotArea = PlotArea { left: 40.0, top: 14.0, width: 260.0, height: 160.0 };

/// A name with one or more bars and their values in words, which are also the cells of the table.
struct ChartBar {
    name: String,
    values: Vec<f64>,
    cells: Vec<String>,
}

/// Returns the display name of a label.
pub type LabelNamer<'a> = &'a dyn Fn(&str) -> String;

/// Lines of classes, the most frequent first.
const CLASS_LINES: [&str; 4] = ["after", "before", "train", "val"];

/// The blocks written so far.
struct ChartPage<'a> {
    blocks: Vec<Block>,
    say: Say<'a>,
    name: LabelNamer<'a>,
    ahead: MinutesAhead<'a>,
}

/// All charts, one after the other; days are local days at this UTC offset.
#[must_use]
pub fn case_charts<'a>(
    figures: &CaseFigures,
    say: Say<'a>,
    name: LabelNamer<'a>,
    ahead: MinutesAhead<'a>,
) -> Vec<Block> {
    let mut page = ChartPage { blocks: Vec::new(), say, name, ahead };
    if figures.cases == 0 {
        page.text(&text::charts::none());
        return page.blocks;
    }
    page.over_time(figures);
    page.shares(figures);
    page.classes(figures);
    page.confidence(figures);
    page.sets(figures);
    page.agreement(figures);
    page.latency(figures);
    page.drift(figures.drift.as_ref());
    page.blocks
}

/// Number of cases of one kind in a span.
type SpanCount = fn(&CaseSpan) -> u32;

impl ChartPage<'_> {
    fn over_time(&mut self, figures: &CaseFigures) {
        let spans = &figures.spans;
        let Some(first) = spans.first() else { return };
        // The last span may begin many days before the last case.
        let [from, until] = [first.from_ms, figures.last_ms].map(|ms| local_date(ms, self.ahead));
        let said = text::charts::over_time_said(figures.cases, figures.turned_away, from, until);
        let names = [text::charts::answered(), text::charts::away()].map(|name| (self.say)(&name));
        let most = spans.iter().map(|span| span.answered.max(span.turned_away)).max().unwrap_or(0);
        let mut shapes = axes(spans, most, self.ahead);
        let lines: [(&'static str, SpanCount); 2] =
            [("after", |span| span.answered), ("before", |span| span.turned_away)];
        let axis = ChartAxis::over([0.0, f64::from(most)].into_iter());
        for ((kind, of), (name, y)) in lines.into_iter().zip(names.iter().zip([210.0, 228.0])) {
            let at = |(place, span)| PLOT.at(along(place, spans.len()), axis.share(f64::from(of(span))));
            let points: Vec<[f32; 2]> = spans.iter().enumerate().map(at).collect();
            shapes.extend(points.iter().map(|at| Shape::Dot { kind, at: *at }));
            shapes.push(Shape::Line { kind, points });
            shapes.extend(legend(kind, [PLOT.left, y], name.clone()));
        }
        let row = |span: &CaseSpan| {
            let [answered, away] = [span.answered, span.turned_away].map(|cases| amount(self.say, cases));
            vec![local_date(span.from_ms, self.ahead), answered, away]
        };
        let rows = spans.iter().map(row).collect();
        let head = [text::charts::span(), text::charts::answered(), text::charts::away()];
        self.chart("over-time", &text::charts::over_time(), &said, &head, (shapes, 236.0), rows);
    }

    fn shares(&mut self, figures: &CaseFigures) {
        let share = |cases: u32| f64::from(cases) / f64::from(figures.cases);
        let away = share(figures.turned_away);
        let said = match figures.labels.first() {
            Some(first) => text::charts::shares_said((self.name)(&first.label), share(first.cases), away),
            None => text::charts::shares_none(away),
        };
        let others = [(text::charts::away(), figures.turned_away), (text::charts::unnamed(), figures.unnamed)];
        let others = others.map(|(name, cases)| ((self.say)(&name), cases));
        let named = figures.labels.iter().map(|count| ((self.name)(&count.label), count.cases));
        let bars = named.chain(others).map(|(name, cases)| ChartBar {
            name,
            values: vec![f64::from(cases)],
            cells: vec![(self.say)(&text::charts::share_cell(share(cases))), amount(self.say, cases)],
        });
        let bars = bars.collect();
        let head = [text::charts::class(), text::charts::share(), text::charts::cases()];
        self.bars("shares", &text::charts::shares(), &said, &head, bars);
    }

    fn classes(&mut self, figures: &CaseFigures) {
        let (spans, followed) = (&figures.spans, &figures.label_spans);
        let (Some(first), false) = (spans.first(), followed.is_empty()) else { return };
        let names: Vec<String> = followed.iter().map(|label| (self.name)(&label.label)).collect();
        let [from, until] = [first.from_ms, figures.last_ms].map(|ms| local_date(ms, self.ahead));
        let said = text::charts::classes_said(names.join(", "), from, until);
        let most = followed.iter().flat_map(|label| &label.cases).max().copied().unwrap_or(0);
        let axis = ChartAxis::over([0.0, f64::from(most)].into_iter());
        let (mut shapes, mut y) = (axes(spans, most, self.ahead), 210.0);
        for ((LabelSpans { cases, .. }, kind), name) in followed.iter().zip(CLASS_LINES).zip(&names) {
            let at = |(place, count): (usize, &u32)| PLOT.at(along(place, spans.len()), axis.share(f64::from(*count)));
            let points: Vec<[f32; 2]> = cases.iter().enumerate().map(at).collect();
            shapes.extend(points.iter().map(|at| Shape::Dot { kind, at: *at }));
            shapes.push(Shape::Line { kind, points });
            shapes.extend(legend(kind, [PLOT.left, y], name.clone()));
            y += NAME;
        }
        let row = |(place, span): (usize, &CaseSpan)| {
            let counts = followed.iter().map(|label| label.cases.get(place).copied().unwrap_or(0));
            let counts = counts.map(|cases| amount(self.say, cases));
            [local_date(span.from_ms, self.ahead)].into_iter().chain(counts).collect::<Vec<String>>()
        };
        let rows = spans.iter().enumerate().map(row).collect();
        let title = text::charts::classes();
        self.heading(&title);
        self.text(&said);
        let (title, described) = ((self.say)(&title), (self.say)(&said));
        let head = [(self.say)(&text::charts::span())].into_iter().chain(names).collect();
        let table = Table::captioned("classes", title.clone(), head, rows);
        self.blocks.push(Block::Charts(vec![Chart { title, described, size: [WIDTH, y + 8.0], shapes, table }]));
    }

    fn confidence(&mut self, figures: &CaseFigures) {
        let Some(median) = figures.median_confidence else { return };
        let width = 1.0 / figures.confidence.len().max(1) as f64;
        let bins = figures.confidence.iter().enumerate().map(|(at, cases)| {
            let low = at as f64 * width;
            ((self.say)(&text::charts::bin(low, low + width)), *cases)
        });
        let bars = bins.map(|bin| counted(self.say, bin)).collect();
        let said = text::charts::confidence_said(median);
        let head = [text::charts::probability(), text::charts::cases()];
        self.bars("confidence", &text::charts::confidence(), &said, &head, bars);
    }

    fn sets(&mut self, figures: &CaseFigures) {
        let sized = figures.set_sizes.iter().enumerate();
        let (all, classes) = sized.clone().fold((0.0, 0.0), |(all, classes), (size, cases)| {
            (all + f64::from(*cases), classes + size as f64 * f64::from(*cases))
        });
        if all < 1.0 {
            return;
        }
        let bars =
            sized.map(|(size, cases)| counted(self.say, ((self.say)(&text::charts::set_size(size)), *cases))).collect();
        let head = [text::charts::sets(), text::charts::cases()];
        self.bars("sets", &text::charts::sets(), &text::charts::sets_said(classes / all), &head, bars);
    }

    fn agreement(&mut self, figures: &CaseFigures) {
        let counts = figures.agreement;
        let read = counts.agree + counts.disagree + counts.unsure;
        let said = text::charts::agreement_said(read, figures.cases, counts.agree);
        let named = [
            (text::cases::agree(), counts.agree),
            (text::cases::disagree(), counts.disagree),
            (text::cases::unsure(), counts.unsure),
            (text::cases::unread(), counts.unread),
        ];
        let bars = named.map(|(name, cases)| counted(self.say, ((self.say)(&name), cases))).into();
        let head = [text::charts::reader(), text::charts::cases()];
        self.bars("agreement", &text::charts::agreement(), &said, &head, bars);
    }

    fn latency(&mut self, figures: &CaseFigures) {
        let total = figures.latency.iter().find(|found| found.step == LatencyStep::Total);
        let Some(total) = total else { return };
        let said = text::charts::latency_said(total.p50_ms, total.p95_ms);
        let bars = figures.latency.iter().map(|found| ChartBar {
            name: (self.say)(&step_name(found.step)),
            values: vec![found.p50_ms, found.p95_ms],
            cells: [found.p50_ms, found.p95_ms].map(|ms| format!("{ms:.1}")).into(),
        });
        let bars = bars.collect();
        let head = [text::charts::step(), text::charts::p50(), text::charts::p95()];
        self.bars("latency", &text::charts::latency(), &said, &head, bars);
    }

    fn drift(&mut self, report: Option<&DriftReport>) {
        self.heading(&text::charts::drift());
        let Some(report) = report else { return self.text(&text::charts::no_reference()) };
        self.text(&text::charts::drift_cases(report.cases, &report.data, report.split.name()));
        for (what, index) in [(text::charts::mix(), report.mix), (text::charts::confidence(), report.confidence)] {
            if let Some(index) = index {
                let said = (self.say)(&shift_said(what, index));
                let is_shifted = matches!(index.shift, PopulationShift::Moderate | PopulationShift::Large);
                self.blocks.push(if is_shifted { Block::Caveat(said.into()) } else { Block::Text(said.into()) });
            }
        }
        self.text(&text::charts::source());
    }

    fn heading(&mut self, title: &Message) {
        let text = (self.say)(title).into();
        self.blocks.push(Block::Heading { level: 3, text });
    }

    fn text(&mut self, said: &Message) {
        let said = (self.say)(said);
        self.blocks.push(Block::Text(said.into()));
    }

    /// Horizontal bars, each under its name.
    fn bars(&mut self, id: &'static str, title: &Message, said: &Message, head: &[Message], bars: Vec<ChartBar>) {
        let most = bars.iter().flat_map(|bar| &bar.values).fold(f64::MIN_POSITIVE, |most, value| most.max(*value));
        let (mut shapes, mut y) = (Vec::new(), 0.0);
        for bar in &bars {
            shapes.push(Shape::label([0.0, y + 12.0], Anchor::Start, bar.name.clone()));
            y += NAME;
            for (place, (value, cell)) in bar.values.iter().zip(&bar.cells).enumerate() {
                let length = ((value / most) as f32 * LONGEST).max(1.0);
                let at = [0.0, y, length, BAR - 2.0];
                shapes.push(Shape::Cell { at, strength: 0.9, is_right: place == 0 });
                shapes.push(Shape::label([length + 8.0, y + BAR - 3.0], Anchor::Start, cell.clone()));
                y += BAR;
            }
            y += GAP;
        }
        let rows = bars.into_iter().map(|bar| [vec![bar.name], bar.cells].concat()).collect();
        self.chart(id, title, said, head, (shapes, y), rows);
    }

    /// A heading, a sentence, and a chart with its table.
    fn chart(
        &mut self,
        id: &'static str,
        title: &Message,
        said: &Message,
        head: &[Message],
        (shapes, height): (Vec<Shape>, f32),
        rows: Vec<Vec<String>>,
    ) {
        self.heading(title);
        self.text(said);
        let (title, described) = ((self.say)(title), (self.say)(said));
        let table = Table::captioned(id, title.clone(), head.iter().map(self.say).collect(), rows);
        self.blocks.push(Block::Charts(vec![Chart { title, described, size: [WIDTH, height], shapes, table }]));
    }
}

/// Axes of a chart over time, with the first and the last day, and whole numbers of cases, `most` in a span.
fn axes(spans: &[CaseSpan], most: u32, ahead: MinutesAhead<'_>) -> Vec<Shape> {
    let axis = ChartAxis::over([0.0, f64::from(most)].into_iter());
    let mut shapes = vec![PLOT.axes()];
    for tick in axis.ticks() {
        if (tick - tick.round()).abs() < 1e-6 {
            shapes.push(PLOT.mark_beside(axis.share(tick), format!("{tick:.0}")));
        }
    }
    let ends = if spans.len() > 1 { vec![0, spans.len() - 1] } else { vec![0] };
    for place in ends {
        if let Some(span) = spans.get(place) {
            shapes.push(PLOT.mark_below(along(place, spans.len()), local_date(span.from_ms, ahead)));
        }
    }
    shapes
}

/// Position of a span on the axis, 0…1; a single one is centred.
fn along(place: usize, count: usize) -> f32 {
    if count > 1 { place as f32 / (count - 1) as f32 } else { 0.5 }
}

/// A bar of this many cases.
fn counted(say: Say<'_>, (name, cases): (String, u32)) -> ChartBar {
    ChartBar { name, values: vec![f64::from(cases)], cells: vec![amount(say, cases)] }
}

/// A number of cases in a table.
fn amount(say: Say<'_>, cases: u32) -> String {
    say(&text::number::count(cases))
}
