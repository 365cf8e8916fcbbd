//! Temperature, prediction sets and operating points, on simulated answers with known truth.

use ::task::GroupsOf;
use calibration::*;
use evaluation::{HeldMeasure, SetScoreKind};
use lab::trust_evaluation::TrustEvaluation;
use model::{Calibration, OperatingPoint, Quantiles};
use proptest::prelude::*;
use training::data::Split;
use training::metrics::Outcome;
use trust::{EVERYTHING, SetScore, calibrated, nested_set, prediction_set, with_lapse};

const CLASSES: usize = 4;

/// Answers whose true classes are drawn from the softmax at `temperature`: exchangeable, and calibrated at that
/// temperature.
fn drawn(n: usize, temperature: f32, seed: u64) -> Vec<CalibrationPicture> {
    let mut random = fastrand::Rng::with_seed(seed);
    let one = |number: usize| {
        let logits: Vec<f32> = (0..CLASSES).map(|_| random.f32() * 8.0 - 4.0).collect();
        let mut left = random.f32();
        let probabilities = calibrated(&logits, temperature);
        let truth = probabilities.iter().position(|p| {
            left -= p;
            left < 0.0
        });
        CalibrationPicture { truth: truth.unwrap_or(CLASSES - 1), group: format!("patient-{number}"), logits }
    };
    (0..n).map(one).collect()
}

fn answers(pictures: &[CalibrationPicture]) -> Vec<(usize, &str, Vec<f32>)> {
    pictures.iter().map(|one| (one.truth, one.group.as_str(), calibrated(&one.logits, 1.0))).collect()
}

#[test]
fn a_known_temperature_is_recovered() {
    for known in [0.5, 1.0, 2.5] {
        let pictures = drawn(20_000, known, 3);
        let found = temperature(&pictures);
        assert!((found / known - 1.0).abs() < 0.05, "expected {known}, found {found}");
        let at = |t: f32| negative_log_likelihood(&pictures, t);
        assert!(at(found) <= at(found * 1.02) && at(found) <= at(found * 0.98), "a valley");
    }
}

#[test]
fn a_network_that_is_never_wrong_is_not_made_certain() {
    let mut pictures = drawn(50, 1.0, 1);
    for one in &mut pictures {
        let top = (0..CLASSES).max_by(|a, b| one.logits[*a].total_cmp(&one.logits[*b])).unwrap();
        one.truth = top;
    }
    assert!(temperature(&pictures) >= 0.199);
}

#[test]
fn no_answer_is_surer_than_val_can_show() {
    // Certain of everything, and right except for two patients of forty.
    let one = |number: usize| CalibrationPicture {
        truth: usize::from(number.is_multiple_of(20)),
        group: format!("patient-{}", number % 40),
        logits: vec![9.0 + (number % 7) as f32, 0.0, 0.0, 0.0],
    };
    let pictures: Vec<CalibrationPicture> = (0..400).map(one).collect();
    let most = ceiling(&pictures);
    assert!((0.85..0.95).contains(&most), "{most}: 95 % right, of 40 patients");
    let (temperature, lapse) = temperature_and_lapse(&pictures);
    let surest = with_lapse(calibrated(&[15.0, 0.0, 0.0, 0.0], temperature), lapse)[0];
    assert!(f64::from(surest) <= most + 1e-3, "{surest} of {most}");
    // Fifty patients, all right: one in twenty might still be wrong.
    let right: Vec<CalibrationPicture> =
        (0..50).map(|n| CalibrationPicture { truth: 0, group: n.to_string(), logits: vec![9.0, 0.0] }).collect();
    assert!((ceiling(&right) - 50.0 / (50.0 + 2.7055)).abs() < 1e-3);
    assert!(with_lapse(vec![0.7, 0.2, 0.1], 0.3).iter().sum::<f32>() - 1.0 < 1e-6);
}

