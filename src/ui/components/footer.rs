//! The page's foot.

use leptos::prelude::*;

use crate::ui::language::say;

/// Foot of the page.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="footer">
            <div class="footer__inner">
                <p>{say(text::page::what(env!("CARGO_PKG_VERSION")))}</p>
                <p>
                    <a class="footer__link" href="#/model">{say(text::page::to_model())}</a>
                    " · "
                    <a class="footer__link" href="#/device">{say(text::page::to_device())}</a>
                </p>
                <p>{say(text::page::free())}</p>
            </div>
        </footer>
    }
}
