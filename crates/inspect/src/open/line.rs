//! One file's line: the names of its JSON, and the same as text.

use crate::failure::PrintedFailure;
use serde::Serialize;
use std::fmt;

/// What was understood of a file. In JSON every name except `error` is always present; unknown values, NaN and
/// infinities are `null`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Understood {
    /// As given on the command line.
    pub file: String,
    /// `dicom`, `nifti`, `picture`, `folder` or `archive`; by content.
    pub kind: Option<&'static str>,
    /// Of a DICOM file: name of its transfer syntax, or its UID where it has no name here.
    pub transfer_syntax: Option<String>,
    /// `DICOM`, `NIfTI`, `PNG`, `JPEG` …
    pub format: Option<&'static str>,
    /// Height in pixels; of a picture, upright.
    pub rows: Option<u32>,
    /// Width in pixels.
    pub columns: Option<u32>,
    /// Frames; of a volume, axial slices times volumes.
    pub frames: Option<u32>,
    /// Bits of a sample: Bits Stored of a DICOM file, the sample type's for others.
    pub bits: Option<u32>,
    /// Whether stored values are signed.
    pub signed: Option<bool>,
    /// `grey` or `rgb`, as it is shown: palettes and YBR are `rgb`.
    pub colour: Option<&'static str>,
    /// Frame that all following fields describe, counted from 1: the one asked for, else the first, of a volume the
    /// middle axial slice.
    pub frame: Option<u32>,
    /// Rescale slope; `null` for colour and where a table is used instead.
    pub slope: Option<f64>,
    /// Value of a stored 0.
    pub intercept: Option<f64>,
    /// Unit of the values: `HU` …
    pub unit: Option<String>,
    /// The file's own windows, in the file's order; for a picture, the one from black to white.
    pub windows: Vec<WindowLine>,
    /// Millimetres between rows, and between columns.
    pub spacing_mm: Option<[f64; 2]>,
    /// Whether that is at the detector of a projection, and not in the patient.
    pub spacing_at_detector: Option<bool>,
    /// Unit vectors to the next column and to the next row, three numbers each: to the patient's left, back and head.
    pub orientation: Option<Vec<f64>>,
    /// `CT`, `MR` …
    pub modality: Option<String>,
    /// `HEAD`, `CHEST` …, as the file has it.
    pub body_part: Option<String>,
    /// Defined terms of the character sets, separated by a backslash.
    pub character_set: Option<String>,
    /// Decoded by the character set.
    pub series_description: Option<String>,
    /// The same; `null` unless names are requested.
    pub patient_name: Option<String>,
    /// Lowest value of the frame after the modality transformation, without padding; for colour and pictures, lowest
    /// sample.
    pub lowest: Option<f64>,
    /// Mean of the values.
    pub mean: Option<f64>,
    /// Highest value.
    pub highest: Option<f64>,
    /// Mean of the frame as it is shown at first, 0…255; of colour, of all three samples.
    pub shown_mean: Option<f64>,
    /// Value at the requested position: after the modality transformation, or red, green and blue; `null` for padding.
    pub value: Option<PixelValue>,
    /// Notes on what in the file was not followed or needs attention, in sentences.
    pub warnings: Vec<String>,
    /// Series as the light box lists them.
    pub series: Vec<SeriesLine>,
    /// For a folder or archive: files without a picture.
    pub left_out: Vec<LeftOut>,
    /// Why there is no picture; absent where there is one. What was understood before the failure is still given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<PrintedFailure>,
}

/// One window of a frame.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WindowLine {
    /// Its explanation in the file, else its number.
    pub name: String,
    /// Window centre.
    pub center: f64,
    /// Window width.
    pub width: f64,
    /// `linear`, `linear_exact`, `sigmoid` or `table`.
    pub shape: &'static str,
}

/// A value at a place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum PixelValue {
    /// Grey.
    Grey(f64),
    /// Red, green, blue, as stored.
    Colour([f64; 3]),
}

/// One series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesLine {
    /// Its description in the file, else its number or its name.
    pub title: String,
    /// The study's description in the file, with the date.
    pub study: String,
    /// `CT`, `MR` …; empty where it is not stated.
    pub modality: String,
    /// Its files, each once, in the order in which they are shown.
    pub files: Vec<String>,
    /// Every slice in the order in which it is shown: which of `files`, and which frame, both counted from 0.
    pub slices: Vec<[u32; 2]>,
}

/// A file in a folder or archive without a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its name there.
    pub file: String,
    /// Why.
    pub error: PrintedFailure,
}

impl fmt::Display for Understood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.kind.unwrap_or("not read"))?;
        let lines = self.lines();
        lines
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .try_for_each(|(name, text)| write!(f, "\n  {name:<14} {text}"))
    }
}

impl Understood {
    fn lines(&self) -> Vec<(&'static str, String)> {
        let number = |number: Option<f64>| number.map(|number| number.to_string());
        let or_empty = |text: Option<String>| text.unwrap_or_default();
        let both = |parts: [Option<String>; 2], by: &str| {
            let [Some(a), Some(b)] = parts else { return String::new() };
            format!("{a}{by}{b}")
        };
        let count = |count: Option<u32>| count.map(|count| count.to_string());
        let mut lines = vec![
            ("format", self.transfer_syntax.clone().or(self.format.map(str::to_owned)).unwrap_or_default()),
            ("columns, rows", both([count(self.columns), count(self.rows)], " × ")),
            ("frames", or_empty(count(self.frames))),
            (
                "bits",
                or_empty(self.bits.map(|bits| match self.signed {
                    Some(true) => format!("{bits}, signed"),
                    _ => bits.to_string(),
                })),
            ),
            ("colour", self.colour.unwrap_or_default().to_owned()),
            ("frame", or_empty(count(self.frame))),
            ("rescale", both([number(self.slope).map(|slope| format!("× {slope}")), number(self.intercept)], " + ")),
            ("unit", or_empty(self.unit.clone())),
        ];
        lines.extend(self.windows.iter().map(|window| {
            let WindowLine { name, center, width, shape } = window;
            ("window", format!("{name}: centre {center}, width {width}, {shape}"))
        }));
        let list = |numbers: &[f64]| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        lines.extend([
            ("spacing", or_empty(self.spacing_mm.map(|[row, column]| format!("{row} × {column} mm")))),
            ("orientation", or_empty(self.orientation.as_deref().map(list))),
            ("modality", or_empty(self.modality.clone())),
            ("body part", or_empty(self.body_part.clone())),
            ("character set", or_empty(self.character_set.clone())),
            ("series", or_empty(self.series_description.clone())),
            ("patient", or_empty(self.patient_name.clone())),
            ("values", both([number(self.lowest), number(self.highest)], " to ")),
            ("mean", or_empty(number(self.mean))),
            ("shown mean", or_empty(number(self.shown_mean))),
            (
                "value",
                or_empty(self.value.map(|value| match value {
                    PixelValue::Grey(value) => value.to_string(),
                    PixelValue::Colour(rgb) => list(&rgb),
                })),
            ),
        ]);
        lines.extend(self.warnings.iter().map(|warning| ("warning", warning.clone())));
        lines.extend(self.series.iter().map(|series| {
            let SeriesLine { title, study, modality, files, slices } = series;
            let count = slices.len();
            ("series", format!("{title} ({modality} {study}), {count} slices: {}", files.join(" ")))
        }));
        lines.extend(self.left_out.iter().map(|left| ("left out", format!("{}: {}", left.file, left.error.message))));
        lines.extend(self.error.iter().map(|error| ("error", error.to_string())));
        lines
    }
}
