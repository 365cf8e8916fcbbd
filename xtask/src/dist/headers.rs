//! The headers of every recipe: the single place where they are defined.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use server::kind::HASH_DIGITS;
use sha2::{Digest, Sha256};

use crate::post_build::without_comment_lines;
use crate::shell::Problem;

/// The content security policy. `index.html` says the same in a `<meta>` for hosts that set no header, and a test
/// compares the two.
///
/// `blob:` and the hash are for the document of a room, which inherits this policy. `public/guard.js` removes both
/// again where the page has none, and a room narrows it further (`docs/room.md`).
const POLICY: [&str; 11] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' blob: 'sha256-ROOM'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    // `public/trusted.js`, and `public/guard.js` for the document of a room.
    "trusted-types default room",
];

/// Placeholder in the policy, also in `index.html`, for the hash of a room's first script.
const ROOM: &str = "sha256-ROOM";

/// A room's first script; it does not depend on the build, so that its hash is known beforehand.
const ROOM_SCRIPT: &str = include_str!("../../../public/room.js");

/// What only a header can set, besides who may frame the page: no other directive covers new windows, and the pages
/// open none. (`webrtc 'block'` would be another, which no browser supports: Chromium writes an error on the console.
/// `public/guard.js` removes WebRTC.)
const SANDBOX: &str = "sandbox allow-scripts allow-same-origin allow-downloads allow-modals";

/// Who may embed the page.
const FRAME_ORIGINS: &str = include_str!("../../recipes/frame-origins.txt");

/// Everything for sensors, devices, accounts or payments is off, as are advertising features. Passkeys are allowed:
/// they unlock the case vault, and browsers refuse them in cross-origin frames. WebGPU needs no permission. Chromium
/// knows all of these, and warns about any other.
const SWITCHED_OFF: [&str; 25] = [
    "accelerometer",
    "browsing-topics",
    "camera",
    "captured-surface-control",
    "compute-pressure",
    "deferred-fetch",
    "deferred-fetch-minimal",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
];

/// For names that carry a hash of the content.
pub const KEPT_FOR_EVER: &str = "public, max-age=31536000, immutable";

/// For all others: cached, but revalidated on every visit.
pub const ASKED_EACH_TIME: &str = "no-cache";

/// Sent with every file, workers and errors included.
///
/// The opener and the embedder policy together isolate the page, so that the CPU path may use several threads. A page
/// that was served so refuses workers without the second header: they have it too, from hosts and from the service
/// worker, which serves the page and its workers from one version.
pub fn always() -> Vec<(&'static str, String)> {
    vec![
        ("Content-Security-Policy", format!("{}; {}; {SANDBOX}", policy_of_page(), frame_ancestors(FRAME_ORIGINS))),
        ("Permissions-Policy", SWITCHED_OFF.map(|name| format!("{name}=()")).join(", ")),
        ("Referrer-Policy", "no-referrer".into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Cross-Origin-Opener-Policy", "same-origin".into()),
        ("Cross-Origin-Embedder-Policy", "require-corp".into()),
        ("Cross-Origin-Resource-Policy", "same-origin".into()),
    ]
}

/// The policy as the built `index.html` has it.
pub fn policy_of_page() -> String {
    with_room(&POLICY.join("; "))
}

/// A text with the hash of a room's first script, as it is built, in place of its placeholder.
pub fn with_room(text: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(without_comment_lines(ROOM_SCRIPT)));
    text.replace(ROOM, &format!("sha256-{hash}"))
}

/// Other websites that may embed the page, in the form in which the page checks them.
///
/// # Errors
/// When a line of `xtask/recipes/frame-origins.txt` is not an origin.
pub fn frame_origins() -> Result<Vec<&'static str>, Problem> {
    match lines(FRAME_ORIGINS).find(|line| !is_origin(line)) {
        Some(line) => Err(Problem::new(
            format!("xtask/recipes/frame-origins.txt: `{line}` is no origin"),
            "write scheme and host, and a port where it has one: https://ris.example.org",
        )),
        None => Ok(lines(FRAME_ORIGINS).collect()),
    }
}

fn frame_ancestors(origins: &str) -> String {
    let named: Vec<&str> = lines(origins).filter(|line| is_origin(line)).collect();
    format!("frame-ancestors {}", if named.is_empty() { "'none'".to_owned() } else { named.join(" ") })
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// As `location.ancestorOrigins` has it: nothing after the host and its port.
fn is_origin(line: &str) -> bool {
    let host = line.strip_prefix("https://").or_else(|| line.strip_prefix("http://"));
    host.is_some_and(|host| {
        let is_part = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-:[]".contains(letter);
        !host.is_empty() && host.chars().all(is_part)
    })
}

/// Finds a path whose file name carries a hash; interpreted alike by nginx, Caddy and Apache.
pub fn hashed_name() -> String {
    let (least, most) = HASH_DIGITS;
    format!("(^|[-_./])[0-9a-f]{{{least},{most}}}[-_.]")
}

#[test]
fn page_and_header_say_the_same() {
    let page = include_str!("../../../index.html");
    let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\"").expect("a policy in index.html");
    let (_, rest) = rest.split_once("content=\"").expect("its content");
    let (written, _) = rest.split_once('"').expect("its end");
    let found = with_room(written);
    assert_ne!(found, written, "a place for the hash of a room's script");
    assert_eq!(found, policy_of_page(), "index.html and POLICY in xtask/src/dist/headers.rs must agree");
    let (header, value) = always().swap_remove(0);
    let whole = format!("{found}; {}; {SANDBOX}", frame_ancestors(FRAME_ORIGINS));
    assert_eq!((header, value), ("Content-Security-Policy", whole));
}

#[test]
fn nobody_may_frame_the_page_but_whom_the_operator_has_named() {
    assert_eq!(frame_ancestors("# nobody\n\n"), "frame-ancestors 'none'");
    let two = "# a clinic\nhttps://ris.example.org\n http://pacs:8080 \n";
    assert_eq!(frame_ancestors(two), "frame-ancestors https://ris.example.org http://pacs:8080");
    for wrong in [
        "*",
        "https:",
        "https://",
        "https://a/",
        "https://a/b",
        "https://*.example.org",
        "ris.example.org",
        "https://a; sandbox",
    ] {
        assert!(!is_origin(wrong), "{wrong}");
        assert_eq!(frame_ancestors(wrong), "frame-ancestors 'none'");
    }
    assert!(frame_origins().is_ok());
}

#[test]
fn the_policy_is_closed() {
    let policy = policy_of_page();
    assert!(policy.starts_with("default-src 'none'"));
    for open in ["unsafe-inline", "'unsafe-eval'", "*", "http:", "https:", ROOM] {
        assert!(!policy.contains(open), "the policy allows {open}: {policy}");
    }
}
