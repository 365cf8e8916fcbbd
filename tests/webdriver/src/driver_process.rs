//! The process of chromedriver.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::{DriverError, Result};

/// On a busy machine another program may take a port between its choice and its use, and then chromedriver ends.
const ATTEMPTS: usize = 3;

/// chromedriver at work; it ends when this is dropped.
pub(crate) struct DriverProcess {
    child: Child,
    port: u16,
}

impl DriverProcess {
    /// Starts it on a free port of its own choice.
    pub(crate) fn start(program: &Path) -> Result<Self> {
        for _ in 0..ATTEMPTS {
            let mut command = Command::new(program);
            command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
            let mut child = command.spawn().map_err(DriverError::Start)?;
            if let Some(port) = child.stdout.take().and_then(port_of) {
                return Ok(Self { child, port });
            }
            let _ = child.kill();
            let _ = child.wait();
        }
        Err(DriverError::NoPort)
    }

    /// The port on which it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Its process; the browser's are below it.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the port that chromedriver chose, and lets it write on unread; `None` when it ended without one.
fn port_of(output: impl Read + Send + 'static) -> Option<u16> {
    let mut lines = BufReader::new(output).lines().map_while(std::result::Result::ok);
    let port = lines.find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    thread::spawn(move || lines.for_each(drop));
    port
}

#[test]
fn the_port_is_read_from_what_chromedriver_prints() {
    let printed = "Starting ChromeDriver 156.0 on port 0\nOnly local connections are allowed.\n\
        ChromeDriver was started successfully on port 40231.\nmore\n";
    assert_eq!(port_of(printed.as_bytes()), Some(40_231));
    assert_eq!(port_of("Address already in use\n".as_bytes()), None);
}
