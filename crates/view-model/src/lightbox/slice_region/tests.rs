//! Where a region is offered, what is said of it, and when a model is asked about it.

use super::*;
use crate::lightbox::measure::tests::report;
use region::Brush;
use task::RegionText;
use text::english;

fn known() -> RegionTask {
    let row = |text: &str| SizeRow { patient: format!("{text} for people"), clinician: text.to_owned() };
    RegionTask {
        modality: "CT".into(),
        unit: "HU".into(),
        center: -400.0,
        width: 1200.0,
        surroundings: -850.0,
        edge: 0.5,
        side: 64,
        pixel: [0.5, 1.0],
        across: [5, 46],
        up_to: vec![5, 8],
        text: RegionText {
            tool: "Outline".into(),
            ask: "Ask".into(),
            rows: vec![row("small"), row("medium"), row("large")],
            ..RegionText::default()
        },
    }
}

fn spacing(column: f64, row: f64) -> Option<PixelSize> {
    Some(PixelSize { row, column, at_detector: false })
}

fn ct(spacing: Option<PixelSize>) -> FrameReport {
    FrameReport { width: 200, height: 200, modality: "CT".into(), unit: "HU".into(), ..report(spacing) }
}

/// A disc of this radius in pixels about column and row 100, as solid as tissue in lung.
fn disc(radius: f64, report: &FrameReport) -> Result<SliceRegion, Message> {
    disc_from((100.5, 100.5), radius, report)
}

fn disc_from(seed: (f64, f64), radius: f64, report: &FrameReport) -> Result<SliceRegion, Message> {
    let value = |column: u32, row: u32| {
        let is_inside = (f64::from(column) - 100.0).hypot(f64::from(row) - 100.0) <= radius;
        if is_inside { 30.0 } else { -850.0 }
    };
    SliceRegion::begin(&known(), (SliceAddress::Frame { instance: 0, frame: 0 }, report), seed, value)
}

fn said(message: Option<Message>) -> String {
    message.as_ref().map(english).unwrap_or_default()
}

#[test]
fn it_is_offered_on_the_tasks_slices_and_on_pictures_alone() {
    let offers = [RegionOffer { task: "stain".into(), known: known() }];
    let is_offered = |report: &FrameReport| offered(&offers, report).is_some();
    assert!(is_offered(&ct(None)));
    assert!(is_offered(&FrameReport { ordinary: true, ..report(None) }));
    assert!(!is_offered(&FrameReport { unit: String::new(), ..ct(None) }));
    assert!(!is_offered(&FrameReport { modality: "MR".into(), ..ct(None) }));
    assert!(offered(&[], &ct(None)).is_none());
}

#[test]
fn its_size_is_told_in_millimetres_and_what_the_table_says_of_the_mean() {
    let report = ct(spacing(0.7, 0.7));
    let region = disc(6.0, &report).unwrap();
    let size = region.size().unwrap();
    assert!((size.long - 8.4).abs() < 0.71, "{size:?}");
    let words = said(region.size_said());
    assert!(words.contains(&format!("{:.1} mm", size.long)) && words.contains("mm²"), "{words}");
    assert_eq!(region.why_not_asked(&known(), &report), None);
    let row = |radius: f64| disc(radius, &report).unwrap().row(&known()).map(|row| row.clinician.clone());
    // 3, 7 and 14 mm across.
    assert_eq!([2.0, 5.0, 10.0].map(|radius| row(radius).unwrap()), ["small", "medium", "large"]);
    assert_eq!(level(region.row(&known()).unwrap(), Reading::Patient).split(' ').next_back(), Some("people"));
    let only = SizeRow { clinician: "S".into(), ..SizeRow::default() };
    assert_eq!([Reading::Patient, Reading::Clinician].map(|reading| level(&only, reading)), ["S", "S"]);
}

#[test]
fn without_a_size_of_pixels_there_are_no_millimetres_no_table_and_no_model() {
    let picture = FrameReport { ordinary: true, unit: String::new(), modality: String::new(), ..ct(None) };
    let region = disc(6.0, &picture).unwrap();
    let words = said(region.size_said());
    assert!(words.contains("pixels") && !words.contains("mm"), "{words}");
    assert_eq!(region.row(&known()), None);
    assert!(said(region.why_not_asked(&known(), &picture)).contains("HU"));
    // An object of the modality without a spacing, and one that has it at the detector alone.
    for report in [ct(None), ct(Some(PixelSize { row: 0.7, column: 0.7, at_detector: true }))] {
        let region = disc(6.0, &report).unwrap();
        assert!(region.why_not_asked(&known(), &report).is_some() && region.row(&known()).is_none());
    }
}

