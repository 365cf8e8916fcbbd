//! The results as `docs/performance.md`.

use document::{Columns, Document, Inlines, Table, markdown};

use crate::figures::median;
use crate::report::BenchRun;

impl BenchRun {
    /// `docs/performance.md`.
    pub fn document(&self) -> String {
        let mut told = Document::new("en");
        told.heading(1, "How fast it is");
        paragraphs(&mut told, INTRODUCTION);
        let versions: Vec<String> = self.peers.iter().map(|(name, version)| format!("{name} {version}")).collect();
        told.marked(&format!("Machine: {}.", self.machine_words())).marked(&format!("Peers: {}.", versions.join(", ")));
        // A later reader must see how old each figure is.
        if let Some(commit) = &self.machine.commit {
            told.marked(&format!("Measured on commit {commit}: what changed since then is in none of the figures."));
        }
        told.marked(&format!(
            "{} rounds, interleaved, each row in a fresh browser; in each {} inferences after {} that are not counted.",
            self.effort.rounds, self.effort.runs, self.effort.unseen
        ));
        told.titled(2, "Times and memory", self.times(&self.rows));
        paragraphs(&mut told, COLUMNS);
        self.add_remarks(&mut told);
        if let Some(rows) = &self.without_vnni {
            told.titled(2, "Without VNNI", self.times(rows));
            paragraphs(&mut told, WITHOUT);
        }
        told.heading(2, "Eight bits without VNNI");
        paragraphs(&mut told, EIGHT_BITS);
        self.add_ratios(&mut told);
        self.sections.add_to(&mut told);
        self.add_sizes(&mut told);
        markdown(&told.blocks, Columns::Tight)
    }

    /// The text beside the table of times.
    fn add_remarks(&self, told: &mut Document) {
        if let Some(bytes) = self.empty_page {
            told.marked(&format!("An empty page has {:.0} MB of the memory.", bytes as f64 / 1e6));
        }
        for (row, figures) in &self.rows {
            if let Some(problem) = &figures.problem {
                told.marked(&format!("{}: not measured: {problem}.", row.name()));
            }
        }
        for (row, figures) in self.rows.iter().filter(|(row, figures)| row.is_ours() && !figures.whole.is_empty()) {
            let whole = median(&figures.whole);
            told.marked(&format!(
                "{}: {whole:.0} ms from the last byte of both models to everything ready, modality classifier and known \
                 pictures included.",
                row.name()
            ));
        }
    }

    fn add_ratios(&self, told: &mut Document) {
        let mut table = Table::new(["", "ratio"]);
        for (name, value) in self.ratios() {
            let value = value.map_or_else(|| "–".into(), |value| format!("{value:.2}"));
            table.row([Inlines::code(name), value.into()]);
        }
        told.heading(2, "Against the best peer");
        paragraphs(told, AGAINST);
        told.table(table);
    }

    fn add_sizes(&self, told: &mut Document) {
        let mut table = Table::new(["part", "bytes after brotli"]);
        for (name, bytes) in &self.sizes {
            table.row([format!("Onsight: {name}"), bytes.to_string()]);
        }
        for size in &self.peer_sizes {
            let bytes = size.brotli.map_or_else(|| format!("{} before", size.raw), |bytes| bytes.to_string());
            table.row([format!("{}: scripts and module, without weights", size.name), bytes]);
        }
        told.titled(2, "Size", table);
    }
}

fn paragraphs(told: &mut Document, text: &str) {
    text.split("\n\n").for_each(|paragraph| {
        told.marked(paragraph);
    });
}

const INTRODUCTION: &str = "\
    Written by `cargo xtask bench`, never by hand. `cargo xtask bench --quick` shows the same without WebGPU in some \
    minutes, `cargo lab bench brain-mri --peer` the native side.\n\n\
    The same network with the same weights, on the same picture, in the same browser: EfficientNet-Lite0 with the \
    shipped weights, dequantised for the others; those in int8 compute with the shipped integers. Compare rows, not days: what \
    else the machine does falls on all of them.";

const COLUMNS: &str = "\
    Milliseconds. `start`: worker made to runtime ready, from this machine's own server. `load`: weights in memory to \
    network ready; ours checks the SHA-256 there. `first`: the first inference; others do part of their loading in it, \
    and ours is preceded by the modality classifier's. `warm`: later inferences, from the picture's numbers to the logits, the \
    median of the rounds' medians; `p10 to p90` over all of them. `memory`: private bytes of the page's process at the end. \
    `size`: scripts and module of one thread after brotli, weights left out; in a quick bench those of the others before \
    it. `ours / this`: of `warm`, median of the rounds' ratios. `logits apart`: largest difference from f32 arithmetic on a \
    known picture; a peer over 0.01 is not compared, but for int8 activations, where the class has to be the same. \
    `answers changed`: pictures of `val` whose likeliest class is another than by f32 arithmetic, counted where a data set \
    is given (`--data`). \
    In `load_vs_best_peer` stands `load` and `first` together. Where a ratio is taken in the quietest round, each row \
    gives its fastest; where it differs from the one above it, the machine was busy.\n\n\
    WebGPU is computed in software here (SwiftShader): it shows that it runs, not how fast.";

const WITHOUT: &str = "\
    The same rows in browsers whose V8 leaves VNNI alone (`--js-flags`: `--no-enable-avx-vnni --no-enable-avx-vnni-int8`), \
    as on processors of before 2021 and many since: the relaxed dot product of 8 bits is three instructions there, and one \
    with VNNI.";

const EIGHT_BITS: &str = "\
    Measured once, apart from the bench: an 8-bit tier would pay only where it is a fifth faster. The pointwise \
    layers of this network in a bare module, requantisation included, in turns, on an AMD EPYC with AVX2 and no \
    VNNI, in V8 of Node 20: the relaxed dot product of 8 bits takes 0.97 to 1.01 times as long as the shipped loop \
    of 13 bits (fastest of 11 and of twice 61 rounds), and an exact split into 7 + 7 bits 1.73 to 1.81 times. All \
    three gave the integers of a reference in script. On such a processor the dot product is two multiplications \
    and an addition for 16 products, where 13 bits take as many multiplications and one addition more: the \
    multiplications decide. With VNNI, and on Arm, it is one instruction; neither was at hand.";

const AGAINST: &str = "\
    Below 1 is faster, or smaller, than the best of the others. `equal_precision`: the best of those whose logits lie \
    within 0.01 of f32 arithmetic, or as near as ours, and that change no more answers; `any_precision`: the best of all. \
    Where the processor has no AVX-VNNI, the ratios without VNNI are the same as those above them.";
