//! The structure tree of a document, in reading order, independent of the layout: what screen readers read.

/// The index of an element in its [`Structure`].
pub(crate) type ElementId = usize;

/// The kind of an element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TagRole {
    /// A group.
    Group,
    /// A title of what follows.
    Heading {
        /// 1 is the document's own.
        level: u16,
        /// The title.
        title: String,
    },
    /// A paragraph.
    Paragraph,
    /// Strong text in one.
    Strong,
    /// Emphasised text in one.
    Emphasis,
    /// Code.
    Code,
    /// A link.
    Link,
    /// A list.
    List,
    /// An item of one.
    Item,
    /// Its marker.
    ItemLabel,
    /// Its body.
    ItemBody,
    /// A table.
    Table,
    /// A caption.
    Caption,
    /// The row of names of a table.
    TableHead,
    /// Its other rows.
    TableBody,
    /// A row.
    TableRow,
    /// The name of a column.
    ColumnHeader,
    /// The name of a row.
    RowHeader,
    /// Any other cell.
    TableCell,
    /// A picture or a chart.
    Figure {
        /// Alternative text.
        alternative: String,
        /// On which sheet.
        sheet: usize,
        /// Left, top, width, height in points.
        at: [f32; 4],
    },
}

/// A child of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagChild {
    /// Another element.
    Element(ElementId),
    /// Marked content: its sheet, and its index among the sheet's marks.
    Mark(usize, usize),
    /// A link annotation: its sheet, and its index among the sheet's links.
    Link(usize, usize),
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TagElement {
    pub(crate) role: TagRole,
    pub(crate) children: Vec<TagChild>,
}

/// All elements, and the root ones.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    pub(crate) elements: Vec<TagElement>,
    pub(crate) top: Vec<ElementId>,
}

impl Structure {
    /// A new element at the end of its parent; `None` for the document itself.
    pub(crate) fn add(&mut self, parent: Option<ElementId>, role: TagRole) -> ElementId {
        let id = self.elements.len();
        self.elements.push(TagElement { role, children: Vec::new() });
        match parent.and_then(|parent| self.elements.get_mut(parent)) {
            Some(parent) => parent.children.push(TagChild::Element(id)),
            None => self.top.push(id),
        }
        id
    }

    /// Appends a child to an element.
    pub(crate) fn hold(&mut self, element: ElementId, child: TagChild) {
        if let Some(element) = self.elements.get_mut(element) {
            element.children.push(child);
        }
    }
}
