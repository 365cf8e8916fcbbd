//! `dist/notices.txt`: authors and licence terms of everything in the bundles; each text once.
//!
//! A crate's own files take precedence. Many crates are packaged without them; for those the licence's standard text is
//! used, with the authors that the crate names.
//!
//! Invariant: every crate is named, with at least one text; deterministic.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::paths::Paths;
use crate::shell::{self, Problem, at};
use crate::shipped::{ReleasedModel, ShippedCrate};

/// Prefixes of the names of licence files, in lower case.
const BEGINNINGS: [&str; 6] = ["licen", "copying", "copyright", "notice", "unlicense", "patents"];
/// Extensions that exclude a file.
const OTHER_KINDS: [&str; 6] = [".rs", ".toml", ".json", ".hbs", ".py", ".html"];
/// The authors named where a crate names none.
const NOBODY: &str = "its authors, see the crate's page";
/// The MIT licence as the Open Source Initiative has it, without its first line.
const MIT: &str = "Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the \"Software\"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
";

/// Texts, each once, in the order of first occurrence.
#[derive(Default)]
struct Texts {
    /// Numbers from 1, by the words of a text: line breaks differ between crates.
    known: BTreeMap<String, usize>,
    all: Vec<String>,
}

impl Texts {
    fn number(&mut self, text: &str) -> usize {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let next = self.all.len() + 1;
        let number = *self.known.entry(words).or_insert(next);
        if number == next {
            self.all.push(text.replace("\r\n", "\n").trim_matches('\n').to_owned());
        }
        number
    }
}

/// The whole file.
///
/// # Errors
/// When a file cannot be read, or a crate has no text and its licence none that is known.
pub(super) fn text(paths: &Paths, crates: &[ShippedCrate], models: &[ReleasedModel]) -> Result<String, Problem> {
    let apache = paths.root.join("LICENSE-APACHE");
    let apache = at(&apache, fs::read_to_string(&apache))?;
    let mut texts = Texts::default();
    let mut list = String::new();
    for each in crates {
        let numbers: Vec<String> =
            texts_of(each, crates, &apache)?.iter().map(|text| texts.number(text).to_string()).collect();
        let ShippedCrate { name, version, licence, .. } = each;
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{name} {version}: {licence}; text {}", numbers.join(", "));
    }
    let mut all = format!(
        "Onsight: licences and notices\n\n\
         Onsight's own code is under Apache-2.0 OR MIT, at your option. Each model has the licence that its manifest names:\n\n{}\n\
         The program is compiled from the crates below, each as crates.io has it (https://crates.io/crates/NAME/VERSION),\n\
         and from the standard library of Rust, whose notices are the last part of this file.\n\n{list}",
        models.iter().fold(String::new(), |lines, ReleasedModel { name, version, licence, .. }| {
            lines + &format!("{name} {version}: {licence}\n")
        })
    );
    for (number, text) in texts.all.iter().enumerate() {
        let _ = write!(all, "\n---- text {} ----\n\n{text}\n", number + 1);
    }
    let _ = write!(all, "\n---- the standard library of Rust ----\n\n{}\n", of_library(paths));
    Ok(all)
}

/// All licence terms of a crate.
fn texts_of(each: &ShippedCrate, crates: &[ShippedCrate], apache: &str) -> Result<Vec<String>, Problem> {
    let mut texts = own_texts(each)?;
    // Every text of the Mozilla Public License is the same, and another crate under it may have included it.
    let under_it = |other: &&ShippedCrate| other.licence == each.licence && each.licence == "MPL-2.0";
    for other in crates.iter().filter(under_it) {
        if texts.is_empty() {
            texts = own_texts(other)?;
        }
    }
    if texts.is_empty() {
        texts.push(common(each, apache)?);
    }
    Ok(texts)
}

