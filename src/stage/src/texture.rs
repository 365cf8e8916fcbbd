//! Textures: a frame whole, or in tiles where it is larger than a texture may be.

use super::SampleArray;
use js_sys::Uint8Array;
use protocol::SampleType;
use web_sys::{WebGl2RenderingContext as Gl, WebGlTexture};

/// A frame in equal tiles, in the order of their layers; a single one where it is whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Columns and rows of a tile.
    pub side: (u32, u32),
    /// Tiles per row.
    pub across: u32,
    /// The part of the frame in each: left, top, width, height.
    pub list: Vec<[u32; 4]>,
}

/// The parameters of a texture for the shader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Kind {
    pub(super) sample_type: SampleType,
    /// Whether it has layers.
    pub(super) is_cut: bool,
}

/// A frame in GPU memory.
#[derive(Clone, Debug)]
pub(super) struct Texture {
    pub(super) texture: WebGlTexture,
    pub(super) target: u32,
    pub(super) kind: Kind,
    pub(super) side: (u32, u32),
    pub(super) across: u32,
}

impl Texture {
    /// Uploads a frame; `None` where WebGL refuses. A lack of memory is its next error.
    pub(super) fn of_frame(gl: &Gl, pixels: &SampleArray, parts: &Parts) -> Option<Self> {
        let sample_type = pixels.sample_type();
        let kind = Kind { sample_type, is_cut: parts.list.len() > 1 };
        let target = if kind.is_cut { Gl::TEXTURE_2D_ARRAY } else { Gl::TEXTURE_2D };
        let texture = bound(gl, target)?;
        let (inner, format, number) = match sample_type {
            SampleType::U16 => (Gl::R16UI, Gl::RED_INTEGER, Gl::UNSIGNED_SHORT),
            SampleType::I16 => (Gl::R16I, Gl::RED_INTEGER, Gl::SHORT),
            SampleType::F32 => (Gl::R32F, Gl::RED, Gl::FLOAT),
            SampleType::Rgb8 => (Gl::RGB8, Gl::RGB, Gl::UNSIGNED_BYTE),
        };
        let signed = u32::cast_signed;
        let (width, height) = parts.side;
        let loaded = if kind.is_cut {
            let layers = i32::try_from(parts.list.len()).ok()?;
            gl.tex_storage_3d(target, 1, inner, signed(width), signed(height), layers);
            // Each tile is read from its position in the frame: nothing is copied.
            let row = parts.list.iter().map(|[left, _, width, _]| left + width).max()?;
            let rows = parts.list.iter().map(|[_, top, _, height]| top + height).max()?;
            gl.pixel_storei(Gl::UNPACK_ROW_LENGTH, signed(row));
            // Chromium does not allow skipping rows beyond an image's height.
            gl.pixel_storei(Gl::UNPACK_IMAGE_HEIGHT, signed(rows));
            let all = (0..).zip(&parts.list).all(|(layer, &[left, top, width, height])| {
                gl.pixel_storei(Gl::UNPACK_SKIP_PIXELS, signed(left));
                gl.pixel_storei(Gl::UNPACK_SKIP_ROWS, signed(top));
                let size = (signed(width), signed(height));
                gl.tex_sub_image_3d_with_opt_array_buffer_view(
                    target,
                    0,
                    0,
                    0,
                    layer,
                    size.0,
                    size.1,
                    1,
                    format,
                    number,
                    Some(pixels.object()),
                )
                .is_ok()
            });
            for name in [Gl::UNPACK_ROW_LENGTH, Gl::UNPACK_IMAGE_HEIGHT, Gl::UNPACK_SKIP_PIXELS, Gl::UNPACK_SKIP_ROWS] {
                gl.pixel_storei(name, 0);
            }
            all
        } else {
            upload(gl, inner, parts.side, (format, number), pixels.object())
        };
        loaded.then_some(Self { texture, target, kind, side: parts.side, across: parts.across })
    }

    /// Greys of a lookup table, in one row.
    pub(super) fn of_table(gl: &Gl, greys: &[u8], width: u32) -> Option<WebGlTexture> {
        let texture = bound(gl, Gl::TEXTURE_2D)?;
        let bytes = Uint8Array::from(greys);
        upload(gl, Gl::R8, (width, 1), (Gl::RED, Gl::UNSIGNED_BYTE), bytes.as_ref()).then_some(texture)
    }
}

/// A texture that is read texel by texel, bound to the first unit.
fn bound(gl: &Gl, target: u32) -> Option<WebGlTexture> {
    let texture = gl.create_texture()?;
    gl.active_texture(Gl::TEXTURE0);
    gl.bind_texture(target, Some(&texture));
    gl.pixel_storei(Gl::UNPACK_ALIGNMENT, 1);
    for (name, value) in [
        (Gl::TEXTURE_MIN_FILTER, Gl::NEAREST),
        (Gl::TEXTURE_MAG_FILTER, Gl::NEAREST),
        (Gl::TEXTURE_WRAP_S, Gl::CLAMP_TO_EDGE),
        (Gl::TEXTURE_WRAP_T, Gl::CLAMP_TO_EDGE),
    ] {
        gl.tex_parameteri(target, name, value.cast_signed());
    }
    Some(texture)
}

fn upload(gl: &Gl, inner: u32, (width, height): (u32, u32), (format, kind): (u32, u32), from: &js_sys::Object) -> bool {
    gl.tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_array_buffer_view(
        Gl::TEXTURE_2D,
        0,
        inner.cast_signed(),
        width.cast_signed(),
        height.cast_signed(),
        0,
        format,
        kind,
        Some(from),
    )
    .is_ok()
}
