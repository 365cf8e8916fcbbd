//! NIfTI volumes as programs write them: data types, units, invalid transforms, gzip members, pairs.

use crate::dicom::nifti::{NiftiFile, PLAIN, all_cuts, expected, gzipped};
use crate::dicom::reading::LIMITS;
use containers::gzip;
use dicom::nifti::{self, AnatomicalPlane, Half, Volume};
use imaging::Pixels;

/// Offsets in the NIfTI-1 header (nifti1.h): kind, sizes, offset, slope, range, units, forms, quaternion, rows.
const KIND: usize = 70;
const PIXDIM: usize = 76;
const UNITS: usize = 123;
const FORMS: usize = 252;
const ROWS: usize = 280;

fn volume(bytes: &[u8]) -> Volume<'static> {
    nifti::read(bytes, &LIMITS).unwrap().into_owned()
}

fn set(bytes: &mut [u8], at: usize, value: &[u8]) {
    bytes[at..at + value.len()].copy_from_slice(value);
}

fn set_reals(bytes: &mut [u8], at: usize, values: &[f32]) {
    for (place, value) in values.iter().enumerate() {
        set(bytes, at + 4 * place, &value.to_le_bytes());
    }
}

/// The plain volume with voxels of another data type, each written by `write` from its value, without a slope.
fn of_kind(code: i16, write: impl Fn(i16) -> Vec<u8>) -> Vec<u8> {
    let plain = PLAIN.bytes();
    let mut bytes = plain[..352].to_vec();
    set(&mut bytes, KIND, &code.to_le_bytes());
    set_reals(&mut bytes, 112, &[0.0, 0.0]);
    bytes.extend(plain[352..].as_chunks::<2>().0.iter().flat_map(|&pair| write(i16::from_le_bytes(pair))));
    bytes
}

#[test]
fn numbers_of_64_bits_are_read_as_those_of_16() {
    let kinds = [
        of_kind(1024, |value| i64::from(value).to_le_bytes().to_vec()),
        of_kind(1280, |value| (value as u64).to_le_bytes().to_vec()),
    ];
    for bytes in kinds {
        let volume = volume(&bytes);
        assert_eq!(all_cuts(&volume), expected());
        assert_eq!(volume.slice(AnatomicalPlane::Axial, 1, 0).unwrap().value(0, 0), Some(321.0));
        assert_eq!(all_cuts(&self::volume(&gzipped(&bytes))), expected());
    }
}

#[test]
fn the_real_part_of_complex_numbers_is_shown_and_it_is_said() {
    let single = of_kind(32, |value| [f32::from(value), -7.0].map(f32::to_le_bytes).concat());
    let double = of_kind(1792, |value| [f64::from(value), -7.0].map(f64::to_le_bytes).concat());
    for bytes in [single, double] {
        let volume = volume(&bytes);
        assert_eq!(all_cuts(&volume), expected());
        let frame = volume.slice(AnatomicalPlane::Axial, 1, 0).unwrap();
        assert!(
            frame.warnings.iter().any(|warning| text::english(warning).contains("real part")),
            "{:?}",
            frame.warnings
        );
    }
}

#[test]
fn colours_with_a_transparency_are_laid_over_black() {
    let bytes = of_kind(2304, |value| vec![value as u8, 200, 100, 128]);
    let (_, opened) = dicom::open(&bytes, &LIMITS).unwrap();
    let picture = opened.unwrap();
    let Pixels::Rgb8(samples) = picture.image.pixels() else { panic!("expected colours") };
    assert!(samples.as_chunks::<3>().0.iter().all(|pixel| pixel[1] == 100 && pixel[2] == 50));
    // A fourth byte that is never set is not transparency.
    let bytes = of_kind(2304, |value| vec![value as u8, 200, 100, 0]);
    let frame = volume(&bytes).slice(AnatomicalPlane::Axial, 1, 0).unwrap();
    assert_eq!(frame.samples.get(1), Some(200.0));
}

#[test]
fn kinds_that_are_not_read_are_named_with_a_hint_for_volumes() {
    for (code, name) in [(1536, "128 bits"), (2048, "256 bits"), (1, "1 bit"), (0, "unknown"), (99, "type 99")] {
        let error = nifti::read(&of_kind(code, |_| vec![0; 32]), &LIMITS).unwrap_err();
        assert_eq!(error.kind().name(), "unsupported");
        assert!(error.to_string().contains(name), "{error}");
        let help = text::english(&error.help());
        assert!(help.contains("volume") && !help.contains("VR"), "{help}");
    }
}

