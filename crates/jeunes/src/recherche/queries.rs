//! The statement of the search.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};

use super::rules::{self, Requete};
use crate::dossiers::{EtatDossier, Identite, Naissance, queries::naissance};

/// A candidate, before it is ranked.
#[derive(Debug, Clone)]
pub(crate) struct Candidat {
    pub id: JeuneId,
    pub numero: String,
    pub identite: Identite,
    pub recherche: String,
    pub naissance: Naissance,
    pub commune_code: Option<String>,
    pub commune: String,
    pub referent: Option<AgentId>,
    pub referent_nom: String,
    pub remplacant: Option<AgentId>,
    pub etat: EtatDossier,
    pub protege: bool,
    pub deces: bool,
    pub contacts: Vec<String>,
    pub par: Vec<String>,
}

/// Who may be meant by `requete`; `all`: protected dossiers too.
pub(crate) async fn candidates(
    tx: &mut Tx,
    requete: &Requete,
    all: bool,
    limit: i32,
) -> Result<Vec<Candidat>> {
    let (ml, today, me) = (tx.ml()?, tx.today(), tx.agent_id().map(AgentId::uuid));
    let words = rules::by_length(&requete.mots);
    let variants = rules::variants(&requete.mots);
    let rows = sqlx::query_as!(
        Ligne,
        r#"select j.id as "id!: JeuneId", j.numero as "numero!", j.nom_naissance as "nom_naissance!",
             j.nom_usage as "nom_usage!", j.prenom as "prenom!", j.prenom_usage as "prenom_usage!",
             j.sexe, j.recherche as "recherche!", j.date_naissance, j.age_declare,
             j.age_declare_le, j.commune, coalesce(c.nom, '') as "commune_nom!",
             j.referent_id as "referent?: AgentId",
             coalesce(a.prenom || ' ' || a.nom, '') as "referent_nom!",
             remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $7) as "remplacant?: AgentId",
             j.etat as "etat!", j.protege as "protege!",
             exists (select from deces d where d.ml_id = j.ml_id and d.jeune_id = j.id
               and d.annule_le is null) as "deces!", t.par as "par!",
             array(select k.valeur from contact k
              where k.ml_id = j.ml_id and k.jeune_id = j.id and $9) as "contacts!"
           from (select coalesce(p.absorbe_par, f.id) as id, array_agg(distinct f.par) as par
                 from chercher_jeunes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) f join jeune p on p.ml_id = $1 and p.id = f.id group by 1) t
           join jeune j on j.ml_id = $1 and j.id = t.id
           left join commune c on c.code = j.commune
           left join agent a on a.id = j.referent_id"#,
        ml.get(),
        &words,
        &variants,
        requete.naissance,
        requete.motif_contact(),
        requete.numero,
        today,
        me,
        all,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| row.read(today)).collect())
}

/// A row as it is read.
struct Ligne {
    id: JeuneId,
    numero: String,
    nom_naissance: String,
    nom_usage: String,
    prenom: String,
    prenom_usage: String,
    sexe: Option<String>,
    recherche: String,
    date_naissance: Option<NaiveDate>,
    age_declare: Option<i32>,
    age_declare_le: Option<NaiveDate>,
    commune: Option<String>,
    commune_nom: String,
    referent: Option<AgentId>,
    referent_nom: String,
    remplacant: Option<AgentId>,
    etat: String,
    protege: bool,
    deces: bool,
    par: Vec<String>,
    contacts: Vec<String>,
}

impl Ligne {
    fn read(self, today: NaiveDate) -> Candidat {
        Candidat {
            id: self.id,
            numero: self.numero,
            identite: Identite {
                nom_naissance: self.nom_naissance,
                nom_usage: self.nom_usage,
                prenom: self.prenom,
                prenom_usage: self.prenom_usage,
                sexe: self.sexe,
            },
            recherche: self.recherche,
            naissance: naissance(
                self.date_naissance,
                self.age_declare,
                self.age_declare_le,
                today,
            ),
            commune_code: self.commune,
            commune: self.commune_nom,
            referent: self.referent,
            referent_nom: self.referent_nom,
            remplacant: self.remplacant,
            etat: EtatDossier::from_code(&self.etat).unwrap_or(EtatDossier::Actif),
            protege: self.protege,
            deces: self.deces,
            contacts: self.contacts,
            par: self.par,
        }
    }
}
