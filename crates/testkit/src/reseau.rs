//! A fictional network: the département « 00 », which INSEE cannot issue, two missions locales, and
//! in each one agent per local role; one regional, one State and one national agent.

use std::collections::BTreeMap;

use anyhow::Result;
use kernel::{AffectationId, AgentId, CompteId, MlId, OrganismeId, Role, SiteId};
use sqlx::PgPool;
use uuid::Uuid;

/// The first mission locale.
pub const ML_A: i32 = 1;
/// The second one, which must never see the first one's rows.
pub const ML_B: i32 = 2;
/// A commune of the first one.
pub const COMMUNE_A: &str = "00001";
/// A commune of the second one.
pub const COMMUNE_B: &str = "00002";

/// Someone who works in the network.
#[derive(Debug, Clone)]
pub struct AgentDeTest {
    /// Who.
    pub id: AgentId,
    /// Her account.
    pub compte: CompteId,
    /// Her affectation.
    pub affectation: AffectationId,
    /// What she does.
    pub role: Role,
    /// Where, for a local role.
    pub ml: Option<MlId>,
    /// Her address of mail.
    pub courriel: String,
}

/// The whole network of the tests.
#[derive(Debug, Clone)]
pub struct Reseau {
    agents: BTreeMap<(i32, Role), AgentDeTest>,
    /// The site of each mission locale.
    pub sites: BTreeMap<i32, SiteId>,
}

impl Reseau {
    /// The agent of `role` in mission locale `ml`.
    pub fn agent(&self, ml: i32, role: Role) -> &AgentDeTest {
        &self.agents[&(ml, role)]
    }

    /// The regional, State or national agent.
    pub fn hors_ml(&self, role: Role) -> &AgentDeTest {
        &self.agents[&(0, role)]
    }

    /// A conseiller of mission locale `ml`.
    pub fn conseiller(&self, ml: i32) -> &AgentDeTest {
        self.agent(ml, Role::Conseiller)
    }

    pub(crate) async fn create(pool: &PgPool) -> Result<Self> {
        geographie(pool).await?;
        let mut reseau = Self {
            agents: BTreeMap::new(),
            sites: BTreeMap::new(),
        };
        for (ml, nom) in [
            (ML_A, "Mission locale du Val de Brume"),
            (ML_B, "Mission locale des Hauts-Fictifs"),
        ] {
            let site = reseau.mission_locale(pool, ml, nom).await?;
            for role in Role::ALL.iter().copied().filter(|r| r.is_local()) {
                reseau.agent_de(pool, ml, role, Some(site), None).await?;
            }
        }
        for (n, role, nature) in [
            (1, Role::AnimateurRegional, "arml"),
            (2, Role::ChargeMissionEtat, "ddets"),
            (3, Role::National, "dmml"),
        ] {
            let organisme = OrganismeId::from(uuid(9, n));
            sqlx::query(
                "insert into organisme (id, code_source, nature, nom, region, departement)
                 values ($1, $2, $2, $3, '00', case when $2 = 'ddets' then '00' end)",
            )
            .bind(organisme.uuid())
            .bind(nature)
            .bind(format!("Organisme fictif {nature}"))
            .execute(pool)
            .await?;
            reseau
                .agent_de(pool, 0, role, None, Some(organisme))
                .await?;
        }
        Ok(reseau)
    }

    async fn mission_locale(&mut self, pool: &PgPool, ml: i32, nom: &str) -> Result<SiteId> {
        sqlx::query(
            "insert into mission_locale (ml_id, code, nom, nom_usuel, forme_juridique, fuseau,
               region, departement, commune_siege)
             values ($1, $2, $3, $3, 'association', 'Europe/Paris', '00', '00', $4)",
        )
        .bind(ml)
        .bind(format!("0000{ml}S00"))
        .bind(nom)
        .bind(format!("0000{ml}"))
        .execute(pool)
        .await?;
        sqlx::query("insert into zone (ml_id, commune, source) values ($1, $2, 'essai')")
            .bind(ml)
            .bind(format!("0000{ml}"))
            .execute(pool)
            .await?;
        let site = SiteId::from(uuid(8, ml));
        sqlx::query(
            "insert into site (id, ml_id, code_source, nature, nom, ville)
             values ($1, $2, 'siege', 'siege', 'Siège', 'Brumeville')",
        )
        .bind(site.uuid())
        .bind(ml)
        .execute(pool)
        .await?;
        self.sites.insert(ml, site);
        Ok(site)
    }

    async fn agent_de(
        &mut self,
        pool: &PgPool,
        ml: i32,
        role: Role,
        site: Option<SiteId>,
        organisme: Option<OrganismeId>,
    ) -> Result<()> {
        let rang = i32::try_from(Role::ALL.iter().position(|r| *r == role).unwrap_or(0))?;
        let agent = AgentDeTest {
            id: uuid(1, ml * 100 + rang).into(),
            compte: uuid(2, ml * 100 + rang).into(),
            affectation: uuid(3, ml * 100 + rang).into(),
            role,
            ml: (ml > 0).then(|| MlId::from(ml)),
            courriel: format!("{role}.{ml}@essai.invalid"),
        };
        sqlx::query("insert into agent (id, prenom, nom, courriel) values ($1, $2, $3, $4)")
            .bind(agent.id.uuid())
            .bind(format!("Prénom{rang}"))
            .bind(format!("{}-{ml}", role.label()))
            .bind(&agent.courriel)
            .execute(pool)
            .await?;
        sqlx::query("insert into compte (id, agent_id, cree_le) values ($1, $2, '2026-01-01')")
            .bind(agent.compte.uuid())
            .bind(agent.id.uuid())
            .execute(pool)
            .await?;
        sqlx::query(
            "insert into affectation (id, agent_id, ml_id, organisme_id, role, site_id, du)
             values ($1, $2, $3, $4, $5, $6, '2026-01-01')",
        )
        .bind(agent.affectation.uuid())
        .bind(agent.id.uuid())
        .bind((ml > 0).then_some(ml))
        .bind(organisme.map(OrganismeId::uuid))
        .bind(role.code())
        .bind(site.map(SiteId::uuid))
        .execute(pool)
        .await?;
        self.agents.insert((ml, role), agent);
        Ok(())
    }
}

async fn geographie(pool: &PgPool) -> Result<()> {
    for sql in [
        "insert into region (code, nom) values ('00', 'Région fictive')",
        "insert into departement (code, nom, region) values ('00', 'Val-Fictif', '00')",
        "insert into commune (code, nom, nom_recherche, departement, codes_postaux)
         values ('00001', 'Brumeville', 'brumeville', '00', '{00100}'),
                ('00002', 'Hautfictif', 'hautfictif', '00', '{00200}')",
    ] {
        sqlx::query(sql).execute(pool).await?;
    }
    Ok(())
}

/// A fixed identifier: a family and a rank.
fn uuid(family: u16, rank: i32) -> Uuid {
    Uuid::from_fields(
        0x0193_5f00,
        family,
        0x7000,
        &u64::from(rank.unsigned_abs()).to_be_bytes(),
    )
}
