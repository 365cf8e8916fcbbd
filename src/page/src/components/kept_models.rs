//! The models that are stored on this device, each with a way to delete it.

use leptos::prelude::*;

use super::Icon;
use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::show::Show;
use crate::state::Reading;
use crate::words;

/// What is stored of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptModel {
    /// Its folder under `models/`.
    pub task: String,
    /// What that task is called.
    pub name: String,
    /// Version of the weights; `None` while they are not complete.
    pub version: Option<String>,
    /// Bytes that are stored.
    pub bytes: u64,
    /// Bytes in total; `None` while that is not known.
    pub whole: Option<u64>,
    /// Parts that are stored.
    pub parts: u32,
}

/// The list.
#[component]
pub fn KeptModels(
    /// The models; none when nothing is stored.
    models: Vec<KeptModel>,
    /// How much detail.
    #[prop(into)]
    reading: Signal<Reading>,
    /// Called with the task whose model is to be deleted.
    #[prop(into)]
    on_delete: Callback<String>,
) -> impl IntoView {
    if models.is_empty() {
        return inert(r#"<p data-testid="nothing-kept">{}</p>"#, &[text::storage::none_kept()]);
    }
    let rows = models.into_iter().map(|model| view! { <Row model reading on_delete /> }).collect_view();
    view! { <ul class="kept-models" role="list">{rows}</ul> }.into_any()
}

#[component]
fn Row(model: KeptModel, reading: Signal<Reading>, on_delete: Callback<String>) -> impl IntoView {
    let title = match &model.version {
        Some(version) => say(text::storage::model_version(&model.name, version)),
        None => model.name.clone(),
    };
    let parts = say(text::storage::model_parts(model.parts));
    let task = model.task.clone();
    view! {
        <li class="kept-models__row" data-testid="kept-model" data-task=model.task data-bytes=model.bytes.to_string()>
            <div class="kept-models__words">
                {inert_texts(r#"<h3 class="kept-models__title">{}</h3>"#, &[&title])}
                {inert("<p>{}</p>", &[words::model_kept(model.bytes, model.whole)])}
                <Show when=move || reading.get() == Reading::Clinician>
                    {inert_texts(r#"<p class="kept-models__parts">{}</p>"#, &[&parts])}
                </Show>
            </div>
            <button
                type="button"
                class="button"
                aria-label=say(text::storage::delete_model(&title))
                on:click=move |_| on_delete.run(task.clone())
            >
                {Icon::Close.view()} {say(text::storage::delete())}
            </button>
        </li>
    }
}
