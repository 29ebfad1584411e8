//! The statements of prescriptions and absences.

use chrono::NaiveDate;
use kernel::{
    AgentId, DemandeId, FormationId, FreinId, JeuneId, PrescriptionId, PropositionId,
    SessionFormationId, SituationId,
};
use platform::{Result, Tx, error::OnConstraint as _};
use uuid::Uuid;

use crate::formations::model::{
    Absence, EtatPrescription, FinFormation, NouvelleAbsence, NouvellePrescription, Prescription,
    Reponse, Suivi,
};

/// The most rows of a list.
const LIGNES: i64 = 300;

/// Adds the prescription; false when its identifier is taken, or when what it names is not of this
/// dossier.
pub(in crate::formations) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvellePrescription,
    prescripteur: AgentId,
) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let done = sqlx::query!(
        "insert into prescription_formation (ml_id, id, jeune_id, session_id, prescripteur_id,
           prescrite_le, motif, objectif, frein_id, demande_id, proposition_id, saisi_le, saisi_par)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $5
         where ($9::uuid is null or exists (
             select from frein where ml_id = $1 and jeune_id = $3 and id = $9))
           and ($10::uuid is null or exists (
             select from demande where ml_id = $1 and jeune_id = $3 and id = $10))
           and ($11::uuid is null or exists (
             select from proposition where ml_id = $1 and jeune_id = $3 and id = $11))
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.session.uuid(),
        prescripteur.uuid(),
        new.prescrite_le,
        new.motif,
        new.objectif,
        new.frein.map(FreinId::uuid),
        new.demande.map(DemandeId::uuid),
        new.proposition.map(PropositionId::uuid),
        now,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "prescription_formation_unique",
        "session",
        "Cette session lui est déjà prescrite.",
    )?;
    Ok(done.rows_affected() == 1)
}

struct Ligne {
    id: PrescriptionId,
    jeune: JeuneId,
    session: SessionFormationId,
    formation: FormationId,
    intitule: String,
    organisme_nom: String,
    session_debut: NaiveDate,
    session_fin: NaiveDate,
    session_reunion: Option<NaiveDate>,
    session_limite: Option<NaiveDate>,
    prescripteur: AgentId,
    prescripteur_nom: String,
    prescrite_le: NaiveDate,
    motif: String,
    objectif: String,
    frein: Option<FreinId>,
    demande: Option<DemandeId>,
    proposition: Option<PropositionId>,
    etat: EtatPrescription,
    reunion_le: Option<NaiveDate>,
    reunion_present: Option<bool>,
    reunion_minutes: Option<i32>,
    tests_le: Option<NaiveDate>,
    tests_resultat: Option<String>,
    reponse: Option<Reponse>,
    reponse_le: Option<NaiveDate>,
    refus_le: Option<NaiveDate>,
    refus_motif: Option<String>,
    refus_mots: String,
    entree_le: Option<NaiveDate>,
    fin_prevue: Option<NaiveDate>,
    situation: Option<SituationId>,
    fin_le: Option<NaiveDate>,
    fin_genre: Option<FinFormation>,
    abandon_motif: Option<String>,
    remuneration: Option<bool>,
    remuneration_le: Option<NaiveDate>,
    remuneration_payeur: Option<String>,
    bilan_le: Option<NaiveDate>,
    bilan_obtenu: Option<String>,
    bilan_suite: Option<String>,
    bilan_mots: String,
    version: i32,
}

impl From<Ligne> for Prescription {
    fn from(l: Ligne) -> Self {
        let suivi = Suivi {
            etat: l.etat,
            prescrite_le: l.prescrite_le,
            reunion_le: l.reunion_le,
            reunion_present: l.reunion_present,
            reunion_minutes: l.reunion_minutes,
            tests_le: l.tests_le,
            tests_resultat: l.tests_resultat,
            reponse: l.reponse,
            reponse_le: l.reponse_le,
            refus_le: l.refus_le,
            refus_motif: l.refus_motif,
            refus_mots: l.refus_mots,
            entree_le: l.entree_le,
            fin_prevue: l.fin_prevue,
            situation: l.situation,
            fin_le: l.fin_le,
            fin_genre: l.fin_genre,
            abandon_motif: l.abandon_motif,
            remuneration: l.remuneration,
            remuneration_le: l.remuneration_le,
            remuneration_payeur: l.remuneration_payeur,
            bilan_le: l.bilan_le,
            bilan_obtenu: l.bilan_obtenu,
            bilan_suite: l.bilan_suite,
            bilan_mots: l.bilan_mots,
        };
        Self {
            id: l.id,
            jeune: l.jeune,
            session: l.session,
            formation: l.formation,
            intitule: l.intitule,
            organisme_nom: l.organisme_nom,
            session_debut: l.session_debut,
            session_fin: l.session_fin,
            session_reunion: l.session_reunion,
            session_limite: l.session_limite,
            prescripteur: l.prescripteur,
            prescripteur_nom: l.prescripteur_nom,
            motif: l.motif,
            objectif: l.objectif,
            frein: l.frein,
            demande: l.demande,
            proposition: l.proposition,
            suivi,
            version: l.version,
        }
    }
}

