// What people do with Jalon, step by step; the same steps with scripts and without.
const MOIS = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'];

export function exiger(vrai, phrase) {
  if (!vrai) throw new Error(phrase);
}

/** A radio drawn as a bar: its label is what one clicks. */
export const segment = (page, groupe, libelle) => page.getByRole('group', { name: groupe }).getByText(libelle, { exact: true });

/** The option of a select whose words begin so. */
export async function choisir(champ, debut) {
  const mots = await champ.locator('option').allInnerTexts();
  const voulu = mots.find((m) => m.startsWith(debut));
  exiger(voulu, `« ${debut} » n’est pas proposé : ${mots.join(', ')}`);
  await champ.selectOption({ label: voulu });
}

/** A rendez-vous of `base` that begins now, at an hour of its own; nobody comes: `issue` says how. */
export async function manquer(poste, base, issue) {
  const { page } = poste;
  await page.goto(`${base}/rendez-vous/nouveau`);
  await choisir(page.getByLabel('Pour quoi (obligatoire)'), 'Point par téléphone');
  await page.getByRole('button', { name: 'Voir les moments libres' }).click();
  await page.getByText('Un autre jour, une autre heure').click();
  await page.getByLabel('Le jour et l’heure ci-dessous').check();
  const [jour, heure] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' }).format(new Date()).split(' ');
  await page.getByLabel('Jour', { exact: true }).fill(jour);
  await page.getByLabel('Heure', { exact: true }).fill(heure);
  await page.getByLabel('Si l’heure est déjà prise').fill('Appel convenu ce matin');
  await page.getByRole('button', { name: 'Prendre ce rendez-vous' }).click();
  await page.getByText('Le rendez-vous est pris.').waitFor();
  await page.getByRole('button', { name: issue, exact: true }).click();
  await page.getByText('C’est noté.').waitFor();
  await page.getByRole('heading', { name: 'Après l’absence' }).waitFor();
}

/** Messages leave at any hour: the direction corrects both bounds, so that no journey waits for the morning. */
export async function messagesATouteHeure(direction) {
  const { page } = direction;
  for (const [code, heures] of [['message_heure_fin', '24'], ['message_heure_debut', '0']]) {
    await page.goto(`/reglages/parametres/${code}`);
    await page.getByLabel(/^Nouvelle valeur/).fill(heures);
    await page.getByLabel('Le texte qui le dit').fill('Essai fictif');
    await page.getByLabel('Pourquoi').fill('Messages à toute heure');
    await page.getByRole('button', { name: 'Corriger', exact: true }).click();
    await page.getByText('La correction est notée.').waitFor();
  }
}

/** She is reached after an absence: the chain ends. */
export async function joindre(page) {
  await page.getByLabel('Résultat').selectOption({ label: 'Échange abouti' });
  await page.getByRole('button', { name: 'Fait', exact: true }).click();
  await page.getByText(/Échange abouti, le/).waitFor();
}

const visible = (locator) => locator.locator('visible=true');

/** Types a search; with scripts the results come while typing. */
export async function chercher(poste, texte) {
  const { page } = poste;
  await page.goto('/recherche');
  const champ = page.getByLabel('Ce que vous cherchez');
  if (poste.js) {
    await champ.pressSequentially(texte, { delay: 20 });
  } else {
    await champ.fill(texte);
    await champ.press('Enter');
  }
  await page.getByRole('heading', { level: 2, name: `« ${texte} »` }).or(page.getByRole('heading', { name: 'Personne ne correspond' })).waitFor();
}

/** Someone of the list of results, as it shows her: the `rang`-th whose birth is said. */
export async function modele(page, rang) {
  const lignes = page.locator('#resultats li').filter({ hasText: /née? le/ });
  const texte = await lignes.nth(rang).innerText();
  const nom = (await lignes.nth(rang).getByRole('link').innerText()).trim();
  const [, prenom, nomNaissance] = /^(\S+) (.+)$/u.exec(nom);
  const [, jour, mois, annee] = /née? le (\d+)(?:er)? (\S+) (\d{4})/.exec(texte);
  const naissance = `${annee}-${String(MOIS.indexOf(mois) + 1).padStart(2, '0')}-${jour.padStart(2, '0')}`;
  return { nom, prenom, nomNaissance, naissance };
}

