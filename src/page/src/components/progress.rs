//! The progress of start-up, or of one case.

use leptos::prelude::*;

use crate::language::say;
use crate::state::{Amount, CaseState, EngineState};
use crate::words;

/// What a progress card shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProgressStep {
    /// What is being done.
    pub title: String,
    /// Amounts, in words; may be empty.
    pub detail: String,
    /// 0…1; `None` when it cannot be known.
    pub share: Option<f64>,
}

impl ProgressStep {
    /// The step of start-up; `None` when there is nothing to wait for.
    #[must_use]
    pub fn from_engine(engine: &EngineState) -> Option<Self> {
        match engine {
            EngineState::Waking => Some(Self { title: say(text::page::starting()), ..Self::default() }),
            EngineState::Loading(stage, amount) => Some(Self {
                title: say(words::load_stage(*stage)),
                detail: words::load_detail(*stage, amount.done, amount.total).map(say).unwrap_or_default(),
                share: share(*amount),
            }),
            EngineState::Ready | EngineState::Failed(_) => None,
        }
    }

    /// The step of a case, while it is open. While its model is being made ready, that is what it waits for; `engine` is none
    /// where that of another task is in its place.
    #[must_use]
    pub fn from_case(case: &CaseState, engine: Option<&EngineState>) -> Option<Self> {
        let own = match case {
            CaseState::Waiting => Self { title: say(text::page::waiting()), share: Some(0.0), ..Self::default() },
            CaseState::Working(stage) => Self {
                title: say(words::case_stage(*stage)),
                share: Some(words::case_share(*stage)),
                ..Self::default()
            },
            CaseState::Answered(_) | CaseState::Failed(_) | CaseState::Needs => return None,
        };
        // When a worker is being replaced, its open cases return to loading.
        engine.and_then(Self::from_engine).or(Some(own))
    }
}

#[allow(clippy::cast_precision_loss, reason = "a share for a bar")]
fn share(amount: Amount) -> Option<f64> {
    (amount.total > 0).then(|| (amount.done as f64 / amount.total as f64).clamp(0.0, 1.0))
}

/// A titled progress bar.
#[component]
pub fn ProgressCard(
    /// What is being done.
    #[prop(into)]
    step: Signal<ProgressStep>,
    /// Called to stop it; `None` where it cannot be stopped.
    #[prop(optional_no_strip)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let percent = move || step.read().share.map(|share| format!("{:.0}", share * 100.0));
    let text = move || {
        step.with(|step| match step.detail.as_str() {
            "" => step.title.clone(),
            detail => say(text::page::progress_step(&step.title, detail)),
        })
    };
    view! {
        <div class="progress">
            <div class="progress__head">
                <p class="progress__title">{move || step.get().title}</p>
                <p class="progress__detail">{move || step.get().detail}</p>
            </div>
            <div
                class="progress__bar"
                class=("progress__bar--unknown", move || step.read().share.is_none())
                role="progressbar"
                data-testid="progress"
                aria-label=say(text::page::progress())
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=percent
                aria-valuetext=text
            >
                <span class="progress__fill" style=("--share", move || step.read().share.unwrap_or(0.3).to_string())></span>
            </div>
            {on_cancel.map(|on_cancel| view! {
                <button type="button" class="button button--quiet progress__cancel" on:click=move |_| on_cancel.run(())>
                    {say(text::page::cancel())}
                </button>
            })}
        </div>
    }
}
