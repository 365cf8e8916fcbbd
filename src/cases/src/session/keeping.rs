//! Answers are kept: the one that the dialog was opened with, or all of this visit; and the picture that was kept is shown.

use super::{CasesSession, Screen};
use browser::PickedFile;
use browser::report_bridge::shown_picture;
use browser::vault_bridge::{ToKeep, ask_for_all, forget_address, open_kept, picture_address};
use browser::wire::Beside;
use containers::{Channels, png};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{Finding, PictureExtent, VaultQuery};
use view_model::case_thumbnail::thumbnail_of;

/// Milliseconds after which it is said how many of several answers are kept so far.
const SAY_MS: f64 = 3_000.0;
/// Digits of a case's name by which its picture is called on the page.
const NAMED_BY: usize = 8;

impl CasesSession {
    /// Takes an answer that the page gives: the one to be kept, or one of all of them. Returns whether it was of those.
    pub(super) fn gather(self, to_keep: Option<&ToKeep>) -> bool {
        if let Some(ToKeep { finding, task, classes, .. }) = to_keep
            && !classes.is_empty()
        {
            let model = &finding.provenance.model;
            self.names.update(|names| names.learn(&model.task, task.clone(), model.version.clone(), classes.clone()));
        }
        let gathers = self.gathered.with_value(Option::is_some);
        if let Some(to_keep) = to_keep.filter(|_| gathers) {
            self.gathered.update_value(|all| all.get_or_insert_default().push(to_keep.clone()));
        }
        gathers
    }

    /// Keeps what waits, with so much of its picture.
    pub(crate) fn keep(self, picture: PictureExtent) {
        let Some(ToKeep { finding, file, .. }) = self.to_keep.get_value() else { return };
        let file = match picture {
            PictureExtent::Nothing => None,
            PictureExtent::Thumbnail => {
                let small = small_picture(&finding);
                if small.is_none() {
                    return self.said.set(Some(text::cases::no_small()));
                }
                small
            }
            PictureExtent::Whole => file,
        };
        self.ask(VaultQuery::Keep { finding: Box::new(finding), picture, who: self.who.get_untracked() }, file);
    }

    /// Keeps every answer of this visit, one after the other. One that cannot be kept ends it, and those before it stay.
    pub(crate) fn keep_all(self, picture: PictureExtent) {
        let Some(client) = self.client.get_value() else { return };
        self.gathered.set_value(Some(Vec::new()));
        ask_for_all();
        let all = self.gathered.try_update_value(Option::take).flatten().unwrap_or_default();
        let (who, opened) = (self.who.get_untracked(), self.opened.get_value());
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let (mut kept, mut refused) = (0_u32, None);
            let mut said_ms = browser::clock::now_ms();
            for ToKeep { finding, file, .. } in all {
                // Kept before keeping all of them broke off.
                if self.kept_in_part.with_value(|kept| kept.contains(&finding)) {
                    continue;
                }
                let file = file.filter(|_| picture == PictureExtent::Whole);
                // A drawing of this website may have no file any more.
                let picture = if file.is_some() { PictureExtent::Whole } else { PictureExtent::Nothing };
                let query = VaultQuery::Keep { finding: Box::new(finding.clone()), picture, who: who.clone() };
                match client.ask(query, file.as_ref()).await {
                    Ok(_) => {
                        kept = kept.saturating_add(1);
                        let now_ms = browser::clock::now_ms();
                        if now_ms - said_ms >= SAY_MS {
                            said_ms = now_ms;
                            self.said.set(Some(text::cases::kept_all(kept)));
                        }
                        self.kept_in_part.update_value(|all| all.push(finding));
                    }
                    Err(refusal) => {
                        refused = Some(refusal);
                        break;
                    }
                }
            }
            self.busy.set(false);
            if !self.is_open.get_untracked() || self.opened.get_value() != opened {
                return;
            }
            self.said.set(Some(text::cases::kept_all(kept)));
            match refused {
                Some(refusal) => self.show(Err(refusal), opened),
                None => {
                    self.kept_in_part.set_value(Vec::new());
                    self.to_keep.set_value(None);
                    self.waits.set(None);
                    self.row.set(0);
                    self.show_list();
                }
            }
        });
    }

    /// Shows the picture that is kept of a case: a small one beside it, a whole one on the page, for the task
    /// that its case was answered by.
    pub(super) fn show_picture(self, extent: PictureExtent, picture: &Beside) {
        if extent != PictureExtent::Whole {
            self.forget_picture();
            return self.small.set(picture_address(picture));
        }
        let (name, task) = match &*self.screen.read_untracked() {
            Screen::Case(case) => {
                let task = case.finding.as_ref().map(|finding| finding.provenance.model.task.clone());
                (case.case.chars().take(NAMED_BY).collect::<String>(), task)
            }
            _ => return,
        };
        if open_kept(&name, picture, task.as_deref()) {
            self.close();
        }
    }

    /// Lets the small picture go that is shown.
    pub(super) fn forget_picture(self) {
        if let Some(address) = self.small.try_update(Option::take).flatten() {
            forget_address(&address);
        }
    }
}

/// A file of the picture that the page shows of this finding, made small; `None` where it holds it no more.
fn small_picture(finding: &Finding) -> Option<PickedFile> {
    let small = thumbnail_of(&shown_picture(finding)?)?;
    PickedFile::from_bytes("", &png(small.width, small.height, Channels::Three, &small.rgb)?)
}
