//! Two missions locales become one by the command of whoever runs the server.

use crate::{
    effacement::{DOSSIERS, MISSIONS, ask},
    jalon::refusal,
    service::{owner, printed, server},
};

const COMPTES: &str = "select string_agg(ml_id || ':' || n, ' ' order by ml_id) from (
    select ml_id, count(*) as n from (select ml_id from jeune union all select ml_id from contact
      union all select ml_id from accord union all select ml_id from audit) x group by ml_id) c";

#[test]
fn a_try_tells_what_will_be_and_changes_nothing_then_all_goes_once() {
    let (grappe, _folder) = server();
    printed(&mut owner(&grappe, &["migrate"]));
    grappe.psql("jalon", MISSIONS).unwrap();
    grappe.psql("jalon", DOSSIERS).unwrap();
    let before = ask(&grappe, COMPTES);
    let command = [
        "fusionner-missions-locales",
        "--de",
        "00001S00",
        "--vers",
        "00002S00",
    ];
    let mut trial = command.to_vec();
    trial.push("--essai");
    let told = printed(&mut owner(&grappe, &trial));
    assert!(told.contains("Essai : rien n’est changé."), "{told}");
    assert_eq!(ask(&grappe, COMPTES), before, "a try changes nothing");

    let done = printed(&mut owner(&grappe, &command));
    let table = |text: &str| -> Vec<String> {
        let rows = text.lines().take_while(|line| !line.starts_with("Lignes"));
        rows.map(ToOwned::to_owned).collect()
    };
    assert_eq!(table(&told), table(&done), "the try told it");
    assert!(
        done.contains("jeune                                6         1         0         7"),
        "{done}"
    );
    let whole = ask(
        &grappe,
        "select count(distinct ml_id) || ' ' || count(*) from jeune",
    );
    assert_eq!(whole, "1 7");
    let again = refusal(&mut owner(&grappe, &command));
    assert!(again.contains("est déjà fermée"), "{again}");
    let unknown = refusal(&mut owner(
        &grappe,
        &[
            "fusionner-missions-locales",
            "--de",
            "X",
            "--vers",
            "00002S00",
        ],
    ));
    assert!(
        unknown.contains("Aucune mission locale n’a le code"),
        "{unknown}"
    );
}
