//! Sessions: a random token in a cookie, its hash here; an idle and an absolute end; one chosen
//! affectation.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use kernel::{
    Actor, AffectationId, AgentActor, AgentId, CompteId, MlId, Role, SiteId, actor::FUSEAU_NATIONAL,
};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;

use crate::{
    Result, Tx,
    parametres::{Locale, Parametres},
    tx::Entete,
};

/// The secret of a session, as the cookie carries it.
#[derive(Clone)]
pub struct Jeton([u8; 32]);

impl Jeton {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = crate::liens::from_hex(text)?;
        Some(Self(bytes))
    }

    /// 64 hexadecimal digits, for the cookie.
    pub fn secret(&self) -> String {
        crate::liens::to_hex(&self.0)
    }

    fn empreinte(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl std::fmt::Debug for Jeton {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Jeton(…)")
    }
}

/// A session with all that tells who acts.
#[derive(Debug)]
pub(crate) struct SessionRow {
    pub(crate) compte: CompteId,
    pub(crate) ml: Option<MlId>,
    agent: AgentId,
    affectation: Option<AffectationId>,
    agent_nom: String,
    creee_le: DateTime<Utc>,
    vue_le: DateTime<Utc>,
    expire_le: DateTime<Utc>,
    fermee: bool,
    role: Option<String>,
    du: Option<NaiveDate>,
    au: Option<NaiveDate>,
    site: Option<SiteId>,
    site_nom: Option<String>,
    structure: Option<String>,
    region: Option<String>,
    departement: Option<String>,
    fuseau: Option<String>,
    affectations: i64,
    avis: Vec<i64>,
    pub(crate) locaux: sqlx::types::Json<Vec<Locale>>,
    #[expect(dead_code, reason = "set_config is called for its effect")]
    en_vue: String,
}

