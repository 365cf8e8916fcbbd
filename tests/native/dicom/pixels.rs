//! The pixel pipeline, step by step, on numbers that can be worked out by hand.

use crate::dicom::reading::{LIMITS, frame};
use dicom::{Voi, VoiFunction, VoiWindow, model_window};
use fixtures::dicom_made::{Made, Written};
use imaging::{self, GreyLevels, Image, Input, InputChannels, Pixels};

fn bytes(image: Option<Image>) -> Vec<u8> {
    match image.unwrap().pixels() {
        Pixels::Grey8(samples) | Pixels::Rgb8(samples) => samples.clone(),
        Pixels::Grey16(_) => panic!("16 bits"),
    }
}

#[test]
fn bits_beside_the_stored_ones_play_no_part() {
    let stored = |bits, signed, values: &[u16]| {
        let made = Made { bits, signed, ..Made::grey16(values.len() as u16, 1, values) };
        frame(&made.file()).values()
    };
    assert_eq!(stored((16, 12, 11), false, &[0xF001, 0x0FFF, 0x8800]), [1.0, 4095.0, 2048.0]);
    assert_eq!(stored((16, 12, 11), true, &[0xF001, 0x0FFF, 0x0800]), [1.0, -1.0, -2048.0]);
    assert_eq!(stored((16, 12, 15), false, &[0x001F, 0xFFF0]), [1.0, 4095.0]);
    assert_eq!(stored((16, 12, 15), true, &[0x001F, 0xFFF0]), [1.0, -1.0]);
    assert_eq!(stored((16, 16, 15), true, &[0x8000, 0x7FFF]), [-32_768.0, 32_767.0]);
    assert_eq!(stored((16, 1, 0), false, &[0xFFFE, 1]), [0.0, 1.0]);
    let wide = Made { bits: (32, 32, 31), pixels: u32::MAX.to_le_bytes().to_vec(), ..Made::grey16(1, 1, &[]) };
    assert_eq!(frame(&wide.file()).values(), [4_294_967_295.0]);
    assert_eq!(frame(&Made { signed: true, ..wide }.file()).values(), [-1.0]);
}

#[test]
fn one_bit_pixels_follow_each_other_from_frame_to_frame() {
    let made = Made { bits: (1, 1, 0), frames: Some("2"), pixels: vec![0b1101_0001, 0b10], ..Made::grey16(5, 1, &[]) };
    let file = made.file();
    let object = crate::dicom::reading::object(&file);
    assert_eq!(object.frame(0).unwrap().values(), [1.0, 0.0, 0.0, 0.0, 1.0]);
    assert_eq!(object.frame(1).unwrap().values(), [0.0, 1.0, 1.0, 0.0, 1.0]);
}

#[test]
fn planes_become_pixels() {
    let made = Made { planar: 1, ..Made::colour(2, 1, "RGB", &[1, 2, 3, 4, 5, 6]) };
    assert_eq!(frame(&made.file()).values(), [1.0, 3.0, 5.0, 2.0, 4.0, 6.0]);
}

#[test]
fn a_palette_gives_colours_and_its_ends_go_on() {
    let w = Written::Explicit;
    let mut made = Made { photometric: "PALETTE COLOR", bits: (8, 8, 7), ..Made::grey16(4, 1, &[]) };
    made.pixels = vec![0, 10, 11, 200];
    for (at, entries) in [(1, [1, 2]), (2, [3, 4]), (3, [5, 6])] {
        made = made.with(w.us((0x0028, 0x1100 + at), &[2, 10, 8]));
        made = made.with(w.element((0x0028, 0x1200 + at), "OW", &entries));
    }
    let expected = [1, 3, 5, 1, 3, 5, 2, 4, 6, 2, 4, 6].map(f64::from);
    assert_eq!(frame(&made.file()).values(), expected);
    // The same as segments: a discrete segment of one, and a linear one to the next.
    let mut folded = Made { more: Vec::new(), ..made };
    for (at, entries) in [(1, [1, 2]), (2, [3, 4]), (3, [5, 6])] {
        folded = folded.with(w.us((0x0028, 0x1100 + at), &[2, 10, 16]));
        folded = folded.with(w.element((0x0028, 0x1220 + at), "OW", &w.words(&[0, 1, entries[0], 1, 1, entries[1]])));
    }
    assert_eq!(frame(&folded.file()).values(), expected);
}

