//! `lab report`: a picture becomes a PDF file, in English and German, for patients and clinicians.
//!
//! `SAMPLES=folder` keeps the files in `folder/pdf`, for `cargo xtask validators`.

use crate::lab::models::made;
use lab::case_report::{CaseReportOptions, ReportPaper, ReportReader, SpokenLanguage, report, written_at};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

fn root() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).to_owned()
}

fn options(reader: ReportReader, language: &str) -> CaseReportOptions {
    CaseReportOptions {
        task: "brain-mri".into(),
        file: made().data().join("0.png"),
        out: PathBuf::new(),
        reader,
        language: language.into(),
        pictures: reader == ReportReader::Clinician,
        paper: if language == "en" { ReportPaper::Letter } else { ReportPaper::A4 },
        models: made().models(),
        text: root().join("text"),
    }
}

#[test]
fn a_report_is_written_in_both_languages_and_for_both_readers() {
    let at = written_at(UNIX_EPOCH + Duration::from_secs(1_709_211_907));
    for (reader, name) in [(ReportReader::Patient, "patient"), (ReportReader::Clinician, "clinician")] {
        for tag in ["en", "de"] {
            let options = options(reader, tag);
            let language = SpokenLanguage::read(&options.text, &options.models, tag).unwrap();
            let written = report(&options, &language, at).unwrap();
            assert!(written.bytes.starts_with(b"%PDF-1.7"), "{name} {tag}");
            assert!(written.missing.is_empty(), "{name} {tag}: the font has every sign of the sentences");
            assert!(written.pages >= 1);
            let has = |what: &[u8]| written.bytes.windows(what.len()).any(|at| at == what);
            assert_eq!(has(b"/Subtype/Image") || has(b"/Subtype /Image"), options.pictures, "{name} {tag}");
            assert!(has(format!("({tag})").as_bytes()), "{name} {tag}: the file says its language");
            assert!(!has(b"0.png"), "the name of the file does not go along");
            if let Some(samples) = std::env::var_os("SAMPLES") {
                let folder = PathBuf::from(samples).join("pdf");
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(folder.join(format!("case-{name}-{tag}.pdf")), &written.bytes).unwrap();
            }
        }
    }
}

#[test]
fn german_is_said_with_its_own_numbers() {
    let german = SpokenLanguage::read(&root().join("text"), &root().join("models"), "de").unwrap();
    assert_eq!(german.tag(), "de");
    assert_eq!(german.say(&text::case_report::page(2_usize, 3_usize)), "Seite 2 von 3");
    assert_eq!(german.say(&text::number::percent_score(0.954_f32)), "95,4\u{a0}%");
    let english = SpokenLanguage::read(Path::new("nowhere"), Path::new("nowhere"), "en").unwrap();
    assert_eq!(english.say(&text::number::percent_score(0.954_f32)), "95.4 %");
    let unknown = SpokenLanguage::read(&root().join("text"), &root().join("models"), "xx").unwrap_err().to_string();
    assert!(unknown.contains("`xx`") && unknown.contains("`de`"), "{unknown}");
}
