//! The statements of agendas: what is taken, for agents or a site, from one instant to another.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId, MotifRdvId, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use crate::rendez_vous::model::{EtatRdv, Lieu, LigneAgenda};

struct Ligne {
    id: Uuid,
    objet: String,
    jeune: Option<JeuneId>,
    nom_naissance: Option<String>,
    nom_usage: Option<String>,
    prenom: Option<String>,
    prenom_usage: Option<String>,
    protege: bool,
    agent: AgentId,
    agent_nom: String,
    motif: Option<MotifRdvId>,
    motif_nom: String,
    lieu: Option<Lieu>,
    site_nom: String,
    salle_nom: String,
    debut: DateTime<Utc>,
    fin: DateTime<Utc>,
    etat: EtatRdv,
    confirme: bool,
    version: i32,
}

/// What is looked at.
#[derive(Debug, Clone, Default)]
pub(in crate::rendez_vous) struct Regard {
    pub(in crate::rendez_vous) agents: Vec<AgentId>,
    pub(in crate::rendez_vous) site: Option<SiteId>,
    pub(in crate::rendez_vous) a_preciser: bool,
    /// Those moved or cancelled too.
    pub(in crate::rendez_vous) tout: bool,
    /// Who sees every protected dossier.
    pub(in crate::rendez_vous) tous: bool,
}

/// The lines of an agenda, soonest first. A protected dossier that one may not see is a line
/// without a name.
pub(in crate::rendez_vous) async fn lines(
    tx: &mut Tx,
    regard: &Regard,
    (du, au): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<LigneAgenda>> {
    let (ml, today, now) = (tx.ml()?, tx.today(), tx.now());
    let me = tx.agent_id().map(AgentId::uuid);
    let agents: Vec<Uuid> = regard.agents.iter().map(|a| a.uuid()).collect();
    let rows = sqlx::query_as!(
        Ligne,
        r#"select r.id, 'rendez_vous' as "objet!", j.id as "jeune?: JeuneId",
             j.nom_naissance as "nom_naissance?", j.nom_usage as "nom_usage?",
             j.prenom as "prenom?", j.prenom_usage as "prenom_usage?",
             coalesce(j.protege, true) as "protege!", r.agent_id as "agent: AgentId",
             a.prenom || ' ' || a.nom as "agent_nom!", r.motif_id as "motif?: MotifRdvId",
             m.libelle as motif_nom, r.lieu as "lieu?: Lieu", coalesce(s.nom, '') as "site_nom!",
             coalesce(k.nom, '') as "salle_nom!", r.debut, r.fin, r.etat as "etat: EtatRdv",
             r.confirme_le is not null as "confirme!", r.version
           from rendez_vous r
           join agent a on a.id = r.agent_id
           join motif_rdv m on m.ml_id = $1 and m.id = r.motif_id
           left join site s on s.id = r.site_id
           left join salle k on k.ml_id = $1 and k.id = r.salle_id
           left join jeune j on j.ml_id = $1 and j.id = r.jeune_id
             and (not j.protege or $6 or j.referent_id = $7
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $8) = $7)
           where r.ml_id = $1 and r.debut >= $2 and r.debut < $3
             and (cardinality($4::uuid[]) = 0 or r.agent_id = any($4))
             and ($5::uuid is null or r.site_id = $5)
             and ($11 or r.etat not in ('annule', 'reporte'))
             and (not $9 or r.etat = 'planifie' and r.fin <= $10)
           order by r.debut, r.id limit 1000"#,
        ml.get(),
        du,
        au,
        &agents,
        regard.site.map(SiteId::uuid),
        regard.tous,
        me,
        today,
        regard.a_preciser,
        now,
        regard.tout,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(read).collect())
}

fn read(row: Ligne) -> LigneAgenda {
    let identite = jeunes::dossiers::Identite {
        nom_naissance: row.nom_naissance.unwrap_or_default(),
        nom_usage: row.nom_usage.unwrap_or_default(),
        prenom: row.prenom.unwrap_or_default(),
        prenom_usage: row.prenom_usage.unwrap_or_default(),
        sexe: None,
    };
    LigneAgenda {
        id: row.id,
        objet: row.objet,
        jeune: row.jeune.map(|id| (id, identite.nom_affiche())),
        agent: row.agent,
        agent_nom: row.agent_nom,
        motif: row.motif,
        motif_nom: row.motif_nom,
        lieu: row.lieu,
        site_nom: row.site_nom,
        salle_nom: row.salle_nom,
        debut: row.debut,
        fin: row.fin,
        etat: row.etat,
        confirme: row.confirme,
        protege: row.protege,
        version: row.version,
    }
}
