//! The statements of demandes and propositions.

use kernel::{AgentId, DemandeId, JeuneId, PropositionId};
use platform::{Result, Tx};

use super::model::{
    ChangementDemande, ChangementProposition, CorrectionDemande, Demande, EtatDemande,
    EtatProposition, NouvelleDemande, NouvelleProposition, Proposition,
};

/// Adds the demande; false when its identifier is taken.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouvelleDemande) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into demande (ml_id, id, jeune_id, theme, precisions, exprimee_le, saisi_le,
           saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.theme,
        new.precisions,
        new.exprimee_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One demande of the dossier.
pub(super) async fn find(tx: &mut Tx, jeune: JeuneId, id: DemandeId) -> Result<Option<Demande>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Demande,
        r#"select d.id, d.theme, d.precisions, d.exprimee_le, d.etat as "etat: EtatDemande",
             d.close_le, coalesce(a.prenom || ' ' || a.nom, '') as "saisi_par!", d.version
           from demande d left join agent a on a.id = d.saisi_par
           where d.ml_id = $1 and d.jeune_id = $2 and d.id = $3"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every demande of the dossier, latest first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Demande>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Demande,
        r#"select d.id, d.theme, d.precisions, d.exprimee_le, d.etat as "etat: EtatDemande",
             d.close_le, coalesce(a.prenom || ' ' || a.nom, '') as "saisi_par!", d.version
           from demande d left join agent a on a.id = d.saisi_par
           where d.ml_id = $1 and d.jeune_id = $2 order by d.exprimee_le desc, d.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Puts the demande right if the version is still the one in the database.
pub(super) async fn correct(
    tx: &mut Tx,
    jeune: JeuneId,
    correction: &CorrectionDemande,
) -> Result<bool> {
    let ml = tx.ml()?;
    let demande = &correction.demande;
    let done = sqlx::query!(
        "update demande set theme = $5, precisions = $6, exprimee_le = $7, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        demande.id.uuid(),
        correction.version,
        demande.theme,
        demande.precisions,
        demande.exprimee_le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Closes or opens the demande if the version is still the one in the database.
pub(super) async fn set_state(
    tx: &mut Tx,
    jeune: JeuneId,
    change: &ChangementDemande,
) -> Result<bool> {
    let ml = tx.ml()?;
    let close = Some(change.le).filter(|_| change.etat != EtatDemande::Ouverte);
    let done = sqlx::query!(
        "update demande set etat = $5, close_le = $6, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        change.id.uuid(),
        change.version,
        change.etat.code(),
        close,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds the proposition; false when its identifier is taken, or when the demande it names is not of
/// this dossier.
pub(super) async fn insert_proposition(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleProposition,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into proposition (ml_id, id, jeune_id, demande_id, type, libelle, proposee_le,
           etat_le, saisi_le, saisi_par)
         select $1, $2, $3, $4, $5, $6, $7, $7, $8, $9
         where $4::uuid is null or exists (
           select from demande where ml_id = $1 and jeune_id = $3 and id = $4)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.demande.map(DemandeId::uuid),
        new.nature,
        new.libelle,
        new.proposee_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One proposition of the dossier.
pub(super) async fn find_proposition(
    tx: &mut Tx,
    jeune: JeuneId,
    id: PropositionId,
) -> Result<Option<Proposition>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Proposition,
        r#"select p.id, p.demande_id as "demande: DemandeId", p.type as nature, p.libelle,
             p.proposee_le, p.etat as "etat: EtatProposition", p.etat_le, p.resultat,
             coalesce(a.prenom || ' ' || a.nom, '') as "saisi_par!", p.version
           from proposition p left join agent a on a.id = p.saisi_par
           where p.ml_id = $1 and p.jeune_id = $2 and p.id = $3"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every proposition of the dossier, latest first.
pub(super) async fn list_propositions(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Proposition>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Proposition,
        r#"select p.id, p.demande_id as "demande: DemandeId", p.type as nature, p.libelle,
             p.proposee_le, p.etat as "etat: EtatProposition", p.etat_le, p.resultat,
             coalesce(a.prenom || ' ' || a.nom, '') as "saisi_par!", p.version
           from proposition p left join agent a on a.id = p.saisi_par
           where p.ml_id = $1 and p.jeune_id = $2 order by p.proposee_le desc, p.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Moves the proposition if the version is still the one in the database.
pub(super) async fn change_proposition(
    tx: &mut Tx,
    jeune: JeuneId,
    change: &ChangementProposition,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update proposition set etat = $5, etat_le = $6, resultat = $7, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        change.id.uuid(),
        change.version,
        change.etat.code(),
        change.etat_le,
        change.resultat,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
