//! The page's footer.

use leptos::prelude::*;

use crate::inert::inert;

/// All of it.
const FOOTER: &str = r##"<footer class="footer"><div class="footer__inner">
<p>{}</p>
<p><a class="footer__link" href="#/model">{}</a> · <a class="footer__link" href="#/models">{}</a> · <a class="footer__link" href="#/device">{}</a></p>
<p>{}</p>
</div></footer>"##;

/// Footer of the page.
#[component]
pub fn Footer() -> impl IntoView {
    let what = text::page::what(env!("CARGO_PKG_VERSION"));
    inert(FOOTER, &[what, text::page::to_model(), text::page::to_models(), text::page::to_device(), text::page::free()])
}
