//! Chest X-rays: one goes to the model that reads it, once that was asked for; beside its answer stands first how the model does on
//! pictures of other hospitals; and that a normal picture does not rule out COVID-19.

use std::fs;

use serde_json::{Value, json};

use crate::beside_answer::in_order;
use crate::catalogue::go;
use crate::foreign::{name, of_label};
use crate::language::open;
use crate::page::Page;
use crate::pictures::Folder;
use crate::routing::{asked, ledger, pick, press};
use crate::site::{Site, copy};

const ID: &str = "chest-xray";
/// The recall of the classes with enough pictures of other hospitals, in the manifest.
const RECALL: &str = "macro_recall_of_covid,pneumonia";
const CAUTION: &str = "A normal picture does not rule out COVID-19.";
/// Pictures of people without a pneumonia, until this many had the answer that nothing stood out.
const NORMAL: usize = 3;

/// The page with this task and the modality classifier, and nothing else.
fn alone(name: &str) -> Site {
    let (site, models) = (Site::new(name), Folder::new(&format!("{name}-models")));
    for folder in [ID, "modality"] {
        copy(&crate::root().join("models").join(folder), &models.path().join(folder));
    }
    crate::made_up_task::ship(&site, &models);
    site
}

/// The figure of other hospitals.
fn recall() -> f64 {
    let manifest = fs::read(crate::root().join("models").join(ID).join("manifest.json")).expect("the manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("a manifest");
    let mut scores = manifest["scores"].as_array().expect("scores").iter();
    let is_it =
        |score: &&Value| score["metric"] == RECALL && score["split"] == "external" && score["weights"] == "int8";
    scores.find(is_it).expect("the recall on pictures of other hospitals")["value"].as_f64().expect("a number")
}

fn read_as(page: &Page, level: &str) {
    let selector = format!("input[name=reading][value={level}]");
    page.browser.run("document.querySelector(arguments[0]).click()", &json!(selector));
}

#[test]
fn a_chest_x_ray_is_answered_by_its_own_model_once_that_was_asked_for() {
    let Some(picture) = of_label(ID, "pneumonia", 1).into_iter().next() else {
        println!("SKIPPED a chest X-ray on the start page: ../shared/data/{ID} is not there");
        return;
    };
    let site = Site::new("chest-routed");
    let page = crate::routing::open(&site);
    let before = page.requests().len();
    let named = name(&picture);
    pick(&page, &[picture]);
    page.wait_for(&format!("[data-testid=needs-model][data-task={ID}]"));
    assert_eq!((page.asked_since(before), ledger(&page, "seal").as_str()), (Vec::new(), "sealed"));
    press(&page, "fetch-model");
    assert_eq!(asked(&page, &named), ID);
    let fetched = page.asked_since(before);
    assert!(
        !fetched.is_empty() && fetched.iter().all(|target| target.contains(&format!("models/{ID}/"))),
        "{fetched:?}"
    );
    assert_eq!(ledger(&page, "seal"), "sealed");
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn the_score_of_other_hospitals_is_said_first_and_that_a_normal_picture_rules_nothing_out() {
    let site = alone("chest-alone");
    let page = open(&site, "?backend=cpu&threads=1&lang=en");
    page.wait_for_guard();
    let task = training::task_file::read(&crate::root().join("models"), ID).expect("the task");
    assert_eq!(page.text("h1"), task.page.as_ref().expect("words for the start page").title);

    let sick = of_label(ID, "pneumonia", 30);
    if sick.is_empty() {
        println!("SKIPPED what stands beside an answer: ../shared/data/{ID} is not there");
        return;
    }
    let mut answered = sick.iter().map(|file| page.answer(file).decision);
    let label = answered.find(|decision| ["covid", "pneumonia"].contains(&decision.as_str()));
    let label = label.expect("one of these pictures is answered with a class");
    let meaning = &task.text.classes[label.as_str()].meaning;
    let named = format!("it named {:.0} rightly", recall() * 100.0);
    for level in ["patient", "clinician"] {
        read_as(&page, level);
        let elsewhere = page.text(".answer.card [data-testid=elsewhere]");
        let start = "On pictures of other hospitals this model";
        for part in [start, "100 pictures that show COVID-19 or other pneumonia", named.as_str()] {
            assert!(elsewhere.contains(part), "{level}: {part}: {elsewhere}");
        }
        assert_eq!(elsewhere.contains("mean of their recalls"), level == "clinician", "{elsewhere}");
        let order = ["#answer-title", "[data-testid=elsewhere]", "[data-testid=not-a-diagnosis]", ".answer__lead"];
        assert!(in_order(&page, &order), "{level}: {}", page.text(".answer.card"));
        // What the class is stands there for a lay person alone.
        assert_eq!(page.all_text(".answer.card").contains(meaning), level == "patient", "{level}");
    }

    // The page of the model tells it first as well, and what is left without the lungs.
    go(&page, "#/model");
    page.wait_for("[data-testid=model-report]");
    let first = "return {...document.querySelector('[data-testid=model-report] [data-figure]').dataset}";
    let first = page.browser.run(first, &Value::Null);
    let value: f64 = first["value"].as_str().and_then(|text| text.parse().ok()).expect("a number");
    assert!(first["figure"] == "external_recall" && (value - recall()).abs() < 1e-6, "{first}");
    for table in ["controls", "rivals", "subgroups"] {
        page.wait_for(&format!("[data-testid=model-report] [data-table={table}]"));
    }
    go(&page, "#/");
    page.wait_for("[data-testid=file-input]");

    let normal = of_label(ID, "normal", 30);
    let mut found = 0;
    for file in &normal {
        let decision = page.answer(file).decision;
        let is_normal = ["abstain:no_finding", "normal"].contains(&decision.as_str());
        if is_normal {
            found += 1;
            for level in ["patient", "clinician"] {
                read_as(&page, level);
                assert_eq!(page.text(".answer.card [data-testid=caution]"), CAUTION, "{}, {level}", name(file));
                let order = ["#answer-title", "[data-testid=caution]", "[data-testid=elsewhere]"];
                assert!(in_order(&page, &order), "{}, {level}", name(file));
            }
        } else if ["covid", "pneumonia"].contains(&decision.as_str()) {
            assert!(!page.all_text("main").contains(CAUTION), "{}: {decision}", name(file));
        }
        if found == NORMAL {
            break;
        }
    }
    assert!(found > 0, "of {} pictures without a pneumonia none had an answer that says so", normal.len());
    assert_eq!(page.browser.console_errors(), [] as [String; 0]);
}
