//! How frames, tags and files come from the reader.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, Panel, Slide, Stage};
use crate::lightbox::state::{SliceView, first_window};
use crate::stage::{self, Bytes, Line, SampleArray};
use protocol::{Failure, FailureKind, Query, Reply, SliceAddress};

/// Bytes of frames that are kept, so that playing and going back cost no decoding.
const KEPT: u64 = 192 << 20;

impl Desk {
    /// What is wanted now.
    pub(super) fn wanted(self) -> Option<SliceAddress> {
        self.opened.with_untracked(|opened| self.walk.get_untracked().place(&opened.series))
    }

    /// Fetches what is wanted, one question at a time: whoever scrolls fast gets the slice where he stops.
    pub(super) fn pull(self) {
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
            self.view.set(Some(SliceView::new(first_window(&slide.report))));
            self.probe.set(None);
        }
        // The tags are those of another file now.
        let shown = self.slide.with_untracked(|slide| slide.as_ref().map(|slide| slide.place.instance()));
        if shown != Some(slide.place.instance()) {
            self.tags.set(None);
        }
        self.trouble.set(None);
        self.slide.set(Some(slide));
        if !self.playing.get_untracked() {
            self.said.set(self.summary());
        }
        if self.panel.get_untracked() == Panel::Tags {
            self.fetch_tags();
        }
    }

    pub(super) fn fetch_tags(self) {
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
    pub(in crate::lightbox) fn classify(self) {
        let origin = self.origin();
        self.hand(
            |place| Query::Picture { place },
            move |name, bytes| match stage::hand_to_page(&name, &origin, &bytes) {
                Some(made) => {
                    self.made.update_value(|all| all.push(made));
                    self.playing.set(false);
                    self.stage.set(Stage::Closed);
                    stage::tell_closed();
                }
                None => self.said.set("The browser made no file of the slice.".into()),
            },
        );
    }

    /// Offers the file without what says who the patient is.
    pub(in crate::lightbox) fn save(self) {
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

    fn hand(self, query: impl FnOnce(SliceAddress) -> Query, take: impl FnOnce(String, Bytes) + 'static) {
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

async fn fetched(line: &Line, place: SliceAddress) -> Result<Slide, Failure> {
    let lost = || Failure {
        kind: FailureKind::Worker,
        message: "The slice got lost on its way.".into(),
        hint: "Close the light box and open it again.".into(),
    };
    match line.ask(Query::Frame { place }, None).await? {
        (Reply::Frame(report), Some(samples)) => {
            let pixels = SampleArray::new(report.samples, &samples);
            Ok(Slide { place, report: Rc::new(*report), pixels })
        }
        _ => Err(lost()),
    }
}
