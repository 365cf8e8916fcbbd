//! The language of the page in its browser: which sentences are loaded, what is formatted with them, and how numbers
//! are formatted. `start.js` chooses the language and fetches its first part beside the module; the second comes after
//! the first paint. Page and light box are programs of their own and take the same files from it.
//!
//! Invariant: requests nothing but `text/<language>.txt`, `text/<language>-files.txt`,
//! `text/about/<task>-<language>.txt` and `text/models/<language>.txt`, with their hashes from `start.js`.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Intl, Object, Promise, Reflect, TypeError};
use text::{Catalogue, EnglishLocale, Locale, Message};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue, throw_val};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::clock::within_ms;
use super::page::keep;
use super::reflect::{call, get, made, object, text};
use super::viewer_bridge::dispatch;

/// The page continues in another language.
const LANGUAGE: &str = "onsight-language";
/// Tag of the language in use, set by `start.js` at the start and by the page afterwards.
const SPOKEN_TAG: &str = "onsightSpoken";
/// The files of sentences that have been loaded, by their names.
const WORDS: &str = "onsightWords";
/// How long the second part waits for the first paint, in milliseconds.
const AFTER_PAINT_MS: u32 = 50;
/// How long a picture waits for the second part, in milliseconds.
const BEFORE_SEAL_MS: u32 = 3000;

/// Which messages must be formatted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resay {
    /// Tracked messages: a sentence that was missing has been loaded.
    WhereFollowed,
    /// Untracked messages as well.
    WherePlain,
    /// Everything, in another language.
    Everywhere,
}

struct Spoken {
    catalogue: Catalogue,
    locale: Box<dyn Locale>,
    /// Whether the second part is being fetched.
    is_coming: bool,
    /// Which messages were formatted without their sentence.
    owed: Option<Resay>,
}

thread_local! {
    static SPOKEN: RefCell<Option<Spoken>> = const { RefCell::new(None) };
    static RESAY: Cell<Option<fn(Resay)>> = const { Cell::new(None) };
}

/// Starts with the sentences that `start.js` loaded, and fetches the others after the first paint. `resay` is called
/// when messages must be formatted again. Without sentences for this program it does not start, and `start.js` says why.
pub fn begin_language(resay: fn(Resay)) {
    RESAY.set(Some(resay));
    if !take_words() {
        throw_val(TypeError::new("text/: not what was built").into());
    }
    spawn_local(async {
        TimeoutFuture::new(AFTER_PAINT_MS).await;
        complete().await;
    });
}

/// Makes a program beside the page use the page's language.
pub fn follow_language() {
    let follow = Closure::<dyn Fn()>::new(|| {
        if take_words() {
            tell(Resay::Everywhere);
        }
    });
    if let Some(window) = web_sys::window()
        && window.add_event_listener_with_callback(LANGUAGE, follow.as_ref().unchecked_ref()).is_ok()
    {
        follow.forget();
    }
}

/// Returns when every sentence of the page's language is loaded, or after a timeout of some seconds: for callers that
/// are about to seal the page.
pub async fn complete_language() {
    let lacking = SPOKEN.with_borrow(|spoken| {
        let spoken = spoken.as_ref().filter(|spoken| !spoken.catalogue.is_whole())?;
        Some(spoken.catalogue.tag())
    });
    if let Some(tag) = lacking {
        // Loading continues after this wait has timed out.
        spawn_local(async move {
            if !bring(tag).await {
                bring(tag).await;
            }
        });
        // A request in progress may be about to fail, and nothing can be requested afterwards: there are two attempts.
        within_ms(BEFORE_SEAL_MS, async { fetch(&second(tag)).await || fetch(&second(tag)).await }).await;
    }
}

/// A message in the language of the page. `is_followed` means that it will be requested again when [`Resay`] says so.
/// An ellipsis while its sentence is not loaded; it is fetched then.
#[must_use]
pub fn say(message: &Message, is_followed: bool) -> String {
    let (said, lacks) = SPOKEN.with_borrow_mut(|spoken| {
        let Some(spoken) = spoken else { return (String::new(), false) };
        let lacks = !spoken.catalogue.knows(message);
        if lacks {
            let again = if is_followed { Resay::WhereFollowed } else { Resay::WherePlain };
            spoken.owed = spoken.owed.max(Some(again));
        }
        (spoken.catalogue.say(message, spoken.locale.as_ref()), lacks && !spoken.is_coming)
    });
    if lacks {
        spawn_local(complete());
    }
    said
}

/// What a task calls something in the current language, by its field in `models/<task>/task.toml`; `None` where that
/// language has no word of its own for it.
#[must_use]
pub fn task_word(task: &str, field: &str) -> Option<&'static str> {
    SPOKEN.with_borrow(|spoken| spoken.as_ref()?.catalogue.word(task, field))
}

/// The tasks that have a word for a field in the language that is spoken, each with that word.
#[must_use]
pub fn task_words_for(field: &str) -> Vec<(&'static str, &'static str)> {
    SPOKEN.with_borrow(|spoken| {
        spoken.as_ref().map(|spoken| spoken.catalogue.words_for(field).collect()).unwrap_or_default()
    })
}

/// The tag of the current language; empty before there is one.
#[must_use]
pub fn language() -> String {
    SPOKEN.with_borrow(|spoken| spoken.as_ref().map(|spoken| spoken.catalogue.tag().to_owned()).unwrap_or_default())
}

