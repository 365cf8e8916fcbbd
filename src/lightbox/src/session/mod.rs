//! The session of the light box: what is open and what is shown. `fetch` brings frames, `act` changes what is shown, `outline`
//! outlines a region on it.
//!
//! Invariant: one session; late messages of an earlier opening are ignored.

mod act;
mod fetch;
mod outline;

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use text::Message;

use protocol::{Failure, FailureKind, FrameReport, OpenedSeries, SliceAddress, TagReport, ViewerQuery, ViewerReply};
use region::Brush;
use stage::{FileHandle, Handed, MadeFile, SampleArray, ViewerClient};
use view_model::lightbox::{Act, Measurement, Sheet, SliceRegion, SliceView, Tool, Walk, is_long};

/// Slices a second that can be chosen.
pub(super) const SPEEDS: [u32; 5] = [2, 5, 10, 15, 25];

/// How long listing may take before it is shown.
const LONG: Duration = Duration::from_millis(400);

/// A frame that has been loaded.
#[derive(Clone, Debug)]
pub(super) struct Slide {
    pub(super) place: SliceAddress,
    pub(super) report: Rc<FrameReport>,
    pub(super) pixels: SampleArray,
}

/// A file that was made without what identifies the patient, and is not saved yet.
#[derive(Clone, Debug)]
pub(super) struct CleanFile {
    pub(super) name: String,
    /// The changes, one sentence per line.
    pub(super) report: Vec<Message>,
    pub(super) file: FileHandle,
}

/// The progress of opening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing is open.
    #[default]
    Closed,
    /// Files are being listed: done, total.
    Listing(u32, u32),
    /// The list is complete.
    Listed,
}

impl Stage {
    /// Whether the light box is shown over the page; listing is shown only where it takes long.
    pub(super) fn is_shown(self, is_long: bool) -> bool {
        match self {
            Self::Closed => false,
            Self::Listing(..) => is_long,
            Self::Listed => true,
        }
    }
}

/// What the right-hand panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Panel {
    #[default]
    Tools,
    Tags,
    Keys,
}

/// The one session. Copy it freely: it holds only signals.
#[derive(Clone, Copy, Debug)]
pub(super) struct ViewerSession {
    pub(super) stage: RwSignal<Stage>,
    /// Whether listing takes so long that it is shown.
    pub(super) is_long: RwSignal<bool>,
    pub(super) opened: RwSignal<OpenedSeries>,
    pub(super) walk: RwSignal<Walk>,
    pub(super) slide: RwSignal<Option<Slide>, LocalStorage>,
    /// Why the slice that is wanted cannot be shown.
    pub(super) trouble: RwSignal<Option<Failure>>,
    pub(super) view: RwSignal<Option<SliceView>>,
    /// Device pixels of the stage.
    pub(super) size: RwSignal<(f64, f64)>,
    pub(super) tool: RwSignal<Tool>,
    pub(super) measures: RwSignal<Vec<Measurement>>,
    /// Where values are read, in columns and rows.
    pub(super) probe: RwSignal<Option<(f64, f64)>>,
    /// The region that is outlined, on whichever slice.
    pub(super) region: RwSignal<Option<SliceRegion>>,
    /// Why nothing could be outlined where it was last tried.
    pub(super) no_region: RwSignal<Option<Message>>,
    /// What a stroke does to the region; without one a click outlines anew.
    pub(super) brush: RwSignal<Option<Brush>>,
    /// Radius of the brush, in pixels of the slice.
    pub(super) brush_radius: RwSignal<u32>,
    pub(super) panel: RwSignal<Panel>,
    pub(super) tags: RwSignal<Option<TagReport>>,
    pub(super) clean: RwSignal<Option<CleanFile>, LocalStorage>,
    pub(super) playing: RwSignal<bool>,
    pub(super) speed: RwSignal<u32>,
    /// Why the picture is drawn without WebGL.
    pub(super) plain: RwSignal<Option<Message>>,
    /// Announced by screen readers.
    pub(super) said: RwSignal<Option<Message>>,
    /// A question to the reader is open for classifying or saving.
    pub(super) is_fetching_file: RwSignal<bool>,
    /// Whether the question is open if measures, or a long series, may be discarded.
    pub(super) asked: RwSignal<bool>,
    /// Files that are opened when that is confirmed.
    next: StoredValue<Option<Handed>, LocalStorage>,
    client: StoredValue<Option<ViewerClient>, LocalStorage>,
    kept: StoredValue<Vec<Slide>, LocalStorage>,
    /// Files that were handed to the page for a slice of what is open: each leads back to it.
    made: StoredValue<Vec<MadeFile>, LocalStorage>,
    loading: StoredValue<bool>,
    /// Counts openings: late messages of an earlier one are ignored.
    generation: StoredValue<u32>,
    /// Series whose view is on the stage.
    viewed: StoredValue<Option<usize>>,
}

impl ViewerSession {
    pub(super) fn new() -> Self {
        let session = Self {
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
            region: RwSignal::default(),
            no_region: RwSignal::default(),
            brush: RwSignal::default(),
            brush_radius: RwSignal::new(2),
            panel: RwSignal::default(),
            tags: RwSignal::default(),
            clean: RwSignal::new_local(None),
            playing: RwSignal::default(),
            speed: RwSignal::new(10),
            plain: RwSignal::default(),
            said: RwSignal::default(),
            is_fetching_file: RwSignal::default(),
            asked: RwSignal::default(),
            next: StoredValue::new_local(None),
            client: StoredValue::new_local(None),
            kept: StoredValue::new_local(Vec::new()),
            made: StoredValue::new_local(Vec::new()),
            loading: StoredValue::new(false),
            generation: StoredValue::new(0),
            viewed: StoredValue::new(None),
        };
        Effect::new(move |_| {
            session.walk.track();
            session.pull();
        });
        // The created file is covered by boxes that have moved since.
        Effect::new(move |_| {
            session.measures.track();
            session.clean.set(None);
        });
        session
    }

