//! Memos and effects that are monomorphised once per type instead of once per closure.

use leptos::prelude::*;

/// Runs soon, and again whenever a signal that it tracks has changed.
pub fn effect(run: impl FnMut() + 'static) {
    effect_of(Box::new(run));
}

/// A value that is recomputed when a signal that it tracks has changed, and notifies only when the value differs.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    memo_of(Box::new(compute))
}

#[inline(never)]
fn effect_of(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

#[inline(never)]
fn memo_of<T: PartialEq + Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| compute())
}
