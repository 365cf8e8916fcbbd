//! The light box: mounts its own Leptos app beside the page's, when a picture is opened in it.

fn main() {
    console_error_panic_hook::set_once();
    lightbox::mount();
}
