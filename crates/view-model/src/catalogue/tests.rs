//! What can be done with each model of the list, and what is said of it.

use super::*;
use text::english;

const PACKED: &str = "task\tleaf\toffered\tLeaves\t1.2.0\t3500000\tCC0-1.0\tpatient\n\
    score\ttest\tmacro_recall\t0.9000\t0.8000\t0.9500\t40\tgarden\n\
    score\texternal\tany_auc\t0.7500\t0.7000\t0.8000\t12\tother\n\
    score\ttest\tunheard\t0.5\t0.4\t0.6\t1\tgarden\n\
    task\tbark\tplanned\tBark\t\t\tCC0-1.0\n";

fn offers() -> [CatalogueOffer; 2] {
    let entries = CatalogueEntry::all(PACKED);
    [CatalogueOffer::of(&entries[0]), CatalogueOffer::of(&entries[1])]
}

fn share(bytes: u64, whole: Option<(&str, u64)>) -> KeptShare {
    KeptShare { bytes, whole: whole.map(|(version, bytes)| (version.to_owned(), bytes)) }
}

#[test]
fn what_is_kept_decides_what_can_be_done() {
    let [leaf, bark] = offers();
    for (found, kept, line, button) in [
        (None, KeptStanding::Nothing, "Not on this device. It is 3.5 MB to fetch.", Some("Download (3.5 MB)")),
        (
            Some(share(0, None)),
            KeptStanding::Nothing,
            "Not on this device. It is 3.5 MB to fetch.",
            Some("Download (3.5 MB)"),
        ),
        (
            Some(share(500_000, None)),
            KeptStanding::Part(500_000),
            "500 kB of 3.5 MB kept: the rest is fetched when the model is used next",
            Some("Download the rest"),
        ),
        (Some(share(3_500_000, None)), KeptStanding::Part(3_500_000), "3.5 MB kept: it works without a network", None),
        (
            Some(share(9, Some(("1.1.0", 9)))),
            KeptStanding::Older("1.1.0".into()),
            "Version 1.1.0 is on this device; 1.2.0 has come since.",
            Some("Update to 1.2.0"),
        ),
        (
            Some(share(3_500_000, Some(("1.2.0", 3_500_000)))),
            KeptStanding::Whole,
            "3.5 MB kept: it works without a network",
            None,
        ),
        // A part was damaged and discarded.
        (
            Some(share(3_000_000, Some(("1.2.0", 3_500_000)))),
            KeptStanding::Part(3_000_000),
            "3.0 MB of 3.5 MB kept: the rest is fetched when the model is used next",
            Some("Download the rest"),
        ),
    ] {
        assert_eq!(leaf.kept(found.as_ref()), kept);
        assert_eq!(english(&leaf.kept_line(&kept)), line);
        assert_eq!(leaf.fetch_line(&kept).map(|said| english(&said)).as_deref(), button);
    }
    assert_eq!(bark.fetch_line(&KeptStanding::Nothing), None, "there is nothing to fetch of what has no model");
}

#[test]
fn only_what_is_offered_can_be_asked_and_not_what_answers_already() {
    let [leaf, bark] = offers();
    assert!(leaf.may_be_chosen("bark") && !leaf.may_be_chosen("leaf") && !bark.may_be_chosen("leaf"));
    assert!(english(&leaf.choose_line(&KeptStanding::Nothing)).contains("fetches the model (3.5 MB)"));
    assert!(english(&leaf.choose_line(&KeptStanding::Whole)).contains("on this device already"));
}

#[test]
fn the_figures_of_other_hospitals_come_first_and_none_is_made_up() {
    let entries = CatalogueEntry::all(PACKED);
    let said: Vec<(String, Vec<String>)> = scores(&entries[0].of("score"), entries[0].groups)
        .into_iter()
        .map(|(heading, figures)| (english(&heading), figures.iter().map(english).collect()))
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[0].0, "Patients and hospitals it never saw");
    let external =
        "A finding against none: area under the curve 0.750 (0.700 to 0.800; 0.5 is guessing), 12 pictures of “other”";
    assert_eq!(said[0].1, [external]);
    let own = "90.0 % of each class found on average (80.0 % to 95.0 %), 40 pictures of “garden”";
    assert_eq!(said[1].1, [own], "a figure without words is left out");
    assert!(scores(&entries[1].of("score"), entries[1].groups).is_empty());
    let some = score_line(&["external", "macro_recall_of", "0.61", "0.55", "0.67", "45", "garden"]).unwrap();
    assert!(
        english(&some).starts_with("61.0 % of each class with enough pictures found on average (55.0 % to 67.0 %)")
    );
}