#[test]
fn too_few_pictures_put_everything_into_the_set() {
    let scores = |n: usize| GroupedScores::new((0..n).map(|i| (i as f32 / 100.0, i)));
    assert_eq!(scores(0).quantile(0.95, Caution::Largest), EVERYTHING);
    assert_eq!(scores(0).quantile(0.95, Caution::Groups), EVERYTHING);
    assert_eq!(scores(0).quantile(0.95, Caution::Resampled), EVERYTHING);
    assert_eq!(scores(18).quantile(0.95, Caution::Pictures), EVERYTHING);
    assert_eq!(scores(19).quantile(0.95, Caution::Pictures), 0.18, "19 are the least that 95 % can be told from");
    assert_eq!(scores(8).quantile(0.90, Caution::Pictures), EVERYTHING);
    assert_eq!(scores(9).quantile(0.90, Caution::Pictures), 0.08);
    let set = prediction_set(&[0.7, 0.2, 0.1, 0.0], SetScore::Aps, &[EVERYTHING; 4]);
    assert_eq!(set, [0, 1, 2, 3]);
}

#[test]
fn patients_weigh_the_same_however_many_pictures_they_have() {
    let one_with_many = (0..90).map(|_| (0.1, 0)).chain((1..10).map(|patient| (0.9, patient)));
    let column = GroupedScores::new(one_with_many);
    assert_eq!(column.quantile(0.5, Caution::Pictures), 0.1);
    assert_eq!(column.quantile(0.5, Caution::Groups), 0.9);
    assert_eq!(column.only(|patient| patient == 0).quantile(0.95, Caution::Largest), 0.1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// The promise of conformal prediction over all pictures, for answers that are exchangeable.
    #[test]
    fn sets_hold_the_true_class_as_often_as_they_promise(seed in 0u64..1_000_000, nine in any::<bool>()) {
        let level = if nine { 0.90 } else { 0.95 };
        for score in [SetScore::Lac, SetScore::Aps, SetScore::Raps { penalty: 0.1, free_ranks: 1.0 }] {
            let (fitted, fresh) = (drawn(4000, 1.5, seed), drawn(8000, 1.5, seed + 1_000_000));
            let own = answers(&fitted);
            let scores = own.iter().enumerate().map(|(number, answer)| (score.of(&answer.2)[answer.0], number));
            let quantiles = [GroupedScores::new(scores).quantile(level, Caution::Pictures); CLASSES];
            let fresh = answers(&fresh);
            let holds = fresh.iter().filter(|answer| prediction_set(&answer.2, score, &quantiles).contains(&answer.0));
            let share = holds.count() as f64 / fresh.len() as f64;
            prop_assert!(share > level - 0.02, "{score:?}: {share} of {level}");
        }
    }

    /// A set never holds a class that ranks below an excluded one, and none below the floor but the most probable.
    #[test]
    fn sets_are_nested_by_probability(seed in 0u64..1_000_000, quantile in 0.0f32..1.0, floor in 0.0f32..0.2) {
        for answer in answers(&drawn(200, 1.0, seed)) {
            for score in [SetScore::Lac, SetScore::Aps, SetScore::Raps { penalty: 0.1, free_ranks: 1.0 }] {
                let set = nested_set(&answer.2, score, &[quantile, 0.3, quantile, 0.9], floor);
                let least = set.iter().map(|class| answer.2[*class]).fold(1.0, f32::min);
                let left_out = (0..CLASSES).filter(|class| !set.contains(class)).map(|class| answer.2[class]);
                prop_assert!(left_out.fold(0.0, f32::max) <= least, "{set:?} of {:?}", answer.2);
                prop_assert!(set.iter().skip(1).all(|class| answer.2[*class] >= floor));
            }
        }
    }

    #[test]
    fn operating_points_hold_what_they_say(seed in 0u64..1_000_000, n in 40usize..200) {
        let pictures = drawn(n, 1.0, seed);
        let answers = answers(&pictures);
        let labels: Vec<String> = (0..CLASSES).map(|class| class.to_string()).collect();
        let points = operating_points(&answers, &labels);
        for point in points {
            let class: usize = point.label.parse().unwrap();
            let of = |is_own: bool| {
                let part: Vec<_> = answers.iter().filter(|answer| (answer.0 == class) == is_own).collect();
                let right = part.iter().filter(|answer| (answer.2[class] >= point.threshold) == is_own);
                right.count() as f32 / part.len() as f32
            };
            let is_own = point.held == HeldMeasure::Sensitivity;
            let (held, other) = (of(is_own), of(!is_own));
            prop_assert!(held >= point.level - 1e-6, "{point:?}: {held}");
            // No possible threshold reaches the required rate with more of the other one.
            for threshold in answers.iter().map(|answer| answer.2[class]) {
                let share = |is_own: bool| {
                    let part: Vec<_> = answers.iter().filter(|answer| (answer.0 == class) == is_own).collect();
                    let right = part.iter().filter(|answer| (answer.2[class] >= threshold) == is_own);
                    right.count() as f32 / part.len() as f32
                };
                let rival = (share(is_own), share(!is_own));
                prop_assert!(rival.0 < point.level - 1e-6 || rival.1 <= other + 1e-6, "{point:?}: {rival:?}");
            }
        }
    }
}

#[test]
fn a_calibration_is_the_same_twice_and_its_sets_are_nested() {
    let pictures = drawn(400, 1.3, 7);
    let labels: Vec<String> = (0..CLASSES).map(|class| format!("class-{class}")).collect();
    let found = calibration_from_answers(&pictures, &labels, "drawn");
    assert_eq!(found, calibration_from_answers(&pictures, &labels, "drawn"));
    let [narrow, wide] = found.quantiles.as_slice() else { panic!("two levels") };
    assert_eq!((narrow.level, wide.level), (0.90, 0.95));
    assert!(narrow.per_class.iter().zip(&wide.per_class).all(|(narrow, wide)| narrow <= wide), "{found:?}");
    assert!(found.why.starts_with(&found.score.name().to_uppercase()), "{}", found.why);
    assert_eq!((found.split, found.n), (Split::Val, 400));
}

#[test]
fn measured_trust_by_hand() {
    let outcome = |truth: usize, probabilities: [f32; 2], group: &str| Outcome {
        truth,
        probabilities: probabilities.to_vec(),
        group: group.to_owned(),
        source: "drawn".to_owned(),
    };
    let outcomes = [
        outcome(0, [0.9, 0.1], "a"),
        outcome(0, [0.4, 0.6], "a"),
        outcome(1, [0.2, 0.8], "b"),
        outcome(1, [0.7, 0.3], "c"),
    ];
    let calibration = Calibration {
        data: "drawn".into(),
        split: Split::Val,
        n: 4,
        temperature: 2.0,
        lapse: 0.0,
        floor: 0.0,
        score: SetScoreKind::Lac,
        penalty: [0.0; 2],
        why: String::new(),
        quantiles: vec![Quantiles { level: 0.9, per_class: vec![0.65, 0.65] }],
        operating_points: vec![OperatingPoint {
            label: "sick".into(),
            held: HeldMeasure::Specificity,
            level: 0.9,
            threshold: 0.5,
        }],
    };
    let labels = ["well".to_owned(), "sick".to_owned()];
    let of = |groups| TrustEvaluation::new([&outcomes, &outcomes], &labels, groups, Some(&calibration));
    let found = of(GroupsOf::Patient);
    // Sets: {well}, {sick, well}, {sick}, {well}: a class is in where its probability is at least 0.35.
    let [set] = found.sets.as_slice() else { panic!("one level") };
    assert_eq!((set.coverage.value, set.mean_size), (0.75, 1.25));
    assert_eq!(set.sizes, [0.0, 0.75, 0.25]);
    assert_eq!((set.classes[0].coverage.value, set.classes[1].coverage.value), (1.0, 0.5));
    // For patients a and b every set contains the class, for c none.
    assert!((set.by_group.unwrap().value - 2.0 / 3.0).abs() < 1e-6);
    let pictures = of(GroupsOf::Picture);
    assert_eq!(pictures.sets[0].coverage, set.coverage, "the interval resamples groups, whatever they are");
    assert!(
        pictures.sets[0].by_group.is_none() && pictures.sets[0].classes.iter().all(|class| class.by_group.is_none())
    );
    assert!(set.coverage.low < 0.75 && set.coverage.high > 0.75);
    let [point] = found.operating_points.as_slice() else { panic!("one point") };
    assert_eq!((point.sensitivity.value, point.specificity.value), (0.5, 0.5));
    assert_eq!(found.temperature, 2.0);
    // Four bins of one picture each: |0.9 - 1| + |0.6 - 0| + |0.8 - 1| + |0.7 - 0|, a quarter of it.
    assert!((found.reliability.error_after - 0.4).abs() < 1e-6, "{found:?}");
    assert_eq!(found.reliability.after.iter().map(|bin| bin.n).sum::<u32>(), 4);
}
