//! The style sheets as visitors get them: the imports of `style/main.css` become one file, without comments, as are the
//! sheets of later bundles.
//!
//! Compared on these sheets, in bytes after brotli: 7,708 like this, 7,671 by lightningcss with full minification. That
//! is not worth compiling it and its dependencies. Trunk's own minification also changes `index.html`, whose lines are
//! read here.
//!
//! Invariant: no rule changes, and their order is kept.

use std::fs;
use std::path::Path;

use crate::dist::{checksums, files_in};
use crate::shell::{Problem, at};

/// Prefix of the name that trunk gives to its copy of `style/main.css`.
const ENTRY: &str = "main-";

/// What a comment of a style sheet stands between.
const COMMENT: [&str; 2] = ["/*", "*/"];

/// Puts the sheets that the page imports from the folder `sources` into one file of `dist`, in their order, named by
/// its content: an import is a request, which is only made after the previous one has arrived.
///
/// # Errors
/// When `main.css` holds anything but imports, or a file cannot be read or written.
pub(crate) fn join(sources: &Path, dist: &Path) -> Result<(), Problem> {
    for file in files_in(dist)?.into_iter().filter(|file| is_later(file)) {
        let sheet = dist.join(file);
        let text = at(&sheet, fs::read_to_string(&sheet))?;
        at(&sheet, fs::write(&sheet, without_comments(&text, COMMENT)))?;
    }
    let index = dist.join("index.html");
    let page = at(&index, fs::read_to_string(&index))?;
    let Some((link, entry)) = page.lines().find_map(|line| Some((line, entry_of(line)?))) else {
        return Ok(());
    };
    let entry = dist.join(entry);
    let mut all = String::new();
    for line in without_comments(&at(&entry, fs::read_to_string(&entry))?, COMMENT).lines() {
        let Some(name) = line.strip_prefix("@import \"").and_then(|line| line.strip_suffix("\";")) else {
            return Err(Problem::new(
                format!("style/main.css: expected an import, found `{line}`"),
                "give the rule a sheet, and import that",
            ));
        };
        let sheet = sources.join(name);
        all += &without_comments(&at(&sheet, fs::read_to_string(&sheet))?, COMMENT);
    }
    let joined = format!("style-{}.css", &checksums::sha256(all.as_bytes())[..16]);
    at(&dist.join(&joined), fs::write(dist.join(&joined), &all))?;
    let page = page.replace(link, &format!("    <link rel=\"stylesheet\" href=\"./{joined}\"/>"));
    at(&index, fs::write(&index, page))?;
    at(&entry, fs::remove_file(&entry))
}

/// Whether a file of `dist` is a style sheet that a later bundle brings: those lie in folders.
fn is_later(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "css") && file.components().count() > 1
}

/// The file of a line that is a link to the page's style sheet and nothing else, as trunk writes it.
fn entry_of(line: &str) -> Option<&str> {
    let link = line.trim().strip_prefix("<link rel=\"stylesheet\" href=\"./")?.strip_suffix('>')?;
    link.split_once('"').map(|(name, _)| name).filter(|name| name.starts_with(ENTRY) && name.ends_with(".css"))
}

/// A style sheet or a page without indentation and comments, which stand between these two marks: a fifth of a sheet's
/// compressed size. None of this project writes the first mark inside a string.
pub(crate) fn without_comments(text: &str, [open, close]: [&str; 2]) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, comment)) = rest.split_once(open) {
        kept += before;
        rest = comment.split_once(close).map_or("", |(_, after)| after);
    }
    kept += rest;
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |all, line| all + line + "\n")
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;
    use server::kind::name_is_hashed;

    /// The sheet of the light box, which its bundle brings.
    const LIGHT_BOX: &str = "lightbox/lightbox.css";

    /// A folder with a page of these sheets, as trunk writes it.
    fn dist(name: &str, entry: &str) -> std::path::PathBuf {
        let dist = env::temp_dir().join(format!("onsight-styles-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(dist.join("style")).unwrap();
        fs::create_dir_all(dist.join("dist/lightbox")).unwrap();
        fs::write(dist.join("style/b.css"), "/* Why\n   so. */\n\n  b{}\n").unwrap();
        fs::write(dist.join("style/a.css"), "a{}\n").unwrap();
        fs::write(dist.join("dist").join(LIGHT_BOX), "/* Why. */\nc{}\n").unwrap();
        fs::write(dist.join("dist/main-1.css"), entry).unwrap();
        let link = "    <link rel=\"stylesheet\" href=\"./main-1.css\" integrity=\"sha384-x\"/>";
        fs::write(dist.join("dist/index.html"), format!("<head>\n{link}\n</head>\n")).unwrap();
        dist
    }

    #[test]
    fn style_sheets_become_one_file_in_their_order_and_only_once() {
        let folder = dist("joined", "/* All. */\n@import \"b.css\";\n@import \"a.css\";\n");
        let dist = folder.join("dist");
        for _ in 0..2 {
            join(&folder.join("style"), &dist).unwrap();
            let files = files_in(&dist).unwrap();
            assert_eq!(files.len(), 3, "{files:?}");
            let style = files.iter().find(|file| file.to_string_lossy().starts_with("style-")).unwrap();
            assert!(name_is_hashed(&style.to_string_lossy()));
            assert_eq!(fs::read_to_string(dist.join(style)).unwrap(), "b{}\na{}\n");
            assert_eq!(fs::read_to_string(dist.join(LIGHT_BOX)).unwrap(), "c{}\n");
            let expected = format!("<head>\n    <link rel=\"stylesheet\" href=\"./{}\"/>\n</head>\n", style.display());
            assert_eq!(fs::read_to_string(dist.join("index.html")).unwrap(), expected);
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_rule_beside_the_imports_and_a_sheet_that_is_not_there_are_errors() {
        for (entry, found) in [("a{}\n", "found `a{}`"), ("@import \"lost.css\";\n", "lost.css")] {
            let folder = dist("wrong", entry);
            let problem = join(&folder.join("style"), &folder.join("dist")).unwrap_err();
            assert!(problem.what.contains(found), "{}", problem.what);
            fs::remove_dir_all(folder).unwrap();
        }
    }
}