#[test]
fn a_finding_has_its_figures_and_nothing_to_fetch() {
    let packed = "task\tbark\tfinding\tBark\t\t\tCC0-1.0\tpicture\nheld\tnetwork\t\t0.7000\t0.6000\t0.8000\t40\tgarden\n\
        held\tborder\tnearest\t0.7500\t0.6500\t0.8500\t40\tgarden\nheld\tborder\tnearest\tunread\t\t\t40\tgarden\n";
    let entries = CatalogueEntry::all(packed);
    let offer = CatalogueOffer::of(&entries[0]);
    assert!(!offer.has_model() && !offer.may_be_chosen("leaf"));
    assert!(english(&standing_line(offer.standing)).contains("no class"));
    let said: Vec<[String; 2]> =
        held_against(&entries[0].of("held")).iter().map(|(who, figure)| [english(who), english(figure)]).collect();
    let figure = |text: &str| format!("{text}, 40 pictures of “garden”");
    let expected = [
        ["This model".to_owned(), figure("70.0 % of each class found on average (60.0 % to 80.0 %)")],
        [
            "The border alone, nearest neighbours".to_owned(),
            figure("75.0 % of each class found on average (65.0 % to 85.0 %)"),
        ],
    ];
    assert_eq!(said, expected, "a figure without a number is left out");
}

#[test]
fn an_earlier_version_is_fetched_by_itself_and_takes_no_place() {
    let packed = "task\tleaf\toffered\tLeaves\t1.2.0\t3500000\tCC0-1.0\nversion\t1.2.0\t2026-11-29\t\n\
        version\t1.1.0\t2026-11-28\t3000000\nmeasured\ttest\tmacro_recall\t0.8000\t0.7000\t0.9000\t40\tgarden\n";
    let entries = CatalogueEntry::all(packed);
    let versions = entries[0].versions();
    assert_eq!(CatalogueOffer::earlier(&entries[0], &versions[0]), None, "the latest is the entry itself");
    let earlier = CatalogueOffer::earlier(&entries[0], &versions[1]).unwrap();
    assert_eq!([&earlier.task, &earlier.name, &earlier.version], ["leaf/1.1.0", "Leaves 1.1.0", "1.1.0"]);
    assert!(earlier.is_earlier() && !CatalogueOffer::of(&entries[0]).is_earlier());
    assert!(!earlier.may_be_chosen("bark"), "new pictures are never asked of it");
    let kept = earlier.kept(Some(&share(1_000_000, None)));
    assert_eq!(english(&earlier.kept_line(&kept)), "1.0 MB of 3.0 MB are on this device.");
    assert_eq!(earlier.fetch_line(&kept).map(|said| english(&said)).as_deref(), Some("Download the rest"));
    let whole = earlier.kept(Some(&share(3_000_000, Some(("1.1.0", 3_000_000)))));
    assert_eq!((&whole, earlier.fetch_line(&whole)), (&KeptStanding::Whole, None));
    assert!(earlier.may_be_compared(&whole, "leaf") && !earlier.may_be_compared(&kept, "leaf"));
    let latest = CatalogueOffer::of(&entries[0]);
    let answered = |version: &str| ModelIdentity {
        task: "leaf".into(),
        name: "a-model".into(),
        version: version.into(),
        weights_sha256: String::new(),
    };
    assert!(earlier.is_of(&answered("1.1.0")) && !latest.is_of(&answered("1.1.0")));
    assert!(latest.is_of(&answered("1.2.0")) && !earlier.is_of(&answered("1.2.0")));
    assert!(!latest.may_be_compared(&whole, "leaf") && latest.may_be_compared(&whole, "bark"));
    assert_eq!(scores(&versions[1].scores, entries[0].groups).len(), 1);
}

#[test]
fn of_groups_that_are_no_patients_none_is_spoken_of() {
    let pictures =
        ["Pictures of hospitals it never saw", "Pictures it never saw, of hospitals it knows", "One person may"];
    let nodules = ["Nodules and hospitals it never saw", "Nodules it never saw, of hospitals it knows", "not people"];
    for (groups, [external, test, people]) in [("picture", pictures), ("nodule", nodules), ("", pictures)] {
        let packed = PACKED.replace("\tpatient\n", &format!("\t{groups}\n"));
        let entries = CatalogueEntry::all(&packed);
        let [first, second] = scores(&entries[0].of("score"), entries[0].groups).try_into().unwrap();
        assert_eq!([&first, &second].map(|(heading, _)| english(heading)), [external, test]);
        let said: Vec<String> = first.1.iter().chain(&second.1).map(english).collect();
        assert!(said.len() == 3 && said[2].contains(people), "{said:?}");
        assert!(!said.concat().to_lowercase().contains("patient"), "{said:?}");
    }
}
