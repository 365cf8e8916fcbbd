//! Checks exported files with third-party validators: each `tests/validators/check_<name>.py` gets a folder of files.
//!
//! Examples are in `tests/data`, where the native tests compare them with what the code writes; PDF reports are written
//! first, by a native test. PyPI packages are pinned with their hashes, in an environment of their own in the cache
//! folder; programs come from Debian, as Chromium does. A check that lacks a program, Python, or the network the first
//! time, is skipped and reported by name: the step fails only where a validator finds an error, or where no reports can
//! be written.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use crate::browser::apt_install;
use crate::bundle::WasmOpt;
use crate::count::Counts;
use crate::paths::{Paths, on_path};
use crate::shell::{self, Problem, at};
use crate::steps;

/// The scripts, and what they need.
const SCRIPTS: &str = "tests/validators";

/// Path of Python in a new environment.
const PYTHON: &str = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };

/// Variables that would change a script's behaviour: without assertions nothing would fail.
const UNWANTED: [&str; 2] = ["PYTHONOPTIMIZE", "PYTHONPATH"];

const NO_PACKAGES: &str =
    "it needs Python 3.11 or newer with venv, and pypi.org once; on Debian `apt-get install python3-venv`";

/// One check, by a script that is named after it.
struct Validator {
    name: &'static str,
    files: ExportedFiles,
    /// Whether the script imports packages of `requirements.txt`.
    imports: bool,
    /// Programs that the script starts.
    programs: &'static [&'static str],
    /// Debian's packages with these programs; none where Debian has none.
    packages: &'static [&'static str],
}

/// The input of a check.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ExportedFiles {
    /// Examples in this folder.
    Kept(&'static str),
    /// PDF reports, which are written first.
    Reports,
}

const EXAMPLES: ExportedFiles = ExportedFiles::Kept("tests/data/export");
const OBJECTS: ExportedFiles = ExportedFiles::Kept("tests/data/dicom-objects");

/// All of them, in running order.
static VALIDATORS: [Validator; 7] = [
    Validator { name: "fhir", files: EXAMPLES, imports: true, programs: &[], packages: &[] },
    Validator { name: "log", files: EXAMPLES, imports: true, programs: &[], packages: &[] },
    Validator { name: "dicom", files: OBJECTS, imports: true, programs: &[], packages: &[] },
    Validator { name: "dciodvfy", files: OBJECTS, imports: false, programs: &["dciodvfy"], packages: &["dicom3tools"] },
    Validator { name: "dsrdump", files: OBJECTS, imports: false, programs: &["dsrdump"], packages: &["dcmtk"] },
    Validator {
        name: "pdf",
        files: ExportedFiles::Reports,
        imports: false,
        programs: &["qpdf", "pdfinfo", "pdffonts", "pdftotext", "pdftoppm"],
        packages: &["qpdf", "poppler-utils"],
    },
    Validator { name: "verapdf", files: ExportedFiles::Reports, imports: false, programs: &["verapdf"], packages: &[] },
];

/// The Python installations for the scripts.
struct Interpreters {
    /// This machine's Python.
    system: Option<PathBuf>,
    /// The one with the packages of `requirements.txt`.
    environment: Option<PathBuf>,
}

impl Validator {
    fn script(&self) -> String {
        format!("check_{}.py", self.name)
    }

    fn missing(&self, is_here: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        self.programs.iter().copied().filter(|program| !is_here(program)).collect()
    }

    /// The Python to run it with; else what is missing.
    fn python<'p>(&self, pythons: &'p Interpreters, is_here: &dyn Fn(&str) -> bool) -> Result<&'p Path, String> {
        let missing = self.missing(is_here);
        if !missing.is_empty() {
            let how = if self.packages.is_empty() {
                "Debian has no package of it".to_owned()
            } else {
                format!("on Debian `apt-get install {}`", self.packages.join(" "))
            };
            return Err(format!("not on PATH: {}; {how}", missing.join(", ")));
        }
        let environment = pythons.environment.as_deref();
        if self.imports {
            environment.ok_or_else(|| NO_PACKAGES.to_owned())
        } else {
            environment.or(pythons.system.as_deref()).ok_or_else(|| "it needs Python 3".to_owned())
        }
    }
}

/// Runs every check, regardless of the results before it.
pub fn check(paths: &Paths, _: WasmOpt) -> Result<Counts, Problem> {
    let (scripts, is_here) = (paths.root.join(SCRIPTS), |program: &str| on_path(&[program]).is_some());
    let lacking = VALIDATORS.iter().filter(|validator| !validator.missing(&is_here).is_empty());
    let packages: Vec<&str> = lacking.flat_map(|validator| validator.packages).copied().collect();
    if !packages.is_empty() {
        apt_install(paths, &packages);
    }
    let pythons = Interpreters {
        system: on_path(&["python3", "python"]),
        environment: environment(paths, &scripts.join("requirements.txt"))?,
    };
    let (mut counts, mut problems, mut ready) = (Counts::default(), Vec::new(), Vec::new());
    for validator in &VALIDATORS {
        match validator.python(&pythons, &is_here) {
            Ok(python) => ready.push((validator, python)),
            Err(why) => {
                println!("SKIPPED {}: {why}", validator.name);
                counts.skipped += 1;
            }
        }
    }
    let samples = env::temp_dir().join(format!("onsight-validators-{}", process::id()));
    if ready.iter().any(|(validator, _)| validator.files == ExportedFiles::Reports) {
        println!("\n-- PDF reports into {}", samples.display());
        if let Err(problem) = steps::write_reports(paths, &samples) {
            counts += problem.counts;
            problems.push(problem.what);
            ready.retain(|(validator, _)| validator.files != ExportedFiles::Reports);
        }
    }
    for (validator, python) in ready {
        println!("\n-- {}", validator.name);
        let folder = match validator.files {
            ExportedFiles::Kept(folder) => paths.root.join(folder),
            ExportedFiles::Reports => samples.join("pdf"),
        };
        let mut command = shell::command(paths, python);
        for variable in UNWANTED {
            command.env_remove(variable);
        }
        // Without bytecode files beside the scripts.
        command.arg("-B").arg(scripts.join(validator.script())).arg(folder).env("PYTHONUTF8", "1");
        match shell::run_tests(&mut command) {
            Ok(passed) => counts += passed,
            Err(problem) => {
                counts += problem.counts;
                problems.push(problem.what);
            }
        }
    }
    if !problems.is_empty() {
        let mend = "the lines above say which file, and what is wrong with it";
        return Err(Problem { counts, ..Problem::new(problems.join("\n"), mend) });
    }
    // Faulty ones are kept for debugging; otherwise a failure only wastes disk space.
    let _ = fs::remove_dir_all(&samples);
    Ok(counts)
}

