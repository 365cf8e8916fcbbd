//! What the dialog knows of the vault, and what it asks of it.
//!
//! `answers` shows what is answered, `passkeys` asks the device, `keeping` is what comes from the page, `handover` is what
//! concerns cases that go to somebody else, `charts` what is counted of all; `draft` is what is typed and not saved, `waiting`
//! what the vault waits for.
//!
//! Invariant: one question at a time. While one is open, `busy` says so and the buttons wait.

mod answers;
mod charts;
mod draft;
mod handover;
mod keeping;
mod list;
mod names;
mod passkeys;
mod secrets;
mod waiting;

pub(super) use answers::QUESTION;
pub(super) use draft::ReaderDraft;
pub(super) use handover::CaseRole;

use browser::vault_bridge::ToKeep;
use browser::wire::Beside;
use browser::{PickedFile, VaultClient};
use draft::CaseDraft;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use list::FoundCases;
use passkeys::PasskeyState;
use protocol::{
    CaseChange, CaseFigures, CaseQuery, ChartQuery, Failure, Finding, KeptCase, VaultFault, VaultPass, VaultQuery,
    VaultReply, VaultStanding,
};
use text::Message;
use view_model::case_names::CaseNames;
use waiting::SaidWait;

/// How often typing signals activity to the vault, in milliseconds: it locks itself after five minutes.
const STIR_MS: f64 = 60_000.0;

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Screen {
    /// Nothing is known yet.
    Looking,
    /// A vault can be made.
    Create,
    /// It is locked.
    Locked,
    /// The recovery code of a vault that has just been made.
    Code(String),
    /// The list.
    List,
    /// A case.
    Case(Box<KeptCase>),
    /// Charts of what was counted.
    Charts(Box<CaseFigures>),
    /// Another passphrase is chosen.
    Secrets,
    /// Passkeys are added and removed.
    Passkeys,
}

/// The one session. Copy it freely: it holds only signals.
#[derive(Clone, Copy)]
pub(super) struct CasesSession {
    pub(super) is_open: RwSignal<bool>,
    pub(super) screen: RwSignal<Screen>,
    pub(super) list: RwSignal<FoundCases>,
    pub(super) query: RwSignal<CaseQuery>,
    /// The row that gets the keyboard focus once it is loaded.
    pub(super) wanted_row: RwSignal<Option<u32>>,
    /// The row that last had the keyboard focus.
    pub(super) row: RwSignal<u32>,
    /// What tasks and classes are called.
    pub(super) names: RwSignal<CaseNames>,
    /// Milliseconds until a passphrase may be tried.
    pub(super) wait_ms: RwSignal<u32>,
    /// Whether a case waits to be kept, and whether it has a file.
    pub(super) waits: RwSignal<Option<bool>>,
    /// The author of the assessments; stored nowhere but in the audit trails.
    pub(super) who: RwSignal<String>,
    pub(super) busy: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<Failure>>,
    /// Announced by screen readers.
    pub(super) said: RwSignal<Option<Message>>,
    /// The selection that charts are made from.
    pub(super) chart_query: RwSignal<ChartQuery>,
    /// In whose view a case is shown.
    pub(super) role: RwSignal<CaseRole>,
    /// The key that others seal files to, once it was asked for.
    pub(super) own_key: RwSignal<Option<String>>,
    /// When the export began whose file was handed to the browser, and of which nobody has said yet that it was saved.
    pub(super) handed_ms: RwSignal<Option<u64>>,
    /// Whether a hand-over file waits to be saved.
    pub(super) has_handover: RwSignal<bool>,
    /// What opens the vault beside its passphrase.
    pub(super) passkeys: PasskeyState,
    /// The unsaved input about the case that is shown.
    pub(super) draft: CaseDraft,
    handover: StoredValue<Option<Beside>, LocalStorage>,
    /// Where the small picture of the case is that is shown.
    pub(super) small: RwSignal<Option<String>>,
    to_keep: StoredValue<Option<ToKeep>, LocalStorage>,
    /// Every answer of this visit, while the page gives them.
    gathered: StoredValue<Option<Vec<ToKeep>>, LocalStorage>,
    /// Those that were kept before keeping all of them broke off.
    kept_in_part: StoredValue<Vec<Finding>, LocalStorage>,
    client: StoredValue<Option<VaultClient>, LocalStorage>,
    /// How often the dialog was opened: answers to earlier questions do not apply to what is to be kept now.
    opened: StoredValue<u32>,
    /// Tasks whose names were requested since the dialog was opened.
    asked_words: StoredValue<Vec<String>>,
    /// Where the page of the list that was requested last begins, and how many were requested.
    leaf: StoredValue<(u32, u32)>,
    /// The recovery code that the vault was opened by, until another passphrase was chosen.
    opened_by: StoredValue<Option<String>>,
    stirred_ms: StoredValue<f64>,
    /// What the vault is said to wait for.
    waited: StoredValue<Option<SaidWait>>,
}

