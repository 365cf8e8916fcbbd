//! Files by index: first those of the corpus unchanged, then mutated ones.

use super::corpus;
use super::hash::{START, fnv};
use super::mutate::mutated;
use super::targets::Target;
use fastrand::Rng;

/// The files of one target.
#[derive(Debug)]
pub struct Cases<'a> {
    target: &'a Target,
    seed: u64,
    corpus: Vec<Vec<u8>>,
}

impl<'a> Cases<'a> {
    /// The files of a seed.
    #[must_use]
    pub fn new(target: &'a Target, seed: u64) -> Self {
        Self { target, seed, corpus: corpus::of(target) }
    }

    /// The number of unchanged files.
    #[must_use]
    pub fn unchanged(&self) -> u64 {
        self.corpus.len() as u64
    }

    /// The file at an index.
    #[must_use]
    pub fn bytes(&self, number: u64) -> Vec<u8> {
        if let Some(bytes) = usize::try_from(number).ok().and_then(|at| self.corpus.get(at)) {
            return bytes.clone();
        }
        let named = fnv(START, self.target.name.as_bytes());
        let mut rng = Rng::with_seed(fnv(named, &[self.seed.to_le_bytes(), number.to_le_bytes()].concat()));
        let (Some(start), Some(other)) = (rng.choice(&self.corpus), rng.choice(&self.corpus)) else {
            return Vec::new();
        };
        mutated(start, other, self.target.shape, &mut rng)
    }
}

#[cfg(test)]
mod tests {
    use super::Cases;
    use crate::targets::TARGETS;

    #[test]
    fn every_target_has_files_and_the_same_ones_for_the_same_seed() {
        for target in &TARGETS {
            let (one, two) = (Cases::new(target, 3), Cases::new(target, 3));
            assert!(one.unchanged() > 0, "{}", target.name);
            let numbers = one.unchanged()..one.unchanged() + 40;
            assert!(numbers.clone().all(|number| one.bytes(number) == two.bytes(number)), "{}", target.name);
            let other = Cases::new(target, 4);
            assert!(numbers.clone().any(|number| one.bytes(number) != other.bytes(number)), "{}", target.name);
        }
    }

    #[test]
    fn every_target_reads_a_file_of_its_corpus() {
        for target in &TARGETS {
            let cases = Cases::new(target, 1);
            let is_read = (0..cases.unchanged()).any(|number| (target.run)(&cases.bytes(number)).is_some());
            assert!(is_read, "{}", target.name);
        }
    }

    #[test]
    fn every_target_stands_in_the_layout_of_cargo_fuzz() {
        let folder = crate::corpus::root().join("fuzz");
        let about = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        for target in &TARGETS {
            let path = format!("fuzz_targets/{}.rs", target.name);
            assert!(about.contains(&format!("path = \"{path}\"")), "{path} is no program of fuzz/Cargo.toml");
            let code = std::fs::read_to_string(folder.join(&path)).unwrap();
            assert!(code.contains(&format!("run(\"{}\"", target.name)), "{path} runs another target");
        }
    }
}