/// Python with the packages of this list; `None` when it is unavailable. An existing one is used as long as the list is
/// unchanged.
fn environment(paths: &Paths, list: &Path) -> Result<Option<PathBuf>, Problem> {
    let wanted = at(list, fs::read_to_string(list))?;
    let folder = paths.cache.join("validators");
    let (python, installed) = (folder.join(PYTHON), folder.join("installed.txt"));
    if python.is_file() && fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
        return Ok(Some(python));
    }
    let Some(system) = on_path(&["python3", "python"]) else { return Ok(None) };
    println!("installing the packages of {} into {}", list.display(), folder.display());
    // For another list, or incomplete.
    let _ = fs::remove_dir_all(&folder);
    let mut venv = shell::command(paths, system);
    venv.args(["-m", "venv"]).arg(&folder);
    let mut pip = shell::command(paths, &python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"]);
    pip.args(["--require-hashes", "--only-binary", ":all:", "--requirement"]).arg(list);
    if shell::run(&mut venv).is_err() || shell::run(&mut pip).is_err() {
        return Ok(None);
    }
    at(&installed, fs::write(&installed, wanted))?;
    Ok(Some(python))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_validator_is_pinned_with_a_hash() {
        let folder = Paths::find().root.join(SCRIPTS);
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let (asked, locked) = (read("requirements.in"), read("requirements.txt"));
        let pins = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphanumeric()));
            lines.map(|line| line.trim_end_matches('\\').trim().replace('.', "-")).collect()
        };
        for package in pins(&asked) {
            assert!(pins(&locked).contains(&package), "{package}");
        }
        for package in locked.split("\n").filter(|line| line.contains("==")) {
            let (_, rest) = locked.split_once(package).unwrap();
            assert!(rest.trim_start().starts_with("--hash=sha256:"), "{package}");
        }
    }

    #[test]
    fn every_script_is_run_with_what_it_needs() {
        let root = Paths::find().root;
        let names = fs::read_dir(root.join(SCRIPTS)).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let found: BTreeSet<String> = names.filter(|name| name.starts_with("check_")).collect();
        let named: BTreeSet<String> = VALIDATORS.iter().map(Validator::script).collect();
        assert_eq!(found, named);
        for validator in &VALIDATORS {
            let text = fs::read_to_string(root.join(SCRIPTS).join(validator.script())).unwrap();
            let imports = |line: &str| {
                let first = line.strip_prefix("import ").or_else(|| line.strip_prefix("from ")).unwrap_or_default();
                ["fastjsonschema", "fhir.", "highdicom", "pydicom"].iter().any(|package| first.starts_with(package))
            };
            assert_eq!(text.lines().any(imports), validator.imports, "{}", validator.name);
            for program in validator.programs {
                assert!(text.contains(&format!("\"{program}\"")), "{}: {program}", validator.name);
            }
            if let ExportedFiles::Kept(folder) = validator.files {
                assert!(root.join(folder).is_dir(), "{folder}");
            }
        }
    }

    #[test]
    fn a_check_that_lacks_something_says_what() {
        let of = |name: &str| VALIDATORS.iter().find(|validator| validator.name == name).unwrap();
        let plain = Interpreters { system: Some("python3".into()), environment: None };
        let (nothing, everything) = (|_: &str| false, |_: &str| true);
        let why = of("dciodvfy").python(&plain, &nothing).unwrap_err();
        assert_eq!(why, "not on PATH: dciodvfy; on Debian `apt-get install dicom3tools`");
        let why = of("pdf").python(&plain, &|program: &str| program != "pdftotext").unwrap_err();
        assert_eq!(why, "not on PATH: pdftotext; on Debian `apt-get install qpdf poppler-utils`");
        assert!(of("verapdf").python(&plain, &nothing).unwrap_err().starts_with("not on PATH: verapdf; "));
        assert_eq!(of("fhir").python(&plain, &everything), Err(NO_PACKAGES.to_owned()));
        assert_eq!(of("dsrdump").python(&plain, &everything), Ok(Path::new("python3")));
        let whole = Interpreters { environment: Some("own".into()), ..plain };
        for validator in &VALIDATORS {
            assert_eq!(validator.python(&whole, &everything), Ok(Path::new("own")), "{}", validator.name);
        }
        let none = Interpreters { system: None, environment: None };
        assert!(VALIDATORS.iter().all(|validator| validator.python(&none, &everything).is_err()));
    }
}