#[test]
fn lengths_are_in_the_unit_that_the_file_names() {
    for rows in [true, false] {
        for (code, factor) in [(1_u8, 1000.0), (2, 1.0), (3, 0.001), (0, 1.0), (2 | 8, 1.0), (3 | 16, 0.001)] {
            let mut bytes = NiftiFile { rows, ..PLAIN }.bytes();
            bytes[UNITS] = code;
            let frame = volume(&bytes).slice(AnatomicalPlane::Axial, 1, 0).unwrap();
            let spacing = frame.spacing.unwrap();
            assert!(
                (spacing.column - factor).abs() < 1e-9 && (spacing.row - 2.0 * factor).abs() < 1e-9,
                "{code}: {spacing:?}"
            );
            assert_eq!(
                frame.warnings.iter().any(|warning| text::english(warning).contains("unit of length")),
                code == 0
            );
        }
    }
}

#[test]
fn a_matrix_that_is_none_is_passed_over_and_it_is_said() {
    let matrices: [[f32; 12]; 4] = [
        [0.0; 12],
        [f32::NAN; 12],
        // Two parallel axes.
        [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0],
        [f32::INFINITY, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0],
    ];
    for matrix in matrices {
        for has_quaternion in [false, true] {
            let mut bytes = PLAIN.bytes();
            bytes[UNITS] = 2;
            set_reals(&mut bytes, ROWS, &matrix);
            bytes[FORMS] = u8::from(has_quaternion);
            let volume = volume(&bytes);
            assert_eq!(all_cuts(&volume), expected(), "{matrix:?}");
            let frame = volume.slice(AnatomicalPlane::Axial, 1, 0).unwrap();
            let spacing = frame.spacing.unwrap();
            assert_eq!((spacing.column, spacing.row), (1.0, 2.0), "{matrix:?}");
            assert_eq!(volume.directions(AnatomicalPlane::Axial).is_some(), has_quaternion);
            assert!(text::english(&frame.warnings[0]).contains("sform"), "{:?}", frame.warnings);
        }
    }
    // Nor is a quaternion that is not a rotation used; then only pixdim gives sizes, and where it has none, there are
    // none.
    let mut bytes = NiftiFile { rows: false, ..PLAIN }.bytes();
    bytes[FORMS] = 1;
    set_reals(&mut bytes, 256, &[f32::NAN, 0.0, 0.0]);
    assert_eq!(all_cuts(&volume(&bytes)), expected());
    set_reals(&mut bytes, PIXDIM + 4, &[0.0, 0.0, 0.0]);
    assert_eq!(volume(&bytes).slice(AnatomicalPlane::Axial, 1, 0).unwrap().spacing, None);
}

#[test]
fn a_matrix_in_another_unit_than_the_sizes_gives_way_to_them() {
    let mut bytes = PLAIN.bytes();
    bytes[UNITS] = 2;
    set_reals(&mut bytes, ROWS, &[0.001, 0.0, 0.0, 0.0, 0.0, 0.002, 0.0, 0.0, 0.0, 0.0, 0.003, 0.0]);
    let frame = volume(&bytes).slice(AnatomicalPlane::Axial, 1, 0).unwrap();
    let spacing = frame.spacing.unwrap();
    assert!((spacing.column - 1.0).abs() < 1e-6 && (spacing.row - 2.0).abs() < 1e-6, "{spacing:?}");
    assert!(text::english(&frame.warnings[0]).contains("sform"), "{:?}", frame.warnings);
}

#[test]
fn a_slope_that_is_none_leaves_values_as_they_are() {
    for (slope, intercept, value) in [
        (0.0, 5.0, 321.0),
        (f32::NAN, 5.0, 321.0),
        (f32::INFINITY, 5.0, 321.0),
        (2.0, f32::NAN, 642.0),
        (2.0, -5.0, 637.0),
    ] {
        let mut bytes = PLAIN.bytes();
        set_reals(&mut bytes, 112, &[slope, intercept]);
        assert_eq!(
            volume(&bytes).slice(AnatomicalPlane::Axial, 1, 0).unwrap().value(0, 0),
            Some(value),
            "{slope} {intercept}"
        );
    }
}

#[test]
fn a_range_for_showing_that_shows_nothing_gives_way_to_percentiles() {
    for (most, least, is_kept) in [(1e6, 0.0, false), (-10.0, -20.0, false), (700.0, 0.0, true), (300.0, 100.0, true)] {
        let mut bytes = PLAIN.bytes();
        set_reals(&mut bytes, 124, &[most, least]);
        let frame = volume(&bytes).slice(AnatomicalPlane::Axial, 1, 0).unwrap();
        assert_eq!(!frame.vois().is_empty(), is_kept, "{most} {least}");
        assert_eq!(frame.warnings.iter().any(|warning| text::english(warning).contains("cal_max")), !is_kept);
    }
}

