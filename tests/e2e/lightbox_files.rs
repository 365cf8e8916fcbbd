//! What the light box opens and says about it: folders, patient CDs, PET, text in the picture, the patient's sides.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::lightbox::{ESCAPE, PATIENCE, slice, wait_for_text};
use crate::page::{Page, PageOutcome};
use crate::pictures::Folder;
use fixtures::dicom_made::{Made, Written, with_meta};

const W: Written = Written::Explicit;

/// A DICOMDIR without entries.
fn table() -> Vec<u8> {
    let class = W.text((0x0008, 0x0016), "UI", "1.2.840.10008.1.3.10");
    let record = W.sequence((0x0004, 0x1220), &[W.text((0x0004, 0x1430), "CS", "PATIENT")], false);
    with_meta(W.uid(), &[record, class].concat())
}

/// A patient CD: a DICOMDIR, two series in folders of their own, a text file.
fn disc(folder: &Folder) {
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    write("DICOMDIR", &table());
    for number in 1..=3 {
        write(&format!("IMAGES/A/IM{number}"), &slice("1.2.3.4", number));
    }
    for number in 4..=5 {
        write(&format!("IMAGES/B/IM{number}"), &slice("1.2.3.5", number));
    }
    write("README.TXT", b"no picture");
}

fn drop_folder(page: &Page, folder: &Path) {
    let data = json!({"items": [], "files": [folder], "dragOperationsMask": 1});
    for kind in ["dragEnter", "dragOver", "drop"] {
        page.browser.devtools("Input.dispatchDragEvent", &json!({"type": kind, "x": 300, "y": 300, "data": data}));
    }
}

