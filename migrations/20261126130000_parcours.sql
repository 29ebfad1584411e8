-- Parcours: what the person studied, what she did, the métiers she aims at. Months are enough, a
-- year too: `du` and `au` hold `2023` or `2023-09`. The highest level is derived, never stored.

-- nature: locataire
create table cursus (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  niveau text not null,
  intitule text not null default '',
  etablissement text not null default '',
  du text,
  au text,
  etat text not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint cursus_etat check (etat in ('obtenu', 'en_cours', 'non_obtenu')),
  constraint cursus_du check (du ~ '^[0-9]{4}(-[0-9]{2})?$'),
  constraint cursus_au check (au ~ '^[0-9]{4}(-[0-9]{2})?$')
);
alter table cursus enable row level security, force row level security;
create policy locataire on cursus using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index cursus_jeune on cursus (ml_id, jeune_id);
grant select, insert, update, delete on cursus to jalon_app;
grant select, insert, update, delete on cursus to jalon_chargement;

-- nature: locataire
create table experience (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  nature text not null,
  metier text references rome_appellation,
  libelle text not null default '',
  employeur text not null default '',
  du text,
  au text,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint experience_nature check (nature in ('emploi', 'stage', 'immersion', 'apprentissage',
    'benevolat', 'service_civique', 'autre')),
  constraint experience_du check (du ~ '^[0-9]{4}(-[0-9]{2})?$'),
  constraint experience_au check (au ~ '^[0-9]{4}(-[0-9]{2})?$')
);
alter table experience enable row level security, force row level security;
create policy locataire on experience using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index experience_jeune on experience (ml_id, jeune_id);
grant select, insert, update, delete on experience to jalon_app;
grant select, insert, update, delete on experience to jalon_chargement;

-- A métier aimed at is ended, never deleted but by the purge: `vrai_au` is its last day.
-- nature: locataire
create table metier_vise (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  metier text not null references rome_appellation,
  rang integer not null,
  piste text not null,
  vrai_du date not null,
  vrai_au date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint metier_vise_piste check (piste in ('idee', 'projet', 'valide')),
  constraint metier_vise_periode check (vrai_au is null or vrai_au >= vrai_du)
);
alter table metier_vise enable row level security, force row level security;
create policy locataire on metier_vise using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create unique index metier_vise_actuel on metier_vise (ml_id, jeune_id, metier) where vrai_au is null;
create index metier_vise_jeune on metier_vise (ml_id, jeune_id);
grant select, insert, update, delete on metier_vise to jalon_app;
grant select, insert, update, delete on metier_vise to jalon_chargement;
