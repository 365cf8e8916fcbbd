//! Outlining a region on the slice that is shown, correcting it, and asking a model about it.

use leptos::prelude::*;
use text::Message;

use super::{Slide, ViewerSession};
use containers::{Channels, png};
use language::say;
use protocol::SampleType;
use task::{REGION_FIELD, RegionTask};
use view_model::lightbox::{RegionOffer, SliceRegion, offered};

impl ViewerSession {
    /// The task for whose model a region of this slice can be outlined; followed.
    pub(crate) fn offer(self) -> Option<RegionOffer> {
        self.slide.with(|slide| offered(&offers(), &slide.as_ref()?.report).cloned())
    }

    /// Reads the region on the slice that is shown; `None` where there is none. Followed.
    pub(crate) fn shown_region<T>(self, read: impl FnOnce(&SliceRegion) -> T) -> Option<T> {
        let place = self.slide.with(|slide| slide.as_ref().map(|slide| slide.place))?;
        self.region.with(|region| region.as_ref().filter(|region| region.place == place).map(read))
    }

    /// Outlines what is at a place of the slice, in columns and rows, in place of any region before; where there is nothing, that
    /// is said, and the region before stays.
    pub(crate) fn outline_at(self, place: (f64, f64)) {
        let Some(offer) = untrack(|| self.offer()) else { return };
        let begun = self.slide.with_untracked(|slide| {
            let slide = slide.as_ref()?;
            let value = |column: u32, row: u32| value(slide, column, row);
            Some(SliceRegion::begin(&offer.known, (slide.place, slide.report.as_ref()), place, value))
        });
        match begun {
            Some(Ok(region)) => {
                self.no_region.set(None);
                self.region.set(Some(region));
            }
            Some(Err(why)) => self.no_region.set(Some(why)),
            None => return,
        }
        self.tell_region();
    }

    /// Outlines what is in the middle of what is seen, and puts the keyboard on where it began.
    pub(super) fn outline_middle(self) {
        if let Some((middle, _)) = self.middle() {
            self.outline_at(middle);
            request_animation_frame(|| browser::focus_on("[data-testid=region-seed]"));
        }
    }

    /// Changes the region that is shown.
    pub(crate) fn correct(self, change: impl FnOnce(&mut SliceRegion)) {
        if untrack(|| self.shown_region(|_| ())).is_some() {
            self.no_region.set(None);
            self.region.update(|region| {
                if let Some(region) = region {
                    change(region);
                }
            });
        }
    }

    /// Takes the region away.
    pub(crate) fn remove_region(self) {
        self.region.set(None);
        self.no_region.set(None);
        self.brush.set(None);
        // The button that had the keyboard is gone.
        request_animation_frame(|| browser::focus_on(".stage"));
    }

    /// Says aloud how large the region is, and where that is too small or too large for the model; or why there is none.
    pub(crate) fn tell_region(self) {
        if let Some(said) = self.region_said() {
            self.said.set(Some(said));
        }
    }

    /// What is to be said of the region on this slice, or of what to do; `None` where none can be outlined.
    pub(super) fn region_said(self) -> Option<Message> {
        let offer = untrack(|| self.offer())?;
        if let Some(why) = self.no_region.get_untracked() {
            return Some(why);
        }
        let report = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.report.clone()))?;
        let said = untrack(|| self.shown_region(|region| region.said(&offer.known, &report))).flatten();
        Some(said.unwrap_or_else(|| text::light_box_region::draw(offer.known.text.tool)))
    }

    /// Cuts the region out as the pictures of the task were, and hands that picture to the page for its model.
    pub(crate) fn ask_region(self) {
        let Some(RegionOffer { task, known }) = untrack(|| self.offer()) else { return };
        let cut =
            untrack(|| self.shown_region(|region| Some((region.picture(&known).ok()?, region.size()?)))).flatten();
        let name = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.report.name.clone()));
        let (Some((greys, size)), Some(name), Some(origin)) = (cut, name, self.origin()) else { return };
        let name = say(text::light_box_region::file(name));
        let origin = say(text::light_box_region::origin(origin, size.long, size.short));
        let file = png(known.side, known.side, Channels::One, &greys);
        self.handed(file.and_then(|file| stage::hand_picture_to_page(&name, &origin, &file, &task)));
    }
}

/// Every task with a model that reads regions, in the words of the language.
fn offers() -> Vec<RegionOffer> {
    let offer = |(task, numbers): (&'static str, &'static str)| {
        let known = RegionTask::unpacked(numbers, |field| browser::task_word(task, field))?;
        Some(RegionOffer { task: task.to_owned(), known })
    };
    browser::task_words_for(REGION_FIELD).into_iter().filter_map(offer).collect()
}

/// The value of a pixel, of colour the mean; NaN for padding.
fn value(slide: &Slide, column: u32, row: u32) -> f32 {
    let report = &slide.report;
    let at = row * report.width + column;
    let sample = |at: u32| slide.pixels.get(at).unwrap_or(f64::NAN);
    if report.samples == SampleType::Rgb8 {
        return ((0..3).map(|channel| sample(at * 3 + channel)).sum::<f64>() / 3.0) as f32;
    }
    let stored = sample(at);
    let is_padding = report.padding.is_some_and(|(least, most)| least <= stored && stored <= most);
    if is_padding { f32::NAN } else { (stored * report.slope + report.intercept) as f32 }
}
