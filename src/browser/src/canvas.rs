//! Putting a [`Bitmap`] on a canvas.

use protocol::Bitmap;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Gives the canvas the bitmap's size and pixels. An empty bitmap, or a browser out of canvas
/// memory, leaves the canvas as it is.
pub fn paint(canvas: &HtmlCanvasElement, bitmap: &Bitmap) {
    let context =
        canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
    let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&bitmap.rgba), bitmap.width, bitmap.height);
    let (Some(context), Ok(data)) = (context, data) else { return };
    canvas.set_width(bitmap.width);
    canvas.set_height(bitmap.height);
    let _ = context.put_image_data(&data, 0.0, 0.0);
}
