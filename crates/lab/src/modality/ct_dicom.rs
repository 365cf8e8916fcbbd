//! Chest CT from DICOM: every slice through the windows that radiologists use, and through the file's own.
//!
//! Invariant: all slices of a patient are in one split.

use super::data::ModalityRecord;
use anyhow::{Context, Result};
use dicom::{self, DumpedValue, Voi};
use imaging::Limits;
use model::sha256_hex;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use training::data::{Record, Split};

/// The folder under the data folder, and the prefix of its records' source.
pub(super) const FOLDER: &str = "ct-dicom";

/// The class of all of them.
pub(super) const CLASS: &str = "chest-ct";

/// Centre and width in Hounsfield units: soft tissue, lung, bone.
pub(super) const WINDOWS: [(f64, f64); 3] = [(40.0, 400.0), (-600.0, 1500.0), (400.0, 1800.0)];

/// Patients sorted by identifier are assigned to splits in rotation.
const TURNS: [Split; 3] = [Split::Train, Split::Val, Split::Test];

/// Every slice through each window, and the hash of the files; empty where there is no such folder.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn slices(folder: &Path, label: usize) -> Result<(Vec<ModalityRecord>, String)> {
    let Ok(listed) = std::fs::read_dir(folder) else { return Ok((Vec::new(), String::new())) };
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
        read.push((path, patient, own_windows(&vois)));
    }
    let patients: Vec<String> =
        read.iter().map(|(_, patient, _)| patient.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    let mut records = Vec::new();
    for (path, patient, own) in read {
        let turn = patients.iter().position(|known| *known == patient).unwrap_or_default();
        let split = TURNS.get(turn % TURNS.len()).copied().unwrap_or(Split::Test);
        let group = format!("{FOLDER}/{patient}");
        let windows = WINDOWS.into_iter().map(|window| (window, name(window)));
        for (window, source) in windows.chain(own.into_iter().map(|window| (window, format!("{FOLDER} own window")))) {
            let record = Record { path: path.clone(), label, split, group: group.clone(), source, mask: None };
            records.push(ModalityRecord { record, window: Some(window) });
        }
    }
    Ok((records, sha256_hex(hashes.as_bytes())))
}

/// Source of a slice through a window.
pub(super) fn name((center, width): (f64, f64)) -> String {
    format!("{FOLDER} {center}/{width}")
}

fn own_windows(vois: &[Voi]) -> Vec<(f64, f64)> {
    let window = |voi: &Voi| if let Voi::Window(window) = voi { Some((window.center, window.width)) } else { None };
    vois.iter().filter_map(window).filter(|window| !WINDOWS.contains(window)).collect()
}

fn patient(object: &dicom::Object<'_>) -> Result<String> {
    let entries = object.elements();
    let entry = entries.iter().find(|entry| (entry.group, entry.element) == (0x0010, 0x0020));
    match entry.map(|entry| &entry.value) {
        Some(DumpedValue::Text(text)) => Ok(text.trim().to_owned()),
        _ => anyhow::bail!("expected a PatientID (0010,0020), so that a patient stands in one split"),
    }
}
