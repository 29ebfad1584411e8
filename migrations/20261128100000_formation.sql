-- Training: who gives it, what it is, its dated sessions; a prescription (mise en relation) from the
-- first step to what it gave.

-- Who gives training. One that served is closed, never deleted.
-- nature: locataire
create table organisme_formation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  nom text not null,
  siret text not null default '',
  contact text not null default '',
  telephone text not null default '',
  courriel text not null default '',
  ferme_le date,
  recherche text not null,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint organisme_formation_nom check (nom <> ''),
  constraint organisme_formation_siret check (siret = '' or siret ~ '^[0-9]{14}$')
);
create unique index organisme_formation_siret_unique on organisme_formation (ml_id, siret) where siret <> '';
create unique index organisme_formation_nom_unique on organisme_formation (ml_id, nom) where siret = '';
alter table organisme_formation enable row level security, force row level security;
create policy locataire on organisme_formation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on organisme_formation to jalon_app;
grant select, insert, update, delete on organisme_formation to jalon_chargement;

-- What is taught. `numero` is that of the catalogue it was read from, or empty: it is never read
-- twice. `contenu` is what one learns: without it a formation does not count.
-- nature: locataire
create table formation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  organisme_id uuid not null,
  numero text not null default '',
  intitule text not null,
  genre text not null,
  formacode text not null default '',
  rome text not null default '',
  certification text not null default '',
  financeur text not null default '',
  remuneree boolean,
  modalite text not null,
  lieu text not null default '',
  contenu text not null default '',
  fermee_le date,
  recherche text not null,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, organisme_id) references organisme_formation,
  constraint formation_intitule check (intitule <> ''),
  constraint formation_formacode check (formacode = '' or formacode ~ '^[0-9]{5}$'),
  constraint formation_rome check (rome = '' or rome ~ '^[A-N][0-9]{4}$'),
  constraint formation_certification check (certification = '' or certification ~ '^(RNCP|RS)[0-9]{1,6}$')
);
create unique index formation_numero_unique on formation (ml_id, numero) where numero <> '';
alter table formation enable row level security, force row level security;
create policy locataire on formation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index formation_intitule on formation (ml_id, intitule, id);
create index formation_organisme on formation (ml_id, organisme_id);
grant select, insert, update, delete on formation to jalon_app;
grant select, insert, update, delete on formation to jalon_chargement;

-- When it takes place. What people read of it (à venir, en cours…) follows from its dates.
-- nature: locataire
create table session_formation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  formation_id uuid not null,
  numero text not null default '',
  debut date not null,
  fin date not null,
  heures integer,
  places integer,
  reunion_le date,
  limite_le date,
  annulee_le date,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, formation_id) references formation,
  constraint session_formation_dates check (fin >= debut),
  constraint session_formation_reunion check (reunion_le <= debut),
  constraint session_formation_limite check (limite_le <= debut),
  constraint session_formation_places check (places between 1 and 500),
  constraint session_formation_heures check (heures between 1 and 5000)
);
create unique index session_formation_numero_unique on session_formation (ml_id, numero) where numero <> '';
alter table session_formation enable row level security, force row level security;
create policy locataire on session_formation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index session_formation_formation on session_formation (ml_id, formation_id);
create index session_formation_debut on session_formation (ml_id, debut);
grant select, insert, update, delete on session_formation to jalon_app;
grant select, insert, update, delete on session_formation to jalon_chargement;

