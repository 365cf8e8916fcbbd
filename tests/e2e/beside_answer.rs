//! What must stand beside an answer: how the model does elsewhere, before anything that speaks for it, and the caution of a class,
//! with that class alone.

use engine::Manifest;
use evaluation::{Metric, Score, Split};
use serde_json::{Value, json};
use task::Task;

use crate::language::open;
use crate::made_up_task::{ID, leaf, model, natively, shipped};
use crate::page::Page;
use crate::reports::ReportVisit;
use crate::site::Site;

const CAUTION: &str = "One picture of a leaf does not rule out the others.";
/// Of a model that names the right one of two classes half of the time.
const ELSEWHERE: &str = "On pictures of other hospitals this model was no better than guessing";

/// The made-up task, with a caution for these of its classes.
fn task(cautious: &[&str]) -> Task {
    let root = crate::root().join("tests/data/tasks");
    let mut task = training::task_file::read(&root, ID).expect("the task");
    for label in cautious {
        task.text.classes.get_mut(*label).expect("a class").caution = CAUTION.into();
    }
    task
}

/// Its model, measured at home and elsewhere.
fn measured(task: &Task) -> (Manifest, Vec<u8>) {
    let score = |metric: Metric, split: Split, value: f32| Score {
        metric,
        value,
        interval: [value - 0.05, value + 0.05],
        data: "leaf-colour".into(),
        split,
        weights: "int8".into(),
        n: 200,
        groups: 150,
    };
    let (mut manifest, weights) = model(task);
    manifest.scores = vec![
        score(Metric::Accuracy, Split::Test, 0.91),
        score(Metric::RecallOf("mildew,rust".into()), Split::External, 0.54),
    ];
    (manifest, weights)
}

/// The page with that task.
fn site(name: &str, cautious: &[&str]) -> Site {
    let (manifest, weights) = measured(&task(cautious));
    shipped(name, &manifest, &weights, |mut file| {
        for label in cautious {
            let head = format!("[text.classes.{label}]\n");
            assert!(file.contains(&head), "{label}");
            file = file.replace(&head, &format!("{head}caution = \"{CAUTION}\"\n"));
        }
        file
    })
}

/// Whether each of these stands in the answer's card, and all of them behind one another.
pub(crate) fn in_order(page: &Page, selectors: &[&str]) -> bool {
    let script = "const all = [...document.querySelectorAll('.answer.card *')]; \
        const places = arguments[0].map(selector => all.findIndex(element => element.matches(selector))); \
        return places.every((place, at) => place > (at ? places[at - 1] : -1))";
    page.browser.run(script, &json!(selectors)) == true
}

/// What the conclusion of a saved report says.
fn conclusion(visit: &ReportVisit) -> String {
    visit.open();
    let bundle: Value = serde_json::from_slice(&visit.save("fhir", "onsight-fhir.json")).expect("JSON");
    bundle["entry"][0]["resource"]["conclusion"].as_str().expect("a conclusion").to_owned()
}

#[test]
fn a_caution_and_the_score_elsewhere_stand_first_beside_an_answer_and_in_its_report() {
    let picture = leaf();
    let (manifest, weights) = measured(&task(&[]));
    let probabilities = natively(manifest, &weights, &picture);
    let named =
        probabilities.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(label, _)| label.as_str()).expect("a class");

    let site_of_named = site("cautious", &[named]);
    let visit = ReportVisit::at(open(&site_of_named, "?backend=cpu&threads=1"), "leaf.png", &picture);
    for level in ["patient", "clinician"] {
        visit.click(&format!("input[name=reading][value={level}]"));
        assert_eq!(visit.page.text(".answer.card [data-testid=caution]"), CAUTION, "{level}");
        let elsewhere = visit.page.text(".answer.card [data-testid=elsewhere]");
        assert!(elsewhere.contains(ELSEWHERE) && elsewhere.contains("it named 54 rightly"), "{level}: {elsewhere}");
        assert_eq!(elsewhere.contains("mean of their recalls"), level == "clinician", "{elsewhere}");
        let order =
            ["#answer-title", "[data-testid=caution]", "[data-testid=elsewhere]", ".answer__lead, .abstained__help"];
        assert!(in_order(&visit.page, &order), "{level}: {}", visit.page.text(".answer.card"));
        // Beside the model's own score it comes first too.
        let score = visit.page.all_text(".score.card");
        let places = [ELSEWHERE, "91"].map(|part| score.find(part));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{level}: {score}");
    }
    let said = conclusion(&visit);
    assert!(said.contains(CAUTION) && said.contains(ELSEWHERE), "{said}");
    assert_eq!(visit.page.browser.console_errors(), [] as [String; 0]);
    // One browser at a time has the turn.
    drop(visit);

    // The other classes have it: it does not stand here, and how the model does elsewhere still does.
    let others: Vec<&str> = probabilities.keys().map(String::as_str).filter(|label| *label != named).collect();
    let site_of_others = site("cautious-others", &others);
    let visit = ReportVisit::at(open(&site_of_others, "?backend=cpu&threads=1"), "leaf.png", &picture);
    for level in ["patient", "clinician"] {
        visit.click(&format!("input[name=reading][value={level}]"));
        assert!(visit.page.text(".answer.card [data-testid=elsewhere]").contains(ELSEWHERE), "{level}");
        assert!(!visit.page.all_text("main").contains(CAUTION), "{level}");
    }
    let said = conclusion(&visit);
    assert!(!said.contains(CAUTION) && said.contains(ELSEWHERE), "{said}");
    assert_eq!(visit.page.browser.console_errors(), [] as [String; 0]);
}
