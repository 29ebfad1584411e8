//! One thing of each kind in a mission locale, so that every address of the table of routes
//! can be tried. A route with a new kind of identifier needs a line in [`Exemples::valeur`], and a
//! row in [`ROWS`] when the thing is new.

use kernel::Role;
use platform::ports::{Blobs as _, CleBlob};
use uuid::Uuid;

use crate::essai::Essai;

/// Who a parameter of an address belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Portee {
    /// A thing of one mission locale: elsewhere it does not exist.
    MissionLocale,
    /// A thing of the network, that every mission locale may see.
    Reseau,
    /// A secret, tried by the tests of links.
    Secret,
}

/// The value of one parameter of an address.
#[derive(Debug, Clone)]
pub(crate) struct Exemple {
    pub(crate) valeur: String,
    pub(crate) portee: Portee,
}

/// The rows, in the order of their references: `{jeune}` and the others are identifiers, `{ml}` the
/// mission locale, `{agent}` its conseiller. What is shown nowhere else is marked `marque-{ml}`.
const ROWS: &[&str] = &[
    "insert into mandat (id, ml_id, prenom, nom, fonction, du)
     values ({mandat}, {ml}, 'Prénom', 'Nom', 'president', '2026-01-01')",
    "insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, prenom, date_naissance,
       commune, premier_accueil_le, referent_id, recherche, cree_le, cree_par)
     values ({ml}, {jeune}, 'ESSAI-1', '2026-03-02', 'Tintoret', 'Zéphyrine', '2006-02-14',
       '00001', '2026-03-02', {agent}, 'tintoret zephyrine', '2026-03-02', {agent})",
    "insert into referent (ml_id, id, jeune_id, agent_id, du, motif, saisi_le)
     values ({ml}, {referent}, {jeune}, {agent}, '2026-03-02', 'premier', '2026-03-02')",
    "insert into contact (ml_id, id, jeune_id, moyen, valeur, vrai_du, saisi_le)
     values ({ml}, {contact}, {jeune}, 'telephone', '+33600000001', '2026-03-02', '2026-03-02')",
    "insert into situation (ml_id, id, jeune_id, categorie, etat, debut, saisi_le)
     values ({ml}, {situation}, {jeune}, 'demandeur_emploi', 'en_cours', '2026-03-02', '2026-03-02')",
    "insert into cursus (ml_id, id, jeune_id, niveau, intitule, etat, saisi_le)
     values ({ml}, {cursus}, {jeune}, 'niveau_3', 'CAP marque-{ml}', 'obtenu', '2026-03-02')",
    "insert into experience (ml_id, id, jeune_id, nature, libelle, saisi_le)
     values ({ml}, {experience}, {jeune}, 'stage', 'Stage marque-{ml}', '2026-03-02')",
    "insert into metier_vise (ml_id, id, jeune_id, metier, rang, piste, vrai_du, saisi_le)
     values ({ml}, {vise}, {jeune}, 'D1102', 1, 'idee', '2026-03-02', '2026-03-02')",
    "insert into representation (ml_id, id, jeune_id, regime, du, saisi_le)
     values ({ml}, {representation}, {jeune}, 'tutelle', '2026-03-02', '2026-03-02')",
    "insert into tiers (ml_id, id, jeune_id, nom, lien, peut_savoir, accord_le, du, saisi_le)
     values ({ml}, {tiers}, {jeune}, 'Tiers marque-{ml}', 'educateur', '{rendez_vous}', '2026-03-02',
       '2026-03-02', '2026-03-02')",
    "insert into fait (ml_id, id, jeune_id, genre, valeurs, vrai_du, saisi_le)
     values ({ml}, {fait}, {jeune}, 'famille', '{\"enfants\": \"1\"}', '2026-03-02', '2026-03-02')",
    "insert into sejour (ml_id, id, jeune_id, valeurs, vrai_du, saisi_le)
     values ({ml}, {sejour}, {jeune}, '{\"titre\": \"recepisse\"}', '2026-03-02', '2026-03-02')",
    "insert into demande (ml_id, id, jeune_id, theme, exprimee_le, saisi_le)
     values ({ml}, {demande}, {jeune}, 'emploi', '2026-03-02', '2026-03-02')",
    "insert into proposition (ml_id, id, jeune_id, demande_id, type, libelle, proposee_le, etat_le,
       saisi_le)
     values ({ml}, {proposition}, {jeune}, {demande}, 'atelier', 'Atelier CV marque-{ml}', '2026-03-02',
       '2026-03-02', '2026-03-02')",
    "insert into frein (ml_id, id, jeune_id, code, domaine, ouvert_le, saisi_le)
     values ({ml}, {frein}, {jeune}, 'permis', 'mobilite', '2026-03-02', '2026-03-02')",
    "insert into objectif (ml_id, id, jeune_id, frein_id, domaine, libelle, etat_le, saisi_le)
     values ({ml}, {objectif}, {jeune}, {frein}, 'mobilite', 'Se déplacer seule marque-{ml}', '2026-03-02',
       '2026-03-02')",
    "insert into action (ml_id, id, jeune_id, objectif_id, libelle, qui, etat_le, saisi_le)
     values ({ml}, {action}, {jeune}, {objectif}, 'S’inscrire au code marque-{ml}', 'jeune', '2026-03-02',
       '2026-03-02')",
    "insert into accord (ml_id, id, jeune_id, donne_le, agent_id, instantane, saisi_le)
     values ({ml}, {accord}, {jeune}, '2026-03-02', {agent},
       '{\"version\": 1, \"jeune\": \"Zéphyrine TINTORET\", \"structure\": \"\", \"agent\": \"\",
         \"referent\": \"\", \"donne_le\": \"2026-03-02\", \"freins\": [], \"objectifs\": []}',
       '2026-03-02')",
    "insert into entretien (ml_id, id, jeune_id, agent_id, realise_le, modalite, duree_minutes,
       saisi_le)
     values ({ml}, {entretien}, {jeune}, {agent}, '2026-03-02', 'presence', 45, '2026-03-02')",
    "insert into note (ml_id, id, jeune_id, auteur_id, texte, ecrite_le)
     values ({ml}, {note}, {jeune}, {agent}, 'Texte confidentiel marque-{ml}', '2026-03-02')",
    "insert into diagnostic (ml_id, id, jeune_id, realise_le, agent_id, saisi_le)
     values ({ml}, {diagnostic}, {jeune}, '2026-11-23', {agent}, '2026-11-23 08:00+00')",
    "insert into diagnostic_domaine (ml_id, diagnostic_id, domaine, jeune_id, niveau)
     values ({ml}, {diagnostic}, 'mobilite', {jeune}, 'ca_bloque')",
    "insert into remplacement (ml_id, id, agent_id, remplacant_id, du, au)
     select {ml}, {remplacement}, {agent}, agent_id, '2026-11-01', '2026-12-31'
     from affectation where ml_id = {ml} and role = 'responsable_secteur'",
    "insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, prenom, date_naissance,
       premier_accueil_le, recherche, cree_le)
     values ({ml}, {double}, 'ESSAI-2', '2026-03-02', 'Tintoretto', 'Zéphyrine', '2006-02-14',
       '2026-03-02', 'tintoretto zephyrine marque-{ml}', '2026-03-02')",
    "insert into paire_douteuse (ml_id, id, premier_id, second_id, score, origine, proposee_le)
     values ({ml}, {paire}, least({jeune}::uuid, {double}::uuid),
       greatest({jeune}::uuid, {double}::uuid), 8, 'recherche', '2026-03-02')",
    "insert into fusion (ml_id, id, garde_id, absorbe_id, motif, faite_le, defaite_le)
     values ({ml}, {fusion}, {jeune}, {double}, 'reprise', '2026-03-02', '2026-03-03')",
    "insert into venue (ml_id, id, jeune_id, site_id, jour, source, etat, agent_id, arrivee_le,
       saisi_le)
     select {ml}, {venue}, {jeune}, id, '2026-11-23', 'sans_rendez_vous', 'attend', {agent},
       '2026-11-23 08:40+00', '2026-11-23 08:40+00'
     from site where ml_id = {ml}",
    "insert into message (ml_id, id, destinataire_id, jeune_id, sujet, texte, pris_le, pris_par)
     values ({ml}, {message}, {agent}, {jeune}, 'nouvelles', 'Rappeler marque-{ml}',
       '2026-11-23 08:00+00', {agent})",
    "insert into exercice (ml_id, id, genre, recu_le, canal, demandeur, nom, identite, saisi_le)
     values ({ml}, {exercice}, 'acces', '2026-11-02', 'courriel', 'personne', 'Nom marque-{ml}',
       'connue', '2026-11-02')",
    "insert into motif_rdv (ml_id, id, libelle, duree_minutes, lieux, theme, reserve_par)
     values ({ml}, {motif}, 'Entretien marque-{ml}', 45, array['site', 'telephone'], 'emploi',
       'personne')",
    "insert into rendez_vous (ml_id, id, jeune_id, agent_id, motif_id, lieu, site_id, debut, fin,
       cree_le)
     select {ml}, {rdv}, {jeune}, {agent}, {motif}, 'site', id, '2026-11-26 09:00+00',
       '2026-11-26 09:45+00', '2026-11-20 09:00+00'
     from site where ml_id = {ml}",
    "insert into occupation (ml_id, id, objet, objet_id, agent_id, jeune_id, debut, fin)
     values ({ml}, {occupation}, 'rendez_vous', {rdv}, {agent}, {jeune}, '2026-11-26 09:00+00',
       '2026-11-26 09:45+00')",
    "insert into tentative (ml_id, id, jeune_id, rendez_vous_id, etape, resultat, faite_le)
     values ({ml}, {tentative}, {jeune}, {rdv}, 'appel', 'sans_reponse', '2026-11-20 09:00+00')",
    "insert into envoi (ml_id, id, jeune_id, objet, objet_id, nature, pour_le, canal, contact_id,
       a_partir_de, etat, cree_le)
     values ({ml}, {envoi}, {jeune}, 'rendez_vous', {rdv}, 'confirmation', '2026-11-26 09:00+00',
       'sms', {contact}, '2026-11-20 09:00+00', 'parti', '2026-11-20 09:00+00')",
    "insert into plage (ml_id, id, agent_id, site_id, du, au, jours, debut, fin)
     select {ml}, {plage}, {agent}, id, '2026-11-02', '2026-12-31', '{6}', '08:00', '08:30'
     from site where ml_id = {ml}",
    "insert into absence_agent (ml_id, id, agent_id, du, au, motif)
     values ({ml}, {absence}, {agent}, '2026-12-28', '2026-12-31', 'conge')",
    "insert into salle (ml_id, id, site_id, nom, places)
     select {ml}, {salle}, id, 'Salle marque-{ml}', 6 from site where ml_id = {ml}",
    "insert into heure (ml_id, id, jeune_id, jour, minutes, nature, validee, objet, objet_id)
     values ({ml}, {heure}, {jeune}, '2026-11-26', 45, 'rendez_vous', false, 'rendez_vous', {rdv})",
    "insert into offre_atelier (ml_id, id, genre, theme, nom)
     values ({ml}, {offre}, 'atelier', 'emploi', 'Atelier marque-{ml}')",
    "insert into session_atelier (ml_id, id, offre_id, debut, fin, animateur_id, site_id, places,
       cree_le)
     select {ml}, {session}, {offre}, '2026-12-03 08:00+00', '2026-12-03 11:00+00', {agent}, id, 8,
       '2026-11-02'
     from site where ml_id = {ml}",
    "insert into inscription (ml_id, id, jeune_id, session_id, etat_le, saisi_le)
     values ({ml}, {inscription}, {jeune}, {session}, '2026-11-02', '2026-11-02')",
    "insert into adhesion (ml_id, id, jeune_id, dispositif, groupe, prescripteur_id, referent_id,
       entree_le, fin_prevue, conditions, saisi_le)
     values ({ml}, {adhesion}, {jeune}, 'cej', 'engagement', {agent}, {agent}, '2026-03-02',
       '2027-03-01', '[]', '2026-03-02')",
    "insert into allocation_mois (ml_id, id, jeune_id, adhesion_id, mois, foyer, autonome,
       deduites_centimes, partielles_centimes, justifiee, montant_centimes, calcul, declaree_le)
     values ({ml}, {allocation}, {jeune}, {adhesion}, '2026-10-01', 'non_imposable', true, 0, 0,
       true, 56168, '{\"montant\": 56168, \"lignes\": [], \"entrees\": null,
         \"regle_du\": \"2026-04-01\", \"reference\": \"D5131-19\", \"a_confirmer\": true}',
       '2026-11-02')",
    "insert into regularisation (ml_id, id, jeune_id, allocation_id, montant_centimes, motif,
       saisie_le)
     values ({ml}, {regularisation}, {jeune}, {allocation}, -100, 'Motif marque-{ml}',
       '2026-11-20')",
    "insert into coordonnees_bancaires (ml_id, id, jeune_id, iban, titulaire, saisie_le, saisie_par)
     values ({ml}, {compte}, {jeune}, 'FR1420041010050500013M02606', 'jeune', '2026-11-02', {agent})",
    "insert into sanction (ml_id, id, jeune_id, adhesion_id, faits, situation, avis, proposee_le,
       proposee_par, observations_avant)
     values ({ml}, {sanction}, {jeune}, {adhesion}, '[]', '', 'Avis marque-{ml}', '2026-11-02',
       {agent}, '2026-11-17')",
    "insert into adhesion (ml_id, id, jeune_id, dispositif, groupe, prescripteur_id, referent_id,
       entree_le, conditions, saisi_le)
     values ({ml}, {adhesion_obligation}, {jeune}, 'obligation_formation', 'obligation', {agent},
       {agent}, '2026-11-02', '[]', '2026-11-02')",
    "insert into obligation (ml_id, id, jeune_id, adhesion_id, source, signalee_le, recue_le,
       saisi_le)
     values ({ml}, {obligation}, {jeune}, {adhesion_obligation}, 'siei', '2026-11-02',
       '2026-11-02', '2026-11-02')",
    "insert into etape_obligation (ml_id, id, jeune_id, obligation_id, nature, le, code, mots,
       saisi_le)
     values ({ml}, {etape_obligation}, {jeune}, {obligation}, 'signalement', '2026-11-02', 'siei',
       'Mots marque-{ml}', '2026-11-02')",
    "insert into phase (ml_id, id, jeune_id, adhesion_id, genre, debut, fin, objectifs, saisi_le)
     values ({ml}, {phase}, {jeune}, {adhesion}, 'projet', '2026-03-02', '2026-06-01',
       'Objectifs marque-{ml}', '2026-03-02')",
    "insert into suivi_sortie (ml_id, id, jeune_id, adhesion_id, mois, fait_le, jointe, saisi_le)
     values ({ml}, {suivi}, {jeune}, {adhesion}, 1, '2026-11-02', true, '2026-11-02')",
    "insert into transfert (ml_id, id, sens, autre_ml, jeune_id, motif, accord_le, notes, demande_le,
       demande_par, reponse_avant)
     values ({ml}, {transfert}, 'entrant', 3 - {ml}, {jeune}, 'choix', '2026-11-02', false,
       '2026-11-02', {agent}, '2026-12-02')",
    "insert into transfert (ml_id, id, sens, autre_ml, identite, motif, accord_le, notes, demande_le,
       demande_par, reponse_avant)
     values ({ml}, {recu}, 'sortant', 3 - {ml}, '{\"nom\": \"marque-{ml}\", \"nom_usage\": \"\",
       \"prenom\": \"Manon\", \"naissance\": \"2006-02-14\"}', 'choix', '2026-11-02', false,
       '2026-11-02', {agent}, '2026-12-02')",
    "insert into cloture_mois (ml_id, mois, close_le, nombre, total_centimes)
     values ({ml}, '2026-03-01', '2026-04-02', 0, 0)",
    "insert into cible_heures (ml_id, id, jeune_id, du, minutes, motif, saisi_le)
     values ({ml}, {cible}, {jeune}, '2026-03-02', 600, 'montee', '2026-03-02')",
    "insert into demarche (ml_id, id, jeune_id, faite_le, categorie, libelle, minutes, saisi_le)
     values ({ml}, {demarche}, {jeune}, '2026-11-23', 'emploi', 'Candidature marque-{ml}', 60,
       '2026-11-23')",
    "insert into fonds_aide (ml_id, id, nom, decideur)
     values ({ml}, {fonds}, 'Fonds marque-{ml}', 'mission_locale')",
    "insert into demande_aide (ml_id, id, jeune_id, fonds_id, motif, precisions,
       montant_demande_centimes, demandee_le, demandeur_id, saisi_le)
     values ({ml}, {demande_aide}, {jeune}, {fonds}, 'mobilite', 'Vélo marque-{ml}', 12000,
       '2026-11-02', {agent}, '2026-11-02')",
    "insert into carnet_bons (ml_id, id, fonds_id, premier, dernier, valeur_centimes, recu_le,
       saisi_le)
     values ({ml}, {carnet}, {fonds}, 1, 50, 1000, '2026-11-02', '2026-11-02')",
    "insert into bon (ml_id, id, jeune_id, carnet_id, numero, valeur_centimes, remis_le, signature,
       saisi_le)
     values ({ml}, {bon}, {jeune}, {carnet}, 1, 1000, '2026-11-02', 'papier', '2026-11-02')",
    "insert into materiel (ml_id, id, genre, libelle, inventaire)
     values ({ml}, {materiel}, 'velo', 'Vélo marque-{ml}', 'V-1')",
    "insert into pret_materiel (ml_id, id, jeune_id, materiel_id, remis_le, retour_le, saisi_le)
     values ({ml}, {pret}, {jeune}, {materiel}, '2026-11-02', '2026-12-02', '2026-11-02')",
    "insert into commission_aide (ml_id, id, tenue_le, cree_le)
     values ({ml}, {commission}, '2026-11-23', '2026-11-02')",
    "insert into piece (ml_id, id, jeune_id, nature, nom, format, taille, empreinte, blob, saisi_le)
     values ({ml}, {piece}, {jeune}, 'cv', 'CV marque-{ml}.pdf', 'pdf', 10, repeat('0', 64), {piece},
       '2026-11-02')",
    "insert into document_signe (ml_id, id, jeune_id, adhesion_id, texte, empreinte, fige_le)
     select {ml}, {document}, {jeune}, {adhesion}, t, encode(sha256(convert_to(t, 'UTF8')), 'hex'),
       '2026-03-02'
     from (values ('{\"version\":1,\"titre\":\"\",\"structure\":\"\",\"personne\":\"Zéphyrine TINTORET\",\"naissance\":\"\",\"numero\":\"\",\"faits\":[],\"objectifs\":[],\"parties\":[],\"references\":[]}')) as d(t)",
    "insert into signature (ml_id, id, jeune_id, document_id, qualite, nom, signee_le, devant)
     values ({ml}, {signature}, {jeune}, {document}, 'jeune', 'Zéphyrine Tintoret', '2026-03-02',
       {agent})",
    "insert into passage_commission (ml_id, commission_id, demande_id, rang, age)
     values ({ml}, {commission}, {demande_aide}, 1, '18_21')",
    "insert into organisme_formation (ml_id, id, nom, recherche)
     values ({ml}, {organisme_formation}, 'Organisme marque-{ml}', 'organisme')",
    "insert into formation (ml_id, id, organisme_id, intitule, genre, modalite, recherche)
     values ({ml}, {formation}, {organisme_formation}, 'Formation marque-{ml}', 'qualifiante',
       'presentiel', 'formation')",
    "insert into session_formation (ml_id, id, formation_id, debut, fin)
     values ({ml}, {session_formation}, {formation}, '2026-11-02', '2027-03-31')",
    "insert into prescription_formation (ml_id, id, jeune_id, session_id, prescripteur_id,
       prescrite_le, motif, objectif, saisi_le)
     values ({ml}, {prescription}, {jeune}, {session_formation}, {agent}, '2026-11-02',
       'acquerir_metier', 'Objectif marque-{ml}', '2026-11-02')",
    "insert into absence_formation (ml_id, id, jeune_id, prescription_id, le, justifiee, saisi_le)
     values ({ml}, {absence_formation}, {jeune}, {prescription}, '2026-11-12', false,
       '2026-11-12')",
    "insert into convention_delegation (ml_id, id, du, places, reference, saisi_le)
     values ({ml}, {convention}, '2026-01-01', 40, 'Convention marque-{ml}', '2026-01-01')",
    "insert into delegation (ml_id, id, identite, empreinte, agence, recue_le, reponse_avant,
       saisi_le)
     values ({ml}, {delegation}, '{\"nom\": \"marque-{ml}\", \"prenom\": \"Manon\",
       \"naissance\": \"2006-02-14\"}', '', 'Agence marque-{ml}', '2026-11-20', '2026-12-05',
       '2026-11-20')",
    "insert into delegation (ml_id, id, jeune_id, empreinte, recue_le, reponse_avant, saisi_le)
     values ({ml}, {confiee}, {jeune}, '', '2026-11-20', '2026-12-05', '2026-11-20')",
    "insert into parrain (ml_id, id, nom, prenom, metier, telephone, depuis, saisi_le)
     values ({ml}, {parrain}, 'Marraine marque-{ml}', 'Maud', 'Menuisière', '06 39 98 00 01',
       '2026-01-05', '2026-01-05')",
    "insert into adhesion (ml_id, id, jeune_id, dispositif, groupe, prescripteur_id, referent_id,
       avec, entree_le, conditions, saisi_le)
     values ({ml}, {adhesion_parrainage}, {jeune}, 'parrainage', 'parrainage', {agent}, {agent},
       'Maud', '2026-09-01', '[]', '2026-09-01')",
    "insert into parrainage (ml_id, id, jeune_id, adhesion_id, parrain_id, debut, saisi_le)
     values ({ml}, {parrainage}, {jeune}, {adhesion_parrainage}, {parrain}, '2026-09-01',
       '2026-09-01')",
    "insert into rencontre_parrainage (ml_id, id, jeune_id, parrainage_id, le, moyen, sujet, issue,
       minutes, saisi_le)
     values ({ml}, {rencontre}, {jeune}, {parrainage}, '2026-10-01', 'visio', 'reseau', 'tenue', 45,
       '2026-10-01')",
    "insert into dispositif_local (ml_id, id, code, valide_du, libelle, nom_court, resume, groupe,
       age_min, age_max, signature, phases, documents, conditions, questions, sorties, prescripteur,
       reference, motif, saisi_le)
     values ({ml}, {dispositif_local}, {dispositif_local}, '2026-01-05', 'Action marque-{ml}',
       'Action', 'Résumé', {dispositif_local}, 16, 25, false, false, '{}', '{}', '{}', '{}', '',
       'Convention marque-{ml}', '', '2026-01-05')",
];

