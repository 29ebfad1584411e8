//! The linkage engine on the public file, from the folder named by `JALON_DONNEES`.

use std::{path::PathBuf, time::Instant};

use jeunes::identite::verification;

fn file(path: &str) -> Vec<u8> {
    let folder = std::env::var("JALON_DONNEES")
        .expect("JALON_DONNEES doit nommer le dossier des données publiques (febrl/)");
    let path = PathBuf::from(folder).join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{} : {error}", path.display()))
}

#[test]
fn donnees_one_person_is_one_dossier() {
    let (records, links) = (file("febrl/febrl3.csv"), file("febrl/febrl3_links.csv"));
    let start = Instant::now();
    let bilan = verification::febrl(&[&records], &links).unwrap();
    println!("{bilan} secondes={:.2}", start.elapsed().as_secs_f64());
    assert!(bilan.f1() >= 0.994, "{bilan}");
    assert!(bilan.precision() >= 0.999, "{bilan}");
    assert_eq!((bilan.fiches, bilan.vraies), (5_000, 6_538));
}
