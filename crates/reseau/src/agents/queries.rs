//! Statements on agents. Reference tables have no row-level security: `ml_id` is in every `where`.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AffectationId, AgentId, CompteId, MlId, Role, SiteId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::model::{
    AffectationLigne, AffectationSaisie, AgentFiche, AgentSaisi, CompteLigne, EtatCompte,
};

/// One administration of a mission locale at a time, until the transaction ends.
pub(super) async fn lock(tx: &mut Tx, ml: MlId) -> Result<()> {
    sqlx::query!(
        "select ml_id from mission_locale where ml_id = $1 for no key update",
        ml.get()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// The agents with an affectation, past or present, in the mission locale; or that one only.
pub(super) async fn agents(tx: &mut Tx, ml: MlId, un: Option<AgentId>) -> Result<Vec<AgentFiche>> {
    let (now, jour) = (tx.now(), tx.today());
    let un = un.map(AgentId::uuid);
    let rows = sqlx::query!(
        r#"select a.id as "id: AgentId", a.prenom, a.nom, a.courriel, a.telephone, a.version,
             exists (select from affectation x where x.agent_id = a.id
               and x.ml_id is distinct from $1 and (x.au is null or x.au >= $3)) as "ailleurs!",
             c.id as "compte?: CompteId", (c.ferme_le is not null) as "ferme!",
             (c.mot_de_passe is not null) as "active!", c.version as "compte_version?",
             (select count(*) from session s where s.compte_id = c.id and s.fermee_le is null
               and s.expire_le > $4) as "sessions!",
             (select max(s.vue_le) from session s where s.compte_id = c.id) as vu_le
           from agent a left join compte c on c.agent_id = a.id
           where exists (select from affectation f where f.agent_id = a.id and f.ml_id = $1)
             and ($2::uuid is null or a.id = $2)
           order by a.nom, a.prenom, a.id"#,
        ml.get(),
        un,
        jour,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    let mut affectations = affectations(tx, ml, un).await?;
    Ok(rows
        .into_iter()
        .map(|row| AgentFiche {
            affectations: affectations.extract_if(.., |a| a.agent == row.id).collect(),
            id: row.id,
            prenom: row.prenom,
            nom: row.nom,
            courriel: row.courriel,
            telephone: row.telephone,
            version: row.version,
            ailleurs: row.ailleurs,
            compte: row
                .compte
                .zip(row.compte_version)
                .map(|(id, version)| CompteLigne {
                    id,
                    etat: match (row.ferme, row.active) {
                        (true, _) => EtatCompte::Ferme,
                        (false, true) => EtatCompte::Ouvert,
                        (false, false) => EtatCompte::AActiver,
                    },
                    sessions: row.sessions,
                    vu_le: row.vu_le,
                    version,
                }),
        })
        .collect())
}

async fn affectations(
    tx: &mut Tx,
    ml: MlId,
    un: Option<sqlx::types::Uuid>,
) -> Result<Vec<AffectationLigne>> {
    let rows = sqlx::query!(
        r#"select f.id as "id: AffectationId", f.agent_id as "agent: AgentId", f.role,
             f.site_id as "site?: SiteId", coalesce(s.nom, '') as "site_nom!", f.du, f.au,
             f.version
           from affectation f left join site s on s.id = f.site_id
           where f.ml_id = $1 and ($2::uuid is null or f.agent_id = $2)
           order by f.du desc, f.id"#,
        ml.get(),
        un
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(AffectationLigne {
                id: row.id,
                agent: row.agent,
                role: Role::from_code(&row.role)?,
                site: row.site,
                site_nom: row.site_nom,
                du: row.du,
                au: row.au,
                version: row.version,
            })
        })
        .collect())
}

/// The person who has this mail, in any mission locale or body: identifier and names.
pub(super) async fn by_courriel(
    tx: &mut Tx,
    courriel: &str,
) -> Result<Option<(AgentId, String, String)>> {
    let row = sqlx::query!(
        r#"select id as "id: AgentId", prenom, nom from agent where courriel = $1"#,
        courriel
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.id, row.prenom, row.nom)))
}

