//! A slice classified from the light box gets the same answer as its file alone, whatever the settings there.

use std::path::Path;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::lightbox::{PATIENCE, seen, wait_for_text};
use crate::page::{Page, PageAnswer, PageOutcome};
use crate::pictures::{Folder, twenty};
use crate::site::Site;
use fixtures::dicom_made::{Made, Written, with_meta};

const W: Written = Written::Explicit;

/// A picture as a slice of a series, 16 bits deep and without a window of its own.
fn slice(picture: &Path, number: usize) -> Vec<u8> {
    let picture = image::open(picture).expect("a picture").into_luma8();
    let (width, height) = picture.dimensions();
    let stored: Vec<u16> = picture.as_raw().iter().map(|&grey| u16::from(grey) * 16 + 100).collect();
    let made = Made::grey16(width as u16, height as u16, &stored);
    let first = [
        W.text((0x0008, 0x0018), "UI", &format!("1.2.3.4.{number}")),
        W.text((0x0008, 0x103E), "LO", "Drawn"),
        W.text((0x0018, 0x0015), "CS", "BRAIN"),
        W.text((0x0020, 0x000D), "UI", "1.2.3"),
        W.text((0x0020, 0x000E), "UI", "1.2.3.4"),
        W.text((0x0020, 0x0013), "IS", &number.to_string()),
    ];
    with_meta(W.uid(), &[first.concat(), made.elements()].concat())
}

/// The pictures shown in the result, as pixels: first the network's input.
#[track_caller]
fn pictures(page: &Page) -> Vec<Value> {
    // They are painted one frame after the answer appears, or later on a busy machine.
    let script = "return new Promise(done => requestAnimationFrame(() => setTimeout(() => \
        done([...document.querySelectorAll('canvas.viewer__canvas')].map(canvas => canvas.toDataURL())), 200)))";
    let mut last = Value::Null;
    page.browser.wait("pictures that stay as they are", PATIENCE, |browser| {
        let found = browser.run(script, &Value::Null);
        let before = std::mem::replace(&mut last, found.clone());
        found.as_array().filter(|pictures| pictures.len() >= 2 && before == found).cloned()
    })
}

#[track_caller]
fn answered(outcome: PageOutcome) -> PageAnswer {
    match outcome {
        PageOutcome::Answered(answer) => answer,
        PageOutcome::Failed(kind, words) => panic!("{kind}: {words}"),
    }
}

