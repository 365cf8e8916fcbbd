//! What `lab deidentify` writes for volumes and folders of slices, with the face and without it.

use crate::folder::Folder;
use containers::gzip;
use fixtures::dicom_made::Made;
use fixtures::head::{HeadScan, WHOLE};
use inspect::deidentify::{DeidentifyOptions, run};
use std::path::{Path, PathBuf};

const STRAIGHT: [(usize, bool); 3] = [(0, false), (1, false), (2, false)];

fn options(file: PathBuf, out: PathBuf) -> DeidentifyOptions {
    DeidentifyOptions { file, out, ..DeidentifyOptions::default() }
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_volume_is_written_without_texts_and_without_the_face_where_that_is_asked_for() {
    let folder = Folder::new("deface-volume");
    let scan = HeadScan::over(WHOLE, STRAIGHT, [3.0; 3]);
    folder.write("head.nii", &scan.nifti());
    folder.write("head.nii.gz", &gzip::pack(&scan.nifti()));
    let at = |name: &str| folder.path().join(name);
    let report = at("report.txt");
    let kept = DeidentifyOptions { report: Some(report.clone()), ..options(at("head.nii"), at("kept.nii")) };
    run(&kept).unwrap();
    assert!(std::fs::read_to_string(&report).unwrap().contains("A face can be made"));
    let faceless = |file: &str, out: &str| {
        run(&DeidentifyOptions { deface: true, report: Some(report.clone()), ..options(at(file), at(out)) }).unwrap();
        assert!(std::fs::read_to_string(&report).unwrap().contains("The face was removed"));
        std::fs::read(at(out)).unwrap()
    };
    let (kept, made) = (std::fs::read(at("kept.nii")).unwrap(), faceless("head.nii", "made.nii"));
    assert!(holds(&scan.nifti(), b"Doe") && !holds(&kept, b"Doe") && !holds(&made, b"Doe"));
    assert!(kept.len() == made.len() && kept[..352] == made[..352] && kept[352..] != made[352..]);
    let packed = faceless("head.nii.gz", "made.nii.gz");
    assert_eq!(gzip::unpack(&packed, made.len()).unwrap(), made);
    // For half a head nothing is written.
    folder.write("top.nii", &HeadScan::over([WHOLE[0], WHOLE[1], [0.0, 90.0]], STRAIGHT, [3.0; 3]).nifti());
    let refused = DeidentifyOptions { deface: true, ..options(at("top.nii"), at("none.nii")) };
    let error = run(&refused).unwrap_err().to_string();
    assert!(error.contains("Expected a face") && !at("none.nii").exists(), "{error}");
}

/// Axial slices in a folder, and one of something else.
fn slices(folder: &Path) {
    let scan = HeadScan::over(WHOLE, STRAIGHT, [3.0; 3]);
    let [wide, deep, tall] = scan.size;
    for z in 0..tall {
        let voxels = (0..deep).flat_map(|y| (0..wide).map(move |x| [x, y, z]));
        let stored: Vec<u16> = voxels.map(|voxel| scan.at(voxel) as u16).collect();
        let [x, y, height] = scan.place([0, 0, z]);
        let made = Made::grey16(wide as u16, deep as u16, &stored)
            .text((0x0008, 0x0018), "UI", &format!("1.2.826.0.1.7.{z}"))
            .text((0x0010, 0x0010), "PN", "Doe^Jane")
            .text((0x0020, 0x000D), "UI", "1.2.826.0.1.5")
            .text((0x0020, 0x000E), "UI", "1.2.826.0.1.6")
            .text((0x0020, 0x0032), "DS", &format!("{}\\{}\\{height}", -x, -y))
            .text((0x0020, 0x0037), "DS", "-1\\0\\0\\0\\-1\\0")
            .text((0x0028, 0x0030), "DS", "3\\3");
        std::fs::write(folder.join(format!("{z}.dcm")), made.file()).unwrap();
    }
}

#[test]
fn a_folder_of_slices_is_written_file_by_file() {
    let folder = Folder::new("deface-folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("in")).unwrap();
    slices(&at("in"));
    run(&DeidentifyOptions { deface: true, ..options(at("in"), at("out")) }).unwrap();
    let count = |name: &str| std::fs::read_dir(at(name)).unwrap().count();
    assert!(count("in") > 50 && count("in") == count("out"));
    for path in std::fs::read_dir(at("out")).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(!holds(&bytes, b"Doe") && holds(&bytes, b"113102"), "{}", path.display());
    }
    // Existing files are not overwritten.
    let error = run(&options(at("in"), at("out"))).unwrap_err().to_string();
    assert!(error.contains("an empty folder"), "{error}");
}
