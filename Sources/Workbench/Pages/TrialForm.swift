// SPDX-License-Identifier: Apache-2.0

import Dosing
import Plain
import Planning

/// The form of a trial: what somebody states, with what is wrong beside each field.
struct TrialForm {
  let visit: Visit
  let library: RegimenLibrary
  let texts: [String: String]
  let problems: [(name: String, words: Phrase)]
  /// Medians of published arms.
  let controls: [Assumption]

  private typealias Text = QuestionReading.Text

  var markup: Markup {
    visit.form(
      to: .trial, class: "panel settings noprint",
      [
        .element("header", .element("h2", visit.text(Words.trialQuestion))),
        .element(
          "div", ["class": "in stack"],
          [
            .element("p", ["class": "hint"], visit.text(Words.trialQuestionHelp)), summary,
            line(Text.title.rawValue, Words.trialName), design,
          ] + fields),
      ])
  }

  /// The design that is chosen, whose fields are shown; another shows its own once it is worked out.
  private var chosen: DesignKind { texts[Text.design.rawValue].flatMap(DesignKind.init) ?? .twoStage }

  private var fields: [Markup] {
    let kind = chosen
    let first = kind.ownFields.filter { $0 != .deaths }
    return (kind.hasControl ? [control] : []) + first.map(number)
      + [number(.scans), line(Text.ratesSource.rawValue, Words.ratesSource)] + (kind == .twoStage ? [choice] : [])
      + ([.alpha, .power] + (kind.ownFields.contains(.deaths) ? [.deaths] : [])).map(number)
      + [QuestionField.perMonth, .eligible, .tolerable, .toxic, .chance].map(number)
      + [line(Text.looks.rawValue, Words.toxicityLooks), regimen, actions]
  }

  private var design: Markup {
    .group([
      select(
        Text.design.rawValue, Words.trialDesign, DesignKind.allCases.map { ($0.rawValue, visit($0.phrase)) }),
      .element("p", ["class": "hint"], visit.text(Words.trialDesignHelp)),
    ])
  }

  /// The published arms whose median may be the control's.
  private var control: Markup {
    select(
      Text.control.rawValue, Words.trialControl,
      [("", visit(Words.statedMedian))]
        + controls.map { ($0.id, "\($0.quantity): \($0.printedValue) \($0.unit.printed)") })
  }

  /// How many fields are wrong, with a link to each: said first, so that nobody has to look for them.
  private var summary: Markup {
    guard !problems.isEmpty else { return .nothing }
    return .element(
      "div", ["class": "callout error", "role": "alert", "id": "problems", "tabindex": "-1"],
      .element("p", visit.text(Words.formErrors)),
      .element(
        "ul",
        problems.map { own in
          .element("li", .element("a", ["href": "#t-\(own.name)"], .text("\(label(own.name)): \(visit(own.words))")))
        }))
  }

  private func label(_ name: String) -> String {
    if let field = QuestionField(rawValue: name) { return visit(field.phrase) }
    return switch Text(rawValue: name) {
    case .title: visit(Words.trialName)
    case .ratesSource: visit(Words.ratesSource)
    case .choice: visit(Words.designChoice)
    case .looks: visit(Words.toxicityLooks)
    case .design: visit(Words.trialDesign)
    case .control: visit(Words.trialControl)
    case .regimen, nil: visit(Words.trialRegimen)
    }
  }

  private func number(_ field: QuestionField) -> Markup {
    line(field.rawValue, field.phrase, hint: field.range.phrase)
  }

  private func line(_ name: String, _ label: Phrase, hint: Phrase? = nil) -> Markup {
    let id = "t-\(name)"
    let problem = problems.first { $0.name == name }?.words
    let described = [problem.map { _ in "e-\(id)" }, hint.map { _ in "h-\(id)" }].compactMap(\.self)
      .joined(separator: " ")
    return .element(
      "div", .element("label", ["for": id], visit.text(label)),
      .element(
        "input",
        [
          "type": "text", "name": "t.\(name)", "id": id, "value": texts[name] ?? "", "aria-describedby": described,
          "aria-invalid": problem == nil ? "false" : "true",
        ]),
      hint.map { .element("p", ["class": "hint", "id": "h-\(id)"], visit.text($0)) } ?? .nothing,
      problem.map { .element("p", ["class": "wrong error", "id": "e-\(id)"], visit.text($0)) } ?? .nothing)
  }

  private func select(_ name: String, _ label: Phrase, _ options: [(String, String)]) -> Markup {
    let chosen = texts[name] ?? ""
    return .element(
      "div", .element("label", ["for": "t-\(name)"], visit.text(label)),
      .element(
        "select", ["name": "t.\(name)", "id": "t-\(name)"],
        options.map { value, words in
          value == chosen
            ? .element("option", ["value": value, "selected": "selected"], .text(words))
            : .element("option", ["value": value], .text(words))
        }))
  }

  private var choice: Markup {
    select(
      Text.choice.rawValue, Words.designChoice,
      [
        (TrialQuestion.Choice.optimal.rawValue, visit(Words.optimalDesign)),
        (TrialQuestion.Choice.minimax.rawValue, visit(Words.minimaxDesign)),
      ])
  }

  private var regimen: Markup {
    let known = library.regimens.values.sorted { $0.id < $1.id }.map { ($0.id, "\($0.name) (\($0.id))") }
    return select(Text.regimen.rawValue, Words.trialRegimen, [("", visit(Words.noRegimen))] + known)
  }

  private var actions: Markup {
    func button(_ action: String, _ words: Phrase, class style: String = "") -> Markup {
      .element("button", ["name": "action", "value": action, "class": style], visit.text(words))
    }
    return .element(
      "div", ["class": "row"], button("show", Words.workOutTrial, class: "primary"),
      button("page", Words.trialSynopsis), button("word", Words.trialSynopsisWord), button("all", Words.trialArchive))
  }
}
