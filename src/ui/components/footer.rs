//! The page's foot.

use leptos::prelude::*;

/// Foot of the page.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="footer">
            <div class="footer__inner">
                <p>"Onsight " {env!("CARGO_PKG_VERSION")} ". For research and education. Not a medical device."</p>
                <p><a class="footer__link" href="#/model">"What was measured of the model"</a> " · " <a class="footer__link" href="#/device">"Check this device"</a></p>
                <p>"No account, no cookies, no measuring of visitors. Free software: Apache-2.0 or MIT."</p>
            </div>
        </footer>
    }
}
