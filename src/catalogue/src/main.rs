//! The list of all models, what was measured of one, and what is known of a label: waits for its place on the page, and mounts its own Leptos app there.

fn main() {
    console_error_panic_hook::set_once();
    catalogue::start();
}
