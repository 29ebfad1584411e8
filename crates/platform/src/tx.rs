//! The transaction: the only way to a tenant's rows. It knows who acts, where, when, and carries
//! chance; what is not committed never happened.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use kernel::{Actor, AgentActor, AgentId, Clock, CompteId, MlId, Permission, Rng, SiteId};
use sqlx::{PgConnection, Postgres, Transaction};

use crate::{
    Db, Error, Result,
    audit::Empreintes,
    authz,
    nomenclatures::Nomenclatures,
    parametres::{Locale, Parametres},
    sessions,
    sessions::Jeton,
};

/// An open transaction and its actor. Dropped without [`Tx::commit`], it changes nothing.
#[derive(Debug)]
pub struct Tx {
    inner: Transaction<'static, Postgres>,
    db: Db,
    actor: Actor,
    fuseau: Tz,
    entete: Entete,
    parametres: Parametres,
}

/// What the top of each page says of the person signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entete {
    /// Given name and name.
    pub agent: String,
    /// The mission locale or body.
    pub structure: String,
    /// The site, when the affectation names one.
    pub site: String,
    /// More than one affectation can be chosen.
    pub plusieurs_affectations: bool,
    /// Arrivals that wait for her.
    pub arrivees: i64,
    /// Messages she has not read.
    pub messages: i64,
}

/// Where a transaction came from, while it looks elsewhere: see [`Tx::passer`].
#[derive(Debug)]
#[must_use = "the transaction stays in the other mission locale until `Tx::revenir`"]
pub struct Passage {
    actor: Actor,
    fuseau: Tz,
    parametres: Parametres,
}

/// What a session token opens.
#[derive(Debug)]
pub enum Ouverture {
    /// Someone signed in.
    Ouverte(Box<Tx>),
    /// A session that has ended: whose, and where, to keep what was being typed.
    Expiree {
        /// The account.
        compte: CompteId,
        /// The mission locale, when one was chosen.
        ml: Option<MlId>,
    },
    /// No such session.
    Inconnue,
}

impl Tx {
    /// Opens the transaction of the person whose session is `jeton`.
    pub async fn open(db: &Db, jeton: &Jeton) -> Result<Ouverture> {
        let mut inner = db.pool.begin().await?;
        let now = db.clock.now();
        let Some(row) = sessions::read(&mut inner, jeton, now).await? else {
            return Ok(Ouverture::Inconnue);
        };
        if !row.open(now, db.parametres())? {
            return Ok(Ouverture::Expiree {
                compte: row.compte,
                ml: row.ml,
            });
        }
        if row.seen_long_ago(now) {
            // Kept at once: a page that only reads commits nothing, and is a use all the same.
            sessions::touch(&mut inner, jeton, now).await?;
            inner.commit().await?;
            inner = db.pool.begin().await?;
            set_ml(&mut inner, row.ml).await?;
        }
        let fuseau = row.fuseau();
        let actor = row.actor(now.with_timezone(&fuseau).date_naive());
        if actor.ml().is_none() && row.ml.is_some() {
            set_ml(&mut inner, None).await?;
        }
        let entete = row.entete(&actor);
        let parametres = db.parametres().with(row.locaux.0);
        Ok(Ouverture::Ouverte(Box::new(Self {
            inner,
            db: db.clone(),
            actor,
            fuseau,
            entete,
            parametres,
        })))
    }

    /// Opens a transaction for nobody: sign-in, first-sign-in link, health check.
    pub async fn public(db: &Db) -> Result<Self> {
        Self::with_actor(db, Actor::Public).await
    }

    /// Opens a transaction for the holder of a signed link.
    pub async fn lien(db: &Db) -> Result<Self> {
        Self::with_actor(db, Actor::Lien).await
    }

    /// Opens a transaction for a job or a command, in one mission locale.
    pub async fn systeme(db: &Db, ml: MlId) -> Result<Self> {
        let mut tx = Self::with_actor(db, Actor::Systeme { ml }).await?;
        let (fuseau, locaux) = set_ml(&mut tx.inner, Some(ml)).await?;
        tx.fuseau = fuseau.ok_or(Error::NotFound)?;
        tx.parametres = db.parametres().with(locaux);
        Ok(tx)
    }

    /// Opens a transaction for a command of whoever runs the server, on the reference tables.
    pub async fn operateur(db: &Db) -> Result<Self> {
        Self::with_actor(db, Actor::Operateur).await
    }

    async fn with_actor(db: &Db, actor: Actor) -> Result<Self> {
        let inner = db.pool.begin().await?;
        let fuseau = kernel::actor::FUSEAU_NATIONAL;
        Ok(Self {
            inner,
            db: db.clone(),
            actor,
            fuseau,
            entete: Entete::default(),
            parametres: Parametres::clone(db.parametres()),
        })
    }