/// Names of the identifiers in [`ROWS`], in any order: their rank makes the identifier.
const NAMES: &[&str] = &[
    "mandat",
    "jeune",
    "referent",
    "contact",
    "situation",
    "demande",
    "proposition",
    "frein",
    "objectif",
    "action",
    "accord",
    "entretien",
    "note",
    "diagnostic",
    "remplacement",
    "representation",
    "tiers",
    "double",
    "paire",
    "fusion",
    "fait",
    "sejour",
    "venue",
    "message",
    "exercice",
    "cursus",
    "experience",
    "vise",
    "motif",
    "rdv",
    "occupation",
    "tentative",
    "envoi",
    "heure",
    "plage",
    "absence",
    "salle",
    "offre",
    "session",
    "inscription",
    "adhesion",
    "cible",
    "demarche",
    "allocation",
    "regularisation",
    "sanction",
    "suivi",
    "transfert",
    "recu",
    "fonds",
    "demande_aide",
    "carnet",
    "bon",
    "materiel",
    "pret",
    "commission",
    "organisme_formation",
    "formation",
    "session_formation",
    "prescription",
    "absence_formation",
    "piece",
    "document",
    "signature",
    "obligation",
    "etape_obligation",
    "adhesion_obligation",
    "phase",
    "compte",
    "convention",
    "delegation",
    "confiee",
    "parrain",
    "adhesion_parrainage",
    "parrainage",
    "rencontre",
    "dispositif_local",
];

