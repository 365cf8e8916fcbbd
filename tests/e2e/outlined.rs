//! What the model outlines: said, drawn over the picture, and saved. Only where the shipped model outlines.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::page::Page;
use crate::pictures::{Folder, twenty, whole};

/// Pixels of the edge line in the overlay.
const EDGE: &str = "const canvas = document.querySelector('canvas[data-testid=heatmap]'); \
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); \
    let edge = 0; \
    for (let at = 0; at < data.length; at += 4) \
        edge += data[at] === 255 && data[at + 1] === 255 && data[at + 2] === 255 && data[at + 3] === 255; \
    return edge";

/// Whether the shipped model outlines.
fn outlines() -> bool {
    let manifest = fs::read(crate::root().join("models/brain-mri/manifest.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    !manifest["outline"].is_null()
}

/// Opens pictures until something is outlined on one.
fn outlined(page: &Page, pictures: Vec<PathBuf>) -> Option<PathBuf> {
    pictures.into_iter().find(|picture| {
        page.answer_or_not(picture);
        page.text("[data-testid=outlined]").starts_with("The model outlined ")
    })
}

#[test]
fn an_outline_is_said_drawn_and_saved_as_a_mask_of_the_pictures_size() {
    if !outlines() {
        println!("NOTE: the shipped model does not outline.");
        return;
    }
    let folder = Folder::new("outlined");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let picture = outlined(&page, twenty(&folder)).expect("something outlined on one of twenty pictures");
    let said = page.text("[data-testid=outlined]");
    // In terms of the picture, as the file states neither the pixel spacing nor the patient's orientation.
    assert!(said.contains(" of the slice, ") && said.ends_with(" of the picture."), "{said}");
    assert!(!said.contains("mm²") && !said.contains("cm²"), "{said}");
    // Said before the class; how often such a place is missed is stated with the picture.
    let order = "const card = document.querySelector('[data-testid=outlined]').closest('section'); \
        return [...card.querySelectorAll('[data-testid=outlined], h2, [data-testid=not-a-diagnosis]')] \
        .map(one => one.dataset.testid === 'predicted-label' ? 'h2' : one.dataset.testid ?? 'h2').join(' ')";
    let order = page.browser.run(order, &Value::Null);
    assert_eq!(order, "outlined h2 not-a-diagnosis");
    let measured = page.text(".viewer__summary");
    assert!(measured.contains("missed it in ") || measured.contains("Nobody has measured "), "{measured}");

    // Where the map is in doubt and not shown, nothing is said of its place either.
    let told = "const viewer = document.querySelector('.viewer'); \
        const was = viewer.classList.contains('viewer--doubted'); \
        viewer.classList.add('viewer--doubted'); \
        const isTold = document.querySelector('[data-testid=outlined]').checkVisibility(); \
        viewer.classList.toggle('viewer--doubted', was); \
        return isTold";
    assert_eq!(page.browser.run(told, &Value::Null), false);

    page.wait_for("canvas[data-testid=heatmap]");
    // It is painted one frame after the answer appears, or later on a busy machine.
    page.browser.wait("a line around what is outlined", Duration::from_secs(60), |browser| {
        browser.run(EDGE, &Value::Null).as_u64().filter(|edge| *edge > 0)
    });

    let saved = Folder::new("outline-saved");
    let to = json!({"behavior": "allow", "downloadPath": saved.path()});
    page.browser.devtools("Browser.setDownloadBehavior", &to);
    page.browser.run("document.querySelector('[data-testid=save-outline]').click()", &Value::Null);
    // What the picture is called may name the patient.
    let name = saved.path().join("onsight-outline.png");
    // It gets its name once it is complete.
    let bytes = page.browser.wait("the saved outline", Duration::from_secs(60), |_| whole(&name));
    let mask = image::load_from_memory_with_format(&bytes, image::ImageFormat::Png).expect("a PNG").to_luma8();
    let file = fs::read(&picture).expect("a file");
    assert_eq!(mask.dimensions(), imaging::open(&file, &imaging::Limits::default()).expect("a picture").size);
    let white = mask.pixels().filter(|pixel| pixel.0 == [255]).count();
    let black = mask.pixels().filter(|pixel| pixel.0 == [0]).count();
    assert!(white > 0 && white + black == mask.pixels().len(), "{white} white, {black} black");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}
