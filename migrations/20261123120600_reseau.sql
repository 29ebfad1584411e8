-- The network: what its imports and screens need beside the reference tables, and the published counts.

-- The identifier, in the file of sites, of the site that is the seat of the mission locale.
alter table mission_locale add column site_siege_source text not null default '';

alter table mandat add column version integer not null default 1;
create index mandat_ml on mandat (ml_id, du) where ml_id is not null;
create index mandat_organisme on mandat (organisme_id, du) where organisme_id is not null;
create index affectation_organisme on affectation (organisme_id) where organisme_id is not null;
create index site_code_source on site (code_source);

-- Names of communes by their beginning, while typing.
create index commune_prefixe on commune (nom_recherche text_pattern_ops);

-- Counts that a mission locale publishes for its region, the State and the nation. They leave the
-- database grouped below the threshold of statistical secrecy only (reseau::comptages).
-- nature: nationale
create table indicateur_cumule (
  ml_id integer not null references mission_locale,
  annee integer not null,
  indicateur text not null,
  valeur bigint not null,
  publie_le timestamptz not null,
  primary key (ml_id, annee, indicateur),
  constraint indicateur_cumule_valeur check (valeur >= 0)
);
create index indicateur_cumule_annee on indicateur_cumule (annee, indicateur);
grant select, insert, update on indicateur_cumule to jalon_app;
grant select, insert, update, delete on indicateur_cumule to jalon_chargement;
