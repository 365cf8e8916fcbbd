//! Names and numbers in other notations, in retained texts and in tables: removed, or nothing is saved.

use crate::dicom::hidden::{ALL, MARK, clean, holds, made, saved};
use crate::dicom::reading::frame;
use fixtures::dicom_made::{Made, Written};

/// A file of a named patient, with this text as the manufacturer.
fn named(name: &[u8], maker: &str) -> Vec<u8> {
    let w = Written::Explicit;
    let made = made(w).text((0x0008, 0x0070), "LO", maker);
    made.with(w.element((0x0010, 0x0010), "PN", name)).file()
}

#[test]
fn a_name_written_otherwise_goes() {
    let cases: [(&[u8], &str); 20] = [
        ("M\u{fc}ller^Eva".as_bytes(), "Scanner of Mueller"),
        ("M\u{fc}ller^Eva".as_bytes(), "MUELLER"),
        ("M\u{fc}ller^Eva".as_bytes(), "muller 3T"),
        (b"M\xFCller^Eva", "Scanner of Mueller"),
        (b"M\xFCller^Eva", "X-MullerScan"),
        ("Mu\u{308}ller^Eva".as_bytes(), "Scanner of Mueller"),
        (b"Mueller^Eva", "Muller 3T"),
        ("Gro\u{df}^Eva".as_bytes(), "Gross 3T"),
        ("S\u{f8}rensen^Bo".as_bytes(), "Soerensen"),
        ("S\u{f8}rensen^Bo".as_bytes(), "Sorensen 3T"),
        ("\u{c5}kesson^Bo".as_bytes(), "Aakesson 3T"),
        ("Wa\u{142}\u{119}sa^Jan".as_bytes(), "Walesa 3T"),
        // Short parts in any order; several words in a part; any separators.
        (b"Li^Wu", "MR of Wu Li"),
        (b"Li^Wu", "LiWu"),
        (b"van der Berg^Jan", "Vanderberg"),
        (b"van der Berg^Jan", "for Van Der B"),
        (b"O'Brien^Pat", "OBrien 3T"),
        (b"Doe-Roe^Jo", "Doe Roe"),
        // Other groups of the same name.
        (
            "Yamada^Tarou=\u{5c71}\u{7530}^\u{592a}\u{90ce}=\u{3084}\u{307e}\u{3060}^\u{305f}\u{308d}\u{3046}"
                .as_bytes(),
            "Tarou 5",
        ),
        ("=\u{5c71}\u{7530}^\u{592a}\u{90ce}=Yamada^Tarou".as_bytes(), "Yamada 5"),
    ];
    for (name, maker) in cases {
        let after = saved(&named(name, maker)).unwrap_or_else(|error| panic!("{maker}: {error}"));
        assert!(!holds(&after, maker.as_bytes()), "{maker} of {}", String::from_utf8_lossy(name));
    }
}

#[test]
fn what_only_looks_alike_stays() {
    let cases: [(&[u8], &str); 6] = [
        (b"Li^Wu", "Li 7"),
        (b"Li^Wu", "Wu 7"),
        ("M\u{fc}ller^Eva".as_bytes(), "Mull 3"),
        (b"Claas^Jo", "CLASS A"),
        (b"Joel^A", "JOL 5"),
        ("H\u{e9}ad^Brain".as_bytes(), "Brain 5"),
    ];
    for (name, maker) in cases {
        let after = saved(&named(name, maker)).unwrap();
        assert!(holds(&after, maker.as_bytes()), "{maker} of {}", String::from_utf8_lossy(name));
    }
}

#[test]
fn letters_of_other_sets_are_looked_for_in_bytes() {
    // In the pixels themselves, as the file writes it and in other notations.
    let ideographs = "=\u{5c71}\u{7530}^\u{592a}\u{90ce}=".as_bytes();
    let cases: [(&[u8], &[u8]); 4] = [
        (ideographs, "\u{5c71}\u{7530}^\u{592a}\u{90ce}".as_bytes()),
        (ideographs, "\u{5c71}\u{7530}".as_bytes()),
        (b"M\xFCller^Eva", "M\u{fc}ller".as_bytes()),
        (b"M\xFCller^Eva", b"mueller"),
    ];
    for (name, hidden) in cases {
        let w = Written::Explicit;
        let pixels = [hidden, &vec![7; 64 - hidden.len()]].concat();
        let picture = Made { bits: (8, 8, 7), width: 8, height: 8, pixels, ..made(w) };
        let file = picture.with(w.element((0x0010, 0x0010), "PN", name)).file();
        assert_eq!(saved(&file).unwrap_err().kind().name(), "identifying", "{}", String::from_utf8_lossy(hidden));
    }
}

