//! Any finding against none: can the model distinguish slices with a finding from those without, on internal and
//! external data?
//!
//! The page's statements about it follow from these figures alone.

use super::{Figure, Measured, Split};
use serde::{Deserialize, Serialize};

/// Below this specificity elsewhere, "none" is not given as an answer: a model that calls more than one in five
/// slices without a finding one has not learned to recognise a slice without one.
pub const LEAST_SPECIFICITY: f32 = 0.80;

/// Below this area under the curve a model counts as no better than guessing: halfway between chance and what
/// Hosmer and Lemeshow (Applied Logistic Regression, 2000, section 5.2.4) call acceptable is 0.6, and the interval of a
/// hundred patients reaches 0.05 to either side.
const NEAR_CHANCE: f32 = 0.65;

/// From this area under the curve on discrimination is outstanding (Hosmer and Lemeshow, same section).
const OUTSTANDING: f32 = 0.90;

/// Fewest pictures of each kind that a set must have to be spoken of: below that an interval spans half the scale.
pub const LEAST_PICTURES: u32 = 20;

/// Any finding against none, in one way of counting. A figure that the pictures do not allow is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Pictures, or groups and classes where those are counted.
    pub n: u32,
    /// Those with a finding.
    pub positives: u32,
    /// Number of resampled groups, as defined by the task.
    pub groups: u32,
    /// Share of those with a finding whose most probable class is a finding, whichever.
    pub sensitivity: Option<Figure>,
    /// Share of those without whose most probable class is "none".
    pub specificity: Option<Figure>,
    /// Area under the ROC curve of 1 minus the probability of "none".
    pub auc: Option<Figure>,
}

/// The same by slice and by group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AnyFinding {
    /// Every slice counts once.
    pub slices: Telling,
    /// Every group counts once for each true class: the mean of the probabilities of its slices. `None` where groups
    /// are single pictures.
    #[serde(default, alias = "patients")]
    pub groups: Option<Telling>,
}

/// Results on a data set that the model was not calibrated on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// One source of its pictures; `None` for all of them together.
    pub source: Option<String>,
    /// Whether other groups of this data set took part in training: then it is not another hospital.
    pub trained: bool,
    /// Share of its pictures that the gates refuse, without those refused for their kind of acquisition, which depends
    /// on these figures; `None` where it was not counted.
    pub turned_away: Option<f32>,
    /// Any finding against none.
    pub any: AnyFinding,
}

/// The same slices with a finding, one half mirrored over the other, so that it is removed or doubled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mirrored {
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// Pairs.
    pub pairs: u32,
    /// Groups that were resampled.
    pub groups: u32,
    /// Share of pairs whose half without a finding is answered "none".
    pub healthy_right: Figure,
    /// Share of pairs whose half with the finding is answered with one, whichever.
    #[serde(alias = "tumour_kept")]
    pub finding_kept: Figure,
    /// Share of pairs whose half with the finding is answered with its own class.
    pub class_kept: Figure,
}

/// What changes when a picture is made darker or brighter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brightness {
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// Pictures.
    pub n: u32,
    /// Percentage points, 0…100, from which on a change is counted.
    pub points: f32,
    /// One for each factor.
    pub moves: Vec<BrightnessMove>,
}

/// Every grey level times a factor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BrightnessMove {
    /// The factor.
    pub factor: f32,
    /// Mean absolute change of the probability of the answer's class, 0…1.
    pub mean: f32,
    /// Share of pictures where it changes by more than `points`.
    pub moved: Figure,
}

/// Rating of how well a model distinguishes a finding from none on pictures of unseen people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not measured.
    Unmeasured,
    /// No better than guessing.
    NearChance,
    /// Better than guessing, but wrong too often to be relied on.
    Limited,
    /// Outstanding discrimination, and at least [`LEAST_SPECIFICITY`] of either kind right.
    Good,
}

impl Standing {
    /// What the mean recall of so many classes on pictures of other hospitals says of a model. Whoever always gives the same
    /// answer finds one class whole and no other.
    ///
    /// ```
    /// use evaluation::{Figure, Standing};
    ///
    /// let standing = |value: f32| Standing::of_recall(Figure { value, low: value - 0.05, high: value + 0.05 }, 2);
    /// assert_eq!(standing(0.53), Standing::NearChance);
    /// assert_eq!(standing(0.83), Standing::Limited);
    /// assert_eq!(standing(0.88), Standing::Good);
    /// ```
    #[must_use]
    pub fn of_recall(recall: Figure, classes: usize) -> Self {
        if recall.low * classes as f32 <= 1.0 {
            Self::NearChance
        } else if recall.low >= LEAST_SPECIFICITY {
            Self::Good
        } else {
            Self::Limited
        }
    }
}

