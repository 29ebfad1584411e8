-- The counter: who is expected and who came, who is on duty, messages for a colleague, anonymous
-- passages, urgent moments.

-- Someone expected or present at a site on a day; at most one open row a day and a person.
-- nature: locataire
create table venue (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  site_id uuid not null references site,
  jour date not null,
  heure time,
  source text not null,
  etat text not null,
  agent_id uuid references agent,
  motif text not null default '',
  souhait text not null default '',
  accompagne_par text not null default '',
  echeance_id uuid,
  arrivee_le timestamptz,
  fin_le timestamptz,
  fin_par uuid references agent,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint venue_source check (source in ('prevu', 'sans_rendez_vous', 'urgence')),
  constraint venue_etat check (etat in ('attendu', 'attend', 'recu', 'parti')),
  constraint venue_arrivee check ((etat = 'attendu') = (arrivee_le is null)),
  constraint venue_fin check ((etat in ('recu', 'parti')) = (fin_le is not null))
);
alter table venue enable row level security, force row level security;
create policy locataire on venue using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index venue_jour on venue (ml_id, jour, site_id);
create index venue_agent on venue (ml_id, agent_id, jour);
create unique index venue_ouverte on venue (ml_id, jeune_id, jour) where etat in ('attendu', 'attend');
grant select, insert, update, delete on venue to jalon_app;
grant select, insert, update, delete on venue to jalon_chargement;

-- The conseiller de permanence of a site, by half-day.
-- nature: locataire
create table permanence (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  site_id uuid not null references site,
  jour date not null,
  demi_journee text not null,
  agent_id uuid not null references agent,
  primary key (ml_id, site_id, jour, demi_journee),
  constraint permanence_demi_journee check (demi_journee in ('matin', 'apres_midi'))
);
alter table permanence enable row level security, force row level security;
create policy locataire on permanence using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on permanence to jalon_app;
grant select, insert, update, delete on permanence to jalon_chargement;

-- Someone came for information and gave no name: counted, nothing else.
-- nature: locataire
create table passage (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  site_id uuid not null references site,
  jour date not null,
  sujet text not null,
  primary key (ml_id, id)
);
alter table passage enable row level security, force row level security;
create policy locataire on passage using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index passage_jour on passage (ml_id, site_id, jour);
grant select, insert, delete on passage to jalon_app;
grant select, insert, update, delete on passage to jalon_chargement;

-- A message taken for a colleague; its text is for the receiver, who took it, and the direction.
-- nature: locataire
create table message (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  destinataire_id uuid not null references agent,
  jeune_id uuid,
  de_la_part_de text not null default '',
  sujet text not null,
  texte text not null default '',
  rappel text not null default '',
  pris_le timestamptz not null,
  pris_par uuid not null references agent,
  lu_le timestamptz,
  traite_le timestamptz,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint message_traite check (traite_le is null or lu_le is not null)
);
alter table message enable row level security, force row level security;
create policy locataire on message using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index message_destinataire on message (ml_id, destinataire_id, pris_le desc);
create index message_pris_par on message (ml_id, pris_par, pris_le desc);
create index message_jeune on message (ml_id, jeune_id);
grant select, insert, update, delete on message to jalon_app;
grant select, insert, update, delete on message to jalon_chargement;

-- An urgent moment: a need of access, coded, without any narrative.
-- nature: locataire
create table urgence (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  motif text not null,
  survenue_le timestamptz not null,
  agent_id uuid not null references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade
);
alter table urgence enable row level security, force row level security;
create policy locataire on urgence using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index urgence_jeune on urgence (ml_id, jeune_id, survenue_le desc);
create index urgence_date on urgence (ml_id, survenue_le desc);
grant select, insert, update on urgence to jalon_app;
grant select, insert, update, delete on urgence to jalon_chargement;

