-- Which mission locale froze a month of allowance: a course that was transferred brings the months
-- that the former one paid, and they are not in the lists nor in the totals of the new one.
alter table allocation_mois add column fige_ml integer references mission_locale;
do $$
declare
  v_ml integer;
begin
  for v_ml in select ml_id from mission_locale order by 1 loop
    perform set_config('jalon.ml_id', v_ml::text, true);
    update allocation_mois set fige_ml = ml_id where ml_id = v_ml and etat = 'figee';
  end loop;
  perform set_config('jalon.ml_id', '', true);
end
$$;
