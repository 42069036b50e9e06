import Linting
import Testing
import Workloads

/// Streams are parted and templates known as Kubernetes and Helm do it.
@Suite struct ManifestFileTests {
  private func file(_ text: String) -> ManifestFile { ManifestFile(SourceText(path: "a.yaml", text: text)) }

  @Test func documents() {
    let text =
      "# Source: todo/templates/web.yaml\napiVersion: v1\nkind: Pod\n---\n# nothing\n--- # more\n{}\n---\nkind: Pod\n"
      + "apiVersion: v1\ndata: |\n  ---\n"
    let read = file(text)
    #expect(read.faults == [])
    #expect(read.documents.count == 3)
    #expect(read.objects.map(\.kind) == ["Pod", "Pod"])
    #expect(read.objects.first?.template == "todo/templates/web.yaml")
    #expect(read.objects.last?.template == nil)
  }

  @Test("A comment may touch the separator, and a separator that is indented is none")
  func separators() {
    #expect(file("apiVersion: v1\nkind: Pod\n---# c\napiVersion: v1\nkind: Secret\n").objects.count == 2)
    #expect(!file("apiVersion: v1\nkind: Pod\n  ---\napiVersion: v1\nkind: Secret\n").faults.isEmpty)
    #expect(file("apiVersion: v1\nkind: Pod\n---c\napiVersion: v1\nkind: Secret\n").faults.count == 1)
  }

  @Test("A whole document may be indented")
  func indented() {
    let read = file("  apiVersion: v1\n  kind: Pod\n---\n    apiVersion: v1\n    kind: Secret\n")
    #expect(read.faults == [])
    #expect(read.objects.map(\.kind) == ["Pod", "Secret"])
  }

  @Test("What kustomize reads is known by its name, and what it makes by what it says", arguments: ["", "deploy/"])
  func kustomization(_ directory: String) {
    let text = "configMapGenerator: [{ name: settings }]\nsecretGenerator: [{ name: keys }, {}]\n"
    let read = ManifestFile(SourceText(path: directory + "kustomization.yaml", text: text))
    #expect(read.strangers == [])
    #expect(read.objects.map(\.kind) == ["Kustomization"])
    let bundle = Bundle([read])
    #expect(bundle.makes(.configMap, named: "settings") && bundle.makes(.secret, named: "keys"))
    #expect(!bundle.makes(.secret, named: "settings") && !bundle.makes(.configMap, named: "other"))
    #expect(ManifestFile(SourceText(path: "deploy/web.yaml", text: text)).strangers == [0])
  }

  @Test("An object is found by a place in it, also where an alias stands for it")
  func objectByPlace() throws {
    let text =
      "apiVersion: v1\nkind: List\nx: &a { apiVersion: v1, kind: Pod }\nitems:\n"
      + "- { apiVersion: v1, kind: Secret }\n- *a\n---\napiVersion: v1\nkind: Service\n"
    let read = file(text)
    let kind = { (word: String) throws in
      let start = text.utf8.distance(from: text.startIndex, to: try #require(text.firstRange(of: word)).lowerBound)
      return read.object(at: read.source.place(of: start..<start + 1))?.kind
    }
    #expect(try kind("Pod") == "Pod")
    #expect(try kind("Secret") == "Secret")
    #expect(try kind("Service") == "Service")
    #expect(try kind("items") == nil)
    #expect(read.object(at: nil) == nil)
  }

  @Test("A broken document leaves the others whole")
  func brokenDocument() {
    let read = file("apiVersion: v1\nkind: Pod\n---\na: [\n---\napiVersion: v1\nkind: Secret\n")
    #expect(read.objects.map(\.kind) == ["Pod", "Secret"])
    #expect(read.faults.count == 1)
  }

  @Test func lists() {
    let read = file(
      "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod}\n- apiVersion: v1\n  kind: ServiceList\n  items:\n"
        + "  - {apiVersion: v1, kind: Service}\n- nothing\n")
    #expect(read.objects.map(\.kind) == ["Pod", "Service"])
  }

  @Test(
    "A template that nobody rendered is known",
    arguments: [
      "apiVersion: v1\nmetadata:\n  name: {{ .Release.Name }}-web\n",
      "{{- if .Values.enabled }}\nkind: Pod\n{{- end }}\n",
      "image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}\"\n",
      "labels:\n  {{- include \"a.labels\" . | nindent 4 }}\n",
      "a: |\n  text\n{{ end }}\n", "spec:\n  {{- with .Values.x }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n",
    ])
  func templates(_ text: String) throws {
    let refusal = try #require(file("kind: Pod\n" + text).refusal)
    #expect(refusal.message.contains("helm template"))
  }

  @Test(
    "Braces of others are no template",
    arguments: [
      "summary: \"{{ $labels.instance }} is down\"\n", "text: |\n  {{ .Values.x }}\n  {{- end }}\n",
      "# {{ .Values.x }}\na: 1\n",
      "a: '{{ if eq .Status \"firing\" }}x{{ end }}'\n", "query: >-\n    {{ include \"x\" . }}\nb: {{a: 1}: 2}\n",
    ])
  func noTemplates(_ text: String) { #expect(file("kind: Pod\n" + text).refusal == nil) }

  @Test("Ten thousand documents are read, and their number has a limit")
  func manyDocuments() {
    let document = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n"
    #expect(file(String(repeating: document, count: 10_000)).objects.count == 10_000)
    #expect(file(String(repeating: "---\n", count: 30_000)).refusal?.kind == .limit)
  }

  @Test("A manifest of a hundred thousand lines is read")
  func manyLines() {
    let text = "apiVersion: v1\nkind: ConfigMap\ndata:\n" + (0..<100_000).map { "  key\($0): \"\($0)\"\n" }.joined()
    let read = file(text)
    #expect(read.objects.first?.node["data"]?.entries.count == 100_000)
    #expect(read.refusal == nil)
  }
}
