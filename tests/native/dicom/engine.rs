//! DICOM through the whole engine: what `lab predict` does with a clinic's file.

use dicom::{self, Voi, VoiWindow};
use fixtures::dicom_made::Made;
use imaging::synthetic::{Phantom, phantom};
use imaging::{Format, Image, Limits, Pixels};
use lab::model::{Model, Views};
use std::io::Cursor;
use std::path::Path;

/// A drawn slice as PNG, and as a DICOM file of twelve signed bits whose window yields the same levels.
fn both(seed: u64) -> (Vec<u8>, Vec<u8>) {
    let drawn = phantom(Phantom::Plain, seed);
    let Pixels::Grey8(levels) = drawn.pixels() else { panic!("a phantom is grey") };
    let (width, height) = (drawn.width(), drawn.height());
    let mut png = Cursor::new(Vec::new());
    let buffer = image::GrayImage::from_raw(width, height, levels.clone()).unwrap();
    buffer.write_to(&mut png, image::ImageFormat::Png).unwrap();
    // 16 stored steps a level, from -2000; slope 0.5 and intercept 100 make values of them.
    let stored: Vec<u16> = levels.iter().map(|&level| ((16 * i16::from(level) - 2000) as u16) & 0x0FFF).collect();
    let made = Made { bits: (16, 12, 11), signed: true, ..Made::grey16(width as u16, height as u16, &stored) };
    let made = made
        .text((0x0028, 0x1050), "DS", "120")
        .text((0x0028, 0x1051), "DS", "2040")
        .text((0x0028, 0x1052), "DS", "100")
        .text((0x0028, 0x1053), "DS", "0.5")
        .text((0x0028, 0x1056), "CS", "LINEAR_EXACT");
    (png.into_inner(), made.file())
}

fn levels(image: &Image) -> &[u8] {
    match image.pixels() {
        Pixels::Grey8(levels) | Pixels::Rgb8(levels) => levels,
        Pixels::Grey16(_) => panic!("a network's input has 8 bits"),
    }
}

#[test]
fn a_slice_gets_the_same_input_and_the_same_class_as_dicom_and_as_png() {
    let model =
        Model::shipped(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("models"), "brain-mri").unwrap();
    for seed in [3, 4, 5] {
        let (png, dicom) = both(seed);
        assert_eq!(reading::open(&dicom).unwrap().format, Format::Dicom);
        let [a, b] = [&png, &dicom].map(|bytes| model.prepared(bytes).unwrap());
        let furthest = levels(&a).iter().zip(levels(&b)).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
        assert!(furthest <= 1, "seed {seed}: {furthest} grey levels apart");
        let class = |bytes: &[u8]| {
            let answered = model.answer(bytes, Views::One).unwrap();
            let most = answered.raw.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
            most.map(|(class, _)| class)
        };
        assert_eq!(class(&png), class(&dicom), "seed {seed}");
    }
}

#[test]
fn a_dicom_file_that_holds_no_picture_is_told_like_any_other() {
    let (_, dicom) = both(1);
    let error = reading::open(&dicom[..dicom.len() - 100]).unwrap_err();
    assert_eq!(error.kind().name(), "truncated");
    assert!(error.to_string().contains("(7FE0,0010) PixelData"), "{error}");
    assert!(!text::english(&error.help()).is_empty());
}

#[test]
fn the_manifests_state_the_rule_by_which_an_object_becomes_a_picture() {
    let models = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("models");
    let (manifest, _) = lab::model_folder::read(&models, "brain-mri").unwrap();
    let rule = manifest.windowing.expect("a rule");
    assert_eq!(rule.first, model::First::File);
    let stored: Vec<u16> = (0..200 * 200).map(|place| place % 3000).collect();
    let plain = Made::grey16(200, 200, &stored);
    let with_window = plain.clone().text((0x0028, 0x1050), "DS", "700").text((0x0028, 0x1051), "DS", "90");
    // What is stated is what is done: the picture of each object is the one through the stated window.
    let shown_as = |made: &Made, modality: &'static str, window: VoiWindow| {
        let bytes = Made { modality, ..made.clone() }.file();
        let object = dicom::read(&bytes, &Limits::default()).unwrap();
        let frame = object.frame(0).unwrap();
        let shown = frame.shown(&Voi::Window(window));
        assert_eq!(dicom::model_window::picture(&frame, modality, &Limits::default()), shown, "{modality}");
        let opened = reading::open_with(&bytes, Some(&rule)).unwrap();
        assert_eq!(Some(opened.image), shown, "{modality}, by the manifest");
    };
    shown_as(&with_window, "MR", VoiWindow::linear(700.0, 90.0));
    shown_as(&with_window, "CT", VoiWindow::linear(700.0, 90.0));
    for window in &rule.modalities {
        shown_as(&plain, String::leak(window.modality.clone()), VoiWindow::linear(window.center, window.width));
    }
    let mut sorted = stored.clone();
    sorted.sort_unstable();
    let [low, high] = rule.percentiles.map(|share| f64::from(sorted[(share * 39_999.0).round() as usize]));
    let between = VoiWindow::between(low, high);
    shown_as(&plain, "MR", between.clone());
    shown_as(&plain, "US", between);
}

#[test]
fn a_model_sees_an_object_through_its_own_window() {
    let stored: Vec<u16> = (0..200 * 200).map(|place| place % 3000).collect();
    let plain = Made { modality: "CT", ..Made::grey16(200, 200, &stored) }.file();
    let window = |center: f64, width: f64| model::Windowing {
        first: model::First::File,
        modalities: vec![model::ModalityWindow { modality: "CT".into(), center, width }],
        percentiles: [0.01, 0.99],
    };
    let (lung, bone) = (window(600.0, 1500.0), window(1400.0, 300.0));
    let [by_lung, by_bone, by_nothing] =
        [Some(&lung), Some(&bone), None].map(|rule| reading::open_with(&plain, rule).unwrap().image);
    assert_ne!(by_lung, by_bone);
    assert_eq!(by_nothing, reading::open(&plain).unwrap().image, "as the light box shows it");
    // And so the engine does, with the manifest's.
    let host = engine::Native::opening(|bytes, rule| Ok(reading::open_with(bytes, rule)?));
    let read = |rule| engine::block_on(engine::EngineHost::read_elsewhere(&host, &plain, rule)).unwrap().unwrap().image;
    assert_eq!(read(Some(&lung)), by_lung);
    assert_eq!(read(Some(&bone)), by_bone);
}