async fn select(
    tx: &mut Tx,
    (id, jeune, formation): (Option<Uuid>, Option<Uuid>, Option<Uuid>),
) -> Result<Vec<Prescription>> {
    let ml = tx.ml()?;
    let rows = sqlx::query_as!(
        Ligne,
        r#"select p.id as "id: PrescriptionId", p.jeune_id as "jeune: JeuneId",
             p.session_id as "session: SessionFormationId", s.formation_id as "formation: FormationId",
             f.intitule, o.nom as organisme_nom, s.debut as session_debut, s.fin as session_fin,
             s.reunion_le as session_reunion, s.limite_le as session_limite,
             p.prescripteur_id as "prescripteur: AgentId",
             a.prenom || ' ' || a.nom as "prescripteur_nom!", p.prescrite_le, p.motif, p.objectif,
             p.frein_id as "frein: FreinId", p.demande_id as "demande: DemandeId",
             p.proposition_id as "proposition: PropositionId", p.etat as "etat: EtatPrescription",
             p.reunion_le, p.reunion_present, p.reunion_minutes, p.tests_le, p.tests_resultat,
             p.reponse as "reponse: Reponse", p.reponse_le, p.refus_le, p.refus_motif, p.refus_mots,
             p.entree_le, p.fin_prevue, p.situation_id as "situation: SituationId", p.fin_le,
             p.fin_genre as "fin_genre: FinFormation", p.abandon_motif, p.remuneration,
             p.remuneration_le, p.remuneration_payeur, p.bilan_le, p.bilan_obtenu, p.bilan_suite,
             p.bilan_mots, p.version
           from prescription_formation p
           join session_formation s on s.ml_id = p.ml_id and s.id = p.session_id
           join formation f on f.ml_id = s.ml_id and f.id = s.formation_id
           join organisme_formation o on o.ml_id = f.ml_id and o.id = f.organisme_id
           join agent a on a.id = p.prescripteur_id
           where p.ml_id = $1 and ($2::uuid is null or p.id = $2)
             and ($3::uuid is null or p.jeune_id = $3)
             and ($4::uuid is null or s.formation_id = $4)
           order by p.prescrite_le desc, p.id desc limit $5"#,
        ml.get(),
        id,
        jeune,
        formation,
        LIGNES,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Prescription::from).collect())
}

/// One prescription.
pub(in crate::formations) async fn find(
    tx: &mut Tx,
    id: PrescriptionId,
) -> Result<Option<Prescription>> {
    Ok(select(tx, (Some(id.uuid()), None, None)).await?.pop())
}

/// Every prescription of the dossier, latest first.
pub(in crate::formations) async fn of_jeune(
    tx: &mut Tx,
    jeune: JeuneId,
) -> Result<Vec<Prescription>> {
    select(tx, (None, Some(jeune.uuid()), None)).await
}

/// Every prescription of the sessions of a formation, latest first.
pub(in crate::formations) async fn of_formation(
    tx: &mut Tx,
    formation: FormationId,
) -> Result<Vec<Prescription>> {
    select(tx, (None, None, Some(formation.uuid()))).await
}

/// Writes the steps, if the version is still the one in the database.
pub(in crate::formations) async fn update(
    tx: &mut Tx,
    (id, version): (PrescriptionId, i32),
    s: &Suivi,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update prescription_formation set etat = $4, reunion_le = $5, reunion_present = $6,
           reunion_minutes = $7, tests_le = $8, tests_resultat = $9, reponse = $10, reponse_le = $11,
           refus_le = $12, refus_motif = $13, refus_mots = $14, entree_le = $15, fin_prevue = $16,
           situation_id = $17, fin_le = $18, fin_genre = $19, abandon_motif = $20,
           remuneration = $21, remuneration_le = $22, remuneration_payeur = $23, bilan_le = $24,
           bilan_obtenu = $25, bilan_suite = $26, bilan_mots = $27, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        id.uuid(),
        version,
        s.etat.code(),
        s.reunion_le,
        s.reunion_present,
        s.reunion_minutes,
        s.tests_le,
        s.tests_resultat,
        s.reponse.map(Reponse::code),
        s.reponse_le,
        s.refus_le,
        s.refus_motif,
        s.refus_mots,
        s.entree_le,
        s.fin_prevue,
        s.situation.map(SituationId::uuid),
        s.fin_le,
        s.fin_genre.map(FinFormation::code),
        s.abandon_motif,
        s.remuneration,
        s.remuneration_le,
        s.remuneration_payeur,
        s.bilan_le,
        s.bilan_obtenu,
        s.bilan_suite,
        s.bilan_mots,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "prescription_formation_unique",
        "le",
        "Cette session lui est déjà prescrite une autre fois.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Every absence of a prescription, latest first.
pub(in crate::formations) async fn absences(
    tx: &mut Tx,
    prescription: PrescriptionId,
) -> Result<Vec<Absence>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Absence,
        "select id, le, minutes, justifiee from absence_formation
         where ml_id = $1 and prescription_id = $2 order by le desc",
        ml.get(),
        prescription.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds the absence; false when its identifier is taken.
pub(in crate::formations) async fn insert_absence(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleAbsence,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into absence_formation (ml_id, id, jeune_id, prescription_id, le, minutes, justifiee,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.prescription.uuid(),
        new.le,
        new.minutes,
        new.justifiee,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "absence_formation_unique",
        "le",
        "Une absence est déjà notée ce jour-là.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Takes an absence back; false when it is not of this prescription.
pub(in crate::formations) async fn delete_absence(
    tx: &mut Tx,
    prescription: PrescriptionId,
    id: Uuid,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "delete from absence_formation where ml_id = $1 and prescription_id = $2 and id = $3",
        ml.get(),
        prescription.uuid(),
        id,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
