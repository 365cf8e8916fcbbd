//! A case as its two readers need it: what a technician checks before it is handed over, and the report that a doctor
//! answers.

use leptos::prelude::*;

use super::handover::SendBack;
use crate::session::{CaseRole, CasesSession, ReaderDraft};
use language::say;
use protocol::{
    CaseChange, Finding, Found, GateOutcome, GateReport, KeptCase, LabelState, Outline, Preprocessing, ReaderAgreement,
    ReaderAssessment, ReaderOrder,
};
use text::Message;
use view_model::case_names::CaseNames;
use view_model::words;

/// Chooses between the two views, and shows the one that was chosen.
#[component]
pub(super) fn RoleView(session: CasesSession, held: StoredValue<KeptCase>) -> impl IntoView {
    let kinds = [
        (CaseRole::Technician, text::handover::technician(), "technician"),
        (CaseRole::Doctor, text::handover::doctor(), "doctor"),
    ];
    let buttons = kinds.map(|(role, words, word)| {
        let pressed = move || if session.role.get() == role { "true" } else { "false" };
        view! {
            <button class="button" data-role=word aria-pressed=pressed on:click=move |_| session.role.set(role)>{say(words)}</button>
        }
    });
    let shown = move || match session.role.get() {
        CaseRole::Technician => view! { <TechnicianView session held /> }.into_any(),
        CaseRole::Doctor => view! { <DoctorView session held /> }.into_any(),
    };
    view! {
        <div class="cases__acts" role="group" aria-label=say(text::handover::role())>{buttons.into_iter().collect_view()}</div>
        {shown}
    }
}

/// What must be checked before a case is handed over.
#[component]
fn TechnicianView(session: CasesSession, held: StoredValue<KeptCase>) -> impl IntoView {
    let Some(finding) = held.with_value(|case| case.finding.clone()) else {
        return view! { <p class="dialog__note">{say(text::handover::unreadable())}</p> }.into_any();
    };
    let provenance = &finding.provenance;
    let gates = provenance.gates.iter().map(gate).collect_view();
    let burned_in = words::burned_in(&provenance.text_at_borders);
    let state = if burned_in.is_some() { "refused" } else { "passed" };
    let burned_in = burned_in.unwrap_or_else(text::handover::no_text);
    let task = session.names.with(|names| names.task(&provenance.model.task));
    let body = text::handover::body_task(task);
    let of_body: Vec<Message> = finding.acquisition.iter().flat_map(|found| found.said.clone()).collect();
    let warnings = provenance.source.warnings.clone();
    let warnings = (!warnings.is_empty()).then(|| check(text::handover::file_warnings(), warnings));
    view! {
        <section data-testid="cases-technician">
            <h3>{say(text::handover::checks())}</h3>
            <dl class="cases__checks">
                {gates}
                {check(text::handover::window(), vec![window(&provenance.preprocessing)])}
                {check(text::handover::body(), [vec![body], of_body].concat())}
                <div data-testid="cases-burned-in" data-state=state>
                    <dt>{say(text::handover::burned_in())}</dt>
                    <dd>{say(burned_in)}</dd>
                </div>
                {warnings}
            </dl>
        </section>
    }
    .into_any()
}

/// The report first, then the doctor's assessment of it, then the figures.
#[component]
fn DoctorView(session: CasesSession, held: StoredValue<KeptCase>) -> impl IntoView {
    let Some(finding) = held.with_value(|case| case.finding.clone()) else {
        return view! { <p class="dialog__note">{say(text::handover::unreadable())}</p> }.into_any();
    };
    let took = text::handover::took(finding.provenance.timing.total_ms);
    let held_finding = StoredValue::new(finding);
    let report = move || {
        let said = session.names.with(|names| held_finding.with_value(|finding| report(finding, names)));
        said.into_iter().map(|said| view! { <p>{say(said)}</p> }).collect_view()
    };
    let is_foreign = held.with_value(|case| case.origin.as_ref().is_some_and(|origin| origin.is_foreign));
    let answer = is_foreign.then(|| view! { <Answer session held /> });
    let rows = move || {
        let rows = session.names.with(|names| held_finding.with_value(|finding| figures(finding, names)));
        let row = |(name, share): (String, String)| view! { <tr><th scope="row">{name}</th><td>{share}</td></tr> };
        rows.into_iter().map(row).collect_view()
    };
    let has_none =
        session.names.with_untracked(|names| held_finding.with_value(|finding| figures(finding, names).is_empty()));
    view! {
        <section data-testid="cases-doctor">
            <h3>{say(text::handover::report())}</h3>
            {report}
            {answer}
            <h3>{say(text::handover::figures())}</h3>
            {has_none.then(|| view! { <p>{say(text::handover::no_figures())}</p> })}
            <table class="figure-table__table" data-testid="cases-figures">
                <thead>
                    <tr><th scope="col">{say(text::handover::class())}</th><th scope="col">{say(text::handover::probability())}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="dialog__note">{say(took)}</p>
        </section>
    }
    .into_any()
}

