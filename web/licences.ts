import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Writes the licences of the packages that are in what is built, for NOTICE. */
export function licences(file: string): Plugin {
  return {
    name: 'licences',
    generateBundle(_, bundle) {
      const packages = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const id of chunk.moduleIds) {
          const m = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replace(/^\0/, ''));
          if (m) packages.add(m[1]!);
        }
      }
      const texts = new Map<string, string[]>();
      let list = '';
      for (const name of [...packages].sort()) {
        const dir = join('node_modules', name);
        const about = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { version: string; license: string };
        list += `\n${name} ${about.version}\n    ${about.license}\n`;
        const files = readdirSync(dir, { withFileTypes: true }).filter((f) => f.isFile() && /^(licen[cs]e|copying|notice)/i.test(f.name)).map((f) => f.name);
        if (!files.length) throw new Error(`${name} has no licence file: leave it out, or say in licences.ts where its licence is`);
        for (const f of files) {
          const text = readFileSync(join(dir, f), 'utf8').trim().replaceAll('\r\n', '\n');
          const body: string[] = [];
          for (const line of text.split('\n')) {
            if (/^\s*copyright\b.*(\d{4}|\(c\))/i.test(line)) list += `    ${line.trim()}\n`;
            else body.push(line.trimEnd());
          }
          if (about.license === 'Apache-2.0' && /^licen/i.test(f)) continue; // LICENSE has it
          const key = body.join('\n').trim();
          texts.set(key, [...(texts.get(key) ?? []), name]);
        }
        for (const extra of ['licenses']) {
          const folder = join(dir, extra);
          if (!existsSync(folder)) continue;
          for (const f of readdirSync(folder)) texts.set(readFileSync(join(folder, f), 'utf8').trim().replaceAll('\r\n', '\n'), [`${name}: ${f}`]);
        }
      }
      let out = list.trimStart();
      for (const [text, users] of texts) out += `\n${users.join('\n')}\n\n${text}\n`;
      writeFileSync(file, out);
    },
  };
}
