//! Drawing with WebGL 2: samples are in a texture of their own type, and the window is applied for each pixel drawn.

use super::SampleArray;
use super::shader::{CORNERS, colours};
use super::texture::{Kind, Parts, Texture};
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlProgram, WebGlShader, WebGlTexture, WebGlUniformLocation,
};

/// The parameters of drawing; the light box's `Rendering` describes each.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Device pixels across the stage.
    pub stage: (u32, u32),
    /// Columns and rows.
    pub size: (u32, u32),
    /// From the stage to the frame.
    pub to_frame: [[f64; 3]; 2],
    /// Slope and intercept.
    pub linear: (f64, f64),
    /// Sample values that are not part of the picture (padding).
    pub padding: Option<(f64, f64)>,
    /// Centre and width.
    pub window: (f64, f64),
    /// 0 linear, 1 exact, 2 sigmoid, 3 table.
    pub curve: i32,
    /// Greys of the table; empty for other curves.
    pub table: Vec<u8>,
    /// Whether black and white are swapped.
    pub inverted: bool,
    /// Whether greys between pixels are interpolated.
    pub smooth: bool,
    /// Samples per side of a stage pixel.
    pub taps: u32,
}

/// Which WebGL implementations are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// That of a GPU.
    Fast,
    /// Any, for tests on machines without a GPU.
    Any,
}

/// A canvas with its WebGL context.
#[derive(Debug)]
pub struct Graphics {
    canvas: HtmlCanvasElement,
    gl: Gl,
    programs: HashMap<Kind, Program>,
    frame: Option<Texture>,
    table: Option<(WebGlTexture, Vec<u8>)>,
}

#[derive(Debug)]
struct Program {
    program: WebGlProgram,
    places: HashMap<&'static str, WebGlUniformLocation>,
}

/// Names in the shader.
const NAMES: [&str; 17] = [
    "frame",
    "side",
    "across",
    "table",
    "to_column",
    "to_row",
    "stage",
    "size",
    "linear",
    "padding",
    "window",
    "curve",
    "taps",
    "padded",
    "inverted",
    "smoothly",
    "colour",
];

impl Graphics {
    /// The WebGL context of a canvas; `None` where there is none, or, unless `speed` is any, where it is rendered in
    /// software on the CPU: that takes twenty times as long as our own drawing.
    #[must_use]
    pub fn new(canvas: &HtmlCanvasElement, speed: Speed) -> Option<Self> {
        let gl: Gl = canvas.get_context("webgl2").ok()??.dyn_into().ok()?;
        if speed == Speed::Fast && is_computed(&gl) {
            return None;
        }
        Some(Self { canvas: canvas.clone(), gl, programs: HashMap::new(), frame: None, table: None })
    }

    /// The longest side of a frame that it can hold.
    #[must_use]
    pub fn longest_side(&self) -> u32 {
        self.gl.get_parameter(Gl::MAX_TEXTURE_SIZE).ok().and_then(|side| side.as_f64()).unwrap_or(0.0) as u32
    }

    /// How many tiles a frame may be cut into.
    #[must_use]
    pub fn most_layers(&self) -> u32 {
        self.gl.get_parameter(Gl::MAX_ARRAY_TEXTURE_LAYERS).ok().and_then(|most| most.as_f64()).unwrap_or(0.0) as u32
    }

    /// Loads a frame in place of the previous one, whole or in tiles. Returns whether WebGL could hold it.
    pub fn load(&mut self, pixels: &SampleArray, parts: &Parts) -> bool {
        if let Some(before) = self.frame.take() {
            self.gl.delete_texture(Some(&before.texture));
        }
        self.frame = Texture::of_frame(&self.gl, pixels, parts);
        self.frame.is_some() && self.gl.get_error() == Gl::NO_ERROR
    }

    /// Draws the frame that was loaded last. Returns whether it could.
    pub fn draw(&mut self, shown: &Shown) -> bool {
        self.drawn(shown).is_some() && !self.gl.is_context_lost()
    }

