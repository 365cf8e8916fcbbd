//! What a model card says that no measurement can: purpose, provenance, known faults.
//!
//! Invariant: no score stands here; scores come from [`super::report::Report`] alone.

/// The prose of one task.
#[derive(Clone, Copy, Debug)]
pub struct TaskText {
    /// Task, for instance `brain-mri`.
    pub task: &'static str,
    /// What the model does, in one paragraph.
    pub summary: &'static str,
    /// What it may be used for.
    pub intended: &'static [&'static str],
    /// What it must not be used for.
    pub not_for: &'static [&'static str],
    /// Where the pictures came from: `(source in the manifest, description, licence)`.
    pub sources: &'static [(&'static str, &'static str, &'static str)],
    /// How the splits were made.
    pub splits: &'static str,
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

const TASKS: [TaskText; 1] = [BRAIN_MRI];

const BRAIN_MRI: TaskText = TaskText {
    task: "brain-mri",
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
        "Pictures that are not brain MRI slices. It has no class for them and will name one of its four.",
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
    ],
    splits: "No patient and no near-duplicate cluster stands in two splits. The tumours of `val` and `test` are \
             grouped by patient (28 and 47 patients of the Figshare set), other pictures by near-duplicate cluster. \
             `train` fits the weights, `val` chooses everything else, `test` chooses nothing. The split that is \
             popular for these pictures is not used: there, three quarters of the test pictures have a near twin \
             in training, which is how 96 to 99 % are often reported.",
    confounding: &[
        "The source gives \"no tumour\" away. Nearly all tumours are contrast-enhanced T1 slices from two \
         hospitals; the healthy slices are T1, T2 and FLAIR pictures collected from the web. A network can \
         score on this class by recognising the kind of picture. Its recall on \"no tumour\" is therefore \
         no measure of how well it would clear a healthy person at a hospital.",
        "No source holds both healthy slices and tumours in numbers, so this cannot be measured away: the \
         scores per source above are scores per class in disguise.",
        "Within the tumours the plane of the slice and the place in the head help: pituitary tumours sit in \
         one place, and slices were chosen to show the tumour.",
    ],
    limits: &[
        "`test` holds few patients. Read the interval, not the figure.",
        "The patient was never published for part of the pictures; near-duplicate clusters stand in for \
         patients there, and two clusters may still be one person.",
        "Every tumour slice was chosen because it shows the tumour. In a whole study most slices show none.",
        "No picture from another hospital was held out, so nothing is known of how it does elsewhere.",
        "Age, sex, ethnicity and scanner are not published with the pictures, so no score can be given for any group of people.",
        "A probability of 99 % is a statement about pictures like these, not about a person.",
    ],
};
