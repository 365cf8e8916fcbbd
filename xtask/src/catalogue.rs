//! The list of all models as the page fetches it: what people wrote about each task, `models/<task>/task.toml`, and
//! what its manifest says about its model, in one file per language, `dist/text/models/<language>.txt`.
//!
//! Invariant: writes only `dist/text/models/`, deterministically. No figure is computed here.

use std::fs;
use std::path::Path;

use serde_json::Value;
use task::{
    CatalogueFinding, CatalogueModel, CatalogueScore, CatalogueSource, EntryStanding, HeldAgainst, Task, TaskVersion,
    packed_catalogue,
};

use crate::paths::Paths;
use crate::shell::{Problem, at};
use crate::task_words;

const MEND: &str = "name the version that is shipped first under [[versions]] in the task's file";
const MEND_FINDING: &str = "delete it: what is shipped has these figures on its card";
const MEND_EARLIER: &str =
    "put its manifest and weights there as they were shipped, or take `reachable` out of its lines";

/// Writes the list in every language of the page.
///
/// # Errors
/// When a file cannot be read or written, the task's file does not mention the shipped version of a model, or an
/// earlier version that it offers is missing.
pub fn write(paths: &Paths) -> Result<(), Problem> {
    let models = paths.models();
    let folder = paths.dist().join("text/models");
    at(&folder, fs::create_dir_all(&folder))?;
    let languages = translation::languages(&paths.root.join("text"));
    for language in languages.map_err(|fault| Problem::new(fault.to_string(), MEND))? {
        let file = folder.join(format!("{language}.txt"));
        at(&file, fs::write(&file, packed_catalogue(&sources(&models, &language)?)))?;
    }
    Ok(())
}

/// Everything that is known about each task in a language: available tasks, planned ones, the gate.
fn sources(models: &Path, language: &str) -> Result<Vec<CatalogueSource>, Problem> {
    let mut all = Vec::new();
    for task in task_words::tasks(models)? {
        let translation = task_words::read(models, &task.id, language)?;
        let model = model(&models.join(&task.id).join("manifest.json"))?;
        let latest = task.versions.first().map_or("", |version| version.version.as_str());
        if let Some(model) = model.as_ref().filter(|model| model.version != latest) {
            let what = format!("models/{}: version {} is shipped, and {latest:?} told of", task.id, model.version);
            return Err(Problem::new(what, MEND));
        }
        let folder = models.join(&task.id).join("conditions");
        let has_pages = task.text.classes.keys().all(|label| folder.join(format!("{label}.toml")).is_file());
        let file = models.join(&task.id).join("finding.json");
        let finding = finding(&file)?;
        if model.is_some() && finding.is_some() {
            return Err(Problem::new(format!("{}: it is kept beside a model", file.display()), MEND_FINDING));
        }
        // Pages are published only for tasks that can be chosen, now or once they have a model; either all labels have
        // one or none.
        let is_beaten = finding.as_ref().is_some_and(|finding| finding.is_beaten);
        let has_pages = has_pages && task.page.is_some() && !is_beaten;
        let earlier = earlier(models, &task)?;
        all.push(CatalogueSource { task, translation, model, earlier, finding, has_pages });
    }
    let place = |source: &CatalogueSource| match source.standing() {
        EntryStanding::Offered => 0,
        EntryStanding::Planned => 1,
        EntryStanding::Finding => 2,
        EntryStanding::Gate => 3,
    };
    all.sort_by(|one, other| (place(one), one.task.order()).cmp(&(place(other), other.task.order())));
    Ok(all)
}

/// The versions before the shipped one that can still be fetched.
fn earlier(models: &Path, task: &Task) -> Result<Vec<CatalogueModel>, Problem> {
    let of = |version: &TaskVersion| {
        let folder = version.folder(&task.id);
        let found = model(&models.join(&folder).join("manifest.json"))?;
        let is_it = found.as_ref().is_some_and(|model| model.version == version.version);
        found.filter(|_| is_it).ok_or_else(|| {
            Problem::new(format!("models/{folder}: no manifest of version {}", version.version), MEND_EARLIER)
        })
    };
    task.reachable().map(of).collect()
}

