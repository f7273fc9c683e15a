// SPDX-License-Identifier: Apache-2.0

/// An event that a time refers to: `diagnosis`, `start of maintenance`, `end of gem-doc`, `end of cycle 1 of gem-doc`, `cut-off`.
public struct Anchor: Hashable, Sendable {
  /// Which end of what lasts.
  public enum Edge: String, Hashable, Sendable {
    /// The event itself; the start of what lasts.
    case point
    /// The start.
    case start
    /// The end.
    case end
  }

  /// Which end.
  public var edge: Edge
  /// The cycle of the therapy that is meant; nil for the whole of what the identifier names.
  public var cycle: Int?
  /// Identifier of the entry.
  public var id: String
  /// Where the identifier stands in the text, in UTF-8 code units from 0.
  public var offset: Int

  /// An anchor.
  public init(edge: Edge, cycle: Int? = nil, id: String, offset: Int = 0) {
    self.edge = edge
    self.cycle = cycle
    self.id = id
    self.offset = offset
  }

  /// Reads `diagnosis`, `start of x` or `end of x`.
  public init(parsing text: String) throws(TimeSyntaxError) {
    var reader = TextReader(text)
    self = try Anchor(&reader)
    reader.skipSpaces()
    guard reader.isAtEnd else {
      throw TimeSyntaxError(offset: reader.offset, found: reader.restText, expected: "the end of the event's name")
    }
  }

  init(_ reader: inout TextReader) throws(TimeSyntaxError) {
    reader.skipSpaces()
    var edge = Edge.point
    if reader.take("the ") {}
    if reader.take("start of ") {
      edge = .start
    } else if reader.take("end of ") {
      edge = .end
    }
    reader.skipSpaces()
    let cycle = Self.cycle(&reader)
    let offset = reader.offset
    let id = reader.takeIdentifier()
    guard !id.isEmpty else {
      throw TimeSyntaxError(
        offset: offset, found: reader.restText, expected: "the id of an entry, such as `start of maintenance`")
    }
    self.init(edge: edge, cycle: cycle, id: id, offset: offset)
  }

  /// `cycle 1 of `
  private static func cycle(_ reader: inout TextReader) -> Int? {
    var ahead = reader
    guard ahead.take("cycle "), let number = Int(ahead.takeDigits()), (1...10_000).contains(number), ahead.take(" of ")
    else { return nil }
    reader = ahead
    return number
  }

  /// As it is written.
  public var text: String {
    (edge == .point ? "" : "\(edge.rawValue) of ") + (cycle.map { "cycle \($0) of " } ?? "") + id
  }

  /// Anchors are equal where they name the same event, wherever that stands.
  public static func == (left: Anchor, right: Anchor) -> Bool {
    left.edge == right.edge && left.cycle == right.cycle && left.id == right.id
  }

  /// See `==`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(edge)
    hasher.combine(cycle)
    hasher.combine(id)
  }
}

/// A time as it is stated for one event.
///
/// `2017-03`, `6 mo after start of gem-doc`, `after end of gem-doc`, `at diagnosis`, `before death`, `during maintenance`,
/// `during cycle 16 of maintenance`, `start of cycle 4`, `within 2 mo after surgery`, `not stated`, `unknown`. What can be read in several
/// ways, none of which is chosen, has `or` between them: `2 y after diagnosis or 2 y after end of surgery`.
public struct StatedTime: Hashable, Sendable {
  /// As written.
  public let text: String
  /// What it says; of several readings the one that was chosen.
  public let form: Form
  /// Other ways to read what the source says, beside the one that was chosen.
  public let others: [StatedTime]

  /// The forms of a stated time.
  public indirect enum Form: Hashable, Sendable {
    /// A calendar date.
    case date(StatedDate)
    /// At another event.
    case at(Anchor)
    /// After another event, by a span or by order only.
    case after(StatedSpan?, Anchor)
    /// Before another event.
    case before(StatedSpan?, Anchor)
    /// Between start and end of something.
    case during(Anchor)
    /// In, or at an end of, a cycle of a therapy; of the owner's where none is named.
    case cycle(Int, of: Anchor?, part: CyclePart)
    /// Several readings, of which none is chosen.
    case oneOf([StatedTime])
    /// Not stated, or unknown.
    case unknown
  }

