//! The modality classifier's pictures, from the tasks' own sets, from `router-extra`, and from CT slices through
//! several windows.

use super::{dicom_slices, kinds};
use anyhow::{Context, Result};
use dicom::{Voi, VoiWindow};
use finding::FailureKind;
use imaging::{Image, Limits};
use model::sha256_hex;
use reading::OpenError;
use std::ops::Deref;
use std::path::Path;
use training::data::{ImageDataset, Record, Split};

/// A picture with its class, and how it is read from its file.
#[derive(Clone, Debug)]
pub struct ModalityRecord {
    /// `label` is an index into [`labels`](super::labels); groups begin with the name of their set.
    pub record: Record,
    /// The window of a CT slice, centre and width in Hounsfield units; `None` where the file is opened as the page
    /// opens it.
    pub window: Option<(f64, f64)>,
}

impl Deref for ModalityRecord {
    type Target = Record;

    fn deref(&self) -> &Record {
        &self.record
    }
}

impl ModalityRecord {
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
        Ok(frame.shown(&Voi::Window(VoiWindow::linear(center, width))))
    }
}

fn is_too_small(error: &OpenError) -> bool {
    error.kind() == FailureKind::TooSmall
}

/// Every picture of every set with its class.
#[derive(Clone, Debug)]
pub struct ModalityData {
    /// In the order of the sets.
    pub records: Vec<ModalityRecord>,
    /// SHA-256 over the hashes of the sets in their order.
    pub sha256: String,
}

impl ModalityData {
    /// Reads every set below `folder`.
    ///
    /// # Errors
    /// When a set is missing or breaks a rule of [`ImageDataset`], or has a label that is not a class of the modality
    /// classifier.
    pub fn open(folder: &Path) -> Result<Self> {
        let (mut records, mut hashes) = (Vec::new(), String::new());
        for of in kinds::data() {
            let (name, class, most) = (&of.name, of.class.as_deref(), of.most.unwrap_or(usize::MAX));
            let set = ImageDataset::open(&folder.join(name))?;
            hashes.push_str(&set.sha256());
            for split in [Split::Train, Split::Val, Split::Test, Split::External] {
                let all = set.split(split);
                for record in spread(&all, most) {
                    let own = set.labels.get(record.label).map_or("", String::as_str);
                    let label = kinds::place_of(class.unwrap_or(own))
                        .with_context(|| format!("`{name}`: label `{own}` is no class of the modality classifier"))?;
                    let group = format!("{name}/{}", record.group);
                    let record = Record { label, group, ..(*record).clone() };
                    records.push(ModalityRecord { record, window: None });
                }
            }
        }
        if let Some(set) = kinds::slices() {
            let label = kinds::place_of(&set.class).with_context(|| format!("`{}` is no class", set.class))?;
            let (slices, hash) = dicom_slices::records(folder, set, label)?;
            records.extend(slices);
            hashes.push_str(&hash);
        }
        Ok(Self { records, sha256: sha256_hex(hashes.as_bytes()) })
    }

    /// The pictures of one split, in the order of the sets.
    #[must_use]
    pub fn split(&self, split: Split) -> Vec<&ModalityRecord> {
        self.records.iter().filter(|record| record.split == split).collect()
    }

    /// At most `most` pictures of each class of a split, drawn by `seed`, so that large sets do not drown small ones.
    /// Slices as DICOM are few, and all of them are taken.
    #[must_use]
    pub fn balanced(&self, split: Split, most: usize, seed: u64) -> Vec<&ModalityRecord> {
        let all = self.split(split);
        let mut random = fastrand::Rng::with_seed(seed);
        (0..kinds::labels().len())
            .flat_map(|label| {
                let mut of_class: Vec<&ModalityRecord> =
                    all.iter().copied().filter(|record| record.label == label && !record.is_dicom()).collect();
                random.shuffle(&mut of_class);
                of_class.truncate(most);
                of_class.extend(all.iter().copied().filter(|record| record.label == label && record.is_dicom()));
                of_class
            })
            .collect()
    }
}

impl ModalityRecord {
    /// Whether it is a slice of a DICOM file.
    #[must_use]
    pub fn is_dicom(&self) -> bool {
        kinds::slices().is_some_and(|set| self.source.starts_with(&set.folder))
    }
}

/// At most `most` of them, evenly spaced.
pub(super) fn spread<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    let kept = all.len().min(most);
    (0..kept).filter_map(|index| all.get(index * all.len() / kept).copied()).collect()
}
