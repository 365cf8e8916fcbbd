//! The list of all models: the actions available for each, depending on how much of it is stored, and the names of its
//! figures.
//!
//! Invariant: plain data from a packed list and from what the browser keeps; nothing is fetched here.

use super::words;
use protocol::ModelIdentity;
use task::{CatalogueEntry, CatalogueVersion, EntryStanding, GroupsOf};
use text::Message;

/// A model of the list, as far as its actions depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueOffer {
    /// Its folder under `models/`: the task's, or that of an earlier version inside.
    pub task: String,
    /// Name of the task; for an earlier version with its number.
    pub name: String,
    /// The version that this program was built with, or the earlier one; empty where there is no model.
    pub version: String,
    /// Size of all its weights, in bytes.
    pub bytes: u64,
    /// Whether it can classify pictures.
    pub standing: EntryStanding,
}

/// How much of a model the browser has stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptShare {
    /// Bytes of its weights that are stored.
    pub bytes: u64,
    /// Version and size of all its weights, where its manifest is stored: it is stored last.
    pub whole: Option<(String, u64)>,
}

/// How much of a model is on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptStanding {
    /// Nothing.
    Nothing,
    /// This many bytes of it; the rest is to be fetched.
    Part(u64),
    /// All of the version that this program was built with.
    Whole,
    /// Another version than this program was built with, and which.
    Older(String),
}

impl CatalogueOffer {
    /// What can be done with an entry of the list.
    #[must_use]
    pub fn of(entry: &CatalogueEntry<'_>) -> Self {
        Self {
            task: entry.task.to_owned(),
            name: entry.name.to_owned(),
            version: entry.version.to_owned(),
            bytes: entry.bytes,
            standing: entry.standing,
        }
    }

    /// What can be done with an earlier version of an entry; `None` for one that can no longer be fetched.
    #[must_use]
    pub fn earlier(entry: &CatalogueEntry<'_>, told: &CatalogueVersion<'_>) -> Option<Self> {
        let CatalogueEntry { task, name, standing, .. } = entry;
        let (version, bytes) = (told.version, told.bytes?);
        let (task, name) = (format!("{task}/{version}"), format!("{name} {version}"));
        Some(Self { task, name, version: version.to_owned(), bytes, standing: *standing })
    }

    /// Whether it is an earlier version of a model. It answers beside the latest, and never instead of it.
    #[must_use]
    pub fn is_earlier(&self) -> bool {
        self.task.contains('/')
    }

    /// Whether it is the model that gave an answer.
    #[must_use]
    pub fn is_of(&self, answered: &ModelIdentity) -> bool {
        self.task.split('/').next() == Some(answered.task.as_str()) && self.version == answered.version
    }

    /// Whether there is a model to fetch.
    #[must_use]
    pub fn has_model(&self) -> bool {
        self.standing != EntryStanding::Planned
    }

    /// How much of it is stored.
    #[must_use]
    pub fn kept(&self, share: Option<&KeptShare>) -> KeptStanding {
        match share {
            None => KeptStanding::Nothing,
            Some(KeptShare { whole: Some((version, _)), .. }) if *version != self.version => {
                KeptStanding::Older(version.clone())
            }
            Some(KeptShare { bytes, whole: Some((_, whole)) }) if bytes >= whole => KeptStanding::Whole,
            Some(KeptShare { bytes: 0, .. }) => KeptStanding::Nothing,
            Some(KeptShare { bytes, .. }) => KeptStanding::Part(*bytes),
        }
    }

    /// How much of it is stored, in a sentence.
    #[must_use]
    pub fn kept_line(&self, kept: &KeptStanding) -> Message {
        match kept {
            KeptStanding::Nothing => text::models::not_kept(words::amount(self.bytes)),
            // The rest is not fetched automatically.
            KeptStanding::Part(bytes) if self.is_earlier() => {
                text::models::part(words::amount(*bytes), words::amount(self.bytes))
            }
            KeptStanding::Part(bytes) => words::model_kept(*bytes, Some(self.bytes)),
            KeptStanding::Whole => words::model_kept(self.bytes, Some(self.bytes)),
            KeptStanding::Older(version) => text::models::older(version, &self.version),
        }
    }

