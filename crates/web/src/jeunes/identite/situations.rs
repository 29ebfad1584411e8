//! What a person does, as a list and as a drawn time line: the same facts twice. A time that no
//! situation tells is said in both.

use chrono::{Datelike as _, NaiveDate};
use jeunes::{
    DossierForRead,
    situations::{self, INCONNUE, Situation, Trou},
};
use kernel::{Access, Permission, Section, dates};
use platform::{Tx, nomenclatures::Nomenclatures};

use crate::jeunes::situations::hours;

/// A situation or a gap, in words.
#[derive(Debug)]
pub(super) struct SituationVue {
    /// Empty for a gap.
    pub(super) lien: String,
    pub(super) libelle: String,
    pub(super) structure: String,
    pub(super) periode: String,
    pub(super) precisions: String,
    pub(super) etat: &'static str,
    pub(super) actuelle: bool,
    debut: NaiveDate,
}

/// Two situations lived at the same time that do not usually go together, in words.
#[derive(Debug)]
pub(super) struct Alerte {
    pub(super) phrase: String,
    /// The one to end, probably.
    pub(super) lien: String,
}

/// A bar of the picture.
#[derive(Debug)]
pub(super) struct Barre {
    pub(super) x: i64,
    pub(super) largeur: i64,
    /// It is to come.
    pub(super) prevue: bool,
    pub(super) inconnue: bool,
}

/// A category and its bars.
#[derive(Debug)]
pub(super) struct Rang {
    pub(super) libelle: String,
    pub(super) y_mot: i64,
    pub(super) y_barre: i64,
    pub(super) barres: Vec<Barre>,
}

/// A year on the axis.
#[derive(Debug)]
pub(super) struct Repere {
    pub(super) x: i64,
    pub(super) annee: i32,
}

/// The drawn time line, 340 wide.
#[derive(Debug)]
pub(super) struct Chronologie {
    pub(super) hauteur: i64,
    pub(super) axe: i64,
    pub(super) aujourdhui: i64,
    pub(super) rangs: Vec<Rang>,
    pub(super) reperes: Vec<Repere>,
}

/// Situations.
#[derive(Debug)]
pub(super) struct Situations {
    pub(super) toutes: Vec<SituationVue>,
    pub(super) alertes: Vec<Alerte>,
    pub(super) chronologie: Option<Chronologie>,
    pub(super) modifiable: bool,
}

const LARGEUR: i64 = 340;
const HAUTEUR_RANG: i64 = 30;

impl Situations {
    pub(super) async fn read(
        tx: &mut Tx,
        dossier: &DossierForRead,
        base: &str,
    ) -> platform::Result<Self> {
        let all = situations::list(tx, dossier).await?;
        let (lists, today) = (tx.nomenclatures(), tx.today());
        let gaps = situations::trous(&all, dossier.premier_accueil_le.min(today), today);
        let now = situations::current(&all, lists).map(|s| s.id);
        let mut toutes: Vec<SituationVue> = all
            .iter()
            .map(|s| SituationVue {
                actuelle: now == Some(s.id),
                ..one(lists, base, s)
            })
            .chain(gaps.iter().map(|gap| hole(*gap, today)))
            .collect();
        toutes.sort_by_key(|vue| std::cmp::Reverse(vue.debut));
        Ok(Self {
            alertes: situations::chevauchements(&all)
                .into_iter()
                .map(|(a, b)| alert(lists, base, a, b))
                .collect(),
            chronologie: (!all.is_empty()).then(|| draw(lists, &all, &gaps, today)),
            toutes,
            modifiable: tx.may(Permission::Dossier(Section::Situation, Access::Write)),
        })
    }
}