    fn drawn(&mut self, shown: &Shown) -> Option<()> {
        let frame = self.frame.clone()?;
        if !self.programs.contains_key(&frame.kind) {
            let program = program(&self.gl, frame.kind)?;
            self.programs.insert(frame.kind, program);
        }
        self.load_table(&shown.table);
        let (gl, program) = (&self.gl, self.programs.get(&frame.kind)?);
        if (self.canvas.width(), self.canvas.height()) != shown.stage {
            self.canvas.set_width(shown.stage.0);
            self.canvas.set_height(shown.stage.1);
        }
        gl.viewport(0, 0, shown.stage.0.cast_signed(), shown.stage.1.cast_signed());
        gl.use_program(Some(&program.program));
        gl.active_texture(Gl::TEXTURE0);
        gl.bind_texture(frame.target, Some(&frame.texture));
        gl.active_texture(Gl::TEXTURE1);
        gl.bind_texture(Gl::TEXTURE_2D, self.table.as_ref().map(|(table, _)| table));
        let place = |name: &str| program.places.get(name);
        let two = |name: &str, (a, b): (f64, f64)| gl.uniform2f(place(name), a as f32, b as f32);
        let three = |name: &str, [a, b, c]: [f64; 3]| gl.uniform3f(place(name), a as f32, b as f32, c as f32);
        let whole = |name: &str, value: i32| gl.uniform1i(place(name), value);
        let [column, row] = shown.to_frame;
        whole("frame", 0);
        gl.uniform2i(place("side"), frame.side.0.cast_signed(), frame.side.1.cast_signed());
        whole("across", frame.across.cast_signed());
        whole("table", 1);
        three("to_column", column);
        three("to_row", row);
        two("stage", (shown.stage.0.into(), shown.stage.1.into()));
        two("size", (shown.size.0.into(), shown.size.1.into()));
        two("linear", shown.linear);
        two("padding", shown.padding.unwrap_or_default());
        two("window", shown.window);
        whole("curve", shown.curve);
        whole("taps", shown.taps.cast_signed());
        whole("padded", shown.padding.is_some().into());
        whole("inverted", shown.inverted.into());
        whole("smoothly", shown.smooth.into());
        gl.draw_arrays(Gl::TRIANGLES, 0, 3);
        Some(())
    }

    /// The lookup table of a window; a black one where there is none, because the shader references it in any case.
    fn load_table(&mut self, greys: &[u8]) {
        let greys = if greys.is_empty() { &[0] } else { greys };
        if self.table.as_ref().is_some_and(|(_, held)| held == greys) {
            return;
        }
        let gl = &self.gl;
        if let Some((before, _)) = self.table.take() {
            gl.delete_texture(Some(&before));
        }
        let width = u32::try_from(greys.len()).unwrap_or(1);
        self.table = Texture::of_table(gl, greys, width).map(|texture| (texture, greys.to_vec()));
    }
}

/// Whether the CPU renders this context. Browsers do not refuse it even where asked to
/// (`failIfMajorPerformanceCaveat`), but name the renderer.
fn is_computed(gl: &Gl) -> bool {
    // UNMASKED_RENDERER_WEBGL of WEBGL_debug_renderer_info; the plain name where it is not offered.
    let named = |name: u32| gl.get_parameter(name).ok().and_then(|name| name.as_string());
    let unmasked = gl.get_extension("WEBGL_debug_renderer_info").ok().flatten().and_then(|_| named(0x9246));
    let name = unmasked.or_else(|| named(Gl::RENDERER)).unwrap_or_default().to_lowercase();
    ["swiftshader", "llvmpipe", "softpipe", "basic render", "software"].iter().any(|known| name.contains(known))
}

fn program(gl: &Gl, kind: Kind) -> Option<Program> {
    let program = gl.create_program()?;
    for (stage, code) in [(Gl::VERTEX_SHADER, CORNERS.to_owned()), (Gl::FRAGMENT_SHADER, colours(kind))] {
        gl.attach_shader(&program, &shader(gl, stage, &code)?);
    }
    gl.link_program(&program);
    if !gl.get_program_parameter(&program, Gl::LINK_STATUS).is_truthy() {
        tell(gl.get_program_info_log(&program));
        return None;
    }
    let place = |name: &'static str| Some((name, gl.get_uniform_location(&program, name)?));
    let places = NAMES.into_iter().filter_map(place).collect();
    Some(Program { program, places })
}

fn shader(gl: &Gl, kind: u32, code: &str) -> Option<WebGlShader> {
    let shader = gl.create_shader(kind)?;
    gl.shader_source(&shader, code);
    gl.compile_shader(&shader);
    if !gl.get_shader_parameter(&shader, Gl::COMPILE_STATUS).is_truthy() {
        tell(gl.get_shader_info_log(&shader));
        return None;
    }
    Some(shader)
}

/// The picture is then drawn without WebGL; this is only of interest to developers.
fn tell(log: Option<String>) {
    web_sys::console::warn_1(&JsValue::from_str(&format!("no shader: {}", log.unwrap_or_default())));
}
