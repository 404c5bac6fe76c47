//! Seals and opens the server's own short-lived tokens: view tokens, guardian tokens, cookies.
//!
//! A token is its content in JSON and an HMAC-SHA256 over it, so no server has to remember it.
//! There may be several secrets: the newest seals, and all of them open, so that one can be
//! replaced. Entry points: [`Tokens::seal`] and [`Tokens::open`].

use std::iter;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, Mac};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::secret_file::{KeptSecret, Place, Secret, SecretFile, SecretFileError};
use crate::settings::Settings;
use crate::store::{Change, Store, StoreError};

/// Under which name the store keeps the secret, where no file does.
const IN_STORE: &str = "tokens";

/// Why there is no secret to seal with.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "each says it in its message")]
pub enum NoSecret {
    #[error("the store did not give or take the secret of tokens")]
    Store(#[from] StoreError),
    #[error("TOKEN_SECRETS cannot be used")]
    File(#[from] SecretFileError),
    #[error("the secret of tokens is damaged in the store; restore its row from a backup")]
    Damaged,
    #[error(
        "TOKEN_SECRETS is set and the store still has a secret of tokens; move it with \
         `server move-secrets`"
    )]
    StillInStore,
    #[error(
        "TOKEN_SECRETS has several secrets, and people whom the host app signs in are named with one of them, \
         the same at every server: write the word `names` after the one that has been the first until now, \
         and after no other"
    )]
    NoOneName,
}

/// Tokens under the secrets of the operator's file, or of the store, which makes one where it has none.
pub async fn open(store: &dyn Store, settings: &Settings) -> Result<Tokens, NoSecret> {
    let Some(file) = &settings.token_secrets else {
        let proposed =
            Change::ProposeSecret(IN_STORE.to_owned(), rand::random::<Secret>().to_vec());
        store.change(proposed).await?;
        let newest = of_store(store).await?.ok_or(NoSecret::Damaged)?;
        return Ok(Tokens::new(newest, Vec::new()));
    };
    let secrets = SecretFile::at(file).read()?;
    if of_store(store).await?.is_some() {
        return Err(NoSecret::StillInStore);
    }
    let is_needed = settings.host_issuer.is_some() && secrets.len() > 1;
    let naming = secrets.iter().filter(|secret| secret.gives_names).count();
    if naming > 1 || (is_needed && naming == 0) {
        return Err(NoSecret::NoOneName);
    }
    let mut secrets = secrets.into_iter();
    let newest = secrets.next().ok_or(NoSecret::Damaged)?;
    Ok(Tokens::new(newest.value, secrets.collect()))
}

/// Moves the store's secret into a file, where it is the first one and the one that names people. It is on the disk
/// there before it is forgotten here. Answers whether there was one.
pub async fn move_to_file(store: &dyn Store, file: &SecretFile) -> Result<bool, NoSecret> {
    let Some(secret) = of_store(store).await? else {
        return Ok(false);
    };
    let secret = KeptSecret {
        gives_names: true,
        ..KeptSecret::of(secret)
    };
    file.add(&[secret], Place::First)?;
    store
        .change(Change::ForgetSecret(IN_STORE.to_owned()))
        .await?;
    Ok(true)
}

async fn of_store(store: &dyn Store) -> Result<Option<Secret>, NoSecret> {
    let secret = store.secret(IN_STORE).await?;
    let whole = secret.map(|secret| secret.try_into().map_err(|_| NoSecret::Damaged));
    whole.transpose()
}

/// The text that a person had on the screen: content of a view token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewClaims {
    /// The version of the release.
    pub release: String,
    /// The language.
    pub language: String,
    /// SHA-256 of the text.
    pub text_hash: String,
    /// Where it was shown.
    pub surface: String,
    /// Until when it is accepted, in seconds.
    pub expires: i64,
    /// What makes the view unlike every other one: an act under it that has no key of its own is
    /// stored once. A token that took the place of one that was too old has the same.
    pub nonce: String,
    /// What the secret of a person whom a request under it makes known follows from. It outlives the
    /// nonce: an act that is done once more under a fresh token is of the same person.
    pub origin: String,
    /// Until when, in seconds, the request that made a person known under it leads back to them.
    pub leads_back_until: i64,
    /// The person whom a host app had signed in, who alone may use it; `None` for other browsers.
    #[serde(default)]
    pub holder: Option<String>,
}

/// A guardian who stated who they are: content of a guardian token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardianClaims {
    /// The guardian's own entity id.
    pub entity: String,
    /// The child whom it is for.
    pub child: String,
    /// The principal of the child's chain that the statement is in: erased, it is no statement any more.
    pub chain: String,
    /// Until when it is accepted, in seconds.
    pub expires: i64,
}

/// What can be sealed; the purpose keeps a token of one kind from passing for another.
pub trait Content: Serialize + DeserializeOwned {
    /// The kind of token.
    const PURPOSE: &str;

    /// Whether tokens under a secret that leaked still open. Those that anybody could make up to act
    /// in another's name do not.
    const OPENS_WHEN_LEAKED: bool = false;
}

impl Content for ViewClaims {
    const PURPOSE: &str = "view";
}

impl Content for GuardianClaims {
    const PURPOSE: &str = "guardian";
}

/// Seals and opens tokens.
pub struct Tokens {
    newest: Secret,
    /// The newest of them first.
    earlier: Vec<KeptSecret>,
}

