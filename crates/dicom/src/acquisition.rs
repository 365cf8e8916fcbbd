//! How an MR object was acquired, by its own attributes, as one term.
//!
//! Terms are those of Acquisition Contrast (0008,9209; PS3.3, C.8.13.3.1): `T1`, `T2`, `FLUID_ATTENUATED` … A `T1` has
//! the suffix ` CONTRAST` where the object names a contrast agent, ` PLAIN` where it states that none was given, and no
//! suffix where it states neither: many objects omit an agent that was given.
//!
//! Enhanced objects give the term itself. For the others it is derived from the sequence timing, within limits where
//! textbooks agree (Westbrook and Talbot, MRI in Practice, 2018: short TR 300 to 700 ms, long from 2000 ms on, short TE
//! 10 to 30 ms, long from 80 ms on; IMAIOS, e-MRI, "Signal weighting", gives the same limits). Values between the
//! limits are left undecided, as are gradient echoes without an inversion, whose contrast depends on flip angle and
//! spoiling, and echo-planar readouts.
//!
//! Invariant: only these terms are returned, never a word of a description.

use super::field::View;
use super::functional_groups::Groups;
use dicom_core::Tag;
use dicom_dictionary_std::tags;

const T1: &str = "T1";
const T2: &str = "T2";
const FLAIR: &str = "FLUID_ATTENUATED";
const STIR: &str = "STIR";
const PROTON_DENSITY: &str = "PROTON_DENSITY";
/// Suffix of `T1`.
const WITH_AGENT: &str = " CONTRAST";
const WITHOUT_AGENT: &str = " PLAIN";

/// Values of Acquisition Contrast that name no contrast.
const NO_CONTRAST_NAMED: [&str; 3] = ["", "UNKNOWN", "MIXED"];
/// Values of Contrast/Bolus Agent that state that no agent was given.
const NO_AGENT: [&str; 6] = ["NO", "NONE", "N", "WITHOUT", "NO CONTRAST", "OHNE"];
/// Values of the same attribute that state nothing.
const AGENT_UNSAID: [&str; 4] = ["UNKNOWN", "N/A", "NA", "-"];

/// The term of a frame, counted from 0; empty where the object leaves it undecided.
pub(super) fn acquired(view: View<'_>, frame: u32) -> String {
    let groups = Groups::of_frame(view, frame);
    let named = groups.find(tags::MR_IMAGE_FRAME_TYPE_SEQUENCE, tags::ACQUISITION_CONTRAST);
    let named = named.text(tags::ACQUISITION_CONTRAST).map(|term| term.to_uppercase());
    let named = named.filter(|term| !NO_CONTRAST_NAMED.contains(&term.as_str()));
    let term = named.or_else(|| by_times(groups).map(str::to_owned)).unwrap_or_default();
    if term == T1 { format!("{T1}{}", agent(groups)) } else { term }
}

/// The term that the series description mentions; empty where it mentions none, or several.
pub(super) fn hinted(view: View<'_>) -> String {
    hint(&view.text(tags::SERIES_DESCRIPTION).unwrap_or_default())
}

fn by_times(groups: Groups<'_>) -> Option<&'static str> {
    let root = groups.root;
    let timing = groups.find(tags::MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, tags::REPETITION_TIME);
    let repetition = timing.number(tags::REPETITION_TIME)?;
    let effective = groups.find(tags::MR_ECHO_SEQUENCE, tags::EFFECTIVE_ECHO_TIME).number(tags::EFFECTIVE_ECHO_TIME);
    let echo = effective.or_else(|| root.number(tags::ECHO_TIME))?;
    let inversions = groups.find(tags::MR_MODIFIER_SEQUENCE, tags::INVERSION_TIMES).number(tags::INVERSION_TIMES);
    // Some scanners write 0 where nothing is inverted.
    let inversion = inversions.or_else(|| root.number(tags::INVERSION_TIME)).filter(|time| *time > 0.0);
    let is = |tag: Tag, code: &str| root.texts(tag).iter().any(|found| found.eq_ignore_ascii_case(code));
    if is(tags::SCANNING_SEQUENCE, "EP") {
        return None;
    }
    let is_spin_echo = is(tags::SCANNING_SEQUENCE, "SE") && !is(tags::SCANNING_SEQUENCE, "GR");
    // Magnetisation transfer and a prepared magnetisation without a time for it change what the times mean.
    let is_plain = !is(tags::SEQUENCE_VARIANT, "MTC") && !is(tags::SEQUENCE_VARIANT, "MP");
    match inversion {
        Some(inversion) => inverted(inversion, repetition, echo),
        None if is_spin_echo && is_plain && !is(tags::SCANNING_SEQUENCE, "IR") => spin_echo(repetition, echo),
        None => None,
    }
}

/// After an inversion, by times in milliseconds. Fluid is dark from about 1500 ms on, with a long echo (Westbrook and
/// Talbot: 1700 to 2200 ms at 1.5 T; longer at 3 T), fat at 80 to 300 ms; what lies between separates by T1.
fn inverted(inversion: f64, repetition: f64, echo: f64) -> Option<&'static str> {
    match inversion {
        time if time >= 1500.0 && repetition >= 4000.0 && echo >= 70.0 => Some(FLAIR),
        time if (400.0..=1300.0).contains(&time) && echo <= 30.0 => Some(T1),
        time if (80.0..=300.0).contains(&time) && repetition >= 2000.0 => Some(STIR),
        _ => None,
    }
}

