//! What the file says of itself: a list that can be searched, with what names the patient hidden at first.

use leptos::prelude::*;

use crate::lightbox::session::{Panel, ViewerSession};
use crate::lightbox::state::{found, hidden_count};
use protocol::{Border, TagLine, TagReport};

/// Lines shown at once; a search narrows them.
const MOST: usize = 400;
/// The deepest indentation.
const DEEPEST: u8 = 6;

/// The browser of tags.
#[component]
pub(super) fn Tags(session: ViewerSession) -> impl IntoView {
    let body = move || match session.tags.get() {
        None => view! { <p class="tags__note" role="status">"Reading…"</p> }.into_any(),
        Some(tags) if tags.lines.is_empty() => {
            view! { <p class="tags__note">"This file carries no tags: they belong to DICOM."</p> }.into_any()
        }
        Some(tags) => view! { <List session tags /> }.into_any(),
    };
    view! {
        <section class="tools__part tags" aria-labelledby="tags-title" data-testid="tags">
            <div class="tools__head">
                <h3 class="tools__title" id="tags-title">"What the file says"</h3>
                <button class="button" on:click=move |_| session.toggle(Panel::Tags)>"Back to the tools"</button>
            </div>
            {body}
        </section>
    }
}

#[component]
fn List(session: ViewerSession, tags: TagReport) -> impl IntoView {
    let search = RwSignal::new(String::new());
    // Never kept: whoever opens the next file sees no name that he did not ask for.
    let is_shown = RwSignal::new(false);
    let hidden = hidden_count(&tags.lines);
    let (warning, is_suspect) = burned_in(&tags);
    let lines = StoredValue::new(tags.lines);
    let places = Memo::new(move |_| lines.with_value(|lines| found(lines, &search.read(), is_shown.get())));
    let rows = move || {
        let is_shown = is_shown.get();
        lines.with_value(|lines| {
            let chosen = places.read().iter().take(MOST).filter_map(|&at| lines.get(at)).cloned().collect::<Vec<_>>();
            chosen.into_iter().map(|line| row(line, is_shown)).collect_view()
        })
    };
    let count = move || match places.read().len() {
        0 => "Nothing found.".to_owned(),
        1 => "1 element.".into(),
        count if count > MOST => format!("{count} elements, the first {MOST} are shown: search for the others."),
        count => format!("{count} elements."),
    };
    view! {
        <div class="tags__controls">
            <label class="tags__search">
                "Search"
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
                {format!("Show the {hidden} values that may tell who the patient is")}
            </label>
            <p class="tags__note" role="status">{count}</p>
        </div>
        <div class="tags__scroll" tabindex="0" role="region" aria-label="Elements of the file">
            <table class="tags__table">
                <thead><tr><th scope="col">"Tag"</th><th scope="col">"Type"</th><th scope="col">"Value"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Show when=move || tags.can_be_saved>
            <div class="tags__save">
                <p class="tags__note" class=("tags__note--attention", is_suspect) data-testid="burned-in">{warning.clone()}</p>
                <button class="button" data-testid="save-deidentified" prop:disabled=move || session.is_fetching_file.get() on:click=move |_| session.save()>
                    "Save without what names the patient"
                </button>
                <p class="tags__note">"By the basic profile of DICOM PS3.15: names, dates, identifiers and private elements go, the pixels stay as they are."</p>
            </div>
        </Show>
    }
}

/// What to know before a file is given away, and whether there is a reason to look.
fn burned_in(tags: &TagReport) -> (String, bool) {
    let name = |border: &Border| match border {
        Border::Top => "top",
        Border::Right => "right",
        Border::Bottom => "bottom",
        Border::Left => "left",
    };
    let names: Vec<&str> = tags.written.iter().map(name).collect();
    let borders = match names.as_slice() {
        [] => None,
        [one] => Some(format!("the {one} border")),
        [first @ .., last] => Some(format!("the {} and {last} borders", first.join(", "))),
    };
    let stays = "Text in the picture itself stays in the saved file.";
    match (tags.burned_in, borders) {
        (Some(true), None) => (format!("The file says that text stands in its pictures. {stays}"), true),
        (said, Some(borders)) => {
            let says = if said == Some(true) { "The file says so, and it" } else { "It" };
            (
                format!(
                    "{says} looks as if text stands at {borders} of its pictures. {stays} Look before you give it away."
                ),
                true,
            )
        }
        _ => (
            format!(
                "{stays} No text was seen at the borders, but not all text is found: look at every slice before you give it away."
            ),
            false,
        ),
    }
}

fn row(line: TagLine, is_shown: bool) -> impl IntoView {
    let depth = line.depth.min(DEEPEST);
    let number = format!("({:04X},{:04X})", line.group, line.element);
    let keyword = match (line.keyword.is_empty(), line.group % 2) {
        (true, 1) => "private".to_owned(),
        (true, _) => "unknown".into(),
        (false, _) => line.keyword,
    };
    let is_hidden = line.identifying && !is_shown && !line.value.is_empty();
    let value = if is_hidden { "hidden".to_owned() } else { line.value };
    let item = (line.depth > 0).then(|| format!("item {}, ", line.item + 1));
    view! {
        <tr class=format!("tags__row tags__row--{depth}")>
            <th scope="row"><span class="tags__keyword">{keyword}</span><span class="tags__number">{item}{number}</span></th>
            <td class="tags__type">{line.vr}</td>
            <td class=if is_hidden { "tags__value tags__value--hidden" } else { "tags__value" }>{value}</td>
        </tr>
    }
}