#[test]
fn the_model_is_not_asked_about_other_pixels_or_what_does_not_fit() {
    for (pixel, strange) in [(spacing(1.5, 1.5), "1.50"), (spacing(0.7, 0.3), "0.30")] {
        let report = ct(pixel);
        let why = said(disc(6.0, &report).unwrap().why_not_asked(&known(), &report));
        assert!(why.contains(strange) && why.contains("0.50") && why.contains("1.00"), "{why}");
    }
    let report = ct(spacing(0.7, 0.7));
    let large = disc(40.0, &report).unwrap();
    assert!(said(large.why_not_asked(&known(), &report)).contains("81"), "{:?}", large.picture(&known()));
    assert!(large.picture(&known()).is_err());
    let picture = disc(6.0, &report).unwrap().picture(&known()).unwrap();
    assert_eq!((picture.len(), picture[0]), (64 * 64, 0));
    // 30 HU in a window from -1000 to 200.
    assert_eq!(picture[32 * 64 + 32], 219);
}

#[test]
fn what_is_smaller_or_larger_than_what_the_model_knows_is_told_in_pixels_and_millimetres() {
    let report = ct(spacing(0.7, 0.7));
    let why = |radius: f64| said(disc(radius, &report).unwrap().why_not_asked(&known(), &report));
    // Discs have an odd number of pixels across: 5 and 45 are asked about.
    assert_eq!([2.0, 22.0].map(why), [""; 2]);
    let wide = disc(24.0, &report).unwrap();
    assert!(wide.picture(&known()).is_ok(), "it fits, and is not asked about all the same");
    for (radius, measured) in [(1.0, ["3 pixels", "2.1 mm"]), (24.0, ["49 pixels", "34.3 mm"])] {
        let told = why(radius);
        let limits = ["5 to 46 pixels", "3.5 to 32.2 mm"];
        assert!(measured.iter().chain(&limits).all(|part| told.contains(part)), "{told}");
        // It is read out as well, after the size.
        let region = disc(radius, &report).unwrap();
        let aloud = said(region.said(&known(), &report));
        assert!(aloud.starts_with(&said(region.size_said())) && aloud.ends_with(&told), "{aloud}");
    }
    // What fits is read out by its size alone, and so is a region of a slice that the model is never asked about.
    for report in [report, ct(None)] {
        let region = disc(6.0, &report).unwrap();
        assert_eq!(region.said(&known(), &report), region.size_said());
    }
    // The longer side counts, by the size of a pixel in its direction.
    let report = ct(spacing(0.6, 0.9));
    let mut high = disc(22.0, &report).unwrap();
    assert_eq!(high.why_not_asked(&known(), &report), None);
    high.drawing.begin_stroke();
    high.drawing.paint(Brush::Add, [(100.5, 100.5), (100.5, 125.5)], 2.0);
    high.drawing.end_stroke();
    let told = said(high.why_not_asked(&known(), &report));
    let [_, _, top, bottom] = high.drawing.mask().bounds().unwrap();
    let rows = bottom - top + 1;
    assert!(rows > 46 && told.contains(&format!("{rows} pixels")), "{told}");
    assert!(told.contains(&format!("{:.1} mm", f64::from(rows) * 0.9)) && told.contains("41.4 mm"), "{told}");
}

#[test]
fn its_edge_is_moved_between_both_plateaus() {
    let mut region = disc(6.0, &ct(None)).unwrap();
    assert!((region.edge() - 0.5).abs() < 1e-6);
    assert_eq!(english(&region.edge_said()), "−410 HU");
    region.set_edge(9.0);
    assert!((region.edge() - 0.95).abs() < 1e-6);
    region.drawing.undo();
    assert!((region.edge() - 0.5).abs() < 1e-6);
}

#[test]
fn where_nothing_can_be_outlined_that_is_told() {
    let report = ct(None);
    let why = |seed: (f64, f64)| disc_from(seed, 6.0, &report).map_err(|why| english(&why)).unwrap_err();
    assert_eq!(why((20.0, 20.0)), english(&text::light_box_region::flat()));
    for outside in [(-1.0, 5.0), (5.0, -0.5), (200.0, 5.0), (1e12, 5.0), (f64::NAN, 5.0)] {
        assert_eq!(why(outside), english(&text::light_box_region::no_value()), "{outside:?}");
    }
}
