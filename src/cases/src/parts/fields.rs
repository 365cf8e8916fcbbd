//! Fields of the list and of the charts: a list of which one is chosen, and a day. They are defined once for all places
//! that use them; a separate view in each would duplicate the code.

use leptos::ev;
use leptos::prelude::*;

use browser::clock::minutes_ahead;
use calendar::{local_date, local_range};
use language::say;
use text::Message;

/// A name and a list with these options. `on_choose` is given what was chosen.
pub(super) fn choice_field(
    test_id: &'static str,
    name: Message,
    options: AnyView,
    on_choose: Box<dyn Fn(String)>,
) -> AnyView {
    let on_change = move |event: ev::Event| on_choose(event_target_value(&event));
    view! {
        <label class="cases__field">
            {say(name)}
            <select data-testid=test_id on:change=on_change>{options}</select>
        </label>
    }
    .into_any()
}

/// A name and a field for a day of the visitor's zone: at first that of `day_ms`, in milliseconds since 1970-01-01 UTC.
/// `on_day` is given its beginning and that of the next day; `None` where the field was emptied.
pub(super) fn day_field(
    test_id: &'static str,
    name: Message,
    day_ms: Option<u64>,
    on_day: Box<dyn Fn(Option<[u64; 2]>)>,
) -> AnyView {
    let value = day_ms.map(|ms| local_date(ms, &minutes_ahead)).unwrap_or_default();
    let on_change = move |event: ev::Event| on_day(local_range(&event_target_value(&event), &minutes_ahead));
    view! {
        <label class="cases__field">
            {say(name)}
            <input type="date" data-testid=test_id value=value on:change=on_change />
        </label>
    }
    .into_any()
}

/// The last millisecond before a time.
pub(super) fn last_before(ms: u64) -> u64 {
    ms.saturating_sub(1)
}
