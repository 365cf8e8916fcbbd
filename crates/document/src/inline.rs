//! Runs of text within a paragraph, an item, a cell or a heading.

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain.
    Plain(String),
    /// Emphasis.
    Emphasis(String),
    /// Strong.
    Strong(String),
    /// Code: a name, a hash, a command.
    Code(String),
    /// A link.
    Link {
        /// An address, relative or `https`.
        to: String,
        /// Its text.
        text: String,
    },
}

/// Runs one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inlines(pub Vec<Inline>);

impl From<String> for Inlines {
    fn from(text: String) -> Self {
        Self(vec![Inline::Plain(text)])
    }
}

impl From<&str> for Inlines {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl Inlines {
    /// A code run.
    #[must_use]
    pub fn code(text: impl Into<String>) -> Self {
        Self(vec![Inline::Code(text.into())])
    }

    /// Reads `` `code` ``, `**strong**`, `*emphasis*` and `[text](address)`, which cannot be nested. An unclosed mark
    /// is text, and so is an address that is neither relative nor `https`.
    ///
    /// ```
    /// use document::{Inline, Inlines};
    ///
    /// let Inlines(runs) = Inlines::marked("Run `lab train` first");
    /// assert_eq!(runs[1], Inline::Code("lab train".into()));
    /// assert_eq!(runs.len(), 3);
    /// ```
    #[must_use]
    pub fn marked(text: &str) -> Self {
        let mut runs = Vec::new();
        let (mut plain, mut rest) = (String::new(), text);
        while let Some(start) = rest.find(['`', '*', '[']) {
            let (before, mark) = rest.split_at(start);
            plain.push_str(before);
            if let Some((run, after)) = run_at(mark) {
                if !plain.is_empty() {
                    runs.push(Inline::Plain(std::mem::take(&mut plain)));
                }
                runs.push(run);
                rest = after;
            } else {
                // Each of the marks is one byte long.
                let (sign, after) = mark.split_at(1);
                plain.push_str(sign);
                rest = after;
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            runs.push(Inline::Plain(plain));
        }
        Self(runs)
    }
}

/// The run that begins here with a mark, and what follows it.
fn run_at(text: &str) -> Option<(Inline, &str)> {
    let between = |mark: &str| {
        let (inside, after) = text.strip_prefix(mark)?.split_once(mark)?;
        (!inside.is_empty()).then(|| (inside.to_owned(), after))
    };
    if let Some((code, after)) = between("`") {
        return Some((Inline::Code(code), after));
    }
    if let Some((strong, after)) = between("**") {
        return Some((Inline::Strong(strong), after));
    }
    if let Some((stressed, after)) = between("*") {
        return Some((Inline::Emphasis(stressed), after));
    }
    let (name, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (to, after) = rest.split_once(')')?;
    let leads = to.starts_with("https://") || !to.contains(':');
    (leads && !name.contains('[')).then(|| (Inline::Link { to: to.to_owned(), text: name.to_owned() }, after))
}

#[cfg(test)]
mod tests {
    use super::{Inline, Inlines};

    #[test]
    fn marks_become_runs() {
        let runs = Inlines::marked("Read `a_b`, **now**, *here*: [it](x.md).").0;
        let link = Inline::Link { to: "x.md".into(), text: "it".into() };
        assert_eq!(
            runs,
            [
                Inline::Plain("Read ".into()),
                Inline::Code("a_b".into()),
                Inline::Plain(", ".into()),
                Inline::Strong("now".into()),
                Inline::Plain(", ".into()),
                Inline::Emphasis("here".into()),
                Inline::Plain(": ".into()),
                link,
                Inline::Plain(".".into()),
            ]
        );
    }

    #[test]
    fn what_is_not_closed_or_leads_into_a_program_is_text() {
        for text in ["2 * 3", "a ` b", "**", "[x]", "[x](javascript:alert(1", "[x](data:text/html)", "é[", ""] {
            assert!(Inlines::marked(text).0.iter().all(|run| matches!(run, Inline::Plain(_))), "{text}");
            let said: String = Inlines::marked(text).0.iter().map(|run| format!("{run:?}")).collect();
            assert!(said.contains(text), "{said}");
        }
    }
}
