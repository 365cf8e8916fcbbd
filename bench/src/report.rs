//! The results as a table and as JSON.

use document::Table;
use serde_json::{Map, Value, json};

use crate::Effort;
use crate::configurations::Configuration;
use crate::figures::{Figures, median, quantile, ratio, rounded};
use crate::machine::Machine;
use crate::peers::PeerSize;
use crate::ratios::ratios;
use crate::sections::Sections;

/// One run of the bench.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchRun {
    /// The machine.
    pub machine: Machine,
    /// Whether only the quick rows were run.
    pub quick: bool,
    /// How many rounds and runs.
    pub effort: Effort,
    /// Packages of the peers with their versions.
    pub peers: Vec<(String, String)>,
    /// Every row with its figures.
    pub rows: Vec<(Configuration, Figures)>,
    /// The CPU rows once more without VNNI in V8; `None` where V8 does not use it anyway.
    pub without_vnni: Option<Vec<(Configuration, Figures)>>,
    /// Pictures on which changed answers were counted; `None` where no data set was given.
    pub val: Option<usize>,
    /// Private bytes of a page that computes nothing; `None` where the system does not tell.
    pub empty_page: Option<u64>,
    /// What is measured besides the rows.
    pub sections: Sections,
    /// Our parts as the size budget names them, in bytes after brotli.
    pub sizes: Vec<(String, u64)>,
    /// Sizes of the peers.
    pub peer_sizes: Vec<PeerSize>,
}

/// Heads of the table's columns.
const HEADS: [&str; 11] = [
    "row",
    "start",
    "load",
    "first",
    "warm",
    "p10 to p90",
    "memory MB",
    "size MB",
    "ours / this",
    "logits apart",
    "answers changed",
];

impl BenchRun {
    /// Rows with their figures.
    pub fn times(&self, rows: &[(Configuration, Figures)]) -> Table {
        let mut table = Table::new(HEADS);
        rows.iter().for_each(|(row, figures)| table.row(self.cells(rows, row, figures)));
        table
    }

    /// The table for a terminal.
    pub fn table(&self) -> String {
        let mut text = format!("{}\n", self.times(&self.rows));
        if let Some(rows) = &self.without_vnni {
            text += &format!("\nwithout VNNI\n{}\n", self.times(rows));
        }
        text += "milliseconds; medians of the rounds";
        text += &self.empty_page.map_or_else(String::new, |b| format!("; an empty page has {:.0} MB", b as f64 / 1e6));
        text += "\n";
        for (name, value) in self.ratios() {
            text += &format!("{name:<46} {}\n", value.map_or_else(|| "not measured".into(), |v| format!("{v:.2}")));
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
            "rows": rows_json(&self.rows),
            "rows_without_vnni": self.without_vnni.as_deref().map(rows_json),
            "val": self.val,
            "machine": self.machine_json(),
            "peers": peers.collect::<Map<String, Value>>(),
            "peer_sizes": peer_sizes.collect::<Map<String, Value>>(),
        });
        for (name, section) in self.sections.json() {
            all[name] = section;
        }
        all.to_string()
    }

    /// Ratios of ours to the best peer, by what is compared.
    pub fn ratios(&self) -> Vec<(&'static str, Option<f64>)> {
        ratios(&self.rows, self.without_vnni.as_deref().unwrap_or(&self.rows))
    }

    /// What a page with one thread fetches for a row, without weights, in bytes: after brotli, where that was
    /// requested.
    fn size(&self, row: &Configuration) -> Option<u64> {
        let part = if row.is_gpu() { "worker_gpu" } else { "worker_cpu" };
        let ours = self.sizes.iter().find(|(name, _)| name == part).map(|(_, bytes)| *bytes);
        let theirs = self.peer_sizes.iter().find(|size| size.name == row.who);
        if row.is_ours() { ours } else { theirs.map(|size| size.brotli.unwrap_or(size.raw)) }
    }

    /// One line of the table; `rows` are all rows of the table.
    fn cells(&self, rows: &[(Configuration, Figures)], row: &Configuration, figures: &Figures) -> [String; 11] {
        let mut cells: [String; 11] = std::array::from_fn(|_| "–".to_owned());
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
        if let Some(bytes) = self.size(row) {
            cells[7] = format!("{:.2}", bytes as f64 / 1e6);
        }
        if !figures.is_comparable() {
            cells[8] = "other logits".into();
        } else if let Some((_, ours)) =
            rows.iter().find(|(ours, figures)| ours.is_ours() && ours.is_beside(row) && figures.is_comparable())
        {
            let found = ratio(&ours.warm_by_round(), &figures.warm_by_round());
            cells[8] = found.map_or_else(|| "–".into(), |value| format!("{value:.2}"));
        }
        cells[9] = format!("{:.4}", figures.deviation);
        if let Some((changed, count)) = figures.changed.zip(self.val) {
            cells[10] = format!("{changed} of {count}");
        }
        cells
    }

    /// The machine in one line.
    pub fn machine_words(&self) -> String {
        let Machine { processor, cores, browser, load_before, load_after, has_priority, dot_products, .. } =
            &self.machine;
        let rank = if *has_priority { ", before other programs" } else { "" };
        let load = |value: &Option<f64>| value.map_or_else(|| "unknown".into(), |load| format!("{load:.1}"));
        format!(
            "{processor} ({}), {cores} cores, {browser}{rank}; load before {}, at the end {} (a bench alone makes about 1 to 2)",
            dot_products.words(),
            load(load_before),
            load(load_after)
        )
    }

    fn machine_json(&self) -> Value {
        let Machine { processor, cores, browser, load_before, load_after, has_priority, dot_products, commit } =
            &self.machine;
        json!({
            "processor": processor,
            "dot_products": dot_products.names(),
            "vnni_used": dot_products.is_vnni_used(),
            "cores": cores,
            "browser": browser,
            "precedence": has_priority,
            "load_before": rounded(*load_before),
            "load_after": rounded(*load_after),
            "commit": commit,
        })
    }
}

