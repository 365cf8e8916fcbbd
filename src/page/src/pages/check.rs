//! How anyone can check that nothing is sent.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::INTRO;
use super::controller::Controller;
use super::room_choice::room_offer;
use crate::components::RequestLedger;
use crate::inert::{inert, inert_marked, inert_texts};
use crate::language::say;
use crate::session;
use crate::words;

/// How to cut the connection, step by step.
const FLIGHT: &str = r#"<section class="card" aria-labelledby="check-flight">
<h2 class="card__title" id="check-flight">{}</h2>
<ol class="check__steps"><li>{}</li><li>{}</li><li>{}</li><li>{}</li><li>{}</li></ol>
</section>"#;

/// How to watch the requests with the browser's own tools.
const TOOLS: &str = r#"<section class="card" aria-labelledby="check-tools">
<h2 class="card__title" id="check-tools">{}</h2>
<ol class="check__steps"><li>{}</li><li>{}</li><li>{}</li><li>{}</li></ol>
</section>"#;

/// What all of this does not show.
const LIMITS: &str = r#"<section class="card" aria-labelledby="check-limits">
<h2 class="card__title" id="check-limits">{}</h2>
<ul class="check__steps"><li>{}</li><li>{}</li><li>{}</li><li>{}</li></ul>
</section>"#;

/// Around the words that link to the licences of third-party code.
const NOTICES: &str = r#"<a href="./notices.txt" download>"#;

/// The markup in these sentences.
const CODE: &str = "<code>";

/// The page.
#[component]
pub fn Check(
    /// The connection to the worker.
    controller: Controller,
) -> impl IntoView {
    let policy = browser::policy();
    let flight = [
        text::check_page::flight(),
        text::check_page::flight_wait(),
        text::check_page::flight_cut(),
        text::check_page::flight_open(),
        text::check_page::flight_reload(),
        text::check_page::flight_close(),
    ];
    let tools = [
        text::check_page::tools(),
        text::check_page::tools_tab(),
        text::check_page::tools_list(),
        text::check_page::tools_break_out(),
        text::check_page::tools_ends(),
    ];
    let limits = [
        text::check_page::limits(),
        text::check_page::limits_extension(),
        text::check_page::limits_browser(),
        text::check_page::limits_first(),
        text::check_page::limits_share(),
    ];
    view! {
        <main class="page check" id="main" tabindex="-1">
            {inert(INTRO, &[text::check_page::title(), text::check_page::lead()])}
            <RequestLedger traffic=session().traffic on_room=room_offer() />
            {inert_marked(FLIGHT, CODE, &flight)}
            {inert_marked(TOOLS, CODE, &tools)}
            <section class="card" aria-labelledby="check-policy">
                {inert(r#"<h2 class="card__title" id="check-policy">{}</h2>"#, &[text::check_page::rules()])}
                {inert("<p>{}</p>", &[text::check_page::rules_about()])}
                <ul class="check__policy" aria-label=say(text::check_page::policy())>
                    {policy.split(';').map(|rule| inert_texts("<li><code>{}</code></li>", &[rule.trim()])).collect_view()}
                </ul>
                {inert_marked("<p>{}</p>", CODE, &[text::check_page::service_worker()])}
            </section>
            <Hashes controller />
            {inert_marked(LIMITS, CODE, &limits)}
        </main>
    }
}

/// The stored program with its hashes, on demand: they are computed from every byte.
#[component]
fn Hashes(controller: Controller) -> impl IntoView {
    let computed = RwSignal::new(None::<Option<Vec<browser::KeptFile>>>);
    let release = RwSignal::new(None::<(browser::SignedRelease, usize)>);
    let is_computing = RwSignal::new(false);
    let compute = move |_| {
        if is_computing.get_untracked() {
            return;
        }
        is_computing.set(true);
        spawn_local(async move {
            let kept = controller.kept_files().await;
            let _ = computed.try_set(Some(kept.clone()));
            let kept = kept.unwrap_or_default();
            let _ = release.try_set(browser::check_release(&kept).await.map(|found| (found, kept.len())));
            let _ = is_computing.try_set(false);
        });
    };
    let traffic = session().traffic;
    let version = move || traffic.read().kept_version.clone();
    let outcome = move || {
        computed.get().map(|files| match files {
            None => inert("<p>{}</p>", &[text::check_page::none_kept()]),
            Some(files) => {
                let same = files.iter().filter(|file| file.as_built).count();
                let row = |file: browser::KeptFile| {
                    let end = if file.as_built { text::check_page::same() } else { text::check_page::other() };
                    inert_texts(
                        "<li><span>{}</span> <code>{}</code> <span>{}</span></li>",
                        &[&file.path, &file.sha256, &say(end)],
                    )
                };
                view! {
                    {inert_texts(
                        r#"<p data-testid="hashes" data-same="{}" data-all="{}">{}</p>"#,
                        &[
                            &same.to_string(),
                            &files.len().to_string(),
                            &say(text::check_page::count(same, files.len())),
                        ],
                    )}
                    <ul class="check__hashes" role="list" tabindex="0" aria-label=say(text::check_page::files())>
                        {files.into_iter().map(row).collect_view()}
                    </ul>
                }
                .into_any()
            }
        })
    };
    let vouched = move || release.get().and_then(|(found, all)| vouched(&found, all));
    let kept = move || version().map(|version| inert_marked("<p>{}</p>", CODE, &[text::check_page::kept(version)]));
    view! {
        <section class="card" aria-labelledby="check-hashes">
            {inert(r#"<h2 class="card__title" id="check-hashes">{}</h2>"#, &[text::check_page::hashes()])}
            {inert("<p>{}</p>", &[text::check_page::hashes_about()])}
            {kept}
            <p>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || is_computing.get().then_some("true")
                    on:click=compute
                >
                    {say(text::check_page::compute())}
                </button>
            </p>
            <div role="status">{outcome}{vouched}</div>
            {inert_marked("<p>{}</p>", NOTICES, &[text::check_page::notices()])}
        </section>
    }
}

/// Whether the publisher vouches for these files; nothing where none was compared with the signed list.
fn vouched(found: &browser::SignedRelease, all: usize) -> Option<AnyView> {
    let browser::SignedRelease { state, key, sums, other } = found;
    if state == "signed" && all == 0 {
        return None;
    }
    let said = say(words::signed(state, sums, all, other));
    let by_key = if key.is_empty() { String::new() } else { say(text::check_page::signed_key(key)) };
    let html = r#"<div data-testid="signed" data-state="{}"><p>{}</p><p>{}</p></div>"#;
    Some(inert_texts(html, &[state, &said, &by_key]))
}
