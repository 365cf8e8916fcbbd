//! What the parts of a document are, in the order in which they are read: what is read aloud, whatever the pages look like.

/// The place of an element in its [`Structure`].
pub(crate) type ElementId = usize;

/// What an element is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TagRole {
    /// Several that belong together.
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
    /// Important words of one.
    Strong,
    /// Stressed words of one.
    Emphasis,
    /// Words for a machine.
    Code,
    /// Words that lead somewhere.
    Link,
    /// A list.
    List,
    /// An item of one.
    Item,
    /// What marks it.
    ItemLabel,
    /// What it says.
    ItemBody,
    /// A table.
    Table,
    /// What a table or a figure shows.
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
        /// What it shows.
        alternative: String,
        /// On which sheet.
        sheet: usize,
        /// Left, top, width, height in points.
        at: [f32; 4],
    },
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagChild {
    /// Another element.
    Element(ElementId),
    /// Something that is drawn: its sheet, and its place among the marks of it.
    Mark(usize, usize),
    /// Where somebody who points at it is led: its sheet, and its place among the links of it.
    Link(usize, usize),
}

/// An element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TagElement {
    pub(crate) role: TagRole,
    pub(crate) children: Vec<TagChild>,
}

/// All elements, and those that stand in no other.
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

    /// Puts something at the end of an element.
    pub(crate) fn hold(&mut self, element: ElementId, child: TagChild) {
        if let Some(element) = self.elements.get_mut(element) {
            element.children.push(child);
        }
    }
}
