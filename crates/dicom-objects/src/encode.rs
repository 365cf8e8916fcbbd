//! Elements to bytes: little endian with value representations (PS3.5, annex A.2), with the file header (PS3.10, 7).

use super::attributes::{AttributeValue, Attributes};
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;

/// Explicit VR little endian.
const SYNTAX: &str = "1.2.840.10008.1.2.1";
/// This program, as `dicom::deidentify` names it.
const IMPLEMENTATION: &str = "2.25.142913058160441730929327217061327514611";
const ITEM: Tag = Tag(0xFFFE, 0xE000);

/// A whole file. The lengths of values must be below 4 GB, which callers must ensure.
pub(crate) fn file(class_uid: &str, instance_uid: &str, set: &Attributes) -> Vec<u8> {
    let mut meta = Attributes::default();
    meta.bytes(tags::FILE_META_INFORMATION_VERSION, VR::OB, vec![0, 1]);
    meta.uid(tags::MEDIA_STORAGE_SOP_CLASS_UID, class_uid);
    meta.uid(tags::MEDIA_STORAGE_SOP_INSTANCE_UID, instance_uid);
    meta.uid(tags::TRANSFER_SYNTAX_UID, SYNTAX);
    meta.uid(tags::IMPLEMENTATION_CLASS_UID, IMPLEMENTATION);
    meta.text(tags::IMPLEMENTATION_VERSION_NAME, VR::SH, "ONSIGHT");
    let length = length_of(&meta);
    meta.ul(tags::FILE_META_INFORMATION_GROUP_LENGTH, &[length]);
    let mut bytes = Vec::with_capacity(400 + length_of(set) as usize);
    bytes.extend([0; 128]);
    bytes.extend(b"DICM");
    write(&meta, &mut bytes);
    write(set, &mut bytes);
    bytes
}

fn write(set: &Attributes, bytes: &mut Vec<u8>) {
    for (&tag, (vr, value)) in &set.elements {
        put_tag(tag, bytes);
        bytes.extend(vr.to_bytes());
        let length = length_of_value(value);
        if is_long(*vr) {
            bytes.extend([0; 2]);
            bytes.extend(length.to_le_bytes());
        } else {
            // Short-form values are never that long: texts are truncated to their limits, and numbers are few.
            bytes.extend(u16::try_from(length).unwrap_or(u16::MAX - 1).to_le_bytes());
        }
        match value {
            AttributeValue::Bytes(own) => {
                bytes.extend(own);
                if own.len() % 2 == 1 {
                    bytes.push(if matches!(vr, VR::UI | VR::OB) { 0 } else { b' ' });
                }
            }
            AttributeValue::Items(items) => {
                for item in items {
                    put_tag(ITEM, bytes);
                    bytes.extend(length_of(item).to_le_bytes());
                    write(item, bytes);
                }
            }
        }
    }
}

fn put_tag(tag: Tag, bytes: &mut Vec<u8>) {
    bytes.extend(tag.group().to_le_bytes());
    bytes.extend(tag.element().to_le_bytes());
}

/// Whether the length has four bytes (PS3.5, 7.1.2), for the representations that are written here.
fn is_long(vr: VR) -> bool {
    matches!(vr, VR::OB | VR::OW | VR::SQ | VR::UC | VR::UT)
}

fn length_of(set: &Attributes) -> u32 {
    let head = |vr: VR| if is_long(vr) { 12 } else { 8 };
    set.elements.values().map(|(vr, value)| head(*vr) + length_of_value(value)).fold(0, u32::saturating_add)
}

fn length_of_value(value: &AttributeValue) -> u32 {
    match value {
        AttributeValue::Bytes(bytes) => u32::try_from(bytes.len().next_multiple_of(2)).unwrap_or(u32::MAX - 1),
        AttributeValue::Items(items) => items.iter().map(|item| 8 + length_of(item)).fold(0, u32::saturating_add),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_the_standard_says_to_the_byte() {
        let mut inner = Attributes::default();
        inner.text(tags::CODE_MEANING, VR::LO, "x");
        let mut set = Attributes::default();
        set.items(tags::CONCEPT_NAME_CODE_SEQUENCE, vec![inner]);
        set.uid(tags::SOP_CLASS_UID, "1.2.3");
        let bytes = file("1.2.3", "2.25.1", &set);
        assert_eq!(&bytes[..128], [0; 128]);
        assert_eq!(&bytes[128..144], b"DICM\x02\0\0\0UL\x04\0\x8A\0\0\0");
        let body = &bytes[144 + 0x8A..];
        let expected = [
            &b"\x08\0\x16\0UI\x06\x001.2.3\0"[..],
            b"\x40\0\x43\xA0SQ\0\0\x12\0\0\0",
            b"\xFE\xFF\0\xE0\x0A\0\0\0",
            b"\x08\0\x04\x01LO\x02\0x ",
        ];
        assert_eq!(body, expected.concat());
    }
}
