//! What a list of studies and series shows of an object, and the list itself.

use super::error::DicomError;
use super::object::Object;
use super::order::{Placing, frame_order, ordered};
use dicom_core::Tag;
use dicom_dictionary_std::tags;
use std::borrow::Borrow;

/// The study and series of an object, and its size.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Study instance UID; empty where the file has none.
    pub study: String,
    /// Series instance UID.
    pub series: String,
    /// `CT`, `MR` …
    pub modality: String,
    /// Study date as the file writes it, `YYYYMMDD`.
    pub date: String,
    /// Study description.
    pub study_description: String,
    /// Series description.
    pub series_description: String,
    /// Number of the series.
    pub series_number: Option<f64>,
    /// Its sort keys in the series.
    pub placing: Placing,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Frames, at least 1.
    pub frames: u32,
    /// Its frames, counted from 0, in spatial order.
    pub frame_order: Vec<u32>,
}

/// Objects of one study.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// Its series, by number.
    pub series: Vec<Series>,
}

/// Objects of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Indices into the given list, in the order of the slices.
    pub members: Vec<usize>,
}

impl Series {
    /// Its slices in order: the index of each in the given list, and its frame.
    pub fn slices<'a, S: Borrow<Summary>>(&'a self, list: &'a [S]) -> impl Iterator<Item = (usize, u32)> + 'a {
        let frames = |&at: &usize| {
            let summary: Option<&Summary> = list.get(at).map(Borrow::borrow);
            let frames = summary.map(|summary| summary.frame_order.as_slice()).unwrap_or_default();
            frames.iter().map(move |&frame| (at, frame))
        };
        self.members.iter().flat_map(frames)
    }
}

impl Object<'_> {
    /// The study and series of this object. The start of a file is enough for it, as long as it reaches the pixels.
    ///
    /// # Errors
    /// As [`Object::description`].
    pub fn summary(&self) -> Result<Summary, DicomError> {
        let description = self.description()?;
        let view = self.view();
        let text = |tag: Tag| view.text(tag).unwrap_or_default();
        Ok(Summary {
            study: text(tags::STUDY_INSTANCE_UID),
            series: text(tags::SERIES_INSTANCE_UID),
            modality: self.modality(),
            date: text(tags::STUDY_DATE),
            study_description: text(tags::STUDY_DESCRIPTION),
            series_description: text(tags::SERIES_DESCRIPTION),
            series_number: view.number(tags::SERIES_NUMBER),
            placing: Placing::of(view, 0),
            width: description.width,
            height: description.height,
            frames: description.frames,
            frame_order: frame_order(view, description.frames),
        })
    }

    /// Whether this is the directory of a patient CD (PS3.3, F.3): it names files and holds no picture.
    #[must_use]
    pub fn is_directory(&self) -> bool {
        self.view().element(tags::DIRECTORY_RECORD_SEQUENCE).is_some()
    }

    /// Whether the file states burned-in annotation (PS3.3, C.7.6.1.1.2).
    #[must_use]
    pub fn is_burned_in(&self) -> Option<bool> {
        self.view().text(tags::BURNED_IN_ANNOTATION).map(|text| text == "YES")
    }

    /// Unit of the values after the modality step, where it was applied.
    pub(super) fn unit(&self) -> String {
        let view = self.view();
        let said = view.text(tags::RESCALE_TYPE).or_else(|| view.text(tags::UNITS)).filter(|unit| unit != "US");
        match said.as_deref() {
            Some(unit) => unit.to_owned(),
            None if self.modality() == "CT" => "HU".into(),
            None => String::new(),
        }
    }
}

/// The first object of a series, and the indices of all of them.
type SeriesMembers<'a> = (&'a Summary, Vec<usize>);

/// Groups objects into studies and series, each in order of first appearance; series by number, slices by plane,
/// position, time and number.
///
/// ```
/// use dicom::{Placing, Summary, grouped};
///
/// let slice = |series: &str, number: f64| Summary {
///     series: series.into(),
///     placing: Placing { number: Some(number), ..Placing::default() },
///     ..Summary::default()
/// };
/// let studies = grouped(&[slice("a", 2.0), slice("b", 1.0), slice("a", 1.0)]);
/// assert_eq!(studies.len(), 1);
/// assert_eq!(studies[0].series[0].members, [2, 0]);
/// assert_eq!(studies[0].series[1].members, [1]);
/// ```
#[must_use]
pub fn grouped<S: Borrow<Summary>>(list: &[S]) -> Vec<Study> {
    let mut studies: Vec<(&str, Vec<SeriesMembers<'_>>)> = Vec::new();
    for (at, summary) in list.iter().map(Borrow::borrow).enumerate() {
        let study = match studies.iter().position(|(uid, _)| *uid == summary.study) {
            Some(found) => studies.get_mut(found),
            None => {
                studies.push((&summary.study, Vec::new()));
                studies.last_mut()
            }
        };
        let Some((_, series)) = study else { continue };
        match series.iter_mut().find(|(first, _)| first.series == summary.series && first.modality == summary.modality)
        {
            Some((_, members)) => members.push(at),
            None => series.push((summary, vec![at])),
        }
    }
    let number = |number: Option<f64>| number.unwrap_or(f64::INFINITY);
    let in_order = |members: Vec<usize>| {
        let known = |&at: &usize| Some((at, &list.get(at)?.borrow().placing));
        let (places, placings): (Vec<usize>, Vec<&Placing>) = members.iter().filter_map(known).unzip();
        Series { members: ordered(&placings).into_iter().filter_map(|at| places.get(at).copied()).collect() }
    };
    let study = |(_, mut series): (&str, Vec<SeriesMembers<'_>>)| {
        series.sort_by(|(a, _), (b, _)| number(a.series_number).total_cmp(&number(b.series_number)));
        Study { series: series.into_iter().map(|(_, members)| in_order(members)).collect() }
    };
    studies.into_iter().map(study).collect()
}
