//! The FHIR resources written here, with the field names of the standard.

use serde::Serialize;

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirBundle {
    pub(super) resource_type: &'static str,
    pub(super) language: String,
    pub(super) identifier: FhirIdentifier,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) timestamp: Option<String>,
    pub(super) entry: Vec<FhirEntry>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirEntry {
    pub(super) full_url: String,
    pub(super) resource: FhirResource,
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum FhirResource {
    Report(Box<FhirReport>),
    Observation(Box<FhirObservation>),
    Device(Box<FhirDevice>),
    Study(Box<FhirStudy>),
    Patient(Box<FhirPatient>),
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirReport {
    pub(super) resource_type: &'static str,
    pub(super) language: String,
    pub(super) status: &'static str,
    pub(super) category: Vec<FhirConcept>,
    pub(super) code: FhirConcept,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) subject: Option<FhirReference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effective_date_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) issued: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) result: Vec<FhirReference>,
    /// Of R4.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) imaging_study: Vec<FhirReference>,
    /// Of R5.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) study: Vec<FhirReference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) conclusion: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) conclusion_code: Vec<FhirConcept>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirObservation {
    pub(super) resource_type: &'static str,
    pub(super) language: String,
    pub(super) status: &'static str,
    pub(super) category: Vec<FhirConcept>,
    pub(super) code: FhirConcept,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) subject: Option<FhirReference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effective_date_time: Option<String>,
    #[serde(flatten)]
    pub(super) value: FhirValue,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) interpretation: Vec<FhirConcept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) note: Vec<FhirNote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) method: Option<FhirConcept>,
    pub(super) device: FhirReference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) derived_from: Vec<FhirReference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) component: Vec<FhirComponent>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirComponent {
    pub(super) code: FhirConcept,
    #[serde(flatten)]
    pub(super) value: FhirValue,
}

/// At most one of them is present.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirValue {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value_quantity: Option<FhirQuantity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value_codeable_concept: Option<FhirConcept>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_absent_reason: Option<FhirConcept>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirQuantity {
    pub(super) value: FhirDecimal,
    pub(super) unit: &'static str,
    pub(super) system: &'static str,
    pub(super) code: &'static str,
}

/// With exactly as many digits as the number has.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum FhirDecimal {
    Single(f32),
    Double(f64),
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirNote {
    pub(super) text: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirDevice {
    pub(super) resource_type: &'static str,
    pub(super) identifier: Vec<FhirIdentifier>,
    pub(super) status: &'static str,
    /// Of R4.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) device_name: Vec<FhirDeviceName>,
    /// Of R5.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) name: Vec<FhirDeviceName>,
    #[serde(rename = "type")]
    pub(super) kind: FhirOneOrList,
    pub(super) version: Vec<FhirDeviceVersion>,
}

/// The name in R4, the value in R5.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirDeviceName {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

/// One in R4, a list in R5.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum FhirOneOrList {
    One(FhirConcept),
    List([FhirConcept; 1]),
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirDeviceVersion {
    #[serde(rename = "type")]
    pub(super) kind: FhirConcept,
    pub(super) value: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirStudy {
    pub(super) resource_type: &'static str,
    pub(super) identifier: Vec<FhirIdentifier>,
    pub(super) status: &'static str,
    pub(super) subject: FhirReference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) started: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) series: Vec<FhirSeries>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirSeries {
    pub(super) uid: String,
    pub(super) modality: FhirModality,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) instance: Vec<FhirInstance>,
}

/// A coding in R4, a concept in R5.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum FhirModality {
    Coding(FhirCoding),
    Concept(FhirConcept),
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirInstance {
    pub(super) uid: String,
    pub(super) sop_class: FhirCoding,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirPatient {
    pub(super) resource_type: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) identifier: Vec<FhirIdentifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) name: Vec<FhirHumanName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gender: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) birth_date: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirHumanName {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) family: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) given: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) prefix: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suffix: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirIdentifier {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) system: Option<&'static str>,
    pub(super) value: String,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirReference {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) extension: Vec<FhirExtension>,
}

impl FhirReference {
    /// A reference to something unknown.
    pub(super) fn unknown() -> Self {
        let url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
        Self { reference: None, extension: vec![FhirExtension { url, value_code: "unknown" }] }
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FhirExtension {
    pub(super) url: &'static str,
    pub(super) value_code: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirConcept {
    pub(super) coding: Vec<FhirCoding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct FhirCoding {
    pub(super) system: String,
    pub(super) code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) display: Option<String>,
}
