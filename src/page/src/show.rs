//! Conditional rendering: shows a part while a condition holds.

use leptos::prelude::*;

/// Like the one of Leptos, without a fallback; that one is monomorphised for every use, and this one only once.
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
    // Rebuilt only when the condition's value changes.
    let is_shown = ArcMemo::new(move |_| when());
    let shown = move || if is_shown.get() { Some(children()) } else { None };
    shown.into_any()
}
