-- The purge of a person removes her urgent moments with the rest of her dossier.
grant delete on urgence to jalon_app;
