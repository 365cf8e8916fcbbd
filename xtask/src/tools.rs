//! The pinned tools: what they are, whether they are here, and how to get them.

use std::path::PathBuf;
use std::process::Command;

use crate::paths::{Paths, on_path};
use crate::shell::{self, Problem};

/// Builds the page. 0.22 needs a newer rustc than 1.95.
/// Without its default features it downloads nothing, and every tool that it would download is installed here.
const TRUNK: CargoTool = CargoTool {
    name: "trunk",
    package: "trunk",
    version: "0.21.14",
    options: &["--locked", "--no-default-features"],
    level: "0",
};

/// Must equal the `wasm-bindgen` crate in `Cargo.toml`. Its own lock file no longer builds.
const WASM_BINDGEN: CargoTool =
    CargoTool { name: "wasm-bindgen", package: "wasm-bindgen-cli", version: "0.2.130", options: &[], level: "1" };

/// npm's `binaryen`, because Debian's wasm-opt 108 silently breaks modules. Its hash is in
/// `xtask/tools/package-lock.json`, against which npm verifies the download.
const BINARYEN: &str = "132";
/// What npm installs, and its source.
const NPM_FILES: [(&str, &str); 2] = [
    ("package.json", include_str!("../tools/package.json")),
    ("package-lock.json", include_str!("../tools/package-lock.json")),
];

/// The compiler that a release is made with. `rust-toolchain.toml` says `stable` all the same: a version there is another
/// toolchain for rustup, which it would download on a machine whose `stable` is the same compiler, and fails where it
/// cannot. So the version is checked here, where the error can say what to do.
const RUSTC: &str = "1.95.0";

/// What is listed beside the compiler as the build tools of a release.
pub const PINNED: [(&str, &str); 3] =
    [(TRUNK.package, TRUNK.version), (WASM_BINDGEN.package, WASM_BINDGEN.version), ("binaryen", BINARYEN)];

/// Drives Firefox; from crates.io, because Debian has none.
const GECKODRIVER: CargoTool =
    CargoTool { name: "geckodriver", package: "geckodriver", version: "0.37.1", options: &["--locked"], level: "0" };

/// How the tools are compiled: trunk's own profile is the slowest, for seconds that do not matter here.
const QUICKLY: [(&str, &str); 2] =
    [("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")];
/// Names [`CargoTool::level`] to cargo.
const LEVEL: &str = "CARGO_PROFILE_RELEASE_OPT_LEVEL";

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program that cargo installs.
struct CargoTool {
    name: &'static str,
    package: &'static str,
    version: &'static str,
    /// For `cargo install`.
    options: &'static [&'static str],
    /// The optimisation level: as low as the tool's work allows.
    level: &'static str,
}

/// Installs everything the build needs and checks the versions.
///
/// # Errors
/// When something cannot be installed; the error says how to do it by hand.
pub fn ensure(paths: &Paths) -> Result<(), Problem> {
    if let Err(problem) = same_rustc(paths) {
        println!("NOTE: {problem}");
    }
    ensure_wasm_target(paths)?;
    ensure_library_source(paths)?;
    TRUNK.ensure(paths)?;
    WASM_BINDGEN.ensure(paths)?;
    if wasm_opt(paths).is_none() {
        install_wasm_opt(paths);
    }
    Ok(())
}

/// The version of the compiler that cargo uses here, such as `1.95.0`.
pub fn rustc_version(paths: &Paths) -> Option<String> {
    let printed = shell::output_of(shell::command(paths, "rustc").arg("--version"))?;
    printed.split_whitespace().nth(1).map(str::to_owned)
}

/// Whether it is the one that a release is made with: another one produces other bytes.
///
/// # Errors
/// When it is another one, or none.
pub fn same_rustc(paths: &Paths) -> Result<(), Problem> {
    match rustc_version(paths) {
        Some(version) if version == RUSTC => Ok(()),
        other => Err(Problem::new(
            format!("a release is made with rustc {RUSTC}, here is {}", other.unwrap_or_else(|| "none".into())),
            format!(
                "a newer one makes a page that works, of other bytes; for the same ones run \
                 `rustup toolchain install {RUSTC}` and set RUSTUP_TOOLCHAIN={RUSTC}"
            ),
        )),
    }
}

/// Installs what drives Firefox, which no other step needs.
///
/// # Errors
/// When it cannot be installed; the error says how to do it by hand.
pub fn ensure_geckodriver(paths: &Paths) -> Result<(), Problem> {
    GECKODRIVER.ensure(paths)
}

/// Path of a geckodriver of the pinned version; `None` when it is not installed.
pub fn geckodriver(paths: &Paths) -> Option<PathBuf> {
    (GECKODRIVER.found(paths)? == GECKODRIVER.version).then(|| paths.tool(GECKODRIVER.name))
}

/// Path of a wasm-opt of the pinned version; `None` when it is not installed.
pub fn wasm_opt(paths: &Paths) -> Option<PathBuf> {
    let path = paths.tools().join("node_modules").join(".bin").join("wasm-opt");
    let version = shell::output_of(shell::command(paths, &path).arg("--version"))?;
    version.split_whitespace().any(|word| word == BINARYEN).then_some(path)
}

