// SPDX-License-Identifier: Apache-2.0

public import Plain

/// How often a day a dose is given, in the words of charts: `bid`, `twice daily`, `1-0-1`.
public enum DoseFrequency {
  /// Administrations a day; nil for words that say none.
  public static func timesADay(_ words: String) -> Int? {
    let plain = words.lowercased().filter { $0 != "." && $0 != "," }.split(separator: " ").joined(separator: " ")
    return known[plain]
  }

  /// `once daily`, `twice daily`, `3 times daily`
  public static func words(_ timesADay: Int) -> String { phrase(timesADay).english }

  /// The same in every language.
  public static func phrase(_ timesADay: Int) -> Phrase {
    switch timesADay {
    case 1: Phrase("once daily", "einmal täglich")
    case 2: Phrase("twice daily", "zweimal täglich")
    default: Phrase("\(timesADay) times daily", "\(timesADay)-mal täglich")
    }
  }

  private static let known: [String: Int] = [
    "daily": 1, "qd": 1, "od": 1, "once daily": 1, "once a day": 1, "per day": 1, "/d": 1, "/day": 1, "täglich": 1,
    "1x daily": 1, "1-0-0": 1, "q24h": 1, "1x täglich": 1, "1x tgl": 1, "einmal täglich": 1, "1× a day": 1,
    "bid": 2, "bd": 2, "b i d": 2, "twice daily": 2, "twice a day": 2, "2x daily": 2, "2x/d": 2, "2×/d": 2, "q12h": 2,
    "2x tgl": 2, "2x täglich": 2, "1-0-1": 2, "zweimal täglich": 2, "2 times daily": 2, "2× a day": 2,
    "tid": 3, "tds": 3, "three times daily": 3, "3 times daily": 3, "3x daily": 3, "q8h": 3, "1-1-1": 3,
    "3x täglich": 3, "3x tgl": 3, "dreimal täglich": 3, "3× a day": 3,
    "qid": 4, "q6h": 4, "4 times daily": 4, "four times daily": 4, "4x täglich": 4, "4× a day": 4,
    "5 times daily": 5, "6 times daily": 6,
  ]
}
