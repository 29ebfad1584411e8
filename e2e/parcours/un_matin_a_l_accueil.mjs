// A morning at the counter: three arrivals, a message, an urgent moment, a dossier protected, a
// portefeuille handed over and given back.
import { dans, exiger, segment } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const jourLocal = () => new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(new Date());

/** The option of a select whose words begin so. */
async function choisir(champ, debut) {
  const mots = await champ.locator('option').allInnerTexts();
  const voulu = mots.find((m) => m.startsWith(debut));
  exiger(voulu, `« ${debut} » n’est pas proposé : ${mots.join(', ')}`);
  await champ.selectOption({ label: voulu });
}

/** Someone of the conseiller whose next contact falls today. */
async function attendreQuelquUn(conseiller) {
  const { page } = conseiller;
  await page.goto('/portefeuille');
  const lien = page.getByRole('table').locator('a.j-nom').first();
  const attendue = { nom: (await lien.innerText()).trim(), adresse: await lien.getAttribute('href') };
  await page.goto(`${attendue.adresse}/entretiens/nouveau`);
  await page.getByLabel('Thème principal').selectOption({ index: 1 });
  await page.getByLabel('Résumé partagé').fill('On se revoit aujourd’hui à l’accueil.');
  await page.getByLabel('Date', { exact: true }).last().fill(jourLocal());
  await page.keyboard.press('Control+Enter');
  await conseiller.titre(attendue.nom);
  return attendue;
}

/** A minor, known for the first time this morning. */
async function creerMineur(accueil, referent) {
  const { page } = accueil;
  await page.goto('/jeunes/nouveau');
  await page.getByLabel('Prénom (obligatoire)').fill('Aldebaran');
  await page.getByLabel('Nom de naissance').fill('Fictif-Matinal');
  await page.getByLabel('Date de naissance').fill(`${Number(jourLocal().slice(0, 4)) - 17}-12-31`);
  await segment(page, 'Sexe', 'Homme').click();
  await page.getByLabel('Téléphone', { exact: true }).fill('06 39 98 00 17');
  await page.getByLabel('Sans domicile stable').check();
  await choisir(page.getByLabel('Référent', { exact: true }), referent);
  await page.getByRole('button', { name: 'Créer le dossier' }).click();
  await page.getByText(/Le dossier n° \S+ est créé\./).waitFor();
  return { nom: (await page.getByRole('heading', { level: 1 }).innerText()).trim(), adresse: new URL(page.url()).pathname };
}

async function troisArrivees(accueil, attendue, mineur, referent) {
  const { page } = accueil;
  await page.goto('/accueil');
  await accueil.titre('Accueil du jour');
  await accueil.verifier('accueil du jour, attendus');
  await page.getByRole('button', { name: `Arrivé : ${attendue.nom}` }).click();
  await page.getByText('Son arrivée est notée.').waitFor();

  await page.getByLabel('Personne', { exact: true }).fill('ma');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  const trouvees = page.getByRole('link', { name: /^Noter l’arrivée de / });
  await trouvees.first().waitFor();
  const noms = (await trouvees.allInnerTexts()).map((t) => t.replace(/^Noter l’arrivée de\s*/, '').trim());
  const rang = noms.findIndex((n) => n !== attendue.nom);
  const sansRdv = { nom: noms[rang], adresse: new URL(await trouvees.nth(rang).getAttribute('href'), accueil.scene.adresse).pathname.replace('/arrivee', '') };
  await accueil.verifier('accueil du jour, recherche');
  await trouvees.nth(rang).click();
  await page.getByRole('heading', { name: 'Noter son arrivée' }).waitFor();
  await page.getByRole('button', { name: 'Prévenir de son arrivée' }).click();
  await page.getByRole('link', { name: 'Choisissez le motif de la venue.' }).waitFor();
  await accueil.verifier('arrivée, refusée');
  await page.getByLabel('Motif de la venue').selectOption({ label: 'Emploi, offre ou candidature' });
  await page.getByLabel('Ce que souhaite la personne').selectOption({ label: 'Être reçu aujourd’hui' });
  await choisir(page.getByLabel('Prévenir', { exact: true }), referent);
  await page.getByRole('button', { name: 'Prévenir de son arrivée' }).click();
  await accueil.titre('Accueil du jour');

  await page.goto(`${mineur.adresse}/arrivee`);
  await page.getByText('Un mineur peut être reçu seul').waitFor();
  await page.getByLabel('Motif de la venue').selectOption({ label: 'Première venue' });
  await page.getByLabel('Accompagné par').selectOption({ label: 'Parent' });
  await accueil.verifier('arrivée d’un mineur');
  await page.getByRole('button', { name: 'Prévenir de son arrivée' }).click();
  await accueil.titre('Accueil du jour');
  for (const { nom } of [attendue, sansRdv, mineur]) {
    await page.getByRole('button', { name: `Reçu : ${nom}`, exact: true }).waitFor();
  }
  await page.getByText('vient avec : parent').waitFor();
  await page.getByLabel('Sujet', { exact: true }).selectOption({ label: 'Transport et permis' });
  await page.getByRole('button', { name: 'Compter ce passage' }).click();
  await page.getByText('Le passage est compté.').waitFor();
  await accueil.verifier('accueil du jour, salle d’attente');
  return sansRdv;
}

