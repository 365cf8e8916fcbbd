//! Deliberate faults, so that each run first shows that they would be detected: memory, a panic, time, and a stack
//! that is too short.

use super::targets::{Budget, SeedFormat, Target};

/// Targets that must be reported, each with a part of its report.
pub(crate) static FAULTY: [(Target, &str); 4] = [
    (made("faulty-memory", greedy), "memory"),
    (made("faulty-panic", panicking), "panicked"),
    (made("faulty-time", endless), "seconds"),
    (made("faulty-stack", deep), "stack"),
];

const fn made(name: &'static str, run: fn(&[u8]) -> Option<u64>) -> Target {
    let budget = Budget { base: 1 << 20, per_input: 2, per_output: 0, expands: 0, seconds: 1 };
    Target { name, run, seeds: small, takes: |_, _| false, shape: SeedFormat::Bytes, budget }
}

fn small() -> Vec<Vec<u8>> {
    vec![vec![7; 64]]
}

/// Allocates far more than its budget, infallibly.
fn greedy(bytes: &[u8]) -> Option<u64> {
    let room = std::hint::black_box(vec![1_u8; (bytes.len() + 1) << 20]);
    Some(room.len() as u64)
}

fn panicking(bytes: &[u8]) -> Option<u64> {
    assert!(bytes.len() > 1 << 30, "made to fail");
    None
}

fn endless(bytes: &[u8]) -> Option<u64> {
    let mut sum = bytes.len() as u64;
    loop {
        sum = std::hint::black_box(sum.wrapping_add(1));
        if sum == u64::MAX {
            return None;
        }
    }
}

fn deep(bytes: &[u8]) -> Option<u64> {
    fn below(bytes: &[u8], depth: u64) -> u64 {
        let room = std::hint::black_box([depth; 64]);
        if depth == u64::MAX {
            return 0;
        }
        let inner = below(bytes, depth + 1);
        // Used after the call, so that the compiler cannot turn the recursion into a loop.
        std::hint::black_box(&room)[bytes.len() % 64].wrapping_add(inner)
    }
    Some(below(bytes, 0))
}