    /// Label of the button that fetches it; `None` where there is nothing to fetch.
    #[must_use]
    pub fn fetch_line(&self, kept: &KeptStanding) -> Option<Message> {
        match kept {
            _ if !self.has_model() => None,
            KeptStanding::Nothing => Some(text::models::download(words::amount(self.bytes))),
            // All weights are here, and only their description is on its way.
            KeptStanding::Part(bytes) if *bytes >= self.bytes => None,
            KeptStanding::Part(_) => Some(text::models::complete()),
            KeptStanding::Older(_) => Some(text::models::update(&self.version)),
            KeptStanding::Whole => None,
        }
    }

    /// What happens to the open pictures when it is chosen.
    #[must_use]
    pub fn choose_line(&self, kept: &KeptStanding) -> Message {
        match kept {
            KeptStanding::Whole => text::models::choose_kept(),
            _ => text::models::choose_fetch(words::amount(self.bytes)),
        }
    }

    /// Whether it can replace `in_use`, the task whose model answers now.
    #[must_use]
    pub fn may_be_chosen(&self, in_use: &str) -> bool {
        self.standing == EntryStanding::Offered && self.task != in_use && !self.is_earlier()
    }

    /// Whether it can answer an open picture beside `in_use`, the task whose model answers now: without fetching
    /// anything.
    #[must_use]
    pub fn may_be_compared(&self, kept: &KeptStanding, in_use: &str) -> bool {
        *kept == KeptStanding::Whole && self.standing == EntryStanding::Offered && self.task != in_use
    }
}

/// The status of a task, in words.
#[must_use]
pub fn standing_line(standing: EntryStanding) -> Message {
    match standing {
        EntryStanding::Offered => text::models::offered(),
        EntryStanding::Planned => text::models::planned(),
        EntryStanding::Gate => text::models::gate(),
    }
}

/// The figures of a model, grouped by whose pictures they are for: heading and figures, from the fields of its lines,
/// and a note where `groups`, the entry's, are not patients. Those of other hospitals come first; what was not measured
/// has no heading.
#[must_use]
pub fn scores(lines: &[[&str; 7]], groups: &str) -> Vec<(Message, Vec<Message>)> {
    let places = [
        ("external", text::models::external(groups)),
        ("test", text::models::unseen(groups)),
        ("val", text::models::seen(groups)),
    ];
    let of = |place: &str| -> Vec<Message> {
        let mut said: Vec<Message> =
            lines.iter().filter(|[split, ..]| *split == place).filter_map(score_line).collect();
        // Once, beside pictures of the training data's source.
        if place == "test" && !said.is_empty() && groups != GroupsOf::Patient.name() {
            said.push(text::report::people(groups));
        }
        said
    };
    let all = places.map(|(place, heading)| (heading, of(place)));
    all.into_iter().filter(|(_, figures)| !figures.is_empty()).collect()
}

