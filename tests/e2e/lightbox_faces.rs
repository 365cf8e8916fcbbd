//! The light box warns of faces, and saves a volume and a series without them.

use serde_json::Value;

use crate::driver::Gpu;
use crate::lightbox::wait_for_text;
use crate::page::Page;
use crate::pictures::Folder;
use fixtures::head::{HeadScan, WHOLE};

const STRAIGHT: [(usize, bool); 3] = [(0, false), (1, false), (2, false)];

fn click(page: &Page, test_id: &str) {
    page.wait_for(&format!("[data-testid={test_id}]"));
    page.browser.run(&format!("document.querySelector('[data-testid={test_id}]').click()"), &Value::Null);
}

#[test]
fn a_volume_is_saved_without_its_face_and_what_was_done_is_said_before() {
    let folder = Folder::new("lightbox-faces");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let scan = HeadScan::over(WHOLE, STRAIGHT, [3.0; 3]);
    page.pick(&[&folder.file("head.nii", &scan.nifti())]);
    page.wait_for("[data-testid=window-center]");
    page.browser.press(&["t"]);
    wait_for_text(&page, "face-warning", "A face can be made of the slices of a head");
    click(&page, "deface");
    wait_for_text(&page, "changes", "The face was removed: ");
    wait_for_text(&page, "changes", "Not vouched for: that nobody recognises the person.");
    page.wait_for("[data-testid=save-file]");
    // With the face, the warning is in the list.
    click(&page, "save-volume");
    wait_for_text(&page, "changes", "A face can be made");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn of_a_volume_without_a_face_the_reason_is_said_and_nothing_is_saved() {
    let folder = Folder::new("lightbox-faceless");
    let page = Page::open(Gpu::None, "?backend=cpu");
    let scan = HeadScan::over([WHOLE[0], WHOLE[1], [0.0, 90.0]], STRAIGHT, [3.0; 3]);
    page.pick(&[&folder.file("top.nii", &scan.nifti())]);
    page.wait_for("[data-testid=window-center]");
    page.browser.press(&["t"]);
    click(&page, "deface");
    wait_for_text(&page, "lightbox", "the slices do not reach it");
    let is_made = page.browser.run("return !!document.querySelector('[data-testid=changes]')", &Value::Null);
    assert_eq!(is_made, false);
}
