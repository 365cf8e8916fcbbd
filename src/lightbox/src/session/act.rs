//! What keys and buttons do.

use std::time::Duration;

use leptos::prelude::*;
use text::Message;

use super::{Panel, Slide, ViewerSession};
use protocol::{AnatomicalPlane, FrameReport, SampleType, SeriesReport, SliceAddress};
use view_model::lightbox::{
    Act, Command, MeasureKind, Measurement, Tool, Walk, first_window, on_slice, presets, short,
};

impl ViewerSession {
    /// Performs the action of a key or a button, and announces its result to screen readers.
    pub(crate) fn command(self, command: Command) {
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
        self.said.set(Some(self.measuring().unwrap_or_else(|| self.summary())));
    }

    /// What to do with the tool that was just selected, as long as nothing is measured on this slice.
    fn measuring(self) -> Option<Message> {
        let said = match self.tool.get_untracked() {
            Tool::Length => text::light_box_measures::draw_length(),
            Tool::Angle => text::light_box_measures::draw_angle(),
            Tool::Outline => return self.region_said(),
            _ => return None,
        };
        let place = self.shown_place()?;
        let is_empty = self.measures.with_untracked(|list| on_slice(list, place).is_empty());
        is_empty.then_some(said)
    }

    /// Another slice.
    pub(crate) fn go(self, step: impl FnOnce(Walk, &[SeriesReport]) -> Walk) {
        let next = self.opened.with_untracked(|opened| step(self.walk.get_untracked(), &opened.series));
        if next != self.walk.get_untracked() {
            self.walk.set(next);
        }
    }

    pub(crate) fn toggle(self, panel: Panel) {
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

    /// Another tool. Selecting it draws nothing; selected a second time, it places a measure in the middle.
    pub(crate) fn take_tool(self, tool: Tool) {
        if tool == Tool::Probe && self.probe.get_untracked().is_none() {
            self.probe.set(self.middle().map(|(middle, _)| middle));
        }
        if tool == Tool::Outline && untrack(|| self.offer()).is_none() {
            return;
        }
        if self.tool.get_untracked() == tool {
            return self.put();
        }
        self.tool.set(tool);
    }

    /// Places a measure in the middle of the visible part, for users without a pointer, and moves the keyboard focus to
    /// it.
    pub(crate) fn put(self) {
        let kind = match self.tool.get_untracked() {
            Tool::Length => MeasureKind::Length,
            Tool::Angle => MeasureKind::Angle,
            Tool::Cover => MeasureKind::Cover,
            Tool::Outline => return self.outline_middle(),
            _ => return,
        };
        let Some((middle, reach)) = self.middle() else { return };
        // Below the existing ones, so that no two points coincide.
        let more =
            self.measures.with_untracked(|list| self.shown_place().map_or(0, |place| on_slice(list, place).len()));
        let middle = (middle.0, middle.1 + reach * 0.5 * more as f64);
        if let Some(at) = self.begin(kind, Measurement::around(kind, middle, reach)) {
            request_animation_frame(move || browser::focus_on(&format!("[data-measure=\"{at}\"]")));
        }
    }

    /// A new measure on the slice that is shown: its index in the list.
    pub(crate) fn begin(self, kind: MeasureKind, points: Vec<(f64, f64)>) -> Option<usize> {
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

    /// The slice that is on the stage; untracked.
    pub(crate) fn shown_place(self) -> Option<SliceAddress> {
        self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place))
    }

    /// The centre of the visible part, in columns and rows, and an eighth of its size.
    pub(super) fn middle(self) -> Option<((f64, f64), f64)> {
        let (sheet, view, size) = (self.sheet()?, self.view.get_untracked()?, self.size.get_untracked());
        let middle = view.in_frame((size.0 / 2.0, size.1 / 2.0), &sheet, size);
        Some((middle, size.0.min(size.1) / 8.0 / view.scale_on(&sheet, size)))
    }

    /// "T1 post contrast, slice 7 of 12"; untracked.
    pub(crate) fn slice_name(self) -> Message {
        self.name_of(self.walk.get_untracked())
    }

    fn name_of(self, walk: Walk) -> Message {
        self.opened.with_untracked(|opened| {
            // There is a series wherever there is a slice.
            let title = opened.series.get(walk.series).map(|series| series.title.clone());
            let title = title.unwrap_or_else(text::light_box::series);
            let (at, count) = (walk.at + 1, walk.count(&opened.series));
            match walk.plane {
                _ if !walk.has_planes(&opened.series) => text::light_box::slice_of(title, at, count),
                AnatomicalPlane::Axial => text::light_box::axial_slice_of(title, at, count),
                AnatomicalPlane::Coronal => text::light_box::coronal_slice_of(title, at, count),
                AnatomicalPlane::Sagittal => text::light_box::sagittal_slice_of(title, at, count),
            }
        })
    }

