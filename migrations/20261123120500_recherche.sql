-- Fuzzy search of young people. Under row-level security a trigram operator is never an index
-- condition, so the search is one function that bypasses it and checks the mission locale itself.
-- It returns identifiers and a score only: the rows are then read under the policies.

-- The library must be loaded before one of its settings can be attached to a function.
select word_similarity('', '');

-- `p_tous` shows protected dossiers (direction; likely duplicates); else only those of `p_agent`.
create function chercher_jeunes(
  p_ml_id integer, p_texte text, p_agent uuid, p_tous boolean, p_limite integer)
returns table (id uuid, score real)
language plpgsql stable security definer
set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.45
as $$
begin
  if p_ml_id is distinct from jalon_ml_id() then
    return;
  end if;
  return query
    select j.id,
      (case when j.recherche like p_texte || '%' then 0.5 else 0 end
        + word_similarity(p_texte, j.recherche))::real as score
    from jeune j
    where j.ml_id = p_ml_id and p_texte <% j.recherche
      and (not j.protege or p_tous or j.referent_id = p_agent)
    order by score desc, j.recherche, j.id
    limit p_limite;
end
$$;

alter function chercher_jeunes(integer, text, uuid, boolean, integer) owner to jalon_recherche;
revoke all on function chercher_jeunes(integer, text, uuid, boolean, integer) from public;
grant execute on function chercher_jeunes(integer, text, uuid, boolean, integer) to jalon_app;
grant select on jeune to jalon_recherche;
revoke create on schema public from jalon_recherche;
