//! The cookie that identifies a browser without a host app's token: a secret and the date of issue,
//! sealed.
//!
//! Only what this server issued is read back. A site on a parent domain can set a cookie of the
//! same name, so the first one whose seal opens is taken. Entry points: [`CookieForm`] and
//! [`Issued`].

use ::cookie::{Cookie, SameSite, time::Duration};
use axum::http::header::{COOKIE, HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{AppendHeaders, IntoResponseParts, ResponseParts};
use serde::{Deserialize, Serialize};

use crate::identity::subject::Subject;
use crate::secrets::hmac_tokens::{Content, Tokens};
use crate::settings::Settings;

/// Days for which browsers keep the cookie: four hundred is the most that they take (RFC 6265bis).
const LIFE: i64 = 400;

/// Days after which a cookie in use is handed out anew, so that who comes now and then never
/// loses everything. A month spares a header with nearly every answer.
const RENEWED_AFTER: i64 = 30;

const DAY: i64 = 24 * 60 * 60;

/// What the cookie holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// Whom it stands for; the store has its hash alone.
    secret: String,
    /// When it was handed out, in days since 1970.
    day: i64,
}

impl Content for Issued {
    const PURPOSE: &str = "cookie";

    // Whoever makes one up is nobody: it takes the secret of a person to be that person.
    const OPENS_WHEN_LEAKED: bool = true;
}

impl Issued {
    /// A cookie of that secret, handed out now (in seconds).
    pub fn new(secret: String, now: i64) -> Self {
        let day = now.div_euclid(DAY);
        Self { secret, day }
    }

    /// Whom it stands for.
    pub fn subject(&self) -> Subject {
        Subject::of_secret(&self.secret)
    }

    /// The same cookie handed out now, if it is old enough for that.
    pub fn renewed(&self, now: i64) -> Option<Self> {
        let is_due = self.age(now) >= RENEWED_AFTER;
        is_due.then(|| Self::new(self.secret.clone(), now))
    }

    /// Days since it was handed out.
    fn age(&self, now: i64) -> i64 {
        now.div_euclid(DAY) - self.day
    }
}

/// The cookie's name and attributes, as one request asks for them.
#[derive(Debug, Clone, Copy)]
pub struct CookieForm {
    /// Whether the page is reached by https, where the name forbids any other host to set it.
    pub is_https: bool,
    /// Whether pages of other sites may frame this one, or the pages themselves are another site.
    pub is_framed: bool,
}

impl CookieForm {
    /// As a request by http or https asks for it.
    pub fn of(settings: &Settings, is_https: bool) -> Self {
        Self {
            is_https: is_https || settings.is_https(),
            is_framed: !settings.allowed_hosts.is_empty() || settings.pages_url.is_some(),
        }
    }

    /// The cookie in a request: the first that this server issued and browsers would still keep.
    pub fn read(&self, headers: &HeaderMap, tokens: &Tokens, now: i64) -> Option<Issued> {
        // Each by itself: another app of the same host may have set one that is no ASCII, or no text, and
        // proxies send all of them in one line.
        let lines = headers.get_all(COOKIE).iter();
        let pairs = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b';'));
        let texts = pairs.filter_map(|pair| std::str::from_utf8(pair).ok());
        let cookies = texts.filter_map(|pair| Cookie::parse(pair).ok());
        let mut ours = cookies.filter(|cookie| cookie.name() == self.name());
        ours.find_map(|cookie| {
            let issued: Issued = tokens.open(cookie.value())?;
            (issued.age(now) <= LIFE).then_some(issued)
        })
    }

    /// Hands a cookie to the browser.
    pub fn set(&self, tokens: &Tokens, issued: &Issued) -> SetCookie {
        self.header(tokens.seal(issued), LIFE)
    }

    /// Takes it away again.
    pub fn clear(&self) -> SetCookie {
        self.header(String::new(), 0)
    }

    fn name(&self) -> &'static str {
        match self.is_https {
            true => "__Host-mingbai",
            false => "mingbai",
        }
    }

    fn header(&self, value: String, days: i64) -> SetCookie {
        // In a frame of another site browsers refuse a cookie that is not `None`, and `None` that
        // is not Secure; most of them then keep it for that one outer site only (Partitioned).
        // Writes of other sites are refused by where they come from (`cross_site`), not by this.
        let crosses_sites = self.is_https && self.is_framed;
        let same_site = match crosses_sites {
            true => SameSite::None,
            false => SameSite::Lax,
        };
        let cookie = Cookie::build((self.name(), value))
            .path("/")
            .max_age(Duration::days(days))
            .http_only(true)
            .secure(self.is_https)
            .same_site(same_site)
            .partitioned(crosses_sites);
        let value = HeaderValue::from_str(&cookie.to_string());
        SetCookie(Some(value.expect("name, base64 and attributes are ASCII")))
    }
}

