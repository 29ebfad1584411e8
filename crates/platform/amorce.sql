-- The four database roles. Run once per server by its administrator, before `jalon migrate`;
-- `jalon demo` and the tests run it themselves. Running it again changes nothing.
do $$
declare
  r text;
begin
  foreach r in array array['jalon_owner', 'jalon_app', 'jalon_chargement'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I login', r);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'jalon_recherche') then
    create role jalon_recherche nologin;
  end if;
end
$$;

-- Bulk load of a population, and fuzzy search behind functions that check the mission locale.
alter role jalon_chargement bypassrls;
alter role jalon_recherche bypassrls;
grant jalon_recherche to jalon_owner;
