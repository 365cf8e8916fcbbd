//! The visible part of the list: rows are loaded page by page, as they are scrolled to.
//!
//! Loading a page while scrolling disables no button, so the keyboard focus stays where it is.

use super::CasesSession;
use browser::VaultAnswer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{CaseBackup, CaseFacets, CaseQuery, CaseRow, DamagedCase, LogForm, LogParts, VaultQuery, VaultReply};
use view_model::case_leaf::{LEAF_ROWS, next_leaf};

/// The list as it was queried.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FoundCases {
    /// Index of the first row that is loaded, counted from 0.
    pub(crate) from: u32,
    pub(crate) rows: Vec<CaseRow>,
    pub(crate) found: u32,
    pub(crate) all: u32,
    pub(crate) damaged: Vec<DamagedCase>,
    pub(crate) facets: CaseFacets,
    pub(crate) backup: CaseBackup,
    /// Names of the cases with text that was typed and not saved.
    pub(crate) unsaved: Vec<String>,
}

impl FoundCases {
    /// The loaded rows, each with its index.
    pub(crate) fn placed(&self) -> Vec<(u32, CaseRow)> {
        (self.from..).zip(self.rows.iter().cloned()).collect()
    }

    fn held(&self) -> (u32, u32) {
        (self.from, u32::try_from(self.rows.len()).unwrap_or(u32::MAX))
    }
}

impl CasesSession {
    /// Changes what the list is filtered by, and queries it again from its beginning.
    pub(crate) fn refind(self, change: impl FnOnce(&mut CaseQuery)) {
        self.query.update(change);
        self.find();
    }

    /// Queries the list again, from its beginning.
    pub(crate) fn find(self) {
        self.row.set(0);
        self.find_again();
    }

    /// Queries the list again, around the row that last had the keyboard focus.
    pub(super) fn find_again(self) {
        let Some(client) = self.client.get_value() else { return };
        let from = next_leaf(self.row.get_untracked(), 1, (0, 0), u32::MAX).unwrap_or_default();
        self.wanted_row.set(None);
        self.begin_leaf(from);
        // What was asked before ends the wait itself: answers of a visit are kept one after the other.
        let waits = self.busy.get_untracked();
        self.busy.set(true);
        self.trouble.set(None);
        let (opened, query) = (self.opened.get_value(), self.leaf_query(from));
        spawn_local(async move {
            let answer = client.ask(query, None).await;
            if !waits {
                self.busy.set(false);
            }
            self.take_leaf(answer, from, opened);
        });
    }

    /// Makes sure that the rows in view are loaded: `seen` of them from `first` on.
    pub(crate) fn see(self, first: u32, seen: u32) {
        let next = self.list.with_untracked(|list| next_leaf(first, seen, list.held(), list.found));
        // Where all of them are loaded, a pending page is of rows that are out of view again, and must not replace
        // these.
        let from = next.unwrap_or_else(|| self.list.with_untracked(|list| list.from));
        if self.leaf.get_value().0 == from {
            return;
        }
        let count = self.begin_leaf(from);
        let Some(client) = self.client.get_value().filter(|_| next.is_some()) else { return };
        let (opened, query) = (self.opened.get_value(), self.leaf_query(from));
        spawn_local(async move {
            let answer = client.ask(query, None).await;
            // Another page of the list was requested meanwhile, or the dialog was closed.
            if self.leaf.get_value().1 != count || !self.is_open.get_untracked() {
                return;
            }
            self.take_leaf(answer, from, opened);
        });
    }

    /// Shows the page of the list that begins with that row, or the error in its place.
    fn take_leaf(self, answer: VaultAnswer, from: u32, opened: u32) {
        let is_now = self.is_open.get_untracked() && self.opened.get_value() == opened;
        match answer {
            Ok((VaultReply::Listed { found, all, rows, damaged, facets, backup, unsaved }, _)) if is_now => {
                self.put_leaf(FoundCases { from, rows, found, all, damaged, facets, backup, unsaved });
            }
            other => {
                // It is requested again at the next scroll.
                self.begin_leaf(self.list.with_untracked(|list| list.from));
                self.show(other, opened);
            }
        }
    }

    /// Shows a page of the list.
    fn put_leaf(self, leaf: FoundCases) {
        self.name_tasks(&leaf.facets.tasks);
        let (named, from) = (self.named(), leaf.from);
        let is_beyond = leaf.rows.is_empty() && leaf.found > 0 && from > 0;
        self.list.set(leaf);
        let (_, count) = self.leaf.get_value();
        self.leaf.set_value((from, count));
        // Fewer cases are left than there were; or there are classes whose names were not searched, as none were known.
        if is_beyond || self.named() != named {
            self.find();
        }
    }

    /// The labels whose names match the search, as far as labels and their names are known.
    pub(super) fn named(self) -> Vec<(String, Vec<String>)> {
        let words = self.query.with_untracked(|query| query.words.clone());
        if words.is_empty() {
            return Vec::new();
        }
        let labels = self.list.with_untracked(|list| list.facets.labels.clone());
        self.names.with_untracked(|names| names.named(&words, &labels))
    }

    /// Records which page of the list is requested; returns the number of the request.
    fn begin_leaf(self, from: u32) -> u32 {
        let (_, count) = self.leaf.get_value();
        let count = count.wrapping_add(1);
        self.leaf.set_value((from, count));
        count
    }

    /// Asks for a table of all cases that are found, also of those that are out of sight.
    pub(crate) fn log(self, form: LogForm, parts: LogParts) {
        self.ask(VaultQuery::Log { query: self.named_query(), form, parts }, None);
    }

    fn leaf_query(self, from: u32) -> VaultQuery {
        VaultQuery::List { query: self.named_query(), from, count: LEAF_ROWS }
    }

    /// What the list is filtered by, with the labels that are called what is searched for.
    fn named_query(self) -> CaseQuery {
        let mut query = self.query.get_untracked();
        query.named = self.named();
        query
    }
}
