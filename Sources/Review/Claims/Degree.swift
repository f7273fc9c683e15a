// SPDX-License-Identifier: Apache-2.0

import Plain

/// A word of degree and what it leaves possible, so that one statement can entail another: who says “not impaired” also says “not
/// significantly impaired”, and not the reverse.
///
/// The steps are ordered as the field uses the words; no number belongs to them.
struct Degree: Sendable, Hashable {
  /// From no loss (0) to a severe one (4); 5 is beyond any word.
  let range: ClosedRange<Int>

  /// Slight, moderate, significant, severe.
  private static let steps: [String: Int] = [
    "slight": 1, "slightly": 1, "mild": 1, "mildly": 1, "minor": 1, "little": 1, "marginally": 1, "minimal": 1,
    "moderate": 2, "moderately": 2, "somewhat": 2,
    "significant": 3, "significantly": 3, "relevant": 3, "relevantly": 3, "substantial": 3, "substantially": 3,
    "considerable": 3, "considerably": 3, "marked": 3, "markedly": 3, "major": 3, "strongly": 3, "greatly": 3,
    "severe": 4, "severely": 4, "serious": 4, "seriously": 4, "massive": 4, "massively": 4, "excessive": 4,
    "excessively": 4, "drastically": 4,
  ]
  private static let losses = [
    "impair", "compromis", "reduc", "worsen", "deteriorat", "declin", "decreas", "affect", "restrict", "limit", "lower",
    "loss", "toxic",
  ]
  private static let denials: Set = ["no", "not", "without", "never", "un", "nor"]
  private static let kept = ["maintained", "preserved", "unimpaired", "unchanged", "unaffected", "uncompromised"]

  /// The step that a text names, whatever it says of it: 1 to 4.
  static func step(in text: String) -> Int? {
    Words.plain(text).split(separator: " ").lazy.compactMap { steps[String($0)] }.first
  }

  /// Reads a statement on a loss: `not severely impaired`, `no reduction`, `slightly reduced`, `preserved`; nil where it names none.
  init?(loss text: String) {
    let words = Words.plain(text).split(separator: " ").map(String.init)
    if words.contains(where: Self.kept.contains) {
      range = 0...0
      return
    }
    guard words.contains(where: { word in Self.losses.contains { word.hasPrefix($0) } }) else { return nil }
    let isDenied = words.contains(where: Self.denials.contains)
    switch (Self.step(in: text), isDenied) {
    case (let step?, true): range = 0...(step - 1)
    case (nil, true): range = 0...0
    // `severely reduced` is at least so much; `slightly reduced` is no more.
    case (let step?, false): range = step == 4 ? 4...5 : step...max(step, step == 3 ? 5 : step)
    case (nil, false): range = 1...5
    }
  }

  /// Whether who says this also says the other.
  func entails(_ other: Degree) -> Bool {
    other.range.lowerBound <= range.lowerBound && range.upperBound <= other.range.upperBound
  }

  /// Whether both cannot be true.
  func excludes(_ other: Degree) -> Bool { !range.overlaps(other.range) }
}
