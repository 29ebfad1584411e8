-- Dispositifs as data (who they are for, how long, what excludes them), who is in one, the hours
-- wanted of a week and the démarches that a young person does alone.

-- A dispositif over a period. Ages are completed years; months run from the day of entry; a null
-- means that no text says so. Two dispositifs of one `groupe` are never open together.
-- nature: reference
create table dispositif (
  code text not null,
  valide_du date not null,
  valide_au date,
  ordre integer not null,
  libelle text not null,
  nom_court text not null,
  resume text not null,
  groupe text not null default '',
  age_min integer not null,
  age_max integer not null,
  age_max_rqth integer,
  age_sortie integer,
  duree_mois integer,
  duree_max_mois integer,
  suite_autre_parcours boolean not null default false,
  signature boolean not null default false,
  signature_mois integer,
  minutes_semaine integer,
  avec text not null default '',
  documents text[] not null default '{}',
  reference text not null,
  a_confirmer boolean not null,
  primary key (code, valide_du),
  constraint dispositif_periode check (valide_au is null or valide_au >= valide_du),
  constraint dispositif_duree check (duree_max_mois is null or duree_max_mois >= duree_mois)
);
grant select on dispositif to jalon_app, jalon_chargement;

-- What an entry asks, line by line. The code says how it is read (the dossier) or that a person
-- answers it; `repond` says who.
-- nature: reference
create table condition_dispositif (
  dispositif text not null,
  code text not null,
  valide_du date not null,
  valide_au date,
  ordre integer not null,
  libelle text not null,
  repond text not null,
  reference text not null,
  a_confirmer boolean not null,
  primary key (dispositif, code, valide_du)
);
grant select on condition_dispositif to jalon_app, jalon_chargement;

-- Someone in a dispositif. `conditions` keeps what was read and answered on the day of entry.
-- nature: locataire
create table adhesion (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  dispositif text not null,
  groupe text not null,
  prescripteur_id uuid not null references agent,
  referent_id uuid not null references agent,
  avec text not null default '',
  entree_le date not null,
  signee_le date,
  signature_moyen text,
  fin_prevue date,
  prolongation text,
  prolongee_au date,
  prolongation_mots text not null default '',
  derogation text not null default '',
  conditions jsonb not null,
  sortie_le date,
  sortie_motif text,
  sortie_mots text not null default '',
  situation_sortie text,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint adhesion_signature check ((signee_le is null) = (signature_moyen is null)
    and signature_moyen in ('ecran', 'papier')),
  constraint adhesion_prolongation check ((prolongation is null) = (prolongee_au is null)
    and prolongation in ('exceptionnelle', 'autre_parcours')),
  constraint adhesion_sortie check ((sortie_le is null) = (sortie_motif is null)
    and sortie_le >= entree_le),
  constraint adhesion_fin check (fin_prevue >= entree_le)
);
create unique index adhesion_une_du_groupe on adhesion (ml_id, jeune_id, groupe)
  where sortie_le is null;
alter table adhesion enable row level security, force row level security;
create policy locataire on adhesion using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index adhesion_jeune on adhesion (ml_id, jeune_id);
create index adhesion_ouverte on adhesion (ml_id, dispositif) where sortie_le is null;
grant select, insert, update, delete on adhesion to jalon_app;
grant select, insert, update, delete on adhesion to jalon_chargement;

-- The minutes wanted of a week, when they differ from those of the dispositif: agreed, dated, with a
-- coded reason. A new one ends the former.
-- nature: locataire
create table cible_heures (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  du date not null,
  au date,
  minutes integer not null,
  motif text not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint cible_heures_minutes check (minutes between 0 and 2400),
  constraint cible_heures_periode check (au is null or au >= du)
);
create unique index cible_heures_une on cible_heures (ml_id, jeune_id) where au is null;
alter table cible_heures enable row level security, force row level security;
create policy locataire on cible_heures using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index cible_heures_jeune on cible_heures (ml_id, jeune_id, du);
grant select, insert, update, delete on cible_heures to jalon_app;
grant select, insert, update, delete on cible_heures to jalon_chargement;

