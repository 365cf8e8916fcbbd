//! How anyone can check that nothing is sent.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::controller::Controller;
use crate::ui::components::RequestLedger;
use crate::ui::language::{say, say_marked};
use crate::ui::session;
use crate::web;
use text::Message;

/// The page.
#[component]
pub fn Check(
    /// The line to the worker.
    controller: Controller,
) -> impl IntoView {
    let policy = web::policy();
    let flight = [
        text::check_page::flight_wait(),
        text::check_page::flight_cut(),
        text::check_page::flight_open(),
        text::check_page::flight_reload(),
        text::check_page::flight_close(),
    ];
    let tools = [
        text::check_page::tools_tab(),
        text::check_page::tools_list(),
        text::check_page::tools_break_out(),
        text::check_page::tools_ends(),
    ];
    let limits = [
        text::check_page::limits_extension(),
        text::check_page::limits_browser(),
        text::check_page::limits_first(),
        text::check_page::limits_share(),
    ];
    view! {
        <main class="page check" id="main" tabindex="-1">
            <div>
                <h1 class="page__title">{say(text::check_page::title())}</h1>
                <p class="page__lead">{say(text::check_page::lead())}</p>
            </div>
            <RequestLedger traffic=session().traffic />
            <section class="card" aria-labelledby="check-flight">
                <h2 class="card__title" id="check-flight">{say(text::check_page::flight())}</h2>
                <ol class="check__steps">{items(&flight)}</ol>
            </section>
            <section class="card" aria-labelledby="check-tools">
                <h2 class="card__title" id="check-tools">{say(text::check_page::tools())}</h2>
                <ol class="check__steps">{items(&tools)}</ol>
            </section>
            <section class="card" aria-labelledby="check-policy">
                <h2 class="card__title" id="check-policy">{say(text::check_page::rules())}</h2>
                <p>{say(text::check_page::rules_about())}</p>
                <ul class="check__policy" aria-label=say(text::check_page::policy())>
                    {policy.split(';').map(|rule| view! { <li><code>{rule.trim().to_owned()}</code></li> }).collect_view()}
                </ul>
                <p>{say_marked(text::check_page::service_worker(), as_code)}</p>
            </section>
            <Hashes controller />
            <section class="card" aria-labelledby="check-limits">
                <h2 class="card__title" id="check-limits">{say(text::check_page::limits())}</h2>
                <ul class="check__steps">{items(&limits)}</ul>
            </section>
        </main>
    }
}

/// The items of a list; what is marked in them is code.
fn items(messages: &[Message]) -> AnyView {
    messages.iter().map(|message| view! { <li>{say_marked(message, as_code)}</li> }).collect_view().into_any()
}

fn as_code(_: &str, text: String) -> AnyView {
    view! { <code>{text}</code> }.into_any()
}

/// The kept program with its hashes, on demand: they are computed from every byte.
#[component]
fn Hashes(controller: Controller) -> impl IntoView {
    let computed = RwSignal::new(None::<Option<Vec<web::KeptFile>>>);
    let is_computing = RwSignal::new(false);
    let compute = move |_| {
        is_computing.set(true);
        spawn_local(async move {
            let _ = computed.try_set(Some(controller.kept_files().await));
            let _ = is_computing.try_set(false);
        });
    };
    let traffic = session().traffic;
    let version = move || traffic.read().kept_version.clone();
    let outcome = move || {
        computed.get().map(|files| match files {
            None => view! { <p>{say(text::check_page::none_kept())}</p> }.into_any(),
            Some(files) => {
                let same = files.iter().filter(|file| file.as_built).count();
                let row = |file: web::KeptFile| {
                    let end = if file.as_built { text::check_page::same() } else { text::check_page::other() };
                    view! { <li><span>{file.path}</span>" "<code>{file.sha256}</code>" "<span>{say(end)}</span></li> }
                };
                view! {
                    <p data-testid="hashes" data-same=same.to_string() data-all=files.len().to_string()>
                        {say(text::check_page::count(same, files.len()))}
                    </p>
                    <ul class="check__hashes" role="list" tabindex="0" aria-label=say(text::check_page::files())>
                        {files.into_iter().map(row).collect_view()}
                    </ul>
                }
                .into_any()
            }
        })
    };
    let kept = move || version().map(|version| view! { <p>{say_marked(text::check_page::kept(version), as_code)}</p> });
    view! {
        <section class="card" aria-labelledby="check-hashes">
            <h2 class="card__title" id="check-hashes">{say(text::check_page::hashes())}</h2>
            <p>{say(text::check_page::hashes_about())}</p>
            {kept}
            <p>
                <button
                    type="button"
                    class="button"
                    prop:disabled=move || is_computing.get()
                    on:click=compute
                >
                    {say(text::check_page::compute())}
                </button>
            </p>
            <div role="status">{outcome}</div>
        </section>
    }
}
