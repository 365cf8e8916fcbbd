//! A picture on a canvas.

use leptos::html;
use leptos::prelude::*;

use crate::signals::effect;
use protocol::Bitmap;

/// The browser's canvas element.
pub type CanvasElement = <html::Canvas as html::ElementType>::Output;

/// Puts pixels on a canvas, giving it their size; the page passes in `browser`'s.
pub type Paint = fn(&CanvasElement, &Bitmap);

/// A canvas that is painted when it appears and whenever `draw` reads something that changed.
#[component]
pub fn Picture(
    /// Paints the canvas.
    #[prop(into)]
    draw: Callback<CanvasElement>,
    /// Text alternative; an empty one marks the picture as decoration.
    #[prop(into)]
    text: Signal<String>,
    /// Class of the canvas.
    class: &'static str,
    /// Test id.
    #[prop(optional)]
    testid: Option<&'static str>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    effect(move || {
        if let Some(canvas) = canvas.get() {
            draw.run(canvas);
        }
    });
    let decoration = move || text.read().is_empty().then_some("true");
    view! {
        <canvas class=class node_ref=canvas role="img" data-testid=testid aria-label=move || text.get() aria-hidden=decoration></canvas>
    }
}
