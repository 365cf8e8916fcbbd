//! The light box: archives and slices, viewed by keyboard alone, without any network request.

use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use imaging::Pixels;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::driver::{Browser, Gpu};
use crate::looks::NAMELESS_OR_SMALL;
use crate::page::Page;
use crate::pictures::{Folder, drawn_head, screenshots};
use fixtures::dicom_made::Made;

pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
const DOWN: &str = "\u{e015}";
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const ESCAPE: &str = "\u{e00c}";

/// One slice of a drawn head, sixteen bits deep, with a window and a name.
pub(crate) fn slice(series: &str, number: u64) -> Vec<u8> {
    let picture = drawn_head(number);
    let Pixels::Grey8(samples) = picture.pixels() else { panic!("a grey drawing") };
    let stored: Vec<u16> = samples.iter().map(|&grey| u16::from(grey) * 16).collect();
    let made = Made::grey16(200, 200, &stored)
        .text((0x0028, 0x0030), "DS", "0.5\\0.5")
        .text((0x0028, 0x1050), "DS", "2000")
        .text((0x0028, 0x1051), "DS", "4000");
    let w = made.written;
    let first = [
        w.text((0x0008, 0x0018), "UI", &format!("{series}.{number}")),
        w.text((0x0008, 0x103E), "LO", &format!("Drawn {series}")),
        w.text((0x0010, 0x0010), "PN", "Doe^Jane"),
        w.text((0x0020, 0x000D), "UI", "1.2.3"),
        w.text((0x0020, 0x000E), "UI", series),
        w.text((0x0020, 0x0013), "IS", &number.to_string()),
    ];
    fixtures::dicom_made::with_meta(w.uid(), &[first.concat(), made.elements()].concat())
}

/// An archive: three slices of one series, and one compressed 16-bit slice of another.
fn archive(folder: &Folder) -> PathBuf {
    let compressed = crate::root().join("tests/data/dicom/j2k-16.dcm");
    let compressed = std::fs::read(compressed).expect("a compressed slice of sixteen bits");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        writer.start_file(name, SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("an entry");
    };
    for number in 1..=3 {
        add(&format!("disc/IM{number}"), &slice("1.2.3.4", number));
    }
    add("disc/COMPRESSED", &compressed);
    add("disc/readme.txt", b"no picture");
    folder.file("study.zip", &writer.finish().expect("an archive").into_inner())
}

/// Opens the archive in the light box.
#[track_caller]
pub(crate) fn open_archive(page: &Page, folder: &Folder) {
    page.pick(&[&archive(folder)]);
    page.wait_for("[data-testid=stage-canvas]");
    page.wait_for("[data-testid=window-center]");
    // Keys go to the light box once the keyboard is in it.
    let is_inside = "return document.activeElement?.closest('[data-testid=lightbox]') != null";
    page.browser.wait("the keyboard in the light box", PATIENCE, |browser| {
        browser.run(is_inside, &Value::Null).as_bool().filter(|is| *is)
    });
}

fn value(browser: &Browser, test_id: &str) -> String {
    let script = "return document.querySelector(`[data-testid=${arguments[0]}]`)?.value ?? ''";
    browser.run(script, &json!(test_id)).as_str().unwrap_or_default().to_owned()
}

/// Waits until a text of the light box is this one.
#[track_caller]
pub(crate) fn wait_for_text(page: &Page, test_id: &str, wanted: &str) {
    let selector = format!("[data-testid={test_id}]");
    page.browser
        .wait(&format!("`{wanted}` in {test_id}"), PATIENCE, |_| page.text(&selector).contains(wanted).then_some(()));
}

/// The rendered stage: mean grey of the screen, and the pixels.
pub(crate) fn seen(page: &Page) -> (f64, Vec<u8>) {
    let bounds = "const b = document.querySelector('[data-testid=stage-canvas]').getBoundingClientRect(); \
        return new Promise(done => requestAnimationFrame(() => setTimeout(() => \
            done({ x: b.x + 4, y: b.y + 4, width: b.width - 8, height: b.height - 8, scale: 1 }), 100)))";
    // What was requested is on the screen one frame later, or some more on a busy machine.
    let mut last = Vec::new();
    let grey = page.browser.wait("a stage that stays as it is", PATIENCE, |browser| {
        let grey = browser.pixels(&browser.run(bounds, &Value::Null)).to_luma8().into_raw();
        let before = std::mem::replace(&mut last, grey.clone());
        (before == grey).then_some(grey)
    });
    (grey.iter().map(|&grey| f64::from(grey)).sum::<f64>() / grey.len() as f64, grey)
}

