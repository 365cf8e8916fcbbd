//! What people define for a task before anything is measured: `models/<task>/task.toml`.
//!
//! The folder's name is the task's. `lab` reads the file, writes what programs need of it into the manifest, and the rest
//! into the model card; `docs/add-a-task.md` walks through it. Translations are beside it, see [`Translation`], and so
//! is what is known about each label, see [`Condition`].
//!
//! Invariant: pure. A task contains no figure of a model: those are measured. Invalid files are refused with what was
//! expected.
//!
//! ```
//! use task::{AnswerKind, Task};
//!
//! let text = r#"
//! answer = "classes"
//! negative = "none"
//! groups = "picture"
//! licence = "CC-BY-4.0"
//!
//! [text]
//! name = "Leaf colour"
//! one = "a photograph of a leaf"
//! many = "photographs of leaves"
//!
//! [text.classes.rust]
//! name = "Rust"
//!
//! [text.classes.none]
//! name = "No rust"
//! headline = "No rust seen by the model"
//! "#;
//! let task: Task = toml::from_str(text).unwrap();
//! task.check().unwrap();
//! assert_eq!(task.answer, AnswerKind::Classes);
//! assert_eq!(task.text.headline("none"), "No rust seen by the model");
//! ```

mod acquisitions;
mod answer;
mod card;
mod catalogue;
mod codes;
mod conditions;
mod groups;
mod intended;
mod kinds;
mod packed_lines;
mod region;
mod shipped;
mod subgroups;
mod text;
mod training;
mod translation;
mod windowing;
mod words;

