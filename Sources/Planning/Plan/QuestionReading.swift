// SPDX-License-Identifier: Apache-2.0

package import Dosing
package import Plain

/// A question read of texts, as a form has them: all of it, or what is wrong with each text.
package struct QuestionReading: Sendable {
  /// Names of texts that are no numbers.
  package enum Text: String, CaseIterable, Sendable {
    case title
    case ratesSource = "rates-source"
    case choice = "choose"
    case looks, regimen, design, control
  }

  /// What was understood.
  package private(set) var question = TrialQuestion()
  /// What is wrong, by the name of the text, in the order of the form.
  package private(set) var problems: [(name: String, words: Phrase)] = []

  /// The longest text that is taken, in letters.
  package static let longest = 400

  /// Reads texts by their names; what is empty or not there is not stated.
  package init(_ texts: [String: String], library: RegimenLibrary) {
    func text(_ name: String) -> String? {
      let text = (texts[name] ?? "").trimmed
      return text.isEmpty ? nil : text
    }
    question.design = text(Text.design.rawValue).flatMap(DesignKind.init) ?? .twoStage
    // What another design asks for stays in the form and says nothing.
    let fields = question.design.fields
    func asked(_ field: QuestionField) -> Bool {
      fields.contains(field) && text(field.rawValue) != nil
    }
    if question.design.hasControl, let control = text(Text.control.rawValue) {
      question.control = control
      if asked(.median) {
        problems.append(
          (
            QuestionField.median.rawValue,
            Phrase(
              "the published arm that is chosen has a median", "die gewählte veröffentlichte Studie hat schon einen")
          ))
      }
    }
    for field in fields {
      guard let stated = text(field.rawValue) else { continue }
      do throws(NumberRefusal) { field.set(try field.range.number(stated), in: &question) } catch {
        problems.append(
          (
            field.rawValue,
            Phrase("\(error)", "„\(stated.prefix(40))“ passt nicht; erwartet: \(field.range.phrase.german)")
          ))
      }
    }
    for own in [Text.title, .ratesSource] where (text(own.rawValue) ?? "").count > Self.longest {
      problems.append((own.rawValue, Phrase("at most \(Self.longest) letters", "höchstens \(Self.longest) Zeichen")))
    }
    question.title = text(Text.title.rawValue)
    question.ratesSource = text(Text.ratesSource.rawValue)
    if let choice = text(Text.choice.rawValue).flatMap(TrialQuestion.Choice.init) { question.choice = choice }
    if let regimen = text(Text.regimen.rawValue) {
      if library.regimens[regimen] == nil {
        problems.append(
          (
            Text.regimen.rawValue,
            Phrase("the library has no regimen `\(regimen.prefix(60))`", "kein Schema `\(regimen.prefix(60))`")
          ))
      }
      question.regimen = regimen
    }
    if let stated = text(Text.looks.rawValue) { readLooks(stated) }
    checkPairs(asked)
  }

  private mutating func readLooks(_ stated: String) {
    let range = NumberRange(1...10_000)
    let parts = stated.split { $0 == "," || $0 == ";" }.map { try? range.whole($0.trimmed) }
    let looks = parts.compactMap(\.self)
    guard (1...30).contains(parts.count), looks.count == parts.count,
      zip(looks, looks.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      problems.append(
        (
          Text.looks.rawValue,
          Phrase("expected rising numbers of patients: 10, 20, 30", "erwartet: steigende Patientenzahlen: 10, 20, 30")
        ))
      return
    }
    question.looks = looks
  }

  /// What is nothing without its other half.
  private mutating func checkPairs(_ isStated: (QuestionField) -> Bool) {
    for (one, other) in QuestionField.pairs where isStated(one) != isStated(other) {
      let missing = isStated(one) ? other : one
      problems.append(
        (
          missing.rawValue,
          Phrase(
            "needed together with: \(isStated(one) ? one.phrase.english : other.phrase.english)",
            "nötig zusammen mit: \(isStated(one) ? one.phrase.german : other.phrase.german)")
        ))
    }
    for (one, other) in QuestionField.needs(question.design)
    where isStated(one) && !isStated(other) && !(other == .median && question.control != nil) {
      problems.append(
        (
          one.rawValue,
          Phrase("means nothing without: \(other.phrase.english)", "sagt nichts ohne: \(other.phrase.german)")
        ))
    }
    if !question.looks.isEmpty, !isStated(.tolerable) {
      problems.append(
        (
          Text.looks.rawValue,
          Phrase(
            "means nothing without: \(QuestionField.tolerable.phrase.english)",
            "sagt nichts ohne: \(QuestionField.tolerable.phrase.german)")
        ))
    }
  }
}
