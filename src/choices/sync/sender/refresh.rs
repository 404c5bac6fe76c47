//! Asks the API for the current choices, then sends what waits. Entry points: [`now`] and [`soon`].

use std::cell::Cell;

use consent::wire::Choices;
use wasm_bindgen_futures::spawn_local;

use crate::choices::state::control_signals;
use crate::choices::sync::{
    connection, cookies_blocked, identity_recovery, last_confirmed, last_refusal, outbox, sender,
};
use crate::consent_client::{self, Failure};

thread_local! {
    /// Questions so far, and the one of them whose answer was taken last.
    static ASKED: Cell<u32> = const { Cell::new(0) };
    static TAKEN: Cell<u32> = const { Cell::new(0) };
    static IS_SOON: Cell<bool> = const { Cell::new(false) };
}

/// Asks the server for the current choices, then sends what waits.
pub async fn now() {
    if ask(true).await {
        ask(false).await;
    }
}

/// Asks after the first decision, before any other is sent: a browser that keeps no cookie for this
/// page has lost by now who made it.
pub async fn check_cookie() {
    // Boxed, since asking may send what was recalled, and sending asks.
    Box::pin(ask(false)).await;
}

/// Says whether it has to be asked once more: who asks was unknown, and may be known again.
async fn ask(may_recall: bool) -> bool {
    let turn = ASKED.get() + 1;
    ASKED.set(turn);
    let asked_at = confirmed_count();
    let was_known = control_signals::is_known();
    let Ok((choices, is_disk_old)) = current().await else {
        connection::went_away();
        return false;
    };
    connection::came_back();
    // Answers may overtake each other.
    if turn < TAKEN.get() {
        return false;
    }
    TAKEN.set(turn);
    let is_lost = choices.subject_is_new && was_known && !may_recall;
    let is_final = is_lost || asked_at == confirmed_count();
    let is_new = choices.subject_is_new && is_final;
    if let Some(purpose) =
        identity_recovery::recall(!is_new || !may_recall).filter(|_| is_new && may_recall)
    {
        // Until that is answered the user is not known: a store that was restored may not have them.
        control_signals::visit().update(|visit| visit.is_known = false);
        return sender::send(&purpose).await;
    }
    let has_less = control_signals::has_less(&choices);
    if is_new || is_disk_old || (is_final && has_less) {
        last_confirmed::forget();
    } else if has_less {
        // What was confirmed meanwhile explains it, or the next answer takes it back.
        soon();
    }
    control_signals::take_all(choices, is_final, is_lost, last_refusal::unseen);
    if is_lost {
        cookies_blocked::announce();
    }
    for wish in outbox::all() {
        sender::flush(wish.purpose);
    }
    false
}

/// The server's word on everything, not older than what other tabs were answered.
///
/// Before the first answer this tab does not follow the others, since it is not known whose that is; and its first
/// question may have left before the app ran (boot.js). Where the disk knows more by then, it is asked again, until
/// nothing came in between: what the disk still knows more has been forgotten by the server, which is said with it.
async fn current() -> Result<(Choices, bool), Failure> {
    let mut known = None;
    loop {
        let choices = consent_client::choices().await?;
        // What another tab was answered meanwhile is newer than this answer.
        outbox::sync().await;
        let follows = control_signals::visit().with_untracked(|visit| visit.has_answered);
        let newer = last_confirmed::newer_than(&choices);
        if follows || newer.is_none() || newer == known {
            return Ok((choices, !follows && newer.is_some()));
        }
        known = newer;
    }
}

/// The same, for those who do not wait for it. Reasons that come together are one question.
pub fn soon() {
    if !IS_SOON.replace(true) {
        spawn_local(async {
            IS_SOON.set(false);
            now().await;
        });
    }
}

fn confirmed_count() -> u32 {
    control_signals::visit().with_untracked(|visit| visit.change_count)
}
