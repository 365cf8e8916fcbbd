//! Asks the browser for a graphics adapter.
//!
//! WebGPU is reached by name: web-sys has no stable bindings for it. Works on the page and in
//! a worker alike.

use super::clock::within_ms;
use dispatch::GpuSupport;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Asking for an adapter takes some milliseconds; drivers that hang have been seen.
const PROBE_LIMIT_MS: u32 = 5_000;

/// Where `start.js` leaves the adapter it has asked for.
const ASKED: &str = "onsightAdapter";

/// Limits that decide whether a network fits; shown by the self-check.
const LIMITS: [&str; 7] = [
    "maxBufferSize",
    "maxStorageBufferBindingSize",
    "maxStorageBuffersPerShaderStage",
    "maxComputeWorkgroupStorageSize",
    "maxComputeInvocationsPerWorkgroup",
    "maxComputeWorkgroupSizeX",
    "maxComputeWorkgroupsPerDimension",
];

/// Requests an adapter from the browser, and releases it.
pub async fn probe() -> GpuSupport {
    match ask().await {
        Ok(adapter) => adapter_from_object(&adapter),
        Err(why) => why,
    }
}

/// The adapter's name, and its features and limits as `(name, value)`; empty where there is none.
pub async fn describe() -> (String, Vec<(String, String)>) {
    let Ok(adapter) = ask().await else { return Default::default() };
    let mut details = Vec::new();
    let features = property(&adapter, "features").map(|set| js_sys::Array::from(&set).iter().collect::<Vec<_>>());
    let mut names: Vec<String> = features.unwrap_or_default().iter().filter_map(JsValue::as_string).collect();
    names.sort();
    details.push(("features".to_owned(), names.join(", ")));
    if let Some(limits) = property(&adapter, "limits") {
        let known = LIMITS.iter().filter_map(|name| Some((*name, property(&limits, name)?.as_f64()?)));
        details.extend(known.map(|(name, value)| (name.to_owned(), value.to_string())));
    }
    (adapter_from_object(&adapter).name().to_owned(), details)
}

/// An adapter of the browser; else which of the two reasons there is none for.
async fn ask() -> Result<JsValue, GpuSupport> {
    let global = js_sys::global();
    let gpu = property(&global, "navigator").and_then(|navigator| property(&navigator, "gpu"));
    let gpu = gpu.ok_or(GpuSupport::Unsupported)?;
    // On the page, the request that `start.js` made during loading is used first.
    let asked = property(&global, ASKED).and_then(|asked| asked.dyn_into::<Promise>().ok());
    let asking = async {
        match asked {
            Some(asked) => {
                let _ = Reflect::set(&global, &ASKED.into(), &JsValue::NULL);
                JsFuture::from(asked).await.ok().filter(JsValue::is_object)
            }
            None => request(&gpu).await,
        }
    };
    within_ms(PROBE_LIMIT_MS, asking).await.flatten().ok_or(GpuSupport::Refused)
}

fn adapter_from_object(adapter: &JsValue) -> GpuSupport {
    let info = property(adapter, "info").unwrap_or(JsValue::UNDEFINED);
    let word = |key: &str| property(&info, key).and_then(|value| value.as_string()).unwrap_or_default();
    let flag = |of: &JsValue| property(of, "isFallbackAdapter").is_some_and(|value| value.is_truthy());
    let is_fallback = flag(adapter) || flag(&info);
    GpuSupport::from_words(&word("description"), &word("vendor"), &word("architecture"), is_fallback)
}

async fn request(gpu: &JsValue) -> Option<JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"powerPreference".into(), &"high-performance".into()).ok()?;
    let ask = property(gpu, "requestAdapter")?.dyn_into::<Function>().ok()?;
    let promise = ask.call1(gpu, &options).ok()?.dyn_into::<Promise>().ok()?;
    JsFuture::from(promise).await.ok().filter(JsValue::is_object)
}

/// A property that is there; never throws.
fn property(of: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(of, &key.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
