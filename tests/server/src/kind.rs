//! The kind of a file of the site: its media type, and whether its name changes with its content.
//!
//! Every header recipe is generated from these two, and the server of `cargo xtask serve` uses them.

/// Fewest and most hex digits of a hash in a file name: trunk writes 64 bits without leading zeros,
/// a file named by its SHA-256 has 64 digits.
pub const HASH_DIGITS: (usize, usize) = (12, 64);

/// Media type by extension; WASM must be exact, or browsers refuse to compile it while it streams in.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "txt" | "md" | "jsonl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether a name carries a hash of the content, as in `app-0123456789abcdef_bg.wasm`: such a file never changes, and
/// may be cached for ever.
pub fn name_is_hashed(name: &str) -> bool {
    let (least, most) = HASH_DIGITS;
    // The last part is the extension.
    let mut parts = name.split(['-', '_', '.']).rev().skip(1);
    parts.any(|part| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[test]
fn only_a_hash_makes_a_name_last() {
    for name in ["app-0123456789abcdef_bg.wasm", "notice-2a8417c76d19b8e.css", &format!("{}.bin", "0a".repeat(32))] {
        assert!(name_is_hashed(name), "{name}");
    }
    for name in ["worker_bg.wasm", "index.html", "icon-192.png", "sw.js", "x.0123456789abcdef", "face-0123.css"] {
        assert!(!name_is_hashed(name), "{name}");
    }
}
