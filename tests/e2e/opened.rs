//! How the page is opened: from the file system, which cannot work, and inside another website, which must not.

use std::time::Duration;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::Page;
use crate::pictures::Folder;
use crate::site::Site;
use server::Server;

const SHORTLY: Duration = Duration::from_secs(60);

#[test]
fn a_double_click_on_the_page_says_what_it_needs() {
    let site = Site::new("double-click");
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::None, "?backend=cpu");
    assert!(!page.text("body").contains("opened as a file"), "a page that is served says nothing of files");
    page.browser.open(&format!("file://{}/index.html", site.path().display()));
    let words = page.text("body");
    for needed in ["opened as a file", "web server", "START-HERE.html"] {
        assert!(words.contains(needed), "{needed} in {words}");
    }
    let link = page.browser.run("return document.querySelector('.boot__file a').href", &Value::Null);
    assert!(link.as_str().is_some_and(|link| link.ends_with("/START-HERE.html")), "{link}");
}

#[test]
fn inside_a_foreign_frame_no_picture_can_be_opened() {
    let (site, folder) = (Site::new("framed"), Folder::new("frame"));
    // A host without headers, and no service worker that would add them.
    let framed = Server::start(site.path(), "/onsight/", 0).expect("a free port").url();
    folder.file("frame.html", format!("<iframe src=\"{framed}\"></iframe>").as_bytes());
    let page = Page::visit(|| Host::serve(folder.path()), Gpu::None, "frame.html");
    page.browser.go_into_frame();
    let failed = "return document.getElementById('boot')?.innerText ?? ''";
    let words = page.browser.wait("what the framed page says", SHORTLY, |browser| {
        let words = browser.run(failed, &Value::Null);
        words.as_str().filter(|words| words.contains("Another website")).map(str::to_owned)
    });
    // Where that website forbids new windows, the address can be copied.
    assert!(words.contains("Open Onsight alone") && words.contains(&framed), "{words}");
    assert_eq!(page.browser.run("return document.querySelectorAll('input').length", &Value::Null), 0);
    let link = "const link = document.querySelector('#boot > a'); return [link.href, link.target, link.rel]";
    let link = page.browser.run(link, &Value::Null);
    assert_eq!(link, json!([framed, "_blank", "noopener"]));
}

#[test]
fn a_website_that_the_operator_has_named_may_show_the_page() {
    let (site, folder) = (Site::new("allowed"), Folder::new("allowed"));
    let framed = Server::start(site.path(), "/onsight/", 0).expect("a free port").url();
    folder.file("frame.html", format!("<iframe src=\"{framed}\"></iframe>").as_bytes());
    // Not in the frame before it is changed: the browser would show its cached copy.
    folder.file("empty.html", b"<title>Elsewhere</title>");
    let page = Page::visit(|| Host::serve(folder.path()), Gpu::None, "empty.html");
    let origin = page.browser.run("return location.origin", &Value::Null);
    // As the build writes it from `xtask/recipes/frame-origins.txt`.
    let change = |file: &str, from: &str, to: &str| {
        let path = site.path().join(file);
        let text = std::fs::read_to_string(&path).expect("a file of the program");
        assert!(text.contains(from), "{file} has no `{from}`");
        std::fs::write(path, text.replace(from, to)).expect("another file");
    };
    change("start.js", "FRAME_ORIGINS = []", &format!("FRAME_ORIGINS = [{origin}]"));
    let index = std::fs::read_to_string(site.path().join("index.html")).expect("the page");
    let (_, tag) = index.split_once("src=\"./start.js\"").expect("the script that starts the page");
    let (hash, _) = tag.split_once(" integrity=\"").expect("its hash").1.split_once('"').expect("its end");
    change("index.html", &format!(" integrity=\"{hash}\""), "");
    page.browser.open(&format!("{}frame.html", page.url()));
    page.browser.go_into_frame();
    page.wait_for("[data-testid=file-input]");
}
