// SPDX-License-Identifier: Apache-2.0

// What sentences are made of in every language: numbers, units, counts and the words between the parts of a list.

extension Phrase {
  /// A number as it was printed, `1.5`, `−0.4` or `750–1000.5`, with the decimal mark of each language.
  public init(printed number: String) { self.init("\(number)", "\(number.replacing(".", with: ","))") }

  /// What is printed where nothing is known.
  public static let notDetermined = Phrase("not determined", "nicht bestimmt")

  /// Between the last two of a list.
  public static let and = Phrase(" and ", " und ")
  /// Between the last two of a list of which one holds.
  public static let or = Phrase(" or ", " oder ")

  /// `1 cycle`, `2 cycles`: a number with the word that goes with it.
  public static func count(_ number: Int, _ one: Phrase, _ many: Phrase) -> Phrase {
    number == 1 ? Phrase("\(number) \(one)", "\(number) \(one)") : Phrase("\(number) \(many)", "\(number) \(many)")
  }

  /// `21 d`, in German `21 Tage`: how long something is.
  public static func days(_ number: Int) -> Phrase {
    Phrase("\(number) d", "\(number) \(number == 1 ? "Tag" : "Tage")")
  }

  /// The same after a word that asks for the dative: `21 d`, in German `21 Tagen`.
  public static func ofDays(_ number: Int) -> Phrase {
    Phrase("\(number) d", "\(number) \(number == 1 ? "Tag" : "Tagen")")
  }

  /// The same for a number that is printed with its decimals.
  public static func days(_ number: Double, decimals: Int = 1) -> Phrase {
    let printed = Numbers.text(number, decimals: decimals)
    return Phrase("\(printed) d", "\(Phrase(printed: printed)) \(printed == "1" ? "Tag" : "Tage")")
  }

  /// The same in the dative for a number that is printed with its decimals.
  public static func ofDays(_ number: Double, decimals: Int = 1) -> Phrase {
    let printed = Numbers.text(number, decimals: decimals)
    return Phrase("\(printed) d", "\(Phrase(printed: printed)) \(printed == "1" ? "Tag" : "Tagen")")
  }

  /// As a sentence ends: with a stop, unless an abbreviation ends with one already (`6 Mon.`).
  public var ended: Phrase {
    Phrase("\(english)\(english.hasSuffix(".") ? "" : ".")", "\(german)\(german.hasSuffix(".") ? "" : ".")")
  }

  /// As a sentence begins.
  public var capitalisedFirst: Phrase { Phrase("\(english.capitalisedFirst)", "\(german.capitalisedFirst)") }
}

extension Sequence<Phrase> {
  /// `a, b or c`: the phrases with commas, and something else before the last.
  public func listed(_ last: Phrase) -> Phrase {
    let all = Array(self)
    guard let end = all.last, all.count > 1 else { return all.first ?? .none }
    return all.dropLast().joined(separator: ", ") + last + end
  }
}

extension Sequence<String> {
  /// Names, which are the same in every language, with a phrase between them.
  public func joined(separator: Phrase) -> Phrase { map { Phrase(same: $0) }.joined(separator: separator) }
}

extension NumberBounds {
  /// `600`, `750–1000`, `≥ 3`, `not determined`, in every language.
  public func phrase(decimals: Int = 1) -> Phrase {
    lower == nil && upper == nil ? .notDetermined : Phrase(printed: text(decimals: decimals))
  }
}
