//! Detection of a usable GPU, as opposed to a software adapter.
//!
//! WebGPU is reached by name: web-sys has no stable bindings for it. Works on the page and in
//! a worker alike.

use super::clock::within_ms;
use js_sys::{Function, Object, Promise, Reflect};
use protocol::{Backend, BackendChoice};
use text::Message;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Asking for an adapter takes some milliseconds; drivers that hang have been seen.
const PROBE_LIMIT_MS: u32 = 5_000;

/// Where `start.js` leaves the adapter it has asked for.
const ASKED: &str = "onsightAdapter";

/// Parts of names under which software adapters are known: Chromium's, Mesa's, Windows'.
const SOFTWARE: [&str; 5] = ["swiftshader", "llvmpipe", "lavapipe", "softpipe", "basic render"];

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

/// The result of the detection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GpuSupport {
    /// No `navigator.gpu`.
    Unsupported,
    /// WebGPU is there, but no adapter, or none within five seconds.
    Refused,
    /// WebGPU computed by the CPU: right, but slower than the CPU path.
    Software(String),
    /// A real GPU, by name as far as the browser tells it.
    Real(String),
}

impl GpuSupport {
    /// The adapter's name; empty where there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Unsupported | Self::Refused => "",
            Self::Software(name) | Self::Real(name) => name,
        }
    }
}

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
    let name = name_from_words(&word("description"), &word("vendor"), &word("architecture"));
    let known = format!("{} {} {}", word("description"), word("vendor"), word("architecture")).to_ascii_lowercase();
    let software = flag(adapter) || flag(&info) || SOFTWARE.iter().any(|part| known.contains(part));
    if software { GpuSupport::Software(name) } else { GpuSupport::Real(name) }
}

/// Which device to try first, and why, in one short sentence.
#[must_use]
pub fn choose(choice: BackendChoice, adapter: &GpuSupport) -> (Backend, Message) {
    match (choice, adapter) {
        (BackendChoice::Cpu, _) => (Backend::Cpu, text::browser::cpu_asked()),
        (BackendChoice::WebGpu, GpuSupport::Real(_) | GpuSupport::Software(_)) => {
            (Backend::WebGpu, text::browser::gpu_asked())
        }
        (BackendChoice::WebGpu, _) => (Backend::Cpu, text::browser::gpu_asked_none()),
        (BackendChoice::Auto, GpuSupport::Real(_)) => (Backend::WebGpu, text::browser::gpu_there()),
        (BackendChoice::Auto, GpuSupport::Software(_)) => (Backend::Cpu, text::browser::gpu_software()),
        (BackendChoice::Auto, GpuSupport::Refused) => (Backend::Cpu, text::browser::gpu_refused()),
        (BackendChoice::Auto, GpuSupport::Unsupported) => (Backend::Cpu, text::browser::gpu_unsupported()),
    }
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

/// The description where the browser tells it, else vendor and architecture, which all tell.
fn name_from_words(description: &str, vendor: &str, architecture: &str) -> String {
    if !description.is_empty() {
        return description.to_owned();
    }
    let name = format!("{vendor} {architecture}").trim().to_owned();
    if name.is_empty() { "unnamed adapter".into() } else { name }
}
