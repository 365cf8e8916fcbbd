//! Every DICOM file in the PyPI package pydicom against pydicom and its decoders, the sixteen CT files against
//! pydicom, and the page about it: `docs/dicom-conformance.md` is written here.

use dicom::{self, DicomError};
use imaging::Limits;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

const WHEEL: &str = "pydicom-3.0.2-py3-none-any.whl";
const WHEEL_SHA256: &str = "abf971a5440f84dbaf42c4b6758e30e62480902584f8b270b9a5d146e278a07b";

/// The files are small on purpose.
const LIMITS: Limits = Limits { bytes: 64 << 20, pixels: 1 << 24, longest_side: 65_535, shortest_side: 1 };

/// Files that are not equal to any reference, and why. Nothing else may differ.
const REASONS: [(&str, &str); 8] = [
    ("test_files/JPEG2000.dcm", "Lossy: ITU-T T.800 leaves the rounding of the irreversible wavelet to the decoder."),
    ("test_files/JPGExtended.dcm", "Lossy: ITU-T T.81 leaves the rounding of the cosine transform to the decoder."),
    (
        "test_files/JPEG-lossy.dcm",
        "Its scan header says that it stops at coefficient 0, where the process asks for 63; no decoder of pydicom reads \
         it. Read here, with the values of `JPGExtended.dcm`, whose data it shares.",
    ),
    (
        "test_files/JPEG2000-embedded-sequence-delimiter.dcm",
        "Its code stream was damaged on purpose. Refused, as by every decoder of pydicom.",
    ),
    ("test_files/MR_truncated.dcm", "Its pixels end early. Refused, as by pydicom: part of a slice is not a slice."),
    ("test_files/badVR.dcm", "Its number of frames is `1A`. Read here as one frame; pydicom refuses it."),
    ("test_files/meta_missing_tsyntax.dcm", "It has no rows and no columns. Refused, as by pydicom."),
    ("test_files/nested_priv_SQ.dcm", "It has no rows and no columns. Refused, as by pydicom."),
];

#[derive(Deserialize)]
struct References {
    pydicom: String,
    files: BTreeMap<String, ReferenceFile>,
}

#[derive(Deserialize)]
struct ReferenceFile {
    kind: String,
    #[serde(default)]
    syntax: String,
    #[serde(default)]
    hashes: BTreeMap<String, String>,
    points: Option<Points>,
}

#[derive(Deserialize)]
struct Points {
    places: Vec<usize>,
    values: BTreeMap<String, Vec<f64>>,
}

/// The result of a file.
struct FileOutcome {
    name: String,
    syntax: String,
    text: String,
    equal: bool,
}

fn data(name: &str) -> String {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Where `cargo xtask native` puts the wheel.
fn wheel() -> Option<PathBuf> {
    let cache = std::env::var_os("ONSIGHT_CACHE").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
        Some(PathBuf::from(home).join(".cache").join("onsight"))
    })?;
    Some(cache.join("tools").join(WHEEL)).filter(|path| path.is_file())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// Values of every frame after the modality transformation.
fn values(bytes: &[u8]) -> Result<Vec<f64>, DicomError> {
    let object = dicom::read(bytes, &LIMITS)?;
    let mut values = Vec::new();
    for number in 0..object.frames()? {
        values.extend(object.frame(number)?.values());
    }
    Ok(values)
}

fn outcome(name: &str, reference: &ReferenceFile, bytes: &[u8]) -> FileOutcome {
    let syntax = dicom::read(bytes, &LIMITS).map(|object| object.transfer_syntax().to_owned()).unwrap_or_default();
    let reason = || REASONS.iter().find(|(file, _)| *file == name).map(|(_, reason)| *reason);
    let made = |text: String, equal| FileOutcome { name: name.into(), syntax: syntax.clone(), text, equal };
    if reference.kind != "pixels" {
        let error = values(bytes).expect_err(name);
        assert!(["unsupported", "unknown_format", "truncated"].contains(&error.kind().name()), "{name}: {error}");
        return made("No pixels; refused with a clear error".into(), true);
    }
    let values = match values(bytes) {
        Ok(values) => values,
        Err(error) => {
            let reason = reason().unwrap_or_else(|| panic!("{name}: {error}"));
            let refused = reference.hashes.values().all(|hash| hash.starts_with("error"));
            assert!(refused, "{name} is read by pydicom: {:?}", reference.hashes);
            return made(reason.into(), false);
        }
    };
    let raw: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    let hash = &hex(&Sha256::digest(&raw))[..24];
    let equal: Vec<&str> =
        reference.hashes.iter().filter(|(_, theirs)| *theirs == hash).map(|(name, _)| name.as_str()).collect();
    if !equal.is_empty() {
        assert!(reason().is_none(), "{name} is equal now: take it out of the list");
        return made(format!("Equal to {}", equal.join(", ")), true);
    }
    let reason = reason().unwrap_or_else(|| panic!("{name} ({}) differs: {:?}", reference.syntax, reference.hashes));
    let Some(points) = &reference.points else {
        return made(reason.into(), false);
    };
    let away = |theirs: &Vec<f64>| {
        points.places.iter().zip(theirs).map(|(&place, value)| (values[place] - value).abs()).fold(0.0, f64::max)
    };
    let furthest = points.values.values().map(away).fold(0.0, f64::max);
    assert!(furthest <= 1.0, "{name}: {furthest} from a reference");
    made(format!("{reason} Largest difference at {} places: {furthest}.", points.places.len()), false)
}

