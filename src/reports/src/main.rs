//! Reports of an answer: mounts their own Leptos app beside the page's, when one is to be saved.

fn main() {
    console_error_panic_hook::set_once();
    reports::mount();
}