  /// The calendar date, where it is one.
  public var date: StatedDate? {
    if case .date(let date) = form { date } else { nil }
  }

  /// Whether it says anything of a time.
  public var isTold: Bool { form != .unknown }

  /// Which part of a cycle.
  public enum CyclePart: String, Hashable, Sendable {
    /// Its day 1.
    case start
    /// Any day of it.
    case during
    /// The next day 1.
    case end
  }

  init(text: String, form: Form, others: [StatedTime] = []) {
    self.text = text
    self.form = form
    self.others = others
  }

  /// Reads a time. An approximate date is widened by the tolerance.
  public init(parsing text: String, tolerance: Tolerance = .standard) throws(TimeSyntaxError) {
    self.text = text
    others = []
    let readings = try Self.readings(text, tolerance)
    guard readings.isEmpty else {
      form = .oneOf(readings)
      return
    }
    var reader = TextReader(text)
    reader.skipSpaces()
    let plain = text.lowercased()
    if plain == "not stated" || plain == "unknown" {
      form = .unknown
      return
    }
    if let cycle = try StatedTime.cycle(&reader) {
      form = cycle
    } else if reader.take("at ") {
      form = .at(try Anchor(&reader))
    } else if reader.take("same day as ") {
      form = .at(try Anchor(&reader))
    } else if reader.take("during ") {
      form = .during(try Anchor(&reader))
    } else if reader.take("after ") {
      form = .after(nil, try Anchor(&reader))
    } else if reader.take("before ") {
      form = .before(nil, try Anchor(&reader))
    } else if StatedTime.looksLikeDate(text) || ChartDate.read(text) != nil {
      form = .date(try StatedDate(parsing: text, tolerance: tolerance))
      return
    } else {
      let span = try StatedSpan(&reader, text: text)
      reader.skipSpaces()
      if reader.take("after ") {
        form = .after(span, try Anchor(&reader))
      } else if reader.take("before ") {
        form = .before(span, try Anchor(&reader))
      } else {
        throw TimeSyntaxError(
          offset: reader.offset, found: reader.restText, expected: "`after` or `before` and an event",
          suggestion: "\(span.text) after diagnosis")
      }
    }
    reader.skipSpaces()
    guard reader.isAtEnd else {
      throw TimeSyntaxError(offset: reader.offset, found: reader.restText, expected: "the end of the time")
    }
  }

  private static func cycle(_ reader: inout TextReader) throws(TimeSyntaxError) -> Form? {
    var ahead = reader
    let part: CyclePart
    if ahead.take("during cycle ") || ahead.take("in cycle ") {
      part = .during
    } else if ahead.take("start of cycle ") || ahead.take("at start of cycle ") {
      part = .start
    } else if ahead.take("end of cycle ") || ahead.take("at end of cycle ") {
      part = .end
    } else {
      return nil
    }
    let offset = ahead.offset
    let digits = ahead.takeDigits()
    guard let number = Int(digits), number >= 1, number <= 10_000 else {
      throw TimeSyntaxError(
        offset: offset, found: digits.isEmpty ? ahead.restText : digits, expected: "the number of a cycle, from 1")
    }
    var anchor: Anchor?
    if ahead.take(" of ") { anchor = try Anchor(&ahead) }
    reader = ahead
    return .cycle(number, of: anchor, part: part)
  }

  /// Four digits (or X) and then nothing that a span could have, or a slash, dot or bracket as dates have them.
  private static func looksLikeDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "[") || text.hasPrefix("../") || text.contains("/") && !text.contains(" ") {
      return true
    }
    let head = bytes.prefix(4)
    let isYear = head.count == 4 && head.allSatisfy { ($0 >= 48 && $0 <= 57) || $0 == 88 }
    if isYear { return !text.contains(" ") }
    // 15.3.17: the date error says how to write it.
    return bytes.count { $0 == 46 } >= 1 && !text.contains(" ")
  }
}
