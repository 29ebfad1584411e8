// A week of a conseiller: a rendez-vous among the free moments, its mails and the reminder of the day
// before, who came and who did not, the chain after an absence, an atelier with its waiting list and
// its émargement, the hours of the week, my day to print, and a colleague who cannot come: her
// rendez-vous, and her ateliers.
import { unAtelier } from '../outils/atelier.mjs';
import { choisir, dans, exiger, joindre, manquer, messagesATouteHeure, segment } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const CONFIRME = /par la personne, /;
const COURRIEL = 'semaine.fictive@exemple.invalid';
const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());

/** Someone of the portefeuille who has no rendez-vous to come. */
async function quelquUn(poste) {
  const { page } = poste;
  await page.goto('/portefeuille');
  const lignes = page.getByRole('table').locator('a.j-nom');
  for (let rang = 0; rang < Math.min(await lignes.count(), 12); rang += 1) {
    const lien = lignes.nth(rang);
    const personne = { nom: (await lien.innerText()).trim(), adresse: await lien.getAttribute('href') };
    await page.goto(`${personne.adresse}/rendez-vous`);
    if (await page.getByText('Aucun rendez-vous à venir.').isVisible()) return personne;
    await page.goto('/portefeuille');
  }
  throw new Error('tout le monde a déjà un rendez-vous');
}

/** Looks for moments, takes the first one; the same moment is then refused to someone else. */
async function prendre(poste, personne) {
  const { page } = poste;
  await poste.verifier('rendez-vous d’un dossier');
  await page.getByRole('link', { name: 'Prendre un rendez-vous' }).click();
  await page.getByRole('heading', { name: 'Nouveau rendez-vous' }).waitFor();
  await choisir(page.getByLabel('Pour quoi (obligatoire)'), 'Entretien de suivi');
  await page.getByLabel('Comment').selectOption({ label: 'Sur place' });
  await page.getByRole('button', { name: 'Voir les moments libres' }).click();
  const moments = page.locator('.j-moments label');
  await moments.first().waitFor();
  await poste.verifier('moments libres');
  exiger((await moments.count()) === 20, `${await moments.count()} moments libres au lieu de 20`);
  await moments.first().click();
  await page.getByRole('button', { name: 'Prendre ce rendez-vous' }).click();
  await page.getByText('Le rendez-vous est pris.').waitFor();
  await page.getByText('Confirmation').waitFor();
  await poste.verifier('rendez-vous pris');
  const adresse = new URL(page.url()).pathname;
  const quand = (await page.locator('#rdv-titre + * strong, .j-carte strong').first().innerText()).trim();
  await page.goto(personne.adresse);
  await page.getByRole('link', { name: quand, exact: true }).first().waitFor();
  return { adresse, quand };
}

async function deplacer(poste, rdv) {
  const { page } = poste;
  await page.goto(rdv.adresse);
  await page.getByRole('link', { name: 'Déplacer' }).click();
  await page.getByRole('heading', { name: 'Déplacer le rendez-vous' }).waitFor();
  await page.getByRole('button', { name: 'Déplacer le rendez-vous' }).click();
  await page.getByRole('link', { name: /Choisissez un créneau, ou donnez un jour/ }).waitFor();
  await poste.verifier('déplacement refusé');
  const moments = page.locator('.j-moments label');
  await moments.nth(3).click();
  await page.getByRole('button', { name: 'Déplacer le rendez-vous' }).click();
  await page.getByText('Le rendez-vous est déplacé.').waitFor();
  await page.getByText('Changement').waitFor();
}

