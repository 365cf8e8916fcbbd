//! Enough of STUN and TURN (RFC 8489 and RFC 8656) to make a client send its user name.

/// Bytes of a message header.
const HEADER: usize = 20;
/// Message types: Allocate request and Allocate error response.
const ALLOCATE: [u8; 2] = [0x00, 0x03];
const ALLOCATE_ERROR: [u8; 2] = [0x01, 0x13];
/// Attributes.
const USERNAME: u16 = 0x0006;
const ERROR_CODE: u16 = 0x0009;
const REALM: u16 = 0x0014;
const NONCE: u16 = 0x0015;

/// Answers an unauthenticated request with 401, a realm and a nonce; `None` for every other packet. Only then does a
/// client send its user name.
pub(super) fn who_are_you(packet: &[u8]) -> Option<Vec<u8>> {
    if packet.len() < HEADER || packet[..2] != ALLOCATE || names_a_user(&packet[HEADER..]) {
        return None;
    }
    let mut attributes = Vec::new();
    // Class 4, number 1.
    put(&mut attributes, ERROR_CODE, b"\0\0\x04\x01Unauthorized");
    put(&mut attributes, REALM, b"relay");
    put(&mut attributes, NONCE, b"nonce");
    let mut answer = ALLOCATE_ERROR.to_vec();
    answer.extend(length_of(&attributes).to_be_bytes());
    // The magic cookie and the transaction.
    answer.extend(&packet[4..HEADER]);
    answer.extend(attributes);
    Some(answer)
}

/// Adds an attribute, padded to four bytes.
fn put(attributes: &mut Vec<u8>, kind: u16, value: &[u8]) {
    attributes.extend(kind.to_be_bytes());
    attributes.extend(length_of(value).to_be_bytes());
    attributes.extend(value);
    attributes.resize(attributes.len().next_multiple_of(4), 0);
}

fn names_a_user(mut attributes: &[u8]) -> bool {
    while let [kind0, kind1, length0, length1, rest @ ..] = attributes {
        if u16::from_be_bytes([*kind0, *kind1]) == USERNAME {
            return true;
        }
        let length = usize::from(u16::from_be_bytes([*length0, *length1])).next_multiple_of(4);
        attributes = rest.get(length..).unwrap_or_default();
    }
    false
}

fn length_of(bytes: &[u8]) -> u16 {
    u16::try_from(bytes.len()).expect("a short message")
}

#[test]
fn a_client_is_asked_for_its_name_once() {
    let mut request = vec![0x00, 0x03, 0x00, 0x00, 0x21, 0x12, 0xa4, 0x42];
    request.extend([7; 12]);
    let answer = who_are_you(&request).expect("a refusal");
    assert_eq!(answer[..4], [0x01, 0x13, 0x00, 44]);
    assert_eq!(answer.len(), HEADER + 44);
    assert_eq!(answer[4..HEADER], request[4..HEADER]);
    put(&mut request, 0x0019, &[17, 0, 0, 0]);
    put(&mut request, USERNAME, b"name");
    assert_eq!(who_are_you(&request), None);
    request[1] = 0x01;
    assert_eq!(who_are_you(&request), None);
    assert_eq!(who_are_you(&[0, 3]), None);
}
