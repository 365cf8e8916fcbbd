//! Which page is shown, by the fragment of the address.
//!
//! Fragments never reach the server, so a link to any page works on every static host, from any
//! folder and offline.

use text::Message;

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
    /// What is stored on this device.
    Storage,
    /// How anyone can check that nothing is sent.
    Check,
    /// What is known about a label: its parts are task and label, `#/about/leaf-colour/rust`.
    About,
    /// Every model: its part names the task that is shown initially, `#/models/leaf-colour`.
    Models,
}

impl Route {
    /// Every page.
    pub const ALL: [Self; 7] =
        [Self::Classify, Self::Model, Self::Device, Self::Storage, Self::Check, Self::About, Self::Models];
    /// Those of the navigation, in its order.
    pub const NAVIGATION: [Self; 5] = [Self::Classify, Self::Model, Self::Device, Self::Storage, Self::Check];

    /// Its fragment in the address.
    #[must_use]
    pub fn fragment(self) -> &'static str {
        match self {
            Self::Classify => "#/",
            Self::Model => "#/model",
            Self::Device => "#/device",
            Self::Storage => "#/storage",
            Self::Check => "#/check",
            Self::About => "#/about",
            Self::Models => "#/models",
        }
    }

    /// Its name in the navigation.
    #[must_use]
    pub fn name(self) -> Message {
        match self {
            Self::Classify => text::route::classify(),
            Self::Model => text::route::model(),
            Self::Device => text::route::device(),
            Self::Storage => text::route::storage(),
            Self::Check => text::route::check(),
            Self::About => text::route::about_title(),
            Self::Models => text::route::models_title(),
        }
    }

    /// Name of the page in the browser's tabs.
    #[must_use]
    pub fn title(self) -> Message {
        match self {
            Self::Classify => text::route::classify_title(),
            Self::Model => text::route::model_title(),
            Self::Device => text::route::device_title(),
            Self::Storage => text::route::storage_title(),
            Self::Check => text::route::check_title(),
            Self::About => text::route::about_title(),
            Self::Models => text::route::models_title(),
        }
    }

    /// The part of a page that a fragment names: `score` of `#/model/score`.
    #[must_use]
    pub fn part(fragment: &str) -> Option<&str> {
        fragment.strip_prefix("#/")?.split_once('/').map(|(_, part)| part).filter(|part| !part.is_empty())
    }

    /// Reads the fragment. An unknown page is the first one; a fragment that names no page, such as
    /// that of the skip link, is `None` and leaves the page as it is.
    ///
    /// ```
    /// use view_model::state::Route;
    ///
    /// assert_eq!(Route::from_fragment("#/model/score"), Some(Route::Model));
    /// assert_eq!(Route::part("#/model/score"), Some("score"));
    /// assert_eq!(Route::from_fragment("#main"), None);
    /// ```
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        if !fragment.is_empty() && !fragment.starts_with("#/") {
            return None;
        }
        let page = fragment.split('/').nth(1).unwrap_or_default();
        Some(Self::ALL.into_iter().find(|route| route.fragment().split('/').nth(1) == Some(page)).unwrap_or_default())
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

    #[test]
    fn every_page_has_a_title_of_its_own_and_its_parts_have_addresses() {
        let said = |route: Route| text::english(&route.title());
        let titles: std::collections::BTreeSet<String> = Route::ALL.map(said).into();
        assert_eq!(titles.len(), Route::ALL.len());
        assert!(titles.iter().all(|title| title.contains("Onsight")), "{titles:?}");
        assert_eq!(Route::from_fragment("#/model/score"), Some(Route::Model));
        let parts = ["#/model/score", "#/model", "#/model/", "", "#main"].map(Route::part);
        assert_eq!(parts, [Some("score"), None, None, None, None]);
        assert_eq!(Route::from_fragment("#/about/leaf-colour/rust"), Some(Route::About));
        assert_eq!(Route::part("#/about/leaf-colour/rust/3"), Some("leaf-colour/rust/3"));
    }
}
