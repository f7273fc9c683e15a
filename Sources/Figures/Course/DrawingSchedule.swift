// SPDX-License-Identifier: Apache-2.0

import Chronology

/// One feasible place for every event of a patient: all that is stated holds between the places, so that none lies
/// outside the bounds and none is out of order.
///
/// The bounds of a temporal network are minimal: an event can be put anywhere in the bounds that the events placed so far
/// leave, and the rest can still be placed (Dechter, Meiri & Pearl 1991, decomposability). So events are placed one by
/// one. First come those whose distance to a placed event is known, the best known first, in the middle of their bounds;
/// if there is none, the event that can be earliest goes to its earliest time. Wishes of a drawing (a bar has some width,
/// treatments follow each other as recorded) are added to a copy of the network before, each only where the statements
/// allow it.
struct DrawingSchedule: Sendable {
  /// The event at day 0.
  let origin: EventID
  /// As stated.
  private let stated: TemporalNetwork
  /// As stated, with the wishes of the drawing.
  private var drawn: TemporalNetwork
  /// Places in ticks after the origin.
  private var places: [EventID: Int]
  private var order: [EventID]

  init(_ network: TemporalNetwork, origin: EventID) {
    self.origin = origin
    stated = network
    drawn = network
    places = [origin: 0]
    order = [origin]
  }

  /// Wishes that one event is at least so long after another. Nothing changes where that would contradict what is stated.
  @discardableResult
  mutating func wish(_ from: EventID, _ to: EventID, atLeast length: TimeLength) -> Bool {
    guard from != to else { return false }
    let bounds = drawn.bounds(from: from, to: to)
    if let upper = bounds.upper, upper < length { return false }
    if let lower = bounds.lower, lower >= length { return true }
    let wish = LengthBounds(lower: length, upper: nil)
    return drawn.constrain(from: from, to: to, wish, statement: StatementID(index: -1)) == nil
  }

  /// Places events.
  mutating func place(_ events: [EventID]) {
    var waiting: [Waiting] = []
    for event in events where places[event] == nil && !waiting.contains(where: { $0.event == event }) {
      waiting.append(Waiting(event: event))
    }
    for known in order { update(&waiting, known) }
    while let next = Waiting.next(waiting) {
      let one = waiting.remove(at: next)
      places[one.event] = one.choice
      order.append(one.event)
      update(&waiting, one.event)
    }
  }

  private func update(_ waiting: inout [Waiting], _ placed: EventID) {
    guard let place = places[placed] else { return }
    for index in waiting.indices {
      waiting[index].narrow(drawn.bounds(from: placed, to: waiting[index].event), from: place)
    }
  }

  // MARK: asking

  /// The place of an event in days after the origin.
  func day(of event: EventID) -> Double? { places[event].map { TimeLength(ticks: $0).days } }

  /// What is stated of the time of an event relative to the origin.
  func bounds(of event: EventID) -> LengthBounds { stated.bounds(from: origin, to: event) }

  /// What is stated of the time between two events.
  func bounds(from: EventID, to: EventID) -> LengthBounds { stated.bounds(from: from, to: to) }

  /// How far an event, with what is fixed to it, could move while all others stay in their places.
  func play(of event: EventID) -> LengthBounds {
    // What time is counted from is where it is.
    guard event != origin else { return LengthBounds(exactly: .zero) }
    var lower: Int?
    var upper: Int?
    for other in order where other != event {
      // Asked from the event to all others: one search of the network and not one for each.
      let bounds = -stated.bounds(from: event, to: other)
      if bounds.isExact, other != origin { continue }
      guard let place = places[other] else { continue }
      if let length = bounds.lower { lower = max(lower ?? .min, place + length.ticks) }
      if let length = bounds.upper { upper = min(upper ?? .max, place + length.ticks) }
    }
    return LengthBounds(lower: lower.map(TimeLength.init(ticks:)), upper: upper.map(TimeLength.init(ticks:)))
  }

  /// An event not placed yet, with what the placed ones leave to it.
  private struct Waiting {
    var event: EventID
    var lower: Int?
    var upper: Int?
    /// The width of the narrowest bounds that count as known.
    var known: Int?

    init(event: EventID) { self.event = event }

    mutating func narrow(_ bounds: LengthBounds, from place: Int) {
      if let length = bounds.lower { lower = max(lower ?? .min, place + length.ticks) }
      if let length = bounds.upper { upper = min(upper ?? .max, place + length.ticks) }
      if bounds.isKnownForPlacing, let low = bounds.lower, let high = bounds.upper {
        known = min(known ?? .max, high.ticks - low.ticks)
      }
    }

    var choice: Int {
      switch (lower, upper) {
      case (let low?, let high?): known == nil ? low : low + (high - low) / 2
      case (let low?, nil): low
      case (nil, let high?): high
      case (nil, nil): 0
      }
    }

    static func next(_ waiting: [Waiting]) -> Int? {
      waiting.indices.min { first, second in
        let (one, other) = (waiting[first], waiting[second])
        if one.known != other.known { return (one.known ?? .max) < (other.known ?? .max) }
        return (one.lower ?? .max, first) < (other.lower ?? .max, second)
      }
    }
  }
}

extension LengthBounds {
  /// Whether a length is known well enough to be drawn as one: no wider than half of what it can be at most.
  var isKnown: Bool {
    guard let lower, let upper else { return false }
    return (upper - lower).ticks * 2 <= max(upper.ticks.magnitude, lower.ticks.magnitude)
  }

  /// Known, or within two months of one place.
  fileprivate var isKnownForPlacing: Bool {
    guard let lower, let upper else { return false }
    return isKnown || (upper - lower) <= .days(61)
  }
}