/// A figure with its interval and its data; `None` for one without a text.
fn score_line(fields: &[&str; 7]) -> Option<Message> {
    let [_, metric, value, low, high, count, data] = *fields;
    let number = |text: &str| text.parse::<f64>().ok();
    let (value, low, high) = (number(value)?, number(low)?, number(high)?);
    let count: u64 = count.parse().ok()?;
    match metric {
        "macro_recall" => Some(text::models::recall(value, low, high, count, data)),
        "macro_recall_of" => Some(text::models::recall_of(value, low, high, count, data)),
        "any_auc" => Some(text::models::auc(value, low, high, count, data)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    const PACKED: &str = "task\tleaf\toffered\tLeaves\t1.2.0\t3500000\tCC0-1.0\tpatient\n\
        score\ttest\tmacro_recall\t0.9000\t0.8000\t0.9500\t40\tgarden\n\
        score\texternal\tany_auc\t0.7500\t0.7000\t0.8000\t12\tother\n\
        score\ttest\tunheard\t0.5\t0.4\t0.6\t1\tgarden\n\
        task\tbark\tplanned\tBark\t\t\tCC0-1.0\n";

    fn offers() -> [CatalogueOffer; 2] {
        let entries = CatalogueEntry::all(PACKED);
        [CatalogueOffer::of(&entries[0]), CatalogueOffer::of(&entries[1])]
    }

    fn share(bytes: u64, whole: Option<(&str, u64)>) -> KeptShare {
        KeptShare { bytes, whole: whole.map(|(version, bytes)| (version.to_owned(), bytes)) }
    }

    #[test]
    fn what_is_kept_decides_what_can_be_done() {
        let [leaf, bark] = offers();
        for (found, kept, line, button) in [
            (None, KeptStanding::Nothing, "Not on this device. It is 3.5 MB to fetch.", Some("Download (3.5 MB)")),
            (
                Some(share(0, None)),
                KeptStanding::Nothing,
                "Not on this device. It is 3.5 MB to fetch.",
                Some("Download (3.5 MB)"),
            ),
            (
                Some(share(500_000, None)),
                KeptStanding::Part(500_000),
                "500 kB of 3.5 MB kept: the rest is fetched when the model is used next",
                Some("Download the rest"),
            ),
            (
                Some(share(3_500_000, None)),
                KeptStanding::Part(3_500_000),
                "3.5 MB kept: it works without a network",
                None,
            ),
            (
                Some(share(9, Some(("1.1.0", 9)))),
                KeptStanding::Older("1.1.0".into()),
                "Version 1.1.0 is on this device; 1.2.0 has come since.",
                Some("Update to 1.2.0"),
            ),
            (
                Some(share(3_500_000, Some(("1.2.0", 3_500_000)))),
                KeptStanding::Whole,
                "3.5 MB kept: it works without a network",
                None,
            ),
            // A part was damaged and discarded.
            (
                Some(share(3_000_000, Some(("1.2.0", 3_500_000)))),
                KeptStanding::Part(3_000_000),
                "3.0 MB of 3.5 MB kept: the rest is fetched when the model is used next",
                Some("Download the rest"),
            ),
        ] {
            assert_eq!(leaf.kept(found.as_ref()), kept);
            assert_eq!(english(&leaf.kept_line(&kept)), line);
            assert_eq!(leaf.fetch_line(&kept).map(|said| english(&said)).as_deref(), button);
        }
        assert_eq!(bark.fetch_line(&KeptStanding::Nothing), None, "there is nothing to fetch of what has no model");
    }

    #[test]
    fn only_what_is_offered_can_be_asked_and_not_what_answers_already() {
        let [leaf, bark] = offers();
        assert!(leaf.may_be_chosen("bark") && !leaf.may_be_chosen("leaf") && !bark.may_be_chosen("leaf"));
        assert!(english(&leaf.choose_line(&KeptStanding::Nothing)).contains("fetches the model (3.5 MB)"));
        assert!(english(&leaf.choose_line(&KeptStanding::Whole)).contains("on this device already"));
    }

    #[test]
    fn the_figures_of_other_hospitals_come_first_and_none_is_made_up() {
        let entries = CatalogueEntry::all(PACKED);
        let said: Vec<(String, Vec<String>)> = scores(&entries[0].of("score"), entries[0].groups)
            .into_iter()
            .map(|(heading, figures)| (english(&heading), figures.iter().map(english).collect()))
            .collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(said[0].0, "Patients and hospitals it never saw");
        let external = "A finding against none: area under the curve 0.750 (0.700 to 0.800; 0.5 is guessing), 12 pictures of “other”";
        assert_eq!(said[0].1, [external]);
        let own = "90.0 % of each class found on average (80.0 % to 95.0 %), 40 pictures of “garden”";
        assert_eq!(said[1].1, [own], "a figure without words is left out");
        assert!(scores(&entries[1].of("score"), entries[1].groups).is_empty());
        let some = score_line(&["external", "macro_recall_of", "0.61", "0.55", "0.67", "45", "garden"]).unwrap();
        assert!(
            english(&some).starts_with("61.0 % of each class with enough pictures found on average (55.0 % to 67.0 %)")
        );
    }

    #[test]
    fn an_earlier_version_is_fetched_by_itself_and_takes_no_place() {
        let packed = "task\tleaf\toffered\tLeaves\t1.2.0\t3500000\tCC0-1.0\nversion\t1.2.0\t2026-11-29\t\n\
            version\t1.1.0\t2026-11-28\t3000000\nmeasured\ttest\tmacro_recall\t0.8000\t0.7000\t0.9000\t40\tgarden\n";
        let entries = CatalogueEntry::all(packed);
        let versions = entries[0].versions();
        assert_eq!(CatalogueOffer::earlier(&entries[0], &versions[0]), None, "the latest is the entry itself");
        let earlier = CatalogueOffer::earlier(&entries[0], &versions[1]).unwrap();
        assert_eq!([&earlier.task, &earlier.name, &earlier.version], ["leaf/1.1.0", "Leaves 1.1.0", "1.1.0"]);
        assert!(earlier.is_earlier() && !CatalogueOffer::of(&entries[0]).is_earlier());
        assert!(!earlier.may_be_chosen("bark"), "new pictures are never asked of it");
        let kept = earlier.kept(Some(&share(1_000_000, None)));
        assert_eq!(english(&earlier.kept_line(&kept)), "1.0 MB of 3.0 MB are on this device.");
        assert_eq!(earlier.fetch_line(&kept).map(|said| english(&said)).as_deref(), Some("Download the rest"));
        let whole = earlier.kept(Some(&share(3_000_000, Some(("1.1.0", 3_000_000)))));
        assert_eq!((&whole, earlier.fetch_line(&whole)), (&KeptStanding::Whole, None));
        assert!(earlier.may_be_compared(&whole, "leaf") && !earlier.may_be_compared(&kept, "leaf"));
        let latest = CatalogueOffer::of(&entries[0]);
        let answered = |version: &str| ModelIdentity {
            task: "leaf".into(),
            name: "a-model".into(),
            version: version.into(),
            weights_sha256: String::new(),
        };
        assert!(earlier.is_of(&answered("1.1.0")) && !latest.is_of(&answered("1.1.0")));
        assert!(latest.is_of(&answered("1.2.0")) && !earlier.is_of(&answered("1.2.0")));
        assert!(!latest.may_be_compared(&whole, "leaf") && latest.may_be_compared(&whole, "bark"));
        assert_eq!(scores(&versions[1].scores, entries[0].groups).len(), 1);
    }

    #[test]
    fn of_groups_that_are_no_patients_none_is_spoken_of() {
        let pictures =
            ["Pictures of hospitals it never saw", "Pictures it never saw, of hospitals it knows", "One person may"];
        let nodules =
            ["Nodules and hospitals it never saw", "Nodules it never saw, of hospitals it knows", "not people"];
        for (groups, [external, test, people]) in [("picture", pictures), ("nodule", nodules), ("", pictures)] {
            let packed = PACKED.replace("\tpatient\n", &format!("\t{groups}\n"));
            let entries = CatalogueEntry::all(&packed);
            let [first, second] = scores(&entries[0].of("score"), entries[0].groups).try_into().unwrap();
            assert_eq!([&first, &second].map(|(heading, _)| english(heading)), [external, test]);
            let said: Vec<String> = first.1.iter().chain(&second.1).map(english).collect();
            assert!(said.len() == 3 && said[2].contains(people), "{said:?}");
            assert!(!said.concat().to_lowercase().contains("patient"), "{said:?}");
        }
    }
}
