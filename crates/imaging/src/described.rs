//! The kind of a picture by its file: modality and part of the body.

/// The kind of a picture by its file; empty for ordinary pictures. Codes and single terms, no free text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// DICOM's codes of how the picture was made, upper case: `CT`, `MR`. More than one where the file contradicts
    /// itself.
    pub modalities: Vec<String>,
    /// Parts of the body, as the file names them.
    pub regions: Vec<BodyRegion>,
    /// How the picture was acquired, as one term that the reader of the format documents: `T1 CONTRAST`. Empty where
    /// the file leaves it undecided.
    pub acquisition: String,
    /// The same by a free-text description, which is only a hint.
    pub acquisition_hint: String,
}

/// A part of the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyRegion {
    /// SNOMED code, where the file gives one; else empty.
    pub code: String,
    /// Its name: a term such as `CHEST`, or the meaning of the code.
    pub name: String,
}

/// Characters kept of a term: DICOM's code strings have 16.
const MOST_CHARACTERS: usize = 48;
/// Terms kept.
const MOST_TERMS: usize = 8;

impl Described {
    /// Whether the file states nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let said = [&self.acquisition, &self.acquisition_hint];
        self.modalities.is_empty() && self.regions.is_empty() && said.iter().all(|term| term.is_empty())
    }

    /// One line for [`Described::from_line`]: `CT|=CHEST;51185008=Chest`, followed by the two terms of acquisition, if
    /// any: `MR||T1 CONTRAST|`. At most eight terms of either kind, and letters, digits, spaces, hyphens and
    /// underscores of them.
    #[must_use]
    pub fn to_line(&self) -> String {
        let modalities: Vec<String> = self.modalities.iter().take(MOST_TERMS).map(|term| plain(term)).collect();
        let region = |region: &BodyRegion| format!("{}={}", plain(&region.code), plain(&region.name));
        let regions: Vec<String> = self.regions.iter().take(MOST_TERMS).map(region).collect();
        let [acquired, hint] = [&self.acquisition, &self.acquisition_hint].map(|term| plain(term));
        let acquired = if acquired.len() + hint.len() == 0 { String::new() } else { format!("|{acquired}|{hint}") };
        if self.is_empty() {
            String::new()
        } else {
            format!("{}|{}{acquired}", modalities.join(";"), regions.join(";"))
        }
    }

    /// Parses the output of [`Described::to_line`]; any other text gives no part and no modality.
    #[must_use]
    pub fn from_line(line: &str) -> Self {
        let (modalities, rest) = line.split_once('|').unwrap_or_default();
        let mut rest = rest.split('|');
        let regions = rest.next().unwrap_or_default();
        let terms = |list: &str| -> Vec<String> {
            list.split(';').filter(|term| !term.is_empty()).take(MOST_TERMS).map(str::to_owned).collect()
        };
        let region = |term: String| {
            let (code, name) = term.split_once('=')?;
            Some(BodyRegion { code: plain(code), name: plain(name) })
        };
        Self {
            modalities: terms(modalities).iter().map(|term| plain(term)).collect(),
            regions: terms(regions).into_iter().filter_map(region).collect(),
            acquisition: plain(rest.next().unwrap_or_default()),
            acquisition_hint: plain(rest.next().unwrap_or_default()),
        }
    }
}

/// A term without separators or other invalid characters.
fn plain(term: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    term.chars().filter(kept).take(MOST_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_brings_back_what_was_said() {
        let region = |code: &str, name: &str| BodyRegion { code: code.into(), name: name.into() };
        for described in [
            Described::default(),
            Described { modalities: vec!["CT".into()], regions: vec![region("", "CHEST")], ..Described::default() },
            Described { regions: vec![region("T-A0100", "Brain"), region("", "HEAD")], ..Described::default() },
            Described { modalities: vec!["MR".into(), "CT".into()], ..Described::default() },
            Described { modalities: vec!["MR".into()], acquisition: "T1 CONTRAST".into(), ..Described::default() },
            Described { acquisition_hint: "FLUID_ATTENUATED".into(), ..Described::default() },
        ] {
            assert_eq!(Described::from_line(&described.to_line()), described);
        }
        let (modalities, regions) = (vec!["C;T|".into()], vec![region("=1", "a=b\n;c")]);
        let odd = Described { modalities, regions, ..Described::default() };
        assert_eq!(odd.to_line(), "CT|1=abc");
        assert!(Described::from_line("nothing of the kind").is_empty());
    }
}
