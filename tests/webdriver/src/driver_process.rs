//! The process of chromedriver.

use std::io::{self, BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use temporary::TemporaryFolder;

use crate::connection::Connection;
use crate::{DriverError, Result};

/// Number of attempts: on a busy machine another program may take the port between its choice and its use, and then
/// chromedriver exits.
const ATTEMPTS: usize = 3;

/// How long a driver with a given port may take until it listens there.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a driver may take to end by itself, once it is asked to.
const ENDS_WITHIN: Duration = Duration::from_secs(2);

/// A running chromedriver; it is ended when this is dropped.
pub(crate) struct DriverProcess {
    child: Child,
    port: u16,
    /// What driver and browser write, the profile above all. Dropped after the driver has ended: with it ends a browser
    /// that the driver has not ended, because it was killed or its session did not start.
    _folder: TemporaryFolder,
}

impl DriverProcess {
    /// Starts it on a free port of its own choice.
    pub(crate) fn start(program: &Path) -> Result<Self> {
        let mut folder = TemporaryFolder::new("browser").map_err(DriverError::Start)?;
        for _ in 0..ATTEMPTS {
            let mut command = Command::new(program);
            folder.lend_to(&mut command);
            command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
            let mut child = command.spawn().map_err(DriverError::Start)?;
            if let Some(port) = child.stdout.take().and_then(port_of) {
                return Ok(Self { child, port, _folder: folder });
            }
            let _ = child.kill();
            let _ = child.wait();
        }
        Err(DriverError::NoPort)
    }

    /// Starts a driver that does not report the port it chose, such as geckodriver: it is given a free one.
    pub(crate) fn start_on_free_port(program: &Path) -> Result<Self> {
        let mut folder = TemporaryFolder::new("browser").map_err(DriverError::Start)?;
        for _ in 0..ATTEMPTS {
            let port = free_port().map_err(DriverError::Start)?;
            let mut command = Command::new(program);
            folder.lend_to(&mut command);
            command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().map_err(DriverError::Start)?;
            if listens(port, PATIENCE) {
                return Ok(Self { child, port, _folder: folder });
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
        // chromedriver deletes the profile after it has answered to the end of the session. geckodriver does not know this
        // command, and whatever hangs does not answer: they are killed.
        let asked = Connection::new(format!("http://127.0.0.1:{}", self.port), ENDS_WITHIN).get("/shutdown");
        let started = Instant::now();
        while asked.is_ok() && started.elapsed() < ENDS_WITHIN && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the port that chromedriver chose, and keeps draining its output; `None` when it ended without one.
fn port_of(output: impl Read + Send + 'static) -> Option<u16> {
    let mut lines = BufReader::new(output).lines().map_while(std::result::Result::ok);
    let port = lines.find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    thread::spawn(move || lines.for_each(drop));
    port
}

/// A port that is free at this moment.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Whether connections to a port are accepted within this time.
fn listens(port: u16, most: Duration) -> bool {
    let started = Instant::now();
    loop {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return true;
        }
        if started.elapsed() > most {
            return false;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_port_is_free_until_somebody_listens_on_it() {
    let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)) else { return };
    let port = listener.local_addr().map_or(0, |address| address.port());
    assert!(listens(port, Duration::ZERO));
    drop(listener);
    assert!(!listens(port, Duration::ZERO));
    assert!(free_port().is_ok());
}

#[test]
fn the_port_is_read_from_what_chromedriver_prints() {
    let printed = "Starting ChromeDriver 156.0 on port 0\nOnly local connections are allowed.\n\
        ChromeDriver was started successfully on port 40231.\nmore\n";
    assert_eq!(port_of(printed.as_bytes()), Some(40_231));
    assert_eq!(port_of("Address already in use\n".as_bytes()), None);
}
