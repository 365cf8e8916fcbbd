//! How often the model is right, in sentences. Where there are pictures of other hospitals, the score on them goes before all
//! others, and what it stands beside goes before its parts.

use super::ModelCard;
use super::results::{or_nothing, percent, with_interval};
use crate::{probe, rivals};
use evaluation::{Evaluation, Figure, HiddenPart, LEAST_PICTURES, Metric, Probe, Score, Split};

impl ModelCard<'_> {
    pub(super) fn results(&self) -> Vec<String> {
        let own = self.measured.evaluations.iter().filter(|found| found.split != Split::Val);
        let mut own: Vec<&Evaluation> = own.collect();
        own.sort_by_key(|found| found.split != Split::External);
        let tells_elsewhere = self.tells_elsewhere();
        let scores = || self.manifest.scores.iter();
        let mut items: Vec<String> = scores().filter_map(recall_elsewhere).collect();
        for found in &own {
            items.push(whole(found));
            if !tells_elsewhere {
                items.extend(sources(found));
            }
        }
        items.extend(scores().filter_map(|score| self.by_group(score)));
        items.extend(self.controls(true));
        items.extend(scores().filter_map(|score| self.rival(score)));
        if tells_elsewhere {
            items.extend(own.iter().flat_map(|found| sources(found)));
        }
        items.extend(scores().filter_map(|score| self.subgroup(score)));
        let of = |weights: &str| self.score(&Metric::MacroRecall, Split::Test, weights);
        if let (Some(int8), Some(f32)) = (of("int8"), of("f32")) {
            items.push(format!(
                "Rounding the weights to int8 took the macro recall on test from {} to {}.",
                percent(f32.value),
                percent(int8.value)
            ));
        }
        or_nothing(items)
    }

    /// Whether its data has pictures of other hospitals.
    fn tells_elsewhere(&self) -> bool {
        self.evaluation(Split::External).is_some()
    }

    /// What the controls say: those that stand beside the score elsewhere, or all others.
    pub(super) fn controls(&self, are_beside: bool) -> Vec<String> {
        let is_beside = |probe: &Probe| {
            self.tells_elsewhere() && matches!(probe.hidden, HiddenPart::Blackout | HiddenPart::BorderOnly)
        };
        let probes = self.measured.probes.iter().filter(|probe| is_beside(probe) == are_beside);
        probe::control_sentences(self.manifest.labels.len(), &probes.cloned().collect::<Vec<_>>())
    }

    /// The area under the curve with every group counted once, where groups are more than pictures: beside that of a rule.
    fn by_group(&self, score: &Score) -> Option<String> {
        let [one, several] = self.task.groups.counted()?;
        let is_of = score.metric == Metric::GroupAuc && score.weights == "int8" && score.split != Split::Val;
        is_of.then(|| {
            format!(
                "Each of the {several} counted once for each class, with the mean over its pictures, on “{}”, {}: area under \
                 the curve by {one} {}.",
                score.data,
                score.split,
                area(score)
            )
        })
    }

    /// What a rule scores that sees next to nothing of a picture; `None` of another score, and of one by group where groups are
    /// no more than pictures.
    fn rival(&self, score: &Score) -> Option<String> {
        let name = score.weights.strip_prefix(rivals::WEIGHTS)?;
        let Metric::Baseline(metric) = &score.metric else { return None };
        let what = match metric.as_ref() {
            Metric::MacroRecall => format!("macro recall {}", with_interval(figure(score))),
            Metric::MacroAuc => format!("area under the curve {}", area(score)),
            Metric::GroupAuc => {
                let [one, _] = self.task.groups.counted()?;
                format!("area under the curve by {one} {}", area(score))
            }
            _ => return None,
        };
        Some(format!("A baseline ({name}) reaches, on “{}”, {}: {what}.", score.data, score.split))
    }

    /// The recall on pictures of people of one kind.
    fn subgroup(&self, score: &Score) -> Option<String> {
        let Metric::SubgroupRecall(name) = &score.metric else { return None };
        let who = self.words().subgroup(name).unwrap_or(name);
        (score.weights == "int8").then(|| {
            format!(
                "Who is shown: {who}, {} pictures of “{}”, {}: macro recall {}.",
                score.n,
                score.data,
                score.split,
                with_interval(figure(score))
            )
        })
    }
}

/// The recall of the classes with enough pictures of other hospitals; `None` of another score.
fn recall_elsewhere(score: &Score) -> Option<String> {
    let Metric::RecallOf(labels) = &score.metric else { return None };
    (score.weights == "int8" && score.split == Split::External).then(|| {
        format!(
            "On pictures of other hospitals (“{}”, split external, {} pictures of {} groups): macro recall of {} {}. Classes with \
             fewer than {LEAST_PICTURES} pictures there are left out; an answer may be any class.",
            score.data,
            score.n,
            score.groups,
            labels.split(',').collect::<Vec<_>>().join(" and "),
            with_interval(figure(score))
        )
    })
}

/// A split as a whole.
fn whole(found: &Evaluation) -> String {
    let baseline = found.baseline_macro_recall.map_or(String::new(), |baseline| {
        format!(
            " A rule that sees nothing of the anatomy, only grey-level statistics, reaches a macro recall of {}.",
            with_interval(baseline)
        )
    });
    format!(
        "On “{}”, split {}, {} pictures of {} groups: accuracy {}, macro recall {}.{baseline}",
        found.data,
        found.split,
        found.n,
        found.groups,
        with_interval(found.accuracy),
        with_interval(found.macro_recall)
    )
}

fn sources(found: &Evaluation) -> impl Iterator<Item = String> {
    found.sources.iter().map(|part| {
        let (n, classes) = (part.n, part.labels.join(", "));
        format!("Source {}, {n} pictures ({classes}): accuracy {}.", part.source, with_interval(part.accuracy))
    })
}

fn figure(score: &Score) -> Figure {
    let [low, high] = score.interval;
    Figure { value: score.value, low, high }
}

/// "0.912 (0.880 to 0.940)"
fn area(score: &Score) -> String {
    let [low, high] = score.interval;
    format!("{:.3} ({low:.3} to {high:.3})", score.value)
}
