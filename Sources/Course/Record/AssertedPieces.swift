// SPDX-License-Identifier: Apache-2.0

/// Words of a chart, cut at their marks for ``ChartAssertion``. Words with a hyphen stay whole: `Nicht-kleinzellig` denies nothing.
struct AssertedPieces {
  /// A stretch between two marks, in lower case and without `ß`.
  struct Piece {
    var words: [String]
    /// Whether a colon stands behind it.
    var isLabel = false
    /// Whether a colon or an equals sign stands before it.
    var isValue = false
    var isBracketed = false
  }

  /// The pieces, none without words.
  private(set) var all: [Piece] = []
  /// Whether there is a question mark at the begin or the end of a piece.
  private(set) var isAsked = false
  private(set) var endsAsking = false
  /// Whether any word may deny, doubt, plan or be of a relative: of most texts none does, and nothing more is read.
  private(set) var mayObject = false
  /// Whether a word says that it was done, and none denies that.
  private(set) var isDone = false

  init(_ text: String, keepsRelatives: Bool = false) {
    var tokens = Self.withoutNames(Self.writtenOut(Self.tokens(text)))
    // What stands for words that were withheld when a study was de-identified says nothing.
    if tokens.first == "withheld" { tokens[0] = "·withheld" }
    var piece = Piece(words: [])
    var depth = 0
    func cut(_ isLabel: Bool = false) {
      guard !piece.words.isEmpty else { return }
      piece.isLabel = isLabel
      all.append(piece)
      piece = Piece(words: [], isValue: isLabel, isBracketed: depth > 0)
    }
    for (index, token) in tokens.enumerated() {
      switch token {
      case ",", ";", "\n", "–": cut()
      case ":", "=": cut(true)
      case "(", "[":
        cut()
        depth += 1
        piece.isBracketed = true
      case ")", "]":
        cut()
        depth = max(0, depth - 1)
        piece.isBracketed = depth > 0
      case ".":
        // The point of an abbreviation, of an ordinal and of a date ends nothing.
        guard let last = piece.words.last,
          last.count > 4 && !last.allSatisfy(\.isNumber) || last.count == 4 && last.allSatisfy(\.isNumber)
        else { continue }
        cut()
      case "?":
        isAsked = true
        endsAsking = endsAsking || index == tokens.count - 1
      default: piece.words.append(token)
      }
    }
    cut()
    mayObject = isAsked || all.contains { $0.words.contains(where: AssertionWords.isSignal) }
    isDone = all.contains { own in
      own.words.indices.contains {
        AssertionWords.done.contains(own.words[$0])
          && !own.words[..<$0].suffix(3).contains { AssertionWords.nots.contains($0) || AssertionWords.isKein($0) }
      }
    }
    if !keepsRelatives, all.contains(where: { $0.words.contains(where: AssertionWords.isNoRelative) }) {
      for index in all.indices { all[index].words.removeAll(where: AssertionWords.relatives.contains) }
      all.removeAll { $0.words.isEmpty }
    }
  }

  /// Whether words take the record back: it was cancelled, entered in error, or is of another patient.
  var isRetracted: Bool {
    all.contains { piece in
      let words = piece.words
      if words.contains(where: AssertionWords.retractions.contains)
        || words.contains("entered") && words.contains("error")
      {
        return true
      }
      return zip(words, words.dropFirst()).contains { first, second in
        AssertionWords.strangers.contains(first) && ["patient", "patientin", "patienten", "pat"].contains(second)
      }
    }
  }

