//! The pages of a task in one language as one file of lines, as a build publishes them and a page reads them.
//!
//! A line is a kind and fields with tabs between. `page` begins a page: label, title, day of review. An item of a
//! section is a line of the section's name with the text. `read` has the number of a source, `see` a label. `figure`
//! has the name of the group, the minimum and maximum age, how many of 100 are alive after five and after ten years,
//! and the number of the source; empty where there is none. `source` has a description, an address and a language.

use super::{Condition, ConditionSection, ConditionSource, SurvivalFigure};
use crate::packed_lines::{fields, kind_of, line};

const PAGE: &str = "page";

/// Every page with texts in a language. The pages have passed [`Condition::check`].
#[must_use]
pub fn packed(conditions: &[Condition], language: &str) -> String {
    let mut out = String::new();
    for Condition { label, facts, texts } in conditions {
        let Some(text) = texts.get(language) else { continue };
        line(&mut out, PAGE, &[label, &text.title, &facts.reviewed]);
        for section in ConditionSection::PATIENT.into_iter().chain(ConditionSection::CLINICIAN) {
            for item in text.items(section) {
                line(&mut out, section.name(), &[item]);
            }
        }
        text.read.iter().for_each(|number| line(&mut out, "read", &[&number.to_string()]));
        facts.see.iter().for_each(|label| line(&mut out, "see", &[label]));
        for SurvivalFigure { kind, ages, five, ten, source } in &facts.survival {
            let age = |at: usize| ages.get(at).map(ToString::to_string).unwrap_or_default();
            let (youngest, oldest) = (age(0), age(1));
            let people = |percent: f32| format!("{percent:.0}");
            let ten = ten.map(people).unwrap_or_default();
            let kind = text.kinds.get(kind).unwrap_or(kind);
            line(&mut out, "figure", &[kind, &youngest, &oldest, &people(*five), &ten, &source.to_string()]);
        }
        for ConditionSource { by, title, year, url, language } in &facts.sources {
            line(&mut out, "source", &[&format!("{by}: {title} ({year})"), url, language]);
        }
    }
    out
}

/// One page of a packed file.
///
/// ```
/// use task::PackedCondition;
///
/// let packed = "page\trust\tRust\t2026-11-29\nwhat\tIt is red. [1]\npage\tclear\tNo rust\t2026-11-29\n";
/// let page = PackedCondition::find(packed, "rust").unwrap();
/// assert_eq!((page.title, page.reviewed), ("Rust", "2026-11-29"));
/// assert_eq!(page.of("what"), [["It is red. [1]", "", "", "", "", ""]]);
/// assert_eq!(PackedCondition::find(packed, "clear").unwrap().of("what").len(), 0);
/// assert_eq!(PackedCondition::find(packed, "mould"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedCondition<'a> {
    /// Name of the condition.
    pub title: &'a str,
    /// The day of review: `2026-11-29`.
    pub reviewed: &'a str,
    lines: Vec<&'a str>,
}

impl<'a> PackedCondition<'a> {
    /// The page of a label; `None` where there is none.
    #[must_use]
    pub fn find(packed: &'a str, label: &str) -> Option<Self> {
        let mut lines = packed.lines().skip_while(|line| !is_page_of(line, label));
        let [_, title, reviewed] = fields(lines.next()?);
        let lines = lines.take_while(|line| kind_of(line) != PAGE).collect();
        Some(Self { title, reviewed, lines })
    }

    /// The fields of every line of a kind, in their order; those that it does not have are empty.
    #[must_use]
    pub fn of(&self, kind: &str) -> Vec<[&'a str; 6]> {
        let wanted = self.lines.iter().copied().filter(|line| kind_of(line) == kind);
        wanted.map(fields).collect()
    }
}

fn is_page_of(line: &str, label: &str) -> bool {
    kind_of(line) == PAGE && fields(line) == [label]
}
