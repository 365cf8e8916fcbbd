//! A document that is replaced while a script is about to run in it.

/// chromedriver's messages for that, in lower case.
const SAID: [&str; 5] = [
    "aborted by navigation",
    "document unloaded",
    "inspected target navigated",
    "cannot find context",
    "execution context was destroyed",
];

/// Whether a script failed because its document was gone; a retry may succeed.
pub(super) fn is_of_a_lost_document(error: &str) -> bool {
    let error = error.to_lowercase();
    SAID.iter().any(|said| error.contains(said))
}

#[test]
fn a_document_that_is_gone_is_told_from_a_script_that_throws() {
    for lost in [
        "/execute/sync: unknown error: unhandled inspector error: {\"code\":-32000,\"message\":\"Cannot find context with specified id\"}",
        "/execute/sync: javascript error: document unloaded while waiting for result",
    ] {
        assert!(is_of_a_lost_document(lost), "{lost}");
    }
    for thrown in ["/execute/sync: javascript error: x is null", "/execute/sync: script timeout"] {
        assert!(!is_of_a_lost_document(thrown), "{thrown}");
    }
}
