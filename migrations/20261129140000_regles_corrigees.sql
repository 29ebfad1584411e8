-- What counts in the hours of a week and the scale of sanctions become dated parameters like the
-- others, so that a mission locale that reads a new text first corrects them on screen (ADR 24).

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
select 'heures_compte_' || nature, valide_du, valide_au, compte::int, null, 'oui ou non',
  'Compter dans les heures de la semaine : ' || lower(left(libelle, 1)) || substr(libelle, 2), reference, a_confirmer
from regle_heure;

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
select 'heures_forfait_' || nature, valide_du, valide_au, forfait_minutes, null, 'minutes',
  'Durée au forfait dans les heures de la semaine : ' || lower(left(libelle, 1)) || substr(libelle, 2), reference, a_confirmer
from regle_heure;

insert into parametre_sujet (code, sujet, local, minimum, maximum)
select distinct on (nature) 'heures_compte_' || nature, 'dispositifs', true, 0, 1 from regle_heure;
insert into parametre_sujet (code, sujet, local, minimum, maximum)
select distinct on (nature) 'heures_forfait_' || nature, 'dispositifs', true, 0, 1440 from regle_heure;

drop table regle_heure;

-- The scale: how many steps, and for each what it takes away, for how long, and whether the contract
-- ends (the length then says nothing more). The words are made of them.
insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
select 'sanction_paliers', valide_du, null, count(*), null, 'paliers', 'Nombre de paliers du barème des manquements',
  min(reference), true
from bareme_sanction group by valide_du;

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
select 'sanction_' || rang || '_pourcent', valide_du, valide_au, pourcent, null, 'pour cent',
  'Manquement, palier ' || rang || ' : part de l’allocation supprimée', reference, a_confirmer
from bareme_sanction;

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
select 'sanction_' || rang || '_mois', valide_du, valide_au, least(mois, 24), null, 'mois',
  'Manquement, palier ' || rang || ' : durée de la suppression', reference, a_confirmer
from bareme_sanction;

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
select 'sanction_' || rang || '_fin_contrat', valide_du, valide_au, fin_contrat::int, null, 'oui ou non',
  'Manquement, palier ' || rang || ' : fin du contrat', reference, a_confirmer
from bareme_sanction;

insert into parametre_sujet (code, sujet, local, minimum, maximum) values
    ('sanction_paliers', 'sanctions', true, 1, 3),
    ('sanction_1_pourcent', 'sanctions', true, 0, 100),
    ('sanction_2_pourcent', 'sanctions', true, 0, 100),
    ('sanction_3_pourcent', 'sanctions', true, 0, 100),
    ('sanction_1_mois', 'sanctions', true, 1, 24),
    ('sanction_2_mois', 'sanctions', true, 1, 24),
    ('sanction_3_mois', 'sanctions', true, 1, 24),
    ('sanction_1_fin_contrat', 'sanctions', true, 0, 1),
    ('sanction_2_fin_contrat', 'sanctions', true, 0, 1),
    ('sanction_3_fin_contrat', 'sanctions', true, 0, 1);

drop table bareme_sanction;
