// What the extension of VS Code does with Kaoto's editor: it is made by its factory, gets a file's path and text, and says
// back what it saves. The channel to the editor's host answers nothing but the settings.
import { createRoot } from 'react-dom/client'
import { KaotoEditorFactory } from '@kaoto/kaoto'
// What the package does not export by name: the settings, and what reads and writes a file for the editor.
import { SettingsModel } from './node_modules/@kaoto/kaoto/lib/models/settings/settings.model.js'
import { CamelResourceFactory } from './node_modules/@kaoto/kaoto/lib/models/camel/camel-resource-factory.js'

const pause = () => new Promise(resolve => setTimeout(resolve, 50))

async function start(path, catalogue) {
  const settings = new SettingsModel({
    catalogUrl: '/catalogue/index.json',
    runtimeCatalogName: catalogue,
    nodeLabel: 'id',
    colorScheme: 'light',
  })
  const answers = { getVSCodeKaotoSettings: settings, getResourcesContentByType: [], getSuggestions: [] }
  let ready
  const started = new Promise(resolve => (ready = resolve))
  const notifications = new Proxy({}, { get: (_, name) => ({ send: () => name === 'kogitoEditor_ready' && ready() }) })
  const requests = new Proxy({}, { get: (_, name) => async () => answers[name] })
  const initArgs = { fileExtension: path, channel: 'VSCODE', resourcesPathPrefix: '' }
  const editor = await new KaotoEditorFactory().createEditor({ channelApi: { notifications, requests } }, initArgs)
  createRoot(document.getElementById('root')).render(editor.af_componentRoot())
  while (!editor.editorRef.current) await pause()
  return { editor, started }
}

let running
window.kaoto = {
  open: async (path, text, catalogue) => {
    running ??= await start(path, catalogue)
    await running.editor.setContent(path, text)
    await running.started
  },
  save: async (path, text) => {
    const file = CamelResourceFactory.createCamelResource(text, { path })
    await file.initialize?.()
    return file.toSourceCode()
  },
}
