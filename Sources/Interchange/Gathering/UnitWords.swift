// SPDX-License-Identifier: Apache-2.0

import Codes
import Plain

/// Units in words beside a code of UCUM, in the spellings of laboratories: `g/l` for `g/L`, `µmol/l` for `umol/L`, `Tsd./µl` for thousands.
enum UnitWords {
  /// Whether words name another unit than a code; words that no list knows contradict nothing but a count that they have in thousands.
  static func contradict(_ words: String, code: String) -> Bool {
    let table = CodeTables.table(.ucum)
    let plain = spelled(words)
    if words == code || plain == spelled(code) { return false }
    // A key of the table is read before its names: `g/l` is no other unit than `g/L`.
    let known = table[code]
    if Self.perLitre(plain).map({ $0 == Self.perLitre(spelled(code)) }) ?? false { return false }
    if SizeUnits.isAnother(words, code: code) { return true }
    // International units of enzymes are units.
    if code == "U/L", comparable(plain) == "u/l" { return false }
    for text in [words, plain] {
      let meant = table[text].map { [$0] } ?? table.entries(for: text)
      if meant.isEmpty { continue }
      return !meant.contains { $0.code.text == code || $0.word == known?.word }
    }
    // A count or a rate that no list knows beside one that the list does.
    if known != nil, isRate(plain), comparable(plain) != comparable(spelled(code)),
      !(known?.names.contains { comparable($0) == comparable(plain) } ?? false)
    {
      return true
    }
    return isMultiple(plain) != isMultiple(spelled(code)) && isCount(plain) && isCount(spelled(code))
  }

  /// The unit of the table that a text names, in any of its spellings; nil where it names none, or several.
  static func unit(_ text: String) -> CodeTable.Entry? {
    let table = CodeTables.table(.ucum)
    for text in [text, spelled(text)] {
      let meant = table[text].map { [$0] } ?? table.entries(for: text)
      if meant.count == 1 { return meant[0] }
    }
    return nil
  }

  /// One spelling of micro and of litre.
  private static func spelled(_ unit: String) -> String {
    var text = unit.replacing("µ", with: "u").replacing("μ", with: "u").replacing(" ", with: "")
    for (small, large) in [("/l", "/L"), ("/dl", "/dL"), ("/ml", "/mL"), ("/ul", "/uL"), ("/nl", "/nL")]
    where text.hasSuffix(small) {
      text = String(text.dropLast(small.count)) + large
    }
    return text
  }

  /// How many in a litre one of a unit of counts is, by the spellings of laboratories; nil for other units. `G/l` is giga, `g/l` grams.
  private static func perLitre(_ unit: String) -> Double? {
    var text = unit.replacing("**", with: "*").replacing("^", with: "*").replacing("×", with: "x")
    for (sign, digit) in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789") {
      text = text.replacing("10\(sign)", with: "10*\(digit)").replacing("\(sign)", with: "\(digit)")
    }
    if text.hasPrefix("x") || text.hasPrefix("*") { text.removeFirst() }
    for (end, litres) in [("/uL", 1e6), ("/mm3", 1e6), ("/nL", 1e9), ("/mL", 1e3), ("/L", 1.0)]
    where text.hasSuffix(end) {
      let count = text.dropLast(end.count).trimmed
      // Thousands, and no million millions, in a microlitre.
      if count == "T", litres > 1 { return 1e3 * litres }
      guard let factor = multiples[count] ?? multiples[count.lowercased()] else { return nil }
      return factor * litres
    }
    return nil
  }

  /// `G` is giga and `g` a gram.
  private static let multiples: [String: Double] = [
    "": 1, "10*3": 1e3, "10*6": 1e6, "10*9": 1e9, "10*12": 1e12, "10e3": 1e3, "10e6": 1e6, "10e9": 1e9, "10e12": 1e12,
    "1000": 1e3, "tsd.": 1e3, "tsd": 1e3, "tausend": 1e3, "k": 1e3, "thou": 1e3, "thsd": 1e3, "thousand": 1e3,
    "mio.": 1e6, "mio": 1e6, "mill": 1e6, "G": 1e9, "giga": 1e9, "gpt": 1e9, "gi": 1e9, "mrd": 1e9, "T": 1e12,
    "tera": 1e12, "tpt": 1e12, "zellen": 1, "cells": 1,
  ]

  /// Whether a unit is of something in something.
  private static func isRate(_ unit: String) -> Bool { unit.contains("/") }

  /// A unit without what laboratories write differently.
  private static func comparable(_ unit: String) -> String {
    var text = unit.lowercased().replacing("²", with: "2").replacing("³", with: "3").replacing("^", with: "*")
    for (own, other) in [
      ("liter", "l"), ("tag", "d"), ("day", "d"), ("stunde", "h"), ("std", "h"), ("hour", "h"), ("woche", "wk"),
      ("week", "wk"), ("iu", "u"), ("ie", "u"), ("[u]", "u"), ("[iu]", "u"), ("mcg", "ug"),
    ] { text = text.replacing(own, with: other) }
    // What stands in brackets, and the surface to which a clearance is related, is no unit.
    if let bracket = text.firstIndex(of: "(") { text = String(text[..<bracket]) }
    for (own, other) in [
      ("mcmol", "umol"), ("/100ml", "/dl"), ("/1,73m2", ""), ("/1.73m2", ""), ("/1.73", ""), ("/1,73", ""),
    ] {
      text = text.replacing(own, with: other)
    }
    if text == "e/l" { text = "u/l" }
    return text.filter { !" .{}[]".contains($0) }
  }

  /// Whether a unit counts something in a volume.
  private static func isCount(_ unit: String) -> Bool {
    ["/L", "/mL", "/uL", "/nL"].contains(where: unit.hasSuffix)
      && !["mol", "mg", "ug", "ng", "pg", "U"].contains { unit.hasPrefix($0) }
  }

  /// Whether a count is in thousands or more.
  private static func isMultiple(_ unit: String) -> Bool {
    let text = unit.lowercased()
    return ["10", "tsd", "tausend", "thou", "k/", "g/", "t/", "gpt", "tpt", "mio", "mill", "e9", "e3", "e6"]
      .contains { text.contains($0) }
  }
}
