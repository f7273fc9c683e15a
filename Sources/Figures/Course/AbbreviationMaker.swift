// SPDX-License-Identifier: Apache-2.0

import Plain

/// Makes letters for names, none the same as others, and none the beginning of others, which a reader takes for a cut name.
struct AbbreviationMaker: Sendable {
  private var taken: Set<String> = []
  /// Abbreviations that are letters of names; a whole name may begin as one of them does.
  private var made: Set<String> = []
  private var shared: Set<String> = []

  /// Whether a name is as short as its abbreviation would be.
  static func isShort(_ name: String) -> Bool { name.trimmed.count <= 5 }

  /// Keeps an abbreviation from being given again.
  mutating func take(_ short: String) {
    taken.insert(short.lowercased())
    if short.count > 1 { made.insert(short.lowercased()) }
  }

  /// A name that stands for itself; nil where another has these letters.
  mutating func take(whole name: String) -> String? {
    let plain = name.trimmed.capitalisedFirst
    return taken.insert(plain.lowercased()).inserted ? plain : nil
  }

  /// Leaves first letters that several names share to none of them.
  mutating func avoidSharedBeginnings(of names: [String]) {
    let beginnings = Dictionary(grouping: names) { $0.trimmed.prefix(3).lowercased() }
    shared = Set(beginnings.filter { $0.value.count > 1 }.keys)
  }

  /// Whether nothing has these letters, and no abbreviation begins with them or is their beginning.
  func isFree(_ short: String) -> Bool {
    let letters = short.lowercased()
    return !taken.contains(letters) && !made.contains { $0.hasPrefix(letters) || letters.hasPrefix($0) }
  }

  /// Letters of a name: its first three, else the first letters of its words with their numbers, else its first and two later ones; the
  /// whole name where none of these is free, with a number where even that is taken.
  mutating func made(of name: String) -> String {
    let plain = name.trimmed
    let whole = [plain.capitalisedFirst] + (2...taken.count + 2).map { "\(plain.capitalisedFirst)\($0)" }
    let short = candidates(plain).first(where: isFree) ?? whole.first { !taken.contains($0.lowercased()) } ?? plain
    take(short)
    return short
  }

  private func candidates(_ name: String) -> some Sequence<String> {
    let letters = name.lowercased().filter(\.isLetter)
    let first = letters.first.map { String($0).capitalisedFirst } ?? ""
    let later = letters.dropFirst()
    let consonants = later.filter { !"aeiouyäöü".contains($0) }
    var all: [String] = []
    let beginning = String(name.prefix(3))
    if beginning.allSatisfy(\.isLetter), !shared.contains(beginning.lowercased()) {
      all.append(beginning.capitalisedFirst)
    }
    if let initials = Self.initials(name) { all.append(initials) }
    for pool in [consonants, String(later)] {
      let pool = Array(pool.prefix(12))
      for one in pool.indices {
        for other in pool.indices where other > one { all.append("\(first)\(pool[one])\(pool[other])") }
      }
    }
    return all
  }

  /// `CA1` of `Compound A-1`; nil for a name of one word and for long ones.
  private static func initials(_ name: String) -> String? {
    let words = name.split { !$0.isLetter && !$0.isNumber }
    guard words.count > 1 else { return nil }
    let parts = words.map { $0.allSatisfy(\.isNumber) ? String($0) : String($0.prefix(1)).uppercased() }
    let initials = parts.joined()
    return (2...5).contains(initials.count) ? initials : nil
  }
}
