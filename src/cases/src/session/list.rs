//! The list as far as it is in sight: rows come leaf by leaf, as they are scrolled to.
//!
//! A leaf that comes while somebody scrolls makes no button wait, so the keyboard stays where it is.

use super::CasesSession;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{CaseFacets, CaseQuery, CaseRow, DamagedCase, VaultQuery, VaultReply};
use view_model::case_leaf::{LEAF_ROWS, next_leaf};

/// The list as it was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FoundCases {
    /// Place of the first row that is here, counted from 0.
    pub(crate) from: u32,
    pub(crate) rows: Vec<CaseRow>,
    pub(crate) found: u32,
    pub(crate) all: u32,
    pub(crate) damaged: Vec<DamagedCase>,
    pub(crate) facets: CaseFacets,
}

impl FoundCases {
    /// The rows that are here, each with its place.
    pub(crate) fn placed(&self) -> Vec<(u32, CaseRow)> {
        (self.from..).zip(self.rows.iter().cloned()).collect()
    }

    fn held(&self) -> (u32, u32) {
        (self.from, u32::try_from(self.rows.len()).unwrap_or(u32::MAX))
    }
}

impl CasesSession {
    /// Changes what the list is filtered by, and finds it anew from its beginning.
    pub(crate) fn refind(self, change: impl FnOnce(&mut CaseQuery)) {
        self.query.update(change);
        self.row.set(0);
        self.find();
    }

    /// Finds the list anew, from its beginning.
    pub(crate) fn find(self) {
        self.begin_leaf(0);
        self.ask(self.leaf_query(0), None);
    }

    /// Has the rows here that are in sight: `seen` of them from `first` on.
    pub(crate) fn see(self, first: u32, seen: u32) {
        let from = self.list.with_untracked(|list| next_leaf(first, seen, list.held(), list.found));
        let Some(from) = from.filter(|from| self.leaf.get_value().0 != *from) else { return };
        let Some(client) = self.client.get_value() else { return };
        let (count, query) = (self.begin_leaf(from), self.leaf_query(from));
        spawn_local(async move {
            let answer = client.ask(query, None).await;
            // Another leaf was asked for meanwhile, or the dialog was closed.
            if self.leaf.get_value().1 != count || !self.is_open.get_untracked() {
                return;
            }
            match answer {
                Ok((VaultReply::Listed { found, all, rows, damaged, facets }, _)) => {
                    self.put_leaf(FoundCases { from, rows, found, all, damaged, facets });
                }
                other => self.show(other),
            }
        });
    }

    /// Shows a leaf.
    pub(super) fn put_leaf(self, leaf: FoundCases) {
        self.name_tasks(&leaf.facets.tasks);
        self.list.set(leaf);
    }

    /// Notes which leaf is asked for; says the how manieth.
    fn begin_leaf(self, from: u32) -> u32 {
        let (_, count) = self.leaf.get_value();
        let count = count.wrapping_add(1);
        self.leaf.set_value((from, count));
        count
    }

    fn leaf_query(self, from: u32) -> VaultQuery {
        let mut query = self.query.get_untracked();
        let facets = |list: &FoundCases| list.facets.labels.clone();
        let labels = self.list.with_untracked(facets);
        query.named = self.names.with_untracked(|names| names.named(&query.words, &labels));
        VaultQuery::List { query, from, count: LEAF_ROWS }
    }
}
