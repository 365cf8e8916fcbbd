//! Languages as the browser knows them: what its visitor reads, how numbers are written, and where sentences come from.
//!
//! Invariant: asks for nothing but `text/<language>.txt`, with the hash that `start.js` has of it.

use std::borrow::Cow;

use js_sys::{Array, Intl, Object, Promise};
use text::Locale;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::page::{kept, parameter};
use super::reach::{call, made};

/// Tags of the languages that the visitor reads, the most wanted first: what the address says, what was chosen on an
/// earlier visit, what the browser is set to.
#[must_use]
pub fn wanted_languages() -> Vec<String> {
    let set = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let set = set.iter().filter_map(|tag| tag.as_string());
    parameter("lang").into_iter().chain(kept("language")).chain(set).collect()
}

/// The packed sentences of a language; `None` where they did not come, or are not what was built.
pub async fn fetch_language(tag: &str) -> Option<String> {
    let text = call(&js_sys::global(), "onsightText", &[&JsValue::from_str(tag)])?.dyn_into::<Promise>().ok()?;
    JsFuture::from(text).await.ok()?.as_string()
}

/// Tells readers and style sheets in which language the document is, and how its lines run.
pub fn set_language(tag: &str, direction: &str) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("dir", direction);
    }
}

/// Numbers and plurals of a language, by the browser's own tables (ECMA-402).
#[derive(Clone, Debug)]
pub struct BrowserLocale {
    locales: Array,
    plurals: Intl::PluralRules,
}

impl BrowserLocale {
    /// Of a language that was built, so its tag is well-formed.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        let locales = Array::of1(&JsValue::from_str(tag));
        Self { plurals: Intl::PluralRules::new(&locales, &Object::new()), locales }
    }

    fn format(&self, value: f64, options: &[(&str, JsValue)]) -> String {
        let options = made(options).unchecked_into::<Object>();
        let format = Intl::NumberFormat::new(&self.locales, &options).format();
        let text = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value));
        text.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}

impl Locale for BrowserLocale {
    #[allow(clippy::cast_precision_loss, reason = "plurals of numbers beyond 2^53 are not asked for")]
    fn plural(&self, count: u64) -> Cow<'static, str> {
        String::from(self.plurals.select(count as f64)).into()
    }

    #[allow(clippy::cast_precision_loss, reason = "counts stay below 2^53")]
    fn count(&self, count: u64) -> String {
        self.format(count as f64, &[])
    }

    fn number(&self, value: f64, decimals: u8) -> String {
        self.format(value, &digits(decimals))
    }

    fn percent(&self, per_cent: f64, decimals: u8) -> String {
        let [least, most] = digits(decimals);
        self.format(per_cent / 100.0, &[least, most, ("style", "percent".into())])
    }
}

fn digits(decimals: u8) -> [(&'static str, JsValue); 2] {
    ["minimumFractionDigits", "maximumFractionDigits"].map(|name| (name, decimals.into()))
}