    /// Opens files in place of those before; a slice that was handed to the page comes back as it was left.
    pub(super) fn open(self, files: Handed) {
        let is_back = self.made.with_value(|made| made.iter().any(|made| files.is_only(made)));
        if is_back && self.client.with_value(Option::is_some) {
            return self.stage.set(Stage::Listed);
        }
        let is_shown = self.stage.get_untracked().is_shown(self.is_long.get_untracked());
        // No question about measures that are not visible: the person who opens files now may not be the one who
        // measured.
        if is_shown && self.has_measures() {
            self.next.set_value(Some(files));
            return self.asked.set(true);
        }
        self.forget();
        // What cannot be opened is reported on the page: nothing flashes up only to disappear, and what is shown there
        // stays.
        self.is_long.set(is_shown);
        self.stage.set(Stage::Listing(0, 0));
        let generation = self.generation.get_value();
        let shows = move || {
            if self.generation.get_value() == generation {
                self.is_long.set(true);
            }
        };
        set_timeout(shows, LONG);
        let client = ViewerClient::start(move |done, total| self.stage.set(Stage::Listing(done, total)));
        let client = match client {
            Ok(client) => client,
            Err(failure) => return self.give_back(&failure),
        };
        self.client.set_value(Some(client.clone()));
        spawn_local(async move {
            let answer = client.ask(ViewerQuery::Open, Some(files)).await;
            if self.generation.get_value() != generation {
                return;
            }
            match answer {
                Ok((ViewerReply::Opened(opened), _)) if opened.series.is_empty() => self.give_back(&nothing(&opened)),
                Ok((ViewerReply::Opened(opened), _)) => {
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

    /// Nothing could be opened: the page gets its files back, and shows why.
    fn give_back(self, failure: &Failure) {
        self.forget();
        self.stage.set(Stage::Closed);
        stage::tell_failed(failure);
    }

    /// What Escape and going back do: first the question is closed, then the light box. One key press does not drop a
    /// long series that nothing on the page leads back to. Returns whether it is closed.
    pub(super) fn leave(self) -> bool {
        let is_lost =
            || self.made.with_value(Vec::is_empty) && self.opened.with_untracked(|opened| is_long(&opened.series));
        if self.asked.get_untracked() {
            self.stay();
        } else if self.stage.get_untracked() == Stage::Listed && is_lost() {
            self.asked.set(true);
        } else if self.stage.get_untracked() != Stage::Closed {
            self.close();
        }
        self.stage.get_untracked() == Stage::Closed
    }

    /// Closes. What a picture on the page leads back to stays open behind it, with its measures; all else is released,
    /// and where it was measured on, it is asked first.
    pub(super) fn close(self) {
        match (self.made.with_value(Vec::is_empty), self.has_measures()) {
            (false, _) => self.playing.set(false),
            (true, true) => return self.asked.set(true),
            (true, false) => self.forget(),
        }
        self.stage.set(Stage::Closed);
        stage::tell_closed();
    }

    /// Nothing is closed.
    pub(super) fn stay(self) {
        self.next.set_value(None);
        self.asked.set(false);
        // The button that had the keyboard focus has been removed.
        request_animation_frame(|| browser::focus_on(".stage"));
    }

    /// The measures may be discarded: closes, or opens the waiting files.
    pub(super) fn let_go(self) {
        let next = self.next.try_update_value(Option::take).flatten();
        self.forget();
        match next {
            Some(files) => self.open(files),
            None => self.close(),
        }
    }

    pub(super) fn has_measures(self) -> bool {
        self.measures.with_untracked(|list| !list.is_empty()) || self.region.with_untracked(Option::is_some)
    }

    fn forget(self) {
        self.generation.update_value(|count| *count += 1);
        self.client.set_value(None);
        self.kept.set_value(Vec::new());
        self.made.set_value(Vec::new());
        self.next.set_value(None);
        self.asked.set(false);
        self.viewed.set_value(None);
        self.loading.set_value(false);
        self.playing.set(false);
        self.slide.set(None);
        self.view.set(None);
        self.trouble.set(None);
        self.tags.set(None);
        self.clean.set(None);
        self.probe.set(None);
        self.region.set(None);
        self.no_region.set(None);
        self.brush.set(None);
        self.panel.set(Panel::Tools);
        self.measures.set(Vec::new());
        self.opened.set(OpenedSeries::default());
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

    /// Size and span of what is shown; untracked.
    pub(super) fn sheet(self) -> Option<Sheet> {
        self.slide.with_untracked(|slide| slide.as_ref().map(|slide| sheet_of(&slide.report)))
    }
}

/// Why a file that contains no picture is not opened.
fn nothing(opened: &OpenedSeries) -> Failure {
    Failure {
        kind: FailureKind::Unsupported,
        message: match &opened.left_out_why {
            Some(why) => text::light_box::nothing_why(why.clone()),
            None => text::light_box::nothing(),
        },
        hint: text::light_box::nothing_help(),
    }
}

/// Size and span of a frame.
pub(super) fn sheet_of(report: &FrameReport) -> Sheet {
    Sheet {
        width: report.width.into(),
        height: report.height.into(),
        aspect: report.aspect,
        span: report.percentiles.most - report.percentiles.least,
    }
}
