// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Outcomes
import Plain

/// Which pictures of a page stand above the time axis, which are left to the supplementary sheet, and by which letter each is called.
struct ImageChoice: Sendable {
  /// A picture with what it is of.
  struct Item: Sendable {
    /// `A`, `B`; on the sheet they go on.
    var letter: String
    let moment: CourseLayout.Moment
    let image: AssessmentImage
    let picture: CoursePicture
    /// Its row above the axis, from 0: first what names no lesion, then a lesion each.
    var row = 0
    /// Its column above the axis, from 0: an assessment each, several where a row has several pictures of one.
    var column = 0

    /// What of a mark is seen in what is printed; nil for nothing.
    func seen(_ mark: ImageMark) -> SeenMark? {
      picture.part.flatMap { mark.seen(in: $0, aspect: image.pixelAspect) }
    }

    /// The marks of which anything is drawn.
    var drawnMarks: [ImageMark] { image.marks.filter { seen($0) != nil } }
    /// Those of which nothing is.
    var lostMarks: [ImageMark] { image.marks.filter { seen($0) == nil } }
    /// Measured lines whose ends do not both lie in what is printed: their length is not what is seen.
    var cutLines: [ImageMark] {
      drawnMarks.filter { mark in
        guard case .line = mark, let part = picture.part else { return false }
        return !mark.points.allSatisfy { place in
          (part.corner.x...part.corner.x + part.width).contains(place.x)
            && (part.corner.y...part.corner.y + part.height).contains(place.y)
        }
      }
    }
    /// Whether an arrow is drawn.
    var hasArrow: Bool { drawnMarks.contains { if case .arrow = $0 { true } else { false } } }
    /// What it is called; nil where no modality is stated.
    var modality: Phrase? { image.modalityPhrase(beside: moment.assessment?.modality.value) }
  }

  /// Above the axis, by the number of the lane.
  private(set) var shown: [[Item]]
  /// On the sheet, by the number of the lane.
  private(set) var rest: [[Item]]
  /// The width of a panel, the same in all lanes, in points.
  let panelWidth: Double

  /// Between two panels, in points.
  static let gap = 5.0
  /// A panel is at least and at most so wide, in points: 17 and 40 mm.
  static let widths = 48.0...113.0

  /// Chooses.
  ///
  /// - Parameters:
  ///   - layouts: the lanes.
  ///   - pictures: what can be drawn.
  ///   - room: the width that panels of a lane have, in points; 0 where lanes are too low for panels.
  ///   - firstLetter: how many letters were given away before.
  init(_ layouts: [CourseLayout], _ pictures: CoursePictures, room: Double, firstLetter: Int = 0) {
    let most = room < Self.widths.lowerBound ? 0 : Int((room + Self.gap) / (Self.widths.lowerBound + Self.gap))
    var (shown, rest): ([[Item]], [[Item]]) = ([], [])
    for layout in layouts {
      // By their places, then as listed.
      let moments = layout.moments.filter { $0.kind == .assessment }.enumerated()
        .sorted { ($0.element.place.day, $0.offset) < ($1.element.place.day, $1.offset) }.map(\.element)
      let items = moments.flatMap { moment in
        (moment.assessment?.images ?? []).compactMap { image in
          pictures[image].map { Item(letter: "", moment: moment, image: image, picture: $0) }
        }
      }
      let cells = items.map { Cell(moment: $0.moment.entry.id, lesion: $0.image.lesion) }
      let chosen = Self.chosen(items.map(\.image.isShown), cells, most: most)
      shown.append(Self.placed(items.enumerated().filter { chosen.contains($0.offset) }.map(\.element)))
      rest.append(items.enumerated().filter { !chosen.contains($0.offset) }.map(\.element))
    }
    var number = firstLetter
    for lane in shown.indices {
      for index in shown[lane].indices {
        shown[lane][index].letter = Self.letter(number)
        number += 1
      }
    }
    for lane in rest.indices {
      for index in rest[lane].indices {
        rest[lane][index].letter = Self.letter(number)
        number += 1
      }
    }
    self.shown = shown
    self.rest = rest
    let widest = Double(shown.map { ($0.map(\.column).max() ?? -1) + 1 }.max() ?? 0)
    panelWidth =
      widest == 0
      ? 0
      : min(Self.widths.upperBound, max(Self.widths.lowerBound, (room - Self.gap * (widest - 1)) / widest))
  }

  /// Of what a picture is: where it stands in the rows of a lane.
  struct Cell: Hashable, Sendable {
    let moment: Entry.ID
    let lesion: String?
  }

  /// A lane has at most so many rows: five target lesions and what names none.
  static let mostRows = 6

  /// Which of a lane's pictures are shown: those that the author chose, else those that he left open, in their order, as many as find room.
  ///
  /// - Parameters:
  ///   - wishes: what the author says of each.
  ///   - cells: of what each is, in the order of time.
  ///   - most: how many columns find room.
  static func chosen(_ wishes: [Bool?], _ cells: [Cell], most: Int) -> Set<Int> {
    let wanted = wishes.indices.filter { wishes[$0] == true }
    // Who has chosen some has left out the others.
    let candidates = wanted.isEmpty ? wishes.indices.filter { wishes[$0] == nil } : wanted
    var counts: [Cell: Int] = [:]
    var chosen: Set<Int> = []
    for index in candidates {
      var tried = counts
      tried[cells[index], default: 0] += 1
      let columns = Dictionary(tried.map { ($0.key.moment, $0.value) }, uniquingKeysWith: max).values.reduce(0, +)
      guard columns <= most, Set(tried.keys.map(\.lesion)).count <= mostRows else { continue }
      counts = tried
      chosen.insert(index)
    }
    return chosen
  }

  /// The pictures of a lane with their rows and columns, row by row.
  private static func placed(_ items: [Item]) -> [Item] {
    var lesions: [String?] = items.contains { $0.image.lesion == nil } ? [nil] : []
    for item in items where !lesions.contains(item.image.lesion) { lesions.append(item.image.lesion) }
    var (placed, first) = ([Item](), 0)
    var moments: [Entry.ID] = []
    for item in items where !moments.contains(item.moment.entry.id) { moments.append(item.moment.entry.id) }
    for moment in moments {
      var counts = [Int](repeating: 0, count: lesions.count)
      for var item in items where item.moment.entry.id == moment {
        item.row = lesions.firstIndex(of: item.image.lesion) ?? 0
        item.column = first + counts[item.row]
        counts[item.row] += 1
        placed.append(item)
      }
      first += counts.max() ?? 0
    }
    return placed.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
  }

  /// `A` to `Z`, then `AA`.
  static func letter(_ number: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return number < letters.count
      ? String(letters[number]) : letter(number / letters.count - 1) + letter(number % letters.count)
  }

  /// How many letters were given.
  var count: Int { (shown + rest).reduce(0) { $0 + $1.count } }
  /// Whether the author wanted more to be shown than find room in a lane.
  var leavesWantedOut: Bool { rest.contains { $0.contains { $0.image.isShown == true } } }
}