-- What a young person did alone (SNP of the incumbent): declared, then looked at.
-- nature: locataire
create table demarche (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  faite_le date not null,
  categorie text not null,
  libelle text not null,
  minutes integer not null,
  etat text not null default 'declaree',
  minutes_retenues integer,
  vue_le date,
  vue_par uuid references agent,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint demarche_minutes check (minutes between 1 and 1440),
  constraint demarche_etat check (etat in ('declaree', 'validee', 'ecartee')),
  constraint demarche_retenues check ((etat = 'validee') = (minutes_retenues is not null)
    and minutes_retenues between 1 and 1440),
  constraint demarche_vue check ((etat = 'declaree') = (vue_le is null))
);
alter table demarche enable row level security, force row level security;
create policy locataire on demarche using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index demarche_jour on demarche (ml_id, jeune_id, faite_le);
grant select, insert, update, delete on demarche to jalon_app;
grant select, insert, update, delete on demarche to jalon_chargement;

-- What counts in a week, by kind of hour. `forfait_minutes`: the flat length of the incumbent, used
-- only while the parameter `heures_au_forfait` is 1; the real length otherwise.
-- nature: reference
create table regle_heure (
  nature text not null,
  valide_du date not null,
  valide_au date,
  compte boolean not null,
  forfait_minutes integer not null,
  libelle text not null,
  reference text not null,
  a_confirmer boolean not null,
  primary key (nature, valide_du)
);
grant select on regle_heure to jalon_app, jalon_chargement;

insert into dispositif (code, valide_du, valide_au, ordre, libelle, nom_court, resume, groupe, age_min,
  age_max, age_max_rqth, age_sortie, duree_mois, duree_max_mois, suite_autre_parcours, signature,
  signature_mois, minutes_semaine, avec, documents, reference, a_confirmer) values
    ('diagnostic_approfondi', '2017-01-01', null, 10, 'Diagnostic approfondi', 'Diagnostic approfondi',
     'Un ou plusieurs entretiens pour comprendre la situation avant de proposer un parcours.',
     'diagnostic', 16, 25, null, 26, 1, 3, false, false, null, null, '', '{}',
     'C. trav. L5131-4 ; durée d’un mois, trois au plus : usage du réseau', true),
    ('pacea', '2017-01-01', null, 20, 'Parcours contractualisé d’accompagnement vers l’emploi et l’autonomie', 'PACEA',
     'Un parcours par phases, signé après un diagnostic approfondi, de 24 mois au plus.',
     'engagement', 16, 25, null, 26, 24, 24, false, true, 1, null, '',
     '{"Contrat d’engagement signé"}', 'C. trav. L5131-3 et L5131-4', false),
    ('cej', '2022-03-01', null, 30, 'Contrat d’engagement jeune', 'CEJ',
     'Un accompagnement intensif de 15 à 20 heures par semaine, de 12 mois au plus.',
     'engagement', 16, 25, 29, null, 12, 18, true, true, 1, 900, '',
     '{"Contrat d’engagement signé","Avis d’imposition, pour l’allocation"}', 'C. trav. L5131-6 et R5131-16', false),
    ('cej_jr', '2022-03-01', null, 40, 'Contrat d’engagement jeune, volet jeunes en rupture', 'CEJ-JR',
     'Le même contrat pour les jeunes les plus éloignés, avec une entrée progressive.',
     'engagement', 16, 25, 29, null, 12, 18, true, true, 1, 900, '',
     '{"Contrat d’engagement signé"}', 'C. trav. L5131-6 et R5131-16 ; appels à projets 2022-2023', true),
    ('contrat_engagement', '2025-01-01', null, 50, 'Contrat d’engagement (loi plein emploi)', 'Contrat d’engagement',
     'Le contrat de toute personne inscrite à France Travail et orientée vers la mission locale.',
     'engagement', 16, 25, 29, null, null, null, false, true, 1, 900, '',
     '{"Contrat d’engagement signé"}', 'C. trav. L5411-6 et D5411-14-1 ; durée à confirmer', true),
    ('delegation', '2010-01-01', null, 60, 'Délégation ou cotraitance avec France Travail', 'Délégation France Travail',
     'L’accompagnement d’un demandeur d’emploi confié par France Travail à la mission locale.',
     'delegation', 16, 25, 29, 26, 12, 24, false, false, null, null, '', '{}',
     'Accord-cadre de partenariat renforcé ; durée à confirmer', true),
    ('parrainage', '2005-05-04', null, 70, 'Parrainage', 'Parrainage',
     'Une personne bénévole, en activité ou retraitée, aide le jeune dans sa recherche.',
     'parrainage', 16, 25, 29, 26, 6, 12, false, false, null, null, 'Parrain ou marraine',
     '{"Charte du parrainage signée"}', 'Circulaire DGEFP n° 2005-20 du 4 mai 2005 ; durée à confirmer', true);

