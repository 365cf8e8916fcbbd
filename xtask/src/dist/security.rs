//! `security.txt` (RFC 9116): where to report a vulnerability.
//!
//! The operator of a host is responsible for it, so the operator gives the address. With `ONSIGHT_SECURITY_CONTACT` the
//! site has the file; without it `hosting/security.txt` is a template that says what to fill in: an unattended address
//! would be worse than none.
//!
//! Invariant: the same commit and settings give the same bytes.

use crate::dist::archive::date_of;
use crate::shell::Problem;

/// The address: `mailto:`, `https:` or `tel:` (RFC 9116, section 2.5.3).
const CONTACT: &str = "ONSIGHT_SECURITY_CONTACT";
/// The day on which the file expires, as `2027-01-31`.
const EXPIRES: &str = "ONSIGHT_SECURITY_EXPIRES";
/// A year, the most that the RFC recommends (section 2.5.5), in seconds.
const YEAR: u64 = 365 * 86_400;

/// What an operator has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where to write to.
    pub contact: Option<String>,
    /// Until when, as a day.
    pub expires: Option<String>,
}

impl Settings {
    /// The settings from the environment.
    pub fn from_environment() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self { contact: set(CONTACT), expires: set(EXPIRES) }
    }

    /// The file, with its path in `release/`; by default it is valid for a year from the time of the commit.
    ///
    /// # Errors
    /// When a setting does not conform to the RFC.
    pub fn file(&self, time_of_commit: u64) -> Result<(&'static str, String), Problem> {
        let expires = match &self.expires {
            Some(day) if is_day(day) => day.clone(),
            Some(day) => return Err(Problem::new(format!("{EXPIRES}: `{day}` is no day"), "write it as 2027-01-31")),
            None => {
                let date = date_of(time_of_commit + YEAR);
                format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
            }
        };
        let rest = format!("Expires: {expires}T00:00:00Z\nPreferred-Languages: en, de\n");
        let Some(contact) = &self.contact else {
            let form = "# Write your own address in place of the next line, and put this file where the host serves it as\n\
                        # /.well-known/security.txt: https://www.rfc-editor.org/rfc/rfc9116\n\
                        # Contact: mailto:security@example.org\n";
            return Ok(("hosting/security.txt", format!("{form}{rest}")));
        };
        let is_address = ["mailto:", "https://", "tel:"].iter().any(|kind| contact.starts_with(kind));
        if !is_address || contact.contains(char::is_whitespace) {
            let mend = "write it with its kind: mailto:security@example.org, https://… or tel:…";
            return Err(Problem::new(format!("{CONTACT}: `{contact}` is no address"), mend));
        }
        Ok(("site/.well-known/security.txt", format!("Contact: {contact}\n{rest}")))
    }
}

/// Whether a text is four digits, two and two, with a month and a day that exist.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let within = |part: &str, digits: usize, most: u32| {
        let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
    };
    within(year, 4, 9999) && within(month, 2, 12) && within(day, 2, 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(contact: &str, expires: &str) -> Settings {
        let set = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Settings { contact: set(contact), expires: set(expires) }
    }

    #[test]
    fn with_an_address_the_site_says_whom_to_tell_and_until_when() {
        // 2026-02-28 23:59:58.
        let (path, text) = settings("mailto:a@example.org", "").file(1_772_323_198).unwrap();
        assert_eq!(path, "site/.well-known/security.txt");
        assert_eq!(text, "Contact: mailto:a@example.org\nExpires: 2027-02-28T00:00:00Z\nPreferred-Languages: en, de\n");
        let (_, text) = settings("https://example.org/tell", "2026-12-31").file(0).unwrap();
        assert!(text.contains("\nExpires: 2026-12-31T00:00:00Z\n"), "{text}");
    }

    #[test]
    fn without_one_there_is_a_form_and_no_address() {
        let (path, text) = Settings::default().file(1_772_323_198).unwrap();
        assert_eq!(path, "hosting/security.txt");
        assert!(!text.lines().any(|line| line.starts_with("Contact:")), "{text}");
        assert!(text.contains("\nExpires: 2027-02-28"), "{text}");
    }

    #[test]
    fn what_is_no_address_or_no_day_is_an_error() {
        for contact in ["a@example.org", "http://example.org", "mailto:a b"] {
            assert!(settings(contact, "").file(0).is_err(), "{contact}");
        }
        for day in ["2026-13-01", "2026-1-1", "tomorrow", "2026-12-31T00:00:00Z"] {
            assert!(settings("tel:+1", day).file(0).is_err(), "{day}");
        }
    }
}
