//! What was found, as a table and as JSON.

use document::Table;
use serde_json::{Map, Value, json};

use crate::Effort;
use crate::configurations::Configuration;
use crate::figures::{Figures, median, quantile, ratio, rounded};
use crate::machine::Machine;
use crate::peers::PeerSize;
use crate::sections::Sections;

/// One bench.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchRun {
    /// Where.
    pub machine: Machine,
    /// Whether only the quick rows were run.
    pub quick: bool,
    /// How much was run.
    pub effort: Effort,
    /// Packages of the peers with their versions.
    pub peers: Vec<(String, String)>,
    /// Every row with its figures.
    pub rows: Vec<(Configuration, Figures)>,
    /// Private bytes of a page that computes nothing; `None` where the system does not tell.
    pub empty_page: Option<u64>,
    /// What is measured beside the rows.
    pub sections: Sections,
    /// Our parts as the size budget names them, in bytes after brotli.
    pub sizes: Vec<(String, u64)>,
    /// What the peers weigh.
    pub peer_sizes: Vec<PeerSize>,
}

/// A column to compare by: one figure a round.
type Column = fn(&Figures) -> Vec<f64>;

/// Heads of the table's columns.
const HEADS: [&str; 9] =
    ["row", "start", "load", "first", "warm", "p10 to p90", "memory MB", "ours / this", "logits apart"];

impl BenchRun {
    /// Every row with its figures.
    pub fn times(&self) -> Table {
        let mut table = Table::new(HEADS);
        self.rows.iter().for_each(|(row, figures)| table.row(self.cells(row, figures)));
        table
    }

    /// The table for a terminal.
    pub fn table(&self) -> String {
        let mut text = format!("{}\nmilliseconds; medians of the rounds", self.times());
        text += &self.empty_page.map_or_else(String::new, |b| format!("; an empty page has {:.0} MB", b as f64 / 1e6));
        text += "\n";
        for (name, value) in self.ratios() {
            text += &format!("{name:<26} {}\n", value.map_or_else(|| "not measured".into(), |v| format!("{v:.2}")));
        }
        text + &format!("machine: {}", self.machine_words())
    }

    /// The same with everything that was measured; its `ratios` and `sizes` are for scripts.
    pub fn json(&self) -> String {
        let bytes = |bytes: u64| rounded(Some(bytes as f64));
        let ratios = self.ratios().into_iter().map(|(name, value)| (name.to_owned(), rounded(value)));
        let sizes = self.sizes.iter().map(|(name, size)| (name.clone(), json!(size)));
        let peers = self.peers.iter().map(|(name, version)| (name.clone(), json!(version)));
        let peer_sizes = self
            .peer_sizes
            .iter()
            .map(|size| (size.name.to_owned(), json!({"raw": bytes(size.raw), "brotli": size.brotli.map(bytes)})));
        let mut all = json!({
            "quick": self.quick,
            "rounds": self.effort.rounds,
            "ratios": ratios.collect::<Map<String, Value>>(),
            "sizes": sizes.collect::<Map<String, Value>>(),
            "empty_page_bytes": self.empty_page.map(bytes),
            "rows": self.rows.iter().map(|(row, figures)| row_json(row, figures)).collect::<Vec<_>>(),
            "machine": self.machine_json(),
            "peers": peers.collect::<Map<String, Value>>(),
            "peer_sizes": peer_sizes.collect::<Map<String, Value>>(),
        });
        for (name, section) in self.sections.json() {
            all[name] = section;
        }
        all.to_string()
    }

