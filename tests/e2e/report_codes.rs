//! Codes of public terminologies in reports: of the class that an answer names, and of no other.

use std::fs;

use serde_json::{Value, json};

use crate::language::open;
use crate::made_up_task::{ID, leaf, model, natively, put, ship};
use crate::pictures::Folder;
use crate::reports::{ReportVisit, has};
use crate::site::Site;

/// A task whose classes have codes of a public terminology, which are compiled in: of glioma and of meningioma.
const CODED: &str = "brain-mri";
const GLIOMA: &str = "C3059";
const MENINGIOMA: &str = "C3230";

/// The page with the made-up model under the name of the task with codes: the class that it names for this picture is called
/// glioma, another one meningioma. The task's own model may turn away whatever is drawn.
fn site_with_codes(picture: &[u8]) -> Site {
    let mut task = training::task_file::read(&crate::root().join("tests/data/tasks"), ID).expect("the task");
    let (manifest, weights) = model(&task);
    let probabilities = natively(manifest, &weights, picture);
    let named = probabilities.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(label, _)| label).expect("a class");
    let others: Vec<&String> = probabilities.keys().filter(|label| *label != named).collect();
    // What it names is to be a finding.
    let negative = task.negative.replace(others[1].clone()).expect("a class that is no finding");
    let (manifest, weights) = model(&task);

    let (site, models) = (Site::new("coded"), Folder::new("coded-models"));
    put(&models, &manifest, &weights);
    let folder = models.path().join(CODED);
    fs::rename(models.path().join(ID), &folder).expect("another name");
    for file in ["manifest.json", "task.toml", "text/de.toml"] {
        let path = folder.join(file);
        let mut text = fs::read_to_string(&path).expect("a file of the task").replace(ID, CODED);
        let negatives = [&negative, others[1]].map(|label| format!("negative = \"{label}\""));
        text = text.replace(&negatives[0], &negatives[1]);
        for (label, name) in [(named, "glioma"), (others[0], "meningioma"), (others[1], "notumor")] {
            for [before, after] in [["\"", "\""], ["text.classes.", "]"]] {
                text = text.replace(&format!("{before}{label}{after}"), &format!("{before}{name}{after}"));
            }
        }
        fs::write(&path, text).expect("the file");
    }
    ship(&site, &models);
    site
}

/// Whoever searches files for a code must find the pictures on which the class was named, and no others.
#[test]
fn the_class_that_is_named_has_its_public_code_in_both_forms_and_no_other_class_has() {
    let picture = leaf();
    let site = site_with_codes(&picture);
    let visit = ReportVisit::at(open(&site, "?backend=cpu&threads=1"), "leaf.png", &picture);
    let label = "return document.querySelector('[data-testid=predicted-label]')?.dataset.label";
    assert_eq!(visit.page.browser.run(label, &Value::Null), "glioma", "an answer");
    visit.open();
    let report = visit.save("structured-report", "onsight-report.dcm");
    assert_eq!([GLIOMA, "NCIt", MENINGIOMA].map(|part| has(&report, part)), [true, true, false]);
    let bundle: Value = serde_json::from_slice(&visit.save("fhir", "onsight-fhir.json")).expect("JSON");
    let concluded = &bundle["entry"][0]["resource"]["conclusionCode"];
    assert_eq!((&concluded[0]["coding"][0]["code"], concluded[1].is_null()), (&json!(GLIOMA), true), "{concluded}");
    let told = bundle.to_string();
    let is_told =
        ["brain-mri/glioma", "brain-mri/meningioma", MENINGIOMA].map(|code| told.contains(&format!("{code:?}")));
    assert_eq!(is_told, [true, true, false], "{told}");
    assert_eq!(visit.page.browser.console_errors(), [] as [String; 0]);
}