/// The same for the lifetime of the program; empty before there is one.
#[must_use]
pub fn language_tag() -> &'static str {
    SPOKEN.with_borrow(|spoken| spoken.as_ref().map(|spoken| spoken.catalogue.tag()).unwrap_or_default())
}

/// The languages that can be chosen: tag and own name.
#[must_use]
pub fn languages() -> Vec<(String, String)> {
    let Some(list) = object(&js_sys::global(), "onsightLanguages") else { return Vec::new() };
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Object::entries(list.unchecked_ref::<Object>()).iter().filter_map(pair).collect()
}

/// Switches to a language, for this visit and later ones; `false` where its sentences could not be loaded, and nothing
/// has changed.
pub async fn speak(tag: &str) -> bool {
    if !fetch(tag).await {
        return false;
    }
    // Before anything is said in this language; without it, as at the start.
    fetch(&second(tag)).await;
    if Reflect::set(&js_sys::global(), &SPOKEN_TAG.into(), &tag.into()).is_err() || !take_words() {
        return false;
    }
    keep("language", tag);
    dispatch(LANGUAGE, &JsValue::NULL);
    tell(Resay::Everywhere);
    true
}

/// What is known of the labels of a task: tag of its language, and all pages as `crates/task` packs them. English where
/// it cannot be loaded in the language of the page, and `None` where it cannot be loaded at all. Once loaded it stays
/// in memory for this visit, and the service worker caches it. `folder` goes into an address: it is that of a task
/// which [`is_shipped`], or which the list of [`model_list`] names, and nothing else that a visitor gives.
pub async fn task_pages(folder: &str) -> Option<(String, String)> {
    in_own_language(&format!("about/{folder}-")).await
}

/// Whether there is a model of a task on this site, by the name of its folder.
pub fn is_shipped(folder: &str) -> bool {
    shipped_tasks::tasks().any(|known| known.folder == folder)
}

/// The descriptions of all models: tag of their language, and the list as `crates/task` packs it; else as
/// [`task_pages`].
pub async fn model_list() -> Option<(String, String)> {
    in_own_language("models/").await
}

/// A file in the current language, else in English, with the language's tag.
async fn in_own_language(start: &str) -> Option<(String, String)> {
    for tag in [language().as_str(), "en"] {
        let name = format!("{start}{tag}");
        if fetch(&name).await {
            return Some((tag.to_owned(), text(&get(&js_sys::global(), WORDS), &name)));
        }
    }
    None
}

/// Uses the loaded sentences of the page's language; `false` where they are not of this program.
fn take_words() -> bool {
    let (tag, words) = (get(&js_sys::global(), SPOKEN_TAG), get(&js_sys::global(), WORDS));
    let tag = tag.as_string().unwrap_or_default();
    let Some(mut catalogue) = Catalogue::read(text(&words, &tag)) else { return false };
    catalogue.complete(text(&words, &second(&tag)));
    let locale: Box<dyn Locale> = match catalogue.tag() {
        "en" => Box::new(EnglishLocale),
        tag => Box::new(BrowserLocale::new(tag)),
    };
    set_language(catalogue.tag(), catalogue.direction());
    SPOKEN.set(Some(Spoken { catalogue, locale, is_coming: false, owed: None }));
    true
}

/// Fetches the second part where it is neither loaded nor being loaded.
async fn complete() {
    let tag = SPOKEN.with_borrow_mut(|spoken| {
        let spoken = spoken.as_mut().filter(|spoken| !spoken.is_coming && !spoken.catalogue.is_whole())?;
        spoken.is_coming = true;
        Some(spoken.catalogue.tag())
    });
    if let Some(tag) = tag {
        bring(tag).await;
    }
}

/// Fetches the second part, and reformats the messages that were formatted without it; `false` where it could not be
/// loaded.
async fn bring(tag: &'static str) -> bool {
    let is_here = fetch(&second(tag)).await;
    let come = text(&get(&js_sys::global(), WORDS), &second(tag));
    let owed = SPOKEN.with_borrow_mut(|spoken| {
        let spoken = spoken.as_mut().filter(|spoken| spoken.catalogue.tag() == tag)?;
        spoken.is_coming = false;
        if spoken.catalogue.complete(come) { spoken.owed.take() } else { None }
    });
    if let Some(owed) = owed {
        tell(owed);
    }
    is_here
}

fn tell(what: Resay) {
    if let Some(resay) = RESAY.get() {
        resay(what);
    }
}

/// Fetches the packed sentences of a file; `false` where they could not be loaded, or are not those of this build.
async fn fetch(name: &str) -> bool {
    let text = call(&js_sys::global(), "onsightText", &[&JsValue::from_str(name)]);
    match text.map(JsCast::dyn_into::<Promise>) {
        Some(Ok(text)) => JsFuture::from(text).await.is_ok(),
        _ => false,
    }
}

/// Name of the file with the second part.
fn second(tag: &str) -> String {
    format!("{tag}-files")
}

/// Sets the document's language and text direction for screen readers and style sheets.
fn set_language(tag: &str, direction: &str) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("dir", direction);
    }
}

/// Numbers and plurals of a language, by the browser's own tables (ECMA-402).
#[derive(Clone, Debug)]
struct BrowserLocale {
    locales: Array,
    plurals: Intl::PluralRules,
}

impl BrowserLocale {
    /// A language of this build, so its tag is well-formed.
    fn new(tag: &str) -> Self {
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
