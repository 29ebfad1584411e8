//! The statements of a dossier.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId, SiteId};
use platform::{Result, Tx, error::OnConstraint as _};

use uuid::Uuid;

use super::model::{Dossier, EtatDossier, Identite, Lieu, Naissance, NouveauJeune};
use crate::acces::{self, Membre};

/// The dossier with what the top of its pages shows.
pub(crate) async fn find(tx: &mut Tx, jeune: JeuneId) -> Result<Option<Dossier>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let row = sqlx::query_as!(
        Ligne,
        r#"select j.id as "id: JeuneId", j.numero, j.etat, j.etat_depuis, j.nom_naissance,
             j.nom_usage, j.prenom, j.prenom_usage, j.sexe, j.date_naissance, j.age_declare,
             j.age_declare_le, j.sans_domicile_stable, j.commune, j.adresse, j.code_postal,
             coalesce(c.nom, '') as "commune_nom!", j.a_voir_sur_place, j.identite_vue_le,
             coalesce(j.orienteur, '') as "orienteur!", j.premier_accueil_le,
             j.site_id as "site?: SiteId", coalesce(s.nom, '') as "site_nom!",
             j.referent_id as "referent?: AgentId",
             coalesce(a.prenom || ' ' || a.nom, '') as "referent_nom!",
             remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $3) as "remplacant?: AgentId",
             j.protege, j.version,
             (select d.le from deces d
              where d.ml_id = j.ml_id and d.jeune_id = j.id and d.annule_le is null) as deces
           from jeune j
           left join commune c on c.code = j.commune
           left join site s on s.id = j.site_id
           left join agent a on a.id = j.referent_id
           where j.ml_id = $1 and j.id = $2 and j.absorbe_par is null
             and j.transfere_le is null"#,
        ml.get(),
        jeune.uuid(),
        today,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| row.read(today)))
}

/// What a list of people met together may say of each.
pub(crate) async fn members(tx: &mut Tx, jeunes: &[JeuneId]) -> Result<Vec<Membre>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let ids: Vec<Uuid> = jeunes.iter().map(|jeune| jeune.uuid()).collect();
    let rows = sqlx::query!(
        r#"select j.id as "id: JeuneId", j.numero, j.nom_naissance, j.nom_usage, j.prenom,
             j.prenom_usage, j.protege, j.referent_id as "referent?: AgentId",
             case when j.protege then remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $3) end
               as "remplacant?: AgentId",
             exists (select from deces d where d.ml_id = j.ml_id and d.jeune_id = j.id
               and d.annule_le is null) as "deces!"
           from jeune j where j.ml_id = $1 and j.id = any($2)"#,
        ml.get(),
        &ids,
        today,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let seen =
                !row.protege || acces::sees_protected(tx.actor(), &[row.referent, row.remplacant]);
            let identite = Identite {
                nom_naissance: row.nom_naissance,
                nom_usage: row.nom_usage,
                prenom: row.prenom,
                prenom_usage: row.prenom_usage,
                sexe: None,
            };
            Membre {
                id: row.id,
                numero: if seen { row.numero } else { String::new() },
                nom: seen.then(|| identite.nom_affiche()),
                protege: row.protege,
                deces: row.deces,
            }
        })
        .collect())
}

/// A row as it is read.
struct Ligne {
    id: JeuneId,
    numero: String,
    etat: String,
    etat_depuis: NaiveDate,
    nom_naissance: String,
    nom_usage: String,
    prenom: String,
    prenom_usage: String,
    sexe: Option<String>,
    date_naissance: Option<NaiveDate>,
    age_declare: Option<i32>,
    age_declare_le: Option<NaiveDate>,
    sans_domicile_stable: bool,
    commune: Option<String>,
    adresse: String,
    code_postal: String,
    commune_nom: String,
    a_voir_sur_place: bool,
    identite_vue_le: Option<NaiveDate>,
    orienteur: String,
    premier_accueil_le: NaiveDate,
    site: Option<SiteId>,
    site_nom: String,
    referent: Option<AgentId>,
    referent_nom: String,
    remplacant: Option<AgentId>,
    protege: bool,
    version: i32,
    deces: Option<NaiveDate>,
}

