// Plays every journey of e2e/parcours/ against a fresh demonstration; PARCOURS=name plays one.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { Constats, lancerChromium, photographier } from './outils/navigateur.mjs';
import { RACINE, demarrer } from './outils/serveur.mjs';

const JEUNES = 120;
const LIMITE_MS = 240_000;

/** A journey that hangs fails. */
function borner(promesse) {
  let minuteur;
  const trop = new Promise((_, reject) => {
    minuteur = setTimeout(() => reject(new Error(`toujours en cours après ${LIMITE_MS / 1000} s`)), LIMITE_MS);
  });
  return Promise.race([promesse, trop]).finally(() => clearTimeout(minuteur));
}

async function jouer(nom, fichier, { adresse, courriels, textos, sql }, navigateur) {
  const scene = { adresse, courriels, textos, sql, navigateur, postes: [], pages: new Set(), constats: new Constats(), mesures: [] };
  const debut = Date.now();
  let raison = '';
  try {
    const { default: parcours } = await import(pathToFileURL(fichier));
    await borner(parcours(scene));
  } catch (erreur) {
    raison = (erreur?.stack ?? String(erreur)).replace(/Browser logs:[\s\S]*?(?=\n {4}at )/, '');
    await photographier(scene, nom);
  }
  const secondes = ((Date.now() - debut) / 1000).toFixed(1);
  for (const poste of scene.postes) await poste.fermer().catch(() => {});
  const reproches = [...(raison ? [raison] : []), ...scene.constats.liste];
  console.log(`${reproches.length ? 'ÉCHEC' : 'ok'}  ${nom}  ${secondes} s, ${scene.pages.size} pages vérifiées`);
  for (const mesure of scene.mesures) console.log(`      ${mesure}`);
  for (const reproche of reproches) console.log(`      ${reproche}`);
  return reproches.length === 0;
}

async function tout() {
  const voulu = process.env.PARCOURS ?? '';
  const dossier = path.join(RACINE, 'e2e/parcours');
  const noms = readdirSync(dossier).filter((f) => f.endsWith('.mjs') && f.includes(voulu)).sort();
  if (noms.length === 0) {
    console.error(`Aucun parcours ne s’appelle « ${voulu} ».`);
    return 1;
  }
  let reussis = 0;
  const navigateur = await lancerChromium();
  try {
    for (const nom of noms) {
      // A server for each: the throttle of sign-in counts one journey, not all of them.
      const serveur = await demarrer({ jeunes: JEUNES });
      try {
        const reussi = await jouer(path.basename(nom, '.mjs'), path.join(dossier, nom), serveur, navigateur);
        if (reussi) reussis += 1;
        else console.log(serveur.journal().split('\n').filter((l) => /ERROR|WARN|panicked/.test(l)).slice(-20).join('\n'));
      } finally {
        await serveur.arreter();
      }
    }
  } finally {
    await navigateur.close();
  }
  console.log(`${reussis} passed, ${noms.length - reussis} failed`);
  return reussis === noms.length ? 0 : 1;
}

process.exitCode = await tout().catch((erreur) => {
  console.error(erreur.message);
  console.log('0 passed, 1 failed');
  return 1;
});
