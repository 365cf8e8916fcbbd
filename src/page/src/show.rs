//! Conditional rendering: shows a part while a condition holds.

use leptos::prelude::*;

/// As Leptos has it, without what is shown instead; but that has its code anew in every place it stands in, and this has
/// it once.
#[component(transparent)]
pub fn Show<W>(
    /// Whether they are shown.
    when: W,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    show(Box::new(when), children)
}

#[inline(never)]
fn show(when: Box<dyn Fn() -> bool + Send + Sync>, children: ChildrenFn) -> AnyView {
    // Made anew only when the answer changes.
    let is_shown = ArcMemo::new(move |_| when());
    let shown = move || if is_shown.get() { Some(children()) } else { None };
    shown.into_any()
}
