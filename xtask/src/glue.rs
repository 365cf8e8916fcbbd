//! Minifies a module and its wasm-bindgen glue script: wasm-bindgen names each imported function with sixteen random
//! digits, in both files, which do not compress. They get one or two letters instead; comments and indentation of the
//! script are removed, as are custom sections, which no browser needs, and classes that nobody uses.
//!
//! Measured in bytes after brotli: the page's script had 8,858 and has 5,633, its module 269,116 and 267,707; the CPU
//! worker's 6,291 and 4,209, 416,310 and 414,078. `wasm-opt --minify-imports` renames in the module alone, and only what
//! comes from `env` and WASI.
//!
//! Invariant: a module imports the same functions, in the same order, and its script provides them. Idempotent.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::dist::files_in;
use crate::post_build::without_comment_lines;
use crate::shell::{Problem, at};

/// Suffix of a module's name; its script has the same stem.
const MODULE: &str = "_bg.wasm";
/// Prefix of the names that wasm-bindgen generates.
const MADE: &str = "__wb";
/// Letters of a short name.
const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// Bytes of a module before its first section: magic and version.
const HEAD: usize = 8;
/// The id of custom sections.
const CUSTOM: u8 = 0;
/// The id of the import section.
const IMPORTS: u8 = 2;

/// Shortens every module of `dist` with its script.
///
/// # Errors
/// When a file cannot be read or written, a module is invalid, or its script lacks an import.
pub(crate) fn shorten(dist: &Path) -> Result<(), Problem> {
    for file in files_in(dist)? {
        let Some(script) = file.to_string_lossy().strip_suffix(MODULE).map(|stem| dist.join(format!("{stem}.js")))
        else {
            continue;
        };
        let module = dist.join(&file);
        let (bytes, code) = (at(&module, fs::read(&module))?, at(&script, fs::read_to_string(&script))?);
        let Some((short_bytes, short_code)) = shortened(&bytes, &code) else {
            let what = format!("{}: expected a module, with every function it asks for in its script", file.display());
            return Err(Problem::new(what, "is wasm-bindgen the version that Cargo.lock has?"));
        };
        at(&module, fs::write(&module, short_bytes))?;
        at(&script, fs::write(&script, short_code))?;
    }
    Ok(())
}

/// Both with short names; `None` where a length in the module is wrong, or the script lacks a function.
fn shortened(module: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    let mut names = BTreeMap::new();
    let mut rest = module;
    let mut short = taken(&mut rest, HEAD)?.to_vec();
    while let Some(kind) = rest.first().copied() {
        taken(&mut rest, 1)?;
        let length = number(&mut rest)?;
        let section = taken(&mut rest, length)?;
        if kind == CUSTOM {
            continue;
        }
        short.push(kind);
        if kind == IMPORTS {
            push_bytes(&mut short, &imports(section, &mut names)?);
        } else {
            push_bytes(&mut short, section);
        }
    }
    Some((short, renamed(script, names)?))
}

/// The import section with short names, which are added to the list.
fn imports(mut section: &[u8], names: &mut BTreeMap<String, String>) -> Option<Vec<u8>> {
    let count = number(&mut section)?;
    let mut short = Vec::new();
    push_number(&mut short, count);
    for _ in 0..count {
        let from = bytes(&mut section)?;
        let name = std::str::from_utf8(bytes(&mut section)?).ok()?;
        push_bytes(&mut short, from);
        if name.starts_with(MADE) {
            let next = letters(names.len());
            push_bytes(&mut short, names.entry(name.to_owned()).or_insert(next).as_bytes());
        } else {
            push_bytes(&mut short, name.as_bytes());
        }
        short.extend_from_slice(what_it_is(&mut section)?);
    }
    section.is_empty().then_some(short)
}

/// The script with the same names; each occurs once, as `name: function(…)` at the beginning of a line.
fn renamed(script: &str, mut names: BTreeMap<String, String>) -> Option<String> {
    let mut code = String::new();
    for line in without_unused_classes(without_comment_lines(script)).lines() {
        match line.split_once(": ").and_then(|(key, function)| Some((names.remove(key)?, function))) {
            Some((short, function)) => code += &[short.as_str(), ": ", function, "\n"].concat(),
            None => code += &[line, "\n"].concat(),
        }
    }
    names.is_empty().then_some(code)
}

/// A script without the classes that it exports and nothing else in it names. `wasm-streams`, which Leptos brings, has
/// three, for streams that a program gives to scripts; no bundle does. Measured in bytes after brotli: 365 of 5,631 of
/// the page's script. Without their functions too, the module itself was not smaller.
fn without_unused_classes(script: String) -> String {
    let classes: Vec<String> = script
        .lines()
        .filter_map(|line| line.strip_prefix("export class ")?.strip_suffix(" {"))
        .map(str::to_owned)
        .collect();
    classes.iter().fold(script, |script, class| without_class(&script, class).unwrap_or(script))
}

/// The script without a class and what frees its objects; `None` where another line names the class.
fn without_class(script: &str, class: &str) -> Option<String> {
    let (before, rest) = script.split_once(&format!("export class {class} {{\n"))?;
    let end = format!("if (Symbol.dispose) {class}.prototype[Symbol.dispose] = {class}.prototype.free;\n");
    let (_, rest) = rest.split_once(&end)?;
    let (between, rest) = rest.split_once(&format!("const {class}Finalization = "))?;
    let (_, after) = rest.split_once(");\n")?;
    let rest = [before, between, after].concat();
    (!rest.contains(class)).then_some(rest)
}

