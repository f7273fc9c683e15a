// SPDX-License-Identifier: Apache-2.0

import Course
import DoubleEntry
import Foundation
import Outcomes
import Plain
import Statistics
import Store

/// The second entry of a study: begun, compared, how far both agree by field, and the patients that have differences.
struct DoublePage {
  let pages: StudyPages
  let state: StudyState

  private var visit: Visit { pages.visit }

  func answer() async throws -> Answer {
    guard pages.isForm else { return try await page() }
    do {
      switch visit.form["action"] {
      case "begin": return try await begin()
      case "forget":
        await pages.open.compare(with: nil)
        return Answer.see(.double)
      default:
        let path = try await whole(needed("with"))
        let second = try await SecondFile(path, notThe: pages.store.path)
        try second.store.close()
        await pages.open.compare(with: path)
        return Answer.see(.double)
      }
    } catch let error as StoreError {
      return try await page(problem: error.description)
    } catch let error as PageError {
      return try await page(problem: visit(error.words))
    }
  }

  private func needed(_ name: String) throws -> String {
    let value = (visit.form[name] ?? "").trimmed
    guard !value.isEmpty else { throw PageError(Phrase("Type the file.", "Bitte die Datei angeben.")) }
    return value
  }

  private func whole(_ path: String) async -> String {
    let path = (path as NSString).expandingTildeInPath
    return path.hasPrefix("/") ? path : "\(await pages.desk.workplace.home)/\(path)"
  }

  private func begin() async throws -> Answer {
    let path = await whole(try needed("file"))
    let asked = (visit.form["patients"] ?? "").split { $0 == "," || $0 == ";" || $0.isWhitespace }.map(String.init)
    let known = state.study.patients.map(\.id)
    if let stranger = asked.first(where: { !known.contains($0) }) {
      let nearest = Spelling.nearest(to: stranger, among: known)
      throw PageError(
        Phrase(
          "There is no patient “\(stranger)”\(nearest.map { "; did you mean “\($0)”?" } ?? ".")",
          "Es gibt keinen Patienten „\(stranger)“\(nearest.map { "; gemeint „\($0)“?" } ?? ".")"))
    }
    try SecondFile.begin(
      path, of: state.study, patients: asked.isEmpty ? nil : Set(asked), by: visit.session.author,
      program: Workplace.version)
    await pages.open.compare(with: path)
    return Answer.see(.double, "told=saved")
  }

  // MARK: the page

  private func page(problem: String? = nil) async throws -> Answer {
    let layout = pages.layout(state, .study)
    var content = [
      layout.head(visit(Words.double), visit.text(Words.doubleAbout)),
      problem.map { .element("p", ["class": "callout error", "role": "alert"], .lines($0)) } ?? .nothing,
    ]
    let path = await pages.open.second
    if let path, problem == nil {
      let second = try await SecondFile(path, notThe: pages.store.path)
      defer { try? second.store.close() }
      let double = try await DoubleState(state, pages.store, second)
      let other = visit.form(to: .double, [hidden("forget"), .element("button", visit.text(Words.doubleOther))])
      content.append(
        .element(
          "div", ["class": "stack"], about(second, double), patients(double), entries(double.entered),
          double.revision == nil
            ? .element("p", ["class": "callout warning"], visit.text(Words.doubleLost)) : agreement(double.entered),
          other))
    } else {
      content.append(.element("div", ["class": "grid2"], beginPanel, comparePanel))
    }
    return layout.page(visit(Words.double), status: problem == nil ? 200 : 422, content)
  }

  private func about(_ second: SecondFile, _ double: DoubleState) -> Markup {
    let by =
      second.authors.isEmpty ? "" : " · \(visit(Words.doubleEnteredBy)) \(second.authors.joined(separator: ", "))"
    let alike = second.authors.contains(visit.session.author)
    return .element(
      "div",
      alike ? .element("p", ["class": "callout warning"], visit.text(Words.doubleSamePerson)) : .nothing,
      .element(
        "p", .element("code", .text(second.path)),
        .text(
          "\(by) · \(visit(Words.revision)) \(second.revision)."
            + (double.revision.map { " \(visit(Words.doubleCountedOf)) \($0)." } ?? "")),
        second.authors.isEmpty ? .element("span", ["class": "dim"], .text(" " + visit(Words.doubleMade))) : .nothing))
  }

