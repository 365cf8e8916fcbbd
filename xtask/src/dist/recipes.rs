//! A recipe for each kind of host, filled in from `headers` and from the existing files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::dist::address_of;
use crate::dist::compressed::is_copy;
use crate::dist::headers::{ASKED_EACH_TIME, KEPT_FOR_EVER, always, hashed_name};
use crate::shell::Problem;
use server::kind::{media_type, name_is_hashed};

/// Limit of rules in a `_headers` file of Cloudflare Pages.
const MOST_RULES: usize = 100;

/// Every text, with its path in `release/`.
///
/// # Errors
/// When there are more rules than a host supports.
pub fn all(site: &[PathBuf]) -> Result<Vec<(&'static str, String)>, Problem> {
    Ok(vec![
        ("site/_headers", headers_file(site)?),
        ("site/.htaccess", filled(include_str!("../../recipes/htaccess"), site)),
        // Otherwise GitHub Pages, publishing a branch, omits names that start with an underscore.
        ("site/.nojekyll", String::new()),
        ("hosting/nginx.conf", filled(include_str!("../../recipes/nginx.conf"), site)),
        ("hosting/Caddyfile", filled(include_str!("../../recipes/Caddyfile"), site)),
        ("hosting/apache.conf", filled(include_str!("../../recipes/apache.conf"), site)),
        ("hosting/Containerfile", include_str!("../../recipes/Containerfile").into()),
        ("hosting/github-pages.yml", include_str!("../../recipes/github-pages.yml").into()),
        ("START-HERE.html", include_str!("../../recipes/START-HERE.html").into()),
    ])
}

/// Netlify and Cloudflare Pages. Where two rules set one header, Cloudflare joins the values, so each
/// address gets its `Cache-Control` from one rule; files without a rule are revalidated each time on both hosts.
fn headers_file(site: &[PathBuf]) -> Result<String, Problem> {
    let mut text = String::from("/*\n");
    for (name, value) in always() {
        text += &format!("  {name}: {value}\n");
    }
    let mut rules = 1;
    let mut rule = |address: &str, value: &str| {
        rules += 1;
        text += &format!("/{address}\n  Cache-Control: {value}\n");
    };
    for address in ["", "index.html", "sw.js"] {
        rule(address, ASKED_EACH_TIME);
    }
    for file in site.iter().filter(|file| !is_copy(file) && file.components().count() == 1) {
        let name = address_of(file);
        if name_is_hashed(&name) {
            rule(&name, KEPT_FOR_EVER);
        }
    }
    if rules <= MOST_RULES {
        return Ok(text);
    }
    Err(Problem::new(
        format!("_headers: {rules} rules, Cloudflare Pages reads {MOST_RULES}"),
        "use one pattern for many",
    ))
}

/// Fills the values into a template: `@NAME@`, alone on its line where the value has several lines.
fn filled(template: &str, site: &[PathBuf]) -> String {
    let types = types_of(site);
    let headers =
        |line: fn(&str, &str) -> String| always().iter().map(|(name, value)| line(name, value)).collect::<Vec<_>>();
    let types_by =
        |line: fn(&str, &str) -> String| types.iter().map(|(ending, media)| line(ending, media)).collect::<Vec<_>>();
    let lists: [(&str, Vec<String>); 6] = [
        ("@NGINX_HEADERS@", headers(|name, value| format!("add_header {name} \"{value}\" always;"))),
        // The charset is a separate setting there.
        ("@NGINX_TYPES@", types_by(|ending, media| format!("{} {ending};", media.split(';').next().unwrap_or(media)))),
        ("@CADDY_HEADERS@", headers(|name, value| format!("{name} \"{value}\""))),
        (
            "@CADDY_TYPES@",
            types_by(|ending, media| {
                format!("@{ending} path *.{ending}\nheader @{ending} {{\n\tContent-Type \"{media}\"\n\tdefer\n}}")
            }),
        ),
        ("@APACHE_HEADERS@", headers(|name, value| format!("Header always set {name} \"{value}\""))),
        ("@APACHE_TYPES@", types_by(|ending, media| format!("AddType \"{media}\" .{ending}"))),
    ];
    let mut text = String::new();
    for line in template.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        match lists.iter().find(|(name, _)| *name == line.trim()) {
            Some((_, list)) => {
                list.iter().flat_map(|each| each.lines()).for_each(|each| text += &format!("{indent}{each}\n"))
            }
            None => text += &format!("{line}\n"),
        }
    }
    text.replace("@HASHED@", &hashed_name())
        .replace("@KEPT_FOR_EVER@", KEPT_FOR_EVER)
        .replace("@ASKED_EACH_TIME@", ASKED_EACH_TIME)
}

/// Media types of the extensions that occur.
fn types_of(site: &[PathBuf]) -> BTreeMap<String, &'static str> {
    let endings = site.iter().filter(|file| !is_copy(file)).filter_map(|file| ending_of(file));
    endings
        .map(|ending| {
            let media = media_type(&format!("x.{ending}"));
            (ending, media)
        })
        .collect()
}

fn ending_of(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Vec<PathBuf> {
        ["app-0123456789abcdef.js", "app-0123456789abcdef.js.br", "index.html", "models/m/weights.bin", "sw.js"]
            .map(PathBuf::from)
            .into()
    }

    #[test]
    fn every_recipe_is_filled_and_has_every_header() {
        for (path, text) in all(&site()).unwrap() {
            let holes = text.split('@').skip(1).step_by(2);
            let left: Vec<&str> =
                holes.filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_')).collect();
            assert!(left.iter().all(|name| name.is_empty()), "{path}: {left:?}");
            let is_recipe =
                ["_headers", ".htaccess", "nginx.conf", "Caddyfile"].iter().any(|name| path.ends_with(name));
            for (name, value) in always() {
                assert!(!is_recipe || (text.contains(name) && text.contains(&value)), "{path} lacks {name}");
            }
        }
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let text = headers_file(&site()).unwrap();
        assert!(text.contains(&format!("/app-0123456789abcdef.js\n  Cache-Control: {KEPT_FOR_EVER}\n")), "{text}");
        assert!(
            text.contains("/sw.js\n  Cache-Control: no-cache\n") && text.contains("/\n  Cache-Control: no-cache\n")
        );
        assert_eq!(text.matches("immutable").count(), 1, "{text}");
        let many: Vec<PathBuf> = (0..100).map(|n| format!("a-{n:016x}.js").into()).collect();
        assert!(headers_file(&many).is_err());
    }
}