/// The doctor's assessment, and the return to the sender.
#[component]
fn Answer(session: CasesSession, held: StoredValue<KeptCase>) -> impl IntoView {
    let reader = held.with_value(|case| case.origin.as_ref().map(|origin| origin.answers_as));
    let said =
        |case: &KeptCase| case.assessments.iter().find(|said| Some(said.reader) == reader).map(|said| said.agreement);
    let now = held.with_value(said);
    let ReaderDraft { label, comment } = session.draft.reader(reader.unwrap_or(ReaderOrder::First));
    let kinds = [
        (ReaderAgreement::Agree, text::cases::agree(), "agree"),
        (ReaderAgreement::Disagree, text::cases::disagree(), "disagree"),
        (ReaderAgreement::Unsure, text::cases::unsure(), "unsure"),
    ];
    let buttons = kinds.map(|(agreement, words, word)| {
        let on_say = move |_| {
            let Some(reader) = reader else { return };
            let label = Some(label.get_untracked()).filter(|label| !label.trim().is_empty());
            let assessment = ReaderAssessment { reader, agreement, label, comment: comment.get_untracked() };
            held.with_value(|case| session.change(case, CaseChange::Assessment(assessment)));
        };
        let pressed = if now == Some(agreement) { "true" } else { "false" };
        view! {
            <button class="button" data-say=word aria-pressed=pressed
                aria-disabled=move || session.waiting() on:click=session.unless_busy(on_say)>{say(words)}</button>
        }
    });
    view! {
        <fieldset class="cases__reader" data-testid="cases-answer">
            <legend>{say(text::handover::answer())}</legend>
            <label class="cases__field">
                {say(text::cases::own_label())}
                <input type="text" data-testid="cases-answer-label" prop:value=move || label.get()
                    on:input=move |event| label.set(event_target_value(&event)) />
            </label>
            <label class="cases__field">
                {say(text::handover::comment())}
                <textarea data-testid="cases-comment" prop:value=move || comment.get()
                    on:input=move |event| comment.set(event_target_value(&event))></textarea>
            </label>
            <div class="cases__acts">{buttons.into_iter().collect_view()}</div>
            <SendBack session held />
        </fieldset>
    }
}

/// A gate, its verdict and what it measured.
fn gate(report: &GateReport) -> impl IntoView + use<> {
    let refusal = match &report.outcome {
        GateOutcome::Refused(refusal) => vec![refusal.message.clone(), refusal.hint.clone()],
        GateOutcome::Passed | GateOutcome::NotRun => Vec::new(),
    };
    let measures = report.measures.iter().map(words::measure);
    let lines = refusal.into_iter().chain(measures).map(|said| view! { <dd class="dialog__note">{say(said)}</dd> });
    view! {
        <div data-gate=report.gate.name() data-state=words::gate_state(&report.outcome)>
            <dt>{say(words::gate_name(report.gate))}</dt>
            <dd>{say(words::gate_outcome(&report.outcome))}</dd>
            {lines.collect_view()}
        </div>
    }
}

/// Something to check.
fn check(name: Message, said: Vec<Message>) -> impl IntoView {
    let said = said.into_iter().map(|said| view! { <dd>{say(said)}</dd> }).collect_view();
    view! { <div><dt>{say(name)}</dt>{said}</div> }
}

/// How grey levels were mapped for the model.
fn window(preprocessing: &Preprocessing) -> Message {
    if preprocessing.levels.are_as_given() {
        text::handover::window_as_given()
    } else {
        text::handover::window_percentiles()
    }
}

/// The finding, in sentences, and its limits.
fn report(finding: &Finding, names: &CaseNames) -> Vec<Message> {
    let (labels, share) = super::case::named(finding);
    let task = finding.provenance.model.task.as_str();
    let named = names.list(task, &labels);
    let answer = match (labels.is_empty(), share) {
        (true, _) => text::handover::names_nothing(),
        (false, Some(share)) => text::handover::names(named, share),
        (false, None) => text::handover::names_alone(named),
    };
    let outline = finding.classes().and_then(|classes| classes.shown_outline());
    // Before the class, as on the page.
    let mut said: Vec<Message> = outline.map(outlined).into_iter().chain([answer]).collect();
    // The 95 % set comes first.
    if let Some(set) = finding.classes().and_then(|classes| classes.prediction_sets.first()) {
        let is_empty = set.labels.is_empty();
        let open = || text::handover::set(names.list(task, &set.labels));
        said.push(if is_empty { text::handover::empty_set() } else { open() });
    }
    if let Some((_, refusal)) = finding.provenance.refusal() {
        said.push(refusal.message.clone());
    }
    let model = &finding.provenance.model;
    said.push(text::cases::model(names.task(&model.task), &model.version));
    said.push(text::said::next_clinician());
    said
}

/// How much of the picture the model has outlined.
fn outlined(outline: &Outline) -> Message {
    let share: f32 = outline.regions.iter().map(|region| region.share).sum();
    match outline.regions.len() {
        0 if outline.specks == 0 => text::outline::nothing(),
        0 => text::outline::specks(),
        regions => text::handover::outlined(regions, share),
    }
}

/// What was found, in figures: what each class or label has, most of them in the model's order. Nothing where a gate turned
/// the picture away, even where the network has run.
fn figures(finding: &Finding, names: &CaseNames) -> Vec<(String, String)> {
    let name = |label: &str| names.name(&finding.provenance.model.task, label);
    let share = |share: f32| say(text::handover::share_cell(share));
    match &finding.found {
        Found::Classes(classes) => {
            classes.shown_probabilities().iter().map(|found| (name(&found.label), share(found.value))).collect()
        }
        Found::Labels(found) if found.abstention.is_some() => Vec::new(),
        Found::Mask(mask) if mask.abstention.is_some() => Vec::new(),
        Found::Labels(found) => {
            let rows = found.labels.iter().map(|label| {
                let mark = if label.state == LabelState::Present { " •" } else { "" };
                (format!("{}{mark}", name(&label.label)), share(label.probability))
            });
            rows.collect()
        }
        Found::Mask(mask) => {
            let rows = mask.areas.iter();
            rows.map(|area| (name(&area.label), area.probability.map(share).unwrap_or_default())).collect()
        }
    }
}