/// A spin echo without an inversion, by times in milliseconds. A T1 is taken up to 800 ms, as scanners of 3 T have it.
fn spin_echo(repetition: f64, echo: f64) -> Option<&'static str> {
    if (200.0..=800.0).contains(&repetition) && echo <= 30.0 {
        Some(T1)
    } else if repetition >= 2000.0 && echo >= 80.0 {
        Some(T2)
    } else if repetition >= 2000.0 && echo <= 30.0 {
        Some(PROTON_DENSITY)
    } else {
        None
    }
}

/// What the object states of a contrast agent, as the suffix of `T1`.
fn agent(groups: Groups<'_>) -> &'static str {
    let root = groups.root;
    let usage = groups.find(tags::CONTRAST_BOLUS_USAGE_SEQUENCE, tags::CONTRAST_BOLUS_AGENT_ADMINISTERED);
    let given = usage.text(tags::CONTRAST_BOLUS_AGENT_ADMINISTERED);
    let named = root.text(tags::CONTRAST_BOLUS_AGENT).map(|name| name.to_uppercase());
    match (given.as_deref(), named.as_deref()) {
        (Some("YES"), _) => WITH_AGENT,
        (Some("NO"), _) => WITHOUT_AGENT,
        (_, Some(name)) if NO_AGENT.contains(&name) => WITHOUT_AGENT,
        (_, Some(name)) if !AGENT_UNSAID.contains(&name) => WITH_AGENT,
        (_, None) if root.item(tags::CONTRAST_BOLUS_AGENT_SEQUENCE, 0).is_some() => WITH_AGENT,
        _ => "",
    }
}

fn hint(description: &str) -> String {
    let said = description.to_uppercase();
    let words: Vec<&str> =
        said.split(|c: char| !(c.is_alphanumeric() || c == '+' || c == '*')).filter(|word| !word.is_empty()).collect();
    let begins = |start: &str| words.iter().any(|word| word.starts_with(start));
    let is_said = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let is_t1 = begins("T1") || is_said(&["MPRAGE", "BRAVO", "SPGR"]);
    let is_t2 = begins("T2");
    let is_fluid_dark = said.contains("FLAIR");
    match (is_t1, is_t2, is_fluid_dark) {
        (true, false, _) if is_said(&["PRE", "NO", "NON", "WITHOUT", "NATIV"]) => T1.to_owned(),
        (true, false, _) if is_said(&["GD", "GAD", "KM", "POST", "C+", "+C", "CE", "CONTRAST"]) => {
            format!("{T1}{WITH_AGENT}")
        }
        (true, false, _) => T1.to_owned(),
        (false, _, true) => FLAIR.to_owned(),
        (false, true, false) if !begins("T2*") && !begins("T2STAR") => T2.to_owned(),
        (false, false, false) if is_said(&["STIR"]) => STIR.to_owned(),
        (false, false, false) if is_said(&["PD", "PDW"]) => PROTON_DENSITY.to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_where_textbooks_agree_settle_the_contrast() {
        for (repetition, echo, expected) in [
            (500.0, 12.0, Some(T1)),
            (750.0, 9.0, Some(T1)),
            (4200.0, 102.0, Some(T2)),
            (3200.0, 409.0, Some(T2)),
            (2500.0, 15.0, Some(PROTON_DENSITY)),
            (1400.0, 15.0, None),
            (3000.0, 50.0, None),
            (6.0, 2.9, None),
        ] {
            assert_eq!(spin_echo(repetition, echo), expected, "TR {repetition}, TE {echo}");
        }
        for (inversion, repetition, echo, expected) in [
            (2500.0, 9000.0, 88.0, Some(FLAIR)),
            (1800.0, 5000.0, 388.0, Some(FLAIR)),
            (900.0, 1900.0, 2.5, Some(T1)),
            (450.0, 8.2, 3.2, Some(T1)),
            (860.0, 2000.0, 24.0, Some(T1)),
            (150.0, 4000.0, 40.0, Some(STIR)),
            (2500.0, 9000.0, 12.0, None),
            (350.0, 2000.0, 12.0, None),
        ] {
            assert_eq!(inverted(inversion, repetition, echo), expected, "TI {inversion}, TR {repetition}, TE {echo}");
        }
    }

    #[test]
    fn a_description_is_read_for_known_words() {
        for (description, expected) in [
            ("ax T1 SE +C", "T1 CONTRAST"),
            ("t1_mprage_tra_p2_iso_KM", "T1 CONTRAST"),
            ("T1W PRE contrast", "T1"),
            ("Ax T1 FLAIR", "T1"),
            ("t2_tirm_tra_dark-fluid FLAIR", FLAIR),
            ("FLAIR 3D", FLAIR),
            ("AX T2 TSE", T2),
            ("T2* GRE", ""),
            ("T1 and T2 map", ""),
            ("localizer", ""),
            ("", ""),
        ] {
            assert_eq!(hint(description), expected, "{description}");
        }
    }
}
