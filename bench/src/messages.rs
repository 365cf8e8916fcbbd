//! The numbers in `bench/page/onsight.js` are those of `crates/protocol`: postcard writes a variant as its place.

const PROTOCOL: &str = include_str!("../../crates/protocol/src/lib.rs");
const SCRIPT: &str = include_str!("../page/onsight.js");

/// Variants of an enum in their order, as rustfmt lays them out.
fn variants_in(text: &'static str, name: &str) -> Vec<&'static str> {
    let (_, body) = text.split_once(&format!("pub enum {name} {{\n")).expect(name);
    let body = body.split("\n}").next().expect("an end");
    let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    names.map(|line| line.split(|c: char| !c.is_alphanumeric()).next().expect("a name")).collect()
}

/// The pairs of `const NAME = { A: 0, B: 3 };`.
fn numbers(name: &str) -> Vec<(&'static str, usize)> {
    numbers_in(SCRIPT, name)
}

fn numbers_in(text: &'static str, name: &str) -> Vec<(&'static str, usize)> {
    let (_, rest) = text.split_once(&format!("const {name} = {{ ")).expect(name);
    let pairs = rest.split(" }").next().expect("an end").split(", ");
    pairs
        .map(|pair| pair.split_once(": ").expect("a pair"))
        .map(|(name, number)| (name, number.parse().expect("a number")))
        .collect()
}

#[test]
fn the_script_counts_variants_as_the_protocol_does() {
    let device = include_str!("../../crates/finding/src/device.rs");
    for (text, kind, name) in [
        (PROTOCOL, "Request", "REQUEST"),
        (PROTOCOL, "Event", "EVENT"),
        (PROTOCOL, "LoadStage", "STAGE"),
        (device, "Backend", "BACKEND"),
        (PROTOCOL, "ModelSource", "MODEL"),
    ] {
        let (variants, numbers) = (variants_in(text, kind), numbers(name));
        assert!(!numbers.is_empty());
        for (variant, number) in numbers {
            let found = variants.iter().position(|known| known.eq_ignore_ascii_case(variant));
            assert_eq!(found, Some(number), "{kind}::{variant}: mend {name} in bench/page/onsight.js");
        }
    }
}

#[test]
fn the_script_knows_the_version_of_the_messages() {
    let number = |text: &str, before: &str| -> u32 {
        let (_, rest) = text.split_once(before).expect(before);
        rest.split(';').next().expect("an end").parse().expect("a number")
    };
    let (ours, known) = (number(PROTOCOL, "PROTOCOL_VERSION: u32 = "), number(SCRIPT, "PROTOCOL_VERSION = "));
    assert_eq!(ours, known, "look whether bench/page/onsight.js still reads the messages right, then raise its number");
}

#[test]
fn a_self_check_ends_with_its_runs() {
    let check = include_str!("../../crates/protocol/src/self_check.rs");
    let (_, fields) = check.split_once("pub struct SelfCheck {\n").expect("the report");
    let last = fields.split("\n}").next().expect("an end").lines().last().expect("a field");
    assert_eq!(last.trim(), "pub runs: Vec<StepTime>,");
    let named = include_str!("../../crates/engine/src/self_check.rs");
    assert!(named.contains("format!(\"Known picture {}\"") && SCRIPT.contains("'Known picture '"));
}

#[test]
fn the_times_of_an_answer_stand_where_the_script_looks() {
    let fields = |text: &'static str, name: &str| -> Vec<&str> {
        let (_, body) = text.split_once(&format!("pub struct {name} {{\n")).expect(name);
        let lines = body.split("\n}").next().expect("an end").lines();
        lines.filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next()).collect()
    };
    let (finding, provenance) =
        (include_str!("../../crates/finding/src/lib.rs"), include_str!("../../crates/finding/src/provenance.rs"));
    for (text, name, first) in [
        (PROTOCOL, "Answer", &["finding"][..]),
        (finding, "Finding", &["version", "provenance"]),
        (provenance, "Provenance", &["timing"]),
        (provenance, "Timing", &["decode_ms", "gates_ms", "prepare_ms"]),
    ] {
        assert_eq!(fields(text, name)[..first.len()], *first, "{name}: mend timingOf in bench/page/pictures.js");
    }
}

#[test]
fn the_script_for_dicom_counts_variants_as_the_protocol_does() {
    let (viewer, script) = (include_str!("../../crates/protocol/src/viewer.rs"), include_str!("../page/dicom.js"));
    for (kind, name) in [("ViewerQuery", "QUERY"), ("ViewerReply", "REPLY")] {
        let variants = variants_in(viewer, kind);
        for (variant, number) in numbers_in(script, name) {
            let found = variants.iter().position(|known| *known == variant);
            assert_eq!(found, Some(number), "{kind}::{variant}: mend {name} in bench/page/dicom.js");
        }
    }
}
