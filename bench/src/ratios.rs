//! Ratios of ours to the best peer, by what is compared.

use crate::configurations::Configuration;
use crate::figures::{Figures, median, ratio};

/// A metric to compare by: one figure per round.
type Column = fn(&Figures) -> Vec<f64>;

/// Which peers are compared with ours.
type Rivals = fn(&Figures, &Figures) -> bool;

/// Any that gives the network's answer, however it rounds.
const ANY: Rivals = |_, _| true;
/// Those that are as exact as ours.
const EXACT: Rivals = |theirs, ours| theirs.is_as_exact_as(ours);

/// By name, for scripts. `without_vnni` are rows of browsers whose V8 did not use VNNI; where the processor has none,
/// those are `rows` themselves.
pub fn ratios(
    rows: &[(Configuration, Figures)],
    without_vnni: &[(Configuration, Figures)],
) -> Vec<(&'static str, Option<f64>)> {
    let warm: Column = Figures::warm_by_round;
    // Other programs can only add time, so the least disturbed round counts.
    let quietest: Column = |figures| figures.warm_by_round().into_iter().reduce(f64::min).into_iter().collect();
    let columns: [(&'static str, &str, Column, Rivals); 12] = [
        ("cpu_1t_vs_best_peer", "onsight-1t", warm, ANY),
        ("cpu_2t_vs_best_peer", "onsight-2t", warm, ANY),
        ("load_vs_best_peer", "onsight-1t", Figures::first_answer, ANY),
        ("memory_vs_best_peer", "onsight-1t", |figures| figures.memory.clone(), ANY),
        ("cpu_1t_in_quietest_round", "onsight-1t", quietest, ANY),
        ("cpu_2t_in_quietest_round", "onsight-2t", quietest, ANY),
        ("start_vs_best_peer", "onsight-1t", |figures| figures.start.clone(), ANY),
        ("load_alone_vs_best_peer", "onsight-1t", |figures| figures.load.clone(), ANY),
        ("first_vs_best_peer", "onsight-1t", |figures| figures.first.clone(), ANY),
        ("webgpu_vs_best_peer", "onsight-webgpu", warm, ANY),
        ("cpu_1t_vs_best_any_precision", "onsight-1t", warm, ANY),
        ("cpu_1t_vs_best_equal_precision", "onsight-1t", warm, EXACT),
    ];
    let mut found: Vec<_> =
        columns.into_iter().map(|(name, id, column, rivals)| (name, against_best(rows, id, column, rivals))).collect();
    for (name, rivals) in
        [("cpu_1t_vs_best_any_precision_without_vnni", ANY), ("cpu_1t_vs_best_equal_precision_without_vnni", EXACT)]
    {
        found.push((name, against_best(without_vnni, "onsight-1t", warm, rivals)));
    }
    found
}

/// The ratio of one of our rows to its best peer in this column.
fn against_best(rows: &[(Configuration, Figures)], id: &str, column: Column, rivals: Rivals) -> Option<f64> {
    let (row, ours) = rows.iter().find(|(row, figures)| row.id == id && figures.is_comparable())?;
    let peers = rows.iter().filter(|(peer, figures)| {
        let is_beside = !peer.is_ours() && peer.is_beside(row) && figures.is_comparable();
        is_beside && rivals(figures, ours) && !column(figures).is_empty()
    });
    let best = peers.min_by(|(_, a), (_, b)| median(&column(a)).total_cmp(&median(&column(b))));
    ratio(&column(ours), &column(&best?.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configurations::CONFIGURATIONS;

    fn row(id: &str, warm: f64, deviation: f64, changed: Option<usize>) -> (Configuration, Figures) {
        let row = *CONFIGURATIONS.iter().find(|row| row.id == id).unwrap();
        let figures = Figures { warm: vec![vec![warm]; 2], is_same: true, deviation, changed, ..Figures::default() };
        (row, figures)
    }

    fn of(name: &str, rows: &[(Configuration, Figures)], without: &[(Configuration, Figures)]) -> Option<f64> {
        ratios(rows, without).into_iter().find(|(known, _)| *known == name).unwrap().1
    }

    #[test]
    fn eight_bits_count_among_any_precision_and_not_among_equal_ones() {
        let rows = [
            row("onsight-1t", 10.0, 0.004, Some(0)),
            row("litert-int8-1t", 8.0, 0.0145, Some(5)),
            row("litert-1t", 25.0, 0.0, Some(0)),
            row("tfjs-wasm-1t", 20.0, 0.0, Some(0)),
            row("litert-2t", 1.0, 0.0, Some(0)),
        ];
        assert_eq!(of("cpu_1t_vs_best_any_precision", &rows, &[]), Some(1.25));
        assert_eq!(of("cpu_1t_vs_best_equal_precision", &rows, &[]), Some(0.5));
        assert_eq!(of("cpu_1t_vs_best_any_precision_without_vnni", &rows, &[]), None);
    }

    #[test]
    fn a_peer_near_in_logits_that_changes_an_answer_is_not_as_exact() {
        let rows = [
            row("onsight-1t", 10.0, 0.004, Some(0)),
            row("litert-int8-1t", 8.0, 0.009, Some(1)),
            row("ort-wasm-1t", 40.0, 0.0, None),
        ];
        assert_eq!(of("cpu_1t_vs_best_equal_precision", &rows, &[]), Some(0.25));
    }

    #[test]
    fn rows_without_vnni_are_held_against_each_other() {
        let with = [row("onsight-1t", 10.0, 0.004, None), row("litert-int8-1t", 5.0, 0.0145, None)];
        let without = [row("onsight-1t", 11.0, 0.004, None), row("litert-int8-1t", 22.0, 0.0145, None)];
        assert_eq!(of("cpu_1t_vs_best_any_precision", &with, &without), Some(2.0));
        assert_eq!(of("cpu_1t_vs_best_any_precision_without_vnni", &with, &without), Some(0.5));
        assert_eq!(of("cpu_1t_vs_best_equal_precision_without_vnni", &with, &without), None, "nobody is as exact");
    }
}
