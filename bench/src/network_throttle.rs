//! A network throttle: a proxy of limited speed and with a delay, before a server.
//!
//! Compared with the browser's own emulation, which does not reach a page's workers ("Not supported", says
//! Chromium 156 of `Network.emulateNetworkConditions` there): what passes through this proxy is slow for every thread.
//!
//! Invariant: all bytes are passed on unchanged and in order.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes per transfer; small, so that connections share the line evenly.
const PIECE: usize = 4_096;

/// A proxy; it lives as long as the process.
#[derive(Clone, Debug)]
pub struct NetworkThrottle {
    address: SocketAddr,
}

/// When the next bytes may pass.
type Busy = Arc<Mutex<Instant>>;

impl NetworkThrottle {
    /// A proxy before `server` with this bit rate for all connections together, which delays each request by the
    /// round-trip time.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn start(server: SocketAddr, bits_per_s: f64, there_and_back: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let busy: Busy = Arc::new(Mutex::new(Instant::now()));
        thread::spawn(move || {
            for from in listener.incoming().flatten() {
                let busy = Arc::clone(&busy);
                // A browser that closes a connection early makes it end with an error, which is not worth reporting.
                thread::spawn(move || drop(connect(&from, server, bits_per_s, there_and_back, &busy)));
            }
        });
        Ok(Self { address })
    }

    /// Its address, in the place of the server's.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

fn connect(from: &TcpStream, to: SocketAddr, bits_per_s: f64, delay: Duration, busy: &Busy) -> io::Result<()> {
    // Opening a connection takes a round trip as well.
    thread::sleep(delay);
    let server = TcpStream::connect(to)?;
    let (mut up_from, mut up_to) = (from.try_clone()?, server.try_clone()?);
    thread::spawn(move || {
        let mut piece = [0; PIECE];
        while let Ok(count @ 1..) = up_from.read(&mut piece) {
            thread::sleep(delay);
            if up_to.write_all(&piece[..count]).is_err() {
                break;
            }
        }
        let _ = up_to.shutdown(Shutdown::Write);
    });
    let (mut down_from, mut down_to) = (server, from.try_clone()?);
    let mut piece = [0; PIECE];
    loop {
        let count = down_from.read(&mut piece)?;
        if count == 0 {
            return down_to.shutdown(Shutdown::Both);
        }
        thread::sleep(turn(busy, Duration::from_secs_f64(8.0 * count as f64 / bits_per_s)));
        down_to.write_all(&piece[..count])?;
    }
}

/// Reserves the line for this long; returns how long to wait until then.
fn turn(busy: &Busy, long: Duration) -> Duration {
    let mut free = busy.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    *free = (*free).max(now) + long;
    *free - now
}

#[test]
fn a_line_is_as_slow_as_it_says_and_changes_nothing() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let server = listener.local_addr().unwrap();
    let body: Vec<u8> = (0..60_000_u32).map(|n| n as u8).collect();
    let sent = body.clone();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut word = [0; 3];
            stream.read_exact(&mut word).unwrap();
            stream.write_all(&sent).unwrap();
        }
    });
    let line = NetworkThrottle::start(server, 2_000_000.0, Duration::from_millis(10)).unwrap();
    let begun = Instant::now();
    let mut both: Vec<_> = (0..2)
        .map(|_| {
            let mut stream = TcpStream::connect(line.address).unwrap();
            stream.write_all(b"ask").unwrap();
            stream
        })
        .collect();
    for stream in &mut both {
        let mut found = Vec::new();
        stream.read_to_end(&mut found).unwrap();
        assert!(found == body);
    }
    // 120 kB at 250 kB/s, whichever connection asks for them.
    let took = begun.elapsed().as_secs_f64();
    assert!((0.48..2.0).contains(&took), "{took}");
}