/** From the search to a dossier: the likely duplicate is shown beside, refused, and another person is created. */
export async function creerMalgreDoublon(poste, existante, referent, telephone) {
  const { page } = poste;
  await page.getByRole('link', { name: 'Créer un dossier' }).click();
  await poste.titre('Créer un dossier');
  await poste.verifier('création');
  const prenom = `${existante.prenom}e`;
  await page.getByLabel('Prénom (obligatoire)').fill(prenom);
  await page.getByLabel('Nom de naissance').fill(existante.nomNaissance);
  await page.getByLabel('Date de naissance').fill(existante.naissance);
  await segment(page, 'Sexe', 'Femme').click();
  await page.getByLabel('Téléphone', { exact: true }).fill(telephone);
  await page.getByLabel('Sans domicile stable').check();
  await page.getByLabel('Qui l’a orientée ici ?').selectOption({ label: 'Démarche personnelle' });
  const choix = await page.getByLabel('Référent', { exact: true }).locator('option').allInnerTexts();
  await page.getByLabel('Référent', { exact: true }).selectOption({ label: choix.find((c) => c.startsWith(referent)) });
  await page.getByRole('button', { name: 'Créer le dossier' }).click();
  await page.getByRole('heading', { name: 'Est-ce déjà cette personne ?' }).waitFor();
  await page.getByRole('heading', { level: 3, name: existante.nom, exact: true }).waitFor();
  await poste.verifier('création, doublon probable');
  exiger((await page.getByLabel('Téléphone', { exact: true }).inputValue()) !== '', 'le formulaire a perdu le téléphone saisi');
  await page.getByRole('button', { name: /ce n’est pas la même personne/i }).click();
  await page.getByText(/Le dossier n° \S+ est créé\./).waitFor();
  const numero = /n° (\S+) est créé/.exec(await page.getByText(/Le dossier n° \S+ est créé\./).innerText())[1];
  const nom = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
  exiger(nom.startsWith(prenom), `le dossier créé est celui de « ${nom} »`);
  exiger(await page.getByText(`Référent : ${referent}`).first().isVisible(), 'le référent choisi n’est pas sur le dossier');
  await poste.verifier('dossier, vu de l’accueil');
  return { nom, prenom, numero, adresse: new URL(page.url()).pathname };
}

/** The group under which each tab of the dossier stands. */
const GROUPES = {
  'Identité et contacts': 'Situation', Diagnostic: 'Situation', Demandes: 'Situation',
  'Plan d’action': 'Parcours', Dispositifs: 'Parcours', Aides: 'Parcours', Formation: 'Parcours',
  'Rendez-vous': 'Rencontres', Ateliers: 'Rencontres', Entretiens: 'Rencontres',
  Pièces: 'Documents',
  Frise: 'Historique', 'Qui a consulté': 'Historique',
};

/** Opens a tab of the dossier. */
export async function onglet(poste, libelle, nomVerifie) {
  const { page } = poste;
  const groupe = page.getByRole('navigation', { name: 'Dossier', exact: true }).getByRole('link', { name: GROUPES[libelle], exact: true });
  await groupe.click();
  await page.getByRole('navigation', { name: 'Dossier', exact: true }).locator('[aria-current]', { hasText: GROUPES[libelle] }).waitFor();
  // A group of one page has no second level: it is that page.
  const pages = page.getByRole('navigation', { name: 'Pages du dossier' });
  const lien = pages.getByRole('link', { name: libelle, exact: true });
  if (await lien.count()) {
    await lien.click();
    await pages.locator('[aria-current="page"]', { hasText: libelle }).waitFor();
  }
  await poste.verifier(nomVerifie);
}

/** Two domains, one of which blocks; returns the frein. */
export async function diagnostiquer(poste) {
  const { page } = poste;
  const frein = 'Permis de conduire à passer';
  await onglet(poste, 'Diagnostic', 'diagnostic, vide');
  await page.getByRole('link', { name: 'Faire le diagnostic' }).click();
  await page.getByRole('button', { name: 'Enregistrer le diagnostic' }).waitFor();
  await poste.verifier('diagnostic, saisie');
  await segment(page, /^Mobilité/, 'Ça bloque').click();
  await segment(page, /^Logement/, 'Ça va').click();
  await page.locator('summary', { hasText: 'Préciser : Mobilité' }).click();
  await visible(page.getByLabel('Ses mots')).fill('Sans permis je ne peux pas prendre les horaires du matin.');
  await page.getByLabel(frein, { exact: true }).check();
  await page.getByRole('button', { name: 'Enregistrer le diagnostic' }).click();
  await page.getByRole('heading', { level: 2, name: /^Diagnostic du/ }).waitFor();
  await page.getByText('Sans permis je ne peux pas').waitFor();
  await poste.verifier('diagnostic, profil');
  await page.getByRole('link', { name: 'À montrer' }).click();
  await page.getByRole('link', { name: 'Revenir au dossier' }).waitFor();
  await poste.verifier('diagnostic, à montrer');
  await page.getByRole('link', { name: 'Revenir au dossier' }).click();
  return frein;
}