/// The page: what is read, then file by file.
fn page(references: &References, outcomes: &[FileOutcome]) -> String {
    let pixels: Vec<&FileOutcome> = outcomes.iter().filter(|outcome| !outcome.text.starts_with("No pixels")).collect();
    let equal = pixels.iter().filter(|outcome| outcome.equal).count();
    let mut page = include_str!("../../data/dicom/conformance.md").to_owned();
    let numbers = format!(
        "{} files, of which {} hold pixels: {equal} equal to a reference, {} listed with their reason.",
        outcomes.len(),
        pixels.len(),
        pixels.len() - equal
    );
    writeln!(page, "\n## Files of pydicom {}\n\n{numbers}\n", references.pydicom).unwrap();
    page.push_str("| file | transfer syntax | result |\n|---|---|---|\n");
    let mut listed: Vec<&&FileOutcome> = pixels.iter().collect();
    listed.sort_by_key(|outcome| (outcome.equal, &outcome.name));
    for outcome in listed {
        writeln!(page, "| `{}` | {} | {} |", outcome.name, outcome.syntax, outcome.text).unwrap();
    }
    page
}

/// The files of pydicom with their names, where its wheel is.
pub(crate) fn pydicom_files() -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(std::fs::read(wheel()?).unwrap())).unwrap();
    let references: References = serde_json::from_str(&data("pydicom.json")).unwrap();
    let read = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&format!("pydicom/data/{name}")).unwrap().read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    Some(references.files.into_keys().map(read).collect())
}

#[test]
fn the_files_of_pydicom_are_equal_or_listed_with_their_reason() {
    let Some(path) = wheel() else {
        println!("SKIPPED the files of pydicom: {WHEEL} is not in the cache; `cargo xtask native` fetches it");
        return;
    };
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(hex(&Sha256::digest(&bytes)), WHEEL_SHA256, "{WHEEL}");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let references: References = serde_json::from_str(&data("pydicom.json")).unwrap();
    let mut outcomes = Vec::new();
    for (name, reference) in &references.files {
        let mut bytes = Vec::new();
        archive.by_name(&format!("pydicom/data/{name}")).unwrap().read_to_end(&mut bytes).unwrap();
        outcomes.push(outcome(name, reference, &bytes));
    }
    let page = page(&references, &outcomes);
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("docs/dicom-conformance.md");
    if std::fs::read_to_string(&path).unwrap_or_default() != page {
        std::fs::write(&path, page).unwrap();
        panic!("docs/dicom-conformance.md was not what is measured; it is written anew: look at it and commit it");
    }
}

#[test]
fn the_ct_files_have_the_right_hounsfield_units() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("../shared/data/ct-dicom");
    if !folder.is_dir() {
        println!("SKIPPED the CT files: no ../shared/data/ct-dicom");
        return;
    }
    let expected: BTreeMap<String, Vec<(u32, u32, f64)>> = serde_json::from_str(&data("ct-hu.json")).unwrap();
    assert_eq!(expected.len(), 16);
    for (name, points) in expected {
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        let object = dicom::read(&bytes, &LIMITS).unwrap();
        assert_eq!(object.modality(), "CT", "{name}");
        let frame = object.frame(0).unwrap();
        let values = frame.values();
        assert_eq!(points.len(), 5);
        for (column, row, units) in points {
            // With padding among them, as pydicom returns it.
            let value = values[(row * frame.width + column) as usize];
            // Decimal text may be parsed one bit off.
            assert!((value - units).abs() < 1e-9, "{name} at {column}, {row}: {value} for {units}");
        }
    }
}

/// What the pages about lung nodules say about contrast agent mistaken for cancer: figures of these very files.
#[test]
fn dense_pixels_tell_the_contrast_agent_as_the_pages_about_nodules_say() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("../shared/data/ct-dicom");
    if !folder.is_dir() {
        println!("SKIPPED the contrast agent: no ../shared/data/ct-dicom");
        return;
    }
    let names: BTreeMap<String, serde_json::Value> = serde_json::from_str(&data("ct-hu.json")).unwrap();
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for name in names.keys() {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let object = dicom::read(&bytes, &LIMITS).unwrap();
        let frame = object.frame(0).unwrap();
        let body: Vec<f64> = frame.values().iter().copied().filter(|units| *units > -50.0).collect();
        let dense = body.iter().filter(|units| (150.0..=350.0).contains(*units)).count();
        let share = 100.0 * dense as f64 / body.len() as f64;
        if name.contains("CONTRAST_1") { &mut with } else { &mut without }.push(share);
    }
    let ends = |shares: &[f64]| {
        let low = shares.iter().copied().fold(f64::INFINITY, f64::min);
        let high = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        [low.round(), high.round()]
    };
    let right =
        with.iter().filter(|share| **share > 12.0).count() + without.iter().filter(|share| **share <= 12.0).count();
    assert_eq!((right, names.len()), (15, 16), "{with:?} {without:?}");
    let ([low, high], [least, most]) = (ends(&with), ends(&without));
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    for label in ["benign", "malignant"] {
        for (language, to, without_word) in [("en", "to", "without"), ("de", "bis", "ohne")] {
            let path = root.join(format!("models/lung-nodule/conditions/{label}.{language}.toml"));
            let page = std::fs::read_to_string(&path).unwrap();
            assert!(page.contains(&format!("{low} {to} {high} % ")), "{}: {with:?}", path.display());
            assert!(page.contains(&format!("{least} {to} {most} % {without_word}")), "{}: {without:?}", path.display());
        }
    }
}