impl Ligne {
    fn read(self, today: NaiveDate) -> Dossier {
        Dossier {
            id: self.id,
            numero: self.numero,
            etat: EtatDossier::from_code(&self.etat).unwrap_or(EtatDossier::Actif),
            etat_depuis: self.etat_depuis,
            identite: Identite {
                nom_naissance: self.nom_naissance,
                nom_usage: self.nom_usage,
                prenom: self.prenom,
                prenom_usage: self.prenom_usage,
                sexe: self.sexe,
            },
            naissance: naissance(
                self.date_naissance,
                self.age_declare,
                self.age_declare_le,
                today,
            ),
            lieu: Lieu {
                sans_domicile_stable: self.sans_domicile_stable,
                commune: self.commune,
                adresse: self.adresse,
                code_postal: self.code_postal,
            },
            commune_nom: self.commune_nom,
            a_voir_sur_place: self.a_voir_sur_place,
            identite_vue_le: self.identite_vue_le,
            orienteur: self.orienteur,
            premier_accueil_le: self.premier_accueil_le,
            site: self.site,
            site_nom: self.site_nom,
            referent: self.referent,
            referent_nom: self.referent_nom,
            remplacant: self.remplacant,
            protege: self.protege,
            deces: self.deces,
            version: self.version,
        }
    }
}

/// A birth as the columns hold it; the check constraint makes one of the two certain.
pub(crate) fn naissance(
    date: Option<NaiveDate>,
    age: Option<i32>,
    le: Option<NaiveDate>,
    today: NaiveDate,
) -> Naissance {
    date.map_or(
        Naissance::Declaree {
            age: age.unwrap_or(0),
            le: le.unwrap_or(today),
        },
        Naissance::Date,
    )
}

/// The next number of the mission locale's counter.
pub(super) async fn next_counter(tx: &mut Tx) -> Result<i32> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        "insert into compteur_dossier (ml_id, dernier) values ($1, 1)
         on conflict (ml_id) do update set dernier = compteur_dossier.dernier + 1
         returning dernier",
        ml.get()
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Adds the dossier; says whether it was not there yet.
pub(super) async fn insert(tx: &mut Tx, new: &NouveauJeune, numero: &str) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let (age, age_le) = match new.naissance {
        Naissance::Declaree { age, le } => (Some(age), Some(le)),
        Naissance::Date(_) => (None, None),
    };
    let orienteur = Some(new.orienteur.as_str()).filter(|code| !code.is_empty());
    let done = sqlx::query!(
        "insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, nom_usage, prenom,
           prenom_usage, sexe, date_naissance, age_declare, age_declare_le, sans_domicile_stable,
           commune, adresse, code_postal, a_voir_sur_place, orienteur, premier_accueil_le, site_id,
           recherche, cree_le, cree_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
           $19, $20, $21, $22, $23) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        numero,
        new.premier_accueil_le,
        new.identite.nom_naissance,
        new.identite.nom_usage,
        new.identite.prenom,
        new.identite.prenom_usage,
        new.identite.sexe,
        new.naissance.date(),
        age,
        age_le,
        new.lieu.sans_domicile_stable,
        new.lieu.commune,
        new.lieu.adresse,
        new.lieu.code_postal,
        matches!(new.moyen, super::model::Moyen::SurPlace),
        orienteur,
        new.premier_accueil_le,
        new.site.map(SiteId::uuid),
        new.identite.recherche(),
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "jeune_commune_fkey",
        "commune",
        "Choisissez une commune de la liste.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Changes the identity if `version` is still the one in the database; says whether it was.
pub(super) async fn update_identity(
    tx: &mut Tx,
    jeune: JeuneId,
    version: i32,
    identite: &Identite,
    naissance: Naissance,
    identite_vue_le: Option<NaiveDate>,
) -> Result<bool> {
    let ml = tx.ml()?;
    let (age, age_le) = match naissance {
        Naissance::Declaree { age, le } => (Some(age), Some(le)),
        Naissance::Date(_) => (None, None),
    };
    let done = sqlx::query!(
        "update jeune set nom_naissance = $4, nom_usage = $5, prenom = $6, prenom_usage = $7,
           sexe = $8, date_naissance = $9, age_declare = $10, age_declare_le = $11,
           identite_vue_le = $12, recherche = $13, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        jeune.uuid(),
        version,
        identite.nom_naissance,
        identite.nom_usage,
        identite.prenom,
        identite.prenom_usage,
        identite.sexe,
        naissance.date(),
        age,
        age_le,
        identite_vue_le,
        identite.recherche(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Protects the dossier for `motif` (list `motif_protection`), or ends the protection.
pub(super) async fn set_protection(tx: &mut Tx, jeune: JeuneId, motif: Option<&str>) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update jeune set protege = ($3::text is not null), protege_motif = $3,
           version = version + 1 where ml_id = $1 and id = $2",
        ml.get(),
        jeune.uuid(),
        motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
