// SPDX-License-Identifier: Apache-2.0

package import Course
import Chronology
import Plain

/// A kind of entry: the word that it begins with, and how it is written.
package struct EntryKind: Sendable {
  /// The word, which is the first key.
  package let word: String
  /// Its keys.
  package let record: Record<Entry>
  package let matches: @Sendable (Entry.Content) -> Bool

  /// A kind whose facts are a record of their own. Keys that come `late` stand behind the times.
  private static func of<Payload: Described>(
    _ notation: Record<Payload>, late: Set<String> = [],
    _ embed: @escaping @Sendable (Payload) -> Entry.Content,
    _ extract: @escaping @Sendable (Entry.Content) -> Payload?
  ) -> EntryKind {
    let own: [Field<Entry>] = notation.fields.map { field in
      field.lifted({ extract($0.content) }, { $0.content = embed($1) })
    }
    return EntryKind(
      notation.table.name, title: notation.table.title, notation.table.summary, own, late: late,
      blank: { embed(notation.blank()) },
      finish: { entry, mapping in
        guard var payload = extract(entry.content) else { return }
        notation.finish(&payload, mapping)
        entry.content = embed(payload)
      }, matches: { extract($0) != nil })
  }

  /// A kind of one text.
  private static func of<Words: Sendable>(
    _ word: String, title: String, _ summary: String, _ form: Form<Words>, _ blank: Entry.Content,
    _ embed: @escaping @Sendable (Words) -> Entry.Content,
    _ extract: @escaping @Sendable (Entry.Content) -> Words?
  ) -> EntryKind {
    let field = Field<Entry>(
      KeyTable.Key(word, form.schema, required: true, summary),
      read: { entry, mapping in
        guard let words = mapping.value(word, form) else { return false }
        entry.content = embed(words)
        return true
      }, write: { entry, writer in extract(entry.content).map { form.write($0, writer) } })
    return EntryKind(
      word, title: title, summary, [field], blank: { blank }, finish: { _, _ in }, matches: { extract($0) != nil })
  }

  private init(
    _ word: String, title: String, _ summary: String, _ own: [Field<Entry>], late: Set<String> = [],
    blank: @escaping @Sendable () -> Entry.Content,
    finish: @escaping @Sendable (inout Entry, Mapping) -> Void,
    matches: @escaping @Sendable (Entry.Content) -> Bool
  ) {
    self.word = word
    self.matches = matches
    let isTherapy = word == "therapy"
    let first = own.prefix(1) + [Entry.idField]
    let fields =
      first + own.dropFirst().filter { !late.contains($0.key.name) } + Entry.timeFields(isTherapy: isTherapy)
      + own.filter { late.contains($0.key.name) } + Entry.lastFields
    record = Record<Entry>(
      "entry-" + Identifier.slug(word), title: title, summary, blank: { Entry(id: "", content: blank()) },
      Array(fields),
      finish: { entry, mapping in
        finish(&entry, mapping)
        if entry.isOngoing, mapping.has("ends") {
          mapping.log.error(mapping.mark("ongoing"), "`ongoing` beside `ends`", expected: "one of them")
        }
        if entry.isOngoing, let reason = entry.content.stopReason {
          mapping.log.error(
            mapping.mark("ongoing"), "`ongoing` beside `stopped for: \(reason)`", expected: "one of them")
        }
      })
  }

  /// The kinds of entry, in the order of the documentation.
  package static let all = all(Therapy.notation)
  /// The kinds of entry in JSON, where a therapy holds its administrations.
  package static let whole = all(Therapy.wholeNotation)

  private static func all(_ therapy: Record<Therapy>) -> [EntryKind] {
    [
      .of(Diagnosis.notation, { .diagnosis($0) }, { if case .diagnosis(let own) = $0 { own } else { nil } }),
      .of(Metastases.notation, { .metastases($0) }, { if case .metastases(let own) = $0 { own } else { nil } }),
      .of(LocalRelapse.notation, { .localRelapse($0) }, { if case .localRelapse(let own) = $0 { own } else { nil } }),
      .of(Surgery.notation, { .surgery($0) }, { if case .surgery(let own) = $0 { own } else { nil } }),
      .of(Radiotherapy.notation, { .radiotherapy($0) }, { if case .radiotherapy(let own) = $0 { own } else { nil } }),
      .of(Ablation.notation, { .ablation($0) }, { if case .ablation(let own) = $0 { own } else { nil } }),
      .of(Biopsy.notation, { .biopsy($0) }, { if case .biopsy(let own) = $0 { own } else { nil } }),
      .of(Transplant.notation, { .transplant($0) }, { if case .transplant(let own) = $0 { own } else { nil } }),
      .of(Complication.notation, { .complication($0) }, { if case .complication(let own) = $0 { own } else { nil } }),
      .of(
        PerformanceStatus.notation, { .performanceStatus($0) },
        { if case .performanceStatus(let own) = $0 { own } else { nil } }),
      .of(
        therapy,
        late: [
          "cycles", "every", "every is from", "effect", "stopped for", "planned", "phases", "administrations",
        ], { .therapy($0) }, { if case .therapy(let own) = $0 { own } else { nil } }),
      .of(
        "best supportive care", title: "best supportive care", "`true`, or words. It lasts.", .trueOrWords,
        .supportiveCare(), { .supportiveCare($0) },
        { if case .supportiveCare(let own) = $0 { .some(own) } else { nil } }),
      .of(
        "follow-up", title: "a follow-up", "`true`, or words. It lasts.", .trueOrWords, .followUp(),
        { .followUp($0) }, { if case .followUp(let own) = $0 { .some(own) } else { nil } }),
      .of(Toxicity.notation, { .toxicity($0) }, { if case .toxicity(let own) = $0 { own } else { nil } }),
      .of(Laboratory.notation, { .laboratory($0) }, { if case .laboratory(let own) = $0 { own } else { nil } }),
      .of(Assessment.notation, { .assessment($0) }, { if case .assessment(let own) = $0 { own } else { nil } }),
      .of(
        QualityOfLife.notation, { .qualityOfLife($0) }, { if case .qualityOfLife(let own) = $0 { own } else { nil } }),
      .of(
        "decision", title: "a decision", "A decision with its reason, in words.", .text, .decision(""),
        { .decision($0) }, { if case .decision(let own) = $0 { own } else { nil } }),
      .of(
        "plan", title: "a plan", "A plan, in words.", .text, .plan(""), { .plan($0) },
        { if case .plan(let own) = $0 { own } else { nil } }),
      .of(Death.notation, { .death($0) }, { if case .death(let own) = $0 { own } else { nil } }),
      .of(
        "last contact", title: "a last contact", "`true`, or words: last contact with the patient alive.",
        .contact(.trueOrWords), .lastContact(), { .lastContact($0) },
        { if case .lastContact(let own) = $0 { .some(own) } else { nil } }),
      .of(
        "event", title: "an event", "Anything else, in words.", .happening, .event(""), { .event($0) },
        { if case .event(let own) = $0 { own } else { nil } }),
    ]
  }

  /// The words of all kinds.
  package static let words = all.map(\.word)
  private static let byWord = Dictionary(all.map { ($0.word, $0) }, uniquingKeysWith: { first, _ in first })
  private static let wholeByWord = Dictionary(whole.map { ($0.word, $0) }, uniquingKeysWith: { first, _ in first })

  /// The kind of a word.
  static func of(_ word: String, whole: Bool) -> EntryKind? { whole ? wholeByWord[word] : byWord[word] }
}

