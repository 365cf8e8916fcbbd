//! What kind of picture is it, and may the requested classifier process it?

/// The modality classifier's class of pictures that are not medical.
pub const NOT_MEDICAL: &str = "not-medical";

/// The modality classifier's class of medical pictures that no classifier reads.
pub const OTHER_MEDICAL: &str = "other-medical";

/// The modality classifier's class of photographs of a screen or of film: medical pictures, but not as a scanner gives
/// them.
pub const PHOTOGRAPHED: &str = "photographed";

/// The modality classifier's most probable class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeliest<'a> {
    /// Its label.
    pub label: &'a str,
    /// Its calibrated probability, 0…1.
    pub probability: f32,
    /// Least probability at which it is accepted.
    pub limit: f32,
}

/// The verdict for a classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modality<'a> {
    /// The kind of picture that it reads.
    Own,
    /// The kind that the classifier of this task reads.
    OtherTask(&'a str),
    /// A medical picture of another kind.
    OtherMedical,
    /// Not a medical picture.
    NotMedical,
    /// A photograph of a screen or of film that shows a medical picture.
    Photographed,
    /// The most probable class is not probable enough.
    Unsure,
}

/// Judges for the classifier of `task`.
///
/// ```
/// use trust::modality::{Likeliest, Modality, modality};
/// let found = Likeliest { label: "chest-xray", probability: 0.97, limit: 0.9 };
/// assert_eq!(modality(found, "blood-smear"), Modality::OtherTask("chest-xray"));
/// assert_eq!(modality(Likeliest { probability: 0.8, ..found }, "chest-xray"), Modality::Unsure);
/// ```
#[must_use]
pub fn modality<'a>(likeliest: Likeliest<'a>, task: &str) -> Modality<'a> {
    // NaN is never enough.
    if likeliest.probability >= likeliest.limit {
        match likeliest.label {
            label if label == task => Modality::Own,
            NOT_MEDICAL => Modality::NotMedical,
            OTHER_MEDICAL => Modality::OtherMedical,
            PHOTOGRAPHED => Modality::Photographed,
            label => Modality::OtherTask(label),
        }
    } else {
        Modality::Unsure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(label: &str, probability: f32) -> Likeliest<'_> {
        Likeliest { label, probability, limit: 0.6 }
    }

    #[test]
    fn only_a_sure_picture_of_its_own_kind_goes_on() {
        assert_eq!(modality(found("brain-mri", 0.6), "brain-mri"), Modality::Own);
        assert_eq!(modality(found("brain-mri", 0.59), "brain-mri"), Modality::Unsure);
        assert_eq!(modality(found("brain-mri", f32::NAN), "brain-mri"), Modality::Unsure);
        assert_eq!(modality(found("not-medical", 0.9), "brain-mri"), Modality::NotMedical);
        assert_eq!(modality(found("other-medical", 0.9), "brain-mri"), Modality::OtherMedical);
        assert_eq!(modality(found("photographed", 0.9), "brain-mri"), Modality::Photographed);
        assert_eq!(modality(found("blood-smear", 0.9), "brain-mri"), Modality::OtherTask("blood-smear"));
    }
}
