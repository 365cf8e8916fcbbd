//! Words for the classes.
//!
//! A class is always what the model matched, never what the patient has.

/// A class in the words of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassWords {
    /// Short name: "Glioma".
    pub name: &'static str,
    /// As a headline of an answer: "No tumour seen by the model".
    pub headline: &'static str,
    /// One sentence for a patient: what the word means.
    pub meaning: &'static str,
}

/// Words for a manifest label; `None` for a label this page does not know.
#[must_use]
pub fn class(label: &str) -> Option<ClassWords> {
    Some(match label {
        "glioma" => ClassWords {
            name: "Glioma",
            headline: "Glioma",
            meaning: "A glioma is a growth that starts in the supporting cells of the brain. There are slow and fast kinds; a picture alone cannot tell which.",
        },
        "meningioma" => ClassWords {
            name: "Meningioma",
            headline: "Meningioma",
            meaning: "A meningioma is a growth of the thin skin around the brain. Most grow slowly and are benign.",
        },
        "pituitary" => ClassWords {
            name: "Pituitary tumour",
            headline: "Pituitary tumour",
            meaning: "A pituitary tumour is a growth in the small hormone gland under the brain. Most are benign.",
        },
        "notumor" => ClassWords {
            name: "No tumour",
            headline: "No tumour seen by the model",
            meaning: "The picture looks most like those without a tumour that the model learned from. It knows three kinds of tumour and nothing else, so this does not mean that all is well.",
        },
        _ => return None,
    })
}

/// Short name of a label; an unknown label is shown as it is.
#[must_use]
pub fn class_name(label: &str) -> String {
    class(label).map_or_else(|| label.to_owned(), |words| words.name.to_owned())
}

/// Headline of an answer with this label on top.
#[must_use]
pub fn class_headline(label: &str) -> String {
    class(label).map_or_else(|| label.to_owned(), |words| words.headline.to_owned())
}
