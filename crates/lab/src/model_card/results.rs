//! What was measured beside the scores, in sentences.

use super::ModelCard;
use crate::probe;
use evaluation::{Evaluation, Figure, Metric, Score, SetCoverage, Split};
use model::OutlineRule;

impl ModelCard<'_> {
    /// Results on a split of the model's own data set.
    pub(super) fn evaluation(&self, split: Split) -> Option<&Evaluation> {
        self.measured.evaluations.iter().find(|evaluation| evaluation.split == split)
    }

    pub(super) fn score(&self, metric: &Metric, split: Split, weights: &str) -> Option<&Score> {
        let mut scores = self.manifest.scores.iter();
        scores.find(|score| score.metric == *metric && score.split == split && score.weights == weights)
    }

    pub(super) fn calibration(&self) -> Vec<String> {
        let Some(fitted) = &self.manifest.calibration else { return or_nothing(Vec::new()) };
        let mut items = vec![format!(
            "Logits are divided by a temperature of {:.3}, fitted on the {} pictures of {}. A share of {:.4} of every answer \
             is spread evenly over the classes, so that no class gets more than {} has shown to hold.",
            fitted.temperature, fitted.n, fitted.split, fitted.lapse, fitted.split
        )];
        items.push(fitted.why.clone());
        items.push(
            "Sets are nested by probability: a class is in the set only with every class that is more probable, and only \
             where it is likely enough to be spoken of. The same picture always gives the same set. The most probable class \
             is the headline, the rest of the set is what cannot be ruled out. A set of all or of none, and one of \
             \"none\" beside a finding, is shown as no answer."
                .to_owned(),
        );
        for found in self.measured.evaluations.iter().filter(|found| found.split != Split::Val) {
            let reliability = &found.reliability;
            items.push(format!(
                "Calibration error on {}: {:.3} as the network comes, {:.3} calibrated.",
                found.split, reliability.error_before, reliability.error_after
            ));
            items.extend(self.calibration_by_source(&found.data, found.split));
            items.extend(found.sets.iter().map(|set| self.coverage(found, set)));
        }
        items.extend(self.calibration_elsewhere());
        items
    }

    /// Calibration errors of the shipped weights by source; `None` where none was measured.
    fn calibration_by_source(&self, data: &str, split: Split) -> Option<String> {
        let of = |score: &Score| {
            let Metric::SourceEce(source) = &score.metric else { return None };
            let is_of = score.data == data && score.split == split && score.weights == "int8";
            is_of.then(|| format!("{source} {}", error_of(score)))
        };
        let sources: Vec<String> = self.manifest.scores.iter().filter_map(of).collect();
        (!sources.is_empty()).then(|| {
            format!(
                "Calibration error on {split} by source, overestimated where pictures are few: {}.",
                sources.join(", ")
            )
        })
    }

    /// The same on data sets that the model was not calibrated on.
    fn calibration_elsewhere(&self) -> Vec<String> {
        let is_own = |score: &Score| self.measured.evaluations.iter().any(|found| found.data == score.data);
        let scores = self.manifest.scores.iter();
        let all = scores.filter(|score| score.metric == Metric::Ece && score.weights == "int8" && !is_own(score));
        all.flat_map(|score| {
            let (data, split) = (&score.data, score.split);
            let said = format!("Calibration error on “{data}”, {split}: {}.", error_of(score));
            std::iter::once(said).chain(self.calibration_by_source(data, split))
        })
        .collect()
    }

    fn coverage(&self, found: &Evaluation, set: &SetCoverage) -> String {
        let classes = set
            .classes
            .iter()
            .map(|class| format!("{} {} ({:.2} classes)", class.label, with_interval(class.coverage), class.mean_size));
        let sizes = set.sizes.iter().enumerate().map(|(size, share)| match size {
            0 => format!("none in {}", percent(*share)),
            1 => format!("one class in {}", percent(*share)),
            _ => format!("{size} in {}", percent(*share)),
        });
        let sizes = sizes.collect::<Vec<_>>().join(", ");
        format!(
            "Sets of {:.0} % on {}: the true class is in {} of them, {:.2} classes on average ({sizes}). By true class: {}.",
            set.level * 100.0,
            found.split,
            with_interval(set.coverage),
            set.mean_size,
            classes.collect::<Vec<_>>().join(", ")
        )
    }

    pub(super) fn operating_points(&self) -> Vec<String> {
        let test = self.evaluation(Split::Test).filter(|test| !test.operating_points.is_empty());
        let Some(test) = test else { return or_nothing(Vec::new()) };
        let mut items = vec![
            "A threshold on one class's calibrated probability. On val it held the stated specificity or sensitivity \
             with the most of the other; on test it does what is measured, which may be less."
                .to_owned(),
        ];
        items.extend(test.operating_points.iter().map(|point| {
            format!(
                "{}, {} held at {:.0} % on val: from a probability of {:.4}. On test: sensitivity {}, specificity {}.",
                point.label,
                point.held,
                point.level * 100.0,
                point.threshold,
                with_interval(point.sensitivity),
                with_interval(point.specificity)
            )
        }));
        items
    }

    pub(super) fn gates(&self) -> Vec<String> {
        let mut items = vec![
            "Before a class is shown, gates ask in this order: does the file open, is the picture good enough, is it of \
             the kind that this model reads, is it like the pictures it was trained on. The first that says no is named \
             with its reason."
                .to_owned(),
        ];
        items.extend(self.measured.quality.iter().map(|alarm| {
            let found =
                alarm.found.map_or(String::new(), |found| format!(" and finds {} of spoilt ones", percent(found)));
            let (data, split, n) = (&alarm.data, alarm.split, alarm.n);
            format!(
                "{}: turns away {} of {n} good pictures of “{data}”, {split}{found}.",
                alarm.check,
                percent(alarm.rate)
            )
        }));
        items.extend(self.manifest.likeness.iter().map(|likeness| likeness.why.clone()));
        items.extend(self.measured.likeness.iter().map(|found| {
            format!(
                "Likeness against {} (“{}”, {}; {} pictures against {}): area under the curve {:.3}, {} pass where 95 % \
                 of the right ones do, {} pass at the threshold.",
                found.against,
                found.data,
                found.split,
                found.others,
                found.belong,
                found.auroc,
                percent(found.false_positives_at_95),
                percent(found.passed)
            )
        }));
        items
    }

    pub(super) fn explanation(&self) -> Vec<String> {
        let mut items: Vec<String> = self
            .measured
            .probes
            .iter()
            .filter(|probe| !probe::is_control(probe))
            .map(|probe| {
                format!(
                    "With this hidden: {} (by {}), on “{}”, {}, {} pictures: accuracy {}, macro recall {}.",
                    probe.hidden,
                    probe.by,
                    probe.data,
                    probe.split,
                    probe.n,
                    with_interval(probe.accuracy),
                    with_interval(probe.macro_recall)
                )
            })
            .collect();
        if let Some(found) = &self.measured.faithfulness {
            items.push(format!(
                "The map, on {} pictures of “{}”, {}: taking its strongest cells away leaves an area of {:.3} under the \
                 class's probability (in random order {:.3}; less is truer), putting them in gives {:.3} (in random \
                 order {:.3}; more is truer).",
                found.n,
                found.data,
                found.split,
                found.deletion.area,
                found.deletion.chance_area,
                found.insertion.area,
                found.insertion.chance_area
            ));
            items.extend(found.pointing.map(|pointing| {
                format!(
                    "The strongest cell of the map touches the outline in {} of {} outlined pictures; by chance it would \
                     in {}.",
                    with_interval(pointing.hits),
                    pointing.n,
                    percent(pointing.chance)
                )
            }));
        }
        items.extend(probe::verdict(
            self.manifest.labels.len(),
            &self.measured.probes,
            self.measured.faithfulness.as_ref(),
        ));
        items.extend(self.controls(false));
        items.extend(self.manifest.outline.as_ref().map(of_outline));
        or_nothing(items)
    }
}

