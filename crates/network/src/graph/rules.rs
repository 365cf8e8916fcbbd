//! Shape inference for each operation.

use super::{ConvolutionShape, GraphError, LayerNode, Operation};

/// Channels of a node's value and the shape of its weights; `before` are the nodes before it.
pub(super) fn shapes(node: &LayerNode, before: &[LayerNode]) -> Result<(usize, [usize; 2]), GraphError> {
    let name = || node.name.clone();
    if before.iter().any(|other| other.name == node.name) {
        return Err(GraphError::Twice { name: name() });
    }
    let read: Option<Vec<&LayerNode>> = node.inputs.iter().map(|input| before.get(*input)).collect();
    let read = read.ok_or_else(|| GraphError::Order { name: name() })?;
    let fit = |expected: usize, found: usize| {
        if expected == found { Ok(()) } else { Err(GraphError::Channels { name: name(), expected, found }) }
    };
    let channels = match (node.operation, read.as_slice()) {
        (Operation::Input { channels }, []) if before.is_empty() => channels,
        (Operation::Convolution(shape), [x]) if x.is_grid() && shape.kernel > 0 && shape.stride > 0 => {
            let ConvolutionShape { outputs, kernel, groups, .. } = shape;
            if shape.is_depthwise() {
                fit(groups, x.channels)?;
                fit(groups, outputs)?;
            }
            let inputs = if shape.is_depthwise() { 1 } else { x.channels };
            return Ok((outputs, [kernel * kernel * inputs, outputs]));
        }
        (Operation::Add, [a, b]) if a.is_grid() && b.is_grid() => {
            fit(a.channels, b.channels)?;
            a.channels
        }
        (Operation::Upsample(_), [x]) if x.is_grid() => x.channels,
        (Operation::Concatenate, [_, _, ..]) if read.iter().all(|x| x.is_grid()) => {
            read.iter().map(|x| x.channels).sum()
        }
        (Operation::Pool, [x]) if x.is_grid() => x.channels,
        (Operation::Pool, [x, map]) if x.is_grid() && map.is_grid() => {
            fit(1, map.channels)?;
            x.channels
        }
        (Operation::Linear { outputs }, [x]) if !x.is_grid() => return Ok((outputs, [x.channels, outputs])),
        (Operation::Evidence, [map, classes]) if map.is_grid() && !classes.is_grid() => {
            fit(1, map.channels)?;
            classes.channels
        }
        _ => return Err(GraphError::Inputs { name: name(), found: read.len() }),
    };
    Ok((channels, [0; 2]))
}

/// Rows and columns of every node's value.
pub(super) fn sizes(nodes: &[LayerNode], side: usize) -> Result<Vec<(usize, usize)>, GraphError> {
    let mut sizes: Vec<(usize, usize)> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let first = node.inputs.first().map_or((side, side), |input| sizes[*input]);
        if matches!(node.operation, Operation::Add | Operation::Concatenate)
            && let Some(other) = node.inputs.iter().find(|input| sizes[**input] != first)
        {
            return Err(GraphError::Grids { name: node.name.clone(), expected: first, found: sizes[*other] });
        }
        sizes.push(match node.operation {
            Operation::Upsample(_) => (2 * first.0, 2 * first.1),
            _ if node.is_grid() => node.window(first).output(),
            _ => (1, 1),
        });
    }
    Ok(sizes)
}
