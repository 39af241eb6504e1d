import { createHash } from 'node:crypto'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/**
 * The shop's script: `vicino.js`, one classic script, and two modules that it imports from `/v/<hash>.js` only when
 * they are needed: `banner.js` where consent is asked, `outbox.js` where it was given. They are built first because
 * their hashes are written into the core.
 */
const manifest = {}

/** Notes file, content hash and SRI value of the bundle, and writes the manifest beside it. */
function inManifest(name) {
  return {
    name: 'manifest',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const [chunk] = Object.values(bundle).filter((output) => output.type === 'chunk')
        const digest = (algorithm) => createHash(algorithm).update(chunk.code)
        manifest[name] = {
          file: chunk.fileName,
          hash: digest('sha256').digest('hex').slice(0, 16),
          integrity: `sha384-${digest('sha384').digest('base64')}`,
        }
        this.emitFile({
          type: 'asset',
          fileName: 'manifest.json',
          source: `${JSON.stringify(manifest, null, 2)}\n`,
        })
      },
    },
  }
}

/** Writes the modules' hashes where the core names them. */
const moduleHashes = {
  name: 'module-hashes',
  transform: (code) => code.replace(/\b(BANNER|OUTBOX)_HASH\b/g, (name) => JSON.stringify(hashOf(name))),
}
const hashOf = (name) => manifest[name.split('_')[0].toLowerCase()].hash

function bundle(name, input, output, plugins = []) {
  return {
    input,
    output: { dir: 'dist/client', ...output },
    plugins: [
      resolve({ browser: true, extensions: ['.ts', '.js'] }),
      esbuild({ target: 'es2022', tsconfig: false }),
      ...plugins,
      terser({
        ecma: 2020,
        compress: { passes: 3, unsafe_arrows: true },
        mangle: { properties: { regex: /^#/ } },
      }),
      inManifest(name),
    ],
  }
}

export default [
  bundle('banner', 'client/banner/banner.ts', { format: 'es', entryFileNames: 'banner.js' }),
  bundle('outbox', 'client/send/outbox.ts', { format: 'es', entryFileNames: 'outbox.js' }),
  bundle('core', 'client/index.ts', { format: 'iife', entryFileNames: 'vicino.js' }, [moduleHashes]),
]
