// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Figures
import Foundation
import Outcomes
import Plain
import Report
import Store

/// A dossier for a treatment outside its approval: what the record says of the patient and of published arms, and what the physician writes. A draft of the one who writes until a dated Word document of it
/// is put on file.
struct DossierPage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place

  private var visit: Visit { pages.visit }
  private var outcome: PatientOutcomes { place.outcome }
  private var patient: Patient { outcome.patient }
  private var address: Address { .dossier(place.part) }

  /// A text has at most so many bytes.
  private static let longest = 50_000

  func answer() async throws -> Answer {
    guard pages.isForm else { return try await page(try await kept()) }
    let texts = posted()
    if texts.values.contains(where: { $0.utf8.count > Self.longest }) {
      return try await page(texts, problem: visit(Words.tooLong))
    }
    if !pages.store.isReadOnly { try await keep(texts) }
    switch visit.form["action"] {
    case "word": return try await download(texts)
    case "file": return try await file(texts)
    default:
      return visit.form["quiet"] == nil
        ? Answer.see(address, "told=draft") : Answer.fragment(visit.text(Words.draftKept))
    }
  }

  // MARK: what was written

  private func posted() -> [String: String] {
    Dictionary(
      DossierText.allCases.map { ($0.rawValue, visit.form["d.\($0.rawValue)"] ?? "") },
      uniquingKeysWith: { first, _ in first })
  }

  private func kept() async throws -> [String: String] {
    if let draft = try await pages.store.drafts(of: visit.session.author).first(where: { $0.place == address.path }),
      let texts = try? JSONDecoder().decode([String: String].self, from: Data(draft.text.utf8))
    {
      return texts
    }
    return Dictionary(
      DossierText.allCases.map { ($0.rawValue, $0.proposed(patient)) }, uniquingKeysWith: { first, _ in first })
  }

  private func keep(_ texts: [String: String]) async throws {
    let text = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
    try await pages.store.keep(
      Draft(author: visit.session.author, place: address.path, patient: patient.id, base: state.revision, text: text))
  }

  // MARK: the document

  private var today: String { String(Date.now.ISO8601Format().prefix(10)) }
  private var title: String { "\(visit(Words.patient)) \(patient.id): \(visit(Words.dossier))" }
  private var stamp: String { "\(today) · \(visit(Words.revision)) \(state.revision)" }

  private func document(_ texts: [String: String]) async throws -> [UInt8] {
    let content = SummaryContent(
      outcome, try await PatientSheet(place, pages.store, at: state.revision), state.outcomes.library, visit)
    let evidence = EvidenceRows(state.study, visit)
    func part(_ own: DossierText) -> WordSheet.Part {
      let text = (texts[own.rawValue] ?? "").trimmed
      let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
      return WordSheet.Part(visit(own.label), paragraphs: lines.isEmpty ? [visit(Words.notWrittenYet)] : lines)
    }
    var parts = [part(.to), part(.treatment)]
    parts.append(WordSheet.Part(visit(Words.patientFacts), paragraphs: [content.about.joined(separator: " · ")]))
    parts.append(part(.serious))
    parts += SummaryContent.courseParts(outcome, state.outcomes, visit)
    parts.append(WordSheet.Part(visit(Words.treatments), head: content.treatmentHead, rows: content.treatments))
    parts.append(
      WordSheet.Part(visit(Words.whatHappened), head: SummaryContent.happeningHead(visit), rows: content.happeningRows))
    parts += [part(.alternatives), part(.prospect)]
    parts.append(
      WordSheet.Part(
        visit(Words.dossierEvidence),
        paragraphs: [visit(evidence.rows.isEmpty ? Words.dossierNoEvidence : Words.dossierEvidenceHelp)],
        head: evidence.head, rows: evidence.rows))
    parts += [part(.plan), part(.monitoring), part(.stopping), part(.consent), part(.signed)]
    parts.append(WordSheet.Part(visit(Words.noticeHead), paragraphs: [visit(Words.dossierNotice)]))
    let sheet = WordSheet(
      title: title, subtitle: stamp, table: visit(Words.table),
      figure: visit(Words.figure),
      parts: parts.filter { !$0.paragraphs.isEmpty || !$0.rows.isEmpty || $0.figure != nil })
    do throws(ReportFormat.Refusal) { return try sheet.docx() } catch {
      throw PageError(Phrase("\(error)", "\(error)"), status: 501)
    }
  }

  private static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  private func download(_ texts: [String: String]) async throws -> Answer {
    .download(try await document(texts), type: Self.wordType, name: "dossier.docx")
  }

  /// The document as it is today becomes an attachment of the patient; it stays as it was, whatever is written later.
  private func file(_ texts: [String: String]) async throws -> Answer {
    let names = Set(try await filed().map(\.name))
    let name =
      (1...).lazy.map { "dossier-\(today)\($0 == 1 ? "" : "-\($0)").docx" }.first { !names.contains($0) }
      ?? "dossier.docx"
    _ = try await pages.store.attach(
      try await document(texts), name: name, mediaType: Self.wordType, to: patient.id, by: visit.session.author,
      why: visit(Words.dossier))
    return Answer.see(address, "told=saved")
  }

  private func filed() async throws -> [Attachment] {
    try await pages.store.attachments().filter { $0.patient == patient.id && $0.name.hasPrefix("dossier-") }
  }

  // MARK: the page

  private func page(_ texts: [String: String], problem: String? = nil) async throws -> Answer {
    let layout = pages.layout(state, .study)
    let content = SummaryContent(
      outcome, try await PatientSheet(place, pages.store, at: state.revision), state.outcomes.library, visit)
    let evidence = EvidenceRows(state.study, visit)
    func field(_ own: DossierText) -> Markup { self.field(own, texts[own.rawValue] ?? "") }
    func table(_ label: Phrase, _ head: [String], _ rows: [[String]]) -> Markup {
      rows.isEmpty ? .nothing : Pieces.table(visit(label), head: head, rows.map(Pieces.row))
    }
    var options = CourseFigureOptions(linkPrefix: nil)
    options.language = visit.language
    let scenes = outcome.therapies.isEmpty ? [] : SwimmerPlot(state.outcomes.of(outcome)).pages(options)
    let course = Markup.group(
      scenes.prefix(1).map { scene in
        .element(
          "div", ["class": "sheet", "tabindex": "0", "role": "group", "aria-label": visit(Words.course)],
          .picture(svg: SVGRenderer(idPrefix: "dossier", sizing: .responsive).render(scene)))
      })
    let record: [Markup] = [
      course,
      Layout.panel(
        "record", visit(Words.treatments), .text(content.about.joined(separator: " · ")),
        table(Words.treatments, content.treatmentHead, content.treatments),
        table(Words.whatHappened, SummaryContent.happeningHead(visit), content.happeningRows)),
    ]
    let arms = Layout.panel(
      "evidence", visit(Words.dossierEvidence), .nothing,
      .element(
        "p", ["class": "in small dim"],
        visit.text(evidence.rows.isEmpty ? Words.dossierNoEvidence : Words.dossierEvidenceHelp)),
      table(Words.dossierEvidence, evidence.head, evidence.rows))
    let form: [Markup] =
      [panel("asked", Words.dossierTreatment, [field(.to), field(.treatment), field(.serious)])] + record
      + [panel("why", Words.dossierProspect, [field(.alternatives), field(.prospect)]), arms]
      + [
        panel(
          "how", Words.dossierHow,
          [field(.plan), field(.monitoring), field(.stopping), field(.consent), field(.signed)]),
        actions,
      ]
    return layout.page(
      "\(visit(Words.dossier)) · \(place.position)", status: problem == nil ? 200 : 422,
      [
        layout.head(
          title, visit.text(Words.dossierAbout), .element("span", ["class": "small dim"], .text(stamp)),
          visit.link(.patient(place.part), class: "button noprint", visit.text(Words.back))),
        problem.map {
          .element("p", ["class": "callout error", "role": "alert", "id": "problems", "tabindex": "-1"], .lines($0))
        }
          ?? .nothing,
        visit.form(to: address, class: "entry-form stack dossier", form), try await onFile(),
        .element("p", ["class": "small dim"], visit.text(Words.dossierNotice)),
      ])
  }

  private func panel(_ id: StaticString, _ title: Phrase, _ fields: [Markup]) -> Markup {
    Layout.panel(id, visit(title), .nothing, .element("div", ["class": "in stack"], fields))
  }

  private func field(_ own: DossierText, _ value: String) -> Markup {
    let name = "d.\(own.rawValue)"
    let id = "d-\(own.rawValue)"
    let described = own.help == nil ? "" : "h-\(id)"
    let input: Markup =
      own.isLine
      ? .element("input", ["type": "text", "name": name, "id": id, "value": value, "aria-describedby": described])
      : .element(
        "textarea",
        [
          "name": name, "id": id, "aria-describedby": described,
          "rows": "\(min(24, max(3, value.count / 90 + value.split(whereSeparator: \.isNewline).count)))",
        ], .preformatted(value))
    return .element(
      "div", .element("label", ["for": id], visit.text(own.label)),
      own.help.map { .element("p", ["class": "hint", "id": "h-\(id)"], visit.text($0)) } ?? .nothing, input,
      // A field that scrolls is cut off in print; its text is not.
      .element(
        "div", ["class": "printed"],
        value.trimmed.isEmpty ? .element("p", visit.text(Words.notWrittenYet)) : .lines(value)))
  }

  private var actions: Markup {
    func button(_ action: String, _ words: Phrase, class style: String = "") -> Markup {
      .element("button", ["name": "action", "value": action, "class": style], visit.text(words))
    }
    return .element(
      "div", ["class": "actions"], button("draft", Words.saveDraft, class: "primary"), button("word", Words.asWord),
      pages.store.isReadOnly ? .nothing : button("file", Words.dossierFile),
      .element("span", ["id": "kept", "class": "small dim", "role": "status"]))
  }

  private func onFile() async throws -> Markup {
    let filed = try await filed()
    guard !filed.isEmpty else { return .nothing }
    return .element(
      "div", ["class": "small noprint"], .element("p", .text("\(visit(Words.dossierFiled)):")),
      .element(
        "ul",
        filed.map { own in
          .element(
            "li", visit.link(.attachment(place.part, own.id), .text(own.name)),
            .text(" (\(own.by), \(String(own.at.prefix(16)).replacing("T", with: " ")) UTC)"))
        }))
  }
}
