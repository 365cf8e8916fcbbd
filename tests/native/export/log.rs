//! The log of kept cases, compared with the files that `tests/data/export/make.py` wrote, and with its documentation.

use crate::export::fhir::{LABELS, MASK, NAMED, finding};
use ::finding::{PictureExtent, ReaderAgreement, ReaderAssessment, ReaderOrder};
use export::MayGoAlong;
use export::log::{COLUMNS, LogColumn, LogContent, LogLine, csv_head};
use serde_json::{Map, Value, json};
use vault::{ActedBy, CaseRecord, CaseSummary, RecordId};

const REFUSED: &str = include_str!("../../data/export/findings/refused.json");
const UNCLEAR: &str = include_str!("../../data/export/findings/unclear.json");
const SCHEMA: &str = include_str!("../../../docs/log.schema.json");
const PAGE: &str = include_str!("../../../docs/log.md");
const KEPT_MS: u64 = 1_767_225_600_123;
const ALL: MayGoAlong = MayGoAlong { names: true, dates: true, file_names: true, pixels: true };

fn kept(number: u8, json: &str) -> CaseRecord {
    let id = RecordId::from_digits(&format!("{number:02x}").repeat(16)).unwrap();
    CaseRecord::keep(id, &finding(json), ActedBy { who: "Grün", at_ms: KEPT_MS }).unwrap()
}

/// The first case, with everything that people can note on one.
fn read_twice() -> CaseRecord {
    let mut record = kept(1, NAMED);
    let by = ActedBy { who: "Grün", at_ms: KEPT_MS + 5_000 };
    let said = |reader, agreement, label: &str, comment: &str| ReaderAssessment {
        reader,
        agreement,
        label: Some(label.into()),
        comment: comment.into(),
    };
    record.note("=HYPERLINK(\"http://example.org\";\"Klick\")\n- zweite Zeile; grün", by).unwrap();
    record.tag(&["links".into(), "@kontrolle".into()], by).unwrap();
    record.assess(said(ReaderOrder::First, ReaderAgreement::Disagree, "mould", "zu dunkel, -1"), by).unwrap();
    record.assess(said(ReaderOrder::Second, ReaderAgreement::Unsure, "Rost bei Grün", ""), by).unwrap();
    record.put_picture(PictureExtent::Whole, b"a picture", by).unwrap();
    record
}

fn line(record: &CaseRecord, may: MayGoAlong) -> LogLine {
    LogLine::of(&CaseSummary::of(record), record.finding().ok().as_ref(), may)
}

fn lines(may: MayGoAlong) -> Vec<LogLine> {
    let records = [read_twice(), kept(2, REFUSED), kept(3, UNCLEAR), kept(4, LABELS), kept(5, MASK)];
    records.iter().map(|record| line(record, may)).collect()
}

fn csv(lines: &[LogLine]) -> String {
    csv_head() + &lines.iter().map(LogLine::csv).collect::<String>()
}

fn ndjson(lines: &[LogLine]) -> String {
    lines.iter().map(LogLine::ndjson).collect()
}

/// A line by the names of its columns.
fn cells(line: &LogLine) -> Map<String, Value> {
    serde_json::from_str(&line.ndjson()).unwrap()
}

#[test]
fn logs_are_those_that_validators_have_read() {
    assert_eq!(csv(&lines(ALL)), include_str!("../../data/export/log/cases.csv"));
    assert_eq!(ndjson(&lines(ALL)), include_str!("../../data/export/log/cases.ndjson"));
    assert_eq!(csv(&lines(MayGoAlong::default())), include_str!("../../data/export/log/private.csv"));
    assert_eq!(ndjson(&lines(MayGoAlong::default())), include_str!("../../data/export/log/private.ndjson"));
}

#[test]
fn a_reader_of_csv_finds_what_stands_in_json_and_no_formula() {
    for may in [ALL, MayGoAlong::default()] {
        let lines = lines(may);
        let file = csv(&lines);
        let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(file.as_bytes());
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(head, COLUMNS.map(|column| column.name));
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), lines.len());
        for (row, line) in rows.iter().zip(&lines) {
            let cells = cells(line);
            for (column, cell) in COLUMNS.iter().zip(row) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}: {cell}", column.name);
                if let Value::String(text) = &cells[column.name] {
                    assert_eq!(cell.replace('\'', ""), *text, "{}", column.name);
                }
                assert_eq!(cell.is_empty(), is_empty(&cells[column.name]), "{}", column.name);
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[test]
fn what_people_wrote_goes_along_only_where_it_may() {
    let of = |may| cells(&line(&read_twice(), may));
    let private = of(MayGoAlong::default());
    for name in ["kept_at", "changed_at", "first_comment", "second_label", "notes", "tags"] {
        assert_eq!(private[name], Value::Null, "{name}");
    }
    // Agreement of the reader with the model is not free text.
    assert_eq!((&private["first_label"], &private["second_reader"]), (&json!("mould"), &json!("unsure")));
    let text = ndjson(&lines(MayGoAlong::default())) + &csv(&lines(MayGoAlong::default()));
    assert!(!text.contains("Grün") && !text.contains("2026") && !text.contains("kontrolle"), "{text}");
    let dated = of(MayGoAlong { dates: true, ..MayGoAlong::default() });
    assert_eq!((&dated["kept_at"], &dated["notes"]), (&json!("2026-01-01T00:00:00.123Z"), &Value::Null));
    let named = of(MayGoAlong { names: true, ..MayGoAlong::default() });
    assert_eq!((&named["second_label"], &named["kept_at"]), (&json!("Rost bei Grün"), &Value::Null));
}

