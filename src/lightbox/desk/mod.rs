//! The session of the light box: what is open and what is shown. `fetch` brings frames, `act` changes what is shown.
//!
//! Invariant: one session; whatever an earlier opening still says is not listened to.

mod act;
mod fetch;

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Act, Measure, Sheet, Tool, View, Walk};
use crate::protocol::{Failure, FrameReport, Opened, Place, Query, Reply, TagReport};
use crate::stage::{self, Handed, Line, MadeFile, Pixels};

/// Slices a second that can be chosen.
pub(super) const SPEEDS: [u32; 5] = [2, 5, 10, 15, 25];

/// How long listing may take before it is shown.
const LONG: Duration = Duration::from_millis(400);

/// A frame that has come.
#[derive(Clone, Debug)]
pub(super) struct Slide {
    pub(super) place: Place,
    pub(super) report: Rc<FrameReport>,
    pub(super) pixels: Pixels,
}

/// How far opening is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing is open.
    #[default]
    Closed,
    /// Files are looked at: done, of how many.
    Listing(u32, u32),
    /// The list is there.
    Listed,
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
    /// Whether listing takes so long that it is shown.
    pub(super) is_long: RwSignal<bool>,
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
            is_long: RwSignal::default(),
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
        let generation = self.generation.get_value();
        // What cannot be opened is told on the page: nothing flashes up only to go.
        self.is_long.set(false);
        let shows = move || {
            if self.generation.get_value() == generation {
                self.is_long.set(true);
            }
        };
        set_timeout(shows, LONG);
        let line = Line::start(move |done, total| self.stage.set(Stage::Listing(done, total)));
        let line = match line {
            Ok(line) => line,
            Err(failure) => return self.give_back(&failure),
        };
        self.line.set_value(Some(line.clone()));
        spawn_local(async move {
            let answer = line.ask(Query::Open, Some(files)).await;
            if self.generation.get_value() != generation {
                return;
            }
            match answer {
                Ok((Reply::Opened(opened), _)) if opened.series.is_empty() => self.give_back(&nothing(&opened)),
                Ok((Reply::Opened(opened), _)) => {
                    let walk = Walk::into(0, &opened.series);
                    self.opened.set(*opened);
                    self.stage.set(Stage::Listed);
                    self.walk.set(walk);
                }
                Ok(_) => {}
                Err(failure) => self.give_back(&failure),
            }
        });
    }

    /// Nothing could be opened: the page gets its files back, and says why.
    fn give_back(self, failure: &Failure) {
        self.forget();
        self.stage.set(Stage::Closed);
        stage::tell_failed(failure);
    }

    /// Closes what is open, as the way back does.
    pub(super) fn leave(self) {
        if self.stage.get_untracked() != Stage::Closed {
            self.close();
        }
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
}

/// Why a file that holds no picture is not opened.
fn nothing(opened: &Opened) -> Failure {
    Failure {
        kind: "unsupported".into(),
        message: format!("There is no picture in it that can be opened here. {}", opened.left_out_why)
            .trim_end()
            .into(),
        hint:
            "Choose a picture, a DICOM or NIfTI file, or an archive or folder that holds some. Pictures in a document \
            must be saved from it first."
                .into(),
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
