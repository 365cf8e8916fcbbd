//! Printed: one clean page with the picture's name and the date, light in any theme, and without names that were not
//! shown on screen.

use serde_json::{Value, json};

use crate::answers::dicom_from_slice;
use crate::driver::Gpu;
use crate::foreign;
use crate::lightbox::{PATIENCE, open_archive, wait_for_text};
use crate::page::Page;
use crate::pictures::{Folder, png_from_image, screenshots};

/// Controls, and what is about the machine.
const NOT_ON_PAPER: &str = "return ['.page__side', '.header__nav', '.examples', '.drop-zone', '[data-testid=ledger]', '.reading-switch', \
    '[data-testid=look]', '[data-testid=print]', '.viewer__opacity', '.viewer__classes', '.viewer__lay', '.probe', 'button', 'input'] \
    .filter(part => [...document.querySelectorAll(part)].some(one => one.checkVisibility()))";

/// Pages of a PDF.
fn pages(pdf: &[u8]) -> usize {
    let text: Vec<u8> = pdf.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let starts = |what: &[u8]| text.windows(what.len()).filter(|window| *window == what).count();
    starts(b"/Type/Page") - starts(b"/Type/Pages")
}

fn on_paper(page: &Page) {
    page.browser.devtools("Emulation.setEmulatedMedia", &json!({"media": "print"}));
}

#[test]
fn an_answer_is_one_clean_page_with_date_and_file() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for(".examples button");
    page.browser.run("document.querySelector('.examples button').click()", &Value::Null);
    page.wait_for("[data-testid=predicted-label]");
    for theme in ["light", "dark"] {
        page.browser.emulate(1440, 1000, theme);
        page.browser.run("document.documentElement.dataset.theme = arguments[0]", &json!(theme));
        for level in ["patient", "clinician"] {
            page.browser
                .run("document.querySelector(`input[name=reading][value=${arguments[0]}]`).click()", &json!(level));
            page.browser.settle();
            let pdf = page.browser.printed();
            std::fs::write(screenshots().join(format!("paper-{theme}-{level}.pdf")), &pdf).expect("a document");
            assert_eq!(pages(&pdf), 1, "{theme}, {level}");
            on_paper(&page);
            assert_eq!(page.browser.run(NOT_ON_PAPER, &Value::Null), json!([]), "{theme}, {level}");
            let looks = "const style = part => getComputedStyle(document.querySelector(part)); \
                return [style('body').backgroundColor, style('.probabilities__fill').printColorAdjust, style('.answer__title').color]";
            let looks = page.browser.run(looks, &Value::Null);
            assert_eq!((&looks[0], &looks[1]), (&json!("rgb(255, 255, 255)"), &json!("exact")), "{theme}: {looks}");
            assert_eq!(looks[2], "rgb(20, 33, 30)", "dark ink on white, {theme}");
            let said = page.text(".result-panel__words");
            let year = page.browser.run("return String(new Date().getFullYear())", &Value::Null);
            for part in ["synthetic-class.png", year.as_str().expect("a year"), "Onsight"] {
                assert!(said.contains(part), "{part} in {said}");
            }
            // Nothing overlaps.
            let over = "const cards = [...document.querySelectorAll('.result-panel__answer .card')].filter(one => one.checkVisibility()) \
                .map(one => [one.className, one.getBoundingClientRect()]); \
                return cards.flatMap(([name, a], at) => cards.slice(at + 1).filter(([, b]) => \
                    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1) \
                    .map(([other]) => [name, other])).concat([...document.querySelectorAll('.result-panel__answer .card')] \
                    .filter(one => one.checkVisibility() && one.scrollHeight > one.clientHeight + 1).map(one => [one.className, 'itself']))";
            assert_eq!(page.browser.run(over, &Value::Null), json!([]), "{theme}, {level}");
            page.browser.devtools("Emulation.setEmulatedMedia", &json!({"media": ""}));
        }
    }
}

/// One page at both reading levels.
#[track_caller]
fn assert_one_page(page: &Page, name: &str) {
    for level in ["patient", "clinician"] {
        page.browser.run("document.querySelector(`input[name=reading][value=${arguments[0]}]`).click()", &json!(level));
        page.browser.settle();
        let pdf = page.browser.printed();
        std::fs::write(screenshots().join(format!("paper-{name}-{level}.pdf")), &pdf).expect("a document");
        assert_eq!(pages(&pdf), 1, "{name}, {level}");
    }
}

