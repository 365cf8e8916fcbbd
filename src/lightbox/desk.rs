//! The session of the light box: what is open, what is shown, and how frames come.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Act, Command, Measure, MeasureKind, Sheet, Tool, View, Walk, first_window, presets, short};
use crate::protocol::{Depth, Failure, FrameReport, Opened, Place, Query, Reply, TagReport};
use crate::stage::{self, Handed, Line, MadeFile, Pixels};

/// Bytes of frames that are kept, so that playing and going back cost no decoding.
const KEPT: u64 = 192 << 20;
/// Slices a second that can be chosen.
pub(super) const SPEEDS: [u32; 5] = [2, 5, 10, 15, 25];

/// A frame that has come.
#[derive(Clone, Debug)]
pub(super) struct Slide {
    pub(super) place: Place,
    pub(super) report: Rc<FrameReport>,
    pub(super) pixels: Pixels,
}

/// How far opening is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Stage {
    /// Nothing is open.
    #[default]
    Closed,
    /// Files are looked at: done, of how many.
    Listing(u32, u32),
    /// The list is there.
    Listed,
    /// Nothing could be opened.
    Failed(Failure),
}

/// What the right side shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Panel {
    #[default]
    Tools,
    Tags,
    Keys,
}

/// The one session. Copy it freely: it holds only signals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk {
    pub(super) stage: RwSignal<Stage>,
    pub(super) opened: RwSignal<Opened>,
    pub(super) walk: RwSignal<Walk>,
    pub(super) slide: RwSignal<Option<Slide>, LocalStorage>,
    /// Why the slice that is wanted cannot be shown.
    pub(super) trouble: RwSignal<Option<Failure>>,
    pub(super) view: RwSignal<Option<View>>,
    /// Device pixels of the stage.
    pub(super) size: RwSignal<(f64, f64)>,
    pub(super) tool: RwSignal<Tool>,
    pub(super) measures: RwSignal<Vec<Measure>>,
    /// Where values are read, in columns and rows.
    pub(super) probe: RwSignal<Option<(f64, f64)>>,
    pub(super) panel: RwSignal<Panel>,
    pub(super) tags: RwSignal<Option<TagReport>>,
    pub(super) playing: RwSignal<bool>,
    pub(super) speed: RwSignal<u32>,
    /// Why the picture is drawn without graphics.
    pub(super) plain: RwSignal<Option<&'static str>>,
    /// Said aloud by readers.
    pub(super) said: RwSignal<String>,
    /// A question to the reader is open for classifying or saving.
    pub(super) handing: RwSignal<bool>,
    line: StoredValue<Option<Line>, LocalStorage>,
    kept: StoredValue<Vec<Slide>, LocalStorage>,
    made: StoredValue<Option<MadeFile>, LocalStorage>,
    loading: StoredValue<bool>,
    /// Counts openings: what an earlier one still says is not listened to.
    generation: StoredValue<u32>,
    /// Series whose view is on the stage.
    viewed: StoredValue<Option<usize>>,
}

impl Desk {
    pub(super) fn new() -> Self {
        let desk = Self {
            stage: RwSignal::default(),
            opened: RwSignal::default(),
            walk: RwSignal::default(),
            slide: RwSignal::new_local(None),
            trouble: RwSignal::default(),
            view: RwSignal::default(),
            size: RwSignal::new((0.0, 0.0)),
            tool: RwSignal::default(),
            measures: RwSignal::default(),
            probe: RwSignal::default(),
            panel: RwSignal::default(),
            tags: RwSignal::default(),
            playing: RwSignal::default(),
            speed: RwSignal::new(10),
            plain: RwSignal::default(),
            said: RwSignal::default(),
            handing: RwSignal::default(),
            line: StoredValue::new_local(None),
            kept: StoredValue::new_local(Vec::new()),
            made: StoredValue::new_local(None),
            loading: StoredValue::new(false),
            generation: StoredValue::new(0),
            viewed: StoredValue::new(None),
        };
        Effect::new(move |_| {
            desk.walk.track();
            desk.pull();
        });
        desk
    }

