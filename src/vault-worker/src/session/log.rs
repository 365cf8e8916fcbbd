//! Kept cases as a table, which leaves the vault in the clear.

use super::files::GrowingFile;
use super::{VaultProblem, VaultSession, VaultTold, case_in};
use browser::wire::Beside;
use export::MayGoAlong;
use export::log::{LogLine, csv_head};
use protocol::{CaseQuery, LogForm, LogParts, VaultReply};
use vault::VaultError;

impl VaultSession {
    /// Writes the cases that a query finds, in its order, one line a case. Of a case that cannot be read, its line has what its
    /// summary says.
    pub(super) async fn log(&mut self, query: &CaseQuery, form: LogForm, parts: LogParts) -> VaultTold {
        let found = self.found(query).await?;
        let (database, open) = self.opened()?;
        let may = MayGoAlong { names: parts.names, dates: parts.dates, ..MayGoAlong::default() };
        let head = match form {
            LogForm::Csv => csv_head(),
            LogForm::Ndjson => String::new(),
        };
        let mut file = GrowingFile::begin(head.into_bytes());
        let read = database.read()?;
        let mut cases = 0_u32;
        for summary in &found {
            let finding = match case_in(&read, &open.key, summary.id).await {
                Ok((_, record)) => record.finding().ok(),
                // Another tab has deleted it meanwhile.
                Err(VaultProblem::Gone) => continue,
                Err(VaultProblem::Vault(
                    VaultError::Damaged(_) | VaultError::BrokenTrail(_) | VaultError::Newer { .. },
                )) => None,
                Err(other) => return Err(other),
            };
            let line = LogLine::of(summary, finding.as_ref(), may);
            let line = match form {
                LogForm::Csv => line.csv(),
                LogForm::Ndjson => line.ndjson(),
            };
            file.write(line.as_bytes())?;
            cases = cases.saturating_add(1);
        }
        Ok((VaultReply::Logged { cases, form }, Beside::File(file.end()?)))
    }
}
