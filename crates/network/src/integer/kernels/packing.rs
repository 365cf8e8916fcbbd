//! How weights are packed for one processor, and what requantises the sums of a layer.
#![allow(unsafe_code, reason = "pointers for SIMD kernels")]

use super::instructions::{Processor, order};

/// Panels of output channels. The last one ends with the last channel and begins within the one before where it must, so
/// that panels are whole; layers with fewer channels than a panel have zeros behind the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct PanelLayout {
    lanes: usize,
    panel: usize,
    outputs: usize,
}

impl PanelLayout {
    pub(super) fn new(processor: Processor, outputs: usize) -> Self {
        Self { lanes: processor.lanes(), panel: processor.panel(), outputs }
    }

    /// The output channel at `slot` of a panel.
    fn output(self, panel: usize, slot: usize) -> usize {
        first_of_panel(panel, self.panel, self.outputs) + order(self.lanes, slot)
    }

    /// `[panels][pairs][panel][2]`: the values of `of(pair, half, output)`, zeros after the last output.
    pub(super) fn pairs(self, pairs: usize, of: impl Fn(usize, usize, usize) -> i16) -> Vec<i16> {
        let mut packed = Vec::with_capacity(self.outputs.div_ceil(self.panel) * pairs * self.panel * 2);
        for panel in 0..self.outputs.div_ceil(self.panel) {
            for pair in 0..pairs {
                for slot in 0..self.panel {
                    let output = self.output(panel, slot);
                    let inside = output < self.outputs;
                    packed.extend([0, 1].map(|half| if inside { of(pair, half, output) } else { 0 }));
                }
            }
        }
        packed
    }

    /// Scale and bias `[outputs]` in the order of the sums.
    pub(super) fn requantisation(self, scale: &[f32], bias: &[f32]) -> Requantisation {
        let length = self.outputs.div_ceil(self.panel) * self.panel;
        let channel = |index: usize| self.output(index / self.panel, index % self.panel);
        let place = |values: &[f32]| {
            (0..length).map(|index| values.get(channel(index)).copied().unwrap_or(0.0)).collect::<Vec<_>>()
        };
        Requantisation { scale: place(scale), bias: place(bias) }
    }
}

/// The first channel of panel `index` where there are `outputs`.
#[inline(always)]
pub(super) fn first_of_panel(index: usize, panel: usize, outputs: usize) -> usize {
    (index * panel).min(outputs.saturating_sub(panel))
}

/// From a sum to a value, per output channel: `sum × scale + bias`.
#[derive(Clone, Debug)]
pub(super) struct Requantisation {
    /// Whole panels, zeros after the last channel.
    scale: Vec<f32>,
    bias: Vec<f32>,
}

/// Scale and bias of one panel.
#[derive(Clone, Copy, Debug)]
pub(super) struct PanelRequantisation {
    pub(super) scale: *const f32,
    pub(super) bias: *const f32,
}

impl Requantisation {
    /// Those of the panel at offset `at`: its number times its width.
    ///
    /// # Safety
    /// There must be such a panel.
    #[inline(always)]
    pub(super) unsafe fn at(&self, at: usize) -> PanelRequantisation {
        // SAFETY: the caller's promise.
        unsafe { PanelRequantisation { scale: self.scale.as_ptr().add(at), bias: self.bias.as_ptr().add(at) } }
    }
}
