-- A session that moves: each move tells its people anew, those who wait too.

-- The session was moved beside something already taken: why.
alter table session_atelier add column derogation text not null default '';

-- How many times the object had changed when the message was planned: moved away and back, the
-- people are told each time, and each time once.
alter table envoi add column tour integer not null default 0;
alter table envoi drop constraint envoi_unique;
alter table envoi add constraint envoi_unique unique (ml_id, objet_id, nature, pour_le, tour);
alter table envoi drop constraint envoi_nature;
alter table envoi add constraint envoi_nature check (nature in ('confirmation', 'changement', 'annulation', 'rappel_7', 'rappel_1', 'absence', 'place', 'choisir', 'attente'));

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('nature_envoi', 'attente', 'Changement, en liste d’attente', 90, '2000-01-01', 'suivi_ml', 'Liste de la maison', false);
