//! Which page is shown, by the fragment of the address.
//!
//! Fragments never reach the server, so a link to any page works on every static host, from any
//! folder and offline.

/// A page of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Pictures in, answers out.
    #[default]
    Classify,
    /// Everything that was measured of the model.
    Model,
    /// Every check of the device.
    Device,
    /// What is kept on this device.
    Storage,
    /// How anyone can check that nothing is sent.
    Check,
}

impl Route {
    /// Every page, in the order of the navigation.
    pub const ALL: [Self; 5] = [Self::Classify, Self::Model, Self::Device, Self::Storage, Self::Check];

    /// What stands in the address.
    #[must_use]
    pub fn fragment(self) -> &'static str {
        match self {
            Self::Classify => "#/",
            Self::Model => "#/model",
            Self::Device => "#/device",
            Self::Storage => "#/storage",
            Self::Check => "#/check",
        }
    }

    /// What the navigation calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Classify => "Pictures",
            Self::Model => "Model",
            Self::Device => "Self-check",
            Self::Storage => "Storage",
            Self::Check => "Check it yourself",
        }
    }

    /// Reads the fragment. An unknown page is the first one; a fragment that names no page, such as
    /// that of the skip link, is `None` and leaves the page as it is.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        if !fragment.is_empty() && !fragment.starts_with("#/") {
            return None;
        }
        let wanted = fragment.trim_end_matches('/');
        Some(Self::ALL.into_iter().find(|route| route.fragment().trim_end_matches('/') == wanted).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn every_page_has_an_address_of_its_own() {
        for route in Route::ALL {
            assert_eq!(Route::from_fragment(route.fragment()), Some(route));
            assert_eq!(Route::from_fragment(&format!("{}/", route.fragment())), Some(route));
        }
        assert_eq!(Route::from_fragment(""), Some(Route::Classify));
        assert_eq!(Route::from_fragment("#/unknown"), Some(Route::Classify));
        assert_eq!(Route::from_fragment("#main"), None);
    }
}
