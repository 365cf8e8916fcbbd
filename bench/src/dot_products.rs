//! Whether the processor computes dot products of 8-bit integers in one instruction, and how V8 is kept from using it.
//!
//! The relaxed dot product of WebAssembly is one instruction where V8 finds AVX-VNNI (or, on Arm, `sdot`), and three
//! otherwise: 8-bit arithmetic then takes twice as long, so no table of times means anything without this.

/// Flags of a browser whose V8 does not use VNNI, in addition to those of every measuring browser: `enable_avx_vnni`
/// and `enable_avx_vnni_int8` of V8's `flag-definitions.h`, both on by default.
pub const WITHOUT_VNNI: [&str; 1] = ["--js-flags=--expose-gc --no-enable-avx-vnni --no-enable-avx-vnni-int8"];

/// The system's names and readable names. V8 looks for the first one on x86; it does not use those of AVX-512.
const KNOWN: [(&str, &str); 5] = [
    ("avx_vnni", "AVX-VNNI"),
    ("avx_vnni_int8", "AVX-VNNI-INT8"),
    ("avx512_vnni", "AVX-512 VNNI"),
    ("asimddp", "the dot product of Arm"),
    ("i8mm", "the matrix product of Arm"),
];

/// Those of [`KNOWN`] that a processor has, by the system's names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotProducts(Vec<&'static str>);

impl DotProducts {
    /// What `/proc/cpuinfo` says of the first processor; empty where that file does not exist.
    pub fn from_cpuinfo(list: &str) -> Self {
        let lines = list.lines().filter_map(|line| line.split_once(':'));
        let flags =
            lines.filter(|(name, _)| ["flags", "Features"].contains(&name.trim())).map(|(_, flags)| flags).next();
        let has = |name: &str| flags.is_some_and(|flags| flags.split_whitespace().any(|flag| flag == name));
        Self(KNOWN.iter().map(|(name, _)| *name).filter(|name| has(name)).collect())
    }

    /// The system's names.
    pub fn names(&self) -> &[&'static str] {
        &self.0
    }

    /// Whether V8 uses VNNI, so that switching it off makes a difference.
    pub fn is_vnni_used(&self) -> bool {
        self.0.contains(&"avx_vnni")
    }

    /// In one line.
    pub fn words(&self) -> String {
        let found: Vec<&str> =
            KNOWN.iter().filter(|(name, _)| self.0.contains(name)).map(|(_, words)| *words).collect();
        match (found.as_slice(), self.is_vnni_used()) {
            ([], _) => "no VNNI, no other dot product of 8 bits".into(),
            (["AVX-512 VNNI"], false) => "AVX-512 VNNI, which V8 does not use, and no AVX-VNNI".into(),
            (found, true) => format!("{}: V8 uses AVX-VNNI", found.join(", ")),
            (found, false) => found.join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DotProducts, WITHOUT_VNNI};
    use crate::running::flags;

    #[test]
    fn vnni_is_read_from_the_flags_of_a_processor() {
        let of = |flags: &str| DotProducts::from_cpuinfo(&format!("processor\t: 0\nmodel name\t: avx_vnni\n{flags}\n"));
        let new = of("flags\t\t: fpu avx2 avx512_vnni avx_vnni");
        assert_eq!(new.names(), ["avx_vnni", "avx512_vnni"]);
        assert!(new.is_vnni_used() && new.words().starts_with("AVX-VNNI, AVX-512 VNNI: "), "{}", new.words());
        let server = of("flags\t\t: fpu avx2 avx512_vnni");
        assert!(!server.is_vnni_used() && server.words().contains("does not use"), "{}", server.words());
        assert_eq!(of("Features\t: fp asimd asimddp").words(), "the dot product of Arm");
        let old = of("flags\t\t: fpu avx2");
        assert!(old.names().is_empty() && old.words().starts_with("no VNNI") && DotProducts::from_cpuinfo("") == old);
    }

    #[test]
    fn a_browser_without_vnni_keeps_the_other_flags_of_v8() {
        let usual = flags().find(|flag| flag.starts_with("--js-flags=")).unwrap();
        assert!(WITHOUT_VNNI[0].starts_with(&format!("{usual} ")), "{usual}");
    }
}
