//! The size budget: what a visitor downloads, checked against `size-budget.txt`.

use std::fs;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::dist::compressed::{Coding, compressed_bytes};
use crate::languages;
use crate::paths::Paths;
use crate::shell::{Problem, at};

/// The budget file in the repository.
const BUDGET: &str = "size-budget.txt";

/// One line of the budget.
#[derive(Debug, PartialEq)]
struct BudgetLine {
    /// What it is called.
    name: String,
    /// Size limit in bytes after brotli at its best level, as a CDN serves it.
    brotli: u64,
    /// File names in `dist`, each with at most one `*`.
    patterns: Vec<String>,
}

/// Compares the built site with the budget.
///
/// # Errors
/// When a part is too large, a pattern matches nothing, or a module holds the sentences that a visitor fetches anyway.
pub fn check(paths: &Paths) -> Result<(), Problem> {
    let path = paths.root.join(BUDGET);
    let lines = parse(&at(&path, fs::read_to_string(&path))?)?;
    squeeze_all(paths, &lines)?;
    let mut problems = Vec::new();
    println!("{:<44} {:>12} {:>12} {:>12}", "part, and each file of it", "raw", "brotli", "budget");
    for line in lines {
        let (mut raw, mut small) = (0, 0);
        let mut assets = Vec::new();
        for pattern in &line.patterns {
            assets.extend(sizes(paths, pattern)?);
        }
        for asset in &assets {
            raw += asset.raw;
            small += asset.brotli;
        }
        println!("{:<44} {raw:>12} {small:>12} {:>12}", line.name, line.brotli);
        assets.sort_by_key(|asset| std::cmp::Reverse(asset.brotli));
        for BundleFile { name, raw, brotli } in assets {
            println!("  {name:<42} {raw:>12} {brotli:>12}");
        }
        if small > line.brotli {
            problems.push(format!("{}: {small} bytes after brotli, budget {}", line.name, line.brotli));
        }
    }
    if !problems.is_empty() {
        let mend = format!("make it smaller, or raise {BUDGET} and say why in the commit");
        return Err(Problem::new(problems.join("\n"), mend));
    }
    let with_sentences = languages::modules_with_sentences(paths)?;
    if with_sentences.is_empty() {
        return Ok(());
    }
    let what = format!("{}: the English sentences are inside", with_sentences.join(", "));
    Err(Problem::new(what, "let no code of it call `text::english` or print an error: docs/text.md"))
}

/// Every part of the budget as it is built, in bytes after brotli; by name with `_` for `-`, for scripts.
///
/// # Errors
/// When a pattern matches nothing, or a file cannot be read.
pub fn brotli_bytes(paths: &Paths) -> Result<Vec<(String, u64)>, Problem> {
    let path = paths.root.join(BUDGET);
    let mut parts = Vec::new();
    for line in parse(&at(&path, fs::read_to_string(&path))?)? {
        let mut bytes = 0;
        for pattern in &line.patterns {
            bytes += sizes(paths, pattern)?.iter().map(|asset| asset.brotli).sum::<u64>();
        }
        parts.push((line.name.replace('-', "_"), bytes));
    }
    Ok(parts)
}

/// One file of `dist`.
#[derive(Debug)]
struct BundleFile {
    name: String,
    raw: u64,
    brotli: u64,
}

/// Compresses every file of the budget into the cache, on all cores: at brotli's best level a bundle takes many seconds.
fn squeeze_all(paths: &Paths, lines: &[BudgetLine]) -> Result<(), Problem> {
    let mut files = Vec::new();
    for pattern in lines.iter().flat_map(|line| &line.patterns) {
        files.extend(found(paths, pattern)?);
    }
    // The largest first, so that no thread starts it at the end.
    files.sort_by_key(|file| std::cmp::Reverse(file.metadata().map_or(0, |known| known.len())));
    let next = AtomicUsize::new(0);
    let work = || -> Result<(), Problem> {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            compressed_bytes(&paths.cache, &at(file, fs::read(file))?, Coding::Brotli)?;
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let broken = || Err(Problem::new("a thread that compresses ended", "run it again"));
        all.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| broken()))
    })
}

/// Every file of `dist` that matches, compressed.
fn sizes(paths: &Paths, pattern: &str) -> Result<Vec<BundleFile>, Problem> {
    let mut assets = Vec::new();
    for file in found(paths, pattern)? {
        let bytes = at(&file, fs::read(&file))?;
        // The copy that `cargo xtask dist` puts beside the file, from the same cache.
        let brotli = compressed_bytes(&paths.cache, &bytes, Coding::Brotli)?.len() as u64;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        assets.push(BundleFile { name, raw: bytes.len() as u64, brotli });
    }
    Ok(assets)
}

/// Every file of `dist` that matches.
fn found(paths: &Paths, pattern: &str) -> Result<Vec<PathBuf>, Problem> {
    let dist = paths.dist();
    let (folder, file_pattern) = match pattern.rsplit_once('/') {
        Some((folder, file)) => (dist.join(folder), file),
        None => (dist, pattern),
    };
    let entries = at(&folder, fs::read_dir(&folder))?.flatten();
    let matching = entries.filter(|entry| matches(file_pattern, &entry.file_name().to_string_lossy()));
    let files: Vec<PathBuf> = matching.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    if !files.is_empty() {
        return Ok(files);
    }
    Err(Problem::new(format!("{BUDGET}: `{pattern}` matches nothing in dist"), "mend the pattern"))
}

/// Suffixes that make another bundle of `worker`.
const OTHERS: [&str; 2] = ["_gpu", "_threads"];

/// `*` stands for any run of characters that holds no dot and does not begin with the rest of another bundle's name,
/// so that `worker*` does not include `worker_gpu`.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, after)) => name
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .is_some_and(|middle| !middle.contains('.') && !OTHERS.iter().any(|other| middle.starts_with(other))),
    }
}

/// Lines `name  bytes  pattern pattern …`; `#` starts a comment.
fn parse(text: &str) -> Result<Vec<BudgetLine>, Problem> {
    let mut lines = Vec::new();
    for line in
        text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [name, bytes, patterns @ ..] = words.as_slice() else {
            return Err(Problem::new(format!("{BUDGET}: `{line}`"), "write `name bytes pattern …`"));
        };
        let brotli = bytes
            .replace('_', "")
            .parse()
            .map_err(|_| Problem::new(format!("{BUDGET}: `{bytes}` is no number"), ""))?;
        lines.push(BudgetLine { name: (*name).into(), brotli, patterns: patterns.iter().map(|&p| p.into()).collect() });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::{BudgetLine, matches, parse};

    #[test]
    fn reads_the_budget() {
        let lines = parse("# parts\nshell 300_000 index.html app-*.js # both\n").unwrap();
        let expected = BudgetLine {
            name: "shell".into(),
            brotli: 300_000,
            patterns: vec!["index.html".into(), "app-*.js".into()],
        };
        assert_eq!(lines, [expected]);
        assert!(parse("shell many index.html").is_err());
    }

    #[test]
    fn a_pattern_takes_its_own_bundle_only() {
        assert!(matches("worker*_bg.wasm", "worker-0123456789abcdef_bg.wasm"));
        assert!(matches("worker*_bg.wasm", "worker_bg.wasm"));
        assert!(
            !matches("worker*_bg.wasm", "worker_gpu_bg.wasm") && !matches("worker*.js", "worker_threads_helper.js")
        );
        assert!(matches("worker*.js", "worker_loader.js"));
        assert!(!matches("app*.js", "app.min.js"));
    }
}