/// What the addresses are filled with.
#[derive(Debug)]
pub(crate) struct Exemples {
    ml: i32,
    agent: Uuid,
    affectation: Uuid,
    site: Uuid,
    organisme: Uuid,
}

impl Exemples {
    /// Writes the rows of [`ROWS`] in mission locale `ml`.
    pub(crate) async fn new(essai: &Essai, ml: i32) -> Self {
        let conseiller = essai.agent(Role::Conseiller, ml);
        for row in ROWS {
            let mut sql = row.replace("{ml}", &ml.to_string());
            sql = sql.replace("{agent}", &format!("'{}'", conseiller.id));
            for name in NAMES {
                sql = sql.replace(&format!("{{{name}}}"), &format!("'{}'", id(ml, name)));
            }
            sqlx::query(sqlx::AssertSqlSafe(sql))
                .execute(&essai.base.brut)
                .await
                .unwrap_or_else(|error| panic!("{row}: {error}"));
        }
        let piece = CleBlob {
            ml: ml.into(),
            id: id(ml, "piece"),
        };
        let written = essai.blobs.ecrire(piece, b"%PDF-1.7".to_vec()).await;
        written.expect("the file of a piece");
        let organisme = sqlx::query_scalar("select min(id::text)::uuid from organisme")
            .fetch_one(&essai.base.brut)
            .await
            .expect("a body of the network");
        Self {
            ml,
            agent: conseiller.id.uuid(),
            affectation: conseiller.affectation.uuid(),
            site: essai.base.reseau.sites[&ml].uuid(),
            organisme,
        }
    }