-- A session offered to a young person (MER formation of the incumbent), step by step: the days follow
-- each other. The entry creates the situation `situation_id`, which the end closes.
-- nature: locataire
create table prescription_formation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  session_id uuid not null,
  prescripteur_id uuid not null references agent,
  prescrite_le date not null,
  motif text not null,
  objectif text not null default '',
  frein_id uuid,
  demande_id uuid,
  proposition_id uuid,
  etat text not null default 'prescrit',
  reunion_le date,
  reunion_present boolean,
  reunion_minutes integer,
  tests_le date,
  tests_resultat text,
  reponse text,
  reponse_le date,
  refus_le date,
  refus_motif text,
  refus_mots text not null default '',
  entree_le date,
  fin_prevue date,
  situation_id uuid,
  fin_le date,
  fin_genre text,
  abandon_motif text,
  remuneration boolean,
  remuneration_le date,
  remuneration_payeur text,
  bilan_le date,
  bilan_obtenu text,
  bilan_suite text,
  bilan_mots text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, session_id) references session_formation,
  foreign key (ml_id, frein_id) references frein,
  foreign key (ml_id, demande_id) references demande,
  foreign key (ml_id, proposition_id) references proposition,
  foreign key (ml_id, situation_id) references situation,
  constraint prescription_formation_etat check (etat in ('prescrit', 'realise', 'refus_tiers', 'refus_jeune')),
  constraint prescription_formation_reunion check ((reunion_le is null) = (reunion_present is null)),
  constraint prescription_formation_minutes check (reunion_minutes is null or (coalesce(reunion_present, false) and reunion_minutes between 1 and 600)),
  constraint prescription_formation_tests check ((tests_le is null) = (tests_resultat is null)),
  constraint prescription_formation_reponse check ((reponse is null) = (reponse_le is null) and reponse in ('accepte', 'liste_attente', 'refuse')),
  constraint prescription_formation_refus check ((etat in ('refus_tiers', 'refus_jeune')) = (refus_le is not null) and (refus_le is null) = (refus_motif is null)),
  constraint prescription_formation_refus_tiers check ((etat = 'refus_tiers') = (coalesce(reponse, '') = 'refuse')),
  constraint prescription_formation_entree check ((etat = 'realise') = (entree_le is not null) and (entree_le is null) = (situation_id is null) and (entree_le is null) = (fin_prevue is null) and fin_prevue >= entree_le),
  constraint prescription_formation_acceptee check (entree_le is null or coalesce(reponse, '') = 'accepte'),
  constraint prescription_formation_fin check ((fin_le is null) = (fin_genre is null) and fin_genre in ('terme', 'abandon') and (coalesce(fin_genre, '') = 'abandon') = (abandon_motif is not null)),
  constraint prescription_formation_fin_entree check (fin_le is null or coalesce(fin_le >= entree_le, false)),
  constraint prescription_formation_remuneration check ((remuneration is null) = (remuneration_le is null) and (coalesce(remuneration, false)) = (remuneration_payeur is not null)),
  constraint prescription_formation_bilan check ((bilan_le is null) = (bilan_obtenu is null) and (bilan_le is null) = (bilan_suite is null)),
  constraint prescription_formation_bilan_fin check (bilan_le is null or coalesce(bilan_le >= fin_le, false)),
  constraint prescription_formation_ordre check (
    reunion_le >= prescrite_le and tests_le >= coalesce(reunion_le, prescrite_le)
    and reponse_le >= coalesce(tests_le, reunion_le, prescrite_le) and entree_le >= reponse_le)
);
create unique index prescription_formation_unique on prescription_formation (ml_id, session_id, jeune_id)
  where etat in ('prescrit', 'realise');
alter table prescription_formation enable row level security, force row level security;
create policy locataire on prescription_formation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index prescription_formation_jeune on prescription_formation (ml_id, jeune_id);
create index prescription_formation_session on prescription_formation (ml_id, session_id);
grant select, insert, update, delete on prescription_formation to jalon_app;
grant select, insert, update, delete on prescription_formation to jalon_chargement;

-- A day, or a part of it, when she was not there.
-- nature: locataire
create table absence_formation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  prescription_id uuid not null,
  le date not null,
  minutes integer,
  justifiee boolean not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, prescription_id) references prescription_formation on delete cascade,
  constraint absence_formation_unique unique (ml_id, prescription_id, le),
  constraint absence_formation_minutes check (minutes between 1 and 1440)
);
alter table absence_formation enable row level security, force row level security;
create policy locataire on absence_formation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index absence_formation_jeune on absence_formation (ml_id, jeune_id);
grant select, insert, update, delete on absence_formation to jalon_app;
grant select, insert, update, delete on absence_formation to jalon_chargement;

-- What makes that a formation counts, line by line. The code says how it is read.
-- nature: reference
create table condition_formation (
  code text not null,
  valide_du date not null,
  valide_au date,
  ordre integer not null,
  libelle text not null,
  bloque boolean not null,
  reference text not null,
  a_confirmer boolean not null,
  primary key (code, valide_du)
);
grant select on condition_formation to jalon_app, jalon_chargement;

