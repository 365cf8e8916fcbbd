//! A drawn slice through the whole engine, with a model that outlines bright regions: from a file to a region with its
//! area and position in the patient.

use crate::dicom::nifti::PLAIN;
use crate::dicom::reading::LIMITS;
use crate::engine::parts::{calm, manifest, opening};
use engine::{Choice, CpuRunner, Engine, Manifest, Runner, Weights, block_on, steps};
use fixtures::dicom_made::Made;
use fixtures::made_weights::made_weights;
use imaging::{Image, ImagePlane, Pixels};
use model::{Array, Golden, OutlineRule, read_stored, write_quantised};
use network::Architecture;
use protocol::{Abstention, Answer, Backend, BodySide, Decision, Outline, Part};
use std::io::Cursor;
use training::activations::widest;

const NAME: &str = "efficientnet-lite0-outline";

/// Makes the first output channel of a layer `value` times the input of one row of its weights, and nothing else.
fn carry(weights: &mut Weights, layer: &str, row: usize, value: f32) {
    let weight = weights.get_mut(&format!("{layer}.weight")).unwrap();
    let outputs = *weight.shape.last().unwrap();
    weight.data.iter_mut().step_by(outputs).for_each(|value| *value = 0.0);
    weight.data[row * outputs] = value;
    weights.get_mut(&format!("{layer}.bias")).unwrap().data[0] = 0.0;
}

/// Random weights, except that the first channel carries what is brighter than middle grey from the stem to the map: 4
/// for white, which becomes a logit of 6, and 0 for grey and black, which becomes one of −6.
fn outlining() -> Weights {
    let decoder = Architecture::named(NAME).unwrap().outline.unwrap();
    let (mut weights, width) = (made_weights(4), decoder.width);
    let zeros = |shape: &[usize]| Array { shape: shape.to_vec(), data: vec![0.0; shape.iter().product()] };
    let mut add = |name: String, inputs: usize, outputs: usize| {
        weights.insert(format!("{name}.weight"), zeros(&[inputs, outputs]));
        weights.insert(format!("{name}.bias"), zeros(&[outputs]));
    };
    for (index, level) in decoder.levels.iter().enumerate() {
        add(format!("outline.lateral.{index}"), level.channels, width);
        if index > 0 {
            add(format!("outline.refine.{index}.depthwise"), 9, width);
            add(format!("outline.refine.{index}.project"), width, width);
        }
    }
    add("outline.map".into(), width, 1);
    weights.insert("outline.present".into(), Array { shape: vec![4], data: vec![1.0, 1.0, 0.0, 1.0] });
    weights.insert("outline.evidence".into(), Array { shape: vec![2], data: vec![1.0, 0.0] });
    // The tap in the middle of 3 × 3, of which the stem has one for each of three equal colours.
    carry(&mut weights, "stem", 12, 4.0);
    carry(&mut weights, "blocks.0.depthwise", 4, 1.0);
    carry(&mut weights, "blocks.0.project", 0, 1.0);
    carry(&mut weights, "blocks.1.expand", 0, 1.0);
    carry(&mut weights, "blocks.1.depthwise", 4, 1.0);
    carry(&mut weights, "blocks.1.project", 0, 1.0);
    // A residual block, which then leaves the channel unchanged.
    carry(&mut weights, "blocks.2.project", 0, 0.0);
    carry(&mut weights, "outline.lateral.3", 0, 1.0);
    carry(&mut weights, "outline.refine.3.depthwise", 4, 1.0);
    carry(&mut weights, "outline.refine.3.project", 0, 1.0);
    carry(&mut weights, "outline.map", 0, 3.0);
    weights.get_mut("outline.map.bias").unwrap().data[0] = -6.0;
    weights
}

fn start() -> Engine {
    let weights = write_quantised(&outlining()).unwrap();
    let stored = read_stored(&weights).unwrap();
    let outline = Some(OutlineRule::from_threshold(0.5));
    let negative = Some("notumor".to_owned());
    let mut manifest = Manifest { architecture: NAME.into(), negative, outline, ..manifest(&weights) };
    let bright = reading::open(&slice(true).file()).unwrap();
    let mut seen: Vec<Image> = (1..=2).map(|seed| steps::golden_input(seed, &manifest.input)).collect();
    seen.push(steps::prepare(&bright.image, &manifest.input));
    manifest.activations = widest(NAME, 4, &stored, &manifest.input, &seen).unwrap();
    let runner = CpuRunner::new(&manifest, &stored).unwrap();
    for seed in [1, 2] {
        let runs = block_on(runner.run(&[steps::golden_input(seed, &manifest.input)])).unwrap();
        manifest.goldens.push(Golden { seed, logits: runs[0].logits.clone() });
    }
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    block_on(Engine::start(manifest, weights, choice, opening(), &mut |_, _, _| {})).unwrap()
}

