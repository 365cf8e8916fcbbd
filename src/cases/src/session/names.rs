//! What tasks and classes are called, for the tasks that have cases.

use super::{CasesSession, Screen};
use leptos::prelude::*;
use leptos::task::spawn_local;

impl CasesSession {
    /// Loads the class names of these tasks, where they are available.
    pub(super) fn name_tasks(self, tasks: &[String]) {
        let is_known = |task: &str| self.names.with_untracked(|names| names.knows(task));
        let was_asked = |task: &String| self.asked_words.with_value(|asked| asked.contains(task));
        for task in tasks.iter().filter(|task| is_folder(task) && !is_known(task) && !was_asked(task)) {
            let task = task.clone();
            self.asked_words.update_value(|asked| asked.push(task.clone()));
            spawn_local(async move {
                if let Some((name, version, classes)) = browser::class_words(&task).await {
                    let named = self.named();
                    self.names.update(|names| names.learn(&task, name, version, classes));
                    let is_listed = self.is_open.get_untracked() && *self.screen.read_untracked() == Screen::List;
                    // What was searched for before its names were known.
                    if is_listed && self.named() != named {
                        self.find();
                    }
                }
            });
        }
    }
}

/// Whether it can be the name of a task's folder. One that came in a file of somebody else could be anything.
pub(super) fn is_folder(task: &str) -> bool {
    !task.is_empty() && task.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
