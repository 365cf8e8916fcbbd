//! The options of a training: those of the command line, and for the ones not given there those of the task's file.
//!
//! `[training]` in `models/TASK/task.toml` names data folders, mirror list and repeated sources, and under
//! `[training.options]` every option that is not its default, by its name in the run record.

use super::options::TrainOptions;
use crate::task_file;
use anyhow::{Context, Result, ensure};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::Path;
use task::{Setting, Task, Training};

/// Options that no file sets: what is trained, from which local folders, and how long.
const OF_THE_COMMAND_LINE: [&str; 8] = ["task", "data", "mirror", "repeat", "run", "from", "resume", "steps"];

/// `lab train` as typed.
#[derive(Clone, Debug)]
pub struct TrainCommand {
    options: TrainOptions,
    /// Names of the options given on the command line.
    given: Vec<String>,
}

impl Args for TrainCommand {
    fn augment_args(command: Command) -> Command {
        TrainOptions::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        TrainOptions::augment_args_for_update(command)
    }
}

impl FromArgMatches for TrainCommand {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let typed = |name: &&str| matches.value_source(name) == Some(ValueSource::CommandLine);
        let given = matches.ids().map(clap::Id::as_str).filter(typed).map(str::to_owned).collect();
        Ok(Self { options: TrainOptions::from_arg_matches(matches)?, given })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl TrainCommand {
    /// `lab train TASK --resume` with these folders, as if it had been typed.
    ///
    /// # Errors
    /// When a name is not valid on a command line.
    pub fn resuming(task: &str, models: &Path, data_root: &Path, run: &Path) -> Result<Self> {
        let option = |name: &str, folder: &Path| {
            let mut option = OsString::from(name);
            option.push(folder);
            option
        };
        let folders = [("--models=", models), ("--data-root=", data_root), ("--run=", run)];
        let mut line: Vec<OsString> = ["train", task, "--resume"].map(OsString::from).to_vec();
        line.extend(folders.map(|(name, folder)| option(name, folder)));
        let matches = Self::augment_args(Command::new("train")).try_get_matches_from(line)?;
        Ok(Self::from_arg_matches(&matches)?)
    }

    /// The options with those of the task's file filled in.
    ///
    /// # Errors
    /// When the file cannot be read or names an unknown option, or no data set is given.
    pub fn options(&self) -> Result<TrainOptions> {
        self.configured(&task_file::read(&self.options.models, &self.options.task)?)
    }

    /// The same with a task that has already been read.
    ///
    /// # Errors
    /// When the task names an unknown option, or no data set is given.
    pub fn configured(&self, task: &Task) -> Result<TrainOptions> {
        let training = task.training.clone().unwrap_or_default();
        let mut options = filled(&self.options, &training, &self.given)
            .with_context(|| format!("models/{}/task.toml, [training.options]", task.id))?;
        if options.data.is_empty() {
            let root = options.data_root.clone().filter(|_| !training.data.is_empty());
            let root = root.context(
                "expected --data with a data folder, or --data-root with the folder of those that [training] in \
                 task.toml names",
            )?;
            options.data = training.data.iter().map(|name| root.join(name)).collect();
            options.mirror = options.mirror.or_else(|| training.mirror.as_ref().map(|name| root.join(name)));
            if options.repeat.is_empty() {
                options.repeat = training.repeat.into_iter().collect();
            }
        }
        Ok(options)
    }
}

/// `options` with the file's settings where the command line gave none.
fn filled(options: &TrainOptions, training: &Training, given: &[String]) -> Result<TrainOptions> {
    let mut value = serde_json::to_value(options)?;
    for (name, setting) in &training.options {
        ensure!(
            !OF_THE_COMMAND_LINE.contains(&name.as_str()),
            "expected options of the training itself, found `{name}`: give it on the command line"
        );
        if given.contains(name) {
            continue;
        }
        let setting = match setting {
            Setting::Switch(value) => json!(value),
            Setting::Count(value) => json!(value),
            Setting::Number(value) => json!(value),
            Setting::Text(value) => json!(value),
            Setting::List(value) => json!(value),
        };
        if let Value::Object(fields) = &mut value {
            fields.insert(name.clone(), setting);
        }
    }
    let filled: TrainOptions = serde_json::from_value(value)?;
    Ok(TrainOptions { models: options.models.clone(), data_root: options.data_root.clone(), ..filled })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Compute, Ingredient};
    use clap::Parser;
    use std::path::PathBuf;

    #[derive(Parser)]
    struct TrainLine {
        #[command(flatten)]
        train: TrainCommand,
    }

    const FILE: &str = r#"
answer = "classes"
groups = "picture"
licence = "CC0-1.0"
text = { name = "Leaf colour", one = "a leaf", many = "leaves", classes = { rust = { name = "Rust" }, none = { name = "No rust" } } }

[training]
data = ["leaves", "other-leaves"]
mirror = "mirrored-leaves"

[training.repeat]
garden = 3

[training.options]
architecture = "efficientnet-lite0-outline"
epochs = 5
mixing = 0.2
pairs = 1
device = "cpu"
without = ["transplants"]
"#;

