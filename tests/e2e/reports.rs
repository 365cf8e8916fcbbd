//! Reports of an answer: each format saved from a sealed page, without network requests, with nothing in it that was
//! not chosen.

use std::time::Duration;

use dicom::{DumpedElement, DumpedValue, Object};
use imaging::Limits;
use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::lightbox::{ENTER, ESCAPE, slice};
use crate::page::Page;
use crate::paper::written;
use crate::pictures::{Folder, drawn_head, png_from_image, whole};

const PATIENCE: Duration = Duration::from_secs(60);

/// The page with an answer, and its download folder.
pub(crate) struct ReportVisit {
    pub(crate) page: Page,
    saved: Folder,
    _given: Folder,
}

impl ReportVisit {
    /// Opens a file and waits for its outcome, after which the page is sealed.
    #[track_caller]
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Self {
        Self::at(Page::open(Gpu::None, "?backend=cpu"), name, bytes)
    }

    /// The same on this page.
    #[track_caller]
    pub(crate) fn at(page: Page, name: &str, bytes: &[u8]) -> Self {
        let (given, saved) = (Folder::new("report-given"), Folder::new("report-saved"));
        page.wait_for_guard();
        let to = json!({"behavior": "allow", "downloadPath": saved.path()});
        page.browser.devtools("Browser.setDownloadBehavior", &to);
        page.answer_or_not(&given.file(name, bytes));
        let seal = "return document.querySelector('[data-testid=ledger]').dataset.seal";
        assert_eq!(page.browser.run(seal, &Value::Null), "sealed");
        Self { page, saved, _given: given }
    }

    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        let selector = format!("{selector}:not([disabled])");
        self.page.wait_for(&selector);
        self.page.browser.run("document.querySelector(arguments[0]).click()", &json!(selector));
    }

    /// Opens the dialog, and waits until it knows the file of the answer.
    #[track_caller]
    pub(crate) fn open(&self) {
        self.click("[data-testid=report]");
        self.page.wait_for("[data-testid=reports-dialog][open]:not([aria-busy])");
    }

    fn along(&self, part: &str) {
        self.click(&format!("[data-testid=reports-along][value={part}]"));
    }

    /// The codes of the choices in a group.
    fn offered(&self, group: &str) -> Value {
        let script = "return [...document.querySelectorAll(`[data-testid=${arguments[0]}]`)].map(one => one.value)";
        self.page.browser.run(script, &json!(group))
    }

    /// Saves a format under the expected name, and removes the file.
    #[track_caller]
    pub(crate) fn save(&self, form: &str, name: &str) -> Vec<u8> {
        self.click(&format!("[data-testid=reports-form][value={form}]"));
        // By a key: a browser allows several downloads only after a user action.
        self.page.browser.run("document.querySelector('[data-testid=reports-write]').focus()", &Value::Null);
        self.page.browser.press(&[ENTER]);
        let file = self.saved.path().join(name);
        // It gets its name once it is complete.
        let bytes = self.page.browser.wait(&format!("the file {name}"), PATIENCE, |_| whole(&file));
        std::fs::remove_file(&file).expect("a file that can go");
        self.page.wait_for("[data-testid=reports-dialog]:not([aria-busy])");
        // A name runs in its own direction.
        let said = format!("Saved as \u{2068}{name}\u{2069}.");
        self.page
            .browser
            .wait(&said, PATIENCE, |_| (self.page.text("[data-testid=reports-said]") == said).then_some(()));
        bytes
    }
}

fn drawn() -> Vec<u8> {
    png_from_image(&drawn_head(78))
}

pub(crate) fn has(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

fn read(bytes: &[u8]) -> Object<'_> {
    dicom::read(bytes, &Limits::default()).expect("a DICOM object")
}

/// The texts of every XML element with this name.
fn texts<'e>(elements: &'e [DumpedElement], keyword: &str) -> Vec<&'e str> {
    let own = elements.iter().filter(|element| element.keyword == Some(keyword));
    own.filter_map(|element| match &element.value {
        DumpedValue::Text(text) => Some(text.as_str()),
        DumpedValue::Bytes(_) | DumpedValue::Items(_) => None,
    })
    .collect()
}

