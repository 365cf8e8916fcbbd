//! Time: the same on the page and in the worker.

use calendar::CalendarTime;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Function, Reflect};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use wasm_bindgen::{JsCast, JsValue};

/// Milliseconds from a clock that never runs backwards where there is one.
#[must_use]
pub fn now_ms() -> f64 {
    let clock = Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or(JsValue::UNDEFINED);
    Reflect::get(&clock, &"now".into())
        .ok()
        .and_then(|now| now.dyn_into::<Function>().ok())
        .and_then(|now| now.call0(&clock).ok())
        .and_then(|now| now.as_f64())
        .unwrap_or_else(Date::now)
}

/// Milliseconds since 1970 that never run backwards within one page or worker.
#[must_use]
pub fn epoch_ms() -> f64 {
    origin_ms() + now_ms()
}

/// A time of the visitor's own clock and zone, as `2026-01-31 14:05:09`; empty for 0, which is no time.
#[must_use]
pub fn local_time(epoch_ms: f64) -> String {
    if epoch_ms <= 0.0 {
        return String::new();
    }
    let date = Date::new(&JsValue::from_f64(epoch_ms));
    // The Swedish way of writing a time sorts as text and is unambiguous for every reader.
    String::from(date.to_locale_string("sv-SE", &JsValue::UNDEFINED))
}

/// Minutes by which the visitor's own clock is ahead of UTC at a time, in milliseconds since 1970: with the summer time that
/// their zone has then. 0 for a time that the browser does not know.
#[must_use]
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "zones are at most a day apart")]
pub fn minutes_ahead(epoch_ms: u64) -> i16 {
    let behind = Date::new(&JsValue::from_f64(epoch_ms as f64)).get_timezone_offset();
    // No number beyond the browser's calendar, which as an integer is 0.
    -behind as i16
}

/// A time, in milliseconds since 1970, on the visitor's own calendar and in their zone.
#[must_use]
pub fn calendar_time(epoch_ms: f64) -> CalendarTime {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "floats are clamped")]
    let ahead = minutes_ahead(epoch_ms as u64);
    CalendarTime { ahead_of_utc: Some(ahead), ..utc_time(epoch_ms + f64::from(ahead) * 60_000.0) }
}

/// The same in UTC.
#[must_use]
pub fn utc_time(epoch_ms: f64) -> CalendarTime {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "floats are clamped")]
    let ms = epoch_ms as u64;
    CalendarTime::in_utc(ms)
}

/// Milliseconds since 1970 at which the clock of [`now_ms`] began.
pub(super) fn origin_ms() -> f64 {
    let clock = Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or(JsValue::UNDEFINED);
    let origin = Reflect::get(&clock, &"timeOrigin".into()).ok().and_then(|origin| origin.as_f64());
    origin.unwrap_or_else(|| Date::now() - now_ms())
}

/// Waits.
pub async fn sleep_ms(ms: u32) {
    TimeoutFuture::new(ms).await;
}

/// `None` when the work is not done after `ms` milliseconds; it is dropped then.
pub async fn within_ms<T>(ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let (mut work, mut limit) = (pin!(work), pin!(TimeoutFuture::new(ms)));
    poll_fn(move |context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => limit.as_mut().poll(context).map(|()| None),
    })
    .await
}
