// SPDX-License-Identifier: Apache-2.0

import Report
import Testing
import VerlaufTesting

/// Tables on a terminal: no line is longer than the terminal, no text is lost, no number is broken where it need not be.
@Suite struct PlainTableTests {
  /// A small generator (xorshift, Marsaglia 2003), so that a failure can be repeated.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  /// Cells of what the random texts are made of: ideographs, kana, Hangul and fullwidth letters take two (Unicode Standard Annex 11),
  /// combining accents none, all else one.
  static func cells(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar {
      case "\u{301}", "\u{308}": sum
      case "漢"..."語", "あ"..."ん", "가"..."힣", "Ａ"..."Ｚ", "\u{1F600}"..."\u{1F64F}", "字", "中", "文": sum + 2
      default: sum + 1
      }
    }
  }

  static let words = [
    "gemcitabine", "docetaxel", "–", "a", "not", "stated", "e\u{301}tude", "Zu\u{308}rich", "漢字", "中文中文中文中文中文", "あいうえお",
    "한국어",
    "Ａ字", "😀", "leiomyosarcoma-of-the-uterus", "pneumonoultramicroscopicsilicovolcanoconiosis", "(censored,",
    "gem-doc-900-100-q21",
    "line\nbreak", "two\r\nlines", "10⁹/L", "--", "-", "",
  ]
  static let numbers = [
    "5.5–6.5", "−1624.59", "2021-02-22", "18.4", "0.0001–0.9999", "1 234 567", "12/133", "≤19.5", "100%", "9.4–99.2",
  ]

  static func table(_ generator: inout SeededGenerator) -> Table {
    let columns = Int.random(in: 1...12, using: &generator)
    func text(_ most: Int) -> String {
      let count = Int.random(in: 0...most, using: &generator)
      return (0..<count).map { _ in
        (Bool.random(using: &generator) ? words : numbers).randomElement(using: &generator) ?? ""
      }.joined(separator: " ")
    }
    var table = Table(name: "t", title: "T", columns: (0..<columns).map { _ in .init(text(3)) })
    table.rows = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
      (0..<columns).map { _ in .words(text(8)) }
    }
    table.footnotes = (0..<Int.random(in: 0...2, using: &generator)).map { _ in text(20) }
    return table
  }

  /// Letters by how often they stand there, rules and spaces left out.
  static func letters(_ text: some StringProtocol) -> [Unicode.Scalar: Int] {
    text.unicodeScalars.reduce(into: [:]) { counts, scalar in
      if !scalar.properties.isWhitespace, scalar != "─" { counts[scalar, default: 0] += 1 }
    }
  }

  @Test func noLineIsLongerAndNothingIsLost() {
    var generator = SeededGenerator(seed: 0x9E37_79B9_7F4A_7C15)
    for round in 0..<400 {
      let table = Self.table(&generator)
      let width = round < 200 ? 20 + round % 30 : Int.random(in: 20...200, using: &generator)
      let text = table.plainText(width: width)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for line in lines { #expect(Self.cells(line) <= width, "round \(round), \(width): \(line)") }
      let shown = Self.letters(text)
      // In blocks heads stand with each row and a colon follows: nothing may be missing, more may be there.
      let all = table.columns.map(\.head) + table.rows.flatMap { $0.map(\.text) } + table.footnotes
      for (letter, count) in Self.letters(all.joined(separator: " ")) {
        #expect((shown[letter] ?? 0) >= count, "round \(round), \(width): \(letter)")
      }
      for number in Self.numbers where all.contains(where: { $0.contains(number) }) {
        #expect(lines.contains { $0.contains(number) }, "round \(round), \(width): \(number) is broken\n\(text)")
      }
    }
  }

  /// Text survives in order, cell by cell.
  @Test(arguments: [20, 24, 33, 47, 60, 80, 200]) func aCellIsReadInOrder(width: Int) {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      let cell = Self.table(&generator).footnotes.joined(separator: " ") + " end"
      let bare = { (text: String) in
        String(text.unicodeScalars.filter { !$0.properties.isWhitespace }.map(Character.init))
      }
      let table = Table(name: "t", title: "T", columns: ["head"], rows: [[.words(cell)]])
      #expect(bare(table.plainText(width: width)).hasSuffix(bare(cell)), "\(width)")
    }
  }

  @Test func columnsThatDoNotFitAreBlocks() {
    var table = Table(name: "t", title: "T", columns: ["Pat. ID", "Therapy", "Duration", "PFS", "Remark"])
    table.rows = [
      ["1", "gemcitabine + docetaxel", "5.5–6.5 mo", "20.5–21.5", ""], ["2", "pazopanib", "≤ 17 mo", "3.5–3.9", ""],
    ]
    table.footnotes = ["PFS: progression-free survival."]
    #expect(
      table.plainText(width: 20) == """
        Pat. ID: 1
        Therapy:
          gemcitabine +
          docetaxel
        Duration: 5.5–6.5
          mo
        PFS: 20.5–21.5
        Remark:

        Pat. ID: 2
        Therapy: pazopanib
        Duration: ≤ 17 mo
        PFS: 3.5–3.9

        PFS:
        progression-free
        survival.

        """)
    #expect(table.plainText(width: 80).hasPrefix("Pat. ID  Therapy"))
  }

  @Test func aTitleIsWrappedToo() {
    let table = Table(name: "t", title: "Planned against given, from single administrations", columns: ["a"])
    #expect(table.plainTitle(width: 20) == "Planned against\ngiven, from single\nadministrations")
    #expect(table.plainTitle(width: 80) == table.title)
  }

  /// The columns of a wide and of a narrow script stand below their heads.
  @Test func wideLettersAreAligned() {
    let table = Table(
      name: "t", title: "T", columns: ["名前", "n"],
      rows: [["漢字漢字", "1"], ["abcdefgh", "2"], ["e\u{301}e\u{301}e\u{301}", "3"]])
    #expect(
      table.plainText(width: 40) == "名前      n\n────────  ─\n漢字漢字  1\nabcdefgh  2\ne\u{301}e\u{301}e\u{301}       3\n")
  }

  @Test(arguments: [Int.min, -1, 0, 1, 19, 20, 100_000]) func anyWidthGivesText(width: Int) {
    let table = Table(name: "t", title: "T", columns: ["a", "b"], rows: [["漢", "1"]])
    #expect(table.plainText(width: width) == "a   b\n──  ─\n漢  1\n")
  }
}
