//! The page's header: name, pages, theme.

use leptos::ev;
use leptos::prelude::*;

use super::Icon;
use crate::inert::inert_marked;
use crate::language::say;
use crate::state::Route;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The value in `data-theme` and in the browser's storage.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Parses the value; anything unknown is `Light`.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        if name == "dark" { Self::Dark } else { Self::Light }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

/// Header of the page.
#[component]
pub fn Header(
    /// Theme in use.
    #[prop(into)]
    theme: Signal<Theme>,
    /// Called with the theme the visitor wants.
    #[prop(into)]
    on_theme: Callback<Theme>,
    /// Page that is shown.
    #[prop(into)]
    route: Signal<Route>,
    /// Called when the visitor wants to start again; preventing the event's default keeps the page.
    #[prop(into)]
    on_brand: Callback<ev::MouseEvent>,
) -> impl IntoView {
    let page = move |to: Route| {
        let current = move || (route.get() == to).then_some("page");
        view! { <li><a class="header__page" href=to.fragment() aria-current=current>{say(to.name())}</a></li> }
    };
    let name = move || say(text::page::use_theme(theme.get().other().name()));
    view! {
        <header class="header">
            <div class="header__inner">
                <a class="header__brand" href="./" aria-label=say(text::page::start_again()) on:click=move |event| on_brand.run(event)>
                    <svg class="header__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                        <path class="header__ring" d="M16 3a13 13 0 1 1-9.2 3.8" />
                        <path class="header__ring header__ring--inner" d="M16 9a7 7 0 1 0 5 2" />
                        <circle class="header__dot" cx="16" cy="16" r="2.6" />
                    </svg>
                    <span class="header__name">"Onsight"</span>
                </a>
                {inert_marked(
                    r#"<p class="header__line">{}</p>"#,
                    r#"<span class="header__more">"#,
                    &[text::page::line()],
                )}
                <nav class="header__nav" aria-label=say(text::page::pages())>
                    <ul class="header__pages" role="list">{Route::NAVIGATION.map(page).collect_view()}</ul>
                </nav>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=name
                    title=name
                    on:click=move |_| on_theme.run(theme.get_untracked().other())
                >
                    {move || match theme.get() {
                        Theme::Light => Icon::Moon.view(),
                        Theme::Dark => Icon::Sun.view(),
                    }}
                </button>
            </div>
        </header>
    }
}