    /// Opens files in place of those before; the slice that was handed to the page comes back as it was left.
    pub(super) fn open(self, files: Handed) {
        let is_back = self.made.with_value(|made| made.as_ref().is_some_and(|made| files.is_only(made)));
        if is_back && self.line.with_value(Option::is_some) {
            return self.stage.set(Stage::Listed);
        }
        self.forget();
        self.stage.set(Stage::Listing(0, 0));
        let line = Line::start(move |done, total| self.stage.set(Stage::Listing(done, total)));
        let line = match line {
            Ok(line) => line,
            Err(failure) => return self.stage.set(Stage::Failed(failure)),
        };
        self.line.set_value(Some(line.clone()));
        let generation = self.generation.get_value();
        spawn_local(async move {
            let answer = line.ask(Query::Open, Some(files)).await;
            if self.generation.get_value() != generation {
                return;
            }
            match answer {
                Ok((Reply::Opened(opened), _)) if opened.series.is_empty() => self.stage.set(Stage::Failed(Failure {
                    kind: "unsupported".into(),
                    message: "There is no picture in it that can be opened here.".into(),
                    hint: opened.left_out_why,
                })),
                Ok((Reply::Opened(opened), _)) => {
                    let walk = Walk::into(0, &opened.series);
                    self.opened.set(*opened);
                    self.stage.set(Stage::Listed);
                    self.walk.set(walk);
                }
                Ok(_) => {}
                Err(failure) => self.stage.set(Stage::Failed(failure)),
            }
        });
    }

    /// Closes for good: the files are let go.
    pub(super) fn close(self) {
        self.forget();
        self.stage.set(Stage::Closed);
        stage::tell_closed();
    }

    fn forget(self) {
        self.generation.update_value(|count| *count += 1);
        self.line.set_value(None);
        self.kept.set_value(Vec::new());
        self.made.set_value(None);
        self.viewed.set_value(None);
        self.loading.set_value(false);
        self.playing.set(false);
        self.slide.set(None);
        self.view.set(None);
        self.trouble.set(None);
        self.tags.set(None);
        self.probe.set(None);
        self.panel.set(Panel::Tools);
        self.measures.set(Vec::new());
        self.opened.set(Opened::default());
        self.walk.set(Walk::default());
    }

    /// What is wanted now.
    fn wanted(self) -> Option<Place> {
        self.opened.with_untracked(|opened| self.walk.get_untracked().place(&opened.series))
    }

    /// Fetches what is wanted, one question at a time: whoever scrolls fast gets the slice where he stops.
    fn pull(self) {
        let Some(line) = self.line.get_value() else { return };
        if self.loading.get_value() {
            return;
        }
        self.loading.set_value(true);
        let generation = self.generation.get_value();
        spawn_local(async move {
            while let Some(place) = self.wanted() {
                let kept = self.kept.with_value(|kept| kept.iter().find(|slide| slide.place == place).cloned());
                let found = match kept {
                    Some(slide) => Ok(slide),
                    None => fetched(&line, place).await,
                };
                if self.generation.get_value() != generation {
                    return;
                }
                match found {
                    Ok(slide) => {
                        self.keep(&slide);
                        self.show(slide);
                    }
                    Err(failure) => {
                        self.slide.set(None);
                        self.trouble.set(Some(failure));
                    }
                }
                if self.wanted() == Some(place) {
                    break;
                }
            }
            self.loading.set_value(false);
        });
    }

    fn keep(self, slide: &Slide) {
        self.kept.update_value(|kept| {
            if !kept.iter().any(|one| one.place == slide.place) {
                kept.push(slide.clone());
            }
            let mut sum: u64 = kept.iter().map(|one| one.pixels.bytes()).sum();
            while sum > KEPT && kept.len() > 1 {
                sum -= kept.remove(0).pixels.bytes();
            }
        });
    }

