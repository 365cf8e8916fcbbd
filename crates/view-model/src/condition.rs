//! The page about a label of a task, as HTML text: the content packed by `crates/task`, under headings in the page's
//! language.
//!
//! Invariant: texts are always escaped, see [`filled`]. Nothing here depends on a picture or an answer.

use std::fmt::Write as _;

use super::filled::filled;
use super::report::Say;
use super::state::Reading;
use task::{ConditionSection, PackedCondition};
use text::Message;

const SECTION: &str = r#"<section class="about__section card" data-section="{}"><h2 class="card__title">{}</h2>"#;
const LINK: &str = r##"<li><a href="#/about/{}/{}">{}</a></li>"##;
const SOURCE: &str = r#"<a href="{}" hreflang="{}" rel="noreferrer">{}</a>"#;
const SURVIVAL: &str = r#"<details class="about__section card" data-testid="survival"><summary>{}</summary><p>{}</p><p>{}</p><p>{}</p><div class="about__figures">"#;

/// Prefix of the id of a source's element, before its number.
const SOURCE_ID: &str = "about-source-";

/// The page that a part of the address refers to: task, label, and the element of a source.
///
/// ```text
/// leaf-colour/rust/3  →  leaf-colour, rust, about-source-3
/// ```
#[must_use]
pub fn place(part: &str) -> [String; 3] {
    let mut parts = part.split('/').map(str::to_owned);
    let [task, label, source] = [(); 3].map(|()| parts.next().unwrap_or_default());
    let element = if source.is_empty() { source } else { format!("{SOURCE_ID}{source}") };
    [task, label, element]
}

/// Name of a label's condition; `None` where there is no page about it.
#[must_use]
pub fn title<'a>(packed: &'a str, label: &str) -> Option<&'a str> {
    PackedCondition::find(packed, label).map(|page| page.title)
}

/// The content of the page about a task's label at a reading level, below its title; `None` where there is no page
/// about it.
#[must_use]
pub fn html(packed: &str, [task, label]: [&str; 2], reading: Reading, say: Say<'_>) -> Option<String> {
    let page = PackedCondition::find(packed, label)?;
    let mut out = String::new();
    let sections: &[ConditionSection] = match reading {
        Reading::Patient => &ConditionSection::PATIENT,
        Reading::Clinician => &ConditionSection::CLINICIAN,
    };
    let cited = |text: &str| with_links(text, task, label);
    for section in sections {
        out += &filled(SECTION, "", &[section.name(), &say(&heading(*section))]);
        out += "<ul>";
        for [text, ..] in page.of(section.name()) {
            let _ = write!(out, "<li>{}</li>", cited(text));
        }
        out += "</ul></section>";
    }
    survival(&mut out, &page, &cited, say);
    let sources = page.of("source");
    out += &filled(SECTION, "", &["read", &say(&text::condition::read())]);
    out += "<ul>";
    for [number, ..] in page.of("read") {
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(read) = at.and_then(|at| sources.get(at)) {
            let _ = write!(out, "<li>{}</li>", source(read));
        }
    }
    out += "</ul></section>";
    let see = page.of("see");
    if !see.is_empty() {
        out += &filled(SECTION, "", &["see", &say(&text::condition::see())]);
        out += "<ul>";
        for [other, ..] in see {
            out += &filled(LINK, "", &[task, other, title(packed, other).unwrap_or(other)]);
        }
        out += "</ul></section>";
    }
    out += &filled(SECTION, "", &["sources", &say(&text::condition::sources())]);
    out += "<ol>";
    for (at, fields) in sources.iter().enumerate() {
        // The address is printed too, so that it can be copied where links are blocked, and is there on paper.
        let address = filled(r#"<span class="about__address">{}</span>"#, "", &[fields[1]]);
        let _ = write!(out, r#"<li id="{SOURCE_ID}{}">{} {address}</li>"#, at + 1, source(fields));
    }
    out += "</ol>";
    out += &filled("<p>{}</p></section>", "", &[&say(&text::condition::reviewed(page.reviewed))]);
    Some(out)
}

/// A text with each source number replaced by a link.
fn with_links(text: &str, task: &str, label: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, numbers)) = rest.split_once('[') {
        let (numbers, after) = numbers.split_once(']').unwrap_or((numbers, ""));
        out += &filled("{}", "", &[before]);
        for number in numbers.split(',').map(str::trim) {
            let link = r##"<a class="about__cite" href="#/about/{}/{}/{}">[{}]</a>"##;
            out += &filled(link, "", &[task, label, number, number]);
        }
        rest = after;
    }
    out + &filled("{}", "", &[rest])
}

