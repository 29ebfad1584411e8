-- A voucher signed on screen: the words that were shown, their SHA-256, who signed, when. They are
-- written once, when it is handed over; paper has none.
alter table bon add column recu_texte text not null default '';
alter table bon add column recu_empreinte text not null default '';
alter table bon add column signe_nom text not null default '';
alter table bon add column signe_le timestamptz;
alter table bon add constraint bon_recu check ((signe_le is null) = (recu_empreinte = '')
  and (signe_le is null) = (recu_texte = '') and (signe_le is null) = (signe_nom = '')
  and (signe_le is null or signature = 'ecran'));
-- What was signed is never changed.
revoke update on bon from jalon_app;
grant update (ml_id, id, jeune_id, carnet_id, etat, etat_le, etat_motif, version) on bon to jalon_app;
