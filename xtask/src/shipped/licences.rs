//! Allowed licences and banned crates of a bundle: `deny.toml`, which cargo-deny reads too.
//!
//! Expressions are parsed with `spdx`, like in cargo-deny and cargo-about: it knows every name of the SPDX list, and
//! earlier forms such as `MIT/Apache-2.0`. It has one small dependency. `cargo deny` itself downloads a list of
//! advisories from GitHub and takes some minutes to compile; it is optional.
//!
//! Invariant: what `deny.toml` does not name is not allowed.

use std::fs;
use std::path::Path;

use spdx::{Expression, ParseMode};

use crate::shell::{Problem, at};
use crate::shipped::ShippedCrate;

/// Allowed licences and banned crates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Licences, each as `spdx` writes it: `MIT`, `Apache-2.0 WITH LLVM-exception`.
    allowed: Vec<String>,
    /// Names of crates.
    banned: Vec<String>,
}

impl Policy {
    /// Reads `deny.toml` of the repository.
    ///
    /// # Errors
    /// When it is missing, or lacks a list.
    pub fn read(root: &Path) -> Result<Self, Problem> {
        let path = root.join("deny.toml");
        Self::of(&at(&path, fs::read_to_string(&path))?)
    }

    fn of(text: &str) -> Result<Self, Problem> {
        let wrong = |what: String| Problem::new(format!("deny.toml: {what}"), "write it as cargo-deny's book has it");
        let all: toml::Table = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let list = |table: &str, key: &str| {
            let found = all.get(table).and_then(|table| table.get(key)).and_then(toml::Value::as_array);
            found.ok_or_else(|| wrong(format!("no list `{key}` in [{table}]")))
        };
        let text = |value: &toml::Value| value.as_str().map(str::to_owned);
        Ok(Self {
            allowed: list("licenses", "allow")?.iter().filter_map(text).collect(),
            banned: list("bans", "deny")?.iter().filter_map(|entry| entry.get("crate").and_then(text)).collect(),
        })
    }

    /// Violations of these crates, a line each.
    pub fn faults(&self, crates: &[ShippedCrate]) -> Vec<String> {
        let mut faults = Vec::new();
        for ShippedCrate { name, version, licence, .. } in crates {
            if self.banned.contains(name) {
                faults.push(format!("{name} {version}: banned from every bundle"));
            }
            match Expression::parse_mode(licence, ParseMode::LAX) {
                Ok(expression) if expression.evaluate(|asked| self.allowed.contains(&asked.to_string())) => {}
                Ok(_) => faults.push(format!("{name} {version}: `{licence}` is not allowed")),
                Err(_) => faults.push(format!("{name} {version}: `{licence}` is no licence expression")),
            }
        }
        faults
    }
}

/// An expression in today's SPDX form: older crates have a slash for `OR`.
pub fn modern(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped::tests::made;

    const POLICY: &str = "[licenses]\nallow = [\"MIT\", \"ISC\", \"Apache-2.0 WITH LLVM-exception\"]\n\
        [bans]\ndeny = [{ crate = \"leaky\" }]\n";

    #[test]
    fn a_licence_that_is_not_allowed_is_told_with_its_crate() {
        let policy = Policy::of(POLICY).unwrap();
        for fine in ["MIT", "MIT/Apache-2.0", "GPL-3.0-only OR MIT", "MIT AND ISC", "Apache-2.0 WITH LLVM-exception"] {
            assert!(policy.faults(&[made("a", fine)]).is_empty(), "{fine}");
        }
        for wrong in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "Apache-2.0", "", "my own"] {
            let faults = policy.faults(&[made("a", wrong)]);
            assert_eq!(faults.len(), 1, "{wrong}");
            assert!(faults[0].starts_with("a 1.0.0: "), "{faults:?}");
        }
        assert_eq!(policy.faults(&[made("leaky", "MIT")]), ["leaky 1.0.0: banned from every bundle"]);
    }

    #[test]
    fn a_policy_without_its_lists_is_an_error() {
        assert!(Policy::of("[licenses]\nallow = []\n").is_err());
        assert!(Policy::of("[bans]\ndeny = []\n").is_err());
        assert!(Policy::read(&crate::paths::Paths::find().root).is_ok());
    }

    #[test]
    fn a_stroke_is_an_or() {
        assert_eq!(modern("MIT / Apache-2.0"), "MIT OR Apache-2.0");
        assert_eq!(modern("MIT OR Apache-2.0"), "MIT OR Apache-2.0");
    }
}
