//! The output of `lab open` for files, folders and archives.

use crate::folder::Folder;
use fixtures::dicom_made::{Made, Written};
use inspect::open::{At, PixelValue, Understood, understood};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

fn opened(path: &Path, at: Option<&str>) -> Understood {
    understood(path, at.map(|at| at.parse::<At>().unwrap()), false)
}

fn put(folder: &Folder, name: &str, bytes: &[u8]) -> PathBuf {
    folder.write(name, bytes);
    folder.path().join(name)
}

fn json(line: &Understood) -> Json {
    serde_json::from_str(&serde_json::to_string(line).unwrap()).unwrap()
}

/// A CT of 3 × 2 pixels with every attribute that is shown.
fn ct(number: &str, along: &str) -> Made {
    let w = Written::Explicit;
    let made = Made { modality: "CT", signed: true, ..Made::grey16(3, 2, &[0, 100, 200, 300, 400, 65_535]) };
    made.text((0x0008, 0x0005), "CS", "ISO_IR 192")
        .text((0x0008, 0x103E), "LO", "Schädel T1")
        .text((0x0010, 0x0010), "PN", "Doe^Jane")
        .text((0x0018, 0x0015), "CS", "HEAD")
        .text((0x0020, 0x000D), "UI", "1.2.3")
        .text((0x0020, 0x000E), "UI", "1.2.3.4")
        .text((0x0020, 0x0013), "IS", number)
        .text((0x0020, 0x0032), "DS", &format!("0\\0\\{along}"))
        .text((0x0020, 0x0037), "DS", "1\\0\\0\\0\\1\\0")
        .text((0x0028, 0x0030), "DS", "0.5\\0.25")
        .with(w.text((0x0028, 0x1050), "DS", "40"))
        .text((0x0028, 0x1051), "DS", "400")
        .text((0x0028, 0x1052), "DS", "-1000")
        .text((0x0028, 0x1053), "DS", "2")
}

#[test]
fn a_dicom_file_is_told_in_one_flat_line() {
    let folder = Folder::new("open-dicom");
    let path = put(&folder, "a.dcm", &ct("1", "0").file());
    let line = opened(&path, Some("2,2"));
    assert_eq!(line.error, None);
    assert_eq!((line.kind, line.format), (Some("dicom"), Some("DICOM")));
    assert_eq!((line.rows, line.columns, line.frames, line.bits), (Some(2), Some(3), Some(1), Some(16)));
    assert_eq!((line.slope, line.intercept), (Some(2.0), Some(-1000.0)));
    assert_eq!((line.lowest, line.highest), (Some(-1002.0), Some(-200.0)));
    assert_eq!(line.value, Some(PixelValue::Grey(-200.0)), "stored 400");
    // Through 40/400 everything below -160 is black.
    assert_eq!(line.shown_mean, Some(0.0));
    let json = json(&line);
    assert_eq!(json["transfer_syntax"], "Explicit VR Little Endian");
    assert_eq!(json["signed"], true);
    assert_eq!(json["colour"], "grey");
    assert_eq!(json["spacing_mm"], serde_json::json!([0.5, 0.25]));
    assert_eq!(json["orientation"], serde_json::json!([1.0, 0.0, 0.0, 0.0, 1.0, 0.0]));
    assert_eq!((&json["modality"], &json["body_part"]), (&"CT".into(), &"HEAD".into()));
    assert_eq!(json["character_set"], "ISO_IR 192");
    assert_eq!(json["series_description"], "Schädel T1");
    assert_eq!(json["windows"][0]["width"], 400.0);
    assert_eq!(json["series"][0]["files"].as_array().unwrap().len(), 1);
    // Names only on request, and no `error` where there is none.
    assert_eq!((&json["patient_name"], json.get("error")), (&Json::Null, None));
    assert_eq!(understood(&path, None, true).patient_name.as_deref(), Some("Doe^Jane"));
    assert!(!line.to_string().contains("Doe") && line.to_string().contains("Schädel T1"));
}

