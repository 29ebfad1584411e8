// Signing in and out, choosing where one works, pages one may not open.

async function entrer({ venir }, javascript) {
  const p = await venir({ javascript });
  await p.page.goto('/connexion');
  await p.titre('Connexion');
  await p.controle('connexion');
  await p.champ('Adresse professionnelle').fill('personne@demo.invalid');
  await p.champ('Mot de passe').fill('ce n’est pas le bon');
  await p.refusee(422, () => p.bouton('Se connecter').click());
  await p.lit('L’adresse ou le mot de passe ne convient pas.');
  await p.controle('connexion-refusee');
  await p.connecter('Conseiller');
  await p.page.goto('/compte');
  await p.titre('Mon compte');
  await p.controle('compte');
  await p.page.goto('/brouillons');
  await p.titre('Mes brouillons');
  await p.controle('brouillons');
  await p.deconnecter();
  await p.lit('Vous êtes déconnecté.');
  await p.page.goto('/compte');
  await p.titre('Connexion');
}

async function choisirOuTravailler({ venir }) {
  const p = await venir();
  await p.connecter('Conseiller dans deux missions locales');
  await p.titre('Où travaillez-vous maintenant ?');
  await p.controle('affectation');
  await p.bouton(/^Travailler ici/).first().click();
  await p.page.waitForURL((url) => !url.pathname.startsWith('/affectation'));
}

async function pagesInterdites({ venir }) {
  const p = await venir();
  await p.connecter('Chargé d’accueil');
  await p.refusee(403, () => p.page.goto('/agents'));
  await p.titre('Votre fonction ne donne pas accès à cette page');
  await p.controle('interdit');
  await p.refusee(404, () => p.page.goto('/jeunes/0193b1c0-0000-7000-8000-000000000000'));
  await p.titre('Cette page n’existe pas');
  await p.controle('introuvable');
}

async function auClavier({ venir, serveur }) {
  const { activer, taper } = await import('../outils/clavier.mjs');
  const p = await venir();
  await p.page.goto('/connexion');
  await taper(p.page, p.champ('Adresse professionnelle'), serveur.comptes.get('Directeur'));
  await taper(p.page, p.champ('Mot de passe'), serveur.motDePasse);
  await p.page.keyboard.press('Enter');
  await p.page.getByText(/^Mon compte : /).waitFor({ state: 'attached' });
  await activer(p.page, p.lien('Aller au contenu'));
  const ici = await p.page.evaluate(() => document.activeElement.id);
  if (ici !== 'contenu') throw new Error(`« Aller au contenu » mène à « ${ici} »`);
}

export const essais = [
  { nom: 'entrer, se tromper, sortir', jouer: (o) => entrer(o, true) },
  { nom: 'entrer et sortir sans JavaScript', jouer: (o) => entrer(o, false) },
  { nom: 'choisir où l’on travaille', jouer: choisirOuTravailler },
  { nom: 'les pages qu’on ne peut pas ouvrir', jouer: pagesInterdites },
  { nom: 'entrer au clavier seul', jouer: auClavier },
];
