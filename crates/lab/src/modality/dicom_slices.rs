//! Slices as DICOM has them: each through the windows that radiologists use, and through the file's own. Which folder holds
//! them, of which class they are and which windows there are says `models/modality/task.toml`.
//!
//! Invariant: all slices of a patient stand in one split.

use super::data::ModalityRecord;
use ::task::WindowedSlices;
use anyhow::{Context, Result};
use dicom::{self, DumpedValue, Voi};
use imaging::Limits;
use model::sha256_hex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use training::data::{Record, Split};

/// Patients sorted by identifier are assigned to splits in rotation.
const TURNS: [Split; 3] = [Split::Train, Split::Val, Split::Test];

/// Every slice of a set below `data` through each window, and the hash of the files; nothing where the set is not there.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn records(data: &Path, set: &WindowedSlices, label: usize) -> Result<(Vec<ModalityRecord>, String)> {
    let Ok(listed) = std::fs::read_dir(data.join(&set.folder)) else { return Ok((Vec::new(), String::new())) };
    let mut files: Vec<PathBuf> = listed
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "dcm"))
        .collect();
    files.sort();
    let mut hashes = String::new();
    let mut read = Vec::new();
    for path in files {
        let context = || format!("`{}`", path.display());
        let bytes = std::fs::read(&path).with_context(context)?;
        hashes.push_str(&sha256_hex(&bytes));
        let object = dicom::read(&bytes, &Limits::default()).with_context(context)?;
        let vois = object.frame(0).with_context(context)?.vois().to_vec();
        let patient = patient(&object).with_context(context)?;
        read.push((path, patient, own_windows(&vois, set)));
    }
    let patients: Vec<String> =
        read.iter().map(|(_, patient, _)| patient.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    let mut records = Vec::new();
    for (path, patient, own) in read {
        let turn = patients.iter().position(|known| *known == patient).context("every patient takes turns")?;
        let split = TURNS.get(turn % TURNS.len()).copied().unwrap_or(Split::Test);
        let group = format!("{}/{patient}", set.folder);
        let windows = set.windows.iter().map(|window| (*window, source(set, *window)));
        let own = own.into_iter().map(|window| (window, format!("{} own window", set.folder)));
        for (window, source) in windows.chain(own) {
            let record = Record { path: path.clone(), label, split, group: group.clone(), source, mask: None };
            records.push(ModalityRecord { record, window: Some(window) });
        }
    }
    Ok((records, sha256_hex(hashes.as_bytes())))
}

/// What the source of a slice is called that is shown through one of the set's windows.
pub(super) fn source(set: &WindowedSlices, (center, width): (f64, f64)) -> String {
    format!("{} {center}/{width}", set.folder)
}

fn own_windows(vois: &[Voi], set: &WindowedSlices) -> Vec<(f64, f64)> {
    let window = |voi: &Voi| if let Voi::Window(window) = voi { Some((window.center, window.width)) } else { None };
    vois.iter().filter_map(window).filter(|window| !set.windows.contains(window)).collect()
}

fn patient(object: &dicom::Object<'_>) -> Result<String> {
    let entries = object.elements();
    let entry = entries.iter().find(|entry| (entry.group, entry.element) == (0x0010, 0x0020));
    match entry.map(|entry| &entry.value) {
        Some(DumpedValue::Text(text)) => Ok(text.trim().to_owned()),
        _ => anyhow::bail!("expected a PatientID (0010,0020), so that a patient stands in one split"),
    }
}
