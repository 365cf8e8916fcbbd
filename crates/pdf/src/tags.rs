//! Conversion of a document's structure for the library.

use std::num::NonZeroU16;

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::geom::Rect;
use krilla::outline::{Outline, OutlineNode};
use krilla::tagging::{BBox, Identifier, ListNumbering, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

use crate::flow::OutlineEntry;
use crate::structure::{ElementId, Structure, TagChild, TagRole};

/// The library's identifiers of marked content: by sheet, the marks and the links.
pub(crate) struct SheetNames {
    pub(crate) marks: Vec<Option<Identifier>>,
    pub(crate) links: Vec<Identifier>,
}

/// The whole tree.
pub(crate) fn tree(structure: &Structure, names: &mut [SheetNames], language: &str) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for id in &structure.top {
        if let Some(group) = group(structure, *id, names) {
            tree.push(group);
        }
    }
    tree
}

/// An element with its children; `None` where it has none.
fn group(structure: &Structure, id: ElementId, names: &mut [SheetNames]) -> Option<TagGroup> {
    let element = structure.elements.get(id)?;
    let mut tagged = TagGroup::new(tag(&element.role));
    for child in &element.children {
        match *child {
            TagChild::Element(child) => {
                if let Some(child) = group(structure, child, names) {
                    tagged.push(child);
                }
            }
            TagChild::Mark(sheet, mark) => {
                if let Some(name) = names.get_mut(sheet).and_then(|sheet| sheet.marks.get_mut(mark)?.take()) {
                    tagged.push(name);
                }
            }
            TagChild::Link(sheet, link) => {
                if let Some(name) = names.get(sheet).and_then(|sheet| sheet.links.get(link)) {
                    tagged.push(*name);
                }
            }
        }
    }
    (!tagged.children.is_empty()).then_some(tagged)
}

fn tag(role: &TagRole) -> TagKind {
    match role {
        TagRole::Group => Tag::Div.into(),
        TagRole::Heading { level, title } => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        TagRole::Paragraph => Tag::P.into(),
        TagRole::Strong => Tag::Strong.into(),
        TagRole::Emphasis => Tag::Em.into(),
        TagRole::Code => Tag::Code.into(),
        TagRole::Link => Tag::Link.into(),
        TagRole::List => Tag::L(ListNumbering::Disc).into(),
        TagRole::Item => Tag::LI.into(),
        TagRole::ItemLabel => Tag::Lbl.into(),
        TagRole::ItemBody => Tag::LBody.into(),
        TagRole::Table => Tag::Table.into(),
        TagRole::Caption => Tag::Caption.into(),
        TagRole::TableHead => Tag::THead.into(),
        TagRole::TableBody => Tag::TBody.into(),
        TagRole::TableRow => Tag::TR.into(),
        TagRole::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
        TagRole::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        TagRole::TableCell => Tag::TD.into(),
        TagRole::Figure { alternative, sheet, at: [x, y, width, height] } => {
            let bounds = Rect::from_xywh(*x, *y, *width, *height).map(|rect| BBox::new(*sheet, rect));
            Tag::Figure(Some(alternative.clone())).with_bbox(bounds).into()
        }
    }
}

/// The outline: the titles as a tree; for a document without titles its own title.
pub(crate) fn outline(headings: &[OutlineEntry], title: &str) -> Outline {
    let mut outline = Outline::new();
    if headings.is_empty() {
        outline.push_child(OutlineNode::new(title.to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    }
    let mut rest = headings;
    while let Some((node, after)) = node(rest) {
        outline.push_child(node);
        rest = after;
    }
    outline
}

/// The first title with those below it, and what follows them.
fn node(headings: &[OutlineEntry]) -> Option<(OutlineNode, &[OutlineEntry])> {
    let (first, mut rest) = headings.split_first()?;
    let place = XyzDestination::new(first.sheet, Point::from_xy(0.0, first.top));
    let mut made = OutlineNode::new(first.title.clone(), place).with_open(true);
    while rest.first().is_some_and(|next| next.level > first.level) {
        let Some((child, after)) = node(rest) else { break };
        made.push_child(child);
        rest = after;
    }
    Some((made, rest))
}
