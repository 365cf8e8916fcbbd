//! Every command, option and mistake.

use super::*;

fn parse(line: &str) -> Result<CommandLine, Problem> {
    CommandLine::parse(line.split_whitespace().map(OsString::from).collect())
}

/// The error of a command line, and what was expected instead.
fn refused(line: &str) -> (String, String) {
    let problem = parse(line).unwrap_err();
    (problem.what, problem.mend)
}

#[test]
fn reads_commands_and_options_in_any_order() {
    let options = parse("serve --base /a/ --port 0 --no-build --no-wasm-opt").unwrap();
    assert_eq!((options.command.as_str(), options.base.as_str(), options.port), ("serve", "/a/", 0));
    assert_eq!((options.wasm_opt, options.build_first), (WasmOpt::Skip, false));
    assert_eq!(parse("--no-wasm-opt --port=0 --no-build --base=/a/ serve").unwrap(), options);
    let bench = parse("--quick bench --json --pictures 40").unwrap();
    assert!(bench.quick && bench.json && bench.build_first && !bench.sections_only);
    assert_eq!((bench.command.as_str(), bench.pictures), ("bench", Some(40)));
}

#[test]
fn words_of_the_fuzzing_are_handed_on() {
    assert!(parse("fuzz").unwrap().fuzz.is_empty());
    let fuzz = parse("fuzz --minutes 90 --target=png --seed 7").unwrap().fuzz;
    assert_eq!(fuzz, ["--minutes=90", "--target=png", "--seed=7"]);
    assert_eq!(refused("fuzz --files many").0, "`many` is no value for `--files`");
}

#[test]
fn help_is_given_without_a_word_and_beside_any() {
    for line in ["", "help", "--help", "-h", "serve --help", "--port 1 -h"] {
        assert_eq!(parse(line).unwrap().command, "help", "{line}");
    }
}

#[test]
fn an_unknown_command_is_told_of_every_command_and_step() {
    let (what, expected) = refused("tset");
    assert_eq!(what, "no command or step `tset`");
    assert!(COMMANDS.iter().all(|(name, _)| expected.contains(name)), "{expected}");
    assert!(STEPS.iter().all(|step| expected.contains(step.name)), "{expected}");
}

#[test]
fn an_unknown_option_is_told_of_every_option() {
    for (line, what) in [("serve --prot 1", "no option `--prot`"), ("serve -p", "no option `-p`")] {
        let (found, expected) = refused(line);
        assert_eq!(found, what);
        assert!(OPTIONS.iter().all(|(name, _, _)| expected.contains(&format!("--{name}"))), "{expected}");
    }
}

#[test]
fn a_missing_or_wrong_value_is_told_what_it_may_be() {
    for line in ["serve --port", "serve --port --no-build", "serve --port="] {
        assert_eq!(refused(line).0, "`--port` needs a value", "{line}");
        assert!(refused(line).1.contains("0 to 65535"), "{line}");
    }
    assert_eq!(refused("serve --base --no-build").0, "`--base` needs a value");
    assert_eq!(refused("serve --port many").0, "`many` is no value for `--port`");
    assert_eq!(refused("serve --port 65536").0, "`65536` is no value for `--port`");
    assert_eq!(refused("bench --pictures 2.5").0, "`2.5` is no value for `--pictures`");
    assert!(refused("bench --quick=yes").0.contains("--quick"));
}

#[test]
fn two_commands_are_refused() {
    assert_eq!(refused("fmt tidy").0, "two commands, `fmt` and `tidy`");
}

#[test]
fn words_say_what_was_read() {
    for line in [
        "serve --base /a/ --port 0",
        "bench --quick --json --no-build --pictures 3 --data data/pictures",
        "bench --sections-only",
        "verify a.zip --public-key RWa",
    ] {
        let options = parse(line).unwrap();
        assert_eq!(CommandLine::parse(options.words().into_iter().map(OsString::from).collect()).unwrap(), options);
    }
}

#[test]
fn the_help_has_one_line_for_every_step_command_and_option() {
    let help = help();
    let lines = |start: String| help.lines().filter(|line| line.starts_with(&start)).count();
    for name in COMMANDS.iter().map(|(name, _)| *name).chain(STEPS.iter().map(|step| step.name)) {
        assert_eq!(lines(format!("  {name} ")), 1, "{name}");
    }
    assert!(OPTIONS.iter().all(|(name, _, _)| lines(format!("  --{name} ")) == 1), "{help}");
}