-- What the head of each page counts for someone: no content, no person, gone when it is dealt with.
-- nature: nationale
create table avis (
  ml_id integer not null references mission_locale,
  agent_id uuid not null references agent,
  objet text not null,
  objet_id uuid not null,
  des_le timestamptz not null,
  expire_le timestamptz not null,
  primary key (agent_id, ml_id, objet, objet_id),
  constraint avis_objet check (objet in ('venue', 'message'))
);
create index avis_objet_id on avis (ml_id, objet, objet_id);
grant select, insert, update, delete on avis to jalon_app, jalon_chargement;

-- A replacement may cover a part of the portefeuille: the dossiers named here.
alter table remplacement add column partiel boolean not null default false;

-- nature: locataire
create table remplacement_dossier (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  remplacement_id uuid not null,
  jeune_id uuid not null,
  primary key (ml_id, id),
  constraint remplacement_dossier_unique unique (ml_id, remplacement_id, jeune_id),
  foreign key (ml_id, remplacement_id) references remplacement on delete cascade,
  foreign key (ml_id, jeune_id) references jeune on delete cascade
);
alter table remplacement_dossier enable row level security, force row level security;
create policy locataire on remplacement_dossier using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index remplacement_dossier_jeune on remplacement_dossier (ml_id, jeune_id);
grant select, insert, update, delete on remplacement_dossier to jalon_app;
grant select, insert, update, delete on remplacement_dossier to jalon_chargement;

-- A draft of the absent one, copied to the account of who replaces her until it is given back.
-- nature: locataire
create table brouillon_confie (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  remplacement_id uuid not null,
  jeune_id uuid not null,
  cle text not null,
  de_compte_id uuid not null references compte,
  a_compte_id uuid not null references compte,
  confie_le timestamptz not null,
  rendu_le timestamptz,
  primary key (ml_id, remplacement_id, cle),
  foreign key (ml_id, remplacement_id) references remplacement on delete cascade,
  foreign key (ml_id, jeune_id) references jeune on delete cascade
);
alter table brouillon_confie enable row level security, force row level security;
create policy locataire on brouillon_confie using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index brouillon_confie_jeune on brouillon_confie (ml_id, jeune_id);
grant select, insert, update, delete on brouillon_confie to jalon_app;
grant select, insert, update, delete on brouillon_confie to jalon_chargement;

-- Who replaces the référent of a dossier on a day: who was given this dossier, else the whole
-- portefeuille; null when nobody.
create function remplacant_du_dossier(p_ml_id integer, p_referent uuid, p_jeune uuid, p_jour date)
returns uuid language sql stable
as $$
  select (select r.remplacant_id from remplacement r
    where r.ml_id = p_ml_id and r.agent_id = p_referent and p_jour between r.du and r.au
      and (not r.partiel or exists (select from remplacement_dossier d
        where d.ml_id = p_ml_id and d.remplacement_id = r.id and d.jeune_id = p_jeune))
    order by r.partiel desc, r.id limit 1)
$$;
create index remplacement_agent on remplacement (ml_id, agent_id, au);
grant select on remplacement_dossier to jalon_recherche;