/// Whether the site is open in the mission locale on `jour`.
pub(super) async fn site_is_open(
    tx: &mut Tx,
    ml: MlId,
    site: SiteId,
    jour: NaiveDate,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from site where id = $2 and ml_id = $1
             and (ferme_le is null or ferme_le > $3)) as "ouvert!""#,
        ml.get(),
        site.uuid(),
        jour
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Declares a person.
pub(super) async fn create_agent(tx: &mut Tx, id: AgentId, a: &AgentSaisi) -> Result<()> {
    sqlx::query!(
        "insert into agent (id, prenom, nom, courriel, telephone) values ($1, $2, $3, $4, $5)",
        id.uuid(),
        a.prenom,
        a.nom,
        a.courriel,
        a.telephone
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "agent_courriel_unique",
        "courriel",
        "Cette adresse est déjà celle d’un agent déclaré.",
    )?;
    Ok(())
}

/// Changes a person; `false` when the version is no longer this one.
pub(super) async fn update_agent(
    tx: &mut Tx,
    id: AgentId,
    version: i32,
    a: &AgentSaisi,
) -> Result<bool> {
    let done = sqlx::query!(
        "update agent set prenom = $3, nom = $4, courriel = $5, telephone = $6,
           version = version + 1
         where id = $1 and version = $2",
        id.uuid(),
        version,
        a.prenom,
        a.nom,
        a.courriel,
        a.telephone
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "agent_courriel_unique",
        "courriel",
        "Cette adresse est déjà celle d’un agent déclaré.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Adds an affectation.
pub(super) async fn create_affectation(
    tx: &mut Tx,
    ml: MlId,
    agent: AgentId,
    a: &AffectationSaisie,
) -> Result<()> {
    sqlx::query!(
        "insert into affectation (id, agent_id, ml_id, role, site_id, du, au)
         values ($1, $2, $3, $4, $5, $6, $7)",
        a.id.uuid(),
        agent.uuid(),
        ml.get(),
        a.role.code(),
        a.site.map(SiteId::uuid),
        a.du,
        a.au
    )
    .execute(tx.conn())
    .await
    .on_constraint("affectation_pkey", "du", "Cette affectation existe déjà.")?;
    Ok(())
}

/// Ends an affectation; `false` when the version is no longer this one.
pub(super) async fn end_affectation(
    tx: &mut Tx,
    ml: MlId,
    id: AffectationId,
    version: i32,
    au: NaiveDate,
) -> Result<bool> {
    let done = sqlx::query!(
        "update affectation set au = $4, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        id.uuid(),
        version,
        au
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whose affectation it is.
pub(super) async fn holder(
    tx: &mut Tx,
    ml: MlId,
    affectation: AffectationId,
) -> Result<Option<AgentId>> {
    Ok(sqlx::query_scalar!(
        r#"select agent_id as "agent: AgentId" from affectation where ml_id = $1 and id = $2"#,
        ml.get(),
        affectation.uuid()
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Opens an account without password.
pub(super) async fn create_account(
    tx: &mut Tx,
    id: CompteId,
    agent: AgentId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into compte (id, agent_id, cree_le) values ($1, $2, $3)",
        id.uuid(),
        agent.uuid(),
        now
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "compte_agent_unique",
        "compte",
        "Cette personne a déjà un compte.",
    )?;
    Ok(())
}

/// Closes an account, or opens it again; `false` when the version is no longer this one.
pub(super) async fn set_closed(
    tx: &mut Tx,
    compte: CompteId,
    version: i32,
    ferme_le: Option<DateTime<Utc>>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update compte set ferme_le = $3, version = version + 1 where id = $1 and version = $2",
        compte.uuid(),
        version,
        ferme_le
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Withdraws the links of an account that were not used.
pub(super) async fn revoke_links(tx: &mut Tx, compte: CompteId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update lien set revoque_le = $2 where objet_id = $1 and revoque_le is null",
        compte.uuid(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