/// "0.051 (0.040 to 0.070; 399 pictures)"
fn error_of(score: &Score) -> String {
    let [low, high] = score.interval;
    format!("{:.3} ({low:.3} to {high:.3}; {} pictures)", score.value, score.n)
}

/// How the network's map becomes an outline, and its results on the split that chose the rule.
fn of_outline(rule: &OutlineRule) -> String {
    let small =
        if rule.least_cells > 1 { format!(", in regions of {} or more", rule.least_cells) } else { String::new() };
    let empty = if rule.empty_on_none { "; nothing where “none” is the whole answer" } else { "" };
    let hit =
        rule.hit.map_or(String::new(), |hit| format!(", the surest outlined cell inside of it in {}", percent(hit)));
    let wrongly = rule.wrongly.map_or(String::new(), |share| {
        format!("; where there is no finding, something is outlined in {}", percent(share))
    });
    format!(
        "Outlined are cells from a probability of {:.2} on{small}{empty}. On {}, which chose that, averaged over sources: where a \
         finding was outlined by hand, a Dice coefficient of {:.3}{hit}{wrongly}.",
        rule.threshold, rule.split, rule.dice
    )
}

/// The text of a section without a measurement.
pub(super) fn or_nothing(items: Vec<String>) -> Vec<String> {
    if items.is_empty() { vec!["Not measured for this version.".to_owned()] } else { items }
}

/// "93.7 %"
pub(super) fn percent(value: f32) -> String {
    format!("{:.1} %", value * 100.0)
}

/// "93.7 % (88.3 % to 97.5 %)"
pub(super) fn with_interval(figure: Figure) -> String {
    format!("{} ({} to {})", percent(figure.value), percent(figure.low), percent(figure.high))
}