#[test]
fn a_case_whose_finding_cannot_be_read_has_a_line_too() {
    let record = kept(6, NAMED);
    let mut summary = CaseSummary::of(&record);
    (summary.task, summary.model, summary.labels) = (String::new(), String::new(), Vec::new());
    let cells = cells(&LogLine::of(&summary, None, ALL));
    assert_eq!(cells.len(), COLUMNS.len());
    let filled: Vec<&str> = COLUMNS.iter().map(|column| column.name).filter(|name| !is_empty(&cells[*name])).collect();
    assert_eq!(filled, ["case", "kept_at", "changed_at", "picture"]);
}

/// What the schema must state for a column, besides its meaning.
fn property(column: &LogColumn) -> Value {
    let number = json!({ "type": "number", "minimum": 0 });
    match column.content {
        LogContent::Id => json!({ "type": "string" }),
        LogContent::Text => json!({ "type": ["string", "null"] }),
        LogContent::Time => json!({ "type": ["string", "null"], "format": "date-time" }),
        LogContent::Flag => json!({ "type": ["boolean", "null"] }),
        LogContent::Whole => json!({ "type": ["integer", "null"], "minimum": 0 }),
        LogContent::Number => json!({ "type": ["number", "null"], "minimum": 0 }),
        LogContent::Texts => json!({ "type": ["array", "null"], "items": { "type": "string" } }),
        LogContent::Numbers => json!({ "type": ["object", "null"], "additionalProperties": number }),
        LogContent::Word(words) => {
            let words: Vec<Value> = words.iter().copied().map(Value::from).chain([Value::Null]).collect();
            json!({ "enum": words })
        }
    }
}

#[test]
fn the_schema_is_that_of_the_code() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let names = COLUMNS.map(|column| column.name);
    assert_eq!(schema["required"], json!(names.to_vec()));
    assert_eq!(schema["properties"].as_object().unwrap().len(), COLUMNS.len());
    for column in &COLUMNS {
        let mut found = schema["properties"][column.name].clone();
        let meaning = found.as_object_mut().unwrap().remove("description").unwrap();
        assert!(meaning.as_str().unwrap().ends_with('.'), "{}", column.name);
        assert_eq!(found, property(column), "{}", column.name);
        let told = format!("| {} |\n", meaning.as_str().unwrap());
        assert!(PAGE.contains(&told), "docs/log.md says something else of {}", column.name);
    }
    // In their order, in the schema and on the page.
    let places = |of: &dyn Fn(&str) -> Option<usize>| {
        let places: Vec<usize> = names.iter().map(|name| of(name).unwrap_or_else(|| panic!("{name}"))).collect();
        assert!(places.is_sorted(), "{places:?}");
    };
    let (_, properties) = SCHEMA.split_once("\"properties\"").unwrap();
    places(&|name| properties.find(&format!("\n    \"{name}\": {{")));
    places(&|name| PAGE.find(&format!("\n| `{name}` | ")));
    assert_eq!(PAGE.matches("\n| `").count(), COLUMNS.len());
}

#[test]
fn every_line_is_as_the_schema_says() {
    for line in lines(ALL).iter().chain(&lines(MayGoAlong::default())) {
        let cells = cells(line);
        for column in &COLUMNS {
            let value = &cells[column.name];
            let is_right = match column.content {
                LogContent::Id => value.is_string(),
                _ if value.is_null() => true,
                LogContent::Text => value.is_string(),
                LogContent::Time => value.as_str().is_some_and(|time| time.len() == 24 && time.ends_with('Z')),
                LogContent::Flag => value.is_boolean(),
                LogContent::Whole => value.is_u64(),
                LogContent::Number => value.as_f64().is_some_and(|number| number >= 0.0),
                LogContent::Texts => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
                LogContent::Numbers => value.as_object().is_some_and(|all| all.values().all(Value::is_number)),
                LogContent::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            };
            assert!(is_right, "{}: {value}", column.name);
        }
    }
}
