//! The shared state of the server, as axum hands it to every request: store, keys, caches,
//! settings.
//!
//! Made once at start, or by a test. Entry point: [`App::open`].

use std::sync::Arc;

use anyhow::Context;
use consent::wire::Delivery;
use tokio::sync::{Notify, Semaphore};

use crate::clock::Clock;
use crate::identity::host_app::Host;
use crate::integrity::chain_audit::ChainAudit;
use crate::integrity::erasure_list::ErasureList;
use crate::live::subscribers::Subscribers;
use crate::metrics::Metrics;
use crate::rate_limits::Limits;
use crate::secrets::hmac_tokens::{self, Tokens};
use crate::secrets::signing_keys::Keys;
use crate::settings::Settings;
use crate::site_manifest::Site;
use crate::store::Store;
use crate::store::row_cache::RowCache;
use crate::task_health::TaskHealth;

/// Exports that read at the same time: half of the readers that a SQLite store has. The others take turns, so that
/// nobody who looks at their choices waits for people who take everything along.
const EXPORT_READS: usize = 2;

/// What every request can reach.
pub struct App {
    /// Where records are kept.
    pub store: Arc<dyn Store>,
    /// What the site was published with.
    pub site: Site,
    /// What was written last for whom.
    pub row_cache: RowCache,
    /// The list of erasures outside the store.
    pub erasures: ErasureList,
    /// Who looks at the chains again.
    pub audit: ChainAudit,
    /// The keys of receipts.
    pub keys: Keys,
    /// The secret of tokens and cookies.
    pub tokens: Tokens,
    /// The host app whose tokens are accepted, if one is.
    pub host: Option<Host>,
    /// The server's time.
    pub clock: Clock,
    /// What runs beside the requests.
    pub task_health: TaskHealth,
    /// Who waits for news.
    pub live: Subscribers,
    /// Rung when a decision waits to be posted.
    pub webhook: Notify,
    /// How many writes each person may make.
    pub limits: Limits,
    /// Turns of exports at the store.
    pub export_reads: Semaphore,
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
        let tokens = hmac_tokens::open(store.as_ref(), &settings).await?;
        let keys = Keys::open(store.clone(), &settings, clock.seconds()).await?;
        Ok(Arc::new(Self {
            store,
            row_cache: RowCache::default(),
            erasures,
            audit: ChainAudit::default(),
            site: Site::new(&settings.site_dir),
            keys,
            tokens,
            host,
            clock,
            task_health: TaskHealth::default(),
            live: Subscribers::default(),
            webhook: Notify::new(),
            limits: Limits::new(&settings),
            export_reads: Semaphore::new(EXPORT_READS),
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
}
