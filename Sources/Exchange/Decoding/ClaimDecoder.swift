// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

/// Reads `claims.yaml`.
struct ClaimDecoder {
  let log: ProblemLog
  /// The names in each patient, by patient.
  let names: [Patient.ID: [String: Names.Kind]]
  /// Patients whose file could not be read: what is said of them is not checked.
  let unread: Set<Patient.ID>
  private var claims: [Claim] = []
  private var lines: [String: Int] = [:]
  private var counts: [String: Int] = [:]

  init(log: ProblemLog, names: [Patient.ID: [String: Names.Kind]], unread: Set<Patient.ID> = []) {
    self.log = log
    self.names = names
    self.unread = unread
  }

  /// All claims of a file.
  mutating func decode() -> [Claim] {
    guard let root = Document.parse(log) else { return [] }
    guard case .list(let items) = root.content else {
      log.error(root.mark, "\(root.kind) where the list of claims should stand", expected: "`- claim: …` for each")
      return []
    }
    for item in items { claim(item) }
    return claims
  }

  private mutating func claim(_ item: Item) {
    let words = KeyTables.claims.map(\.word)
    guard case .fields(let all) = item.content else {
      log.error(item.mark, "\(item.kind) where a claim should stand", expected: "`claim: …` and its keys")
      return
    }
    guard let field = all.first(where: { $0.key == "claim" }), case .text(let written) = field.value.content else {
      log.error(item.mark, "a claim without `claim`", expected: "its kind: " + Wording.list(words))
      return
    }
    let word = written.trimmed
    guard let kind = KeyTables.claims.first(where: { $0.word == word }) else {
      let nearest = log.nearest(to: word, in: words)
      log.error(
        field.value.mark, "\(ProblemLog.quoted(word)) for a kind of claim",
        expected: nearest == nil ? Wording.list(words) : nil, suggestion: nearest)
      return
    }
    guard let fields = Fields(item, kind.table, section: nil, log: log) else { return }
    let slug = Identifier.slug(word)
    counts[slug, default: 0] += 1
    let count = counts[slug, default: 1]
    let id = fields.text("id") ?? (count == 1 ? slug : "\(slug)-\(count)")
    let mark = fields.has("id") ? fields.mark("id") : fields.mark
    if let line = lines[id] {
      log.error(mark, "the claim id \(ProblemLog.quoted(id)) is there twice; first in line \(line)")
    }
    lines[id] = mark.line
    _ = fields.text("claim")
    let subject = subject(fields)
    let checker = ClaimReferences(fields: fields, subject: subject, names: names, unread: unread)
    let assertion = ClaimAssertion(fields: fields, references: checker).decode(word)
    let sources = fields.sources()
    let note = fields.text("note")
    guard let subject, let assertion else { return }
    claims.append(
      Claim(id: id, subject: subject, assertion: assertion, sources: sources, note: note, location: fields.location))
  }

  /// Whom a claim is about: one of three keys.
  private func subject(_ fields: Fields) -> Claim.Subject? {
    let given = ["patient", "series", "study"].filter { fields.has($0) }
    guard let key = given.first, given.count == 1 else {
      log.error(
        given.count > 1 ? fields.mark(given[1]) : fields.mark,
        given.isEmpty ? "a claim about nobody" : "`\(given[0])` beside `\(given[1])`",
        expected: "one of `patient: ID`, `series: true` or `study: NAME`")
      return nil
    }
    switch key {
    case "series":
      let isSeries = fields.flag("series")
      if !isSeries, fields.text("series") == "false" {
        log.error(fields.mark("series"), "`false` for `series`", expected: "`true`, or whom the claim is about")
      }
      return isSeries ? .series : nil
    case "study": return fields.text("study").map { .literature($0) }
    default:
      guard let patient = fields.text("patient") else { return nil }
      if names[patient] == nil, !unread.contains(patient) {
        let known = names.keys.sorted(by: NaturalOrder.precedes)
        log.error(
          fields.mark("patient"), "there is no patient \(ProblemLog.quoted(patient))",
          expected: known.isEmpty || known.count > 12 ? "the name of a file in patients/" : Wording.list(known),
          suggestion: log.nearest(to: patient, in: known.filter { $0.count > 2 }))
      }
      return .patient(patient)
    }
  }
}

/// Checks what a claim refers to: in its patient; for the series, in any patient; in another study, nothing.
struct ClaimReferences {
  let fields: Fields
  let subject: Claim.Subject?
  let names: [Patient.ID: [String: Names.Kind]]
  let unread: Set<Patient.ID>

  /// Tells a name that is not there.
  func check(_ id: String, at mark: Mark, _ kinds: Set<Names.Kind> = [], allowsCutOff: Bool = false) {
    let use = Names.Use(id: id, mark: mark, kinds: kinds, allowsCutOff: allowsCutOff)
    switch subject {
    case .patient(let patient):
      guard let known = names[patient] else { return }
      Names.check(use, in: known, of: "in patient `\(patient)`", log: fields.log)
    case .series:
      guard unread.isEmpty, !names.values.contains(where: { $0[id] != nil }) else { return }
      let all = names.values.reduce(into: [:]) { all, known in all.merge(known) { first, _ in first } }
      Names.check(use, in: all, of: "in any patient", log: fields.log)
    case .literature, nil: return
    }
  }

  /// A key that names something.
  func id(_ key: String, _ kinds: Set<Names.Kind> = []) -> String? {
    guard let id = fields.text(key) else { return nil }
    check(id, at: fields.mark(key), kinds)
    return id
  }

  /// A key that names an event.
  func anchor(_ key: String) -> Anchor? {
    guard let item = fields.item(key), let text = fields.text(of: item), let anchor = fields.anchor(text, item) else {
      return nil
    }
    check(anchor.id, at: fields.log.text.mark(in: item, text: text, utf8Offset: anchor.offset), allowsCutOff: true)
    return anchor
  }
}
