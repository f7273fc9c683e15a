// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import DoubleEntry
import Outcomes
import Plain
import Store

/// The differences of one patient, what both say side by side, and what was decided on each.
struct DoublePatientPage {
  let pages: StudyPages
  let state: StudyState
  let place: StudyState.Place

  private var visit: Visit { pages.visit }
  private var patient: Patient.ID { place.outcome.patient.id }

  func answer() async throws -> Answer {
    guard let path = await pages.open.second else { return Answer.see(.double) }
    let second = try await SecondFile(path, notThe: pages.store.path)
    defer { try? second.store.close() }
    let double = try await DoubleState(state, pages.store, second)
    return pages.isForm ? try await settle(double, second) : try await page(double)
  }

  /// What could not be settled, to be said at the difference.
  private struct Refusal {
    var id: String
    var words: String
  }

  private func settle(_ double: DoubleState, _ second: SecondFile) async throws -> Answer {
    let name = visit.form["difference"] ?? ""
    let items = double.items(of: patient)
    guard let item = items.first(where: { address($0.difference) == name }) else {
      throw PageError(Words.doubleStale, status: 409)
    }
    func refuse(_ words: String) async throws -> Answer {
      try await page(double, refusal: Refusal(id: item.id, words: words))
    }
    // What was read is what is decided on.
    guard visit.form["reads"] == Hexadecimal.name(of: item.difference.reads) else {
      return try await refuse(visit(Words.doubleStale))
    }
    guard let verdict = visit.form["verdict"].flatMap({ FindingDecision.Verdict(rawValue: $0) }),
      verdict.isOfSecondEntry
    else { return try await refuse(visit(Words.chooseOne)) }
    let reason = (visit.form["reason"] ?? "").trimmed
    guard !reason.isEmpty else { return try await refuse(visit(Words.decisionReason)) }
    let settlement = Settlement(state: state, double: double, place: place, store: pages.store, second: second)
    do {
      let edits = try await settlement.edits(
        on: item.difference, verdict, reason: reason, by: visit.session.author)
      _ = try await pages.store.save(edits, by: visit.session.author, why: reason)
      return Answer.see(.doublePatient(place.part), "told=saved")
    } catch let obstacle as Settlement.Obstacle {
      return try await refuse(visit(obstacle.words))
    } catch let error as StoreError {
      return try await refuse(error.description)
    }
  }

  /// A name of a difference for the page: the id has that of the patient in it.
  private func address(_ difference: EntryDifference) -> String { Hexadecimal.name(of: difference.id) }

  // MARK: the page

  private func page(_ double: DoubleState, refusal: Refusal? = nil) async throws -> Answer {
    let layout = pages.layout(state, .study)
    let sheet = try await PatientSheet(place, pages.store, at: state.revision)
    let items = double.items(of: patient)
    let open = items.filter(\.standing.isOpen)
    let done = items.filter { !$0.standing.isOpen }
    let compatible = double.compatible(of: patient)
    let title = "\(visit(Words.patient)) \(patient): \(visit(Words.double))"
    return layout.page(
      "\(visit(Words.double)) · \(place.position)", status: refusal == nil ? 200 : 422,
      [
        layout.head(
          title, .text("\(open.count) \(visit(Words.doubleOpen)), \(done.count) \(visit(Words.doubleSettled))"),
          visit.link(.double, class: "button", visit.text(Words.back)),
          visit.link(.patient(place.part), class: "button", visit.text(Words.patient))),
        .element(
          "div", ["class": "stack"],
          [open.isEmpty ? .element("p", ["class": "callout good"], visit.text(Words.doubleNothingOpen)) : .nothing]
            + open.map { card($0, sheet, refusal) } + done.map { card($0, sheet, refusal) }
            + [compatiblePanel(compatible)]),
      ])
  }

  private func title(_ difference: EntryDifference) -> String {
    let kind = difference.kind == "patient" ? visit(Words.patient) : FieldWords.label(difference.kind, visit.language)
    let about = difference.about.isEmpty ? "" : " (\(difference.about))"
    return kind + about + (difference.field.map { " · \(DoubleLabels.field($0, visit.language))" } ?? "")
  }