impl CasesSession {
    pub(super) fn new() -> Self {
        let session = Self {
            is_open: RwSignal::new(false),
            screen: RwSignal::new(Screen::Looking),
            list: RwSignal::new(FoundCases::default()),
            query: RwSignal::new(CaseQuery::default()),
            wanted_row: RwSignal::new(None),
            row: RwSignal::new(0),
            names: RwSignal::new(CaseNames::default()),
            wait_ms: RwSignal::new(0),
            waits: RwSignal::new(None),
            who: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            said: RwSignal::new(None),
            chart_query: RwSignal::new(ChartQuery::default()),
            role: RwSignal::new(CaseRole::Technician),
            own_key: RwSignal::new(None),
            handed_ms: RwSignal::new(None),
            has_handover: RwSignal::new(false),
            passkeys: PasskeyState::new(),
            draft: CaseDraft::new(),
            handover: StoredValue::new_local(None),
            small: RwSignal::new(None),
            to_keep: StoredValue::new_local(None),
            gathered: StoredValue::new_local(None),
            kept_in_part: StoredValue::new_local(Vec::new()),
            client: StoredValue::new_local(None),
            opened: StoredValue::new(0),
            asked_words: StoredValue::new(Vec::new()),
            leaf: StoredValue::new((0, 0)),
            opened_by: StoredValue::new(None),
            stirred_ms: StoredValue::new(0.0),
            waited: StoredValue::new(None),
        };
        let client = VaultClient::new(move |standing| session.locked(standing), move |waits| session.note_wait(waits));
        session.client.set_value(Some(client));
        session
    }

    /// The vault has locked itself, or another tab has deleted it.
    fn locked(self, standing: VaultStanding) {
        let is_gone = standing == VaultStanding::Nothing;
        self.said.set(Some(if is_gone { text::cases::deleted_elsewhere() } else { self.locked_words() }));
        self.shut(standing);
    }

    /// Shows the state of a vault that is not open, and discards what was read from it. A recovery code that nobody has
    /// written down yet stays: it cannot be shown again.
    fn shut(self, standing: VaultStanding) {
        if standing == VaultStanding::Nothing {
            self.kept_in_part.set_value(Vec::new());
        }
        self.list.set(FoundCases::default());
        self.query.set(CaseQuery::default());
        self.chart_query.set(ChartQuery::default());
        self.who.set(String::new());
        self.own_key.set(None);
        self.row.set(0);
        self.handed_ms.set(None);
        self.forget_handover();
        self.forget_picture();
        self.draft.clear();
        self.opened_by.set_value(None);
        self.passkeys.clear();
        let wait_ms = if let VaultStanding::Locked { wait_ms } = standing { wait_ms } else { 0 };
        self.wait_ms.set(wait_ms);
        if !self.shows_code() {
            self.screen.set(screen_of(standing));
        }
    }

    /// Whether a recovery code is shown that nobody has said yet to have written down.
    fn shows_code(self) -> bool {
        matches!(*self.screen.read_untracked(), Screen::Code(_))
    }

    /// Opens the dialog, to keep something where there is something.
    pub(super) fn open(self, to_keep: Option<ToKeep>) {
        if self.gather(to_keep.as_ref()) {
            return;
        }
        self.waits.set(to_keep.as_ref().map(|to_keep| to_keep.file.is_some()));
        self.to_keep.set_value(to_keep);
        self.trouble.set(None);
        self.say_wait_alone();
        self.asked_words.set_value(Vec::new());
        self.opened.update_value(|count| *count = count.wrapping_add(1));
        self.is_open.set(true);
        // A code that was not written down yet is shown again.
        if !self.shows_code() {
            self.ask(VaultQuery::Standing, None);
        }
    }

    /// Closes it. The vault stays open until it locks itself.
    pub(super) fn close(self) {
        self.to_keep.set_value(None);
        self.waits.set(None);
        self.is_open.set(false);
        // Nothing of a case stays in the page, and nothing that was typed; a recovery code does, until the user
        // confirms that it was written down.
        if !self.shows_code() {
            self.screen.set(Screen::Looking);
        }
        self.draft.clear();
        self.list.set(FoundCases::default());
        self.row.set(0);
        self.own_key.set(None);
        self.opened_by.set_value(None);
        self.passkeys.clear();
        self.forget_handover();
        self.forget_picture();
    }

