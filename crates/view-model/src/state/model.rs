//! The active model, shared by all views of it.

use std::ops::Deref;
use std::sync::Arc;

use protocol::ModelReport;

/// The running model, shared so that its report is neither copied nor compared field by field. Equal when it is the
/// same report.
#[derive(Clone, Debug)]
pub struct SharedModel(Arc<ModelReport>);

impl Deref for SharedModel {
    type Target = ModelReport;

    fn deref(&self) -> &ModelReport {
        &self.0
    }
}

impl From<ModelReport> for SharedModel {
    fn from(model: ModelReport) -> Self {
        Self(Arc::new(model))
    }
}

impl PartialEq for SharedModel {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
