//! Volumes, halves of volumes, gzip files and archives.

use super::pictures::png;
use miniz_oxide::deflate::compress_to_vec;

/// A header of the first version for 5 × 4 × 3 voxels of 16 bits, and the voxels.
fn halves(magic: &[u8; 4], offset: f32) -> (Vec<u8>, Vec<u8>) {
    let mut header = vec![0_u8; 352];
    let mut set = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    set(0, &348_u32.to_le_bytes());
    set(40, &[3_u16, 5, 4, 3, 1, 1, 1, 1].map(u16::to_le_bytes).concat());
    set(70, &[4_u16, 16].map(u16::to_le_bytes).concat());
    set(76, &[1_f32; 4].map(f32::to_le_bytes).concat());
    set(108, &offset.to_le_bytes());
    set(112, &2_f32.to_le_bytes());
    set(123, &[2]);
    set(254, &[1, 0]);
    set(280, &[-1_f32, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0].map(f32::to_le_bytes).concat());
    set(344, magic);
    (header, (0..60_i16).flat_map(|voxel| (voxel * 17).to_le_bytes()).collect())
}

pub(crate) fn volumes() -> Vec<Vec<u8>> {
    let (header, voxels) = halves(b"n+1\0", 352.0);
    let plain = [header, voxels].concat();
    vec![zipped(&plain), plain]
}

pub(crate) fn pairs() -> Vec<Vec<u8>> {
    let (header, voxels) = halves(b"ni1\0", 0.0);
    let joined = |header: &[u8], voxels: &[u8]| [&(header.len() as u16).to_le_bytes()[..], header, voxels].concat();
    let (analyze, _) = halves(&[0; 4], 0.0);
    vec![
        joined(&header[..348], &voxels),
        joined(&zipped(&header[..348]), &zipped(&voxels)),
        joined(&analyze[..348], &voxels),
    ]
}

/// As gzip packs it (RFC 1952, 2.3).
pub(crate) fn zipped(bytes: &[u8]) -> Vec<u8> {
    let sum = containers::crc32(&[bytes]).to_le_bytes();
    let head = [0x1F_u8, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
    [&head[..], &compress_to_vec(bytes, 6), &sum, &(bytes.len() as u32).to_le_bytes()].concat()
}

pub(crate) fn gzipped() -> Vec<Vec<u8>> {
    let text: Vec<u8> = (0..3000_u32).map(|at| (at * at / 77) as u8).collect();
    let one = zipped(&text);
    vec![[one.clone(), zipped(b"and another")].concat(), zipped(&[0; 200_000]), zipped(b""), one]
}

/// One entry as it is and one that is deflated (PKWARE APPNOTE, 4.3).
pub(crate) fn archives() -> Vec<Vec<u8>> {
    let texts: [(&[u8], Vec<u8>); 3] =
        [(b"a.txt", b"hello".to_vec()), (b"b/c.bin", vec![7; 5000]), (b"d.png", png().swap_remove(0))];
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (at, (name, text)) in texts.iter().enumerate() {
        let (method, packed) = if at == 0 { (0_u16, text.clone()) } else { (8, compress_to_vec(text, 6)) };
        let about = [
            &[20_u8, 0, 0, 0][..],
            &method.to_le_bytes(),
            &[0; 4],
            &containers::crc32(&[text]).to_le_bytes(),
            &(packed.len() as u32).to_le_bytes(),
            &(text.len() as u32).to_le_bytes(),
            &(name.len() as u16).to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        let start = (file.len() as u32).to_le_bytes();
        file.extend([&b"PK\x03\x04"[..], &about, name, &packed].concat());
        directory.extend([&b"PK\x01\x02\x14\0"[..], &about, &[0; 10], &start, name].concat());
    }
    let [bytes, start] = [directory.len(), file.len()].map(|number| (number as u32).to_le_bytes());
    let end = [&b"PK\x05\x06\0\0\0\0\x03\0\x03\0"[..], &bytes, &start, &[0, 0]].concat();
    vec![[file, directory, end].concat()]
}
