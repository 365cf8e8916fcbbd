//! One case: the finding, in the view of the current role, notes and tags, the readers' assessments, the history.

use leptos::ev;
use leptos::prelude::*;

use super::gate::is_second_of_two;
use super::handover::{CameFrom, HandOver, MadeFile};
use super::roles::RoleView;
use crate::session::{CasesSession, ReaderDraft};
use language::say;
use protocol::{
    CaseChange, Decision, Finding, Found, KeptCase, LabelState, PictureExtent, ReaderAgreement, ReaderAssessment,
    ReaderOrder, VaultQuery,
};

/// The screen.
#[component]
pub(super) fn CaseScreen(session: CasesSession, case: Box<KeptCase>) -> impl IntoView {
    let (notes, tags) = (session.draft.notes, session.draft.tags);
    let name = case.case.clone();
    let answer = case.finding.as_ref().map(|finding| (finding.provenance.model.task.clone(), named(finding).0));
    let found = move || {
        let said = answer.as_ref().map(|(task, labels)| session.names.with(|names| names.answer(task, labels)));
        said.filter(|said| !said.is_empty()).unwrap_or_else(|| say(text::cases::names_nothing()))
    };
    let is_foreign = case.origin.as_ref().is_some_and(|origin| origin.is_foreign);
    let of_model = case.finding.as_ref().map(|finding| finding.provenance.model.clone());
    // And what answers now, where that is another version.
    let model = move || {
        let model = of_model.as_ref()?;
        let (task, now) =
            session.names.with(|names| (names.task(&model.task), names.other_version(&model.task, &model.version)));
        Some(say(match now {
            Some(now) => text::cases::model_now(task, &model.version, now),
            None => text::cases::model(task, &model.version),
        }))
    };
    let trail = case.trail.iter().map(|line| {
        let when = browser::clock::local_time(line.at_ms as f64);
        let who = line.who.clone();
        view! { <li><span>{when}</span> <b>{who}</b> <span>{say(&line.said)}</span></li> }
    });
    let trail = trail.collect_view();
    let held = StoredValue::new(*case);
    let change = move |change: CaseChange| held.with_value(|case| session.change(case, change));
    let on_notes = move |_| change(CaseChange::Notes(notes.get_untracked()));
    let on_tags = move |_| change(CaseChange::Tags(tags.get_untracked().split(',').map(str::to_owned).collect()));
    let on_back = move |event: ev::MouseEvent| {
        if !is_second_of_two(&event) && session.may_leave() {
            session.show_list();
        }
    };
    let back_words =
        move || say(if session.draft.asks.get() { text::cases::back_unsaved() } else { text::cases::back() });
    let deletes = RwSignal::new(false);
    let on_delete = move |event: ev::MouseEvent| {
        if is_second_of_two(&event) {
            return;
        }
        if deletes.get_untracked() {
            session.ask(VaultQuery::Delete { case: name.clone() }, None);
        } else {
            deletes.set(true);
        }
    };
    let delete_words = move || say(if deletes.get() { text::cases::delete_sure() } else { text::cases::delete() });
    view! {
        <div class="cases__form" data-testid="cases-case">
            <button class="button" data-testid="cases-back" aria-disabled=move || session.waiting()
                on:click=session.unless_busy(on_back)>{back_words}</button>
            <p class="cases__found" data-testid="cases-found">{found}</p>
            <p class="dialog__note" data-testid="cases-model">{model}</p>
            <CameFrom held />
            <KeptPicture session held />
            <RoleView session held />
            <label class="cases__field">
                {say(text::cases::who())}
                <input type="text" autocomplete="off" prop:value=move || session.who.get()
                    on:input=move |event| session.who.set(event_target_value(&event)) />
            </label>
            <label class="cases__field">
                {say(text::cases::notes())}
                <textarea data-testid="cases-notes" prop:value=move || notes.get()
                    on:input=move |event| notes.set(event_target_value(&event))></textarea>
            </label>
            <button class="button" data-testid="cases-save-notes" aria-disabled=move || session.waiting() on:click=session.unless_busy(on_notes)>{say(text::cases::save_notes())}</button>
            <label class="cases__field">
                {say(text::cases::tags())}
                <input type="text" data-testid="cases-tags" prop:value=move || tags.get()
                    on:input=move |event| tags.set(event_target_value(&event)) />
            </label>
            <button class="button" data-testid="cases-save-tags" aria-disabled=move || session.waiting() on:click=session.unless_busy(on_tags)>{say(text::cases::save_tags())}</button>
            // For a case that was handed over, its own view asks this.
            {(!is_foreign).then(|| view! {
                <Assess session held reader=ReaderOrder::First />
                <Assess session held reader=ReaderOrder::Second />
            })}
            <HandOver session held />
            <MadeFile session />
            <h3>{say(text::cases::trail())}</h3>
            <ol class="cases__trail" data-testid="cases-trail">{trail}</ol>
            <button class="button button--quiet" data-testid="cases-delete" aria-disabled=move || session.waiting() on:click=session.unless_busy(on_delete)>{delete_words}</button>
        </div>
    }
}

