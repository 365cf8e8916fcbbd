//! How the light box draws: WebGL, tiles and the CPU compared with each other, and how often it draws.

use serde_json::{Value, json};

use crate::driver::Gpu;
use crate::lightbox::{PATIENCE, open_archive, seen, wait_for_text};
use crate::page::Page;
use crate::pictures::Folder;
use fixtures::dicom_made::Made;

const DRAWN_BY: &str = "return document.querySelector('[data-testid=stage-canvas]').dataset.drawn";

/// Hides the text over the picture, which names the renderer.
const HIDE_WORDS: &str = "document.querySelector('.stage__plain').style.display = 'none'";

#[test]
fn the_processor_draws_what_graphics_draw_and_so_do_tiles() {
    let folder = Folder::new("lightbox-drawn");
    let mut drawn = Vec::new();
    for way in ["graphics", "tiles", "cpu"] {
        let page = Page::open(Gpu::None, &format!("?backend=cpu&draw={way}"));
        open_archive(&page, &folder);
        wait_for_text(&page, "slice-count", "2 of 3");
        page.browser.run(HIDE_WORDS, &Value::Null);
        page.browser.press(&["w", "w", "r", ".", ".", "h", "+"]);
        // Which are told of once they are drawn.
        let pixels = seen(&page).1;
        let tiles = page
            .browser
            .run("return document.querySelector('[data-testid=stage-canvas]').dataset.tiles ?? ''", &Value::Null);
        drawn.push((page.browser.run(DRAWN_BY, &Value::Null), tiles, pixels));
    }
    let [(first, whole, graphics), (_, cut, tiles), (third, _, processor)] = drawn.as_slice() else {
        panic!("three pictures")
    };
    assert_eq!(third, "processor");
    if first != "graphics" {
        println!("SKIPPED: this browser draws nothing by graphics");
        return;
    }
    // 200 x 200 pixels in tiles of at most 64.
    assert_eq!((whole.as_str(), cut.as_str()), (Some("1"), Some("16")));
    assert!(graphics == tiles, "tiles show what one texture shows");
    assert_same_but_for_edges(graphics, processor);
}

/// Edges of the frame may be rounded to the neighbouring pixel.
#[track_caller]
fn assert_same_but_for_edges(before: &[u8], after: &[u8]) {
    assert_eq!(before.len(), after.len());
    let apart = before.iter().zip(after).filter(|(a, b)| a.abs_diff(**b) > 2).count();
    assert!(apart * 500 < before.len(), "{apart} of {} pixels differ by more than two greys", before.len());
}

#[test]
fn graphics_that_are_taken_away_leave_the_picture_there() {
    let folder = Folder::new("lightbox-lost");
    let page = Page::open(Gpu::None, "?backend=cpu&draw=graphics");
    open_archive(&page, &folder);
    wait_for_text(&page, "slice-count", "2 of 3");
    page.browser.run(HIDE_WORDS, &Value::Null);
    let before = seen(&page).1;
    if page.browser.run(DRAWN_BY, &Value::Null) != "graphics" {
        println!("SKIPPED: this browser draws nothing by graphics");
        return;
    }
    let lose = "document.querySelector('[data-testid=stage-canvas]').getContext('webgl2') \
        .getExtension('WEBGL_lose_context').loseContext()";
    page.browser.run(lose, &Value::Null);
    page.browser
        .wait("the processor", PATIENCE, |browser| (browser.run(DRAWN_BY, &Value::Null) == "processor").then_some(()));
    page.browser.run(HIDE_WORDS, &Value::Null);
    assert_same_but_for_edges(&before, &seen(&page).1);
}

/// Counts the calls to the page's canvases, and when the first one was.
const COUNT: &str = "
window.counted = { draws: 0, uploads: 0, paints: 0, first: 0, picked: 0 };
const first = () => counted.first ||= performance.now();
const wrap = (of, name, note) => { const own = of[name]; of[name] = function (...all) { note(this); return own.apply(this, all); }; };
const gl = WebGL2RenderingContext.prototype;
wrap(gl, 'drawArrays', () => { counted.draws++; first(); });
for (const name of ['texImage2D', 'texSubImage3D']) wrap(gl, name, () => counted.uploads++);
wrap(CanvasRenderingContext2D.prototype, 'putImageData', at => {
  if (at.canvas.dataset.testid === 'stage-canvas') { counted.paints++; first(); }
});
addEventListener('change', () => counted.picked ||= performance.now(), true);";

/// Drags over the stage for four seconds, three moves an animation frame, as a fast mouse does.
const DRAG: &str = "
const stage = document.querySelector('[data-testid=stage]'), at = stage.getBoundingClientRect();
const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
const point = (kind, x, y) => stage.dispatchEvent(new PointerEvent(kind, { pointerId: 1, clientX: x, clientY: y, buttons: 1, bubbles: true }));
stage.setPointerCapture = stage.releasePointerCapture = () => {};
const before = { ...counted };
return new Promise(done => {
  point('pointerdown', x, y);
  const started = performance.now();
  let frames = 0;
  const next = () => {
    const passed = performance.now() - started;
    if (passed > 4000) {
      point('pointerup', x, y);
      const since = name => counted[name] - before[name];
      return done({ frames, passed, draws: since('draws') + since('paints'), uploads: since('uploads') });
    }
    frames++;
    for (const more of [0, 1, 2]) point('pointermove', x + 40 * Math.sin(frames / 9) + more, y + 30 * Math.cos(frames / 7));
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
});";

/// The measurement is printed, not asserted: this machine may have no GPU, and be busy.
#[test]
fn changing_the_window_uploads_nothing_and_draws_once_a_frame() {
    let folder = Folder::new("lightbox-speed");
    let side = 2048_u16;
    let wave = |at: usize, long: f64| (at as f64 / long).sin();
    let stored: Vec<u16> = (0..usize::from(side).pow(2))
        .map(|at| {
            (32_768.0 + 20_000.0 * wave(at % usize::from(side), 40.0) * wave(at / usize::from(side), 55.0)) as u16
        })
        .collect();
    let made = Made::grey16(side, side, &stored);
    // Two files, so that the light box opens by itself.
    let files = [folder.file("IM1", &made.file()), folder.file("IM2", &made.file())];
    for way in ["graphics", "cpu"] {
        let page = Page::open(Gpu::None, &format!("?backend=cpu&draw={way}"));
        page.browser.run(COUNT, &Value::Null);
        page.pick(&[&files[0], &files[1]]);
        page.wait_for("[data-testid=window-center]");
        let first = "return counted.first - counted.picked";
        let first = page.browser.wait("the first pixel", PATIENCE, |browser| {
            browser.run(first, &Value::Null).as_f64().filter(|passed| *passed > 0.0)
        });
        let drawn_by = page.browser.run(DRAWN_BY, &Value::Null);
        let found = page.browser.run(DRAG, &Value::Null);
        let number = |name: &str| found[name].as_f64().unwrap_or(f64::NAN);
        println!(
            "{side} x {side} pixels of 16 bits drawn by {drawn_by}: first pixel {first:.0} ms after the file was chosen, \
             {:.1} drawings a second while the window is dragged",
            1000.0 * number("draws") / number("passed")
        );
        assert_eq!(found["uploads"], json!(0), "{found}");
        assert!(number("draws") >= 1.0 && number("draws") <= number("frames") + 1.0, "{found}");
    }
}
