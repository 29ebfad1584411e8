-- A person goes to another mission locale: the new one asks, the former one answers, the dossier
-- moves whole. What is left behind serves the statistics, names nobody and is opened by nobody.

alter table jeune add column transfere_le date;
comment on column jeune.transfere_le is 'The day it went to another mission locale: what is left names nobody.';

-- A mission locale that was joined to another one.
alter table mission_locale add column absorbee_par integer references mission_locale;

-- A request, seen from each side: one row in the mission locale that asks (`entrant`) and one, of
-- the same identifier, in the one that is asked (`sortant`). What is asked says who the person is,
-- with her agreement, until the answer.
-- nature: locataire
create table transfert (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  sens text not null,
  autre_ml integer not null references mission_locale,
  jeune_id uuid,
  identite jsonb,
  motif text not null,
  accord_le date not null,
  notes boolean not null,
  etat text not null default 'demande',
  demande_le timestamptz not null,
  demande_par uuid not null references agent,
  reponse_avant date not null,
  repondu_le timestamptz,
  repondu_par uuid references agent,
  refus_motif text,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint transfert_sens check (sens in ('entrant', 'sortant')),
  constraint transfert_jeune check (sens = 'sortant' or jeune_id is not null),
  constraint transfert_etat check (etat in ('demande', 'fait', 'refuse', 'annule')),
  constraint transfert_reponse check ((etat = 'demande') = (repondu_le is null)),
  constraint transfert_refus check ((etat = 'refuse') = (refus_motif is not null)),
  constraint transfert_identite check (identite is null or sens = 'sortant' and etat = 'demande')
);
create unique index transfert_un_a_la_fois on transfert (ml_id, jeune_id)
  where sens = 'entrant' and etat = 'demande';
create index transfert_ouvert on transfert (ml_id, sens, reponse_avant) where etat = 'demande';
create index transfert_du_jeune on transfert (ml_id, jeune_id);
alter table transfert enable row level security, force row level security;
create policy locataire on transfert using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on transfert to jalon_app;
grant select, insert, update, delete on transfert to jalon_chargement;

-- What the application may not change goes with the person, and with nobody else.
create function retirer_fige(p_ml_id integer, p_table text, p_jeune uuid)
returns void
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if p_ml_id is distinct from jalon_ml_id() then
    return;
  end if;
  if p_table not in ('accord', 'document_signe', 'signature') then
    raise exception 'not a table that only a departure may empty: %', p_table;
  end if;
  if not exists (select from transfert t where t.ml_id = p_ml_id and t.jeune_id = p_jeune
      and t.sens = 'sortant' and t.etat = 'fait') then
    raise exception 'this dossier goes nowhere: %', p_jeune;
  end if;
  execute format('delete from %I where ml_id = $1 and jeune_id = $2', p_table)
    using p_ml_id, p_jeune;
end
$$;
grant create on schema public to jalon_recherche;
alter function retirer_fige(integer, text, uuid) owner to jalon_recherche;
revoke create on schema public from jalon_recherche;
revoke all on function retirer_fige(integer, text, uuid) from public;
grant execute on function retirer_fige(integer, text, uuid) to jalon_app;
grant select, delete on accord, document_signe, signature to jalon_recherche;
grant select on transfert to jalon_recherche;

insert into nomenclature (liste, code, libelle, parent, ordre, valide_du, categorie_legale, source) values
  ('motif_fusion', 'transfert', 'Le dossier vient d’une autre mission locale', '', 50, '2000-01-01', '', 'règle de la maison'),
  ('motif_cloture_echeance', 'transfert', 'Dossier transféré', '', 20, '2000-01-01', 'suivi_ml', 'règle de la maison'),
  ('dispositif_sortie', 'transfert', 'Suivi repris par une autre mission locale', '', 125, '2000-01-01', 'suivi_ml', 'règle de la maison'),
  ('motif_transfert', 'demenagement', 'Elle ou il habite maintenant ici', '', 10, '2000-01-01', 'suivi_ml', 'Décret 2015-59, art. 3-II'),
  ('motif_transfert', 'choix', 'Elle ou il préfère être suivi ici', '', 20, '2000-01-01', 'suivi_ml', 'règle de la maison'),
  ('motif_transfert', 'formation_emploi', 'Sa formation ou son emploi est ici', '', 30, '2000-01-01', 'suivi_ml', 'règle de la maison'),
  ('refus_transfert', 'inconnu', 'Nous ne connaissons pas cette personne', '', 10, '2000-01-01', 'suivi_ml', 'règle de la maison'),
  ('refus_transfert', 'reste', 'Elle ou il a choisi de rester suivi chez nous', '', 20, '2000-01-01', 'suivi_ml', 'règle de la maison'),
  ('refus_transfert', 'erreur', 'La demande est une erreur', '', 30, '2000-01-01', 'suivi_ml', 'règle de la maison'),
  ('refus_transfert', 'protege', 'Dossier protégé : appelons-nous d’abord', '', 40, '2000-01-01', 'suivi_ml', 'règle de la maison');

insert into parametre (code, valide_du, valeur_entiere, unite, libelle, reference, a_confirmer) values
  ('transfert_delai_jours_ouvres', '2000-01-01', 5, 'jours ouvrés',
   'Délai de réponse à une demande de transfert, après lequel l’accès de continuité s’ouvre',
   'Règle de la maison ; décret 2015-59, art. 3-II pour l’accès', true);
