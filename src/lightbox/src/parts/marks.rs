//! What is overlaid on the picture: the patient's sides, a scale, the window.

use leptos::prelude::*;

use crate::session::{ViewerSession, sheet_of};
use language::{say, say_marked};
use view_model::lightbox::{scale, short, sides};

/// Over the picture, so that nobody needs to look away from it.
#[component]
pub(super) fn Marks(session: ViewerSession) -> impl IntoView {
    let letters = Memo::new(move |_| {
        let (view, slide) = (session.view.read(), session.slide.read());
        let directions = slide.as_ref()?.report.directions?;
        sides(view.as_ref()?, &directions)
    });
    let measure = Memo::new(move |_| {
        let (view, slide, size) = (session.view.read(), session.slide.read(), session.size.get());
        let report = &slide.as_ref()?.report;
        scale(view.as_ref()?, report, &sheet_of(report), size).filter(|_| size.0 > 0.0)
    });
    let window = move || {
        let view = session.view.read();
        let window = &view.as_ref()?.window;
        Some(say(text::light_box_marks::window(short(window.center), short(window.width))))
    };
    let laterality = move || {
        let slide = session.slide.read();
        let side = match slide.as_ref()?.report.laterality.as_str() {
            "R" => text::light_box_marks::right_side(),
            "L" => text::light_box_marks::left_side(),
            "B" => text::light_box_marks::both_sides(),
            _ => return None,
        };
        Some(say(side))
    };
    let said = move || {
        let [right, below, left, above] = letters.get()?;
        Some(say(text::light_box_marks::sides(above, right, below, left)))
    };
    let letter = move |at: usize, place: &'static str| {
        let text = move || letters.read().as_ref().and_then(|all| all.get(at).map(say));
        view! { <span class=format!("marks__side marks__side--{place}") aria-hidden="true">{text}</span> }
    };
    view! {
        <div class="marks" role="group" aria-label=said data-testid="marks">
            {letter(0, "right")} {letter(1, "below")} {letter(2, "left")} {letter(3, "above")}
            <p class="marks__text marks__text--laterality">{laterality}</p>
            <p class="marks__text marks__text--window" aria-hidden="true">{window}</p>
            {move || measure.get().map(|(share, length)| view! {
                <p class="marks__text marks__scale" data-testid="scale" style=("width", format!("{:.2}%", 100.0 * share))>
                    {say_marked(text::light_box_marks::scale(length), |_, text| {
                        view! { <span class="visually-hidden">{text}</span> }.into_any()
                    })}
                </p>
            })}
        </div>
    }
}