/// `a` to `z`, then `aa`: a unique name for every number.
fn letters(number: usize) -> String {
    let (before, last) = (number / LETTERS.len(), char::from(LETTERS[number % LETTERS.len()]));
    let mut name = before.checked_sub(1).map(letters).unwrap_or_default();
    name.push(last);
    name
}

/// The description of an import after its names: a function, a table, a memory or a global.
fn what_it_is<'a>(section: &mut &'a [u8]) -> Option<&'a [u8]> {
    let all = *section;
    match *taken(section, 1)?.first()? {
        0 => {
            number(section)?;
        }
        1 => {
            taken(section, 1)?;
            limits(section)?;
        }
        2 => limits(section)?,
        3 => {
            taken(section, 2)?;
        }
        _ => return None,
    }
    all.get(..all.len() - section.len())
}

/// The limits of a table or a memory: the minimum, and the maximum where the flag is set.
fn limits(section: &mut &[u8]) -> Option<()> {
    let has_most = number(section)? & 1 == 1;
    number(section)?;
    if has_most {
        number(section)?;
    }
    Some(())
}

/// A byte vector after its length.
fn bytes<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number(from)?;
    taken(from, length)
}

fn taken<'a>(from: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (part, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(part)
}

/// An unsigned integer of at most 32 bits (LEB128).
fn number(from: &mut &[u8]) -> Option<usize> {
    let mut value = 0_usize;
    for shift in [0_u32, 7, 14, 21, 28] {
        let byte = *taken(from, 1)?.first()?;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn push_number(to: &mut Vec<u8>, mut value: usize) {
    while value > 0x7f {
        let [low, ..] = value.to_le_bytes();
        to.push(low | 0x80);
        value >>= 7;
    }
    let [low, ..] = value.to_le_bytes();
    to.push(low);
}

fn push_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    push_number(to, bytes.len());
    to.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "__wbg_then_0123456789abcdef";
    const SCRIPT: &str = "/**\n * Waits.\n */\nfunction get(memory) {\n    const import0 = {\n        \
        __wbg_then_0123456789abcdef: function(arg0) {\n            // As asked.\n            return arg0;\n        },\n        \
        __wbindgen_throw: function() { throw `\n            a\n        `; },\n        memory: memory,\n    };\n}\n";

    /// A module that imports two functions, one of them twice, a table, a global, and a memory with both limits;
    /// another section and a custom one follow the imports.
    fn module(names: [&str; 2]) -> Vec<u8> {
        let mut section = Vec::new();
        push_number(&mut section, 6);
        let [first, second] = names;
        let asked: [(&str, &[u8]); 6] = [
            (first, &[0, 0x81, 1]),
            ("memory", &[2, 3, 19, 0x80, 0x80, 1]),
            (second, &[0, 2]),
            ("table", &[1, 0x70, 0, 5]),
            ("global", &[3, 0x7f, 1]),
            (first, &[0, 3]),
        ];
        for (name, what) in asked {
            push_bytes(&mut section, b"./app_bg.js");
            push_bytes(&mut section, name.as_bytes());
            section.extend_from_slice(what);
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.push(IMPORTS);
        push_bytes(&mut module, &section);
        module.push(10);
        push_bytes(&mut module, &[7; 200]);
        module
    }

    #[test]
    fn a_module_and_its_script_agree_on_short_names_and_only_once() {
        let mut long = module([LONG, "__wbindgen_throw"]);
        long.push(CUSTOM);
        push_bytes(&mut long, b"\x09producersrustc");
        let (short, script) = shortened(&long, SCRIPT).unwrap();
        assert_eq!(short, module(["a", "b"]));
        let expected = "function get(memory) {\nconst import0 = {\na: function(arg0) {\nreturn arg0;\n},\n\
            b: function() { throw `\n            a\n        `; },\nmemory: memory,\n};\n}\n";
        assert_eq!(script, expected);
        assert_eq!(shortened(&short, &script), Some((short.clone(), script.clone())));
    }

    #[test]
    fn a_script_that_lacks_a_function_and_a_module_that_ends_early_are_found() {
        let long = module([LONG, "__wbindgen_throw"]);
        assert_eq!(shortened(&long, &SCRIPT.replace("__wbindgen_throw", "__wbindgen_catch")), None);
        for length in [0, 7, 9, 20, long.len() - 1] {
            assert_eq!(shortened(&long[..length], SCRIPT), None, "{length}");
        }
    }

    #[test]
    fn a_class_that_nothing_makes_is_left_out_and_one_that_the_module_gets_is_kept() {
        let class = |name: &str| {
            format!(
                "export class {name} {{\nfree() {{\n{name}Finalization.unregister(this);\n}}\n}}\n\
                 if (Symbol.dispose) {name}.prototype[Symbol.dispose] = {name}.prototype.free;\n"
            )
        };
        let registry = |name: &str| {
            format!(
                "const {name}Finalization = (typeof FinalizationRegistry === 'undefined')\n? {{}}\n\
                 : new FinalizationRegistry(ptr => wasm.free(ptr, 1));\n"
            )
        };
        let makes = "made: function() {\nreturn Given.__wrap(0);\n},\n".to_owned();
        let expected = [class("Given"), makes.clone(), registry("Given")].concat();
        let script = [class("Never"), class("Given"), makes, registry("Never"), registry("Given")].concat();
        assert_eq!(without_unused_classes(script), expected);
        assert_eq!(without_unused_classes(expected.clone()), expected);
    }

    #[test]
    fn every_name_is_another() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for value in [0, 127, 128, 16_384, 4_294_967_295] {
            let mut written = Vec::new();
            push_number(&mut written, value);
            let mut rest = written.as_slice();
            assert_eq!((number(&mut rest), rest.len()), (Some(value), 0));
        }
    }
}