    /// The dossier.
    pub(crate) fn jeune(&self) -> Uuid {
        id(self.ml, "jeune")
    }

    /// A value for the parameter `nom` of the address `chemin`.
    fn valeur(&self, chemin: &str, nom: &str) -> Exemple {
        let annuaire = chemin.starts_with("/annuaire");
        let here = |id: Uuid| (id.to_string(), Portee::MissionLocale);
        let (valeur, portee) = match nom {
            "jeton" => ("0".repeat(64), Portee::Secret),
            "id" if chemin.starts_with("/jeunes/{id}") => here(self.jeune()),
            "ml" if annuaire => (self.ml.to_string(), Portee::Reseau),
            "organisme" if annuaire => (self.organisme.to_string(), Portee::Reseau),
            "agent" if chemin.starts_with("/agents") => here(self.agent),
            "affectation" => here(self.affectation),
            "site" if chemin.starts_with("/structure") => here(self.site),
            "domaine" => ("mobilite".to_owned(), Portee::Reseau),
            "parametre" => ("cej_franchise".to_owned(), Portee::Reseau),
            "dispositif" => ("pacea".to_owned(), Portee::Reseau),
            name if NAMES.contains(&name) => here(id(self.ml, name)),
            _ => panic!(
                "{chemin}: no example of « {nom} »: add one to Exemples::valeur in \
                 crates/web/tests/it/exemples.rs"
            ),
        };
        Exemple { valeur, portee }
    }

