//! Sends wishes to the consent API, one at a time for each control, until each is answered.
//!
//! A wish that was sent is sent again first, under the same key, so that nothing is stored twice;
//! then the last wish goes, from the revision in force by then: it wins. Nothing leaves before
//! it is on the disk. One tab sends (Web Locks); the others follow and step in when it dies.

pub mod refresh;

use std::cell::RefCell;

use consent::wire::{AgeBand, Choice};
use interface::marks::{Control, ControlKind};
use wasm_bindgen_futures::spawn_local;

use super::interpret_response::{Outcome, interpret};
use super::{apply_outcome, last_confirmed, last_refusal, outbox};
use crate::browser;
use crate::choices::receipts::receipt_store;
use crate::choices::state::control_signals;
use crate::choices::state::control_state::{self, Phase};
use crate::consent_client::{self, Failure, NoticeText, Wish};
use crate::small_collections::Map;
use crate::web_lock;

/// The lock of whatever makes records; an erasure has it alone, when nothing is on its way in any tab.
pub const RECORDING: &str = "recording";

thread_local! {
    static SENDING: RefCell<Map<()>> = const { RefCell::new(Map::new()) };
}

/// What a person does with a control.
#[derive(Debug, Clone)]
pub struct Act {
    /// The control.
    pub purpose: String,
    /// Its kind.
    pub kind: ControlKind,
    /// Yes or no.
    pub yes: bool,
    /// Hash of the words next to it.
    pub words_hash: String,
    /// A guardian's token, where a guardian decides.
    pub guardian: Option<String>,
    /// The age band that was stated with it.
    pub age_band: Option<AgeBand>,
    /// When the person pressed.
    pub client_time: String,
}

impl Act {
    /// A person answers a control by themselves.
    pub fn of(control: &Control, yes: bool) -> Act {
        Act {
            purpose: control.purpose.clone(),
            kind: control.kind,
            yes,
            words_hash: control.words_hash.clone(),
            guardian: None,
            age_band: None,
            client_time: browser::timestamp(),
        }
    }
}

/// Shows what an earlier page left to be sent.
pub fn start() {
    let left = outbox::all().into_iter();
    for wish in left.filter(|wish| !wish.is_recalled()) {
        control_signals::change(&wish.purpose, |state| {
            state.wish = Some(wish.verb);
            // An earlier page left it, so it was kept.
            state.phase = Phase::Waiting { is_kept: true };
        });
    }
}

/// A person answers a control.
pub fn wish(act: Act) {
    last_refusal::forget(&act.purpose);
    let state = control_signals::now(&act.purpose);
    let verb = control_state::verb(act.kind, act.yes, state.confirmed.as_ref());
    let last = outbox::last(&act.purpose);
    let is_asked = last.as_ref().is_some_and(|last| {
        // One that was sent before somebody changed the control is answered with what it stored then.
        let is_old = last.was_sent() && state.revision() > last.revision;
        !is_old && control_state::is_yes(last.verb) == act.yes && last.guardian == act.guardian
    });
    if !is_asked {
        outbox::keep(&Wish {
            purpose: act.purpose.clone(),
            key: browser::unique(),
            // Tabs may not have heard of each other yet; their clock is one. A clock that was set
            // back does not put a wish before those that are known.
            turn: last.map_or(0, |last| last.turn + 1).max(browser::now()),
            verb,
            revision: 0,
            words_hash: act.words_hash,
            notice_text: NoticeText::on_screen(),
            token: None,
            guardian: act.guardian,
            age_band: act.age_band,
            client_time: act.client_time,
        });
        control_signals::change(&act.purpose, |state| {
            state.wish = Some(verb);
            state.phase = Phase::Saving;
        });
    }
    flush(act.purpose);
}

/// Sends a control's wishes unless they are on their way already.
pub fn flush(purpose: String) {
    let is_new = SENDING.with_borrow_mut(|sending| sending.insert(purpose.clone(), ()).is_none());
    if is_new {
        spawn_local(async move {
            let finished = send(&purpose).await;
            SENDING.with_borrow_mut(|sending| sending.remove(&purpose));
            // A wish may have come between the last answer and here.
            if finished && !outbox::of(&purpose).is_empty() {
                flush(purpose);
            }
        });
    }
}

