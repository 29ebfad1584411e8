//! Places as people choose them, and as files give them.

use serde::Deserialize;

/// A région.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// INSEE code.
    pub code: String,
    /// Name.
    pub nom: String,
}

/// A département.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departement {
    /// INSEE code.
    pub code: String,
    /// Name.
    pub nom: String,
    /// INSEE code of its région.
    pub region: String,
}

/// A commune as autocomplete offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommuneTrouvee {
    /// INSEE code.
    pub code: String,
    /// Name.
    pub nom: String,
    /// INSEE code of its département.
    pub departement: String,
    /// Postal codes.
    pub codes_postaux: Vec<String>,
}

/// A région in the files.
#[derive(Debug, Deserialize)]
pub(super) struct RegionLue {
    pub(super) code: String,
    pub(super) nom: String,
}

/// A département in the files.
#[derive(Debug, Deserialize)]
pub(super) struct DepartementLu {
    pub(super) code: String,
    pub(super) nom: String,
    #[serde(alias = "codeRegion")]
    pub(super) region: String,
}

/// An EPCI in the files; `membres` in the package, not in the file made from it.
#[derive(Debug, Deserialize)]
pub(super) struct EpciLu {
    pub(super) code: String,
    pub(super) nom: String,
    #[serde(default)]
    pub(super) membres: Vec<Membre>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Membre {
    pub(super) code: String,
}

/// A commune: the package, the file made from it, or the official geo API.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CommuneLue {
    pub(super) code: String,
    pub(super) nom: String,
    #[serde(default, alias = "codeDepartement")]
    pub(super) departement: Option<String>,
    #[serde(default, alias = "codeEpci")]
    pub(super) epci: Option<String>,
    #[serde(default)]
    pub(super) codes_postaux: Vec<String>,
    #[serde(default)]
    pub(super) population: Option<i32>,
    #[serde(default)]
    pub(super) centre: Option<Centre>,
    /// `commune-actuelle`, `arrondissement-municipal`; former communes have another.
    #[serde(default, rename = "type")]
    pub(super) nature: Option<String>,
}

/// GeoJSON point.
#[derive(Debug, Deserialize)]
pub(super) struct Centre {
    pub(super) coordinates: Vec<f64>,
}
