-- Dispositifs of one mission locale, beside those that the law and the network offer (ADR 26).

-- A dispositif of the mission locale from a day on. A correction is a new row: from a later day, it
-- follows the former one; from the same day, the former one is kept, replaced. `code` is a UUID: no
-- code of the network is one, and those of two missions locales never meet.
-- nature: locataire
create table dispositif_local (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  code text not null,
  valide_du date not null,
  valide_au date,
  remplace_le timestamptz,
  libelle text not null,
  nom_court text not null,
  resume text not null,
  groupe text not null,
  age_min integer not null,
  age_max integer not null,
  age_max_rqth integer,
  age_sortie integer,
  duree_mois integer,
  duree_max_mois integer,
  signature boolean not null,
  signature_mois integer,
  minutes_semaine integer,
  phases boolean not null,
  documents text[] not null,
  conditions text[] not null,
  questions text[] not null,
  sorties text[] not null,
  prescripteur text not null,
  reference text not null,
  motif text not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  constraint dispositif_local_code check (code = code::uuid::text),
  constraint dispositif_local_periode check (valide_au is null or valide_au >= valide_du),
  constraint dispositif_local_ages check (age_min <= age_max and age_max <= coalesce(age_max_rqth, age_max)),
  constraint dispositif_local_duree check (duree_max_mois is null or duree_max_mois >= duree_mois),
  constraint dispositif_local_mots check (libelle <> '' and nom_court <> '' and reference <> '')
);
create unique index dispositif_local_un on dispositif_local (ml_id, code, valide_du)
  where remplace_le is null;
alter table dispositif_local enable row level security, force row level security;
create policy locataire on dispositif_local using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update on dispositif_local to jalon_app;
grant select, insert, update, delete on dispositif_local to jalon_chargement;

-- What may be offered in the mission locale in sight: every reader of a dispositif reads this. The
-- rows of others stay out by their policy (security_invoker), and by the `ml_id` of the statement.
create view dispositif_offert with (security_invoker = true) as
  select null::integer as ml_id, code, valide_du, valide_au, ordre, libelle, nom_court, resume, groupe,
    age_min, age_max, age_max_rqth, age_sortie, duree_mois, duree_max_mois, suite_autre_parcours,
    signature, signature_mois, minutes_semaine, avec, documents, allocation, phases,
    '{}'::text[] as sorties, ''::text as prescripteur, reference, a_confirmer
  from dispositif
  union all
  select ml_id, code, valide_du, valide_au, 1000, libelle, nom_court, resume, groupe,
    age_min, age_max, age_max_rqth, age_sortie, duree_mois, duree_max_mois, false,
    signature, signature_mois, minutes_semaine, '', documents, '', phases,
    sorties, prescripteur, reference, false
  from dispositif_local where remplace_le is null;
grant select on dispositif_offert to jalon_app, jalon_chargement;

-- The name of a dispositif goes with who is in it: elsewhere, nobody else knows that of a local one.
alter table adhesion add column nom text not null default '';