impl Elsewhere {
    /// The rating of a model.
    ///
    /// ```
    /// use evaluation::{AnyFinding, Elsewhere, Figure, Split, Standing, Telling};
    ///
    /// let standing = |[sensitivity, specificity, auc]: [f32; 3]| {
    ///     let figure = |value: f32| Some(Figure { value, low: value, high: value });
    ///     let (sensitivity, specificity, auc) = (figure(sensitivity), figure(specificity), figure(auc));
    ///     let slices = Telling { n: 100, positives: 50, groups: 20, sensitivity, specificity, auc };
    ///     let any = AnyFinding { slices, ..AnyFinding::default() };
    ///     let (data, split) = ("another-hospital".into(), Split::External);
    ///     Elsewhere { data, split, source: None, trained: false, turned_away: None, any }.standing()
    /// };
    /// assert_eq!(standing([0.54, 0.48, 0.52]), Standing::NearChance);
    /// assert_eq!(standing([0.83, 0.78, 0.88]), Standing::Limited);
    /// assert_eq!(standing([0.88, 0.87, 0.95]), Standing::Good);
    /// ```
    #[must_use]
    pub fn standing(&self) -> Standing {
        let Telling { sensitivity, specificity, auc, .. } = self.any.slices;
        let least = |figure: Option<Figure>| figure.is_some_and(|figure| figure.value >= LEAST_SPECIFICITY);
        match auc {
            None => Standing::Unmeasured,
            Some(auc) if auc.value < NEAR_CHANCE => Standing::NearChance,
            Some(auc) if auc.value >= OUTSTANDING && least(sensitivity) && least(specificity) => Standing::Good,
            Some(_) => Standing::Limited,
        }
    }

    /// Whose pictures these are, in the word by which sentences decide: of people or of nodules that the model never saw
    /// where the groups of the data are those (`patient` or `nodule`, as task files have it), else pictures alone; and
    /// whether it learned from others of these hospitals.
    #[must_use]
    pub fn whose(&self, groups: &str) -> &'static str {
        match (groups, self.trained) {
            ("patient", true) => "known-patients",
            ("patient", false) => "other-patients",
            ("nodule", true) => "known-nodules",
            ("nodule", false) => "other-nodules",
            (_, true) => "known",
            (_, false) => "other",
        }
    }

    fn speaks(&self) -> bool {
        let Telling { n, positives, .. } = self.any.slices;
        self.source.is_none() && positives >= LEAST_PICTURES && n.saturating_sub(positives) >= LEAST_PICTURES
    }
}

impl Measured {
    /// The external data set on which the model distinguishes a finding from none worst: shown beside an answer. Sets
    /// of other hospitals take precedence over those whose other groups took part in training.
    #[must_use]
    pub fn worst_elsewhere(&self) -> Option<&Elsewhere> {
        let area = |one: &Elsewhere| one.any.slices.auc.map_or(1.0, |auc| auc.value);
        let worst = |trained: bool| {
            let of = self.elsewhere.iter().filter(move |one| one.speaks() && one.trained == trained);
            of.min_by(|a, b| area(a).total_cmp(&area(b)))
        };
        worst(false).or_else(|| worst(true))
    }

