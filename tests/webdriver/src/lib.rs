//! A small WebDriver client: chromedriver and one Chromium with a fresh profile.
//!
//! [`BrowserSession`] is the browser, [`BrowserOptions`] says how it is started. Commands of Chromium's own DevTools protocol go
//! through chromedriver as well (`goog/cdp/execute`), to pages and to their workers, so this is the only client that the
//! journeys and the benchmark need.
//!
//! Firefox is driven through geckodriver with [`FirefoxOptions`]; [`NetLog`] reads Chromium's log of its own requests.
//!
//! Compared with fantoccini, thirtyfour and chromiumoxide, which bring an async runtime and about a hundred crates for
//! the two dozen calls needed here.
//!
//! Invariant: one command after the other, one answer to each; browser and driver end when the session is dropped, and
//! nothing that they wrote is left.

mod connection;
mod devtools;
mod driver_process;
mod firefox;
mod net_log;
mod options;
mod session;

use std::{fmt, io};

pub use firefox::FirefoxOptions;
pub use net_log::{NetLog, NetRequest};
pub use options::{BrowserOptions, UNATTENDED};
pub use session::BrowserSession;

/// Result of a command.
pub type Result<T> = std::result::Result<T, DriverError>;

/// Why a command failed.
#[derive(Debug)]
pub enum DriverError {
    /// chromedriver cannot be started.
    Start(io::Error),
    /// chromedriver ended three times without reporting its port.
    NoPort,
    /// chromedriver did not answer in time, or not in the form of WebDriver.
    NoAnswer {
        /// The command's path.
        command: String,
        /// What went wrong.
        why: String,
    },
    /// chromedriver refused the command, or a script threw.
    Refused {
        /// The command's path, or its DevTools name.
        command: String,
        /// chromedriver's message.
        message: String,
    },
    /// The response lacks what the command should return.
    Incomplete {
        /// The command's path, or its DevTools name.
        command: String,
        /// What is missing.
        expected: &'static str,
    },
}

impl fmt::Display for DriverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => write!(f, "chromedriver does not start: {error}"),
            Self::NoPort => f.write_str("chromedriver was started three times and never said on which port it listens"),
            Self::NoAnswer { command, why } => write!(f, "{command}: {why}"),
            Self::Refused { command, message } => write!(f, "{command}: {message}"),
            Self::Incomplete { command, expected } => write!(f, "{command}: the answer has no {expected}"),
        }
    }
}

impl std::error::Error for DriverError {}
