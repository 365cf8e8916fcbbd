//! The numbers in `bench/page/onsight.js` are those of `crates/protocol`: postcard encodes a variant by its index.

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
    assert_eq!(last.trim(), "pub runs: Vec<GoldenRun>,");
    assert_eq!(fields_in(check, "pub struct GoldenRun {\n", "\n}"), ["pub picture: u32", "pub ms: f64"]);
}

#[test]
fn the_script_asks_with_the_fields_of_a_request() {
    let start = fields_in(PROTOCOL, "    Start {\n", "\n    }");
    let expected = [
        "base_url: String",
        "task: String",
        "backend: Backend",
        "reason: Message",
        "model: ModelSource",
        "manifests: Vec<Pin>",
        "tasks: Vec<String>",
    ];
    assert_eq!(start, expected, "mend `startOf` in bench/page/onsight.js");
    let classify = fields_in(PROTOCOL, "    Classify {\n", "\n    }");
    let expected = ["case: CaseId", "gating: Gating", "slice: Option<SliceAddress>"];
    assert_eq!(classify, expected, "mend `ours` in bench/page/pictures.js");
    // A sentence is encoded as its index, then its arguments; the first has the index 0.
    let message = include_str!("../../crates/text/src/message.rs");
    assert_eq!(
        fields_in(message, "pub struct Message {\n", "\n}")
            .iter()
            .filter(|line| !line.starts_with('#'))
            .collect::<Vec<_>>(),
        [&"code: Code", &"arguments: Vec<Argument>"]
    );
    let device = include_str!("../../crates/finding/src/device.rs");
    let report = fields_in(device, "pub struct DeviceReport {\n", "\n}");
    assert_eq!(report[..2], ["pub backend: Backend", "pub adapter: String"], "`Ready` begins so");
}

/// The fields of a struct or variant in their order, without their doc comments.
fn fields_in(text: &'static str, from: &str, to: &str) -> Vec<&'static str> {
    let (_, body) = text.split_once(from).expect(from);
    let lines = body.split(to).next().expect("an end").lines().map(str::trim);
    lines.filter(|line| !line.starts_with("//")).map(|line| line.trim_end_matches(',')).collect()
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
