//! The bundle of the case vault.

fn main() {
    vault_worker::run();
}