fn ensure_wasm_target(paths: &Paths) -> Result<(), Problem> {
    let sysroot = shell::output_of(shell::command(paths, "rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if PathBuf::from(sysroot).join("lib").join("rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    println!("adding the target {WASM_TARGET}");
    shell::run(shell::command(paths, "rustup").args(["target", "add", WASM_TARGET])).map_err(|problem| {
        Problem::new(problem.what, format!("install rustup, then run `rustup target add {WASM_TARGET}`"))
    })
}

/// The worker with threads compiles the standard library with atomics.
fn ensure_library_source(paths: &Paths) -> Result<(), Problem> {
    let sysroot = shell::output_of(shell::command(paths, "rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if PathBuf::from(sysroot).join("lib/rustlib/src/rust/library/std").is_dir() {
        return Ok(());
    }
    println!("adding the component rust-src");
    shell::run(shell::command(paths, "rustup").args(["component", "add", "rust-src"]))
        .map_err(|problem| Problem::new(problem.what, "install rustup, then run `rustup component add rust-src`"))
}

impl CargoTool {
    fn ensure(&self, paths: &Paths) -> Result<(), Problem> {
        if self.found(paths) == Some(self.version.to_owned()) {
            return Ok(());
        }
        println!("installing {} {} into {} (some minutes, once)", self.package, self.version, paths.tools().display());
        let build = paths.cache.join("install-target");
        let mut install = shell::cargo(paths, "install --force --root");
        install.arg(paths.tools()).args([self.package, "--version", self.version]).args(self.options);
        // A folder of its own, separate from the project's target folder.
        let installed = shell::run(install.env("CARGO_TARGET_DIR", &build).envs(QUICKLY).env(LEVEL, self.level));
        // A failure only wastes disk space.
        let _ = std::fs::remove_dir_all(&build);
        installed.map_err(|problem| Problem::new(problem.what, self.by_hand(paths)))?;
        match self.found(paths) {
            Some(version) if version == self.version => Ok(()),
            other => {
                let found = other.unwrap_or_else(|| "nothing that runs".into());
                Err(Problem::new(
                    format!("{}: expected {}, found {found}", self.name, self.version),
                    self.by_hand(paths),
                ))
            }
        }
    }

    /// Version of the installed tool: the second word it prints.
    fn found(&self, paths: &Paths) -> Option<String> {
        let printed = shell::output_of(Command::new(paths.tool(self.name)).arg("--version"))?;
        printed.split_whitespace().nth(1).map(str::to_owned)
    }

    fn by_hand(&self, paths: &Paths) -> String {
        let options = self.options.join(" ");
        format!(
            "run `cargo install {} --version {} {options} --root {}`",
            self.package,
            self.version,
            paths.tools().display()
        )
    }
}

/// Tries npm, and Debian's npm before that. A missing wasm-opt is reported but not an error: the page works without it,
/// but is larger.
fn install_wasm_opt(paths: &Paths) {
    if on_path(&["npm"]).is_none() {
        crate::browser::apt_install(paths, &["npm"]);
    }
    let by_hand = format!("npm ci --prefix {}", paths.tools().display());
    println!("installing wasm-opt: {by_hand}");
    let made = std::fs::create_dir_all(paths.tools()).is_ok()
        && NPM_FILES.iter().all(|(name, text)| std::fs::write(paths.tools().join(name), text).is_ok());
    let mut npm = shell::command(paths, "npm");
    // Exactly what the lock file names, by hash; and without running package scripts.
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(paths.tools());
    if !made || shell::run(&mut npm).is_err() || wasm_opt(paths).is_none() {
        println!("NOTE: wasm-opt {BINARYEN} is not here, so the bundles will be larger than they could be.");
        println!("      Install Node.js with npm (nodejs.org, or `apt-get install nodejs npm`), then run `{by_hand}`.");
    }
}

#[test]
fn npm_installs_what_a_lock_file_names_with_its_hash() {
    let [(_, asked), (_, locked)] = NPM_FILES.map(|(name, text)| (name, serde_json::from_str(text).unwrap()));
    let (asked, locked): (serde_json::Value, serde_json::Value) = (asked, locked);
    assert_eq!(asked["dependencies"]["binaryen"], format!("{BINARYEN}.0.0"));
    assert_eq!(locked["packages"][""]["dependencies"], asked["dependencies"]);
    for (name, package) in locked["packages"].as_object().unwrap() {
        let is_hashed = package["integrity"].as_str().is_some_and(|hash| hash.starts_with("sha512-"));
        assert!(name.is_empty() || is_hashed, "{name}");
    }
    assert_eq!(locked["packages"]["node_modules/binaryen"]["version"], format!("{BINARYEN}.0.0"));
}

#[test]
fn the_compiler_of_a_release_is_the_one_that_the_code_is_written_for() {
    let manifest = include_str!("../../Cargo.toml");
    let least = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"')).unwrap();
    assert!(RUSTC.starts_with(least), "{RUSTC} and {least}");
}