    /// The origin of the slice that is shown, for the record of its answer.
    pub(crate) fn origin(self) -> Option<Message> {
        let slice = self.slice_name();
        self.slide.with_untracked(|slide| {
            let report = &slide.as_ref()?.report;
            origin(report, report.instance, slice)
        })
    }

    /// The same of another slice of the series. The number of its object stands in its own file, which is not opened here.
    pub(super) fn origin_of(self, walk: Walk, shown: &FrameReport) -> Option<Message> {
        origin(shown, None, self.name_of(walk))
    }

    /// Plays, or stops. Where the device requests reduced motion the slices are played through once.
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
                // Waits for a slice that is not loaded yet.
                let has_come = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place));
                if has_come == self.wanted() || self.trouble.with_untracked(Option::is_some) {
                    self.go(|walk, list| walk.to(if is_last { 0 } else { walk.at + 1 }, list));
                }
                self.play_on();
            },
            pause,
        );
    }

    /// The value at a position in the frame, in words.
    pub(crate) fn reading(self, place: (f64, f64)) -> Option<Message> {
        self.slide.with(|slide| slide.as_ref().map(|slide| reading(slide, place)))
    }

    pub(super) fn summary(self) -> Message {
        let walk = self.walk.get_untracked();
        let count = self.opened.with_untracked(|opened| walk.count(&opened.series));
        let view = self.view.with_untracked(|view| {
            view.as_ref().map(|view| {
                let (center, width) = (short(view.window.center), short(view.window.width));
                let mut said = match view.window.name.clone() {
                    Some(name) => text::light_box::view_named(center, width, name),
                    None => text::light_box::view(center, width),
                };
                if view.degrees != 0.0 {
                    said = text::light_box::view_turned(said, view.degrees);
                }
                if view.inverted { text::light_box::view_inverted(said) } else { said }
            })
        });
        match view {
            Some(view) => text::light_box::said_view(walk.at + 1, count, view),
            None => text::light_box::said(walk.at + 1, count),
        }
    }
}

/// "MR, T1 post contrast, slice 7 of 12, instance 7, 16 bits": what a record of this slice needs to be found again;
/// `None` for an ordinary picture.
fn origin(report: &FrameReport, instance: Option<i32>, slice: Message) -> Option<Message> {
    if report.ordinary {
        return None;
    }
    let depth = match (report.samples, report.bits) {
        (SampleType::Rgb8, _) => text::light_box::depth_colour(),
        (SampleType::F32, 0) => text::light_box::depth_float(),
        (_, 0) => text::light_box::depth(16_u32),
        (_, bits) => text::light_box::depth(bits),
    };
    let slice = match instance {
        Some(number) => text::light_box::origin_instance(slice, number.to_string()),
        None => slice,
    };
    Some(match report.modality.as_str() {
        "" => text::light_box::origin(slice, depth),
        modality => text::light_box::origin_modality(modality, slice, depth),
    })
}

fn reading(slide: &Slide, (column, row): (f64, f64)) -> Message {
    let report = &slide.report;
    let (column, row) = (column.floor(), row.floor());
    if column < 0.0 || row < 0.0 || column >= f64::from(report.width) || row >= f64::from(report.height) {
        return text::light_box_values::outside();
    }
    let (column, row) = (column as u32, row as u32);
    let at = row * report.width + column;
    let sample = |at: u32| slide.pixels.get(at).unwrap_or(f64::NAN);
    let value = if report.samples == SampleType::Rgb8 {
        let [red, green, blue] = [0, 1, 2].map(|channel| sample(at * 3 + channel));
        text::light_box_values::colour(red, green, blue)
    } else {
        let stored = sample(at);
        let is_padding = report.padding.is_some_and(|(least, most)| least <= stored && stored <= most);
        if stored.is_nan() || is_padding {
            text::light_box_values::padding()
        } else {
            let value = stored * report.slope + report.intercept;
            let said = match report.unit.as_str() {
                "" => text::light_box_values::grey(short(value)),
                unit => text::light_box_values::unit(short(value), unit),
            };
            match report.suv {
                Some(suv) => text::light_box_values::uptake(said, value * suv),
                None => said,
            }
        }
    };
    text::light_box_values::place(value, column + 1, row + 1)
}
