//! Whole files: their structure, and what is reported.

use document::{Alignment, Anchor, Block, Chart, Document, Inlines, Shape, Table};

use crate::{CalendarTime, PaperSize, PdfError, PdfFrame, ReportPicture, WrittenPdf, pdf_from_document};

fn frame<'a>(paper: PaperSize, pictures: &'a [ReportPicture]) -> PdfFrame<'a> {
    PdfFrame {
        title: "Report on a leaf",
        program: "Tests 1.0",
        paper,
        written: Some(CalendarTime {
            year: 2024,
            month: 2,
            day: 29,
            hour: 13,
            minute: 5,
            second: 7,
            ahead_of_utc: Some(0),
        }),
        pictures,
        page_number: &|page, pages| format!("Page {page} of {pages}"),
        missing: &|numbers| format!("Not in the font: {numbers}."),
    }
}

fn picture() -> ReportPicture {
    let rgb = (0..8 * 4 * 3).map(|at| (at * 2) as u8).collect();
    ReportPicture { name: "leaf".to_owned(), width: 8, height: 4, rgb }
}

/// All kinds of blocks.
fn leaf(rows: usize) -> Document {
    let mut document = Document::new("de");
    document.heading(1, "Bericht über ein Blatt");
    document.push(Block::Lead { name: "accuracy", value: 0.931, shown: "93,1 %".into(), of: "richtig erkannt".into() });
    document.marked("Ein Absatz mit **wichtigen**, *betonten* und `maschinellen` Wörtern, und [einem Verweis](https://example.org/).");
    document.push(Block::Caveat(Inlines::marked("Das ist **keine** Diagnose.")));
    document.heading(3, "Eine Stufe zu tief");
    document.list(&["Rost".to_owned(), "Mehltau, und `0123456789abcdef`".to_owned()]);
    document.push(Block::Image { source: "leaf".into(), alternative: "Ein Blatt mit einem Fleck".into() });
    let mut table =
        Table::captioned("t", "Wie oft".into(), vec!["Klasse".into(), "Anteil".into(), "Bemerkung".into()], Vec::new());
    table.alignment = vec![Alignment::Start, Alignment::End, Alignment::Start];
    for at in 0..rows {
        let long = "lang genug für mehrere Zeilen in einer schmalen Spalte ".repeat(1 + at % 3);
        table.row([format!("Klasse {at}"), format!("{at},5 %"), long]);
    }
    table.rows.push(vec!["kurz".into()]);
    document.table(table);
    let mut figures = Table::new(["x", "y"]);
    figures.row(["0", "1"]);
    document.push(Block::Charts(vec![Chart {
        title: "Ein Diagramm".into(),
        described: "Eine Linie steigt".into(),
        size: [320.0, 200.0],
        shapes: vec![
            Shape::Line { kind: "axis", points: vec![[40.0, 20.0], [40.0, 160.0], [300.0, 160.0]] },
            Shape::Line { kind: "ideal", points: vec![[40.0, 160.0], [300.0, 20.0]] },
            Shape::Cell { at: [60.0, 100.0, 40.0, 40.0], strength: 0.7, is_right: true },
            Shape::Dot { kind: "after", at: [170.0, 90.0] },
            Shape::label([170.0, 180.0], Anchor::Middle, "Wert".into()),
        ],
        table: figures,
    }]));
    document.push(Block::Code { language: "sh", text: "lab report\n  --out report.pdf\n".into() });
    document
}

fn written(document: &Document, paper: PaperSize) -> WrittenPdf {
    pdf_from_document(document, &frame(paper, &[picture()])).unwrap()
}

/// The bytes of a file, followed by its decompressed streams.
fn unpacked(pdf: &[u8]) -> String {
    let mut all = Vec::from(pdf);
    let find = |from: usize, what: &[u8]| Some(from + pdf.get(from..)?.windows(what.len()).position(|at| at == what)?);
    let mut at = 0;
    while let Some(begin) = find(at, b"stream\n") {
        let from = begin + b"stream\n".len();
        let Some(end) = find(from, b"endstream") else { break };
        all.extend(miniz_oxide::inflate::decompress_to_vec_zlib(&pdf[from..end]).unwrap_or_default());
        all.push(b'\n');
        at = end + b"endstream".len();
    }
    let text: String = all.into_iter().map(char::from).collect();
    // A name, a string and a number need no space between them.
    text.replace("/S /", "/S/").replace("/Type /", "/Type/").replace("/Scope /", "/Scope/").replace("/Lang (", "/Lang(")
}

