//! The answers of two models to one picture, side by side.

use leptos::prelude::*;

use language::say;
use text::Message;
use view_model::comparison::{ComparedAnswer, Comparison};
use view_model::state::Reading;
use view_model::words;

/// Both answers, the classes of both, and what differs.
pub(super) fn comparison_view(comparison: &Comparison, reading: Reading) -> AnyView {
    let [label, title] = [(); 2].map(|()| say(text::comparison::title()));
    let whose = [text::comparison::shown(), text::comparison::other()];
    let answers = comparison.answers.iter().zip(&whose).enumerate();
    let answers = answers.map(|(at, (answer, whose))| answer_view(answer, whose, comparison.details(at, reading)));
    let answers = answers.collect_view();
    let differences = listed(&comparison.differences);
    let said = [text::comparison::differences(), text::comparison::no_judge(), words::not_a_diagnosis(reading)];
    let [heading, no_judge, no_diagnosis] = said.map(say);
    view! {
        <section class="comparison" data-testid="comparison" aria-label=label>
            <p class="comparison__title">{title}</p>
            <div class="comparison__answers">{answers}</div>
            {classes_view(comparison)}
            <div data-testid="comparison-differences">
                <p class="comparison__title">{heading}</p>
                {differences}
            </div>
            <p class="catalogue__note">{no_judge}</p>
            <p class="catalogue__note">{no_diagnosis}</p>
        </section>
    }
    .into_any()
}

/// How the model performs elsewhere comes first, as beside every answer.
fn answer_view(answer: &ComparedAnswer, whose: &Message, details: &[Message]) -> AnyView {
    let [model, whose, headline] = [&answer.model, whose, &answer.headline].map(say);
    let elsewhere = answer.elsewhere.as_ref().map(|said| {
        let said = say(said);
        view! { <p class="catalogue__note" data-testid="comparison-elsewhere">{said}</p> }
    });
    let beside = answer.beside.as_ref().map(|said| {
        let said = say(said);
        view! { <p>{said}</p> }
    });
    let details = (!details.is_empty()).then(|| listed(details));
    view! {
        <div class="comparison__answer" data-testid="comparison-answer">
            <p class="comparison__title">{model}</p>
            <p class="catalogue__note">{whose}</p>
            {elsewhere}
            <p class="comparison__headline" data-testid="comparison-headline">{headline}</p>
            {beside}
            {details}
        </div>
    }
    .into_any()
}

fn listed(said: &[Message]) -> AnyView {
    let items = said.iter().map(|said| {
        let said = say(said);
        view! { <li>{said}</li> }
    });
    let items = items.collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

/// A line for each class; nothing where neither model answers.
fn classes_view(comparison: &Comparison) -> Option<AnyView> {
    let [caption, class] = [text::comparison::classes(), text::comparison::class()].map(say);
    let heads = comparison.answers.iter().map(|answer| {
        let model = say(&answer.model);
        view! { <th scope="col">{model}</th> }
    });
    let heads = heads.collect_view();
    let lines = comparison.classes.iter().map(|class| {
        let name = class.name.clone();
        let shares = class.shares.iter().map(share_view).collect_view();
        view! { <tr><th scope="row">{name}</th>{shares}</tr> }
    });
    let lines = lines.collect_view();
    let has_lines = !comparison.classes.is_empty();
    has_lines.then(|| {
        view! {
            <table class="comparison__classes" data-testid="comparison-classes">
                <caption>{caption}</caption>
                <thead><tr><th scope="col">{class}</th>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        }
        .into_any()
    })
}

/// A bar with its probability, or why there is none.
fn share_view(share: &Result<f32, Message>) -> AnyView {
    match share {
        Ok(share) => {
            let (said, [value, bar]) = (say(words::percent(*share)), [(); 2].map(|()| format!("{share:.3}")));
            view! {
                <td data-share=value>
                    <meter max="1" value=bar aria-hidden="true"></meter>
                    " "
                    {said}
                </td>
            }
            .into_any()
        }
        Err(why) => {
            let said = say(why);
            view! { <td>{said}</td> }.into_any()
        }
    }
}
