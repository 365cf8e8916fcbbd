//! The choices before a file is written.

use leptos::ev;
use leptos::prelude::*;
use text::Message;
use view_model::report_forms::{PartChoice, ReportForm, ReportPart};
use view_model::state::Reading;

use crate::session::ReportsSession;
use language::say;

/// The forms that can be made of this answer, and what is in the one that is chosen.
#[component]
pub(super) fn FormChoices(session: ReportsSession) -> impl IntoView {
    let option = move |form: ReportForm| {
        // Keyed one by one: the focused element keeps the focus when the file has been read and another form is added.
        let is_offered = Memo::new(move |_| session.grounds.get().forms().contains(&form));
        let is_chosen = move || session.form.get() == form;
        let on_choose = move || session.form.set(form);
        move || is_offered.get().then(|| radio("reports-form", form.name(), form.title(), is_chosen, on_choose))
    };
    view! {
        <fieldset class="reports__group" data-testid="reports-forms">
            <legend>{say(text::reports::form())}</legend>
            {ReportForm::ALL.into_iter().map(option).collect_view()}
            <p class="dialog__note" data-testid="reports-about">{move || say(session.form.get().about())}</p>
        </fieldset>
    }
}

/// Reading level and paper size: only for the text report.
#[component]
pub(super) fn PdfChoices(session: ReportsSession) -> impl IntoView {
    let is_pdf = Memo::new(move |_| session.form.get() == ReportForm::Pdf);
    let reader = move |reading: Reading, title: Message| {
        let is_chosen = move || session.reading.get() == reading;
        radio("reports-reader", reading.name(), title, is_chosen, move || session.reading.set(reading))
    };
    let paper = move |is_letter: bool, title: Message| {
        let name = if is_letter { "letter" } else { "a4" };
        let is_chosen = move || session.is_letter.get() == is_letter;
        radio("reports-paper", name, title, is_chosen, move || session.is_letter.set(is_letter))
    };
    let both = move || {
        view! {
            <fieldset class="reports__group">
                <legend>{say(text::reports::reader())}</legend>
                {reader(Reading::Patient, text::reports::patient())}
                {reader(Reading::Clinician, text::reports::clinician())}
            </fieldset>
            <fieldset class="reports__group">
                <legend>{say(text::reports::paper())}</legend>
                {paper(false, text::reports::a4())}
                {paper(true, text::reports::letter())}
            </fieldset>
        }
    };
    move || is_pdf.get().then(both)
}

/// By which release: of FHIR alone. Most systems read the first.
#[component]
pub(super) fn FhirChoices(session: ReportsSession) -> impl IntoView {
    let is_fhir = Memo::new(move |_| session.form.get() == ReportForm::Fhir);
    let release = move |is_r5: bool, title: Message| {
        let name = if is_r5 { "r5" } else { "r4" };
        let is_chosen = move || session.is_r5.get() == is_r5;
        radio("reports-release", name, title, is_chosen, move || session.is_r5.set(is_r5))
    };
    let both = move || {
        view! {
            <fieldset class="reports__group">
                <legend>{say(text::reports::release())}</legend>
                {release(false, text::reports::r4())}
                {release(true, text::reports::r5())}
            </fieldset>
        }
    };
    move || is_fhir.get().then(both)
}

/// What may be included in the chosen form.
#[component]
pub(super) fn AlongChoices(session: ReportsSession) -> impl IntoView {
    let part = move |part: ReportPart, title: Message| {
        let choice = Memo::new(move |_| session.form.get().choice(part, &session.grounds.get()));
        let name = match part {
            ReportPart::Picture => "picture",
            ReportPart::Source => "source",
            ReportPart::FileName => "file-name",
            ReportPart::Date => "date",
        };
        let goes = move || session.goes_along().has(part);
        let on_choose = move |event: ev::Event| {
            let chosen = event_target_checked(&event);
            session.parts.update(|parts| parts.set(part, chosen));
        };
        move || {
            let choice = choice.get();
            let is_fixed = choice == PartChoice::Always;
            (choice != PartChoice::Never).then(|| {
                view! {
                    <label class="reports__choice">
                        <input
                            type="checkbox"
                            data-testid="reports-along"
                            value=name
                            disabled=is_fixed
                            prop:checked=goes
                            on:change=on_choose
                        />
                        <span>{say(&title)}</span>
                    </label>
                }
            })
        }
    };
    let stand_in = move || {
        let form = session.form.get();
        let is_shown = form.needs_date() && !session.goes_along().date;
        is_shown.then(|| view! { <p class="dialog__note">{say(text::reports::stand_in())}</p> })
    };
    view! {
        <fieldset class="reports__group">
            <legend>{say(text::reports::along())}</legend>
            <p class="dialog__note">{say(text::reports::along_nothing())}</p>
            {part(ReportPart::Picture, text::reports::along_picture())}
            {part(ReportPart::Source, text::reports::along_source())}
            {part(ReportPart::FileName, text::reports::along_file_name())}
            {part(ReportPart::Date, text::reports::along_date())}
            {stand_in}
        </fieldset>
    }
}

/// One of several.
fn radio(
    group: &'static str,
    value: &'static str,
    title: Message,
    is_chosen: impl Fn() -> bool + Send + 'static,
    on_choose: impl Fn() + Send + 'static,
) -> AnyView {
    view! {
        <label class="reports__choice">
            <input
                type="radio"
                name=group
                data-testid=group
                value=value
                prop:checked=is_chosen
                on:change=move |_| on_choose()
            />
            <span>{say(title)}</span>
        </label>
    }
    .into_any()
}
