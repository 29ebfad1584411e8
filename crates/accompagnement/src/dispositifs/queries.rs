//! The statements of dispositifs.

pub(super) mod locaux;

use chrono::NaiveDate;
use kernel::{AdhesionId, AgentId, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::model::{
    Adhesion, Condition, ConditionLue, Dispositif, Entree, Fin, Moyen, Prolongation, Signature,
};

/// The dispositifs that may be entered on `le`, in the order of the list: those of all, then those
/// of the mission locale in sight.
pub(crate) async fn catalogue(tx: &mut Tx, le: NaiveDate) -> Result<Vec<Dispositif>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Dispositif,
        r#"select code as "code!", libelle as "libelle!", nom_court as "nom_court!",
             resume as "resume!", groupe as "groupe!", age_min as "age_min!", age_max as "age_max!",
             age_max_rqth, age_sortie, duree_mois, duree_max_mois,
             suite_autre_parcours as "suite_autre_parcours!", signature as "signature!",
             signature_mois, minutes_semaine, avec as "avec!", documents as "documents!",
             allocation as "allocation!", sorties as "sorties!", prescripteur as "prescripteur!",
             ml_id is not null as "local!", reference as "reference!", a_confirmer as "a_confirmer!"
           from dispositif_offert
           where (ml_id is null or ml_id = $2)
             and valide_du <= $1 and (valide_au is null or valide_au >= $1)
           order by ordre, libelle, code"#,
        le,
        ml.get(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The conditions of `dispositif` on `le`, in the order of the text. Those of a local one are asked
/// in the words of the built-in ones, then its own questions.
pub(super) async fn conditions(
    tx: &mut Tx,
    dispositif: &str,
    le: NaiveDate,
) -> Result<Vec<Condition>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Condition,
        r#"select code as "code!", libelle as "libelle!", repond as "repond!",
             reference as "reference!", a_confirmer as "a_confirmer!"
           from (
             select ordre, code, libelle, repond, reference, a_confirmer
             from condition_dispositif
             where dispositif = $1 and valide_du <= $2 and (valide_au is null or valide_au >= $2)
             union all
             select k.ordre, k.code, k.libelle, k.repond, d.reference, false
             from dispositif_local d
             cross join lateral (
               select distinct on (c.code) c.ordre, c.code, c.libelle, c.repond
               from condition_dispositif c
               where c.code = any(d.conditions || array['age', 'sans_autre'])
                 and c.dispositif <> 'obligation_formation'
               order by c.code, c.valide_du desc, c.ordre
             ) k
             where d.ml_id = $3 and d.code = $1 and d.remplace_le is null
               and d.valide_du <= $2 and (d.valide_au is null or d.valide_au >= $2)
             union all
             select 50, 'question_' || q.rang, q.texte, 'la personne ou le conseiller', d.reference, false
             from dispositif_local d
             cross join lateral unnest(d.questions) with ordinality as q(texte, rang)
             where d.ml_id = $3 and d.code = $1 and d.remplace_le is null
               and d.valide_du <= $2 and (d.valide_au is null or d.valide_au >= $2)
           ) as t
           order by ordre, code"#,
        dispositif,
        le,
        ml.get(),
    )
    .fetch_all(tx.conn())
    .await?)
}

struct Ligne {
    id: AdhesionId,
    dispositif: String,
    nom: String,
    groupe: String,
    prescripteur_nom: String,
    referent_nom: String,
    avec: String,
    entree_le: NaiveDate,
    signee_le: Option<NaiveDate>,
    signature_moyen: Option<Moyen>,
    fin_prevue: Option<NaiveDate>,
    prolongation: Option<Prolongation>,
    prolongee_au: Option<NaiveDate>,
    prolongation_mots: String,
    derogation: String,
    conditions: sqlx::types::Json<Vec<ConditionLue>>,
    sortie_le: Option<NaiveDate>,
    sortie_motif: String,
    sortie_mots: String,
    situation_sortie: String,
    version: i32,
}

