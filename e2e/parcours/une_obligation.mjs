// The obligation de formation of someone of 16: a report, a reception, a solution, a convocation and
// its letter, what is proposed to the direction, its decision, the letter to the département; then a
// situation that satisfies it, confirmed by hand.
import { choisir, dans, exiger, segment } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());

/** A dossier of someone of 16, opened today. */
async function mineur(poste) {
  const { page } = poste;
  await page.goto('/jeunes/nouveau');
  const ans = Number(aujourdhui().slice(0, 4)) - 17;
  await page.getByLabel('Prénom (obligatoire)').fill('Maëlys-Fictive');
  await page.getByLabel('Nom de naissance').fill('Obligation-Exemple');
  await page.getByLabel('Date de naissance').fill(`${ans}-12-31`);
  await segment(page, 'Sexe', 'Femme').click();
  await page.getByLabel('Téléphone', { exact: true }).fill('06 39 98 61 27');
  await page.getByLabel('Sans domicile stable').check();
  await page.getByLabel('Qui l’a orientée ici ?').selectOption({ label: 'Démarche personnelle' });
  await page.getByLabel(/premier accueil/i).first().fill(dans(aujourdhui(), -120));
  await page.getByRole('button', { name: 'Créer le dossier' }).click();
  await page.getByText(/Le dossier n° \S+ est créé\./).waitFor();
  return new URL(page.url()).pathname;
}

async function signaler(poste, base) {
  const { page } = poste;
  await page.goto('/obligations');
  await poste.verifier('obligations');
  await page.goto(`${base}/dispositifs`);
  await page.getByRole('link', { name: 'Obligation de formation', exact: true }).last().click();
  await poste.verifier('obligation, personne de signalé');
  await page.getByLabel(/^Signalé le/).fill(dans(aujourdhui(), 3));
  await page.getByRole('button', { name: 'Noter le signalement' }).click();
  await page.getByText('Cette date est dans l’avenir.').first().waitFor();
  await poste.verifier('signalement, refusé');
  await page.getByLabel(/^Qui signale/).selectOption({ label: 'CFA' });
  await page.getByLabel(/^Signalé le/).fill(dans(aujourdhui(), -100));
  await page.getByRole('button', { name: 'Noter le signalement' }).click();
  await page.getByText('Le signalement est noté.').waitFor();
}

async function rendezVous(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/rendez-vous/nouveau`);
  await choisir(page.getByLabel('Pour quoi (obligatoire)'), 'Point par téléphone');
  await page.getByRole('button', { name: 'Voir les moments libres' }).click();
  await page.getByText('Un autre jour, une autre heure').click();
  await page.getByLabel('Le jour et l’heure ci-dessous').check();
  await page.getByLabel('Jour', { exact: true }).fill(dans(aujourdhui(), 6));
  await page.getByLabel('Heure', { exact: true }).fill('12:10');
  await page.getByLabel('Si l’heure est déjà prise').fill('Convocation');
  await page.getByRole('button', { name: 'Prendre ce rendez-vous' }).click();
  await page.getByText('Le rendez-vous est pris.').waitFor();
}

async function accompagner(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/obligation`);
  await page.getByLabel(/^Reçu le/).fill(dans(aujourdhui(), -95));
  await page.getByLabel('Avec ses représentants légaux').check();
  await page.getByRole('button', { name: 'Noter la réception' }).click();
  await page.getByText('C’est noté.').waitFor();
  await page.getByLabel(/^Quelle voie/).selectOption({ label: 'Apprentissage' });
  await page.getByLabel(/^Proposée le/).fill(dans(aujourdhui(), -90));
  await page.getByRole('button', { name: 'Noter la solution' }).click();
  await page.getByText('La solution proposée est notée.').waitFor();
  await page.getByLabel(/^À quel rendez-vous/).selectOption({ index: 1 });
  await page.getByLabel(/^Lettre du/).fill(dans(aujourdhui(), -80));
  await page.getByRole('button', { name: 'Noter la convocation' }).click();
  await page.getByText('Choisissez une réponse de la liste.').first().waitFor();
  exiger((await page.getByLabel(/^Lettre du/).inputValue()) === dans(aujourdhui(), -80), 'la date de la lettre est perdue');
  await page.locator('#convocation-motif').selectOption({ label: 'A quitté la solution avant son terme' });
  await page.getByRole('button', { name: 'Noter la convocation' }).click();
  await page.getByText('La convocation est notée').waitFor();
  await page.getByText('ce délai est passé').waitFor();
  await poste.verifier('obligation, délai passé');
  const lettre = await page.getByRole('link', { name: 'Lettre de convocation (PDF)' }).getAttribute('href');
  exiger((await page.request.get(lettre)).ok(), 'la lettre de convocation ne s’ouvre pas');
  await page.getByLabel(/^Votre avis/).fill('Appels, visite et courriers sans réponse.');
  await page.getByRole('button', { name: 'Proposer à la direction' }).click();
  await page.getByText('quelqu’un de la direction décide').waitFor();
}

async function decider(direction, base) {
  const { page } = direction;
  await page.goto('/obligations?etat=a_transmettre');
  await direction.verifier('obligations, à décider');
  await page.goto(`${base}/obligation`);
  await direction.verifier('obligation, à décider');
  await page.getByRole('radio', { name: 'Informer le département' }).check();
  await page.locator('#decision-motivation').fill('Aucune réponse depuis trois mois.');
  await page.getByRole('button', { name: 'Noter la décision' }).click();
  await page.getByText('La décision est notée.').waitFor();
  await direction.verifier('obligation, département informé');
  const lettre = await page.getByRole('link', { name: 'Lettre au département (PDF)' }).getAttribute('href');
  exiger((await page.request.get(lettre)).ok(), 'la lettre au département ne s’ouvre pas');
}

async function satisfaire(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/obligation`);
  await page.locator('#fin-fin').selectOption({ label: 'Obligation satisfaite' });
  await page.getByRole('button', { name: 'Noter la fin' }).click();
  await page.getByText('Choisissez une réponse de la liste.').first().waitFor();
  await poste.verifier('fin, refusée');
  await page.locator('#fin-voie').selectOption({ label: 'Apprentissage' });
  await page.getByRole('button', { name: 'Noter la fin' }).click();
  await page.getByText('La fin de l’obligation est notée.').waitFor();
  await poste.verifier('obligation, terminée');
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const base = await mineur(conseiller);
  await signaler(conseiller, base);
  await rendezVous(conseiller, base);
  await accompagner(conseiller, base);
  const direction = await Poste.ouvrir(scene);
  await direction.connecter('direction');
  await decider(direction, base);
  await satisfaire(conseiller, base);
}
