//! The tags of a page that load something, each with the hash of what it loads.

use std::path::Path;

use super::hash_of;
use crate::shell::Problem;

/// The page with a hash in every tag that loads a script, a module or a style sheet.
pub(super) fn page(dist: &Path, page: &str) -> Result<String, Problem> {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, tag)) =
        ["<script ", "<link "].iter().filter_map(|name| rest.find(name)).min().map(|start| rest.split_at(start))
    {
        let (tag, after) = tag.split_at(tag.find('>').unwrap_or(tag.len()));
        text += before;
        text += &match file_of(tag) {
            Some(file) => with_integrity(tag, &hash_of(dist, file)?),
            None => tag.to_owned(),
        };
        rest = after;
    }
    Ok(text + rest)
}

/// The file that a tag loads and executes, or shows. Preloaded files are verified by `start.js`; browsers ignore the
/// attribute here, and warn on the console.
fn file_of(tag: &str) -> Option<&str> {
    let is_loaded = tag.starts_with("<script ")
        || ["stylesheet", "modulepreload"].iter().any(|kind| tag.contains(&format!("rel=\"{kind}\"")));
    let name = if tag.starts_with("<script ") { " src=\"./" } else { " href=\"./" };
    let (_, address) = tag.split_once(name).filter(|_| is_loaded)?;
    address.split_once('"').map(|(file, _)| file)
}

/// A tag up to its end, with this hash replacing any other.
fn with_integrity(tag: &str, hash: &str) -> String {
    const NAME: &str = " integrity=\"";
    let bare = match tag.split_once(NAME) {
        Some((before, rest)) => before.to_owned() + rest.split_once('"').map_or("", |(_, after)| after),
        None => tag.to_owned(),
    };
    let (open, end) = bare.strip_suffix('/').map_or((bare.as_str(), ""), |open| (open.trim_end(), "/"));
    format!("{open}{NAME}{hash}\"{end}")
}