/// The contents of a manifest; `None` where there is none.
fn model(file: &Path) -> Result<Option<CatalogueModel>, Problem> {
    if !file.is_file() {
        return Ok(None);
    }
    let text = at(file, fs::read_to_string(file))?;
    let manifest: Value = serde_json::from_str(&text)
        .map_err(|error| Problem::new(format!("{}: {error}", file.display()), "let `lab` write it anew"))?;
    let version = text_of(&manifest["version"]);
    let bytes = manifest["weights"]["bytes"].as_u64().unwrap_or_default();
    Ok(Some(CatalogueModel { version, bytes, scores: scores(&manifest) }))
}

/// What `lab finding` wrote; `None` where it did not.
fn finding(file: &Path) -> Result<Option<CatalogueFinding>, Problem> {
    if !file.is_file() {
        return Ok(None);
    }
    let text = at(file, fs::read_to_string(file))?;
    let told: Value = serde_json::from_str(&text)
        .map_err(|error| Problem::new(format!("{}: {error}", file.display()), "let `lab finding` write it anew"))?;
    let network = Some(&told["network"]).filter(|network| !network.is_null());
    let is_beaten = network.is_some_and(|network| network["is_better"] == false);
    let rules = told["rules"].as_array().into_iter().flatten();
    let held = network.into_iter().chain(rules).filter_map(|one| {
        let [Some(value), Some(low), Some(high)] = ["value", "low", "high"].map(|end| one["recall"][end].as_f64())
        else {
            return None;
        };
        let who = one["rival"].as_str().unwrap_or("network").to_owned();
        let n = told["n"].as_u64()?;
        Some(HeldAgainst {
            who,
            rule: text_of(&one["rule"]),
            figure: [value, low, high],
            n,
            data: text_of(&told["data"]),
        })
    });
    Ok(Some(CatalogueFinding { is_beaten, held: held.collect() }))
}

