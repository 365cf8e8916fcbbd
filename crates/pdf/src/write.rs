//! Sheets and structure become a file.

use std::sync::Arc;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::{Document, SerializeSettings};

use crate::flow::{Flow, MARGIN, PLAIN, SOFT_INK};
use crate::sheet::{Ink, PdfSheet};
use crate::tags::{SheetNames, outline, tree};
use crate::typeface::{FontFaces, TextStyle};
use crate::{CalendarTime, PdfError, PdfFrame, ReportPicture};

/// Distance of a quarter circle's control point from its end, in radii.
const QUARTER: f32 = 0.552_285;

/// The bytes of a file.
pub(crate) fn write(flow: Flow<'_>, language: &str, title: &str, frame: &PdfFrame<'_>) -> Result<Vec<u8>, PdfError> {
    let refused = |error: &dyn std::fmt::Debug| PdfError::Refused(format!("{error:?}"));
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let standards =
        if frame.written.is_some() { accessible.with_archival_validator(Archival::A2_U) } else { accessible };
    let configuration = standards.finish().map_err(|error| refused(&error))?;
    let mut file = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let images: Vec<Image> = frame
        .pictures
        .iter()
        .map(|picture| Image::from_custom(PictureSamples::from(picture), false))
        .collect::<Result<_, _>>()
        .map_err(PdfError::Refused)?;
    let [width, height] = frame.paper.points();
    let (pages, feet) = (flow.sheets.len(), Foot { title, frame, size: [width, height] });
    let mut names = Vec::with_capacity(pages);
    for (at, sheet) in flow.sheets.iter().enumerate() {
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| refused(&"paper"))?;
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        let pen = Pen { faces: flow.faces, images: &images };
        let marks = pen.marks(&mut surface, sheet);
        feet.draw(&pen, &mut surface, at + 1, pages);
        surface.finish();
        let mut links = Vec::with_capacity(sheet.links.len());
        for link in &sheet.links {
            let [x, y, width, height] = link.at;
            let area = Rect::from_xywh(x, y, width.max(1.0), height).ok_or_else(|| refused(&link.at))?;
            let target = Target::Action(Action::Link(LinkAction::new(link.to.clone())));
            let annotation = Annotation::new_link(LinkAnnotation::new(area, target), Some(link.text.clone()));
            links.push(page.add_tagged_annotation(annotation));
        }
        page.finish();
        names.push(SheetNames { marks, links });
    }
    file.set_tag_tree(tree(&flow.structure, &mut names, language));
    file.set_outline(outline(&flow.headings, title));
    let metadata =
        Metadata::new().title(title.to_owned()).language(language.to_owned()).creator(frame.program.to_owned());
    file.set_metadata(match frame.written {
        Some(at) => metadata.creation_date(date(at)),
        None => metadata,
    });
    file.finish().map_err(|error| refused(&error))
}

fn date(at: CalendarTime) -> DateTime {
    let day = DateTime::new(at.year).month(at.month).day(at.day);
    day.hour(at.hour).minute(at.minute).second(at.second).utc_offset_hour(0).utc_offset_minute(0)
}

/// The footer of every page: the title, and the page number.
struct Foot<'a> {
    title: &'a str,
    frame: &'a PdfFrame<'a>,
    size: [f32; 2],
}

impl Foot<'_> {
    fn draw(&self, pen: &Pen<'_>, surface: &mut Surface<'_>, page: usize, pages: usize) {
        let style = TextStyle { size: 8.0, colour: SOFT_INK, ..PLAIN };
        let [width, height] = self.size;
        let baseline = height - 36.0;
        let number = pen.faces.readable(&(self.frame.page_number)(page, pages));
        let right = width - MARGIN - pen.faces.width(&number, style);
        let mut title = self.title.to_owned();
        while MARGIN + pen.faces.width(&title, style) > right - 12.0 && title.pop().is_some() {}
        for (text, x, kind) in [(title, MARGIN, ArtifactType::Footer), (number, right, ArtifactType::PageNumber)] {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            pen.ink(surface, &Ink::Text { at: [x, baseline], text, style });
            surface.end_tagged();
        }
    }
}

