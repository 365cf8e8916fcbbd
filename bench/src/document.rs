//! What was found, as `docs/performance.md`.

use crate::figures::median;
use crate::report::{BenchRun, HEADS};

impl BenchRun {
    /// `docs/performance.md`.
    pub fn document(&self) -> String {
        let mut text = String::from(INTRODUCTION);
        text += &format!("Machine: {}.\n\n", self.machine_words());
        let versions: Vec<String> = self.peers.iter().map(|(name, version)| format!("{name} {version}")).collect();
        text += &format!("Peers: {}.\n\n", versions.join(", "));
        text += &format!(
            "{} rounds, interleaved, each row in a fresh browser; in each {} inferences after {} that are not counted.\n\n",
            self.effort.rounds, self.effort.runs, self.effort.unseen
        );
        text += &format!("## Times and memory\n\n{}\n|---|", markdown(&HEADS.map(str::to_owned)));
        text += &"--:|".repeat(HEADS.len() - 1);
        for (row, figures) in &self.rows {
            text += &format!("\n{}", markdown(&self.cells(row, figures)));
        }
        text += COLUMNS;
        if let Some(bytes) = self.empty_page {
            text += &format!("An empty page has {:.0} MB of the memory.\n\n", bytes as f64 / 1e6);
        }
        for (row, figures) in self.rows.iter().filter(|(_, figures)| figures.problem.is_some()) {
            text += &format!("{}: not measured: {}.\n\n", row.name(), figures.problem.as_deref().unwrap_or_default());
        }
        for (row, figures) in self.rows.iter().filter(|(row, figures)| row.is_ours() && !figures.whole.is_empty()) {
            let whole = median(&figures.whole);
            text += &format!(
                "{}: {whole:.0} ms from the last byte of both models to everything ready, modality classifier and known \
                 pictures included.\n\n",
                row.name()
            );
        }
        text += "## Against the best peer\n\nBelow 1 is faster, or smaller, than the best of the others.\n\n| | ratio |\n|---|--:|\n";
        for (name, value) in self.ratios() {
            text += &format!("| `{name}` | {} |\n", value.map_or_else(|| "–".into(), |v| format!("{v:.2}")));
        }
        text += &self.sections.document();
        text += "\n## Size\n\n| part | bytes after brotli |\n|---|--:|\n";
        for (name, bytes) in &self.sizes {
            text += &format!("| Onsight: {name} | {bytes} |\n");
        }
        for size in &self.peer_sizes {
            let bytes = size.brotli.map_or_else(|| format!("{} before", size.raw), |bytes| bytes.to_string());
            text += &format!("| {}: scripts and module, without weights | {bytes} |\n", size.name);
        }
        text
    }
}

fn markdown(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

const INTRODUCTION: &str = "# How fast it is\n\n\
    Written by `cargo xtask bench`, never by hand. `cargo xtask bench --quick` shows the same without WebGPU in three \
    minutes, `cargo lab bench brain-mri --peer` the native side.\n\n\
    The same network with the same weights, on the same picture, in the same browser: EfficientNet-Lite0 with the \
    shipped weights, dequantised for the others. Compare rows, not days: what else the machine does falls on all of them.\n\n";

const COLUMNS: &str = "\n\n\
    Milliseconds. `start`: worker made to runtime ready, from this machine's own server. `load`: weights in memory to \
    network ready; ours checks the SHA-256 there. `first`: the first inference; others do part of their loading in it, \
    and ours is preceded by the modality classifier's. `warm`: later inferences, from the picture's numbers to the logits, the \
    median of the rounds' medians; `p10 to p90` over all of them. `memory`: private bytes of the page's process at the end. \
    `ours / this`: of `warm`, median of the rounds' ratios. `logits apart`: largest difference from f32 arithmetic on a \
    known picture; a peer over 0.01 is not compared, but for int8 activations, where the class has to be the same. \
    In `load_vs_best_peer` stands `load` and `first` together. Where a ratio is taken in the quietest round, each row \
    gives its fastest; where it differs from the one above it, the machine was busy.\n\n\
    WebGPU is computed in software here (SwiftShader): it shows that it runs, not how fast.\n\n";
