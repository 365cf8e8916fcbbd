//! Shapes, steps and memory of known graphs, of a U-Net, and the errors of malformed ones.

use super::fused::{FusedBlock, FusedKind};
use super::*;
use crate::{Architecture, NnError, float, input, integer};
use imaging::{Image, Pixels};
use model::{Activations, Array, Colour, InputLevels, InputSpec, Levels, Resize, Weights};

fn convolution(outputs: usize, kernel: usize, stride: usize, groups: usize) -> Operation {
    let activation = Activation::Relu6;
    Operation::Convolution(ConvolutionShape { outputs, kernel, stride, groups, activation })
}

fn linear_pointwise(outputs: usize) -> Operation {
    let activation = Activation::None;
    Operation::Convolution(ConvolutionShape { outputs, kernel: 1, stride: 1, groups: 1, activation })
}

/// Two levels down, two up, and a map as large as the first grid.
fn unet() -> LayerGraph {
    let mut graph = GraphBuilder::default();
    let picture = graph.add("input", Operation::Input { channels: 3 }, &[]);
    let first = graph.add("first", convolution(8, 3, 1, 1), &[picture]);
    let half = graph.add("down.half", convolution(12, 3, 2, 1), &[first]);
    let quarter = graph.add("down.quarter", convolution(16, 3, 2, 1), &[half]);
    let up = graph.add("up.half", Operation::Upsample(Upsampling::Bilinear), &[quarter]);
    let beside = graph.add("join.half", Operation::Concatenate, &[half, up]);
    let around = graph.add("mix.half.depthwise", convolution(28, 3, 1, 28), &[beside]);
    let mixed = graph.add("mix.half.project", linear_pointwise(10), &[around]);
    let up = graph.add("up.whole", Operation::Upsample(Upsampling::Nearest), &[mixed]);
    let beside = graph.add("join.whole", Operation::Concatenate, &[first, up]);
    let mixed = graph.add("mix.whole", convolution(8, 3, 1, 1), &[beside]);
    graph.add("map", linear_pointwise(2), &[mixed]);
    graph.finish().unwrap()
}

#[test]
fn the_channels_and_weights_of_lite0_are_the_published_ones() {
    let graph = Architecture::named("efficientnet-lite0").unwrap().graph(1000).unwrap();
    let layers = graph.nodes().iter().filter(|node| node.weight != [0; 2]);
    let weights: usize = layers.clone().map(|node| node.weight[0] * node.weight[1]).sum();
    let channels: usize = layers.map(|node| node.channels).sum();
    // 4.652 million, batch normalisation's scale and shift counted: see `architecture`.
    assert_eq!(weights + 2 * channels - 1000, 4_652_008);
    assert_eq!(graph.nodes().iter().filter(|node| node.operation == Operation::Add).count(), 9);
    let sizes = graph.sizes(224).unwrap();
    assert_eq!(sizes[graph.behind(0).unwrap()], (112, 112));
    assert_eq!(sizes[graph.behind(16).unwrap()], (7, 7));
    assert_eq!(graph.nodes()[graph.behind(3).unwrap()].name, "blocks.2.project.sum");
}

#[test]
fn a_classifier_runs_block_by_block_between_two_pieces_of_memory() {
    let shape = Architecture::named("efficientnet-lite0").unwrap();
    let graph = shape.graph(4).unwrap();
    let steps = graph.steps();
    // Stem, sixteen blocks, head.
    assert_eq!(steps.len(), 18);
    assert!(matches!(steps[0].kind, FusedKind::Window(_)));
    for (step, block) in steps[1..17].iter().zip(&shape.blocks) {
        let FusedKind::Block(fused) = step.kind else { panic!("{step:?}") };
        assert_eq!((fused.expand.is_some(), step.reads.len() == 2), (block.expands(), block.is_residual()));
        assert_eq!(graph.nodes()[fused.depthwise].weight, [block.kernel * block.kernel, block.middle]);
    }
    assert!(matches!(steps[17].kind, FusedKind::Pointwise(_)));
    assert_eq!(graph.ranged(&steps), (1..=16).map(|blocks| graph.behind(blocks).unwrap()).collect::<Vec<_>>());
    let slots = graph.slots(&steps);
    let taken: Vec<usize> = steps.iter().map(|step| slots.of_node[step.node]).collect();
    let turns = (0..17).map(|at| 1 + at % 2).chain([2]).collect::<Vec<_>>();
    assert_eq!((taken, slots.count), (turns, 3));
}

