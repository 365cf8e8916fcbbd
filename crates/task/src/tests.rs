//! Every task of this website, including those without a model, is read as intended.

use super::*;

/// Name of the folder, its file, and its German translation.
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

#[test]
fn an_earlier_version_that_can_be_fetched_has_a_folder_and_a_line_of_its_own() {
    let [id, text, _] = TASKS[3];
    let mut task = read(id, text);
    assert_eq!(task.reachable().count(), 0, "unless the file says so");
    task.versions[1].reachable = true;
    assert_eq!(task.check(), Ok(()));
    let block = shipped_block(std::slice::from_ref(&task)).unwrap();
    let lines: Vec<&str> = block.lines().filter(|line| line.starts_with(PIN_START)).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    // Without texts for the page: visitors do not choose it instead of the latest.
    assert_eq!(lines[1], format!("{PIN_START}leaf-colour/0.1.0 {}\t{}", "0".repeat(64), task.text.name));

    let refused = |at: usize, version: &str| {
        let mut task = read(id, text);
        (task.versions[at].reachable, task.versions[at].version) = (true, version.to_owned());
        task.check().unwrap_err().expected
    };
    assert_eq!(refused(0, "0.2.0"), "`reachable` of versions before the latest alone");
    for version in ["../0.1.0", "..", "0.1.0/x"] {
        assert_eq!(refused(1, version), "`reachable` of versions that can name a folder", "{version}");
    }
}
