// The demonstration under test: one process, one folder, both gone at the end.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { ouvrirPuits } from './puits.mjs';

export const RACINE = fileURLToPath(new URL('../..', import.meta.url));
const DELAI_MS = 120_000;

function binaire() {
  if (process.env.JALON_BIN) return process.env.JALON_BIN;
  const fait = spawnSync('cargo', ['build', '-p', 'jalon'], {
    cwd: RACINE, stdio: 'inherit', env: { ...process.env, SQLX_OFFLINE: 'true' },
  });
  if (fait.status !== 0) throw new Error('cargo build -p jalon a échoué');
  const cible = process.env.CARGO_TARGET_DIR ?? 'target';
  return path.resolve(RACINE, cible, 'debug/jalon');
}

function portLibre() {
  return new Promise((resolve, reject) => {
    const essai = net.createServer();
    essai.once('error', reject);
    essai.listen(0, '127.0.0.1', () => {
      const { port } = essai.address();
      essai.close(() => resolve(port));
    });
  });
}

/** Resolves once something listens on the port; false when the process ended or time is over. */
function ecoute(port, vivant) {
  const fin = Date.now() + DELAI_MS;
  return new Promise((resolve) => {
    const essayer = () => {
      if (!vivant() || Date.now() > fin) return resolve(false);
      const lien = net.connect(port, '127.0.0.1');
      lien.once('connect', () => { lien.destroy(); resolve(true); });
      lien.once('error', () => { lien.destroy(); setTimeout(essayer, 200); });
    };
    essayer();
  });
}

/** It binds its port before it fills its data, so an answer is what tells that it serves. */
async function repond(adresse, vivant) {
  const fin = Date.now() + DELAI_MS;
  while (vivant() && Date.now() < fin) {
    const reponse = await fetch(`${adresse}/connexion`, { signal: AbortSignal.timeout(DELAI_MS) }).catch(() => null);
    if (reponse?.ok) return true;
  }
  return false;
}

/** The text messages that left: the number and the words. */
function lireTextos(dossier) {
  if (!existsSync(dossier)) return [];
  return readdirSync(dossier).filter((nom) => nom.endsWith('.txt')).map((nom) => {
    const [, a, texte] = /^À : (\S+)\n\n([\s\S]*)\n$/u.exec(readFileSync(path.join(dossier, nom), 'utf8'));
    return { a, texte };
  });
}

/** Runs SQL in the private database of the demonstration: for what only time would bring. */
function interroger(donnees, sql) {
  const fait = spawnSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', path.join(donnees, 'socket'), '-U', 'postgres', '-d', 'jalon_demo', '-c', sql], { encoding: 'utf8' });
  if (fait.status !== 0) throw new Error(fait.stderr || String(fait.error));
  return fait.stdout.trim();
}

/** Starts `jalon demo` on a fresh folder and a free port; its mail goes to a server of ours. */
export async function demarrer({ jeunes }) {
  const bin = binaire();
  if (!existsSync(bin)) throw new Error(`${bin} n’existe pas`);
  const dossier = mkdtempSync(path.join(tmpdir(), 'jalon-e2e-'));
  chmodSync(dossier, 0o711);
  const port = await portLibre();
  const adresse = `http://127.0.0.1:${port}`;
  const donnees = path.join(dossier, 'demo');
  const courriels = await ouvrirPuits();
  const env = { ...process.env };
  for (const nom of ['DATABASE_URL', 'DATABASE_URL_OWNER', 'JALON_ADRESSE', 'JALON_DATA']) delete env[nom];
  const mots = ['demo', '--dossier', donnees, '--adresse', `127.0.0.1:${port}`, '--jeunes', String(jeunes), '--smtp-port', String(courriels.port)];
  const enfant = spawn(bin, mots, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const journal = [];
  for (const flux of [enfant.stdout, enfant.stderr]) flux.on('data', (morceau) => journal.push(String(morceau)));
  const parti = new Promise((resolve) => { enfant.once('exit', resolve); enfant.once('error', resolve); });
  const vivant = () => enfant.exitCode === null && enfant.signalCode === null;
  const arreter = async () => {
    if (vivant()) {
      enfant.kill('SIGINT');
      const trop = setTimeout(() => enfant.kill('SIGKILL'), 15_000);
      await parti;
      clearTimeout(trop);
    }
    await courriels.fermer();
    rmSync(dossier, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => arreter().finally(() => process.exit(130)));
  const debut = Date.now();
  if (!(await ecoute(port, vivant)) || !(await repond(adresse, vivant))) {
    await arreter();
    throw new Error(`jalon demo n’écoute pas :\n${journal.join('').slice(-3000)}`);
  }
  console.log(`jalon demo, ${jeunes} jeunes, prêt en ${((Date.now() - debut) / 1000).toFixed(1)} s`);
  const textos = () => lireTextos(path.join(donnees, 'sms'));
  const sql = (texte) => interroger(donnees, texte);
  return { adresse, dossier, courriels, textos, sql, arreter, journal: () => journal.join('') };
}
