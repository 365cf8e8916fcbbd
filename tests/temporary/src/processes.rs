//! Which processes are alive, and which were started with a temporary folder of their own. Known on Linux alone.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, process, thread};

/// The variable with the folder for temporary files.
pub(crate) const VARIABLE: &str = "TMPDIR";

/// Where Linux lists processes.
const LIST: &str = "/proc";

/// How long processes may take to end when they are killed.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether there is such a process; `None` where it cannot be known.
pub(crate) fn is_alive(process: u32) -> Option<bool> {
    Path::new(LIST).join("self").exists().then(|| Path::new(LIST).join(process.to_string()).exists())
}

/// Which counting of processes this one is in, as its kernel names it: numbers of another one say nothing here. 0 where that
/// cannot be known, as on systems that have but one.
pub(crate) fn counted_by() -> u32 {
    let link = fs::read_link(Path::new(LIST).join("self/ns/pid")).ok();
    let name = link.as_deref().and_then(Path::to_str);
    name.and_then(|name| name.strip_prefix("pid:[")?.strip_suffix(']')?.parse().ok()).unwrap_or(0)
}

/// Ends every process that was started with this folder for its temporary files, or that has its profile in it, and
/// waits for their end.
pub(crate) fn end_all_of(folder: &Path) {
    let started = Instant::now();
    loop {
        let left = all_of(folder);
        if left.is_empty() || started.elapsed() > PATIENCE {
            return;
        }
        // Built into every shell, whereas `kill` is not installed everywhere.
        let mut command = Command::new("sh");
        command.args(["-c", "kill -KILL \"$@\"", "sh"]).args(left);
        // Who has ended meanwhile is not there to be killed.
        let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        thread::sleep(Duration::from_millis(20));
    }
}

/// Their numbers, as they are written.
fn all_of(folder: &Path) -> Vec<String> {
    let Some(folder) = folder.to_str() else { return Vec::new() };
    let (variable, profile) = (format!("{VARIABLE}={folder}"), format!("--user-data-dir={folder}/"));
    let is_one = |number: &str| {
        // A process that has ended, or belongs to somebody else, has neither.
        let read = |file: &str| fs::read(Path::new(LIST).join(number).join(file)).unwrap_or_default();
        // Some of Chromium's processes write their words anew, separated by spaces.
        read("environ").split(|byte| *byte == 0).any(|part| part == variable.as_bytes())
            || read("cmdline").windows(profile.len()).any(|part| part == profile.as_bytes())
    };
    let own = process::id().to_string();
    let entries = fs::read_dir(LIST).into_iter().flatten().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let numbers = numbers.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()) && *name != own);
    numbers.filter(|number| is_one(number)).collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::TemporaryFolder;

    /// What is found once anything is: a program that has just been started has no words for a moment.
    fn found(folder: &Path) -> Vec<String> {
        (0..500)
            .find_map(|_| {
                thread::sleep(Duration::from_millis(20));
                Some(all_of(folder)).filter(|all| !all.is_empty())
            })
            .unwrap_or_default()
    }

    #[test]
    fn what_was_lent_a_folder_ends_with_it_and_no_other_process_does() {
        let mut folder = TemporaryFolder::new("lent").unwrap();
        let sleeps = |folder: Option<&mut TemporaryFolder>| {
            let mut command = Command::new("sleep");
            if let Some(folder) = folder {
                folder.lend_to(&mut command);
            }
            command.arg("600").spawn().unwrap()
        };
        let (mut lent, mut other) = (sleeps(Some(&mut folder)), sleeps(None));
        assert_eq!(found(folder.path()), [lent.id().to_string()]);
        assert_eq!(is_alive(other.id()), Some(true));
        drop(folder);
        assert!(!lent.wait().unwrap().success());
        assert_eq!(is_alive(lent.id()), Some(false));
        assert!(other.try_wait().unwrap().is_none());
        other.kill().unwrap();
        other.wait().unwrap();
    }

    #[test]
    fn a_browser_is_known_by_its_profile() {
        let folder = TemporaryFolder::new("profile").unwrap();
        let profile = format!("--user-data-dir={}/profile", folder.path().display());
        // Waits for a line that never comes.
        let mut command = Command::new("sh");
        command.args(["-c", "read line", "sh", &profile]).stdin(Stdio::piped());
        let mut browser = command.spawn().unwrap();
        assert_eq!(found(folder.path()), [browser.id().to_string()]);
        end_all_of(folder.path());
        assert!(!browser.wait().unwrap().success());
    }
}
