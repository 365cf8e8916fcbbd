//! Test programs that are not started by cargo: another program starts them, or they run in another folder.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::shell::Problem;

/// Makes this `cargo test` compile and not run, and returns the path of the program of `test`.
///
/// # Errors
/// When cargo cannot start, or the program does not compile.
pub fn compile(cargo: &mut Command, test: &str) -> Result<PathBuf, Problem> {
    let output = cargo.args(["--no-run", "--message-format=json-render-diagnostics"]).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| Problem::new(format!("cargo cannot start: {error}"), ""))?;
    let missing = || Problem::new(format!("the tests `{test}` do not compile"), "mend what stands above this line");
    program_in(&String::from_utf8_lossy(&output.stdout), test).ok_or_else(missing)
}

/// The last program of these tests that cargo's messages name; one JSON object a line.
fn program_in(messages: &str, test: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut programs = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    let start = format!("{test}-");
    programs.rfind(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_the_tests_is_found_among_cargos_messages() {
        let messages = concat!(
            "{\"reason\":\"compiler-artifact\",\"executable\":null}\n",
            "{\"reason\":\"compiler-artifact\",\"executable\":\"/t/with \\\"quotes\\\"/e2e-0123\"}\n",
            "{\"reason\":\"compiler-artifact\",\"executable\":\"/t/deps/browser-45.wasm\"}\n",
            "{\"reason\":\"compiler-artifact\",\"executable\":\"/t/deps/native-e2e-1\"}\nnot JSON\n",
        );
        assert_eq!(program_in(messages, "e2e"), Some(PathBuf::from("/t/with \"quotes\"/e2e-0123")));
        assert_eq!(program_in(messages, "browser"), Some(PathBuf::from("/t/deps/browser-45.wasm")));
        assert_eq!(program_in("", "e2e"), None);
    }
}