fn count(text: &str, what: &str) -> usize {
    text.match_indices(what)
        .filter(|(at, _)| !text[at + what.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
        .count()
}

#[test]
fn every_block_has_its_tag() {
    let text = unpacked(&written(&leaf(2), PaperSize::A4).bytes);
    let tags = |name: &str| count(&text, &format!("/S/{name}"));
    assert_eq!((tags("H1"), tags("H2"), tags("H3")), (1, 1, 0), "levels go down one by one");
    assert_eq!((tags("L"), tags("LI"), tags("Lbl"), tags("LBody")), (1, 2, 2, 2));
    assert_eq!((tags("Table"), tags("THead"), tags("TBody")), (2, 2, 2));
    // Headers of two and three columns; a name per row; the short row is padded.
    assert_eq!((tags("TR"), tags("TH"), tags("TD")), (2 + 3 + 1, 5 + 3 + 1, 2 * 3 + 1));
    assert_eq!((count(&text, "/Scope/Column"), count(&text, "/Scope/Row")), (5, 4));
    assert_eq!((tags("Figure"), tags("Link")), (2, 1));
    assert_eq!(count(&text, "/Alt"), 2);
    assert!(text.contains("https://example.org/"));
}

#[test]
fn the_file_says_its_language_title_time_and_standards() {
    let pdf = written(&leaf(1), PaperSize::A4);
    let text = unpacked(&pdf.bytes);
    for said in [
        "%PDF-1.7",
        "/Lang(de)",
        "/MarkInfo",
        "/DisplayDocTitle true",
        "<pdfaid:part>2<",
        "<pdfuaid:part>1<",
        "2024-02-29T13:05:07",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(text.contains("<pdfaid:conformance>U<"), "PDF/A-2u");
    assert!(text.contains("Report on a leaf") && text.contains("Tests 1.0"));
    assert!(count(&text, "/FontFile2") + count(&text, "/FontFile3") >= 3, "three faces are inside");
    assert!(count(&text, "/ToUnicode") >= 3, "and their text can be taken out");
    assert_eq!(pdf, written(&leaf(1), PaperSize::A4), "the same bytes again");
}

#[test]
fn a_date_that_is_not_told_stands_nowhere() {
    let undated = PdfFrame { written: None, ..frame(PaperSize::A4, &[]) };
    let mut document = Document::new("de");
    document.heading(1, "Ein Titel").text("Ein Satz.");
    let pdf = pdf_from_document(&document, &undated).unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
    let text = unpacked(&pdf.bytes);
    for date in ["CreationDate", "ModDate", "CreateDate", "ModifyDate", "stEvt:when"] {
        assert!(!text.contains(date), "{date}");
    }
    assert!(text.contains("<pdfuaid:part>1<") && !text.contains("pdfaid:part"), "readable aloud, and no PDF/A");
}

#[test]
fn a_long_table_goes_over_pages_and_stays_one() {
    let pdf = written(&leaf(120), PaperSize::A4);
    assert!(pdf.pages > 3, "{}", pdf.pages);
    let text = unpacked(&pdf.bytes);
    assert_eq!(count(&text, "/S/THead"), 2, "repeated heads are read once");
    assert_eq!(count(&text, "/Type/Page"), pdf.pages);
    assert!(written(&leaf(120), PaperSize::Letter).pages >= pdf.pages);
}

#[test]
fn a_row_that_is_higher_than_a_page_is_broken() {
    let mut document = Document::new("en");
    document.heading(1, "Long");
    let mut table = Table::new(["a", "b"]);
    table.row(["x".to_owned(), "word ".repeat(6000)]);
    document.table(table);
    assert!(written(&document, PaperSize::Letter).pages > 4);
}

#[test]
fn what_the_fonts_lack_is_listed() {
    let mut document = Document::new("en");
    document.heading(1, "Names").text("中文 and \u{1F9E0}");
    let pdf = written(&document, PaperSize::A4);
    assert_eq!(pdf.missing, ['中', '文', '\u{1F9E0}']);
    assert_eq!(written(&leaf(1), PaperSize::A4).missing, []);
}

#[test]
fn a_picture_that_is_not_there_or_not_whole_is_told() {
    let error = |pictures: &[ReportPicture]| pdf_from_document(&leaf(1), &frame(PaperSize::A4, pictures)).unwrap_err();
    assert_eq!(error(&[]), PdfError::NoPicture("leaf".into()));
    let torn = ReportPicture { rgb: vec![0; 5], ..picture() };
    assert_eq!(error(&[torn]), PdfError::PictureSize { name: "leaf".into(), expected: 96, found: 5 });
    assert!(error(&[]).to_string().contains("“leaf”"));
}

#[test]
fn an_empty_document_is_a_page_with_its_title() {
    let pdf = written(&Document::new("en"), PaperSize::A4);
    assert_eq!((pdf.pages, pdf.missing.len()), (1, 0));
    assert!(pdf.bytes.starts_with(b"%PDF-"));
}
