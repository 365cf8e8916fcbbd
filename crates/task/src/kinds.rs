//! Data sets of the task whose classes are kinds of pictures: part of its file, and not of a manifest.

use crate::TaskDrawing;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A folder of pictures, and their class.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSetOf {
    /// The folder's name.
    pub name: String,
    /// The class of all its pictures; `None` where the set's own labels are classes.
    #[serde(default)]
    pub class: Option<String>,
    /// Limit of pictures per split, evenly over the set; `None` for all.
    #[serde(default)]
    pub most: Option<usize>,
    /// Labels of the set that are other names of a class, with the class.
    #[serde(default)]
    pub also: BTreeMap<String, String>,
}

/// DICOM files of slices, each shown through several windows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowedSlices {
    /// The folder's name.
    pub folder: String,
    /// The class of all of them.
    pub class: String,
    /// Centre and width of each window, in the unit of the files: of CT, Hounsfield units.
    pub windows: Vec<(f64, f64)>,
}

/// Other appearances of a class besides the published one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// The class.
    pub class: String,
    /// What varies in presentation.
    #[serde(default)]
    pub varies: Option<Varies>,
    /// Which of the generated drawings belong to it.
    #[serde(default)]
    pub drawn: Option<TaskDrawing>,
    /// Whether its pictures are viewed on screens and film, and so photographed from there.
    #[serde(default = "yes")]
    pub on_screens: bool,
}

/// What varies in the presentation of the same content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Varies {
    /// Polarity, as in MONOCHROME1 and MONOCHROME2.
    Polarity,
    /// The window, which is arbitrary.
    Window,
}

pub(super) fn yes() -> bool {
    true
}
