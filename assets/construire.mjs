// Builds assets/dist/ from assets/ and node_modules/. Plain Node (>= 18), no bundler.
// Skips everything when neither the inputs nor the outputs have changed (version.txt is the stamp).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ici = dirname(fileURLToPath(import.meta.url));
const racine = dirname(ici);
const dist = join(ici, 'dist');
const modules = join(racine, 'node_modules');
const debut = Date.now();

const ATTENDUS = [
  'jalon.css', 'jalon.js', 'htmx.js', 'icones.svg', 'favicon.svg', 'licences.txt',
  'fonts/atkinson-latin.woff2', 'fonts/atkinson-latin-ext.woff2',
  'communes.json.gz', 'epci.json.gz', 'departements.json.gz', 'regions.json.gz',
];

const lire = (...chemin) => readFileSync(join(...chemin));
const ecrire = (nom, contenu) => {
  const cible = join(dist, nom);
  mkdirSync(dirname(cible), { recursive: true });
  writeFileSync(cible, contenu);
};

/** Every source file under assets/, dist excepted, in a stable order. */
function sources(dossier) {
  return readdirSync(dossier, { withFileTypes: true })
    .filter((e) => join(dossier, e.name) !== dist && !e.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((e) => (e.isDirectory() ? sources(join(dossier, e.name)) : [join(dossier, e.name)]));
}

function empreinte() {
  const hash = createHash('sha256');
  for (const fichier of [...sources(ici), join(racine, 'package-lock.json')]) {
    hash.update(relative(racine, fichier)).update('\0').update(readFileSync(fichier)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

async function styles() {
  const { compile } = await import('sass');
  const { css } = compile(join(ici, 'scss', 'jalon.scss'), {
    style: 'compressed',
    loadPaths: [modules],
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
  });
  ecrire('jalon.css', css);
}

function scripts() {
  const fichiers = readdirSync(join(ici, 'js')).filter((f) => f.endsWith('.js')).sort();
  ecrire('jalon.js', fichiers.map((f) => lire(ici, 'js', f)).join('\n'));
  ecrire('htmx.js', lire(modules, 'htmx.org/dist/htmx.min.js'));
}

function polices() {
  const origine = join(modules, '@fontsource-variable/atkinson-hyperlegible-next/files');
  for (const jeu of ['latin', 'latin-ext']) {
    ecrire(`fonts/atkinson-${jeu}.woff2`, lire(origine, `atkinson-hyperlegible-next-${jeu}-wght-normal.woff2`));
  }
}

/** One symbol per name of icones.txt; an unknown name stops the build. */
function icones() {
  const noms = lire(ici, 'icones.txt').toString().split('\n').map((l) => l.replace(/#.*/, '').trim()).filter(Boolean);
  const symboles = [...new Set(noms)].sort().map((nom) => {
    const fichier = join(modules, 'bootstrap-icons/icons', `${nom}.svg`);
    if (!existsSync(fichier)) throw new Error(`assets/icones.txt : icône inconnue « ${nom} »`);
    const svg = readFileSync(fichier, 'utf8');
    const corps = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\n\s*/g, '');
    return `<symbol id="${nom}" viewBox="0 0 16 16" fill="currentColor">${corps}</symbol>`;
  });
  ecrire('icones.svg', `<svg xmlns="http://www.w3.org/2000/svg">\n${symboles.join('\n')}\n</svg>\n`);
  ecrire('favicon.svg', lire(ici, 'favicon.svg'));
}

/** Communes, EPCI, départements and régions (Licence Ouverte), one compact object per line of data. */
function territoires() {
  const donnees = (nom) => JSON.parse(lire(modules, '@etalab/decoupage-administratif/data', `${nom}.json`));
  const sortir = (nom, lignes) => ecrire(`${nom}.json.gz`, gzipSync(JSON.stringify(lignes), { level: 9 }));

  const epci = donnees('epci');
  const epciDe = new Map(epci.flatMap((e) => e.membres.map((m) => [m.code, e.code])));
  sortir('communes', donnees('communes')
    .filter((c) => c.type === 'commune-actuelle' || c.type === 'arrondissement-municipal')
    .map((c) => ({
      code: c.code,
      nom: c.nom,
      departement: c.departement,
      region: c.region,
      epci: epciDe.get(c.commune ?? c.code) ?? null,
      codesPostaux: c.codesPostaux ?? [],
      population: c.population ?? 0,
      // Paris, Lyon, Marseille: the commune this arrondissement belongs to.
      ...(c.commune ? { arrondissementDe: c.commune } : {}),
    })));
  sortir('epci', epci.map((e) => ({ code: e.code, nom: e.nom, type: e.type })));
  sortir('departements', donnees('departements')
    .map((d) => ({ code: d.code, nom: d.nom, region: d.region, chefLieu: d.chefLieu, zone: d.zone })));
  sortir('regions', donnees('regions')
    .map((r) => ({ code: r.code, nom: r.nom, chefLieu: r.chefLieu, zone: r.zone })));
}

function licences() {
  const paquets = ['bootstrap', 'bootstrap-icons', 'htmx.org', '@fontsource-variable/atkinson-hyperlegible-next'];
  const textes = paquets.map((p) => `== ${p} ==\n\n${lire(modules, p, 'LICENSE').toString().trim()}\n`);
  textes.push('== @etalab/decoupage-administratif ==\n\nCode : MIT. Données : Licence Ouverte 2.0 (INSEE, La Poste, DGCL).\n');
  ecrire('licences.txt', textes.join('\n'));
}

if (!existsSync(modules)) {
  console.error('node_modules/ est absent : lancer d\'abord « npm ci --ignore-scripts ».');
  process.exit(1);
}
const version = empreinte();
const tampon = join(dist, 'version.txt');
const ajour = existsSync(tampon) && readFileSync(tampon, 'utf8').trim() === version
  && ATTENDUS.every((f) => existsSync(join(dist, f)));
if (ajour) {
  console.log(`assets : à jour (${version})`);
} else {
  rmSync(dist, { recursive: true, force: true });
  await styles();
  scripts();
  polices();
  icones();
  territoires();
  licences();
  for (const f of ATTENDUS) statSync(join(dist, f));
  ecrire('version.txt', `${version}\n`);
  console.log(`assets : construits (${version}) en ${Date.now() - debut} ms`);
}
