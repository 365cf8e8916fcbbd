//! HTML templates from the code, filled with escaped texts.
//!
//! Invariant: texts are always escaped. Neither a sentence nor a value in it becomes an element or an attribute, except
//! the one mark that the code itself names.

use text::{Piece, marked};

/// `html` with one text in each placeholder `{}`, in order; a placeholder without a text stays empty. Two positions are
/// safe: between elements, and between the double quotes of an attribute that is neither an address nor code. Text
/// marked `<b>like this</b>` is wrapped in the element that `mark` opens, `<strong>` or `<a href="#/model">`; with an
/// empty `mark` it is escaped like the rest.
///
/// ```
/// use view_model::filled::filled;
///
/// let html = filled("<p>{}</p>", r##"<a href="#/model">"##, &["Read <b>how & why</b> first."]);
/// assert_eq!(html, r##"<p>Read <a href="#/model">how &amp; why</a> first.</p>"##);
/// assert_eq!(filled("<p>{}</p>", "", &["<b>x</b>"]), "<p>&lt;b&gt;x&lt;/b&gt;</p>");
/// ```
#[must_use]
pub fn filled(html: &str, mark: &str, texts: &[&str]) -> String {
    let mut out = String::new();
    let mut texts = texts.iter();
    for (at, part) in html.split("{}").enumerate() {
        // There is no placeholder before the first part.
        if at > 0
            && let Some(text) = texts.next()
        {
            put(&mut out, mark, text);
        }
        out.push_str(part);
    }
    out
}

fn put(out: &mut String, mark: &str, text: &str) {
    if mark.is_empty() {
        return put_text(out, text);
    }
    for piece in marked(text) {
        match piece {
            Piece::Text(text) => put_text(out, text),
            Piece::Marked { text, .. } => {
                out.push_str(mark);
                put_text(out, text);
                out.push_str("</");
                out.push_str(name_of(mark));
                out.push('>');
            }
        }
    }
}

/// `a` for `<a href="#/model">`.
fn name_of(mark: &str) -> &str {
    let inside = mark.trim_start_matches('<');
    inside.split([' ', '>']).next().unwrap_or(inside)
}

fn put_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // The site's Trusted Types policy, `public/trusted.js`, mistakes ` one = 1` for a handler and would refuse
            // everything.
            '=' => out.push_str("&#61;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_gets_its_text() {
        assert_eq!(filled(r#"<p id="{}">{}</p>"#, "", &["a", "b"]), r#"<p id="a">b</p>"#);
        assert_eq!(filled("<p>{}</p>", "", &["{}"]), "<p>{}</p>", "a text has no places");
        assert_eq!(filled("{}{}", "", &["a"]), "a");
        assert_eq!(filled("<hr>", "", &["a"]), "<hr>");
        assert_eq!(filled("<p>{}</p>", "", &["Größe, 診断"]), "<p>Größe, 診断</p>");
    }

    #[test]
    fn a_text_stays_text() {
        let hostile = r#""><img src=x onerror='go()'>&amp;"#;
        let safe = "&quot;&gt;&lt;img src&#61;x onerror&#61;&#39;go()&#39;&gt;&amp;amp;";
        assert_eq!(filled("<p>{}</p>", "", &[hostile]), format!("<p>{safe}</p>"));
        assert_eq!(filled(r#"<p title="{}"></p>"#, "", &[hostile]), format!(r#"<p title="{safe}"></p>"#));
        let html = filled("<p>{}</p>", "<b>", &[hostile]);
        assert_eq!(html, format!("<p>{safe}</p>"), "also where marks are let through");
    }

    #[test]
    fn a_mark_becomes_the_element_that_the_code_names_and_no_other() {
        let link = r##"<a class="x" href="#/model">"##;
        let html = filled("<p>{}</p>", link, &["Read <a>how & why</a> first."]);
        assert_eq!(html, r##"<p>Read <a class="x" href="#/model">how &amp; why</a> first.</p>"##);
        let html = filled("<p>{}</p>", "<strong>", &["<script>go()</script>"]);
        assert_eq!(html, "<p><strong>go()</strong></p>");
        assert_eq!(filled("<p>{}</p>", "", &["<b>x</b>"]), "<p>&lt;b&gt;x&lt;/b&gt;</p>");
        let html = filled("<p>{}</p>", "<b>", &["<b><i>x</i></b>"]);
        assert_eq!(html, "<p><b>&lt;i&gt;x&lt;/i&gt;</b></p>", "nothing is marked inside of a mark");
    }
}