insert into condition_formation (code, valide_du, valide_au, ordre, libelle, bloque, reference, a_confirmer) values
    ('prescription', '2017-01-01', null, 10, 'Vient d’une prescription (mise en relation formation)', true, 'Comptage DGEFP : mise en relation formation réalisée, charte de saisie ARML', true),
    ('entree', '2017-01-01', null, 20, 'L’entrée est notée', true, 'Comptage DGEFP : mise en relation formation réalisée, charte de saisie ARML', true),
    ('organisme', '2017-01-01', null, 30, 'L’organisme est identifié par son SIRET', true, 'Charte de saisie ARML : organisme identifié', true),
    ('dates', '2017-01-01', null, 40, 'Le début et la fin sont connus', true, 'Charte de saisie ARML : début et fin', true),
    ('contenu', '2017-01-01', null, 50, 'Le contenu est décrit', true, 'Charte de saisie ARML : contenu pédagogique', true),
    ('hors_prestation', '2017-01-01', null, 60, 'Ce n’est pas une prestation de France Travail', true, 'Charte de saisie ARML : une prestation de France Travail n’est pas une formation', true),
    ('stagiaire', '2017-01-01', null, 70, 'Statut de stagiaire de la formation professionnelle', false, 'Charte de saisie ARML : statut de stagiaire', true),
    ('pacea', '2017-01-01', null, 80, 'Un PACEA est ouvert le jour de l’entrée', false, 'Comptage DGEFP : entrée en formation au sein du PACEA', true);

-- A formation is a situation: it fills the week without counting in it.
insert into regle_heure (nature, valide_du, valide_au, compte, forfait_minutes, libelle, reference, a_confirmer) values
    ('formation', '2022-03-01', null, false, 0, 'Formation', 'Non comptée : le CEJ s’adresse à qui ne suit pas de formation (C. trav. L5131-6)', true);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer) values
    ('formation_reponse_jours', '2000-01-01', null, 15, null, 'jours', 'Délai dans lequel la réponse d’un organisme de formation est attendue', 'règle de la maison', true),
    ('formation_entree_jours', '2000-01-01', null, 3, null, 'jours', 'Délai après le début d’une session pour confirmer l’entrée', 'règle de la maison', false),
    ('formation_bilan_jours', '2000-01-01', null, 15, null, 'jours', 'Délai pour faire le bilan après la fin d’une formation', 'règle de la maison', false);

