//! The router's pictures, from the tasks' own sets, from `router-extra`, and from CT slices through several windows.

use super::ct_dicom;
use crate::data::{DataSet, Record, Split};
use anyhow::{Context, Result};
use dicom::{Voi, Window};
use imaging::{Image, Limits};
use model::sha256_hex;
use reading::OpenError;
use std::ops::Deref;
use std::path::Path;

/// Classes in the order of the logits. The first four are tasks; the last three, nobody reads here.
pub const LABELS: [&str; 7] =
    ["blood-smear", "brain-mri", "chest-ct", "chest-xray", "not-medical", "other-medical", "photographed"];

/// Classes that are the task of a classifier.
pub const TASKS: [&str; 4] = ["blood-smear", "brain-mri", "chest-ct", "chest-xray"];

/// A folder under the data folder, the class of all its pictures (`None` where the set's own labels say it), and how
/// many of each split are taken at most, evenly over the set.
const SETS: [(&str, Option<&str>, usize); 9] = [
    ("blood-smear", Some("blood-smear"), usize::MAX),
    ("brain-mri", Some("brain-mri"), usize::MAX),
    ("brain-mri-lgg", Some("brain-mri"), usize::MAX),
    ("brain-mri-lgg-other", Some("brain-mri"), usize::MAX),
    // Other hospitals; external, so it is only reported.
    ("brain-mri-r44", Some("brain-mri"), usize::MAX),
    ("chest-xray", Some("chest-xray"), usize::MAX),
    ("covid-ct", Some("chest-ct"), usize::MAX),
    // Nodules cut from CT, of 64 pixels: some, so that they do not drown whole slices.
    ("lung-nodule", Some("chest-ct"), 240),
    ("router-extra", None, usize::MAX),
];

/// Labels of `router-extra` that name a class in another way.
const ALSO: [(&str, &str); 1] = [("blood-smear-other", "blood-smear")];

/// A picture with its class, and how it is made of its file.
#[derive(Clone, Debug)]
pub struct RouterRecord {
    /// `label` is an index into [`LABELS`]; groups begin with the name of their set.
    pub record: Record,
    /// The window of a CT slice, centre and width in Hounsfield units; `None` where the file is opened as the page
    /// opens it.
    pub window: Option<(f64, f64)>,
}

impl Deref for RouterRecord {
    type Target = Record;

    fn deref(&self) -> &Record {
        &self.record
    }
}

impl RouterRecord {
    /// The picture; `None` where it has too few pixels for the page.
    ///
    /// # Errors
    /// When the file cannot be read or opened.
    pub fn open(&self) -> Result<Option<Image>> {
        let context = || format!("`{}`", self.path.display());
        let bytes = std::fs::read(&self.path).with_context(context)?;
        let Some((center, width)) = self.window else {
            return match reading::open(&bytes) {
                Err(error) if is_too_small(&error) => Ok(None),
                opened => Ok(Some(opened.with_context(context)?.image)),
            };
        };
        let object = dicom::read(&bytes, &Limits::default()).with_context(context)?;
        let frame = object.frame(0).with_context(context)?;
        Ok(frame.shown(&Voi::Window(Window::linear(center, width))))
    }
}

fn is_too_small(error: &OpenError) -> bool {
    error.kind() == "too_small"
}

/// Every picture of every set with its class.
#[derive(Clone, Debug)]
pub struct RouterData {
    /// In the order of the sets.
    pub records: Vec<RouterRecord>,
    /// SHA-256 over the hashes of the sets in their order.
    pub sha256: String,
}

impl RouterData {
    /// Reads every set below `folder`.
    ///
    /// # Errors
    /// When a set is missing or breaks a rule of [`DataSet`], or has a label that is no class of the router.
    pub fn open(folder: &Path) -> Result<Self> {
        let (mut records, mut hashes) = (Vec::new(), String::new());
        for (name, class, most) in SETS {
            let set = DataSet::open(&folder.join(name))?;
            hashes.push_str(&set.sha256());
            for split in [Split::Train, Split::Val, Split::Test, Split::External] {
                let all = set.split(split);
                for record in spread(&all, most) {
                    let own = set.labels.get(record.label).map_or("", String::as_str);
                    let label = class_index(class.unwrap_or(own))
                        .with_context(|| format!("`{name}`: label `{own}` is no class of the router"))?;
                    let group = format!("{name}/{}", record.group);
                    let record = Record { label, group, ..(*record).clone() };
                    records.push(RouterRecord { record, window: None });
                }
            }
        }
        let label = class_index("chest-ct").context("chest CT is a class")?;
        let (slices, hash) = ct_dicom::slices(&folder.join(ct_dicom::FOLDER), label)?;
        records.extend(slices);
        hashes.push_str(&hash);
        Ok(Self { records, sha256: sha256_hex(hashes.as_bytes()) })
    }

    /// The pictures of one split, in the order of the sets.
    #[must_use]
    pub fn split(&self, split: Split) -> Vec<&RouterRecord> {
        self.records.iter().filter(|record| record.split == split).collect()
    }

    /// At most `most` pictures of each class of a split, drawn by `seed`, so that large sets do not drown small ones.
    /// CT slices as DICOM are few, and all of them are taken.
    #[must_use]
    pub fn balanced(&self, split: Split, most: usize, seed: u64) -> Vec<&RouterRecord> {
        let all = self.split(split);
        let mut random = fastrand::Rng::with_seed(seed);
        (0..LABELS.len())
            .flat_map(|label| {
                let mut of_class: Vec<&RouterRecord> =
                    all.iter().copied().filter(|record| record.label == label && !record.is_dicom()).collect();
                random.shuffle(&mut of_class);
                of_class.truncate(most);
                of_class.extend(all.iter().copied().filter(|record| record.label == label && record.is_dicom()));
                of_class
            })
            .collect()
    }
}

impl RouterRecord {
    /// Whether it is a slice of `ct-dicom`.
    #[must_use]
    pub fn is_dicom(&self) -> bool {
        self.source.starts_with(ct_dicom::FOLDER)
    }
}

/// At most `most` of them, evenly over the whole.
pub(super) fn spread<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    let kept = all.len().min(most);
    (0..kept).filter_map(|index| all.get(index * all.len() / kept).copied()).collect()
}

fn class_index(name: &str) -> Option<usize> {
    let class = ALSO.iter().find(|(other, _)| *other == name).map_or(name, |(_, class)| class);
    LABELS.iter().position(|label| *label == class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_and_every_other_name_leads_to_a_class() {
        for (_, class, _) in SETS {
            assert!(class.is_none_or(|class| class_index(class).is_some()), "{class:?}");
        }
        assert_eq!(class_index("blood-smear-other"), class_index("blood-smear"));
        assert_eq!(class_index("holiday"), None);
        assert!(TASKS.iter().all(|task| LABELS.contains(task)));
    }
}
