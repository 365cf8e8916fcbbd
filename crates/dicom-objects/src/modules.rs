//! The modules of every object: patient, study, series, equipment, instance (PS3.3, C.7 and C.12).

use super::attributes::Attributes;
use super::code::own_scheme;
use super::context::{ExportContext, WrittenObject};
use super::date_time;
use super::encode;
use calendar::CalendarTime;
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use finding::ModelIdentity;
use text::Message;

/// The manufacturer of the objects.
pub(crate) const MANUFACTURER: &str = "Onsight";

/// The kind of one object of an export.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ObjectKind<'a> {
    /// SOP Class UID.
    pub(crate) class_uid: &'static str,
    /// Its role in the export: the word from which its identifiers are derived.
    pub(crate) part: &'a str,
    /// Modality.
    pub(crate) modality: &'static str,
    /// Series Number: each kind has its own.
    pub(crate) series: u32,
    /// Name of the series.
    pub(crate) description: &'a Message,
    /// Whether it must have a content date (type 1).
    pub(crate) needs_date: bool,
}

impl ObjectKind<'_> {
    /// Series Instance UID.
    pub(crate) fn series_uid(&self, context: &ExportContext<'_>) -> String {
        context.seed.uid(&format!("{}.series", self.part))
    }

    /// SOP Instance UID.
    pub(crate) fn instance_uid(&self, context: &ExportContext<'_>) -> String {
        context.seed.uid(&format!("{}.instance", self.part))
    }

    /// An object with everything that all kinds have in common.
    pub(crate) fn begun(&self, context: &ExportContext<'_>, model: &ModelIdentity) -> Attributes {
        let mut set = Attributes::default();
        patient(&mut set, context);
        study(&mut set, context);
        set.text(tags::MODALITY, VR::CS, self.modality);
        set.uid(tags::SERIES_INSTANCE_UID, &self.series_uid(context));
        set.is(tags::SERIES_NUMBER, &[self.series]);
        set.text(tags::SERIES_DESCRIPTION, VR::LO, &context.says(self.description));
        set.text(tags::MANUFACTURER, VR::LO, MANUFACTURER);
        set.text(tags::MANUFACTURER_MODEL_NAME, VR::LO, MANUFACTURER);
        // Two versions of one device: the program, and the weights that it ran.
        let weights = format!("{} {}", model.name, model.version);
        set.texts(tags::SOFTWARE_VERSIONS, VR::LO, &[context.program_version, &weights]);
        // No machine is identified; the answer depends on the weights.
        set.text(tags::DEVICE_SERIAL_NUMBER, VR::LO, &model.weights_sha256);
        self.instance(&mut set, context);
        set
    }

    /// SOP Common (C.12.1), and when the content was made.
    fn instance(&self, set: &mut Attributes, context: &ExportContext<'_>) {
        set.text(tags::SPECIFIC_CHARACTER_SET, VR::CS, "ISO_IR 192");
        set.uid(tags::SOP_CLASS_UID, self.class_uid);
        set.uid(tags::SOP_INSTANCE_UID, &self.instance_uid(context));
        set.is(tags::INSTANCE_NUMBER, &[1]);
        let mut dated = |at: CalendarTime, date: Tag, time: Tag| {
            set.text(date, VR::DA, &date_time::date(at));
            set.text(time, VR::TM, &date_time::time(at));
        };
        if let Some(made) = context.made {
            dated(made, tags::SERIES_DATE, tags::SERIES_TIME);
            dated(made, tags::INSTANCE_CREATION_DATE, tags::INSTANCE_CREATION_TIME);
        }
        if let Some(made) = context.made.or(self.needs_date.then_some(date_time::UNTOLD)) {
            dated(made, tags::CONTENT_DATE, tags::CONTENT_TIME);
        }
        if let Some(zone) = context.made.and_then(date_time::zone) {
            set.text(tags::TIMEZONE_OFFSET_FROM_UTC, VR::SH, &zone);
        }
        set.items(tags::CODING_SCHEME_IDENTIFICATION_SEQUENCE, vec![own_scheme()]);
    }

    /// The file, with its identifiers.
    pub(crate) fn written(&self, context: &ExportContext<'_>, set: &Attributes) -> WrittenObject {
        let instance_uid = self.instance_uid(context);
        WrittenObject {
            bytes: encode::file(self.class_uid, &instance_uid, set),
            class_uid: self.class_uid,
            instance_uid,
            series_uid: self.series_uid(context),
        }
    }
}

/// C.7.1.1: all of type 2, so present, and empty unless the caller gave a value.
fn patient(set: &mut Attributes, context: &ExportContext<'_>) {
    let patient = context.patient;
    set.text(tags::PATIENT_NAME, VR::PN, &patient.name);
    set.text(tags::PATIENT_ID, VR::LO, &patient.id);
    set.text(tags::PATIENT_BIRTH_DATE, VR::DA, &patient.birth_date);
    set.text(tags::PATIENT_SEX, VR::CS, &patient.sex);
}

/// C.7.2.1.
fn study(set: &mut Attributes, context: &ExportContext<'_>) {
    let study = context.study;
    set.uid(tags::STUDY_INSTANCE_UID, &context.study_uid());
    set.text(tags::STUDY_DATE, VR::DA, &study.date);
    set.text(tags::STUDY_TIME, VR::TM, &study.time);
    set.text(tags::STUDY_ID, VR::SH, &study.id);
    set.text(tags::ACCESSION_NUMBER, VR::SH, &study.accession_number);
    set.text(tags::REFERRING_PHYSICIAN_NAME, VR::PN, &study.referring_physician);
}