fn one(lists: &Nomenclatures, base: &str, s: &Situation) -> SituationVue {
    let periode = match s.fin {
        Some(fin) => format!("du {} au {}", dates::short(s.debut), dates::short(fin)),
        None => format!("depuis le {}", dates::short(s.debut)),
    };
    let p = &s.precisions;
    let week = p
        .minutes_semaine
        .map(|m| format!("{} h par semaine", hours(m)));
    let contract = p
        .contrat_fin
        .map(|fin| format!("contrat jusqu’au {}", dates::short(fin)));
    let rome = (!p.rome.is_empty()).then(|| format!("ROME {}", p.rome));
    let precisions: Vec<String> = [week, contract, rome].into_iter().flatten().collect();
    SituationVue {
        lien: format!("{base}/situations/{}", s.id),
        libelle: s.libelle(lists).to_owned(),
        structure: s.structure.clone(),
        periode,
        precisions: precisions.join(", "),
        etat: s.etat.label(),
        actuelle: false,
        debut: s.debut,
    }
}

fn hole(gap: Trou, today: NaiveDate) -> SituationVue {
    let periode = if gap.au == today {
        format!("depuis le {}", dates::short(gap.du))
    } else {
        format!("du {} au {}", dates::short(gap.du), dates::short(gap.au))
    };
    SituationVue {
        lien: String::new(),
        libelle: INCONNUE.to_owned(),
        structure: String::new(),
        periode,
        precisions: String::new(),
        etat: "",
        actuelle: gap.au == today,
        debut: gap.du,
    }
}

fn alert(lists: &Nomenclatures, base: &str, a: &Situation, b: &Situation) -> Alerte {
    Alerte {
        phrase: format!(
            "« {} » et « {} » se superposent à partir du {}.",
            a.libelle(lists),
            b.libelle(lists),
            dates::short(b.debut)
        ),
        lien: format!("{base}/situations/{}", a.id),
    }
}

fn draw(lists: &Nomenclatures, all: &[Situation], gaps: &[Trou], today: NaiveDate) -> Chronologie {
    let starts = all.iter().map(|s| s.debut).chain(gaps.iter().map(|g| g.du));
    let from = starts.min().unwrap_or(today);
    let ends = all.iter().map(|s| s.fin.unwrap_or(s.debut));
    let to = ends.max().unwrap_or(today).max(today);
    let span = (to - from).num_days().max(1);
    let at = |day: NaiveDate| (day - from).num_days() * LARGEUR / span;
    let bar = |debut: NaiveDate, fin: NaiveDate| Barre {
        x: at(debut),
        largeur: (at(fin) - at(debut)).max(3),
        prevue: debut > today,
        inconnue: false,
    };
    let mut rangs: Vec<Rang> = Vec::new();
    let mut push = |libelle: &str, barres: Vec<Barre>| {
        if barres.is_empty() {
            return;
        }
        let y = i64::try_from(rangs.len()).unwrap_or(0) * HAUTEUR_RANG;
        rangs.push(Rang {
            libelle: libelle.to_owned(),
            y_mot: y + 11,
            y_barre: y + 16,
            barres,
        });
    };
    for categorie in lists.liste("situation_categorie") {
        let mine = all.iter().filter(|s| s.categorie == categorie.code);
        let open = |s: &Situation| s.fin.unwrap_or(if s.debut > today { to } else { today });
        push(
            &categorie.libelle,
            mine.map(|s| bar(s.debut, open(s))).collect(),
        );
    }
    let unknown = gaps.iter().map(|gap| Barre {
        inconnue: true,
        ..bar(gap.du, gap.au)
    });
    push(INCONNUE, unknown.collect());
    let axe = i64::try_from(rangs.len()).unwrap_or(0) * HAUTEUR_RANG + 4;
    let every = usize::try_from((to.year() - from.year()) / 6 + 1).unwrap_or(1);
    let reperes = (from.year() + 1..=to.year())
        .step_by(every)
        .filter_map(|annee| {
            let x = at(NaiveDate::from_ymd_opt(annee, 1, 1)?);
            (x < LARGEUR - 24).then_some(Repere { x, annee })
        })
        .collect();
    Chronologie {
        hauteur: axe + 18,
        axe,
        aujourdhui: at(today),
        rangs,
        reperes,
    }
}