/// The picture that is kept: a small one, or the way to a whole one.
#[component]
fn KeptPicture(session: CasesSession, held: StoredValue<KeptCase>) -> impl IntoView {
    let (extent, case) = held.with_value(|case| (case.picture, case.case.clone()));
    // A picture with writing in it does not go onto paper unseen.
    let is_written = held
        .with_value(|case| case.finding.as_ref().is_some_and(|finding| !finding.provenance.text_at_borders.is_empty()));
    match extent {
        PictureExtent::Nothing => ().into_any(),
        PictureExtent::Thumbnail => {
            let shown = move || {
                session.small.get().map(|address| {
                    view! { <img class:cases__written=is_written data-testid="cases-small" src=address alt=say(text::cases::small_picture()) /> }
                })
            };
            view! { <p>{shown}</p> }.into_any()
        }
        PictureExtent::Whole => {
            let on_open = move |event: ev::MouseEvent| {
                if !is_second_of_two(&event) && session.may_leave() {
                    session.ask(VaultQuery::Picture { case: case.clone() }, None);
                }
            };
            view! {
                <p class="dialog__note">{say(text::cases::open_picture_note())}</p>
                <button class="button" data-testid="cases-open-picture" aria-disabled=move || session.waiting()
                    on:click=session.unless_busy(on_open)>
                    {say(text::cases::open_picture())}
                </button>
            }
            .into_any()
        }
    }
}

/// Asks a reader whether the finding is right.
#[component]
fn Assess(session: CasesSession, held: StoredValue<KeptCase>, reader: ReaderOrder) -> impl IntoView {
    let said = |case: &KeptCase| case.assessments.iter().find(|said| said.reader == reader).map(|said| said.agreement);
    let now = held.with_value(said);
    let ReaderDraft { label, comment } = session.draft.reader(reader);
    let title = match reader {
        ReaderOrder::First => text::cases::first_reader(),
        ReaderOrder::Second => text::cases::second_reader(),
    };
    let kinds = [
        (ReaderAgreement::Agree, text::cases::agree(), "agree"),
        (ReaderAgreement::Disagree, text::cases::disagree(), "disagree"),
        (ReaderAgreement::Unsure, text::cases::unsure(), "unsure"),
    ];
    let buttons = kinds.map(|(agreement, words, word)| {
        let on_say = move |_| {
            let label = Some(label.get_untracked()).filter(|label| !label.trim().is_empty());
            let assessment = ReaderAssessment { reader, agreement, label, comment: comment.get_untracked() };
            held.with_value(|case| session.change(case, CaseChange::Assessment(assessment)));
        };
        // Two readers are asked the same.
        let name = say(text::page::act_of(words.clone(), say(&title)));
        view! {
            <button class="button" data-say=word aria-label=name aria-pressed=if now == Some(agreement) { "true" } else { "false" }
                aria-disabled=move || session.waiting() on:click=session.unless_busy(on_say)>{say(words)}</button>
        }
    });
    let place = match reader {
        ReaderOrder::First => "cases-first",
        ReaderOrder::Second => "cases-second",
    };
    view! {
        <fieldset class="cases__reader" data-testid=place>
            <legend>{say(title)}</legend>
            <label class="cases__field">
                {say(text::cases::own_label())}
                <input type="text" prop:value=move || label.get() on:input=move |event| label.set(event_target_value(&event)) />
            </label>
            <label class="cases__field">
                {say(text::handover::comment())}
                <textarea prop:value=move || comment.get() on:input=move |event| comment.set(event_target_value(&event))></textarea>
            </label>
            <div class="cases__acts">{buttons.into_iter().collect_view()}</div>
        </fieldset>
    }
}

/// The labels that an answer names, in its order, and the probability of the first.
pub(super) fn named(finding: &Finding) -> (Vec<String>, Option<f32>) {
    let named: Vec<(String, Option<f32>)> = match &finding.found {
        Found::Classes(classes) => {
            let labels = match &classes.decision {
                Decision::Class { label } => vec![label.clone()],
                Decision::Set { labels } => labels.clone(),
                Decision::Abstain { .. } => Vec::new(),
            };
            let share = |label: &str| classes.probabilities.iter().find(|found| found.label == label);
            let with_share = |label: String| {
                let found = share(&label).map(|found| found.value);
                (label, found)
            };
            labels.into_iter().map(with_share).collect()
        }
        Found::Labels(found) => {
            let is_shown = found.abstention.is_none();
            let present = found.labels.iter().filter(|label| is_shown && label.state == LabelState::Present);
            present.map(|label| (label.label.clone(), Some(label.probability))).collect()
        }
        Found::Mask(mask) => {
            let is_shown = mask.abstention.is_none();
            let drawn = mask.areas.iter().filter(|area| is_shown && area.cells > 0);
            drawn.map(|area| (area.label.clone(), area.probability)).collect()
        }
    };
    let first = named.first().and_then(|(_, share)| *share);
    (named.into_iter().map(|(label, _)| label).collect(), first)
}