  private func hidden(_ action: String) -> Markup {
    .element("input", ["type": "hidden", "name": "action", "value": action])
  }

  private func field(_ name: String, _ label: Phrase, _ help: Phrase?, value: String) -> Markup {
    .element(
      "div", .element("label", ["for": "f-\(name)"], visit.text(label)),
      help.map { .element("p", ["class": "hint", "id": "h-\(name)"], visit.text($0)) } ?? .nothing,
      .element(
        "input",
        [
          "type": "text", "name": name, "id": "f-\(name)", "value": visit.form[name] ?? value, "spellcheck": "false",
          "aria-describedby": help == nil ? "" : "h-\(name)",
        ]))
  }

  private var beginPanel: Markup {
    Layout.panel(
      "begin", visit(Words.doubleBegin), .nothing,
      visit.form(
        to: .double, class: "in stack",
        [
          .element("p", visit.text(Words.doubleBeginHelp)), hidden("begin"),
          field("file", Words.file, Words.fileHelp, value: SecondFile.proposed(pages.store.path)),
          field("patients", Words.doublePatients, Words.doublePatientsHelp, value: ""),
          .element("button", ["class": "primary"], visit.text(Words.doubleMake)),
        ]))
  }

  private var comparePanel: Markup {
    let proposed = SecondFile.proposed(pages.store.path)
    return Layout.panel(
      "compare", visit(Words.doubleCompare), .nothing,
      visit.form(
        to: .double, class: "in stack",
        [
          hidden("compare"),
          field(
            "with", Words.file, Words.doubleCompareHelp,
            value: FileManager.default.fileExists(atPath: proposed) ? proposed : ""),
          .element("button", visit.text(Words.doubleCompareVerb)),
        ]))
  }

  private func patients(_ double: DoubleState) -> Markup {
    let compared = Set(double.now.patients.map(\.patient))
    let rows = state.patients.map { place -> Markup in
      let id = place.outcome.patient.id
      let cells: [Markup]
      if compared.contains(id) {
        let items = double.items(of: id)
        let open = items.count { $0.standing.isOpen }
        let same = items.count { if case .same = $0.standing { true } else { false } }
        cells = [
          .element("td", .text("\(open)")),
          .element("td", .text("\(items.count - open - same)")),
          .element("td", .text("\(same)")),
          .element("td", .text("\(double.compatible(of: id).count)")),
        ]
      } else {
        let words = double.now.notBegun.contains(id) ? Words.doubleNotBegun : Words.doubleOnlyFirst
        cells = [.element("td", ["colspan": "4", "class": "dim"], visit.text(words))]
      }
      let name: Markup =
        compared.contains(id)
        ? visit.link(.doublePatient(place.part), class: "row-link", .text("\(visit(Words.patient)) \(id)"))
        : .text("\(visit(Words.patient)) \(id)")
      return .element("tr", [.element("th", ["scope": "row"], name)] + cells)
    }
    let strangers =
      double.now.onlySecond.isEmpty
      ? Markup.nothing
      : .element(
        "p", ["class": "in callout warning"],
        .text("\(visit(Words.doubleOnlySecond)): \(double.now.onlySecond.joined(separator: ", "))"))
    return Layout.panel(
      "patients", visit(Words.doubleDifferences), .nothing, strangers,
      Pieces.table(
        visit(Words.doubleDifferences),
        head: [Words.patient, Words.doubleOpen, Words.doubleSettled, Words.doubleCorrected, Words.doubleCompatible].map
        {
          visit($0)
        }, rows))
  }

