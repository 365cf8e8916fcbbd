//! Every kind of unusable picture, and whether the page explains it helpfully.

use crate::driver::Gpu;
use crate::page::{Page, PageOutcome};
use crate::pictures::{Folder, bad_files};

#[test]
fn each_bad_file_gets_its_own_kind_and_words_and_stops_nothing() {
    let folder = Folder::new("bad");
    let page = Page::open(Gpu::None, "?backend=cpu");
    for (expected, file) in bad_files(&folder) {
        match page.classify(&file) {
            PageOutcome::Failed(kind, words) => {
                assert_eq!(kind, expected, "{}: {words}", file.display());
                // A title, what was expected and found, what to do: a shorter text would not help.
                assert!(words.split_whitespace().count() >= 10, "{kind}: {words}");
                // It would end the same way again.
                assert_eq!(page.text(".failure-card__actions").trim(), "Remove this picture", "{kind}");
            }
            PageOutcome::Answered(answer) => panic!("{}: answered {answer:?}", file.display()),
        }
    }
    page.answer(&folder.drawn("good.png", 30));
}
