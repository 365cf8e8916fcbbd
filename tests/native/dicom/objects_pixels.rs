//! Pictures and segmentations made from an answer, read back by our own parser: their pixels, and what they describe.

use crate::dicom::objects::{elements, object, texts};
use dicom_objects::{
    BurnedIn, DrawnPicture, FrameGeometry, ObjectError, SegmentedProperty, SourceImage, picture, segmentation,
};
use fixtures::exported::{classes, codes, context, labels, mask, open_set, refused, rgb, source};
use protocol::Finding;

/// The values of a frame, counted from 0.
fn values(bytes: &[u8], frame: u32) -> Vec<f64> {
    crate::dicom::reading::object(bytes).frame(frame).unwrap().values()
}

fn drawn(samples: &[u8]) -> DrawnPicture<'_> {
    DrawnPicture { width: 12, height: 8, rgb: samples, label: "MAP" }
}

#[test]
fn pixels_of_a_picture_are_those_that_were_drawn() {
    let expected = |first: u8| rgb(first).into_iter().map(f64::from).collect::<Vec<_>>();
    assert_eq!(values(&object("picture_alone"), 0), expected(0));
    let frames = object("picture_frames");
    assert_eq!(values(&frames, 0), expected(0));
    assert_eq!(values(&frames, 1), expected(100));
    let elements = elements(&frames);
    assert_eq!(texts(&elements, "SOPClassUID"), ["1.2.840.10008.5.1.4.1.1.7.4"]);
    assert_eq!(texts(&elements, "FrameLabelVector"), ["MAP\\OUTLINE"]);
    assert_eq!(texts(&elements, "LossyImageCompression"), ["01"], "what its source lost");
    assert_eq!(texts(&elements, "LossyImageCompressionRatio"), ["12.5"]);
}

#[test]
fn a_picture_says_what_it_is_made_of_and_what_it_is_not() {
    let elements = elements(&object("picture_source"));
    let derived = texts(&elements, "DerivationDescription")[0];
    assert!(derived.contains("a-model 1.0.0") && derived.contains("Not for measuring"), "{derived}");
    assert_eq!(texts(&elements, "ImageType"), ["DERIVED\\SECONDARY"]);
    assert_eq!(texts(&elements, "ConversionType"), ["WSD"]);
    assert!(texts(&elements, "ImageComments")[0].contains("Not for diagnosis"));
    assert!(texts(&elements, "ReferencedSOPInstanceUID").contains(&"1.2.3.4.5.6"));
}

#[test]
fn text_in_the_pixels_is_told_as_far_as_it_is_known() {
    let (codes, samples) = (codes(), rgb(0));
    let alone = context(None, &codes);
    let said = |finding: &Finding, count: usize, burned_in: BurnedIn| {
        let object = picture(finding, &vec![drawn(&samples); count], burned_in, &alone).unwrap();
        texts(&elements(&object.bytes), "BurnedInAnnotation").concat()
    };
    for (burned_in, expected) in [(BurnedIn::No, "NO"), (BurnedIn::Yes, "YES"), (BurnedIn::Unknown, "")] {
        assert_eq!(said(&open_set(), 1, burned_in), expected);
    }
    assert_eq!(said(&open_set(), 2, BurnedIn::Unknown), "YES", "where it must be said and nobody looked");
    for burned_in in [BurnedIn::No, BurnedIn::Yes, BurnedIn::Unknown] {
        assert_eq!(said(&refused(), 1, burned_in), "YES", "text was seen at a border");
    }
}

