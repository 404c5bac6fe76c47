//! Claims about a host app's token: one that is not accepted is refused aloud.
//!
//! Which tokens are accepted is the operator's affair; the kit has none to show.

use consent::wire::{ProblemCode, Verb};

use crate::kit::Kit;
use crate::person::{Person, new_key, same};
use crate::{Claim, Outcome};

/// The claims.
pub const CLAIMS: &[Claim] = &[Claim::new(
    "bad-bearer",
    "a bearer token that is not accepted gets 401, never the choices of the cookie",
    bad_bearer,
)];

/// Texts that nobody accepts: no token, and one of nobody that says of itself that it is unsigned
/// (`{"alg":"none"}` and `{"sub":"conformance","exp":4102444800}`).
const BAD: [&str; 3] = [
    "conformance",
    "a.b.c",
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjb25mb3JtYW5jZSIsImV4cCI6NDEwMjQ0NDgwMH0.",
];

fn bad_bearer(kit: &Kit) -> Outcome {
    let purpose = kit.opt_out()?;
    let mut person = Person::new(kit);
    person.decide(purpose, Verb::Object)?;
    let decision = person.decision(purpose, Verb::Allow)?;
    for token in BAD {
        person.headers = vec![("Authorization", format!("Bearer {token}"))];
        let replies = [
            person.get("/v1/choices")?,
            person.get("/v1/records")?,
            person.get("/v1/export")?,
            person.put(&purpose.id, &decision, &new_key(), 1)?,
            person.delete("/v1/subject")?,
        ];
        for reply in replies {
            reply.refused(401, ProblemCode::NotSignedIn)?;
            let scheme = reply.header("www-authenticate");
            if !scheme.starts_with("Bearer") {
                return Err(format!("expected WWW-Authenticate: Bearer, got `{scheme}`"));
            }
        }
    }
    person.headers.clear();
    same("the revision", 1, person.choice(purpose)?.revision)
}