#[test]
fn a_patient_cd_is_two_series_however_it_is_given() {
    let folder = Folder::new("lightbox-disc");
    disc(&folder);
    let page = Page::open(Gpu::None, "?backend=cpu");
    for way in ["picked", "dropped"] {
        match way {
            "picked" => page.browser.send_keys("[data-testid=folder-input]", &folder.path().display().to_string()),
            _ => drop_folder(&page, folder.path()),
        }
        page.wait_for("[data-testid=lightbox][open]");
        let series =
            "return [...document.querySelectorAll('[data-testid=series]')].map(series => series.innerText).sort()";
        let wanted = json!(["Drawn 1.2.3.4\nMR, 3 slices", "Drawn 1.2.3.5\nMR, 2 slices"]);
        page.browser.wait(&format!("{wanted}, {way}"), PATIENCE, |browser| {
            (browser.run(series, &Value::Null) == wanted).then_some(())
        });
        // The DICOMDIR is not worth a message beside its pictures.
        page.browser.wait(&format!("one file left, {way}"), PATIENCE, |_| {
            (page.text(".series__left summary") == "1 file holds no picture").then_some(())
        });
        wait_for_text(&page, "slice-count", "2 of ");
        page.browser.press(&[ESCAPE]);
        page.browser.wait("a closed light box", PATIENCE, |browser| {
            let is_open =
                browser.run("return document.querySelector('[data-testid=lightbox]')?.open ?? null", &Value::Null);
            (is_open == false).then_some(())
        });
    }
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn a_table_of_contents_alone_says_what_to_do() {
    let folder = Folder::new("lightbox-table");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.pick(&[&folder.file("DICOMDIR", &table())]);
    let PageOutcome::Failed(kind, words) = page.outcome("DICOMDIR") else {
        panic!("a table of contents got an answer")
    };
    assert_eq!(kind, "unsupported");
    assert!(words.contains("table of contents of a patient CD") && words.contains("whole folder"), "{words}");
    assert_no_light_box(&page);
}

/// No light box is open.
#[track_caller]
fn assert_no_light_box(page: &Page) {
    let is_open =
        page.browser.run("return document.querySelector('[data-testid=lightbox]')?.open ?? false", &Value::Null);
    assert_eq!(is_open, false, "an empty light box");
}

/// An archive of these entries.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("an entry");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn an_archive_without_a_picture_stays_in_the_list_with_its_name_and_opens_no_light_box() {
    let folder = Folder::new("lightbox-nothing");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let word: &[(&str, &[u8])] = &[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/document.xml", b"<w:document/>"),
    ];
    let book: &[(&str, &[u8])] = &[("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<container/>")];
    // Each as the first file of a page, and once the page is sealed, when the worker detects it.
    for (name, entries) in
        [("letter.docx", word), ("book.epub", book), ("empty.zip", &[]), ("notes.zip", &[("a.txt", b"text")])]
    {
        let PageOutcome::Failed(kind, words) = page.classify(&folder.file(name, &zipped(entries))) else {
            panic!("{name} got an answer")
        };
        assert_eq!(page.text("#case-title"), name);
        assert!(kind == "unsupported" || kind == "damaged", "{name}: {kind}");
        assert!(words.split_whitespace().count() >= 20, "{name}: {words}");
        assert_eq!(page.text(".failure-card__actions").trim(), "Remove this picture", "{name} would fail again");
        assert_no_light_box(&page);
    }
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn what_is_given_after_a_picture_and_holds_several_leaves_the_list_for_the_light_box() {
    let folder = Folder::new("lightbox-after");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let drawn = folder.drawn("drawn.png", 1);
    let before = page.classify(&drawn);
    // The page is sealed and the worker is ready: so it is the worker that detects it.
    page.pick(&[&folder.file("DICOMDIR", &table())]);
    let PageOutcome::Failed(_, words) = page.outcome("DICOMDIR") else { panic!("a table of contents got an answer") };
    assert!(words.contains("table of contents of a patient CD"), "{words}");
    assert_no_light_box(&page);
    // A file that can be opened is removed from the list.
    let slices = zipped(&[("IM1", &slice("1.2.3.4", 1)), ("IM2", &slice("1.2.3.4", 2))]);
    page.pick(&[&folder.file("study.zip", &slices)]);
    wait_for_text(&page, "slice-count", "2 of 2");
    page.browser.press(&[ESCAPE]);
    let count = page.browser.run("return document.querySelector('.queue').dataset.count", &Value::Null);
    assert_eq!(count, "2");
    assert_eq!(page.outcome("drawn.png"), before);
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

/// A PET slice of 70 kg and 370 MBq, decay-corrected to the injection: 10,000 Bq/ml are an SUV of 1.89. Letters of four
/// vertical and four horizontal strokes are at its top.
fn pet() -> Vec<u8> {
    let side = 256_usize;
    let strokes = |column: usize, row: usize| {
        let (letter, x, y) = ((column - 40) / 12, (column - 40) % 12, row - 10);
        let upright = x < 2 || ((6..8).contains(&x) && letter % 2 == 0);
        let lying = x < 8 && (y < 2 || ((6..8).contains(&y) && letter % 3 == 0) || (y >= 12 && letter % 2 == 1));
        letter < 8 && y < 14 && (upright || lying)
    };
    let stored: Vec<u16> = (0..side * side)
        .map(|at| (at % side, at / side))
        .map(|(column, row)| match (column, row) {
            (40..136, 10..24) if strokes(column, row) => 20_000,
            (_, 40..) => 10_000,
            _ => 0,
        })
        .collect();
    let item = [W.text((0x0018, 0x1074), "DS", "370000000")].concat();
    let made = Made { modality: "PT", ..Made::grey16(256, 256, &stored) };
    made.text((0x0010, 0x1030), "DS", "70")
        .text((0x0020, 0x000E), "UI", "1.2.3.1")
        .text((0x0020, 0x0011), "IS", "1")
        .text((0x0020, 0x0037), "DS", "1\\0\\0\\0\\1\\0")
        .text((0x0028, 0x0030), "DS", "2\\2")
        .text((0x0028, 0x0051), "CS", "DECY\\ATTN")
        .with(W.sequence((0x0054, 0x0016), &[item], false))
        .text((0x0054, 0x1001), "CS", "BQML")
        .text((0x0054, 0x1102), "CS", "ADMIN")
        .file()
}

#[test]
fn uptake_sides_and_text_in_the_picture_are_told() {
    let folder = Folder::new("lightbox-pet");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let without = Made { modality: "PT", ..Made::grey16(64, 64, &vec![7; 64 * 64]) }
        .text((0x0020, 0x000E), "UI", "1.2.3.2")
        .text((0x0020, 0x0011), "IS", "2")
        .text((0x0054, 0x1001), "CS", "BQML");
    page.pick(&[&folder.file("PET", &pet()), &folder.file("PLAIN", &without.file())]);
    page.wait_for("[data-testid=window-center]");
    let marks = "return document.querySelector('[data-testid=marks]').ariaLabel ?? ''";
    let sides = page.browser.wait("the patient's sides", PATIENCE, |browser| {
        browser.run(marks, &Value::Null).as_str().filter(|sides| !sides.is_empty()).map(str::to_owned)
    });
    assert_eq!(sides, "Sides of the patient: A above, L at the right, P below, R at the left");
    page.browser.press(&["h"]);
    page.browser.wait("mirrored sides", PATIENCE, |browser| {
        let sides = browser.run(marks, &Value::Null);
        sides.as_str().is_some_and(|sides| sides.contains("R at the right")).then_some(())
    });
    wait_for_text(&page, "scale", "cm");
    page.browser.press(&["p"]);
    wait_for_text(&page, "probe-value", "10000 Bq/ml, SUV 1.89 g/ml by body weight");
    wait_for_text(&page, "window-preset", "SUV 0 to 5");
    // Beside the export, before it is requested.
    page.browser.press(&["t"]);
    page.wait_for("[data-testid=save-deidentified]");
    wait_for_text(&page, "burned-in", "text stands at the top border");
    // For a PET with missing attributes the page says what is missing, and nothing is guessed.
    page.browser.press(&["t"]);
    page.browser.run("document.querySelectorAll('[data-testid=series]')[1].click()", &Value::Null);
    wait_for_text(&page, "no-suv", "No standardised uptake value: its values are not corrected for attenuation.");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn text_in_the_picture_is_covered_and_what_was_changed_is_shown_before_it_is_saved() {
    let folder = Folder::new("lightbox-cover");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let click =
        |id: &str| page.browser.run(&format!("document.querySelector('[data-testid={id}]').click()"), &Value::Null);
    // For one slice the question is asked at once.
    page.answer_or_not(&folder.file("PET", &pet()));
    page.wait_for("[data-testid=look]");
    click("look");
    page.wait_for("[data-testid=window-center]");
    page.browser.press(&["t"]);
    page.wait_for("[data-testid=cover-found]");
    click("cover-found");
    wait_for_text(&page, "measure-item", "Box 1");
    assert_eq!(page.browser.run("return document.querySelectorAll('.stage__cover').length", &Value::Null), 1);
    // Its centre handle moves all of it, by the keyboard.
    let label = "return document.querySelector('[data-measure=\"0\"][data-point=\"2\"]').ariaLabel";
    let before = page.browser.run(label, &Value::Null);
    assert!(before.as_str().is_some_and(|said| said.starts_with("Box 1: columns ")), "{before}");
    page.browser.run("document.querySelector('[data-measure=\"0\"][data-point=\"2\"]').focus()", &Value::Null);
    page.browser.press(&["\u{E015}"]);
    page.browser.wait("a moved box", PATIENCE, |browser| (browser.run(label, &Value::Null) != before).then_some(()));
    // A second one is added in the middle, and removed.
    click("cover-add");
    page.browser.wait("a second box", PATIENCE, |browser| {
        let focus = browser.run("return document.activeElement.dataset.measure ?? ''", &Value::Null);
        (focus == "1").then_some(())
    });
    let remove = "[...document.querySelectorAll('button')].find(b => b.ariaLabel === 'Remove Box 2').click()";
    page.browser.run(remove, &Value::Null);
    click("save-deidentified");
    wait_for_text(&page, "changes", "Covered on every frame: columns ");
    let changes = page.text("[data-testid=changes]");
    for part in ["Removed: ", "(0010,1030) PatientWeight", "Not vouched for: text in the picture outside of the boxes"]
    {
        assert!(changes.contains(part), "{part}: {changes}");
    }
    page.wait_for("[data-testid=save-file]");
    page.wait_for("[data-testid=save-report]");
    // As soon as a box has moved, the exported file no longer matches what is shown.
    page.browser.run("document.querySelector('[data-measure=\"0\"][data-point=\"0\"]').focus()", &Value::Null);
    page.browser.press(&["\u{E014}"]);
    page.browser.wait("nothing to save", PATIENCE, |browser| {
        let gone = browser.run("return document.querySelector('[data-testid=changes]') === null", &Value::Null);
        gone.as_bool().filter(|is| *is)
    });
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}
