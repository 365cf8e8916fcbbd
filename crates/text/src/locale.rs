//! Number formatting of a language.

use std::borrow::Cow;

/// Numbers and plurals of a language. The page uses those of its browser, see `src/browser/src/language.rs`.
pub trait Locale {
    /// The plural category of a whole number, as CLDR names it: `one`, `few`, `other`.
    fn plural(&self, count: u64) -> Cow<'static, str>;

    /// Formats an integer.
    fn count(&self, count: u64) -> String;

    /// Formats a number with this many decimals.
    fn number(&self, value: f64, decimals: u8) -> String;

    /// Formats a percentage with this many decimals, with the percent sign.
    fn percent(&self, per_cent: f64, decimals: u8) -> String;
}

/// English as this project writes it: counts in groups of three digits, a space before the percent sign (ISO 80000-1, 7.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EnglishLocale;

impl Locale for EnglishLocale {
    fn plural(&self, count: u64) -> Cow<'static, str> {
        if count == 1 { "one".into() } else { "other".into() }
    }

    fn count(&self, count: u64) -> String {
        let mut digits = count.to_string();
        let mut at = digits.len();
        while at > 3 {
            at -= 3;
            digits.insert(at, ',');
        }
        digits
    }

    fn number(&self, value: f64, decimals: u8) -> String {
        format!("{value:.*}", usize::from(decimals))
    }

    fn percent(&self, per_cent: f64, decimals: u8) -> String {
        self.number(per_cent, decimals) + " %"
    }
}