extension Entry {
  fileprivate static var idField: Field<Entry> {
    Field(
      KeyTable.Key("id", .identifier, "Name by which other times refer to it; kebab-case, unique in the patient."),
      read: { entry, mapping in
        // It was taken before all other keys, since they may refer to it.
        entry.id = mapping.reader.entry
        return true
      }, write: { entry, writer in writer.impliedIDs.contains(entry.id) ? nil : Item(text: entry.id) })
  }

  fileprivate static func timeFields(isTherapy: Bool) -> [Field<Entry>] {
    let ends: Field<Entry> = .many("ends", \.ends, Form<StatedTime>.time.oneOrMore, "Time of its end.")
    let times = Form<StatedTime>.time.oneOrMore
    return [
      .many(
        "when", \.when, times, "Time as stated, or several statements of it; for what lasts, its start."),
      Field(
        KeyTable.Key("starts", times.schema, "The same as `when`."),
        read: { entry, mapping in
          entry.when += mapping.value("starts", times) ?? []
          return true
        }, write: { _, _ in nil }),
      isTherapy ? ends.inTherapy : ends,
      .many(
        "lasts", \.lasts, Form<StatedSpan>.span.oneOrMore, "Stated duration; with `ongoing`, until the data cut-off."),
      .flag("ongoing", \.isOngoing, "Still going on at the data cut-off."),
    ]
  }