  private func card(_ item: DoubleState.Item, _ sheet: PatientSheet, _ refusal: Refusal?) -> Markup {
    let difference = item.difference
    let name = address(difference)
    let own = refusal?.id == item.id ? refusal : nil
    let status: Markup =
      switch item.standing {
      case .open: .nothing
      case .same: visit.text(Words.doubleCorrected)
      case .decided(let decision), .lapsed(let decision): visit.text(decision.phrase)
      }
    let entry = difference.first.flatMap { sheet.part(of: $0) }
    var content: [Markup] = [
      .element(
        "div", ["class": "in versus"], says(Words.firstEntry, difference.firstSays),
        says(Words.secondEntry, difference.secondSays)),
      bounds(difference.relation),
      own.map { .element("p", ["class": "in callout error", "role": "alert"], .lines($0.words)) } ?? .nothing,
    ]
    if item.standing.isOpen, !pages.store.isReadOnly {
      content.append(form(difference, name, entry: entry, isRefused: own != nil))
    }
    // No landmark: there may be many, and two of them alike.
    return .element(
      "article", ["class": "panel", "aria-labelledby": "h-\(name)", "id": "d-\(name)"],
      [
        .element(
          "header", .element("h2", ["id": "h-\(name)"], .text(title(difference))),
          .element("div", ["class": "small dim"], status))
      ] + content)
  }

  private func says(_ who: Phrase, _ text: String?) -> Markup {
    .element(
      "div", ["class": "stmt"], .element("p", ["class": "small dim"], visit.text(who)),
      text.map { .element("p", ["lang": "en"], .text($0)) }
        ?? .element("p", ["class": "none"], visit.text(Words.saysNothing)))
  }

  /// What the two times come to.
  private func bounds(_ relation: EntryDifference.Relation) -> Markup {
    let bounds: Closeness.Bounds
    switch relation {
    case .apart(let own), .compatible(let own): bounds = own
    case .different, .onlyOne, .unknown: return .nothing
    }
    let (first, second): (String, String)
    switch bounds {
    case .days(let one, let other):
      (first, second) = (one.text, other.text)
    case .lengths(let one, let other):
      (first, second) = (visit.number(one.text()), visit.number(other.text()))
    }
    return .element(
      "p", ["class": "in small"],
      .text("\(visit(Words.firstEntry)): \(first) · \(visit(Words.secondEntry)): \(second)"))
  }

  private func form(_ difference: EntryDifference, _ name: String, entry: Int?, isRefused: Bool) -> Markup {
    let isOwn = isRefused && visit.form["difference"] == name
    let chosen = isOwn ? visit.form["verdict"] : nil
    let taking: Phrase =
      if difference.field == nil {
        difference.first == nil && difference.firstSays == nil ? Words.secondHoldsAdds : Words.secondHoldsRemoves
      } else if difference.field.flatMap({ EntryDifference.list(of: $0) }) != nil {
        Words.secondHoldsList
      } else {
        Words.secondHoldsHelp
      }
    let choices: [(FindingDecision.Verdict, Phrase, Phrase)] = [
      (.first, Words.firstHolds, Words.firstHoldsHelp), (.second, Words.secondHolds, taking),
      (.both, Words.bothHold, Words.bothHoldHelp), (.neither, Words.neitherHolds, Words.neitherHoldsHelp),
    ]
    let options = choices.map { verdict, label, help -> Markup in
      .element(
        "label", ["class": "choice"],
        Pieces.input("radio", "verdict", verdict.rawValue, isOn: chosen == verdict.rawValue), visit.text(label), " ",
        .element("span", ["class": "small dim"], visit.text(help)))
    }
    let reason: Markup = .element(
      "div", .element("label", ["for": "reason-\(name)"], visit.text(Words.reason)),
      .element(
        "input",
        [
          "type": "text", "name": "reason", "id": "reason-\(name)", "value": isOwn ? visit.form["reason"] ?? "" : "",
        ]))
    let way: Markup =
      entry.map { visit.link(.entry(place.part, $0), class: "button", visit.text(Words.openEntry)) } ?? .nothing
    return visit.form(
      to: .doublePatient(place.part), class: "in stack",
      [
        .element("input", ["type": "hidden", "name": "difference", "value": name]),
        .element("input", ["type": "hidden", "name": "reads", "value": Hexadecimal.name(of: difference.reads)]),
        .element("fieldset", [.element("legend", ["class": "vh"], visit.text(Words.decideVerb))] + options), reason,
        .element(
          "div", ["class": "row"], .element("button", ["class": "primary"], visit.text(Words.decideVerb)), way),
      ])
  }

  private func compatiblePanel(_ all: [EntryDifference]) -> Markup {
    guard !all.isEmpty else { return .nothing }
    return Layout.panel(
      "compatible", visit(Words.doubleCompatible), visit.text(Words.doubleCompatibleHelp),
      Pieces.table(
        visit(Words.doubleCompatible), head: [Words.field, Words.firstEntry, Words.secondEntry].map { visit($0) },
        all.map { difference in
          .element(
            "tr", .element("th", ["scope": "row"], .text(title(difference))),
            .element("td", ["lang": "en"], .text(difference.firstSays ?? "")),
            .element("td", ["lang": "en"], .text(difference.secondSays ?? "")))
        }))
  }
}
