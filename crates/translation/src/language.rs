//! The definition of a language: `text/<language>/language.toml`.

use serde::Deserialize;

/// A language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its BCP 47 tag, the name of its folder: `de`, `pt-BR`.
    #[serde(skip)]
    pub tag: String,
    /// Its own name: "Deutsch".
    pub name: String,
    /// Its text direction.
    pub direction: Direction,
    /// Its plural categories for whole numbers, as named by CLDR
    /// (<https://unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>), including `other`.
    pub plurals: Vec<String>,
    /// Areas whose sentences a page does not need immediately, such as errors: in the second part of every catalogue.
    /// Each also covers areas with its name and a hyphen as prefix. Only in English.
    #[serde(default)]
    pub later: Vec<String>,
}

/// Text direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value in HTML.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// All categories of CLDR.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Language {
    /// The source language.
    #[must_use]
    pub fn english() -> Self {
        let plurals = ["one", "other"].map(str::to_owned).into();
        Self { tag: "en".into(), name: "English".into(), direction: Direction::Ltr, plurals, later: Vec::new() }
    }

    /// Whether an area belongs to the second part.
    #[must_use]
    pub fn comes_later(&self, area: &str) -> bool {
        let is_of = |name: &String| {
            area.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        self.later.iter().any(is_of)
    }

    /// Reads `language.toml`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(tag: &str, toml: &str) -> Result<Self, String> {
        let language: Self = toml::from_str(toml).map_err(|error| error.to_string())?;
        let unknown = language.plurals.iter().find(|plural| !CATEGORIES.contains(&plural.as_str()));
        match unknown {
            Some(plural) => Err(format!("`{plural}` is no plural category: {}", CATEGORIES.join(", "))),
            None if !language.plurals.iter().any(|plural| plural == "other") => {
                Err("every language has the plural category `other`".into())
            }
            None => Ok(Self { tag: tag.to_owned(), ..language }),
        }
    }

    pub(crate) fn is_category(key: &str) -> bool {
        CATEGORIES.contains(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_what_comes_later_stands_for_its_parts() {
        let language = Language { later: vec!["dicom".into()], ..Language::english() };
        let later = ["dicom", "dicom-tags", "dicomweb", "queue"].map(|area| language.comes_later(area));
        assert_eq!(later, [true, true, false, false]);
    }

    #[test]
    fn a_language_says_how_it_counts() {
        let read = |plurals: &str| {
            Language::read("xx", &format!("name = \"X\"\ndirection = \"rtl\"\nplurals = [{plurals}]\n"))
        };
        assert_eq!(read("\"one\", \"other\"").unwrap().direction, Direction::Rtl);
        assert!(read("\"one\"").unwrap_err().contains("other"));
        assert!(read("\"some\", \"other\"").unwrap_err().contains("some"));
    }
}
