//! The concepts used in reports and segmentations (PS3.16, annexes B and D); own ones where the standard has none.

use super::code::ConceptCode;
use finding::{Abstention, BodySide, Gate, LabelState, Part, RefusalKind};

const fn dcm(value: &'static str, meaning: &'static str) -> ConceptCode {
    ConceptCode::known(value, "DCM", meaning)
}

const fn sct(value: &'static str, meaning: &'static str) -> ConceptCode {
    ConceptCode::known(value, "SCT", meaning)
}

// The document, TID 1500 and what it includes.
pub(crate) const REPORT: ConceptCode = dcm("126000", "Imaging Measurement Report");
pub(crate) const LANGUAGE: ConceptCode = dcm("121049", "Language of Content Item and Descendants");
pub(crate) const OBSERVER_TYPE: ConceptCode = dcm("121005", "Observer Type");
pub(crate) const DEVICE: ConceptCode = dcm("121007", "Device");
pub(crate) const DEVICE_UID: ConceptCode = dcm("121012", "Device Observer UID");
pub(crate) const DEVICE_NAME: ConceptCode = dcm("121013", "Device Observer Name");
pub(crate) const DEVICE_MANUFACTURER: ConceptCode = dcm("121014", "Device Observer Manufacturer");
pub(crate) const DEVICE_MODEL: ConceptCode = dcm("121015", "Device Observer Model Name");
pub(crate) const PROCEDURE: ConceptCode = dcm("121058", "Procedure reported");
pub(crate) const IMAGING: ConceptCode = sct("363679005", "Imaging procedure");
pub(crate) const LIBRARY: ConceptCode = dcm("111028", "Image Library");
pub(crate) const LIBRARY_GROUP: ConceptCode = dcm("126200", "Image Library Group");
pub(crate) const MODALITY: ConceptCode = dcm("121139", "Modality");
pub(crate) const MEASUREMENTS: ConceptCode = dcm("126010", "Imaging Measurements");
pub(crate) const EVALUATIONS: ConceptCode = ConceptCode::known("C0034375", "UMLS", "Qualitative Evaluations");

// A group, TID 1501 and 1410, with its algorithm, TID 4019.
pub(crate) const GROUP: ConceptCode = dcm("125007", "Measurement Group");
pub(crate) const TRACKING: ConceptCode = dcm("112039", "Tracking Identifier");
pub(crate) const TRACKING_UID: ConceptCode = dcm("112040", "Tracking Unique Identifier");
pub(crate) const FINDING: ConceptCode = dcm("121071", "Finding");
pub(crate) const ALGORITHM_NAME: ConceptCode = dcm("111001", "Algorithm Name");
pub(crate) const ALGORITHM_VERSION: ConceptCode = dcm("111003", "Algorithm Version");
pub(crate) const ALGORITHM_PARAMETERS: ConceptCode = dcm("111002", "Algorithm Parameters");
pub(crate) const SEGMENTATION_FRAME: ConceptCode = dcm("121214", "Referenced Segmentation Frame");
pub(crate) const SEGMENTATION_SOURCE: ConceptCode = dcm("121233", "Source image for segmentation");
pub(crate) const SOURCE: ConceptCode = sct("260753009", "Source");

// What is measured.
pub(crate) const PROBABILITY: ConceptCode = dcm("122157", "Probability");
pub(crate) const AREA: ConceptCode = sct("42798000", "Area");
pub(crate) const SHARE: ConceptCode = ConceptCode::own("SHARE", "Share of what is imaged");
pub(crate) const THRESHOLD: ConceptCode = ConceptCode::own("THRESHOLD", "Threshold of the probability");
pub(crate) const STATE_LEVEL: ConceptCode = ConceptCode::own("STATE_LEVEL", "Rate at which the state is right");
pub(crate) const NO_UNIT: ConceptCode = ConceptCode::known("1", "UCUM", "no units");
pub(crate) const SQUARE_MILLIMETRES: ConceptCode = ConceptCode::known("mm2", "UCUM", "square millimeter");

