//! Whether pictures are opened in a closed room, and which features this browser does not provide in one.

use leptos::prelude::*;

use crate::inert::inert;
use crate::language::say;
use text::Message;

/// What opens the page anew with a room; `None` inside of one.
pub fn room_offer() -> Option<Callback<()>> {
    browser::closed_room().is_none().then(|| Callback::new(|()| browser::choose_closed_room(true)))
}

/// The current setting, and a control to change it.
#[component]
pub fn RoomChoice() -> impl IntoView {
    let room = browser::closed_room();
    let is_inside = room.is_some();
    let lacks = room.map(|room| {
        let threads = (!room.threads).then(text::device_page::room_one_thread);
        let gpu = (!room.gpu).then(text::device_page::room_no_gpu);
        [threads, gpu].into_iter().flatten().collect::<Vec<Message>>()
    });
    let (now, other) = if is_inside {
        (text::device_page::room_inside(), text::device_page::room_leave())
    } else {
        (text::device_page::room_outside(), text::device_page::room_enter())
    };
    view! {
        <section class="card" aria-labelledby="room-title" data-testid="room-choice">
            {inert(r#"<h2 class="card__title" id="room-title">{}</h2>"#, &[text::device_page::room()])}
            {inert("<p>{} {}</p>", &[now, text::device_page::room_limit()])}
            {lacks.unwrap_or_default().into_iter().map(|lack| inert("<p>{}</p>", &[lack])).collect_view()}
            <p>
                <button type="button" class="button" on:click=move |_| browser::choose_closed_room(!is_inside)>
                    {say(other)}
                </button>
            </p>
        </section>
    }
}
