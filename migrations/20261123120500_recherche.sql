-- Fuzzy search of young people. Under row-level security a trigram operator is never an index
-- condition, so the search is one function that bypasses it and checks the mission locale itself.
-- It returns identifiers and why only: the rows are then read under the policies, and ranked again
-- word by word (jeunes::recherche::rules).

-- Why the accompaniment sleeps or ended (lists `motif_veille`, `motif_fin`), or an empty string.
alter table jeune add column etat_motif text not null default '';

-- A phone by its beginning or its end, a mail.
create index contact_recherche on contact using gin (ml_id, valeur gin_trgm_ops);

-- Names by their beginning, read in order: the first letters typed.
create index jeune_nom on jeune (ml_id, recherche text_pattern_ops);

-- The library must be loaded before one of its settings can be attached to a function.
select word_similarity('', '');

-- p_mots: folded words, each the beginning of a name; p_variantes: for short words, the regular
-- expression of each with its typos; p_contact: a pattern of `like`. `p_tous` shows protected
-- dossiers (direction; likely duplicates), else only those of `p_agent` or of whom she replaces.
-- Each step runs only when the former ones did not fill the list: names that begin so, words that
-- begin so, then close ones. The threshold is low on purpose: at 0.4, one name in twenty with two
-- typos is lost; what is too far is dropped by the second ranking.
create function chercher_jeunes(
  p_ml_id integer, p_mots text[], p_variantes text[], p_naissance date, p_contact text,
  p_numero text, p_jour date, p_agent uuid, p_tous boolean, p_limite integer)
returns table (id uuid, par text)
language plpgsql stable security definer rows 60
set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.3
as $$
declare
  v_texte text := array_to_string(p_mots, ' ');
  v_mot1 text := '(^| )' || p_mots[1];
  v_mot2 text := '(^| )' || coalesce(p_mots[2], p_mots[1]);
  v_mot3 text := '(^| )' || coalesce(p_mots[3], p_mots[1]);
  v_var1 text := p_variantes[1];
  v_var2 text := coalesce(p_variantes[2], p_variantes[1]);
  v_nombre integer := 0;
  v_moi uuid[];
begin
  if p_ml_id is distinct from jalon_ml_id() then
    return;
  end if;
  v_moi := array(select r.agent_id from remplacement r
    where r.ml_id = p_ml_id and r.remplacant_id = p_agent and p_jour between r.du and r.au);
  v_moi := array_append(v_moi, p_agent);
  if p_numero is not null then
    return query
      select j.id, 'numero'::text from jeune j
      where j.ml_id = p_ml_id and j.numero = p_numero
        and (not j.protege or p_tous or j.referent_id = any (v_moi));
  end if;
  if p_naissance is not null then
    return query
      select j.id, 'naissance'::text from jeune j
      where j.ml_id = p_ml_id and j.date_naissance = p_naissance
        and (not j.protege or p_tous or j.referent_id = any (v_moi))
      order by j.recherche, j.id
      limit p_limite;
  end if;
  if p_contact is not null then
    return query
      /* contact */
      select distinct j.id, 'contact'::text from contact c
      join jeune j on j.ml_id = p_ml_id and j.id = c.jeune_id
      where c.ml_id = p_ml_id and c.valeur like p_contact
        and (not j.protege or p_tous or j.referent_id = any (v_moi))
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
        and (not j.protege or p_tous or j.referent_id = any (v_moi))
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
      and (not j.protege or p_tous or j.referent_id = any (v_moi))
    order by j.recherche like p_mots[1] || '%' desc, j.recherche, j.id
    limit p_limite;
    /* fin */
  get diagnostics v_nombre = row_count;
  if v_nombre >= p_limite or length(v_texte) < 3 then
    return;
  end if;
  if v_var1 is not null then
    return query
      /* variantes */
      select j.id, 'nom'::text from jeune j
      where j.ml_id = p_ml_id and j.recherche ~ v_var1 and j.recherche ~ v_var2
        and (not j.protege or p_tous or j.referent_id = any (v_moi))
      order by word_similarity(v_texte, j.recherche) desc, j.recherche, j.id
      limit p_limite;
      /* fin */
  end if;
  return query
    /* approche */
    select j.id, 'nom'::text from jeune j
    where j.ml_id = p_ml_id and v_texte <% j.recherche
      and (not j.protege or p_tous or j.referent_id = any (v_moi))
    order by word_similarity(v_texte, j.recherche) desc, j.recherche, j.id
    limit p_limite;
    /* fin */
end
$$;

alter function chercher_jeunes(
  integer, text[], text[], date, text, text, date, uuid, boolean, integer) owner to jalon_recherche;
revoke all on function chercher_jeunes(
  integer, text[], text[], date, text, text, date, uuid, boolean, integer) from public;
grant execute on function chercher_jeunes(
  integer, text[], text[], date, text, text, date, uuid, boolean, integer) to jalon_app;
grant select on jeune, contact, remplacement to jalon_recherche;
revoke create on schema public from jalon_recherche;
