//! The list of all models, the measurements of one, and the information about a label: waits for its container on the
//! page, and mounts its own Leptos app there.

fn main() {
    console_error_panic_hook::set_once();
    catalogue::start();
}