/** The agent of two missions locales works in the one that is not of `accueil`. */
async function choisirStructure({ page }, accueil) {
  const ici = (await accueil.page.locator('.j-marque__lieu span').first().innerText()).trim();
  const cartes = page.locator('form.j-carte');
  await cartes.first().waitFor();
  const noms = await cartes.locator('h2').allInnerTexts();
  const rang = noms.findIndex((nom) => nom.trim() !== ici);
  exiger(rang >= 0, `aucune autre mission locale que ${ici} : ${noms.join(', ')}`);
  await cartes.nth(rang).getByRole('button', { name: /^Travailler ici/ }).click();
  await page.waitForURL((url) => url.pathname !== '/affectation');
}

/** Someone received elsewhere first, by an agent of two missions locales; then here. */
async function suiviAilleurs(scene, accueil) {
  const ailleurs = await Poste.ouvrir(scene);
  await ailleurs.connecter('deux');
  const remplir = async ({ page }, reponse) => {
    await page.goto('/jeunes/nouveau');
    await page.getByLabel('Prénom (obligatoire)').fill('Bételgeuse');
    await page.getByLabel('Nom de naissance').fill('Fictive-Voyageuse');
    await page.getByLabel('Date de naissance').fill(`${Number(jourLocal().slice(0, 4)) - 20}-05-17`);
    await page.getByLabel('À voir sur place : ni téléphone ni courriel').check();
    await page.getByLabel('Sans domicile stable').check();
    if (reponse) await segment(page, 'Déjà suivi par une autre mission locale ?', reponse).click();
    await page.getByRole('button', { name: 'Créer le dossier' }).click();
    await page.getByText(/Le dossier n° \S+ est créé\./).waitFor();
  };
  await choisirStructure(ailleurs, accueil);
  await remplir(ailleurs);
  await remplir(accueil, 'Oui');
  const { page } = accueil;
  await page.getByRole('heading', { name: /Avez-vous déjà été suivi/ }).waitFor();
  await accueil.verifier('suivi ailleurs, question');
  await page.getByLabel('Oui, et elle est d’accord pour chercher').check();
  await page.getByRole('button', { name: 'Noter la réponse' }).click();
  await page.getByRole('heading', { name: 'Peut-être déjà suivie ailleurs' }).waitFor();
  await accueil.verifier('suivi ailleurs, indice');
}

async function message(accueil, referent) {
  const { page } = accueil;
  await page.goto('/messages/nouveau');
  await choisir(page.getByLabel('Pour qui'), referent);
  await page.getByLabel('De la part de').fill('Une employeuse fictive');
  await page.getByLabel('Sujet', { exact: true }).or(page.getByLabel('Sujet (obligatoire)')).selectOption({ label: 'Appel d’un employeur' });
  await page.getByLabel('En quelques mots').fill('Peut commencer lundi, rappeler avant midi.');
  await page.getByLabel('À rappeler au').fill('06 39 98 00 44');
  await accueil.verifier('message, saisie');
  await page.getByRole('button', { name: 'Transmettre' }).click();
  await page.getByText('Le message est transmis.').waitFor();
}