#[test]
fn a_decoder_adds_what_is_doubled_in_the_layer_beside_it() {
    let graph = Architecture::named("efficientnet-lite0-outline").unwrap().graph(4).unwrap();
    let steps = graph.steps();
    let name = |node: usize| graph.nodes()[node].name.as_str();
    let decoder: Vec<&str> = steps[18..].iter().map(|step| name(step.node)).collect();
    assert_eq!(decoder.len(), 1 + 3 * 3 + 1);
    assert_eq!(
        decoder[..4],
        ["outline.lateral.0", "outline.lateral.1.doubled", "outline.lateral.1.sum", "outline.refine.1.project"]
    );
    assert!(matches!(steps[20].kind, FusedKind::Pointwise(layer) if name(layer) == "outline.lateral.1"));
    assert!(matches!(steps[21].kind, FusedKind::Block(FusedBlock { expand: None, .. })));
    let ranged = graph.ranged(&steps);
    assert_eq!(ranged.len(), 16 + 4);
    assert_eq!([name(ranged[16]), name(ranged[17])], ["outline.lateral.0", "outline.lateral.1.sum"]);
    let sizes = graph.sizes(224).unwrap();
    assert_eq!(sizes[graph.outputs().map.unwrap()], (56, 56));
    assert_eq!(
        graph.sizes(72),
        Err(GraphError::Grids { name: "outline.lateral.1.sum".into(), expected: (5, 5), found: (6, 6) })
    );
}

#[test]
fn memory_is_never_shared_by_values_that_are_needed_together() {
    for graph in [Architecture::named("efficientnet-lite0-outline").unwrap().graph(4).unwrap(), unet()] {
        let steps = graph.steps();
        let slots = graph.slots(&steps);
        let mut holds = vec![None; slots.count];
        holds[0] = Some(0);
        for step in &steps {
            for read in &step.reads {
                assert_eq!(holds[slots.of_node[*read]], Some(*read), "{step:?}");
                assert_ne!(slots.of_node[*read], slots.of_node[step.node], "{step:?}");
            }
            holds[slots.of_node[step.node]] = Some(step.node);
        }
        for output in [graph.outputs().features, graph.outputs().map].into_iter().flatten() {
            assert_eq!(holds[slots.of_node[output]], Some(output));
        }
    }
}

#[test]
fn a_unet_has_the_shapes_that_its_levels_say() {
    let graph = unet();
    let sizes = graph.sizes(32).unwrap();
    let found: Vec<(&str, usize, (usize, usize))> =
        graph.nodes().iter().zip(&sizes).map(|(node, size)| (node.name.as_str(), node.channels, *size)).collect();
    assert_eq!(found[3..6], [("down.quarter", 16, (8, 8)), ("up.half", 16, (16, 16)), ("join.half", 28, (16, 16))]);
    assert_eq!(found[9..], [("join.whole", 18, (32, 32)), ("mix.whole", 8, (32, 32)), ("map", 2, (32, 32))]);
    assert_eq!(graph.outputs(), GraphOutputs { features: None, map: Some(11) });
    assert_eq!(graph.steps().len(), 10, "the depthwise layer and the one behind it are one step");
    assert!(matches!(graph.sizes(34), Err(GraphError::Grids { name, .. }) if name == "join.half"));
}

fn refused(nodes: &[(&str, Operation, &[usize])]) -> GraphError {
    let mut graph = GraphBuilder::default();
    for (name, operation, inputs) in nodes {
        graph.add(name, *operation, inputs);
    }
    graph.finish().unwrap_err()
}

#[test]
fn what_cannot_be_computed_is_refused_with_the_layer_s_name() {
    let name = || "b".to_owned();
    let input = ("input", Operation::Input { channels: 3 }, &[][..]);
    let a = ("a", convolution(8, 3, 1, 1), &[0][..]);
    assert_eq!(refused(&[input, ("b", Operation::Pool, &[2])]), GraphError::Order { name: name() });
    assert_eq!(refused(&[input, ("b", Operation::Pool, &[1])]), GraphError::Order { name: name() });
    assert_eq!(refused(&[input, ("b", Operation::Add, &[0])]), GraphError::Inputs { name: name(), found: 1 });
    assert_eq!(refused(&[input, ("b", Operation::Concatenate, &[0])]), GraphError::Inputs { name: name(), found: 1 });
    assert_eq!(refused(&[]), GraphError::Order { name: String::new() });
    assert_eq!(refused(&[("b", Operation::Pool, &[])]), GraphError::Inputs { name: name(), found: 0 });
    let second = ("b", Operation::Input { channels: 1 }, &[][..]);
    assert_eq!(refused(&[input, second]), GraphError::Inputs { name: name(), found: 0 });
    assert_eq!(
        refused(&[input, a, ("b", Operation::Add, &[0, 1])]),
        GraphError::Channels { name: name(), expected: 3, found: 8 }
    );
    assert_eq!(
        refused(&[input, a, ("b", convolution(8, 3, 1, 4), &[1])]),
        GraphError::Channels { name: name(), expected: 4, found: 8 }
    );
    assert_eq!(refused(&[input, a, ("a", Operation::Pool, &[1])]), GraphError::Twice { name: "a".into() });
    let pooled = ("pooled", Operation::Pool, &[1][..]);
    assert_eq!(
        refused(&[input, a, pooled, ("b", convolution(4, 1, 1, 1), &[2])]),
        GraphError::Inputs { name: name(), found: 1 },
        "one value per channel is no grid"
    );
    assert_eq!(
        refused(&[input, a, ("b", Operation::Linear { outputs: 4 }, &[1])]),
        GraphError::Inputs { name: name(), found: 1 }
    );
}

