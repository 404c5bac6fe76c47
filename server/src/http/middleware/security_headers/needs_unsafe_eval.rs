//! Tells browsers from before `'wasm-unsafe-eval'` by what they say of themselves: Chrome 97, Safari 16 and
//! Firefox 102 know it.
//!
//! Used only where the operator wants the app to run in them (`OLD_BROWSERS`): a feature of a policy cannot be
//! asked for, and a page is sent before any script could look. Entry point: [`by`].

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;

/// Whether WebAssembly runs in this browser only where `eval` may. A browser that does not say is taken for a new
/// one: the strict policy is the safe mistake.
pub fn by(headers: &HeaderMap) -> bool {
    let said = headers.get(USER_AGENT).and_then(|said| said.to_str().ok());
    said.is_some_and(is_old)
}

fn is_old(said: &str) -> bool {
    let number = |name: &str| {
        let (_, after) = said.split_once(name)?;
        let digits = after.split(|character: char| !character.is_ascii_digit());
        digits.into_iter().next()?.parse::<u32>().ok()
    };
    // Every browser on an iPhone is the system's, whatever its own number.
    let on_phone = number("CPU iPhone OS ").or_else(|| number("CPU OS "));
    let safari = || number("Version/").filter(|_| said.contains("Safari/"));
    let others = [
        number("Chrome/").map(|own| own < 97),
        number("Firefox/").map(|own| own < 102),
    ];
    match on_phone {
        Some(system) => system < 16,
        None => others
            .into_iter()
            .flatten()
            .next()
            .or_else(|| safari().map(|own| own < 16))
            .unwrap_or(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_old_by_its_engine_and_a_phone_by_its_system() {
        let check = |said: &str, expected| assert_eq!(is_old(said), expected, "{said}");
        check(
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0.4103.0 Mobile Safari/537.36",
            true,
        );
        check(
            "Mozilla/5.0 (Linux; Android 14; K; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MicroMessenger/8.0.43",
            false,
        );
        check(
            "Mozilla/5.0 (Linux; Android 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/96.0.4664.104 Mobile Safari/537.36",
            true,
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 15_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.40",
            true,
        );
        check(
            "Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/96.0 Mobile/15E148 Safari/604.1",
            false,
        );
        check(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.3 Safari/605.1.15",
            true,
        );
        check(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
            false,
        );
        check(
            "Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0",
            true,
        );
        check(
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            false,
        );
        check("something else", false);
        check("Chrome/", false);
    }
}
