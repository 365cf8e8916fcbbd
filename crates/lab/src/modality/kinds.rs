//! The modality classifier's classes and their data sets, from `models/modality/task.toml`.

use ::task::{DataSetOf, Look, Task, WindowedSlices};
use std::sync::LazyLock;
use training::task_file;

/// The definition of the modality classifier's classes. Compiled in, since the weights belong to exactly these classes.
static MODALITY_TASK: LazyLock<Task> = LazyLock::new(read);

#[allow(clippy::expect_used, reason = "the file is part of this program, and a test below reads it")]
fn read() -> Task {
    task_file::from_toml(super::MODALITY, include_str!("../../../../models/modality/task.toml"))
        .expect("models/modality/task.toml is a task")
}

/// The file as a whole.
pub(crate) fn modality_task() -> &'static Task {
    &MODALITY_TASK
}

/// Classes in the order of the logits, which is alphabetical.
#[must_use]
pub fn labels() -> Vec<&'static str> {
    MODALITY_TASK.text.classes.keys().map(String::as_str).collect()
}

/// Classes that are the task of a classifier.
#[must_use]
pub fn tasks() -> Vec<&'static str> {
    let named = MODALITY_TASK.text.classes.iter().filter(|(_, class)| !class.one.is_empty());
    named.map(|(label, _)| label.as_str()).collect()
}

/// The class at that index of the logits; empty beyond the last.
pub(super) fn label(place: usize) -> &'static str {
    labels().get(place).copied().unwrap_or_default()
}

/// Whether a class is the task of a classifier.
pub(super) fn is_task(place: usize) -> bool {
    tasks().contains(&label(place))
}

/// The logit index of a class, or of a data set's label for it.
pub(super) fn place_of(name: &str) -> Option<usize> {
    let class = class_of(name)?;
    labels().iter().position(|label| *label == class)
}

/// The data sets.
pub(crate) fn data() -> &'static [DataSetOf] {
    &MODALITY_TASK.data
}

/// The slices as DICOM has them.
pub(super) fn slices() -> Option<&'static WindowedSlices> {
    MODALITY_TASK.slices.as_ref()
}

/// The visual description of a class.
pub(super) fn look(class: &str) -> Option<&'static Look> {
    MODALITY_TASK.looks.iter().find(|look| look.class == class)
}

/// The class of a data set, of a label of one, or the class of that name.
pub(crate) fn class_of(name: &str) -> Option<&'static str> {
    let set = || data().iter().find(|set| set.name == name)?.class.as_deref();
    let also = || data().iter().find_map(|set| set.also.get(name)).map(String::as_str);
    labels().into_iter().find(|label| *label == name).or_else(set).or_else(also)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trust::modality::{NOT_MEDICAL, OTHER_MEDICAL, PHOTOGRAPHED};

    #[test]
    fn every_set_and_every_other_name_leads_to_a_class() {
        assert!(data().iter().all(|set| set.class.as_deref().is_none_or(|class| place_of(class).is_some())));
        assert_eq!(place_of("blood-smear-other"), place_of("blood-smear"));
        assert_eq!((class_of("lung-nodule"), class_of("covid-ct")), (Some("lung-nodule"), Some("chest-ct")));
        assert_eq!(class_of("holiday"), None);
        assert_eq!(slices().map(|set| (set.class.as_str(), set.windows.len())), Some(("chest-ct", 3)));
        assert_eq!(labels().len(), 8);
        for no_task in [NOT_MEDICAL, OTHER_MEDICAL, PHOTOGRAPHED] {
            assert!(place_of(no_task).is_some_and(|place| !is_task(place)), "{no_task}");
        }
        assert_eq!(tasks().len(), 5);
    }
}
