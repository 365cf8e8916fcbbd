//! The small worker bundle: the network on the CPU.

fn main() {
    worker::run(None, None);
}