async function urgence(accueil, jeune, referent) {
  const { page } = accueil;
  await page.goto('/urgence');
  await accueil.verifier('urgence, numéros');
  await page.goto(jeune.adresse);
  await page.getByRole('link', { name: 'Urgence', exact: true }).click();
  await page.getByRole('heading', { name: 'Un moment aujourd’hui' }).waitFor();
  await accueil.verifier('urgence, dossier');
  await page.getByLabel('Besoin').selectOption({ label: 'Besoin d’une mise en sécurité' });
  await choisir(page.getByLabel('Qui reçoit aujourd’hui'), referent);
  await page.getByRole('button', { name: 'Noter et prévenir' }).click();
  await page.getByText('la personne choisie est prévenue').waitFor();
}

async function recevoir(conseiller, attendue, sansRdv) {
  const { page } = conseiller;
  await page.goto('/portefeuille');
  await page.getByText(/personnes vous attendent à l’accueil\. Voir/).waitFor();
  await conseiller.verifier('portefeuille, arrivées');
  await page.getByRole('link', { name: 'Voir les arrivées' }).click();
  await conseiller.titre('Mes arrivées');
  await page.getByText('Urgence', { exact: true }).first().waitFor();
  await conseiller.verifier('mes arrivées');
  await page.getByRole('button', { name: `Recevoir ${attendue.nom}` }).click();
  await conseiller.titre(`Entretien avec ${attendue.nom}`);
  await page.goto('/messages');
  await page.getByText('Peut commencer lundi').waitFor();
  await conseiller.verifier('messages');
  await page.getByRole('button', { name: 'Traité : message de Une employeuse fictive' }).click();
  await page.getByText('C’est noté.').waitFor();
  await page.goto(`${attendue.adresse}/urgence`);
  await page.getByRole('button', { name: 'Besoin d’une mise en sécurité' }).click();
  await page.getByText('Le dossier est protégé.').waitFor();
  await page.goto(`${sansRdv.adresse}/frise`);
  await page.getByText('Point urgent').first().waitFor();
}

async function passer(scene, conseiller, referent) {
  const { page } = conseiller;
  const responsable = await Poste.ouvrir(scene);
  await responsable.connecter('responsable');
  const remplacant = await responsable.agent();
  await responsable.page.goto('/equipe');
  await responsable.titre('Équipe');
  await responsable.verifier('équipe');
  await responsable.page.goto('/equipe/reunion');
  await responsable.verifier('réunion d’équipe');
  await responsable.page.goto('/accueil/permanences');
  await responsable.verifier('permanences');

  await page.goto('/equipe/passation');
  await page.getByLabel('Dernier jour d’absence').fill(dans(jourLocal(), 7));
  await choisir(page.getByLabel('Qui reçoit (obligatoire)'), remplacant);
  await conseiller.verifier('passation');
  await page.getByRole('button', { name: 'Passer le portefeuille' }).click();
  await page.getByText(/dossiers? (est|sont) confiés?\./).waitFor();
  await conseiller.verifier('remplacements');

  await responsable.page.goto('/portefeuille');
  const bandeau = responsable.page.locator('.j-bandeau', { hasText: `En remplacement de ${referent}` });
  await bandeau.getByRole('link', { name: 'voir ses dossiers' }).click();
  await responsable.titre(`En remplacement de ${referent}`);
  await responsable.verifier('portefeuille, en remplacement');
  await responsable.page.locator('.j-pastille', { hasText: 'Protégé' }).first().waitFor();

  await page.getByRole('button', { name: `Rendre maintenant le portefeuille de ${referent}` }).click();
  await page.getByText('C’est rendu').waitFor();
  await responsable.page.goto('/portefeuille');
  await responsable.titre('Mon portefeuille');
  exiger((await bandeau.count()) === 0, 'le portefeuille rendu est encore montré');
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const referent = await conseiller.agent();
  const attendue = await attendreQuelquUn(conseiller);

  const accueil = await Poste.ouvrir(scene);
  await accueil.connecter('accueil');
  await accueil.titre('Accueil du jour');
  const mineur = await creerMineur(accueil, referent);
  const sansRdv = await troisArrivees(accueil, attendue, mineur, referent);
  await suiviAilleurs(scene, accueil);
  await message(accueil, referent);
  await urgence(accueil, sansRdv, referent);

  await recevoir(conseiller, attendue, sansRdv);
  await accueil.refusee(404, attendue.adresse);
  await accueil.page.goto('/accueil');
  exiger(!(await accueil.page.getByRole('main').innerText()).includes(attendue.nom), 'le dossier protégé est montré à l’accueil');
  await passer(scene, conseiller, referent);
}
