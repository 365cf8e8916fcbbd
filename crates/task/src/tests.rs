//! Every task of this website, including those without a model, is read as intended.

use super::*;

/// Name of the folder, its file, and its German translation.
const TASKS: [[&str; 3]; 5] = [
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
    [
        "covid-ct",
        include_str!("../../../models/covid-ct/task.toml"),
        include_str!("../../../models/covid-ct/text/de.toml"),
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
    let [picture, nodule] = [GroupsOf::Picture, GroupsOf::Nodule];
    assert_eq!(of, [picture, picture, nodule, picture, picture]);
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
    let drawings = TASKS.map(|[id, text, _]| read(id, text).drawing);
    assert_eq!(
        drawings,
        [Some(TaskDrawing::Smear), None, Some(TaskDrawing::Nodule), None, None],
        "examples are drawn as what the task reads; of drawn chests the model makes nothing that would show a class"
    );
}

#[test]
fn of_chest_x_rays_it_is_known_who_is_shown_what_a_normal_one_does_not_rule_out_and_what_the_training_is_held_against()
{
    let [id, text, _] = TASKS[1];
    let task = read(id, text);
    let of = |source: &str| task.subgroups.iter().find(|one| one.holds(source)).map(|one| one.name.as_str());
    assert_eq!(["kermany", "nih-chestxray8", "covid19-radiography"].map(of), [Some("children"), Some("adults"), None]);
    let known: Vec<&str> = task.card.sources.iter().map(|source| source.name.as_str()).collect();
    assert!(task.subgroups.iter().flat_map(|one| &one.sources).all(|source| known.contains(&source.as_str())));
    let negative = task.negative.as_deref().unwrap();
    assert_eq!(task.text.classes[negative].caution, "A normal picture does not rule out COVID-19.");
    assert!(task.text.classes.iter().all(|(label, class)| class.caution.is_empty() == (label != negative)));
    assert_eq!(task.release.unwrap().ablation.len(), 1);
}

#[test]
fn a_code_is_of_a_class_and_of_a_terminology_that_files_can_name() {
    let [id, text, _] = TASKS[3];
    let with = |label: &str, [system, code, display]: [&str; 3]| {
        let table = format!("[codes.{label}]\nsystem = \"{system}\"\ncode = \"{code}\"\ndisplay = \"{display}\"\n");
        Task { id: id.into(), ..toml::from_str(&format!("{text}\n{table}")).unwrap() }
    };
    for [system, scheme] in TERMINOLOGIES {
        let task = with("rust", [system, "C1", "Leaf rust"]);
        assert_eq!(task.check(), Ok(()));
        assert_eq!(packed_terms(&[task]), format!("leaf-colour\trust\t{system}\t{scheme}\tC1\tLeaf rust\n"));
    }
    let [[sct, _], _] = TERMINOLOGIES;
    let long = "x".repeat(65);
    let wrong = [
        with("mould", [sct, "1", "Mould"]),
        with("rust", ["http://example.org/leaves", "1", "Leaf rust"]),
        with("rust", [sct, "", "Leaf rust"]),
        with("rust", [sct, "1 2", "Leaf rust"]),
        with("rust", [sct, "1", " "]),
        with("rust", [sct, "1", "Leaf\\trust"]),
        with("rust", [sct, "1", &long]),
    ];
    for task in wrong {
        let expected = task.check().unwrap_err().expected;
        assert_eq!(expected, "codes of classes, each of a known terminology, with its name there", "{:?}", task.codes);
    }
}

#[test]
fn only_what_was_looked_up_has_a_code() {
    let of = |[id, text, _]: [&'static str; 3]| packed_terms(&[read(id, text)]);
    let covid = |task: &str| format!("{task}\tcovid\thttp://snomed.info/sct\tSCT\t840539006\tCOVID-19\n");
    assert_eq!(TASKS.map(of), [String::new(), covid("chest-xray"), String::new(), String::new(), covid("covid-ct")]);
}

#[test]
fn slices_are_of_a_class_that_has_words() {
    let [id, text, _] = TASKS[3];
    let of = |class: &str| {
        let slices =
            format!("{text}\n[slices]\nfolder = \"leaf-dicom\"\nclass = \"{class}\"\nwindows = [[40.0, 400.0]]\n");
        Task { id: id.into(), ..toml::from_str(&slices).unwrap() }
    };
    let task = of("rust");
    assert_eq!(task.check(), Ok(()));
    assert_eq!(task.slices.unwrap().windows, [(40.0, 400.0)]);
    assert_eq!(of("mould").check().unwrap_err().found, "`mould`");
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

#[test]
fn what_a_table_of_sizes_says_is_there_in_both_languages_and_easy_to_read() {
    let with_region = TASKS.into_iter().filter(|[id, text, _]| read(id, text).region.is_some());
    let found: Vec<&str> = with_region
        .map(|[id, text, german]| {
            let english = read(id, text).region.unwrap();
            let german = toml::from_str::<Translation>(german).unwrap().region.unwrap();
            for (language, text) in [("en", &english.text), ("de", &german)] {
                assert_eq!(text.rows.len(), english.up_to.len() + 1, "{id}, {language}");
                assert!(!text.source.is_empty() && text.rows.iter().all(|row| !row.clinician.is_empty()), "{id}");
                let scope = [&text.scope.patient, &text.note];
                let plain: Vec<&String> = text.rows.iter().map(|row| &row.patient).chain(scope).collect();
                let year = readability::school_year(language, &plain).unwrap();
                assert!(year <= readability::MOST, "{id}, {language}: {year}");
            }
            id
        })
        .collect();
    assert_eq!(found, ["lung-nodule"]);
}

#[test]
fn a_table_of_sizes_has_the_limits_that_are_published() {
    let [id, text, _] = TASKS[2];
    let region = read(id, text).region.unwrap();
    let said = |mean: f64| region.row(mean).unwrap().clinician.as_str();
    // H. MacMahon et al., Radiology 284, 2017, table 1: below 6 mm, 6 to 8 mm, above 8 mm, each rounded to the millimetre.
    for (mean, starts, says) in [
        (5.4, "Fleischner 2017, single solid nodule below 6 mm (100 mm³)", "optional CT at 12 months"),
        (5.6, "Fleischner 2017, single solid nodule of 6 to 8 mm (100 to 250 mm³)", "consider CT at 18 to 24 months"),
        (8.4, "Fleischner 2017, single solid nodule of 6 to 8 mm (100 to 250 mm³)", "CT at 6 to 12 months"),
        (8.5, "Fleischner 2017, single solid nodule above 8 mm (250 mm³)", "CT at 3 months, PET/CT, or tissue"),
    ] {
        assert!(said(mean).starts_with(starts) && said(mean).contains(says), "{mean}: {}", said(mean));
    }
    assert!(region.text.source.contains("284") && region.text.scope.clinician.contains("immunosuppression"));
}

/// A task with labels of which several may apply.
const LABELS: &str = include_str!("../../../tests/data/tasks/leaf-marks/task.toml");

#[test]
fn a_task_with_labels_is_read_and_what_only_classes_can_have_is_refused() {
    let task = read("leaf-marks", LABELS);
    assert_eq!(task.answer, AnswerKind::Labels);
    let german: Translation =
        toml::from_str(include_str!("../../../tests/data/tasks/leaf-marks/text/de.toml")).unwrap();
    assert!(german.check(&task, "de").is_empty(), "{:?}", german.check(&task, "de"));
    let said = |task: Task| task.check().unwrap_err().to_string();
    let negative = said(Task { negative: Some("holes".into()), ..task.clone() });
    let expected = "models/leaf-marks/task.toml: expected of `answer = \"labels\"` what such a task can have, found \
                    `negative`: none of the labels applying is no label of its own";
    assert_eq!(negative, expected);
    let release = Release { rivals: vec![Rival::Colour], ..Release::default() };
    assert!(said(Task { release: Some(release), ..task.clone() }).contains("`rivals` under [release]"));
    let training = Training { mirror: Some("sides".into()), ..Training::default() };
    assert!(said(Task { training: Some(training), ..task }).contains("`mirror` under [training]"));
    let unknown = LABELS.replace("answer = \"labels\"", "answer = \"mask\"");
    assert!(toml::from_str::<Task>(&unknown).is_err());
}