    /// Ours over the best peer, by what is compared.
    pub fn ratios(&self) -> Vec<(&'static str, Option<f64>)> {
        let warm: Column = Figures::warm_by_round;
        // What else runs can only add: the round that it disturbed least.
        let quietest: Column = |figures| figures.warm_by_round().into_iter().reduce(f64::min).into_iter().collect();
        let columns: [(&'static str, &str, Column); 10] = [
            ("cpu_1t_vs_best_peer", "onsight-1t", warm),
            ("cpu_2t_vs_best_peer", "onsight-2t", warm),
            ("load_vs_best_peer", "onsight-1t", Figures::first_answer),
            ("memory_vs_best_peer", "onsight-1t", |figures| figures.memory.clone()),
            ("cpu_1t_in_quietest_round", "onsight-1t", quietest),
            ("cpu_2t_in_quietest_round", "onsight-2t", quietest),
            ("start_vs_best_peer", "onsight-1t", |figures| figures.start.clone()),
            ("load_alone_vs_best_peer", "onsight-1t", |figures| figures.load.clone()),
            ("first_vs_best_peer", "onsight-1t", |figures| figures.first.clone()),
            ("webgpu_vs_best_peer", "onsight-webgpu", warm),
        ];
        columns.map(|(name, id, column)| (name, self.against_best(id, column))).into()
    }

    /// One of our rows over the peer beside it that is best in this column.
    fn against_best(&self, id: &str, column: Column) -> Option<f64> {
        let (row, ours) = self.rows.iter().find(|(row, figures)| row.id == id && figures.is_comparable())?;
        let peers = self.rows.iter().filter(|(peer, figures)| {
            !peer.is_ours() && peer.is_beside(row) && figures.is_comparable() && !column(figures).is_empty()
        });
        let best = peers.min_by(|(_, a), (_, b)| median(&column(a)).total_cmp(&median(&column(b))));
        ratio(&column(ours), &column(&best?.1))
    }

    /// One line of the table.
    fn cells(&self, row: &Configuration, figures: &Figures) -> [String; 9] {
        let mut cells: [String; 9] = std::array::from_fn(|_| "–".to_owned());
        cells[0] = row.name();
        if figures.problem.is_some() || figures.warm.is_empty() {
            return cells;
        }
        let all = figures.warm.concat();
        cells[1] = format!("{:.0}", median(&figures.start));
        cells[2] = format!("{:.0}", median(&figures.load));
        cells[3] = format!("{:.0}", median(&figures.first));
        cells[4] = format!("{:.1}", median(&figures.warm_by_round()));
        cells[5] = format!("{:.1} to {:.1}", quantile(&all, 0.1), quantile(&all, 0.9));
        if !figures.memory.is_empty() {
            cells[6] = format!("{:.0}", median(&figures.memory) / 1e6);
        }
        if !figures.is_comparable() {
            cells[7] = "other logits".into();
        } else if let Some((_, ours)) =
            self.rows.iter().find(|(ours, figures)| ours.is_ours() && ours.is_beside(row) && figures.is_comparable())
        {
            let found = ratio(&ours.warm_by_round(), &figures.warm_by_round());
            cells[7] = found.map_or_else(|| "–".into(), |value| format!("{value:.2}"));
        }
        cells[8] = format!("{:.4}", figures.deviation);
        cells
    }

    /// The machine in one line.
    pub fn machine_words(&self) -> String {
        let Machine { processor, cores, browser, load_before, load_after, has_priority, .. } = &self.machine;
        let rank = if *has_priority { ", before other programs" } else { "" };
        let load = |value: &Option<f64>| value.map_or_else(|| "unknown".into(), |load| format!("{load:.1}"));
        format!(
            "{processor}, {cores} cores, {browser}{rank}; load before {}, at the end {} (a bench alone makes about 1 to 2)",
            load(load_before),
            load(load_after)
        )
    }

    fn machine_json(&self) -> Value {
        let Machine { processor, cores, browser, load_before, load_after, has_priority, commit } = &self.machine;
        json!({
            "processor": processor,
            "cores": cores,
            "browser": browser,
            "precedence": has_priority,
            "load_before": rounded(*load_before),
            "load_after": rounded(*load_after),
            "commit": commit,
        })
    }
}

fn row_json(row: &Configuration, figures: &Figures) -> Value {
    let of = |values: &[f64]| {
        let value = |share| rounded((!values.is_empty()).then(|| quantile(values, share)));
        json!({"p50": value(0.5), "p10": value(0.1), "p90": value(0.9)})
    };
    let by_round = figures.warm_by_round().into_iter().map(|ms| rounded(Some(ms)));
    json!({
        "id": row.id,
        "name": row.name(),
        "compared": figures.is_comparable(),
        "threads": figures.threads,
        "start_ms": of(&figures.start),
        "load_ms": of(&figures.load),
        "first_ms": of(&figures.first),
        "ready_ms": of(&figures.whole),
        "warm_ms": of(&figures.warm.concat()),
        "warm_ms_by_round": by_round.collect::<Vec<_>>(),
        "memory_bytes": of(&figures.memory),
        "deviation": figures.deviation,
        "problem": figures.problem,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{BenchRun, Configuration, Effort, Figures, Machine, Sections};
    use crate::configurations::CONFIGURATIONS;

    fn figures(warm: f64, memory: f64, is_same: bool) -> Figures {
        let (start, load, first) = (vec![1.0; 2], vec![2.0; 2], vec![4.0; 2]);
        let (warm, memory) = (vec![vec![warm; 3]; 2], vec![memory; 2]);
        Figures { start, load, first, warm, memory, is_same, ..Figures::default() }
    }

    fn report(rows: &[(&str, Figures)]) -> BenchRun {
        let row = |id: &str| -> Configuration { *CONFIGURATIONS.iter().find(|row| row.id == id).unwrap() };
        BenchRun {
            machine: Machine {
                processor: "a processor".into(),
                cores: 2,
                browser: "a browser".into(),
                load_before: None,
                has_priority: false,
                load_after: Some(1.0),
                commit: Some("0123abc of 2026-11-22".into()),
            },
            quick: true,
            effort: Effort { rounds: 2, unseen: 0, runs: 3, most_ms: 1 },
            peers: vec![("peer".into(), "1.2.3".into())],
            rows: rows.iter().map(|(id, figures)| (row(id), figures.clone())).collect(),
            empty_page: Some(1_000_000),
            sections: Sections::default(),
            sizes: vec![("shell".into(), 7)],
            peer_sizes: Vec::new(),
        }
    }

    #[test]
    fn the_best_peer_is_the_best_of_those_that_compute_the_same() {
        let report = report(&[
            ("onsight-1t", figures(10.0, 30.0, true)),
            ("tfjs-wasm-1t", figures(20.0, 90.0, true)),
            ("ort-wasm-1t", figures(5.0, 60.0, false)),
            ("tfjs-wasm-2t", figures(1.0, 1.0, true)),
        ]);
        let ratios = report.ratios();
        let of = |name: &str| ratios.iter().find(|(known, _)| *known == name).unwrap().1;
        assert_eq!(of("cpu_1t_vs_best_peer"), Some(0.5), "the faster one computes another network");
        assert_eq!(of("memory_vs_best_peer"), Some(30.0 / 90.0));
        assert_eq!(of("load_vs_best_peer"), Some(1.0));
        assert_eq!(of("cpu_2t_vs_best_peer"), None, "ours was not measured");
        assert!(report.table().contains("other logits") && report.document().contains("| other logits |"));
        let told = report.document();
        assert!(told.contains("\nMeasured on commit 0123abc of 2026-11-22: "), "{told}");
    }

    #[test]
    fn scripts_find_ratios_and_sizes() {
        let json =
            report(&[("onsight-1t", figures(10.0, 30.0, true)), ("tfjs-wasm-1t", figures(20.0, 90.0, true))]).json();
        let found: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(found["ratios"]["cpu_1t_vs_best_peer"], 0.5);
        assert_eq!(found["ratios"].get("cpu_2t_vs_best_peer"), Some(&Value::Null));
        assert_eq!(found["sizes"], json!({"shell": 7}));
        assert_eq!(found["machine"]["commit"], "0123abc of 2026-11-22");
        assert_eq!(found["rows"][0]["warm_ms"], json!({"p50": 10.0, "p10": 10.0, "p90": 10.0}));
        assert_eq!(found["rows"][0]["problem"], Value::Null);
        assert_eq!(found.get("visits"), Some(&Value::Null));
    }

    #[test]
    fn a_row_without_figures_says_why() {
        let failed = Figures { problem: Some("no adapter".into()), ..Figures::default() };
        let document = report(&[("onsight-1t", figures(1.0, 1.0, true)), ("ort-webgpu", failed)]).document();
        assert!(document.contains("onnxruntime-web WebGPU, f32: not measured: no adapter."), "{document}");
    }
}