async function ajouterAction(page, objectif, libelle, echeance) {
  await page.locator('summary', { hasText: `Ajouter une action à : ${objectif}` }).click();
  await visible(page.getByLabel(/^Action \(/)).fill(libelle);
  await visible(page.getByLabel('Pour le')).fill(echeance);
  await page.getByRole('button', { name: 'Ajouter l’action' }).click();
  await page.locator('.j-tache', { hasText: libelle }).first().waitFor();
}

/** The day after `n` days, as a date field holds it. */
export function dans(jour, n) {
  const date = new Date(`${jour}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + n);
  return date.toISOString().slice(0, 10);
}

/** An objectif from the frein, two actions, the young person's agreement. */
export async function planifier(poste, frein, prenom) {
  const { page } = poste;
  const plan = { objectif: 'Passer le permis de conduire', actions: ['S’inscrire au code en ligne', 'Demander l’aide au permis'] };
  await onglet(poste, 'Plan d’action', 'plan, à construire');
  const aujourdhui = await page.locator('input[type=date][max]').first().getAttribute('max');
  await page.locator('summary', { hasText: `Choisir un objectif pour : ${frein}` }).click();
  await visible(page.getByLabel(/^Objectif \(/)).fill(plan.objectif);
  await page.getByRole('button', { name: 'Ajouter l’objectif' }).click();
  await page.getByRole('heading', { level: 3, name: plan.objectif }).waitFor();
  await ajouterAction(page, plan.objectif, plan.actions[0], dans(aujourdhui, 10));
  await ajouterAction(page, plan.objectif, plan.actions[1], dans(aujourdhui, 30));
  await segment(page, new RegExp(`^${plan.objectif}`), 'D’accord').click();
  await page.getByRole('button', { name: 'Noter les réponses' }).click();
  const accord = page.getByRole('link', { name: /^Plan du/ }).first();
  await accord.waitFor();
  await poste.verifier('plan, avec accord');
  await accord.click();
  await page.getByRole('heading', { level: 1, name: /^Mon plan d’action du/ }).waitFor();
  exiger(await page.getByText(plan.actions[1]).first().isVisible(), 'l’accord gardé ne montre pas le plan');
  await poste.verifier('plan, accord gardé');
  return { ...plan, aujourdhui, prenom };
}

/** Every expected title is there, in this order. */
function dansLOrdre(titres, attendus) {
  let depuis = 0;
  for (const attendu of attendus) {
    const rang = titres.findIndex((titre, n) => n >= depuis && attendu.test(titre));
    exiger(rang >= 0, `« ${attendu.source} » n’est pas à sa place dans : ${titres.join(' / ')}`);
    depuis = rang + 1;
  }
}

/** Everything done is on the dossier, on the frise in its order, and in the portefeuille. */
export async function relire(poste, jeune) {
  const { page } = poste;
  await page.goto(jeune.adresse);
  await poste.verifier('dossier, à la fin');
  for (const [libelle, nom] of [['Demandes', 'demandes'], ['Identité et contacts', 'identité'], ['Frise', 'frise']]) {
    await onglet(poste, libelle, nom);
  }
  const titres = await page.locator('.j-frise h3').allInnerTexts();
  dansLOrdre(titres, [/Téléphone/, /Entretien individuel/, /accord sur 1 objectif/, /Diagnostic/, /Premier accueil/]);
  for (const fait of [/^Fait : S’inscrire au code/, /Permis de conduire à passer/]) exiger(titres.some((t) => fait.test(t)), `la frise ne montre pas ${fait} : ${titres.join(' / ')}`);
  await onglet(poste, 'Plan d’action', 'plan, après l’entretien');
  await page.getByText(/^Levé le/).waitFor();
  exiger((await page.locator('.j-tache', { hasText: 'S’inscrire au code' }).innerText()).includes('Faite'), 'l’action cochée n’est pas faite');
  await page.goto(`/portefeuille?q=${encodeURIComponent(jeune.prenom)}`);
  const ligne = page.getByRole('row').filter({ hasText: jeune.nom });
  exiger(/Reprendre contact/.test(await ligne.innerText()), `prochaine chose à faire : ${await ligne.innerText()}`);
}
