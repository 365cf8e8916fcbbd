//! The kept cases: mounts their own Leptos app beside the page's, when a case is saved or looked up.

fn main() {
    console_error_panic_hook::set_once();
    cases::mount();
}