/// Reads the session, and puts its mission locale in sight of the transaction.
pub(crate) async fn read(
    conn: &mut PgConnection,
    jeton: &Jeton,
    now: DateTime<Utc>,
) -> Result<Option<SessionRow>> {
    let row = sqlx::query_as!(
        SessionRow,
        r#"/* socle */ select s.compte_id as compte, f.ml_id as "ml?: MlId", c.agent_id as agent,
             s.affectation_id as "affectation?: AffectationId",
             a.prenom || ' ' || a.nom as "agent_nom!", s.creee_le, s.vue_le, s.expire_le,
             (s.fermee_le is not null or c.ferme_le is not null) as "fermee!",
             f.role as "role?", f.du as "du?", f.au, f.site_id as "site?: SiteId",
             si.nom as "site_nom?", coalesce(m.nom_usuel, o.nom) as structure,
             o.region, o.departement, m.fuseau as "fuseau?",
             (select count(*) from affectation x where x.agent_id = c.agent_id) as "affectations!",
             (select array[count(*) filter (where v.objet = 'venue'),
                count(*) filter (where v.objet = 'message')]
              from avis v where v.agent_id = c.agent_id and v.ml_id = f.ml_id
                and v.des_le <= $2 and v.expire_le > $2) as "avis!",
             (select coalesce(jsonb_agg(to_jsonb(p) order by p.valide_du, p.saisi_le, p.id), '[]')
              from parametre_local p where p.ml_id = f.ml_id)
               as "locaux!: sqlx::types::Json<Vec<Locale>>",
             set_config('jalon.ml_id', coalesce(f.ml_id::text, ''), true) as "en_vue!"
           from session s
           join compte c on c.id = s.compte_id
           join agent a on a.id = c.agent_id
           left join affectation f on f.id = s.affectation_id
           left join mission_locale m on m.ml_id = f.ml_id
           left join organisme o on o.id = f.organisme_id
           left join site si on si.id = f.site_id
           where s.empreinte = $1"#,
        jeton.empreinte(),
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// Marks the session as used now.
pub(crate) async fn touch(
    conn: &mut PgConnection,
    jeton: &Jeton,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "/* socle */ update session set vue_le = $2 where empreinte = $1",
        jeton.empreinte(),
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

impl SessionRow {
    /// Neither closed, nor idle, nor past its absolute end.
    pub(crate) fn open(&self, now: DateTime<Utc>, parametres: &Parametres) -> Result<bool> {
        let idle = parametres.entier("session_inactivite_minutes", now.date_naive())?;
        Ok(!self.fermee
            && self.creee_le <= now
            && now < self.expire_le
            && now - self.vue_le < Duration::minutes(idle))
    }

    pub(crate) fn seen_long_ago(&self, now: DateTime<Utc>) -> bool {
        now - self.vue_le > Duration::minutes(1)
    }

    pub(crate) fn fuseau(&self) -> Tz {
        self.fuseau
            .as_deref()
            .and_then(|name| name.parse().ok())
            .unwrap_or(FUSEAU_NATIONAL)
    }

    /// Who acts on `today`: an affectation that is over gives no role.
    pub(crate) fn actor(&self, today: NaiveDate) -> Actor {
        let (compte, agent) = (self.compte, self.agent);
        let in_force =
            self.du.is_some_and(|du| du <= today) && self.au.is_none_or(|au| today <= au);
        let role = self.role.as_deref().and_then(Role::from_code);
        match (in_force, role, self.affectation, self.ml) {
            (true, Some(role), Some(affectation), Some(ml)) if role.is_local() => {
                Actor::Agent(AgentActor {
                    compte,
                    agent,
                    affectation,
                    role,
                    ml,
                    site: self.site,
                })
            }
            (true, Some(Role::AnimateurRegional), _, None) => Actor::Animation {
                compte,
                agent,
                region: self.region.clone().unwrap_or_default(),
            },
            (true, Some(Role::ChargeMissionEtat), _, None) => Actor::Etat {
                compte,
                agent,
                region: self.region.clone(),
                departement: self.departement.clone(),
            },
            (true, Some(Role::National), _, None) => Actor::National { compte, agent },
            _ => Actor::SansAffectation { compte, agent },
        }
    }

    pub(crate) fn entete(&self, actor: &Actor) -> Entete {
        let chosen = !matches!(actor, Actor::SansAffectation { .. });
        let notices = |rank: usize| self.avis.get(rank).copied().unwrap_or(0);
        Entete {
            agent: self.agent_nom.clone(),
            structure: self
                .structure
                .clone()
                .filter(|_| chosen)
                .unwrap_or_default(),
            site: self.site_nom.clone().filter(|_| chosen).unwrap_or_default(),
            plusieurs_affectations: self.affectations > 1,
            arrivees: notices(0),
            messages: notices(1),
        }
    }
}

/// Opens a session for `compte` and returns its token.
pub async fn create(
    tx: &mut Tx,
    compte: CompteId,
    affectation: Option<AffectationId>,
) -> Result<Jeton> {
    let now = tx.now();
    let hours = tx.parametre("session_absolue_heures")?;
    let jeton = Jeton(tx.rng().token());
    sqlx::query!(
        "insert into session (empreinte, compte_id, affectation_id, creee_le, vue_le, expire_le)
         values ($1, $2, $3, $4, $4, $5)",
        jeton.empreinte(),
        compte.uuid(),
        affectation.map(AffectationId::uuid),
        now,
        now + Duration::hours(hours),
    )
    .execute(tx.conn())
    .await?;
    Ok(jeton)
}

/// Chooses the affectation of the session.
pub(crate) async fn choose(tx: &mut Tx, jeton: &Jeton, affectation: AffectationId) -> Result<()> {
    sqlx::query!(
        "update session set affectation_id = $2 where empreinte = $1",
        jeton.empreinte(),
        affectation.uuid()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Closes one session.
pub async fn close(tx: &mut Tx, jeton: &Jeton) -> Result<()> {
    let now = tx.now();
    sqlx::query!(
        "update session set fermee_le = $2 where empreinte = $1 and fermee_le is null",
        jeton.empreinte(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Closes every session of `compte`; returns how many were open.
pub async fn close_all(tx: &mut Tx, compte: CompteId) -> Result<u64> {
    let now = tx.now();
    let done = sqlx::query!(
        "update session set fermee_le = $2 where compte_id = $1 and fermee_le is null",
        compte.uuid(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