/** An address that may be written to, tried first. */
async function joignable(poste, personne) {
  const { page } = poste;
  await page.goto(`${personne.adresse}/identite`);
  await page.getByRole('link', { name: 'Ajouter un contact' }).click();
  await segment(page, 'Moyen', 'Courriel').click();
  await page.getByLabel('Numéro, adresse ou autre').fill(COURRIEL);
  await segment(page, 'Peut-on laisser un message ?', 'Oui').click();
  await page.getByLabel('À essayer').selectOption({ label: 'En premier' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Le contact est ajouté.').waitFor();
}

/** The mail of `nature` about the rendez-vous: nothing in it says what it is about. */
async function courriel(scene, objet) {
  const recu = await scene.courriels.attendre(COURRIEL, (c) => objet.test(c.objet));
  exiger(!/suivi|entretien|CEJ|PACEA/i.test(recu.objet + recu.texte), `courriel indiscret : ${recu.objet}\n${recu.texte}`);
  return recu;
}

/** A rendez-vous in three days; the reminder of the day before leaves as if that day had come; the
 * person says from its link that she comes: a page, then a button. */
async function rappel(scene, poste, personne) {
  const { page } = poste;
  await page.goto(`${personne.adresse}/rendez-vous/nouveau`);
  await choisir(page.getByLabel('Pour quoi (obligatoire)'), 'Point par téléphone');
  await page.getByRole('button', { name: 'Voir les moments libres' }).click();
  await page.getByText('Un autre jour, une autre heure').click();
  await page.getByLabel('Le jour et l’heure ci-dessous').check();
  await page.getByLabel('Jour', { exact: true }).fill(dans(aujourdhui(), 3));
  await page.getByLabel('Heure', { exact: true }).fill('07:10');
  await page.getByLabel('Si l’heure est déjà prise').fill('Appel convenu ensemble');
  await page.getByRole('button', { name: 'Prendre ce rendez-vous' }).click();
  await page.getByText('Le rendez-vous est pris.').waitFor();
  const adresse = new URL(page.url()).pathname;
  const rdv = adresse.split('/').pop();
  await courriel(scene, /: votre rendez-vous du .* à 7\sh\s10/);
  exiger(!scene.courriels.messages.some((c) => /rappel/i.test(c.objet)), 'un rappel est parti trop tôt');
  const avances = scene.sql(`update graphile_worker._private_jobs j set run_at = now() from envoi e
    where j.key like '%' || e.id and e.objet_id = '${rdv}' and e.nature = 'rappel_1' returning e.id`);
  exiger(/^[0-9a-f-]{36}$/.test(avances), `un seul rappel attend la veille : « ${avances} »`);
  const recu = await courriel(scene, /rappel/i);
  const lien = new URL(/https?:\/\/\S+\/rdv\/\S+/.exec(recu.texte)[0]).pathname;
  const elle = await Poste.ouvrir(scene);
  await elle.page.goto(lien);
  await elle.page.getByRole('heading', { name: 'Votre rendez-vous' }).waitFor();
  await elle.verifier('rendez-vous, par le lien du rappel');
  await page.reload();
  exiger((await page.getByText(CONFIRME).count()) === 0, 'ouvrir le lien a confirmé');
  await elle.page.getByRole('button', { name: 'Je viens' }).click();
  await elle.page.getByText('Vous avez confirmé').waitFor();
  await elle.verifier('rendez-vous confirmé par le lien');
  await page.reload();
  await page.getByText(CONFIRME).waitFor();
}

async function heures(poste) {
  const { page } = poste;
  await page.goto('/semaines');
  await poste.titre('Heures de la semaine');
  exiger((await page.getByRole('table').getByRole('row').count()) > 1, 'personne n’a d’heures à faire');
  await poste.verifier('heures de la semaine');
}

async function absence(poste, personne) {
  const { page } = poste;
  await page.goto('/agenda');
  await poste.verifier('ma semaine');
  await manquer(poste, personne.adresse, 'Pas venu');
  await poste.verifier('après une absence');
  await page.getByRole('button', { name: 'Envoyer le message' }).click();
  await page.getByText('Message après une absence').waitFor();
  await joindre(page);
  exiger((await page.getByRole('button', { name: 'Fait', exact: true }).count()) === 0, 'la chaîne continue après un échange abouti');
  await page.getByRole('button', { name: 'Venu', exact: true }).click();
  await page.getByText('C’est noté.').waitFor();
  await page.goto(`${personne.adresse}/rendez-vous`);
  await page.getByText('20 min faites').waitFor();
}

async function journee(poste) {
  const { page } = poste;
  await page.goto('/agenda/journee');
  await poste.titre('Ma journée');
  await poste.verifier('ma journée');
  const attente = page.waitForEvent('download');
  await page.getByRole('link', { name: 'À lire sans réseau' }).click();
  const fichier = await attente;
  exiger(fichier.suggestedFilename().startsWith('journee-'), fichier.suggestedFilename());
  for (const vue of ['equipe', 'site']) {
    await page.goto(`/agenda?vue=${vue}`);
    await poste.verifier(`agenda, ${vue}`);
  }
  await page.goto('/agenda/calendrier');
  await page.getByRole('button', { name: 'Créer l’adresse' }).click();
  const adresse = await page.getByLabel('Adresse de l’agenda').inputValue();
  await poste.verifier('agenda dans un autre logiciel');
  const flux = await poste.contexte.request.get(adresse);
  const texte = await flux.text();
  exiger(texte.startsWith('BEGIN:VCALENDAR') && texte.includes('SUMMARY:Rendez-vous'), texte.slice(0, 300));
}

/** The counter rearranges the day of the conseiller. */
async function empechement(scene, conseiller, agent, rdv) {
  const accueil = await Poste.ouvrir(scene);
  await accueil.connecter('accueil');
  const { page } = accueil;
  await page.goto('/agenda/empechement');
  await choisir(page.getByLabel('Qui', { exact: true }), agent);
  const jour = await conseiller.page.evaluate(async (adresse) => {
    const texte = await (await fetch(adresse)).text();
    const mois = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'];
    const [, j, m, a] = /<strong>\S+ (\d+)(?:er)? (\S+) (\d{4}) à/.exec(texte);
    return `${a}-${String(mois.indexOf(m) + 1).padStart(2, '0')}-${j.padStart(2, '0')}`;
  }, rdv);
  await page.getByLabel('Jour', { exact: true }).fill(jour);
  await page.getByRole('button', { name: 'Voir la journée' }).click();
  const lignes = page.getByLabel(/^Ce que devient le rendez-vous de /);
  await lignes.first().waitFor();
  await accueil.verifier('empêchement');
  const combien = await lignes.count();
  for (let n = 0; n < combien; n += 1) await choisir(lignes.nth(n), 'Annuler');
  await page.getByRole('button', { name: 'Appliquer et prévenir' }).click();
  await page.getByText('C’est fait :').waitFor();
  await page.getByText('Aucun rendez-vous à venir ce jour-là.').waitFor();
  await accueil.verifier('empêchement, fait');
  await conseiller.page.goto(rdv);
  await conseiller.page.getByText('Annulation').waitFor();
  return jour;
}

/** The atelier of that day is led by someone else; another one is moved to another hour. */
async function ateliers(poste, jour) {
  const { page } = poste;
  const nom = 'Atelier du collègue absent';
  await page.goto('/ateliers/offres');
  await page.getByLabel('Nom (obligatoire)').fill(nom);
  await page.getByLabel('Thème (obligatoire)').selectOption({ label: 'Emploi' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('L’offre est enregistrée.').waitFor();
  await page.goto('/ateliers/sessions/nouvelle');
  await page.getByLabel('Offre (obligatoire)').selectOption({ label: nom });
  await page.getByLabel('Jour (obligatoire)').fill(jour);
  await page.getByLabel('De (obligatoire)').fill('06:01');
  await page.getByLabel('À (obligatoire)').fill('06:31');
  await page.getByLabel('Site (obligatoire)').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Planifier' }).click();
  await page.getByText('La séance est planifiée.').waitFor();
  const seance = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Choisir dans mon portefeuille' }).click();
  await page.getByRole('button', { name: /^Inscrire : / }).first().click();
  await page.getByText(/L’inscription est notée/).first().waitFor();
  await page.goto(`/agenda/empechement?le=${jour}`);
  await poste.verifier('empêchement, séances et échéances');
  const choix = page.getByLabel(new RegExp(`^Ce que devient la séance ${nom}`));
  const confier = await choix.locator('option', { hasText: 'Confier à' }).first().getAttribute('value');
  await choix.selectOption(confier);
  await page.getByRole('button', { name: 'Appliquer et prévenir' }).click();
  await page.getByText('C’est fait : une séance a changé.').waitFor();
  await page.getByRole('heading', { name: 'Séances changées' }).waitFor();
  await poste.verifier('empêchement, séance confiée');
  await page.goto(`${seance}/deplacement`);
  await poste.verifier('déplacer une séance');
  await page.getByLabel('À (obligatoire)').fill('06:00');
  await page.getByRole('button', { name: 'Déplacer et prévenir' }).click();
  await page.getByText('La fin doit être après le début.').first().waitFor();
  await page.getByLabel('À (obligatoire)').fill('06:41');
  await page.getByRole('button', { name: 'Déplacer et prévenir' }).click();
  await page.getByText('La séance est déplacée.').waitFor();
  await page.getByText('La séance a changé, ces personnes sont prévenues').waitFor();
  await poste.verifier('séance déplacée');
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const agent = await conseiller.agent();
  const direction = await Poste.ouvrir(scene);
  await direction.connecter('direction');
  await messagesATouteHeure(direction);
  const personne = await quelquUn(conseiller);
  await joignable(conseiller, personne);
  await conseiller.page.goto(`${personne.adresse}/rendez-vous`);
  const rdv = await prendre(conseiller, personne);
  await deplacer(conseiller, rdv);
  const deplace = new URL(conseiller.page.url()).pathname;
  await courriel(scene, /votre rendez-vous change/i);
  await rappel(scene, conseiller, personne);
  await absence(conseiller, personne);
  await unAtelier(conseiller);
  await heures(conseiller);
  await journee(conseiller);
  const jour = await empechement(scene, conseiller, agent, deplace);
  await ateliers(conseiller, jour);
}