    fn show(self, slide: Slide) {
        let series = self.walk.get_untracked().series;
        if self.viewed.get_value() != Some(series) {
            self.viewed.set_value(Some(series));
            self.view.set(Some(View::new(first_window(&slide.report))));
            self.measures.set(Vec::new());
            self.probe.set(None);
        }
        // The tags are those of another file now.
        let shown = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place.instance()));
        if shown != Some(slide.place.instance()) {
            self.tags.set(None);
        }
        self.trouble.set(None);
        self.slide.set(Some(slide));
        if self.panel.get_untracked() == Panel::Tags {
            self.fetch_tags();
        }
    }

    /// Changes the view.
    pub(super) fn act(self, act: Act) {
        let Some(sheet) = self.sheet() else { return };
        let size = self.size.get_untracked();
        self.view.update(|view| {
            if let Some(view) = view {
                *view = view.after(&act, &sheet, size);
            }
        });
    }

    /// Size and span of what is shown; not followed.
    pub(super) fn sheet(self) -> Option<Sheet> {
        self.slide.with_untracked(|slide| slide.as_ref().map(|slide| sheet_of(&slide.report)))
    }

    /// Does what a key or a button asks for, and says what a reader would want to hear.
    pub(super) fn command(self, command: Command) {
        let middle = |(width, height): (f64, f64)| (width / 2.0, height / 2.0);
        match command {
            Command::Act(act) => self.act(act),
            Command::Zoom(factor) => self.act(Act::Zoom(factor, middle(self.size.get_untracked()))),
            Command::Step(by) => self.go(|walk, list| walk.step(by, list)),
            Command::First => self.go(|walk, list| walk.to(0, list)),
            Command::Last => self.go(|walk, list| walk.to(u32::MAX, list)),
            Command::NextWindow => self.next_window(),
            Command::Reset => {
                let first = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| first_window(&slide.report)));
                if let Some(window) = first {
                    self.act(Act::Reset(window));
                }
            }
            Command::Play => self.play(),
            Command::Tool(tool) => self.take_tool(tool),
            Command::Tags => self.toggle(Panel::Tags),
            Command::Classify => self.classify(),
        }
        self.said.set(self.summary());
    }

    /// Another slice.
    pub(super) fn go(self, step: impl FnOnce(Walk, &[crate::protocol::SeriesReport]) -> Walk) {
        let next = self.opened.with_untracked(|opened| step(self.walk.get_untracked(), &opened.series));
        if next != self.walk.get_untracked() {
            self.walk.set(next);
        }
    }

    pub(super) fn toggle(self, panel: Panel) {
        let next = if self.panel.get_untracked() == panel { Panel::Tools } else { panel };
        self.panel.set(next);
        if next == Panel::Tags {
            self.fetch_tags();
        }
    }

    fn next_window(self) {
        let list = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| presets(&slide.report)));
        let now = self.view.with_untracked(|view| view.as_ref().map(|view| view.window.clone()));
        let (Some(list), Some(now)) = (list, now) else { return };
        let at = list.iter().position(|window| *window == now).map_or(0, |at| at + 1);
        if let Some(window) = list.get(at).or_else(|| list.first()) {
            self.act(Act::Window(window.clone()));
        }
    }

    /// A tool, and for whoever has no pointer something to move with the arrow keys.
    pub(super) fn take_tool(self, tool: Tool) {
        self.tool.set(tool);
        let (Some(sheet), Some(view)) = (self.sheet(), self.view.get_untracked()) else { return };
        let size = self.size.get_untracked();
        let middle = view.in_frame((size.0 / 2.0, size.1 / 2.0), &sheet, size);
        let reach = size.0.min(size.1) / 8.0 / view.scale_on(&sheet, size);
        let kind = match tool {
            Tool::Probe if self.probe.get_untracked().is_none() => return self.probe.set(Some(middle)),
            Tool::Length => MeasureKind::Length,
            Tool::Angle => MeasureKind::Angle,
            _ => return,
        };
        if !self.measures.with_untracked(|list| list.iter().any(|measure| measure.kind == kind)) {
            self.measures.update(|list| list.push(Measure::around(kind, middle, reach)));
        }
    }

    /// Plays, or stops. Where the device asks for less motion the slices are played through once.
    fn play(self) {
        let is_playing = !self.playing.get_untracked();
        self.playing.set(is_playing);
        if is_playing {
            self.play_on();
        }
    }

    fn play_on(self) {
        let pause = Duration::from_millis(1000 / u64::from(self.speed.get_untracked().max(1)));
        set_timeout(
            move || {
                if !self.playing.get_untracked() {
                    return;
                }
                let (walk, count) = self.opened.with_untracked(|opened| {
                    let walk = self.walk.get_untracked();
                    (walk, walk.count(&opened.series))
                });
                let is_last = walk.at + 1 >= count;
                if count < 2 || (is_last && stage::reduces_motion()) {
                    return self.playing.set(false);
                }
                // A slice that has not come yet is waited for.
                let has_come = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place));
                if has_come == self.wanted() || self.trouble.with_untracked(Option::is_some) {
                    self.go(|walk, list| walk.to(if is_last { 0 } else { walk.at + 1 }, list));
                }
                self.play_on();
            },
            pause,
        );
    }

    /// The value under a place of the frame, in words.
    pub(super) fn reading(self, place: (f64, f64)) -> Option<String> {
        self.slide.with(|slide| slide.as_ref().map(|slide| reading(slide, place)))
    }

    fn summary(self) -> String {
        let walk = self.walk.get_untracked();
        let count = self.opened.with_untracked(|opened| walk.count(&opened.series));
        let view = self.view.with_untracked(|view| {
            view.as_ref().map(|view| {
                let window = &view.window;
                let name = if window.name.is_empty() { String::new() } else { format!(" ({})", window.name) };
                let turn =
                    if view.degrees == 0.0 { String::new() } else { format!(", turned by {:.0}°", view.degrees) };
                let inverted = if view.inverted { ", inverted" } else { "" };
                format!(". Centre {}, width {}{name}{turn}{inverted}", short(window.center), short(window.width))
            })
        });
        format!("Slice {} of {count}{}", walk.at + 1, view.unwrap_or_default())
    }

    fn fetch_tags(self) {
        let place = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place));
        let (Some(line), Some(place)) = (self.line.get_value(), place) else { return };
        if self.tags.with_untracked(Option::is_some) {
            return;
        }
        let generation = self.generation.get_value();
        spawn_local(async move {
            let answer = line.ask(Query::Tags { place }, None).await;
            let shown = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place.instance()));
            if self.generation.get_value() == generation && shown == Some(place.instance()) {
                match answer {
                    Ok((Reply::Tags(tags), _)) => self.tags.set(Some(*tags)),
                    Ok(_) => {}
                    Err(failure) => self.said.set(format!("{} {}", failure.message, failure.hint)),
                }
            }
        });
    }

    /// Hands the slice to the page as a picture to classify, and steps aside.
    pub(super) fn classify(self) {
        self.hand(
            |place| Query::Picture { place },
            move |name, bytes| match stage::hand_to_page(&name, &bytes) {
                Some(made) => {
                    self.made.set_value(Some(made));
                    self.playing.set(false);
                    self.stage.set(Stage::Closed);
                    stage::tell_closed();
                }
                None => self.said.set("The browser made no file of the slice.".into()),
            },
        );
    }

    /// Offers the file without what says who the patient is.
    pub(super) fn save(self) {
        self.hand(
            |place| Query::Deidentified { place },
            move |name, bytes| {
                let is_saved = stage::save_bytes(&name, "application/dicom", &bytes);
                self.said.set(if is_saved {
                    format!("Saved as {name}.")
                } else {
                    "The browser did not save it.".into()
                });
            },
        );
    }

    fn hand(self, query: impl FnOnce(Place) -> Query, take: impl FnOnce(String, crate::stage::Bytes) + 'static) {
        let place = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place));
        let (Some(line), Some(place), false) = (self.line.get_value(), place, self.handing.get_untracked()) else {
            return;
        };
        self.handing.set(true);
        let query = query(place);
        spawn_local(async move {
            match line.ask(query, None).await {
                Ok((Reply::File { name }, Some(bytes))) => take(name, bytes),
                Ok(_) => {}
                Err(failure) => {
                    self.said.set(format!("{} {}", failure.message, failure.hint));
                    self.trouble.set(Some(failure));
                }
            }
            self.handing.set(false);
        });
    }
}