pub use acquisitions::Acquisitions;
pub use answer::AnswerKind;
pub use card::{Card, DataSource, TaskVersion};
pub use catalogue::{
    CatalogueEntry, CatalogueFinding, CatalogueModel, CatalogueScore, CatalogueSource, CatalogueVersion, EntryStanding,
    HeldAgainst, packed_catalogue,
};
pub use codes::{LabelTerm, TERMINOLOGIES, packed_terms};
pub use conditions::{
    ClinicianText, Condition, ConditionFacts, ConditionFault, ConditionSection, ConditionSource, ConditionText,
    PackedCondition, PatientText, SurvivalFigure, cited, packed, readability,
};
pub use groups::GroupsOf;
pub use intended::IntendedInput;
pub use kinds::{DataSetOf, Look, Varies, WindowedSlices};
pub use region::{REGION_FIELD, RegionTask, RegionText, SizeRow};
pub use shipped::{BLOCK_BYTES, BLOCK_END, BLOCK_START, PIN_START, shipped_block};
pub use subgroups::Subgroup;
pub use text::{ClassText, TaskText};
pub use training::{AblatedRun, MasksOf, MeasuredSet, Release, Rival, Setting, Training};
pub use translation::{CardTranslation, Translation, TranslationFault};
pub use windowing::{First, ModalityWindow, Windowing};
pub use words::TaskWords;

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A task as its author wrote it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Name of the task's folder; not in the file.
    #[serde(skip)]
    pub id: String,
    /// The kind of answer.
    pub answer: AnswerKind,
    /// The label that means that none of the others was found; `None` where every class is a finding.
    #[serde(default)]
    pub negative: Option<String>,
    /// What one group of the data is. Required for every task: without it no score may refer to people.
    pub groups: GroupsOf,
    /// The network's colour input.
    #[serde(default)]
    pub colour: Colour,
    /// Licence of weights trained on the task's pictures, an SPDX expression.
    pub licence: String,
    /// Texts of the start page before a model is loaded; `None` for a model that visitors do not choose.
    #[serde(default)]
    pub page: Option<TaskPage>,
    /// Its position among the tasks that visitors can choose: the page opens with the lowest. Last where it is left
    /// out.
    #[serde(default)]
    pub place: Option<u8>,
    /// The kind of drawing for the page's examples; none where this is left out.
    #[serde(default)]
    pub drawing: Option<TaskDrawing>,
    /// Names of things.
    pub text: TaskText,
    /// By label, what it is called in a public terminology; a label without one has a code of this program alone.
    #[serde(default)]
    pub codes: BTreeMap<String, LabelTerm>,
    /// Which DICOM objects are read; by the picture alone where it is left out.
    #[serde(default)]
    pub intended: Option<IntendedInput>,
    /// The kinds of acquisition of the pictures; `None` where they are all alike, or unknown.
    #[serde(default)]
    pub acquisitions: Option<Acquisitions>,
    /// Which sources show people of which kind, where that is known: scores are told of each too.
    #[serde(default)]
    pub subgroups: Vec<Subgroup>,
    /// Windows for objects without their own, by modality; the rest by percentiles.
    #[serde(default)]
    pub windows: Vec<ModalityWindow>,
    /// The one region of a slice that its pictures show, and how it is cut out; none where they show all of it.
    #[serde(default)]
    pub region: Option<RegionTask>,
    /// The parts of the model card that cannot be measured.
    #[serde(default)]
    pub card: Card,
    /// The version history of its model, the latest first; empty for a task without a model.
    #[serde(default)]
    pub versions: Vec<TaskVersion>,
    /// What the masks of the data outline.
    #[serde(default)]
    pub masks: MasksOf,
    /// Whether pictures have a right way up, as slices of a head do and microscope fields do not: a rotated picture is
    /// out of distribution for an upright task.
    #[serde(default = "kinds::yes")]
    pub upright: bool,
    /// Labels of the mixed data sets whose pictures are of the kind that this task reads, but unlike those that its
    /// model was made for, such as smears of another stain.
    #[serde(default)]
    pub unlike: Vec<String>,
    /// How the network is trained; only by command-line options where it is left out.
    #[serde(default)]
    pub training: Option<Training>,
    /// The data on which a trained network is measured before it is shipped.
    #[serde(default)]
    pub release: Option<Release>,
    /// For the task whose classes are kinds of pictures: the folders that hold pictures of each.
    #[serde(default)]
    pub data: Vec<DataSetOf>,
    /// For the same task: slices as DICOM has them, where there are some.
    #[serde(default)]
    pub slices: Option<WindowedSlices>,
    /// For the same task: other appearances of a class.
    #[serde(default)]
    pub looks: Vec<Look>,
}

/// The network's colour input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// Grey levels only.
    #[default]
    Grey,
    /// Red, green and blue.
    Rgb,
}

/// The kind of drawing for examples, from `imaging::synthetic`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskDrawing {
    /// A slice through a head.
    Head,
    /// A stained blood smear under the microscope.
    Smear,
    /// A frontal chest X-ray.
    Chest,
    /// A lung nodule cut out on black.
    Nodule,
}

/// The start page's texts for a task.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskPage {
    /// The heading, a question.
    pub title: String,
    /// Where a picture is to be dropped.
    pub drop: String,
    /// What happens then, in a sentence or two.
    pub lead: String,
}

/// Why a task cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("models/{task}/task.toml: expected {expected}, found {found}")]
pub struct TaskError {
    /// Name of the task's folder.
    pub task: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

impl Colour {
    /// The word in task files and manifests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Rgb => "rgb",
        }
    }
}

