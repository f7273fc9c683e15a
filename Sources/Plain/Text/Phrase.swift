// SPDX-License-Identifier: Apache-2.0

/// What a reader is told, in every language that the program speaks, declared at one place: a language that is missing does not compile.
///
/// A text stays a phrase until the rim, where the reader is known. A phrase may stand within another, and then speaks its language:
///
///     let end = Phrase("ends on \(day)", "endet am \(day)")
///     Phrase("The therapy \(end).", "Die Therapie \(end).")
public struct Phrase: Sendable, Hashable {
  /// In English.
  public let english: String
  /// In German.
  public let german: String

  /// What is told, in each language.
  public init(_ english: Sentence, _ german: Sentence) {
    self.english = english.text(.english)
    self.german = german.text(.german)
  }

  /// What is the same in every language: a name, a quote, a code.
  public init(same text: String) { (english, german) = (text, text) }

  /// A number, with the decimal mark of each language.
  public static func number(_ value: Double, decimals: Int = 1) -> Phrase {
    Phrase(
      "\(Numbers.text(value, decimals: decimals, in: .english))",
      "\(Numbers.text(value, decimals: decimals, in: .german))")
  }

  /// Nothing.
  public static let none = Phrase(same: "")

  /// Whether nothing is told.
  public var isEmpty: Bool { english.isEmpty }

  /// What is told in a language.
  public subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .german: german
    }
  }

  /// One after the other.
  public static func + (first: Phrase, second: Phrase) -> Phrase { Phrase("\(first)\(second)", "\(first)\(second)") }

  /// Text of one language, in which phrases speak that language.
  public struct Sentence: Sendable, ExpressibleByStringInterpolation {
    private let pieces: [Piece]

    /// Words alone.
    public init(stringLiteral value: String) { pieces = [.text(value)] }
    /// Words with names and phrases among them.
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    fileprivate func text(_ language: Language) -> String {
      pieces.reduce(into: "") { text, piece in
        switch piece {
        case .text(let own): text += own
        case .phrase(let phrase): text += phrase[language]
        }
      }
    }

    fileprivate enum Piece: Sendable {
      case text(String)
      case phrase(Phrase)
    }

    /// What a sentence is made of: words, phrases, names and whole numbers. A number with decimals is a phrase (``Phrase/number(_:decimals:)``): its mark
    /// is not the same in every language.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
      fileprivate var pieces: [Piece] = []

      /// Nothing yet.
      public init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(2 * interpolationCount + 1) }
      /// Words.
      public mutating func appendLiteral(_ literal: String) { pieces.append(.text(literal)) }
      /// A phrase, in the language of the sentence.
      public mutating func appendInterpolation(_ phrase: Phrase) { pieces.append(.phrase(phrase)) }
      /// A name or a whole number.
      public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
        pieces.append(.text(value.description))
      }
      /// Refused, as a number with decimals is ``Phrase/number(_:decimals:)``: two that mean the same, so that the compiler cannot choose.
      public mutating func appendInterpolation(_ value: Double, isANumberWithDecimals: Int = 0) {}
      /// Refused.
      public mutating func appendInterpolation(_ value: Double, useNumberOfPhrase: String = "") {}
    }
  }
}

extension Sequence<Phrase> {
  /// The phrases with something between them.
  public func joined(separator: Phrase = .none) -> Phrase {
    var all: Phrase?
    for phrase in self {
      all = all.map { Phrase("\($0)\(separator)\(phrase)", "\($0)\(separator)\(phrase)") } ?? phrase
    }
    return all ?? .none
  }

  /// The phrases with the same between them: `, `.
  public func joined(separator: String) -> Phrase { joined(separator: Phrase(same: separator)) }

  /// `a, b and c`, `a, b und c`.
  public var listed: Phrase {
    let all = Array(self)
    guard let last = all.last, all.count > 1 else { return all.first ?? .none }
    return Phrase(
      "\(all.dropLast().joined(separator: ", ")) and \(last)", "\(all.dropLast().joined(separator: ", ")) und \(last)")
  }
}

/// A phrase has no text until its reader's language is known: `phrase[language]`, or a `Phrase` of the whole.
///
/// Two that mean the same, so that the compiler refuses to choose: one that is marked as unavailable is passed over for any value at all, which prints the phrase as a program sees it.
extension DefaultStringInterpolation {
  /// Refused.
  public mutating func appendInterpolation(_ phrase: Phrase, sayInWhichLanguage: Int = 0) {}
  /// Refused.
  public mutating func appendInterpolation(_ phrase: Phrase, orMakeAPhraseOfTheWhole: String = "") {}
}
