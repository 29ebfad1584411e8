//! `/agenda/horaires` and `/agenda/reglages`.

use kernel::Permission;

use super::{horaires, reglages};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirAgenda);
    routes.get("/agenda/horaires", voir, horaires::show);
    routes.post("/agenda/horaires", voir, horaires::add);
    routes.get("/agenda/horaires/plages/{plage}", voir, horaires::edit);
    routes.post("/agenda/horaires/plages/{plage}", voir, horaires::change);
    routes.get(
        "/agenda/horaires/absences/{absence}",
        voir,
        horaires::edit_absence,
    );
    routes.post(
        "/agenda/horaires/absences/{absence}",
        voir,
        horaires::change_absence,
    );
    let regler = Besoin::Permission(Permission::ReglerAgenda);
    routes.get("/agenda/reglages", regler, reglages::show);
    routes.post("/agenda/reglages/usuels", regler, reglages::usual);
    routes.get("/agenda/reglages/motifs", regler, reglages::new_motif);
    routes.post("/agenda/reglages/motifs", regler, reglages::add_motif);
    routes.get(
        "/agenda/reglages/motifs/{motif}",
        regler,
        reglages::edit_motif,
    );
    routes.post(
        "/agenda/reglages/motifs/{motif}",
        regler,
        reglages::save_motif,
    );
    routes.get("/agenda/reglages/salles", regler, reglages::new_salle);
    routes.post("/agenda/reglages/salles", regler, reglages::add_salle);
    routes.get(
        "/agenda/reglages/salles/{salle}",
        regler,
        reglages::edit_salle,
    );
    routes.post(
        "/agenda/reglages/salles/{salle}",
        regler,
        reglages::save_salle,
    );
}
