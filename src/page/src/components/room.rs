//! How much storage this website uses, and how persistent it is.

use leptos::prelude::*;

use super::Icon;
use crate::inert::inert;
use crate::language::say;
use crate::words;

/// The browser's storage estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Bytes used and bytes allowed; `None` where the browser does not report them.
    pub used_and_quota: Option<(u64, u64)>,
    /// Whether it has promised not to clear them by itself.
    pub is_promised: Option<bool>,
}

/// The card.
#[component]
pub fn RoomCard(
    /// The estimate.
    room: Room,
    /// The result of the request; empty before.
    #[prop(into)]
    asked: Signal<String>,
    /// Called to ask the browser for its promise.
    #[prop(into)]
    on_ask: Callback<()>,
) -> impl IntoView {
    let share = room.used_and_quota.map(|(used, quota)| share(used, quota));
    view! {
        <section class="room card" aria-labelledby="room-title" data-testid="room">
            {Icon::Gauge.inert(r#"<h2 class="card__title" id="room-title">{icon}{}</h2>"#, &[text::storage::room_title()])}
            {room.used_and_quota.map(|(used, quota)| inert("<p>{}</p>", &[words::space(used, quota)]))}
            {share.map(|share| view! {
                <div class="room__bar" aria-hidden="true">
                    <span class="room__fill" style=("--share", share.to_string())></span>
                </div>
            })}
            {inert(r#"<p data-testid="promise">{}</p>"#, &[words::persisted(room.is_promised)])}
            {(room.is_promised == Some(false)).then(|| view! {
                <button type="button" class="button" on:click=move |_| on_ask.run(())>
                    {Icon::Lock.view()} {say(text::storage::ask())}
                </button>
            })}
            <p class="room__asked" role="status">{asked}</p>
        </section>
    }
}

#[allow(clippy::cast_precision_loss, reason = "a share for a bar")]
fn share(used: u64, quota: u64) -> f64 {
    (used as f64 / quota.max(1) as f64).clamp(0.0, 1.0)
}
