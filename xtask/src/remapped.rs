//! Remapping of folders that differ between machines: cargo's home and the toolchain's own.
//!
//! Panic messages name the sources of every crate, and the length of a path shifts the data after it in a module.
//! Without these flags two machines, or two users of one, produce different bundles. Sources of this repository need
//! none: cargo names them from the root of the workspace.
//!
//! The flags are set in the environment of every command that is started here, and not in `.cargo/config.toml`, which
//! is the same on all machines. cargo joins them with those of the configuration (its reference,
//! `target.<triple>.rustflags`), and ignores `--remap-path-prefix` in the hashes of crates. They are the
//! same for every clone on a machine, so that clones can still share a target folder. They are only for the browser's
//! target: nothing that runs here is compiled again.
//!
//! One path is out of their reach: cargo includes the folder of the standard library in the identity of its crates when
//! it compiles it, as for the worker with threads.
//!
//! Invariant: changes names, and no instruction.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The environment variable from which cargo reads the flags.
pub const VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// The flags of this machine, after those that the variable has already.
pub fn flags(root: &Path) -> &'static str {
    static FLAGS: OnceLock<String> = OnceLock::new();
    FLAGS.get_or_init(|| {
        // This tool starts itself for a second build.
        let given = env::var(VARIABLE).unwrap_or_default();
        let ours = of(cargo_home().as_deref(), sysroot(root).as_deref());
        if given.contains(&ours) { given } else { format!("{given} {ours}").trim().to_owned() }
    })
}

/// cargo's home, as cargo finds it.
pub fn cargo_home() -> Option<PathBuf> {
    let home = || env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| home().map(|home| PathBuf::from(home).join(".cargo")))
}

/// A plain command, because every other one needs the flags.
fn sysroot(root: &Path) -> Option<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "sysroot"]).current_dir(root).stdin(Stdio::null()).stderr(Stdio::null());
    let output = rustc.output().ok().filter(|output| output.status.success())?;
    Some(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// Where two prefixes match, rustc uses the last. A path with a space cannot be passed like this, and is not remapped.
fn of(cargo: Option<&Path>, rust: Option<&Path>) -> String {
    let named = [(cargo, "/cargo"), (rust, "/rust")];
    let flag = |(folder, name): (Option<&Path>, &str)| {
        let folder = folder?.to_str()?;
        let is_fit = !folder.is_empty() && !folder.contains([' ', '=', '\t']);
        is_fit.then(|| format!("--remap-path-prefix={folder}={name}"))
    };
    named.into_iter().filter_map(flag).collect::<Vec<_>>().join(" ")
}

#[test]
fn folders_of_a_machine_get_names_of_all_machines() {
    let flags = of(Some(Path::new("/a/.cargo")), Some(Path::new("/a/toolchains/stable")));
    assert_eq!(flags, "--remap-path-prefix=/a/.cargo=/cargo --remap-path-prefix=/a/toolchains/stable=/rust");
    assert_eq!(of(Some(Path::new("/a b/.cargo")), None), "");
}
