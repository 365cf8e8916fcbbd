//! What keys and buttons do.

use std::time::Duration;

use leptos::prelude::*;

use super::{Desk, Panel, Slide};
use crate::lightbox::state::{Act, Command, Measure, MeasureKind, Tool, Walk, first_window, presets, short};
use crate::protocol::{Depth, SeriesReport};
use crate::stage;

impl Desk {
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
            Command::Tags => self.toggle(Panel::Tags),
            Command::Classify => self.classify(),
        }
        self.said.set(self.summary());
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

    /// A tool, and for whoever has no pointer something to move with the arrow keys.
    pub(in crate::lightbox) fn take_tool(self, tool: Tool) {
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