  /// Whether words are of the family: a history of it, or a code of ICD-10 from Z80 to Z84.
  var sayFamily: Bool {
    all.contains { piece in
      piece.words.contains { $0.hasPrefix("familienanamne") || $0.wholeMatch(of: #/z8[0-4](?:[.][0-9]{1,2})?/#) != nil }
        || zip(piece.words, piece.words.dropFirst()).contains(where: AssertionWords.ofFamily)
    }
  }

  // MARK: tokens

  /// By scalars: every term of a study is read.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var word = String.UnicodeScalarView()
    let scalars = Array(text.lowercased().unicodeScalars)
    func end() {
      if !word.isEmpty { tokens.append(String(word)) }
      word = String.UnicodeScalarView()
    }
    func isPart(_ place: Int) -> Bool { scalars.indices.contains(place) && isOfWord(scalars[place]) }
    var place = 0
    while place < scalars.count {
      let scalar = scalars[place]
      // `Niere(n)` is one word, and its ending no answer.
      if scalar == "(", isPart(place - 1), let close = scalars[place...].prefix(5).firstIndex(of: ")"),
        scalars[(place + 1)..<close].allSatisfy({ isOfWord($0) && !isDigit($0) })
      {
        place = close + 1
        continue
      }
      if scalar == "ß" {
        word.append(contentsOf: "ss".unicodeScalars)
      } else if isOfWord(scalar) || scalar == "'" && !word.isEmpty {
        word.append(scalar)
      } else if ".,".unicodeScalars.contains(scalar), isPart(place - 1), isPart(place + 1), isDigit(scalars[place - 1]),
        isDigit(scalars[place + 1])
      {
        // `1.5`, `C78.0`.
        word.append(".")
      } else if isDash(scalar), !word.isEmpty, isPart(place + 1), scalar != "–", scalar != "—" {
        word.append("-")
      } else {
        end()
        if isDash(scalar) {
          // Alone in brackets or behind a colon it is an answer, between blanks a mark.
          if [":", "(", "=", "["].contains(tokens.last ?? "") {
            tokens.append("-")
          } else if !isPart(place + 1) || !isPart(place - 1) {
            tokens.append("–")
          }
        } else if scalar == "?" {
          // `liver?`, `(?)`, `?liver`; in `<?xml` it asks nothing.
          if place + 1 == scalars.count || " )],;.!?\n".unicodeScalars.contains(scalars[place + 1]) || place == 0
            || " (".unicodeScalars.contains(scalars[place - 1])
          {
            tokens.append("?")
          }
        } else if ",;:()[]=.\n/".unicodeScalars.contains(scalar) {
          tokens.append(String(scalar))
        }
      }
      place += 1
    }
    end()
    return tokens
  }

  private static func isDash(_ scalar: Unicode.Scalar) -> Bool { "-‐‑–—−".unicodeScalars.contains(scalar) }
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return (0x61...0x7A).contains(scalar.value) || isDigit(scalar) }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar.properties.isDiacritic
  }

  /// Abbreviations with the words that they stand for; a stroke is none but in these.
  private static func writtenOut(_ tokens: [String]) -> [String] {
    var out: [String] = []
    var rest = tokens[...]
    while let first = rest.first {
      if let own = AssertionWords.abbreviations[first]?.first(where: { rest.starts(with: $0.written) }) {
        rest = rest.dropFirst(own.written.count)
        out += own.words
      } else {
        if first != "/" { out.append(first) }
        rest = rest.dropFirst()
      }
    }
    return out
  }

  /// Names that look like a denial, a doubt or a plan, with the words taken out that do.
  private static func withoutNames(_ tokens: [String]) -> [String] {
    var out: [String] = []
    var rest = tokens[...]
    while let first = rest.first {
      if let name = AssertionWords.names[first]?.first(where: { name in
        rest.count >= name.count
          && zip(rest, name).allSatisfy { $1.hasSuffix("*") ? $0.hasPrefix($1.dropLast()) : $0 == $1 }
      }) {
        // One word that is of no list.
        out.append("·" + rest.prefix(name.count).joined(separator: "_"))
        rest = rest.dropFirst(name.count)
      } else {
        out.append(first)
        rest = rest.dropFirst()
      }
    }
    return out
  }
}
