//! The card of the fiche: who represents the person today, and for what.

use jeunes::{
    DossierForRead,
    representation::{
        self, LigneActe, Representation,
        rules::{Age, Requis, en_vigueur, exige_representant},
    },
};
use kernel::{Access, Permission, Section, dates, phone};
use platform::Tx;

/// A holder, in words.
#[derive(Debug)]
pub(in crate::jeunes) struct Titulaire {
    pub(in crate::jeunes) nom: String,
    pub(in crate::jeunes) joindre: String,
}

/// A representation, in words.
#[derive(Debug)]
pub(in crate::jeunes) struct Ligne {
    pub(in crate::jeunes) lien: String,
    pub(in crate::jeunes) libelle: String,
    pub(in crate::jeunes) titulaires: Vec<Titulaire>,
    pub(in crate::jeunes) periode: String,
    pub(in crate::jeunes) justificatif: String,
    pub(in crate::jeunes) en_vigueur: bool,
}

/// What an act needs, in words.
#[derive(Debug)]
pub(in crate::jeunes) struct Acte {
    pub(in crate::jeunes) pour: String,
    pub(in crate::jeunes) qui: &'static str,
    pub(in crate::jeunes) source: String,
    pub(in crate::jeunes) verifier: bool,
}

/// The card.
#[derive(Debug)]
pub(in crate::jeunes) struct Carte {
    /// Minor, adult, protected: in a sentence.
    pub(in crate::jeunes) phrase: String,
    /// A minor whose representative is not known.
    pub(in crate::jeunes) manque: bool,
    pub(in crate::jeunes) lignes: Vec<Ligne>,
    /// Empty when the person acts alone in everything.
    pub(in crate::jeunes) actes: Vec<Acte>,
    pub(in crate::jeunes) modifiable: bool,
}

impl Carte {
    /// `None` for a role that does not see it.
    pub(in crate::jeunes) async fn read(
        tx: &mut Tx,
        dossier: &DossierForRead,
        base: &str,
    ) -> platform::Result<Option<Self>> {
        if !tx.may(Permission::Dossier(Section::Famille, Access::Read)) {
            return Ok(None);
        }
        let all = representation::list(tx, dossier).await?;
        let today = tx.today();
        let majorite = i32::try_from(tx.parametre("age_majorite")?).unwrap_or(i32::MAX);
        let age = Age::of(dossier.naissance, today);
        let minor = age.mineur(majorite);
        let now = en_vigueur(&all, minor, today);
        // After a death nobody signs anything.
        let over = dossier.deces.is_some();
        let alone = !minor && now.is_none() && (age.certain || age.ans > majorite + 1);
        let actes = if alone || over {
            Vec::new()
        } else {
            let lines = representation::actes(tx).await?;
            acts(tx, &lines, now, age, majorite)
        };
        Ok(Some(Self {
            phrase: if over {
                String::new()
            } else {
                sentence(dossier, minor, now.is_some(), majorite)
            },
            manque: minor && now.is_none() && !over,
            lignes: all
                .iter()
                .map(|r| line(tx, base, r, now.is_some_and(|n| n.id == r.id)))
                .collect(),
            actes,
            modifiable: tx.may(Permission::Dossier(Section::Famille, Access::Write)),
        }))
    }
}

fn sentence(dossier: &DossierForRead, minor: bool, known: bool, majorite: i32) -> String {
    let until = u32::try_from(majorite)
        .ok()
        .zip(dossier.naissance.date())
        .and_then(|(years, born)| dates::birthday(born, years));
    match (minor, until, known) {
        (true, Some(day), _) => format!("Personne mineure, majeure le {}.", dates::long(day)),
        (true, None, _) => "Personne mineure, d’après l’âge déclaré.".to_owned(),
        (false, _, true) => "Personne majeure protégée.".to_owned(),
        (false, _, false) => "Personne majeure : elle signe seule.".to_owned(),
    }
}

fn line(tx: &Tx, base: &str, r: &Representation, now: bool) -> Ligne {
    let du = dates::short(r.du);
    Ligne {
        lien: format!("{base}/representation/{}", r.id),
        libelle: tx
            .nomenclatures()
            .libelle("regime_representation", r.regime.code())
            .to_owned(),
        titulaires: r
            .titulaires
            .iter()
            .map(|t| {
                let phone = phone::display(&t.telephone);
                let parts = [t.organisme.as_str(), &phone, &t.courriel];
                let said: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                Titulaire {
                    nom: t.nom.clone(),
                    joindre: said.join(", "),
                }
            })
            .collect(),
        periode: match r.au {
            Some(au) => format!("du {du} au {}", dates::short(au)),
            None => format!("depuis le {du}"),
        },
        justificatif: r.vu_le.map_or_else(
            || "Justificatif pas encore vu".to_owned(),
            |le| format!("Justificatif vu le {} par {}", dates::short(le), r.vu_par),
        ),
        en_vigueur: now,
    }
}

/// The acts of the table, in the order of their list, each with its source.
fn acts(
    tx: &Tx,
    lines: &[LigneActe],
    now: Option<&Representation>,
    age: Age,
    majorite: i32,
) -> Vec<Acte> {
    let regime = now.map(|r| r.regime);
    tx.nomenclatures()
        .offertes("acte_representant", tx.today())
        .map(|entry| {
            let mine: Vec<&LigneActe> = lines.iter().filter(|l| l.acte == entry.code).collect();
            let said = exige_representant(&mine, regime, age, majorite);
            let who = match regime {
                Some(measure) if !measure.de_mineur() => measure.code(),
                _ => "mineur",
            };
            let source = mine.iter().find(|l| l.qui == who);
            Acte {
                pour: entry.libelle.clone(),
                qui: said.label(),
                source: source.map_or_else(String::new, |l| {
                    let tail = if l.a_confirmer { " (à confirmer)" } else { "" };
                    format!("{}{tail}", l.source)
                }),
                verifier: matches!(said, Requis::AVerifier(_)),
            }
        })
        .collect()
}
