// Packs page.jsx and Kaoto's editor into one script and one style sheet: build.mjs DIRECTORY
import { build } from 'esbuild'
import { dirname } from 'node:path'
import * as sass from 'sass'

const modules = new URL('node_modules/', import.meta.url)
const styles = {
  name: 'sass',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.scss$/ }, ({ path }) => ({
      contents: sass.compile(path, {
        loadPaths: [modules.pathname],
        importers: [{ findFileUrl: url => (url.startsWith('~') ? new URL(url.slice(1), modules) : null) }],
        logger: sass.Logger.silent,
      }).css,
      loader: 'css',
      resolveDir: dirname(path),
    })),
}
const files = ['.png', '.svg', '.jpg', '.gif', '.ttf', '.woff', '.woff2', '.eot', '.pficon']
await build({
  entryPoints: [new URL('page.jsx', import.meta.url).pathname],
  outdir: process.argv[2],
  publicPath: '/built/',
  bundle: true,
  minify: true,
  format: 'esm',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  external: ['/assets/*'],
  loader: Object.fromEntries(files.map(ending => [ending, 'file'])),
  plugins: [styles],
  logLevel: 'warning',
})
