//! Reading a request: who sends it, from where, and what it carries.
//!
//! Each part is read strictly. Start reading at [`caller::Caller`].

pub mod caller;

pub mod viewed_text;

pub mod find_or_create_person;

pub mod cookie;

pub mod bearer_token;

pub mod forwarded;

pub mod extractors;

pub mod json_body;
