// SPDX-License-Identifier: Apache-2.0

/// Words of a chart, cut into clauses.
///
/// A point ends a clause only where it is no point of an abbreviation, an ordinal or a date: cut at `V. a. Progress` or `DD: Progress`, the doubt would be lost and
/// the rest be read as if nobody had doubted it. Common abbreviations of doubt and denial are written out; of others the words stay in one clause.
struct ChartClauses {
  /// A stretch between two marks.
  struct Clause {
    /// In lower case, without `ß`.
    var words: [String]
    /// Whether it stands in brackets.
    var isInBrackets: Bool
  }

  /// The clauses, none without words.
  let clauses: [Clause]
  /// Whether there is a question mark anywhere.
  let isAsked: Bool

  /// Cuts a text. Short words that are `whole` are no abbreviations before a point.
  init(_ text: String, whole: (String) -> Bool = { _ in false }) {
    let tokens = Self.writtenOut(Self.tokens(text))
    var clauses: [Clause] = []
    var words: [String] = []
    var depth = 0
    func cut() {
      if !words.isEmpty { clauses.append(Clause(words: words, isInBrackets: depth > 0)) }
      words = []
    }
    for (index, token) in tokens.enumerated() {
      switch token {
      case .word(let word): words.append(word)
      case .mark(let mark):
        switch mark {
        case ".":
          guard let last = words.last else { continue }
          let isAbbreviated = last.count <= 4 && !whole(last)
          if !isAbbreviated, !last.allSatisfy(\.isNumber) { cut() }
        case "/":
          if !Self.isNumber(tokens, index - 1) || !Self.isNumber(tokens, index + 1) { cut() }
        // A label says what its value is: `DD: Progress`.
        case ":": continue
        case "=": words.append("=")
        case "+", "&": words.append("and")
        case "(", "[":
          cut()
          depth += 1
        case ")", "]":
          cut()
          depth = max(0, depth - 1)
        default: cut()
        }
      }
    }
    cut()
    self.clauses = clauses
    isAsked = text.contains("?")
  }

  // MARK: tokens

  private enum Token: Equatable {
    case word(String)
    case mark(Character)
  }

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    func end() {
      if !word.isEmpty { tokens.append(.word(word)) }
      word = ""
    }
    for character in text.lowercased().replacing("ß", with: "ss") {
      if character.isLetter || character.isNumber {
        word.append(character)
        continue
      }
      end()
      if ".,;:()[]/!\n=+&".contains(character) { tokens.append(.mark(character)) }
    }
    end()
    return tokens
  }

  private static func isNumber(_ tokens: [Token], _ index: Int) -> Bool {
    guard tokens.indices.contains(index), case .word(let word) = tokens[index] else { return false }
    return word.allSatisfy(\.isNumber)
  }

  private static func writtenOut(_ tokens: [Token]) -> [Token] {
    var out: [Token] = []
    var rest = tokens[...]
    while let first = rest.first {
      if let (abbreviation, words) = abbreviations.first(where: { rest.starts(with: $0.0) }) {
        rest = rest.dropFirst(abbreviation.count)
        out.append(.word(words))
      } else {
        out.append(first)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  /// Abbreviations with the words that they stand for, the longer first. Each is one of doubt, of denial, or of where something is written.
  private static let abbreviations: [([Token], String)] = [
    ("v . a .", "verdacht"), ("v . a", "verdacht"), ("vd . a .", "verdacht"), ("vd . a", "verdacht"),
    ("z . a .", "ausschluss"), ("z . a", "ausschluss"), ("p . d .", "pd"), ("s / o", "suspected"),
    ("r / o", "ausschluss"), ("w / o", "without"), ("o .", "ohne"), ("lt .", "laut"), ("li .", "left"),
    ("re .", "right"), ("u .", "und"), ("progr .", "progress"),
  ].map { written, words in
    (
      written.split(separator: " ").map { part in
        part == "." || part == "/" ? .mark(Character(String(part))) : .word(String(part))
      }, words
    )
  }
}

/// Whether words of a chart doubt or deny what stands in them, by closed lists in English and German.
package enum ChartDoubt {
  /// Whether words doubt: `V. a. Lokalrezidiv`, `liver?`, `suspected liver`.
  package static func isDoubted(_ text: String) -> Bool {
    let clauses = ChartClauses(text)
    return clauses.isAsked || clauses.clauses.contains { $0.words.contains(where: isDoubt) }
  }

  /// Whether words begin with a denial: `no bone`, `kein Rezidiv`, `o. B.`.
  package static func isDenied(_ text: String) -> Bool {
    // `Nicht-regionäre Lymphknoten` denies nothing.
    let plain = text.lowercased()
    if ["nicht-", "no-", "non-", "negative-"].contains(where: plain.hasPrefix) { return false }
    guard let first = ChartClauses(text).clauses.first?.words.first else { return false }
    return openingDenials.contains(first)
  }

  /// Whether words begin with a doubt or a denial: `V. a. Pneumonie`, `suspected`, `no metastases`. Further on a name may have its own: `of uncertain behaviour`.
  package static func opensWithDoubt(_ text: String) -> Bool {
    guard let first = ChartClauses(text).clauses.first?.words.first else { return false }
    return openingDenials.contains(first) || isDoubt(first)
  }

  /// Whether words hold a denial anywhere: `marrow without infiltration`, `G-CSF nicht gegeben`. For a stretch of which one thing alone is asked.
  package static func holdsDenial(_ text: String) -> Bool {
    ChartClauses(text).clauses.contains { $0.words.contains(where: openingDenials.contains) }
  }

  /// Whether words deny and name nothing but what stands beside a denial, or one of these nouns: `keine`, `no surgery`, `kein Nachweis`.
  package static func isBareDenial(_ text: String, of nouns: Set<String> = []) -> Bool {
    guard isDenied(text) else { return false }
    return ChartClauses(text).clauses.allSatisfy { clause in
      clause.words.allSatisfy { openingDenials.contains($0) || besideDenials.contains($0) || nouns.contains($0) }
    }
  }

  /// Whether a word doubts what stands beside it.
  static func isDoubt(_ word: String) -> Bool {
    doubts.contains(word) || beginnings.contains { word.hasPrefix($0) }
  }

  private static let doubts: Set = ["possible", "possibly", "probable", "probably", "likely", "query", "susp", "dd"]
  private static let beginnings = [
    "suspect", "suspic", "presum", "questionab", "equivoc", "uncertain", "unclear", "unconfirm", "borderline",
    "verdacht", "verdächt", "fragl", "unklar", "unsicher", "vermut", "wahrsch", "möglich", "mögl", "mgl", "unbestät",
    "ausschluss",
  ]
  private static let openingDenials: Set = [
    "no", "none", "not", "nil", "never", "without", "absent", "false", "negative", "kein", "keine", "keinen", "keiner",
    "keines", "keinem", "nein", "nicht", "ohne", "negativ",
  ]
  private static let besideDenials: Set = [
    "evidence", "sign", "signs", "of", "any", "for", "so", "far", "further", "done", "performed", "given", "known",
    "nachweis", "anhalt", "hinweis", "für", "auf", "von", "bisher", "weitere", "weiteren", "durchgeführt", "erfolgt",
    "bekannt", "mehr",
  ]
}