/// The licence files of a crate.
fn own_texts(each: &ShippedCrate) -> Result<Vec<String>, Problem> {
    let mut names = Vec::new();
    for entry in at(&each.folder, fs::read_dir(&each.folder))? {
        let entry = at(&each.folder, entry)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if says_terms(&name) && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    let mut texts = Vec::new();
    for name in names {
        texts.push(read(&each.folder.join(name))?);
    }
    Ok(texts)
}

/// Invalid UTF-8 occurs in names of people in old files: one letter is lost, and the rest is kept.
fn read(path: &Path) -> Result<String, Problem> {
    Ok(String::from_utf8_lossy(&at(path, fs::read(path))?).into_owned())
}

fn says_terms(name: &str) -> bool {
    let name = name.to_lowercase();
    BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        && !OTHER_KINDS.iter().any(|ending| name.ends_with(ending))
}

/// The standard text of a licence, for a crate that is packaged without it.
fn common(each: &ShippedCrate, apache: &str) -> Result<String, Problem> {
    let ShippedCrate { name, version, licence, authors, .. } = each;
    let words: Vec<&str> = licence.split(|c: char| c.is_whitespace() || "()/".contains(c)).collect();
    // One of two that stand side by side is enough; where both are required, one does not replace the other.
    let is_one = !words.contains(&"AND");
    let who = if authors.is_empty() { NOBODY.to_owned() } else { authors.join(", ") };
    if is_one && words.contains(&"MIT") {
        return Ok(format!("MIT License\n\nCopyright (c) {who}\n\n{MIT}"));
    }
    if is_one && words.contains(&"Apache-2.0") {
        return Ok(apache.to_owned());
    }
    Err(Problem::new(
        format!("{name} {version}: `{licence}`, and no file with its terms"),
        "write the common text of that licence into xtask/src/shipped/notices.rs",
    ))
}

/// The toolchain's notices for the standard library and its dependencies, from an HTML page.
fn of_library(paths: &Paths) -> String {
    let sysroot = shell::output_of(shell::command(paths, "rustc").args(["--print", "sysroot"])).unwrap_or_default();
    let page = Path::new(&sysroot).join("share/doc/rust/COPYRIGHT-library.html");
    match fs::read_to_string(&page) {
        Ok(page) => without_tags(&page),
        Err(_) => {
            println!("NOTE: {} is not here: the notices name the standard library in one sentence.", page.display());
            "Copyright (c) The Rust Project Contributors; MIT OR Apache-2.0, see https://www.rust-lang.org/policies/licenses\n"
                .into()
        }
    }
}

/// The text of a page, without its head.
fn without_tags(page: &str) -> String {
    let body = page.split_once("<body>").map_or(page, |(_, body)| body);
    let mut text = String::new();
    for (at, part) in body.split('<').enumerate() {
        // Before the first tag there is only text.
        text += if at == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) };
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    let text = text.replace("&#x27;", "'").replace("&#34;", "\"").replace("&amp;", "&");
    // One empty line at most.
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.trim().is_empty() && lines.last().is_none_or(|last| last.trim().is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped::tests::made;

    #[test]
    fn files_with_terms_are_known_by_their_names() {
        for terms in
            ["LICENSE", "license-mit.txt", "LICENCE.md", "COPYING", "NOTICE", "UNLICENSE", "LICENSE-Apache-2.0_WITH"]
        {
            assert!(says_terms(terms), "{terms}");
        }
        for other in ["README.md", "license.rs", "Cargo.toml", "licenses.json", "src"] {
            assert!(!says_terms(other), "{other}");
        }
    }

    #[test]
    fn a_text_that_differs_in_its_line_breaks_alone_stands_once() {
        let mut texts = Texts::default();
        let numbers = ["one two\n", "three", "one\r\ntwo", "one two four"].map(|text| texts.number(text));
        assert_eq!(numbers, [1, 2, 1, 3]);
        assert_eq!(texts.all, ["one two", "three", "one two four"]);
    }

    #[test]
    fn a_crate_without_a_file_has_the_common_text_with_its_authors() {
        let mut one = made("a", "MIT/Apache-2.0");
        one.authors = vec!["Ada".into(), "Grace".into()];
        let text = common(&one, "APACHE").unwrap();
        assert!(text.contains("Copyright (c) Ada, Grace\n") && text.ends_with("SOFTWARE.\n"), "{text}");
        assert!(common(&made("a", "MIT"), "APACHE").unwrap().contains(NOBODY));
        assert_eq!(common(&made("a", "Apache-2.0 OR BSL-1.0"), "APACHE").unwrap(), "APACHE");
        for unknown in ["BSD-3-Clause", "MIT AND BSD-3-Clause"] {
            assert!(common(&made("a", unknown), "APACHE").unwrap_err().what.starts_with("a 1.0.0"), "{unknown}");
        }
    }

    #[test]
    fn a_page_becomes_its_words() {
        let page = "<head><title>x</title></head><body>\n\n\n<h1>A &amp; B</h1>\n\n\n<p>it&#39;s <a href=\"y\">&lt;here&gt;</a></p></body>";
        assert_eq!(without_tags(page), "A & B\n\nit's <here>");
    }
}
