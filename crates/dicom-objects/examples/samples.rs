//! Writes one object of each kind into a folder, for the validators: `cargo run --package dicom-objects --example samples DIR`.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("Expected a folder to write into, found none.");
        return ExitCode::FAILURE;
    };
    let written = std::fs::create_dir_all(&folder).and_then(|()| {
        fixtures::exported::objects()
            .iter()
            .try_for_each(|(name, bytes)| std::fs::write(folder.join(name).with_extension("dcm"), bytes))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
