-- Two dossiers of one person become one, and can be separated again: who, when, why, and for each
-- row what it was before. And the pairs someone has to look at.

-- The dossier that took this one in; null for a dossier of its own. What points here is a
-- tombstone: no name to search, no référent, no birth date.
alter table jeune add column absorbe_par uuid;
alter table jeune add constraint jeune_absorbe_fkey
  foreign key (ml_id, absorbe_par) references jeune on delete cascade;
alter table jeune add constraint jeune_absorbe check (absorbe_par <> id);
create index jeune_absorbe on jeune (ml_id, absorbe_par) where absorbe_par is not null;

-- nature: locataire
create table fusion (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  garde_id uuid not null,
  absorbe_id uuid not null,
  motif text not null,
  faite_le timestamptz not null,
  faite_par uuid references agent,
  defaite_le timestamptz,
  defaite_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, garde_id) references jeune on delete cascade,
  foreign key (ml_id, absorbe_id) references jeune on delete cascade,
  constraint fusion_deux check (garde_id <> absorbe_id)
);
alter table fusion enable row level security, force row level security;
create policy locataire on fusion using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create unique index fusion_en_vigueur on fusion (ml_id, absorbe_id) where defaite_le is null;
create index fusion_garde on fusion (ml_id, garde_id, faite_le desc);
grant select, insert, update, delete on fusion to jalon_app;
grant select, insert, update, delete on fusion to jalon_chargement;
grant select on fusion to jalon_recherche;

-- One row that a fusion touched or left: where it is, and the columns changed, before and after.
-- nature: locataire
create table fusion_ligne (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  fusion_id uuid not null,
  rang integer not null,
  nom_table text not null,
  cle jsonb not null,
  avant jsonb not null,
  apres jsonb not null,
  issue text not null,
  primary key (ml_id, fusion_id, rang),
  foreign key (ml_id, fusion_id) references fusion on delete cascade,
  constraint fusion_ligne_issue check (issue in ('deplacee', 'fermee', 'ecartee', 'dossier'))
);
alter table fusion_ligne enable row level security, force row level security;
create policy locataire on fusion_ligne using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, delete on fusion_ligne to jalon_app;
grant select, insert, update, delete on fusion_ligne to jalon_chargement;

-- Two dossiers that may be one person. A pair decided upon stays: it is never proposed again.
-- nature: locataire
create table paire_douteuse (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  premier_id uuid not null,
  second_id uuid not null,
  score double precision not null,
  origine text not null,
  etat text not null default 'a_voir',
  revoir_le date,
  proposee_le timestamptz not null,
  decidee_le timestamptz,
  decidee_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, premier_id) references jeune on delete cascade,
  foreign key (ml_id, second_id) references jeune on delete cascade,
  constraint paire_douteuse_unique unique (ml_id, premier_id, second_id),
  constraint paire_douteuse_ordre check (premier_id < second_id),
  constraint paire_douteuse_origine check (origine in ('creation', 'recherche', 'signalement')),
  constraint paire_douteuse_etat check (etat in ('a_voir', 'reunie', 'differents'))
);
alter table paire_douteuse enable row level security, force row level security;
create policy locataire on paire_douteuse using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index paire_douteuse_file on paire_douteuse (ml_id, score desc, id) where etat = 'a_voir';
create index paire_douteuse_second on paire_douteuse (ml_id, second_id);
grant select, insert, update, delete on paire_douteuse to jalon_app;
grant select, insert, update, delete on paire_douteuse to jalon_chargement;

-- What the application may add and never change (an agreement on the plan) changes dossier here
-- only, between the two dossiers of one fusion. Another such table adds its name to the list.
create function rattacher_fige(
  p_ml_id integer, p_table text, p_id uuid, p_de uuid, p_vers uuid)
returns boolean
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  v_nombre integer;
begin
  if p_ml_id is distinct from jalon_ml_id() then
    return false;
  end if;
  if p_table not in ('accord') then
    raise exception 'not a table that only a fusion may move: %', p_table;
  end if;
  if not exists (select from fusion f where f.ml_id = p_ml_id
      and ((f.garde_id = p_vers and f.absorbe_id = p_de)
        or (f.garde_id = p_de and f.absorbe_id = p_vers))) then
    return false;
  end if;
  execute format('update %I set jeune_id = $1 where ml_id = $2 and id = $3 and jeune_id = $4',
    p_table) using p_vers, p_ml_id, p_id, p_de;
  get diagnostics v_nombre = row_count;
  return v_nombre = 1;
end
$$;
grant create on schema public to jalon_recherche;
alter function rattacher_fige(integer, text, uuid, uuid, uuid) owner to jalon_recherche;
revoke create on schema public from jalon_recherche;
revoke all on function rattacher_fige(integer, text, uuid, uuid, uuid) from public;
grant execute on function rattacher_fige(integer, text, uuid, uuid, uuid) to jalon_app;
grant select, update (jeune_id) on accord to jalon_recherche;

insert into nomenclature (liste, code, libelle, parent, ordre, valide_du, categorie_legale, source) values
  ('motif_fusion', 'cree_deux_fois', 'Le dossier a été créé deux fois', '', 10, '2000-01-01', '', 'règle de la maison'),
  ('motif_fusion', 'nom_mal_ecrit', 'Le nom ou la date de naissance était mal écrit', '', 20, '2000-01-01', '', 'règle de la maison'),
  ('motif_fusion', 'nom_change', 'La personne a changé de nom ou de coordonnées', '', 30, '2000-01-01', '', 'règle de la maison'),
  ('motif_fusion', 'reprise', 'Le double vient d’une reprise de données', '', 40, '2000-01-01', '', 'règle de la maison'),
  ('motif_levee_frein', 'double', 'Noté en double', '', 900, '2000-01-01', 'suivi_ml', 'règle de la maison');

insert into parametre (code, valide_du, valeur_entiere, unite, libelle, reference, a_confirmer) values
  ('doublon_revoir_jours', '2000-01-01', 30, 'jours',
   'Délai après lequel une paire remise à plus tard est proposée de nouveau', 'Règle de la maison', true);
