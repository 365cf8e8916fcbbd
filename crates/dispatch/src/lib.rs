//! The page's account of its workers: how many a queue gets, which case is with whom, what was asked beside answers.
//!
//! [`Ledger`] holds the open cases, [`Inquiries`] what else the visitor asked for, [`extra_workers`] says how many workers
//! a queue is worth. The page's client keeps one of each and does what they say.
//!
//! Invariant: no worker, no message, no file is touched here. Whatever workers do, no case is lost and none ends twice.

mod inquiries;
mod ledger;
mod worker_pool;

pub use inquiries::Inquiries;
pub use ledger::{Cancelled, Ledger};
pub use worker_pool::{WorkerId, extra_workers};
