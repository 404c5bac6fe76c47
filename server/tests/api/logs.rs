//! How tests listen to what is logged: each to its own thread, whatever the others do.

use std::thread;

use crate::common::logs::Log;

/// Whether a line was heard hung on which thread came by its place first.
#[test]
fn a_test_hears_its_own_thread_though_another_came_by_first() {
    let log = Log::listen();
    thread::spawn(|| say("other")).join().unwrap();
    say("own");
    assert_eq!(log.count("said"), 1, "{}", log.text());
    assert_eq!(log.count("who=\"own\""), 1, "{}", log.text());
}

#[test]
fn tests_that_listen_at_the_same_time_do_not_hear_each_other() {
    thread::scope(|scope| {
        for own in 0..8 {
            scope.spawn(move || (0..50).for_each(|_| hears_itself(own)));
        }
    });
}

fn hears_itself(own: usize) {
    let log = Log::listen();
    for _ in 0..10 {
        tracing::debug!(own, "counted");
    }
    assert_eq!(log.count("counted"), 10, "{}", log.text());
    assert_eq!(log.count(&format!("own={own}")), 10, "{}", log.text());
}

fn say(who: &str) {
    tracing::debug!(who, "said");
}
