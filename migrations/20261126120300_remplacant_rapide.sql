-- Who replaces the référent of a dossier: asked by every page of a dossier. As an SQL function with
-- a subquery it is never inlined, and was planned again in every statement (0.47 ms of 0.5 for the
-- head of a dossier); PL/pgSQL keeps the plan for the session.
create or replace function remplacant_du_dossier(
  p_ml_id integer, p_referent uuid, p_jeune uuid, p_jour date)
returns uuid
language plpgsql stable
as $$
begin
  return (select r.remplacant_id from remplacement r
    where r.ml_id = p_ml_id and r.agent_id = p_referent and p_jour between r.du and r.au
      and (not r.partiel or exists (select from remplacement_dossier d
        where d.ml_id = p_ml_id and d.remplacement_id = r.id and d.jeune_id = p_jeune))
    order by r.partiel desc, r.id limit 1);
end
$$;
