//! The browser's own database, IndexedDB: four key-value stores of bytes.
//!
//! Transactions of all tabs that write wait for each other, and a transaction is written completely or not at all. A
//! transaction ends by itself once it has nothing to do, so nothing but its own requests may be awaited within one:
//! sealing is done at once.
//!
//! Invariant: a [`VaultTransaction`] that is dropped before [`VaultTransaction::done`] has written nothing.

use crate::problem::VaultProblem;
use browser::clock;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use protocol::VaultStanding;
use std::cell::Cell;
use std::rc::Rc;
use text::Message;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

/// Its name. All of it is the vault's.
const NAME: &str = "onsight-vault";
/// Version of the stores, counted from 1. The forms of what is in them have versions of their own.
const SCHEMA: u32 = 1;

/// The store of the vault's header, its count and its delay.
pub(crate) const HEAD: &str = "vault";
/// Sealed cases.
pub(crate) const CASES: &str = "cases";
/// Sealed summaries.
pub(crate) const SUMMARIES: &str = "summaries";
/// Sealed pictures.
pub(crate) const PICTURES: &str = "pictures";
const STORES: [&str; 4] = [HEAD, CASES, SUMMARIES, PICTURES];

thread_local! {
    /// Since when the database has not answered, by [`clock::now_ms`]. This worker has one request open at a time.
    static WAITS_SINCE: Cell<Option<f64>> = const { Cell::new(None) };
}

/// Who is told what befalls the database. Cloning copies the handles.
#[derive(Clone)]
pub(crate) struct DatabaseNews {
    /// What is left of it when another tab deletes it or brings it to a later version, and when the browser closes it, as
    /// where the visitor clears its storage.
    pub(crate) taken: Rc<dyn Fn(VaultStanding)>,
    /// Another tab keeps it open that does not answer, and what was asked waits until that tab is closed.
    pub(crate) waits: Rc<dyn Fn(Message)>,
}

/// An open database. Dropping it closes it.
pub(crate) struct VaultDatabase {
    database: IdbDatabase,
    _on_taken: Closure<dyn FnMut(Event)>,
}

impl Drop for VaultDatabase {
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.set_onclose(None);
        self.database.close();
    }
}

/// What to do where there is no database yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhereMissing {
    Leave,
    Create,
}

impl VaultDatabase {
    /// Opens the database; `None` where there is none and none is to be created.
    ///
    /// # Errors
    /// [`VaultProblem::LaterDatabase`] for one of a later version, which is left unchanged.
    pub(crate) async fn open(missing: WhereMissing, news: &DatabaseNews) -> Result<Option<Self>, VaultProblem> {
        let request = factory()?.open_with_u32(NAME, SCHEMA).map_err(|why| thrown(&why))?;
        let is_left = Rc::new(Cell::new(false));
        let (of, left) = (request.clone(), Rc::clone(&is_left));
        let on_upgrade = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
            if missing == WhereMissing::Leave {
                left.set(true);
                // Undoes what opening has created.
                let _ = of.transaction().map(|transaction| transaction.abort());
            } else if let Some(database) = of.result().ok().and_then(|database| database.dyn_into::<IdbDatabase>().ok())
            {
                for name in STORES {
                    // A failure here ends the transaction, and opening with it.
                    let _ = database.create_object_store(name);
                }
            }
        });
        request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        let opened = unblocked(&request, news, text::vault::waits).await;
        request.set_onupgradeneeded(None);
        if is_left.get() {
            return Ok(None);
        }
        let database: IdbDatabase = opened?.dyn_into().map_err(|other| thrown(&other))?;
        let (closed, taken) = (database.clone(), Rc::clone(&news.taken));
        let on_taken = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            closed.close();
            // Of a database that is deleted there is no new version.
            let is_deleted = Reflect::get(&event, &"newVersion".into()).is_ok_and(|version| version.is_null());
            taken(if is_deleted { VaultStanding::Nothing } else { VaultStanding::Locked { wait_ms: 0 } });
        });
        database.set_onversionchange(Some(on_taken.as_ref().unchecked_ref()));
        database.set_onclose(Some(on_taken.as_ref().unchecked_ref()));
        Ok(Some(Self { database, _on_taken: on_taken }))
    }

    /// Begins a read transaction.
    pub(crate) fn read(&self) -> Result<VaultTransaction, VaultProblem> {
        self.transaction("readonly")
    }

    /// Begins a write transaction: no other tab writes until it is done.
    pub(crate) fn write(&self) -> Result<VaultTransaction, VaultProblem> {
        self.transaction("readwrite")
    }

    fn transaction(&self, mode: &str) -> Result<VaultTransaction, VaultProblem> {
        let options = Object::new();
        let stores: Array = STORES.iter().map(|&name| JsValue::from_str(name)).collect();
        // The typed binding of `durability` is behind an unstable flag of web-sys. Browsers without it ignore it.
        let begun = Reflect::set(&options, &"durability".into(), &"strict".into())
            .and_then(|_| Reflect::get(&self.database, &"transaction".into()))
            .and_then(|method| method.dyn_into::<Function>())
            .and_then(|method| method.call3(&self.database, &stores, &mode.into(), &options));
        let transaction = begun.and_then(|begun| begun.dyn_into::<IdbTransaction>()).map_err(|why| thrown(&why))?;
        Ok(VaultTransaction { transaction, is_done: false })
    }
}

/// Deletes the database. Other tabs that have it open are notified, and close it; one that is frozen does not, and the
/// deletion waits for it.
pub(crate) async fn delete(news: &DatabaseNews) -> Result<(), VaultProblem> {
    let request = factory()?.delete_database(NAME).map_err(|why| thrown(&why))?;
    unblocked(&request, news, text::vault::waits_to_delete).await.map(|_| ())
}

