//! The entry of one model: purpose, limits, answers, figures, pictures, licence, versions.

use leptos::prelude::*;

use super::keeping::Keeping;
use crate::session::CatalogueSession;
use language::say;
use task::{CatalogueEntry, EntryStanding};
use text::Message;
use view_model::catalogue::{CatalogueOffer, held_against, scores, standing_line};

/// The id of the element of a task.
pub(super) fn element_of(task: &str) -> String {
    format!("model-{task}")
}

/// One entry.
pub(super) fn entry_view(session: CatalogueSession, entry: &CatalogueEntry<'_>) -> AnyView {
    let is_planned = entry.standing == EntryStanding::Planned;
    let element = element_of(entry.task);
    let [titled_by, title] = [(); 2].map(|()| format!("{element}-title"));
    let texts = |kind: &str| entry.of(kind).into_iter().map(|[said, ..]| said.to_owned()).collect::<Vec<_>>();
    let answers = if is_planned { text::models::answers_planned() } else { text::models::answers() };
    let data = if is_planned { text::models::data_planned() } else { text::models::data() };
    let licence =
        if is_planned { text::models::licence_planned(entry.licence) } else { text::models::licence(entry.licence) };
    // Weights that nobody gets have none.
    let licence = (entry.standing != EntryStanding::Finding).then(|| {
        let licence = say(licence);
        view! { <p>{licence}</p> }
    });
    let sets = entry.of("source").into_iter().map(|[name, what, licence, ..]| {
        let name = if what.is_empty() { name.to_owned() } else { format!("{name}: {what}") };
        say(text::models::set(name, licence))
    });
    let (name, task, standing) = (entry.name.to_owned(), entry.task.to_owned(), entry.standing.name());
    let offer = CatalogueOffer::of(entry);
    view! {
        <section class="catalogue__entry card" id=element aria-labelledby=titled_by tabindex="-1"
            data-testid="catalogue-entry" data-task=task data-standing=standing>
            <h2 class="card__title" id=title>{name}</h2>
            <p class="tag">{say(standing_line(entry.standing))}</p>
            {listed(&text::models::summary(), texts("summary"))}
            <Keeping session offer />
            {listed(&text::models::intended(), texts("for"))}
            {listed(&text::models::not_for(), texts("not"))}
            {figures(entry)}
            {labels(entry, &answers)}
            {folded(&data, entry.name, listed_only(sets.collect()))}
            {licence}
            {versions(session, entry)}
        </section>
    }
    .into_any()
}

/// A heading with texts below it; nothing where there are none.
fn listed(heading: &Message, texts: Vec<String>) -> Option<AnyView> {
    let heading = say(heading);
    (!texts.is_empty()).then(|| view! { <h3>{heading}</h3> {listed_only(texts)} }.into_any())
}

fn listed_only(texts: Vec<String>) -> AnyView {
    let items = texts.into_iter().map(|said| view! { <li>{said}</li> }).collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

/// What is folded away. Every entry has some of the same heading, so its name says whose it is.
fn folded(heading: &Message, of: &str, inside: AnyView) -> AnyView {
    let (name, heading) = (say(text::page::act_of(heading.clone(), of)), say(heading));
    view! { <details><summary aria-label=name>{heading}</summary>{inside}</details> }.into_any()
}

/// The measurements, the figures of other hospitals first; of a task without a model what was held against each other, and
/// what that means.
fn figures(entry: &CatalogueEntry<'_>) -> AnyView {
    let heading = say(text::models::scores());
    let held = held_against(&entry.of("held")).into_iter().map(|(who, figure)| (who, vec![figure]));
    let held = titled(held.collect(), "catalogue-held");
    let groups = groups(&entry.of("score"), entry.groups, "catalogue-scores").or(held);
    let nothing = groups.is_none().then(|| {
        let nothing = say(text::models::unmeasured());
        view! { <p>{nothing}</p> }
    });
    let means = entry.of("finding").into_iter().map(|[said, ..]| {
        let said = said.to_owned();
        view! { <p data-testid="catalogue-finding">{said}</p> }
    });
    let means = means.collect_view();
    view! { <h3>{heading}</h3> {means} {groups} {nothing} }.into_any()
}

/// The figures of these lines, grouped by the source of the pictures; none where there are no lines.
fn groups(lines: &[[&str; 7]], groups_of: &str, id: &'static str) -> Option<AnyView> {
    titled(scores(lines, groups_of), id)
}

/// Figures under what they are of; none where there are none.
fn titled(all: Vec<(Message, Vec<Message>)>, id: &'static str) -> Option<AnyView> {
    let is_measured = !all.is_empty();
    let groups = all.into_iter().map(|(whose, lines)| {
        let lines: Vec<String> = lines.iter().map(say).collect();
        let whose = say(whose);
        view! { <dt>{whose}</dt> <dd>{listed_only(lines)}</dd> }
    });
    let groups = groups.collect_view();
    is_measured.then(|| view! { <dl data-testid=id>{groups}</dl> }.into_any())
}

/// The answers, each with a link to the information about it where there is a page.
fn labels(entry: &CatalogueEntry<'_>, heading: &Message) -> AnyView {
    let heading = say(heading);
    let items = entry.of("label").into_iter().map(|[label, name, page, ..]| {
        let name = name.to_owned();
        if page.is_empty() {
            return view! { <li>{name}</li> }.into_any();
        }
        let address = format!("#/about/{}/{label}", entry.task);
        view! { <li><a href=address>{name}</a></li> }.into_any()
    });
    let items = items.collect_view();
    view! { <h3>{heading}</h3> <ul class="catalogue__labels">{items}</ul> }.into_any()
}

/// All versions, and what changed with each; those that can still be fetched with their scores, and with what is stored
/// of them on this device.
fn versions(session: CatalogueSession, entry: &CatalogueEntry<'_>) -> Option<AnyView> {
    let all = entry.versions();
    let items = all.iter().map(|told| {
        let heading = say(text::models::version(told.version, told.date));
        let changed: Vec<String> = told.changed.iter().map(|said| (*said).to_owned()).collect();
        let fetched = CatalogueOffer::earlier(entry, told).map(|offer| {
            let (version, scores) = (offer.version.clone(), groups(&told.scores, entry.groups, "earlier-scores"));
            view! {
                <div class="catalogue__version" data-testid="earlier" data-version=version>
                    {scores}
                    <Keeping session offer />
                </div>
            }
        });
        view! { <h4>{heading}</h4> {listed_only(changed)} {fetched} }
    });
    let items = items.collect_view();
    let inside = view! { <div>{items}</div> }.into_any();
    (!all.is_empty()).then(|| folded(&text::models::versions(), entry.name, inside))
}