    pub(super) fn create(self, passphrase: String) {
        self.ask(VaultQuery::Create { passphrase }, None);
    }

    /// Shows the list, and queries it again, at the last position in it.
    pub(super) fn show_list(self) {
        self.opened_by.set_value(None);
        self.forget_picture();
        self.screen.set(Screen::List);
        self.find_again();
    }

    /// The user is typing: the vault must not lock in the middle of a note because no question was sent meanwhile.
    pub(super) fn stir(self) {
        let now_ms = browser::clock::now_ms();
        let is_open = matches!(
            *self.screen.read_untracked(),
            Screen::List | Screen::Case(_) | Screen::Charts(_) | Screen::Secrets | Screen::Passkeys
        );
        if !is_open || now_ms - self.stirred_ms.get_value() < STIR_MS {
            return;
        }
        self.stirred_ms.set_value(now_ms);
        let Some(client) = self.client.get_value() else { return };
        // What it answers is known.
        spawn_local(async move { drop(client.ask(VaultQuery::Standing, None).await) });
    }

    pub(super) fn change(self, case: &KeptCase, change: CaseChange) {
        let who = self.who.get_untracked();
        self.ask(VaultQuery::Change { case: case.case.clone(), revision: case.revision, change, who }, None);
    }

    pub(super) fn import(self, passphrase: String, file: Option<PickedFile>) {
        let secret = VaultPass::Passphrase(passphrase);
        self.ask(VaultQuery::Import { secret, who: self.who.get_untracked() }, file);
    }

    /// What a button has as `aria-disabled`: it waits while the vault is asked. One that is `disabled` would lose the keyboard.
    pub(super) fn waiting(self) -> Option<&'static str> {
        self.busy.get().then_some("true")
    }

    /// What such a button does when it is pressed: nothing while it waits.
    pub(super) fn unless_busy(self, act: impl Fn(ev::MouseEvent) + 'static) -> impl Fn(ev::MouseEvent) + 'static {
        move |event| {
            if !self.busy.get_untracked() {
                act(event);
            }
        }
    }

    /// Asks the vault, and shows its answer.
    pub(super) fn ask(self, query: VaultQuery, file: Option<PickedFile>) {
        let Some(client) = self.client.get_value() else { return };
        self.busy.set(true);
        self.trouble.set(None);
        self.stay();
        let (opened, opens) = (self.opened.get_value(), matches!(query, VaultQuery::Open { .. }));
        let derives = secrets::derives_key(&query);
        if derives {
            self.said.set(Some(text::cases::working()));
        }
        spawn_local(async move {
            let answer = client.ask(query, file.as_ref()).await;
            if matches!(&answer, Err(refusal) if refusal.fault == VaultFault::Conflict) {
                self.read_again(&client).await;
            }
            self.busy.set(false);
            // Unless the vault has said something else meanwhile.
            if derives && self.said.get_untracked() == Some(text::cases::working()) {
                self.said.set(None);
            }
            if opens && matches!(&answer, Err(refusal) if refusal.fault == VaultFault::Damaged) {
                // Its summary was intact: the list now shows it among the damaged ones, where it can be deleted.
                self.find_again();
            }
            self.show(answer, opened);
        });
    }

    /// Shows the case that was changed elsewhere as it is now. What was typed about it here stays, and can be saved after
    /// all; the other fields show what is stored now.
    async fn read_again(self, client: &VaultClient) {
        let shown = move || match &*self.screen.read_untracked() {
            Screen::Case(case) => Some(case.case.clone()),
            _ => None,
        };
        let Some(case) = shown() else { return };
        let answer = client.ask(VaultQuery::Open { case: case.clone() }, None).await;
        if let Ok((VaultReply::Opened(now), _)) = answer
            && shown() == Some(case)
        {
            if let Screen::Case(before) = &*self.screen.read_untracked() {
                self.draft.follow(before, &now);
            }
            self.screen.set(Screen::Case(now));
        }
    }
}

fn screen_of(standing: VaultStanding) -> Screen {
    match standing {
        VaultStanding::Nothing => Screen::Create,
        VaultStanding::Locked { .. } => Screen::Locked,
        VaultStanding::Open { .. } => Screen::List,
    }
}
