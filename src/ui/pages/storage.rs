//! What is kept on this device: how much, for how long, and how to delete it.

use leptos::prelude::*;

use super::INTRO;
use crate::tasks::name_of;
use crate::ui::components::{Icon, KeptModel, KeptModels, Room, RoomCard};
use crate::ui::inert::inert;
use crate::ui::language::say;
use crate::ui::session;
use crate::ui::state::EngineState;
use crate::ui::words;
use crate::web::{self, storage};

/// What the browser said when it was asked last.
#[derive(Clone, Debug, PartialEq)]
struct BrowserStorage {
    /// `None` where the browser keeps nothing.
    models: Option<Vec<KeptModel>>,
    room: Room,
}

/// What else is kept.
const ELSE: &str = r#"<section class="card" aria-labelledby="else-title">
<h2 class="card__title" id="else-title">{icon}{}</h2>
<p>{}</p>
<p class="storage__note">{}</p>
</section>"#;

/// The page.
#[component]
pub fn Storage() -> impl IntoView {
    let (board, reading) = (session().board, session().reading);
    let looks = RwSignal::new(0_u32);
    // What is kept changes when a model has come.
    let is_ready = Memo::new(move |_| board.read().engine == EngineState::Ready);
    let found = LocalResource::new(move || {
        looks.track();
        is_ready.track();
        look()
    });
    let asked = RwSignal::new(String::new());
    let ask = Action::new_local(move |(): &()| async move {
        asked.set(say(words::asked_to_keep(storage::persist().await)));
        looks.update(|looks| *looks += 1);
    });
    let delete = Action::new_local(move |task: &String| {
        let task = task.clone();
        async move {
            storage::delete_model(&task).await;
            board.update(|board| board.announcement = Some(text::storage::deleted(name(&task))));
            looks.update(|looks| *looks += 1);
            // The button that had the focus is gone.
            web::to_top();
        }
    });
    let not_kept = Memo::new(move |_| board.read().not_kept);
    let models = move || match found.get().map(|found| found.models) {
        Some(Some(models)) => {
            view! { <KeptModels models reading on_delete=move |task| { delete.dispatch_local(task); } /> }.into_any()
        }
        Some(None) => inert("<p>{}</p>", &[words::not_kept(protocol::NotKept::Unavailable)]),
        None => inert("<p>{}</p>", &[text::storage::looking()]),
    };
    let room = move || {
        found.get().map(|found| {
            view! { <RoomCard room=found.room asked on_ask=move |()| { ask.dispatch_local(()); } /> }
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
                    {move || not_kept.get().map(|why| inert(r#"<p class="storage__note">{}</p>"#, &[words::not_kept(why)]))}
                </section>
                {room}
                {Icon::Info.inert(
                    ELSE,
                    &[text::storage::else_title(), text::storage::else_kept(), text::storage::delete_all()],
                )}
            </div>
        </main>
    }
}

async fn look() -> BrowserStorage {
    let models = storage::kept_models().await.map(|models| models.into_iter().map(shown).collect());
    let used_and_quota = storage::space().await.map(|space| (space.used, space.quota));
    BrowserStorage { models, room: Room { used_and_quota, is_promised: storage::is_persisted().await } }
}

/// What a task is called, in the language of the page.
fn name(task: &str) -> &str {
    words::word_of(task, "text.name", name_of(task))
}

fn shown(kept: storage::CachedModel) -> KeptModel {
    let (version, whole) = kept.whole.unzip();
    let name = name(&kept.task).to_owned();
    KeptModel { task: kept.task, name, version, bytes: kept.bytes, whole, parts: kept.parts }
}
