//! A slice chosen in the light box reaches the network like a file that holds it alone: the same samples,
//! prepared and checked in the same way, bit for bit.

use crate::engine::parts::{calm, model, opening};
use dicom::nifti;
use engine::{CaseSource, Choice, Engine, EngineError, Windowing, block_on, steps};
use fixtures::dicom_made::{Made, Written};
use imaging::{Limits, Picture, Pixels};
use model::{First, ModalityWindow};
use protocol::{AnatomicalPlane, Backend, Gating, SliceAddress, Slices};
use reading::{Listing, found, open_slice, open_with};
use std::future::ready;

const SIDE: u16 = 64;
/// Voxels to the right, to the front, to the head.
const SIDES: [usize; 3] = [48, 40, 36];

/// A window of a task that no slice would get by default.
fn lung() -> Windowing {
    let lung = ModalityWindow { modality: "CT".into(), center: -600.0, width: 1500.0 };
    Windowing { first: First::File, modalities: vec![lung], percentiles: [0.05, 0.9] }
}

/// Stored values of a slice; each slice has its own levels.
fn stored(number: u16) -> Vec<u16> {
    let at = |place: u16| (place % SIDE) * (11 + number) + (place / SIDE) * 7 + 90 * number;
    (0..SIDE * SIDE).map(at).collect()
}

/// A slice of a series, with rescale slope and intercept, body part and spacing.
fn slice(modality: &'static str, number: u16) -> Made {
    let made = Made { modality, ..Made::grey16(SIDE, SIDE, &stored(number)) };
    made.text((0x0008, 0x0018), "UI", &format!("1.2.3.4.{number}"))
        .text((0x0018, 0x0015), "CS", "CHEST")
        .text((0x0020, 0x000D), "UI", "1.2.3")
        .text((0x0020, 0x000E), "UI", "1.2.3.4")
        .text((0x0020, 0x0013), "IS", &number.to_string())
        .text((0x0028, 0x0030), "DS", "0.8\\0.5")
        .text((0x0028, 0x1052), "DS", "-1024")
        .text((0x0028, 0x1053), "DS", "1.5")
}

/// Asserts equality in everything, including the network's input.
#[track_caller]
fn assert_same(slice: &Picture, alone: &Picture) {
    assert_eq!(slice, alone);
    let input = &model().manifest.input;
    assert_eq!(steps::prepare(&slice.image, input), steps::prepare(&alone.image, input));
}

#[test]
fn a_slice_of_a_series_is_prepared_as_its_file_alone() {
    for modality in ["CT", "MR"] {
        let mut listing = Listing::default();
        for number in [3, 1, 2] {
            let file = slice(modality, number).file();
            listing.add(&format!("series/IM{number}"), file.clone(), found(&file));
        }
        let (instances, opened) = listing.finish();
        let Slices::Frames(frames) = &opened.series[0].slices else { panic!("a series of frames") };
        assert_eq!((opened.series.len(), frames.len()), (1, 3));
        let mut seen = Vec::new();
        for &(instance, frame) in frames {
            let (file, place) = (&instances[instance as usize].source, SliceAddress::Frame { instance, frame });
            for windowing in [None, Some(&lung())] {
                assert_same(&open_slice(file, place, windowing).unwrap(), &open_with(file, windowing).unwrap());
            }
            let picture = open_slice(file, place, Some(&lung())).unwrap();
            // The window is the model's, not the light box's.
            assert_ne!(picture.image, open_slice(file, place, None).unwrap().image);
            assert_eq!(picture.described.modalities, [modality]);
            assert_eq!(picture.described.regions[0].name, "CHEST");
            seen.push(picture.image);
        }
        assert!(seen[0] != seen[1] && seen[1] != seen[2], "each slice is one of its own");
    }
}

#[test]
fn a_frame_among_many_is_prepared_as_an_object_of_that_frame() {
    let one = slice("CT", 0);
    let pixels = (1..=3).flat_map(|number| Written::Explicit.words(&stored(number))).collect();
    let many = Made { frames: Some("3"), pixels, ..one.clone() }.file();
    for frame in 0..3 {
        let place = SliceAddress::Frame { instance: 7, frame };
        let alone = Made { pixels: Written::Explicit.words(&stored(frame as u16 + 1)), ..one.clone() }.file();
        assert_same(&open_slice(&many, place, Some(&lung())).unwrap(), &open_with(&alone, Some(&lung())).unwrap());
    }
    for wrong in [
        SliceAddress::Frame { instance: 7, frame: 3 },
        SliceAddress::Cut { instance: 7, plane: AnatomicalPlane::Axial, at: 0, volume: 0 },
    ] {
        assert_eq!(open_slice(&many, wrong, None).unwrap_err().kind().name(), "damaged");
    }
}

