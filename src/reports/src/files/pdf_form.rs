//! The text report, as PDF.

use pdf::{PaperSize, PdfFrame, ReportPicture, pdf_from_document};
use protocol::Bitmap;
use text::Message;
use view_model::case_report::{CaseReport, INPUT_PICTURE, ORIGINAL_PICTURE, document_from_case};
use view_model::laid_over::rgb;

use super::{ReportWishes, VERSION, WritingTime, say};
use crate::subject::ReportSubject;

/// The file.
///
/// # Errors
/// The writer's errors.
pub(super) fn write(subject: &ReportSubject, wishes: &ReportWishes, at: WritingTime) -> Result<Vec<u8>, Message> {
    let answer = &subject.answer;
    let written = at.text();
    let case = CaseReport {
        answer,
        model: subject.model.as_ref(),
        task: subject.task(),
        reading: wishes.reading,
        language: browser::language_tag(),
        has_pictures: wishes.parts.picture,
        is_drawn: subject.is_drawn,
        written: &written,
        version: VERSION,
    };
    let pictures = if wishes.parts.picture {
        vec![picture(ORIGINAL_PICTURE, &answer.original), picture(INPUT_PICTURE, &answer.model_input)]
    } else {
        Vec::new()
    };
    let frame = PdfFrame {
        title: &say(&text::case_report::title()),
        program: &format!("Onsight {VERSION}"),
        paper: if wishes.is_letter { PaperSize::Letter } else { PaperSize::A4 },
        written: at.utc(),
        pictures: &pictures,
        page_number: &|page, pages| say(&text::case_report::page(page, pages)),
        missing: &|numbers| say(&text::case_report::missing(numbers)),
    };
    let file = pdf_from_document(&document_from_case(&case, &say), &frame);
    file.map(|file| file.bytes).map_err(|error| error.message())
}

fn picture(name: &str, bitmap: &Bitmap) -> ReportPicture {
    ReportPicture { name: name.to_owned(), width: bitmap.width, height: bitmap.height, rgb: rgb(bitmap) }
}