  private func entries(_ entry: SecondEntry) -> Markup {
    let counts = entry.entries
    guard !counts.isEmpty else { return .nothing }
    let rows = counts.keys.sorted(by: NaturalOrder.precedes).compactMap { kind -> Markup? in
      guard let own = counts[kind] else { return nil }
      return .element(
        "tr", .element("th", ["scope": "row"], .text(FieldWords.label(kind, visit.language))),
        .element("td", .text("\(own.both)")),
        .element("td", .text("\(own.onlyFirst)")),
        .element("td", .text("\(own.onlySecond)")))
    }
    return Layout.panel(
      "entries", visit(Words.doubleEntries), .nothing,
      Pieces.table(
        visit(Words.doubleEntries),
        head: [Words.entry, Words.doubleBoth, Words.doubleFirstAlone, Words.doubleSecondAlone].map { visit($0) }, rows))
  }

  private func agreement(_ entry: SecondEntry) -> Markup {
    guard !entry.fields.isEmpty else { return .nothing }
    func row(_ field: FieldAgreement) -> Markup {
      .element(
        "tr",
        [
          .element(
            "th", ["scope": "row"],
            .text(
              "\(FieldWords.label(field.kind, visit.language)) · \(DoubleLabels.field(field.field, visit.language))"))
        ]
          + [
            field.count, field.same, field.compatible, field.different, field.onlyFirst + field.onlySecond,
            field.unknown,
          ]
          .map { .element("td", .text("\($0)")) }
          + [
            .element("td", .text(field.agreement.map { visit.number(percent($0)) } ?? "–")),
            .element("td", .text(kappa(field))),
          ])
    }
    func table(_ label: Phrase, _ fields: [FieldAgreement]) -> Markup {
      Pieces.table(
        visit(label),
        head: [visit(Words.field), "n"]
          + [
            Words.doubleSame, Words.doubleCompatible, Words.doubleDifferent, Words.saysNothingOne,
            Words.doubleCannotSay,
            Words.doubleShare,
          ].map { visit($0) } + ["κ"], fields.map(row))
    }
    let (alike, apart) = (entry.fields.filter { $0.agreement == 1 }, entry.fields.filter { $0.agreement != 1 })
    return Layout.panel(
      "agreement", visit(Words.doubleAgreement), .nothing,
      .element("p", ["class": "in small dim"], visit.text(Words.doubleAgreementHelp)),
      apart.isEmpty ? .nothing : table(Words.doubleAgreement, apart),
      alike.isEmpty
        ? .nothing
        : .element(
          "details", ["class": "in"],
          .element("summary", .text("\(visit(Words.doubleAlike)): \(alike.count)")), table(Words.doubleAlike, alike)))
  }

  private func percent(_ share: Double) -> String { Numbers.text(share * 100, decimals: 1) + " %" }

  private func kappa(_ field: FieldAgreement) -> String {
    guard field.isCoded else { return "–" }
    guard let kappa = field.kappa else { return visit(Words.doubleOneCategory) }
    let value = visit.number(Numbers.text(kappa.value, decimals: 2))
    var interval = "(\(visit(Words.doubleNoInterval)))"
    if let limits = kappa.interval(), let lower = limits.lower, let upper = limits.upper {
      func shown(_ number: Double) -> String { visit.number(Numbers.text(number, decimals: 2)) }
      interval = "(\(shown(lower))–\(shown(upper)))"
    }
    return "\(value) \(interval), n = \(kappa.count)" + (field.isLopsided ? "; \(visit(Words.doubleLopsided))" : "")
  }
}

/// What a field of a comparison is called: `phases 2 dose` is *Dose phases 2 · Dose*.
enum DoubleLabels {
  static func field(_ key: String, _ language: Language) -> String {
    guard let list = EntryDifference.list(of: key) else { return FieldWords.label(key, language) }
    let rest = key.dropFirst(list.count + 1)
    let number = rest.prefix { $0.isNumber }
    let part = String(rest.dropFirst(number.count)).trimmed
    let name = FieldWords.label(list, language) + (number.isEmpty ? "" : " \(number)")
    return "\(name) · \(FieldWords.label(part, language))"
  }
}