// What is evaluated.
pub(crate) const DECISION: ConceptCode = ConceptCode::own("DECISION", "Decision of the model");
pub(crate) const CANDIDATE: ConceptCode = ConceptCode::own("CANDIDATE", "Answer that is left open");
pub(crate) const SEVERAL: ConceptCode = ConceptCode::own("SEVERAL", "Several answers are left open");
pub(crate) const EACH_LABEL: ConceptCode = ConceptCode::own("EACH_LABEL", "Every label is judged by itself");
pub(crate) const EACH_PART: ConceptCode = ConceptCode::own("EACH_PART", "Every part of the picture has a class");
pub(crate) const ABSTAINED: ConceptCode = ConceptCode::own("ABSTAINED", "Why no answer is given");
pub(crate) const NONE_GIVEN: ConceptCode = ConceptCode::own("NONE_GIVEN", "No answer is given");
pub(crate) const STATE: ConceptCode = ConceptCode::own("STATE", "Whether the label applies");
pub(crate) const REFUSED_BY: ConceptCode = ConceptCode::own("REFUSED_BY", "Check that refused the picture");
pub(crate) const REFUSED_FOR: ConceptCode = ConceptCode::own("REFUSED_FOR", "What the check has against the picture");
pub(crate) const OUTLINED: ConceptCode = ConceptCode::own("OUTLINED", "Region that the model outlined");
pub(crate) const WHOLE_OUTLINE: ConceptCode = ConceptCode::own("WHOLE_OUTLINE", "All that the model outlined");
pub(crate) const PART: ConceptCode = ConceptCode::own("PART", "Part of what is imaged");
pub(crate) const PATIENT_SIDE: ConceptCode = ConceptCode::own("PATIENT_SIDE", "Side of the patient");
pub(crate) const COMMENT: ConceptCode = dcm("121106", "Comment");
pub(crate) const YES: ConceptCode = sct("373066001", "Yes");
pub(crate) const NO: ConceptCode = sct("373067005", "No");

// Pictures and segmentations.
pub(crate) const PROCESSED_FROM: ConceptCode = dcm("121322", "Source image for image processing operation");
pub(crate) const SEGMENTED: ConceptCode = dcm("113076", "Segmentation");
pub(crate) const ARTIFICIAL_INTELLIGENCE: ConceptCode = dcm("123110", "Artificial Intelligence");

/// Whether a label is in the prediction set of this level, 0…1.
pub(crate) fn in_set(level: f32) -> ConceptCode {
    // To a tenth of a percent, the granularity of levels.
    let percent = (f64::from(level) * 1000.0).round() / 10.0;
    ConceptCode {
        value: format!("IN_SET_{percent}").into(),
        scheme: super::code::OWN_SCHEME.into(),
        meaning: format!("In the prediction set of {percent} %").into(),
    }
}

/// The code of a private term: its JSON word in capitals.
fn word(name: &str, meaning: String) -> ConceptCode {
    ConceptCode { value: name.to_uppercase().into(), scheme: super::code::OWN_SCHEME.into(), meaning: meaning.into() }
}

/// A JSON word with spaces and a capital first letter.
fn spaced(name: &str) -> String {
    let mut letters = name.chars().map(|c| if c == '_' { ' ' } else { c });
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

pub(crate) fn gate(of: Gate) -> ConceptCode {
    word(of.name(), spaced(of.name()))
}

pub(crate) fn refusal(of: RefusalKind) -> ConceptCode {
    word(of.name(), spaced(of.name()))
}

pub(crate) fn abstention(of: Abstention) -> ConceptCode {
    word(of.name(), spaced(of.name()))
}

pub(crate) fn state(of: LabelState) -> ConceptCode {
    match of {
        LabelState::Present => sct("52101004", "Present"),
        LabelState::Absent => sct("2667000", "Absent"),
        LabelState::Unclear => sct("82334004", "Indeterminate"),
    }
}

/// The patient's own sides.
pub(crate) fn side(of: BodySide) -> ConceptCode {
    match of {
        BodySide::Left => sct("7771000", "Left"),
        BodySide::Right => sct("24028007", "Right"),
        BodySide::Front => sct("255549009", "Anterior"),
        BodySide::Back => sct("255551008", "Posterior"),
        BodySide::Head => sct("264217000", "Superior"),
        BodySide::Feet => sct("261089000", "Inferior"),
    }
}

/// Relative to the picture as shown, hence not terms for the patient's sides.
pub(crate) fn part(of: Part) -> ConceptCode {
    let name = match of {
        Part::UpperLeft => "upper_left",
        Part::Upper => "upper",
        Part::UpperRight => "upper_right",
        Part::Left => "left",
        Part::Centre => "centre",
        Part::Right => "right",
        Part::LowerLeft => "lower_left",
        Part::Lower => "lower",
        Part::LowerRight => "lower_right",
    };
    word(name, format!("{} of the picture as shown", spaced(name)))
}

/// The modality of a picture (PS3.16, CID 29); one without a name here keeps its code as meaning.
pub(crate) fn modality(letters: &str) -> ConceptCode {
    let known = [
        ("CR", "Computed Radiography"),
        ("CT", "Computed Tomography"),
        ("DX", "Digital Radiography"),
        ("GM", "General Microscopy"),
        ("MG", "Mammography"),
        ("MR", "Magnetic Resonance"),
        ("OT", "Other"),
        ("SM", "Slide Microscopy"),
        ("US", "Ultrasound"),
        ("XC", "External-camera Photography"),
    ];
    match known.into_iter().find(|(own, _)| *own == letters) {
        Some((own, name)) => dcm(own, name),
        None => {
            ConceptCode { value: letters.to_owned().into(), scheme: "DCM".into(), meaning: letters.to_owned().into() }
        }
    }
}
