// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

extension PatientDecoder {
  /// An entry of the course.
  mutating func entry(_ item: Item, section: String?) -> Entry? {
    guard let kind = kind(item) else {
      declareUnread(item)
      return nil
    }
    guard let fields = Fields(item, kind.table, section: section, log: log) else { return nil }
    counts[kind.word, default: 0] += 1
    let id = fields.text("id") ?? free(Identifier.slug(kind.word), number: counts[kind.word, default: 1])
    let nameKind = kind.word == "therapy" ? Names.Kind.therapy : .entry
    names.declare(id, nameKind, at: fields.has("id") ? fields.mark("id") : fields.mark, log: log)

    var entry = Entry(id: id, content: .lastContact(), location: fields.location)
    entry.note = fields.text("note")
    entry.when = times(fields, "when") + times(fields, "starts")
    entry.ends = times(fields, "ends", inTherapy: nameKind == .therapy)
    entry.lasts = fields.spans("lasts")
    entry.isOngoing = fields.flag("ongoing")
    entry.sources = fields.sources()
    guard let content = content(kind.word, fields, id: id) else { return nil }
    entry.content = content
    if entry.isOngoing, fields.has("ends") {
      log.error(fields.mark("ongoing"), "`ongoing` beside `ends`", expected: "one of them")
    }
    return entry
  }

  /// Keeps the name of an entry that cannot be read, so that what refers to it is not told as well.
  private mutating func declareUnread(_ item: Item) {
    guard case .fields(let fields) = item.content, let id = fields.first(where: { $0.key == "id" })?.value,
      case .text(let text) = id.content
    else { return }
    names.declare(text.trimmed, .therapy, at: id.mark, log: log)
  }

  /// The kind of an entry: by the key that says what it is.
  private func kind(_ item: Item) -> KeyTables.Kind? {
    let words = KeyTables.entries.map(\.word)
    guard case .fields(let fields) = item.content, let first = fields.first else {
      log.error(
        item.mark, "\(item.kind) where an entry should stand",
        expected: "one that begins with its kind: `diagnosis: …`",
        suggestion: kindOfBareText(item, words))
      return nil
    }
    let kinds = fields.filter { words.contains($0.key) }
    if kinds.count > 1, let kind = KeyTables.entries.first(where: { $0.word == kinds[0].key }),
      let second = kinds.dropFirst().first(where: { !kind.table.names.contains($0.key) })
    {
      log.error(
        second.mark, "`\(second.key)` in \(kind.table.title)", expected: "one kind an entry: begin another with `- `")
      return nil
    }
    if let word = kinds.first?.key { return KeyTables.entries.first { $0.word == word } }
    let nearest = log.nearest(to: first.key, in: words)
    log.error(
      first.mark, "\(ProblemLog.quoted(first.key)) for a kind of entry",
      expected: nearest == nil ? Wording.list(words) : nil,
      suggestion: nearest)
    return nil
  }

  private func kindOfBareText(_ item: Item, _ words: [String]) -> String? {
    guard case .text(let text) = item.content else { return nil }
    return log.nearest(to: text.trimmed, in: words).map { "\($0): true" }
  }

  /// What an entry of a kind says.
  private mutating func content(_ word: String, _ fields: Fields, id: Entry.ID) -> Entry.Content? {
    switch word {
    case "diagnosis": return diagnosis(fields)
    case "metastases": return metastases(fields)
    case "local relapse":
      return .localRelapse(LocalRelapse(site: fields.recorded(word), confirmation: fields.recorded("confirmed by")))
    case "surgery":
      return fields.text(word).map {
        .surgery(Surgery(procedure: $0, site: fields.recorded("site"), margin: fields.recorded("margin")))
      }
    case "radiotherapy":
      var radiation = Radiotherapy(target: fields.recorded(word), intent: fields.word("intent", Intent.self))
      radiation.doseGray = fields.recordedQuantity("dose", .radiation)
      radiation.fractions = fields.recordedInteger("fractions", 1...100)
      return .radiotherapy(radiation)
    case "ablation": return .ablation(Ablation(site: fields.recorded(word), technique: fields.recorded("technique")))
    case "therapy": return therapy(fields, id: id)
    case "best supportive care":
      return .supportiveCare(words(fields, word))
    case "follow-up":
      return .followUp(words(fields, word))
    case "last contact":
      return .lastContact(words(fields, word))
    case "toxicity": return toxicity(fields)
    case "lab": return laboratory(fields)
    case "assessment": return assessment(fields)
    case "quality of life": return qualityOfLife(fields)
    case "decision": return fields.text(word).map { .decision($0) }
    case "plan": return fields.text(word).map { .plan($0) }
    case "death": return .death(Death(cause: fields.recorded(word)))
    default: return fields.text(word).map { .event($0) }
    }
  }

  /// The words of a kind that needs none.
  private func words(_ fields: Fields, _ key: String) -> String? {
    guard let item = fields.item(key), let words = fields.text(of: item), words != "true" else { return nil }
    if words == "false" {
      log.error(item.mark, "`false` for `\(key)`", expected: "`true` or words; or leave the entry out")
      return nil
    }
    return words
  }
}