/// For how many milliseconds the database has not answered; 0 where nothing is asked of it.
pub(crate) fn waited_ms() -> f64 {
    WAITS_SINCE.get().map_or(0.0, |since| clock::now_ms() - since)
}

/// A transaction of the database.
pub(crate) struct VaultTransaction {
    transaction: IdbTransaction,
    is_done: bool,
}

impl Drop for VaultTransaction {
    fn drop(&mut self) {
        if !self.is_done {
            // One that has already ended throws, which is fine.
            let _ = self.transaction.abort();
        }
    }
}

impl VaultTransaction {
    /// The bytes of that name.
    pub(crate) async fn bytes(&self, store: &str, name: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        let found = settled(&self.store(store)?.get(&name.into()).map_err(|why| thrown(&why))?).await?;
        Ok(found.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
    }

    /// The whole number of that name; 0 where there is none.
    pub(crate) async fn number(&self, store: &str, name: &str) -> Result<u64, VaultProblem> {
        let found = settled(&self.store(store)?.get(&name.into()).map_err(|why| thrown(&why))?).await?;
        Ok(found.as_f64().map_or(0, |number| number as u64))
    }

    /// How many there are.
    pub(crate) async fn count(&self, store: &str) -> Result<u32, VaultProblem> {
        let found = settled(&self.store(store)?.count().map_err(|why| thrown(&why))?).await?;
        Ok(found.as_f64().map_or(0, |number| number as u32))
    }

    /// All names, in their order.
    pub(crate) async fn names(&self, store: &str) -> Result<Vec<String>, VaultProblem> {
        let found = settled(&self.store(store)?.get_all_keys().map_err(|why| thrown(&why))?).await?;
        let names = found.dyn_into::<Array>().unwrap_or_default();
        Ok(names.iter().filter_map(|name| name.as_string()).collect())
    }

    /// All of a store, by name.
    pub(crate) async fn all(&self, store: &str) -> Result<Vec<(String, Vec<u8>)>, VaultProblem> {
        let names = self.names(store).await?;
        let found = settled(&self.store(store)?.get_all().map_err(|why| thrown(&why))?).await?;
        let values = found.dyn_into::<Array>().unwrap_or_default();
        let values =
            values.iter().map(|value| value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default());
        Ok(names.into_iter().zip(values).collect())
    }

    /// Writes bytes under a name.
    pub(crate) fn put(&self, store: &str, name: &str, bytes: &[u8]) -> Result<(), VaultProblem> {
        self.put_array(store, name, &Uint8Array::from(bytes))
    }

    /// The same of bytes that the browser holds already.
    pub(crate) fn put_array(&self, store: &str, name: &str, bytes: &Uint8Array) -> Result<(), VaultProblem> {
        self.store(store)?.put_with_key(bytes, &name.into()).map(|_| ()).map_err(|why| thrown(&why))
    }

    /// Writes a number under a name. Counts here never reach 2^53.
    pub(crate) fn put_number(&self, store: &str, name: &str, number: u64) -> Result<(), VaultProblem> {
        let value = JsValue::from_f64(number as f64);
        self.store(store)?.put_with_key(&value, &name.into()).map(|_| ()).map_err(|why| thrown(&why))
    }

    /// Deletes what has that name.
    pub(crate) fn delete(&self, store: &str, name: &str) -> Result<(), VaultProblem> {
        self.store(store)?.delete(&name.into()).map(|_| ()).map_err(|why| thrown(&why))
    }

    /// Waits until all of it is written.
    ///
    /// # Errors
    /// [`VaultProblem::Full`], and other errors of the browser. Then nothing of it is written.
    pub(crate) async fn done(mut self) -> Result<(), VaultProblem> {
        let of = self.transaction.clone();
        let ended = Promise::new(&mut |resolve, reject| {
            of.set_oncomplete(Some(&resolve));
            of.set_onabort(Some(&reject));
        });
        self.is_done = true;
        match waited(ended).await {
            Ok(_) => Ok(()),
            Err(_) => Err(VaultProblem::of_exception(of.error().as_ref())),
        }
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, VaultProblem> {
        self.transaction.object_store(name).map_err(|why| thrown(&why))
    }
}

/// The result of a request, once it is there.
async fn settled(request: &IdbRequest) -> Result<JsValue, VaultProblem> {
    let ended = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match waited(ended).await {
        Ok(_) => request.result().map_err(|why| thrown(&why)),
        Err(_) => Err(VaultProblem::of_exception(request.error().ok().flatten().as_ref())),
    }
}

/// The result of a request that other tabs may block, which is told at once.
async fn unblocked(
    request: &IdbOpenDbRequest,
    news: &DatabaseNews,
    words: fn() -> Message,
) -> Result<JsValue, VaultProblem> {
    let waits = Rc::clone(&news.waits);
    let on_blocked = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
        // Else it is told a second time, as a database that is only slow.
        WAITS_SINCE.set(None);
        waits(words());
    });
    request.set_onblocked(Some(on_blocked.as_ref().unchecked_ref()));
    let result = settled(request).await;
    request.set_onblocked(None);
    result
}

/// Waits for the database.
async fn waited(promise: Promise) -> Result<JsValue, JsValue> {
    WAITS_SINCE.set(Some(clock::now_ms()));
    let ended = JsFuture::from(promise).await;
    WAITS_SINCE.set(None);
    ended
}

fn factory() -> Result<IdbFactory, VaultProblem> {
    let found = Reflect::get(&js_sys::global(), &"indexedDB".into()).ok();
    found.and_then(|found| found.dyn_into().ok()).ok_or(VaultProblem::NoDatabase)
}

fn thrown(why: &JsValue) -> VaultProblem {
    VaultProblem::of_exception(why.dyn_ref::<DomException>())
}
