//! The page's bookkeeping of its workers: how many a queue gets, which case is assigned to which, what was requested
//! besides answers, and which device they run on.
//!
//! [`Ledger`] holds the open cases, [`Inquiries`] what else the visitor asked for, [`extra_workers`] decides how many
//! workers a queue gets, [`choose_device`] and [`DeviceTimes`] which device runs the network. The page's client keeps one of each
//! and acts on them.
//!
//! Invariant: no worker, no message, no file is touched here. Whatever workers do, no case is lost and none ends twice.
//!
//! ```
//! use dispatch::{Ledger, extra_workers};
//!
//! // Eight cores and 8 GiB: a dozen pictures are worth two workers beside the first.
//! assert_eq!(extra_workers(8.0, 8.0, 12), 2);
//!
//! let mut ledger = Ledger::default();
//! ledger.add(7, "a.png");
//! ledger.add(8, "b.png");
//! assert_eq!(ledger.next(1), Some((7, "a.png")));
//! // The worker dies; its case goes to another one, before those that wait.
//! assert_eq!(ledger.after_crash(1), None);
//! assert_eq!(ledger.next(2), Some((7, "a.png")));
//! assert!(ledger.end(7) && !ledger.end(7));
//! assert_eq!(ledger.waiting(), 1);
//! ```

mod device_choice;
mod inquiries;
mod ledger;
mod worker_pool;
mod worth_timing;

pub use device_choice::{DeviceTimes, DeviceVerdict, GpuSupport, TimedOn, choose_device, may_be_timed};
pub use inquiries::Inquiries;
pub use ledger::{Cancelled, Ledger};
pub use worker_pool::{WorkerId, extra_workers};
pub use worth_timing::{is_line_spared, worth_timing};
