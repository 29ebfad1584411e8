// The main job once through, from the counter to a plan that moves.
import { Clavier } from '../outils/clavier.mjs';
import { chercher, creerMalgreDoublon, dans, diagnostiquer, exiger, modele, onglet, planifier, relire } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const LIGNE = 'Rappeler après 17 h';

/** The interview, mouse put away: what one does while talking. */
async function entretienAuClavier(poste, jeune, plan, frein) {
  const { page, scene } = poste;
  const clavier = new Clavier(page);
  await page.goto(jeune.adresse);
  await clavier.activer(page.getByRole('link', { name: 'Entretien', exact: true }));
  await poste.titre(`Entretien avec ${jeune.nom}`);
  await poste.verifier('entretien, saisie');
  clavier.frappes = 0;
  clavier.debut = Date.now();
  await clavier.choisir(page.getByLabel('Thème principal'), 'Mobilité');
  await clavier.taper(page.getByLabel('Résumé partagé'), 'Inscription au code faite, le permis est financé par la région. Prochain point dans deux semaines.');
  await clavier.activer(page.getByRole('checkbox', { name: plan.actions[0] }), 'Space');
  await clavier.aller(page.getByLabel(frein, { exact: true }));
  const [, motif] = await page.getByLabel(frein, { exact: true }).locator('option').allInnerTexts();
  await clavier.choisir(page.getByLabel(frein, { exact: true }), motif);
  await clavier.dater(page.getByLabel('Date', { exact: true }).last(), dans(plan.aujourdhui, 5));
  await clavier.presser('Control+Enter');
  await poste.titre(jeune.nom);
  scene.mesures.push(`entretien au clavier : ${clavier.frappes} touches, ${clavier.secondes().toFixed(1)} s`);
  await onglet(poste, 'Entretiens', 'entretiens');
  await page.getByRole('main').getByRole('link', { name: /Mobilité$/ }).click();
  await page.getByRole('heading', { level: 2, name: /^Entretien du/ }).waitFor();
  await page.getByRole('paragraph').filter({ hasText: 'Inscription au code faite' }).waitFor();
  await poste.verifier('entretien, lu');
}

/** From a page that is not the dossier: shortcut, name, line. */
async function contactEnVingtSecondes(poste, jeune) {
  const { page, scene } = poste;
  await page.goto('/portefeuille');
  await poste.titre('Mon portefeuille');
  await poste.verifier('portefeuille');
  const clavier = new Clavier(page);
  await clavier.presser('Alt+KeyK');
  await poste.titre('Contact en 20 secondes');
  await clavier.taper(page.getByLabel('Personne', { exact: true }), jeune.numero);
  await clavier.presser('Enter');
  await poste.titre(`Contact avec ${jeune.nom}`);
  await clavier.cocher(page.getByRole('group', { name: 'Résultat' }), 'Message laissé');
  await clavier.taper(page.getByLabel('En une ligne'), LIGNE);
  await clavier.presser('Enter');
  await poste.titre('Mon portefeuille');
  const secondes = clavier.secondes();
  scene.mesures.push(`contact en 20 secondes : ${clavier.frappes} touches, ${secondes.toFixed(1)} s`);
  await page.goto('/contact');
  await poste.verifier('contact, avec qui');
  await page.goto(`${jeune.adresse}/contact`);
  await poste.verifier('contact');
}

async function quiAConsulte(scene, jeune, agents) {
  const direction = await Poste.ouvrir(scene);
  const page = await direction.connecter('direction');
  await chercher(direction, jeune.numero);
  await page.getByRole('link', { name: jeune.nom, exact: true }).click();
  await direction.titre(jeune.nom);
  await onglet(direction, 'Qui a consulté', 'qui a consulté');
  for (const agent of agents) {
    const lignes = page.getByRole('row').filter({ hasText: agent });
    exiger((await lignes.count()) > 0, `« Qui a consulté » ne montre pas ${agent}`);
  }
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const referent = await conseiller.agent();

  const accueil = await Poste.ouvrir(scene);
  await accueil.connecter('accueil');
  await accueil.verifier('recherche, vide');
  const agentAccueil = await accueil.agent();
  await chercher(accueil, 'ma');
  await accueil.verifier('recherche, résultats');
  const existante = await modele(accueil.page, 0);
  await chercher(accueil, `${existante.nomNaissance} ${existante.prenom}`);
  const jeune = await creerMalgreDoublon(accueil, existante, referent, '06 39 98 00 01');
  await accueil.deconnecter();

  const { page } = conseiller;
  await chercher(conseiller, jeune.nom);
  await page.getByRole('link', { name: jeune.nom, exact: true }).click();
  await conseiller.titre(jeune.nom);
  await conseiller.verifier('dossier, au début');
  const frein = await diagnostiquer(conseiller);
  const plan = await planifier(conseiller, frein, jeune.prenom);
  await entretienAuClavier(conseiller, jeune, plan, frein);
  await contactEnVingtSecondes(conseiller, jeune);

  await relire(conseiller, jeune);
  await conseiller.deconnecter();
  await quiAConsulte(scene, jeune, [agentAccueil, referent]);
}
