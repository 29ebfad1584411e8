-- The délégation with France Travail: how many places its conventions give, and who is handed to the
-- mission locale, accepted or returned.

-- Places of a convention over a period, for the whole mission locale or one site. Several may hold on
-- one day (one per agency): they add up.
-- nature: locataire
create table convention_delegation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  site_id uuid references site,
  du date not null,
  au date,
  places integer not null,
  reference text not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint convention_delegation_periode check (au is null or au >= du),
  constraint convention_delegation_places check (places between 0 and 10000),
  constraint convention_delegation_reference check (reference <> '')
);
alter table convention_delegation enable row level security, force row level security;
create policy locataire on convention_delegation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index convention_delegation_du on convention_delegation (ml_id, du);
grant select, insert, update, delete on convention_delegation to jalon_app;
grant select, insert, update, delete on convention_delegation to jalon_chargement;

-- Someone whom France Travail hands over. `identite` is what it wrote, until an answer: a dossier
-- holds it then, or nobody does. `empreinte` is a keyed hash of names and birth, so that the same
-- list brought twice adds nobody. How an accepted one ended is told by its adhesion.
-- nature: locataire
create table delegation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid,
  identite jsonb,
  empreinte text not null,
  agence text not null default '',
  recue_le date not null,
  reponse_avant date not null,
  etat text not null default 'recue',
  repondue_le date,
  repondue_par uuid references agent,
  adhesion_id uuid,
  motif text,
  mots text not null default '',
  fin_le date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, adhesion_id) references adhesion on delete cascade,
  constraint delegation_etat check (etat in ('recue', 'acceptee', 'retournee', 'renvoyee')),
  constraint delegation_reponse check ((etat = 'recue') = (repondue_le is null)
    and repondue_le >= recue_le),
  constraint delegation_adhesion check ((etat in ('acceptee', 'renvoyee')) = (adhesion_id is not null)
    and (adhesion_id is null or jeune_id is not null)),
  constraint delegation_motif check ((etat in ('retournee', 'renvoyee')) = (motif is not null)),
  constraint delegation_fin check ((etat = 'renvoyee') = (fin_le is not null)),
  constraint delegation_delai check (reponse_avant >= recue_le)
);
create unique index delegation_adhesion_une on delegation (ml_id, adhesion_id);
alter table delegation enable row level security, force row level security;
create policy locataire on delegation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index delegation_etat_recue on delegation (ml_id, etat, recue_le, id);
create index delegation_jeune on delegation (ml_id, jeune_id);
create index delegation_empreinte on delegation (ml_id, empreinte);
grant select, insert, update, delete on delegation to jalon_app;
grant select, insert, update, delete on delegation to jalon_chargement;

-- The place is read in the conventions now: a question that nobody answers any more.
update condition_dispositif
set libelle = 'Une place dans la convention avec France Travail',
    repond = 'le responsable de secteur : les places des conventions'
where dispositif = 'delegation' and code = 'place';

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('delegation_reponse_jours', '2000-01-01', null, 15, null, 'jours', 'Délai pour répondre à France Travail après la réception d’une délégation', 'Convention locale de délégation', true),
    ('delegation_identite_jours', '2000-01-01', null, 60, null, 'jours', 'Temps où l’identité d’une personne retournée sans dossier reste lisible', 'règle de la maison', true);
insert into parametre_sujet (code, sujet, local, minimum, maximum) values
    ('delegation_reponse_jours', 'dispositifs', true, 1, 365),
    ('delegation_identite_jours', 'conservation', true, 1, 365);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('delegation_retour', 'hors_public', 'Hors du public de la mission locale (âge, commune)', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'sans_place', 'Plus de place dans la convention', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'autre_parcours', 'Déjà dans un autre accompagnement', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'injoignable', 'Injoignable', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'absence', 'Ne s’est pas présentée', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'demande', 'À la demande de la personne', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'emploi_formation', 'En emploi ou en formation', 70, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', true),
    ('delegation_retour', 'demenagement', 'Déménagement', 80, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'reprise', 'Reprise par France Travail', 90, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'erreur', 'Transmise par erreur ou deux fois', 100, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('delegation_retour', 'autre', 'Autre', 110, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('dispositif_sortie', 'renvoi_france_travail', 'Renvoi à France Travail', 65, '2000-01-01', 'suivi_ml', 'Liste de la maison', true);
