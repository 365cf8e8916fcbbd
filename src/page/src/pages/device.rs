//! The self-check: whether this device computes correctly, how fast, and a text for reporting problems.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::INTRO;
use super::benchmark::BenchmarkSection;
use super::controller::Controller;
use super::copy_text::CopyText;
use super::room_choice::RoomChoice;
use crate::components::{DeviceDetails, FigureTable, Icon, ProgressCard, ProgressStep};
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::report::Table;
use crate::session;
use crate::show::Show;
use crate::signals::memo;
use crate::state::{EngineState, Inquiry};
use crate::words::{self, Facts};
use browser::storage;
use protocol::{ModelReport, PROTOCOL_VERSION, SelfCheck};
use text::Message;

/// The page.
#[component]
pub fn Device(
    /// The connection to the worker.
    controller: Controller,
) -> impl IntoView {
    let (board, reading) = (session().board, session().reading);
    let check = memo(move || board.read().self_check.clone());
    let device = memo(move || board.read().device.clone());
    let model = memo(move || board.read().running_model().cloned());
    let step = memo(move || board.with(|board| ProgressStep::from_engine(&board.engine)).unwrap_or_default());
    let cannot = move || board.read().engine != EngineState::Ready || check.read().is_running();
    let found = move || match check.get() {
        Inquiry::NotAsked => ().into_any(),
        Inquiry::Running => inert("<p>{}</p>", &[text::device_page::checking()]),
        Inquiry::Failed(failure) => inert("<p>{} {}</p>", &[failure.message, failure.hint]),
        Inquiry::Done(check) => {
            let check = &check.device.check;
            inert_texts(
                r#"<p data-testid="self-check" data-passed="{}">{}</p>"#,
                &[&check.passed.to_string(), &say(words::check(check))],
            )
        }
    };
    let details = move || match check.get() {
        Inquiry::Done(check) => tables(&check),
        _ => ().into_any(),
    };
    view! {
        <main class="page device-page" id="main" tabindex="-1">
            {inert(INTRO, &[text::device_page::title(), text::device_page::lead()])}
            <section class="card" aria-labelledby="run-title">
                {Icon::Again.inert(r#"<h2 class="card__title" id="run-title">{icon}{}</h2>"#, &[text::device_page::run()])}
                <Show when=move || *step.read() != ProgressStep::default()><ProgressCard step on_cancel=None /></Show>
                <p>
                    <button type="button" class="button button--primary" aria-disabled=move || cannot().then_some("true") on:click=move |_| controller.self_check()>
                        {say(text::device_page::check())}
                    </button>
                </p>
                <div class="device-page__status" role="status">{found}</div>
            </section>
            <div class="page__pair">
                {move || device.get().map(|device| {
                    let when = browser::clock::local_time(device.check.at_ms);
                    view! { <DeviceDetails device when reading /> }
                })}
                {move || model.get().map(|model| versions(&model))}
            </div>
            {details}
            <RoomChoice />
            <BenchmarkSection controller />
            <Diagnostics />
        </main>
    }
}

/// Times, limits and features.
fn tables(check: &Arc<SelfCheck>) -> AnyView {
    let pairs = |pairs: Vec<(String, String)>| pairs.into_iter().map(|(name, value)| vec![name, value]).collect();
    let times = words::times(check).into_iter().map(|(name, ms)| (say(name), say(words::duration(ms)))).collect();
    let times = Table::captioned(
        "times",
        say(text::device_page::times()),
        [text::device_page::what(), text::device_page::time()].map(say).into(),
        pairs(times),
    );
    let cpu = check.cpu.as_ref().map(|cpu| {
        let said = text::device_page::cpu(words::check(&cpu.check));
        inert(r#"<p data-testid="self-check-cpu">{}</p>"#, &[said])
    });
    let adapter = (!check.adapter.is_empty()).then(|| {
        let table = Table::captioned(
            "adapter",
            say(text::device_page::adapter()),
            [text::device_page::name(), text::device_page::value()].map(say).into(),
            pairs(check.adapter.clone()),
        );
        view! { <FigureTable table /> }
    });
    view! {
        <section class="device-page__tables card" aria-labelledby="tables-title">
            {inert(r#"<h2 class="card__title" id="tables-title">{}</h2>"#, &[text::device_page::found()])}
            {cpu}
            <FigureTable table=times />
            {adapter}
        </section>
    }
    .into_any()
}

fn versions(model: &ModelReport) -> AnyView {
    let rows = [
        (say(text::device_page::page()), env!("CARGO_PKG_VERSION").to_owned()),
        (say(text::device_page::protocol()), PROTOCOL_VERSION.to_string()),
        (say(text::device_page::model()), format!("{} {}", model.name, model.version)),
        ("SHA-256".to_owned(), model.sha256.clone()),
    ];
    let table = Table::captioned(
        "versions",
        say(text::device_page::runs_here()),
        [text::device_page::part(), text::device_page::version()].map(say).into(),
        rows.map(|(name, value)| vec![name, value]).into(),
    );
    view! {
        <section class="card" aria-labelledby="versions-title">
            {Icon::Info.inert(
                r#"<h2 class="card__title" id="versions-title">{icon}{}</h2>"#,
                &[text::device_page::versions()],
            )}
            <FigureTable table />
        </section>
    }
    .into_any()
}

/// The text for a report, and a button that copies it.
#[component]
fn Diagnostics() -> impl IntoView {
    let board = session().board;
    let storage = RwSignal::new((None::<(u64, u64)>, None::<bool>));
    spawn_local(async move {
        let space = storage::space().await.map(|space| (space.used, space.quota));
        let _ = storage.try_set((space, storage::is_persisted().await));
    });
    let text = Signal::derive(move || {
        let (space, is_promised) = storage.get();
        let told = board.with(Facts::from_board);
        words::diagnostics(
            &Facts { browser: browser::user_agent(), storage: space, is_promised, ..told },
            &|fact: &Message| say(fact),
        )
    });
    let room = move || storage.get().0.map(|(used, quota)| say(words::space(used, quota)));
    view! {
        <section class="card" aria-labelledby="diagnostics-title">
            {inert(r#"<h2 class="card__title" id="diagnostics-title">{}</h2>"#, &[text::device_page::trouble()])}
            {inert("<p>{}</p>", &[text::device_page::trouble_holds()])}
            <CopyText text label=say(text::device_page::diagnostics()) testid="diagnostics" />
            <p class="device-page__room">{room}</p>
        </section>
    }
}
