//! A function for every sentence, with typed arguments.

use std::fmt::Write;

use crate::pack::fingerprint;
use crate::sentence::{Parameter, ParameterKind, Sentence, area};

/// Keywords that cannot be names of functions, modules or arguments.
const KEYWORDS: [&str; 40] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "pub", "ref", "return", "self", "static", "struct", "super", "true", "try", "type",
];

/// The rest of them.
const MORE_KEYWORDS: [&str; 8] = ["typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield"];

/// The variable of the message under construction; no argument has this name.
const MADE: &str = "made_";

/// Modules and functions for `crates/text` to include: `storage-space` of `storage.ftl` is `storage::space`.
///
/// # Errors
/// The sentence whose key or argument is a Rust keyword.
pub fn rust(english: &[Sentence]) -> Result<String, (&Sentence, String)> {
    let mut text = String::new();
    let mut module = "";
    for (at, sentence) in english.iter().enumerate() {
        let area = area(&sentence.file);
        if area != module {
            let close = if module.is_empty() { "" } else { "}\n\n" };
            let name = snake(area);
            let _ = writeln!(text, "{close}/// `{file}`.\npub mod {name} {{", file = sentence.file);
            module = area;
        }
        let name = snake(sentence.id.strip_prefix(&format!("{area}-")).unwrap_or(&sentence.id));
        let mut words = sentence.arguments.iter().map(|argument| argument.name.as_str()).chain([name.as_str()]);
        if let Some(word) = words.find(|word| is_keyword(word)) {
            return Err((sentence, format!("`{word}` is a word of Rust: choose another name")));
        }
        function(&mut text, at, &name, sentence);
    }
    let close = if module.is_empty() { "" } else { "}\n\n" };
    let keys: Vec<String> = english.iter().map(|sentence| format!("    {:?},\n", sentence.id)).collect();
    let _ = write!(
        text,
        "{close}/// Every key, in the order of the catalogues.\npub(crate) static KEYS: [&str; {}] = [\n{}];\n\n\
         /// Tells which sentences a catalogue was packed for.\npub(crate) const FINGERPRINT: &str = {:?};\n",
        keys.len(),
        keys.concat(),
        fingerprint(english)
    );
    Ok(text)
}

fn function(text: &mut String, at: usize, name: &str, sentence: &Sentence) {
    let _ = writeln!(text, "\n    /// `{}`, line {} of the file.", sentence.id, sentence.line);
    if !sentence.arguments.is_empty() {
        text.push_str("    ///\n");
    }
    for Parameter { name, what, .. } in &sentence.arguments {
        let _ = writeln!(text, "    /// `{name}`: {}.", what.trim_end_matches('.'));
    }
    let parameters: Vec<String> = sentence.arguments.iter().map(parameter).collect();
    let new = format!("crate::message::Message::new({at}, Vec::new())");
    // A page has hundreds of these functions: each argument is one call, and no array is built in any of them.
    let (constant, body) = match sentence.arguments.as_slice() {
        [] => ("const ", new),
        some => {
            let calls: String = some.iter().map(argument).collect();
            ("", format!("let mut {MADE} = {new};\n{calls}        {MADE}"))
        }
    };
    let _ = writeln!(
        text,
        "    #[must_use]\n    pub {constant}fn {name}({}) -> crate::message::Message {{\n        {body}\n    }}",
        parameters.join(", ")
    );
}

fn parameter(Parameter { name, kind, .. }: &Parameter) -> String {
    let kind = match kind {
        ParameterKind::Text => "impl Into<String>",
        ParameterKind::Count => "impl crate::message::Whole",
        ParameterKind::Number(_) => "impl Into<f64>",
        ParameterKind::Percent(_) => "impl crate::message::Share",
        ParameterKind::Message => "crate::message::Message",
        ParameterKind::Word => "impl Into<crate::message::Word>",
    };
    format!("{name}: {kind}")
}

fn argument(Parameter { name, kind, .. }: &Parameter) -> String {
    let call = match kind {
        ParameterKind::Text => format!("text({name})"),
        ParameterKind::Count => format!("count({name}.whole())"),
        ParameterKind::Number(decimals) => format!("number({name}.into(), {decimals})"),
        ParameterKind::Percent(decimals) => format!("percent({name}.per_cent(), {decimals})"),
        ParameterKind::Message => format!("message({name})"),
        ParameterKind::Word => format!("word({name})"),
    };
    format!("        {MADE}.{call};\n")
}

fn snake(kebab: &str) -> String {
    kebab.replace('-', "_")
}

fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || MORE_KEYWORDS.contains(&word) || word == MADE
}

#[cfg(test)]
mod tests {
    use crate::{Language, SourceFile, english};

    #[test]
    fn a_sentence_is_a_function_with_typed_arguments() {
        let text = "queue-empty = Nothing\n# $count (Count) - files.\n# $share (Percent(1)) - done\nqueue-at-work = { $count }: { $share }\n";
        let sentences = english(&[SourceFile::new("text/en/queue.ftl", text)], &Language::english()).unwrap();
        let code = super::rust(&sentences).unwrap();
        assert!(code.contains("pub mod queue {"), "{code}");
        assert!(code.contains("pub const fn empty() -> crate::message::Message {"), "{code}");
        assert!(
            code.contains("pub fn at_work(count: impl crate::message::Whole, share: impl crate::message::Share) ->"),
            "{code}"
        );
        assert!(code.contains("Message::new(0, Vec::new())\n    }"), "{code}");
        assert!(code.contains("        made_.percent(share.per_cent(), 1);\n        made_\n    }"), "{code}");
        assert!(code.contains("/// `count`: files.\n"), "{code}");
        assert!(code.contains("KEYS: [&str; 2]"), "{code}");
        let wrong = english(&[SourceFile::new("text/en/queue.ftl", "queue-move = x\n")], &Language::english()).unwrap();
        assert!(super::rust(&wrong).unwrap_err().1.contains("`move`"));
    }
}
