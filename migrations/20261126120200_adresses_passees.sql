-- Where a person lived before: one row when she moves; a correction leaves none.

-- du is the day she came there, null when it was not said; au the day she left.
-- nature: locataire
create table adresse_passee (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  sans_domicile_stable boolean not null,
  commune text references commune,
  adresse text not null,
  code_postal text not null,
  du date,
  au date not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint adresse_passee_periode check (du <= au)
);
alter table adresse_passee enable row level security, force row level security;
create policy locataire on adresse_passee using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index adresse_passee_jeune on adresse_passee (ml_id, jeune_id, au desc);
grant select, insert, update, delete on adresse_passee to jalon_app;
grant select, insert, update, delete on adresse_passee to jalon_chargement;
