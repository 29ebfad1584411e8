-- The base: extensions, the mission locale in sight, the reference tables of the network, accounts.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

grant usage on schema public to jalon_app, jalon_chargement, jalon_recherche;
grant create on schema public to jalon_recherche;

-- The mission locale of the transaction; null when none is set (after a commit the setting is '').
create function jalon_ml_id() returns integer
language sql stable parallel safe
as $$ select nullif(current_setting('jalon.ml_id', true), '')::integer $$;

-- nature: reference
create table region (
  code text primary key,
  nom text not null
);

-- nature: reference
create table departement (
  code text primary key,
  nom text not null,
  region text not null references region
);

-- nature: reference
create table commune (
  code text primary key,
  nom text not null,
  nom_recherche text not null,
  departement text not null references departement,
  epci text,
  epci_nom text,
  codes_postaux text[] not null default '{}',
  population integer,
  longitude double precision,
  latitude double precision
);
create index commune_recherche on commune using gin (nom_recherche gin_trgm_ops);
create index commune_codes_postaux on commune using gin (codes_postaux);
create index commune_departement on commune (departement);

-- nature: reference
create table mission_locale (
  ml_id integer primary key,
  code text not null,
  nom text not null,
  nom_usuel text not null,
  forme_juridique text not null default 'inconnue',
  fuseau text not null,
  region text references region,
  departement text references departement,
  commune_siege text references commune,
  ouverte_du date,
  ouverte_au date,
  version integer not null default 1,
  constraint mission_locale_code_unique unique (code),
  constraint mission_locale_forme_juridique check (forme_juridique in ('association', 'gip', 'inconnue'))
);

-- nature: reference
create table site (
  id uuid primary key,
  ml_id integer not null references mission_locale,
  code_source text not null,
  nature text not null,
  nom text not null,
  adresse text not null default '',
  code_postal text not null default '',
  commune text references commune,
  ville text not null default '',
  telephone text not null default '',
  site_web text not null default '',
  horaires text not null default '',
  longitude double precision,
  latitude double precision,
  ferme_le date,
  version integer not null default 1,
  constraint site_code_source_unique unique (ml_id, code_source),
  constraint site_nature check (nature in ('siege', 'antenne', 'permanence', 'relais'))
);
create index site_ml on site (ml_id, nom);

-- nature: reference
create table zone (
  ml_id integer not null references mission_locale,
  commune text not null references commune,
  source text not null,
  primary key (ml_id, commune)
);
create index zone_commune on zone (commune);

-- nature: reference
create table organisme (
  id uuid primary key,
  code_source text not null,
  nature text not null,
  nom text not null,
  region text references region,
  departement text references departement,
  constraint organisme_code_source_unique unique (code_source),
  constraint organisme_nature check (nature in
    ('dmml', 'unml', 'andml', 'arml', 'animation_regionale', 'apar', 'dreets', 'ddets'))
);

-- nature: reference
create table mandat (
  id uuid primary key,
  ml_id integer references mission_locale,
  organisme_id uuid references organisme,
  prenom text not null,
  nom text not null,
  fonction text not null,
  du date not null,
  au date,
  constraint mandat_fonction check (fonction in ('president', 'administrateur')),
  constraint mandat_un_lieu check (num_nonnulls(ml_id, organisme_id) = 1),
  constraint mandat_periode check (au is null or au >= du)
);

-- nature: reference
create table agent (
  id uuid primary key,
  prenom text not null,
  nom text not null,
  courriel text not null,
  telephone text not null default '',
  version integer not null default 1,
  constraint agent_courriel_unique unique (courriel),
  constraint agent_courriel_minuscules check (courriel = lower(courriel))
);

-- nature: reference
create table compte (
  id uuid primary key,
  agent_id uuid not null references agent,
  mot_de_passe text,
  ferme_le timestamptz,
  cree_le timestamptz not null,
  version integer not null default 1,
  constraint compte_agent_unique unique (agent_id)
);

-- nature: reference
create table affectation (
  id uuid primary key,
  agent_id uuid not null references agent,
  ml_id integer references mission_locale,
  organisme_id uuid references organisme,
  role text not null,
  site_id uuid references site,
  du date not null,
  au date,
  version integer not null default 1,
  constraint affectation_un_lieu check (num_nonnulls(ml_id, organisme_id) = 1),
  constraint affectation_periode check (au is null or au >= du),
  constraint affectation_role check (role in (
    'charge_accueil', 'conseiller', 'responsable_secteur', 'relation_entreprises', 'gestionnaire',
    'animateur_atelier', 'intervenant_exterieur', 'directeur', 'directeur_adjoint',
    'administrateur_local', 'animateur_regional', 'charge_mission_etat', 'national'))
);
create index affectation_agent on affectation (agent_id);
create index affectation_ml on affectation (ml_id, role);

-- nature: reference
create table nomenclature (
  liste text not null,
  code text not null,
  libelle text not null,
  parent text not null default '',
  ordre integer not null,
  valide_du date not null,
  valide_au date,
  categorie_legale text not null default '',
  source text not null,
  a_confirmer boolean not null default false,
  primary key (liste, code),
  constraint nomenclature_periode check (valide_au is null or valide_au >= valide_du)
);

-- nature: reference
create table parametre (
  code text not null,
  valide_du date not null,
  valide_au date,
  valeur_entiere bigint,
  valeur_texte text,
  unite text not null,
  libelle text not null,
  reference text not null,
  a_confirmer boolean not null,
  primary key (code, valide_du),
  constraint parametre_periode check (valide_au is null or valide_au >= valide_du)
);

-- nature: nationale
create table session (
  empreinte bytea primary key,
  compte_id uuid not null references compte,
  affectation_id uuid references affectation,
  creee_le timestamptz not null,
  vue_le timestamptz not null,
  expire_le timestamptz not null,
  fermee_le timestamptz
);
create index session_compte on session (compte_id);

-- nature: nationale
create table lien (
  empreinte bytea primary key,
  motif text not null,
  objet_id uuid not null,
  ml_id integer references mission_locale,
  cree_le timestamptz not null,
  cree_par uuid references agent,
  expire_le timestamptz not null,
  revoque_le timestamptz,
  usages integer not null default 0,
  usages_max integer not null,
  constraint lien_usages check (usages <= usages_max)
);
create index lien_objet on lien (motif, objet_id);

-- nature: nationale
create table audit_national (
  id uuid primary key,
  survenu_le timestamptz not null,
  compte_id uuid,
  agent_id uuid,
  role text,
  action text not null,
  objet text not null,
  objet_id text,
  details jsonb not null default '{}'
);
create index audit_national_date on audit_national (survenu_le);

grant select on region, departement, commune, mission_locale, site, zone, organisme, mandat,
  agent, compte, affectation, nomenclature, parametre to jalon_app, jalon_chargement, jalon_recherche;
grant insert, update on region, departement, commune, mission_locale, site, zone, organisme,
  mandat, agent, compte, affectation to jalon_app;
grant delete on zone to jalon_app;
grant select, insert, update, delete on session, lien to jalon_app;
grant select, insert on audit_national to jalon_app;
grant insert, update, delete on region, departement, commune, mission_locale, site, zone,
  organisme, mandat, agent, compte, affectation to jalon_chargement;
