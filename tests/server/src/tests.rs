//! What the server must do, asked over a real socket.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::thread;

use super::{Served, Server};

fn ask(server: &Server, request: &str) -> String {
    let url = server.url();
    let address = url.trim_start_matches("http://").split('/').next().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn site() -> (PathBuf, Server) {
    let folder =
        std::env::temp_dir().join(format!("onsight-server-{}-{:?}", std::process::id(), thread::current().id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("index.html"), "<p>page</p>").unwrap();
    fs::write(folder.join("app-0123456789abcdef_bg.wasm"), [0, 97, 115, 109]).unwrap();
    let server = Server::start(&folder, "some/path", 0).unwrap();
    (folder, server)
}

#[test]
fn serves_the_page_from_a_sub_path_and_nothing_beside_it() {
    let (folder, server) = site();
    let page = ask(&server, "GET /some/path/ HTTP/1.1\r\n\r\n");
    assert!(page.starts_with("HTTP/1.1 200") && page.ends_with("<p>page</p>"), "{page}");
    assert!(page.contains("Cache-Control: no-cache"), "{page}");
    assert!(ask(&server, "GET /some/path HTTP/1.1\r\n\r\n").contains("Location: /some/path/"));
    assert!(ask(&server, "GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
    for outside in ["../Cargo.toml", "..%2fCargo.toml", "/etc/passwd", "a/../../x"] {
        let answer = ask(&server, &format!("GET /some/path/{outside} HTTP/1.1\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 404"), "{outside}: {answer}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn wasm_is_named_as_such_and_a_hashed_name_is_kept_for_ever() {
    let (folder, server) = site();
    let head = ask(&server, "HEAD /some/path/app-0123456789abcdef_bg.wasm HTTP/1.1\r\n\r\n");
    assert!(head.contains("Content-Type: application/wasm") && head.contains("immutable"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "HEAD has no body: {head}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn refuses_a_body_and_writes_it_down() {
    let (folder, server) = site();
    let answer = ask(&server, "POST /some/path/?x=1 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    let expected = Served { method: "POST".into(), target: "/some/path/?x=1".into(), body_bytes: 3, status: 405 };
    assert_eq!(server.log(), [expected]);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_unchanged_file_is_not_sent_again() {
    let (folder, server) = site();
    let page = ask(&server, "GET /some/path/ HTTP/1.1\r\n\r\n");
    let tag = page.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
    let again = ask(&server, &format!("GET /some/path/ HTTP/1.1\r\nIf-None-Match: {tag}\r\n\r\n"));
    assert!(again.starts_with("HTTP/1.1 304"), "{again}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn headers_of_ones_own_are_in_every_answer() {
    let (folder, _) = site();
    let server = Server::start_with(&folder, "/", 0, &[("Cross-Origin-Opener-Policy", "same-origin")]).unwrap();
    for path in ["", "nothing-here"] {
        let answer = ask(&server, &format!("GET /{path} HTTP/1.1\r\n\r\n"));
        assert!(answer.contains("\r\nCross-Origin-Opener-Policy: same-origin\r\n"), "{answer}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_compressed_copy_is_sent_to_those_who_can_read_it() {
    let (folder, server) = site();
    fs::write(folder.join("index.html.br"), "compressed").unwrap();
    let compressed = ask(&server, "GET /some/path/ HTTP/1.1\r\nAccept-Encoding: gzip, br\r\n\r\n");
    assert!(compressed.contains("Content-Encoding: br") && compressed.ends_with("compressed"), "{compressed}");
    assert!(compressed.contains("Content-Type: text/html"), "{compressed}");
    let plain = ask(&server, "GET /some/path/ HTTP/1.1\r\nAccept-Encoding: gzip\r\n\r\n");
    assert!(!plain.contains("Content-Encoding") && plain.ends_with("<p>page</p>"), "{plain}");
    fs::remove_dir_all(folder).unwrap();
}
