//! How much memory a page has: the private bytes of its process, as the system counts them.
//!
//! Compared with `performance.measureUserAgentSpecificMemory`, which needs isolation, and the browser's heap
//! figures, which leave WebAssembly and its own buffers out: this is what the device must provide. Linux only.

use std::fs;

/// Private bytes of the largest renderer below the browser's own process; `None` where there is no `/proc`.
pub fn of_renderer(browser: u32) -> Option<u64> {
    let private = |own: u32| private_bytes(&fs::read_to_string(format!("/proc/{own}/smaps_rollup")).ok()?);
    renderers(browser).into_iter().filter_map(private).max()
}

/// Every renderer below the browser's own process, by process id; empty where there is no `/proc`.
pub fn renderers(browser: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes: Vec<(u32, u32)> = entries.filter_map(|entry| parent(&entry)).collect();
    let is_below = |process: u32| {
        let mut at = process;
        // A chain of parents is no longer than the number of processes.
        for _ in 0..processes.len() {
            if at == browser {
                return true;
            }
            let Some((_, parent)) = processes.iter().find(|(own, _)| *own == at) else { return false };
            at = *parent;
        }
        false
    };
    let mut found: Vec<u32> =
        processes.iter().map(|(own, _)| *own).filter(|own| is_below(*own) && is_renderer(*own)).collect();
    found.sort_unstable();
    found
}

/// A process and its parent.
fn parent(entry: &fs::DirEntry) -> Option<(u32, u32)> {
    let own = entry.file_name().to_str()?.parse().ok()?;
    let status = fs::read_to_string(entry.path().join("status")).ok()?;
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()?;
    Some((own, parent))
}

fn is_renderer(process: u32) -> bool {
    let words = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    // Some programs rewrite their command line with spaces between the arguments.
    words.split(|byte| matches!(byte, 0 | b' ')).any(|word| word == b"--type=renderer")
}

/// The sum of the private lines, which are in kB.
fn private_bytes(rollup: &str) -> Option<u64> {
    let lines = rollup.lines().filter(|line| line.starts_with("Private_Clean:") || line.starts_with("Private_Dirty:"));
    let sizes = lines.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    sizes.map(|kilobytes| kilobytes * 1024).reduce(|a, b| a + b)
}

#[test]
fn private_lines_are_summed() {
    let rollup = "Rss: 9 kB\nShared_Clean: 5 kB\nPrivate_Clean:   1 kB\nPrivate_Dirty:  2 kB\nPrivate_Hugetlb: 7 kB\n";
    assert_eq!(private_bytes(rollup), Some(3 * 1024));
    assert_eq!(private_bytes(""), None);
}
