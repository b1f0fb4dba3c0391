/**
 * A bill of materials in CycloneDX 1.6: the packages whose code is in the app, and the runtime it comes with. Made of the same list as the
 * licences; the same build gives the same text, but for the time.
 */
import { createHash } from 'node:crypto';

/**
 * @typedef {object} RuntimeVersions what the runtime is made of; a version that is not known is left out
 * @property {string} electron
 * @property {string} [chromium]
 * @property {string} [node]
 */

/**
 * @param {object} of
 * @param {{ name: string, version: string, description: string }} of.app
 * @param {readonly import('./shipped.mjs').ShippedPackage[]} of.packages
 * @param {RuntimeVersions} of.runtime
 * @param {string} of.at ISO time
 * @returns {object} the document
 */
export function sbomOf({ app, packages, runtime, at }) {
  const components = [...packages.map(packageComponent), ...runtimeComponents(runtime)];
  const appRef = `pkg:npm/${app.name}@${app.version}`;
  const refs = components.map((component) => component['bom-ref']);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf([appRef, ...refs].join('\n'))}`,
    version: 1,
    metadata: {
      timestamp: at,
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': appRef,
        name: 'Latchkey',
        version: app.version,
        description: app.description,
        licenses: [{ license: { id: 'MIT' } }],
        purl: appRef,
      },
    },
    components,
    dependencies: [
      { ref: appRef, dependsOn: refs.filter((ref) => ref !== 'chromium' && ref !== 'node') },
      ...(refs.includes('chromium') || refs.includes('node')
        ? [
            {
              ref: `pkg:npm/electron@${runtime.electron}`,
              dependsOn: refs.filter((ref) => ref === 'chromium' || ref === 'node'),
            },
          ]
        : []),
    ],
  };
}

/** @param {import('./shipped.mjs').ShippedPackage} of */
function packageComponent({ name, version, licence, integrity }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    scope: 'required',
    hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }],
    licenses: [{ license: { id: licence } }],
    purl,
  };
}

/** @param {RuntimeVersions} versions */
function runtimeComponents({ electron, chromium, node }) {
  const purl = `pkg:npm/electron@${electron}`;
  return [
    {
      type: 'framework',
      'bom-ref': purl,
      name: 'electron',
      version: electron,
      licenses: [{ license: { id: 'MIT' } }],
      purl,
    },
    ...(chromium === undefined
      ? []
      : [
          {
            type: 'framework',
            'bom-ref': 'chromium',
            name: 'Chromium',
            version: chromium,
            cpe: cpe('google:chrome', chromium),
          },
        ]),
    ...(node === undefined
      ? []
      : [{ type: 'framework', 'bom-ref': 'node', name: 'Node.js', version: node, cpe: cpe('nodejs:node.js', node) }]),
  ];
}

/**
 * @param {string} product vendor and product of the National Vulnerability Database
 * @param {string} version
 */
function cpe(product, version) {
  return `cpe:2.3:a:${product}:${version}:*:*:*:*:*:*:*`;
}

/** @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
