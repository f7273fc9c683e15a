// SPDX-License-Identifier: Apache-2.0

import Drawing
import Course
import Outcomes
import Plain
import TumourResponse

/// What both figures of courses share: the width of labels, the axis, the pitch of lanes, the text below.
struct CourseFrame: Sendable {
  /// How much a lane can show.
  enum Detail: Hashable, Sendable {
    /// Letters, leaders, labels of several lines.
    case full
    /// One line a lane.
    case compact
    /// Lanes too low for a label each.
    case thin
  }

  let options: CourseFigureOptions
  /// The anchor of the axis: the one chosen, or the first known.
  let anchor: CourseFigureOptions.Anchor
  /// Whether the diagnosis is no anchor of any patient, so that another was taken.
  let isFallback: Bool
  /// The lanes of this page.
  let layouts: [CourseLayout]
  let words: CourseWords
  let look: BarLook
  /// Which page it is; nil where there is one.
  let page: (number: Int, of: Int, patients: Int)?
  let detail: Detail
  /// The height of a lane in points; of the lowest possible lane where lanes differ.
  let pitch: Double
  let axis: TimeAxis
  /// Where labels begin and how wide they may be, in points.
  let labelLeft: Double
  let labelWidth: Double
  /// Whether labels stand over their lanes rather than beside them.
  let labelsAbove: Bool

  static let margin = 8.0
  static let labelStyle = TextStyle(size: 7.5, weight: .bold)
  static let tumourStyle = TextStyle(size: 6.5, ink: Ink(0x444444))
  static let noteStyle = TextStyle(size: 6.5, ink: Ink(0x444444))

  /// The pages of a figure, as even as can be; one without a limit.
  ///
  /// - Parameter tail: room to the right of the last day, in points.
  static func pages(
    _ outcomes: StudyOutcomes, _ options: CourseFigureOptions, limit: Int?, tail: (Detail) -> Double
  ) -> [CourseFrame] {
    var options = options
    var layouts = CourseLayouts.make(outcomes, options)
    let chosen = options.anchor ?? .diagnosis
    let isFallback =
      options.anchor == nil && layouts.contains { $0.patient.diagnosis != nil }
      && !layouts.contains(where: \.hasChosenAnchor)
    if isFallback {
      options.anchor = .firstTherapy
      layouts = CourseLayouts.make(outcomes, options)
    }
    let most = max(1, min(limit ?? layouts.count, layouts.count))
    let count = max(1, (layouts.count + most - 1) / most)
    let lower = layouts.map(\.extent.lowerBound).min() ?? 0
    let upper = layouts.map(\.extent.upperBound).max() ?? 0
    let days = lower...max(upper, lower + 30)
    let (words, looks) = (CourseWords(outcomes, in: options.language), TreatmentLooks(outcomes))
    return (0..<count).map { number in
      let range = layouts.count * number / count..<layouts.count * (number + 1) / count
      return CourseFrame(
        options, Array(layouts[range]), words, BarLook(looks: looks, print: options.print), days: days,
        anchor: options.anchor ?? chosen, isFallback: isFallback,
        page: count == 1 ? nil : (number + 1, count, layouts.count), tail: tail)
    }
  }

  private init(
    _ options: CourseFigureOptions, _ layouts: [CourseLayout], _ words: CourseWords, _ look: BarLook,
    days: ClosedRange<Double>, anchor: CourseFigureOptions.Anchor, isFallback: Bool,
    page: (number: Int, of: Int, patients: Int)?,
    tail: (Detail) -> Double
  ) {
    self.options = options
    self.anchor = anchor
    self.isFallback = isFallback
    self.layouts = layouts
    self.words = words
    self.look = look
    self.page = page
    let count = layouts.count
    let limit = max(60, Length.millimetres(options.laneHeightLimitMillimetres))
    pitch = count <= 12 ? 30 : min(13, limit / Double(max(count, 1)))
    detail = count <= 12 ? .full : pitch >= 6.4 ? .compact : .thin
    labelsAbove = detail == .full && options.widthMillimetres < 120
    labelLeft = Self.margin
    labelWidth = Self.labelWidth(layouts, words, detail, options.width, above: labelsAbove, pitch: pitch)
    let left = labelsAbove ? Self.margin + 3 : Self.margin + labelWidth + 6
    let right = max(left + 40, options.width - Self.margin - tail(detail))
    axis = TimeAxis(
      days: days, unit: options.unit == .months ? .months : .years, from: left, to: right,
      style: TextStyle(size: 7, ink: .axis))
  }

