//! What the system passes to the installed program: shared pictures, opened files, its own criteria.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::page::{Page, PageOutcome};
use crate::pictures::Folder;

/// What a system's share sheet does: a navigation that posts the files to the address in the web manifest.
const SHEET: &str = "data:text/html,<form method=post enctype=multipart/form-data action=ACTION>\
    <input type=file name=pictures multiple><button>share</button></form>";

#[test]
fn a_shared_picture_goes_to_the_page_and_never_to_the_host() {
    let folder = Folder::new("shared");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let before = page.requests().len();
    page.browser.open(&SHEET.replace("ACTION", &format!("{}share", page.url())));
    let file = folder.drawn("shared-picture.png", 90);
    page.browser.send_keys("input", &file.to_string_lossy());
    page.browser.run("document.querySelector('button').click()", &Value::Null);
    let PageOutcome::Answered(_) = page.outcome("shared-picture.png") else {
        panic!("the shared picture got no answer")
    };
    let asked: Vec<_> =
        page.requests().split_off(before).into_iter().filter(|request| request.body_bytes > 0).collect();
    assert!(asked.is_empty(), "the picture went to the host: {asked:?}");
    let address = page.browser.run("return location.href", &Value::Null);
    assert!(!address.as_str().is_some_and(|address| address.contains("share")), "{address}");
}

#[test]
fn a_file_opened_with_the_program_is_answered() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    // As the browser does for an installed program: the files it was launched with wait in a queue for the page.
    let queue = "Object.defineProperty(window, 'launchQueue', { value: { setConsumer(take) { \
        const canvas = new OffscreenCanvas(200, 200); \
        canvas.getContext('2d').fillRect(0, 0, 200, 200); \
        canvas.convertToBlob().then(blob => { \
            const file = new File([blob], 'opened.png'); \
            take({ files: [{ kind: 'file', getFile: async () => file }] }); }); } } })";
    page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": queue }));
    page.browser.reload();
    let PageOutcome::Answered(answer) = page.outcome("opened.png") else { panic!("the opened file got no answer") };
    assert!(answer.decision.starts_with("abstain:"), "a black square: {}", answer.decision);
}

#[test]
fn the_browser_finds_nothing_that_keeps_the_page_from_being_installed() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let found = page.browser.devtools("Page.getInstallabilityErrors", &json!({}));
    let errors: Vec<&str> = found["installabilityErrors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|error| error["errorId"].as_str())
        // The profile of WebDriver's browser does not outlive the test.
        .filter(|error| *error != "in-incognito")
        .collect();
    assert_eq!(errors, Vec::<&str>::new(), "{found}");
    let manifest = page.browser.devtools("Page.getAppManifest", &json!({}));
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
}
