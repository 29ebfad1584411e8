//! The statements of commissions.

use kernel::{AgentId, Centimes, CommissionId, DemandeAideId, FondsId, JeuneId, MembreId};
use platform::{Result, Tx, error::OnConstraint as _};
use serde_json::Value;
use uuid::Uuid;

use super::model::{
    Commission, Deport, Membre, NouveauMembre, NouveauPassage, NouvelleCommission, Passage,
};
use crate::aides::EtatAide;

/// Adds the commission; false when its identifier is taken.
pub(super) async fn insert(tx: &mut Tx, new: &NouvelleCommission) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let fonds: Vec<Uuid> = new.fonds.iter().map(|f| f.uuid()).collect();
    let done = sqlx::query!(
        "insert into commission_aide (ml_id, id, tenue_le, fonds, cree_le, cree_par)
         values ($1, $2, $3, $4, $5, $6) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.tenue_le,
        &fonds,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The commissions, or one of them: those not closed first, latest first.
pub(super) async fn list(tx: &mut Tx, only: Option<CommissionId>) -> Result<Vec<Commission>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Commission,
        r#"select c.id as "id: CommissionId", c.tenue_le, c.fonds as "fonds: Vec<FondsId>",
             p.clos_le as "close_le?",
             (select count(*) from passage_commission a
               where a.ml_id = c.ml_id and a.commission_id = c.id) as "passages!"
           from commission_aide c
           left join proces_verbal p on p.ml_id = c.ml_id and p.commission_id = c.id
           where c.ml_id = $1 and ($2::uuid is null or c.id = $2)
           order by p.clos_le is not null, c.tenue_le desc, c.id limit 100"#,
        ml.get(),
        only.map(CommissionId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Holds the commission until the end of the transaction; false: there is no such commission.
pub(super) async fn lock(tx: &mut Tx, id: CommissionId) -> Result<bool> {
    let ml = tx.ml()?;
    let found = sqlx::query_scalar!(
        "select id from commission_aide where ml_id = $1 and id = $2 for update",
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// Who sits, by name.
pub(super) async fn membres(tx: &mut Tx, id: CommissionId) -> Result<Vec<Membre>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Membre,
        r#"select m.id as "id: MembreId", m.agent_id as "agent: AgentId",
             coalesce(a.prenom || ' ' || a.nom, m.nom) as "nom!", m.present
           from membre_commission m left join agent a on a.id = m.agent_id
           where m.ml_id = $1 and m.commission_id = $2 order by 3, m.id"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds someone who sits; nothing when she is there. False: the agent is not of the mission locale.
pub(super) async fn insert_membre(tx: &mut Tx, new: &NouveauMembre) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let agent = new.agent.map(AgentId::uuid);
    let done = sqlx::query!(
        "insert into membre_commission (ml_id, id, commission_id, agent_id, nom)
         select $1, $2, $3, $4, $5 where $4::uuid is null or exists (
           select from affectation f where f.ml_id = $1 and f.agent_id = $4
             and f.du <= $6 and (f.au is null or f.au >= $6))
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.commission.uuid(),
        agent,
        if agent.is_some() {
            ""
        } else {
            new.nom.as_str()
        },
        today,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "membre_commission_unique",
        "agent",
        "Cette personne est déjà dans la liste.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Marks who is there; false: there is no such member.
pub(super) async fn mark(
    tx: &mut Tx,
    (commission, membre): (CommissionId, MembreId),
    present: bool,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update membre_commission set present = $4
         where ml_id = $1 and commission_id = $2 and id = $3",
        ml.get(),
        commission.uuid(),
        membre.uuid(),
        present,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The ordre du jour.
pub(super) async fn passages(tx: &mut Tx, id: CommissionId) -> Result<Vec<Passage>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Passage,
        r#"select p.demande_id as "demande: DemandeAideId", p.rang, p.age, p.situation, a.motif,
             a.fonds_id as "fonds: FondsId", f.nom as fonds_nom,
             a.montant_demande_centimes as "demande_montant: Centimes",
             cardinality(a.pieces) as "pieces!", a.jeune_id as "jeune: JeuneId",
             a.demandeur_id as "demandeur: AgentId", a.etat as "etat: EtatAide",
             a.montant_accorde_centimes as "accorde: Centimes", p.decidee as "ici", p.presents,
             p.deports, a.version
           from passage_commission p
           join demande_aide a on a.ml_id = p.ml_id and a.id = p.demande_id
           join fonds_aide f on f.ml_id = a.ml_id and f.id = a.fonds_id
           where p.ml_id = $1 and p.commission_id = $2 order by p.rang"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Puts the request on the ordre du jour, last. False: it is there already.
pub(super) async fn insert_passage(
    tx: &mut Tx,
    new: NouveauPassage,
    (age, situation): (&str, &str),
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into passage_commission (ml_id, commission_id, demande_id, rang, age, situation)
         select $1, $2, $3, coalesce(max(rang), 0) + 1, $4, $5
         from passage_commission where ml_id = $1 and commission_id = $2
         on conflict (ml_id, commission_id, demande_id) do nothing",
        ml.get(),
        new.commission.uuid(),
        new.demande.uuid(),
        age,
        situation,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "passage_commission_ouvert_unique",
        "commission",
        "Cette demande est déjà à l’ordre du jour d’une commission.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Who sits out what.
pub(super) async fn deports(tx: &mut Tx, id: CommissionId) -> Result<Vec<Deport>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Deport,
        r#"select demande_id as "demande: DemandeAideId", membre_id as "membre: MembreId"
           from deport_commission where ml_id = $1 and commission_id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Notes that someone sits out a request, or that she does not.
pub(super) async fn set_deport(
    tx: &mut Tx,
    id: CommissionId,
    deport: Deport,
    out: bool,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "with gone as (
           delete from deport_commission where ml_id = $1 and commission_id = $2
             and demande_id = $3 and membre_id = $4 and not $5)
         insert into deport_commission (ml_id, commission_id, demande_id, membre_id)
         select $1, $2, $3, $4 where $5 on conflict do nothing",
        ml.get(),
        id.uuid(),
        deport.demande.uuid(),
        deport.membre.uuid(),
        out,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The request was decided in this commission, by those who were there and did not sit it out.
pub(super) async fn decided(
    tx: &mut Tx,
    (commission, demande): (CommissionId, DemandeAideId),
    (presents, deports): (&[String], &[String]),
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update passage_commission set decidee = true, presents = $4, deports = $5
         where ml_id = $1 and commission_id = $2 and demande_id = $3 and not decidee",
        ml.get(),
        commission.uuid(),
        demande.uuid(),
        presents,
        deports,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Closes the commission: what was not decided may join another one.
pub(super) async fn close(tx: &mut Tx, id: CommissionId, contenu: &Value) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "with passes as (
           update passage_commission set clos = true where ml_id = $1 and commission_id = $2)
         insert into proces_verbal (ml_id, commission_id, contenu, clos_le, clos_par)
         values ($1, $2, $3, $4, $5)",
        ml.get(),
        id.uuid(),
        contenu,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The procès-verbal.
pub(super) async fn pv(tx: &mut Tx, id: CommissionId) -> Result<Option<Value>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        "select contenu from proces_verbal where ml_id = $1 and commission_id = $2",
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The commission, not closed, on whose ordre du jour the request is.
pub(super) async fn open_of(tx: &mut Tx, demande: DemandeAideId) -> Result<Option<CommissionId>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select commission_id as "id: CommissionId" from passage_commission
           where ml_id = $1 and demande_id = $2 and not clos"#,
        ml.get(),
        demande.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}
