//! Loading frames, tags and files from the reader.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{CleanFile, Panel, Slide, Stage, ViewerSession};
use language::say;
use protocol::{Failure, FailureKind, FrameReport, SliceAddress, ViewerQuery, ViewerReply};
use stage::{Beside, FileHandle, MadeFile, SampleArray, ViewerClient};
use view_model::lightbox::{SliceView, Tool, Walk, cover_boxes, first_window};

/// Bytes of frames that are kept, so that playing and going back cost no decoding.
const KEPT: u64 = 192 << 20;

impl ViewerSession {
    /// What is wanted now.
    pub(super) fn wanted(self) -> Option<SliceAddress> {
        self.opened.with_untracked(|opened| self.walk.get_untracked().place(&opened.series))
    }

    /// Fetches what is wanted, one request at a time: fast scrolling loads the slice at which it stops.
    pub(super) fn pull(self) {
        let Some(client) = self.client.get_value() else { return };
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
                    None => fetched(&client, place).await,
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
            self.view.set(Some(SliceView::new(first_window(&slide.report))));
            self.probe.set(None);
        }
        // The tags now belong to another file.
        let shown = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place.instance()));
        if shown != Some(slide.place.instance()) {
            self.tags.set(None);
            self.clean.set(None);
        }
        self.trouble.set(None);
        self.no_region.set(None);
        self.slide.set(Some(slide));
        // What is shown now may have no regions.
        if self.tool.get_untracked() == Tool::Outline && untrack(|| self.offer()).is_none() {
            self.tool.set(Tool::Window);
        }
        if !self.playing.get_untracked() {
            self.said.set(Some(self.summary()));
        }
        if self.panel.get_untracked() == Panel::Tags {
            self.fetch_tags();
        }
    }

    pub(super) fn fetch_tags(self) {
        let place = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place));
        let (Some(client), Some(place)) = (self.client.get_value(), place) else { return };
        if self.tags.with_untracked(Option::is_some) {
            return;
        }
        let generation = self.generation.get_value();
        spawn_local(async move {
            let answer = client.ask(ViewerQuery::Tags { place }, None).await;
            let shown = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place.instance()));
            if self.generation.get_value() == generation && shown == Some(place.instance()) {
                match answer {
                    Ok((ViewerReply::Tags(tags), _)) => self.tags.set(Some(*tags)),
                    Ok(_) => {}
                    Err(failure) => self.said.set(Some(text::light_box::failed(failure.message, failure.hint))),
                }
            }
        });
    }

    /// Hands the slice to the page to classify, and hides: its file and which slice it is, so that it is prepared from
    /// the stored values, whatever window is set here. An ordinary picture is just its file.
    pub(crate) fn classify(self) {
        let origin = self.origin().map(say).unwrap_or_default();
        let is_ordinary = self.slide.with_untracked(|slide| slide.as_ref().is_some_and(|slide| slide.report.ordinary));
        self.fetch_file(
            |place| ViewerQuery::Source { place },
            move |place, reply, file| {
                let ViewerReply::File { name } = reply else { return };
                self.handed(stage::hand_to_page(&say(name), &origin, &file, (!is_ordinary).then_some(place)));
            },
        );
    }

    /// Hands every slice of the series to the page to classify, in its order, and steps aside: each as
    /// [`Self::classify`] hands over one.
    pub(crate) fn classify_series(self) {
        let report = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| Rc::clone(&slide.report)));
        let (Some(client), Some(report), false) =
            (self.client.get_value(), report, self.is_fetching_file.get_untracked())
        else {
            return;
        };
        let slices = self.opened.with_untracked(|opened| self.walk.get_untracked().slices(&opened.series));
        let generation = self.generation.get_value();
        self.is_fetching_file.set(true);
        spawn_local(async move {
            let handed = self.hand_over(&client, slices, &report).await;
            self.is_fetching_file.set(false);
            match handed {
                // It was closed, or something else was opened.
                _ if self.generation.get_value() != generation || self.stage.get_untracked() == Stage::Closed => {}
                Ok(()) => self.step_aside(),
                Err(failure) => {
                    self.said.set(Some(text::light_box::failed(failure.message.clone(), failure.hint.clone())));
                    self.trouble.set(Some(failure));
                }
            }
        });
    }

    /// Stops where something else is opened meanwhile.
    async fn hand_over(
        self,
        client: &ViewerClient,
        slices: Vec<(Walk, SliceAddress)>,
        shown: &FrameReport,
    ) -> Result<(), Failure> {
        let generation = self.generation.get_value();
        for (walk, place) in slices {
            let answer = client.ask(ViewerQuery::Source { place }, None).await?;
            if self.generation.get_value() != generation || self.stage.get_untracked() == Stage::Closed {
                return Ok(());
            }
            let (ViewerReply::File { name }, Beside::File(file)) = answer else { return Err(lost()) };
            let origin = self.origin_of(walk, shown).map(say).unwrap_or_default();
            let made = stage::hand_to_page(&say(name), &origin, &file, (!shown.ordinary).then_some(place));
            let made = made.ok_or_else(|| Failure { message: text::light_box::no_file(), ..lost() })?;
            self.made.update_value(|all| all.push(made));
        }
        Ok(())
    }

    /// The page has what it is to classify.
    fn step_aside(self) {
        self.playing.set(false);
        self.stage.set(Stage::Closed);
        stage::tell_closed();
    }

    /// What was handed to the page leads back here; the light box steps aside.
    pub(super) fn handed(self, made: Option<MadeFile>) {
        match made {
            Some(made) => {
                self.made.update_value(|all| all.push(made));
                self.step_aside();
            }
            None => self.said.set(Some(text::light_box::no_file())),
        }
    }

    /// Makes the file without what identifies the patient, covered by its boxes, and shows the changes before it is
    /// saved.
    pub(crate) fn deidentify(self) {
        self.fetch_file(
            |place| ViewerQuery::Deidentified {
                place,
                boxes: self.measures.with_untracked(|list| cover_boxes(list, place)),
            },
            move |_, reply, file| self.cleaned(reply, file),
        );
    }

    /// Makes one file of the whole series or volume, without the face where that is requested, and shows the changes.
    pub(crate) fn deidentify_series(self, is_faceless: bool) {
        let at = self.walk.get_untracked().series;
        let slices = self.opened.with_untracked(|opened| opened.series.get(at).map(|series| series.slices.clone()));
        if let Some(slices) = slices {
            self.fetch_file(
                move |_| ViewerQuery::DeidentifiedSeries { slices, is_faceless },
                move |_, reply, file| self.cleaned(reply, file),
            );
        }
    }

    fn cleaned(self, reply: ViewerReply, file: FileHandle) {
        if let ViewerReply::Deidentified { name, report } = reply {
            self.clean.set(Some(CleanFile { name: say(name), report, file }));
            request_animation_frame(|| browser::focus_on("[data-testid=changes]"));
        }
    }

    /// Offers the created file.
    pub(crate) fn save(self) {
        self.clean.with_untracked(|clean| {
            if let Some(CleanFile { name, file, .. }) = clean {
                let kind = if name.ends_with(".dcm") { "application/dicom" } else { "application/octet-stream" };
                self.saved(name, stage::save_file(name, kind, file));
            }
        });
    }

    /// Offers the changes, as a text.
    pub(crate) fn save_report(self) {
        self.clean.with_untracked(|clean| {
            if let Some(CleanFile { name, report, .. }) = clean {
                let lines: Vec<String> = report.iter().map(say).collect();
                let name = say(text::light_box_tags::report_name(name.trim_end_matches(".dcm")));
                self.saved(&name, stage::save_text(&name, &lines.join("\n")));
            }
        });
    }

    fn saved(self, name: &str, is_saved: bool) {
        self.said.set(Some(if is_saved { text::light_box::saved(name) } else { text::light_box::not_saved() }));
    }

    fn fetch_file(
        self,
        query: impl FnOnce(SliceAddress) -> ViewerQuery,
        take: impl FnOnce(SliceAddress, ViewerReply, FileHandle) + 'static,
    ) {
        let place = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place));
        let (Some(client), Some(place), false) =
            (self.client.get_value(), place, self.is_fetching_file.get_untracked())
        else {
            return;
        };
        self.is_fetching_file.set(true);
        let query = query(place);
        spawn_local(async move {
            match client.ask(query, None).await {
                Ok((reply, Beside::File(file))) => take(place, reply, file),
                Ok(_) => {}
                Err(failure) => {
                    self.said.set(Some(text::light_box::failed(failure.message.clone(), failure.hint.clone())));
                    self.trouble.set(Some(failure));
                }
            }
            self.is_fetching_file.set(false);
        });
    }
}

fn lost() -> Failure {
    Failure { kind: FailureKind::Worker, message: text::light_box::lost(), hint: text::light_box::lost_help() }
}

async fn fetched(client: &ViewerClient, place: SliceAddress) -> Result<Slide, Failure> {
    match client.ask(ViewerQuery::Frame { place }, None).await? {
        (ViewerReply::Frame(report), Beside::Samples(samples)) => {
            let pixels = SampleArray::new(report.samples, &samples);
            Ok(Slide { place, report: Rc::new(*report), pixels })
        }
        _ => Err(lost()),
    }
}