#[test]
fn a_slice_is_answered_as_its_file_alone_whatever_window_is_set() {
    let folder = Folder::new("lightbox-classify");
    let given: Vec<_> = twenty(&folder).into_iter().step_by(7).take(3).collect();
    let files: Vec<_> =
        (1..).zip(&given).map(|(number, of)| folder.file(&format!("IM{number}"), &slice(of, number))).collect();
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.wait_for_guard();
    let alone = answered(page.classify(&folder.file("alone.dcm", &slice(&given[1], 2))));
    // The network's input, and the original.
    let shown = pictures(&page);
    page.pick(&[&files[0], &files[1], &files[2]]);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.wait_for("[data-testid=window-center]");
    let (before, _) = seen(&page);
    page.browser.press(&["b", "b", "b", "i"]);
    let (after, _) = seen(&page);
    assert!((after - before).abs() > 2.0, "another window: {before} to {after}");
    page.browser.run("document.querySelector('[data-testid=classify-slice]').click()", &Value::Null);
    let chosen = answered(page.outcome("IM2"));
    assert_eq!(chosen.decision, alone.decision);
    assert_eq!(chosen.probabilities, alone.probabilities, "the same bars, to the last digit");
    assert!(pictures(&page) == shown, "other pixels than those of the file alone");
    let caption = page.all_text(".viewer__figure--original figcaption");
    for said in ["MR", "Drawn, slice 2 of 3", "instance 2", "16 bits"] {
        assert!(caption.contains(said), "{said} in {caption}");
    }
    // The live probe reads the same slice again.
    let probe = "const probe = document.querySelector('.probe button'); probe?.click(); return !!probe";
    if page.browser.run(probe, &Value::Null) == true {
        page.wait_for("[data-testid=probe-verdict]");
    }
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

/// The next slice is opened while the present one is computed: each must get its own answer, whoever comes before it, on
/// one thread and on several.
#[test]
fn every_slice_of_a_series_is_answered_as_its_file_alone() {
    let (folder, site) = (Folder::new("lightbox-classify-series"), Site::new("lightbox-classify-series"));
    let given: Vec<_> = twenty(&folder).into_iter().step_by(4).take(5).collect();
    let slices = |name: &str| -> Vec<_> {
        (1..).zip(&given).map(|(number, of)| folder.file(&format!("{name}{number}"), &slice(of, number))).collect()
    };
    let (series, singles) = (slices("IM"), slices("alone"));
    let hosts: [fn(&Path) -> Host; 2] = [Host::serve, Host::serve_isolated];
    for host in hosts {
        let page = Page::open_at(|| host(site.path()), Gpu::None, "?backend=cpu");
        page.wait_for_guard();
        let alone: Vec<_> = singles.iter().map(|file| answered(page.classify(file))).collect();
        page.pick(&series.iter().map(|file| file.as_path()).collect::<Vec<_>>());
        wait_for_text(&page, "slice-count", "3 of 5");
        page.wait_for("[data-testid=classify-series]");
        page.browser.run("document.querySelector('[data-testid=classify-series]').click()", &Value::Null);
        let done = "const { count, open } = document.querySelector('.queue')?.dataset ?? {}; return count === '10' && open === '0'";
        page.browser.wait("the end of the series", PATIENCE, |browser| {
            browser.run(done, &Value::Null).as_bool().filter(|done| *done)
        });
        for (number, alone) in (1..).zip(&alone) {
            let chosen = page.answer_of(&format!("IM{number}"));
            assert_eq!((&chosen.decision, &chosen.probabilities), (&alone.decision, &alone.probabilities), "{number}");
        }
        let caption = page.all_text(".viewer__figure--original figcaption");
        assert!(caption.contains("MR") && caption.contains("Drawn, slice 5 of 5"), "{caption}");
        assert_eq!(page.browser.console_errors(), [] as [String; 0]);
    }
}

/// A NIfTI volume of 16 bits, isotropic, with a bright ball in it.
fn volume(side: usize) -> Vec<u8> {
    let mut file = vec![0_u8; 352];
    let mut set = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    let one = side as u16;
    set(0, &348_u32.to_le_bytes());
    set(40, &[3, one, one, one, 1, 1, 1, 1].map(u16::to_le_bytes).concat());
    set(70, &[4_u16, 16].map(u16::to_le_bytes).concat());
    set(76, &[1_f32; 4].map(f32::to_le_bytes).concat());
    set(108, &352_f32.to_le_bytes());
    set(254, &[1, 0]);
    set(280, &[1_f32, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0].map(f32::to_le_bytes).concat());
    set(344, b"n+1\0");
    let from_middle = |at: usize| (at as f64 - side as f64 / 2.0).powi(2);
    for at in 0..side * side * side {
        let distance = from_middle(at % side) + from_middle(at / side % side) + from_middle(at / side / side);
        let value = 3000.0 - 90.0 * distance.sqrt() + (at % 17) as f64;
        file.extend((value.max(0.0) as i16).to_le_bytes());
    }
    file
}

#[test]
fn a_slice_of_a_volume_is_answered_with_its_plane_and_its_place() {
    let folder = Folder::new("lightbox-classify-volume");
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.pick(&[&folder.file("head.nii", &volume(64))]);
    page.wait_for("[data-testid=window-center]");
    wait_for_text(&page, "slice-count", "of 64");
    page.browser.run("document.querySelector('[data-testid=classify-slice]').click()", &Value::Null);
    page.browser.wait("the slice in the list", PATIENCE, |browser| {
        let count = browser.run("return document.querySelector('.queue')?.dataset.count ?? ''", &Value::Null);
        (count == json!("1")).then_some(())
    });
    answered(page.outcome("head.nii"));
    let caption = page.all_text(".viewer__figure--original figcaption");
    assert!(caption.contains("axial slice ") && caption.contains(" of 64"), "{caption}");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}
