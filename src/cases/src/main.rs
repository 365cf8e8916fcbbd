//! The kept cases: mounts their own Leptos app beside the page's, when a case is kept or looked for.

fn main() {
    console_error_panic_hook::set_once();
    cases::mount();
}
