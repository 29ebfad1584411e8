-- The exit is prepared half a year before the last age of accompaniment.

insert into parametre (code, valide_du, valeur_entiere, unite, libelle, reference, a_confirmer) values
  ('sortie_preparee_mois', '2000-01-01', 6, 'mois',
   'Temps avant l’âge limite où la sortie se prépare', 'Règle de la maison', false);

-- For the dossiers that are there, mission locale by mission locale: their owner too sees one at a
-- time.
do $$
declare
  v_ml integer;
begin
  for v_ml in select ml_id from mission_locale order by 1 loop
    perform set_config('jalon.ml_id', v_ml::text, true);
    insert into echeance (ml_id, id, jeune_id, nature, libelle, visible_le, echeance_le, objet, objet_id)
    select j.ml_id, gen_random_uuid(), j.id, 'preparer_sortie',
      'Préparer la sortie : l’âge limite approche',
      (j.date_naissance + make_interval(years => a.ans + 1) - interval '6 months')::date,
      (j.date_naissance + make_interval(years => a.ans + 1))::date, 'dossier', j.id
    from jeune j
    cross join lateral (select case when exists (select from fait f
        where f.ml_id = j.ml_id and f.jeune_id = j.id and f.genre = 'handicap'
          and f.vrai_au is null and f.corrige_le is null and f.valeurs->>'rqth' = 'oui')
      then 29 else 25 end as ans) a
    where j.ml_id = v_ml and j.etat in ('actif', 'en_veille') and j.date_naissance is not null
      and j.absorbe_par is null;
  end loop;
  perform set_config('jalon.ml_id', '', true);
end
$$;
