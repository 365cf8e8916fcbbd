//! Every task of this website, also one that has no model yet, reads as its author meant it.

use super::*;

/// Name of the folder, its file, and its words in German.
const TASKS: [[&str; 3]; 4] = [
    [
        "blood-smear",
        include_str!("../../../models/blood-smear/task.toml"),
        include_str!("../../../models/blood-smear/text/de.toml"),
    ],
    [
        "chest-xray",
        include_str!("../../../models/chest-xray/task.toml"),
        include_str!("../../../models/chest-xray/text/de.toml"),
    ],
    [
        "lung-nodule",
        include_str!("../../../models/lung-nodule/task.toml"),
        include_str!("../../../models/lung-nodule/text/de.toml"),
    ],
    [
        "leaf-colour",
        include_str!("../../../tests/data/tasks/leaf-colour/task.toml"),
        include_str!("../../../tests/data/tasks/leaf-colour/text/de.toml"),
    ],
];

fn read(id: &str, text: &str) -> Task {
    let fault = |error: toml::de::Error| TaskError {
        task: id.to_owned(),
        expected: "TOML".to_owned(),
        found: error.to_string(),
    };
    Task::read(id, text, |text| toml::from_str(text).map_err(fault)).unwrap()
}

#[test]
fn every_task_reads_and_has_the_same_words_in_german() {
    for [id, text, german] in TASKS {
        let task = read(id, text);
        let german: Translation = toml::from_str(german).unwrap();
        let faults = german.check(&task, "de");
        assert!(faults.is_empty(), "{faults:?}");
        let (training, release) = (task.training.unwrap(), task.release.unwrap());
        assert!(!training.data.is_empty() && training.data == release.data, "{id}");
        assert!(!release.rivals.is_empty(), "{id}: every network is held against something");
        let card = &task.card;
        for part in [&card.intended, &card.not_for, &card.confounding, &card.limits, &card.ethics, &card.factors] {
            assert!(!part.is_empty(), "{id}");
        }
        assert!(card.sources.iter().all(|source| !source.licence.is_empty()) && !card.sources.is_empty(), "{id}");
    }
}

#[test]
fn no_task_here_but_those_whose_patients_are_published_says_that_its_groups_are_patients() {
    let of = TASKS.map(|[id, text, _]| read(id, text).groups);
    assert_eq!(of, [GroupsOf::Picture, GroupsOf::Picture, GroupsOf::Nodule, GroupsOf::Picture]);
    let [id, text, _] = TASKS[0];
    let silent = text.replacen("groups = \"picture\"\n", "", 1);
    let why = toml::from_str::<Task>(&silent).unwrap_err().to_string();
    assert!(silent.len() < text.len() && why.contains("missing field `groups`"), "{id}: {why}");
}

#[test]
fn what_a_task_says_of_its_masks_and_colours_is_kept() {
    let of = |wanted: &str| {
        let [id, text, _] = TASKS.into_iter().find(|[id, _, _]| *id == wanted).unwrap();
        let task = read(id, text);
        (task.colour, task.masks, task.release.unwrap())
    };
    let (colour, masks, release) = of("blood-smear");
    assert_eq!((colour, masks), (Colour::Rgb, MasksOf::Anatomy));
    assert_eq!(release.stain.as_deref(), Some("blood-smear"));
    let [id, text, _] = TASKS[0];
    assert_eq!(read(id, text).drawing, Some(TaskDrawing::Smear));
    let (colour, masks, release) = of("lung-nodule");
    assert_eq!((colour, masks, release.blackout), (Colour::Grey, MasksOf::Finding, None));
    assert_eq!(release.rivals[0], Rival::Area);
}
