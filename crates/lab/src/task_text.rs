//! What a model card says that no measurement can: purpose, provenance, known faults.
//!
//! Invariant: no figure stands here; figures come from what was measured.

/// The prose of one task.
#[derive(Clone, Copy, Debug)]
pub struct TaskText {
    /// Task, for instance `brain-mri`.
    pub task: &'static str,
    /// The label that says that none of the others was found.
    pub negative: Option<&'static str>,
    /// What the model does, in one paragraph.
    pub summary: &'static str,
    /// What it may be used for.
    pub intended: &'static [&'static str],
    /// What it must not be used for.
    pub not_for: &'static [&'static str],
    /// Where the pictures came from: `(source in the manifest, description, licence)`.
    pub sources: &'static [(&'static str, &'static str, &'static str)],
    /// Licence of weights trained on those pictures, an SPDX expression: the strictest that they or the first weights ask for.
    pub licence: &'static str,
    /// How the true class of a picture was set, and by whom.
    pub reference: &'static str,
    /// How the splits were made.
    pub splits: &'static str,
    /// Why the split that others score on is not used; `None` where there is none.
    pub popular_split: Option<&'static str>,
    /// What may change the score and is not known of the pictures.
    pub factors: &'static [&'static str],
    /// Whose pictures these are, and whom an error would hurt.
    pub ethics: &'static [&'static str],
    /// What gives the class away for the wrong reason.
    pub confounding: &'static [&'static str],
    /// Where it fails, and what is not known.
    pub limits: &'static [&'static str],
}

impl TaskText {
    /// The prose of that task, or `None` where nobody has written it yet.
    #[must_use]
    pub fn of(task: &str) -> Option<&'static Self> {
        TASKS.iter().find(|text| text.task == task)
    }
}

/// Of the two, the weights carry the stricter.
const LGG_LICENCE: &str =
    "TCIA's for the images (attribution); the page of the prepared set is said to state CC BY-NC-SA 4.0";

/// The label that says that none of the others was found, for a task and its labels; `None` where it has none.
#[must_use]
pub fn negative_of(task: &str, labels: &[String]) -> Option<String> {
    let negative = TaskText::of(task)?.negative?;
    labels.iter().find(|label| *label == negative).cloned()
}

const TASKS: [TaskText; 1] = [BRAIN_MRI];

