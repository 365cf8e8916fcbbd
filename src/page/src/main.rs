//! The page: mounts the Leptos app on the main thread.

fn main() {
    console_error_panic_hook::set_once();
    page::mount();
}
