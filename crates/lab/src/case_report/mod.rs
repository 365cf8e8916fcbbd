//! `lab report`: the model's answer to one file, as a PDF file for a patient or a clinician.
//!
//! Invariant: the page's engine answers and the page's code writes the report; no sentence is made here. Pictures are
//! included only on request, and neither the file name nor any other personal data ever are.

mod clock;
mod spoken;

pub use clock::{written_at, written_text};
pub use spoken::SpokenLanguage;

use super::predict;
use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum};
use engine::{EngineError, block_on};
use imaging::Limits;
use inspect::failure::PrintedFailure;
use inspect::pair;
use pdf::{CalendarTime, PaperSize, PdfFrame, ReportPicture, WrittenPdf, pdf_from_document};
use protocol::{Bitmap, Failure, ModelReport};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::SystemTime;
use training::task_file;
use view_model::case_report::{CaseReport, INPUT_PICTURE, ORIGINAL_PICTURE, document_from_case};
use view_model::state::{ClassAnswer, Reading};
use view_model::words;

/// Options of `lab report`.
#[derive(Args, Clone, Debug)]
pub struct CaseReportOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Picture
    pub file: PathBuf,
    /// The PDF file that is written
    #[arg(long)]
    pub out: PathBuf,
    /// For whom
    #[arg(long, value_enum, default_value = "patient")]
    pub reader: ReportReader,
    /// Language: a folder of the sentences
    #[arg(long, default_value = "en")]
    pub language: String,
    /// Put the picture, and what the network saw of it, into the report
    #[arg(long)]
    pub pictures: bool,
    /// The size of the pages
    #[arg(long, value_enum, default_value = "a4")]
    pub paper: ReportPaper,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
    /// Folder of the sentences, of this version
    #[arg(long, default_value = "text")]
    pub text: PathBuf,
}

/// For whom a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportReader {
    /// Plain words, rounded numbers
    Patient,
    /// Exact numbers, intervals, steps, hashes
    Clinician,
}

/// The size of a report's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportPaper {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 inches
    Letter,
}

/// Answers the file and writes the report.
///
/// # Errors
/// When the model or the language cannot be used, the file has no answer, or the report cannot be written.
pub fn run(options: &CaseReportOptions) -> Result<()> {
    let language = SpokenLanguage::read(&options.text, &options.models, &options.language)?;
    let written = report(options, &language, written_at(SystemTime::now()))?;
    std::fs::write(&options.out, &written.bytes).with_context(|| format!("writing `{}`", options.out.display()))?;
    let WrittenPdf { bytes, pages, missing } = written;
    eprintln!("{}: {} bytes, {pages} pages", options.out.display(), bytes.len());
    if !missing.is_empty() {
        let signs: String = missing.iter().collect();
        eprintln!("Not in the font, so written as numbers: {signs}");
    }
    Ok(())
}

/// Answers the file; the report as it would be written at this time.
///
/// # Errors
/// As [`run`], but for writing.
pub fn report(options: &CaseReportOptions, language: &SpokenLanguage, at: CalendarTime) -> Result<WrittenPdf> {
    let mut engine = predict::open(&options.models, &options.task)?;
    let model = engine.model();
    let bytes = pair::read(&options.file, &Limits::default()).map_err(told)?;
    let answer = block_on(engine.classify(&bytes, &mut |_| ControlFlow::Continue(())));
    let answer = answer.map_err(|error: EngineError| told(error.into()))?;
    let answer = ClassAnswer::try_from(answer).map_err(told)?;
    let known = task_file::read(&options.models, &options.task)?;
    language.install();
    words::install(&model.task, (*model.text).clone());
    let name = words::word_of(&model.task, "text.name", &known.text.name).to_owned();
    written(options, language, at, &model, &answer, &name)
}

/// The report on an answer.
fn written(
    options: &CaseReportOptions,
    language: &SpokenLanguage,
    at: CalendarTime,
    model: &ModelReport,
    answer: &ClassAnswer,
    task: &str,
) -> Result<WrittenPdf> {
    let say = |message: &text::Message| language.say(message);
    let (written, version) = (written_text(at), env!("CARGO_PKG_VERSION"));
    let reading = match options.reader {
        ReportReader::Patient => Reading::Patient,
        ReportReader::Clinician => Reading::Clinician,
    };
    let case = CaseReport {
        answer,
        model: Some(model),
        task,
        reading,
        language: language.tag(),
        has_pictures: options.pictures,
        is_drawn: false,
        written: &written,
        version,
    };
    let pictures = if options.pictures {
        vec![picture(ORIGINAL_PICTURE, &answer.original), picture(INPUT_PICTURE, &answer.model_input)]
    } else {
        Vec::new()
    };
    let frame = PdfFrame {
        title: &say(&text::case_report::title()),
        program: &format!("Onsight {version}"),
        paper: match options.paper {
            ReportPaper::A4 => PaperSize::A4,
            ReportPaper::Letter => PaperSize::Letter,
        },
        written: Some(at),
        pictures: &pictures,
        page_number: &|page, pages| say(&text::case_report::page(page, pages)),
        missing: &|numbers| say(&text::case_report::missing(numbers)),
    };
    Ok(pdf_from_document(&document_from_case(&case, &say), &frame)?)
}

/// The samples of a bitmap, which is opaque.
fn picture(name: &str, bitmap: &Bitmap) -> ReportPicture {
    let rgb = bitmap.rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).copied().collect();
    ReportPicture { name: name.to_owned(), width: bitmap.width, height: bitmap.height, rgb }
}

fn told(failure: Failure) -> anyhow::Error {
    anyhow!("{}", PrintedFailure::from(&failure))
}
