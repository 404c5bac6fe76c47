//! Builds the receipt of a record, with the fields that ISO/IEC TS 27560 asks for.
//!
//! Takes a record and what the site was published with; [`crate::secrets::signing_keys::Keys`]
//! signs the result. What the source does not state is said so. Entry point: [`receipt`].

use consent::manifest::{ControllerEntry, PurposeEntry, ReleaseEntry};
use consent::wire::{ConsentEvent, Notice, Party, PiiItem, Processing, Receipt, Record};
use uuid::Uuid;

use crate::settings::{Origin, Settings};

/// What stands where the source says nothing.
const NOT_STATED: &str = "not-stated";

/// The profile that receipts follow.
const SCHEMA: &str = "https://w3id.org/dpv/schema/dpv-27560#receipt-record";

/// The receipt of a record. `purpose` is absent for an acknowledgement of the notice as a whole.
pub fn receipt(
    record: Record,
    release: &ReleaseEntry,
    purpose: Option<&PurposeEntry>,
    settings: &Settings,
) -> Receipt {
    Receipt {
        schema_version: SCHEMA.to_owned(),
        receipt_id: Uuid::new_v4().to_string(),
        record_id: record.id.clone(),
        pii_principal_id: record.principal.clone(),
        // A made-up name would be the same for every operator, and read as if it named one.
        iss: settings
            .public_url
            .as_ref()
            .map_or(NOT_STATED, Origin::as_str)
            .to_owned(),
        processing: processing(&record, release, purpose, settings),
        event: ConsentEvent {
            event_time: record.time.clone(),
            validity_duration: "until-withdrawn-or-meaning-changes".to_owned(),
            entity_id: record.entity.clone(),
            event_type: record.kind.clone(),
            event_state: record.state.clone(),
        },
        record,
    }
}

fn processing(
    record: &Record,
    release: &ReleaseEntry,
    purpose: Option<&PurposeEntry>,
    settings: &Settings,
) -> Processing {
    let language = record.language.as_str();
    let stated = |text: &str| if text.is_empty() { NOT_STATED } else { text }.to_owned();
    let names = purpose
        .map(|purpose| purpose.names.get(language))
        .unwrap_or_default();
    let retention = purpose.and_then(|purpose| purpose.retention.as_ref());
    let root = settings.public_url.as_ref().map_or("", Origin::as_str);
    Processing {
        privacy_notice: Notice {
            edition: release.edition.clone(),
            version: release.version.clone(),
            text_hash: record.text_hash.clone(),
            provenance: release.provenance.clone(),
        },
        language: language.to_owned(),
        purpose: stated(names),
        purpose_id: record.purpose.clone(),
        clause: stated(
            purpose
                .map(|purpose| purpose.clause.as_str())
                .unwrap_or_default(),
        ),
        pii_information: purpose
            .map(|purpose| data(purpose, language))
            .unwrap_or_default(),
        pii_controllers: vec![party(release.controller.as_ref(), language)],
        storage_locations: vec![settings.storage_location.clone()],
        retention_period: stated(retention.map(|rule| rule.get(language)).unwrap_or_default()),
        jurisdiction: settings.jurisdiction.clone(),
        recipient_third_parties: purpose
            .map(|purpose| recipients(purpose, language))
            .unwrap_or_else(|| vec![NOT_STATED.to_owned()]),
        withdrawal_method: format!("{root}/{language}/choices/"),
    }
}

fn data(purpose: &PurposeEntry, language: &str) -> Vec<PiiItem> {
    let item = |name: &str| PiiItem {
        pii_type: name.to_owned(),
        sensitive: purpose.sensitive,
    };
    if purpose.data.is_empty() {
        return vec![item(NOT_STATED)];
    }
    purpose
        .data
        .iter()
        .map(|name| item(name.get(language)))
        .collect()
}

fn recipients(purpose: &PurposeEntry, language: &str) -> Vec<String> {
    if purpose.recipients.is_empty() {
        return vec![NOT_STATED.to_owned()];
    }
    purpose
        .recipients
        .iter()
        .map(|name| name.get(language).to_owned())
        .collect()
}

fn party(controller: Option<&ControllerEntry>, language: &str) -> Party {
    let of = |part: fn(&ControllerEntry) -> &consent::manifest::InBoth| {
        let text = controller
            .map(|controller| part(controller).get(language))
            .unwrap_or_default();
        if text.is_empty() {
            NOT_STATED.to_owned()
        } else {
            text.to_owned()
        }
    };
    Party {
        party_id: "controller".to_owned(),
        party_name: of(|controller| &controller.names),
        party_address: of(|controller| &controller.address),
        party_contact: of(|controller| &controller.contact),
        party_type: "controller".to_owned(),
    }
}
