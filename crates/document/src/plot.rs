//! Two axes with their labels.

use crate::{Anchor, Shape};

/// The area between two axes, in units of its chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotArea {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// How wide it is.
    pub width: f32,
    /// How high it is.
    pub height: f32,
}

impl PlotArea {
    /// A point of 0…1 on both axes, y upwards, in units of the chart.
    #[must_use]
    pub fn at(&self, x: f32, y: f32) -> [f32; 2] {
        [self.left + x * self.width, self.top + (1.0 - y) * self.height]
    }

    /// The two axes.
    #[must_use]
    pub fn axes(&self) -> Shape {
        Shape::Line { kind: "axis", points: vec![self.at(0.0, 1.0), self.at(0.0, 0.0), self.at(1.0, 0.0)] }
    }

    /// The tick label at a position of 0…1 on the horizontal axis.
    #[must_use]
    pub fn mark_below(&self, x: f32, text: String) -> Shape {
        let [x, y] = self.at(x, 0.0);
        Shape::label([x, y + 16.0], Anchor::Middle, text)
    }

    /// The tick label at a position of 0…1 on the vertical axis.
    #[must_use]
    pub fn mark_beside(&self, y: f32, text: String) -> Shape {
        let [x, y] = self.at(0.0, y);
        Shape::label([x - 6.0, y + 4.0], Anchor::End, text)
    }

    /// The name of the horizontal axis.
    #[must_use]
    pub fn name_below(&self, text: String) -> Shape {
        let [x, y] = self.at(0.5, 0.0);
        Shape::label([x, y + 34.0], Anchor::Middle, text)
    }
}

/// A legend entry: a piece of a line that begins at `at`, and its name.
#[must_use]
pub fn legend(kind: &'static str, [x, y]: [f32; 2], name: String) -> [Shape; 2] {
    let line = Shape::Line { kind, points: vec![[x, y], [x + 18.0, y]] };
    [line, Shape::label([x + 24.0, y + 4.0], Anchor::Start, name)]
}

/// A range that begins and ends on a round step.
///
/// ```
/// let axis = document::ChartAxis::over([3.0, 47.0].into_iter());
/// assert_eq!(axis.ticks(), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]);
/// assert_eq!(axis.share(25.0), 0.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartAxis {
    low: f64,
    high: f64,
    step: f64,
}

impl ChartAxis {
    /// The range of these values without NaN and infinities; 0…1 where there are none.
    #[must_use]
    pub fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low < high {
            (low, high)
        } else if low.is_finite() {
            (low - 0.5, high + 0.5)
        } else {
            (0.0, 1.0)
        };
        // Steps of 1, 2 or 5 times a power of ten, about six of them.
        let rough = (high - low) / 6.0;
        let power = 10f64.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= rough).unwrap_or(rough);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Position of a value in the range, 0…1.
    #[must_use]
    pub fn share(&self, value: f64) -> f32 {
        ((value - self.low) / (self.high - self.low)) as f32
    }

    /// The steps, including both ends.
    #[must_use]
    pub fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        (0..=count).map(|index| self.low + index as f64 * self.step).collect()
    }

    /// The label of a step, with as many decimals as the steps need.
    #[must_use]
    pub fn label(&self, tick: f64) -> String {
        let decimals = (-self.step.log10().floor()).max(0.0) as usize;
        format!("{tick:.decimals$}")
    }
}

#[cfg(test)]
mod tests {
    use super::{ChartAxis, PlotArea};

    #[test]
    fn an_axis_ends_on_round_steps() {
        let axis = ChartAxis::over([0.83, 1.37, f64::NAN].into_iter());
        let labels: Vec<String> = axis.ticks().into_iter().map(|tick| axis.label(tick)).collect();
        assert_eq!(labels, ["0.8", "0.9", "1.0", "1.1", "1.2", "1.3", "1.4"]);
        assert_eq!([axis.share(0.8), axis.share(1.4)], [0.0, 1.0]);
        let of_one = ChartAxis::over([3.0].into_iter());
        assert!((of_one.share(3.0) - 0.5).abs() < 1e-6, "{of_one:?}");
        assert_eq!(ChartAxis::over(std::iter::empty()).share(0.25), 0.25);
    }

    #[test]
    fn up_is_up() {
        let area = PlotArea { left: 10.0, top: 20.0, width: 100.0, height: 50.0 };
        assert_eq!([area.at(0.0, 0.0), area.at(1.0, 1.0)], [[10.0, 70.0], [110.0, 20.0]]);
    }
}
