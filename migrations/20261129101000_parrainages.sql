-- Parrainage: the parrains and marraines of the mission locale, whom each goes with, the charter
-- that both signed, their meetings (circulaire DGEFP n° 2005-20 du 4 mai 2005).

-- A volunteer who goes with young people: someone of the mission locale's own list, not an agent.
-- nature: locataire
create table parrain (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  nom text not null,
  prenom text not null,
  metier text not null default '',
  reseau text not null default '',
  telephone text not null default '',
  courriel text not null default '',
  charte_le date,
  filleuls_max integer not null default 1,
  depuis date not null,
  parti_le date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint parrain_nom check (nom <> '' and prenom <> ''),
  constraint parrain_filleuls check (filleuls_max between 1 and 20),
  constraint parrain_periode check (parti_le is null or parti_le >= depuis)
);
alter table parrain enable row level security, force row level security;
create policy locataire on parrain using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on parrain to jalon_app;
grant select, insert, update, delete on parrain to jalon_chargement;

-- A parrain or a marraine who goes with someone, within her course of parrainage. It ends with
-- `fin_le`, or with the course.
-- nature: locataire
create table parrainage (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  adhesion_id uuid not null,
  parrain_id uuid not null,
  debut date not null,
  charte_le date,
  fin_le date,
  fin_motif text,
  fin_mots text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, adhesion_id) references adhesion on delete cascade,
  foreign key (ml_id, parrain_id) references parrain,
  constraint parrainage_fin check ((fin_le is null) = (fin_motif is null) and fin_le >= debut)
);
create unique index parrainage_un_ouvert on parrainage (ml_id, adhesion_id) where fin_le is null;
alter table parrainage enable row level security, force row level security;
create policy locataire on parrainage using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index parrainage_jeune on parrainage (ml_id, jeune_id);
create index parrainage_parrain on parrainage (ml_id, parrain_id);
grant select, insert, update, delete on parrainage to jalon_app;
grant select, insert, update, delete on parrainage to jalon_chargement;

-- A meeting of the two: when, by what means, about what, how long. No words: what they say to each
-- other is theirs.
-- nature: locataire
create table rencontre_parrainage (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  parrainage_id uuid not null,
  le date not null,
  moyen text not null,
  sujet text not null,
  issue text not null,
  minutes integer,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, parrainage_id) references parrainage on delete cascade,
  constraint rencontre_parrainage_issue check (issue in ('tenue', 'jeune_absent', 'parrain_absent')),
  constraint rencontre_parrainage_minutes check ((issue = 'tenue') = (minutes is not null)
    and minutes between 5 and 600)
);
alter table rencontre_parrainage enable row level security, force row level security;
create policy locataire on rencontre_parrainage using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index rencontre_parrainage_de on rencontre_parrainage (ml_id, parrainage_id, le);
create index rencontre_parrainage_jeune on rencontre_parrainage (ml_id, jeune_id);
grant select, insert, update, delete on rencontre_parrainage to jalon_app;
grant select, insert, update, delete on rencontre_parrainage to jalon_chargement;

-- No text says that these hours count: they are kept, and counted the day one does.
insert into regle_heure (nature, valide_du, valide_au, compte, forfait_minutes, libelle, reference, a_confirmer) values
    ('parrainage', '2005-05-04', null, false, 60, 'Rencontre avec un parrain ou une marraine', 'Aucun texte public ne dit que ces heures comptent', true);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('parrainage_charte_jours', '2000-01-01', null, 30, null, 'jours', 'Délai pour signer la charte après le début d’un parrainage', 'règle de la maison', true),
    ('parrainage_rencontre_jours', '2000-01-01', null, 30, null, 'jours', 'Temps sans rencontre notée avant de prendre des nouvelles d’un parrainage', 'règle de la maison', true);
insert into parametre_sujet (code, sujet, local, minimum, maximum) values
    ('parrainage_charte_jours', 'dispositifs', true, 1, 365),
    ('parrainage_rencontre_jours', 'dispositifs', true, 1, 365);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('parrainage_moyen', 'mission_locale', 'À la mission locale', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_moyen', 'entreprise', 'Dans une entreprise', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_moyen', 'exterieur', 'À l’extérieur', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_moyen', 'telephone', 'Par téléphone', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_moyen', 'visio', 'En visio', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_sujet', 'confiance', 'Prendre confiance', 10, '2005-05-04', 'suivi_ml', 'Circulaire DGEFP n° 2005-20', false),
    ('parrainage_sujet', 'recherche', 'Techniques de recherche d’emploi', 20, '2005-05-04', 'suivi_ml', 'Circulaire DGEFP n° 2005-20', false),
    ('parrainage_sujet', 'reseau', 'Réseau et lien avec des employeurs', 30, '2005-05-04', 'suivi_ml', 'Circulaire DGEFP n° 2005-20', true),
    ('parrainage_sujet', 'suivi_emploi', 'Suivi dans l’emploi', 40, '2005-05-04', 'suivi_ml', 'Circulaire DGEFP n° 2005-20', true),
    ('parrainage_fin', 'objectif', 'Objectif atteint', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_fin', 'duree', 'Durée prévue atteinte', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_fin', 'demande_jeune', 'À la demande du jeune', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_fin', 'demande_parrain', 'À la demande du parrain ou de la marraine', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_fin', 'indisponible', 'Parrain ou marraine indisponible', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_fin', 'sans_rencontre', 'Rencontres jamais ou plus tenues', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_fin', 'demenagement', 'Déménagement', 70, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('parrainage_fin', 'autre', 'Autre', 80, '2000-01-01', 'suivi_ml', 'Liste de la maison', false);