fn rows_json(rows: &[(Configuration, Figures)]) -> Vec<Value> {
    rows.iter().map(|(row, figures)| row_json(row, figures)).collect()
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
        "answers_changed": figures.changed,
        "problem": figures.problem,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{BenchRun, Configuration, Effort, Figures, Machine, PeerSize, Sections};
    use crate::configurations::CONFIGURATIONS;
    use crate::dot_products::DotProducts;

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
                dot_products: DotProducts::from_cpuinfo("flags\t: avx_vnni\n"),
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
            without_vnni: None,
            val: None,
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
    fn precision_size_and_the_state_of_vnni_stand_in_the_table() {
        let mut rival = figures(8.0, 90.0, true);
        (rival.deviation, rival.changed) = (0.0145, Some(5));
        let mut report = report(&[("onsight-1t", figures(10.0, 30.0, true)), ("litert-int8-1t", rival)]);
        report.val = Some(394);
        report.sizes = vec![("worker_cpu".into(), 340_000)];
        report.peer_sizes = vec![PeerSize { name: "LiteRT.js", raw: 9_000_000, brotli: Some(2_040_000) }];
        let others = report.rows.iter().map(|(row, _)| (*row, figures(20.0, 90.0, true))).collect();
        report.without_vnni = Some(others);
        let document = report.document();
        assert!(document.contains("| 2.04 | 1.25 | 0.0145 | 5 of 394 |"), "{document}");
        assert!(document.contains("| 0.34 | 1.00 |") && document.contains("AVX-VNNI: V8 uses"), "{document}");
        assert!(document.contains("Without VNNI") && report.table().contains("without VNNI"), "{document}");
        let found: Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(found["ratios"]["cpu_1t_vs_best_any_precision"], 1.25);
        assert_eq!(found["ratios"]["cpu_1t_vs_best_equal_precision"], Value::Null, "nobody is as exact");
        assert_eq!(found["ratios"]["cpu_1t_vs_best_any_precision_without_vnni"], 1.0);
        assert_eq!((&found["rows"][1]["answers_changed"], &found["machine"]["vnni_used"]), (&json!(5), &json!(true)));
        assert_eq!(found["rows_without_vnni"][0]["warm_ms"]["p50"], 20.0);
    }

    #[test]
    fn a_row_without_figures_says_why() {
        let failed = Figures { problem: Some("no adapter".into()), ..Figures::default() };
        let document = report(&[("onsight-1t", figures(1.0, 1.0, true)), ("ort-webgpu", failed)]).document();
        assert!(document.contains("onnxruntime-web WebGPU, f32: not measured: no adapter."), "{document}");
    }
}