  fileprivate static var lastFields: [Field<Entry>] {
    [.sources(\.sources), .optional("note", \.note, .verbatim, "A note in your words.")]
  }
}

extension Form where Value == String? {
  /// `true`, or words.
  fileprivate static var trueOrWords: Form {
    Form(
      .trueOrWords,
      read: { item, reader in
        guard let words = reader.text(of: item) else { return .some(nil) }
        if Silence.meant(words) != nil {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(words)) for a missing value",
            expected: "`true` or words; or leave the entry out")
          return .some(nil)
        }
        if words == "false" {
          reader.log.error(
            item.mark, "`false` for `\(reader.key)`", expected: "`true` or words; or leave the entry out")
        }
        return .some(words == "true" || words == "false" ? nil : words)
      },
      write: { words, _ in words.map { Item(text: $0) } ?? Item(text: "true", .flag) })
  }
}

// MARK: - The course

extension Form where Value == [Entry] {
  /// The entries of a course, each by the key that says what it is.
  package static func course(whole: Bool) -> Form {
    let kinds = whole ? EntryKind.whole : EntryKind.all
    return Form(
      .list(.either(kinds.map { .table($0.record.table.name) })),
      read: { item, reader in
        reader.items(item, of: "a kind of entry (`diagnosis: …`)").compactMap { reader.entry($0, whole: whole) }
      },
      write: { entries, writer in
        Item(
          content: .list(
            entries.map { entry in
              guard let kind = kinds.first(where: { $0.matches(entry.content) }) else { return Item(content: .empty) }
              var writer = writer
              if case .therapy(let therapy) = entry.content { writer.drugs = therapy.drugs }
              return kind.record.write(entry, writer)
            }))
      })
  }
}

extension Reader {
  /// An entry of the course.
  fileprivate func entry(_ item: Item, whole: Bool) -> Entry? {
    guard let kind = kind(item, whole: whole) else {
      declareUnread(item)
      return nil
    }
    guard let mapping = Mapping(item, kind.record.table, self) else { return nil }
    counts[kind.word, default: 0] += 1
    entry = mapping.name("id") ?? free(Identifier.slug(kind.word), number: counts[kind.word, default: 1])
    names.declare(entry, kind.word == "therapy" ? .therapy : .entry, at: mapping.mark("id"), log: log)
    place(.entry(entry, of: patient), mapping.mark)
    drugs = []
    phaseMarks = []
    EntryValue.check(kind, mapping)
    return kind.record.read(mapping)
  }

  /// Keeps the name of an entry that cannot be read, so that what refers to it is not told as well.
  private func declareUnread(_ item: Item) {
    guard case .fields(let fields) = item.content, let id = fields.first(where: { $0.key == "id" })?.value,
      case .text(let text) = id.content
    else { return }
    names.declare(text.trimmed, .therapy, at: id.mark, log: log)
  }

  /// The kind of an entry: by the key that says what it is.
  private func kind(_ item: Item, whole: Bool) -> EntryKind? {
    let words = EntryKind.words
    guard case .fields(let fields) = item.content, let first = fields.first else {
      log.error(
        item.mark, "\(item.kind) where an entry should stand",
        expected: "one that begins with its kind: `diagnosis: …`",
        suggestion: kindOfBareText(item, words))
      return nil
    }
    let kinds = fields.compactMap { field in EntryKind.of(field.key, whole: whole).map { (field, $0) } }
    if kinds.count > 1, let kind = kinds.first?.1,
      let second = kinds.dropFirst().first(where: { kind.record.table.order[$0.0.key] == nil })
    {
      log.error(
        second.0.mark, "`\(second.0.key)` in \(kind.record.table.title)",
        expected: "one kind an entry: begin another with `- `")
      return nil
    }
    if let kind = kinds.first { return kind.1 }
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
}
