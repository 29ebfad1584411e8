//! Publishing counts, and reading those of a territory.

use chrono::{Datelike as _, NaiveDate};
use kernel::{Actor, MlId, Permission, text::fold};
use platform::{Db, Error, Result, Tx};

use super::{
    model::{Cellule, Indicateur, LigneComptage, TableauComptages},
    queries::{self, Publie},
    rules,
};

/// Publishes the counts of the mission locale in sight, for its present year. For a job or a
/// command ([`Tx::systeme`]), once a day.
///
/// # Errors
/// `Forbidden` for people.
pub async fn publish_comptages(tx: &mut Tx) -> Result<()> {
    let Actor::Systeme { ml } = *tx.actor() else {
        return Err(Error::Forbidden);
    };
    let (annee, now) = (tx.today().year(), tx.now());
    let (premier, dernier) = bounds(annee)?;
    let comptes = queries::count(tx, ml, premier, dernier).await?;
    let (codes, valeurs): (Vec<_>, Vec<_>) = Indicateur::ALL
        .iter()
        .map(|indicateur| {
            let valeur = match indicateur {
                Indicateur::DossiersActifs => comptes.actifs,
                Indicateur::DossiersEnVeille => comptes.en_veille,
                Indicateur::PremiersAccueils => comptes.premiers,
            };
            (indicateur.code().to_owned(), valeur)
        })
        .unzip();
    queries::publish(tx, ml, annee, &codes, &valeurs, now).await
}

fn bounds(annee: i32) -> Result<(NaiveDate, NaiveDate)> {
    NaiveDate::from_ymd_opt(annee, 1, 1)
        .zip(NaiveDate::from_ymd_opt(annee, 12, 31))
        .ok_or(Error::NotFound)
}

/// The missions locales that publish, for a job or a command that opens one transaction each.
///
/// # Errors
/// `Forbidden` for people.
pub async fn list_ml_ids(tx: &mut Tx) -> Result<Vec<MlId>> {
    crate::imports::operator_only(tx)?;
    let jour = tx.today();
    queries::ml_ids(tx, jour).await
}

/// Publishes the counts of every mission locale, one transaction each; returns how many. For a
/// command or a daily job: what is done is done when it is stopped halfway.
pub async fn publish_all(db: &Db) -> Result<usize> {
    let all = list_ml_ids(&mut Tx::operateur(db).await?).await?;
    for ml in &all {
        let mut tx = Tx::systeme(db, *ml).await?;
        publish_comptages(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(all.len())
}

/// The counts of the actor's territory, small cells grouped; the direction of a mission locale sees
/// its own, whole.
///
/// # Errors
/// `Forbidden` without `VoirComptages`.
pub async fn comptages(tx: &mut Tx, annee: i32) -> Result<TableauComptages> {
    tx.require(Permission::VoirComptages)?;
    let seuil = tx.parametre("seuil_secret_statistique")?.unsigned_abs();
    let (region, departement, ml) = match tx.actor() {
        Actor::Agent(agent) => (String::new(), String::new(), Some(agent.ml)),
        Actor::Animation { region, .. } => (non_empty(Some(region))?, String::new(), None),
        Actor::Etat {
            departement: Some(departement),
            ..
        } => (String::new(), non_empty(Some(departement))?, None),
        Actor::Etat { region, .. } => (non_empty(region.as_ref())?, String::new(), None),
        Actor::National { .. } | Actor::Operateur => (String::new(), String::new(), None),
        _ => return Err(Error::Forbidden),
    };
    let published = queries::published(tx, annee, &region, &departement, ml).await?;
    Ok(table(annee, published, seuil, ml.is_some()))
}

/// A body without territory sees nothing, and not everything.
fn non_empty(code: Option<&String>) -> Result<String> {
    code.filter(|code| !code.is_empty())
        .cloned()
        .ok_or(Error::Forbidden)
}

fn table(annee: i32, published: Vec<Publie>, seuil: u64, whole: bool) -> TableauComptages {
    let mut lignes: Vec<LigneComptage> = Vec::new();
    let mut colonnes: Vec<Vec<Option<u64>>> = vec![Vec::new(); Indicateur::ALL.len()];
    for p in published {
        if lignes.last().is_none_or(|ligne| ligne.ml != p.ml) {
            lignes.push(LigneComptage {
                ml: p.ml,
                nom: p.nom,
                departement: p.departement,
                cellules: Vec::new(),
                publie_le: None,
            });
            for colonne in &mut colonnes {
                colonne.push(None);
            }
        }
        let rang = Indicateur::ALL
            .iter()
            .position(|i| Some(i.code()) == p.indicateur.as_deref());
        if let (Some(rang), Some(ligne)) = (rang, lignes.last_mut()) {
            ligne.publie_le = ligne.publie_le.max(p.le);
            if let Some(cell) = colonnes[rang].last_mut() {
                *cell = p.valeur.map(i64::unsigned_abs);
            }
        }
    }
    let seuil = if whole { 0 } else { seuil };
    let mut totaux = Vec::new();
    for colonne in &colonnes {
        let (cellules, total) = rules::secret(colonne, seuil);
        for (ligne, cellule) in lignes.iter_mut().zip(cellules) {
            ligne.cellules.push(cellule);
        }
        totaux.push(total);
    }
    lignes.sort_by_cached_key(|ligne| (fold(&ligne.nom), ligne.ml));
    debug_assert!(
        lignes
            .iter()
            .all(|l| l.cellules.len() == Indicateur::ALL.len())
    );
    TableauComptages {
        annee,
        lignes,
        totaux,
    }
}

impl Cellule {
    /// The count, when it may be shown.
    pub const fn valeur(self) -> Option<u64> {
        match self {
            Self::Valeur(n) => Some(n),
            _ => None,
        }
    }
}
