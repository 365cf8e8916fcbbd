//! The results of a target's files, summed up.
//!
//! Invariant: what is printed on the standard output is the same for the same seed and corpus; times go elsewhere.

use super::targets::Target;
use std::ops::AddAssign;
use std::time::Duration;

/// A fault of a target on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FuzzFault {
    /// Index of the file.
    pub(crate) number: u64,
    /// What happened.
    pub(crate) what: String,
}

/// The results of one target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Total {
    /// Number of files.
    pub(crate) files: u64,
    /// Those that were not refused.
    pub(crate) read: u64,
    /// The largest peak of one file, in bytes.
    pub(crate) most: u64,
    /// Hash of all files and their results.
    pub(crate) fingerprint: u64,
    /// Faults.
    pub(crate) faults: Vec<FuzzFault>,
    /// Total time.
    pub(crate) took: Duration,
}

impl AddAssign for Total {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.read += other.read;
        self.most = self.most.max(other.most);
        // Independent of the order of the parts.
        self.fingerprint = self.fingerprint.wrapping_add(other.fingerprint);
        self.faults.extend(other.faults);
        self.took += other.took;
    }
}

impl Total {
    /// The form in which a worker process reports it to the supervisor.
    pub(crate) fn line(&self) -> String {
        format!("done {} {} {} {}", self.files, self.read, self.most, self.fingerprint)
    }

    /// Reads what follows `done`.
    pub(crate) fn of_line(rest: &str) -> Option<Self> {
        let numbers: Vec<u64> = rest.split(' ').map_while(|number| number.parse().ok()).collect();
        let &[files, read, most, fingerprint] = numbers.as_slice() else { return None };
        Some(Self { files, read, most, fingerprint, ..Self::default() })
    }

    /// For people.
    pub(crate) fn shown(&self, target: &Target) -> String {
        let Self { files, read, most, fingerprint, faults, .. } = self;
        let (name, megabytes) = (target.name, most.div_ceil(1 << 20));
        let outcome = if faults.is_empty() { "ok".to_owned() } else { format!("{} FAULTS", faults.len()) };
        format!("{name:<20} {files:>8} files, {read:>8} read, most {megabytes:>3} MB, {fingerprint:016x} {outcome}")
    }
}

#[cfg(test)]
mod tests {
    use super::Total;

    #[test]
    fn a_line_says_the_same() {
        let total = Total { files: 9, read: 3, most: 77, fingerprint: u64::MAX, ..Total::default() };
        let line = total.line();
        assert_eq!(line.strip_prefix("done ").and_then(Total::of_line), Some(total));
        assert_eq!(Total::of_line("1 2 3"), None);
    }
}
