//! The headers of every recipe: the one place where they are written down.

use server::kind::HASH_DIGITS;

/// What the page may do. `index.html` says the same in a `<meta>` for hosts that set no header, and a test
/// compares the two.
const POLICY: [&str; 11] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    // `public/trusted.js` alone.
    "trusted-types default",
];

/// What only a header can say.
const POLICY_BY_HEADER_ONLY: &str = "frame-ancestors 'none'";

/// Everything that asks for a sensor, a device or money is off. WebGPU needs no permission.
const SWITCHED_OFF: [&str; 14] = [
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "usb",
    "xr-spatial-tracking",
];

/// For names that carry a hash of the content.
pub const KEPT_FOR_EVER: &str = "public, max-age=31536000, immutable";

/// For all others: kept, but asked for at every visit.
pub const ASKED_EACH_TIME: &str = "no-cache";

/// Sent with every file, workers and errors included.
///
/// The opener and the embedder policy together isolate the page, so that the CPU path may use several threads. A page
/// that arrived so refuses workers without the second header: they come with it too, from hosts as from the service
/// worker, which answers for the page and its workers from one version.
pub fn always() -> Vec<(&'static str, String)> {
    vec![
        ("Content-Security-Policy", format!("{}; {POLICY_BY_HEADER_ONLY}", policy_of_page())),
        ("Permissions-Policy", SWITCHED_OFF.map(|name| format!("{name}=()")).join(", ")),
        ("Referrer-Policy", "no-referrer".into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Cross-Origin-Opener-Policy", "same-origin".into()),
        ("Cross-Origin-Embedder-Policy", "require-corp".into()),
        ("Cross-Origin-Resource-Policy", "same-origin".into()),
    ]
}

/// The policy as `index.html` has it.
pub fn policy_of_page() -> String {
    POLICY.join("; ")
}

/// Finds a path whose file name carries a hash; understood alike by nginx, Caddy and Apache.
pub fn hashed_name() -> String {
    let (least, most) = HASH_DIGITS;
    format!("(^|[-_./])[0-9a-f]{{{least},{most}}}[-_.]")
}

#[test]
fn page_and_header_say_the_same() {
    let page = include_str!("../../../index.html");
    let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\"").expect("a policy in index.html");
    let (_, rest) = rest.split_once("content=\"").expect("its content");
    let (found, _) = rest.split_once('"').expect("its end");
    assert_eq!(found, policy_of_page(), "index.html and POLICY in xtask/src/dist/headers.rs must agree");
    let (header, value) = always().swap_remove(0);
    assert_eq!((header, value), ("Content-Security-Policy", format!("{found}; frame-ancestors 'none'")));
}

#[test]
fn the_policy_is_closed() {
    let policy = policy_of_page();
    assert!(policy.starts_with("default-src 'none'"));
    for open in ["unsafe-inline", "'unsafe-eval'", "*", "http:", "https:"] {
        assert!(!policy.contains(open), "the policy allows {open}: {policy}");
    }
}