/// An axial slice of 200 × 100 pixels, 0.6 mm wide and 1.2 mm high: a grey head in the middle, and in it, where asked for,
/// a white square of 18 mm at the upper left of the picture.
fn slice(has_lesion: bool) -> Made {
    let level = |place: u32| -> u16 {
        let (column, row) = (place % 200, place / 200);
        let (x, y) = (f64::from(column) - 100.0, 2.0 * f64::from(row) - 100.0);
        if has_lesion && (60..90).contains(&column) && (25..40).contains(&row) {
            255
        } else if x.hypot(y) < 80.0 {
            100
        } else {
            0
        }
    };
    Made::grey16(200, 100, &(0..20_000).map(level).collect::<Vec<_>>())
        .text((0x0020, 0x0037), "DS", "1\\0\\0\\0\\1\\0")
        .text((0x0028, 0x0030), "DS", "1.2\\0.6")
        .text((0x0028, 0x1050), "DS", "127.5")
        .text((0x0028, 0x1051), "DS", "255")
        .text((0x0028, 0x1056), "CS", "LINEAR_EXACT")
}

fn outline(answer: &Answer) -> &Outline {
    answer.finding.classes().unwrap().outline.as_ref().unwrap()
}

#[test]
fn what_a_model_outlines_has_the_area_and_the_place_that_it_has_in_the_patient() {
    let mut engine = start();
    let file = slice(true).file();
    let answer = block_on(engine.classify(&file, &mut calm())).unwrap();
    let found = outline(&answer);
    assert_eq!((found.width, found.height, found.regions.len(), found.specks), (56, 56, 1, 0));
    let region = &found.regions[0];
    assert_eq!((region.part, &region.patient_sides), (Part::UpperLeft, &Some(vec![BodySide::Right, BodySide::Front])));
    // 18 mm × 18 mm, as nearly as cells of 2.1 mm tell it.
    let area = region.square_millimetres.unwrap();
    assert!((240.0..410.0).contains(&area), "{area}");
    // The saved mask has the size of the picture, whose pixels are now square, and is the same region.
    let mask = image::load_from_memory(&found.mask).unwrap().to_luma8();
    assert_eq!(mask.dimensions(), (200, 200));
    assert_eq!((mask.get_pixel(75, 65).0, mask.get_pixel(150, 65).0, mask.get_pixel(75, 150).0), ([255], [0], [0]));
    let white = mask.pixels().filter(|pixel| pixel.0 == [255]).count() as f64 * 0.36;
    assert!((white / area - 1.0).abs() < 0.25, "{white} mm² and {area} mm²");
    let classes = answer.finding.classes().unwrap();
    assert!(matches!(&classes.decision, Decision::Class { label } if label != "notumor"), "{:?}", classes.decision);
    assert!(classes.maps.is_empty(), "the outline is the map of every class");

    // The same picture without patient geometry.
    let Pixels::Grey8(levels) = reading::open(&file).unwrap().image.into_pixels() else { panic!("grey") };
    let mut png = Cursor::new(Vec::new());
    image::GrayImage::from_raw(200, 200, levels).unwrap().write_to(&mut png, image::ImageFormat::Png).unwrap();
    let plain = block_on(engine.classify(png.get_ref(), &mut calm())).unwrap();
    let one = &outline(&plain).regions[0];
    assert_eq!((one.share, one.part), (region.share, region.part));
    assert_eq!((one.square_millimetres, &one.patient_sides), (None, &None));
}

#[test]
fn a_slice_on_which_nothing_is_bright_has_an_empty_outline_and_no_answer() {
    let mut engine = start();
    let answer = block_on(engine.classify(&slice(false).file(), &mut calm())).unwrap();
    let found = outline(&answer);
    assert_eq!((found.regions.len(), found.specks), (0, 0));
    let mask = image::load_from_memory(&found.mask).unwrap().to_luma8();
    assert!(mask.pixels().all(|pixel| pixel.0 == [0]));
    let decision = &answer.finding.classes().unwrap().decision;
    assert_eq!(*decision, Decision::Abstain { why: Abstention::NoFinding });
}

#[test]
fn the_plane_of_a_picture_is_that_of_its_file_in_the_patient_alone() {
    let plane = |file: &[u8]| reading::open(file).unwrap().plane;
    let axial = Some([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
    assert_eq!(plane(&slice(true).file()), ImagePlane { millimetres: Some([120.0, 120.0]), directions: axial });
    // On the detector of a projection lengths are magnified, by a factor that the file does not state.
    let projected = Made::grey16(100, 100, &[7; 10_000]).text((0x0018, 0x1164), "DS", "0.2\\0.2");
    assert_eq!(plane(&projected.clone().file()), ImagePlane::default());
    let uncalibrated = projected.text((0x0028, 0x0030), "DS", "0.2\\0.2");
    assert_eq!(plane(&uncalibrated.file()), ImagePlane::default());
    // The middle axial slice of a volume: 4 voxels of 1 mm across, 3 of 2 mm to the back.
    let (_, volume) = dicom::open(&PLAIN.bytes(), &LIMITS).unwrap();
    let of_volume = ImagePlane { millimetres: Some([4.0, 6.0]), directions: axial };
    assert_eq!(volume.unwrap().plane, of_volume);
}
