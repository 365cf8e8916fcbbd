//! Codes of public terminologies in reports: of the class that an answer names, and of no other. The page's own drawings are
//! opened as files, because every gate lets them through; what they show stands in their list, and the codes in the task.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};

use crate::reports::{ReportVisit, has};

/// The task whose classes have codes.
const TASK: &str = "brain-mri";
/// Why it is drawn for a page's examples: one class is named, or several are left open.
pub(crate) const ONE: &str = "class";
const SEVERAL: &str = "several";

/// A drawing that is answered so: its bytes, and the classes that are named.
pub(crate) fn drawing(shows: &str) -> (Vec<u8>, Vec<String>) {
    let folder = crate::root().join("public/examples");
    let list = fs::read(folder.join("index.json")).expect("a list of drawings");
    let list: Vec<Value> = serde_json::from_slice(&list).expect("JSON");
    let found = list.iter().find(|one| one["task"] == TASK && one["shows"] == shows).expect("a drawing");
    let file = found["file"].as_str().expect("a name");
    let named = found["answer"].as_array().expect("an answer").iter().filter_map(Value::as_str).map(str::to_owned);
    (fs::read(folder.join(file)).expect("a drawing"), named.collect())
}

/// The code of each class that has one.
fn codes() -> BTreeMap<String, String> {
    let task = fs::read_to_string(crate::root().join("models").join(TASK).join("task.toml")).expect("the task");
    let task: toml::Table = toml::from_str(&task).expect("TOML");
    let codes = task["codes"].as_table().expect("codes");
    codes.iter().map(|(label, term)| (label.clone(), term["code"].as_str().expect("a code").to_owned())).collect()
}

/// Whoever searches files for a code must find the pictures on which the class was named, and no others.
#[test]
fn the_class_that_is_named_has_its_public_code_in_both_forms_and_no_other_class_has() {
    let (picture, named) = drawing(ONE);
    let [label] = named.as_slice() else { panic!("one class: {named:?}") };
    let codes = codes();
    let code = codes.get(label).unwrap_or_else(|| panic!("{label} has no code: take another drawing"));
    let others: Vec<&String> = codes.values().filter(|other| *other != code).collect();
    assert!(!others.is_empty(), "another class has a code too: {codes:?}");

    let visit = ReportVisit::of("drawn.png", &picture);
    let shown = "return document.querySelector('[data-testid=predicted-label]')?.dataset.label";
    assert_eq!(visit.page.browser.run(shown, &Value::Null), json!(label), "every gate lets it through");
    visit.open();
    let report = visit.save("structured-report", "onsight-report.dcm");
    assert!(has(&report, code) && has(&report, "NCIt"), "{code} of {label}");
    assert!(others.iter().all(|other| !has(&report, other)), "{others:?}");

    let bundle: Value = serde_json::from_slice(&visit.save("fhir", "onsight-fhir.json")).expect("JSON");
    let concluded = &bundle["entry"][0]["resource"]["conclusionCode"];
    assert_eq!(concluded[0]["coding"][0]["code"], json!(code), "{concluded}");
    assert!(concluded[1].is_null(), "one class is concluded: {concluded}");
    let told = bundle.to_string();
    assert!(told.contains(&format!("\"{TASK}/{label}\"")), "beside its own code: {told}");
    assert!(others.iter().all(|other| !told.contains(&format!("\"{other}\""))), "{others:?}: {told}");
    assert_eq!(visit.page.browser.console_errors(), [] as [String; 0]);
}

#[test]
fn classes_that_are_left_open_have_no_public_code() {
    let (picture, named) = drawing(SEVERAL);
    let codes = codes();
    assert!(named.len() > 1 && named.iter().any(|label| codes.contains_key(label)), "{named:?}");
    let visit = ReportVisit::of("open.png", &picture);
    let shown = "return document.querySelector('[data-testid=prediction-set]')?.dataset.labels";
    assert_eq!(visit.page.browser.run(shown, &Value::Null), json!(named.join(",")), "every gate lets it through");
    visit.open();
    let report = visit.save("structured-report", "onsight-report.dcm");
    let bundle = visit.save("fhir", "onsight-fhir.json");
    for code in codes.values() {
        assert!(!has(&report, code) && !has(&bundle, &format!("\"{code}\"")), "{code}");
    }
    assert!(has(&bundle, &format!("\"{TASK}/{}\"", named[0])), "their own codes stand there");
}