    fn parametres(&self, chemin: &str) -> Vec<(String, Exemple)> {
        let parts = chemin
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        parts
            .map(|nom| nom.trim_start_matches('*'))
            .map(|nom| (nom.to_owned(), self.valeur(chemin, nom)))
            .collect()
    }

    /// `chemin` with its parameters replaced.
    pub(crate) fn adresse(&self, chemin: &str) -> String {
        fill(chemin, &self.parametres(chemin))
    }

    /// `chemin` leads to a thing of one mission locale.
    pub(crate) fn est_locale(&self, chemin: &str) -> bool {
        let mut parametres = self.parametres(chemin).into_iter();
        parametres.any(|(_, e)| e.portee == Portee::MissionLocale)
    }

    /// `chemin` with the dossier (or agent) of here, and in it the things of elsewhere: another
    /// mission locale's, of nothing, not even identifiers. Empty when the address names one thing.
    pub(crate) fn adresses_melees(&self, chemin: &str, ailleurs: &Self) -> Vec<String> {
        let here = self.parametres(chemin);
        let local = |e: &Exemple| e.portee == Portee::MissionLocale;
        if here.iter().filter(|(_, e)| local(e)).count() < 2 {
            return Vec::new();
        }
        let there = ailleurs.parametres(chemin);
        let with = |value: &dyn Fn(&Exemple) -> String| {
            let mut mixed = here.clone();
            let inner = mixed.iter_mut().zip(&there).filter(|((_, e), _)| local(e));
            for ((_, mine), (_, theirs)) in inner.skip(1) {
                mine.valeur = value(theirs);
            }
            fill(chemin, &mixed)
        };
        vec![
            with(&|theirs| theirs.valeur.clone()),
            with(&|_| id(self.ml, "personne").to_string()),
            with(&|_| "pas-un-identifiant".to_owned()),
        ]
    }

