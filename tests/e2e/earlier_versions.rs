//! Earlier versions of a model: fetched when somebody asks for one, kept beside the latest, removed alone.

use serde_json::{Value, json};

use crate::catalogue::{BRAIN, LIST, go, press, wait_for_kept};
use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::site::Site;

/// The folder of the earlier version, from the page's.
const FOLDER: &str = "models/brain-mri/0.4.0/";
const EARLIER: &str = "[data-testid=earlier][data-version='0.4.0']";

/// The list with all its folds open.
fn unfold(page: &Page) {
    go(page, "#/models");
    page.wait_for(LIST);
    page.browser
        .run("document.querySelectorAll('.catalogue details').forEach(part => { part.open = true; })", &Value::Null);
}

#[track_caller]
fn wait_for_earlier(page: &Page, kept: &str) {
    page.wait_for(&format!("{EARLIER} [data-testid=earlier-keeping][data-kept={kept}]"));
}

/// Names of the files of the earlier version that the host was asked for.
fn asked(page: &Page) -> Vec<String> {
    let mut names: Vec<String> =
        page.requests().iter().filter_map(|request| Some(request.target.split_once(FOLDER)?.1.to_owned())).collect();
    names.sort();
    names
}

#[test]
fn an_earlier_version_is_fetched_by_asking_kept_beside_the_latest_and_removed_alone() {
    let site = Site::new("earlier");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu&lang=en");
    page.wait_for_guard();
    unfold(&page);
    wait_for_kept(&page, BRAIN, "whole");
    wait_for_earlier(&page, "nothing");
    let told = page.text(EARLIER);
    assert!(told.contains("Patients and hospitals it never saw") && told.contains("area under the curve"), "{told}");
    assert_eq!(asked(&page), [""; 0], "nobody has asked for it");

    press(&page, EARLIER, "earlier-fetch");
    wait_for_earlier(&page, "whole");
    let once = asked(&page);
    assert_eq!(once.len(), site.chunks().len() + 1, "its parts and its manifest, each once: {once:?}");

    // The latest goes and comes back: each is kept for itself.
    press(&page, BRAIN, "catalogue-remove");
    wait_for_kept(&page, BRAIN, "nothing");
    wait_for_earlier(&page, "whole");
    press(&page, BRAIN, "catalogue-fetch");
    wait_for_kept(&page, BRAIN, "whole");
    wait_for_earlier(&page, "whole");
    assert_eq!(asked(&page), once, "and it was not fetched again");

    go(&page, "#/storage");
    let row = "[data-testid=kept-model][data-task='brain-mri/0.4.0']";
    page.wait_for(row);
    assert!(page.text(row).contains("Brain MRI, version 0.4.0"), "{}", page.text(row));
    let label = "return document.querySelector(arguments[0]).getAttribute('aria-label')";
    let said = page.browser.run(label, &json!(format!("{row} button")));
    assert_eq!(said, "Delete the kept model Brain MRI, version 0.4.0", "two buttons of one model say which");

    unfold(&page);
    press(&page, EARLIER, "earlier-remove");
    wait_for_earlier(&page, "nothing");
    wait_for_kept(&page, BRAIN, "whole");
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}