impl Task {
    /// The task of a file's text, checked; `id` is the name of its folder. The parser is the caller's, so that none is
    /// linked into the page, and so are its error messages for malformed text.
    ///
    /// ```
    /// use task::{Task, TaskError};
    ///
    /// let fault = |found: toml::de::Error| TaskError {
    ///     task: "leaf-colour".into(),
    ///     expected: "TOML".into(),
    ///     found: found.message().into(),
    /// };
    /// let read = |text: &str| Task::read("leaf-colour", text, |text| toml::from_str(text).map_err(fault));
    /// assert_eq!(read("answer = ").unwrap_err().expected, "TOML");
    ///
    /// let text = r#"
    /// answer = "classes"
    /// groups = "picture"
    /// licence = "CC-BY-4.0"
    /// text = { name = "Leaf colour", one = "a leaf", many = "leaves", classes = { rust = { name = "Rust" } } }
    /// "#;
    /// assert_eq!(read(text).unwrap_err().expected, "two classes or more under [text.classes]");
    /// ```
    ///
    /// # Errors
    /// The parser's; when the task is invalid.
    pub fn read<E: From<TaskError>>(
        id: &str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<Self, E>,
    ) -> Result<Self, E> {
        let task = Self { id: id.to_owned(), ..parse(text)? };
        task.check()?;
        Ok(task)
    }

    /// Validates the task.
    ///
    /// ```
    /// use task::Task;
    ///
    /// let text = r#"
    /// answer = "classes"
    /// negative = "none"
    /// groups = "picture"
    /// licence = "CC-BY-4.0"
    /// text = { name = "Leaf colour", one = "a leaf", many = "leaves", classes = { rust = { name = "Rust" }, none = { name = "No rust" } } }
    /// "#;
    /// let mut task = Task { id: "leaf-colour".into(), ..toml::from_str(text).unwrap() };
    /// assert_eq!(task.check(), Ok(()));
    ///
    /// task.negative = Some("healthy".into());
    /// let said = "models/leaf-colour/task.toml: expected `negative` to be one of the classes, found healthy";
    /// assert_eq!(task.check().unwrap_err().to_string(), said);
    /// ```
    ///
    /// # Errors
    /// What was expected, and what was found.
    pub fn check(&self) -> Result<(), TaskError> {
        let Self { text, negative, windows, .. } = self;
        let count = text.classes.len();
        self.demand(count >= 2, "two classes or more under [text.classes]", count)?;
        let unknown = negative.as_ref().filter(|label| !text.classes.contains_key(*label));
        self.demand(unknown.is_none(), "`negative` to be one of the classes", unknown.map_or("", String::as_str))?;
        let vain = answer::asked_in_vain(self);
        let expected = format!("of `answer = \"{}\"` what such a task can have", self.answer.name());
        self.demand(vain.is_none(), &expected, vain.unwrap_or_default())?;
        let words = [("name", &text.name), ("one", &text.one), ("many", &text.many)];
        let missing = words.into_iter().find(|(_, text)| text.trim().is_empty()).map_or("", |(name, _)| name);
        self.demand(missing.is_empty(), "words under [text]", format!("none for `{missing}`"))?;
        let nameless =
            text.classes.iter().find(|(_, class)| class.name.trim().is_empty()).map_or("", |(label, _)| label);
        self.demand(nameless.is_empty(), "a name for every class", format!("none for `{nameless}`"))?;
        let wrong = self.codes.iter().find(|(label, term)| !(text.classes.contains_key(*label) && term.is_sound()));
        let found = format!("`{}`", wrong.map_or("", |(label, _)| label.as_str()));
        self.demand(wrong.is_none(), "codes of classes, each of a known terminology, with its name there", found)?;
        let flat = windows.iter().find(|window| !window.is_sound());
        let width = flat.map_or(0.0, |window| window.width);
        self.demand(flat.is_none(), "windows with a width of 1 or more", width)?;
        let lost = self.region.as_ref().filter(|region| !region.is_sound());
        let found = lost.map_or("", |region| region.text.tool.as_str());
        self.demand(lost.is_none(), "a region that can be cut out", format!("`{found}`"))?;
        let of_data = self.data.iter().flat_map(|set| set.class.iter().chain(set.also.values()));
        let of_slices = self.slices.iter().map(|set| &set.class);
        let of_looks = self.looks.iter().map(|look| &look.class);
        let lost = of_data.chain(of_slices).chain(of_looks).find(|class| !text.classes.contains_key(*class));
        let lost = lost.map_or("", String::as_str);
        self.demand(lost.is_empty(), "data, slices and looks of classes that have words", format!("`{lost}`"))?;
        let mut spoken = self.acquisitions.iter().flat_map(Acquisitions::spoken);
        let lost = spoken.find(|kind| text.acquisition(kind).is_none()).map_or("", String::as_str);
        self.demand(lost.is_empty(), "words for every kind under [text.acquisitions]", format!("none for `{lost}`"))?;
        let is_bare = |one: &&Subgroup| one.sources.is_empty() || text.subgroup(&one.name).is_none();
        let bare = self.subgroups.iter().find(is_bare);
        let found = format!("none for `{}`", bare.map_or("", |one| one.name.as_str()));
        self.demand(bare.is_none(), "sources for every subgroup, and words under [text.subgroups]", found)?;
        let mut seen = BTreeSet::new();
        let twice = self.subgroups.iter().flat_map(|one| &one.sources).find(|source| !seen.insert(source.as_str()));
        let found = twice.map_or("", String::as_str);
        self.demand(twice.is_none(), "every source in one subgroup at most", format!("`{found}` in two"))?;
        let bare = self.versions.iter().find(|version| !version.is_sound());
        let found = bare.map_or("", |version| version.version.as_str());
        self.demand(bare.is_none(), "versions with a number, a day and what changed", format!("`{found}`"))?;
        let nameless = self.reachable().find(|version| !version.is_folder_name());
        let found = nameless.map_or("", |version| version.version.as_str());
        self.demand(nameless.is_none(), "`reachable` of versions that can name a folder", format!("`{found}`"))?;
        // The latest is in the task's own folder, and folders must be unique.
        let latest = self.versions.first().filter(|version| version.reachable);
        let found = latest.map_or("", |version| version.version.as_str());
        self.demand(latest.is_none(), "`reachable` of versions before the latest alone", format!("`{found}`"))?;
        let least = self.acquisitions.as_ref().and_then(|known| known.least_auc).unwrap_or_default();
        self.demand((0.0..=1.0).contains(&least), "`least_auc` from 0 to 1", least)
    }

