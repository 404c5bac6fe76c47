//! What every request can reach.
//!
//! Made once at start, or by a test. Entry point: [`App::open`].

use std::sync::Arc;

use anyhow::Context;
use consent::wire::Delivery;
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::http::CookieForm;
use crate::identity::host::Host;
use crate::integrity::audit::Audit;
use crate::integrity::erasure_list::ErasureList;
use crate::limits::Limits;
use crate::live::subscribers::Live;
use crate::metrics::Metrics;
use crate::runtime::supervisor::Background;
use crate::secrets::keys::Keys;
use crate::secrets::tokens::{self, Tokens};
use crate::settings::Settings;
use crate::site::Site;
use crate::store::Store;
use crate::store::row_cache::Recent;

/// What every request can reach.
pub struct App {
    /// Where records are kept.
    pub store: Arc<dyn Store>,
    /// What the site was published with.
    pub site: Site,
    /// What was written last for whom.
    pub recent: Recent,
    /// The list of erasures outside the store.
    pub erasures: ErasureList,
    /// Who looks at the chains again.
    pub audit: Audit,
    /// The keys of receipts.
    pub keys: Keys,
    /// The secret of tokens and cookies.
    pub tokens: Tokens,
    /// The host app whose tokens are accepted, if one is.
    pub host: Option<Host>,
    /// The server's time.
    pub clock: Clock,
    /// What runs beside the requests.
    pub background: Background,
    /// Who waits for news.
    pub live: Live,
    /// Rung when a decision waits to be posted.
    pub webhook: Notify,
    /// How many writes each person may make.
    pub limits: Limits,
    /// What is counted.
    pub metrics: Metrics,
    /// What the operator set.
    pub settings: Settings,
}

impl App {
    /// Brings together the store and the settings; makes keys and secrets where there are none.
    /// Refuses settings that do not go together.
    pub async fn open(
        store: Arc<dyn Store>,
        settings: Settings,
        clock: Clock,
    ) -> anyhow::Result<Arc<Self>> {
        let host = Host::of(&settings)?;
        let list = settings.erasure_list.clone().or(store.erasure_list());
        let erasures = ErasureList::open(list.as_deref()).context(
            "the list of erasures cannot be read; set ERASURE_LIST to a file that can be written",
        )?;
        erasures.catch_up(store.as_ref(), clock.seconds()).await?;
        let tokens = tokens::open(store.as_ref(), &settings).await?;
        let keys = Keys::open(store.clone(), &settings, clock.seconds()).await?;
        Ok(Arc::new(Self {
            store,
            recent: Recent::default(),
            erasures,
            audit: Audit::default(),
            site: Site::new(&settings.site_dir),
            keys,
            tokens,
            host,
            clock,
            background: Background::default(),
            live: Live::default(),
            webhook: Notify::new(),
            limits: Limits::new(&settings),
            metrics: Metrics::default(),
            settings,
        }))
    }

    /// How far a decision has come when it is stored.
    pub fn first_delivery(&self) -> Delivery {
        if self.settings.webhook_url.is_some() {
            Delivery::Sending
        } else {
            Delivery::Recorded
        }
    }

    /// The anonymous cookie, as a request by http or https has it.
    pub fn cookie(&self, is_https: bool) -> CookieForm {
        CookieForm {
            is_https: is_https || self.settings.is_https(),
            is_framed: !self.settings.allowed_hosts.is_empty(),
        }
    }
}
