// A month that young people declare themselves: asked of all who declared nothing, a discreet link,
// a page that says nothing of who opens it, and what the gestionnaire then sees.
import { exiger, messagesATouteHeure } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const ATTENTE_MS = 20_000;

async function demander(scene) {
  const gestion = await Poste.ouvrir(scene);
  await gestion.connecter('gestion');
  const { page } = gestion;
  await page.goto('/allocations');
  await page.getByRole('heading', { name: 'Rien de déclaré' }).waitFor();
  await gestion.verifier('allocations, à demander');
  await page.getByRole('button', { name: 'Demander ces déclarations' }).click();
  await page.getByText('le lien pour déclarer part à chaque personne').waitFor();
  return gestion;
}

/** The address of a link that left, among the text messages. */
async function lien(scene) {
  const fin = Date.now() + ATTENTE_MS;
  while (Date.now() < fin) {
    for (const { texte } of scene.textos()) {
      const trouve = /\/declaration\/[0-9a-f]{64}/.exec(texte);
      if (trouve) {
        exiger(!/CEJ|contrat|allocation|ressources/i.test(texte), `message indiscret : ${texte}`);
        return trouve[0];
      }
    }
    await new Promise((suite) => { setTimeout(suite, 250); });
  }
  throw new Error('aucun lien de déclaration n’est parti');
}

async function declarer(scene, adresse) {
  const elle = await Poste.ouvrir(scene);
  const { page } = elle;
  await page.goto(adresse);
  await page.getByRole('heading', { name: /^Ce que vous avez gagné/ }).waitFor();
  await elle.verifier('déclaration par le lien');
  const change = page.getByRole('group', { name: /ont changé/ });
  const connue = (await change.count()) > 0;
  await page.getByLabel(/^Travail/).fill('-12');
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await page.getByText(/négatif/).first().waitFor();
  await elle.verifier('déclaration par le lien, refusée');
  exiger((await page.getByLabel(/^Travail/).inputValue()) === '-12', 'ce qui est tapé est perdu');
  await page.getByLabel(/^Travail/).fill('250,50');
  if (connue) await change.getByLabel('Non, rien n’a changé').check();
  else {
    await page.getByLabel(/^Pas d’impôt à payer/).check();
    await page.getByLabel('Chez mes parents, et ils peuvent m’aider').check();
  }
  await page.getByRole('button', { name: 'Envoyer' }).click();
  await page.getByText('C’est déjà envoyé').waitFor();
  await elle.verifier('déclaration par le lien, envoyée');
}

export default async function parcours(scene) {
  const direction = await Poste.ouvrir(scene);
  await direction.connecter('direction');
  await messagesATouteHeure(direction);
  const gestion = await demander(scene);
  await declarer(scene, await lien(scene));
  await gestion.page.goto('/allocations');
  await gestion.page.getByText('Par le lien').first().waitFor();
  await gestion.verifier('allocations, déclarée par le lien');
}
