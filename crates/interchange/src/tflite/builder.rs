//! Tensors and operators of a TFLite file, by the codes of its schema.

use super::ranges::ByteScale;
use crate::flatbuffer::FlatTable;
use crate::little_endian;

/// An operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OperatorKind {
    /// Of `BuiltinOperator`.
    number: u8,
    /// The first version with everything written here.
    version: i32,
    /// Of `BuiltinOptions`; 0 for an operator without.
    options: u8,
}

impl OperatorKind {
    pub(super) const ADD: Self = Self::new(0, 2, 11);
    pub(super) const AVERAGE_POOL: Self = Self::new(1, 1, 5);
    pub(super) const CONCATENATE: Self = Self::new(2, 2, 10);
    pub(super) const CONVOLUTION: Self = Self::new(3, 3, 1);
    pub(super) const DEPTHWISE_CONVOLUTION: Self = Self::new(4, 3, 2);
    pub(super) const DEQUANTIZE: Self = Self::new(6, 2, 0);
    pub(super) const FULLY_CONNECTED: Self = Self::new(9, 1, 8);
    pub(super) const LOGISTIC: Self = Self::new(14, 1, 0);
    pub(super) const MULTIPLY: Self = Self::new(18, 1, 21);
    pub(super) const BILINEAR: Self = Self::new(23, 3, 15);
    const MEAN: Self = Self::new(40, 1, 27);
    pub(super) const SUBTRACT: Self = Self::new(41, 1, 28);
    pub(super) const DIVIDE: Self = Self::new(42, 1, 29);
    pub(super) const EXPONENTIAL: Self = Self::new(47, 1, 0);
    pub(super) const LOGARITHM: Self = Self::new(73, 1, 0);
    pub(super) const SUM: Self = Self::new(74, 1, 27);
    pub(super) const LARGEST: Self = Self::new(82, 1, 27);
    pub(super) const NEAREST: Self = Self::new(97, 2, 74);
    // Version 2 also takes integers, where parts of a concatenation are requantised.
    pub(super) const QUANTIZE: Self = Self::new(114, 2, 0);

    const fn new(number: u8, version: i32, options: u8) -> Self {
        Self { number, version, options }
    }
}

/// Element type of a tensor, of `TensorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementKind {
    Float32 = 0,
    Int32 = 2,
    Int8 = 9,
}

/// Scales of a constant, all around zero: one for each step along an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rounding {
    pub(super) scales: Vec<f32>,
    pub(super) axis: i32,
}

impl Rounding {
    /// `QuantizationParameters`: scale 2, zero_point 3, quantized_dimension 6.
    fn table(&self, zero_point: i64) -> FlatTable {
        let zeros = vec![zero_point; self.scales.len()];
        FlatTable::default().floats(2, &self.scales).longs(3, &zeros).integer(6, self.axis)
    }
}

/// A file under construction.
#[derive(Debug)]
pub(super) struct TfliteBuilder {
    kinds: Vec<OperatorKind>,
    tensors: Vec<FlatTable>,
    operators: Vec<FlatTable>,
    buffers: Vec<FlatTable>,
    input: Option<i32>,
}

impl Default for TfliteBuilder {
    fn default() -> Self {
        // The first buffer is that of tensors without data.
        let buffers = vec![FlatTable::default()];
        Self { kinds: Vec::new(), tensors: Vec::new(), operators: Vec::new(), buffers, input: None }
    }
}

impl TfliteBuilder {
    /// The input tensor, in floats.
    pub(super) fn picture(&mut self, name: &str, shape: &[usize]) -> i32 {
        let tensor = self.value(name, shape, None);
        self.input = Some(tensor);
        tensor
    }

    pub(super) fn input(&self) -> Option<i32> {
        self.input
    }

    /// A tensor that is computed: in 8 bits where it has a scale, else in floats.
    pub(super) fn value(&mut self, name: &str, shape: &[usize], scale: Option<ByteScale>) -> i32 {
        let kind = if scale.is_some() { ElementKind::Int8 } else { ElementKind::Float32 };
        let rounding = scale.map(|scale| {
            let alone = Rounding { scales: vec![scale.scale], axis: 0 };
            alone.table(scale.zero_point)
        });
        self.tensor(name, shape, kind, 0, rounding)
    }

