//! The statements of funds.

use kernel::{AgentId, Centimes, FondsId};
use platform::{Result, Tx, error::OnConstraint as _};

use crate::aides::model::{Decideur, Dotation, Fonds, FondsSaisi, NouvelleDotation};

const NOM_PRIS: &str = "Un autre fonds porte déjà ce nom.";

/// Adds the fund; false when its identifier is taken.
pub(in crate::aides) async fn insert(tx: &mut Tx, new: &FondsSaisi) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into fonds_aide (ml_id, id, nom, decideur, envoi, pieces,
           plafond_demande_centimes, plafond_personne_centimes, periode_mois, urgence, ferme_le)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.nom,
        new.decideur.code(),
        new.envoi,
        &new.pieces,
        new.plafond_demande.map(|c| c.0),
        new.plafond_personne.map(|c| c.0),
        new.periode_mois,
        new.urgence,
        new.ferme_le,
    )
    .execute(tx.conn())
    .await
    .on_constraint("fonds_aide_nom_unique", "nom", NOM_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// Changes the fund if the version is still the one in the database.
pub(in crate::aides) async fn update(tx: &mut Tx, new: &FondsSaisi, version: i32) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update fonds_aide set nom = $4, decideur = $5, envoi = $6, pieces = $7,
           plafond_demande_centimes = $8, plafond_personne_centimes = $9, periode_mois = $10,
           urgence = $11, ferme_le = $12, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        new.id.uuid(),
        version,
        new.nom,
        new.decideur.code(),
        new.envoi,
        &new.pieces,
        new.plafond_demande.map(|c| c.0),
        new.plafond_personne.map(|c| c.0),
        new.periode_mois,
        new.urgence,
        new.ferme_le,
    )
    .execute(tx.conn())
    .await
    .on_constraint("fonds_aide_nom_unique", "nom", NOM_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// Holds the fund until the end of the transaction; false: there is no such fund.
pub(in crate::aides) async fn lock(tx: &mut Tx, id: FondsId) -> Result<bool> {
    let ml = tx.ml()?;
    let found = sqlx::query_scalar!(
        "select id from fonds_aide where ml_id = $1 and id = $2 for update",
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// One fund, with what was put in it and what was granted from it.
pub(in crate::aides) async fn find(tx: &mut Tx, id: FondsId) -> Result<Option<Fonds>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Fonds,
        r#"select f.id as "id: FondsId", f.nom, f.decideur as "decideur: Decideur", f.envoi,
             f.pieces, f.plafond_demande_centimes as "plafond_demande: Centimes",
             f.plafond_personne_centimes as "plafond_personne: Centimes", f.periode_mois,
             f.urgence, f.ferme_le, f.version,
             coalesce((select sum(d.montant_centimes) from dotation_fonds d
               where d.ml_id = f.ml_id and d.fonds_id = f.id), 0)::bigint as "dote!: Centimes",
             coalesce((select sum(a.montant_accorde_centimes) from demande_aide a
               where a.ml_id = f.ml_id and a.fonds_id = f.id
                 and a.etat in ('accordee', 'payee')), 0)::bigint
               + coalesce((select sum(b.valeur_centimes) from bon b
                   join carnet_bons c on c.ml_id = b.ml_id and c.id = b.carnet_id
                   where b.ml_id = f.ml_id and c.fonds_id = f.id and b.etat = 'remis'), 0)::bigint
               as "engage!: Centimes"
           from fonds_aide f where f.ml_id = $1 and f.id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every fund, those still open first, by name.
pub(in crate::aides) async fn list(tx: &mut Tx) -> Result<Vec<Fonds>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Fonds,
        r#"select f.id as "id: FondsId", f.nom, f.decideur as "decideur: Decideur", f.envoi,
             f.pieces, f.plafond_demande_centimes as "plafond_demande: Centimes",
             f.plafond_personne_centimes as "plafond_personne: Centimes", f.periode_mois,
             f.urgence, f.ferme_le, f.version,
             coalesce((select sum(d.montant_centimes) from dotation_fonds d
               where d.ml_id = f.ml_id and d.fonds_id = f.id), 0)::bigint as "dote!: Centimes",
             coalesce((select sum(a.montant_accorde_centimes) from demande_aide a
               where a.ml_id = f.ml_id and a.fonds_id = f.id
                 and a.etat in ('accordee', 'payee')), 0)::bigint
               + coalesce((select sum(b.valeur_centimes) from bon b
                   join carnet_bons c on c.ml_id = b.ml_id and c.id = b.carnet_id
                   where b.ml_id = f.ml_id and c.fonds_id = f.id and b.etat = 'remis'), 0)::bigint
               as "engage!: Centimes"
           from fonds_aide f where f.ml_id = $1
           order by coalesce(f.ferme_le <= $2, false), f.nom, f.id"#,
        ml.get(),
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The fund in which this money was put, if it was.
pub(in crate::aides) async fn dotation_of(
    tx: &mut Tx,
    id: kernel::DotationId,
) -> Result<Option<FondsId>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select fonds_id as "fonds: FondsId" from dotation_fonds where ml_id = $1 and id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Adds money to a fund, or takes it back.
pub(in crate::aides) async fn insert_dotation(tx: &mut Tx, new: &NouvelleDotation) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let montant = if new.reprise {
        Centimes::ZERO.moins(new.montant)
    } else {
        new.montant
    };
    sqlx::query!(
        "insert into dotation_fonds (ml_id, id, fonds_id, recue_le, montant_centimes, origine,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        ml.get(),
        new.id.uuid(),
        new.fonds.uuid(),
        new.recue_le,
        montant.0,
        new.origine,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What was put in the fund, latest first.
pub(in crate::aides) async fn dotations(tx: &mut Tx, fonds: FondsId) -> Result<Vec<Dotation>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Dotation,
        r#"select id, recue_le, montant_centimes as "montant: Centimes", origine
           from dotation_fonds where ml_id = $1 and fonds_id = $2
           order by recue_le desc, saisi_le desc, id"#,
        ml.get(),
        fonds.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