/// Draws.
struct Pen<'a> {
    faces: &'a FontFaces,
    images: &'a [Image],
}

impl Pen<'_> {
    /// Draws all marks of a sheet, and returns the library's identifiers of the tagged ones.
    fn marks(&self, surface: &mut Surface<'_>, sheet: &PdfSheet) -> Vec<Option<krilla::tagging::Identifier>> {
        let mut names = Vec::with_capacity(sheet.marks.len());
        for mark in &sheet.marks {
            let is_text = matches!(mark.inks.as_slice(), [Ink::Text { .. }]);
            let tag = match mark.element {
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                Some(_) if is_text => ContentTag::Span(SpanTag::empty()),
                Some(_) => ContentTag::Other,
            };
            let name = surface.start_tagged(tag);
            mark.inks.iter().for_each(|ink| self.ink(surface, ink));
            surface.end_tagged();
            names.push(mark.element.map(|_| name));
        }
        names
    }

    fn ink(&self, surface: &mut Surface<'_>, ink: &Ink) {
        match ink {
            Ink::Text { at: [x, y], text, style } => {
                let glyphs = self.faces.glyphs(text, style.weight);
                surface.set_stroke(None);
                surface.set_fill(Some(fill(style.colour)));
                let font = self.faces.font(style.weight);
                surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, font, text, style.size, false);
            }
            Ink::Line { points, width, colour, is_dashed } => {
                let Some(path) = line(points) else { return };
                let dash = is_dashed.then(|| StrokeDash { array: vec![width * 3.0, width * 2.0], offset: 0.0 });
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke { paint: paint(*colour), width: *width, dash, ..Stroke::default() }));
                surface.draw_path(&path);
            }
            Ink::Filled { at: [x, y, width, height], colour } => {
                let Some(area) = Rect::from_xywh(*x, *y, *width, *height) else { return };
                let mut path = PathBuilder::new();
                path.push_rect(area);
                filled(surface, path, *colour);
            }
            Ink::Dot { at, radius, colour } => filled(surface, circle(*at, *radius), *colour),
            Ink::Picture { picture, at: [x, y, width, height] } => {
                let size = Size::from_wh(*width, *height);
                let (Some(image), Some(size)) = (self.images.get(*picture), size) else { return };
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
    }
}

fn filled(surface: &mut Surface<'_>, path: PathBuilder, colour: [u8; 3]) {
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
}

fn paint([red, green, blue]: [u8; 3]) -> krilla::paint::Paint {
    rgb::Color::new(red, green, blue).into()
}

fn fill(colour: [u8; 3]) -> Fill {
    Fill { paint: paint(colour), ..Fill::default() }
}

fn line(points: &[[f32; 2]]) -> Option<Path> {
    let ([x, y], rest) = points.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(*x, *y);
    rest.iter().for_each(|[x, y]| path.line_to(*x, *y));
    path.finish()
}

fn circle([x, y]: [f32; 2], radius: f32) -> PathBuilder {
    let (reach, mut path) = (radius * QUARTER, PathBuilder::new());
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + reach, x + reach, y + radius, x, y + radius);
    path.cubic_to(x - reach, y + radius, x - radius, y + reach, x - radius, y);
    path.cubic_to(x - radius, y - reach, x - reach, y - radius, x, y - radius);
    path.cubic_to(x + reach, y - radius, x + radius, y - reach, x + radius, y);
    path.close();
    path
}

/// The samples of a picture for the library: cheap to clone.
#[derive(Clone, Hash)]
struct PictureSamples {
    width: u32,
    height: u32,
    rgb: Arc<[u8]>,
}

impl From<&ReportPicture> for PictureSamples {
    fn from(picture: &ReportPicture) -> Self {
        Self { width: picture.width, height: picture.height, rgb: picture.rgb.as_slice().into() }
    }
}

impl CustomImage for PictureSamples {
    fn color_channel(&self) -> &[u8] {
        &self.rgb
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}
