//! The receipt: what the person takes away, in the fields of ISO/IEC TS 27560.
//!
//! Comes as the payload of a JWS; the page reads it after checking the signature.
//! Entry point: [`Receipt`]. What the source does not state is the words `not-stated`.

use super::Record;
use crate::fields;
#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};
#[cfg(feature = "server")]
use utoipa::ToSchema;

/// The copy of a record that the person gets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Receipt {
    /// The profile of the receipt.
    pub schema_version: String,
    /// The receipt's own id.
    pub receipt_id: String,
    /// The id of the record that it copies.
    pub record_id: String,
    /// The opaque id of the person.
    pub pii_principal_id: String,
    /// The service that issued it, by its address.
    pub iss: String,
    /// What is processed, why, by whom.
    pub processing: Processing,
    /// What was decided, when and by whom.
    pub event: ConsentEvent,
    /// The record as it stands in the person's chain.
    pub record: Record,
}

fields! {
    Receipt {
        schema_version, receipt_id, record_id, pii_principal_id, iss, processing, event, record,
    }
}

/// The notice that the person saw.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Notice {
    /// The edition of the product.
    pub edition: String,
    /// The version of the release.
    pub version: String,
    /// SHA-256 of the text in that language.
    pub text_hash: String,
    /// `official`, `restated` or `reconstructed`.
    pub provenance: String,
}

fields! { Notice { edition, version, text_hash, provenance } }

/// What the decision is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Processing {
    /// The exact version of the notice.
    pub privacy_notice: Notice,
    /// The language that the person read: `zh` or `en`.
    pub language: String,
    /// The purpose, in that language.
    pub purpose: String,
    /// The id of the purpose, the same in every language.
    pub purpose_id: String,
    /// The clause that says it.
    pub clause: String,
    /// The data.
    pub pii_information: Vec<PiiItem>,
    /// Who answers for it.
    pub pii_controllers: Vec<Party>,
    /// Where it is kept.
    pub storage_locations: Vec<String>,
    /// For how long.
    pub retention_period: String,
    /// Under whose law.
    pub jurisdiction: String,
    /// Who else gets it.
    pub recipient_third_parties: Vec<String>,
    /// How to change one's mind.
    pub withdrawal_method: String,
}

fields! {
    Processing {
        privacy_notice, language, purpose, purpose_id, clause, pii_information, pii_controllers,
        storage_locations, retention_period, jurisdiction, recipient_third_parties,
        withdrawal_method,
    }
}

/// One kind of data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct PiiItem {
    /// What it is.
    pub pii_type: String,
    /// Whether it is sensitive.
    pub sensitive: bool,
}

fields! { PiiItem { pii_type, sensitive } }

/// Somebody who answers for the processing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct Party {
    /// Its id in this document.
    pub party_id: String,
    /// Its name.
    pub party_name: String,
    /// Its address.
    pub party_address: String,
    /// How to reach it.
    pub party_contact: String,
    /// What it is: `controller`.
    pub party_type: String,
}

fields! { Party { party_id, party_name, party_address, party_contact, party_type } }

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, ToSchema))]
pub struct ConsentEvent {
    /// When, by the server's clock, RFC 3339, UTC.
    pub event_time: String,
    /// How long it holds.
    pub validity_duration: String,
    /// Who expressed it; a guardian is another entity than the child.
    pub entity_id: String,
    /// The kind of control.
    pub event_type: String,
    /// The state that it led to.
    pub event_state: String,
}

fields! { ConsentEvent { event_time, validity_duration, entity_id, event_type, event_state } }
