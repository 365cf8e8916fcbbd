//! A region that is outlined in the light box: by keyboard, mouse and brush, measured, and asked about as it was cut out.

use std::f64::consts::PI;

use imaging::{Image, Pixels};
use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::language::open;
use crate::lightbox::{ENTER, PATIENCE, open_archive, wait_for_text};
use crate::made_up_task::{ID, model, shipped};
use crate::page::{Page, PageOutcome};
use crate::pictures::{Folder, png_from_image};
use crate::site::Site;
use fixtures::dicom_made::{Made, with_meta};

const RIGHT: &str = "\u{e014}";
/// Side of a slice, in pixels.
const SIDE: usize = 256;
/// Millimetres of a pixel.
const PIXEL: f64 = 0.7;
/// Radius of what is outlined, in pixels.
const RADIUS: f64 = 9.0;

/// What the made-up task says of regions: those of lung on CT.
const REGION: &str = r#"
[region]
modality = "CT"
unit = "HU"
center = -400.0
width = 1200.0
surroundings = -850.0
edge = 0.5
side = 64
pixel = [0.5, 1.0]
across = [17, 22]
up_to = [5, 8]

[region.text]
tool = "Outline a stain"
ask = "Ask about this stain"
note = "It is how gardeners rated such stains."
rows = [{ patient = "The table says small." }, { patient = "The table says medium." }, { patient = "The table says large." }]
scope = { patient = "It is for stains that were found by chance." }
source = "A table of stains"
"#;

/// Hounsfield units of a round spot in the middle of lung, with a vessel that runs from it to the edge of the slice.
fn lung(column: usize, row: usize) -> f64 {
    let (x, y) = (column as f64 - 128.0, row as f64 - 128.0);
    let is_vessel = x > 0.0 && y.abs() <= 1.5;
    if x.hypot(y) <= RADIUS || is_vessel { 30.0 } else { -850.0 }
}

fn slice(number: usize) -> Vec<u8> {
    let stored: Vec<u16> = (0..SIDE * SIDE).map(|at| (lung(at % SIDE, at / SIDE) + 1024.0) as u16).collect();
    let made = Made { modality: "CT", ..Made::grey16(SIDE as u16, SIDE as u16, &stored) }
        .text((0x0028, 0x0030), "DS", &format!("{PIXEL}\\{PIXEL}"))
        .text((0x0028, 0x1050), "DS", "-600")
        .text((0x0028, 0x1051), "DS", "1500")
        .text((0x0028, 0x1052), "DS", "-1024")
        .text((0x0028, 0x1053), "DS", "1");
    let w = made.written;
    let first = [
        w.text((0x0008, 0x0018), "UI", &format!("1.2.3.4.{number}")),
        w.text((0x0008, 0x103E), "LO", "Chest"),
        w.text((0x0020, 0x000D), "UI", "1.2.3"),
        w.text((0x0020, 0x000E), "UI", "1.2.3.4"),
        w.text((0x0020, 0x0013), "IS", &number.to_string()),
    ];
    with_meta(w.uid(), &[first.concat(), made.elements()].concat())
}

/// The page with a made-up task that reads regions.
fn site() -> Site {
    let root = crate::root().join("tests/data/tasks");
    let task = training::task_file::read(&root, ID).expect("the task");
    let (manifest, weights) = model(&task);
    shipped("outline", &manifest, &weights, |file| file + REGION)
}

/// What is seen of the outline: its path, and its longest diameter and its area as they are told.
fn outlined(page: &Page) -> (String, f64, f64) {
    let path = "return document.querySelector('[data-testid=region-outline]')?.getAttribute('d') ?? ''";
    let path = page.browser.run(path, &Value::Null).as_str().unwrap_or_default().to_owned();
    let told = page.text("[data-testid=region-size]");
    let numbers: Vec<f64> = told.split([' ', ';']).filter_map(|word| word.parse().ok()).collect();
    let number = |at: usize| numbers.get(at).copied().unwrap_or(0.0);
    (path, number(0), numbers.last().copied().unwrap_or(0.0))
}

/// Waits until the area that is told is another one, and returns it.
#[track_caller]
fn other_area(page: &Page, than: f64) -> f64 {
    page.browser.wait("another outline", PATIENCE, |_| {
        let (_, _, area) = outlined(page);
        (area > 0.0 && (area - than).abs() > 0.05).then_some(area)
    })
}

fn click(page: &Page, test_id: &str) {
    page.browser.run("document.querySelector(`[data-testid=${arguments[0]}]`).click()", &json!(test_id));
}