#[test]
fn a_bad_file_has_its_own_line_and_what_is_no_number_is_null() {
    let folder = Folder::new("open-bad");
    let missing = opened(&folder.path().join("none.dcm"), None);
    assert_eq!(missing.error.unwrap().kind.name(), "unreadable");
    let text = put(&folder, "a.txt", b"a text that is none");
    let error = json(&opened(&text, None))["error"].clone();
    assert_eq!(error["kind"], "unknown_format");
    assert!(error["message"].is_string() && error["hint"].is_string());
    let cut = ct("1", "0").file();
    let line = opened(&put(&folder, "cut.dcm", &cut[..cut.len() - 4]), None);
    assert_eq!((line.error.unwrap().kind.name(), line.modality.as_deref()), ("truncated", Some("CT")));
    // A radiotherapy plan is named as such.
    let plan = fixtures::dicom_made::with_meta(
        Written::Explicit.uid(),
        &[
            Written::Explicit.text((0x0008, 0x0016), "UI", "1.2.840.10008.5.1.4.1.1.481.5"),
            Written::Explicit.text((0x0008, 0x0060), "CS", "RTPLAN"),
        ]
        .concat(),
    );
    let line = opened(&put(&folder, "plan.dcm", &plan), None);
    assert_eq!((line.error.unwrap().kind.name(), line.modality.as_deref()), ("unsupported", Some("RTPLAN")));
    // Floating point pixels, one of which is NaN.
    let mut volume = vec![0; 352];
    volume[..4].copy_from_slice(&348_i32.to_le_bytes());
    for (at, side) in [(40, 3_i16), (42, 2), (44, 2), (46, 1), (70, 16)] {
        volume[at..at + 2].copy_from_slice(&side.to_le_bytes());
    }
    volume[108..112].copy_from_slice(&352_f32.to_le_bytes());
    volume[344..348].copy_from_slice(b"n+1\0");
    volume.extend([f32::NAN, f32::INFINITY, 1.0, 3.0].into_iter().flat_map(f32::to_le_bytes));
    let path = put(&folder, "a.nii", &volume);
    let values: Vec<Json> =
        ["1,1", "2,1", "1,2", "2,2"].map(|at| json(&opened(&path, Some(at)))["value"].clone()).into();
    assert_eq!(values.iter().filter(|value| value.is_null()).count(), 2, "{values:?}");
    let line = opened(&path, None);
    assert_eq!((line.lowest, line.mean, line.highest), (Some(1.0), Some(2.0), Some(3.0)));
}

#[test]
fn a_picture_is_told_as_it_is_shown() {
    let folder = Folder::new("open-picture");
    let png = containers::png(2, 1, containers::Channels::Three, &[255, 0, 0, 10, 20, 30]).unwrap();
    let line = opened(&put(&folder, "a.png", &png), Some("2,1"));
    assert_eq!((line.kind, line.format, line.colour), (Some("picture"), Some("PNG"), Some("rgb")));
    assert_eq!(line.value, Some(PixelValue::Colour([10.0, 20.0, 30.0])));
    assert_eq!((line.lowest, line.highest, line.shown_mean), (Some(0.0), Some(255.0), Some(52.5)));
    assert_eq!(opened(&folder.path().join("a.png"), Some("3,1")).warnings.len(), 1, "outside");
    assert!(
        "1".parse::<At>().is_err()
            && "1,2,3,4".parse::<At>().is_err()
            && "0,1".parse::<At>().is_err()
            && "a,b".parse::<At>().is_err()
    );
    assert_eq!("1, 2,3".parse(), Ok(At { column: 0, row: 1, frame: Some(2) }));
}

#[test]
fn folders_and_archives_list_their_series_in_the_order_of_slices() {
    let folder = Folder::new("open-many");
    let files = [("b.dcm", ct("1", "20").file()), ("deep/a.dcm", ct("2", "-5").file()), ("note.txt", b"note".to_vec())];
    for (name, bytes) in &files {
        folder.write(name, bytes);
    }
    let line = opened(folder.path(), None);
    assert_eq!((line.kind, line.error.as_ref()), (Some("folder"), None));
    assert_eq!(line.series.len(), 1);
    assert_eq!((line.series[0].title.as_str(), line.series[0].modality.as_str()), ("Schädel T1", "CT"));
    assert_eq!(line.series[0].files, ["deep/a.dcm", "b.dcm"]);
    assert_eq!(line.series[0].slices, [[0, 0], [1, 0]]);
    assert_eq!(line.left_out[0].file, "note.txt");
    let entries: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let archive = crate::container::archive(&entries, zip::CompressionMethod::Deflated);
    let line = opened(&put(&folder, "all.zip", &archive), None);
    assert_eq!(
        (line.kind, line.series[0].files.as_slice()),
        (Some("archive"), ["deep/a.dcm", "b.dcm"].map(String::from).as_slice())
    );
    let empty = Folder::new("open-empty");
    assert_eq!(opened(empty.path(), None).error.unwrap().kind.name(), "empty_file");
}

#[test]
fn frames_and_volumes_are_counted_from_nought() {
    let folder = Folder::new("open-frames");
    let made = Made { frames: Some("3"), ..Made::grey16(1, 1, &[5, 6, 7]) };
    let path = put(&folder, "a.dcm", &made.file());
    let line = opened(&path, Some("1,1,3"));
    assert_eq!((line.frames, line.frame, line.value), (Some(3), Some(3), Some(PixelValue::Grey(7.0))));
    assert_eq!(line.series[0].slices, [[0, 0], [0, 1], [0, 2]]);
    assert_eq!(opened(&path, Some("1,1,4")).error.unwrap().kind.name(), "damaged");
}
