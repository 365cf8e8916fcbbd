//! The kind of a picture by its file, compared with the intended use of a task.

use imaging::{BodyRegion, Described};
use model::IntendedInput;

/// The conclusion from the file's attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IntendedUse {
    /// Undecided: there is no rule, or the file does not state the modality.
    Nothing,
    /// A kind and, where one is named, a part of the body that the task reads.
    Fits,
    /// A modality that the task does not read.
    OtherModality,
    /// Another part of the body.
    OtherRegion,
}

/// Compares the statements of a file with the rule of a task. All of them must match: a file that contradicts itself is
/// refused.
pub(super) fn held_against(described: &Described, rule: Option<&IntendedInput>) -> IntendedUse {
    let Some(rule) = rule else { return IntendedUse::Nothing };
    let named = |list: &[String], term: &str| list.iter().any(|known| joined(known) == joined(term));
    let mut says = IntendedUse::Nothing;
    for modality in &described.modalities {
        if named(&rule.modalities, modality) {
            says = IntendedUse::Fits;
        } else if !named(&rule.unspecific_modalities, modality) {
            return IntendedUse::OtherModality;
        }
    }
    if described.regions.iter().any(|region| is_other(region, rule)) { IntendedUse::OtherRegion } else { says }
}

/// Whether a region is named that the task does not read.
fn is_other(region: &BodyRegion, rule: &IntendedInput) -> bool {
    let among = |list: &[String], term: &str| list.iter().any(|known| joined(known) == joined(term));
    if !region.code.is_empty() {
        return !among(&rule.body_part_codes, &region.code) && !among(&rule.unspecific_body_parts, &region.code);
    }
    let name = &region.name;
    if joined(name).is_empty() || among(&rule.unspecific_body_parts, name) || among(&rule.body_parts, name) {
        return false;
    }
    // "CHEST W CONTRAST": each word is one that is read, or changes nothing; "HEAD OF FEMUR" is not.
    let words = || name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_read = |word| among(&rule.body_parts, word);
    !words().any(is_read) || !words().all(|word| is_read(word) || among(&rule.unspecific_body_parts, word))
}

/// Letters and digits alone, in upper case.
fn joined(term: &str) -> String {
    term.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// "CT, chest": the file's attributes, for people.
pub(super) fn words(described: &Described) -> String {
    let region = |region: &BodyRegion| {
        let name = if region.name.is_empty() { &region.code } else { &region.name };
        // Abbreviations are unchanged.
        if name.chars().count() > 3 { name.to_lowercase() } else { name.clone() }
    };
    let mut said = described.modalities.clone();
    for name in described.regions.iter().map(region) {
        if !said.contains(&name) {
            said.push(name);
        }
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> IntendedInput {
        let owned = |terms: &[&str]| terms.iter().map(|term| (*term).to_owned()).collect();
        IntendedInput {
            modalities: owned(&["MR"]),
            unspecific_modalities: owned(&["OT", "SC"]),
            body_parts: owned(&["BRAIN", "HEAD", "HEADNECK"]),
            body_part_codes: owned(&["12738006", "T-A0100"]),
            unspecific_body_parts: owned(&["UNKNOWN", "WHOLEBODY", "NA", "W", "CONTRAST"]),
        }
    }

    fn said(modalities: &[&str], regions: &[(&str, &str)]) -> Described {
        Described {
            modalities: modalities.iter().map(|modality| (*modality).to_owned()).collect(),
            regions: regions
                .iter()
                .map(|(code, name)| BodyRegion { code: (*code).into(), name: (*name).into() })
                .collect(),
            ..Described::default()
        }
    }

    #[test]
    fn what_a_file_says_must_fit_where_it_says_something() {
        for (modalities, regions, expected) in [
            (&["MR"][..], &[][..], IntendedUse::Fits),
            (&["mr"], &[("", "Brain")], IntendedUse::Fits),
            (&["MR"], &[("", "HEAD_NECK")], IntendedUse::Fits),
            (&["MR"], &[("", "BRAIN W CONTRAST")], IntendedUse::Fits),
            (&["MR"], &[("", "WHOLE BODY")], IntendedUse::Fits),
            (&["MR"], &[("", "N/A")], IntendedUse::Fits),
            (&["MR"], &[("12738006", "whatever")], IntendedUse::Fits),
            (&[], &[], IntendedUse::Nothing),
            (&["OT"], &[], IntendedUse::Nothing),
            (&["CT"], &[("", "CHEST")], IntendedUse::OtherModality),
            (&["CT"], &[("", "BRAIN")], IntendedUse::OtherModality),
            (&["MR", "CT"], &[], IntendedUse::OtherModality),
            (&["MR"], &[("", "KNEE")], IntendedUse::OtherRegion),
            (&["MR"], &[("", "HEAD OF FEMUR")], IntendedUse::OtherRegion),
            (&["MR"], &[("71341001", "Head")], IntendedUse::OtherRegion),
            (&["MR"], &[("", "BRAIN"), ("", "CHEST")], IntendedUse::OtherRegion),
            (&["OT"], &[("", "CHEST")], IntendedUse::OtherRegion),
            (&[], &[("", "CHEST")], IntendedUse::OtherRegion),
        ] {
            assert_eq!(held_against(&said(modalities, regions), Some(&rule())), expected, "{modalities:?} {regions:?}");
        }
        assert_eq!(held_against(&said(&["CT"], &[]), None), IntendedUse::Nothing);
    }

    #[test]
    fn what_it_says_is_told_in_words() {
        assert_eq!(words(&said(&["CT"], &[("", "CHEST")])), "CT, chest");
        assert_eq!(words(&said(&["MR"], &[("", "HEAD"), ("69536005", "Head")])), "MR, head");
        assert_eq!(words(&said(&["MR"], &[("", "IAC"), ("1", "")])), "MR, IAC, 1");
    }
}
