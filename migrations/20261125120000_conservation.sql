-- What keeps a dossier past its day (a legal hold), what is left of those erased (counts, nobody in
-- them), and the register of the requests that people make of their data.

-- A dossier held: while it is in force nothing erases it. jusqu_au is its last day; null: until it
-- is lifted.
-- nature: locataire
create table gel (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  motif text not null,
  du date not null,
  jusqu_au date,
  pose_le timestamptz not null,
  pose_par uuid references agent,
  leve_le timestamptz,
  leve_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint gel_periode check (jusqu_au is null or jusqu_au >= du)
);
alter table gel enable row level security, force row level security;
create policy locataire on gel using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index gel_jeune on gel (ml_id, jeune_id) where leve_le is null;
grant select, insert, update, delete on gel to jalon_app;
grant select, insert, update, delete on gel to jalon_chargement;

-- What is left of the dossiers erased: how many in a month, by year of first reception and last
-- known situation (a category, or an empty string). Nobody can be found in it again.
-- nature: locataire
create table dossier_efface (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  mois date not null,
  annee_accueil integer not null,
  situation text not null,
  nombre integer not null,
  primary key (ml_id, mois, annee_accueil, situation),
  constraint dossier_efface_mois check (extract(day from mois) = 1),
  constraint dossier_efface_nombre check (nombre > 0)
);
alter table dossier_efface enable row level security, force row level security;
create policy locataire on dossier_efface using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update on dossier_efface to jalon_app;
grant select, insert, update, delete on dossier_efface to jalon_chargement;

-- A request about one's own data, with its clock. It outlives the dossier, as a proof that it was
-- answered: no foreign key to it, and what names someone is emptied with the dossier.
-- nature: locataire
create table exercice (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid,
  genre text not null,
  recu_le date not null,
  canal text not null,
  demandeur text not null,
  nom text not null default '',
  identite text not null,
  precisions text not null default '',
  prolonge_le date,
  prolonge_motif text not null default '',
  repondu_le date,
  reponse text not null default '',
  reponse_precisions text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  repondu_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint exercice_genre check (genre in
    ('acces', 'rectification', 'opposition', 'limitation', 'effacement')),
  constraint exercice_personne check (jeune_id is not null or nom <> ''),
  constraint exercice_prolonge check ((prolonge_le is null) = (prolonge_motif = '')),
  constraint exercice_repondu check ((repondu_le is null) = (reponse = '')),
  constraint exercice_apres check (repondu_le >= recu_le)
);
alter table exercice enable row level security, force row level security;
create policy locataire on exercice using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create policy purge on exercice to jalon_owner using (true);
create index exercice_ouvert on exercice (ml_id, recu_le) where repondu_le is null;
create index exercice_repondu on exercice (ml_id, repondu_le desc) where repondu_le is not null;
create index exercice_jeune on exercice (ml_id, jeune_id);
grant select, insert, update, delete on exercice to jalon_app;
grant select, insert, update, delete on exercice to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('motif_gel', 'contentieux', 'Contentieux ou recours en cours', 10, '2000-01-01', 'suivi_ml', 'RGPD, art. 17.3.e', false),
    ('motif_gel', 'demande_personne', 'À la demande de la personne accompagnée', 20, '2000-01-01', 'suivi_ml', 'RGPD, art. 18.1.c', false),
    ('motif_gel', 'audit_fse', 'Contrôle du Fonds social européen', 30, '2000-01-01', 'suivi_ml', 'Décret n° 2015-59, art. 6, texte de 2015', true),
    ('motif_gel', 'requisition', 'Réquisition d’une autorité', 40, '2000-01-01', 'suivi_ml', 'RGPD, art. 17.3.b', false);

