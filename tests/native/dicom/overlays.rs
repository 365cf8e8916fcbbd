//! Overlays (60xx): shown to people, not given to the network.

use crate::dicom::display::{ramp, says};
use crate::dicom::reading::{LIMITS, frame, object};
use dicom::model_window;
use fixtures::dicom_made::{Made, Written};
use imaging::Pixels;

const E: Written = Written::Explicit;

/// Elements of an overlay: rows, columns, origin.
fn overlay(made: Made, group: u16, size: [u16; 2], origin: [i16; 2], bits: [u16; 2]) -> Made {
    let w = made.written;
    made.with(w.us((group, 0x0010), &[size[0]]))
        .with(w.us((group, 0x0011), &[size[1]]))
        .with(w.text((group, 0x0040), "CS", "G"))
        .with(w.element((group, 0x0050), "SS", &w.words(&origin.map(i16::cast_unsigned))))
        .with(w.us((group, 0x0100), &[bits[0]]))
        .with(w.us((group, 0x0102), &[bits[1]]))
}

#[test]
fn graphics_are_drawn_for_people_and_kept_from_the_network() {
    for written in [Written::Implicit, E, Written::Big] {
        let plain = ramp(written);
        // Two rows of three pixels at the second row and the third column: 101, 011.
        let made = overlay(plain.clone(), 0x6000, [2, 3], [2, 3], [1, 0]);
        let data = if written == Written::Big { [0, 0b11_0101] } else { [0b11_0101, 0] };
        let made = made.with(written.element((0x6000, 0x3000), "OW", &data));
        let (with, without) = (frame(&made.file()), frame(&plain.file()));
        let runs: Vec<_> = with.overlays.iter().flat_map(|overlay| overlay.runs(32, 32)).collect();
        assert_eq!(runs, [(1, 2..3), (1, 4..5), (2, 3..5)], "{written:?}");
        assert_eq!(model_window::picture(&with, "MR", &LIMITS), model_window::picture(&without, "MR", &LIMITS));
        says(&with, "overlay 6000");
        let voi = model_window::rule(&with, "MR").voi;
        let drawn = with.drawn(&voi).unwrap();
        let (Pixels::Grey8(drawn), Pixels::Grey8(shown)) =
            (drawn.pixels(), without.shown(&voi).unwrap().pixels().clone())
        else {
            panic!("colour")
        };
        let changed: Vec<usize> = (0..1024).filter(|&at| drawn[at] != shown[at]).collect();
        assert_eq!(changed, [34, 36, 67, 68]);
        assert!(changed.iter().all(|&at| drawn[at] == 255));
    }
    // In the unused bits of the cells, only where there are any.
    let mut marked = ramp(E);
    marked.pixels[2 * 40 + 1] |= 0x10;
    marked.pixels[2 * 41 + 1] |= 0x20;
    let marked = overlay(overlay(marked, 0x6000, [32, 32], [1, 1], [16, 12]), 0x6002, [32, 32], [1, 1], [16, 13]);
    let frame_of = frame(&marked.file());
    let runs: Vec<_> = frame_of.overlays.iter().map(|overlay| overlay.runs(32, 32).collect::<Vec<_>>()).collect();
    assert_eq!(runs, [vec![(1, 8..9)], vec![(1, 9..10)]]);
    assert_eq!(frame_of.values(), frame(&ramp(E).file()).values());
}

#[test]
fn overlays_that_cannot_be_are_left_out_and_those_of_several_frames_lie_on_theirs() {
    let broken = [
        overlay(ramp(E), 0x6000, [2, 3], [1, 1], [16, 5]),
        overlay(ramp(E), 0x6000, [64, 64], [1, 1], [16, 12]),
        overlay(ramp(E), 0x6000, [60_000, 60_000], [1, 1], [1, 0]).with(E.element((0x6000, 0x3000), "OW", &[255; 8])),
        overlay(ramp(E), 0x6000, [20, 20], [1, 1], [1, 0]).with(E.element((0x6000, 0x3000), "OW", &[255; 8])),
        ramp(E).with(E.element((0x6000, 0x3000), "OW", &[255; 8])),
    ];
    for made in broken {
        let frame = frame(&made.file());
        assert!(frame.overlays.is_empty());
        says(&frame, "overlay was left out");
    }
    let made = overlay(Made { frames: Some("3"), ..Made::grey16(4, 2, &[7; 24]) }, 0x6002, [2, 4], [1, 1], [1, 0]);
    let made = made
        .text((0x6002, 0x0015), "IS", "2")
        .with(E.us((0x6002, 0x0051), &[2]))
        .text((0x6002, 0x1500), "LO", "MARKS")
        .with(E.element((0x6002, 0x3000), "OW", &[0b0000_0001, 0b1000_0000]));
    let file = made.file();
    let drawn = |at: u32| {
        let frame = object(&file).frame(at).unwrap();
        let names: Vec<String> = frame.overlays.iter().map(|overlay| overlay.name.clone()).collect();
        (names, frame.overlays.iter().flat_map(|overlay| overlay.runs(4, 2)).collect::<Vec<_>>())
    };
    assert_eq!(drawn(0), (vec![], vec![]));
    assert_eq!(drawn(1), (vec!["MARKS".to_owned()], vec![(0, 0..1)]));
    assert_eq!(drawn(2), (vec!["MARKS".to_owned()], vec![(1, 3..4)]));
    // Partly outside the picture.
    let outside = overlay(ramp(E), 0x6000, [2, 4], [0, -1], [1, 0]).with(E.element((0x6000, 0x3000), "OW", &[255, 0]));
    let runs: Vec<_> = frame(&outside.file()).overlays.iter().flat_map(|overlay| overlay.runs(32, 32)).collect();
    assert_eq!(runs, [(0, 0..2)]);
}
