//! What was found, and what cannot be ruled out.

use super::CaseReport;
use super::writer::CaseWriter;
use crate::report::evaluation;
use crate::state::Reading;
use crate::words;
use document::{Alignment, Inlines};
use evaluation::{Evaluation, Split};
use protocol::{Abstention, Decision, LabelFound, LabelState};

/// The answer, or why there is none.
pub(super) fn write(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    writer.title(2, text::case_report::found());
    if let Some(found) = case.answer.judged() {
        return judged(writer, case, found);
    }
    match &case.answer.classes.decision {
        Decision::Abstain { why } => abstained(writer, case, *why),
        Decision::Class { .. } | Decision::Set { .. } => named(writer, case),
    }
}

fn named(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    let (answer, said) = (case.answer, words::said(case.answer, case.model));
    outlined(writer, case);
    writer.text(text::answer::kicker());
    writer.strong(said.headline);
    cautions(writer, case);
    said.right.into_iter().for_each(|right| writer.text(right));
    if let Some(top) = answer.classes.most_probable() {
        let others = answer.classes.probabilities.iter().filter(|other| other.label != top.label);
        writer.text(words::lead(top.value, others.max_by(|a, b| a.value.total_cmp(&b.value))));
    }
    probabilities(writer, case);
    let test = test_of(case);
    if test.is_some() {
        writer.text(text::answer::calibrated());
    }
    match case.reading {
        Reading::Patient => said.open.iter().filter_map(|label| words::class_meaning(label)).for_each(|meaning| {
            writer.plain(&meaning);
        }),
        Reading::Clinician => maps(writer, case),
    }
    writer.title(2, text::case_report::left_open());
    match said.second {
        Some(second) => writer.strong(second),
        None => writer.text(text::case_report::none_open()),
    }
    if let Some(level) = answer.classes.level() {
        writer.text(words::set_meaning(level, test));
    }
    if case.reading == Reading::Clinician {
        let sets = answer.classes.prediction_sets.iter();
        writer.list(sets.map(|set| text::answer::set(words::percent(set.level), words::one_of(&set.labels))));
        points(writer, case);
    }
}

/// Each label by itself.
fn judged(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>, found: &[LabelFound]) {
    writer.text(text::answer::judged_kicker());
    writer.strong(words::labels_title(found));
    cautions(writer, case);
    let rows = found.iter().map(|one| {
        let share = match case.reading {
            Reading::Patient => words::percent(one.probability),
            Reading::Clinician => words::percent_exact(one.probability),
        };
        let told = writer.said(&text::answer::state_share(words::label_state(one.state), share));
        vec![Inlines::from(words::class_name(&one.label)), Inlines::from(told)]
    });
    let rows = rows.collect();
    writer.table("probabilities", &[text::report::class(), text::case_report::share()], rows, Alignment::End);
    writer.text(text::answer::judged());
    writer.text(text::answer::judged_help());
    match case.reading {
        Reading::Patient => {
            let open = found.iter().filter(|one| one.state != LabelState::Absent);
            open.filter_map(|one| words::class_meaning(&one.label)).for_each(|meaning| writer.plain(&meaning));
        }
        Reading::Clinician => words::labels_level(found).into_iter().for_each(|level| writer.text(level)),
    }
}

fn abstained(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>, why: Abstention) {
    let answer = case.answer;
    outlined(writer, case);
    writer.text(if why == Abstention::NoFinding { text::answer::no_all_clear() } else { text::answer::none() });
    writer.strong(words::abstention_title(answer, why));
    cautions(writer, case);
    let (means, helps) = words::abstention_help(answer, why);
    writer.text(means);
    writer.text(text::answer::would_help(helps));
    let is_shown = match why {
        // A gate that refused leaves nothing to show, even where the network has run.
        Abstention::Gate => false,
        Abstention::NoFinding => true,
        Abstention::EmptySet | Abstention::FullSet | Abstention::Unclear => case.reading == Reading::Clinician,
    };
    if is_shown {
        writer.text(text::answer::shares_only());
        probabilities(writer, case);
    }
    writer.text(text::answer::nothing_of_person());
}

/// What must stand beside the answer.
fn cautions(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    words::cautions(case.answer, case.model).into_iter().for_each(|caution| writer.caveat(caution));
}

/// The outline, and how often it misses.
fn outlined(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    let Some(outline) = case.answer.classes.shown_outline() else { return };
    words::outlined_in(case.answer, case.model).into_iter().for_each(|said| writer.strong(said));
    if case.reading == Reading::Clinician {
        writer.list(words::outlined_regions(outline));
    }
    if let Some(model) = case.model {
        writer.text(words::outline_measured(model));
    }
}

/// The certainty of each class, the most probable first.
fn probabilities(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    let mut all: Vec<_> = case.answer.classes.probabilities.iter().collect();
    all.sort_by(|a, b| b.value.total_cmp(&a.value));
    let share = |value: f32| match case.reading {
        Reading::Patient => words::percent(value),
        Reading::Clinician => words::percent_exact(value),
    };
    let rows = all.into_iter().map(|one| {
        let shown = writer.said(&share(one.value));
        vec![Inlines::from(words::class_name(&one.label)), Inlines::from(shown)]
    });
    let rows = rows.collect();
    writer.table("probabilities", &[text::report::class(), text::case_report::share()], rows, Alignment::End);
}

/// Where the map of the class in the headline is strongest.
fn maps(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    let classes = &case.answer.classes;
    let top = classes.most_probable();
    let mut labelled = classes.probabilities.iter().zip(&classes.maps);
    let map = labelled.find(|(one, _)| top.is_some_and(|top| top.label == one.label));
    if let Some((one, map)) = map {
        writer.text(words::map_summary(&one.label, &map.summary));
        writer.text(words::map_note());
    }
}

/// The operating points of the class in the headline for this picture.
fn points(writer: &mut CaseWriter<'_>, case: &CaseReport<'_>) {
    let (Some(test), Some(top)) = (test_of(case), case.answer.classes.most_probable()) else { return };
    for point in test.operating_points.iter().filter(|point| point.label == top.label) {
        writer.text(words::point_line(point, top.value));
        writer.text(words::point_measured(point, test));
    }
}

fn test_of<'a>(case: &CaseReport<'a>) -> Option<&'a Evaluation> {
    evaluation(case.model?.measured.as_deref()?, Split::Test)
}