/// A link to a source; its description alone where the address is not a web address.
fn source(fields: &[&str; 6]) -> String {
    let [text, url, language, ..] = *fields;
    if url.starts_with("https://") { filled(SOURCE, "", &[url, language, text]) } else { filled("{}", "", &[text]) }
}

/// How many of 100 people survive this long, by group, in an initially collapsed section.
fn survival(out: &mut String, page: &PackedCondition<'_>, cited: &dyn Fn(&str) -> String, say: Say<'_>) {
    let figures = page.of("figure");
    if figures.is_empty() {
        return;
    }
    let said = [
        text::condition::survival(),
        text::condition::survival_person(),
        text::condition::survival_relative(),
        text::condition::survival_dots(),
    ];
    let said = said.map(|message| say(&message));
    *out += &filled(SURVIVAL, "", &said.each_ref().map(String::as_str));
    let mut last = "";
    for [kind, youngest, oldest, five, ten, number] in figures {
        // Without its number nothing is said: "0 of 100" would be another figure.
        let Ok(five) = five.parse::<u32>() else { continue };
        if kind != last {
            *out += &filled("<h3>{}</h3>", "", &[kind]);
            last = kind;
        }
        let ages = ages(youngest, oldest);
        let (sentence, ten) = match ten.parse::<u32>() {
            Ok(ten) => (text::condition::both(ages, five, ten), ten),
            Err(_) => (text::condition::five_only(ages, five), 0),
        };
        *out += r#"<figure class="about__figure">"#;
        hundred(out, five, ten);
        let sentence = filled("{}", "", &[&say(&sentence)]);
        let _ = write!(out, "<figcaption>{sentence} {}</figcaption></figure>", cited(&format!("[{number}]")));
    }
    *out += "</div></details>";
}

fn ages(youngest: &str, oldest: &str) -> Message {
    match (youngest.parse::<u32>(), oldest.parse::<u32>()) {
        (Ok(youngest), Ok(oldest)) => text::condition::ages(youngest, oldest),
        (Ok(youngest), Err(_)) => text::condition::ages_from(youngest),
        _ => text::condition::ages_all(),
    }
}