insert into condition_dispositif (dispositif, code, valide_du, valide_au, ordre, libelle, repond, reference, a_confirmer)
select d.code, c.code, d.valide_du, null::date, c.ordre, c.libelle, c.repond, c.reference, c.a_confirmer
from (values
    (array['diagnostic_approfondi', 'pacea', 'cej', 'cej_jr', 'contrat_engagement', 'delegation', 'parrainage'],
     'age', 10, 'Son âge', 'la date de naissance du dossier', 'C. trav. L5131-3, L5131-6 et L5314-2', false),
    (array['pacea'], 'diagnostic', 20, 'Un diagnostic approfondi de moins d’un mois', 'le conseiller, qui le réalise',
     'C. trav. L5131-4 ; trois mois au plus par exception : usage du réseau', true),
    (array['pacea', 'cej', 'cej_jr'], 'difficulte', 30, 'Des difficultés à accéder à un emploi durable', 'le conseiller, à la lecture du diagnostic',
     'C. trav. L5131-3 et L5131-6', false),
    (array['cej_jr'], 'rupture', 35, 'En rupture : loin de toute institution, sans solution stable', 'le conseiller ou le partenaire qui a repéré la personne',
     'Appels à projets « jeunes en rupture », 2022-2023', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement', 'parrainage'], 'volonte', 40, 'La personne veut s’engager', 'la personne elle-même',
     'C. trav. L5131-4 et L5131-6', false),
    (array['cej', 'cej_jr'], 'hors_etudes', 50, 'N’est pas étudiante ni scolarisée', 'la personne : sa situation au dossier', 'C. trav. L5131-6', false),
    (array['cej', 'cej_jr'], 'hors_formation', 60, 'Ne suit pas de formation', 'la personne : sa situation au dossier', 'C. trav. L5131-6', false),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement', 'delegation'], 'france_travail', 70, 'Est inscrite à France Travail', 'la personne ou France Travail : le thème France Travail du dossier',
     'C. trav. L5411-1 ; loi n° 2023-1196 du 18 décembre 2023', true),
    (array['contrat_engagement'], 'orientation', 80, 'Une orientation notifiée vers la mission locale', 'France Travail : le thème France Travail du dossier',
     'C. trav. D5411-14-1', true),
    (array['pacea', 'cej', 'cej_jr'], 'cej_ailleurs', 90, 'Pas de CEJ en cours à France Travail', 'la personne ou France Travail', 'C. trav. R5131-16', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement', 'delegation', 'parrainage', 'diagnostic_approfondi'],
     'sans_autre', 100, 'Pas d’autre contrat du même genre ouvert ici', 'le dossier', 'C. trav. L5131-4 et L5131-6 : jamais en même temps', false),
    (array['delegation'], 'place', 110, 'Une place dans la convention avec France Travail', 'le responsable de secteur', 'Convention locale de délégation', true),
    (array['parrainage'], 'charte', 120, 'La charte du parrainage est lue et acceptée', 'le jeune et son parrain ou sa marraine', 'Charte du parrainage, 27 juillet 1999', false)
  ) as c(dispositifs, code, ordre, libelle, repond, reference, a_confirmer)
join dispositif d on d.code = any(c.dispositifs);

