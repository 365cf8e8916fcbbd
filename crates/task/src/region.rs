//! What a task says of the one region of a slice that its pictures show: the table `[region]` of its file, and what the light box
//! gets of it, which outlines such a region and cuts it out.

use super::{Task, Translation};
use serde::Deserialize;

/// The field by which a packed language says that a task reads regions, with the numbers of its table.
pub const REGION_FIELD: &str = "region";

/// How a region is outlined, cut out and measured.
///
/// ```
/// use task::RegionTask;
///
/// let known: RegionTask = toml::from_str(r#"
/// modality = "CT"
/// unit = "HU"
/// center = -400.0
/// width = 1200.0
/// surroundings = -850.0
/// edge = 0.5
/// side = 64
/// pixel = [0.5, 1.0]
/// across = [5, 46]
/// up_to = [5]
/// text = { tool = "Outline a stain", ask = "Ask", rows = [{ patient = "Small." }, { patient = "Large." }] }
/// "#).unwrap();
/// assert!(known.is_sound());
/// assert!(known.reads("CT", "HU") && !known.reads("CT", "") && !known.reads("MR", "HU"));
/// assert!(known.is_pixel(0.7) && !known.is_pixel(1.2));
/// assert!(known.is_across(46) && !known.is_across(47) && !known.is_across(4));
/// assert_eq!([5.4, 5.5].map(|mean| known.row(mean).unwrap().patient.as_str()), ["Small.", "Large."]);
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionTask {
    /// DICOM's code of the slices that regions are cut from: `CT`.
    pub modality: String,
    /// The unit of their values: `HU`.
    pub unit: String,
    /// The value in the middle between black and white of the task's pictures.
    pub center: f64,
    /// Values from black to white, above 0.
    pub width: f64,
    /// The value of what usually lies around a region.
    pub surroundings: f32,
    /// Where a region ends: the share of the way from the surroundings to its own value, between 0 and 1.
    pub edge: f32,
    /// Side of the task's pictures, in pixels of the slice: nothing is scaled.
    pub side: u32,
    /// Least and greatest distance between pixels of the slices that the pictures were cut from, in millimetres.
    pub pixel: [f64; 2],
    /// Least and greatest width or height, whichever is more, of the regions that the model learned from, in pixels of the slice:
    /// above 0, and no more than `side`.
    pub across: [u32; 2],
    /// Of a published table of sizes: the mean diameters, in whole millimetres, up to which each row but the last goes.
    #[serde(default)]
    pub up_to: Vec<u32>,
    /// What is said of it.
    pub text: RegionText,
}

/// What is said of outlining a region. An empty text is one that nobody wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegionText {
    /// What the tool is called: "Outline a stain".
    pub tool: String,
    /// What asks the model: "Ask the model about this stain".
    pub ask: String,
    /// What an answer is, and is not.
    pub note: String,
    /// For each row of the table what it says.
    pub rows: Vec<SizeRow>,
    /// For whom the table is, and for whom it is not.
    pub scope: SizeRow,
    /// Where it is published.
    pub source: String,
}

/// A text in two reading levels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SizeRow {
    /// In plain words.
    pub patient: String,
    /// For whoever knows the field.
    pub clinician: String,
}

impl RegionTask {
    /// Whether regions are cut from slices of this modality and unit.
    #[must_use]
    pub fn reads(&self, modality: &str, unit: &str) -> bool {
        self.modality == modality && self.unit == unit
    }

    /// Whether the model knows pixels of this size, in millimetres.
    #[must_use]
    pub fn is_pixel(&self, size: f64) -> bool {
        let [least, most] = self.pixel;
        (least..=most).contains(&size)
    }

    /// Whether the model knows regions whose longer side has so many pixels.
    #[must_use]
    pub fn is_across(&self, pixels: u32) -> bool {
        let [least, most] = self.across;
        (least..=most).contains(&pixels)
    }

    /// What the table says of a mean diameter in millimetres, which it asks for rounded to whole ones; `None` without a table.
    #[must_use]
    pub fn row(&self, mean: f64) -> Option<&SizeRow> {
        let rounded = mean.round();
        let at = self.up_to.iter().take_while(|most| rounded > f64::from(**most)).count();
        self.text.rows.get(at).filter(|_| mean.is_finite())
    }

