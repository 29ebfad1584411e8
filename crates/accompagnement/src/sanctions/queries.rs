//! The statements of sanctions.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AdhesionId, AgentId, JeuneId, RendezVousId, SanctionId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::{
    model::{EtatSanction, Fait, Notification, NouvelleSanction, Observations, Palier, Sanction},
    rules::EnVigueur,
};

/// Her absences since `depuis`, with what was tried and whether she was reached.
pub(super) async fn absences(
    tx: &mut Tx,
    jeune: JeuneId,
    depuis: DateTime<Utc>,
) -> Result<Vec<Fait>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Fait,
        r#"select r.id as "rendez_vous: RendezVousId", r.debut,
             coalesce(not r.excuse, false) as "non_excusee!",
             (select count(*) from tentative t where t.ml_id = $1 and t.rendez_vous_id = r.id)
               as "essais!",
             (exists (select 1 from tentative t where t.ml_id = $1 and t.rendez_vous_id = r.id
                and t.resultat in ('abouti', 'a_rappeler', 'refus_echange'))
              or exists (select 1 from envoi e where e.ml_id = $1 and e.objet_id = r.id
                and e.nature = 'absence' and e.etat = 'recu')) as "jointe!"
           from rendez_vous r
           where r.ml_id = $1 and r.jeune_id = $2 and r.etat = 'absent' and r.debut >= $3
           order by r.debut desc"#,
        ml.get(),
        jeune.uuid(),
        depuis,
    )
    .fetch_all(tx.conn())
    .await?)
}

struct Ligne {
    id: SanctionId,
    adhesion: AdhesionId,
    etat: EtatSanction,
    faits: sqlx::types::Json<Vec<Fait>>,
    situation: String,
    avis: String,
    proposee_le: NaiveDate,
    proposee_par: String,
    observations_avant: NaiveDate,
    observations: String,
    observations_le: Option<NaiveDate>,
    accompagnee_par: String,
    rang: Option<i32>,
    pourcent: Option<i32>,
    mois: Option<i32>,
    fin_contrat: Option<bool>,
    motivation: String,
    decidee_le: Option<NaiveDate>,
    decidee_par: String,
    notifiee_le: Option<NaiveDate>,
    effet_le: Option<NaiveDate>,
    version: i32,
}

impl From<Ligne> for Sanction {
    fn from(row: Ligne) -> Self {
        Self {
            id: row.id,
            adhesion: row.adhesion,
            etat: row.etat,
            faits: row.faits.0,
            situation: row.situation,
            avis: row.avis,
            proposee_le: row.proposee_le,
            proposee_par: row.proposee_par,
            observations_avant: row.observations_avant,
            observations: row.observations,
            observations_le: row.observations_le,
            accompagnee_par: row.accompagnee_par,
            rang: row.rang,
            pourcent: row.pourcent,
            mois: row.mois,
            fin_contrat: row.fin_contrat,
            motivation: row.motivation,
            decidee_le: row.decidee_le,
            decidee_par: row.decidee_par,
            notifiee_le: row.notifiee_le,
            effet_le: row.effet_le,
            version: row.version,
        }
    }
}

/// Every sanction of a course, latest first.
pub(super) async fn list(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: AdhesionId,
) -> Result<Vec<Sanction>> {
    let ml = tx.ml()?;
    let rows = sqlx::query_as!(
        Ligne,
        r#"select s.id as "id: SanctionId", s.adhesion_id as "adhesion: AdhesionId",
             s.etat as "etat: EtatSanction", s.faits as "faits: sqlx::types::Json<Vec<Fait>>",
             s.situation, s.avis, s.proposee_le, p.prenom || ' ' || p.nom as "proposee_par!",
             s.observations_avant, s.observations, s.observations_le, s.accompagnee_par, s.rang,
             s.pourcent, s.mois, s.fin_contrat, s.motivation, s.decidee_le,
             coalesce(d.prenom || ' ' || d.nom, '') as "decidee_par!", s.notifiee_le, s.effet_le,
             s.version
           from sanction s
           join agent p on p.id = s.proposee_par
           left join agent d on d.id = s.decidee_par
           where s.ml_id = $1 and s.jeune_id = $2 and s.adhesion_id = $3
           order by s.proposee_le desc, s.id desc"#,
        ml.get(),
        jeune.uuid(),
        adhesion.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Sanction::from).collect())
}

/// Adds a proposal; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleSanction,
    faits: &[Fait],
    situation: &str,
    avant: NaiveDate,
) -> Result<bool> {
    let (ml, today, par) = (tx.ml()?, tx.today(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into sanction (ml_id, id, jeune_id, adhesion_id, faits, situation, avis,
           proposee_le, proposee_par, observations_avant)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.adhesion.uuid(),
        sqlx::types::Json(faits) as _,
        situation,
        new.avis,
        today,
        par,
        avant,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "sanction_une_ouverte",
        "faits",
        "Une proposition est déjà ouverte pour ce parcours.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Notes what she answered, while nothing is decided.
pub(super) async fn hear(tx: &mut Tx, jeune: JeuneId, o: &Observations) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update sanction set observations = $5, observations_le = $6, accompagnee_par = $7,
           version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and etat = 'proposee'",
        ml.get(),
        jeune.uuid(),
        o.id.uuid(),
        o.version,
        o.texte,
        o.le,
        o.accompagnee_par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Decides, or drops without a step.
pub(super) async fn decide(
    tx: &mut Tx,
    jeune: JeuneId,
    (id, version): (SanctionId, i32),
    palier: Option<&Palier>,
    motivation: &str,
    par: Option<AgentId>,
) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let etat = match palier {
        Some(_) => EtatSanction::Decidee,
        None => EtatSanction::Abandonnee,
    };
    let done = sqlx::query!(
        "update sanction set etat = $5, rang = $6, pourcent = $7, mois = $8, fin_contrat = $9,
           motivation = $10, decidee_le = $11, decidee_par = $12, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and etat = 'proposee'",
        ml.get(),
        jeune.uuid(),
        id.uuid(),
        version,
        etat.code(),
        palier.map(|p| p.rang),
        palier.map(|p| p.pourcent),
        palier.map(|p| p.mois),
        palier.map(|p| p.fin_contrat),
        motivation,
        today,
        par.map(AgentId::uuid),
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "sanction_deux_agents",
        "motivation",
        "Vous avez fait cette proposition : quelqu’un d’autre doit décider.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Notes the notification and its effect.
pub(super) async fn notify(
    tx: &mut Tx,
    jeune: JeuneId,
    n: &Notification,
    effet: NaiveDate,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update sanction set etat = 'notifiee', notifiee_le = $5, notification = $6,
           effet_le = $7, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and etat = 'decidee'",
        ml.get(),
        jeune.uuid(),
        n.id.uuid(),
        n.version,
        n.le,
        n.voie.code(),
        effet,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The sanctions notified in a course, for the allowance.
pub(crate) async fn in_force(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: AdhesionId,
) -> Result<Vec<EnVigueur>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select effet_le as "effet!", coalesce(mois, 0) as "mois!",
             coalesce(pourcent, 0) as "pourcent!"
           from sanction
           where ml_id = $1 and jeune_id = $2 and adhesion_id = $3 and etat = 'notifiee'"#,
        ml.get(),
        jeune.uuid(),
        adhesion.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.effet, row.mois, row.pourcent))
        .collect())
}