#[test]
fn a_large_picture_gets_the_colours_of_its_palette_whatever_its_indices_are() {
    let w = Written::Explicit;
    // Past 65,536 pixels numbers are looked up once each and not pixel by pixel; indices lie below, in and above the
    // four entries.
    let side = 300_usize;
    let cases = [
        ((8, 8, 7), false, 8, 100_i32, [[3, 250, 0, 9], [4, 7, 255, 1], [200, 5, 6, 0]]),
        ((16, 16, 15), false, 16, 40_000, [[3, 60_000, 0, 9], [4, 7, 255, 1], [200, 5, 6, 65_535]]),
        ((16, 16, 15), true, 16, -20_000, [[3, 60_000, 0, 9], [4, 7, 255, 1], [200, 5, 6, 65_535]]),
    ];
    for (bits, signed, depth, first, entries) in cases {
        let index = |at: usize| first - 2 + (at % 8) as i32;
        let stored: Vec<u16> = (0..side * side).map(|at| index(at) as u16).collect();
        let mut made = Made { photometric: "PALETTE COLOR", bits, signed, ..Made::grey16(300, 300, &stored) };
        if bits.0 == 8 {
            made.pixels = stored.iter().map(|&index| index as u8).collect();
        }
        for (at, entries) in (1..).zip(&entries) {
            let vr = if signed { "SS" } else { "US" };
            let descriptor = w.words(&[4, first as u16, depth]);
            made = made.with(w.element((0x0028, 0x1100 + at), vr, &descriptor));
            made = made.with(w.element((0x0028, 0x1200 + at), "OW", &w.words(entries)));
        }
        let found = frame(&made.file());
        assert_eq!((found.samples.len(), &found.warnings), (3 * side * side, &Vec::new()), "{bits:?} {signed}");
        for at in (0..8).chain(side * side - 8..side * side) {
            let place = (index(at) - first).clamp(0, 3) as usize;
            let colour = [0, 1, 2].map(|channel| found.samples.get(3 * at + channel));
            assert_eq!(colour, entries.map(|table| Some(f64::from(table[place]))), "{bits:?} {signed} {at}");
        }
    }
}

#[test]
fn luma_and_colour_differences_become_colour() {
    // White, black, and the primaries of Rec. 601 as JFIF 1.02 gives them.
    let known = [[255, 128, 128], [0, 128, 128], [76, 85, 255], [150, 44, 21], [29, 255, 107]];
    let frame = frame(&Made::colour(5, 1, "YBR_FULL", known.as_flattened()).file());
    let expected = [[255, 255, 255], [0, 0, 0], [254, 0, 0], [0, 255, 1], [0, 0, 254]];
    assert_eq!(frame.values(), expected.as_flattened().iter().map(|&v| f64::from(v)).collect::<Vec<_>>());
    let halved = Made::colour(2, 1, "YBR_FULL_422", &[255, 0, 128, 128]);
    assert_eq!(crate::dicom::reading::frame(&halved.file()).values(), [255.0, 255.0, 255.0, 0.0, 0.0, 0.0]);
}

#[test]
fn padding_is_no_part_of_the_picture() {
    let made = Made { signed: true, ..Made::grey16(4, 1, &[63_536, 100, 200, 63_000]) };
    let w = made.written;
    let one = made.clone().with(w.us((0x0028, 0x0120), &[63_536]));
    let of = |made: &Made| frame(&made.file());
    assert_eq!(of(&made).padding_mask(), None);
    assert_eq!(of(&one).padding_mask().unwrap(), [true, false, false, false]);
    let range = one.with(w.us((0x0028, 0x0121), &[63_000]));
    let frame = of(&range);
    assert_eq!(frame.padding_mask().unwrap(), [true, false, false, true]);
    assert_eq!((frame.value(0, 0), frame.value(1, 0)), (None, Some(100.0)));
    // Percentiles ignore it, and it is black.
    let window = frame.window_between(0.0, 1.0);
    assert_eq!((window.center, window.width), (150.0, 100.0));
    assert_eq!(bytes(frame.shown(&Voi::Window(window))), [0, 0, 255, 0]);
}

#[test]
fn a_table_is_taken_before_slope_and_intercept_and_may_start_below_zero() {
    let w = Written::Explicit;
    let item =
        [w.us((0x0028, 0x3002), &[3, 65_535, 16]), w.element((0x0028, 0x3006), "OW", &w.words(&[10, 20, 65_535]))];
    let made = Made { signed: true, ..Made::grey16(4, 1, &[65_535, 0, 1, 99]) };
    let made = made.with(w.sequence((0x0028, 0x3000), &[item.concat()], false)).text((0x0028, 0x1053), "DS", "7");
    assert_eq!(frame(&made.file()).values(), [10.0, 20.0, 65_535.0, 65_535.0]);
}