#[test]
fn pictures_that_are_none_are_refused() {
    let (codes, samples) = (codes(), rgb(0));
    let alone = context(None, &codes);
    let error = |pictures: &[DrawnPicture<'_>]| picture(&open_set(), pictures, BurnedIn::No, &alone).unwrap_err();
    let one = drawn(&samples);
    assert_eq!(error(&[]), ObjectError::NoPictures);
    assert_eq!(error(&[one, DrawnPicture { width: 8, height: 12, ..one }]), ObjectError::UnlikePictures);
    assert_eq!(error(&[drawn(&samples[1..])]), ObjectError::Samples { expected: 288, found: 287 });
    let empty = DrawnPicture { width: 0, height: 8, rgb: &[], label: "" };
    assert_eq!(error(&[empty]), ObjectError::Sides { width: 0, height: 8 });
    let huge = DrawnPicture { width: u32::MAX, height: u32::MAX, ..one };
    assert_eq!(error(&[huge]), ObjectError::Sides { width: u32::MAX, height: u32::MAX });
    let wide = vec![0; 65_536 * 3];
    let wide = DrawnPicture { width: 65_536, height: 1, rgb: &wide, label: "" };
    assert_eq!(error(&[wide]), ObjectError::Sides { width: 65_536, height: 1 });
}

#[test]
fn a_segmentation_has_the_pixels_that_were_outlined() {
    let bytes = object("segmentation_outline");
    // The picture covers rows 2 to 9 of the square of 12 × 12 cells.
    let cells = [50, 51, 52, 62, 63, 64, 100].map(|at| at - 2 * 12);
    let expected: Vec<f64> = (0..96).map(|at| f64::from(u8::from(cells.contains(&at)))).collect();
    assert_eq!(values(&bytes, 0), expected);
    let areas = object("segmentation_mask");
    for (frame, column) in [(0, 2), (1, 3)] {
        let expected: Vec<f64> = (0..96).map(|at| f64::from(u8::from(at % 12 / 3 == column))).collect();
        assert_eq!(values(&areas, frame), expected, "frame {frame}");
    }
}

#[test]
fn a_segmentation_lies_where_its_source_does() {
    let found = elements(&object("segmentation_outline"));
    let one = |keyword: &str| texts(&found, keyword).concat();
    assert_eq!(one("ImagePositionPatient"), "-10.5\\20.25\\0.33333333333333");
    assert_eq!(one("ImageOrientationPatient"), "1\\0\\0\\0\\1\\0");
    assert_eq!((one("PixelSpacing"), one("SliceThickness")), ("0.5\\0.5".into(), "5".into()));
    assert_eq!(one("FrameOfReferenceUID"), "1.2.3.4.7");
    assert_eq!(one("SegmentationType"), "BINARY");
    assert_eq!(one("SegmentAlgorithmType"), "AUTOMATIC");
    assert_eq!((one("AlgorithmName"), one("AlgorithmVersion")), ("a-model".into(), "1.0.0".into()));
    assert_eq!((one("SegmentLabel"), one("LossyImageCompression")), ("Lesion".into(), "00".into()));
    let areas = elements(&object("segmentation_mask"));
    assert_eq!(texts(&areas, "SegmentLabel"), ["Mass", "hump"], "the background is no segment");
    assert_eq!(texts(&areas, "DimensionIndexValues"), ["1\\1", "2\\1"]);
}

#[test]
fn what_has_no_place_or_no_outline_is_no_segmentation() {
    let (codes, slice) = (codes(), source());
    let made = |finding: &Finding, source: Option<&SourceImage>, background: &[&str]| {
        segmentation(finding, &SegmentedProperty::LESION, background, &context(source, &codes)).map(|made| made.labels)
    };
    let nowhere = SourceImage { geometry: None, ..source() };
    assert_eq!(made(&classes(), None, &[]), Err(ObjectError::NoGeometry));
    assert_eq!(made(&classes(), Some(&nowhere), &[]), Err(ObjectError::NoGeometry));
    let wider = FrameGeometry { columns: 13, ..slice.geometry.clone().unwrap() };
    let wider = SourceImage { geometry: Some(wider), ..source() };
    let other = ObjectError::OtherSize { answered: (12, 8), stored: (13, 8) };
    assert_eq!(made(&classes(), Some(&wider), &[]), Err(other));
    let flat = FrameGeometry { spacing: [0.5, f64::NAN], ..slice.geometry.clone().unwrap() };
    let flat = SourceImage { geometry: Some(flat), ..source() };
    assert_eq!(made(&classes(), Some(&flat), &[]), Err(ObjectError::NoGeometry));
    assert_eq!(made(&open_set(), Some(&slice), &[]), Err(ObjectError::NoOutline));
    assert_eq!(made(&labels(), Some(&slice), &[]), Err(ObjectError::NoOutline));
    assert_eq!(made(&mask(), Some(&slice), &["ground", "lump", "hump"]), Err(ObjectError::NothingOutlined));
    assert_eq!(made(&mask(), Some(&slice), &["ground"]), Ok(vec!["lump".into(), "hump".into()]));
}
