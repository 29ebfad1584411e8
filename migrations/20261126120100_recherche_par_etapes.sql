-- The fuzzy steps of the search cost the most, and mostly for nothing: they run only when few people
-- (ten) bear the words as typed, and what is far (two typos) is looked for only when nobody is near.

-- The library must be loaded before one of its settings can be attached to a function.
select word_similarity('', '');

create or replace function chercher_jeunes(
  p_ml_id integer, p_mots text[], p_variantes text[], p_naissance date, p_contact text,
  p_numero text, p_jour date, p_agent uuid, p_tous boolean, p_limite integer)
returns table (id uuid, par text)
language plpgsql stable security definer rows 60
set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.5
as $$
declare
  v_texte text := array_to_string(p_mots, ' ');
  v_mot1 text := '(^| )' || p_mots[1];
  v_mot2 text := '(^| )' || coalesce(p_mots[2], p_mots[1]);
  v_mot3 text := '(^| )' || coalesce(p_mots[3], p_mots[1]);
  v_var1 text := p_variantes[1];
  v_var2 text := coalesce(p_variantes[2], p_variantes[1]);
  c_assez constant integer := least(10, p_limite);
  v_nombre integer := 0;
  v_proches integer := 0;
  v_moi uuid[];
  v_confies uuid[];
begin
  if p_ml_id is distinct from jalon_ml_id() then
    return;
  end if;
  v_moi := array(select r.agent_id from remplacement r
    where r.ml_id = p_ml_id and r.remplacant_id = p_agent and p_jour between r.du and r.au
      and not r.partiel);
  v_confies := array(select d.jeune_id from remplacement r
    join remplacement_dossier d on d.ml_id = p_ml_id and d.remplacement_id = r.id
    join jeune j on j.ml_id = p_ml_id and j.id = d.jeune_id and j.referent_id = r.agent_id
    where r.ml_id = p_ml_id and r.remplacant_id = p_agent and p_jour between r.du and r.au
      and r.partiel);
  v_moi := array_append(v_moi, p_agent);
  if p_numero is not null then
    return query
      select j.id, 'numero'::text from jeune j
      where j.ml_id = p_ml_id and j.numero = p_numero
        and (not j.protege or p_tous or j.referent_id = any (v_moi) or j.id = any (v_confies));
  end if;
  if p_naissance is not null then
    return query
      select j.id, 'naissance'::text from jeune j
      where j.ml_id = p_ml_id and j.date_naissance = p_naissance
        and (not j.protege or p_tous or j.referent_id = any (v_moi) or j.id = any (v_confies))
      order by j.recherche, j.id
      limit p_limite;
  end if;
  if p_contact is not null then
    return query
      /* contact */
      select distinct j.id, 'contact'::text from contact c
      join jeune j on j.ml_id = p_ml_id and j.id = c.jeune_id
      where c.ml_id = p_ml_id and c.valeur like p_contact
        and (not j.protege or p_tous or j.referent_id = any (v_moi) or j.id = any (v_confies))
      limit p_limite;
      /* fin */
  end if;
  if v_texte = '' then
    return;
  end if;
  if cardinality(p_mots) = 1 then
    return query
      /* debut */
      select j.id, 'nom'::text from jeune j
      where j.ml_id = p_ml_id and j.recherche ~>=~ v_texte
        and j.recherche ~<~ (v_texte || chr(1114111))
        and (not j.protege or p_tous or j.referent_id = any (v_moi) or j.id = any (v_confies))
      order by j.recherche using ~<~, j.id
      limit p_limite;
      /* fin */
    get diagnostics v_nombre = row_count;
    if v_nombre >= p_limite then
      return;
    end if;
  end if;
  return query
    /* mots */
    select j.id, 'nom'::text from jeune j
    where j.ml_id = p_ml_id and j.recherche ~ v_mot1 and j.recherche ~ v_mot2
      and j.recherche ~ v_mot3
      and (not j.protege or p_tous or j.referent_id = any (v_moi) or j.id = any (v_confies))
    order by j.recherche like p_mots[1] || '%' desc, j.recherche, j.id
    limit p_limite;
    /* fin */
  get diagnostics v_nombre = row_count;
  if v_nombre >= c_assez or length(v_texte) < 3 then
    return;
  end if;
  if v_var1 is not null then
    return query
      /* variantes */
      select j.id, 'nom'::text from jeune j
      where j.ml_id = p_ml_id and j.recherche ~ v_var1 and j.recherche ~ v_var2
        and (not j.protege or p_tous or j.referent_id = any (v_moi) or j.id = any (v_confies))
      order by word_similarity(v_texte, j.recherche) desc, j.recherche, j.id
      limit p_limite;
      /* fin */
    get diagnostics v_proches = row_count;
    v_nombre := v_nombre + v_proches;
    if v_nombre >= c_assez then
      return;
    end if;
  end if;
  return query
    /* approche */
    select j.id, 'nom'::text from jeune j
    where j.ml_id = p_ml_id and v_texte <% j.recherche
      and (not j.protege or p_tous or j.referent_id = any (v_moi) or j.id = any (v_confies))
    order by word_similarity(v_texte, j.recherche) desc, j.recherche, j.id
    limit p_limite;
    /* fin */
  get diagnostics v_proches = row_count;
  if v_nombre + v_proches > 0 then
    return;
  end if;
  perform set_config('pg_trgm.word_similarity_threshold', '0.3', true);
  return query
    /* lointain */
    select j.id, 'nom'::text from jeune j
    where j.ml_id = p_ml_id and v_texte <% j.recherche
      and (not j.protege or p_tous or j.referent_id = any (v_moi) or j.id = any (v_confies))
    order by word_similarity(v_texte, j.recherche) desc, j.recherche, j.id
    limit p_limite;
    /* fin */
end
$$;
