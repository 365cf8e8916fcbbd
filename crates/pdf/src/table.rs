//! Tables: columns sized by their cells, rows that are kept together if they fit on a page, and the header repeated at
//! the top of every page.

use document::{Alignment, Inlines, Table};

use crate::flow::{Flow, MARGIN, PLAIN, PieceElements, SOFT_INK, baseline, line_height, rule};
use crate::paragraph::{SetLine, lines};
use crate::sheet::Ink;
use crate::structure::{ElementId, TagRole};
use crate::typeface::{TextStyle, Weight};

/// Text of cells.
const CELL: TextStyle = TextStyle { size: 9.0, ..PLAIN };
/// Names of columns.
const HEAD: TextStyle = TextStyle { weight: Weight::Bold, ..CELL };
/// Horizontal padding of a cell.
const SIDE: f32 = 4.0;
/// Vertical padding of a row.
const EDGE: f32 = 2.5;

/// A cell whose lines are set.
struct SetCell {
    text: Inlines,
    lines: Vec<SetLine>,
}

/// Positions of a table's columns.
struct ColumnPlan {
    /// Left edges and widths, including padding.
    columns: Vec<[f32; 2]>,
    alignment: Vec<Alignment>,
}

impl Flow<'_> {
    /// A table with its caption.
    pub(crate) fn table(&mut self, table: &Table) {
        let count = table.rows.iter().map(Vec::len).max().unwrap_or_default().max(table.head.len());
        if count == 0 {
            return;
        }
        let head: Vec<Inlines> = table.head.iter().map(|name| Inlines::from(name.as_str())).collect();
        let plan = self.plan(&head, table, count);
        let head = (!head.is_empty()).then(|| self.cells(&head, HEAD, &plan));
        let rows: Vec<Vec<SetCell>> = table.rows.iter().map(|row| self.cells(row, CELL, &plan)).collect();
        let first = rows.first().map_or(0.0, |row| height(row)) + head.as_ref().map_or(0.0, |row| height(row));
        let has_caption = !table.caption.is_empty();
        self.need(first + if has_caption { 2.0 * line_height(CELL.size) } else { 0.0 });
        let element = self.structure.add(None, TagRole::Table);
        if has_caption {
            let caption = self.structure.add(Some(element), TagRole::Caption);
            let style = TextStyle { colour: SOFT_INK, ..CELL };
            self.set(caption, &Inlines::from(table.caption.as_str()), style, self.whole());
            self.gap(3.0);
        }
        if let Some(head) = &head {
            let group = self.structure.add(Some(element), TagRole::TableHead);
            let row = self.structure.add(Some(group), TagRole::TableRow);
            let names: Vec<ElementId> =
                head.iter().map(|_| self.structure.add(Some(row), TagRole::ColumnHeader)).collect();
            self.row(head, &plan, Some(&names), None);
        }
        if rows.is_empty() {
            return self.gap(8.0);
        }
        let body = self.structure.add(Some(element), TagRole::TableBody);
        for cells in &rows {
            let row = self.structure.add(Some(body), TagRole::TableRow);
            let role = |at: usize| if at == 0 { TagRole::RowHeader } else { TagRole::TableCell };
            let ids: Vec<ElementId> = (0..cells.len()).map(|at| self.structure.add(Some(row), role(at))).collect();
            self.row(cells, &plan, Some(&ids), head.as_deref());
        }
        self.gap(10.0);
    }

    /// The cells of a row, as many as there are columns.
    fn cells(&self, row: &[Inlines], style: TextStyle, plan: &ColumnPlan) -> Vec<SetCell> {
        let one = |(at, [_, width]): (usize, &[f32; 2])| {
            let text = row.get(at).cloned().unwrap_or_default();
            let lines = lines(&text, style, width - 2.0 * SIDE, self.faces);
            SetCell { text, lines }
        };
        plan.columns.iter().enumerate().map(one).collect()
    }

    /// Column widths: those of their longest cells if all fit, else between their longest words and their longest
    /// cells.
    fn plan(&self, head: &[Inlines], table: &Table, count: usize) -> ColumnPlan {
        let mut least = vec![0.0_f32; count];
        let mut most = vec![0.0_f32; count];
        let styled = std::iter::once((head, HEAD)).chain(table.rows.iter().map(|row| (row.as_slice(), CELL)));
        for (row, style) in styled {
            for (at, text) in row.iter().enumerate() {
                if let (Some(least), Some(most)) = (least.get_mut(at), most.get_mut(at)) {
                    let widest = |width: f32| {
                        lines(text, style, width, self.faces)
                            .iter()
                            .fold(0.0_f32, |widest, line| widest.max(line.width))
                    };
                    // A word that is longer than this breaks anywhere.
                    *least = least.max(widest(60.0) + 2.0 * SIDE + 0.1);
                    *most = most.max(widest(f32::MAX) + 2.0 * SIDE + 0.1);
                }
            }
        }
        let room = self.width();
        let [needed, wanted] = [&least, &most].map(|widths| widths.iter().sum::<f32>());
        let widths: Vec<f32> = if wanted <= room {
            most
        } else if needed >= room {
            least.iter().map(|width| width * room / needed).collect()
        } else {
            let share = (room - needed) / (wanted - needed).max(1.0);
            least.iter().zip(&most).map(|(least, most)| least + (most - least) * share).collect()
        };
        let mut left = MARGIN;
        let mut columns = Vec::with_capacity(count);
        for width in widths {
            columns.push([left, width]);
            left += width;
        }
        ColumnPlan { columns, alignment: (0..count).map(|at| table.alignment_of(at)).collect() }
    }

    /// A row, on the next page if it fits there and not here, else split over both. Without elements it is an artifact.
    fn row(&mut self, cells: &[SetCell], plan: &ColumnPlan, elements: Option<&[ElementId]>, head: Option<&[SetCell]>) {
        let step = line_height(CELL.size);
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
        let again = head.map_or(0.0, height);
        if !self.fits(height(cells)) && height(cells) + again <= self.height() {
            self.turn_with(head, plan);
        }
        let mut pieces: Vec<PieceElements> =
            elements.unwrap_or_default().iter().map(|id| PieceElements::new(*id)).collect();
        let mut from = 0;
        while from < count {
            if !self.fits(step + 2.0 * EDGE) {
                self.turn_with(head, plan);
            }
            let mut until = from + 1;
            while until < count && self.fits((until + 1 - from) as f32 * step + 2.0 * EDGE) {
                until += 1;
            }
            let top = self.y + EDGE;
            for (at, (cell, [left, width])) in cells.iter().zip(&plan.columns).enumerate() {
                let is_end = plan.alignment.get(at) == Some(&Alignment::End);
                let shown = cell.lines.get(from..until.min(cell.lines.len())).unwrap_or_default();
                for (number, line) in shown.iter().enumerate() {
                    let x = if is_end { left + width - SIDE - line.width } else { left + SIDE };
                    let corner = [x, top + number as f32 * step];
                    match pieces.get_mut(at) {
                        Some(pieces) => self.line(line, &cell.text, pieces, corner),
                        None => self.echo(line, corner),
                    }
                }
            }
            self.y = top + (until - from) as f32 * step + EDGE;
            from = until;
        }
        let (left, right) = (MARGIN, plan.columns.last().map_or(MARGIN, |[left, width]| left + width));
        let y = self.y;
        self.draw(None, vec![rule([left, y], [right, y])]);
    }

    /// A new page with the names of the columns.
    fn turn_with(&mut self, head: Option<&[SetCell]>, plan: &ColumnPlan) {
        self.turn();
        if let Some(head) = head {
            self.row(head, plan, None, None);
        }
    }

    /// A repeated line, which is an artifact.
    fn echo(&mut self, line: &SetLine, [left, top]: [f32; 2]) {
        let ink = |run: &crate::paragraph::SetRun| {
            let at = [left + run.x, top + baseline(run.style.size)];
            Ink::Text { at, text: run.text.clone(), style: run.style }
        };
        let inks = line.runs.iter().map(ink).collect();
        self.draw(None, inks);
    }
}

/// Height of a row.
fn height(cells: &[SetCell]) -> f32 {
    let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
    count as f32 * line_height(CELL.size) + 2.0 * EDGE
}