    /// Whether all of it can be meant.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let [least, most] = self.pixel;
        let [narrowest, widest] = self.across;
        let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
        let has_rows =
            self.text.rows.len() == self.up_to.len() + 1 || (self.text.rows.is_empty() && self.up_to.is_empty());
        let numbers = [self.center, self.width, self.surroundings.into(), least, most];
        is_word(&self.modality)
            && is_word(&self.unit)
            && numbers.iter().all(|number| number.is_finite())
            && self.width > 0.0
            && (0.0..1.0).contains(&self.edge)
            && (1..=256).contains(&self.side)
            && 0.0 < least
            && least <= most
            && 0 < narrowest
            && narrowest <= widest
            && widest <= self.side
            && self.up_to.is_sorted_by(|a, b| a < b)
            && has_rows
            && [&self.text.tool, &self.text.ask].iter().all(|text| !text.trim().is_empty())
    }

    /// The fields that a light box gets of a task in a language, to be packed behind the second part of its sentences; none of a
    /// task without such a table. What a language lacks is English.
    #[must_use]
    pub fn packed(task: &Task, translation: Option<&Translation>) -> Vec<(String, String)> {
        let Some(region) = &task.region else { return Vec::new() };
        let own = translation.and_then(|own| own.region.as_ref()).map(RegionText::worded).unwrap_or_default();
        let said = |(field, english): (String, &str)| {
            let own = own.iter().find(|(known, _)| *known == field).map(|(_, words)| *words);
            (field, own.unwrap_or(english).to_owned())
        };
        let numbers = std::iter::once((REGION_FIELD.to_owned(), region.numbers()));
        numbers.chain(region.text.worded().into_iter().map(said)).collect()
    }

    /// What [`Self::packed`] has written: `numbers` is the field [`REGION_FIELD`], and `word` gives the others. `None` for what is of
    /// another form.
    #[must_use]
    pub fn unpacked<'a>(numbers: &str, word: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let mut fields = numbers.split(' ');
        let modality = fields.next()?.to_owned();
        let unit = fields.next()?.to_owned();
        let mut number = || fields.next()?.parse::<f64>().ok();
        let (center, width, surroundings, edge) = (number()?, number()?, number()?, number()?);
        let (side, pixel) = (number()?, [number()?, number()?]);
        let mut pixels = || fields.next()?.parse::<u32>().ok();
        let across = [pixels()?, pixels()?];
        let up_to: Option<Vec<u32>> = fields.map(|most| most.parse().ok()).collect();
        let up_to = up_to?;
        let said = |field: &str| word(&format!("{REGION_FIELD}.{field}")).unwrap_or_default().to_owned();
        let both = |field: String| SizeRow {
            patient: said(&format!("{field}.patient")),
            clinician: said(&format!("{field}.clinician")),
        };
        let rows: Vec<SizeRow> = (0..=up_to.len()).map(|at| both(format!("rows.{at}"))).collect();
        let text = RegionText {
            tool: said("tool"),
            ask: said("ask"),
            note: said("note"),
            // A task without a table has one row, of nothing.
            rows: if rows.iter().all(|row| row.patient.is_empty()) { Vec::new() } else { rows },
            scope: both("scope".to_owned()),
            source: said("source"),
        };
        let (surroundings, edge) = (surroundings as f32, edge as f32);
        let known =
            Self { modality, unit, center, width, surroundings, edge, side: side as u32, pixel, across, up_to, text };
        known.is_sound().then_some(known)
    }

    fn numbers(&self) -> String {
        let Self { modality, unit, center, width, surroundings, edge, side, pixel, across, up_to, .. } = self;
        let ([least, most], [narrowest, widest]) = (pixel, across);
        let mut numbers = format!("{modality} {unit} {center} {width} {surroundings} {edge} {side} {least} {most}");
        numbers.push_str(&format!(" {narrowest} {widest}"));
        for most in up_to {
            numbers.push_str(&format!(" {most}"));
        }
        numbers
    }
}