  private static func labelWidth(
    _ layouts: [CourseLayout], _ words: CourseWords, _ detail: Detail, _ width: Double, above: Bool, pitch: Double
  ) -> Double {
    if above { return width - 2 * margin }
    switch detail {
    case .full:
      let widest =
        layouts.map { layout in
          max(
            TextMeasure.width(of: heading(layout, words), style: labelStyle),
            TextMeasure.width(of: words.say(CourseWords.tumour(layout.patient)), style: tumourStyle))
        }.max() ?? 0
      return min(widest, width * 0.19)
    case .compact, .thin:
      let style = compactStyle(pitch)
      return min(
        width * 0.25, layouts.map { TextMeasure.width(of: compactLabel($0, words, style), style: style) }.max() ?? 0)
    }
  }

  private static func compactStyle(_ pitch: Double) -> TextStyle {
    TextStyle(size: max(FigureOptions.smallestText, min(6.5, pitch / 1.3)))
  }

  private static func compactLabel(_ layout: CourseLayout, _ words: CourseWords, _ style: TextStyle) -> String {
    let id = layout.patient.id + mark(layout)
    return style.size < 6
      ? id : [id, words.say(CourseWords.sexAndAge(layout.patient))].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private static func heading(_ layout: CourseLayout, _ words: CourseWords) -> String {
    [layout.patient.id + mark(layout), words.say(CourseWords.sexAndAge(layout.patient))].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  private static func mark(_ layout: CourseLayout) -> String { layout.hasChosenAnchor ? "" : " †" }

  // MARK: lanes

  /// The x of a day in points.
  func x(_ day: Double) -> Double { axis.position(ofDay: day) }

  /// The lines of a label in full detail.
  private func blocks(_ layout: CourseLayout) -> [TextBlock] {
    [
      TextBlock(Self.heading(layout, words), width: labelWidth, style: Self.labelStyle),
      TextBlock(words.say(CourseWords.tumour(layout.patient)), width: labelWidth, style: Self.tumourStyle),
    ].filter { !$0.lines.allSatisfy(\.isEmpty) }
  }

  /// The height of a label in points.
  func labelHeight(_ layout: CourseLayout) -> Double {
    detail == .full ? blocks(layout).reduce(0) { $0 + $1.height } + 1 : pitch
  }

  /// A label: in full detail below `top`, else centred on `middle`; empty where lanes are too low for this one.
  func label(of index: Int, top: Double, middle: Double, link: String?) -> [Scene.Node] {
    let layout = layouts[index]
    var nodes: [Scene.Node] = []
    if detail == .full {
      var y = top
      for block in blocks(layout) {
        nodes += block.nodes(at: Point(labelLeft, y))
        y += block.height + 0.5
      }
    } else {
      let style = Self.compactStyle(pitch)
      let every = max(1, Int((style.size * 1.05 / pitch).rounded(.up)))
      guard index.isMultiple(of: every) else { return [] }
      let text = Self.compactLabel(layout, words, style)
      let shown = fits(text, style) ? text : cut(layout, style) ?? layout.patient.id + Self.mark(layout)
      nodes.append(.text(Scene.Text(shown, middle: Point(labelLeft, middle), anchor: .start, style: style)))
    }
    return [.group(Scene.Group(title: words.heading(of: layout.patient), cssClass: "label", link: link, nodes: nodes))]
  }

  private func fits(_ text: String, _ style: TextStyle) -> Bool {
    TextMeasure.width(of: text, style: style) <= labelWidth + 0.01
  }

  /// The id of a patient without its middle, where a low lane has no room for it: `A-very…00005`; nil where it has.
  private func cut(_ layout: CourseLayout, _ style: TextStyle) -> String? {
    let (id, mark) = (layout.patient.id, Self.mark(layout))
    guard !fits(id + mark, style) else { return nil }
    // More of its end, where ids differ.
    for kept in (0..<id.count).reversed() {
      let text = id.prefix(kept / 2) + "…" + id.suffix(kept - kept / 2) + mark
      if fits(text, style) { return text }
    }
    return "…"
  }

  /// The note on ids that are cut.
  var cutNote: String? {
    guard detail != .full else { return nil }
    let cut = layouts.compactMap { layout in
      self.cut(layout, Self.compactStyle(pitch)).map { "\($0), \(layout.patient.id)" }
    }
    let all = cut.joined(separator: "; ")
    return cut.isEmpty ? nil : say(Phrase("Patients: \(all).", "Patienten: \(all)."))
  }

  /// The line that a course is drawn on: full where treatments cover it or a stretch is known, dashed elsewhere.
  func baseline(_ layout: CourseLayout, y: Double) -> [Scene.Node] {
    let width = detail == .thin ? 0.4 : 0.7
    return layout.gaps.map { gap in
      let stroke = Stroke(.axis, width: width, dashes: gap.isKnown ? [] : [1.6, 1.6])
      return .line(
        Scene.Line(
          from: Point(x(gap.start), y), to: Point(x(gap.end), y), stroke: stroke,
          cssClass: gap.isKnown ? "gap" : "gap gap-unknown"))
    }
  }

  /// The mark of the end of a course that neither death nor the data cut-off ends.
  func lastSeen(_ layout: CourseLayout, y: Double, size: Double) -> [Scene.Node] {
    guard let day = layout.lastSeen else { return [] }
    return [Mark.lastSeen.node(at: Point(x(day), y), size: size)]
  }

  /// The note on whose responses are drawn, where lesions were measured too.
  var judgementNote: String? {
    let measured = layouts.contains { $0.moments.contains(where: \.isMeasured) }
    let lacking = layouts.filter(\.lacksMeasured).map(\.patient.id)
    var sentences: [Phrase] = []
    if measured {
      let criteria = options.judgement.criteria.shortPhrase
      sentences.append(
        Phrase(
          "Responses are those that tables and estimates count: measured (\(criteria)) where lesions were followed, against the baseline of the line; else as the source judged them.",
          "Das Ansprechen ist das der Tabellen und Schätzungen: gemessen (\(criteria)), wo Läsionen verfolgt wurden, gegen die Baseline der Linie; sonst wie von der Quelle beurteilt."
        ))
    } else if options.responses == .judged, layouts.contains(where: { !$0.patient.lesions.isEmpty }) {
      sentences.append(
        Phrase(
          "Responses are as the source judged them, though lesions were measured.",
          "Das Ansprechen ist wie von der Quelle beurteilt, obwohl Läsionen gemessen wurden."))
    }
    if !lacking.isEmpty {
      sentences.append(
        Phrase(
          "As the source judged them, since no event of an exact day ties the measurements to the course: \(Self.list(lacking)).",
          "Wie von der Quelle beurteilt, da kein taggenaues Ereignis die Messungen mit dem Verlauf verbindet: \(Self.list(lacking))."
        ))
    }
    return sentences.isEmpty ? nil : say(sentences.joined(separator: " "))
  }

  /// A phrase as the reader reads it.
  func say(_ phrase: Phrase) -> String { words.say(phrase) }

  private static func list(_ names: [String]) -> Phrase {
    Phrase(same: names.prefix(5).joined(separator: ", "))
      + (names.count > 5 ? Phrase(" and \(names.count - 5) more", " und \(names.count - 5) weitere") : .none)
  }

  /// The note on marks that go without their letters.
  func lettersNote(_ hides: Bool) -> String? {
    hides
      ? say(
        Phrase(
          "Marks that have no room for their letters go without them; fewer patients a page, or a wider one, leave room.",
          "Zeichen ohne Platz für ihre Buchstaben stehen ohne sie; weniger Patienten je Seite oder eine breitere Seite schaffen Platz."
        )) : nil
  }

  /// The size in points of marks without letters in low lanes of a column, so that bars show between them.
  static let bareMarkSize = 4.6

  /// Whether marks of low lanes are as large as their letters need: always on a wide page, in a column where lanes are high enough for some.
  var needsRoomForLetters: Bool {
    guard options.widthMillimetres < 120 else { return true }
    return layouts.contains { layout in
      layout.moments.contains { moment in
        moment.mark.map { MarkDrawing.showsLetters($0, size: pitch * 0.645) } ?? false
      }
    }
  }

  /// The patients of whom no assessment is recorded.
  var unassessed: [Patient.ID] {
    layouts.filter { layout in
      layout.patient.assessments.isEmpty && !layout.moments.contains { $0.kind == .assessment }
    }.map(\.patient.id)
  }

  /// The note on them, in a figure of assessments.
  var unassessedNote: String? {
    let patients = unassessed
    guard !patients.isEmpty else { return nil }
    let count = Phrase(
      "\(patients.count) of \(layouts.count) patients", "\(patients.count) von \(layouts.count) Patienten")
    let who = patients.count > 12 ? count : Phrase(same: patients.joined(separator: ", "))
    return say(
      Phrase("No assessment is recorded of \(who).", "Keine Untersuchung ist dokumentiert bei \(who)."))
  }

  /// Which page it is, in words.
  var pageNote: String? {
    page.map { page in
      let shown = [layouts.first, layouts.last].compactMap { $0?.patient.id }.joined(separator: Phrase(" to ", " bis "))
      return say(
        Phrase(
          "Page \(page.number) of \(page.of): \(layouts.count) of \(page.patients) patients, \(shown).",
          "Seite \(page.number) von \(page.of): \(layouts.count) von \(page.patients) Patienten, \(shown)."))
    }
  }

  /// The note on kinds of entries that the figure has no marks for.
  func undrawnNote(_ drawn: (CourseLayout.Moment) -> Bool, drawsUnjudged: Bool) -> String? {
    var counts: [Phrase: Int] = [:]
    var order: [Phrase] = []
    for layout in layouts {
      let shown = Set(layout.moments.filter(drawn).map(\.entry.id))
      for entry in layout.patient.entries where !shown.contains(entry.id) {
        guard let kind = CourseWords.undrawnKind(entry.content, drawsUnjudged: drawsUnjudged) else { continue }
        if counts[kind] == nil { order.append(kind) }
        counts[kind, default: 0] += 1
      }
    }
    guard !order.isEmpty else { return nil }
    let parts = order.sorted { say($0) < say($1) }.map { kind in
      Phrase("\(kind) (\(counts[kind] ?? 0))", "\(kind) (\(counts[kind] ?? 0))")
    }.joined(separator: ", ")
    return say(Phrase("Recorded and not drawn: \(parts).", "Dokumentiert und nicht gezeichnet: \(parts)."))
  }

  /// The note on what is recorded and not drawn.
  var leftOutNote: String? {
    let left = layouts.flatMap { layout in
      layout.leftOut.map {
        Phrase("\($0) of patient \(layout.patient.id)", "\($0) von Patient \(layout.patient.id)")
      }
    }
    guard !left.isEmpty else { return nil }
    let shown = left.prefix(5).joined(separator: ", ")
    let more =
      left.count > 5
      ? Phrase(" and \(left.count - 5) more.", " und \(left.count - 5) weitere.") : Phrase(same: ".")
    return say(
      Phrase(
        "Not drawn, since recorded after death or the data cut-off: \(shown)",
        "Nicht gezeichnet, da nach Tod oder Datenschnitt dokumentiert: \(shown)") + more)
  }

  /// A bar between the outer bounds of its edges, fading over them.
  ///
  /// Where its length is not known, `overlay` lies over it.
  func bar(
    _ bar: CourseLayout.Bar, y: Double, height: Double, fill: Fill, overlay: Fill? = nil, cssClass: String
  ) -> [Scene.Node] {
    let (first, last) = (x(bar.start.day), x(bar.end.day))
    var outerLeft = x(bar.start.earliest)
    var outerRight = bar.isOngoing ? last : x(bar.end.latest)
    var innerLeft = x(bar.start.latest)
    var innerRight = x(bar.end.earliest)
    if !bar.hasKnownLength || innerLeft > innerRight {
      // The hatch says that the length is not known; a third of it stays to be seen.
      let third = (last - first) / 3
      innerLeft = min(innerLeft, first + third)
      innerRight = max(innerRight, last - third)
    }
    if outerRight - outerLeft < 0.5 {
      let centre = (outerLeft + outerRight) / 2
      (outerLeft, outerRight) = (centre - 0.25, centre + 0.25)
    }
    let fade = Scene.Rectangle.Fade(
      left: bar.start.isUncertain ? max(0, innerLeft - outerLeft) : 0,
      right: bar.end.isUncertain && !bar.isOngoing ? max(0, outerRight - innerRight) : 0)
    let box = Box(x: outerLeft, y: y - height / 2, width: outerRight - outerLeft, height: height)
    let stroke = height > 2 ? Stroke(Ink(0x888888), width: height > 5 ? 0.4 : 0.25) : nil
    let base = Scene.Node.rect(Scene.Rectangle(box, fill: fill, stroke: stroke, fade: fade, cssClass: cssClass))
    guard let overlay, !bar.hasKnownLength else { return [base] }
    return [base, .rect(Scene.Rectangle(box, fill: overlay, fade: fade, cssClass: "length-not-known"))]
  }

  /// A thin line over the bounds of a mark.
  ///
  /// `room` is what its neighbours leave to it, in points; a whisker that goes on behind a neighbour has no end there.
  func whisker(
    _ place: CourseLayout.Place, y: Double, markWidth: Double,
    room: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  ) -> Scene.Node? {
    let left = max(x(place.earliest), room.lowerBound)
    let right = min(x(place.latest), room.upperBound)
    guard place.isUncertain, right - left > markWidth + 1 else { return nil }
    return whiskerNode(from: left, to: right, y: y, ends: (left <= x(place.earliest), right >= x(place.latest)))
  }

  private func whiskerNode(from left: Double, to right: Double, y: Double, ends: (Bool, Bool)) -> Scene.Node {
    let stroke = Stroke(Ink(0x444444), width: 0.6)
    let end = 1.6
    var nodes: [Scene.Node] = [.line(Scene.Line(from: Point(left, y), to: Point(right, y), stroke: stroke))]
    for (x, isShown) in [(left, ends.0), (right, ends.1)] where isShown {
      nodes.append(.line(Scene.Line(from: Point(x, y - end), to: Point(x, y + end), stroke: stroke)))
    }
    return .group(Scene.Group(cssClass: "whisker", nodes: nodes))
  }

  /// How wide the line is that carries a whisker at the foot of a leader.
  static let leaderWidth = 2.0

  // MARK: the whole

  /// A page of lanes above an axis, legends and notes; in greys where they are asked for.
  func scene(
    title: String, summary: String, legends: [[Legend.Item]], notes: [String],
    lane: (_ index: Int, _ top: Double) -> (node: Scene.Node, height: Double)
  ) -> Scene {
    var y = Self.margin
    var lanes: [Scene.Node] = []
    for index in layouts.indices {
      let drawn = lane(index, y)
      lanes.append(drawn.node)
      y += drawn.height
    }
    let foot = foot(
      below: y + 2, gridTop: Self.margin, legends: legends, notes: notes + [cutNote, pageNote].compactMap(\.self))
    let scene = Scene(
      width: options.width, height: foot.height, title: title, summary: summary,
      nodes: foot.back + lanes + foot.front)
    return options.print == .greyscale ? scene.inGreys : scene
  }

  /// The legend's entries of all treatments, and the names that they shorten.
  func treatments() -> (items: [Legend.Item], names: Set<String>) {
    var items: [(index: Int, item: Legend.Item)] = []
    var names: Set<String> = []
    var seen: Set<Set<String>> = []
    for case .therapy(let drugs, _) in layouts.flatMap(\.bars).map(\.kind) {
      names.formUnion(drugs)
      guard seen.insert(look.looks.key(drugs)).inserted else { continue }
      let words = words.short(.therapy(drugs, isMaintenance: false))
      items.append(
        (
          look.looks.look(of: drugs)?.index ?? .max,
          .init(.area(look.fill(.therapy(drugs, isMaintenance: false))), words)
        ))
    }
    var all = items.sorted { $0.index < $1.index }.map(\.item)
    if layouts.contains(where: { $0.bars.contains { $0.kind == .supportiveCare } }) {
      all.append(.init(.area(.solid(BarLook.supportiveCare)), words.short(.supportiveCare)))
      names.insert("best supportive care")
    }
    if layouts.contains(where: { $0.bars.contains(where: \.isMaintenance) }) {
      all.append(.init(.line(Stroke(BarLook.maintenance, width: 2.2)), say(Phrase("Maintenance", "Erhaltung"))))
    }
    return (all, names)
  }

  // MARK: below the lanes

  /// `Months since diagnosis`
  var axisTitle: String { say(axisPhrase) }

  /// The same as it stands in a sentence: `months since diagnosis`, in German `Monate seit der Diagnose`.
  var axisInSentence: String { options.language == .english ? axisTitle.lowercased() : axisTitle }

  private var axisPhrase: Phrase {
    let unit = options.unit.phrase.capitalisedFirst
    return Phrase("\(unit) since \(anchor.phrase)", "\(unit) seit \(anchor.phrase)")
  }

  /// The note on patients without the anchor, and on an axis that was not asked for.
  var anchorNote: String? {
    var notes: [Phrase] = []
    if isFallback {
      notes.append(
        Phrase(
          "The time of diagnosis is not known of any patient: time starts at the first therapy.",
          "Der Zeitpunkt der Diagnose ist bei keinem Patienten bekannt: die Zeit beginnt mit der ersten Therapie."))
    }
    for reason in ["not recorded", "of unknown time"] {
      let missing = Set(layouts.filter { $0.missingAnchor == reason }.map(\.anchorPhrase)).filter { !$0.isEmpty }
        .sorted { $0.english < $1.english }
      guard !missing.isEmpty else { continue }
      let name = anchor.missing
      let what =
        reason == "not recorded"
        ? Phrase("No \(name) recorded", "\(name.capitalisedFirst) nicht dokumentiert")
        : Phrase("Time of \(name) not known", "Zeitpunkt nicht bekannt (\(name))")
      let since = missing.joined(separator: Phrase.or)
      notes.append(Phrase("† \(what); time since \(since).", "† \(what); Zeit seit \(since)."))
    }
    return notes.isEmpty ? nil : say(notes.joined(separator: " "))
  }

  /// Axis, legend and notes below `y`; gives the height of the page.
  func foot(below y: Double, gridTop: Double, legends: [[Legend.Item]], notes: [String])
    -> (back: [Scene.Node], front: [Scene.Node], height: Double)
  {
    let axisNode = axis.node(y: y, title: axisTitle, gridTop: gridTop)
    var bottom = y + axis.height(title: true) + 8
    var front: [Scene.Node] = []
    let width = options.width - 2 * Self.margin
    for items in legends where !items.isEmpty {
      let legend = Legend(items, width: width, style: TextStyle(size: 7))
      front.append(legend.node(at: Point(Self.margin, bottom)))
      bottom += legend.height + 3
    }
    for note in notes where !note.isEmpty {
      let block = TextBlock(note, width: width, style: Self.noteStyle)
      front += block.nodes(at: Point(Self.margin, bottom))
      bottom += block.height + 2
    }
    return ([axisNode], front, bottom + 4)
  }

  /// The entries of a legend for what is uncertain, as far as it occurs.
  func uncertainty(whiskers: Bool) -> [Legend.Item] {
    var items: [Legend.Item] = []
    let bars = layouts.flatMap(\.bars)
    if bars.contains(where: { !$0.hasKnownLength }) {
      let below = Legend.Swatch.drawing(width: { $0 * 1.8 }) { centre, size in
        let box = Box(x: centre.x - size * 0.9, y: centre.y - size * 0.475, width: size * 1.8, height: size * 0.95)
        return .group(
          Scene.Group(nodes: [
            .rect(Scene.Rectangle(box, fill: .solid(BarLook.any), stroke: Stroke(.axis, width: 0.4))),
            .rect(Scene.Rectangle(box, fill: BarLook.unknown(over: BarLook.any, scale: 0.8))),
          ]))
      }
      items.append(.init(below, say(Phrase("Length not known", "Dauer nicht bekannt"))))
    }
    if bars.contains(where: { $0.start.isUncertain || ($0.end.isUncertain && !$0.isOngoing) }) {
      items.append(
        .init(
          .fading(.solid(BarLook.any)),
          say(Phrase("Fading edge: time within these bounds", "Verblassende Kante: Zeit in diesen Grenzen"))))
    }
    if layouts.contains(where: { $0.gaps.contains { !$0.isKnown } }) {
      items.append(
        .init(
          .line(Stroke(.axis, width: 0.7, dashes: [1.6, 1.6])),
          say(Phrase("Length of interval not known", "Länge des Intervalls nicht bekannt"))))
    }
    if whiskers {
      let sample = Legend.Swatch.drawing(width: { $0 * 1.8 }) { centre, size in
        whiskerNode(from: centre.x - size * 0.9, to: centre.x + size * 0.9, y: centre.y, ends: (true, true))
      }
      items.append(
        .init(
          sample,
          say(
            Phrase(
              "Whisker: bounds of the time of a mark, all others staying in their places",
              "Antenne: Zeitgrenzen eines Zeichens bei festem Platz aller anderen")
              + (detail == .full
                ? .none
                : Phrase(
                  "; none where it is shorter than the mark", "; keine, wo sie kürzer als das Zeichen wäre")))))
    }
    return items
  }

  /// How places were chosen, for captions; empty where everything is exact.
  var placingNote: String? {
    let isUncertain = layouts.contains { layout in
      layout.gaps.contains { !$0.isKnown } || layout.bars.contains { !$0.hasKnownLength || $0.start.isUncertain }
        || layout.moments.contains { $0.place.isUncertain }
    }
    guard isUncertain else { return nil }
    return say(
      Phrase(
        "Positions without a stated time show order only: one schedule that agrees with everything stated, with known lengths at the middle of their bounds and all else at the earliest. Edges fade over their bounds; bars with broad rising stripes and dashed lines have no known length.",
        "Plätze ohne angegebene Zeit zeigen nur die Reihenfolge: ein Zeitplan, der mit allen Angaben übereinstimmt, bekannte Längen in der Mitte ihrer Grenzen und alles Übrige so früh wie möglich. Kanten verblassen über ihre Grenzen; Balken mit breiten steigenden Streifen und gestrichelte Linien haben keine bekannte Länge."
      ))
  }
}
