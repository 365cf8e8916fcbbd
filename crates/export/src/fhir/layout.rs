//! Pretty-printed JSON. `serde_json` can do so too, with extra code for every type; here the compact form already
//! exists, since names are derived from it.

/// Formats compact JSON with one field per line and two spaces per level, like `serde_json::to_string_pretty`.
pub(super) fn laid_out(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for (at, c) in json.char_indices() {
        if is_text {
            is_text = is_escaped || c != '"';
            is_escaped = c == '\\' && !is_escaped;
            out.push(c);
            continue;
        }
        match c {
            '[' | '{' => {
                out.push(c);
                depth += 1;
                // Empty arrays and objects stay on one line.
                if !json[at + 1..].starts_with([']', '}']) {
                    begin_line(&mut out, depth);
                }
            }
            ']' | '}' => {
                depth = depth.saturating_sub(1);
                if !out.ends_with(['[', '{']) {
                    begin_line(&mut out, depth);
                }
                out.push(c);
            }
            ',' => {
                out.push(c);
                begin_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                is_text = c == '"';
                out.push(c);
            }
        }
    }
    out
}

fn begin_line(out: &mut String, depth: usize) {
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
}

#[cfg(test)]
mod tests {
    use super::laid_out;
    use serde_json::json;

    #[test]
    fn it_is_laid_out_as_serde_json_does() {
        let all = [
            json!([]),
            json!({}),
            json!("[{,:}]"),
            json!({ "a": [], "b": {}, "c": [[], [{}], [1, -2.5e-7, null, true]], "d": { "e": { "f": "g" } } }),
            json!({ "quoted \" [": "ends in \\", "{": "\\\"", "ü": "a\nb\u{7f}{é", "last": ["]", "}", ",", ":"] }),
        ];
        for value in all {
            assert_eq!(laid_out(&value.to_string()), serde_json::to_string_pretty(&value).unwrap());
        }
    }
}
