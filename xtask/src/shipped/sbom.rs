//! `dist/sbom.cdx.json`: the software bill of materials, CycloneDX 1.5 in JSON.
//!
//! Written with `serde_json`, which is already a dependency: `cyclonedx-bom` makes the same document from types, and
//! brings an XML writer, a URI parser and random serial numbers with it. It has no time and no serial number, both of
//! which the format makes optional (ECMA-424, `metadata.timestamp` and `serialNumber`): two builds of one commit would
//! differ in them.
//!
//! Invariant: deterministic in crates, models and tools.

use serde_json::{Value, json};

use crate::dist;
use crate::paths::Paths;
use crate::shell::Problem;
use crate::shipped::licences::modern;
use crate::shipped::{ReleasedModel, ShippedCrate};
use crate::tools;

/// The reference of the root component.
const ROOT: &str = "onsight";

/// The whole file.
///
/// # Errors
/// When `Cargo.toml` has no version.
pub(super) fn text(paths: &Paths, crates: &[ShippedCrate], models: &[ReleasedModel]) -> Result<String, Problem> {
    let rust = tools::rustc_version(paths).unwrap_or_default();
    let document = document(&dist::version(paths)?, &rust, crates, models);
    // A tree of strings can always be serialised.
    Ok(format!("{document:#}\n"))
}

fn document(version: &str, rust: &str, crates: &[ShippedCrate], models: &[ReleasedModel]) -> Value {
    let mut components: Vec<Value> = crates.iter().map(of_crate).collect();
    components.push(json!({
        "type": "library",
        "bom-ref": "rust-std",
        "name": "rust-std",
        "version": rust,
        "description": "The standard library of Rust, as its toolchain has it; compiled anew for the worker with threads.",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    }));
    components.extend(models.iter().map(of_model));
    let references: Vec<Value> = components.iter().map(|component| component["bom-ref"].clone()).collect();
    let mut dependencies = vec![json!({ "ref": ROOT, "dependsOn": references })];
    dependencies.extend(references.iter().map(|reference| json!({ "ref": reference })));
    let built_by: Vec<Value> = [("rustc", rust)]
        .into_iter()
        .chain(tools::PINNED)
        .map(|(name, version)| json!({ "type": "application", "name": name, "version": version }))
        .collect();
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "tools": { "components": built_by },
            "component": {
                "type": "application",
                "bom-ref": ROOT,
                "name": ROOT,
                "version": version,
                "licenses": [{ "expression": "Apache-2.0 OR MIT" }],
            },
        },
        "components": components,
        "dependencies": dependencies,
    })
}

fn of_crate(each: &ShippedCrate) -> Value {
    let ShippedCrate { name, version, licence, sha256, .. } = each;
    // A `+` has a special meaning in a URL (package-url, "how to build purl strings").
    let purl = format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"));
    json!({
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "hashes": [{ "alg": "SHA-256", "content": sha256 }],
        "licenses": [{ "expression": modern(licence) }],
    })
}

fn of_model(model: &ReleasedModel) -> Value {
    let ReleasedModel { folder, name, version, licence, files } = model;
    let parts: Vec<Value> = files
        .iter()
        .map(|(file, sha256)| {
            let path = format!("models/{folder}/{file}");
            json!({
                "type": "file",
                "bom-ref": path,
                "name": path,
                "hashes": [{ "alg": "SHA-256", "content": sha256 }],
            })
        })
        .collect();
    json!({
        "type": "machine-learning-model",
        "bom-ref": format!("model/{folder}"),
        "name": name,
        "version": version,
        "licenses": [{ "expression": licence }],
        "components": parts,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::shipped::tests::made;

    fn model() -> ReleasedModel {
        let files = vec![("manifest.json".to_owned(), "ab".repeat(32))];
        let (name, version, licence) = ("net".to_owned(), "0.1.0".to_owned(), "CC-BY-4.0".to_owned());
        ReleasedModel { folder: "leaf".into(), name, version, licence, files }
    }

    /// What the JSON schema of CycloneDX 1.5 requires of these parts: names and values of `component`.
    fn faults_of(component: &Value, faults: &mut Vec<String>) {
        let kinds = ["application", "library", "file", "machine-learning-model"];
        let known = ["type", "bom-ref", "name", "version", "description", "purl", "hashes", "licenses", "components"];
        let name = component["name"].as_str().unwrap_or_default();
        let mut demand = |is_met: bool, what: &str| {
            if !is_met {
                faults.push(format!("{name}: {what}"));
            }
        };
        demand(!name.is_empty(), "name");
        demand(component["type"].as_str().is_some_and(|kind| kinds.contains(&kind)), "type");
        demand(component.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())), "an unknown property");
        for hash in component["hashes"].as_array().into_iter().flatten() {
            let content = hash["content"].as_str().unwrap_or_default();
            demand(hash["alg"] == "SHA-256" && content.len() == 64, "hash");
            demand(content.bytes().all(|byte| byte.is_ascii_hexdigit()), "hash in hex");
        }
        // Either licences or one expression, and no other property.
        for licence in component["licenses"].as_array().into_iter().flatten() {
            let expression = licence["expression"].as_str().unwrap_or_default();
            demand(licence.as_object().unwrap().len() == 1 && !expression.is_empty(), "licence");
            demand(spdx::Expression::parse(expression).is_ok(), "an SPDX expression");
        }
        for inside in component["components"].as_array().into_iter().flatten() {
            faults_of(inside, faults);
        }
    }

    #[test]
    fn the_list_is_as_the_schema_has_it_and_every_reference_is_there_once() {
        let crates = [made("serde", "MIT/Apache-2.0"), made("toml", "MIT OR Apache-2.0")];
        let list = document("1.2.3", "1.95.0", &crates, &[model()]);
        assert_eq!((&list["bomFormat"], &list["specVersion"]), (&json!("CycloneDX"), &json!("1.5")));
        let mut faults = Vec::new();
        for component in list["components"].as_array().unwrap().iter().chain([&list["metadata"]["component"]]) {
            faults_of(component, &mut faults);
        }
        for tool in list["metadata"]["tools"]["components"].as_array().unwrap() {
            faults_of(tool, &mut faults);
        }
        assert!(faults.is_empty(), "{faults:?}");
        let named = list["components"].as_array().unwrap().iter().map(|component| component["bom-ref"].to_string());
        let unique: BTreeSet<String> = named.collect();
        assert_eq!(unique.len(), crates.len() + 2, "{unique:?}");
        for reference in list["dependencies"][0]["dependsOn"].as_array().unwrap() {
            assert!(unique.contains(&reference.to_string()), "{reference}");
        }
        assert_eq!(list["components"][0]["purl"], "pkg:cargo/serde@1.0.0");
        assert_eq!(list["components"][0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
    }

    #[test]
    fn equal_parts_give_an_equal_list_without_time_and_number() {
        let one = document("1.2.3", "1.95.0", &[made("a", "MIT")], &[model()]).to_string();
        assert_eq!(one, document("1.2.3", "1.95.0", &[made("a", "MIT")], &[model()]).to_string());
        assert!(!one.contains("timestamp") && !one.contains("serialNumber"), "{one}");
    }
}
