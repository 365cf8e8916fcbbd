//! What the task whose classes are kinds of pictures knows of its data: part of its file, and of no manifest.

use crate::TaskDrawing;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A folder of pictures, and which class they are.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSetOf {
    /// The folder's name.
    pub name: String,
    /// The class of all its pictures; none where the set's own labels are classes.
    #[serde(default)]
    pub class: Option<String>,
    /// How many pictures of each split are taken at most, evenly over the set; none where all are.
    #[serde(default)]
    pub most: Option<usize>,
    /// Labels of the set that name a class in another way, with the class.
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

/// How pictures of a class look beside how they are published.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// The class.
    pub class: String,
    /// What differs from place to place.
    #[serde(default)]
    pub varies: Option<Varies>,
    /// Which of the drawings that code makes belong to it.
    #[serde(default)]
    pub drawn: Option<TaskDrawing>,
    /// Whether its pictures are looked at on screens and film, and so photographed from there.
    #[serde(default = "yes")]
    pub on_screens: bool,
}

/// What differs from place to place where the same thing is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Varies {
    /// Which end is white, as MONOCHROME1 and 2 differ.
    Polarity,
    /// The window, which nobody has fixed.
    Window,
}

pub(super) fn yes() -> bool {
    true
}
