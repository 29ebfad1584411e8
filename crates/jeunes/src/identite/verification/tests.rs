use super::*;

const ENTETE: &str = "rec_id,given_name,surname,street_number,address_1,address_2,suburb,\
                      postcode,state,date_of_birth,soc_sec_id\n";

#[test]
fn a_file_without_a_column_or_with_an_unknown_record_is_refused() {
    let missing = febrl(&[b"rec_id,surname\na,b\n"], b"rec_id_1,rec_id_2\n");
    assert!(missing.unwrap_err().to_string().contains("given_name"));
    let file = format!("{ENTETE}r1,ada,brown,1,long street,,perth,2119,wa,19560409,1\n");
    let unknown = febrl(&[file.as_bytes()], b"rec_id_1,rec_id_2\nr1,r2\n");
    assert!(unknown.unwrap_err().to_string().contains("r2"));
    let twice = febrl(&[file.as_bytes(), file.as_bytes()], b"rec_id_1,rec_id_2\n");
    assert!(twice.is_err());
    let empty = febrl(&[ENTETE.as_bytes()], b"rec_id_1,rec_id_2\n").unwrap();
    assert_eq!((empty.fiches, empty.trouvees), (0, 0));
}

#[test]
fn damaged_copies_are_found_and_twins_are_left_apart() {
    let bilan = fictifs(6_000, 3).bilan();
    assert!(bilan.precision() >= 0.999, "{bilan}");
    assert!(bilan.rappel() >= 0.96, "{bilan}");
    assert!(bilan.vraies > 500);
    assert_eq!(fictifs(6_000, 3).bilan(), bilan);
}

#[test]
fn the_national_keys_hint_at_few_others() {
    let bilan = fictifs(20_000, 5).bilan_des_cles();
    assert!(bilan.precision() >= 0.99, "{bilan}");
    assert!(bilan.rappel() >= 0.55, "{bilan}");
    assert!(bilan.trouvees > 500);
}
