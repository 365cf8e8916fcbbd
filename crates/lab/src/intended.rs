//! Which DICOM objects each task reads, and `lab intended`, which writes it into a shipped manifest.
//!
//! Invariant: nothing is measured here; a manifest keeps everything else that it says.

use super::{model_card, model_folder};
use anyhow::{Context, Result};
use clap::Args;
use model::IntendedInput;
use std::path::PathBuf;

/// Options of `lab intended`.
#[derive(Args, Clone, Debug)]
pub struct IntendedOptions {
    /// Task: names the model's folder
    pub task: String,
    /// Folder of the shipped models
    #[arg(long, default_value = "models")]
    pub models: PathBuf,
}

/// Writes the rule of a task into the manifest of its shipped model, and the card anew.
///
/// # Errors
/// When the task has no rule, or a file cannot be read or written.
pub fn run(options: &IntendedOptions) -> Result<()> {
    let rule = of(&options.task).with_context(|| {
        format!(
            "no rule for `{}` yet: write which DICOM objects it reads in `crates/lab/src/intended.rs`",
            options.task
        )
    })?;
    let (mut manifest, _) = model_folder::read(&options.models, &options.task)?;
    manifest.intended = Some(rule);
    model_folder::write_manifest(&options.models, &manifest)?;
    model_card::write(&options.models, &options.task)
}

/// Which DICOM objects a task reads; `None` where nobody has written it yet.
#[must_use]
pub fn of(task: &str) -> Option<IntendedInput> {
    let owned = |terms: &[&str]| terms.iter().map(|term| (*term).to_owned()).collect();
    (task == "brain-mri").then(|| IntendedInput {
        modalities: owned(&["MR"]),
        unspecific_modalities: owned(UNSPECIFIC_MODALITIES),
        body_parts: owned(HEAD),
        body_part_codes: owned(HEAD_CODES),
        unspecific_body_parts: owned(&[NO_PART, BESIDE].concat()),
    })
}

/// Other, secondary capture, digitised film, and the words that programs write where they know nothing.
const UNSPECIFIC_MODALITIES: &[&str] = &["OT", "SC", "FID", "UN", "UNKNOWN", "NONE"];

/// Head, skull, and what lies within: the first line from PS3.16, Annex L. Parts of the head whose studies show
/// little of the brain are left out on purpose: ORBIT, EYE, EAR, IAC, SINUS, FACE, JAW, TMJ, the vessels by name.
const HEAD: &[&str] = &[
    "BRAIN",
    "HEAD",
    "HEADNECK",
    "SKULL",
    "CEREBELLUM",
    "CEREBHEMISPHERE",
    "INTRACRANIAL",
    "PITUITARY",
    // In use for the same, in several languages.
    "HEADANDNECK",
    "BRAINSTEM",
    "CEREBRUM",
    "CEREBRAL",
    "CEREBRAL HEMISPHERE",
    "PITUITARYGLAND",
    "SELLA",
    "SELLATURCICA",
    "CRANIUM",
    "CRANIAL",
    "NEUROCRANIUM",
    "KOPF",
    "SCHAEDEL",
    "SCHÄDEL",
    "HIRN",
    "GEHIRN",
    "HOOFD",
    "HERSENEN",
    "TETE",
    "TÊTE",
    "CRANE",
    "CRÂNE",
    "CERVEAU",
    "ENCEPHALE",
    "CABEZA",
    "CRANEO",
    "CRÁNEO",
    "CEREBRO",
    "ENCEFALO",
    "ENCÉFALO",
    "TESTA",
    "CRANIO",
    "CERVELLO",
    "CABECA",
    "CABEÇA",
    "HUVUD",
    "GLOWA",
    "HLAVA",
];

/// Brain, head, head and neck, skull, cerebellum, cerebral hemisphere, intracranial, pituitary gland: SCT, then SRT.
const HEAD_CODES: &[&str] = &[
    "12738006",
    "69536005",
    "774007",
    "89546000",
    "113305005",
    "372073000",
    "1101003",
    "56329008",
    "T-A0100",
    "T-D1100",
    "T-D1000",
    "T-11100",
    "T-A6000",
    "T-A010F",
    "T-B1000",
];

/// Names that name nothing, or the whole body, of which a slice may show the head.
const NO_PART: &[&str] = &[
    "UNKNOWN",
    "UNSPECIFIED",
    "NOTSPECIFIED",
    "UNDEFINED",
    "NONE",
    "NULL",
    "NA",
    "ANY",
    "OTHER",
    "OTHERS",
    "MISC",
    "DEFAULT",
    "WHOLEBODY",
    "TOTALBODY",
    "FULLBODY",
    "ENTIREBODY",
    "BODY",
    "WB",
    "NEURO",
    "PETCT",
    "PETMR",
    "38266002",
    "T-D0010",
];

/// Words beside a part.
const BESIDE: &[&str] = &[
    "W",
    "WO",
    "WITH",
    "WITHOUT",
    "AND",
    "CONTRAST",
    "CONTRASTE",
    "KM",
    "GD",
    "PRE",
    "POST",
    "PLAIN",
    "ROUTINE",
    "STANDARD",
    "ADULT",
    "MR",
    "MRI",
    "MRT",
    "IRM",
    "RM",
    "WHOLE",
    "THE",
    "STRUCTURE",
];
