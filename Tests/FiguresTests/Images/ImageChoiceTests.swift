// SPDX-License-Identifier: Apache-2.0

@testable import Figures
import Testing

@Suite struct ImageChoiceTests {
  /// Each of an assessment of its own, without a lesion.
  private func cells(_ count: Int) -> [ImageChoice.Cell] {
    (0..<count).map { ImageChoice.Cell(moment: "ct-\($0)", lesion: nil) }
  }

  @Test func theAuthorChooses() {
    #expect(ImageChoice.chosen([nil, nil, nil], cells(3), most: 2) == [0, 1])
    #expect(ImageChoice.chosen([nil, true, nil], cells(3), most: 3) == [1])
    #expect(ImageChoice.chosen([true, nil, true, true], cells(4), most: 2) == [0, 2])
    #expect(ImageChoice.chosen([false, nil], cells(2), most: 5) == [1])
    #expect(ImageChoice.chosen([nil, true], cells(2), most: 0).isEmpty)
    #expect(ImageChoice.chosen([], cells(0), most: 3).isEmpty)
  }

  /// Two lesions at two assessments are two columns of two rows; a third assessment finds no room, and a second picture of one cell needs a column of its own.
  @Test func lesionsShareColumns() {
    func cell(_ moment: String, _ lesion: String?) -> ImageChoice.Cell { .init(moment: moment, lesion: lesion) }
    let cells = [cell("a", "T1"), cell("a", "T2"), cell("b", "T1"), cell("b", "T2"), cell("c", "T1")]
    #expect(ImageChoice.chosen([nil, nil, nil, nil, nil], cells, most: 2) == [0, 1, 2, 3])
    let twice = [cell("a", "T1"), cell("a", "T1"), cell("b", "T1")]
    #expect(ImageChoice.chosen([nil, nil, nil], twice, most: 2) == [0, 1])
    // Seven lesions are a row too many.
    let many = (1...7).map { cell("a", "T\($0)") }
    #expect(ImageChoice.chosen(many.map { _ in nil }, many, most: 3) == Set(0...5))
  }

  @Test func lettersGoOn() {
    #expect(
      [0, 25, 26, 27, 51, 52, 701, 702].map(ImageChoice.letter) == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"])
  }
}
