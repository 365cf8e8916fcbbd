//! What the labels of a task are called in public terminologies, for systems that read exported files.

use super::Task;
use serde::Deserialize;

/// The terminologies whose codes may be used: the URI by which FHIR names one (HL7 Terminology), and its designator in
/// DICOM (PS3.16, table 8-1).
pub const TERMINOLOGIES: [[&str; 2]; 2] =
    [["http://snomed.info/sct", "SCT"], ["http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", "NCIt"]];

/// Characters of a code's meaning in DICOM (PS3.5, 6.2: LO).
const MOST_CHARACTERS: usize = 64;

/// What a label is called in a public terminology.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelTerm {
    /// The terminology: the first of a pair in [`TERMINOLOGIES`].
    pub system: String,
    /// The code.
    pub code: String,
    /// Its name there, in English; 64 characters at most.
    pub display: String,
}

impl LabelTerm {
    /// The terminology as DICOM names it; `None` for one that is not known here.
    #[must_use]
    pub fn scheme(&self) -> Option<&'static str> {
        TERMINOLOGIES.into_iter().find(|[system, _]| *system == self.system).map(|[_, scheme]| scheme)
    }

    /// Whether it can be exported: a known terminology, and a code and a name on one line.
    pub(crate) fn is_sound(&self) -> bool {
        let is_code = !self.code.is_empty() && self.code.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c));
        let is_name = !self.display.trim().is_empty()
            && self.display.chars().count() <= MOST_CHARACTERS
            && !self.display.contains(char::is_control);
        self.scheme().is_some() && is_code && is_name
    }
}

/// The codes of all labels, a line for each that has one: task, label, URI, designator, code and name, with tabs between
/// them.
///
/// ```
/// use task::{Task, packed_terms};
///
/// let text = r#"
/// answer = "classes"
/// groups = "picture"
/// licence = "CC-BY-4.0"
/// codes = { rust = { system = "http://snomed.info/sct", code = "1", display = "Leaf rust" } }
/// text = { name = "Leaf colour", one = "a leaf", many = "leaves", classes = { rust = { name = "Rust" } } }
/// "#;
/// let task = Task { id: "leaf-colour".into(), ..toml::from_str(text).unwrap() };
/// assert_eq!(packed_terms(&[task]), "leaf-colour\trust\thttp://snomed.info/sct\tSCT\t1\tLeaf rust\n");
/// ```
#[must_use]
pub fn packed_terms(tasks: &[Task]) -> String {
    let of_task = |task: &Task| -> String {
        let line = |(label, term): (&String, &LabelTerm)| {
            let scheme = term.scheme()?;
            Some(format!("{}\t{label}\t{}\t{scheme}\t{}\t{}\n", task.id, term.system, term.code, term.display))
        };
        task.codes.iter().filter_map(line).collect()
    };
    tasks.iter().map(of_task).collect()
}