/// Size and span of a frame.
pub(super) fn sheet_of(report: &FrameReport) -> Sheet {
    Sheet {
        width: report.width.into(),
        height: report.height.into(),
        aspect: report.aspect,
        span: report.spread.most - report.spread.least,
    }
}

async fn fetched(line: &Line, place: Place) -> Result<Slide, Failure> {
    let lost = || Failure {
        kind: "worker".into(),
        message: "The slice got lost on its way.".into(),
        hint: "Close the light box and open it again.".into(),
    };
    match line.ask(Query::Frame { place }, None).await? {
        (Reply::Frame(report), Some(samples)) => {
            let pixels = Pixels::new(report.samples, &samples);
            Ok(Slide { place, report: Rc::new(*report), pixels })
        }
        _ => Err(lost()),
    }
}

fn reading(slide: &Slide, (column, row): (f64, f64)) -> String {
    let report = &slide.report;
    let (column, row) = (column.floor(), row.floor());
    if column < 0.0 || row < 0.0 || column >= f64::from(report.width) || row >= f64::from(report.height) {
        return "outside of the picture".into();
    }
    let at = row as u32 * report.width + column as u32;
    let sample = |at: u32| slide.pixels.get(at).unwrap_or(f64::NAN);
    let value = if report.samples == Depth::Rgb8 {
        let [red, green, blue] = [0, 1, 2].map(|channel| sample(at * 3 + channel));
        format!("red {red}, green {green}, blue {blue}")
    } else {
        let stored = sample(at);
        let is_padding = report.padding.is_some_and(|(least, most)| least <= stored && stored <= most);
        match (stored.is_nan() || is_padding, report.unit.as_str()) {
            (true, _) => "no part of the picture".into(),
            (false, "") => format!("grey value {}", short(stored * report.slope + report.intercept)),
            (false, unit) => format!("{} {unit}", short(stored * report.slope + report.intercept)),
        }
    };
    format!("{value} at column {}, row {}", column + 1.0, row + 1.0)
}
