//! From a map and features to logits, in ONNX.

use super::onnx::{Graph, integer, integers};
use super::plan::ExportPlan;
use anyhow::{Result, bail, ensure};
use model::Weights;
use network::error::array;
use network::outline::FLOOR;

/// Excludes the class of an empty map from a comparison among the others: `exp` of it is 0 in f32.
const OUT: f32 = -1e4;

/// Adds the mean of `features` `[1, channels, rows, rows]` under the map `[1, 1, side, side]`; gives its name,
/// `[1, channels]`.
pub(super) fn pooled(graph: &mut Graph, side: usize, features: &str, rows: usize) -> Result<String> {
    ensure!(rows > 0 && side.is_multiple_of(rows), "expected a picture whose side is a multiple of 32");
    let cell = (side / rows) as i64;
    graph.floats("outline.floor", &[], &[FLOOR]);
    graph.node("Sigmoid", &["outline"], "outline.probability", &[]);
    let cells = [integers("kernel_shape", &[cell, cell]), integers("strides", &[cell, cell])];
    graph.node("AveragePool", &["outline.probability"], "outline.cells", &cells);
    graph.node("Add", &["outline.cells", "outline.floor"], "outline.counts", &[]);
    graph.node("ReduceSum", &["outline.counts"], "outline.total", &[integer("keepdims", 1)]);
    graph.node("Div", &["outline.counts", "outline.total"], "outline.attention", &[]);
    graph.node("Mul", &[features, "outline.attention"], "outline.counted", &[]);
    graph.longs("outline.axes", &[2, 3]);
    Ok(graph.node("ReduceSum", &["outline.counted", "outline.axes"], "flat", &[integer("keepdims", 0)]))
}

/// Adds the combination of `classes` `[1, labels]` and the map `[1, 1, side, side]` to `logits`.
pub(super) fn logits(graph: &mut Graph, plan: &ExportPlan, side: usize, weights: &Weights) -> Result<String> {
    let labels = plan.labels as i64;
    let present = &array(weights, "outline.present", &[plan.labels])?.data;
    let &[slope, offset] = array(weights, "outline.evidence", &[2])?.data.as_slice() else {
        bail!("expected two numbers in `outline.evidence`");
    };
    let cells = (side * side) as f32;
    graph.floats("outline.present", &[1, labels], present);
    let out: Vec<f32> = present.iter().map(|present| if *present > 0.5 { 0.0 } else { OUT }).collect();
    graph.floats("outline.out", &[1, labels], &out);
    graph.floats("outline.slope", &[], &[slope]);
    // ln(mean) is ln(sum) minus ln(cells).
    graph.floats("outline.offset", &[], &[offset - slope * cells.ln()]);
    let row = [integers("axes", &[1]), integer("keepdims", 1)];
    graph.node("Flatten", &["outline"], "outline.flat", &[integer("axis", 1)]);
    graph.node("ReduceLogSumExp", &["outline.flat"], "outline.soft", &row);
    graph.node("Mul", &["outline.soft", "outline.slope"], "outline.scaled", &[]);
    graph.node("Add", &["outline.scaled", "outline.offset"], "outline.any", &[]);
    graph.node("Add", &["classes", "outline.out"], "outline.found", &[]);
    graph.node("ReduceLogSumExp", &["outline.found"], "outline.all", &row);
    graph.node("Sub", &["classes", "outline.all"], "outline.among", &[]);
    graph.node("Add", &["outline.among", "outline.any"], "outline.odds", &[]);
    Ok(graph.node("Mul", &["outline.odds", "outline.present"], "logits", &[]))
}