const BRAIN_MRI: TaskText = TaskText {
    task: "brain-mri",
    negative: Some("notumor"),
    summary: "Sorts one slice of a brain MRI into four classes: glioma, meningioma, pituitary tumour, or no \
              tumour. It looks at one flat picture, not at a study, and knows nothing of the person.",
    intended: &[
        "Research and teaching: how such a network works, what it looks at, how its score is measured.",
        "Trying the method on one's own device, where no picture leaves it.",
        "Comparing other models on the same patients and with the same measure.",
    ],
    not_for: &[
        "Diagnosis, triage, or any decision about a person's care. It is not a medical device.",
        "Telling a healthy brain from an ill one. It knows three kinds of tumour and nothing of strokes, \
         bleeding, inflammation, metastases or any other illness; \"no tumour\" means none of these three.",
        "Pictures that are not brain MRI slices. It has no class for them; gates turn most of them away, not all.",
        "Children, scans after surgery or radiotherapy, and scanners or sequences unlike those of the data.",
    ],
    sources: &[
        (
            "figshare-cheng",
            "Brain tumour set of Jun Cheng on Figshare: contrast-enhanced T1 slices of 233 patients from two hospitals",
            "CC BY 4.0, by its Figshare page",
        ),
        (
            "nickparvar",
            "Kaggle \"Brain Tumor MRI Dataset\" by masoudnickparvar: further tumours, near-duplicates grouped",
            "CC0, as stated there",
        ),
        ("br35h-rcs", "Kaggle Br35H: slices without a tumour, a few per near-duplicate cluster", "not established"),
        (
            "sartaj-3264",
            "Kaggle set of Sartaj: slices without a tumour, a few per near-duplicate cluster",
            "not established",
        ),
        (
            "navoneel-253",
            "Kaggle set of Navoneel: slices without a tumour, a few per near-duplicate cluster",
            "not established",
        ),
        (
            "tcga-lgg-t1c",
            "TCGA-LGG of five institutions, T1 after contrast, as prepared by M. Buda: gliomas with outlines, and \
             tumour-free slices of the same patients",
            LGG_LICENCE,
        ),
        ("tcga-lgg-t1", "the same patients, T1 before contrast", LGG_LICENCE),
        ("tcga-lgg-flair", "the same patients, FLAIR", LGG_LICENCE),
    ],
    licence: "CC-BY-NC-SA-4.0",
    reference: "The labels are those of the published sets, taken over unchecked. The Figshare set gives the kind of \
                each tumour and its outline; the Kaggle sets are labelled as their authors sorted them, with no word \
                on how. Slices of the TCGA-LGG patients count as glioma where the published outline of the FLAIR \
                abnormality covers over a hundredth of the picture, and as free of tumour some slices away from it.",
    splits: "No patient and no near-duplicate cluster stands in two splits. The tumours of val and test are \
             grouped by patient where the patient is published (the Figshare set), other pictures by near-duplicate \
             cluster. train fits the weights, val chooses everything else, test chooses nothing.",
    popular_split: Some(
        "The split that is popular for these pictures, Training and Testing of the Kaggle set, leaks and is not used: \
         about three quarters of its test pictures have a near twin in training, some are the very same file, and \
         nearly every patient that can be checked is on both sides. Almost perfect scores are often reported there. \
         They tell how well a network remembers, not how well it reads a new patient, so no such score is given here.",
    ),
    factors: &[
        "Relevant: the scanner, the sequence, the contrast agent, the plane of the slice, the person's age and sex, \
         and treatment before the scan. None of these is published with the pictures, so no score can be split by them.",
        "Known and split by: the source of the picture and the class.",
    ],
    ethics: &[
        "The pictures are of real people. The sets were published without names; whether every person agreed to this \
         use is not documented.",
        "A tumour that is called none would do most harm, a healthy brain that is called ill would frighten. Neither is \
         rare enough here to act on.",
        "No picture leaves the device, so using the model adds no disclosure.",
    ],
    confounding: &[
        "In most of the pictures the source gives \"no tumour\" away: most tumours are contrast-enhanced T1 slices from \
         two hospitals, most healthy slices T1, T2 and FLAIR pictures collected from the web. A network can score on \
         them by recognising the kind of picture, so their recall of \"no tumour\" is no measure of how well it would \
         clear a healthy person at a hospital.",
        "Against this, training draws outlined slices with one half mirrored over the other, with the tumour and \
         without it, and sets outlined tumours into tumour-free slices of other sources, and healthy tissue in the \
         same way. How far that helped is measured where one source holds both: the TCGA-LGG patients, slices with \
         the tumour mirrored away, and other hospitals.",
        "Only gliomas come with tumour-free slices of the same source. For meningioma and pituitary tumour no source \
         outside training's own holds both in numbers.",
        "Within the tumours the plane of the slice and the place in the head help: pituitary tumours sit in \
         one place, and slices were chosen to show the tumour.",
    ],
    limits: &[
        "test holds few patients. Read the interval, not the figure.",
        "The patient was never published for part of the pictures; near-duplicate clusters stand in for \
         patients there, and two clusters may still be one person.",
        "Every tumour slice was chosen because it shows the tumour. In a whole study most slices show none.",
        "What is known of other hospitals and other sequences stands under \"A tumour or none, on other patients\"; \
         scanners and sequences that were not measured are unknown.",
        "Age, sex, ethnicity and scanner are not published with the pictures, so no score can be given for any group of people.",
        "val holds few patients of each class, so no rule for sets can promise its level for a new patient: read the \
         coverage that was measured on test.",
        "A high probability is a statement about pictures like these, not about a person.",
    ],
};
