//! The weights file and the manifest: round trips, and an error for every fault.

use model::{self, Array, Manifest, Weights, WeightsError};
use proptest::prelude::*;
use safetensors::SafeTensors;

fn array(shape: &[usize], data: &[f32]) -> Array {
    Array { shape: shape.to_vec(), data: data.to_vec() }
}

fn one(name: &str, array: Array) -> Weights {
    [(name.to_owned(), array)].into()
}

/// A file with this header and this data.
fn file(header: &str, data: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), data].concat()
}

/// Consecutive entries of name, type, shape and bytes.
fn entries(entries: &[(&str, &str, &[usize], &[u8])]) -> Vec<u8> {
    let (mut header, mut data) = (Vec::new(), Vec::new());
    for (name, kind, shape, bytes) in entries {
        let (start, end) = (data.len(), data.len() + bytes.len());
        header.push(format!(r#""{name}":{{"dtype":"{kind}","shape":{shape:?},"data_offsets":[{start},{end}]}}"#));
        data.extend(*bytes);
    }
    file(&format!("{{{}}}", header.join(",")), &data)
}

#[track_caller]
fn message(bytes: &[u8]) -> String {
    model::read(bytes).unwrap_err().to_string()
}

#[test]
fn the_file_is_what_the_specification_says() {
    // Channel 0 has the largest value 2.54, channel 1 none, channel 2 −1.27.
    let mut weights = one("w", array(&[2, 3], &[2.54, 0.0, 0.005, -0.03, 0.0, -1.27]));
    weights.insert("b".into(), array(&[3], &[0.1, -0.2, 0.3]));
    let bytes = model::write_quantised(&weights).unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let integers: Vec<i8> = file.tensor("w").unwrap().data().iter().map(|byte| byte.cast_signed()).collect();
    // −0.03 / 0.02 = −1.5 and 0.005 / 0.01 = 0.5: half away from zero.
    assert_eq!(integers, [127, 0, 1, -2, 0, -127]);
    let scales = file.tensor("w.scale").unwrap();
    assert_eq!(scales.shape(), [3]);
    let scales: Vec<f32> = scales.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    assert!((scales[0] - 0.02).abs() < 1e-7 && scales[1] == 1.0 && (scales[2] - 0.01).abs() < 1e-7, "{scales:?}");
    assert_eq!(model::read(&bytes).unwrap()["b"], weights["b"]);
    assert_eq!(bytes, model::write_quantised(&weights).unwrap());
}

#[test]
fn faults_are_named() {
    let float = 1.0f32.to_le_bytes();
    let nan = f32::NAN.to_le_bytes();
    assert!(message(b"").contains("safetensors"));
    assert!(message(&entries(&[("h", "F16", &[2], &[0; 4])])).contains("`h`: expected I8 or F32, found F16"));
    assert!(message(&entries(&[("w", "I8", &[1, 1], &[5])])).contains("`w`: expected 1 scales"));
    let wrong = [("w", "I8", &[1, 2][..], &[5, 6][..]), ("w.scale", "F32", &[1], &float)];
    assert!(message(&entries(&wrong)).contains("`w`: expected 2 scales"));
    assert!(message(&entries(&[("w.scale", "F32", &[1], &float)])).contains("expected a quantised array `w`"));
    assert!(message(&entries(&[("b", "F32", &[1], &nan)])).contains("`b`: expected finite"));
    let infinite = [("w", "I8", &[1, 1][..], &[5][..]), ("w.scale", "F32", &[1], &f32::INFINITY.to_le_bytes())];
    assert!(message(&entries(&infinite)).contains("expected finite"));
    assert!(message(&entries(&[("b", "F32", &[2], &float)])).contains("safetensors"));
    let twice = [("b", "F32", &[1][..], &float[..]), ("b", "F32", &[1], &float)];
    assert!(message(&entries(&twice)).contains("safetensors"), "a name must stand once");
    let unequal = model::write_f32(&one("a", array(&[2, 2], &[1.0])));
    assert_eq!(unequal, Err(WeightsError::Length { name: "a".into(), expected: 4, found: 1 }));
    let endless = model::write_quantised(&one("a", array(&[1, 1], &[f32::INFINITY])));
    assert_eq!(endless, Err(WeightsError::NotFinite { name: "a".into() }));
}

#[test]
fn a_cut_file_is_never_read() {
    let bytes = model::write_quantised(&one("w", array(&[4, 2], &[0.5; 8]))).unwrap();
    for length in 0..bytes.len() {
        assert!(model::read(&bytes[..length]).is_err(), "cut to {length}");
    }
}

#[test]
fn hashes_are_sha_256() {
    // FIPS 180-2, appendix B.1.
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(model::sha256_hex(b"abc"), expected);
}

const MANIFEST: &str = r#"{
  "format": 1, "task": "brain-mri", "name": "n", "version": "1.0.0", "architecture": "efficientnet-lite0",
  "licence": "Apache-2.0", "labels": ["a", "b"],
  "input": { "size": 224, "colour": "grey", "mean": [127, 127, 127], "deviation": [128, 128, 128],
             "resize": { "fit": "contain", "filter": "catmull-rom", "fill": 0 } },
  "weights": { "file": "weights.safetensors", "bytes": 10, "sha256": "HASH" },
  "goldens": [ { "seed": 1, "logits": [0.5, -0.5] } ],
  "tolerance": { "cpu": 0.01, "webgpu": 0.05 },
  "scores": [ { "metric": "accuracy", "value": 0.9, "interval": [0.85, 0.95], "data": "d", "split": "test",
                "weights": "int8", "n": 100, "groups": 20 } ]
}"#;

/// The same file in two parts, as in the JSON field `weights`.
const CHUNKS: &str = r#""bytes": 10, "chunks": [
    { "file": "weights-000.bin", "bytes": 6, "sha256": "HASH" }, { "file": "weights-001.bin", "bytes": 4, "sha256": "HASH" }
]"#;

