//! The orientation of a frame in the patient.

use super::field::View;
use super::functional_groups::Groups;
use super::object::Object;
use dicom_dictionary_std::tags;

/// Unit vectors to the next column and to the next row: to the patient's left, back and head (PS3.3, C.7.6.2.1.1).
pub type Directions = [[f64; 3]; 2];

/// Tolerance for unit length and right angles: files round them.
const ROUNDED: f64 = 0.05;

impl Object<'_> {
    /// The orientation of a frame, counted from 0, in the patient: from its direction cosines, or from the letters that
    /// projections have. `None` where it is missing, invalid, or given in letters for animals.
    #[must_use]
    pub fn directions(&self, frame: u32) -> Option<Directions> {
        let groups = Groups::of_frame(self.view(), frame);
        let view = groups.find(tags::PLANE_ORIENTATION_SEQUENCE, tags::IMAGE_ORIENTATION_PATIENT);
        match *view.numbers(tags::IMAGE_ORIENTATION_PATIENT).as_slice() {
            [a, b, c, d, e, f] => checked([[a, b, c], [d, e, f]]),
            _ => letters(groups.root),
        }
    }

    /// Laterality: `R`, `L`, `B` for both; empty where none is stated.
    #[must_use]
    pub fn laterality(&self) -> String {
        let view = self.view();
        let shared = view.item(tags::SHARED_FUNCTIONAL_GROUPS_SEQUENCE, 0);
        let group = shared.and_then(|group| group.item(tags::FRAME_ANATOMY_SEQUENCE, 0));
        let said = view.text(tags::IMAGE_LATERALITY).or_else(|| group?.text(tags::FRAME_LATERALITY));
        let said = said.or_else(|| view.text(tags::LATERALITY));
        said.filter(|side| matches!(side.as_str(), "R" | "L" | "B")).unwrap_or_default()
    }
}

fn checked(directions: Directions) -> Option<Directions> {
    let [row, column] = directions;
    let product = |a: [f64; 3], b: [f64; 3]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let is_near = |value: f64, wanted: f64| (value - wanted).abs() <= ROUNDED;
    let is_right =
        is_near(product(row, row), 1.0) && is_near(product(column, column), 1.0) && is_near(product(row, column), 0.0);
    is_right.then_some(directions)
}

/// PS3.3, C.7.6.1.1.1: letters of the direction of rows and of columns, the strongest first.
fn letters(view: View<'_>) -> Option<Directions> {
    let texts = view.texts(tags::PATIENT_ORIENTATION);
    let [row, column] = texts.as_slice() else { return None };
    checked([vector(row)?, vector(column)?])
}

fn vector(letters: &str) -> Option<[f64; 3]> {
    let mut sum = [0.0; 3];
    let mut weight = 1.0;
    for letter in letters.chars() {
        let (axis, side) = match letter {
            'L' => (0, 1.0),
            'R' => (0, -1.0),
            'P' => (1, 1.0),
            'A' => (1, -1.0),
            'H' => (2, 1.0),
            'F' => (2, -1.0),
            _ => return None,
        };
        if let Some(part) = sum.get_mut(axis) {
            *part += side * weight;
        }
        weight /= 2.0;
    }
    let length = sum.iter().map(|part| part * part).sum::<f64>().sqrt();
    (length > 0.0).then(|| sum.map(|part| part / length))
}
