-- One person, one dossier in the whole nation: keyed hashes of identities (their key is outside the
-- database), and what people answer when asked whether another mission locale has followed them.

-- Orders the deposits of one dossier: the last one counts, those before it no longer do.
create sequence depot_identite_ordre;

-- A deposit: five hashes of one dossier, any of them absent. All absent: the dossier is withdrawn
-- (protected, deceased, turned into another). The application adds deposits and never reads them;
-- it calls indice_ailleurs. The purge erases them with their dossier.
-- nature: nationale
create table depot_identite (
  id uuid primary key,
  ml_id integer not null references mission_locale,
  dossier uuid not null,
  ordre bigint not null default nextval('depot_identite_ordre'),
  nom_naissance bigint,
  prenom_naissance bigint,
  identite bigint,
  telephone bigint,
  courriel bigint
);
create index depot_identite_dossier on depot_identite (dossier, ordre);
create index depot_identite_prenom_naissance on depot_identite (prenom_naissance)
  where prenom_naissance is not null;
create index depot_identite_identite on depot_identite (identite) where identite is not null;
grant insert on depot_identite to jalon_app;
grant usage on sequence depot_identite_ordre to jalon_app, jalon_chargement;
grant select, insert, update, delete on depot_identite to jalon_chargement;
grant select on depot_identite to jalon_recherche;

-- The missions locales, but one's own, that hold a dossier whose keys agree: name and given name,
-- each with the birth, or a contact with the given name and the birth or with the whole identity.
-- Three at most, those that agree most first. Nothing but a mission locale comes out.
create function indice_ailleurs(
  p_ml_id integer, p_nom_naissance bigint, p_prenom_naissance bigint, p_identite bigint,
  p_telephone bigint, p_courriel bigint)
returns table (ml_id integer)
language plpgsql stable security definer rows 3
set search_path = public, pg_temp
as $$
begin
  if p_ml_id is distinct from jalon_ml_id() then
    return;
  end if;
  return query
    /* indice */
    select t.ml_id from (
      select d.ml_id,
        coalesce(d.nom_naissance = p_nom_naissance, false) as nom,
        coalesce(d.prenom_naissance = p_prenom_naissance, false) as prenom,
        coalesce(d.identite = p_identite, false) as identite,
        coalesce(d.telephone = p_telephone, false) or coalesce(d.courriel = p_courriel, false)
          as contact
      from (
        select * from depot_identite n where n.prenom_naissance = p_prenom_naissance
        union select * from depot_identite n where n.identite = p_identite
      ) d
      where d.ml_id <> p_ml_id
        and not exists (select from depot_identite s
          where s.dossier = d.dossier and s.ordre > d.ordre)
    ) t
    where (t.nom and t.prenom) or (t.contact and (t.prenom or t.identite))
    group by t.ml_id
    order by max(t.nom::int + t.prenom::int + t.identite::int + t.contact::int) desc, t.ml_id
    limit 3;
    /* fin */
end
$$;
grant create on schema public to jalon_recherche;
alter function indice_ailleurs(integer, bigint, bigint, bigint, bigint, bigint)
  owner to jalon_recherche;
revoke create on schema public from jalon_recherche;
revoke all on function indice_ailleurs(integer, bigint, bigint, bigint, bigint, bigint) from public;
grant execute on function indice_ailleurs(integer, bigint, bigint, bigint, bigint, bigint)
  to jalon_app;

-- What the person answered to « avez-vous déjà été suivi ailleurs ? ». After a yes only, the missions
-- locales found then (ml_id of each, none when nobody agrees).
-- nature: locataire
create table suivi_ailleurs (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  reponse text not null,
  indices integer[] not null default '{}',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint suivi_ailleurs_reponse check (reponse in ('oui', 'non', 'ne_dit_pas')),
  constraint suivi_ailleurs_accord check (reponse = 'oui' or indices = '{}')
);
alter table suivi_ailleurs enable row level security, force row level security;
create policy locataire on suivi_ailleurs using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index suivi_ailleurs_jeune on suivi_ailleurs (ml_id, jeune_id, saisi_le desc);
create index suivi_ailleurs_agent on suivi_ailleurs (ml_id, saisi_par, saisi_le) where reponse = 'oui';
grant select, insert, update, delete on suivi_ailleurs to jalon_app;
grant select, insert, update, delete on suivi_ailleurs to jalon_chargement;

insert into parametre (code, valide_du, valeur_entiere, unite, libelle, reference, a_confirmer) values
  ('indice_ailleurs_par_minute', '2000-01-01', 6, 'recherches',
   'Recherches d’un suivi ailleurs par agent et par minute', 'Règle de la maison', true),
  ('indice_ailleurs_par_jour', '2000-01-01', 60, 'recherches',
   'Recherches d’un suivi ailleurs par agent et par jour', 'Règle de la maison', true);