    /// `chemin` with a dossier (or agent) of nothing, and not even an identifier.
    pub(crate) fn adresses_de_personne(&self, chemin: &str) -> Vec<String> {
        let unknown = [
            id(self.ml, "personne").to_string(),
            "pas-un-identifiant".to_owned(),
        ];
        let mut addresses = Vec::new();
        for value in unknown {
            let mut parametres = self.parametres(chemin);
            let mut local = parametres.iter_mut();
            if let Some((_, first)) = local.find(|(_, e)| e.portee == Portee::MissionLocale) {
                first.valeur = value;
                addresses.push(fill(chemin, &parametres));
            }
        }
        addresses
    }
}

fn fill(chemin: &str, parametres: &[(String, Exemple)]) -> String {
    parametres
        .iter()
        .fold(chemin.to_owned(), |path, (nom, exemple)| {
            path.replace(&format!("{{{nom}}}"), &exemple.valeur)
        })
}

/// The identifier of the example `name` in mission locale `ml`; of nothing, for an unknown name.
fn id(ml: i32, name: &str) -> Uuid {
    let rank = NAMES.iter().position(|n| *n == name).unwrap_or(99) as u64;
    let family = u64::from(ml.unsigned_abs()) * 0x1_0000;
    Uuid::from_u64_pair(0x0193_5f01_0000_7000, 0x8000_0000_0000_0000 + family + rank)
}
