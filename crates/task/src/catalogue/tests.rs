//! What is packed for the list of all models is read again.

use super::*;

const LEAF: &str = include_str!("../../../../tests/data/tasks/leaf-colour/task.toml");
const GERMAN: &str = include_str!("../../../../tests/data/tasks/leaf-colour/text/de.toml");

fn source(model: Option<CatalogueModel>, translation: Option<Translation>) -> CatalogueSource {
    let task = Task { id: "leaf-colour".into(), ..toml::from_str(LEAF).unwrap() };
    CatalogueSource { task, translation, model, earlier: Vec::new(), finding: None, has_pages: true }
}

fn model() -> CatalogueModel {
    let (split, metric) = ("external".to_owned(), "macro_recall".to_owned());
    let score = CatalogueScore { split, metric, figure: [0.5, 0.25, 0.75], n: 40, data: "other garden".into() };
    CatalogueModel { version: "0.2.0".into(), bytes: 12, scores: vec![score] }
}

#[test]
fn what_is_packed_is_read_again_and_a_task_without_a_model_is_planned() {
    let packed = packed_catalogue(&[source(Some(model()), None), source(None, None)]);
    let [offered, planned] = CatalogueEntry::all(&packed).try_into().unwrap();
    assert_eq!((offered.standing, offered.version, offered.bytes), (EntryStanding::Offered, "0.2.0", 12));
    assert_eq!((offered.groups, planned.groups), ("picture", "picture"));
    assert_eq!(offered.of("not")[0][0], "Deciding what to spray.");
    assert_eq!(offered.of("source")[0][..3], ["garden", "Leaves of one garden", "CC0"]);
    assert_eq!(offered.of("score"), [["external", "macro_recall", "0.5000", "0.2500", "0.7500", "40", "other garden"]]);
    assert!(offered.of("label").iter().all(|[_, name, page, ..]| !name.is_empty() && *page == "page"));
    assert_eq!((planned.standing, planned.version, planned.of("score").len()), (EntryStanding::Planned, "", 0));
    assert_eq!([offered.versions().len(), planned.versions().len()], [2, 0]);
    assert_eq!(planned.of("not"), offered.of("not"), "what it will not be for is known before");
}

#[test]
fn a_language_has_its_own_words_and_what_changed_stands_with_its_version() {
    let german: Translation = toml::from_str(GERMAN).unwrap();
    let packed = packed_catalogue(&[source(Some(model()), Some(german))]);
    let entries = CatalogueEntry::all(&packed);
    assert_eq!(entries[0].of("not")[0][0], "Entscheiden, was gespritzt wird.");
    assert_eq!(entries[0].of("source")[0][..3], ["garden", "", "CC0"], "no English inside of German");
    let versions = entries[0].versions();
    assert_eq!(versions.len(), 2, "{versions:?}");
    assert_eq!([versions[0].version, versions[0].date], ["0.2.0", "2026-11-29"]);
    assert_eq!(versions[0].changed, ["Drei Klassen statt zwei."]);
}

#[test]
fn an_earlier_version_that_can_be_fetched_has_its_bytes_and_its_figures() {
    let mut source = source(Some(model()), None);
    source.earlier = vec![CatalogueModel { version: "0.1.0".into(), bytes: 7, ..model() }];
    let packed = packed_catalogue(&[source]);
    let entries = CatalogueEntry::all(&packed);
    assert_eq!(entries[0].of("score").len(), 1, "figures of before are none of the model that is shipped");
    let versions = entries[0].versions();
    let told: Vec<_> = versions.iter().map(|told| (told.version, told.bytes, told.scores.len())).collect();
    assert_eq!(told, [("0.2.0", None, 0), ("0.1.0", Some(7), 1)]);
    assert_eq!(versions[1].scores, entries[0].of("score"));
}

#[test]
fn a_network_that_a_rule_equals_is_a_finding_and_rules_alone_are_none() {
    let held = |who: &str, rule: &str, value: f64| HeldAgainst {
        who: who.into(),
        rule: rule.into(),
        figure: [value, 0.5, 0.9],
        n: 40,
        data: "garden".into(),
    };
    let rule = held("border", "nearest", 0.75);
    let mut source = source(None, None);
    source.task.card.finding = "It may know the camera.".into();
    source.finding = Some(CatalogueFinding { is_beaten: false, held: vec![rule.clone()] });
    let packed = packed_catalogue(&[source.clone()]);
    let planned = &CatalogueEntry::all(&packed)[0];
    assert_eq!((planned.standing, planned.of("finding").len()), (EntryStanding::Planned, 0));
    assert_eq!(planned.of("held"), [["border", "nearest", "0.7500", "0.5000", "0.9000", "40", "garden"]]);
    source.finding = Some(CatalogueFinding { is_beaten: true, held: vec![held("network", "", 0.7), rule] });
    let packed = packed_catalogue(&[source]);
    let found = &CatalogueEntry::all(&packed)[0];
    assert_eq!((found.standing, found.of("held").len(), found.bytes), (EntryStanding::Finding, 2, 0));
    assert_eq!(found.of("finding")[0][0], "It may know the camera.");
}

#[test]
fn a_standing_that_nobody_knows_is_left_out_with_its_lines() {
    let packed = "task\ta\tlost\tA\nfor\tx\ntask\tb\tgate\tB\t1\t2\tMIT\n";
    let entries = CatalogueEntry::all(packed);
    assert_eq!((entries.len(), entries[0].task, entries[0].of("for").len()), (1, "b", 0));
}
