//! The command line of the runner. `cargo xtask fuzz` writes it.
//!
//! Invariant: an unknown or incomplete word is an error that says what was expected; none is ignored.

/// Files of a run by default: enough to see that everything still works.
const FILES: u64 = 2_000;

/// The options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Seed of all random numbers.
    pub seed: u64,
    /// How many files, all targets together.
    pub files: u64,
    /// Or the duration, in minutes.
    pub minutes: Option<u64>,
    /// Only this target.
    pub target: Option<String>,
    /// Only this file, unchanged.
    pub file: Option<String>,
    /// The part of a process that the supervisor has started.
    pub part: Option<FileRange>,
}

/// A range of a target's files, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRange {
    /// Name of the target.
    pub target: String,
    /// The first file.
    pub from: u64,
    /// The index after the last.
    pub to: u64,
}

impl Options {
    /// Reads words such as `--files=100`.
    ///
    /// # Errors
    /// When a word is unknown or its value is invalid.
    pub fn parse(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { seed: 1, files: FILES, minutes: None, target: None, file: None, part: None };
        let (mut from, mut to, mut is_part) = (0, 0, false);
        for word in words {
            let (name, value) = word.split_once('=').unwrap_or((word.as_str(), ""));
            let number =
                || value.parse::<u64>().map_err(|_| format!("`{name}` needs a whole number, as in {name}=100"));
            match name {
                "--seed" => options.seed = number()?,
                "--files" => options.files = number()?.max(1),
                "--minutes" => options.minutes = Some(number()?),
                "--target" => options.target = Some(value.to_owned()),
                "--file" => options.file = Some(value.to_owned()),
                "--from" => from = number()?,
                "--to" => (to, is_part) = (number()?, true),
                other => {
                    let known = "--seed=N, --files=N, --minutes=N, --target=NAME, --file=PATH";
                    return Err(format!("no option `{other}`; give {known}"));
                }
            }
        }
        if is_part {
            let target = options.target.clone().ok_or("`--to` needs a target, as in --target=dicom")?;
            options.part = Some(FileRange { target, from, to });
        }
        Ok(options)
    }

    /// The arguments that make a process do a part.
    pub(crate) fn words(&self, part: &FileRange) -> Vec<String> {
        let FileRange { target, from, to } = part;
        let mut words = vec![
            format!("--seed={}", self.seed),
            format!("--target={target}"),
            format!("--from={from}"),
            format!("--to={to}"),
        ];
        words.extend(self.file.iter().map(|file| format!("--file={file}")));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::{FileRange, Options};

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn words_of_a_part_say_the_same() {
        let options = parse("--seed=9 --files=7 --file=a.bin").unwrap();
        let part = FileRange { target: "png".into(), from: 3, to: 5 };
        let read = Options::parse(options.words(&part).into_iter()).unwrap();
        assert_eq!((read.part, read.seed, read.file), (Some(part), 9, Some("a.bin".into())));
    }

    #[test]
    fn other_words_are_refused() {
        for line in ["--fast", "--files=many", "--to=3", "png"] {
            assert!(parse(line).is_err(), "{line}");
        }
        assert_eq!(parse("").unwrap().files, super::FILES);
    }
}
