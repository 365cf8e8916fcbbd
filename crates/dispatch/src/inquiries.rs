//! What the visitor has asked the worker for besides answers: probes of answered cases, a check of the device.
//!
//! Invariant: pure. An inquiry that began is ended by one of the `end` functions or by [`Inquiries::after_crash`],
//! exactly once.

use protocol::CaseId;

/// The open ones.
///
/// ```
/// let mut open = dispatch::Inquiries::default();
/// open.begin_probe(7);
/// open.begin_check();
/// assert!(open.end_probe(7) && !open.end_probe(7));
/// // The worker dies before the check of the device is done.
/// assert_eq!(open.after_crash(), [None]);
/// assert!(!open.is_busy());
/// ```
#[derive(Debug, Default)]
pub struct Inquiries {
    probes: Vec<CaseId>,
    check: bool,
}

impl Inquiries {
    /// Registers a probe of this case; idempotent.
    pub fn begin_probe(&mut self, case: CaseId) {
        if !self.is_probed(case) {
            self.probes.push(case);
        }
    }

    /// Registers a check of the device.
    pub fn begin_check(&mut self) {
        self.check = true;
    }

    /// Whether a probe of this case is pending.
    pub fn is_probed(&self, case: CaseId) -> bool {
        self.probes.contains(&case)
    }

    /// Whether anything is pending.
    pub fn is_busy(&self) -> bool {
        self.check || !self.probes.is_empty()
    }

    /// Closes a probe; `false` when none was open.
    pub fn end_probe(&mut self, case: CaseId) -> bool {
        let was = self.is_probed(case);
        self.probes.retain(|open| *open != case);
        was
    }

    /// Closes the check; `false` when none was open.
    pub fn end_check(&mut self) -> bool {
        std::mem::take(&mut self.check)
    }

    /// Everything that was lost with the worker: the case of each probe, `None` for the check.
    pub fn after_crash(&mut self) -> Vec<Option<CaseId>> {
        let check = self.end_check().then_some(None);
        self.probes.drain(..).map(Some).chain(check).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Inquiries;

    #[test]
    fn each_inquiry_ends_once() {
        let mut open = Inquiries::default();
        open.begin_probe(3);
        open.begin_probe(3);
        assert!(open.is_busy() && open.end_probe(3) && !open.end_probe(3) && !open.is_busy());
        open.begin_check();
        assert!(open.end_check() && !open.end_check());
    }

    #[test]
    fn a_crash_ends_them_all() {
        let mut open = Inquiries::default();
        open.begin_probe(1);
        open.begin_check();
        assert_eq!(open.after_crash(), [Some(1), None]);
        assert!(!open.is_busy() && open.after_crash().is_empty());
    }
}
