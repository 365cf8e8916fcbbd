//! A request of the visitor to the worker other than a classification.

use std::sync::Arc;

use protocol::Failure;

/// Its progress.
#[derive(Clone, Debug, Default)]
pub enum Inquiry<T> {
    /// Not requested.
    #[default]
    NotAsked,
    /// In progress.
    Running,
    /// The result, shared so that its pictures are never copied.
    Done(Arc<T>),
    /// It ended without a result.
    Failed(Failure),
}

impl<T> Inquiry<T> {
    /// Whether a result from the worker is pending.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running)
    }
}

/// Equal when it is the same report: pictures are never compared pixel by pixel.
impl<T> PartialEq for Inquiry<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::NotAsked, Self::NotAsked) | (Self::Running, Self::Running) => true,
            (Self::Done(one), Self::Done(two)) => Arc::ptr_eq(one, two),
            (Self::Failed(one), Self::Failed(two)) => one == two,
            _ => false,
        }
    }
}
