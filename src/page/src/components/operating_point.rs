//! For clinicians: a class called positive from a threshold on, and the measured performance at that threshold.

use leptos::prelude::*;

use crate::inert::{inert, inert_texts};
use crate::language::say;
use crate::words;
use evaluation::{Evaluation, MeasuredPoint};
use protocol::Probability;

/// A point in the list.
const OPTION: &str = r#"<option value="{}">{}</option>"#;

/// The one that is selected initially.
const CHOSEN: &str = r#"<option value="{}" selected>{}</option>"#;

/// A choice of class and point, and its result for this picture.
#[component]
pub fn OperatingPoints(
    /// What was measured, with the points.
    evaluation: Evaluation,
    /// Calibrated, one per label.
    probabilities: Vec<Probability>,
    /// The class that is selected initially.
    label: String,
) -> impl IntoView {
    let points = StoredValue::new(evaluation.operating_points.clone());
    let first = evaluation.operating_points.iter().position(|point| point.label == label).unwrap_or(0);
    let chosen = RwSignal::new(first);
    let options = evaluation.operating_points.iter().enumerate().map(|(at, point)| {
        let name = words::point_name(point.held, point.level);
        let name = say(text::answer::point_option(words::class_name(&point.label), name));
        let html = if at == first { CHOSEN } else { OPTION };
        inert_texts(html, &[&at.to_string(), &name])
    });
    let options = options.collect_view();
    let said = move || {
        let point: Option<MeasuredPoint> = points.with_value(|points| points.get(chosen.get()).cloned());
        point.map(|point| {
            let value = probabilities.iter().find(|p| p.label == point.label).map_or(0.0, |p| p.value);
            view! {
                <div
                    class="operating-point__said"
                    data-testid="operating-point"
                    data-label=point.label.clone()
                    data-threshold=point.threshold.to_string()
                    data-above=(value >= point.threshold).to_string()
                >
                    <p>{say(words::point_line(&point, value))}</p>
                    <p>{say(words::point_measured(&point, &evaluation))}</p>
                </div>
            }
        })
    };
    view! {
        <div class="operating-point">
            {inert(
                r#"<label class="operating-point__label" for="operating-point">{}</label>"#,
                &[text::answer::point()],
            )}
            <select
                class="operating-point__choice"
                id="operating-point"
                on:change=move |event| {
                    if let Ok(at) = event_target_value(&event).parse() {
                        chosen.set(at);
                    }
                }
            >
                {options}
            </select>
            {said}
        </div>
    }
}
