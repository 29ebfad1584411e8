-- Postal codes by their beginning, while typing: the codes of a commune as one indexed text.
-- array_to_string is only stable, because of arrays of dates; on text it never changes.
create function jalon_codes_postaux(text[]) returns text
language sql immutable strict parallel safe
as $$ select ' ' || array_to_string($1, ' ') $$;

create index commune_codes_postaux_texte on commune
  using gin (jalon_codes_postaux(codes_postaux) gin_trgm_ops);
