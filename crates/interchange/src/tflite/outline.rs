//! From a map and features to logits, in TFLite's operators, all in floats.

use super::builder::{OperatorKind, TfliteBuilder};
use super::{ROWS_AND_COLUMNS, SAME};
use crate::flatbuffer::FlatTable;
use anyhow::{Result, bail, ensure};
use model::Weights;
use network::error::array;
use network::outline::FLOOR;

/// Excludes the class of an empty map from a comparison among the others: `exp` of it is 0 in f32.
const OUT: f32 = -1e4;
/// Of `Padding`: VALID. The other is [`SAME`].
const VALID: u8 = SAME + 1;

/// Adds the mean of `features` `[1, rows, columns, channels]` under the map `[1, side, side, 1]`; returns its tensor,
/// `[1, channels]`.
pub(super) fn pooled(
    graph: &mut TfliteBuilder,
    [features, map]: [i32; 2],
    side: usize,
    [rows, columns, channels]: [usize; 3],
) -> Result<i32> {
    ensure!(rows > 0 && side.is_multiple_of(rows), "expected a picture whose side is a multiple of 32");
    let (cell, cells, one) = ((side / rows) as i32, [1, rows, columns, 1], [1; 4]);
    let axes = graph.integers("outline.axes", &ROWS_AND_COLUMNS);
    let floor = graph.floats("outline.floor", &[1], &[FLOOR]);
    let probability = graph.node(OperatorKind::LOGISTIC, &[map], "outline.probability", &[1, side, side, 1]);
    // `Pool2DOptions`: padding, strides, extents.
    let options =
        FlatTable::default().byte(0, VALID).integer(1, cell).integer(2, cell).integer(3, cell).integer(4, cell);
    let averaged = graph.value("outline.cells", &cells, None);
    let averaged = graph.operator(OperatorKind::AVERAGE_POOL, &[probability], averaged, options);
    let counts = graph.node(OperatorKind::ADD, &[averaged, floor], "outline.counts", &cells);
    let total = graph.reduced(OperatorKind::SUM, [counts, axes], true, "outline.total", &one);
    let attention = graph.node(OperatorKind::DIVIDE, &[counts, total], "outline.attention", &cells);
    let counted = [1, rows, columns, channels];
    let counted = graph.node(OperatorKind::MULTIPLY, &[features, attention], "outline.counted", &counted);
    Ok(graph.reduced(OperatorKind::SUM, [counted, axes], false, "outline.pooled", &[1, channels]))
}

/// Adds the combination of the map `[1, rows, columns, 1]` and `classes` `[1, labels]`: returns the tensor of the
/// logits.
pub(super) fn logits(
    graph: &mut TfliteBuilder,
    [map, classes]: [i32; 2],
    (rows, columns): (usize, usize),
    labels: usize,
    weights: &Weights,
) -> Result<i32> {
    let present = &array(weights, "outline.present", &[labels])?.data;
    let &[slope, offset] = array(weights, "outline.evidence", &[2])?.data.as_slice() else {
        bail!("expected two numbers in `outline.evidence`");
    };
    let out: Vec<f32> = present.iter().map(|present| if *present > 0.5 { 0.0 } else { OUT }).collect();
    let (row, one) = ([1, labels], [1; 4]);
    // ln(mean) is ln(sum) minus ln(cells).
    let offset = offset - slope * ((rows * columns) as f32).ln();
    let slope = graph.floats("outline.slope", &[1], &[slope]);
    let offset = graph.floats("outline.offset", &[1], &[offset]);
    let out = graph.floats("outline.out", &row, &out);
    let present = graph.floats("outline.present", &row, present);
    let both = graph.integers("outline.grid", &ROWS_AND_COLUMNS);
    let last = graph.integers("outline.row", &[1]);

    let soft = log_sum_exp(graph, [map, both], "outline.soft", &[1, rows, columns, 1], &one);
    let scaled = graph.node(OperatorKind::MULTIPLY, &[soft, slope], "outline.scaled", &one);
    let any = graph.node(OperatorKind::ADD, &[scaled, offset], "outline.any", &one);
    // A sum over axes of length one: the number itself, as a row.
    let any = graph.reduced(OperatorKind::SUM, [any, both], false, "outline.any.row", &[1, 1]);
    let found = graph.node(OperatorKind::ADD, &[classes, out], "outline.found", &row);
    let all = log_sum_exp(graph, [found, last], "outline.all", &row, &[1, 1]);
    let among = graph.node(OperatorKind::SUBTRACT, &[classes, all], "outline.among", &row);
    let odds = graph.node(OperatorKind::ADD, &[among, any], "outline.odds", &row);
    Ok(graph.node(OperatorKind::MULTIPLY, &[odds, present], "logits", &row))
}

/// `ln(sum(exp(values)))` along axes, which remain with length one; without overflow.
fn log_sum_exp(
    graph: &mut TfliteBuilder,
    [values, axes]: [i32; 2],
    name: &str,
    shape: &[usize],
    reduced: &[usize],
) -> i32 {
    let part = |part: &str| format!("{name}.{part}");
    let most = graph.reduced(OperatorKind::LARGEST, [values, axes], true, &part("most"), reduced);
    let below = graph.node(OperatorKind::SUBTRACT, &[values, most], &part("below"), shape);
    let powers = graph.node(OperatorKind::EXPONENTIAL, &[below], &part("powers"), shape);
    let sum = graph.reduced(OperatorKind::SUM, [powers, axes], true, &part("sum"), reduced);
    let logarithm = graph.node(OperatorKind::LOGARITHM, &[sum], &part("logarithm"), reduced);
    graph.node(OperatorKind::ADD, &[logarithm, most], name, reduced)
}