    fn configured(file: &str, line: &[&str]) -> Result<TrainOptions> {
        let command = TrainLine::parse_from(["lab", "leaf-colour"].iter().chain(line)).train;
        command.configured(&task_file::from_toml("leaf-colour", file).unwrap())
    }

    #[test]
    fn the_file_says_what_the_long_command_line_says() {
        let options = configured(FILE, &["--data-root", "shared", "--checkpoint-every", "10"]).unwrap();
        let line = [
            "--data=shared/leaves",
            "--data=shared/other-leaves",
            "--mirror=shared/mirrored-leaves",
            "--repeat=garden=3",
            "--architecture=efficientnet-lite0-outline",
            "--epochs=5",
            "--mixing=0.2",
            "--pairs=1",
            "--device=cpu",
            "--without=transplants",
            "--checkpoint-every=10",
        ];
        let long = TrainLine::parse_from(["lab", "leaf-colour"].into_iter().chain(line)).train.options;
        assert_eq!(TrainOptions { data_root: None, ..options.clone() }, long);
        assert_eq!((options.device, options.without), (Compute::Cpu, vec![Ingredient::Transplants]));
        assert_eq!(options.models, PathBuf::from("models"));
    }

    #[test]
    fn the_command_line_overrides_even_with_a_default() {
        let line = ["--data", "mine", "--epochs", "12", "--without", "outline", "--data-root", "shared"];
        let options = configured(FILE, &line).unwrap();
        assert_eq!((options.epochs, options.mixing), (12, 0.2));
        assert_eq!(options.without, [Ingredient::Outline]);
        assert_eq!((options.data, options.mirror, options.repeat.len()), (vec![PathBuf::from("mine")], None, 0));
    }

    #[test]
    fn what_nobody_says_or_nobody_knows_is_refused_in_a_sentence() {
        let told = |file: &str, line: &[&str]| format!("{:#}", configured(file, line).unwrap_err());
        let missing = told(FILE, &[]);
        assert!(missing.contains("expected --data") && missing.contains("--data-root"), "{missing}");
        let none = told(&FILE.replace("data = [\"leaves\", \"other-leaves\"]\n", ""), &["--data-root", "shared"]);
        assert!(none.contains("expected --data"), "{none}");
        for (from, to, expected) in [
            ("epochs = 5", "epoch = 5", "unknown field `epoch`"),
            ("epochs = 5", "epochs = \"five\"", "expected usize"),
            ("epochs = 5", "run = \"elsewhere\"", "found `run`: give it on the command line"),
            ("without = [\"transplants\"]", "without = [\"luck\"]", "unknown variant `luck`"),
        ] {
            let error = told(&FILE.replace(from, to), &["--data-root", "shared"]);
            assert!(error.contains(expected) && error.contains("leaf-colour/task.toml"), "{to}: {error}");
        }
    }

    #[test]
    fn a_run_that_goes_on_is_the_line_that_would_be_typed() {
        let [models, data, run] = ["my models", "data", "runs/x"].map(Path::new);
        let command = TrainCommand::resuming("leaf-colour", models, data, run).unwrap();
        let options = command.configured(&task_file::from_toml("leaf-colour", FILE).unwrap()).unwrap();
        assert_eq!((options.resume, options.epochs, options.seed), (true, 5, 1));
        assert_eq!((options.models.as_path(), options.run.as_deref()), (models, Some(run)));
        assert_eq!(options.data, [data.join("leaves"), data.join("other-leaves")]);
    }

    #[test]
    fn every_option_is_known_by_the_same_name_on_the_command_line_and_in_the_file() {
        let command = TrainCommand::augment_args(Command::new("train"));
        let ids: Vec<&str> = command.get_arguments().map(|arg| arg.get_id().as_str()).collect();
        let options = TrainLine::parse_from(["lab", "leaf-colour", "--data", "x"]).train.options;
        let value = serde_json::to_value(&options).unwrap();
        for name in value.as_object().unwrap().keys() {
            assert!(ids.contains(&name.as_str()), "{name}");
        }
        assert_eq!(options.data, [PathBuf::from("x")]);
    }
    #[test]
    fn every_task_can_be_trained_from_its_file_whether_or_not_it_has_a_model() {
        let models = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models"));
        let listed = std::fs::read_dir(models).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let is_trained = |id: &String| task_file::read(models, id).unwrap().training.is_some();
        let ids: Vec<String> = listed.filter(is_trained).collect();
        assert!(ids.len() > task_file::shipped(models).unwrap().len(), "{ids:?}");
        for id in ids {
            let command = TrainLine::parse_from(["lab", id.as_str(), "--data-root", "shared"]).train;
            let options = command.configured(&task_file::read(models, &id).unwrap()).unwrap();
            assert!(options.network().is_ok(), "{id}");
            assert!(options.data.iter().all(|folder| folder.starts_with("shared")), "{id}");
        }
    }
}
