-- The queue belongs to the library, which enables row-level security without a policy; the
-- application's role gets what it needs, explicitly. Run by `jalon migrate` after the library's own
-- migrations; running it again changes nothing.
grant usage on schema graphile_worker to jalon_app;
grant select on graphile_worker.migrations to jalon_app;
grant select, insert, update, delete on all tables in schema graphile_worker to jalon_app;
grant usage on all sequences in schema graphile_worker to jalon_app;
grant execute on all functions in schema graphile_worker to jalon_app;

do $$
declare
  t regclass;
begin
  for t in
    select c.oid::regclass from pg_class c
    where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'application')
  loop
    execute format('create policy application on %s to jalon_app using (true) with check (true)', t);
  end loop;
end
$$;
