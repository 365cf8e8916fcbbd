//! Temporary folders of tests, journeys and the benchmark, of which nothing is left.
//!
//! A folder is deleted when its [`TemporaryFolder`] is dropped, also while a test panics. A program that is killed drops
//! nothing: its folders carry its process number in their names, and the next program that makes one deletes them. With
//! the number stands what counts it: programs in containers may share a folder for temporary files and not their numbers.
//!
//! Browsers write wherever `TMPDIR` points: a profile of about 30 MB, sockets, shared memory. chromedriver deletes the
//! profile only after it has answered to the end of its session, so one that is killed at that answer leaves it
//! behind. [`TemporaryFolder::lend_to`] makes a folder the `TMPDIR` of such a program and of all below it, and what of
//! them still runs is ended before the folder is deleted.
//!
//! Invariant: nothing is deleted whose name does not begin with [`START`] and a process number of the own counting, and
//! nothing of a process that is alive.

mod processes;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, fs, io, process, thread};

use processes::{counted_by, end_all_of, is_alive};

/// The start of every name: `onsight-run-COUNTED-PROCESS-NUMBER-HINT`, the first of them in hexadecimal digits.
const START: &str = "onsight-run-";

/// Length in bytes of the longest path of a socket (`sun_path` of `sockaddr_un`, less its end).
const LONGEST_SOCKET: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// What Chromium puts below the folder of temporary files, with other characters for the last six of the folder's name. Earlier
/// versions have a shorter one.
const SOCKET: &str = "/org.chromium.Chromium.scoped_dir.XXXXXX/SingletonSocket";

/// Length in bytes up to which a folder can be lent.
const LONGEST_LENT: usize = LONGEST_SOCKET - SOCKET.len();

/// Number of attempts to delete a folder, and the pause between them: what was ended may write a moment longer.
const ATTEMPTS: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// Numbers the folders of this process.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Leftovers are looked for once in a process.
static LEFTOVERS: Once = Once::new();

/// An empty folder of its own; it is deleted with all that is in it when this is dropped.
#[derive(Debug)]
pub struct TemporaryFolder {
    path: PathBuf,
    /// Whether programs were started that put their own files into it.
    is_lent: bool,
}

impl TemporaryFolder {
    /// Makes one; `hint` is for whoever looks at the folders. The first one of a process deletes what aborted runs left.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(hint: &str) -> io::Result<Self> {
        let all = env::temp_dir();
        LEFTOVERS.call_once(|| delete_leftovers(&all, counted_by(), &is_alive));
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = all.join(format!("{START}{:x}-{}-{number}-{hint}", counted_by(), process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self { path, is_lent: false })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes it the folder for temporary files of a program and of all that this one starts. They have ended by the time
    /// the folder is deleted: where they have not, they are ended.
    ///
    /// Where the path is too long for the sockets in it, the program is left with the folder that all share.
    pub fn lend_to(&mut self, command: &mut Command) {
        if self.path.as_os_str().len() <= LONGEST_LENT {
            command.env(processes::VARIABLE, &self.path);
        }
        self.is_lent = true;
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if self.is_lent {
            end_all_of(&self.path);
        }
        delete(&self.path);
    }
}

/// Deletes a folder. A failure only wastes disk space.
fn delete(path: &Path) {
    for _ in 0..ATTEMPTS {
        if fs::remove_dir_all(path).is_ok() || !path.exists() {
            return;
        }
        thread::sleep(PAUSE);
    }
}

/// Deletes the folders of processes of this counting that are no longer alive, and ends what they have started.
fn delete_leftovers(all: &Path, counted: u32, is_alive: &dyn Fn(u32) -> Option<bool>) {
    for entry in fs::read_dir(all).into_iter().flatten().flatten() {
        let owner = entry.file_name().to_str().and_then(|name| owner_of(name, counted));
        if owner.is_some_and(|owner| is_alive(owner) == Some(false)) {
            end_all_of(&entry.path());
            // Once: what belongs to somebody else does not go, however often that is tried.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The number of the process that made a folder of this name, if it is one of these and of this counting.
fn owner_of(name: &str, counted: u32) -> Option<u32> {
    let mut parts = name.strip_prefix(START)?.splitn(4, '-');
    let of = u32::from_str_radix(parts.next()?, 16).ok()?;
    let owner = parts.next()?.parse().ok()?;
    parts.next()?.parse::<u32>().ok()?;
    parts.next().filter(|_| of == counted).map(|_| owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_gone_with_all_that_is_in_it_also_after_a_panic() {
        let folder = TemporaryFolder::new("dropped").unwrap();
        let path = folder.path().to_owned();
        fs::create_dir(path.join("inside")).unwrap();
        fs::write(path.join("inside/file"), "x").unwrap();
        drop(folder);
        assert!(!path.exists());
        let (told, path) = std::sync::mpsc::channel();
        let ended = thread::spawn(move || {
            let folder = TemporaryFolder::new("panics").unwrap();
            told.send(folder.path().to_owned()).unwrap();
            // Without a message in the output of these tests.
            std::panic::resume_unwind(Box::new(()));
        });
        assert!(ended.join().is_err());
        assert!(!path.recv().unwrap().exists());
    }

    #[test]
    fn leftovers_are_those_of_this_name_whose_process_is_gone() {
        let all = TemporaryFolder::new("leftovers").unwrap();
        let gone = ["onsight-run-f00a-12-0-profile", "onsight-run-f00a-12-1-site-a"];
        let stays = [
            "onsight-run-f00a-13-0-profile",
            // Of another container.
            "onsight-run-f00b-12-0-profile",
            "onsight-run-f00a-12",
            "onsight-run-f00a-12-0",
            "onsight-run-f00a-12-x-y",
            "onsight-run-12-0-profile",
            "onsight-f00a-12-0-a",
            "run-f00a-12-0-a",
        ];
        for name in gone.iter().chain(&stays) {
            fs::create_dir(all.path().join(name)).unwrap();
        }
        delete_leftovers(all.path(), 0xf00a, &|_| None);
        assert!(gone.iter().all(|name| all.path().join(name).is_dir()), "where nothing is known of any process");
        delete_leftovers(all.path(), 0xf00a, &|process| Some(process == 13));
        assert!(gone.iter().all(|name| !all.path().join(name).exists()));
        assert!(stays.iter().all(|name| all.path().join(name).is_dir()));
    }

    #[test]
    fn a_folder_is_known_by_its_own_name_and_is_lent_where_sockets_fit() {
        let mut folder = TemporaryFolder::new("named").unwrap();
        let name = folder.path().file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(owner_of(&name, counted_by()), Some(process::id()));
        assert_eq!(owner_of(&name, counted_by() ^ 1), None);
        let lent = |folder: &mut TemporaryFolder| {
            let mut command = Command::new("none");
            folder.lend_to(&mut command);
            command.get_envs().next().is_some()
        };
        let fits = folder.path().as_os_str().len() + SOCKET.len() <= LONGEST_SOCKET;
        assert_eq!(lent(&mut folder), fits);
        let mut long = TemporaryFolder::new(&"x".repeat(60)).unwrap();
        assert!(!lent(&mut long));
    }
}
