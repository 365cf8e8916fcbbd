//! A copy of the built page, whose files a test may delay, change, or replace by another version.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};
use temporary::TemporaryFolder;

/// Part of the address of every file that holds weights.
pub(crate) const WEIGHTS: &str = "models/brain-mri/weights-";

/// The copy; it is deleted when this is dropped.
pub(crate) struct Site(TemporaryFolder);

impl Site {
    /// Copies the page; `name` is a hint for debugging.
    pub(crate) fn new(name: &str) -> Self {
        let folder = TemporaryFolder::new(&format!("site-{name}")).expect("a temporary folder");
        let dist = std::env::var_os("ONSIGHT_DIST").map_or_else(|| crate::root().join("dist"), Into::into);
        copy(&dist, folder.path());
        Self(folder)
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// A file of the model.
    pub(crate) fn of_model(&self, name: &str) -> PathBuf {
        self.path().join("models/brain-mri").join(name)
    }

    /// Names of the files that hold weights, in order.
    pub(crate) fn chunks(&self) -> Vec<String> {
        let entries = fs::read_dir(self.of_model("")).expect("the model's folder");
        let names = entries.map(|entry| entry.expect("a file").file_name().into_string().expect("a name in UTF-8"));
        let mut names: Vec<String> =
            names.filter(|name| name.starts_with("weights-") && name.ends_with(".bin")).collect();
        names.sort();
        names
    }

    /// Changes a file of the program, and its hash in the service worker's list; returns both texts as they were.
    pub(crate) fn change(&self, file: &str, change: impl FnOnce(&str) -> String) -> (String, String) {
        let (path, list) = (self.path().join(file), self.path().join("sw.js"));
        let read = |path: &Path| fs::read_to_string(path).expect("a file of the program");
        let before = (read(&path), read(&list));
        let after = change(&before.0);
        let (old, new) = (sha256(&before.0), sha256(&after));
        assert!(before.1.contains(&old), "sw.js does not list {file}: run `cargo xtask precache`");
        let start = before.1.find("version: \"").expect("a version") + "version: \"".len();
        let mut changed = before.1.replace(&old, &new);
        changed.replace_range(start..start + 8, &new[..8]);
        fs::write(&path, after).expect("another file");
        fs::write(&list, changed).expect("another list");
        before
    }

    /// The same with a text that the page fetches by itself: it knows the hashes of such a text and of the script that
    /// names it as they were built, so both are taken away.
    pub(crate) fn change_text(&self, file: &str, change: impl FnOnce(&str) -> String) {
        self.change(file, change);
        let named = format!("{file:?}:");
        self.change("start.js", |code| {
            let lines = code.lines().filter(|line| !line.contains(&named));
            lines.fold(String::new(), |all, line| all + line + "\n")
        });
        self.change("index.html", |page| {
            let (before, tag) = page.split_once("src=\"./start.js\"").expect("the script's tag");
            let (inside, hash) = tag.split_once(" integrity=\"").expect("its hash");
            let (_, after) = hash.split_once('"').expect("the end of it");
            format!("{before}src=\"./start.js\"{inside}{after}")
        });
    }

    /// Changes a file without updating its hash anywhere, like damage or an attacker; returns its bytes as they were.
    pub(crate) fn damage(&self, file: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let path = self.path().join(file);
        let before = fs::read(&path).expect("a file of the program");
        let mut bytes = before.clone();
        change(&mut bytes);
        fs::write(&path, bytes).expect("another file");
        before
    }

    /// The one file whose name begins and ends so.
    pub(crate) fn named(&self, start: &str, end: &str) -> String {
        let entries = fs::read_dir(self.path()).expect("the page's folder");
        let names = entries.map(|entry| entry.expect("a file").file_name().into_string().expect("a name in UTF-8"));
        let found: Vec<String> = names.filter(|name| name.starts_with(start) && name.ends_with(end)).collect();
        assert_eq!(found.len(), 1, "{start}…{end}: {found:?}");
        found.concat()
    }

    /// The hash of every file, a line `HASH  PATH` each, as a release lists them.
    pub(crate) fn sums(&self) -> String {
        let (mut folders, mut lines) = (vec![self.path().to_owned()], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder of the page") {
                let path = entry.expect("a file").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = fs::read(&path).expect("a file of the page");
                let name = path.strip_prefix(self.path()).expect("a file inside").to_str().expect("a name in UTF-8");
                lines.push(format!("{}  {name}\n", sha256(&bytes)));
            }
        }
        lines.sort();
        lines.concat()
    }

    /// Replaces this version by another one; returns `index.html` and `sw.js` as they were.
    pub(crate) fn deploy(&self, name: &str) -> (String, String) {
        let named = format!("<head><meta name=\"release\" content=\"{name}\">");
        self.change("index.html", |page| page.replace("<head>", &named))
    }

    /// Holds back a file of the model: requests for it wait.
    pub(crate) fn hold(&self, name: &str) -> HeldFile {
        self.hold_file(&format!("models/brain-mri/{name}"))
    }

    /// The same with any file.
    pub(crate) fn hold_file(&self, file: &str) -> HeldFile {
        let path = self.path().join(file);
        let bytes = fs::read(&path).expect("a file to hold back");
        fs::remove_file(&path).expect("a file to hold back");
        // Reading a named pipe blocks until there is a writer.
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success(), "{}", path.display());
        HeldFile { path, bytes }
    }
}

/// A file that is held back.
pub(crate) struct HeldFile {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl HeldFile {
    /// Releases it for waiting and later requests.
    pub(crate) fn release(self) {
        fs::write(&self.path, &self.bytes).expect("someone who waits");
        fs::remove_file(&self.path).expect("the pipe");
        fs::write(&self.path, &self.bytes).expect("the file");
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a temporary folder");
    for entry in fs::read_dir(from).expect("the built page") {
        let path = entry.expect("a file").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// As 64 digits.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
