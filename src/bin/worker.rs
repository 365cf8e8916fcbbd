//! The small worker bundle: the network on the CPU.

fn main() {
    onsight::server::run(None, None);
}