/// A header that sets or clears the cookie, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetCookie(Option<HeaderValue>);

impl IntoResponseParts for SetCookie {
    type Error = <AppendHeaders<Option<(HeaderName, HeaderValue)>> as IntoResponseParts>::Error;

    fn into_response_parts(self, parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        AppendHeaders(self.0.map(|value| (SET_COOKIE, value))).into_response_parts(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 20_000 * DAY;

    fn form(is_https: bool, is_framed: bool) -> CookieForm {
        CookieForm {
            is_https,
            is_framed,
        }
    }

    fn tokens() -> Tokens {
        Tokens::new([1; 32], Vec::new())
    }

    fn cookie(secret: &str) -> Issued {
        Issued::new(secret.to_owned(), NOW)
    }

    fn read(line: &str, now: i64) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, line.parse().unwrap());
        let issued = form(false, false).read(&headers, &tokens(), now);
        issued.map(|issued| issued.secret)
    }

    #[test]
    fn what_this_server_issued_is_read_and_nothing_else() {
        let issued = tokens().seal(&cookie("mine"));
        let other = Tokens::new([2; 32], Vec::new()).seal(&cookie("theirs"));
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(read(line, NOW).as_deref(), expected, "{line}");
        };
        check(&format!("mingbai={issued}"), Some("mine"));
        check(&format!("a=b; mingbai={issued}; c=d"), Some("mine"));
        check(&format!("mingbai=junk; mingbai={issued}"), Some("mine"));
        check(&format!("mingbai={other}; mingbai={issued}"), Some("mine"));
        check(&format!("mingbai={other}"), None);
        check(&format!("mingbai={}", "A".repeat(43)), None);
        check(&format!("__Host-mingbai={issued}"), None);
        check(&format!("mingbai={issued}x"), None);
        check("mingbai", None);
        check("mingbai=", None);
    }

    #[test]
    fn a_cookie_in_use_is_renewed_each_month_and_ends_after_its_life() {
        let issued = cookie("mine");
        assert!(issued.renewed(NOW + 29 * DAY).is_none());
        let renewed = issued.renewed(NOW + 30 * DAY).unwrap();
        assert_eq!(renewed.secret, "mine");
        assert_eq!(renewed.age(NOW + 31 * DAY), 1);
        let line = format!("mingbai={}", tokens().seal(&issued));
        assert!(read(&line, NOW + 400 * DAY).is_some());
        assert!(read(&line, NOW + 401 * DAY).is_none());
    }

    #[test]
    fn the_attributes_follow_the_scheme_and_who_may_frame_the_page() {
        let check = |is_https, is_framed, expected: &str| {
            let SetCookie(header) = form(is_https, is_framed).clear();
            assert_eq!(header.unwrap(), expected);
        };
        let lax = "HttpOnly; SameSite=Lax";
        check(false, false, &format!("mingbai=; {lax}; Path=/; Max-Age=0"));
        check(false, true, &format!("mingbai=; {lax}; Path=/; Max-Age=0"));
        let secure = format!("__Host-mingbai=; {lax}; Secure; Path=/; Max-Age=0");
        check(true, false, &secure);
        let framed = "__Host-mingbai=; HttpOnly; SameSite=None; Partitioned; Secure; Path=/; \
                      Max-Age=0";
        check(true, true, framed);
    }
}
