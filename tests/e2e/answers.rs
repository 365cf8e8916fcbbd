//! The answer of the page: the same as that of the command line, on both devices.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::host::Host;
use crate::page::{Page, PageAnswer, PageOutcome};
use crate::pictures::{Folder, twenty};
use crate::site::Site;
use crate::turns;

/// Largest difference of a probability between the browser's CPU path and the command line:
/// the same weights and steps, but sums in another order.
const CPU_TOLERANCE: f64 = 0.002;

/// The same for WebGPU, whose fused multiplications round differently.
const WEBGPU_TOLERANCE: f64 = 0.02;

/// The page shares two cores with the worker and this test, so a main-thread task may take twice the 50 ms that it may
/// take on an otherwise idle machine.
const LONGEST_TASK_MS: f64 = 100.0;

/// What `lab predict` says of the same files: what may be shown, and probabilities.
fn predicted_by_lab(files: &[PathBuf]) -> Vec<(String, BTreeMap<String, f64>)> {
    let output = Command::new(env!("CARGO_BIN_EXE_lab"))
        .current_dir(crate::root())
        .args(["predict", "brain-mri", "--json"])
        .args(files)
        .output()
        .expect("lab runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert_eq!(lines.len(), files.len(), "lab predict: {text}{}", String::from_utf8_lossy(&output.stderr));
    lines
        .iter()
        .map(|line| {
            let decision = decision(line).unwrap_or_else(|| panic!("no decision in {line}"));
            let probabilities = line["probabilities"].as_object().expect("probabilities");
            let read = |(label, value): (&String, &Value)| (label.clone(), value.as_f64().expect("a number"));
            (decision, probabilities.iter().map(read).collect())
        })
        .collect()
}

/// A line of `lab predict` in the form of [`PageAnswer::decision`].
fn decision(line: &Value) -> Option<String> {
    match line["decision"].as_str()? {
        "class" => Some(line["predicted_class"].as_str()?.to_owned()),
        "set" => {
            let labels = line["prediction_set"].as_array()?.iter().map(Value::as_str);
            Some(labels.collect::<Option<Vec<_>>>()?.join(","))
        }
        "abstain" => {
            let mut gates = line["gates"].as_object()?.values().filter_map(Value::as_str);
            let refusal = gates.find(|said| !["passed", "not_run"].contains(said));
            Some(format!("abstain:{}", refusal.or(line["why"].as_str())?))
        }
        _ => None,
    }
}

#[track_caller]
fn assert_same(
    answer: &PageAnswer,
    expected: &(String, BTreeMap<String, f64>),
    tolerance: f64,
    file: &std::path::Path,
) {
    let file = file.display();
    assert_eq!(answer.decision, expected.0, "{file}: what is shown in the page and by lab");
    if answer.probabilities.is_empty() {
        assert!(answer.decision.starts_with("abstain:"), "{file}: {} without probabilities", answer.decision);
        return;
    }
    let labels = |map: &BTreeMap<String, f64>| map.keys().cloned().collect::<Vec<_>>();
    assert_eq!(labels(&answer.probabilities), labels(&expected.1), "{file}");
    for (label, value) in &answer.probabilities {
        let difference = (value - expected.1[label]).abs();
        assert!(difference <= tolerance, "{file}: {label} {value} in the page, {} by lab", expected.1[label]);
    }
    let sum: f64 = answer.probabilities.values().sum();
    assert!((sum - 1.0).abs() < 1e-3, "{file}: probabilities sum to {sum}");
}

#[test]
fn twenty_pictures_on_the_cpu_are_answered_as_by_the_command_line() {
    let folder = Folder::new("twenty");
    let files = twenty(&folder);
    let expected = predicted_by_lab(&files);
    let page = Page::open(Gpu::None, "?backend=cpu");
    let mut inference: Vec<f64> = Vec::new();
    for (file, expected) in files.iter().zip(&expected) {
        let answer = page.answer(file);
        assert_eq!(answer.backend, "cpu");
        assert_same(&answer, expected, CPU_TOLERANCE, file);
        inference.push(answer.inference_ms);
    }
    inference.sort_by(f64::total_cmp);
    println!("CPU inference in the browser: median {:.0} ms of {}", inference[inference.len() / 2], inference.len());
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

/// Shifts every number that is read back from the GPU, from the moment a page of the site sends `break`: this is what a
/// driver that computes wrongly looks like from outside.
const BREAKABLE: &str = "let isBroken = false;
new Channel('test').onmessage = () => { isBroken = true; };
const mapped = GPUBuffer.prototype.getMappedRange;
GPUBuffer.prototype.getMappedRange = function (...range) {
  const buffer = mapped.apply(this, range);
  if (isBroken && this.usage & GPUBufferUsage.MAP_READ) {
    const numbers = new Float32Array(buffer);
    numbers.forEach((value, at) => { numbers[at] = value + (at % 2 ? 0.5 : -0.5); });
  }
  return buffer;
};
";

/// One journey, because it takes SwiftShader ten seconds for each of the inferences: five of the check at the start,
/// two of every answer.
#[test]
fn webgpu_answers_as_the_command_line_does_and_is_left_within_the_case_in_which_it_breaks() {
    let _turn = turns::alone();
    let folder = Folder::new("broken");
    let files: Vec<PathBuf> = twenty(&folder).into_iter().skip(2).step_by(9).take(2).collect();
    let expected = predicted_by_lab(&files);
    let site = Site::new("broken");
    site.change("worker_gpu_loader.js", |loader| {
        format!("const Channel = BroadcastChannel;\n{loader}\n").replacen(
            "await init",
            &format!("{BREAKABLE}await init"),
            1,
        )
    });
    let page = Page::open_at(|| Host::serve(site.path()), Gpu::Software, "?backend=webgpu");
    let sound = page.answer(&files[0]);
    assert_eq!(sound.backend, "webgpu", "the page says: {}", page.all_text("[data-testid=device]"));
    assert_same(&sound, &expected[0], WEBGPU_TOLERANCE, &files[0]);
    println!("WebGPU inference on SwiftShader: {:.0} ms", sound.inference_ms);
    if files.iter().any(|file| file.starts_with(folder.path())) {
        // The gates refuse drawn pictures before the network, and a GPU that is not used cannot fail.
        println!("SKIPPED the GPU that breaks: ../shared/data/brain-mri is not there");
        return;
    }
    page.browser.run("new JourneyChannel('test').postMessage('break')", &Value::Null);
    // The device is checked again with the second answer.
    let saved = page.answer(&files[1]);
    assert_eq!(saved.backend, "cpu", "the page says: {}", page.all_text("[data-testid=device]"));
    assert_same(&saved, &expected[1], CPU_TOLERANCE, &files[1]);
    let badge = page.all_text("[data-testid=device]");
    assert!(badge.contains("WebGPU failed a check") && badge.contains("CPU took over"), "the badge says: {badge}");
    let check = "const check = document.querySelector('[data-testid=device-check]'); return {...check.dataset}";
    let check = page.browser.run(check, &Value::Null);
    assert_eq!(check["passed"], "true", "the CPU's own check: {check}");
    println!("a broken GPU: {badge}");
}

#[test]
fn dicom_and_rare_formats_are_answered_as_by_the_command_line() {
    let folder = Folder::new("rare");
    let slices = twenty(&folder);
    let drawn = |at: usize| image::open(&slices[at]).expect("a picture").into_luma8();
    let tiff = tiff_from_slice(&drawn(3));
    let mut webp = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageLuma8(drawn(12))
        .into_rgb8()
        .write_to(&mut webp, image::ImageFormat::WebP)
        .expect("a WebP");
    let files = vec![
        folder.file("slice", &dicom_from_slice(&drawn(8))),
        folder.file("page.tif", &tiff),
        folder.file("again.dcm", &dicom_from_slice(&drawn(17))),
        folder.file("web.webp", webp.get_ref()),
    ];
    let expected = predicted_by_lab(&files);
    let page = Page::open(Gpu::None, "?backend=cpu");
    for (file, expected) in files.iter().zip(&expected) {
        assert_same(&page.answer(file), expected, CPU_TOLERANCE, file);
    }
    // Errors of the reader are shown like all others, and the next file is still opened.
    let cut = folder.file("cut.dcm", &dicom_from_slice(&drawn(8))[..2000]);
    let PageOutcome::Failed(kind, words) = page.classify(&cut) else { panic!("half a DICOM file got an answer") };
    assert_eq!(kind, "truncated", "{words}");
    assert_same(&page.answer(&files[0]), &expected[0], CPU_TOLERANCE, &files[0]);
    assert_eq!(page.browser.console_errors(), Vec::<String>::new());
}

/// A slice as a TIFF 6.0 file, section 4: grey, one strip, uncompressed.
fn tiff_from_slice(slice: &image::GrayImage) -> Vec<u8> {
    let samples = slice.as_raw();
    let entries = [
        (256, slice.width()),
        (257, slice.height()),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (277, 1),
        (278, slice.height()),
        (279, samples.len() as u32),
    ];
    let mut bytes = b"II*\0".to_vec();
    bytes.extend((8 + samples.len() as u32).to_le_bytes());
    bytes.extend(samples);
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, value) in entries {
        bytes.extend((tag as u16).to_le_bytes());
        bytes.extend(4_u16.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

/// A slice as a clinic stores it: 12 of 16 bits, explicit little endian, with a window that leads back to its levels.
pub(crate) fn dicom_from_slice(slice: &image::GrayImage) -> Vec<u8> {
    let element = |tag: [u16; 2], vr: &str, value: &[u8]| {
        let padded = [value, if value.len() % 2 == 1 { b" ".as_slice() } else { b"" }].concat();
        let length = padded.len() as u32;
        let length = if vr == "OW" {
            [&[0, 0], length.to_le_bytes().as_slice()].concat()
        } else {
            (length as u16).to_le_bytes().to_vec()
        };
        let tag: Vec<u8> = tag.iter().flat_map(|part| part.to_le_bytes()).collect();
        [tag, vr.as_bytes().to_vec(), length, padded].concat()
    };
    let number = |tag, value: u32| element(tag, "US", &(value as u16).to_le_bytes());
    let words: Vec<u8> = slice.pixels().flat_map(|level| (16 * u16::from(level.0[0])).to_le_bytes()).collect();
    [
        vec![0; 128],
        b"DICM".to_vec(),
        element([2, 0x10], "UI", b"1.2.840.10008.1.2.1\0"),
        element([8, 0x60], "CS", b"MR"),
        number([0x28, 2], 1),
        element([0x28, 4], "CS", b"MONOCHROME2"),
        number([0x28, 0x10], slice.height()),
        number([0x28, 0x11], slice.width()),
        number([0x28, 0x100], 16),
        number([0x28, 0x101], 12),
        number([0x28, 0x102], 11),
        number([0x28, 0x103], 0),
        element([0x28, 0x1050], "DS", b"2040"),
        element([0x28, 0x1051], "DS", b"4080"),
        element([0x28, 0x1056], "CS", b"LINEAR_EXACT"),
        element([0x7FE0, 0x10], "OW", &words),
    ]
    .concat()
}

#[test]
fn without_an_adapter_the_page_uses_the_cpu_and_says_so() {
    let folder = Folder::new("auto");
    let page = Page::open(Gpu::None, "");
    assert_eq!(page.answer(&folder.drawn("drawn.png", 3)).backend, "cpu");
    let badge = page.all_text("[data-testid=device]");
    assert!(badge.contains("CPU") || badge.contains("processor"), "the badge says: {badge}");
}

#[test]
fn several_pictures_at_once_are_all_answered_and_a_bad_one_stops_nothing() {
    let folder = Folder::new("several");
    let files = [folder.drawn("first.png", 11), folder.file("bad.png", b"no picture"), folder.drawn("last.png", 12)];
    let page = Page::open(Gpu::None, "?backend=cpu");
    page.pick(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    assert!(matches!(page.outcome("first.png"), PageOutcome::Answered(_)));
    assert!(matches!(page.outcome("bad.png"), PageOutcome::Failed(..)));
    assert!(matches!(page.outcome("last.png"), PageOutcome::Answered(_)));
}

#[test]
fn an_example_is_answered_and_called_synthetic() {
    let page = Page::open(Gpu::None, "?backend=cpu");
    let click =
        "const button = [...document.querySelectorAll('.examples button')][0]; button?.click(); return !!button";
    page.browser.wait("an example to click", std::time::Duration::from_secs(60), |browser| {
        browser.run(click, &Value::Null).as_bool().filter(|clicked| *clicked)
    });
    page.wait_for("[data-testid=predicted-label], [data-testid=abstained]");
    let said = page.text("main");
    assert!(said.contains("Synthetic") || said.contains("synthetic"), "the page says: {said}");
    page.wait_for("[data-testid=heatmap]");
}

#[test]
fn the_page_stays_responsive_while_a_picture_is_classified() {
    let _turn = turns::alone();
    let folder = Folder::new("tasks");
    let page = Page::open(Gpu::None, "?backend=cpu");
    // The first picture waits for the model; then main-thread tasks are measured while three more are processed.
    page.answer(&folder.drawn("warm.png", 20));
    let watch = "window.longTasks = []; new PerformanceObserver(list => \
        longTasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' })";
    page.browser.run(watch, &Value::Null);
    for seed in 21..24 {
        page.answer(&folder.drawn(&format!("watched-{seed}.png"), seed));
    }
    let tasks = page.browser.run("return longTasks", &json!(null));
    let tasks: Vec<f64> = tasks.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    println!("tasks of the page over 50 ms: {tasks:?}");
    assert!(tasks.iter().all(|&task| task <= LONGEST_TASK_MS), "tasks of the page: {tasks:?} ms");
}
