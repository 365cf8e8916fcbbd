//! The model's decision, as codes and in a sentence (PS3.16, TID 1500, "Qualitative Evaluations").

use super::code::{ConceptCode, code_of, name_of};
use super::content::ContentItem;
use super::context::ExportContext;
use super::terms;
use finding::{Abstention, Decision, Finding, Found};
use text::Message;

/// The evaluations: the decision, what is left open, the reason for abstention, the gates' results, and the disclaimer.
pub(crate) fn evaluations(finding: &Finding, context: &ExportContext<'_>) -> Vec<ContentItem> {
    let (codes, sentence) = decided(&finding.found, context);
    let mut items = codes;
    items.push(ContentItem::text(terms::COMMENT, context.says(&sentence)));
    if shares_alone(&finding.found) {
        items.push(ContentItem::text(terms::COMMENT, context.says(&text::answer::shares_only())));
    }
    if let Some((gate, refusal)) = finding.provenance.refusal() {
        items.push(ContentItem::code(terms::REFUSED_BY, terms::gate(gate)));
        items.push(ContentItem::code(terms::REFUSED_FOR, terms::refusal(refusal.kind)));
        items.push(ContentItem::text(terms::COMMENT, context.says(&refusal.message)));
    }
    items.extend(context.remarks.iter().map(|remark| ContentItem::text(terms::COMMENT, context.says(remark))));
    items.push(ContentItem::text(terms::COMMENT, context.says(&text::dicom_objects::not_for_diagnosis())));
    items
}

/// Whether the model abstained and its probabilities are stated nevertheless.
fn shares_alone(found: &Found) -> bool {
    match found {
        Found::Classes(classes) => {
            matches!(classes.decision, Decision::Abstain { .. }) && !classes.shown_probabilities().is_empty()
        }
        Found::Labels(labels) => labels.abstention.is_some_and(|why| why != Abstention::Gate),
        Found::Mask(_) => false,
    }
}

fn decided(found: &Found, context: &ExportContext<'_>) -> (Vec<ContentItem>, Message) {
    let code = |label: &str| code_of(label, context.labels);
    let decision = |code: ConceptCode| ContentItem::code(terms::DECISION, code);
    let (of_all, abstention, sentence) = match found {
        Found::Classes(classes) => match &classes.decision {
            Decision::Class { label } => {
                let sentence = text::dicom_objects::class(name_of(label, context.labels));
                return (vec![decision(code(label))], sentence);
            }
            Decision::Set { labels } => {
                let names: Vec<&str> = labels.iter().map(|label| name_of(label, context.labels)).collect();
                let sentence = text::dicom_objects::set(names.join(", "));
                let candidates = labels.iter().map(|label| ContentItem::code(terms::CANDIDATE, code(label)));
                return ([decision(terms::SEVERAL)].into_iter().chain(candidates).collect(), sentence);
            }
            Decision::Abstain { why } => return abstained(*why),
        },
        Found::Labels(labels) => (terms::EACH_LABEL, labels.abstention, text::dicom_objects::labels()),
        Found::Mask(mask) => (terms::EACH_PART, mask.abstention, text::dicom_objects::areas()),
    };
    abstention.map_or_else(|| (vec![decision(of_all)], sentence), abstained)
}

fn abstained(why: Abstention) -> (Vec<ContentItem>, Message) {
    let sentence = match why {
        Abstention::Gate => text::dicom_objects::no_gate(),
        Abstention::EmptySet => text::dicom_objects::no_empty(),
        Abstention::FullSet => text::dicom_objects::no_full(),
        Abstention::Unclear => text::dicom_objects::no_unclear(),
        Abstention::NoFinding => text::dicom_objects::no_finding(),
    };
    let codes = vec![
        ContentItem::code(terms::DECISION, terms::NONE_GIVEN),
        ContentItem::code(terms::ABSTAINED, terms::abstention(why)),
    ];
    (codes, sentence)
}