#[test]
fn the_answer_to_a_slice_is_one_page_whatever_its_file_says() {
    let folder = Folder::new("paper-slice");
    let page = Page::open(Gpu::None, "?backend=cpu");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.run("document.querySelector('[data-testid=classify-slice]').click()", &Value::Null);
    page.outcome("IM2");
    assert_one_page(&page, "slice");
    let Some((file, _)) = foreign::of_each_class(1).into_iter().next() else {
        println!("SKIPPED the slice of a patient: ../shared/data/brain-mri is not there");
        return;
    };
    let slice = image::open(file).expect("a picture").into_luma8();
    page.answer_or_not(&folder.file("patient.dcm", &dicom_from_slice(&slice)));
    assert_one_page(&page, "patient");
}

#[test]
fn a_picture_with_writing_in_it_is_told_of_and_stays_out_of_print_until_somebody_has_looked() {
    let folder = Folder::new("burned-in");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let plain = folder.drawn("plain.png", 65);
    page.answer_or_not(&plain);
    assert_eq!(page.text("[data-testid=burned-in]"), "");
    for (name, format) in [("burned.png", image::ImageFormat::Png), ("burned.jpg", image::ImageFormat::Jpeg)] {
        let picture = image::load_from_memory(&png_from_image(&written())).expect("a picture");
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("a file");
        page.answer_or_not(&folder.file(name, bytes.get_ref()));
        let warning = page.text("[data-testid=burned-in]");
        for part in ["Text seems to stand in this picture, at the top", "name or a date of birth", "print"] {
            assert!(warning.contains(part), "{name}: {part} in {warning}");
        }
        // Also for screen readers, and above everything that shows the picture.
        page.browser.wait(&format!("{name} read out"), PATIENCE, |_| {
            page.text("[role=status].visually-hidden").contains("Text seems to stand").then_some(())
        });
        let first = page.browser.run(
            "return document.querySelector('[data-testid=result]').firstElementChild.dataset.testid",
            &Value::Null,
        );
        assert_eq!(first, "burned-in", "{name}");
        let is_printed = "return document.querySelector('.viewer').checkVisibility()";
        on_paper(&page);
        assert_eq!(page.browser.run(is_printed, &Value::Null), false, "{name}");
        page.browser.devtools("Emulation.setEmulatedMedia", &json!({"media": ""}));
        page.browser.run("document.querySelector('[data-testid=burned-in] button').click()", &Value::Null);
        on_paper(&page);
        assert_eq!(page.browser.run(is_printed, &Value::Null), true, "{name}");
        page.browser.devtools("Emulation.setEmulatedMedia", &json!({"media": ""}));
    }
}

/// A drawn head with a line of capitals and figures at its top, as consoles burn them in.
pub(crate) fn written() -> imaging::Image {
    use imaging::{Image, Pixels, synthetic};
    // DOE JANE 1957, five columns and seven rows a letter.
    const TEXT: [[u8; 7]; 9] = [
        [0x1E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1E],
        [0x0E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E],
        [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F],
        [0x07, 0x02, 0x02, 0x02, 0x02, 0x12, 0x0C],
        [0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
        [0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11],
        [0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E],
        [0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
        [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x11, 0x0E],
    ];
    let picture = synthetic::phantom(synthetic::Phantom::Plain, 7);
    let width = picture.width() as usize;
    let Pixels::Grey8(samples) = picture.pixels() else { panic!("a grey drawing") };
    let mut samples = samples.clone();
    for (at, letter) in TEXT.iter().enumerate() {
        for (row, bits) in letter.iter().enumerate() {
            for column in (0..5).filter(|column| bits >> (4 - column) & 1 == 1) {
                for (x, y) in (0..2).flat_map(|x| (0..2).map(move |y| (x, y))) {
                    samples[(10 + 2 * row + y) * width + 12 + at * 12 + 2 * column + x] = 240;
                }
            }
        }
    }
    Image::new(picture.width(), picture.height(), Pixels::Grey8(samples)).expect("a picture")
}