#[test]
fn members_of_a_gzip_file_are_one_volume_whatever_follows() {
    for made in [PLAIN, NiftiFile { big: true, ..PLAIN }, NiftiFile { second: true, ..PLAIN }] {
        let bytes = made.bytes();
        for parts in [1, 2, 4, 40] {
            let members: Vec<u8> = bytes.chunks(bytes.len().div_ceil(parts)).flat_map(gzipped).collect();
            for tail in [&[][..], &[0; 1000], b"some words", &[0x1F, 0x8B]] {
                let packed = [&members, tail].concat();
                assert!(nifti::is_nifti(&packed));
                assert_eq!(all_cuts(&volume(&packed)), expected(), "{parts} parts");
            }
            let cut = &members[..members.len() - 20];
            assert_eq!(nifti::read(cut, &LIMITS).unwrap_err().kind().name(), "truncated", "{parts} parts");
        }
    }
    // The checksum detects one wrong bit.
    let packed = gzipped(&PLAIN.bytes());
    let mut spoilt = packed.clone();
    let at = spoilt.len() - 8;
    spoilt[at] ^= 1;
    assert_eq!(nifti::read(&spoilt, &LIMITS).unwrap_err().kind().name(), "damaged");
    assert_eq!(gzip::unpack(&packed, 1 << 20).unwrap(), PLAIN.bytes());
    assert_eq!(gzip::unpack(&packed, 100).unwrap_err().kind().name(), "too_large");
}

/// Header and voxels of two files.
pub(crate) fn pair(made: &NiftiFile) -> (Vec<u8>, Vec<u8>) {
    let bytes = made.bytes();
    let (length, magic, offset, width): (usize, (usize, &[u8]), usize, usize) =
        if made.second { (540, (4, b"ni2\0"), 168, 8) } else { (348, (344, b"ni1\0"), 108, 4) };
    let mut header = bytes[..length].to_vec();
    set(&mut header, magic.0, magic.1);
    header[offset..offset + width].fill(0);
    (header, bytes[length + 4..].to_vec())
}

#[test]
fn header_and_voxels_are_one_volume_and_one_alone_says_what_is_missing() {
    for (big, second) in [(false, false), (true, false), (false, true), (true, true)] {
        let (header, voxels) = pair(&NiftiFile { big, second, ..PLAIN });
        for (header, voxels) in [
            (header.clone(), voxels.clone()),
            (gzipped(&header), voxels.clone()),
            (header.clone(), gzipped(&voxels)),
            (gzipped(&header), gzipped(&voxels)),
        ] {
            assert!(nifti::is_half(&header));
            let joined = nifti::joined(&header, &voxels, &LIMITS).unwrap();
            assert_eq!(all_cuts(&volume(&joined)), expected(), "{big} {second}");
        }
        let error = nifti::read(&header, &LIMITS).unwrap_err();
        assert_eq!(error.kind().name(), "unsupported");
        let help = text::english(&error.help());
        assert!(error.to_string().contains(".img") && help.contains("together"), "{error} {help}");
        assert_eq!(nifti::joined(&header, &voxels[1..], &LIMITS).unwrap_err().kind().name(), "truncated");
        assert_eq!(nifti::joined(&voxels, &header, &LIMITS).unwrap_err().kind().name(), "unknown_format");
    }
    let mut huge = pair(&PLAIN).0;
    set(&mut huge, 42, &[0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F]);
    let used = allocation_counter::measure(|| {
        assert_eq!(nifti::joined(&huge, &[0; 9], &LIMITS).unwrap_err().kind().name(), "too_large");
    });
    assert!(used.bytes_max < 1 << 16, "{used:?}");
}

#[test]
fn analyze_is_read_by_its_header() {
    for big in [false, true] {
        let (mut header, voxels) = pair(&NiftiFile { big, ..PLAIN });
        // Without the magic there is no transform: those bytes are Analyze's history.
        header[252..348].fill(b'x');
        let bits = 16_i16;
        set(&mut header, 72, &if big { bits.to_be_bytes() } else { bits.to_le_bytes() });
        assert!(nifti::is_half(&header), "{big}");
        let volume = volume(&nifti::joined(&header, &voxels, &LIMITS).unwrap());
        assert_eq!(all_cuts(&volume), expected());
        assert_eq!(volume.directions(AnatomicalPlane::Axial), None);
        let frame = volume.slice(AnatomicalPlane::Axial, 1, 0).unwrap();
        assert!(frame.warnings.iter().any(|warning| text::english(warning).contains("side")), "{:?}", frame.warnings);
        assert_eq!(frame.spacing.unwrap().row, 2.0);
    }
}

#[test]
fn halves_are_told_by_their_names() {
    let stem = |of: &str| of.to_owned();
    assert_eq!(nifti::half("a/B.HDR"), Some(Half::Header(stem("a/b"))));
    assert_eq!(nifti::half("a\\b.img.gz"), Some(Half::Voxels(stem("a/b"))));
    assert_eq!(nifti::half("b.hdr.gz"), Some(Half::Header(stem("b"))));
    assert_eq!(nifti::half("b.nii.gz"), None);
}