    /// A tensor that is in the file.
    pub(super) fn constant(
        &mut self,
        name: &str,
        shape: &[usize],
        kind: ElementKind,
        bytes: Vec<u8>,
        rounding: Option<Rounding>,
    ) -> i32 {
        let buffer = self.buffers.len() as i32;
        self.buffers.push(FlatTable::default().bytes(0, bytes));
        self.tensor(name, shape, kind, buffer, rounding.map(|rounding| rounding.table(0)))
    }

    pub(super) fn floats(&mut self, name: &str, shape: &[usize], values: &[f32]) -> i32 {
        self.constant(name, shape, ElementKind::Float32, little_endian(values), None)
    }

    /// A vector of integers, for axes and sizes.
    pub(super) fn integers(&mut self, name: &str, values: &[i32]) -> i32 {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.constant(name, &[values.len()], ElementKind::Int32, bytes, None)
    }

    /// `Tensor`: shape 0, type 1, buffer 2, name 3, quantization 4.
    fn tensor(
        &mut self,
        name: &str,
        shape: &[usize],
        kind: ElementKind,
        buffer: i32,
        rounding: Option<FlatTable>,
    ) -> i32 {
        let extents: Vec<i32> = shape.iter().map(|extent| *extent as i32).collect();
        let table = FlatTable::default().integers(0, &extents).byte(1, kind as u8).integer(2, buffer).text(3, name);
        self.tensors.push(match rounding {
            Some(rounding) => table.table(4, rounding),
            None => table,
        });
        self.tensors.len() as i32 - 1
    }

    /// `Operator`: opcode_index 0, inputs 1, outputs 2, builtin_options_type 3, builtin_options 4. Gives the output.
    pub(super) fn operator(&mut self, kind: OperatorKind, inputs: &[i32], output: i32, options: FlatTable) -> i32 {
        let index = self.kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        let table = FlatTable::default().integer(0, index as i32).integers(1, inputs).integers(2, &[output]);
        self.operators.push(match kind.options {
            0 => table,
            union => table.byte(3, union).table(4, options),
        });
        output
    }

    /// Adds an operator on floats; its result is called `name`.
    pub(super) fn node(&mut self, kind: OperatorKind, inputs: &[i32], name: &str, shape: &[usize]) -> i32 {
        let output = self.value(name, shape, None);
        // Binary operators: no activation, which is the default of a missing field.
        self.operator(kind, inputs, output, FlatTable::default())
    }

    /// Adds a reduction along `axes`, a tensor; with `keeps` the axes remain with length one.
    pub(super) fn reduced(
        &mut self,
        kind: OperatorKind,
        inputs: [i32; 2],
        keeps: bool,
        name: &str,
        shape: &[usize],
    ) -> i32 {
        let output = self.value(name, shape, None);
        self.operator(kind, &inputs, output, FlatTable::default().byte(0, u8::from(keeps)))
    }

    /// Adds the mean along axes, which are dropped.
    pub(super) fn mean(&mut self, input: i32, axes: &[i32], name: &str, shape: &[usize]) -> i32 {
        let axes = self.integers(&format!("{name}.axes"), axes);
        self.reduced(OperatorKind::MEAN, [input, axes], false, name, shape)
    }

    /// `OperatorCode`: deprecated_builtin_code 0 (read by older runtimes), version 2, builtin_code 3. `SubGraph`: tensors 0,
    /// inputs 1, outputs 2, operators 3, name 4. `Model`: version 0, operator_codes 1, subgraphs 2, description 3,
    /// buffers 4.
    pub(super) fn finish(self, inputs: &[i32], outputs: &[i32]) -> Vec<u8> {
        let code = |kind: OperatorKind| {
            let number = FlatTable::default().byte(0, kind.number).integer(2, kind.version);
            number.integer(3, i32::from(kind.number))
        };
        let graph = FlatTable::default()
            .tables(0, self.tensors)
            .integers(1, inputs)
            .integers(2, outputs)
            .tables(3, self.operators)
            .text(4, "main");
        FlatTable::default()
            .integer(0, 3)
            .tables(1, self.kinds.into_iter().map(code).collect())
            .tables(2, vec![graph])
            .text(3, "onsight lab")
            .tables(4, self.buffers)
            .into_file(*b"TFL3")
    }
}
