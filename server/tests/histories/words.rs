//! Operations written out, one line each, for whoever reads a finding.

use std::fmt;

use consent::wire::Actor;

use crate::history::{Answer, Decide, Operation, Outcome, Request, ShownChoice, Time};

impl fmt::Display for Operation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = |time: Time| time as f64 / 1e6;
        let (sent, answered) = (seconds(self.sent), seconds(self.answered));
        let (who, device, server) = (&self.who, self.device, self.server);
        write!(
            out,
            "{:>5}  {sent:9.6}..{answered:9.6} s  {who} device {device} server {server}  {} -> {}",
            self.id, self.request, self.outcome
        )
    }
}

impl fmt::Display for Request {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decide(decide) => write!(out, "{decide}"),
            Self::Acknowledge { key, .. } => write!(out, "acknowledge key {}", short(key)),
            Self::StateGuardian => write!(out, "guardian's statement"),
            Self::Choices => write!(out, "choices"),
            Self::Records => write!(out, "records"),
            Self::Export => write!(out, "export"),
            Self::Erase => write!(out, "erase"),
            Self::Event { stream } => write!(out, "event of stream {stream}"),
        }
    }
}

impl fmt::Display for Decide {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, purpose) = (self.verb.code(), &self.purpose);
        let (key, revision) = (short(&self.key), self.if_match);
        write!(out, "{verb} {purpose} if-match {revision} key {key}")?;
        if let Some(band) = self.age_band {
            write!(out, " age {}", band.code())?;
        }
        match self.actor {
            Actor::Guardian => write!(out, " by the guardian"),
            Actor::Subject => Ok(()),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirmed(answer) => write!(out, "{answer}"),
            Self::Refused { status, code } => write!(out, "refused {status} {code}"),
            Self::Unknown { why } => write!(out, "unknown ({why})"),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decided { record, choice, .. } => {
                write!(out, "confirmed record {} {choice}", short(record))
            }
            Self::Acknowledged { record, .. } => write!(out, "confirmed record {}", short(record)),
            Self::Guardian { entity } => write!(out, "guardian {}", short(entity)),
            Self::Choices(choices) => {
                let decided = choices.iter().filter(|choice| choice.revision > 0);
                let texts: Vec<_> = decided.map(ToString::to_string).collect();
                write!(out, "[{}]", texts.join(", "))
            }
            Self::Records(records) => write!(out, "{} records", records.len()),
            Self::Export { records, .. } => write!(out, "export of {}", records.len()),
            Self::Erased => write!(out, "erased"),
            Self::Event { place, choice } => match choice {
                Some(choice) => write!(out, "place {place} {choice}"),
                None => write!(out, "place {place} everything erased"),
            },
        }
    }
}

impl fmt::Display for ShownChoice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delivery = self.delivery.as_deref().unwrap_or("-");
        write!(
            out,
            "{} {} revision {} {delivery}",
            self.purpose, self.state, self.revision
        )
    }
}

/// The first eight letters of an id: enough to find it again.
pub fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}
