//! The statements of vouchers.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, BonId, CarnetId, Centimes, FondsId, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _};

use crate::moyens::model::{
    Bon, Carnet, EtatBon, NouveauBon, NouveauCarnet, Recu, RecuSigne, RepriseBon, Signature,
};

/// A voucher as it is in the database.
struct Ligne {
    id: BonId,
    jeune: JeuneId,
    carnet: CarnetId,
    fonds_nom: String,
    numero: i32,
    valeur: Centimes,
    remis_le: NaiveDate,
    remis_par: String,
    signature: Signature,
    etat: EtatBon,
    etat_le: Option<NaiveDate>,
    etat_motif: String,
    version: i32,
    recu_texte: String,
    recu_empreinte: String,
    signe_nom: String,
    signe_le: Option<DateTime<Utc>>,
}

fn read(row: Ligne) -> Bon {
    Bon {
        recu: row.signe_le.map(|le| RecuSigne {
            texte: row.recu_texte,
            empreinte: row.recu_empreinte,
            nom: row.signe_nom,
            le,
        }),
        id: row.id,
        jeune: row.jeune,
        carnet: row.carnet,
        fonds_nom: row.fonds_nom,
        numero: row.numero,
        valeur: row.valeur,
        remis_le: row.remis_le,
        remis_par: row.remis_par,
        signature: row.signature,
        etat: row.etat,
        etat_le: row.etat_le,
        etat_motif: row.etat_motif,
        version: row.version,
    }
}

/// Adds the book; false when its identifier is taken.
pub(in crate::moyens) async fn insert_carnet(tx: &mut Tx, new: &NouveauCarnet) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into carnet_bons (ml_id, id, fonds_id, premier, dernier, valeur_centimes, recu_le,
           saisi_le, saisi_par)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9
         where not exists (select from carnet_bons where ml_id = $1 and id = $2)",
        ml.get(),
        new.id.uuid(),
        new.fonds.uuid(),
        new.premier,
        new.dernier,
        new.valeur.0,
        new.recu_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "carnet_bons_numeros",
        "premier",
        "Un autre carnet de ce fonds a déjà de ces numéros.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// The books, or one of them, by fund and number.
pub(in crate::moyens) async fn carnets(tx: &mut Tx, only: Option<CarnetId>) -> Result<Vec<Carnet>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Carnet,
        r#"select c.id as "id: CarnetId", c.fonds_id as "fonds: FondsId", f.nom as fonds_nom,
             c.premier, c.dernier, c.valeur_centimes as "valeur: Centimes", c.recu_le,
             (select count(*) from bon b where b.ml_id = c.ml_id and b.carnet_id = c.id)
               as "donnes!",
             (select min(n) from generate_series(c.premier, c.dernier) n
              where not exists (select from bon b
                where b.ml_id = c.ml_id and b.carnet_id = c.id and b.numero = n)) as prochain
           from carnet_bons c join fonds_aide f on f.ml_id = c.ml_id and f.id = c.fonds_id
           where c.ml_id = $1 and ($2::uuid is null or c.id = $2)
           order by f.nom, c.premier, c.id"#,
        ml.get(),
        only.map(CarnetId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Gives the voucher.
pub(in crate::moyens) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    (new, recu): (&NouveauBon, Option<&Recu>),
    valeur: Centimes,
) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "insert into bon (ml_id, id, jeune_id, carnet_id, numero, valeur_centimes, remis_le,
           signature, saisi_le, saisi_par, recu_texte, recu_empreinte, signe_nom, signe_le)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.carnet.uuid(),
        new.numero,
        valeur.0,
        new.remis_le,
        new.signature.code(),
        now,
        par,
        recu.map_or("", |r| &r.texte),
        recu.map_or("", |r| &r.empreinte),
        recu.map_or("", |_| new.ecran.nom.trim()),
        recu.map(|_| now),
    )
    .execute(tx.conn())
    .await
    .on_constraint("bon_numero_unique", "numero", "Ce numéro a déjà été donné.")?;
    Ok(())
}

/// One voucher.
pub(in crate::moyens) async fn find(tx: &mut Tx, id: BonId) -> Result<Option<Bon>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Ligne,
        r#"select b.id as "id: BonId", b.jeune_id as "jeune: JeuneId",
             b.carnet_id as "carnet: CarnetId", f.nom as fonds_nom, b.numero,
             b.valeur_centimes as "valeur: Centimes", b.remis_le,
             coalesce(a.prenom || ' ' || a.nom, '') as "remis_par!",
             b.signature as "signature: Signature", b.etat as "etat: EtatBon", b.etat_le,
             b.etat_motif, b.version, b.recu_texte, b.recu_empreinte, b.signe_nom, b.signe_le
           from bon b
           join carnet_bons c on c.ml_id = b.ml_id and c.id = b.carnet_id
           join fonds_aide f on f.ml_id = c.ml_id and f.id = c.fonds_id
           left join agent a on a.id = b.saisi_par
           where b.ml_id = $1 and b.id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .map(read))
}

/// Every voucher of the dossier, latest first.
pub(in crate::moyens) async fn of_jeune(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Bon>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Ligne,
        r#"select b.id as "id: BonId", b.jeune_id as "jeune: JeuneId",
             b.carnet_id as "carnet: CarnetId", f.nom as fonds_nom, b.numero,
             b.valeur_centimes as "valeur: Centimes", b.remis_le,
             coalesce(a.prenom || ' ' || a.nom, '') as "remis_par!",
             b.signature as "signature: Signature", b.etat as "etat: EtatBon", b.etat_le,
             b.etat_motif, b.version, b.recu_texte, b.recu_empreinte, b.signe_nom, b.signe_le
           from bon b
           join carnet_bons c on c.ml_id = b.ml_id and c.id = b.carnet_id
           join fonds_aide f on f.ml_id = c.ml_id and f.id = c.fonds_id
           left join agent a on a.id = b.saisi_par
           where b.ml_id = $1 and b.jeune_id = $2 order by b.remis_le desc, b.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(read)
    .collect())
}

/// Takes the voucher back, if the version is still the one in the database.
pub(in crate::moyens) async fn take_back(tx: &mut Tx, change: &RepriseBon) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let done = sqlx::query!(
        "update bon set etat = $4, etat_le = $5, etat_motif = $6, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and etat = 'remis'",
        ml.get(),
        change.id.uuid(),
        change.version,
        change.etat.code(),
        today,
        change.motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
