//! A photograph of a slice as a DICOM file, as archives store them: JPEG within (PS3.5, A.4.1), nothing decoded.

/// MR Image Storage (PS3.4, B.5).
const STORAGE: &str = "1.2.840.10008.5.1.4.1.1.4";
/// JPEG Baseline (PS3.6, A).
const SYNTAX: &str = "1.2.840.10008.1.2.4.50";
/// What the bench numbers its objects below.
const ROOT: &str = "1.2.826.0.1.3680043.2.1125.1";

/// The slice of this number in its series, of a baseline JPEG of one component; `None` for every other file.
pub fn dicom_from_jpeg(jpeg: &[u8], number: usize) -> Option<Vec<u8>> {
    let [rows, columns] = size(jpeg)?;
    let instance = format!("{ROOT}.2.{number}");
    let meta = [
        element((0x0002, 0x0001), *b"OB", &[0, 1]),
        element((0x0002, 0x0002), *b"UI", STORAGE.as_bytes()),
        element((0x0002, 0x0003), *b"UI", instance.as_bytes()),
        element((0x0002, 0x0010), *b"UI", SYNTAX.as_bytes()),
        element((0x0002, 0x0012), *b"UI", ROOT.as_bytes()),
    ]
    .concat();
    let word = |tag, number: u16| element(tag, *b"US", &number.to_le_bytes());
    let elements = [
        element((0x0008, 0x0016), *b"UI", STORAGE.as_bytes()),
        element((0x0008, 0x0018), *b"UI", instance.as_bytes()),
        element((0x0008, 0x0060), *b"CS", b"MR"),
        element((0x0018, 0x0015), *b"CS", b"BRAIN"),
        element((0x0020, 0x000D), *b"UI", format!("{ROOT}.1").as_bytes()),
        element((0x0020, 0x000E), *b"UI", format!("{ROOT}.2").as_bytes()),
        element((0x0020, 0x0013), *b"IS", number.to_string().as_bytes()),
        word((0x0028, 0x0002), 1),
        element((0x0028, 0x0004), *b"CS", b"MONOCHROME2"),
        word((0x0028, 0x0010), rows),
        word((0x0028, 0x0011), columns),
        word((0x0028, 0x0100), 8),
        word((0x0028, 0x0101), 8),
        word((0x0028, 0x0102), 7),
        word((0x0028, 0x0103), 0),
    ]
    .concat();
    let length = element((0x0002, 0x0000), *b"UL", &(meta.len() as u32).to_le_bytes());
    let mut file = [&[0; 128][..], b"DICM", &length, &meta, &elements].concat();
    // Pixel data of no stated length: an offset table without entries, the picture, the end.
    file.extend(*b"\xE0\x7F\x10\x00OB\0\0\xFF\xFF\xFF\xFF\xFE\xFF\x00\xE0\0\0\0\0\xFE\xFF\x00\xE0");
    file.extend((jpeg.len().next_multiple_of(2) as u32).to_le_bytes());
    file.extend(jpeg);
    file.extend(vec![0; jpeg.len() % 2]);
    file.extend(*b"\xFE\xFF\xDD\xE0\0\0\0\0");
    Some(file)
}

/// One element, explicit and little endian (PS3.5, 7.1.2), of an even length.
fn element((group, number): (u16, u16), vr: [u8; 2], value: &[u8]) -> Vec<u8> {
    let length = value.len().next_multiple_of(2);
    let mut bytes = [group.to_le_bytes(), number.to_le_bytes(), vr].concat();
    if vr == *b"OB" {
        bytes.extend([0, 0]);
        bytes.extend((length as u32).to_le_bytes());
    } else {
        bytes.extend((length as u16).to_le_bytes());
    }
    bytes.extend(value);
    let padding = if matches!(&vr, b"OB" | b"UI") { 0 } else { b' ' };
    bytes.extend(vec![padding; length - value.len()]);
    bytes
}

/// Rows and columns of a baseline frame of one component and eight bits (ITU-T T.81, B.2.2).
fn size(jpeg: &[u8]) -> Option<[u16; 2]> {
    let mut rest = jpeg.strip_prefix(b"\xFF\xD8")?;
    loop {
        let (&[0xFF, marker, high, low], behind) = rest.split_first_chunk::<4>()? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
        match (marker, behind.first_chunk::<6>()?) {
            (0xC0, &[8, h1, h0, w1, w0, 1]) => {
                return Some([u16::from_be_bytes([h1, h0]), u16::from_be_bytes([w1, w0])]);
            }
            (0xC0..=0xC3 | 0xDA, _) => return None,
            _ => rest = behind.get(length..)?,
        }
    }
}

#[test]
fn a_file_says_what_its_jpeg_is_and_holds_it_whole() {
    let jpeg = b"\xFF\xD8\xFF\xE0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xC0\x00\x0B\x08\x01\x02\x00\x80\x01\x01\x11\0\xFF\xD9";
    let file = dicom_from_jpeg(jpeg, 7).unwrap();
    let holds = |bytes: &[u8]| file.windows(bytes.len()).any(|part| part == bytes);
    assert!(file.len().is_multiple_of(2) && file[128..].starts_with(b"DICM\x02\0\0\0UL\x04\0"));
    assert!(holds(b"\x28\0\x10\0US\x02\0\x02\x01\x28\0\x11\0US\x02\0\x80\0"), "258 rows, 128 columns");
    assert!(holds(b"\x20\0\x13\0IS\x02\x007 ") && holds(b"\x08\0\x60\0CS\x02\0MR"));
    assert!(holds(&[&(jpeg.len() as u32 + 1).to_le_bytes(), &jpeg[..], &[0]].concat()), "of an even length");
    let colour: Vec<u8> = jpeg.iter().enumerate().map(|(at, &byte)| if at == 29 { 3 } else { byte }).collect();
    assert_eq!(
        (dicom_from_jpeg(&colour, 1), dicom_from_jpeg(b"\xFF\xD8", 1), dicom_from_jpeg(b"PNG", 1)),
        (None, None, None)
    );
}