impl RegionText {
    /// The path of each field that has words, with them.
    pub(crate) fn worded(&self) -> Vec<(String, &str)> {
        let mut all: Vec<(String, &String)> = vec![
            ("tool".to_owned(), &self.tool),
            ("ask".to_owned(), &self.ask),
            ("note".to_owned(), &self.note),
            ("scope.patient".to_owned(), &self.scope.patient),
            ("scope.clinician".to_owned(), &self.scope.clinician),
            ("source".to_owned(), &self.source),
        ];
        for (at, row) in self.rows.iter().enumerate() {
            all.push((format!("rows.{at}.patient"), &row.patient));
            all.push((format!("rows.{at}.clinician"), &row.clinician));
        }
        let named = all.into_iter().map(|(field, words)| (format!("{REGION_FIELD}.{field}"), words.trim()));
        named.filter(|(_, words)| !words.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const TASK: &str = r#"
        answer = "classes"
        groups = "picture"
        licence = "CC0-1.0"
        text = { name = "Stains", one = "a stain", many = "stains", classes = { a = { name = "A" }, b = { name = "B" } } }
        [region]
        modality = "CT"
        unit = "HU"
        center = -400.0
        width = 1200.0
        surroundings = -850.0
        edge = 0.5
        side = 64
        pixel = [0.5, 1.0]
        across = [5, 46]
        up_to = [5, 8]
        [region.text]
        tool = "Outline a stain"
        ask = "Ask the model"
        note = "It is a guess."
        rows = [{ patient = "Small.", clinician = "S" }, { patient = "Medium." }, { patient = "Large." }]
        scope = { patient = "For all.", clinician = "All" }
        source = "A table"
    "#;

    fn task(text: &str) -> Task {
        Task { id: "stain".into(), ..toml::from_str(text).unwrap() }
    }

    fn unpacked(fields: &[(String, String)]) -> Option<RegionTask> {
        let fields: BTreeMap<&str, &str> =
            fields.iter().map(|(field, words)| (field.as_str(), words.as_str())).collect();
        RegionTask::unpacked(fields.get(REGION_FIELD)?, |field| fields.get(field).copied())
    }

    #[test]
    fn what_is_packed_is_read_in_the_words_of_its_language_and_else_in_english() {
        let task = task(TASK);
        assert_eq!(task.check(), Ok(()));
        let english = RegionTask::packed(&task, None);
        assert_eq!(unpacked(&english), task.region);
        let german: Translation = toml::from_str(
            r#"
            text = { name = "Flecken", one = "ein Fleck", many = "Flecken", classes = { a = { name = "A" }, b = { name = "B" } } }
            region = { tool = "Fleck umreißen", rows = [{ patient = "Klein." }] }
            "#,
        )
        .unwrap();
        let packed = RegionTask::packed(&task, Some(&german));
        let text = unpacked(&packed).unwrap().text;
        assert_eq!((text.tool.as_str(), text.ask.as_str()), ("Fleck umreißen", "Ask the model"));
        assert_eq!([0, 1].map(|at| text.rows[at].patient.as_str()), ["Klein.", "Medium."]);
        // What it lacks is told, and nothing of it goes into the first part of a language.
        let gaps: Vec<String> = german.check(&task, "de").into_iter().map(|fault| fault.field).collect();
        assert!(gaps.contains(&"region.ask".into()) && gaps.contains(&"region.rows.2.patient".into()), "{gaps:?}");
        assert!(german.words().iter().all(|(field, _)| !field.starts_with(REGION_FIELD)));
        let plain = task_without_region();
        assert_eq!(RegionTask::packed(&plain, None), []);
        assert!(german.check(&plain, "de").iter().any(|fault| fault.field == "region.tool" && !fault.is_gap));
    }

    fn task_without_region() -> Task {
        Task { region: None, ..task(TASK) }
    }

    #[test]
    fn a_mean_diameter_is_rounded_before_it_is_looked_up() {
        let region = task(TASK).region.unwrap();
        let said = |mean: f64| region.row(mean).map(|row| row.patient.as_str());
        let means = [0.0, 5.49, 5.5, 6.0, 8.49, 8.5, 900.0, f64::INFINITY, f64::NAN];
        let rows = ["Small.", "Small.", "Medium.", "Medium.", "Medium.", "Large.", "Large."].map(Some);
        assert_eq!(means.map(said)[..7], rows);
        assert_eq!(means.map(said)[7..], [None, None]);
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for (from, to) in [
            ("width = 1200.0", "width = 0.0"),
            ("width = 1200.0", "width = nan"),
            ("edge = 0.5", "edge = 1.0"),
            ("side = 64", "side = 0"),
            ("pixel = [0.5, 1.0]", "pixel = [1.0, 0.5]"),
            ("pixel = [0.5, 1.0]", "pixel = [0.0, 0.5]"),
            ("across = [5, 46]", "across = [46, 5]"),
            ("across = [5, 46]", "across = [0, 46]"),
            ("across = [5, 46]", "across = [0, 0]"),
            ("across = [5, 46]", "across = [5, 65]"),
            ("up_to = [5, 8]", "up_to = [5]"),
            ("up_to = [5, 8]", "up_to = [8, 5]"),
            ("modality = \"CT\"", "modality = \"\""),
            ("unit = \"HU\"", "unit = \"H U\""),
            ("tool = \"Outline a stain\"", "tool = \" \""),
        ] {
            let text = TASK.replacen(from, to, 1);
            assert_ne!(text, TASK, "{from}");
            assert_eq!(task(&text).check().unwrap_err().expected, "a region that can be cut out", "{to}");
        }
        assert!(toml::from_str::<Task>(&TASK.replacen("side =", "sides =", 1)).is_err());
        assert!(toml::from_str::<Task>(&TASK.replacen("across = [5, 46]", "", 1)).is_err());
        let sound = "CT HU 0 1 0 0.5 64 1 1 5 46";
        assert!(RegionTask::unpacked(sound, |_| Some("x")).is_some());
        for numbers in [
            "",
            "CT",
            "CT HU 1 2 3",
            "CT HU 0 1 0 0.5 64 1 1 5 46 x",
            "CT HU 0 1 0 0.5 64 1 NaN 5 46",
            "CT HU 0 1 0 0.5 64 1 1",
            "CT HU 0 1 0 0.5 64 1 1 46 5",
            "CT HU 0 1 0 0.5 64 1 1 5 46.5",
        ] {
            assert_eq!(RegionTask::unpacked(numbers, |_| Some("x")), None, "{numbers}");
        }
    }
}
