// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// Lists of references in BibTeX.
package enum BibTeX {
  /// Reads a study of references.
  package static func read(_ request: StudyFormat.Request) -> StudyReading {
    ReferenceReading.read(request) { text, file, outcome in
      var reader = BibTeXReader(text, file)
      return reader.works(&outcome)
    }
  }

  /// The references of a study.
  package static func write(_ study: Study) -> StudyWriting {
    ReferenceWriting.write(study, name: "references.bib", text) { read($0) }
  }

  private static func text(_ references: [Reference]) -> String {
    references.map { reference in
      var fields: [(String, String)] = []
      if let authors = ReferenceWriting.line(reference.authors) {
        let names = AuthorNames.split(authors)?.map { $0 == AuthorNames.etAl ? "others" : BibTeXText.escaped($0) }
        // A name in braces is one, whatever stands in it.
        fields.append(("author", names.map { $0.joined(separator: " and ") } ?? "{\(BibTeXText.escaped(authors))}"))
      }
      if ReferenceWriting.isLine(reference.title) {
        fields.append(("title", "{\(BibTeXText.escaped(reference.title))}"))
      }
      let journal = ReferenceWriting.line(reference.journal)
      if let journal { fields.append(("journal", BibTeXText.escaped(journal))) }
      if let year = ReferenceWriting.year(reference.year) { fields.append(("year", "\(year)")) }
      if let doi = ReferenceWriting.line(reference.doi) { fields.append(("doi", BibTeXText.escaped(doi))) }
      let body = fields.map { "  \($0.0) = {\($0.1)},\n" }.joined()
      return "@\(journal == nil ? "misc" : "article"){ref-\(reference.number),\n\(body)}\n"
    }.joined(separator: "\n")
  }
}

/// Texts of TeX, as lists of references have them.
enum BibTeXText {
  private static let signs: [(sign: Character, tex: String)] = [
    ("\\", #"\textbackslash{}"#), ("{", #"\textbraceleft{}"#), ("}", #"\textbraceright{}"#), ("%", #"\%"#),
    ("&", #"\&"#), ("#", #"\#"#), ("$", #"\$"#), ("_", #"\_"#), ("~", #"\textasciitilde{}"#),
    ("^", #"\textasciicircum{}"#),
  ]

  /// A text in which no sign means something to TeX.
  static func escaped(_ text: String) -> String {
    text.map { sign in signs.first { $0.sign == sign }?.tex ?? String(sign) }.joined()
  }

  /// Marks above and below letters, by their commands.
  private static let accents: [Character: Unicode.Scalar] = [
    "\"": "\u{308}", "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", ".": "\u{307}",
    "c": "\u{327}", "v": "\u{30C}", "u": "\u{306}", "H": "\u{30B}", "k": "\u{328}", "r": "\u{30A}", "b": "\u{331}",
    "d": "\u{323}",
  ]
  private static let words: [String: String] = [
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^", "textendash": "–", "textemdash": "—", "textquoteright": "’",
  ]

  /// A text as people read it: accents and signs of TeX as letters, braces that only group left out. Commands that are not known stay as they are.
  static func read(_ text: String) -> (text: String, unknown: [String]) {
    var output = ""
    var unknown: [String] = []
    var rest = Array(text)[...]
    while let sign = rest.popFirst() {
      guard sign == "\\" else {
        if sign == "~" { output.append(" ") } else if sign != "{", sign != "}" { output.append(sign) }
        continue
      }
      guard let next = rest.popFirst() else {
        output.append("\\")
        break
      }
      if "%&#$_{} ".contains(next) {
        output.append(next)
        continue
      }
      var name = String(next)
      if next.isLetter, next.isASCII {
        while let letter = rest.first, letter.isLetter, letter.isASCII { name.append(rest.removeFirst()) }
      }
      if let word = words[name] {
        output += word
        if rest.starts(with: "{}") { rest = rest.dropFirst(2) } else if rest.first == " " { rest = rest.dropFirst() }
        continue
      }
      if name.count == 1, let mark = accents[Character(name)] {
        while rest.first == "{" || rest.first == " " { rest = rest.dropFirst() }
        var letter = rest.popFirst() ?? " "
        if letter == "\\", let dotless = rest.first, "ij".contains(dotless) {
          letter = dotless
          rest = rest.dropFirst()
        }
        output += (String(letter) + String(Character(mark))).precomposed
        continue
      }
      unknown.append("\\" + name)
      output += "\\" + name
    }
    return (output.split(whereSeparator: \.isWhitespace).joined(separator: " "), unknown)
  }
}
