//! Writing JSON. Nothing here reads it: a page tells its figures in a query.

use std::fmt;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; one that JSON does not know is written as `null`.
    Number(f64),
    /// Text.
    Text(String),
    /// Values in order.
    List(Vec<Json>),
    /// Values by name, in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A number, rounded to four decimal places; `null` of none.
    pub fn number(value: Option<f64>) -> Self {
        value.map_or(Self::Null, |value| Self::Number((value * 10_000.0).round() / 10_000.0))
    }

    /// An object.
    pub fn object<'a>(pairs: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        Self::Object(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) if value.is_finite() => write!(f, "{value}"),
            Self::Null | Self::Number(_) => f.write_str("null"),
            Self::Text(text) => quoted(f, text),
            Self::List(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if index > 0 { "," } else { "" })?;
                }
                f.write_str("]")
            }
            Self::Object(pairs) => {
                f.write_str("{")?;
                for (index, (name, value)) in pairs.iter().enumerate() {
                    f.write_str(if index > 0 { "," } else { "" })?;
                    quoted(f, name)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

#[test]
fn text_is_escaped_and_impossible_numbers_are_null() {
    let json = Json::object([
        ("a\"b", Json::Text("1\n2\\".into())),
        ("n", Json::List(vec![Json::number(Some(0.123_456)), Json::Number(f64::NAN), Json::number(None)])),
        ("yes", Json::Bool(true)),
    ]);
    assert_eq!(json.to_string(), "{\"a\\\"b\":\"1\\u000a2\\\\\",\"n\":[0.1235,null,null],\"yes\":true}");
}