/// Sends until nothing waits for this control; `false` when it has to be tried later.
pub async fn send(purpose: &str) -> bool {
    let _turn = hold_turn().await;
    let was_known = control_signals::is_known();
    outbox::sync().await;
    // The first decision makes the subject. One that was sent and not answered may have made it:
    // only its own answer tells this browser who it is, so it is sent again before any other.
    let unanswered = outbox::all().into_iter().find(|wish| wish.was_sent());
    let other = unanswered.filter(|first| !control_signals::is_known() && first.purpose != purpose);
    if let Some(first) = other
        && !send_all(&first.purpose).await
    {
        apply_outcome::keep_waiting(purpose);
        return false;
    }
    let is_sent = send_all(purpose).await;
    if !was_known && control_signals::is_known() {
        refresh::check_cookie().await;
    }
    is_sent
}

/// Held while something that makes records is sent and answered. Until the server knows the person one goes after the
/// other: two first ones at once would make two subjects. After that they go together.
pub fn hold_turn() -> impl Future<Output = web_lock::LockGuard> {
    web_lock::hold_as(RECORDING, control_signals::is_known())
}

/// Whether everything is answered that may have made this person known: an erasure finds nobody before. What is
/// known leads to all of it.
pub async fn settle() -> bool {
    if control_signals::is_known() {
        return true;
    }
    refresh::now().await;
    match outbox::all().into_iter().find(Wish::was_sent) {
        Some(wish) => send(&wish.purpose).await,
        None => true,
    }
}

async fn send_all(purpose: &str) -> bool {
    let _lock = web_lock::hold(purpose).await;
    let mut is_renewed = false;
    loop {
        // What another tab sent before this one's turn came is not sent again.
        outbox::sync().await;
        let Some(mut wish) = next(purpose) else {
            return true;
        };
        if !wish.is_recalled() {
            control_signals::change(purpose, |state| state.phase = Phase::Saving);
        }
        let answer = ask(&mut wish).await;
        let outcome = interpret(&wish, answer, is_renewed);
        is_renewed = matches!(outcome, Outcome::Renewed(_));
        if let Outcome::Later(failure) = outcome {
            outbox::sync().await;
            apply_outcome::kept_for_later(purpose, &failure);
            return false;
        }
        if apply_outcome::apply(wish, outcome) {
            refresh::soon();
        }
    }
}

/// The wish to send now: one that was sent before, otherwise the last; those between are given up.
fn next(purpose: &str) -> Option<Wish> {
    let mut waiting = outbox::of(purpose);
    if let Some(sent) = waiting.iter().find(|wish| wish.was_sent()) {
        return Some(sent.clone());
    }
    let last = waiting.pop()?;
    waiting.iter().for_each(outbox::remove);
    Some(last)
}

/// Sends a wish. From the first time on it may be stored, so the view token that it goes with is
/// on the disk before it leaves.
async fn ask(wish: &mut Wish) -> Result<Choice, Failure> {
    if !wish.was_sent() {
        let token = consent_client::view_token(&wish.notice_text).await?;
        rebase(wish);
        wish.token = Some(token);
        outbox::keep(wish);
        outbox::sync().await;
    }
    let decided = consent_client::decide(wish).await?;
    receipt_store::keep(&decided.record, &decided.receipt);
    Ok(decided.choice)
}

/// A wish changes what is known now, not what was known when it was made: a refusal of a consent
/// that was given in between is a withdrawal.
fn rebase(wish: &mut Wish) {
    if let Some(choice) = last_confirmed::confirmed(&wish.purpose) {
        control_signals::change(&wish.purpose, |state| {
            control_signals::take_newer(state, choice)
        });
    }
    let state = control_signals::now(&wish.purpose);
    wish.revision = state.revision();
    wish.verb = control_state::verb(
        control_state::kind_of(wish.verb),
        control_state::is_yes(wish.verb),
        state.confirmed.as_ref(),
    );
}
