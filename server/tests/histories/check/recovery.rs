//! When the last fault is over, decisions are taken again, without anybody's help; and a server
//! that is asked to stop does.

use super::evidence::Evidence;
use super::{Finding, Rule};

/// Looks for servers that stayed broken.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let recoveries = evidence.history.recoveries.iter();
    let broken = recoveries
        .filter(|recovery| !recovery.is_taken)
        .map(|recovery| {
            let (server, tries, last) = (recovery.server, recovery.tries, &recovery.last);
            let says = match recovery.is_ready {
                true => "and says that it is ready",
                false => "and says that it is not ready",
            };
            format!(
                "server {server} took no decision in {tries} tries after the faults ({last}) {says}"
            )
        });
    let others = evidence.history.broken.iter().cloned();
    broken
        .chain(others)
        .map(|sentence| Finding::new(Rule::Recovery, sentence, &[]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Rule;
    use super::super::story::{Story, finds, holds};
    use crate::history::Recovery;

    #[test]
    fn a_server_that_stays_broken_and_says_that_it_is_ready_is_found() {
        let mut story = Story::new();
        story.history.recoveries.push(Recovery {
            server: 0,
            is_taken: true,
            is_ready: true,
            tries: 3,
            last: String::new(),
        });
        holds(&story);
        story.history.recoveries[0].is_taken = false;
        finds(&story, Rule::Recovery, "says that it is ready");
    }
}