impl Tokens {
    /// Tokens under the newest secret and those before it; all replicas use the same ones.
    pub fn new(newest: Secret, earlier: Vec<KeptSecret>) -> Self {
        Self { newest, earlier }
    }

    /// The token of that content.
    pub fn seal<T: Content>(&self, content: &T) -> String {
        let json = serde_json::to_vec(content).expect("contents are plain data with text keys");
        let body = BASE64.encode(json);
        let seal = mac(&self.newest, T::PURPOSE, &body);
        format!("{body}.{}", BASE64.encode(seal.finalize().into_bytes()))
    }

    /// The content of a token of this server; `None` for anything else. Expiry is not looked at.
    pub fn open<T: Content>(&self, token: &str) -> Option<T> {
        let (body, seal) = token.split_once('.')?;
        let seal = BASE64.decode(seal).ok()?;
        let counts = |secret: &&KeptSecret| T::OPENS_WHEN_LEAKED || !secret.is_leaked;
        let earlier = self.earlier.iter().filter(counts);
        let mut secrets = iter::once(&self.newest).chain(earlier.map(|secret| &secret.value));
        secrets.find(|secret| mac(secret, T::PURPOSE, body).verify_slice(&seal).is_ok())?;
        serde_json::from_slice(&BASE64.decode(body).ok()?).ok()
    }

    /// Names that are always the same for the same parts: one under each secret. First comes the one that new
    /// people get, so that two servers of which one has a newer secret on top give the same name; then the newest.
    pub fn derive(&self, purpose: &str, text: &str) -> impl Iterator<Item = String> {
        let (naming, others): (Vec<&KeptSecret>, Vec<_>) =
            self.earlier.iter().partition(|secret| secret.gives_names);
        let others = others.into_iter().map(|secret| &secret.value);
        let naming = naming.into_iter().map(|secret| &secret.value);
        let secrets = naming.chain(iter::once(&self.newest)).chain(others);
        secrets.map(move |secret| BASE64.encode(mac(secret, purpose, text).finalize().into_bytes()))
    }
}

fn mac(secret: &Secret, purpose: &str, text: &str) -> Hmac<Sha256> {
    let mac = Hmac::<Sha256>::new_from_slice(secret);
    let mut mac = mac.expect("HMAC takes keys of any length");
    mac.update(purpose.as_bytes());
    mac.update(b"\n");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guardian() -> GuardianClaims {
        GuardianClaims {
            entity: "e".into(),
            child: "c".into(),
            chain: "p".into(),
            expires: 1,
        }
    }

    #[test]
    fn a_token_opens_to_what_was_sealed() {
        let tokens = Tokens::new([1; 32], Vec::new());
        assert_eq!(
            tokens.open::<GuardianClaims>(&tokens.seal(&guardian())),
            Some(guardian())
        );
    }

    #[test]
    fn a_token_of_another_kind_or_secret_or_content_does_not_open() {
        let tokens = Tokens::new([1; 32], Vec::new());
        let token = tokens.seal(&guardian());
        assert_eq!(tokens.open::<ViewClaims>(&token), None);
        assert_eq!(
            Tokens::new([2; 32], Vec::new()).open::<GuardianClaims>(&token),
            None
        );
        let (_, seal) = token.split_once('.').unwrap();
        let forged = format!(
            "{}.{seal}",
            BASE64.encode(r#"{"entity":"x","child":"c","expires":1}"#)
        );
        assert_eq!(tokens.open::<GuardianClaims>(&forged), None);
        for nonsense in ["", ".", "a.b", "ü.ü", "a.b.c"] {
            assert_eq!(tokens.open::<GuardianClaims>(nonsense), None);
        }
    }

    /// The secret could not be replaced by anything: whoever had a copy of the store could make a
    /// guardian's token for ever.
    #[test]
    fn the_newest_secret_seals_and_all_open() {
        let earlier = |is_leaked| {
            let secret = KeptSecret {
                is_leaked,
                ..KeptSecret::of([1; 32])
            };
            Tokens::new([2; 32], vec![secret])
        };
        let (old, new) = (Tokens::new([1; 32], Vec::new()), earlier(false));
        let (by_old, by_new) = (old.seal(&guardian()), new.seal(&guardian()));
        assert_eq!(old.open::<GuardianClaims>(&by_new), None);
        for token in [&by_old, &by_new] {
            assert_eq!(new.open::<GuardianClaims>(token), Some(guardian()));
        }
        let warned = earlier(true);
        assert_eq!(warned.open::<GuardianClaims>(&by_old), None);
        assert_eq!(warned.open::<GuardianClaims>(&by_new), Some(guardian()));
    }

    /// In the middle of a replacement one server has the new secret on top and another does not: a person who
    /// decided at both became two, one of whom was found by nobody afterwards.
    #[test]
    fn a_secret_on_top_gives_no_new_person_another_name() {
        let kept = |byte, gives_names| KeptSecret {
            gives_names,
            ..KeptSecret::of([byte; 32])
        };
        let first_name = |newest, earlier| {
            let tokens = Tokens::new([newest; 32], earlier);
            tokens.derive("host subject", "somebody").next().unwrap()
        };
        let alone = first_name(1, vec![]);
        assert_eq!(first_name(1, vec![kept(2, false)]), alone);
        assert_eq!(first_name(2, vec![kept(3, false), kept(1, true)]), alone);
        assert_ne!(first_name(2, vec![kept(1, false)]), alone);
    }
}
