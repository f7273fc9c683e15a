// SPDX-License-Identifier: Apache-2.0

public import Plain

extension Phrase {
  /// The name of an event, `start of gem`, `end of cycle 3 of gem`, `data cut-off`, in every language: `Beginn von gem`. The name of an entry is the
  /// same in all.
  public static func event(_ name: String) -> Phrase {
    for (english, german) in heads where name.hasPrefix(english + " of ") {
      let rest = event(String(name.dropFirst(english.count + 4)))
      return Phrase("\(english) of \(rest)", "\(german) von \(rest)")
    }
    for (head, german) in [("the ", ""), ("cycle ", "Zyklus ")] where name.hasPrefix(head) {
      let parts = name.dropFirst(head.count).split(separator: " of ", maxSplits: 1).map(String.init)
      let rest = parts.count == 2 ? parts[0] + " of " + parts[1] : parts.first ?? ""
      if head == "the " { return Phrase("the \(event(rest))", "\(event(rest))") }
      guard parts.count == 2 else { return Phrase("\(head)\(rest)", "\(german)\(rest)") }
      return Phrase("\(head)\(parts[0]) of \(parts[1])", "\(german)\(parts[0]) von \(parts[1])")
    }
    return fixed[name] ?? Phrase(same: name)
  }

  /// A time as somebody wrote it, `6 mo after start of gem`: in quotation marks where it is words.
  public static func written(_ time: String) -> Phrase {
    Phrase("\(time)", "\(time.contains { $0.isLetter } ? "„\(time)“" : time)")
  }

  private static let heads = [("start", "Beginn"), ("end", "Ende"), ("stop", "Ende"), ("dose", "Gabe")]
  private static let fixed = [
    "data cut-off": Phrase("data cut-off", "Datenschnitt"),
    "lesions measured": Phrase("lesions measured", "gemessene Läsionen"),
    "last contact": Phrase("last contact", "letzter Kontakt"),
  ]
}
