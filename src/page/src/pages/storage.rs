//! What is stored on this device: how much, for how long, and how to delete it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::INTRO;
use crate::components::{Icon, KeptModel, KeptModels, Room, RoomCard};
use crate::inert::inert;
use crate::language::say;
use crate::session;
use crate::signals::{effect, memo};
use crate::state::EngineState;
use crate::words;
use browser::storage;
use shipped_tasks::name_of;

/// The browser's last report.
#[derive(Clone, Debug, PartialEq)]
struct BrowserStorage {
    /// `None` where the browser stores nothing.
    models: Option<Vec<KeptModel>>,
    room: Room,
}

/// What else is stored.
const ELSE: &str = r#"<section class="card" aria-labelledby="else-title">
<h2 class="card__title" id="else-title">{icon}{}</h2>
<p>{}</p>
<p class="storage__note">{}</p>
</section>"#;

/// The page.
#[component]
pub fn Storage() -> impl IntoView {
    let (board, reading) = (session().board, session().reading);
    let found = RwSignal::new(None::<BrowserStorage>);
    let looks = StoredValue::new(0_u32);
    let look_again = move || spawn_local(look(looks, found));
    // The stored models change when a model has been loaded.
    let is_ready = memo(move || board.read().engine == EngineState::Ready);
    effect(move || {
        is_ready.track();
        look_again();
    });
    let asked = RwSignal::new(String::new());
    let ask = move |()| {
        spawn_local(async move {
            let _ = asked.try_set(say(words::asked_to_keep(storage::persist().await)));
            look_again();
        });
    };
    let delete = move |task: String| {
        spawn_local(async move {
            storage::delete_model(&task).await;
            board.update(|board| board.announcement = Some(text::storage::deleted(name(&task))));
            look_again();
            // The button that had the focus has been removed.
            browser::to_top();
        });
    };
    let not_kept = move || board.read().not_kept;
    let models = move || match found.get().map(|found| found.models) {
        Some(Some(models)) => view! { <KeptModels models reading on_delete=delete /> }.into_any(),
        Some(None) => inert("<p>{}</p>", &[words::not_kept(protocol::NotKept::Unavailable)]),
        None => inert("<p>{}</p>", &[text::storage::looking()]),
    };
    let room = move || {
        found.get().map(|found| {
            view! { <RoomCard room=found.room asked on_ask=ask /> }
        })
    };
    view! {
        <main class="page storage" id="main" tabindex="-1">
            {inert(INTRO, &[text::storage::title(), text::storage::lead()])}
            <div class="page__pair">
                <section class="card" aria-labelledby="kept-title">
                    {Icon::Chip.inert(
                        r#"<h2 class="card__title" id="kept-title">{icon}{}</h2>"#,
                        &[text::storage::models_title()],
                    )}
                    {models}
                    {move || not_kept().map(|why| inert(r#"<p class="storage__note">{}</p>"#, &[words::not_kept(why)]))}
                </section>
                {room}
                <section class="card" aria-labelledby="cases-title">
                    {inert(r#"<h2 class="card__title" id="cases-title">{}</h2>"#, &[text::cases::title()])}
                    {inert(r#"<p class="storage__note">{}</p>"#, &[text::cases::lead()])}
                    <button class="button" data-testid="cases" on:click=move |_| browser::vault_bridge::open_cases()>
                        {say(text::cases::open())}
                    </button>
                </section>
                {Icon::Info.inert(
                    ELSE,
                    &[text::storage::else_title(), text::storage::else_kept(), text::storage::delete_all()],
                )}
            </div>
        </main>
    }
}

/// Queries the browser, and shows its report unless it was queried again, or the page was left.
async fn look(looks: StoredValue<u32>, found: RwSignal<Option<BrowserStorage>>) {
    let count = |looks: &mut u32| {
        *looks += 1;
        *looks
    };
    let look = looks.try_update_value(count);
    let models = storage::kept_models().await.map(|models| models.into_iter().map(shown).collect());
    let used_and_quota = storage::space().await.map(|space| (space.used, space.quota));
    let room = Room { used_and_quota, is_promised: storage::is_persisted().await };
    if look == looks.try_get_value() {
        let _ = found.try_set(Some(BrowserStorage { models, room }));
    }
}

/// The task name of a model's folder, in the language of the page.
fn name(folder: &str) -> &str {
    let task = folder.split('/').next().unwrap_or(folder);
    words::word_of(task, "text.name", name_of(task))
}

fn shown(kept: storage::CachedModel) -> KeptModel {
    let (version, whole) = kept.whole.unzip();
    let name = name(&kept.task).to_owned();
    KeptModel { task: kept.task, name, version, bytes: kept.bytes, whole, parts: kept.parts }
}