    /// The versions before the latest that can still be fetched, the latest of them first.
    pub fn reachable(&self) -> impl Iterator<Item = &TaskVersion> {
        self.versions.iter().filter(|version| version.reachable)
    }

    /// The sort key of tasks wherever visitors can choose: position, then name.
    ///
    /// ```
    /// use task::Task;
    ///
    /// let text = r#"
    /// answer = "classes"
    /// groups = "picture"
    /// licence = "CC-BY-4.0"
    /// text = { name = "Leaves", one = "a leaf", many = "leaves", classes = { a = { name = "A" }, b = { name = "B" } } }
    /// "#;
    /// let last = Task { id: "bark".into(), ..toml::from_str(text).unwrap() };
    /// let first = Task { id: "leaf".into(), place: Some(1), ..last.clone() };
    /// assert!(first.order() < last.order());
    /// ```
    #[must_use]
    pub fn order(&self) -> (u8, &str) {
        (self.place.unwrap_or(u8::MAX), self.id.as_str())
    }

    /// Whether every class of the data has texts, in any order.
    ///
    /// # Errors
    /// When one has none.
    pub fn check_labels(&self, labels: &[String]) -> Result<(), TaskError> {
        let unknown = labels.iter().find(|label| !self.text.classes.contains_key(*label)).map_or("", String::as_str);
        self.demand(unknown.is_empty(), "words for every class of the data", format!("none for `{unknown}`"))
    }

    fn demand(&self, holds: bool, expected: &str, found: impl ToString) -> Result<(), TaskError> {
        let fault = || TaskError { task: self.id.clone(), expected: expected.into(), found: found.to_string() };
        if holds { Ok(()) } else { Err(fault()) }
    }
}

#[cfg(test)]
mod tests;
