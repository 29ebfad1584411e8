-- A deadline put off by someone, with a reason: where it was before, and why.
alter table echeance add column reportee_du date;
alter table echeance add column report_motif text not null default '';
alter table echeance add constraint echeance_report check ((reportee_du is null) = (report_motif = ''));
