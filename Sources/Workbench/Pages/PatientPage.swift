// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Drawing
import Exchange
import Figures
import Notation
import Outcomes
import Plain
import Report
import Review
import Store

/// A patient: the course as it prints, the record entry by entry with what follows, what contradicts.
struct PatientPage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place

  var visit: Visit { pages.visit }
  var outcome: PatientOutcomes { place.outcome }

  func answer() async throws -> Answer {
    let sheet = try await PatientSheet(place, pages.store, at: state.revision)
    let layout = pages.layout(state, .study)
    let title = visit(
      Phrase(
        "Patient \(place.position) of \(state.patients.count)", "Patient \(place.position) von \(state.patients.count)")
    )
    let patient = outcome.patient
    let about = [
      patient.sex.value.map { FieldWords.value($0.rawValue, visit.language) },
      patient.age.value.map { Narrative.words($0, in: visit.language) },
      patient.diagnosis.map { EntryWords($0.entry).value }, patient.diagnosis?.diagnosis.site.value,
    ].compactMap(\.self).joined(separator: " · ")
    return layout.page(
      title,
      [
        layout.head(
          "\(visit(Words.patient)) \(patient.id)", .text(about), neighbours,
          visit.link(.patientFacts(place.part), class: "button", visit.text(Words.facts)),
          visit.link(.paste(place.part), class: "button", visit.text(Words.paste)),
          visit.link(.dose(place.part), class: "button", visit.text(Words.dose)),
          visit.link(.forecast(place.part), class: "button", visit.text(Words.forecast)),
          visit.link(.summary(place.part), class: "button", visit.text(Words.summary)),
          visit.link(.dossier(place.part), class: "button", visit.text(Words.dossier))),
        numbers,
        .element(
          "div", ["class": "stack"], figure(sheet), addEntry, record(sheet), totals, try await rows(), words, derived,
          findings(sheet)),
      ])
  }

  private var neighbours: Markup {
    let index = place.position - 1
    func link(_ offset: Int, _ phrase: Phrase, _ sign: String, _ name: StaticString) -> Markup {
      guard state.patients.indices.contains(index + offset) else { return .nothing }
      return .element(
        "a",
        [
          "href": Address.patient(state.patients[index + offset].part).path, "class": "button", "rel": name.description,
          "aria-label": visit(phrase),
        ], .text(sign))
    }
    return .element(
      "nav", ["class": "row", "aria-label": visit(Words.patients)], link(-1, Words.previous, "‹", "prev"),
      link(1, Words.next, "›", "next"))
  }

  private var numbers: Markup {
    var pieces: [Markup] = []
    func add(_ trace: Trace?, _ title: Phrase) {
      guard let trace else { return }
      pieces.append(
        Pieces.number(
          visit(title),
          .element("a", ["class": "why", "href": "#\(Self.anchor(trace.id))"], visit.text(trace.phrase))))
    }
    add(outcome.survivalFromDiagnosis?.trace, Phrase("Survival from diagnosis", "Überleben ab Diagnose"))
    for therapy in outcome.maintenance.prefix(1) {
      add(therapy.duration.trace, Phrase("Duration of maintenance", "Dauer der Erhaltung"))
    }
    for line in outcome.lines.prefix(2) {
      let number = line.line.number
      add(
        line.timeToProgression.trace,
        Phrase("Time to progression, line \(number)", "Zeit bis Progress, Linie \(number)"))
    }
    let open = state.findings(of: outcome.patient.id)
    let counts = Severity.allCases.map { severity in
      "\(open.count { $0.severity == severity }) \(visit(Pieces.word(severity)))"
    }
    pieces.append(
      Pieces.number(
        visit(Words.findings), .element("a", ["class": "why", "href": "#findings"], .text("\(open.count)")),
        counts.joined(separator: ", ")))
    return .element("dl", ["class": "strip"], pieces)
  }

  static func anchor(_ trace: Trace.ID) -> String {
    "why-"
      + trace.utf8.map { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) ? String(UnicodeScalar(byte)) : "_\(byte)"
      }.joined()
  }

  private var words: Markup {
    let sentences = Narrative.sentences(
      outcome, in: state.study, library: state.outcomes.library, language: visit.language
    ).map(\.text)
    return Layout.panel(
      "words", visit(Words.courseText), .nothing,
      .element("p", ["class": "in"], .text(sentences.joined(separator: " "))))
  }

  // MARK: the record

  /// The kinds of entry in the order of a chart.
  static let kinds: [(group: Phrase, words: [String])] = [
    (Phrase("Diagnosis", "Diagnose"), ["diagnosis", "metastases", "local relapse", "biopsy", "performance status"]),
    (
      Phrase("Local treatment", "Lokale Therapie"),
      ["surgery", "radiotherapy", "ablation", "transplant", "complication"]
    ),
    (Phrase("Systemic treatment", "Systemtherapie"), ["therapy", "best supportive care"]),
    (Phrase("Course", "Verlauf"), ["assessment", "toxicity", "lab", "quality of life"]),
    (Phrase("Status", "Status"), ["follow-up", "last contact", "death"]),
    (Phrase("Words", "Worte"), ["decision", "plan", "event"]),
  ]

  private var addEntry: Markup {
    .element(
      "section", ["class": "panel", "id": "add", "aria-labelledby": "h-add"],
      .element("header", .element("h2", ["id": "h-add"], visit.text(Words.addEntry), " ", .element("kbd", "n"))),
      .element(
        "div", ["class": "in kinds"],
        Self.kinds.map { group, words in
          .element(
            "div", .element("h3", visit.text(group)),
            .element(
              "ul", ["class": "sections"],
              words.map { word in
                .element(
                  "li",
                  visit.link(
                    .newEntry(place.part, kind: Identifier.slug(word)), .text(FieldWords.label(word, visit.language))))
              }))
        }))
  }

  private func record(_ sheet: PatientSheet) -> Markup {
    guard !sheet.entries.isEmpty else { return .nothing }
    let order = Dictionary(
      sheet.timeline.sorted(sheet.entries.map(\.entry)).enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let sorted = sheet.entries.sorted { (order[$0.entry.id] ?? 0) < (order[$1.entry.id] ?? 0) }
    let axis = CourseAxis(sheet)
    let rows = sorted.map { part, entry in row(part, entry, sheet, axis) }
    let more = sheet.rows.count + sheet.patient.lesions.count
    return Layout.panel(
      "record", visit(Words.record), .text(more == 0 ? "" : "+ \(more) \(visit(Words.rows))"),
      Pieces.table(
        visit(Words.record), class: "record",
        head: [
          visit(Words.entry), visit(Words.stated), visit.number(axis?.label ?? visit(Words.between)),
          visit(Words.source),
        ],
        rows))
  }

  /// What was given of each drug over each therapy, and how long it was to relapse after each operation.
  private var totals: Markup {
    let own = state.outcomes.of(outcome)
    return .group(
      [DosingTables.totals(own), ReportTables.resections(own)].filter { !$0.rows.isEmpty }.map {
        TablePanel(table: $0, language: visit.language).markup
      })
  }

  /// The rows that tables have of the patient, as they are written.
  private func rows() async throws -> Markup {
    let own = try await pages.store.parts(of: outcome.patient.id, at: state.revision).filter { $0.part.kind.isOfTable }
    guard !own.isEmpty else { return .nothing }
    let heads = try await pages.store.parts(of: nil, at: state.revision)
    return .group(
      PastedRows.Table.allCases.compactMap { table -> Markup? in
        let parts = own.filter { $0.part.kind == table.kind }
        guard !parts.isEmpty, let kind = StudyPart.Kind.file(at: table.kind.path(nil))?.head,
          let head = heads.first(where: { $0.part.kind == kind })
        else { return nil }
        let columns = StudyParts.cells(head.part.text)
        let body = parts.prefix(500).map { part in
          Markup.element(
            "tr",
            zip(columns, StudyParts.cells(part.part.text)).filter { $0.0 != "patient" }.map {
              .element("td", .text($0.1))
            })
        }
        return .element(
          "details", ["class": "panel"],
          .element("summary", .text("\(visit(table.phrase)) (\(parts.count))")),
          table.page(of: place.part).map {
            .element("p", ["class": "in noprint"], visit.link($0, class: "button", visit.text(Words.correctRows)))
          } ?? .nothing,
          Pieces.table(visit(table.phrase), head: columns.filter { $0 != "patient" }, Array(body)))
      })
  }

  private func row(_ part: StoredPart, _ entry: Entry, _ sheet: PatientSheet, _ axis: CourseAxis?) -> Markup {
    let words = EntryWords(entry)
    let spans = sheet.spans(entry)
    let silent = words.silent(visit.language)
    let from = spans.map { visit.number($0.start.text()) }
    let until = spans?.end.map { visit.number($0.text()) }
    var follows = from.map { "\($0) \(visit(Words.afterDiagnosis))" } ?? ""
    if let until { follows += ", \(visit(Words.ends)) \(until)" }
    if entry.isOngoing { follows += " · \(visit(Words.ongoing))" }
    let days = sheet.timeline.start(of: entry.id).map { sheet.timeline.bounds(of: $0) }
    let calendar = days.flatMap { $0.earliest == nil && $0.latest == nil ? nil : visit.number($0.text) }
    return .element(
      "tr", ["id": "e-\(part.id)"],
      .element(
        "th", ["scope": "row", "class": "what"],
        visit.link(.entry(place.part, part.id), class: "row-link", .text(words.title(visit.language))),
        .element("span", ["class": "sub"], .text(words.remark(visit.language))), cycles(part, entry),
        pictures(part, entry),
        silent.isEmpty
          ? .nothing
          : .element(
            "span", ["class": "sub none"], .text("\(visit(Words.notStated)): \(silent.joined(separator: ", "))"))),
      .element(
        "td", ["class": "when"],
        words.when.isEmpty
          ? .element("span", ["class": "none"], "–")
          : .text(words.when.joined(separator: "; ")),
        words.ends.isEmpty ? .nothing : .text(" → " + words.ends.joined(separator: "; ")),
        words.lasts.isEmpty ? .nothing : .text(" (\(visit(Words.lasts)) \(words.lasts.joined(separator: "; ")))"),
        .element("span", ["class": "sub"], .text(follows)),
        calendar.map { .element("span", ["class": "sub"], .text($0)) } ?? .nothing),
      .element("td", ["class": "span"], axis.map { $0.bar(spans) } ?? .nothing),
      .element("td", ["class": "cite"], Pieces.sources(entry.sources, visit)))
  }

  /// The way to the single doses of a therapy.
  private func cycles(_ part: StoredPart, _ entry: Entry) -> Markup {
    guard case .therapy(let therapy) = entry.content else { return .nothing }
    let count = therapy.administrations.count
    return .element(
      "span", ["class": "sub"],
      visit.link(
        .cycles(place.part, part.id), .text(visit(Words.cyclesOf) + (count == 0 ? "" : " (\(count))"))))
  }

  /// The way to the pictures of an assessment.
  private func pictures(_ part: StoredPart, _ entry: Entry) -> Markup {
    guard case .assessment(let assessment) = entry.content else { return .nothing }
    let count = assessment.images.count
    return .element(
      "span", ["class": "sub"],
      visit.link(
        .pictures(place.part, part.id), .text(visit(Words.pictures) + (count == 0 ? "" : " (\(count))"))))
  }

  // MARK: what follows

  private var derived: Markup {
    let traces = state.outcomes.traces(of: outcome)
    guard !traces.isEmpty else { return .nothing }
    return Layout.panel(
      "derived", visit(Words.derived), .nothing,
      .element(
        "div",
        traces.map { trace in
          .element(
            "details", ["id": Self.anchor(trace.id)],
            .element("summary", .text("\(visit(trace.titlePhrase)): \(visit(trace.phrase))")),
            .element(
              "div", ["class": "in stack"],
              .element(
                "p", ["class": "small"], .text(visit(trace.definition.textPhrase) + " "),
                .element("span", ["class": "dim"], visit.text(trace.definition.sourcePhrase))),
              trace.arithmeticPhrase.map { .element("p", ["class": "sum"], visit.text($0)) } ?? .nothing,
              .element(
                "ul",
                trace.inputs.map { .element("li", .text("\(visit($0.namePhrase)): \(visit($0.phrase))")) }
                  + trace.statements.map { statement in
                    .element(
                      "li", visit.text(statement.phrase),
                      .group(statement.sources.prefix(2).compactMap { $0.quote.map { .element("q", .text($0)) } }))
                  } + trace.notes.map { .element("li", ["class": "dim"], visit.text($0)) })))
        }))
  }

  private func findings(_ sheet: PatientSheet) -> Markup {
    let open = state.findings(of: outcome.patient.id)
    return Layout.panel(
      "findings", visit(Words.findings), .text("\(open.count) \(visit(Words.open))"),
      open.isEmpty
        ? .element("p", ["class": "in"], visit.text(Words.noFindings))
        : FindingsPage(pages: pages, state: state).list(open.prefix(100), showsPatient: false))
  }
}
