-- « Qui peut savoir »: third parties, and what may be told to each, as the young person agreed.

-- nature: locataire
create table tiers (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  nom text not null,
  lien text not null,
  organisme text not null default '',
  joindre text not null default '',
  peut_savoir text[] not null,
  accord_le date,
  du date not null,
  au date,
  retire_le date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint tiers_periode check (au is null or au >= du)
);
alter table tiers enable row level security, force row level security;
create policy locataire on tiers using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index tiers_jeune on tiers (ml_id, jeune_id);
grant select, insert, update, delete on tiers to jalon_app;
grant select, insert, update, delete on tiers to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- What may be told to a third party.
    ('peut_savoir', 'rien', 'Rien, même pas le suivi par la mission locale', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('peut_savoir', 'suivi', 'Le suivi par la mission locale', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('peut_savoir', 'presence', 'La présence aux activités', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('peut_savoir', 'rendez_vous', 'Les dates de rendez-vous', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('peut_savoir', 'parcours', 'Les étapes du parcours', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('peut_savoir', 'demarches', 'Les démarches administratives en cours', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', false);