const WINDOWS_OF_NO_WIDTH: &str = r#""windowing": { "first": "file", "percentiles": [0.01, 0.99], "modalities": [
    { "modality": "CT", "center": 40, "width": 0 }
] }, "weights": {"#;

const WINDOWS_UPSIDE_DOWN: &str =
    r#""windowing": { "first": "file", "percentiles": [0.99, 0.01], "modalities": [] }, "weights": {"#;

const HELD_OTHERWISE: &str =
    r#""calibration": { "operating_points": [ { "label": "a", "held": "accuracy" } ] }, "weights": {"#;

const LIMIT_OF_NOTHING: &str =
    r#""quality": [ { "check": "blurred", "measure": "sharpnes", "least": 0.1 } ], "weights": {"#;

fn manifest(from: &str, to: &str) -> Result<Manifest, WeightsError> {
    let text = MANIFEST.replace("HASH", &"0a".repeat(32));
    assert!(text.contains(from), "{from}");
    Manifest::from_json(text.replace(from, to).as_bytes())
}

#[test]
fn a_manifest_survives_writing_and_reading() {
    let read = manifest("", "").unwrap();
    let text = read.to_json().unwrap();
    assert!(text.ends_with("}\n") && text.contains("\n  \"task\": \"brain-mri\""));
    assert_eq!(Manifest::from_json(text.as_bytes()).unwrap(), read);
}

#[test]
fn a_manifest_names_the_files_to_load_in_order() {
    let names = |manifest: Manifest| -> Vec<String> {
        assert_eq!(Manifest::from_json(manifest.to_json().unwrap().as_bytes()).unwrap(), manifest);
        manifest.weights.parts().into_iter().map(|part| part.file).collect()
    };
    assert_eq!(names(manifest("", "").unwrap()), ["weights.safetensors"], "the whole is its only part");
    let cut = manifest(r#""bytes": 10"#, &CHUNKS.replace("HASH", &"0a".repeat(32))).unwrap();
    assert_eq!(names(cut), ["weights-000.bin", "weights-001.bin"]);
}

#[test]
fn a_file_is_cut_into_chunks_that_are_known_by_their_bytes() {
    let bytes: Vec<u8> = (0..1_400_000_u32).map(|at| (at % 251) as u8).collect();
    let chunks = model::cut("weights.safetensors", &bytes);
    assert_eq!(chunks.iter().map(|(chunk, _)| chunk.bytes).collect::<Vec<_>>(), [524_288, 524_288, 351_424]);
    assert_eq!(chunks.iter().flat_map(|(_, part)| part.to_vec()).collect::<Vec<u8>>(), bytes);
    for (at, (chunk, part)) in chunks.iter().enumerate() {
        assert_eq!(chunk.file, format!("weights-{at:03}-{}.bin", &model::sha256_hex(part)[..16]));
        assert!(chunk.bytes <= model::MOST_CHUNK_BYTES && chunk.is(part));
        let mut flipped = part.to_vec();
        flipped[part.len() / 2] ^= 1;
        assert!(!chunk.is(&flipped) && !chunk.is(&part[1..]) && !chunk.is(b""));
    }
    assert_eq!(model::cut("weights.safetensors", b""), []);
}

#[test]
fn a_manifest_that_says_the_impossible_is_refused() {
    let table = [
        (r#""format": 1"#, r#""format": 2"#, "format 1"),
        (r#"["a", "b"]"#, r#"["a", "a"]"#, "distinct labels"),
        (r#"["a", "b"]"#, "[]", "distinct labels"),
        (r#""size": 224"#, r#""size": 0"#, "input side"),
        ("[128, 128, 128]", "[128, 0, 128]", "positive deviations"),
        ("0a0a", "xy0a", "64 hex digits"),
        ("weights.safetensors", "../weights.safetensors", "plain file name"),
        (r#""bytes": 10"#, r#""bytes": 10, "chunks": 3"#, "invalid type"),
        ("[0.5, -0.5]", "[0.5]", "one logit per label"),
        (r#""value": 0.9"#, r#""value": 98.7"#, "scores within 0 to 1"),
        (r#""task": "brain-mri","#, "", "missing field `task`"),
        (r#""colour": "grey""#, r#""colour": "cmyk""#, "unknown variant `cmyk`, expected `grey` or `rgb`"),
        (r#""fit": "contain""#, r#""fit": "cover""#, "unknown variant `cover`, expected `contain`"),
        (r#""filter": "catmull-rom""#, r#""filter": "nearest""#, "unknown variant `nearest`, expected `catmull-rom`"),
        (r#""weights": {"#, WINDOWS_OF_NO_WIDTH, "windows with a width of 1 or more"),
        (r#""weights": {"#, WINDOWS_UPSIDE_DOWN, "black below white"),
        (
            r#""weights": {"#,
            LIMIT_OF_NOTHING,
            "unknown variant `sharpnes`, expected one of `side`, `repeated`, `sharpness`",
        ),
        (r#""weights": {"#, HELD_OTHERWISE, "unknown variant `accuracy`, expected `sensitivity` or `specificity`"),
    ];
    for (from, to, expected) in table {
        let error = manifest(from, to).unwrap_err().to_string();
        assert!(error.contains(expected), "{to}: {error}");
    }
    let chunks = CHUNKS.replace("HASH", &"0a".repeat(32));
    let table = [
        ("weights-001.bin", "weights-000.bin", "chunks with names of their own"),
        ("weights-001.bin", "../../index.html", "a plain file name"),
        ("weights-001.bin", "", "a plain file name"),
        (r#""bytes": 4"#, r#""bytes": 5"#, "chunks that sum up to the whole"),
        (r#""bytes": 4"#, r#""bytes": 18446744073709551615"#, "chunks that sum up to the whole"),
        ("0a0a", "0a", "64 hex digits"),
    ];
    for (from, to, expected) in table {
        assert!(chunks.contains(from), "{from}");
        let error = manifest(r#""bytes": 10"#, &chunks.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(expected), "{to}: {error}");
    }
    let large = r#""bytes": 4194306, "chunks": [{ "file": "a", "bytes": 4194305, "sha256": "HASH" }, { "file": "b", "bytes": 1, "sha256": "HASH" }]"#;
    let error = manifest(r#""bytes": 10"#, &large.replace("HASH", &"0a".repeat(32))).unwrap_err().to_string();
    assert!(error.contains("1 byte to 4 MiB") && error.contains("4194305"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quantising_errs_by_half_a_step_at_most(
        columns in 1usize..6,
        values in proptest::collection::vec(-1e6f32..1e6, 1..60),
        zero: bool,
    ) {
        let rows = values.len().div_ceil(columns);
        let mut data = values;
        data.resize(rows * columns, 0.25);
        if zero {
            data.iter_mut().step_by(columns).for_each(|value| *value = 0.0);
        }
        let weights = one("w", array(&[rows, columns], &data));
        let read = model::read(&model::write_quantised(&weights).unwrap()).unwrap();
        for column in 0..columns {
            let channel = || (0..rows).map(|row| row * columns + column);
            let scale = channel().map(|at| data[at].abs()).fold(0.0, f32::max) / 127.0;
            for at in channel() {
                let error = (read["w"].data[at] - data[at]).abs();
                prop_assert!(error <= scale * 0.5001, "{error} {scale}");
            }
        }
        prop_assert_eq!(&read["w"].shape, &vec![rows, columns]);
        prop_assert_eq!(model::rounded(&weights).unwrap(), read);
    }

    #[test]
    fn plain_arrays_come_back_exactly(values in proptest::collection::vec(-1e30f32..1e30, 0..50)) {
        let weights = one("b", array(&[values.len()], &values));
        prop_assert_eq!(model::read(&model::write_f32(&weights).unwrap()).unwrap(), weights);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), length in 0u64..300) {
        let _ = model::read(&bytes);
        let _ = Manifest::from_json(&bytes);
        let _ = model::read(&[&length.to_le_bytes()[..], b"{", &bytes].concat());
    }

    #[test]
    fn changed_files_never_panic(place in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = model::write_quantised(&one("w", array(&[3, 2], &[0.5; 6]))).unwrap();
        let at = place.index(bytes.len());
        bytes[at] = byte;
        let _ = model::read(&bytes);
        let _ = model::read(&bytes[..cut.index(bytes.len())]);
    }
}