    /// Puts another mission locale in sight until [`Tx::revenir`]: the only way to write in two of
    /// them at once. What is done there is the system's, and each side keeps its own trace. A
    /// failure in between drops the transaction, and changes nothing on either side.
    ///
    /// # Errors
    /// `Forbidden` for an actor who is in no mission locale; `NotFound` when there is none such.
    pub async fn passer(&mut self, vers: MlId) -> Result<Passage> {
        self.ml()?;
        let (fuseau, locaux) = set_ml(&mut self.inner, Some(vers)).await?;
        let fuseau = fuseau.ok_or(Error::NotFound)?;
        let parametres = self.db.parametres().with(locaux);
        Ok(Passage {
            actor: std::mem::replace(&mut self.actor, Actor::Systeme { ml: vers }),
            fuseau: std::mem::replace(&mut self.fuseau, fuseau),
            parametres: std::mem::replace(&mut self.parametres, parametres),
        })
    }

    /// Comes back from [`Tx::passer`].
    pub async fn revenir(&mut self, passage: Passage) -> Result<()> {
        set_ml(&mut self.inner, passage.actor.ml()).await?;
        self.actor = passage.actor;
        self.fuseau = passage.fuseau;
        self.parametres = passage.parametres;
        Ok(())
    }

    /// Makes everything done in this transaction true, at once.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }

    /// The connection, for the queries of platform and wings.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    /// Who acts.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The agent of a mission locale who acts.
    ///
    /// # Errors
    /// Forbidden for anyone else.
    pub const fn agent(&self) -> Result<&AgentActor> {
        match &self.actor {
            Actor::Agent(agent) => Ok(agent),
            _ => Err(Error::Forbidden),
        }
    }

    /// The person who acts, when there is one.
    pub const fn agent_id(&self) -> Option<AgentId> {
        self.actor.agent()
    }

    /// The site of the affectation, when it names one.
    pub const fn site(&self) -> Option<SiteId> {
        match &self.actor {
            Actor::Agent(agent) => agent.site,
            _ => None,
        }
    }

    /// The mission locale in sight.
    ///
    /// # Errors
    /// Forbidden when the actor has none.
    pub fn ml(&self) -> Result<MlId> {
        self.actor.ml().ok_or(Error::Forbidden)
    }

    /// Whether the actor holds `permission`. Jobs and commands may do all.
    pub fn may(&self, permission: Permission) -> bool {
        match self.actor {
            Actor::Systeme { .. } | Actor::Operateur => true,
            _ => self
                .actor
                .role()
                .is_some_and(|role| authz::allows(role, permission)),
        }
    }

    /// Refuses an actor who does not hold `permission`.
    ///
    /// # Errors
    /// Forbidden.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.may(permission) {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }

    /// The present instant, in UTC.
    pub fn now(&self) -> DateTime<Utc> {
        self.db.clock.now()
    }

    /// The present day in the mission locale's time zone.
    pub fn today(&self) -> NaiveDate {
        self.db.clock.today(self.fuseau)
    }

    /// The mission locale's time zone.
    pub const fn fuseau(&self) -> Tz {
        self.fuseau
    }

    /// The clock, to make identifiers.
    pub const fn clock(&self) -> &Clock {
        &self.db.clock
    }

    /// Chance, to make identifiers and tokens.
    pub const fn rng(&self) -> &Rng {
        &self.db.rng
    }

    /// The coded lists.
    pub fn nomenclatures(&self) -> &Nomenclatures {
        self.db.nomenclatures()
    }

    /// The dated parameters, with what the mission locale in sight corrected.
    pub const fn parametres(&self) -> &Parametres {
        &self.parametres
    }

    /// A parameter as it holds today.
    pub fn parametre(&self, code: &str) -> Result<i64> {
        self.parametres().entier(code, self.today())
    }

    /// The keyed hashes of the audit.
    pub const fn empreintes(&self) -> &Empreintes {
        &self.db.empreintes
    }

    /// What the top of the page says.
    pub const fn entete(&self) -> &Entete {
        &self.entete
    }
}

/// Puts `ml` in sight of the transaction, and returns its time zone and its corrections of the
/// parameters.
async fn set_ml(conn: &mut PgConnection, ml: Option<MlId>) -> Result<(Option<Tz>, Vec<Locale>)> {
    let text = ml.map(|ml| ml.to_string()).unwrap_or_default();
    let row = sqlx::query!(
        r#"/* socle */ select (select fuseau from mission_locale where ml_id = $2) as fuseau,
             (select coalesce(jsonb_agg(to_jsonb(p) order by p.valide_du, p.saisi_le, p.id), '[]')
              from parametre_local p where p.ml_id = $2)
               as "locaux!: sqlx::types::Json<Vec<Locale>>"
           from set_config('jalon.ml_id', $1, true)"#,
        text,
        ml.map(MlId::get),
    )
    .fetch_one(conn)
    .await?;
    let fuseau = row.fuseau.and_then(|name| name.parse().ok());
    Ok((fuseau, row.locaux.0))
}

/// A new typed identifier, from the clock and chance of `tx`.
#[macro_export]
macro_rules! new_id {
    ($tx:expr, $id:ty) => {
        <$id>::new($tx.clock(), $tx.rng())
    };
}