impl From<Ligne> for Adhesion {
    fn from(row: Ligne) -> Self {
        Self {
            id: row.id,
            dispositif: row.dispositif,
            nom: row.nom,
            groupe: row.groupe,
            prescripteur_nom: row.prescripteur_nom,
            referent_nom: row.referent_nom,
            avec: row.avec,
            entree_le: row.entree_le,
            signature: row
                .signee_le
                .zip(row.signature_moyen)
                .map(|(le, moyen)| Signature { le, moyen }),
            fin_prevue: row.fin_prevue,
            prolongation: row.prolongation,
            prolongee_au: row.prolongee_au,
            prolongation_mots: row.prolongation_mots,
            derogation: row.derogation,
            conditions: row.conditions.0,
            sortie_le: row.sortie_le,
            sortie_motif: row.sortie_motif,
            sortie_mots: row.sortie_mots,
            situation_sortie: row.situation_sortie,
            version: row.version,
        }
    }
}

/// Every dispositif of the dossier, open ones first, then the latest left.
pub(crate) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Adhesion>> {
    let ml = tx.ml()?;
    let rows = sqlx::query_as!(
        Ligne,
        r#"select d.id, d.dispositif, d.nom, d.groupe,
             p.prenom || ' ' || p.nom as "prescripteur_nom!",
             r.prenom || ' ' || r.nom as "referent_nom!",
             d.avec, d.entree_le, d.signee_le, d.signature_moyen as "signature_moyen: Moyen",
             d.fin_prevue, d.prolongation as "prolongation: Prolongation", d.prolongee_au,
             d.prolongation_mots, d.derogation,
             d.conditions as "conditions: sqlx::types::Json<Vec<ConditionLue>>", d.sortie_le,
             coalesce(d.sortie_motif, '') as "sortie_motif!", d.sortie_mots,
             coalesce(d.situation_sortie, '') as "situation_sortie!", d.version
           from adhesion d
           join agent p on p.id = d.prescripteur_id
           join agent r on r.id = d.referent_id
           where d.ml_id = $1 and d.jeune_id = $2
           order by d.sortie_le desc nulls first, d.entree_le desc, d.id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Adhesion::from).collect())
}

/// Adds the entry; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &Entree,
    dispositif: &Dispositif,
    fin: &Fin,
    conditions: &[ConditionLue],
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into adhesion (ml_id, id, jeune_id, dispositif, groupe, prescripteur_id,
           referent_id, avec, entree_le, signee_le, signature_moyen, fin_prevue, derogation,
           conditions, saisi_le, saisi_par, nom)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.dispositif,
        dispositif.groupe,
        new.prescripteur.uuid(),
        new.referent.uuid(),
        new.avec,
        new.entree_le,
        new.signature.map(|s| s.le),
        new.signature.map(|s| s.moyen.code()),
        fin.le,
        new.derogation,
        sqlx::types::Json(conditions) as _,
        now,
        par,
        dispositif.libelle,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "adhesion_une_du_groupe",
        "dispositif",
        "Un contrat du même genre vient d’être ouvert par quelqu’un d’autre : rechargez la page.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Sets the signature if the version is still the one in the database.
pub(super) async fn sign(
    tx: &mut Tx,
    jeune: JeuneId,
    id: AdhesionId,
    version: i32,
    signature: Signature,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update adhesion set signee_le = $5, signature_moyen = $6, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and signee_le is null",
        ml.get(),
        jeune.uuid(),
        id.uuid(),
        version,
        signature.le,
        signature.moyen.code(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Sets a new end if the version is still the one in the database.
pub(super) async fn prolong(
    tx: &mut Tx,
    jeune: JeuneId,
    typed: &super::model::ProlongationDemandee,
    au: NaiveDate,
    fin: Option<NaiveDate>,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update adhesion set prolongation = $5, prolongee_au = $6, prolongation_mots = $7,
           fin_prevue = $8, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and sortie_le is null",
        ml.get(),
        jeune.uuid(),
        typed.id.uuid(),
        typed.version,
        typed.motif.code(),
        au,
        typed.mots,
        fin,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends it if it is open and the version is still the one in the database.
pub(super) async fn end(
    tx: &mut Tx,
    jeune: JeuneId,
    sortie: &super::model::Sortie,
    situation: &str,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update adhesion set sortie_le = $5, sortie_motif = $6, sortie_mots = $7,
           situation_sortie = $8, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and sortie_le is null",
        ml.get(),
        jeune.uuid(),
        sortie.id.uuid(),
        sortie.version,
        sortie.le,
        sortie.motif,
        sortie.mots,
        situation,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