    /// The worst result among the entries that `is_of` selects, data sets and single sources alike: the lowest area
    /// under the curve on enough slices of either kind, and where there is none, the lowest sensitivity on enough
    /// slices with a finding.
    ///
    /// ```
    /// use evaluation::{AnyFinding, Elsewhere, Figure, Measured, Split, Telling};
    ///
    /// let of = |source: &str, [sensitivity, auc]: [Option<f32>; 2]| {
    ///     let [sensitivity, auc] =
    ///         [sensitivity, auc].map(|value| value.map(|value| Figure { value, low: value, high: value }));
    ///     let slices = Telling { n: 40, positives: 20, groups: 9, sensitivity, specificity: None, auc };
    ///     let any = AnyFinding { slices, ..AnyFinding::default() };
    ///     let (data, split, source) = ("another-hospital".into(), Split::External, Some(source.into()));
    ///     Elsewhere { data, split, source, trained: false, turned_away: None, any }
    /// };
    /// let measured = Measured {
    ///     elsewhere: vec![
    ///         of("a", [Some(0.9), Some(0.7)]),
    ///         of("b", [Some(0.5), Some(0.8)]),
    ///         of("c", [Some(0.4), None]),
    ///         of("d", [Some(0.1), None]),
    ///     ],
    ///     ..Measured::default()
    /// };
    /// let worst = |of: &[&str]| {
    ///     let is_of = |one: &Elsewhere| one.source.as_deref().is_some_and(|source| of.contains(&source));
    ///     measured.worst_where(is_of).and_then(|one| one.source.clone())
    /// };
    /// assert_eq!(worst(&["a", "b", "c"]).as_deref(), Some("a"));
    /// assert_eq!(worst(&["c", "d"]).as_deref(), Some("d"));
    /// assert_eq!(worst(&[]), None);
    /// ```
    #[must_use]
    pub fn worst_where(&self, is_of: impl Fn(&Elsewhere) -> bool) -> Option<&Elsewhere> {
        let spoken: Vec<&Elsewhere> =
            self.elsewhere.iter().filter(|one| one.any.slices.positives >= LEAST_PICTURES && is_of(one)).collect();
        let lowest = |figure: fn(&Telling) -> Option<Figure>| {
            let each = spoken.iter().filter_map(|one| Some((*one, figure(&one.any.slices)?.value)));
            each.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(one, _)| one)
        };
        let area = |told: &Telling| told.auc.filter(|_| told.n.saturating_sub(told.positives) >= LEAST_PICTURES);
        lowest(area).or_else(|| lowest(|told| told.sensitivity))
    }

    /// Whether "none" may be given as an answer: measured elsewhere, and right there for at least
    /// [`LEAST_SPECIFICITY`] of the slices without a finding, on every data set.
    ///
    /// ```
    /// use evaluation::{AnyFinding, Elsewhere, Figure, Measured, Split, Telling};
    ///
    /// // Nobody has looked elsewhere.
    /// assert!(!Measured::default().may_say_none());
    ///
    /// let specificity = Some(Figure { value: 0.9, low: 0.85, high: 0.95 });
    /// let slices = Telling { n: 100, positives: 50, groups: 20, specificity, ..Telling::default() };
    /// let any = AnyFinding { slices, ..AnyFinding::default() };
    /// let (data, split) = ("another-hospital".into(), Split::External);
    /// let elsewhere = vec![Elsewhere { data, split, source: None, trained: false, turned_away: None, any }];
    /// assert!(Measured { elsewhere, ..Measured::default() }.may_say_none());
    /// ```
    #[must_use]
    pub fn may_say_none(&self) -> bool {
        self.least_specific().is_some_and(|(_, specificity)| specificity.value >= LEAST_SPECIFICITY)
    }

    /// The external data set with the lowest specificity, and its specificity.
    #[must_use]
    pub fn least_specific(&self) -> Option<(&Elsewhere, Figure)> {
        let spoken = self.elsewhere.iter().filter(|one| one.speaks());
        let each = spoken.filter_map(|one| Some((one, one.any.slices.specificity?)));
        each.min_by(|a, b| a.1.value.total_cmp(&b.1.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f32) -> Option<Figure> {
        Some(Figure { value, low: value - 0.05, high: value + 0.05 })
    }

    fn set(data: &str, [sensitivity, specificity, auc]: [f32; 3]) -> Elsewhere {
        let (sensitivity, specificity) = (figure(sensitivity), figure(specificity));
        let slices = Telling { n: 100, positives: 50, groups: 20, sensitivity, specificity, auc: figure(auc) };
        let any = AnyFinding { slices, groups: Some(slices) };
        let (data, split) = (data.into(), Split::External);
        Elsewhere { data, split, source: None, trained: false, turned_away: None, any }
    }

    fn measured(elsewhere: Vec<Elsewhere>) -> Measured {
        Measured { elsewhere, ..Measured::default() }
    }

    #[test]
    fn the_word_follows_from_the_figures() {
        assert_eq!(set("a", [0.54, 0.48, 0.52]).standing(), Standing::NearChance);
        assert_eq!(set("a", [0.83, 0.78, 0.886]).standing(), Standing::Limited);
        assert_eq!(set("a", [0.95, 0.64, 0.924]).standing(), Standing::Limited, "too often a tumour where none is");
        assert_eq!(set("a", [0.64, 0.95, 0.924]).standing(), Standing::Limited, "too often none where one is");
        assert_eq!(set("a", [0.88, 0.87, 0.95]).standing(), Standing::Good);
    }

    #[test]
    fn the_worst_set_decides_and_small_or_single_sources_do_not() {
        let mut small = set("small", [0.1, 0.1, 0.1]);
        small.any.slices.positives = 85;
        let source = Elsewhere { source: Some("one".into()), ..set("b", [0.2, 0.2, 0.2]) };
        let own = Elsewhere { trained: true, ..set("own", [0.3, 0.3, 0.3]) };
        let found = measured(vec![set("a", [0.9, 0.9, 0.95]), set("b", [0.8, 0.81, 0.85]), small, source]);
        assert_eq!(found.worst_elsewhere().map(|one| one.data.as_str()), Some("b"));
        assert!(found.may_say_none());
        let found = measured(vec![set("a", [0.9, 0.9, 0.95]), own.clone()]);
        assert_eq!(found.worst_elsewhere().map(|one| one.data.as_str()), Some("a"), "other hospitals come first");
        assert!(!found.may_say_none(), "whoever trained on it, it is too often wrong there");
        assert_eq!(measured(vec![own]).worst_elsewhere().map(|one| one.data.as_str()), Some("own"));
    }

    #[test]
    fn nothing_measured_elsewhere_is_no_leave_to_say_none() {
        assert!(!measured(Vec::new()).may_say_none() && measured(Vec::new()).worst_elsewhere().is_none());
        assert!(!measured(vec![set("a", [0.9, 0.79, 0.9])]).may_say_none());
        assert!(measured(vec![set("a", [0.9, 0.80, 0.9])]).may_say_none());
    }
}
