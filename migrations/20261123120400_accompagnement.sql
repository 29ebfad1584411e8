-- The accompaniment: what is asked and offered, what blocks, the plan, the interviews.

-- What the young person asks; stands without an answer.
-- nature: locataire
create table demande (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  theme text not null,
  precisions text not null default '',
  exprimee_le date not null,
  etat text not null default 'ouverte',
  close_le date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint demande_etat check (etat in ('ouverte', 'satisfaite', 'sans_suite')),
  constraint demande_close check ((etat = 'ouverte') = (close_le is null))
);
alter table demande enable row level security, force row level security;
create policy locataire on demande using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index demande_jeune on demande (ml_id, jeune_id, exprimee_le desc);
grant select, insert, update, delete on demande to jalon_app;
grant select, insert, update, delete on demande to jalon_chargement;

-- What is offered, with its result; stands without a demande.
-- nature: locataire
create table proposition (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  demande_id uuid,
  type text not null,
  libelle text not null,
  proposee_le date not null,
  etat text not null default 'prescrite',
  etat_le date not null,
  resultat text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, demande_id) references demande on delete cascade,
  constraint proposition_etat check (etat in
    ('prescrite', 'en_cours', 'realisee', 'refus_jeune', 'refus_tiers', 'abandonnee'))
);
alter table proposition enable row level security, force row level security;
create policy locataire on proposition using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index proposition_jeune on proposition (ml_id, jeune_id, proposee_le desc);
create index proposition_demande on proposition (ml_id, demande_id);
grant select, insert, update, delete on proposition to jalon_app;
grant select, insert, update, delete on proposition to jalon_chargement;

-- nature: locataire
create table diagnostic (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  realise_le date not null,
  agent_id uuid not null references agent,
  saisi_le timestamptz not null,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade
);
alter table diagnostic enable row level security, force row level security;
create policy locataire on diagnostic using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index diagnostic_jeune on diagnostic (ml_id, jeune_id, realise_le desc, id desc);
grant select, insert, update, delete on diagnostic to jalon_app;
grant select, insert, update, delete on diagnostic to jalon_chargement;

-- One domain spoken of; a domain without a row was not.
-- nature: locataire
create table diagnostic_domaine (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  diagnostic_id uuid not null,
  domaine text not null,
  jeune_id uuid not null,
  niveau text not null,
  raison text not null default '',
  points_forts text not null default '',
  mots_du_jeune text not null default '',
  primary key (ml_id, diagnostic_id, domaine),
  foreign key (ml_id, diagnostic_id) references diagnostic on delete cascade,
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint diagnostic_domaine_niveau check (niveau in ('ca_va', 'a_surveiller', 'ca_bloque', 'urgent'))
);
alter table diagnostic_domaine enable row level security, force row level security;
create policy locataire on diagnostic_domaine using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on diagnostic_domaine to jalon_app;
grant select, insert, update, delete on diagnostic_domaine to jalon_chargement;

-- nature: locataire
create table frein (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  code text not null,
  domaine text not null,
  ouvert_le date not null,
  leve_le date,
  leve_motif text,
  leve_precisions text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint frein_leve check ((leve_le is null) = (leve_motif is null)),
  constraint frein_periode check (leve_le is null or leve_le >= ouvert_le)
);
alter table frein enable row level security, force row level security;
create policy locataire on frein using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create unique index frein_ouvert_unique on frein (ml_id, jeune_id, code) where leve_le is null;
create index frein_jeune on frein (ml_id, jeune_id);
grant select, insert, update, delete on frein to jalon_app;
grant select, insert, update, delete on frein to jalon_chargement;

-- nature: locataire
create table objectif (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  frein_id uuid,
  souhait text not null default '',
  domaine text not null,
  libelle text not null,
  etat text not null default 'en_cours',
  etat_le date not null,
  accord text not null default 'en_attente',
  accord_le date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, frein_id) references frein on delete cascade,
  constraint objectif_etat check (etat in ('en_cours', 'atteint', 'abandonne')),
  constraint objectif_accord check (accord in ('en_attente', 'oui', 'non')),
  constraint objectif_accord_date check ((accord = 'en_attente') = (accord_le is null)),
  constraint objectif_origine check (frein_id is not null or souhait <> '')
);
alter table objectif enable row level security, force row level security;
create policy locataire on objectif using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index objectif_jeune on objectif (ml_id, jeune_id);
create index objectif_frein on objectif (ml_id, frein_id);
grant select, insert, update, delete on objectif to jalon_app;
grant select, insert, update, delete on objectif to jalon_chargement;

-- nature: locataire
create table action (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  objectif_id uuid not null,
  libelle text not null,
  qui text not null,
  partenaire text not null default '',
  echeance_le date,
  etat text not null default 'planifiee',
  etat_le date not null,
  motif_abandon text,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, objectif_id) references objectif on delete cascade,
  constraint action_qui check (qui in ('jeune', 'conseiller', 'partenaire')),
  constraint action_etat check (etat in ('planifiee', 'en_cours', 'faite', 'abandonnee')),
  constraint action_abandon check ((etat = 'abandonnee') = (motif_abandon is not null))
);
alter table action enable row level security, force row level security;
create policy locataire on action using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index action_jeune on action (ml_id, jeune_id);
create index action_objectif on action (ml_id, objectif_id);
grant select, insert, update, delete on action to jalon_app;
grant select, insert, update, delete on action to jalon_chargement;

-- The plan as it was when the young person agreed: never changed.
-- nature: locataire
create table accord (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  donne_le date not null,
  agent_id uuid not null references agent,
  instantane jsonb not null,
  saisi_le timestamptz not null,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade
);
alter table accord enable row level security, force row level security;
create policy locataire on accord using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index accord_jeune on accord (ml_id, jeune_id, donne_le desc, id desc);
grant select, insert on accord to jalon_app;
grant select, insert, update, delete on accord to jalon_chargement;

-- nature: locataire
create table entretien (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  agent_id uuid not null references agent,
  realise_le date not null,
  heure time,
  modalite text not null,
  theme text not null default '',
  duree_minutes integer not null,
  presents text[] not null default '{}',
  resume text not null default '',
  prochain_contact_le date,
  prochain_contact_moyen text,
  saisi_le timestamptz not null,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint entretien_duree check (duree_minutes between 1 and 600)
);
alter table entretien enable row level security, force row level security;
create policy locataire on entretien using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index entretien_jeune on entretien (ml_id, jeune_id, realise_le desc, id desc);
grant select, insert, update, delete on entretien to jalon_app;
grant select, insert, update, delete on entretien to jalon_chargement;

-- A confidential note: author, référent, named replacement, direction; others give a reason.
-- nature: locataire
create table note (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  entretien_id uuid,
  auteur_id uuid not null references agent,
  texte text not null,
  ecrite_le timestamptz not null,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, entretien_id) references entretien on delete cascade
);
alter table note enable row level security, force row level security;
create policy locataire on note using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index note_jeune on note (ml_id, jeune_id, ecrite_le desc);
grant select, insert, update, delete on note to jalon_app;
grant select, insert, update, delete on note to jalon_chargement;

