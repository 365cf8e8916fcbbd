//! The labels of pictures to which none, one or several may apply.
//!
//! In `manifest.csv` the column `label` lists those that apply, with `;` between them, or holds [`NONE`] where none does. To
//! [`ImageDataset`] each such list is one label, so that pictures are counted, balanced and kept in order by the
//! combination that they show; here it is taken apart.
//!
//! Invariant: a picture whose list cannot be read is an error, never one without labels.

use crate::data::ImageDataset;
use anyhow::{Result, ensure};
use std::collections::BTreeSet;

/// What stands in the column `label` where no label applies: an empty field could be a forgotten one.
pub const NONE: &str = "-";

/// Which labels apply, for each label of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSets {
    labels: Vec<String>,
    /// For each label of the data set whether each of `labels` is in its list.
    rows: Vec<Vec<bool>>,
}

impl LabelSets {
    /// The labels that occur, alphabetically: the order of the logits.
    ///
    /// # Errors
    /// When a list has an empty name or one twice, or fewer than two labels occur.
    pub fn of(data: &ImageDataset) -> Result<Self> {
        let mut names = BTreeSet::new();
        for list in &data.labels {
            names.extend(listed(list)?.into_iter().map(str::to_owned));
        }
        ensure!(names.len() >= 2, "the data set `{}`: expected two labels or more, found {names:?}", data.name);
        Self::in_order(data, &names.into_iter().collect::<Vec<_>>())
    }

    /// The labels of a model in its order, whichever of them the data set lacks.
    ///
    /// # Errors
    /// When a list has an empty name or one twice, or a label that the model does not judge.
    pub fn in_order(data: &ImageDataset, labels: &[String]) -> Result<Self> {
        let row = |list: &String| -> Result<Vec<bool>> {
            let names = listed(list)?;
            let odd = names.iter().find(|name| !labels.iter().any(|label| label == *name));
            ensure!(
                odd.is_none(),
                "expected labels among {labels:?}, found `{}` in the data set `{}`",
                odd.unwrap_or(&NONE),
                data.name
            );
            Ok(labels.iter().map(|label| names.contains(&label.as_str())).collect())
        };
        Ok(Self { labels: labels.to_vec(), rows: data.labels.iter().map(row).collect::<Result<_>>()? })
    }

    /// The labels, in the order of the logits.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Whether each label applies to pictures with this label of the data set, [`crate::data::Record::label`].
    ///
    /// # Panics
    /// When the data set has no such label.
    #[must_use]
    pub fn row(&self, label: usize) -> &[bool] {
        &self.rows[label]
    }

    /// For each label how many pictures it does not apply to and how many it does, from the counts of the data set's labels.
    pub(super) fn counts(&self, counts: &[f32]) -> Vec<[f32; 2]> {
        let of = |label: usize| {
            let mut found = [0.0f32; 2];
            for (row, count) in self.rows.iter().zip(counts) {
                found[usize::from(row[label])] += count;
            }
            found
        };
        (0..self.labels.len()).map(of).collect()
    }
}

/// The names in a list.
fn listed(list: &str) -> Result<Vec<&str>> {
    if list == NONE {
        return Ok(Vec::new());
    }
    let names: Vec<&str> = list.split(';').map(str::trim).collect();
    let distinct: BTreeSet<&&str> = names.iter().collect();
    ensure!(
        distinct.len() == names.len() && names.iter().all(|name| !name.is_empty() && *name != NONE),
        "expected distinct labels with `;` between them, or `{NONE}` where none applies, found `{list}`"
    );
    Ok(names)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A data set with these labels and no pictures.
    pub(crate) fn data(lists: &[&str]) -> ImageDataset {
        let folder = std::env::temp_dir().join(format!("onsight-{}-lists-{}", std::process::id(), fastrand::u64(..)));
        std::fs::create_dir_all(&folder).unwrap();
        let mut manifest = String::from("file,label,split,group,source\n");
        for (number, list) in lists.iter().enumerate() {
            std::fs::write(folder.join(format!("{number}.png")), [number as u8]).unwrap();
            manifest += &format!("{number}.png,{list},train,g{number},garden\n");
        }
        std::fs::write(folder.join("manifest.csv"), manifest).unwrap();
        let opened = ImageDataset::open_all(std::slice::from_ref(&folder)).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        opened
    }

    fn place(data: &ImageDataset, list: &str) -> usize {
        data.labels.iter().position(|label| label == list).unwrap()
    }

    #[test]
    fn a_list_is_taken_apart_and_a_dash_is_none_of_them() {
        let data = data(&["rust;holes", "holes", "-", "rust; mildew"]);
        let sets = LabelSets::of(&data).unwrap();
        assert_eq!(sets.labels(), ["holes", "mildew", "rust"]);
        let row = |list: &str| sets.row(place(&data, list)).to_vec();
        assert_eq!(row("rust;holes"), [true, false, true]);
        assert_eq!(row("holes"), [true, false, false]);
        assert_eq!(row("-"), [false, false, false]);
        assert_eq!(row("rust; mildew"), [false, true, true]);
        let mut counts = vec![0.0; 4];
        counts[place(&data, "rust;holes")] = 3.0;
        counts[place(&data, "-")] = 5.0;
        assert_eq!(sets.counts(&counts), [[5.0, 3.0], [8.0, 0.0], [5.0, 3.0]]);
    }

    #[test]
    fn the_order_of_a_model_is_taken_over_and_what_it_does_not_judge_is_refused() {
        let data = data(&["rust", "holes"]);
        let labels = ["rust", "mildew", "holes"].map(str::to_owned);
        let sets = LabelSets::in_order(&data, &labels).unwrap();
        assert_eq!(sets.row(place(&data, "holes")), [false, false, true]);
        let refused = LabelSets::in_order(&data, &labels[..2]).unwrap_err().to_string();
        assert!(refused.contains("found `holes`"), "{refused}");
    }

    #[test]
    fn lists_that_cannot_be_read_are_refused() {
        for odd in ["rust;", "rust;rust", "rust;-", ";"] {
            let refused = LabelSets::of(&data(&[odd, "holes"])).unwrap_err().to_string();
            assert!(refused.contains(&format!("found `{odd}`")), "{refused}");
        }
        assert!(LabelSets::of(&data(&["rust", "-"])).is_err(), "one label is a task with two classes");
    }
}