#[test]
fn an_archive_is_looked_at_by_keyboard_and_classified_while_the_page_is_sealed() {
    let folder = Folder::new("lightbox");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    open_archive(&page, &folder);
    let before = page.requests().len();
    let series = "return [...document.querySelectorAll('[data-testid=series]')].map(series => series.innerText)";
    page.browser.wait("two series", PATIENCE, |browser| {
        (browser.run(series, &Value::Null).as_array().map(Vec::len) == Some(2)).then_some(())
    });
    // The middle slice is shown, and the stage has the focus.
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.press(&[DOWN]);
    wait_for_text(&page, "slice-count", "3 of 3");
    // The window: by keys, and seen in the pixels.
    assert_eq!(value(&page.browser, "window-center"), "2000");
    let (plain, _) = seen(&page);
    page.browser.press(&["b", "b", "b"]);
    // Three steps of 200.
    page.browser.wait("a lower window", PATIENCE, |browser| (value(browser, "window-center") == "1400").then_some(()));
    let (brighter, _) = seen(&page);
    assert!(brighter > plain + 2.0, "{plain} to {brighter}");
    page.browser.press(&["z", "i"]);
    let (inverted, _) = seen(&page);
    assert!(inverted > brighter, "{inverted}");
    page.browser.press(&["z", "p"]);
    wait_for_text(&page, "probe-value", "grey value");
    // A second press sets a length in the middle, for use without a pointer.
    page.browser.press(&["m", "m"]);
    wait_for_text(&page, "measure", "mm");
    page.browser.run("document.querySelector('[data-testid=stage]').focus()", &Value::Null);
    // Tags: searched, and names hidden until requested.
    page.browser.press(&["t"]);
    page.wait_for("[data-testid=tag-search]");
    page.browser.send_keys("[data-testid=tag-search]", "patientname");
    wait_for_text(&page, "tags", "1 element.");
    assert!(!page.text("[data-testid=tags]").contains("Doe"));
    page.browser.run("document.querySelector('[data-testid=tag-names]').click()", &Value::Null);
    wait_for_text(&page, "tags", "Doe^Jane");
    // The compressed 16-bit slice.
    page.browser.run("document.querySelectorAll('[data-testid=series]')[1].click()", &Value::Null);
    page.browser
        .wait("the other series", PATIENCE, |_| page.text(".lightbox__name").contains("COMPRESSED").then_some(()));
    // Classified: the page gets a picture, and the light box returns in the same state.
    page.browser.run("document.querySelectorAll('[data-testid=series]')[0].click()", &Value::Null);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.run("document.querySelector('[data-testid=classify-slice]').click()", &Value::Null);
    page.outcome("IM2");
    page.browser.run("document.querySelector('[data-testid=look]').click()", &Value::Null);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.press(&[ESCAPE]);
    page.browser.wait("a closed light box", PATIENCE, |browser| {
        let is_open =
            browser.run("return document.querySelector('[data-testid=lightbox]')?.open ?? null", &Value::Null);
        (is_open == false).then_some(())
    });
    let later = page.asked_since(before);
    assert!(later.is_empty(), "the page is sealed: {later:?}");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
    page.remove_all();
}

#[test]
fn every_control_of_the_light_box_has_a_name_and_fits_on_every_screen() {
    let folder = Folder::new("lightbox-looks");
    let page = Page::open(Gpu::None, "?backend=cpu");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    for (state, keys) in [("tools", ["m", "m", "p"]), ("tags", ["t", "g", "g"])] {
        page.browser.press(&keys);
        for (width, height) in [(390, 844), (1440, 1000)] {
            for theme in ["light", "dark"] {
                page.browser.emulate(width, height, theme);
                let bad = page.browser.run(NAMELESS_OR_SMALL, &Value::Null);
                assert_eq!(bad, Value::Array(Vec::new()), "{state} at {width} px");
                let wide =
                    "const d = document.querySelector('[data-testid=lightbox]'); return d.scrollWidth - d.clientWidth";
                let overflow = page.browser.run(wide, &Value::Null).as_i64().unwrap_or(i64::MAX);
                let file = screenshots().join(format!("lightbox-{state}-{width}-{theme}.png"));
                std::fs::write(&file, page.browser.screenshot(false)).expect("a screenshot");
                assert!(overflow <= 0, "{state} at {width} px, {theme}: {overflow} px wider than the screen");
            }
        }
        page.browser.emulate(1440, 1000, "light");
    }
}