#[test]
fn windows_are_those_of_the_standard() {
    // PS3.3, C.11.2.1.2.1: centre 2048, width 4096 and centre 0, width 1, scaled from 0…255 to 0…1.
    let line = VoiWindow::linear(2048.0, 4096.0);
    for (value, expected) in [(-1.0, 0.0), (0.0, 0.0), (2047.5, 0.5), (4095.0, 1.0), (5000.0, 1.0)] {
        assert!((line.grey(value) - expected).abs() < 1e-12, "{value}");
    }
    let step = VoiWindow::linear(0.0, 1.0);
    assert_eq!((step.grey(-0.6), step.grey(-0.5), step.grey(-0.4)), (0.0, 0.0, 1.0));
    let exact = VoiWindow { curve: VoiFunction::LinearExact, ..VoiWindow::linear(10.0, 4.0) };
    assert_eq!((exact.grey(8.0), exact.grey(10.0), exact.grey(11.0), exact.grey(12.0)), (0.0, 0.5, 0.75, 1.0));
    let s = VoiWindow { curve: VoiFunction::Sigmoid, ..VoiWindow::linear(10.0, 4.0) };
    assert!((s.grey(14.0) - 1.0 / (1.0 + (-4.0_f64).exp())).abs() < 1e-12);
    assert_eq!(s.grey(10.0), 0.5);
}

#[test]
fn a_file_may_have_tables_and_several_windows_with_their_names() {
    let w = Written::Explicit;
    let table = [
        w.us((0x0028, 0x3002), &[2, 1, 8]),
        w.text((0x0028, 0x3003), "LO", "steep"),
        w.element((0x0028, 0x3006), "OW", &w.words(&[0, 255])),
    ];
    let made = Made::grey16(3, 1, &[0, 1, 2])
        .with(w.sequence((0x0028, 0x3010), &[table.concat()], true))
        .text((0x0028, 0x1050), "DS", "40\\300\\1")
        .text((0x0028, 0x1051), "DS", "80\\1500\\0")
        .text((0x0028, 0x1055), "LO", "BRAIN\\BONE\\NONE")
        .text((0x0028, 0x1056), "CS", "SIGMOID");
    let frame = frame(&made.file());
    let names: Vec<&str> = frame.vois().iter().map(Voi::explanation).collect();
    assert_eq!(names, ["steep", "BRAIN", "BONE"], "a width of 0 is no window");
    assert!(matches!(&frame.vois()[1], Voi::Window(window) if window.curve == VoiFunction::Sigmoid));
    assert_eq!(bytes(frame.shown(&frame.vois()[0])), [0, 0, 255]);
}

#[test]
fn the_smallest_value_is_white_after_the_window() {
    let made = Made::grey16(3, 1, &[0, 50, 100]);
    let shown = |made: &Made| {
        let exact = VoiWindow { curve: VoiFunction::LinearExact, ..VoiWindow::linear(50.0, 100.0) };
        bytes(frame(&made.file()).shown(&Voi::Window(exact)))
    };
    assert_eq!(shown(&made), [0, 128, 255]);
    let inverse = made.clone().text((0x2050, 0x0020), "CS", "INVERSE");
    assert_eq!(shown(&inverse), [255, 128, 0]);
    let first = Made { photometric: "MONOCHROME1", ..made };
    assert_eq!(shown(&first), [255, 128, 0]);
    // A radiograph states the inversion twice and means it once.
    assert_eq!(shown(&Made { photometric: "MONOCHROME1", ..inverse }), [255, 128, 0]);
    // A negative slope inverts the values, not the window.
    let negative = first.text((0x0028, 0x1052), "DS", "100").text((0x0028, 0x1053), "DS", "-1");
    assert_eq!(shown(&Made { photometric: "MONOCHROME2", ..negative }), [255, 128, 0]);
}

#[test]
fn pixels_that_are_not_square_are_made_so() {
    let tall = Made::grey16(40, 40, &[7; 1600]).text((0x0028, 0x0034), "IS", "2\\1");
    let image = model_window::picture(&frame(&tall.file()), "MR", &LIMITS).unwrap();
    assert_eq!((image.width(), image.height()), (40, 80));
    let wide = Made::grey16(40, 40, &[7; 1600]).text((0x0028, 0x0030), "DS", "0.5\\1");
    let image = model_window::picture(&frame(&wide.file()), "MR", &LIMITS).unwrap();
    assert_eq!((image.width(), image.height()), (80, 40));
}

