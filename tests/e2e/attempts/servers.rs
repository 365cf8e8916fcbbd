//! The listening servers: one for each protocol that a browser speaks, on this machine alone, and a recording proxy
//! before the page's own host.
//!
//! Every byte that arrives is recorded. A name below `localhost` resolves to this machine without a look-up outside the
//! browser.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::stun;

/// Allows the CORS preflight, so that the actual request follows.
const ANSWER: &str = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n\
    Content-Type: text/plain\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// How long a connection may pause before it is answered: a request may arrive in parts.
const PAUSE: Duration = Duration::from_millis(200);
/// Pauses of one that has sent nothing yet: a browser may connect ahead of its request.
const MOST_PAUSES: usize = 50;

/// Which server received something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Listener {
    /// The host that the page came from.
    Own,
    /// Another host: HTTP, and the upgrade to WebSocket.
    Http,
    /// Another host: the server name in a TLS ClientHello.
    Tls,
    /// Another host: STUN, TURN and connectivity checks.
    Udp,
}

impl Listener {
    /// As the table has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Own => "own host",
            Self::Http => "HTTP",
            Self::Tls => "TLS",
            Self::Udp => "UDP",
        }
    }
}

/// What all servers have received.
type ServerRecord = Arc<Mutex<Vec<(Listener, Vec<u8>)>>>;

/// The servers; they live as long as the process.
pub(super) struct Servers {
    heard: ServerRecord,
    http: u16,
    tls: u16,
    udp: u16,
}

/// Sockets that only one way knows: whatever arrives there came by it.
pub(super) struct Counters {
    stun: Counter,
    quic: Counter,
}

struct Counter {
    port: u16,
    packets: Arc<AtomicUsize>,
}

impl Servers {
    /// Starts all but the recording proxy.
    pub(super) fn start() -> Self {
        let heard = ServerRecord::default();
        let http = listen(&heard, answered);
        let tls = listen(&heard, greeted);
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let udp = socket.local_addr().expect("an address").port();
        let to = Arc::clone(&heard);
        thread::spawn(move || {
            let mut packet = [0; 4096];
            while let Ok((length, from)) = socket.recv_from(&mut packet) {
                if let Some(answer) = stun::who_are_you(&packet[..length]) {
                    let _ = socket.send_to(&answer, from);
                }
                note(&to, Listener::Udp, &packet[..length]);
            }
        });
        Self { heard, http, tls, udp }
    }

    /// A port that forwards to a server of the page, and records the requests.
    pub(super) fn tap(&self, server: SocketAddr) -> u16 {
        listen(&self.heard, move |client, heard| overhear(client, server, heard))
    }

    /// Where connections to names below `localhost` go when the browser chooses the port itself.
    pub(super) fn resolver_rules(&self) -> String {
        format!(
            "--host-resolver-rules=MAP *.localhost:443 127.0.0.1:{}, MAP *.localhost:80 127.0.0.1:{}",
            self.tls, self.http
        )
    }

    /// The ports, as the ways know them.
    pub(super) fn ports(&self, counters: &Counters) -> Value {
        json!({
            "http": self.http, "tls": self.tls, "udp": self.udp, "stun": counters.stun.port, "quic": counters.quic.port,
        })
    }

    /// Which servers have received a token so far.
    pub(super) fn who_heard(&self, word: &str) -> Vec<Listener> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        let mut found: Vec<Listener> =
            heard.iter().filter(|(_, bytes)| holds(bytes)).map(|(listener, _)| *listener).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Counters {
    /// Fresh ones: a peer of an earlier attempt may still be sending.
    pub(super) fn start() -> Self {
        Self { stun: Counter::start(), quic: Counter::start() }
    }

    /// Whether anything came by a way that has a socket of its own.
    pub(super) fn heard(&self, script: &str) -> bool {
        let counter = match script {
            "stunHostName" => &self.stun,
            "webTransport" => &self.quic,
            _ => return false,
        };
        counter.packets.load(Ordering::SeqCst) > 0
    }
}

impl Counter {
    fn start() -> Self {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = socket.local_addr().expect("an address").port();
        let packets = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&packets);
        thread::spawn(move || {
            while socket.recv_from(&mut [0; 2048]).is_ok() {
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { port, packets }
    }
}

/// Accepts connections on a free port, each in a thread of its own; returns the port.
fn listen(
    heard: &ServerRecord,
    serve: impl Fn(TcpStream, &ServerRecord) -> io::Result<()> + Clone + Send + 'static,
) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let heard = Arc::clone(heard);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (serve, heard) = (serve.clone(), Arc::clone(&heard));
            // A client that closes a connection early makes it end with an error, which is not worth reporting.
            thread::spawn(move || drop(serve(stream, &heard)));
        }
    });
    port
}

fn note(heard: &ServerRecord, listener: Listener, bytes: &[u8]) {
    heard.lock().unwrap_or_else(PoisonError::into_inner).push((listener, bytes.to_vec()));
}

/// Reads a whole request, and answers with no content.
fn answered(mut stream: TcpStream, heard: &ServerRecord) -> io::Result<()> {
    said(&mut stream, Listener::Http, heard)?;
    stream.write_all(ANSWER.as_bytes())
}

/// Reads a greeting, and closes the connection.
fn greeted(mut stream: TcpStream, heard: &ServerRecord) -> io::Result<()> {
    said(&mut stream, Listener::Tls, heard)
}

/// Everything up to the first pause.
fn said(stream: &mut TcpStream, listener: Listener, heard: &ServerRecord) -> io::Result<()> {
    stream.set_read_timeout(Some(PAUSE))?;
    let (mut all, mut part) = (Vec::new(), [0; 16_384]);
    for _ in 0..MOST_PAUSES {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(length) => all.extend_from_slice(&part[..length]),
            Err(_) if all.is_empty() => {}
            Err(_) => break,
        }
    }
    note(heard, listener, &all);
    Ok(())
}

/// Forwards both directions between a client and a server; what the client sends is recorded at once.
fn overhear(mut client: TcpStream, server: SocketAddr, heard: &ServerRecord) -> io::Result<()> {
    let mut server = TcpStream::connect(server)?;
    let (mut answers, mut back) = (server.try_clone()?, client.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut answers, &mut back);
        let _ = back.shutdown(Shutdown::Both);
    });
    let mut part = [0; 16_384];
    loop {
        let length = client.read(&mut part)?;
        if length == 0 {
            break;
        }
        note(heard, Listener::Own, &part[..length]);
        server.write_all(&part[..length])?;
    }
    server.shutdown(Shutdown::Write)
}

#[test]
fn what_is_said_to_a_server_is_known_by_its_words() {
    let servers = Servers::start();
    let say = |port: u16, words: &str| {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.write_all(words.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(say(servers.http, "GET /first HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 200"));
    let tap = servers.tap((Ipv4Addr::LOCALHOST, servers.http).into());
    assert!(say(tap, "GET /second HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 200"));
    assert_eq!(say(servers.tls, "third"), "");
    assert_eq!(servers.who_heard("first"), [Listener::Http]);
    assert_eq!(servers.who_heard("second"), [Listener::Own, Listener::Http]);
    assert_eq!(servers.who_heard("third"), [Listener::Tls]);
    assert_eq!(servers.who_heard("fourth"), []);
}