/// A NIfTI volume of 16 bits; values are half of the stored ones, minus 3.
fn volume([right, front, head]: [usize; 3], stored: &[i16]) -> Vec<u8> {
    let mut file = vec![0_u8; 352];
    let mut set = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    let sides = [right, front, head].map(|side| side as u16);
    set(0, &348_u32.to_le_bytes());
    set(40, &[3, sides[0], sides[1], sides[2], 1, 1, 1, 1].map(u16::to_le_bytes).concat());
    set(70, &[4_u16, 16].map(u16::to_le_bytes).concat());
    set(76, &[1_f32, 0.5, 0.5, 2.0].map(f32::to_le_bytes).concat());
    set(108, &[352_f32, 0.5, -3.0].map(f32::to_le_bytes).concat());
    set(123, &[2]);
    set(254, &[1, 0]);
    set(280, &[0.5_f32, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0].map(f32::to_le_bytes).concat());
    set(344, b"n+1\0");
    file.extend(stored.iter().flat_map(|number| number.to_le_bytes()));
    file
}

fn voxels() -> Vec<i16> {
    (0..SIDES.iter().product::<usize>()).map(|at| (at * 37 % 4001) as i16 - 900).collect()
}

#[test]
fn a_slice_of_a_volume_is_prepared_as_a_volume_of_that_slice() {
    let (all, [right, front, head]) = (voxels(), SIDES);
    let file = volume(SIDES, &all);
    let cut = |plane, at| SliceAddress::Cut { instance: 0, plane, at, volume: 0 };
    for at in [0, 11, head - 1] {
        let plane = right * front;
        let alone = volume([right, front, 1], &all[at * plane..(at + 1) * plane]);
        let slice = open_slice(&file, cut(AnatomicalPlane::Axial, at as u32), Some(&lung())).unwrap();
        assert_same(&slice, &open_with(&alone, Some(&lung())).unwrap());
    }
    // The file itself gives the middle slice.
    let middle = open_slice(&file, cut(AnatomicalPlane::Axial, head as u32 / 2), None).unwrap();
    assert_same(&middle, &open_with(&file, None).unwrap());
    // The other planes have the volume's scale, and square pixels.
    let read = nifti::read(&file, &Limits::default()).unwrap();
    for (plane, at) in [(AnatomicalPlane::Coronal, 17), (AnatomicalPlane::Sagittal, 30)] {
        let frame = read.slice(plane, at, 0).unwrap();
        assert_eq!(frame.value(0, 0).unwrap().fract().abs() % 0.5, 0.0);
        let slice = open_slice(&file, cut(plane, at as u32), None).unwrap();
        assert_eq!(Some(&slice.image), dicom::model_window::picture(&frame, "", &Limits::default()).as_ref());
        assert!(slice.image.height() > frame.height, "2 mm high and 0.5 mm wide");
    }
    for wrong in [cut(AnatomicalPlane::Sagittal, right as u32), SliceAddress::Frame { instance: 0, frame: 0 }] {
        assert_eq!(open_slice(&file, wrong, None).unwrap_err().kind().name(), "damaged");
    }
}

#[test]
fn a_slice_of_a_file_that_is_too_large_by_itself_is_opened_and_one_that_is_too_small_is_not() {
    let sides = [1024, 1024, 33];
    let large = volume(sides, &vec![7; sides.iter().product()]);
    assert_eq!(open_with(&large, None).unwrap_err().kind().name(), "too_large");
    let cut = |plane| SliceAddress::Cut { instance: 0, plane, at: 2, volume: 0 };
    let slice = open_slice(&large, cut(AnatomicalPlane::Axial), None).unwrap();
    assert!(matches!(slice.image.pixels(), Pixels::Grey8(samples) if samples.len() == 1024 * 1024));
    let thin = volume([48, 40, 8], &[5; 48 * 40 * 8]);
    assert_eq!(open_slice(&thin, cut(AnatomicalPlane::Sagittal), None).unwrap_err().kind().name(), "too_small");
}

#[test]
fn the_answer_to_a_slice_is_that_to_its_file() {
    let mut manifest = model().manifest.clone();
    manifest.windowing = Some(lung());
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let mut engine = block_on(Engine::start(manifest, &model().weights, choice, opening(), &mut |_, _, _| {})).unwrap();
    for number in 1..=2 {
        let file = slice("CT", number).file();
        let alone = block_on(engine.answer(CaseSource::File(&file), Gating::Stop, &mut calm())).unwrap();
        let opened = open_slice(&file, SliceAddress::Frame { instance: 40, frame: 0 }, engine.windowing());
        let opened = opened.map_err(|error| EngineError::Reader(error.into()));
        let source = CaseSource::Slice(Box::pin(ready(opened)));
        let mut answer = block_on(engine.answer(source, Gating::Stop, &mut calm())).unwrap();
        let (provenance, before) = (&mut answer.finding.provenance, &alone.finding.provenance);
        assert_eq!(provenance.source.format, "DICOM");
        // Device checks and times differ between answers.
        (provenance.timing, provenance.device) = (before.timing, before.device.clone());
        assert_eq!(answer, alone);
    }
}
