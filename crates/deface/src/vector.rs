//! Positions and directions in millimetres: to the patient's right, front and head.

/// A position or a direction.
pub(crate) type Millimetres = [f64; 3];

pub(crate) fn dot(a: Millimetres, b: Millimetres) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub(crate) fn cross(a: Millimetres, b: Millimetres) -> Millimetres {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// `a + b × times`.
pub(crate) fn moved(a: Millimetres, b: Millimetres, times: f64) -> Millimetres {
    [a[0] + b[0] * times, a[1] + b[1] * times, a[2] + b[2] * times]
}
