-- Ateliers and informations collectives: what is offered, its dated sessions, who is registered.

-- What is offered. One that served is closed, never deleted.
-- nature: locataire
create table offre_atelier (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  genre text not null,
  theme text not null,
  nom text not null,
  description text not null default '',
  partenaire text not null default '',
  fermee_le date,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint offre_atelier_nom_unique unique (ml_id, nom),
  constraint offre_atelier_genre check (genre in ('atelier', 'information_collective')),
  constraint offre_atelier_nom check (nom <> '')
);
alter table offre_atelier enable row level security, force row level security;
create policy locataire on offre_atelier using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on offre_atelier to jalon_app;
grant select, insert, update, delete on offre_atelier to jalon_chargement;

-- When and where it takes place. Its state is read from its hours, its marks and its ends: nothing
-- is recalculated at night.
-- nature: locataire
create table session_atelier (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  offre_id uuid not null,
  debut timestamptz not null,
  fin timestamptz not null,
  animateur_id uuid references agent,
  intervenant text not null default '',
  site_id uuid not null references site,
  salle_id uuid,
  places integer not null,
  inscriptions_jusqu_au date,
  visible text not null default 'equipe',
  auto_inscription boolean not null default false,
  serie uuid,
  annulee_le timestamptz,
  close_le timestamptz,
  close_par uuid references agent,
  cree_le timestamptz not null,
  cree_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, offre_id) references offre_atelier,
  foreign key (ml_id, salle_id) references salle,
  constraint session_atelier_heures check (fin > debut and fin - debut <= interval '12 hours'),
  constraint session_atelier_animateur check ((animateur_id is null) = (intervenant <> '')),
  constraint session_atelier_places check (places between 1 and 500),
  constraint session_atelier_visible check (visible in ('equipe', 'tous')),
  constraint session_atelier_auto check (not auto_inscription or visible = 'tous'),
  constraint session_atelier_fin_unique check (annulee_le is null or close_le is null)
);
alter table session_atelier enable row level security, force row level security;
create policy locataire on session_atelier using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index session_atelier_debut on session_atelier (ml_id, debut);
create index session_atelier_a_clore on session_atelier (ml_id, fin) where annulee_le is null and close_le is null;
grant select, insert, update, delete on session_atelier to jalon_app;
grant select, insert, update, delete on session_atelier to jalon_chargement;

-- Someone in a session: with a place (`rang` is null), or on the waiting list, in that order.
-- `present` is the mark of the day, `etat` what stays of it. Withdrawn (`retiree_le`), it leaves the
-- list and the row stays: she may be registered again.
-- nature: locataire
create table inscription (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  session_id uuid not null,
  etat text not null default 'prescrit',
  etat_le date not null,
  rang integer,
  present boolean,
  excuse boolean,
  derogation text not null default '',
  retiree_le date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, session_id) references session_atelier,
  constraint inscription_etat check (etat in ('prescrit', 'realise', 'refus_tiers', 'refus_jeune')),
  constraint inscription_rang check (rang > 0),
  constraint inscription_present check (present is null or rang is null),
  constraint inscription_excuse check (excuse is null or present is false)
);
create unique index inscription_unique on inscription (ml_id, session_id, jeune_id) where retiree_le is null;
alter table inscription enable row level security, force row level security;
create policy locataire on inscription using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index inscription_jeune on inscription (ml_id, jeune_id);
grant select, insert, update, delete on inscription to jalon_app;
grant select, insert, update, delete on inscription to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- Branched on in code: these rows only give the words.
    ('atelier_genre', 'atelier', 'Atelier', 10, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('atelier_genre', 'information_collective', 'Information collective', 20, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('inscription_etat', 'prescrit', 'Prescrit', 10, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('inscription_etat', 'realise', 'Réalisé', 20, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('inscription_etat', 'refus_tiers', 'Refus tiers', 30, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('inscription_etat', 'refus_jeune', 'Refus jeune', 40, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('session_visible', 'equipe', 'L’équipe', 10, '2000-01-01', '', 'Liste de la maison', false),
    ('session_visible', 'tous', 'L’équipe et les jeunes', 20, '2000-01-01', '', 'Liste de la maison', false);