insert into regle_heure (nature, valide_du, valide_au, compte, forfait_minutes, libelle, reference, a_confirmer) values
    ('rendez_vous', '2022-03-01', null, true, 60, 'Rendez-vous', 'Compteur de l’application CEJ : une heure', true),
    ('atelier', '2022-03-01', null, true, 240, 'Atelier', 'Compteur de l’application CEJ : quatre heures', true),
    ('information_collective', '2022-03-01', null, true, 180, 'Information collective', 'Compteur de l’application CEJ : trois heures', true),
    ('demarche', '2022-03-01', null, true, 120, 'Démarche faite seul', 'Compteur de l’application CEJ : deux heures, trois pour l’emploi et la formation', true),
    ('emploi', '2022-03-01', null, false, 0, 'Emploi', 'Non compté : guide du compteur de l’application CEJ', true),
    ('immersion', '2022-03-01', null, false, 0, 'Immersion', 'Non comptée : guide du compteur de l’application CEJ', true);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('heures_au_forfait', '2022-03-01', null, 0, null, 'oui ou non', 'Compter les durées au forfait du compteur de l’application CEJ plutôt qu’à leur longueur', 'règle de la maison', false),
    ('diagnostic_exception_mois', '2017-01-01', null, 3, null, 'mois', 'Âge le plus grand d’un diagnostic approfondi, par exception motivée', 'Usage du réseau', true),
    ('dispositif_verifier_jours', '2000-01-01', null, 15, null, 'jours', 'Délai pour vérifier une condition restée inconnue à l’entrée', 'règle de la maison', false),
    ('dispositif_fin_visible_jours', '2000-01-01', null, 60, null, 'jours', 'Temps avant la fin d’un dispositif où elle se montre', 'règle de la maison', false);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('dispositif_sortie', 'emploi', 'Entrée en emploi', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('dispositif_sortie', 'alternance', 'Entrée en alternance', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('dispositif_sortie', 'formation', 'Entrée en formation ou retour en études', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('dispositif_sortie', 'autonomie', 'Autonomie acquise', 40, '2000-01-01', 'suivi_ml', 'C. trav. R5131-12 (fin du parcours)', true),
    ('dispositif_sortie', 'autre_accompagnement', 'Suite dans un autre accompagnement de la mission locale', 50, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau', false),
    ('dispositif_sortie', 'autre_organisme', 'Suite avec un autre organisme', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('dispositif_sortie', 'fin_duree', 'Fin de la durée prévue', 70, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('dispositif_sortie', 'limite_age', 'Limite d’âge', 80, '2000-01-01', 'suivi_ml', 'C. trav. L5131-4', true),
    ('dispositif_sortie', 'demande', 'À la demande de la personne', 90, '2000-01-01', 'suivi_ml', 'C. trav. L5131-4', true),
    ('dispositif_sortie', 'abandon', 'Abandon', 100, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau', false),
    ('dispositif_sortie', 'engagements', 'Engagements non tenus, après décision', 110, '2000-01-01', 'suivi_ml', 'C. trav. R5131-17', true),
    ('dispositif_sortie', 'demenagement', 'Déménagement', 120, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau', false),
    ('dispositif_sortie', 'deces', 'Décès', 130, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('dispositif_sortie', 'autre', 'Autre', 140, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('dispositif_sortie', 'double', 'Réunion de deux dossiers', 150, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('demarche_categorie', 'emploi', 'Emploi', 10, '2022-03-01', 'suivi_ml', 'Catégories de l’application CEJ', false),
    ('demarche_categorie', 'projet_professionnel', 'Projet professionnel', 20, '2022-03-01', 'suivi_ml', 'Catégories de l’application CEJ', false),
    ('demarche_categorie', 'loisir_sport_culture', 'Loisirs, sport, culture', 30, '2022-03-01', 'suivi_ml', 'Catégories de l’application CEJ', false),
    ('demarche_categorie', 'citoyennete', 'Citoyenneté', 40, '2022-03-01', 'suivi_ml', 'Catégories de l’application CEJ', false),
    ('demarche_categorie', 'formation', 'Formation', 50, '2022-03-01', 'suivi_ml', 'Catégories de l’application CEJ', false),
    ('demarche_categorie', 'logement', 'Logement', 60, '2022-03-01', 'suivi_ml', 'Catégories de l’application CEJ', false),
    ('demarche_categorie', 'acces_soins', 'Accès aux droits de santé', 70, '2022-03-01', 'suivi_ml', 'Catégories de l’application CEJ : « Santé », limitée ici à l’accès aux droits', true),
    ('cible_motif', 'debut_progressif', 'Démarrage progressif', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('cible_motif', 'garde_enfant', 'Garde d’enfant ou parent isolé', 20, '2000-01-01', 'situation_familiale', 'C. trav. L5411-6 (adaptation des heures)', true),
    ('cible_motif', 'aidant', 'Aide à un proche', 30, '2000-01-01', 'situation_familiale', 'Liste de la maison', true),
    ('cible_motif', 'situation_personnelle', 'Situation personnelle', 40, '2000-01-01', 'suivi_ml', 'C. trav. L5411-6, sans autre détail', true),
    ('cible_motif', 'emploi_partiel', 'Emploi à temps partiel', 50, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', true),
    ('cible_motif', 'montee', 'Montée en charge', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('situation_non_comptee', 'emploi', 'Emploi', 10, '2022-03-01', 'vie_professionnelle', 'Guide du compteur de l’application CEJ', true),
    ('situation_non_comptee', 'alternance', 'Contrat en alternance', 20, '2022-03-01', 'vie_professionnelle', 'Guide du compteur de l’application CEJ', true),
    ('situation_non_comptee', 'immersion', 'Immersion en entreprise', 30, '2022-03-01', 'vie_professionnelle', 'Guide du compteur de l’application CEJ', true),
    ('situation_non_comptee', 'pmsmp', 'Période de mise en situation en milieu professionnel (PMSMP)', 40, '2022-03-01', 'vie_professionnelle', 'Guide du compteur de l’application CEJ', true);
