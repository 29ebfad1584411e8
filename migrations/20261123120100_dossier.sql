-- The dossier: the person, her contacts, situations, référents, what comes next, what happened.

-- The last dossier number given by each mission locale.
-- nature: locataire
create table compteur_dossier (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  dernier integer not null,
  primary key (ml_id)
);
alter table compteur_dossier enable row level security, force row level security;
create policy locataire on compteur_dossier using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on compteur_dossier to jalon_app;
grant select, insert, update, delete on compteur_dossier to jalon_chargement;

-- nature: locataire
create table jeune (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  numero text not null,
  etat text not null default 'actif',
  etat_depuis date not null,
  nom_naissance text not null,
  nom_usage text not null default '',
  prenom text not null,
  prenom_usage text not null default '',
  sexe text,
  date_naissance date,
  age_declare integer,
  age_declare_le date,
  sans_domicile_stable boolean not null default false,
  commune text references commune,
  adresse text not null default '',
  code_postal text not null default '',
  a_voir_sur_place boolean not null default false,
  identite_vue_le date,
  orienteur text,
  premier_accueil_le date not null,
  site_id uuid references site,
  referent_id uuid references agent,
  protege boolean not null default false,
  protege_motif text,
  recherche text not null,
  cree_le timestamptz not null,
  cree_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint jeune_numero_unique unique (ml_id, numero),
  constraint jeune_etat check (etat in ('actif', 'en_veille', 'fin_accompagnement', 'archive')),
  constraint jeune_sexe check (sexe in ('femme', 'homme')),
  constraint jeune_age check (date_naissance is not null or (age_declare is not null and age_declare_le is not null)),
  constraint jeune_protection check (protege = (protege_motif is not null))
);
alter table jeune enable row level security, force row level security;
create policy locataire on jeune using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index jeune_referent on jeune (ml_id, referent_id, etat);
create index jeune_recherche on jeune using gin (ml_id, recherche gin_trgm_ops);
create index jeune_naissance on jeune (ml_id, date_naissance);
grant select, insert, update, delete on jeune to jalon_app;
grant select, insert, update, delete on jeune to jalon_chargement;

-- nature: locataire
create table contact (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  moyen text not null,
  valeur text not null,
  titulaire text not null default 'jeune',
  precisions text not null default '',
  vrai_du date not null,
  vrai_au date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint contact_moyen check (moyen in ('telephone', 'courriel', 'autre')),
  constraint contact_periode check (vrai_au is null or vrai_au >= vrai_du)
);
alter table contact enable row level security, force row level security;
create policy locataire on contact using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index contact_jeune on contact (ml_id, jeune_id);
create index contact_valeur on contact (ml_id, valeur);
grant select, insert, update, delete on contact to jalon_app;
grant select, insert, update, delete on contact to jalon_chargement;

-- Who has been the référent, from when to when; the current one is also on the dossier.
-- nature: locataire
create table referent (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  agent_id uuid not null references agent,
  du date not null,
  au date,
  motif text not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint referent_periode check (au is null or au >= du)
);
alter table referent enable row level security, force row level security;
create policy locataire on referent using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create unique index referent_en_cours on referent (ml_id, jeune_id) where au is null;
grant select, insert, update, delete on referent to jalon_app;
grant select, insert, update, delete on referent to jalon_chargement;

-- The named replacement of an absent agent: reads the confidential notes meanwhile.
-- nature: locataire
create table remplacement (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  agent_id uuid not null references agent,
  remplacant_id uuid not null references agent,
  du date not null,
  au date not null,
  primary key (ml_id, id),
  constraint remplacement_autre check (agent_id <> remplacant_id),
  constraint remplacement_periode check (au >= du)
);
alter table remplacement enable row level security, force row level security;
create policy locataire on remplacement using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index remplacement_remplacant on remplacement (ml_id, remplacant_id, au);
grant select, insert, update, delete on remplacement to jalon_app;
grant select, insert, update, delete on remplacement to jalon_chargement;

-- nature: locataire
create table situation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  categorie text not null,
  type text not null default '',
  etat text not null,
  debut date not null,
  fin date,
  structure text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint situation_etat check (etat in ('prevu', 'en_cours', 'termine')),
  constraint situation_periode check (fin is null or fin >= debut)
);
alter table situation enable row level security, force row level security;
create policy locataire on situation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index situation_jeune on situation (ml_id, jeune_id, debut desc);
grant select, insert, update, delete on situation to jalon_app;
grant select, insert, update, delete on situation to jalon_chargement;

-- What comes next. The prochaine chose à faire is the first open one; every wing pushes here.
-- nature: locataire
create table echeance (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  nature text not null,
  libelle text not null,
  visible_le date not null,
  echeance_le date not null,
  objet text not null,
  objet_id uuid not null,
  close_le date,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint echeance_objet_unique unique (ml_id, objet, objet_id, nature)
);
alter table echeance enable row level security, force row level security;
create policy locataire on echeance using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index echeance_ouverte on echeance (ml_id, jeune_id, echeance_le) where close_le is null;
grant select, insert, update, delete on echeance to jalon_app;
grant select, insert, update, delete on echeance to jalon_chargement;

-- What happened: the frise. Every wing pushes here; a title is short and carries no confidence.
-- nature: locataire
create table evenement (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  survenu_le date not null,
  heure time,
  nature text not null,
  theme text not null default '',
  resultat text not null default '',
  agent_id uuid references agent,
  titre text not null default '',
  objet text not null,
  objet_id uuid not null,
  saisi_le timestamptz not null,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade
);
alter table evenement enable row level security, force row level security;
create policy locataire on evenement using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index evenement_frise on evenement (ml_id, jeune_id, survenu_le desc, id desc);
create index evenement_objet on evenement (ml_id, objet, objet_id);
grant select, insert, update, delete on evenement to jalon_app;
grant select, insert, update, delete on evenement to jalon_chargement;

-- What someone was typing: hers alone, gone at its expiry.
-- nature: locataire
create table brouillon (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  compte_id uuid not null references compte,
  cle text not null,
  adresse text not null,
  contenu text not null,
  modifie_le timestamptz not null,
  expire_le timestamptz not null,
  primary key (ml_id, compte_id, cle)
);
alter table brouillon enable row level security, force row level security;
create policy locataire on brouillon using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create policy purge on brouillon to jalon_owner using (true);
create index brouillon_expiration on brouillon (expire_le);
grant select, insert, update, delete on brouillon to jalon_app;
grant select, insert, update, delete on brouillon to jalon_chargement;

-- Who read and changed what. The application adds and reads; only the owner's purge removes.
-- nature: locataire
create table audit (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  survenu_le timestamptz not null,
  compte_id uuid,
  agent_id uuid,
  role text,
  action text not null,
  objet text not null,
  objet_id uuid,
  jeune_id uuid,
  details jsonb not null default '{}',
  primary key (ml_id, id)
);
alter table audit enable row level security, force row level security;
create policy locataire on audit using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create policy purge on audit to jalon_owner using (true);
create index audit_jeune on audit (ml_id, jeune_id, survenu_le desc);
create index audit_date on audit (ml_id, survenu_le desc);
grant select, insert on audit to jalon_app;
grant select, insert, update, delete on audit to jalon_chargement;
