// SPDX-License-Identifier: Apache-2.0

import Plain

/// Somebody looks at a page, or sends a form: who, in which language, and what was said.
struct Visit: Sendable {
  let call: Call
  let name: String
  let session: Session
  let query: FormValues
  let form: FormValues
  /// The file that came with the form.
  let file: [UInt8]?
  let language: Language
  /// Which study a page is of, so that a form of one is never saved into another that was opened meanwhile.
  var study = ""
  /// What was just done, to be said once at the head of the page.
  let told: Phrase?

  init(_ call: Call, _ visitor: Gate.Visitor) {
    self.call = call
    name = visitor.name
    session = visitor.session
    form = visitor.form
    file = visitor.file
    let query = FormValues(encoded: call.query.utf8) ?? FormValues()
    self.query = query
    language = visitor.session.language ?? Language(accepting: call.header("accept-language"))
    told = query["told"].flatMap { Self.told[$0] }
  }

  /// What a page may be told to say; nothing else of the query is ever said.
  private static let told = ["saved": Words.savedNow, "draft": Words.draftKept, "same": Words.nothingChanged]

  /// Words in the language of the page.
  func callAsFunction(_ phrase: Phrase) -> String { phrase[language] }

  /// Words as a piece of the page.
  func text(_ phrase: Phrase) -> Markup { .text(phrase[language]) }

  /// A number with its decimals as the language writes them: what the program prints has a point.
  func number(_ text: String) -> String {
    guard language == .german else { return text }
    var shown = ""
    var previous: Character?
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      let isPoint = character == "." && previous?.isNumber == true && next?.isNumber == true
      shown.append(isPoint ? "," : character)
      previous = character
    }
    for (english, german) in [(" mo", " Mon."), (" wk", " Wo."), (" y", " J."), (" d", " Tg.")]
    where shown.hasSuffix(english) {
      shown = shown.dropLast(english.count) + german
    }
    return shown == "not determined" ? Words.notDetermined.german : shown
  }

  /// What every form carries.
  var token: Markup {
    .group([
      .element("input", ["type": "hidden", "name": "token", "value": session.token]),
      study.isEmpty ? .nothing : .element("input", ["type": "hidden", "name": "study", "value": study]),
    ])
  }

  /// A form that sends to an address.
  func form(to address: Address, class style: String = "", _ content: [Markup]) -> Markup {
    .element(
      "form", ["method": "post", "action": address.path, "class": style, "autocomplete": "off"], [token] + content)
  }

  /// A link.
  func link(_ address: Address, query: String = "", class style: String = "", _ content: Markup...) -> Markup {
    .element("a", ["href": address.path + (query.isEmpty ? "" : "?" + query), "class": style], content)
  }
}
