//! What `lab` draws: subjects of every kind that `imaging::synthetic` has, the same ones each time.

use ::task::TaskDrawing;
use imaging::Image;
use imaging::synthetic::{Chest, Lesion, Nodule, Phantom, Smear, chest, nodule, phantom, smear};

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DrawnSubject {
    Head(Phantom),
    Smear(Smear),
    Chest(Chest),
    Nodule(Nodule),
}

impl DrawnSubject {
    /// As task files and `index.json` have it.
    pub(crate) fn draws(self) -> TaskDrawing {
        match self {
            Self::Head(_) => TaskDrawing::Head,
            Self::Smear(_) => TaskDrawing::Smear,
            Self::Chest(_) => TaskDrawing::Chest,
            Self::Nodule(_) => TaskDrawing::Nodule,
        }
    }

    /// The drawing from a seed.
    pub(crate) fn drawn(self, seed: u64) -> Image {
        match self {
            Self::Head(kind) => phantom(kind, seed),
            Self::Smear(kind) => smear(kind, seed),
            Self::Chest(kind) => chest(kind, seed),
            Self::Nodule(kind) => nodule(kind, seed),
        }
    }
}

/// Subjects of a kind with their seeds, always the same.
pub(crate) fn subjects(draws: TaskDrawing, count: u64) -> Box<dyn Iterator<Item = (DrawnSubject, u64)>> {
    match draws {
        TaskDrawing::Head => Box::new(heads(count)),
        TaskDrawing::Smear => Box::new(any_of(count, |random| DrawnSubject::Smear(any_smear(random)))),
        TaskDrawing::Chest => Box::new(any_of(count, |random| DrawnSubject::Chest(any_chest(random)))),
        TaskDrawing::Nodule => Box::new(any_of(count, |random| DrawnSubject::Nodule(any_nodule(random)))),
    }
}

/// A picture of a kind, of which its number decides everything.
pub(crate) fn any_drawing(draws: TaskDrawing, number: u64) -> Image {
    let mut random = fastrand::Rng::with_seed(number);
    let subject = match draws {
        TaskDrawing::Head => DrawnSubject::Head(match number % 3 {
            0 => Phantom::Plain,
            1 => Phantom::BrightLesion,
            _ => Phantom::MidlineLesion,
        }),
        TaskDrawing::Smear => DrawnSubject::Smear(any_smear(&mut random)),
        TaskDrawing::Chest => DrawnSubject::Chest(any_chest(&mut random)),
        TaskDrawing::Nodule => DrawnSubject::Nodule(any_nodule(&mut random)),
    };
    subject.drawn(number)
}

/// Heads with spots of all sizes and places, and some blurred ones.
fn heads(count: u64) -> impl Iterator<Item = (DrawnSubject, u64)> {
    let mut random = fastrand::Rng::with_seed(1);
    (1..=count).map(move |seed| {
        let [x, y] = [(-420, 420), (-560, 620)].map(|(from, to)| random.i16(from..=to));
        let (radius, rim, grey) = (random.i16(60..=260), random.i16(15..=90), random.u8(90..=235));
        (DrawnSubject::Head(Phantom::Lesion(Lesion { x, y, radius, rim, grey })), seed)
    })
}

/// Subjects of every kind that `any` draws.
fn any_of(count: u64, any: impl Fn(&mut fastrand::Rng) -> DrawnSubject) -> impl Iterator<Item = (DrawnSubject, u64)> {
    let mut random = fastrand::Rng::with_seed(1);
    (1..=count).map(move |seed| (any(&mut random), seed))
}

/// A smear with few cells or many, in any stain and light.
fn any_smear(random: &mut fastrand::Rng) -> Smear {
    Smear {
        erythrocytes: random.u8(30..=110),
        leukocytes: random.u8(1..=12),
        platelets: random.u8(2..=14),
        radius: random.i16(85..=165),
        scant: random.u8(20..=250),
        clumped: random.u8(..),
        magenta: random.u8(..),
        warm: random.u8(..),
        salmon: random.u8(..),
    }
}

/// A chest without an opacity, with patches on both sides, or with one white lobe, by turns of chance.
fn any_chest(random: &mut fastrand::Rng) -> Chest {
    let density = random.u8(90..=255);
    let [patches, lobe] = match random.u8(0..3) {
        0 => [0, 0],
        1 => [density, 0],
        _ => [0, density],
    };
    Chest { patches, lobe, heart: random.u8(..), pale: random.u8(..) }
}

/// A nodule, from small and smooth to large with lobes and spikes.
fn any_nodule(random: &mut fastrand::Rng) -> Nodule {
    let radius = random.i16(90..=450);
    let [lobulated, spiculated] = if random.bool() { [random.u8(..), random.u8(..)] } else { [random.u8(0..40), 0] };
    Nodule { radius, lobulated, spiculated, grey: random.u8(120..=235) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chests_and_nodules_of_every_kind_are_drawn() {
        let chests: Vec<DrawnSubject> = subjects(TaskDrawing::Chest, 60).map(|(subject, _)| subject).collect();
        let of = |is: fn(&Chest) -> bool| {
            chests.iter().filter(|one| matches!(one, DrawnSubject::Chest(kind) if is(kind))).count()
        };
        let plain = of(|kind| kind.patches == 0 && kind.lobe == 0);
        let (patches, lobes) = (of(|kind| kind.patches > 0), of(|kind| kind.lobe > 0));
        assert!(plain > 5 && patches > 5 && lobes > 5 && plain + patches + lobes == 60, "{plain}, {patches}, {lobes}");
        let smooth = subjects(TaskDrawing::Nodule, 60)
            .filter(|(one, _)| matches!(one, DrawnSubject::Nodule(kind) if kind.spiculated == 0))
            .count();
        assert!((10..50).contains(&smooth), "{smooth}");
    }
}