#[test]
fn each_modality_has_one_rule_for_the_network() {
    let values: Vec<u16> = (0..1000).collect();
    let made = Made::grey16(50, 20, &values);
    let frame_of = |made: &Made| frame(&made.file());
    let plain = frame_of(&made);
    let rule = model_window::rule(&plain, "MR");
    assert_eq!(rule.source, model_window::WindowSource::Percentiles);
    let Voi::Window(window) = rule.voi else { panic!() };
    assert_eq!((window.center - window.width / 2.0, window.center + window.width / 2.0), (10.0, 989.0));
    let rule = model_window::rule(&plain, "CT");
    assert_eq!(
        (rule.source, rule.voi),
        (model_window::WindowSource::Modality, Voi::Window(VoiWindow::linear(40.0, 400.0)))
    );
    let windowed = made.text((0x0028, 0x1050), "DS", "500").text((0x0028, 0x1051), "DS", "100");
    for modality in ["MR", "CT"] {
        let rule = model_window::rule(&frame_of(&windowed), modality);
        assert_eq!(
            (rule.source, rule.voi),
            (model_window::WindowSource::File, Voi::Window(VoiWindow::linear(500.0, 100.0)))
        );
    }
}

#[test]
fn a_slice_gives_the_network_the_same_as_dicom_and_as_png() {
    // Twelve bits, signed, with slope, through its own window; and what a viewer would export by that window.
    let values: Vec<u16> = (0..240 * 200).map(|at| (at * 37 % 4096) as u16).collect();
    let made = Made { bits: (16, 12, 11), signed: true, ..Made::grey16(240, 200, &values) };
    let made = made
        .text((0x0028, 0x1050), "DS", "600")
        .text((0x0028, 0x1051), "DS", "1800")
        .text((0x0028, 0x1052), "DS", "-24")
        .text((0x0028, 0x1053), "DS", "0.75");
    let exported = values.iter().map(|&stored| {
        let signed = if stored >= 2048 { i32::from(stored) - 4096 } else { i32::from(stored) };
        let value = f64::from(signed) * 0.75 - 24.0;
        (((value - 599.5) / 1799.0 + 0.5) * 255.0).clamp(0.0, 255.0).round() as u8
    });
    let exported: Vec<u8> = exported.collect();
    let mut png = std::io::Cursor::new(Vec::new());
    let buffer = image::GrayImage::from_raw(240, 200, exported).unwrap();
    buffer.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let from_png = imaging::open(png.get_ref(), &LIMITS).unwrap().image;
    let from_dicom = dicom::open(&made.file(), &LIMITS).unwrap().1.unwrap().image;
    let input = Input { size: 224, colour: InputChannels::Grey, fill: 0, levels: GreyLevels::AsGiven };
    let [a, b] = [from_png, from_dicom].map(|image| bytes(Some(imaging::prepare(&image, input))));
    let most = a.iter().zip(&b).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
    assert!(most <= 1, "{most} grey levels apart");
}

#[test]
fn percentiles_by_counting_are_those_by_sorting() {
    let numbers: Vec<u16> = (0..300_u32 * 300).map(|place| (place * place % 65_521) as u16).collect();
    for (signed, slope) in [(false, "1"), (true, "0.25"), (false, "-2"), (true, "-0.5")] {
        let made = Made { signed, ..Made::grey16(300, 300, &numbers) };
        let made = made.text((0x0028, 0x1052), "DS", "-30").text((0x0028, 0x1053), "DS", slope);
        let frame = frame(&made.file());
        let mut values = frame.values();
        values.sort_unstable_by(f64::total_cmp);
        let shares = [0.0, 0.013, 0.25, 0.5, 0.77, 0.999, 1.0];
        let expected = shares.map(|share| values[(share * (values.len() - 1) as f64).round() as usize]);
        assert_eq!(frame.percentiles(shares), expected, "signed {signed}, slope {slope}");
    }
}

#[test]
fn a_large_frame_is_shown_as_its_pixels_one_by_one() {
    let numbers: Vec<u16> = (0..300_u32 * 300).map(|place| (place * 31 % 65_536) as u16).collect();
    for signed in [false, true] {
        let made = Made { signed, ..Made::grey16(300, 300, &numbers) };
        let frame = frame(&made.file());
        let voi = Voi::Window(VoiWindow::linear(500.0, 9000.0));
        let Some(Pixels::Grey8(found)) = frame.shown(&voi).map(|image| image.pixels().clone()) else { panic!("grey") };
        let expected: Vec<u8> =
            frame.values().into_iter().map(|value| (255.0 * voi.grey(value)).round() as u8).collect();
        assert!(found == expected, "signed {signed}");
    }
}
