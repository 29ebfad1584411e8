-- Dated parameters that a mission locale corrects on screen, and what the screen needs to know of
-- each parameter.

-- The subject of a parameter, whether a mission locale may correct it, and its bounds when they are
-- tighter than those of its unit. A parameter without a row is « autres », and may be corrected.
-- nature: reference
create table parametre_sujet (
  code text primary key,
  sujet text not null,
  local boolean not null,
  minimum bigint,
  maximum bigint,
  constraint parametre_sujet_bornes check (minimum <= maximum)
);
grant select on parametre_sujet to jalon_app, jalon_chargement;

-- A correction: from a day on, for one mission locale, beside the national row that is never
-- changed. Rows are only added: the latest that holds is read. Read with the session, by the
-- statement that puts the mission locale in sight: hence no policy on reading, and one on writing.
-- nature: reference
create table parametre_local (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  code text not null,
  valide_du date not null,
  valide_au date,
  valeur bigint not null,
  reference text not null,
  a_confirmer boolean not null,
  motif text not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  constraint parametre_local_periode check (valide_au is null or valide_au >= valide_du),
  constraint parametre_local_reference check (reference <> ''),
  constraint parametre_local_motif check (motif <> '')
);
create index parametre_local_code on parametre_local (ml_id, code, valide_du);
alter table parametre_local enable row level security, force row level security;
create policy lecture on parametre_local for select using (true);
create policy ecriture on parametre_local for insert with check (ml_id = jalon_ml_id());
grant select, insert on parametre_local to jalon_app;
grant select, insert, delete on parametre_local to jalon_chargement;

insert into parametre_sujet (code, sujet, local, minimum, maximum) values
    -- The same for the whole network: safety, secrecy, erasing.
    ('age_majorite', 'public', false, null, null),
    ('conservation_age_ans', 'conservation', false, null, null),
    ('conservation_fse_ans', 'conservation', false, null, null),
    ('audit_conservation_mois', 'conservation', false, null, null),
    ('exercice_conservation_mois', 'conservation', false, null, null),
    ('duree_brouillon_jours', 'conservation', false, null, null),
    ('session_inactivite_minutes', 'securite', false, null, null),
    ('session_absolue_heures', 'securite', false, null, null),
    ('lien_premiere_connexion_heures', 'securite', false, null, null),
    ('tentatives_connexion', 'securite', false, null, null),
    ('tentatives_connexion_minutes', 'securite', false, null, null),
    ('motdepasse_zxcvbn_min', 'securite', false, null, null),
    ('seuil_secret_statistique', 'securite', false, null, null),
    ('indice_ailleurs_par_minute', 'securite', false, null, null),
    ('indice_ailleurs_par_jour', 'securite', false, null, null),
    ('exercice_reponse_mois', 'donnees', false, null, null),
    ('exercice_prolongation_mois', 'donnees', false, null, null),
    ('delai_information_jours', 'donnees', true, 1, 365),
    ('age_public_min', 'public', true, 14, 18),
    ('age_public_max', 'public', true, 20, 40),
    ('age_public_max_rqth', 'public', true, 20, 40),
    ('delai_premier_entretien_jours', 'accompagnement', true, 0, 365),
    ('delai_rappel_contact_jours', 'accompagnement', true, 1, 365),
    ('delai_representant_jours', 'accompagnement', true, 1, 365),
    ('diagnostic_domaines_min', 'accompagnement', true, 1, 20),
    ('diagnostic_exception_mois', 'dispositifs', true, 1, 12),
    ('dispositif_verifier_jours', 'dispositifs', true, 1, 365),
    ('dispositif_fin_visible_jours', 'dispositifs', true, 1, 365),
    ('heures_au_forfait', 'dispositifs', true, 0, 1),
    ('doublon_revoir_jours', 'accompagnement', true, 1, 365),
    ('equipe_sans_contact_jours', 'accompagnement', true, 1, 365),
    ('fraicheur_logement_jours', 'accompagnement', true, 1, 3650),
    ('fraicheur_famille_jours', 'accompagnement', true, 1, 3650),
    ('fraicheur_mobilite_jours', 'accompagnement', true, 1, 3650),
    ('fraicheur_langues_jours', 'accompagnement', true, 1, 3650),
    ('fraicheur_savoirs_jours', 'accompagnement', true, 1, 3650),
    ('fraicheur_citoyennete_jours', 'accompagnement', true, 1, 3650),
    ('fraicheur_handicap_jours', 'accompagnement', true, 1, 3650),
    ('fraicheur_france_travail_jours', 'accompagnement', true, 1, 3650),
    ('fraicheur_ressources_jours', 'accompagnement', true, 1, 3650),
    ('alerte_fin_document_jours', 'accompagnement', true, 1, 365),
    ('relance_message_jours', 'agenda', true, 0, 365),
    ('relance_appel_jours', 'agenda', true, 0, 365),
    ('relance_second_rendez_vous_jours', 'agenda', true, 0, 365),
    ('relance_courrier_jours', 'agenda', true, 0, 365),
    ('relance_visite_jours', 'agenda', true, 0, 365),
    ('relance_perdu_de_vue_jours', 'agenda', true, 0, 365),
    ('relance_mise_en_veille_jours', 'agenda', true, 0, 365),
    ('creneaux_horizon_jours', 'agenda', true, 7, 365),
    ('message_heure_debut', 'agenda', true, 0, 23),
    ('message_heure_fin', 'agenda', true, 1, 24),
    ('lien_rendez_vous_apres_heures', 'agenda', true, 0, 720),
    ('aide_decision_jours', 'aides', true, 1, 365),
    ('aide_regularisation_jours', 'aides', true, 1, 365),
    ('aide_recours_jours', 'aides', true, 1, 365),
    ('cej_montant_non_imposable', 'allocations', true, 0, 200000),
    ('cej_montant_premiere_tranche', 'allocations', true, 0, 200000),
    ('cej_montant_mineur', 'allocations', true, 0, 200000),
    ('cej_franchise', 'allocations', true, 0, 100000),
    ('cej_smic_pourcent', 'allocations', true, 50, 100),
    ('smic_brut_mensuel', 'allocations', true, 100000, 500000),
    ('pacea_ressources_max', 'allocations', true, 0, 200000),
    ('pacea_montant_mois_max', 'allocations', true, 0, 200000),
    ('pacea_mois_par_an_max', 'allocations', true, 1, 12),
    ('sanction_observations_jours', 'sanctions', true, 1, 90),
    ('sanction_absences_jours', 'sanctions', true, 1, 365);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('parametre_sujet', 'allocations', 'Allocations', 10, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'dispositifs', 'Dispositifs et heures', 20, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'sanctions', 'Manquements et décisions', 30, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'aides', 'Aides financières', 40, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'agenda', 'Agenda et messages', 50, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'accompagnement', 'Accompagnement', 60, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'public', 'Âges du public', 70, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'donnees', 'Droits sur les données', 80, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'conservation', 'Conservation', 90, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'securite', 'Sécurité', 100, '2000-01-01', '', 'Liste de la maison', false),
    ('parametre_sujet', 'autres', 'Autres', 110, '2000-01-01', '', 'Liste de la maison', false);