-- `parent` of a kind of formation is the kind of situation that an entry creates.
insert into nomenclature (liste, code, libelle, parent, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('formation_genre', 'certifiante', 'Certifiante', 'formation_certifiante', 10, '2000-01-01', 'vie_professionnelle', 'Vocabulaire des catalogues régionaux', true),
    ('formation_genre', 'qualifiante', 'Qualifiante', 'formation_qualifiante', 20, '2000-01-01', 'vie_professionnelle', 'Vocabulaire des catalogues régionaux', true),
    ('formation_genre', 'preparatoire', 'Préparatoire à une qualification', 'formation_preparatoire', 30, '2000-01-01', 'vie_professionnelle', 'Vocabulaire des catalogues régionaux', true),
    ('formation_genre', 'mobilisation', 'Mobilisation, construction du projet', 'formation_preparatoire', 40, '2000-01-01', 'vie_professionnelle', 'Vocabulaire des catalogues régionaux', true),
    ('formation_genre', 'remise_niveau', 'Remise à niveau, savoirs de base', 'savoirs_base', 50, '2000-01-01', 'vie_professionnelle', 'Vocabulaire des catalogues régionaux', true),
    ('formation_genre', 'fle', 'Français langue étrangère (FLE)', 'fle', 60, '2000-01-01', 'vie_professionnelle', 'Vocabulaire des catalogues régionaux', true),
    ('formation_genre', 'e2c', 'École de la deuxième chance', 'e2c', 70, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('formation_genre', 'avant_embauche', 'Avant une embauche (POE, AFPR)', 'avant_embauche', 80, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', true),
    ('formation_genre', 'prestation_france_travail', 'Prestation de France Travail', 'autre_formation', 90, '2000-01-01', 'vie_professionnelle', 'Charte de saisie ARML', true),
    ('formation_genre', 'autre', 'Autre formation', 'autre_formation', 100, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('formation_modalite', 'presentiel', 'Sur place', 10, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_modalite', 'distance', 'À distance', 20, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_modalite', 'mixte', 'Sur place et à distance', 30, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_financeur', 'region', 'Région', 10, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_financeur', 'france_travail', 'France Travail', 20, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_financeur', 'etat', 'État', 30, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_financeur', 'opco', 'Opérateur de compétences (OPCO)', 40, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_financeur', 'cpf', 'Compte personnel de formation (CPF)', 50, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_financeur', 'agefiph', 'Agefiph', 60, '2000-01-01', '', 'Liste de la maison', false),
    ('formation_financeur', 'autre', 'Autre financeur', 70, '2000-01-01', '', 'Liste de la maison', false),
    ('prescription_motif', 'acquerir_metier', 'Apprendre un métier', 10, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('prescription_motif', 'obtenir_certification', 'Obtenir un diplôme ou une certification', 20, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('prescription_motif', 'construire_projet', 'Construire ou confirmer un projet', 30, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('prescription_motif', 'savoirs_base', 'Consolider les savoirs de base', 40, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('prescription_motif', 'francais', 'Apprendre le français', 50, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('prescription_motif', 'preparer_embauche', 'Préparer une embauche', 60, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('prescription_motif', 'obligation_formation', 'Répondre à l’obligation de formation', 70, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('tests_resultat', 'reussi', 'Réussi', 10, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('tests_resultat', 'a_renforcer', 'À renforcer avant l’entrée', 20, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('tests_resultat', 'non_reussi', 'Non réussi', 30, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('tests_resultat', 'absent', 'Absent aux tests', 40, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('tests_resultat', 'en_attente', 'Résultat attendu', 50, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('refus_tiers_formation', 'complet', 'Plus de place', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_tiers_formation', 'prerequis', 'Prérequis non atteints', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_tiers_formation', 'projet', 'Projet à préciser', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_tiers_formation', 'statut', 'Statut ou public non prévu', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_tiers_formation', 'financement', 'Financement refusé', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_tiers_formation', 'session_annulee', 'Session annulée ou reportée', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_tiers_formation', 'absence', 'Absent à une étape', 70, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_tiers_formation', 'autre', 'Autre raison', 80, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_jeune_formation', 'autre_projet', 'A choisi un autre projet', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_jeune_formation', 'emploi', 'A trouvé un emploi ou une alternance', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_jeune_formation', 'autre_formation', 'A trouvé une autre formation', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_jeune_formation', 'mobilite', 'Trajet trop long ou trop cher', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_jeune_formation', 'ressources', 'Ressources trop faibles pendant la formation', 50, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('refus_jeune_formation', 'garde_enfant', 'Garde d’un enfant', 60, '2000-01-01', 'situation_familiale', 'Liste de la maison', false),
    ('refus_jeune_formation', 'sans_nouvelles', 'Sans nouvelles', 70, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_jeune_formation', 'personnel', 'Raison personnelle', 80, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('refus_jeune_formation', 'autre', 'Autre raison', 90, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'emploi', 'Emploi ou alternance', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'orientation', 'Ce métier ne convient pas', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'difficulte', 'Formation trop difficile', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'mobilite', 'Trajet', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'logement', 'Logement', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'ressources', 'Ressources', 60, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('abandon_formation', 'famille', 'Raison familiale', 70, '2000-01-01', 'situation_familiale', 'Liste de la maison', false),
    ('abandon_formation', 'exclusion', 'Exclusion par l’organisme', 80, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'organisme', 'Arrêt par l’organisme', 90, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'personnel', 'Raison personnelle', 100, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('abandon_formation', 'sans_nouvelles', 'Sans nouvelles', 110, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('remuneration_payeur', 'region', 'Région', 10, '2000-01-01', 'economique_social', 'C. trav. L6341-1 (stagiaires de la formation professionnelle)', true),
    ('remuneration_payeur', 'etat', 'État', 20, '2000-01-01', 'economique_social', 'C. trav. L6341-1 (stagiaires de la formation professionnelle)', true),
    ('remuneration_payeur', 'france_travail', 'France Travail (ARE, AREF, RFFT)', 30, '2000-01-01', 'economique_social', 'Liste de la maison', true),
    ('remuneration_payeur', 'organisme', 'L’organisme de formation', 40, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('remuneration_payeur', 'autre', 'Autre', 50, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('bilan_obtenu', 'totale', 'Certification obtenue en entier', 10, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_obtenu', 'partielle', 'Certification obtenue en partie', 20, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_obtenu', 'non', 'Certification non obtenue', 30, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_obtenu', 'sans_objet', 'Formation sans certification', 40, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_obtenu', 'attendu', 'Résultat attendu', 50, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_suite', 'emploi', 'Emploi', 10, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_suite', 'alternance', 'Alternance', 20, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_suite', 'autre_formation', 'Autre formation', 30, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_suite', 'recherche', 'Recherche d’emploi', 40, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_suite', 'scolarite', 'Retour à l’école ou en études', 50, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_suite', 'autre', 'Autre suite', 60, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('bilan_suite', 'inconnue', 'Pas encore connue', 70, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false);