/// The recall of every split, of the classes with enough pictures there where that is known, and how well a finding is told from
/// none elsewhere; data sets as a whole.
fn scores(manifest: &Value) -> Vec<CatalogueScore> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let all: Vec<Value> = list(&manifest["scores"]).into_iter().filter(|score| score["weights"] == "int8").collect();
    let is_of_some = |score: &Value| text_of(&score["metric"]).starts_with("macro_recall_of_");
    let own = all.iter().filter_map(|score| {
        let same = |other: &&Value| ["split", "data"].iter().all(|field| other[*field] == score[*field]);
        let metric = if is_of_some(score) {
            "macro_recall_of"
        } else if score["metric"] == "macro_recall" && !all.iter().filter(same).any(is_of_some) {
            "macro_recall"
        } else {
            return None;
        };
        let figure = [&score["value"], &score["interval"][0], &score["interval"][1]].map(Value::as_f64);
        let [Some(value), Some(low), Some(high)] = figure else { return None };
        Some(CatalogueScore {
            split: text_of(&score["split"]),
            metric: metric.to_owned(),
            figure: [value, low, high],
            n: score["n"].as_u64().unwrap_or_default(),
            data: text_of(&score["data"]),
        })
    });
    let elsewhere = list(&manifest["measured"]["elsewhere"]).into_iter().filter_map(|set| {
        let slices = &set["any"]["slices"];
        let figure = ["value", "low", "high"].map(|name| slices["auc"][name].as_f64());
        let [Some(value), Some(low), Some(high)] = figure else { return None };
        // A source within a set is part of the set.
        set["source"].is_null().then(|| CatalogueScore {
            split: if set["trained"] == true { "test" } else { "external" }.to_owned(),
            metric: "any_auc".to_owned(),
            figure: [value, low, high],
            n: slices["n"].as_u64().unwrap_or_default(),
            data: text_of(&set["data"]),
        })
    });
    own.chain(elsewhere).collect()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use task::CatalogueEntry;

    #[test]
    fn every_task_is_listed_and_says_what_it_is_not_for() {
        let root = Paths::find().root;
        let models = root.join("models");
        for language in ["en", "de"] {
            let packed = packed_catalogue(&sources(&models, language).unwrap());
            let entries = CatalogueEntry::all(&packed);
            let listed = task_words::tasks(&models).unwrap().len();
            assert_eq!(entries.len(), listed);
            assert_eq!(entries[0].standing, EntryStanding::Offered, "what can be asked comes first");
            for entry in &entries {
                assert!(!entry.of("not").is_empty() && !entry.of("for").is_empty(), "{}", entry.task);
                let has_model = [EntryStanding::Offered, EntryStanding::Gate].contains(&entry.standing);
                assert_eq!(!entry.version.is_empty() && entry.bytes > 0, has_model, "{}", entry.task);
                let leads = entry.of("label").iter().all(|[_, _, page, ..]| *page == "page");
                let is_written_of = models.join(entry.task).join("conditions").is_dir();
                assert_eq!(leads, is_written_of, "{}: planned or not", entry.task);
                assert_eq!(
                    !entry.of("score").is_empty(),
                    has_model,
                    "{}: a score is never without its model",
                    entry.task
                );
            }
        }
    }

    #[test]
    fn the_figures_are_those_of_the_manifest_and_external_ones_are_told_as_such() {
        let manifest = serde_json::json!({
            "scores": [
                {"metric": "macro_recall", "weights": "int8", "split": "test", "value": 0.5, "interval": [0.4, 0.6], "n": 9, "data": "a"},
                {"metric": "macro_recall", "weights": "f32", "split": "test", "value": 0.7, "interval": [0.4, 0.6], "n": 9, "data": "a"},
                {"metric": "accuracy", "weights": "int8", "split": "test", "value": 0.8, "interval": [0.4, 0.6], "n": 9, "data": "a"},
                {"metric": "macro_recall", "weights": "int8", "split": "external", "value": 0.3, "interval": [0.2, 0.4], "n": 8, "data": "a"},
                {"metric": "macro_recall_of_x,y", "weights": "int8", "split": "external", "value": 0.4, "interval": [0.3, 0.5], "n": 7, "data": "a"},
            ],
            "measured": {"elsewhere": [
                {"data": "b", "source": null, "trained": false, "any": {"slices": {"n": 7, "auc": {"value": 0.9, "low": 0.8, "high": 1.0}}}},
                {"data": "b", "source": "c", "trained": false, "any": {"slices": {"n": 3, "auc": {"value": 0.9, "low": 0.8, "high": 1.0}}}},
                {"data": "d", "source": null, "trained": true, "any": {"slices": {"n": 2, "auc": null}}},
            ]},
        });
        let found = scores(&manifest);
        let told: Vec<[&str; 3]> =
            found.iter().map(|score| [score.split.as_str(), score.metric.as_str(), score.data.as_str()]).collect();
        let expected =
            [["test", "macro_recall", "a"], ["external", "macro_recall_of", "a"], ["external", "any_auc", "b"]];
        assert_eq!(told, expected, "a class with a handful of pictures does not count elsewhere");
        assert_eq!((found[0].figure, found[0].n), ([0.5, 0.4, 0.6], 9));
    }

    #[test]
    fn a_model_of_which_nothing_is_told_is_an_error() {
        let models = std::env::temp_dir().join(format!("onsight-catalogue-{}", std::process::id()));
        let leaf = models.join("leaf-colour");
        fs::create_dir_all(&leaf).unwrap();
        let task = Paths::find().root.join("tests/data/tasks/leaf-colour/task.toml");
        fs::copy(task, leaf.join("task.toml")).unwrap();
        fs::write(leaf.join("manifest.json"), r#"{"version": "0.2.0", "weights": {"bytes": 4}}"#).unwrap();
        assert_eq!(sources(&models, "en").unwrap()[0].model.as_ref().unwrap().bytes, 4);
        fs::write(leaf.join("manifest.json"), r#"{"version": "0.3.0", "weights": {"bytes": 4}}"#).unwrap();
        assert!(sources(&models, "en").unwrap_err().what.contains("0.3.0"));
        fs::remove_dir_all(models).unwrap();
    }

    #[test]
    fn a_finding_is_listed_with_what_was_held_against_each_other_and_never_beside_a_model() {
        let models = std::env::temp_dir().join(format!("onsight-catalogue-finding-{}", std::process::id()));
        let leaf = models.join("leaf-colour");
        fs::create_dir_all(&leaf).unwrap();
        let task = Paths::find().root.join("tests/data/tasks/leaf-colour/task.toml");
        fs::copy(task, leaf.join("task.toml")).unwrap();
        let written = |network: Value| {
            let figure = |value: f64| serde_json::json!({"value": value, "low": 0.25, "high": 0.875});
            let rules = serde_json::json!([{"rival": "border", "rule": "nearest", "recall": figure(0.75)}]);
            let network = if network.is_null() {
                network
            } else {
                serde_json::json!({"recall": figure(0.5), "is_better": network})
            };
            let told = serde_json::json!({"data": "garden", "n": 40, "network": network, "rules": rules});
            fs::write(leaf.join("finding.json"), told.to_string()).unwrap();
        };
        let listed = || -> (EntryStanding, Vec<String>) {
            let packed = packed_catalogue(&sources(&models, "en").unwrap());
            let [entry] = CatalogueEntry::all(&packed).try_into().unwrap();
            (entry.standing, entry.of("held").iter().map(|fields| fields.join(" ").trim().to_owned()).collect())
        };
        let rule = "border nearest 0.7500 0.2500 0.8750 40 garden".to_owned();
        let network = "network  0.5000 0.2500 0.8750 40 garden".to_owned();
        written(Value::Null);
        assert_eq!(listed(), (EntryStanding::Planned, vec![rule.clone()]));
        written(Value::Bool(true));
        assert_eq!(listed().0, EntryStanding::Planned, "it can be released");
        written(Value::Bool(false));
        assert_eq!(listed(), (EntryStanding::Finding, vec![network, rule]));
        fs::write(leaf.join("manifest.json"), r#"{"version": "0.2.0", "weights": {"bytes": 4}}"#).unwrap();
        assert!(sources(&models, "en").unwrap_err().what.contains("finding.json"));
        fs::remove_dir_all(models).unwrap();
    }

    #[test]
    fn an_earlier_version_that_can_be_fetched_must_be_there() {
        let models = std::env::temp_dir().join(format!("onsight-catalogue-earlier-{}", std::process::id()));
        let leaf = models.join("leaf-colour");
        fs::create_dir_all(leaf.join("0.1.0")).unwrap();
        let task = Paths::find().root.join("tests/data/tasks/leaf-colour/task.toml");
        let told =
            fs::read_to_string(task).unwrap().replace("version = \"0.1.0\"", "version = \"0.1.0\"\nreachable = true");
        fs::write(leaf.join("task.toml"), told).unwrap();
        fs::write(leaf.join("manifest.json"), r#"{"version": "0.2.0", "weights": {"bytes": 4}}"#).unwrap();
        let of = |manifest: &str| {
            fs::write(leaf.join("0.1.0/manifest.json"), manifest).unwrap();
            sources(&models, "en").map(|all| all[0].earlier.clone())
        };
        assert!(sources(&models, "en").unwrap_err().what.contains("leaf-colour/0.1.0"), "without a manifest");
        assert!(of(r#"{"version": "0.0.9", "weights": {"bytes": 3}}"#).is_err(), "another version than it says");
        let found = of(r#"{"version": "0.1.0", "weights": {"bytes": 3}}"#).unwrap();
        assert_eq!((found.len(), found[0].bytes), (1, 3));
        fs::remove_dir_all(models).unwrap();
    }
}
