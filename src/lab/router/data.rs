//! The router's pictures, from the tasks' own sets and from `router-extra`.

use crate::lab::data::{DataSet, Record, Split};
use crate::weights::sha256_hex;
use anyhow::{Context, Result};
use std::path::Path;

/// Classes in the order of the logits. The first four are tasks; the last two, nobody reads here.
pub const LABELS: [&str; 6] = ["blood-smear", "brain-mri", "chest-ct", "chest-xray", "not-medical", "other-medical"];

/// Classes that are the task of a classifier.
pub const TASKS: [&str; 4] = ["blood-smear", "brain-mri", "chest-ct", "chest-xray"];

/// A folder under the data folder and the class of all its pictures; `None` where the set's own labels say it.
const SETS: [(&str, Option<&str>); 5] = [
    ("blood-smear", Some("blood-smear")),
    ("brain-mri", Some("brain-mri")),
    ("chest-xray", Some("chest-xray")),
    ("covid-ct", Some("chest-ct")),
    ("router-extra", None),
];

/// Labels of `router-extra` that name a class in another way.
const ALSO: [(&str, &str); 1] = [("blood-smear-other", "blood-smear")];

/// Every picture of every set with its class.
#[derive(Clone, Debug)]
pub struct RouterData {
    /// `label` is an index into [`LABELS`]; groups begin with the name of their set.
    pub records: Vec<Record>,
    /// SHA-256 over the hashes of the sets in their order.
    pub sha256: String,
}

impl RouterData {
    /// Reads every set below `folder`.
    ///
    /// # Errors
    /// When a set is missing or breaks a rule of [`DataSet`], or has a label that is no class of the router.
    pub fn open(folder: &Path) -> Result<Self> {
        let (mut records, mut hashes) = (Vec::new(), String::new());
        for (name, class) in SETS {
            let set = DataSet::open(&folder.join(name))?;
            hashes.push_str(&set.sha256());
            for record in &set.records {
                let own = set.labels.get(record.label).map_or("", String::as_str);
                let label = class_index(class.unwrap_or(own))
                    .with_context(|| format!("`{name}`: label `{own}` is no class of the router"))?;
                let group = format!("{name}/{}", record.group);
                records.push(Record { label, group, ..record.clone() });
            }
        }
        Ok(Self { records, sha256: sha256_hex(hashes.as_bytes()) })
    }

    /// The pictures of one split, in the order of the sets.
    #[must_use]
    pub fn split(&self, split: Split) -> Vec<&Record> {
        self.records.iter().filter(|record| record.split == split).collect()
    }

    /// At most `most` pictures of each class of a split, drawn by `seed`, so that large sets do not drown small ones.
    #[must_use]
    pub fn balanced(&self, split: Split, most: usize, seed: u64) -> Vec<&Record> {
        let all = self.split(split);
        let mut random = fastrand::Rng::with_seed(seed);
        (0..LABELS.len())
            .flat_map(|label| {
                let mut of_class: Vec<&Record> = all.iter().copied().filter(|record| record.label == label).collect();
                random.shuffle(&mut of_class);
                of_class.truncate(most);
                of_class
            })
            .collect()
    }
}

fn class_index(name: &str) -> Option<usize> {
    let class = ALSO.iter().find(|(other, _)| *other == name).map_or(name, |(_, class)| class);
    LABELS.iter().position(|label| *label == class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_and_every_other_name_leads_to_a_class() {
        for (_, class) in SETS {
            assert!(class.is_none_or(|class| class_index(class).is_some()), "{class:?}");
        }
        assert_eq!(class_index("blood-smear-other"), class_index("blood-smear"));
        assert_eq!(class_index("holiday"), None);
        assert!(TASKS.iter().all(|task| LABELS.contains(task)));
    }
}