fn is_there(page: &Page, test_id: &str) -> Value {
    page.browser.run("return document.querySelector(`[data-testid=${arguments[0]}]`) !== null", &json!(test_id))
}

/// Presses the mouse at one share of the stage's size and lifts it at another.
fn stroke(page: &Page, from: (f64, f64), to: (f64, f64)) {
    let bounds = "const b = document.querySelector('[data-testid=stage]').getBoundingClientRect(); return [b.x, b.y, b.width, b.height]";
    let bounds = page.browser.run(bounds, &Value::Null);
    let number = |at: usize| bounds[at].as_f64().unwrap_or_default();
    let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
    for (kind, (x, y)) in [("mousePressed", from), ("mouseMoved", middle), ("mouseMoved", to), ("mouseReleased", to)] {
        let (x, y) = (number(0) + number(2) * x, number(1) + number(3) * y);
        let event = json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1});
        page.browser.devtools("Input.dispatchMouseEvent", &event);
    }
}

#[test]
fn a_region_is_outlined_measured_corrected_and_asked_about() {
    let (site, folder) = (site(), Folder::new("lightbox-outline"));
    on_slices(&site, &folder);
    on_a_picture(&site, &folder);
}

fn on_slices(site: &Site, folder: &Folder) {
    let page = open(site, "?backend=cpu&threads=1");
    page.wait_for_guard();
    let files: Vec<_> = (1..=3).map(|number| folder.file(&format!("IM{number}"), &slice(number))).collect();
    page.pick(&[&files[0], &files[1], &files[2]]);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.wait_for("[data-testid=window-center]");

    // The tool alone outlines nothing, and says what to do.
    page.browser.press(&["o"]);
    wait_for_text(&page, "lightbox-said", "Outline a stain");
    assert_eq!(outlined(&page).0, "");
    // Once more: what is in the middle, without the vessel, and the keyboard on where it began.
    page.browser.press(&["o"]);
    page.wait_for("[data-testid=region-seed]");
    let area = other_area(&page, 0.0);
    let (path, long, _) = outlined(&page);
    let diameter = 2.0 * RADIUS * PIXEL;
    assert!(!path.is_empty() && (long - diameter).abs() < 1.5, "{long} mm of {diameter} mm");
    assert!((area / (PI * diameter * diameter / 4.0) - 1.0).abs() < 0.1, "{area} mm²");
    wait_for_text(&page, "lightbox-said", "mm");
    let has_focus = "return document.activeElement.dataset.testid ?? ''";
    page.browser.wait("the keyboard on the seed", PATIENCE, |browser| {
        (browser.run(has_focus, &Value::Null) == "region-seed").then_some(())
    });
    page.browser.press(&[RIGHT]);
    assert_eq!(outlined(&page).0, path, "from one pixel beside it is the same");
    // What the table says, by the mean diameter, and for whom it is.
    let table = page.all_text("[data-testid=region-table]");
    for said in ["The table says large.", "found by chance", "A table of stains"] {
        assert!(table.contains(said), "{said}: {table}");
    }

    // A pixel more all around, and taken back.
    click(&page, "region-wider");
    assert!(other_area(&page, area) > area);
    click(&page, "region-undo");
    page.browser.wait("the outline before", PATIENCE, |_| (outlined(&page).0 == path).then_some(()));
    // What is larger or smaller than what the model knows is not asked about, and the limits are told with the measure.
    for (button, times) in [("region-wider", 3), ("region-narrower", 2)] {
        (0..times).for_each(|_| click(&page, button));
        wait_for_text(&page, "region-why-not", "17 to 22 pixels, which are 11.9 to 15.4 mm");
        // It is read out as well, and what was before it.
        let aloud = page.text("[data-testid=region-size]") + " " + &page.text("[data-testid=region-why-not]");
        wait_for_text(&page, "lightbox-said", aloud.trim());
        assert_eq!(is_there(&page, "region-ask"), false, "{button}");
        (0..times).for_each(|_| click(&page, "region-undo"));
        page.browser.wait("the outline before", PATIENCE, |_| (outlined(&page).0 == path).then_some(()));
        page.wait_for("[data-testid=region-ask]");
    }
    // A brush that takes away, straight down the right half; the window stays what it was.
    page.browser.run("document.querySelectorAll('input[name=brush]')[2].click()", &Value::Null);
    stroke(&page, (0.52, 0.4), (0.52, 0.6));
    assert!(other_area(&page, area) < area);
    click(&page, "region-undo");
    page.browser.wait("the outline before", PATIENCE, |_| (outlined(&page).0 == path).then_some(()));
    // A click outlines anew; beside it there is nothing, and what was there stays.
    page.browser.run("document.querySelectorAll('input[name=brush]')[0].click()", &Value::Null);
    stroke(&page, (0.4, 0.4), (0.4, 0.4));
    wait_for_text(&page, "region-trouble", "stands out");
    assert_eq!(outlined(&page).0, path);
    stroke(&page, (0.5, 0.5), (0.5, 0.5));
    page.browser.wait("no trouble", PATIENCE, |_| page.text("[data-testid=region-trouble]").is_empty().then_some(()));
    assert_eq!(outlined(&page).0, path);
    // It lies on its own slice alone.
    page.browser.run("document.querySelector('[data-testid=stage]').focus()", &Value::Null);
    page.browser.press(&["\u{e015}"]);
    wait_for_text(&page, "slice-count", "3 of 3");
    page.browser.wait("a slice without outline", PATIENCE, |_| outlined(&page).0.is_empty().then_some(()));
    page.browser.press(&["\u{e013}"]);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.wait("the outline again", PATIENCE, |_| (outlined(&page).0 == path).then_some(()));

    // The model is asked about the picture that is cut out, and the light box comes back as it was left.
    assert!(page.text("[data-testid=region-note]").contains("gardeners rated"));
    click(&page, "region-ask");
    match page.outcome("IM2, outlined") {
        PageOutcome::Answered(_) => {}
        PageOutcome::Failed(kind, words) => panic!("{kind}: {words}"),
    }
    let origin = page.text("[data-testid=origin]");
    for part in ["CT", "Chest, slice 2 of 3", "outlined: "] {
        assert!(origin.contains(part), "{part} in {origin}");
    }
    click(&page, "look");
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.wait("the outline as it was left", PATIENCE, |_| (outlined(&page).0 == path).then_some(()));
    // On a phone the tool in use stands below the picture, on the same screen.
    page.browser.emulate(390, 844, "light");
    page.browser.settle();
    let places = "const of = part => document.querySelector(`[data-testid=${part}]`).getBoundingClientRect(); \
        return [of('stage').top, of('stage').bottom, of('region-tools').top, innerHeight]";
    let places = page.browser.run(places, &Value::Null);
    let places: Vec<f64> = places.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    assert!(places.len() == 4 && places[0] >= 0.0 && places.is_sorted(), "{places:?}");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

/// A picture has neither pixels of a known size nor Hounsfield units: it is outlined, and not asked about.
fn on_a_picture(site: &Site, folder: &Folder) {
    let page = open(site, "?backend=cpu&threads=1");
    page.wait_for_guard();
    let greys = (0..SIDE * SIDE).map(|at| if lung(at % SIDE, at / SIDE) > 0.0 { 220 } else { 40 }).collect();
    let picture = Image::new(SIDE as u32, SIDE as u32, Pixels::Grey8(greys)).expect("a picture");
    page.answer_or_not(&folder.file("spot.png", &png_from_image(&picture)));
    click(&page, "look");
    let has_focus = "return document.activeElement.classList.contains('stage')";
    page.browser.wait("the keyboard on the stage", PATIENCE, |browser| {
        browser.run(has_focus, &Value::Null).as_bool().filter(|is| *is)
    });
    page.browser.wait("a slice", PATIENCE, |_| (!page.text("[data-testid=zoom]").is_empty()).then_some(()));
    page.browser.press(&["o", ENTER]);
    wait_for_text(&page, "region-size", "pixels");
    assert!(!page.text("[data-testid=region-size]").contains("mm²"));
    wait_for_text(&page, "region-why-not", "HU");
    for absent in ["region-ask", "region-table"] {
        assert_eq!(is_there(&page, absent), false, "{absent}");
    }
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn slices_that_no_task_reads_regions_of_have_no_such_tool() {
    let folder = Folder::new("lightbox-no-outline");
    let page = Page::open(Gpu::None, "?backend=cpu");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.press(&["o", "o", ENTER]);
    let found = "return [document.querySelectorAll('[data-testid=region-tools], [data-testid=region-seed]').length, \
        document.querySelectorAll('input[name=tool]').length, document.querySelector('[data-testid=stage]').dataset.tool]";
    assert_eq!(page.browser.run(found, &Value::Null), json!([0, 5, "Window"]));
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}