#[test]
fn a_number_inside_of_a_longer_one_goes() {
    let w = Written::Explicit;
    let file =
        |id: &str, tag, vr: &str, value: &str| made(w).text((0x0010, 0x0020), "LO", id).text(tag, vr, value).file();
    for (id, maker) in
        [("123456", "SN 99123456"), ("00123456", "SN123456"), ("12-34-56", "SN 123456"), ("4711AB", "4711AB")]
    {
        let after = saved(&file(id, (0x0008, 0x0070), "LO", maker)).unwrap();
        assert!(!holds(&after, maker.as_bytes()), "{id} in {maker}");
    }
    // An ID of five digits is not searched for inside a longer number; decimal values contain even six by chance.
    let maker = "SN 9912345";
    assert!(holds(&saved(&file("12345", (0x0008, 0x0070), "LO", maker)).unwrap(), maker.as_bytes()));
    for (id, number) in [("123456", "0.5123456789"), ("12345678", "0.51234567890")] {
        assert!(holds(&saved(&file(id, (0x0018, 0x0050), "DS", number)).unwrap(), number.as_bytes()), "{number}");
    }
    let number = file("12345678", (0x0018, 0x0050), "DS", "9912345678");
    assert_eq!(saved(&number).unwrap_err().kind().name(), "identifying");
}

#[test]
fn a_name_in_a_term_about_pixels_goes_and_their_colours_stay() {
    let w = Written::Explicit;
    for tag in [(0x0028, 0x0301), (0x0028, 0x0A02), (0x0028, 0x1056), (0x0028, 0x2110)] {
        let file = made(w).with(w.element((0x0010, 0x0010), "PN", b"M\xFCller^Eva")).text(tag, "CS", "MUELLER");
        assert!(!holds(&saved(&file.file()).unwrap(), b"MUELLER"), "{tag:04X?}");
    }
    // A patient whose name is a photometric interpretation.
    let palette = palette(w, 8, &[0, 50, 100, 250]).text((0x0010, 0x0010), "PN", "Palette^Rosa").file();
    let after = saved(&palette).unwrap();
    assert_eq!(frame(&after).values(), frame(&palette).values());
    assert!(holds(&after, b"PALETTE COLOR"));
}

#[test]
fn letters_of_sixteen_bits_are_no_numbers() {
    for w in ALL {
        let wide: Vec<u16> = "MUELLER".bytes().map(u16::from).collect();
        let file = made(w).with(w.us((0x0028, 0x0107), &wide)).file();
        assert!(!holds(&saved(&file).unwrap(), &w.words(&wide)), "{w:?}");
    }
}

/// Four pixels by a table of 16-bit words.
fn palette(w: Written, bits: u16, entries: &[u16]) -> Made {
    let grey = Made { photometric: "PALETTE COLOR", bits: (8, 8, 7), pixels: vec![0, 1, 2, 3], ..made(w) };
    let count = entries.len() as u16;
    let grey =
        [0x1101, 0x1102, 0x1103].iter().fold(grey, |made, &tag| made.with(w.us((0x0028, tag), &[count, 0, bits])));
    [0x1201, 0x1202, 0x1203]
        .iter()
        .fold(grey, |made, &tag| made.with(w.element((0x0028, tag), "OW", &w.words(entries))))
}

#[test]
fn of_colour_tables_only_entries_stay() {
    for w in ALL {
        // Eight bits in words: unchanged, scaled, and with other bits beside them.
        for entries in [[0, 50, 100, 250], [0, 50 << 8, 100 << 8, 250 << 8], [0, 50 * 257, 100 * 257, 250 * 257]] {
            clean(&palette(w, 8, &entries).file(), &format!("{w:?} {entries:?}"));
        }
        let hidden: Vec<u16> =
            b"ZLEA".iter().zip([0, 50, 100, 250]).map(|(&high, low)| u16::from(high) << 8 | low).collect();
        assert_eq!(saved(&palette(w, 8, &hidden).file()).unwrap_err().kind().name(), "identifying", "{w:?}");
        // Sixteen bits are the entry's.
        clean(&palette(w, 16, &hidden).file(), &format!("{w:?}, sixteen bits"));
        // Behind the last entry, and behind the last segment.
        let long = [w.words(&[0, 300, 600, 900]), MARK.as_bytes().to_vec()].concat();
        let grey = Made { photometric: "PALETTE COLOR", bits: (8, 8, 7), pixels: vec![0, 1, 2, 3], ..made(w) };
        let folded = [w.words(&[0, 4, 0, 300, 600, 900]), MARK.as_bytes().to_vec()].concat();
        for (first, data, count) in [(0x1201, long, 4), (0x1221, folded, 200)] {
            let tables = (0..3).fold(grey.clone(), |made, at| {
                made.with(w.us((0x0028, 0x1101 + at), &[count, 0, 16])).with(w.element(
                    (0x0028, first + at),
                    "OW",
                    &data,
                ))
            });
            clean(&tables.file(), &format!("{w:?} {first:04X}"));
        }
    }
}
