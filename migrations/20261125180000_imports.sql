-- Dossiers taken over from another program: which line made which dossier, how columns are read,
-- and the reasons of states that were decided there.

-- The lines already imported, so that a second run, or the one after a cut, makes nothing twice.
-- `cle` is the number of the dossier there, or a keyed hash of the person.
-- nature: locataire
create table ligne_importee (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  source text not null,
  cle text not null,
  jeune_id uuid not null,
  importee_le timestamptz not null,
  primary key (ml_id, source, cle),
  foreign key (ml_id, jeune_id) references jeune on delete cascade
);
alter table ligne_importee enable row level security, force row level security;
create policy locataire on ligne_importee using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index ligne_importee_jeune on ligne_importee (ml_id, jeune_id);
grant select, insert, update, delete on ligne_importee to jalon_app;
grant select, insert, update, delete on ligne_importee to jalon_chargement;

-- The column of the file for each piece of a dossier, under a name.
-- nature: locataire
create table correspondance_import (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  nom text not null,
  colonnes jsonb not null,
  modifiee_le timestamptz not null,
  primary key (ml_id, nom)
);
alter table correspondance_import enable row level security, force row level security;
create policy locataire on correspondance_import using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on correspondance_import to jalon_app;
grant select, insert, update, delete on correspondance_import to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
  ('motif_veille', 'reprise_donnees', 'État repris d’un autre logiciel', 900, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
  ('motif_fin', 'reprise_donnees', 'État repris d’un autre logiciel', 900, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
  ('motif_archive', 'reprise_donnees', 'État repris d’un autre logiciel', 900, '2000-01-01', 'suivi_ml', 'règle de la maison', false);
