//! What keys and buttons do.

use std::time::Duration;

use leptos::prelude::*;

use super::{Panel, Slide, ViewerSession};
use crate::lightbox::state::{
    Act, Command, MeasureKind, Measurement, Tool, Walk, first_window, on_slice, presets, short,
};
use crate::stage;
use protocol::{AnatomicalPlane, FrameReport, SampleType, SeriesReport, SliceAddress};

impl ViewerSession {
    /// Does what a key or a button asks for, and says what a reader would want to hear.
    pub(in crate::lightbox) fn command(self, command: Command) {
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
            Command::Put => self.put(),
            Command::Tags => self.toggle(Panel::Tags),
            Command::Classify => self.classify(),
        }
        self.said.set(self.measuring().unwrap_or_else(|| self.summary()));
    }

    /// What to do with the tool that was just taken, as long as nothing is measured on this slice.
    fn measuring(self) -> Option<String> {
        let (name, key) = match self.tool.get_untracked() {
            Tool::Length => ("Length", "M"),
            Tool::Angle => ("Angle", "A"),
            _ => return None,
        };
        let place = self.shown_place()?;
        let is_empty = self.measures.with_untracked(|list| on_slice(list, place).is_empty());
        is_empty
            .then(|| format!("{name}: draw on the picture, or press {key} again or Enter to set one in the middle."))
    }

    /// Another slice.
    pub(in crate::lightbox) fn go(self, step: impl FnOnce(Walk, &[SeriesReport]) -> Walk) {
        let next = self.opened.with_untracked(|opened| step(self.walk.get_untracked(), &opened.series));
        if next != self.walk.get_untracked() {
            self.walk.set(next);
        }
    }

    pub(in crate::lightbox) fn toggle(self, panel: Panel) {
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

    /// Another tool. It draws nothing by itself: asked for a second time, a measure is set in the middle.
    pub(in crate::lightbox) fn take_tool(self, tool: Tool) {
        if tool == Tool::Probe && self.probe.get_untracked().is_none() {
            self.probe.set(self.middle().map(|(middle, _)| middle));
        }
        if self.tool.get_untracked() == tool {
            return self.put();
        }
        self.tool.set(tool);
    }

    /// Sets a measure in the middle of what is seen, for whoever has no pointer, and puts the keyboard on it.
    pub(in crate::lightbox) fn put(self) {
        let kind = match self.tool.get_untracked() {
            Tool::Length => MeasureKind::Length,
            Tool::Angle => MeasureKind::Angle,
            _ => return,
        };
        let Some((middle, reach)) = self.middle() else { return };
        // Below those that are there, so that no two points lie on each other.
        let more =
            self.measures.with_untracked(|list| self.shown_place().map_or(0, |place| on_slice(list, place).len()));
        let middle = (middle.0, middle.1 + reach * 0.5 * more as f64);
        if let Some(at) = self.begin(kind, Measurement::around(kind, middle, reach)) {
            request_animation_frame(move || stage::focus_on(&format!("[data-measure=\"{at}\"]")));
        }
    }

    /// A new measure on the slice that is shown: its place in the list.
    pub(in crate::lightbox) fn begin(self, kind: MeasureKind, points: Vec<(f64, f64)>) -> Option<usize> {
        let of = self.slice_name();
        let made = self.slide.with_untracked(|slide| {
            let slide = slide.as_ref()?;
            let walk = self.opened.with_untracked(|opened| {
                let walk = self.walk.get_untracked();
                // On the way to another slice the one before is still shown.
                Some(walk).filter(|walk| walk.place(&opened.series) == Some(slide.place))
            })?;
            Some(Measurement::new(kind, points, (slide.place, walk), of, &slide.report))
        })?;
        let at = self.measures.with_untracked(Vec::len);
        self.measures.update(|list| list.push(made));
        Some(at)
    }

    /// The slice that is on the stage; not followed.
    pub(in crate::lightbox) fn shown_place(self) -> Option<SliceAddress> {
        self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place))
    }

    /// The middle of what is seen, in columns and rows, and an eighth of what is seen.
    fn middle(self) -> Option<((f64, f64), f64)> {
        let (sheet, view, size) = (self.sheet()?, self.view.get_untracked()?, self.size.get_untracked());
        let middle = view.in_frame((size.0 / 2.0, size.1 / 2.0), &sheet, size);
        Some((middle, size.0.min(size.1) / 8.0 / view.scale_on(&sheet, size)))
    }

    /// "T1 post contrast, slice 7 of 12"; not followed.
    pub(in crate::lightbox) fn slice_name(self) -> String {
        let walk = self.walk.get_untracked();
        self.opened.with_untracked(|opened| {
            let title = opened.series.get(walk.series).map(|series| series.title.as_str()).unwrap_or_default();
            let plane = match walk.plane {
                _ if !walk.has_planes(&opened.series) => "",
                AnatomicalPlane::Axial => "axial ",
                AnatomicalPlane::Coronal => "coronal ",
                AnatomicalPlane::Sagittal => "sagittal ",
            };
            format!("{title}, {plane}slice {} of {}", walk.at + 1, walk.count(&opened.series))
        })
    }

    /// Where the slice that is shown comes from, for the record of its answer.
    pub(in crate::lightbox) fn origin(self) -> String {
        let slice = self.slice_name();
        self.slide.with_untracked(|slide| slide.as_ref().map(|slide| origin(&slide.report, &slice)).unwrap_or_default())
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
    pub(in crate::lightbox) fn reading(self, place: (f64, f64)) -> Option<String> {
        self.slide.with(|slide| slide.as_ref().map(|slide| reading(slide, place)))
    }

    pub(super) fn summary(self) -> String {
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
}

/// "MR, series “T1 post contrast, slice 7 of 12”, 16 bits": what a record of this slice needs to be found again.
fn origin(report: &FrameReport, slice: &str) -> String {
    if report.ordinary {
        return String::new();
    }
    let depth = match (report.samples, report.bits) {
        (SampleType::Rgb8, _) => "8 bits a colour".to_owned(),
        (SampleType::F32, 0) => "floating point values".to_owned(),
        (_, 0) => "16 bits".to_owned(),
        (_, bits) => format!("{bits} bits"),
    };
    let instance = report.instance.map(|number| format!("instance {number}"));
    let parts = [Some(report.modality.clone()), Some(slice.to_owned()), instance, Some(depth)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn reading(slide: &Slide, (column, row): (f64, f64)) -> String {
    let report = &slide.report;
    let (column, row) = (column.floor(), row.floor());
    if column < 0.0 || row < 0.0 || column >= f64::from(report.width) || row >= f64::from(report.height) {
        return "outside of the picture".into();
    }
    let at = row as u32 * report.width + column as u32;
    let sample = |at: u32| slide.pixels.get(at).unwrap_or(f64::NAN);
    let value = if report.samples == SampleType::Rgb8 {
        let [red, green, blue] = [0, 1, 2].map(|channel| sample(at * 3 + channel));
        format!("red {red}, green {green}, blue {blue}")
    } else {
        let stored = sample(at);
        let is_padding = report.padding.is_some_and(|(least, most)| least <= stored && stored <= most);
        match (stored.is_nan() || is_padding, report.unit.as_str()) {
            (true, _) => "no part of the picture".into(),
            (false, unit) => {
                let value = stored * report.slope + report.intercept;
                let said = if unit.is_empty() {
                    format!("grey value {}", short(value))
                } else {
                    format!("{} {unit}", short(value))
                };
                let uptake = report.suv.map(|suv| format!(", SUV {:.2} g/ml by body weight", value * suv));
                said + &uptake.unwrap_or_default()
            }
        }
    };
    format!("{value} at column {}, row {}", column + 1.0, row + 1.0)
}
