// SPDX-License-Identifier: Apache-2.0

import Dosing
import Drawing
import Foundation
import Outcomes
import Plain
import Planning
import Report
import Store
import Trials

/// From the series to a trial: what somebody states, what record and published arms carry, and the synopsis. What was stated is a draft of the one who states it; it is no part of the study.
struct TrialPage {
  let pages: StudyPages
  let state: StudyState

  private var visit: Visit { pages.visit }
  private var library: RegimenLibrary { state.outcomes.library }

  func answer() async throws -> Answer {
    let before = try await kept()
    let texts = pages.isForm ? posted(after: before) : before
    let reading = QuestionReading(texts, library: library)
    if pages.isForm, !pages.store.isReadOnly { try await keep(texts) }
    guard reading.problems.isEmpty else { return page(texts, reading.problems, nil) }
    let plan: TrialPlan
    do throws(DesignProblem) {
      plan = try TrialPlan(state.outcomes, reading.question, folder: Self.folder(pages.open.folder))
    } catch {
      let words = Phrase("\(error)", "kein Design: \(error)")
      let field = reading.question.design.needed.last { $0 != .perMonth && $0 != .followUp } ?? .alternative
      return page(texts, [(field.rawValue, words)], nil)
    }
    switch visit.form["action"] {
    case "page": return .download(Array(try synopsis(plan).html.utf8), type: Self.html, name: "synopsis.html")
    case "word": return .download(try word(plan), type: Self.wordType, name: "synopsis.docx")
    case "all": return try archive(plan)
    default: return page(texts, [], plan)
    }
  }

  // MARK: what was stated

  private static let names = QuestionField.allCases.map(\.rawValue) + QuestionReading.Text.allCases.map(\.rawValue)

  /// What the form says; what the form of the design before did not ask for stays as it was stated.
  private func posted(after before: [String: String]) -> [String: String] {
    let design = before[QuestionReading.Text.design.rawValue].flatMap(DesignKind.init) ?? .twoStage
    let asked = Set(design.fields.map(\.rawValue))
    let isField = Set(QuestionField.allCases.map(\.rawValue))
    return Dictionary(
      Self.names.map { name in
        let stays = isField.contains(name) && !asked.contains(name)
        let text = visit.form["t.\(name)"] ?? (stays ? before[name] : nil) ?? ""
        return (name, String(text.prefix(QuestionReading.longest + 1)))
      }, uniquingKeysWith: { first, _ in first })
  }

  private func kept() async throws -> [String: String] {
    guard
      let draft = try await pages.store.drafts(of: visit.session.author).first(where: { $0.place == Address.trial.path }
      )
    else { return [:] }
    return (try? JSONDecoder().decode([String: String].self, from: Data(draft.text.utf8))) ?? [:]
  }

  private func keep(_ texts: [String: String]) async throws {
    let text = String(decoding: try JSONEncoder().encode(texts.filter { !$0.value.isEmpty }), as: UTF8.self)
    try await pages.store.keep(
      Draft(author: visit.session.author, place: Address.trial.path, base: state.revision, text: text))
  }

  /// How a command line names the study: its folder, or what stands for the folder that can be written.
  private static func folder(_ folder: String?) -> String {
    folder.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "my-series"
  }

  // MARK: files

  private static let html = "text/html; charset=utf-8"
  private static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

  private func synopsis(_ plan: TrialPlan) throws -> Synopsis {
    do throws(Synopsis.Refusal) { return try Synopsis(plan.withoutRecords, library: library) } catch {
      throw PageError(Phrase("\(error)", "\(error)"))
    }
  }

  private func word(_ plan: TrialPlan) throws -> [UInt8] {
    let synopsis = try synopsis(plan)
    do throws(ReportFormat.Refusal) { return try synopsis.word() } catch {
      throw PageError(Phrase("\(error)", "\(error)"), status: 501)
    }
  }

  private func archive(_ plan: TrialPlan) throws -> Answer {
    let synopsis = try synopsis(plan)
    var files = synopsis.files
    if let word = try? synopsis.word() { files.append(OutputFile(path: "synopsis.docx", bytes: word)) }
    let all = files.map { OutputFile(path: "synopsis/" + $0.path, bytes: $0.bytes) }
    do throws(ZipArchive.Failure) {
      let bytes = try ZipArchive.pack(all, searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
      return .download(bytes, type: "application/zip", name: "synopsis.zip")
    } catch { throw PageError(Phrase("\(error)", "\(error)")) }
  }

  // MARK: the page

  private func page(
    _ texts: [String: String], _ problems: [(name: String, words: Phrase)], _ plan: TrialPlan?
  ) -> Answer {
    let layout = pages.layout(state, .trial)
    let form = TrialForm(
      visit: visit, library: library, texts: texts, problems: problems,
      controls: ComparatorReading(state.outcomes.study).assumptions.filter(\.isMedianWithoutProgression))
    let content: [Markup] = plan.map { [shown($0)] + figures($0) + tables($0) } ?? []
    return layout.page(
      visit(Words.trial), status: problems.isEmpty ? 200 : 422,
      [
        layout.head(visit(Words.trialTitle), visit.text(Words.trialAbout)),
        .element("p", ["class": "callout warning notice", "role": "note"], visit.text(Words.trialNotice)),
        .element("div", ["class": "grid2 side"], form.markup, .element("div", ["class": "stack"], content)),
      ])
  }

  /// What the series says at once, and what nobody has stated yet.
  private func shown(_ plan: TrialPlan) -> Markup {
    let open = plan.open.map { open in
      QuestionField(rawValue: String(open.option.drop { $0 == "-" })).map { visit($0.phrase) }
        ?? (open.option == "--regimen" ? visit(Words.trialRegimen) : open.assumption.quantity)
    }
    return .group([
      .element("p", ["class": "callout note", "lang": "en"], .text(plan.caution)),
      open.isEmpty
        ? .nothing
        : Layout.panel(
          "open", visit(Words.stillToGive), .nothing,
          .element("div", ["class": "in"], .element("ul", open.map { .element("li", .text($0)) }))),
      visit.language == .german
        ? .element("p", ["class": "small dim"], visit.text(Words.tablesInEnglish)) : .nothing,
    ])
  }

  private func figures(_ plan: TrialPlan) -> [Markup] {
    let drawn = (try? synopsis(plan))?.figures ?? []
    return drawn.enumerated().map { index, figure in
      .element(
        "figure", ["class": "panel", "lang": "en"],
        .element(
          "div",
          ["class": "sheet", "tabindex": "0", "role": "group", "aria-label": "\(visit(Words.figure)) \(index + 1)"],
          .picture(svg: SVGRenderer(idPrefix: "t\(index)", sizing: .responsive).render(figure.scene))),
        .element(
          "figcaption", ["class": "in small"], .element("b", .text("\(visit(Words.figure)) \(index + 1). ")),
          .text(figure.caption)))
    }
  }

  private func tables(_ plan: TrialPlan) -> [Markup] {
    PlanTables.all(plan).map { TablePanel(table: $0, language: .english).markup }
  }
}
