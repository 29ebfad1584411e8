//! Reading the directory, and the little that a mission locale changes in it.

use kernel::{MandatId, MlId, OrganismeId, Page, Permission, Role, SiteId};
use platform::{
    ChampEnConflit, Conflit, Error, Result, Tx,
    audit::{self, Details, Entry},
    new_id,
};
use uuid::Uuid;

use super::{
    model::{
        AgentAnnuaire, CommuneDeZone, FicheMl, FiltreAnnuaire, Fonction, LigneMl, Mandat,
        MandatSaisi, NatureOrganisme, Organisme, OrganismeSaisi, Site,
    },
    queries::{self, AuTravail, OrganismeLu},
    rules,
};

/// The missions locales, in French alphabetical order, `taille` at most after the key `apres`.
pub async fn list_missions_locales(
    tx: &mut Tx,
    filtre: &FiltreAnnuaire,
    apres: Option<&str>,
    taille: usize,
) -> Result<Page<LigneMl>> {
    tx.require(Permission::VoirAnnuaire)?;
    let jour = tx.today();
    let lignes = queries::missions_locales(tx, filtre, "", jour).await?;
    Ok(rules::page(lignes, &filtre.texte, apres, taille))
}

/// The missions locales whose zone holds a commune.
pub async fn list_missions_locales_of_commune(tx: &mut Tx, commune: &str) -> Result<Vec<LigneMl>> {
    tx.require(Permission::VoirAnnuaire)?;
    let jour = tx.today();
    let filtre = FiltreAnnuaire::default();
    let lignes = queries::missions_locales(tx, &filtre, commune, jour).await?;
    Ok(rules::page(lignes, "", None, usize::MAX).rows)
}

/// One mission locale.
///
/// # Errors
/// `NotFound`.
pub async fn mission_locale(tx: &mut Tx, ml: MlId) -> Result<FicheMl> {
    tx.require(Permission::VoirAnnuaire)?;
    queries::fiche(tx, ml).await?.ok_or(Error::NotFound)
}

/// The mission locale that the network's referential calls `code`, for commands.
pub async fn ml_of_code(tx: &mut Tx, code: &str) -> Result<Option<MlId>> {
    tx.require(Permission::VoirAnnuaire)?;
    queries::ml_of_code(tx, code.trim()).await
}

/// Its sites, the seat first, the closed ones last.
pub async fn list_sites(tx: &mut Tx, ml: MlId) -> Result<Vec<Site>> {
    tx.require(Permission::VoirAnnuaire)?;
    queries::sites(tx, ml).await
}

/// One site.
///
/// # Errors
/// `NotFound`.
pub async fn site(tx: &mut Tx, id: SiteId) -> Result<Site> {
    tx.require(Permission::VoirAnnuaire)?;
    queries::site(tx, id).await?.ok_or(Error::NotFound)
}

/// The communes of its zone, by code, `taille` at most after the key `apres`.
pub async fn list_zone(
    tx: &mut Tx,
    ml: MlId,
    apres: Option<&str>,
    taille: usize,
) -> Result<Page<CommuneDeZone>> {
    tx.require(Permission::VoirAnnuaire)?;
    let lignes = i64::try_from(taille.saturating_add(1)).unwrap_or(i64::MAX);
    let rows = queries::zone(tx, ml, apres.unwrap_or_default(), lignes).await?;
    Ok(Page::cut(rows, taille, |c| c.code.clone()))
}

/// Those who work in a mission locale today, by function.
pub async fn list_agents_by_function(tx: &mut Tx, ml: MlId) -> Result<Vec<Fonction>> {
    tx.require(Permission::VoirAnnuaire)?;
    let jour = tx.today();
    Ok(by_function(
        queries::agents(tx, Some(ml), None, jour).await?,
    ))
}

fn by_function(agents: Vec<AuTravail>) -> Vec<Fonction> {
    let mut fonctions: Vec<Fonction> = Role::ALL
        .iter()
        .map(|role| Fonction {
            role: *role,
            agents: Vec::new(),
        })
        .collect();
    for a in agents {
        if let Some(fonction) = fonctions.iter_mut().find(|f| f.role.code() == a.role) {
            fonction.agents.push(AgentAnnuaire {
                id: a.id,
                prenom: a.prenom,
                nom: a.nom,
                site: a.site,
                courriel: a.courriel,
                telephone: a.telephone,
            });
        }
    }
    fonctions.retain(|f| !f.agents.is_empty());
    fonctions
}

/// The mandates of a mission locale, those in force first.
pub async fn list_mandats(tx: &mut Tx, ml: MlId) -> Result<Vec<Mandat>> {
    tx.require(Permission::VoirAnnuaire)?;
    queries::mandats(tx, Some(ml), None).await
}

/// The bodies of a région and the national ones; all with an empty `region`.
pub async fn list_organismes(tx: &mut Tx, region: &str) -> Result<Vec<Organisme>> {
    tx.require(Permission::VoirAnnuaire)?;
    Ok(queries::organismes(tx, region, None)
        .await?
        .into_iter()
        .filter_map(known)
        .collect())
}

fn known(lu: OrganismeLu) -> Option<Organisme> {
    Some(Organisme {
        id: lu.id,
        nature: NatureOrganisme::from_code(&lu.nature)?,
        nom: lu.nom,
        region: lu.region,
        departement: lu.departement,
    })
}