/// A dot for each of 100 people, ten in a row. The text next to it states the numbers.
fn hundred(out: &mut String, five: u32, ten: u32) {
    *out += r#"<svg class="about__hundred" viewBox="0 0 100 100" aria-hidden="true" focusable="false">"#;
    for at in 0..100 {
        let (name, radius) = if at < ten {
            ("ten", "4")
        } else if at < five {
            ("five", "3.5")
        } else {
            ("rest", "1.5")
        };
        let (x, y) = (at % 10 * 10 + 5, at / 10 * 10 + 5);
        let _ = write!(out, r#"<circle class="about__{name}" cx="{x}" cy="{y}" r="{radius}"/>"#);
    }
    *out += "</svg>";
}

fn heading(section: ConditionSection) -> Message {
    match section {
        ConditionSection::What => text::condition::what(),
        ConditionSection::Noticed => text::condition::noticed(),
        ConditionSection::Examined => text::condition::examined(),
        ConditionSection::Treated => text::condition::treated(),
        ConditionSection::Next => text::condition::next(),
        ConditionSection::Urgent => text::condition::urgent(),
        ConditionSection::Questions => text::condition::questions(),
        ConditionSection::Classification => text::condition::classification(),
        ConditionSection::Signs => text::condition::signs(),
        ConditionSection::Differential => text::condition::differential(),
        ConditionSection::Examination => text::condition::examination(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKED: &str = "page\trust\tRust\t2026-11-29\nwhat\tIt is <red> = so. [1, 2]\nquestions\tWhat now?\n\
        signs\tRings. [2]\nread\t2\nsee\tclear\nfigure\tyoung leaves\t1\t4\t98\t90\t1\nfigure\tyoung leaves\t5\t\t50\t\t1\n\
        source\tWHO: Leaves (2021)\thttps://example.org/1\ten\nsource\tNHS: Rust (2024)\tjavascript:go()\tde\n\
        page\tclear\tNo rust\t2026-11-29\nwhat\tIt is clear. [1]\nsource\tA: B (2000)\thttps://example.org/3\ten\n";

    fn shown(label: &str, reading: Reading) -> String {
        html(PACKED, ["leaf", label], reading, &text::english).unwrap()
    }

    #[test]
    fn a_page_says_what_its_reader_asked_for_and_text_stays_text() {
        assert_eq!([title(PACKED, "rust"), title(PACKED, "mould")], [Some("Rust"), None]);
        let patient = shown("rust", Reading::Patient);
        for part in [
            r#"data-section="what"><h2 class="card__title">What it is</h2><ul><li>It is &lt;red&gt; &#61; so. "#,
            r##"<a class="about__cite" href="#/about/leaf/rust/1">[1]</a><a class="about__cite" href="#/about/leaf/rust/2">[2]</a></li>"##,
            r##"<li><a href="#/about/leaf/clear">No rust</a></li>"##,
            r#"<li id="about-source-1"><a href="https://example.org/1" hreflang="en" rel="noreferrer">WHO: Leaves (2021)</a>"#,
            r#"<li id="about-source-2">NHS: Rust (2024) "#,
            "Last checked against its sources: 2026-11-29",
        ] {
            assert!(patient.contains(part), "{part} in {patient}");
        }
        assert!(!patient.contains("Rings") && !patient.contains("href=\"javascript"), "{patient}");
        let clinician = shown("rust", Reading::Clinician);
        assert!(clinician.contains("Rings.") && !clinician.contains("What now?"), "{clinician}");
        assert_eq!(html(PACKED, ["leaf", "mould"], Reading::Patient, &text::english), None);
    }

    #[test]
    fn survival_is_folded_and_each_picture_has_100_people_and_a_sentence() {
        let page = shown("rust", Reading::Patient);
        let (_, figures) = page.split_once(r#"data-testid="survival"><summary>"#).unwrap();
        assert!(!page.contains("<details open"), "{page}");
        assert_eq!(figures.matches("<circle").count(), 200);
        assert_eq!(["about__ten", "about__five"].map(|name| figures.matches(name).count()), [90, 58]);
        assert_eq!(figures.matches("<h3>young leaves</h3>").count(), 1);
        for said in [
            "1 to 4 years old: about 98 of 100 alive after five years, about 90 after ten. <a",
            "5 years or older: about 50 of 100 alive after five years. <a",
        ] {
            assert!(figures.contains(said), "{said} in {figures}");
        }
        assert!(!shown("clear", Reading::Patient).contains("<details"));
    }

    #[test]
    fn a_figure_without_its_number_is_not_shown_as_none_of_100() {
        let broken = PACKED.replace("\t98\t90\t1", "\tx\t90\t1").replace("read\t2", "read\t9");
        let page = html(&broken, ["leaf", "rust"], Reading::Patient, &text::english).unwrap();
        assert_eq!(page.matches("<circle").count(), 100);
        assert!(!page.contains("about 0 of 100") && page.contains("about 50 of 100"), "{page}");
        assert!(!page.contains("<li></li>"), "{page}");
    }

    #[test]
    fn an_address_names_task_label_and_source() {
        assert_eq!(place("leaf/rust"), ["leaf", "rust", ""]);
        assert_eq!(place("leaf/rust/3"), ["leaf", "rust", "about-source-3"]);
        assert_eq!(place(""), ["", "", ""]);
    }
}