create index echeance_jour on echeance (ml_id, echeance_le) where close_le is null;

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('equipe_sans_contact_jours', '2000-01-01', null, 60, null, 'jours',
     'Temps sans événement après lequel un dossier actif est signalé à l’équipe', 'règle de la maison', false);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source) values
    ('motif_venue', 'premier_accueil', 'Première venue', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'voir_conseiller', 'Voir son conseiller', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'emploi', 'Emploi, offre ou candidature', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'formation', 'Formation ou orientation', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'demarche', 'Démarche ou papiers', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'aide_financiere', 'Aide financière', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'logement', 'Logement', 70, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'document', 'Apporter ou retirer un document', 80, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'atelier', 'Atelier ou information collective', 90, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('motif_venue', 'autre_demande', 'Autre demande', 100, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('souhait_venue', 'recu_aujourdhui', 'Être reçu aujourd’hui', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('souhait_venue', 'rendez_vous', 'Prendre un rendez-vous', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('souhait_venue', 'rappel', 'Être rappelé', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('souhait_venue', 'depot', 'Déposer ou retirer un document', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('souhait_venue', 'poste', 'Utiliser un ordinateur', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_message', 'rendez_vous', 'Rendez-vous à fixer, déplacer ou annuler', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_message', 'retard', 'Retard ou empêchement', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_message', 'nouvelles', 'Donne des nouvelles', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_message', 'question', 'Question sur le suivi', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_message', 'document', 'Document déposé', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_message', 'partenaire', 'Appel d’un partenaire', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_message', 'employeur', 'Appel d’un employeur', 70, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_message', 'autre_sujet', 'Autre sujet', 80, '2000-01-01', 'suivi_ml', 'Liste de la maison'),
    ('sujet_passage', 'information_ml', 'Ce que fait la mission locale', 10, '2000-01-01', '', 'Liste de la maison'),
    ('sujet_passage', 'inscription', 'Comment s’inscrire', 20, '2000-01-01', '', 'Liste de la maison'),
    ('sujet_passage', 'emploi', 'Emploi et offres', 30, '2000-01-01', '', 'Liste de la maison'),
    ('sujet_passage', 'formation', 'Formation', 40, '2000-01-01', '', 'Liste de la maison'),
    ('sujet_passage', 'logement', 'Logement', 50, '2000-01-01', '', 'Liste de la maison'),
    ('sujet_passage', 'droits', 'Droits et démarches', 60, '2000-01-01', '', 'Liste de la maison'),
    ('sujet_passage', 'mobilite', 'Transport et permis', 70, '2000-01-01', '', 'Liste de la maison'),
    ('sujet_passage', 'autre_structure', 'Orienter vers une autre structure', 80, '2000-01-01', '', 'Liste de la maison'),
    ('sujet_passage', 'autre_sujet', 'Autre sujet', 90, '2000-01-01', '', 'Liste de la maison'),
    ('motif_urgence', 'mise_en_securite', 'Besoin d’une mise en sécurité', 10, '2000-01-01', 'suivi_ml', 'règle de la maison'),
    ('motif_urgence', 'hebergement', 'Besoin d’un hébergement ce soir', 20, '2000-01-01', 'suivi_ml', 'règle de la maison'),
    ('motif_urgence', 'acces_soins', 'Besoin d’un accès aux soins', 30, '2000-01-01', 'suivi_ml', 'règle de la maison'),
    ('motif_urgence', 'acces_droit', 'Besoin d’un accès au droit', 40, '2000-01-01', 'suivi_ml', 'règle de la maison'),
    ('motif_urgence', 'protection_enfance', 'Besoin de l’appui de la protection de l’enfance', 50, '2000-01-01', 'suivi_ml', 'règle de la maison'),
    ('motif_urgence', 'aide_alimentaire', 'Besoin d’une aide alimentaire', 60, '2000-01-01', 'suivi_ml', 'règle de la maison'),
    ('motif_urgence', 'ecoute', 'Besoin d’une écoute rapide', 70, '2000-01-01', 'suivi_ml', 'règle de la maison'),
    ('numero_urgence', '112', 'Toutes les urgences, partout en Europe', 10, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026'),
    ('numero_urgence', '15', 'SAMU : une vie est en danger', 20, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026'),
    ('numero_urgence', '17', 'Police ou gendarmerie : danger immédiat', 30, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026'),
    ('numero_urgence', '114', 'Toutes les urgences par SMS, pour qui n’entend pas ou ne peut pas parler', 40, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026'),
    ('numero_urgence', '115', 'Samu social : un toit ce soir', 50, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026'),
    ('numero_urgence', '119', 'Enfance en danger : un mineur, jour et nuit', 60, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026'),
    ('numero_urgence', '3018', 'Harcèlement, à l’école ou en ligne', 70, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026'),
    ('numero_urgence', '3114', 'Quand l’envie de vivre manque : écoute jour et nuit', 80, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026'),
    ('numero_urgence', '3919', 'Violences faites aux femmes : écoute et orientation', 90, '2000-01-01', '', 'Numéros nationaux, liste vue le 25 novembre 2026');
