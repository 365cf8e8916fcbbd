//! The file's tags: a searchable list, with what identifies the patient hidden at first.

use leptos::prelude::*;
use text::Message;

use super::saving::{Saving, changes, faces};
use crate::session::{Panel, ViewerSession};
use language::say;
use protocol::{Border, TagLine, TagReport};
use view_model::lightbox::{found, hidden_count, is_hidden, value};

/// Lines shown at once; a search narrows them.
const MOST: usize = 400;
/// The deepest indentation.
const DEEPEST: u8 = 6;

/// The browser of tags.
#[component]
pub(super) fn Tags(session: ViewerSession) -> impl IntoView {
    let body = move || match session.tags.get() {
        None => view! { <p class="tags__note" role="status">{say(text::light_box_tags::reading())}</p> }.into_any(),
        Some(tags) if tags.lines.is_empty() => view! {
            <p class="tags__note">{say(text::light_box_tags::none())}</p>
            {tags.may_show_face.then(|| faces(session, true))}
            {changes(session)}
        }
        .into_any(),
        Some(tags) => view! { <List session tags /> }.into_any(),
    };
    view! {
        <section class="tools__part tags" aria-labelledby="tags-title" data-testid="tags">
            <div class="tools__head">
                <h3 class="tools__title" id="tags-title">{say(text::light_box_tags::title())}</h3>
                <button class="button" on:click=move |_| session.toggle(Panel::Tags)>{say(text::light_box_tags::back())}</button>
            </div>
            {body}
        </section>
    }
}

#[component]
fn List(session: ViewerSession, tags: TagReport) -> impl IntoView {
    let search = RwSignal::new(String::new());
    // Never stored: at the next file no name is shown unasked.
    let is_shown = RwSignal::new(false);
    let hidden = hidden_count(&tags.lines);
    let (warning, is_suspect) = burned_in(&tags);
    let (lines, boxes) = (StoredValue::new(tags.lines), StoredValue::new(tags.boxes));
    let places = Memo::new(move |_| lines.with_value(|lines| found(lines, &search.read(), is_shown.get())));
    let rows = move || {
        let is_shown = is_shown.get();
        lines.with_value(|lines| {
            let chosen = places.read().iter().take(MOST).filter_map(|&at| lines.get(at)).cloned().collect::<Vec<_>>();
            chosen.into_iter().map(|line| row(line, is_shown)).collect_view()
        })
    };
    let count = move || {
        say(match places.read().len() {
            count if count > MOST => text::light_box_tags::count_cut(count, MOST),
            count => text::light_box_tags::count(count),
        })
    };
    view! {
        <div class="tags__controls">
            <label class="tags__search">
                {say(text::light_box_tags::search())}
                <input
                    type="search"
                    class="field"
                    data-testid="tag-search"
                    autocomplete="off"
                    on:input=move |event| search.set(event_target_value(&event))
                />
            </label>
            <label class="tags__switch">
                <input type="checkbox" data-testid="tag-names" on:change=move |event| is_shown.set(event_target_checked(&event)) />
                {say(text::light_box_tags::show(hidden))}
            </label>
            <p class="tags__note" role="status">{count}</p>
        </div>
        <div class="tags__scroll" tabindex="0" role="region" aria-label=say(text::light_box_tags::elements())>
            <table class="tags__table">
                <thead>
                    <tr>
                        <th scope="col">{say(text::light_box_tags::column_tag())}</th>
                        <th scope="col">{say(text::light_box_tags::column_vr())}</th>
                        <th scope="col">{say(text::light_box_tags::column_value())}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Show when=move || tags.can_be_saved>
            <Saving session warning=warning.clone() is_suspect boxes=boxes.get_value() />
        </Show>
        {tags.may_show_face.then(|| faces(session, false))}
        {changes(session)}
    }
}

/// What to know before a file is passed on, and whether it needs a check.
fn burned_in(tags: &TagReport) -> (Message, bool) {
    match (tags.burned_in, borders(&tags.written)) {
        (Some(true), Some(borders)) => (text::light_box_tags::text_said_and_seen(borders), true),
        (Some(true), None) => (text::light_box_tags::text_said(), true),
        (_, Some(borders)) => (text::light_box_tags::text_seen(borders), true),
        (_, None) => (text::light_box_tags::text_unseen(), false),
    }
}

/// "the top border", "the top, right and left borders"; `None` for none.
fn borders(written: &[Border]) -> Option<Message> {
    let name = |border: &Border| match border {
        Border::Top => text::light_box_tags::top(),
        Border::Right => text::light_box_tags::right(),
        Border::Bottom => text::light_box_tags::bottom(),
        Border::Left => text::light_box_tags::left(),
    };
    let (last, others) = written.split_last()?;
    Some(match others.iter().map(name).reduce(text::light_box_tags::border_list) {
        None => text::light_box_tags::one_border(name(last)),
        Some(others) => text::light_box_tags::borders(others, name(last)),
    })
}

fn row(line: TagLine, is_shown: bool) -> impl IntoView {
    let depth = line.depth.min(DEEPEST);
    let number = format!("({:04X},{:04X})", line.group, line.element);
    let keyword = match (line.keyword.is_empty(), line.group % 2) {
        (true, 1) => say(text::light_box_tags::private()),
        (true, _) => say(text::light_box_tags::unknown()),
        (false, _) => line.keyword.clone(),
    };
    let is_hidden = !is_shown && is_hidden(&line);
    let number = if line.depth > 0 { say(text::light_box_tags::item(line.item + 1, number)) } else { number };
    let vr = line.vr.clone();
    let value = say(if is_hidden { text::light_box_tags::hidden() } else { value(line) });
    view! {
        <tr class=format!("tags__row tags__row--{depth}")>
            <th scope="row"><span class="tags__keyword">{keyword}</span><span class="tags__number">{number}</span></th>
            <td class="tags__type">{vr}</td>
            <td class=if is_hidden { "tags__value tags__value--hidden" } else { "tags__value" }>{value}</td>
        </tr>
    }
}
