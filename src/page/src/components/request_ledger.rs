//! What has left this device since the picture was opened, and every request of the visit.

use leptos::prelude::*;

use super::Icon;
use crate::language::say;
use crate::state::Traffic;
use crate::words;
use protocol::{Answered, Seal};

/// The live account.
#[component]
pub fn RequestLedger(
    /// The recorded requests.
    #[prop(into)]
    traffic: Signal<Traffic>,
    /// Called to open the page anew with a room for pictures; `None` inside of one.
    on_room: Option<Callback<()>>,
) -> impl IntoView {
    let seal = move || traffic.read().seal;
    let counts = move || traffic.with(Traffic::since_opened);
    let icon = move || match seal() {
        Seal::Sealed => Icon::Lock.view(),
        Seal::Broken(_) => Icon::Attention.view(),
        Seal::Open | Seal::Elsewhere | Seal::Watched(_) => Icon::Info.view(),
    };
    let row = |request: protocol::RequestSeen| {
        let refused = request.answered == Answered::Refused;
        view! {
            <li class="ledger__row" data-answered=format!("{:?}", request.answered).to_ascii_lowercase()>
                <span class="ledger__address">{request.address.clone()}</span>
                <span class="ledger__end" class:ledger__end--refused=refused>{say(words::request_end(&request))}</span>
            </li>
        }
    };
    view! {
        <section
            class="ledger"
            aria-label=say(text::page::requests())
            data-testid="ledger"
            data-seal=move || seal().name()
            data-left=move || counts().left.to_string()
            data-asked=move || counts().asked.to_string()
            data-left-bytes=move || counts().left_bytes.to_string()
            data-refused=move || counts().refused.to_string()
        >
            <p class="ledger__line">
                {icon}
                <span><strong>{move || say(words::seal_name(seal()))} ". "</strong> {move || say(traffic.with(words::traffic_line))}</span>
            </p>
            <details class="ledger__more">
                <summary>{move || say(traffic.with(words::requests_listed))}</summary>
                <p class="ledger__meaning" data-testid="seal-meaning">{move || say(words::seal_meaning(seal()))}</p>
                <p class="ledger__meaning">{say(text::traffic::stops())}</p>
                <p class="ledger__meaning">{say(text::traffic::unseen())}</p>
                {on_room.map(|on_room| {
                    view! {
                        <p class="ledger__meaning">{say(text::device_page::room_loses())}</p>
                        <button
                            type="button"
                            class="button button--quiet"
                            data-testid="enter-room"
                            on:click=move |_| on_room.run(())
                        >
                            {say(text::device_page::room_enter())}
                        </button>
                    }
                })}
                <ul class="ledger__list" role="list" tabindex="0" aria-label=say(text::page::requests_list())>
                    {move || traffic.read().requests.iter().rev().cloned().map(row).collect_view()}
                </ul>
            </details>
        </section>
    }
}
