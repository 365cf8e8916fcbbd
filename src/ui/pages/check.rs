//! How anyone can check that nothing is sent.

use leptos::prelude::*;

use super::controller::Controller;
use crate::ui::components::RequestLedger;
use crate::ui::session;
use crate::web;

/// The page.
#[component]
pub fn Check(
    /// The line to the worker.
    controller: Controller,
) -> impl IntoView {
    let policy = web::policy();
    view! {
        <main class="page check" id="main" tabindex="-1">
            <div>
                <h1 class="page__title">"Check it yourself"</h1>
                <p class="page__lead">"Onsight says that your picture stays on this device. You need not believe it: here is how to see it."</p>
            </div>
            <RequestLedger traffic=session().traffic />
            <section class="card" aria-labelledby="check-flight">
                <h2 class="card__title" id="check-flight">"Cut the connection"</h2>
                <ol class="check__steps">
                    <li>"Open the page “Pictures” and wait until “self-check passed” stands there: then the model is here."</li>
                    <li>"Switch on flight mode, or pull the cable."</li>
                    <li>"Open a picture. The answer comes all the same: it is computed here."</li>
                    <li>"Reload the page. It opens again: this browser keeps the program and the model."</li>
                    <li>"Remove the picture and close the page before you go online again."</li>
                </ol>
            </section>
            <section class="card" aria-labelledby="check-tools">
                <h2 class="card__title" id="check-tools">"Watch the network"</h2>
                <ol class="check__steps">
                    <li>"Open the developer tools of your browser with F12 and choose the tab “Network”."</li>
                    <li>"Open a picture and look at the list. What says “ServiceWorker” came from this device."</li>
                    <li>"Try to break out. Type this into the tab “Console” while a picture is open: "<code>"fetch('./?anything')"</code>", "<code>"fetch('https://example.org')"</code></li>
                    <li>"The first is answered from this device, the second is refused, and both stand in the list above."</li>
                </ol>
            </section>
            <section class="card" aria-labelledby="check-policy">
                <h2 class="card__title" id="check-policy">"Read the rules"</h2>
                <p>"The browser itself enforces these on the page, whatever its code says. They allow this website and nothing else; no script or style may stand inside the page."</p>
                <ul class="check__policy" aria-label="Content security policy">
                    {policy.split(';').map(|rule| view! { <li><code>{rule.trim().to_owned()}</code></li> }).collect_view()}
                </ul>
                <p>"While a picture is open, the page's service worker goes further: it does not ask even this website. It is one short file: "<code>"sw.js"</code>", beside this page."</p>
            </section>
            <Hashes controller />
            <section class="card" aria-labelledby="check-limits">
                <h2 class="card__title" id="check-limits">"What this cannot show"</h2>
                <ul class="check__steps">
                    <li>"An extension of your browser can read every page. Use a window without extensions if you want to be sure."</li>
                    <li>"The browser asks for things of its own, such as updates, and may look for a newer sw.js. Such requests carry nothing of the page."</li>
                    <li>"On the very first visit the service worker takes charge only when it has the whole program. Until then requests are listed, not refused; the line above says “Watched”."</li>
                    <li>"If you share a picture from another program with the installed Onsight after having cleared this website's data, the browser may send it to this website's host, because nobody is there to take it. Drop or pick the picture instead."</li>
                </ul>
            </section>
        </main>
    }
}

/// The kept program with its hashes, on demand: they are computed from every byte.
#[component]
fn Hashes(controller: Controller) -> impl IntoView {
    let compute = Action::new_local(move |(): &()| controller.kept_files());
    let version = Memo::new(move |_| session().traffic.read().kept_version.clone());
    let outcome = move || {
        compute.value().get().map(|files| match files {
            None => view! {
                <p>"This browser keeps no copy of the program yet. Reload the page once; without https there is none."</p>
            }
            .into_any(),
            Some(files) => {
                let same = files.iter().filter(|file| file.as_built).count();
                let row = |file: web::KeptFile| {
                    let end = if file.as_built { "as built" } else { "not as built" };
                    view! { <li><span>{file.path}</span>" "<code>{file.sha256}</code>" "<span>{end}</span></li> }
                };
                view! {
                    <p data-testid="hashes" data-same=same.to_string() data-all=files.len().to_string()>
                        {format!("{same} of {} files have the bytes that were built.", files.len())}
                    </p>
                    <ul class="check__hashes" role="list" tabindex="0" aria-label="Files with their SHA-256">
                        {files.into_iter().map(row).collect_view()}
                    </ul>
                }
                .into_any()
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="check-hashes">
            <h2 class="card__title" id="check-hashes">"Compare with the source"</h2>
            <p>
                "Onsight is free software. The same source gives the same bytes: build it, and compare its SHA-256 sums with those of what this browser runs."
            </p>
            {move || version.get().map(|version| view! { <p>"Version kept here: "<code>{version}</code></p> })}
            <p>
                <button
                    type="button"
                    class="button"
                    prop:disabled=move || compute.pending().get()
                    on:click=move |_| {
                        compute.dispatch_local(());
                    }
                >
                    "Compute the sums"
                </button>
            </p>
            <div role="status">{outcome}</div>
        </section>
    }
}