insert into nomenclature (liste, code, libelle, ordre, valide_du, source, a_confirmer) values
    -- Branched on in code: these rows only give the words.
    ('exercice_genre', 'acces', 'Accès', 10, '2018-05-25', 'RGPD, art. 15', false),
    ('exercice_genre', 'rectification', 'Rectification', 20, '2018-05-25', 'RGPD, art. 16', false),
    ('exercice_genre', 'opposition', 'Opposition', 30, '2018-05-25', 'RGPD, art. 21', false),
    ('exercice_genre', 'limitation', 'Limitation', 40, '2018-05-25', 'RGPD, art. 18', false),
    ('exercice_genre', 'effacement', 'Effacement', 50, '2018-05-25', 'RGPD, art. 17', false),
    ('exercice_canal', 'sur_place', 'Sur place', 10, '2000-01-01', 'Liste de la maison', false),
    ('exercice_canal', 'courriel', 'Courriel', 20, '2000-01-01', 'Liste de la maison', false),
    ('exercice_canal', 'courrier', 'Courrier', 30, '2000-01-01', 'Liste de la maison', false),
    ('exercice_canal', 'telephone', 'Téléphone', 40, '2000-01-01', 'Liste de la maison', false),
    ('exercice_canal', 'cnil', 'Par la CNIL', 50, '2000-01-01', 'Liste de la maison', false),
    ('exercice_demandeur', 'personne', 'La personne elle-même', 10, '2000-01-01', 'Liste de la maison', false),
    ('exercice_demandeur', 'representant', 'Son représentant légal', 20, '2000-01-01', 'Liste de la maison', false),
    ('exercice_demandeur', 'mandataire', 'Une personne mandatée par écrit', 30, '2000-01-01', 'Liste de la maison', false),
    ('exercice_identite', 'connue', 'La personne est connue de l’équipe', 10, '2000-01-01', 'RGPD, art. 12.6', false),
    ('exercice_identite', 'piece_vue', 'Pièce d’identité vue, sans copie gardée', 20, '2000-01-01', 'RGPD, art. 12.6', false),
    ('exercice_identite', 'questions', 'Réponses justes à des questions sur le dossier', 30, '2000-01-01', 'RGPD, art. 12.6', false),
    ('exercice_identite', 'a_verifier', 'Pas encore vérifiée', 40, '2000-01-01', 'RGPD, art. 12.6', false),
    ('exercice_prolongation', 'complexe', 'Demande complexe', 10, '2018-05-25', 'RGPD, art. 12.3', false),
    ('exercice_prolongation', 'nombreuses', 'Nombreuses demandes de la même personne', 20, '2018-05-25', 'RGPD, art. 12.3', false),
    ('exercice_reponse', 'acceptee', 'Acceptée', 10, '2018-05-25', 'Liste de la maison', false),
    ('exercice_reponse', 'acceptee_en_partie', 'Acceptée en partie', 20, '2018-05-25', 'Liste de la maison', false),
    ('exercice_reponse', 'refusee', 'Refusée, avec les raisons et les recours', 30, '2018-05-25', 'RGPD, art. 12.4', false),
    ('exercice_reponse', 'sans_objet', 'Sans objet : rien n’est gardé sur cette personne', 40, '2018-05-25', 'Liste de la maison', false),
    ('exercice_reponse', 'retiree', 'Retirée par la personne', 50, '2018-05-25', 'Liste de la maison', false);

insert into parametre
    (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
values
    ('conservation_fse_ans', '2015-01-29', null, 19, null, 'ans',
     'Durée de garde pour le contrôle du Fonds social européen, depuis le premier accueil',
     'Décret n° 2015-59, art. 6, texte de 2015 ; modifications de 2021 et 2025 à lire', true),
    ('exercice_reponse_mois', '2018-05-25', null, 1, null, 'mois',
     'Délai de réponse à une demande sur ses données', 'RGPD, art. 12.3', false),
    ('exercice_prolongation_mois', '2018-05-25', null, 2, null, 'mois',
     'Prolongation possible de ce délai, dite à la personne avec ses raisons dans le premier mois',
     'RGPD, art. 12.3', false),
    ('exercice_conservation_mois', '2000-01-01', null, 60, null, 'mois',
     'Durée de garde d’une demande après sa réponse', 'C. civ. art. 2224 ; règle de la maison', true);
