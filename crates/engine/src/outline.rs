//! The outline of a network, in the form for the page.

use super::report::says_none;
use super::{EngineError, ProgramFault, Run, steps};
use containers::{Channels, png};
use imaging::{Image, Picture};
use model::Manifest;
use protocol::{Decision, Outline};

/// The map of a run, its regions by the manifest's rule, and their position in `input`, the network's input for
/// `picture`, and in the patient. Cells that reach the threshold but are not outlined are set to 0: those of regions
/// that are too small, and all of them where the rule requires it and `decision` is "none". `None` for a network
/// without a decoder, or without a rule.
///
/// # Errors
/// `Program` when the mask is not as large as the picture.
pub(super) fn outline_from_run(
    manifest: &Manifest,
    run: &Run,
    (input, picture): (&Image, &Picture),
    decision: &Decision,
) -> Result<Option<Outline>, EngineError> {
    let Some((rule, mut map)) = manifest.outline.as_ref().zip(steps::outline(run)) else { return Ok(None) };
    let (threshold, size) = (rule.threshold, picture.size);
    let is_empty = rule.empty_on_none && says_none(manifest, decision);
    let outlined = explain::cells(&map, threshold, rule.least_cells as usize);
    for (value, is_outlined) in map.values.iter_mut().zip(outlined) {
        if *value >= threshold && (is_empty || !is_outlined) {
            *value = 0.0;
        }
    }
    let found = explain::regions(&map, threshold, input, (size, &picture.plane));
    let mask = explain::mask(&map, threshold, size);
    let (width, height) = size;
    let fault = ProgramFault::Mask { width, height, found: mask.len() };
    let mask = png(width, height, Channels::Bit, &mask).ok_or(EngineError::Program(fault))?;
    Ok(Some(Outline {
        width: map.width as u32,
        height: map.height as u32,
        probabilities: map.values.iter().map(|value| (value * 255.0).round() as u8).collect(),
        threshold,
        regions: found.told,
        specks: found.specks as u32,
        mask,
    }))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use imaging::{Described, Format, ImagePlane, Pixels};
    use model::OutlineRule;
    use protocol::{Abstention, BodySide, Part};

    pub(crate) fn manifest(outline: Option<OutlineRule>) -> Manifest {
        let text = r#"{
            "format": 1, "task": "leaf", "name": "n", "version": "1.0.0",
            "architecture": "efficientnet-lite0-outline", "licence": "CC-BY-4.0",
            "labels": ["rust", "none"], "negative": "none",
            "input": {
                "size": 32, "colour": "grey", "mean": [127, 127, 127], "deviation": [128, 128, 128],
                "resize": { "fit": "contain", "filter": "catmull-rom", "fill": 0 }
            },
            "weights": {
                "file": "weights.safetensors", "bytes": 3,
                "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            },
            "goldens": [{ "seed": 1, "logits": [0.5, -0.5] }],
            "tolerance": { "cpu": 0.01, "webgpu": 0.05 },
            "scores": []
        }"#;
        Manifest { outline, ..Manifest::from_json(text.as_bytes()).unwrap() }
    }

    /// Of the picture, which is in portrait orientation in the network's square.
    const SIZE: (u32, u32) = (60, 120);

    fn rule(threshold: f32) -> Option<OutlineRule> {
        Some(OutlineRule::from_threshold(threshold))
    }

    /// A map of 8 × 8: four cells at the upper left with even odds, and one at the lower right that is all but certain.
    fn run() -> Run {
        let mut logits = vec![-20.0; 64];
        [0, 1, 8, 9].iter().for_each(|at| logits[*at] = 0.0);
        logits[63] = 20.0;
        let outline = Some(network::OutlineMap { width: 8, height: 8, logits });
        Run { logits: vec![0.0; 2], width: 1, height: 1, features: vec![0.0], outline }
    }

    fn input() -> Image {
        Image::new(32, 32, Pixels::Grey8(vec![200; 1024])).unwrap()
    }

    /// An axial slice with pixels of half a millimetre.
    fn picture() -> Picture {
        let directions = Some([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
        Picture {
            image: Image::new(60, 120, Pixels::Grey8(vec![200; 60 * 120])).unwrap(),
            size: SIZE,
            format: Format::Dicom,
            orientation: 1,
            warnings: Vec::new(),
            described: Described::default(),
            plane: ImagePlane { millimetres: Some([30.0, 60.0]), directions },
            scale: None,
        }
    }

    /// For an answer that names a finding.
    fn outlined(manifest: &Manifest, run: &Run, picture: &Picture) -> Result<Option<Outline>, EngineError> {
        let decision = Decision::Class { label: "rust".into() };
        outline_from_run(manifest, run, (&input(), picture), &decision)
    }

    #[test]
    fn area_and_sides_of_the_patient_come_from_the_plane_of_the_picture() {
        let of = |picture: &Picture| {
            let outline = outlined(&manifest(rule(0.5)), &run(), picture).unwrap().unwrap();
            let region = outline.regions.into_iter().next().unwrap();
            (region.square_millimetres, region.patient_sides)
        };
        // Four of 64 cells of a square of 60 mm.
        assert_eq!(of(&picture()), (Some(225.0), Some(vec![BodySide::Right, BodySide::Front])));
        assert_eq!(of(&Picture { plane: ImagePlane::default(), ..picture() }), (None, None));
    }

    #[test]
    fn the_threshold_of_the_manifest_decides() {
        let outline = outlined(&manifest(rule(0.5)), &run(), &picture()).unwrap().unwrap();
        assert_eq!((outline.width, outline.height, outline.specks), (8, 8, 0));
        assert_eq!([0, 2, 63].map(|at| outline.probabilities[at]), [128, 0, 255]);
        let parts: Vec<_> = outline.regions.iter().map(|region| (region.share, region.part)).collect();
        assert_eq!(parts, [(0.0625, Part::UpperLeft), (0.015625, Part::LowerRight)]);
        let mask = imaging::open(&outline.mask, &imaging::Limits::default()).unwrap();
        assert_eq!(mask.size, SIZE);
        let stricter = outlined(&manifest(rule(0.6)), &run(), &picture()).unwrap().unwrap();
        assert_eq!(stricter.regions.len(), 1);
    }

    #[test]
    fn small_regions_are_left_out_and_all_of_them_where_none_is_the_answer() {
        let of = |rule: OutlineRule, label: &str| {
            let decision = Decision::Class { label: label.into() };
            let found = outline_from_run(&manifest(Some(rule)), &run(), (&input(), &picture()), &decision);
            let found = found.unwrap().unwrap();
            (found.regions.len(), [0, 63].map(|at| found.probabilities[at]))
        };
        let plain = || OutlineRule::from_threshold(0.5);
        assert_eq!(of(plain(), "none"), (2, [128, 255]), "as manifests of before have it");
        assert_eq!(of(OutlineRule { least_cells: 4, ..plain() }, "rust"), (1, [128, 0]));
        assert_eq!(of(OutlineRule { least_cells: 5, ..plain() }, "rust"), (0, [0, 0]));
        let empty_on_none = || OutlineRule { empty_on_none: true, ..plain() };
        assert_eq!(of(empty_on_none(), "rust"), (2, [128, 255]));
        assert_eq!(of(empty_on_none(), "none"), (0, [0, 0]));
    }

    #[test]
    fn none_is_the_whole_answer_given_as_one_or_not() {
        let manifest = manifest(None);
        let of = |decision: Decision| says_none(&manifest, &decision);
        assert!(of(Decision::Class { label: "none".into() }));
        assert!(of(Decision::Abstain { why: Abstention::NoFinding }));
        assert!(!of(Decision::Class { label: "rust".into() }));
        assert!(!of(Decision::Set { labels: vec!["rust".into(), "spot".into()] }));
        assert!(!of(Decision::Abstain { why: Abstention::Unclear }), "a finding is left open");
    }

    #[test]
    fn a_mask_that_cannot_be_made_is_a_fault_of_this_program() {
        let empty = Picture { size: (0, 120), ..picture() };
        let fault = outlined(&manifest(rule(0.5)), &run(), &empty).unwrap_err();
        assert_eq!(fault.kind(), protocol::FailureKind::Program, "{fault}");
    }

    #[test]
    fn without_a_map_or_a_threshold_there_is_no_outline() {
        assert_eq!(outlined(&manifest(None), &run(), &picture()), Ok(None));
        let plain = Run { outline: None, ..run() };
        assert_eq!(outlined(&manifest(rule(0.5)), &plain, &picture()), Ok(None));
        assert_eq!(steps::explain(&run(), &[]).unwrap().len(), 2, "covering parts still asks for a map per class");
    }
}
