-- The sentences of contracts and letters, and the texts that people signed on screen.

-- What a contract or a letter says besides the facts of a person: dated, with its reference.
-- nature: reference
create table clause (
  document text not null,
  partie text not null,
  ordre integer not null,
  valide_du date not null,
  valide_au date,
  texte text not null,
  reference text not null,
  a_confirmer boolean not null,
  primary key (document, partie, ordre, valide_du),
  constraint clause_partie check (partie in ('jeune', 'structure', 'allocation', 'droits', 'recours'))
);
grant select on clause to jalon_app, jalon_chargement;

-- The text of a contract as it was when it was first signed on screen, and its SHA-256. The
-- application adds it and never changes it: it only follows the person when two dossiers are united.
-- nature: locataire
create table document_signe (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  adhesion_id uuid not null,
  texte text not null,
  empreinte text not null,
  fige_le timestamptz not null,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, adhesion_id) references adhesion on delete cascade,
  constraint document_signe_unique unique (ml_id, adhesion_id, empreinte),
  constraint document_signe_empreinte check (empreinte = encode(sha256(convert_to(texte, 'UTF8')), 'hex'))
);
alter table document_signe enable row level security, force row level security;
create policy locataire on document_signe using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index document_signe_jeune on document_signe (ml_id, jeune_id);
create index document_signe_adhesion on document_signe (ml_id, adhesion_id);
grant select, insert on document_signe to jalon_app;
grant select, update (jeune_id) on document_signe to jalon_recherche;
grant select, insert, update, delete on document_signe to jalon_chargement;

-- Who signed it on screen, as whom, when, on whose machine.
-- nature: locataire
create table signature (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  document_id uuid not null,
  qualite text not null,
  nom text not null,
  signee_le timestamptz not null,
  devant uuid not null references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, document_id) references document_signe on delete cascade,
  constraint signature_une unique (ml_id, document_id, qualite),
  constraint signature_qualite check (qualite in ('jeune', 'conseiller', 'representant')),
  constraint signature_nom check (length(nom) between 2 and 120)
);
alter table signature enable row level security, force row level security;
create policy locataire on signature using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index signature_jeune on signature (ml_id, jeune_id);
grant select, insert on signature to jalon_app;
grant select, update (jeune_id) on signature to jalon_recherche;
grant select, insert, update, delete on signature to jalon_chargement;

-- A text that was signed follows the person as an agreement does.
create or replace function rattacher_fige(
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
  if p_table not in ('accord', 'document_signe', 'signature') then
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

insert into clause (document, partie, ordre, valide_du, texte, reference, a_confirmer)
select d, c.partie, c.ordre, date '2017-01-01', c.texte, c.reference, c.a_confirmer
from (values
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement'], 'jeune', 10,
     'Venir aux rendez-vous et aux actions prévus ensemble, et prévenir dès que possible en cas d’empêchement.',
     'C. trav. L5131-4, L5131-6 et L5411-6', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement'], 'jeune', 20,
     'Faire les démarches de son plan d’action, et en parler quand elles ne conviennent plus.',
     'C. trav. L5131-4, L5131-6 et L5411-6', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement'], 'jeune', 30,
     'Dire ce qui change : adresse, emploi, formation, ressources.',
     'C. trav. L5131-4, L5131-6 et L5411-6', true),
    (array['cej', 'cej_jr'], 'jeune', 40,
     'Déclarer ses ressources chaque mois, avec sincérité, quand une allocation est versée.',
     'C. trav. L5131-6 et D5131-23', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement'], 'structure', 10,
     'Accompagner avec un conseiller référent, nommé dans ce contrat et joignable.',
     'C. trav. L5131-4 et L5131-6', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement'], 'structure', 20,
     'Proposer des actions adaptées à la situation et aux souhaits de la personne, et en chercher les moyens.',
     'C. trav. L5131-4 et L5131-6', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement'], 'structure', 30,
     'Faire le point régulièrement, et changer le plan d’action quand la situation change.',
     'C. trav. L5131-4 et L5131-6', true),
    (array['cej', 'cej_jr'], 'allocation', 10,
     'Une allocation peut être versée chaque mois, selon l’âge, le foyer et les autres ressources. Son montant est calculé et expliqué chaque mois.',
     'C. trav. L5131-6 et D5131-19', false),
    (array['pacea'], 'allocation', 10,
     'Une allocation peut être demandée certains mois, si les autres ressources le permettent.',
     'C. trav. L5131-5', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement'], 'droits', 10,
     'La personne peut mettre fin à ce contrat quand elle le veut, en le disant à son référent.',
     'C. trav. L5131-4', true),
    (array['cej', 'cej_jr', 'contrat_engagement'], 'droits', 20,
     'Si un engagement n’est pas tenu, rien n’est automatique : la personne est d’abord entendue, avec quelqu’un de son choix si elle le veut.',
     'C. trav. R5131-17 et R5131-18', true),
    (array['pacea', 'cej', 'cej_jr', 'contrat_engagement'], 'droits', 30,
     'La personne peut voir ses données et les faire corriger, en le demandant à la mission locale.',
     'RGPD, articles 15 et 16', false),
    (array['sanction'], 'recours', 10,
     'Vous pouvez demander par écrit à la mission locale de revoir sa décision, dans les deux mois qui suivent le jour où cette lettre vous est remise.',
     'CRPA, L411-1 et L411-2', true),
    (array['sanction'], 'recours', 20,
     'Vous pouvez aussi saisir le tribunal administratif de votre domicile, dans le même délai de deux mois, par courrier ou sur www.telerecours.fr.',
     'CJA, R421-1', true)
  ) as c (documents, partie, ordre, texte, reference, a_confirmer)
cross join unnest(c.documents) as d;