#[test]
fn each_form_is_saved_on_a_sealed_page_and_holds_nothing_that_was_not_chosen() {
    let visit = ReportVisit::of("Doe-Jane.png", &drawn());
    let asked = visit.page.requests().len();
    visit.open();
    // The file is not a DICOM slice: neither segmentation nor identifiers are offered.
    assert_eq!(
        visit.offered("reports-form"),
        json!(["pdf", "structured-report", "secondary-capture", "fhir", "capsule"]),
        "of a picture that is none of DICOM"
    );
    assert_eq!(visit.offered("reports-along"), json!(["picture", "file-name", "date"]));

    let pdf = visit.save("pdf", "onsight-report.pdf");
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let has_image = |pdf: &[u8]| has(pdf, "/Subtype/Image") || has(pdf, "/Subtype /Image");
    assert!(!has_image(&pdf) && !has(&pdf, "Doe-Jane"));
    assert!(!has(&pdf, "CreationDate") && !has(&pdf, "CreateDate"), "a date that nobody told stands nowhere");

    let report = visit.save("structured-report", "onsight-report.dcm");
    let elements = read(&report).elements();
    assert_eq!(texts(&elements, "SOPClassUID"), ["1.2.840.10008.5.1.4.1.1.88.33"]);
    assert_eq!(texts(&elements, "ContentDate"), ["19700101"], "the date that stands for none, where there must be one");
    assert_eq!(texts(&elements, "SeriesDate"), [""; 0]);
    assert!(texts(&elements, "VerificationFlag") == ["UNVERIFIED"] && !has(&report, "Doe-Jane"));

    let capture = visit.save("secondary-capture", "onsight-picture.dcm");
    let described = read(&capture).description().expect("a picture");
    assert_eq!((described.width, described.height, described.samples), (200, 200, 3));
    assert!((1..=2).contains(&described.frames) && !has(&capture, "Doe-Jane"));
    assert_eq!(texts(&read(&capture).elements(), "ContentDate"), [""; 0], "it needs none");

    let bundle: Value = serde_json::from_slice(&visit.save("fhir", "onsight-fhir.json")).expect("JSON");
    assert_eq!(bundle["resourceType"], "Bundle");
    let resource = &bundle["entry"][0]["resource"];
    assert_eq!((&resource["resourceType"], &resource["status"]), (&json!("DiagnosticReport"), &json!("preliminary")));
    assert!(resource["issued"].is_null() && !bundle.to_string().contains("Doe-Jane"));
    let conclusion = resource["conclusion"].as_str().unwrap_or_default();
    assert!(conclusion.contains("Not a diagnosis"), "{conclusion}");

    // The other release of FHIR names a device in another way.
    let device = |bundle: &Value| {
        let entries = bundle["entry"].as_array().expect("entries").iter();
        let devices = entries.map(|entry| &entry["resource"]).find(|one| one["resourceType"] == "Device");
        let device = devices.expect("a device").clone();
        [device["deviceName"].is_array(), device["name"].is_array()]
    };
    assert_eq!(device(&bundle), [true, false]);
    visit.click("[data-testid=reports-release][value=r5]");
    let later: Value = serde_json::from_slice(&visit.save("fhir", "onsight-fhir.json")).expect("JSON");
    assert_eq!(device(&later), [false, true]);

    // What is chosen is included.
    ["file-name", "date"].into_iter().for_each(|part| visit.along(part));
    let report = visit.save("structured-report", "Doe-Jane-report.dcm");
    let told = visit.save("fhir", "Doe-Jane-fhir.json");
    // The marks around a name are those of the page alone.
    assert!([&report, &told].iter().all(|file| !has(file, "\u{2068}") && !has(file, "\u{2069}")));
    let dates = read(&report).elements();
    let year: u32 = texts(&dates, "ContentDate")[0][..4].parse().expect("a year");
    assert!(year > 2023, "{year}");
    visit.click("[data-testid=reports-form][value=pdf]");
    visit.along("picture");
    visit.click("[data-testid=reports-reader][value=clinician]");
    visit.click("[data-testid=reports-paper][value=letter]");
    let pdf = visit.save("pdf", "Doe-Jane-report.pdf");
    assert!(has_image(&pdf) && has(&pdf, "CreationDate"), "with pictures, of today");
    assert!(has(&pdf, "612 792"), "on US Letter");

    assert_eq!(visit.page.asked_since(asked), [""; 0], "a sealed page asks its host for nothing");
    assert_eq!(visit.page.browser.console_errors(), [] as [String; 0]);
    let origin = visit.page.url();
    let addresses = crate::privacy::requested_addresses(&visit.page.into_net_log());
    let foreign: Vec<&String> = addresses.iter().filter(|address| !address.starts_with(&origin)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn a_drawing_of_the_page_has_a_report_in_words_alone() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    let click =
        "const button = [...document.querySelectorAll('.examples button')][0]; button?.click(); return !!button";
    page.browser.wait("an example to click", PATIENCE, |browser| {
        browser.run(click, &Value::Null).as_bool().filter(|clicked| *clicked)
    });
    page.wait_for("[data-testid=predicted-label], [data-testid=abstained]");
    let visit = ReportVisit { page, saved: Folder::new("drawn-saved"), _given: Folder::new("drawn-given") };
    visit.open();
    assert_eq!(visit.offered("reports-form"), json!(["pdf"]), "what is of nobody goes into no archive");
}

#[test]
fn a_dicom_object_is_named_only_where_that_was_chosen() {
    let visit = ReportVisit::of("alone.dcm", &slice("1.2.3.4", 1));
    visit.open();
    assert_eq!(visit.offered("reports-along"), json!(["picture", "file-name", "date"]), "a PDF file names no object");
    let named = |report: &[u8]| {
        let elements = read(report).elements();
        let own = |keyword: &str| texts(&elements, keyword).into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert!(!has(report, "Doe^Jane"), "the patient does not go along");
        (own("StudyInstanceUID"), own("ReferencedSOPInstanceUID"))
    };
    let (study, instances) = named(&visit.save("structured-report", "onsight-report.dcm"));
    assert!(study.iter().all(|uid| uid.starts_with("2.25.")) && instances.is_empty(), "{study:?} {instances:?}");
    visit.along("source");
    let (study, instances) = named(&visit.save("structured-report", "onsight-report.dcm"));
    assert!(study.iter().all(|uid| uid == "1.2.3"), "it belongs to the study: {study:?}");
    assert!(!instances.is_empty() && instances.iter().all(|uid| uid == "1.2.3.4.1"), "{instances:?}");
    let bundle = visit.save("fhir", "onsight-fhir.json");
    assert!(has(&bundle, "urn:oid:1.2.3") && !has(&bundle, "Doe"));
}

#[test]
fn nothing_that_was_chosen_is_still_chosen_when_the_dialog_opens_again() {
    let visit = ReportVisit::of("again.png", &drawn());
    visit.open();
    visit.along("date");
    visit.click("[data-testid=reports-close]");
    visit.open();
    let chosen =
        "return [...document.querySelectorAll('[data-testid=reports-along]')].filter(one => one.checked).length";
    assert_eq!(visit.page.browser.run(chosen, &Value::Null), 0);
    // This format is a picture: it is always included, and the dialog says so.
    visit.click("[data-testid=reports-form][value=secondary-capture]");
    let picture = "const one = document.querySelector('[data-testid=reports-along][value=picture]'); \
        return [one.checked, one.disabled]";
    assert_eq!(visit.page.browser.run(picture, &Value::Null), json!([true, true]));
}

#[test]
fn the_keyboard_goes_into_the_dialog_and_back() {
    let visit = ReportVisit::of("keys.png", &drawn());
    let page = &visit.page;
    page.wait_for("[data-testid=report]");
    for _ in 0..2 {
        page.browser.run("document.querySelector('[data-testid=report]').focus()", &Value::Null);
        page.browser.press(&[ENTER]);
        page.wait_for("[data-testid=reports-dialog][open]");
        let inside = "return document.activeElement.closest('[data-testid=reports-dialog]') !== null";
        page.browser.wait("the keyboard in the dialog", PATIENCE, |browser| {
            browser.run(inside, &Value::Null).as_bool().filter(|is_inside| *is_inside)
        });
        page.browser.press(&[ESCAPE]);
        page.wait_for("[data-testid=reports-dialog]:not([open])");
        let focused = "return document.activeElement.dataset.testid";
        page.browser.wait("the keyboard where it was", PATIENCE, |browser| {
            (browser.run(focused, &Value::Null) == "report").then_some(())
        });
    }
}

#[test]
fn writing_in_the_picture_is_told_before_pixels_go_along() {
    let visit = ReportVisit::of("burned.png", &png_from_image(&written()));
    visit.open();
    let warning = "[data-testid=reports-warning]";
    assert_eq!(visit.page.text(warning), "", "no pixel goes along yet");
    visit.along("picture");
    visit.page.wait_for(warning);
    assert!(visit.page.text(warning).contains("Text seems to stand in this picture, at the top"));
    let capture = visit.save("secondary-capture", "onsight-picture.dcm");
    assert_eq!(texts(&read(&capture).elements(), "BurnedInAnnotation"), ["YES"]);
    visit.click("[data-testid=reports-form][value=structured-report]");
    visit.page.wait_for("[data-testid=reports-dialog]:not(:has([data-testid=reports-warning]))");
}