/// Small weights for every layer, and the 8-bit file they make.
fn drawn(graph: &LayerGraph) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(17);
    let mut weights = Weights::new();
    for node in graph.nodes().iter().filter(|node| node.weight != [0; 2]) {
        let [inputs, outputs] = node.weight;
        let mut draw = |count: usize, most: f32| (0..count).map(|_| (random.f32() - 0.4) * most).collect::<Vec<_>>();
        let data = draw(inputs * outputs, 4.0 / (inputs as f32).sqrt());
        weights.insert(format!("{}.weight", node.name), Array { shape: vec![inputs, outputs], data });
        let data = draw(outputs, 1.0);
        weights.insert(format!("{}.bias", node.name), Array { shape: vec![outputs], data });
    }
    model::write_quantised(&weights).unwrap()
}

#[test]
fn a_unet_runs_in_floats_and_in_integers_alike() {
    let graph = unet();
    let file = drawn(&graph);
    let (stored, floats) = (model::read_stored(&file).unwrap(), model::read(&file).unwrap());
    for colour in [Colour::Grey, Colour::Rgb] {
        let spec = InputSpec {
            size: 32,
            colour,
            mean: [127.0; 3],
            deviation: [128.0; 3],
            resize: Resize::default(),
            levels: InputLevels::AsGiven,
        };
        let sample = |at: usize| (at * 7 % 251) as u8;
        let pixels = match colour {
            Colour::Grey => Pixels::Grey8((0..32 * 32).map(sample).collect()),
            Colour::Rgb => Pixels::Rgb8((0..32 * 32 * 3).map(sample).collect()),
        };
        let image = Image::new(32, 32, pixels).unwrap();
        let values = input::values_from_images(std::slice::from_ref(&image), &spec).unwrap();
        let network = float::FloatNetwork::from_graph(&graph, &floats).unwrap();
        let exact = network.forward(&values, 32);
        let map = exact.outline.unwrap();
        assert_eq!((map.height, map.width, map.logits.len(), exact.logits.len()), (32, 32, 32 * 32 * 2, 0));
        let mut block_peaks = Vec::new();
        network.observe_ranged(&values, 32, |index, values| {
            assert_eq!(index, block_peaks.len());
            block_peaks.push(values.iter().fold(0.0f32, |most, value| most.max(value.abs())));
        });
        assert_eq!(block_peaks.len(), 1, "the one value without a ReLU6 behind it that a layer reads");
        let ranges = Activations { levels: Levels::WIDE, block_peaks, ..Activations::default() };
        let integers = integer::Processor::all().into_iter().map(|processor| {
            let network = integer::IntegerNetwork::from_graph(processor, &graph, &stored, &spec, &ranges).unwrap();
            network.forward(&image).unwrap()
        });
        let integers: Vec<_> = integers.collect();
        assert!(integers.iter().all(|output| *output == integers[0]), "every processor gives the same bits");
        let found = integers[0].outline.as_ref().unwrap();
        for (found, expected) in found.logits.iter().zip(&map.logits) {
            assert!((found - expected).abs() < 0.02 * (1.0 + expected.abs()), "{found} against {expected}");
        }
    }
}

#[test]
fn a_layer_that_integers_have_no_kernel_for_is_refused() {
    let mut graph = GraphBuilder::default();
    let picture = graph.add("input", Operation::Input { channels: 3 }, &[]);
    let one = graph.add("one", convolution(8, 3, 1, 1), &[picture]);
    let around = graph.add("around", convolution(8, 3, 1, 8), &[one]);
    graph.add("map", convolution(1, 3, 1, 1), &[around]);
    let graph = graph.finish().unwrap();
    let file = drawn(&graph);
    let spec = InputSpec {
        size: 32,
        colour: Colour::Grey,
        mean: [127.0; 3],
        deviation: [128.0; 3],
        resize: Resize::default(),
        levels: InputLevels::AsGiven,
    };
    let stored = model::read_stored(&file).unwrap();
    let refused =
        integer::IntegerNetwork::from_graph(integer::Processor::PLAIN, &graph, &stored, &spec, &Activations::default());
    let expected = NnError::Graph(GraphError::Unsupported { name: "around".into() });
    assert_eq!(refused.err(), Some(expected));
    // Floats have one.
    let output = float::FloatNetwork::from_graph(&graph, &model::read(&file).unwrap()).unwrap();
    assert_eq!(output.forward(&[0.5; 32 * 32 * 3], 32).outline.unwrap().logits.len(), 32 * 32);
}