/// One body, with its agents and mandates.
///
/// # Errors
/// `NotFound`.
pub async fn organisme(
    tx: &mut Tx,
    id: OrganismeId,
) -> Result<(Organisme, Vec<Fonction>, Vec<Mandat>)> {
    tx.require(Permission::VoirAnnuaire)?;
    let jour = tx.today();
    let found = queries::organismes(tx, "", Some(id))
        .await?
        .into_iter()
        .find_map(known);
    let organisme = found.ok_or(Error::NotFound)?;
    let agents = by_function(queries::agents(tx, None, Some(id), jour).await?);
    let mandats = queries::mandats(tx, None, Some(id)).await?;
    Ok((organisme, agents, mandats))
}

/// Declares a body, or changes it under the same stable code.
///
/// # Errors
/// `Forbidden` except for whoever runs the server.
pub async fn declare_organisme(tx: &mut Tx, saisi: &OrganismeSaisi) -> Result<OrganismeId> {
    crate::imports::operator_only(tx)?;
    let id = new_id!(tx, OrganismeId);
    let id = queries::write_organisme(tx, id, saisi).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("code", &saisi.code_source)
        .coded("nature", saisi.nature.code())
        .into_value();
    audit::record_national(tx, "declaration", "organisme", Some(id.uuid()), details).await?;
    Ok(id)
}

/// Changes the opening hours of a site of the mission locale.
///
/// # Errors
/// `NotFound` for a site of another one; `Conflict` when someone changed it meanwhile.
pub async fn update_horaires(
    tx: &mut Tx,
    site: SiteId,
    version: i32,
    horaires: &str,
) -> Result<()> {
    tx.require(Permission::AdministrerComptes)?;
    let ml = tx.ml()?;
    let actuel = queries::site(tx, site)
        .await?
        .filter(|s| s.ml == ml)
        .ok_or(Error::NotFound)?;
    let horaires = rules::horaires(horaires)?;
    if !queries::set_horaires(tx, ml, site, version, &horaires).await? {
        let actuel = queries::site(tx, site).await?.ok_or(Error::NotFound)?;
        return Err(conflict(
            actuel.version,
            &[("Horaires d’ouverture", horaires, actuel.horaires)],
        ));
    }
    let details = Details::new(tx.empreintes(), false)
        .changed("horaires", actuel.horaires, horaires)
        .into_value();
    record(tx, "modification", "site", site.uuid(), details).await
}

/// Records a mandate of the mission locale, under the identifier that the form carried. A second
/// post changes nothing.
///
/// # Errors
/// `Invalid`, field by field.
pub async fn create_mandat(tx: &mut Tx, id: MandatId, saisi: &MandatSaisi) -> Result<()> {
    tx.require(Permission::AdministrerComptes)?;
    let ml = tx.ml()?;
    let mandat = rules::mandat(saisi)?;
    if !queries::create_mandat(tx, ml, id, &mandat).await? {
        return queries::mandat(tx, ml, id)
            .await?
            .map(|_| ())
            .ok_or(Error::NotFound);
    }
    let details = Details::new(tx.empreintes(), false)
        .secret("prenom", &mandat.prenom)
        .secret("nom", &mandat.nom)
        .coded("fonction", &mandat.fonction)
        .coded("du", mandat.du)
        .into_value();
    record(tx, "creation", "mandat", id.uuid(), details).await
}

/// Changes or ends a mandate of the mission locale.
///
/// # Errors
/// `NotFound` for one of another mission locale; `Conflict` when someone changed it meanwhile.
pub async fn update_mandat(
    tx: &mut Tx,
    id: MandatId,
    version: i32,
    saisi: &MandatSaisi,
) -> Result<()> {
    tx.require(Permission::AdministrerComptes)?;
    let ml = tx.ml()?;
    let actuel = queries::mandat(tx, ml, id).await?.ok_or(Error::NotFound)?;
    let mandat = rules::mandat(saisi)?;
    if actuel.version != version {
        let fin = |au: Option<chrono::NaiveDate>| au.map(|au| au.to_string()).unwrap_or_default();
        return Err(conflict(
            actuel.version,
            &[
                ("Prénom", mandat.prenom, actuel.prenom),
                ("Nom", mandat.nom, actuel.nom),
                ("Fonction", mandat.fonction, actuel.fonction),
                ("Début", mandat.du.to_string(), actuel.du.to_string()),
                ("Fin", fin(mandat.au), fin(actuel.au)),
            ],
        ));
    }
    queries::update_mandat(tx, ml, id, &mandat).await?;
    let fin = |au: Option<chrono::NaiveDate>| au.map(|au| au.to_string()).unwrap_or_default();
    let details = Details::new(tx.empreintes(), false)
        .changed_secret("prenom", &actuel.prenom, &mandat.prenom)
        .changed_secret("nom", &actuel.nom, &mandat.nom)
        .changed("fonction", actuel.fonction, mandat.fonction)
        .changed("du", actuel.du, mandat.du)
        .changed("au", fin(actuel.au), fin(mandat.au))
        .into_value();
    record(tx, "modification", "mandat", id.uuid(), details).await
}

/// The fields that differ: label, typed, saved.
pub(crate) fn conflict(version: i32, champs: &[(&str, String, String)]) -> Error {
    let champs = champs
        .iter()
        .filter(|(_, saisi, actuel)| saisi != actuel)
        .map(|(libelle, saisi, actuel)| ChampEnConflit {
            libelle: (*libelle).to_owned(),
            saisi: saisi.clone(),
            actuel: actuel.clone(),
        })
        .collect();
    Error::Conflict(Box::new(Conflit { champs, version }))
}

/// One row of the audit of the mission locale.
pub(crate) async fn record(
    tx: &mut Tx,
    action: &str,
    objet: &str,
    id: Uuid,
    details: serde_json::Value,
) -> Result<()> {
    let entry = Entry {
        action,
        objet,
        objet_id: Some(id),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}
