// SPDX-License-Identifier: Apache-2.0

public import Plain

import Drawing

/// What the figure of given doses shows of one drug of one therapy: administrations over time, phases, blood counts and supportive
/// drugs. All times are days after the first dose.
public struct DoseCourse: Sendable, Hashable {
  /// What is shown: `Patient 3, gemcitabine`.
  public var title: String
  /// Unit of the dose: `mg/m²`.
  public var unit: String
  /// The planned dose of an administration, where there is a plan.
  public var planned: Double?
  /// Administrations in order of time.
  public var administrations: [Administration]
  /// Stretches of time in which a dose was taken every day: one mark, not one a day.
  public var bands: [Band]
  /// Dose phases in order of time.
  public var phases: [Phase]
  /// Blood counts.
  public var counts: [Series]
  /// Whether blood counts are recorded that cannot be drawn, because the day of the first dose is not known.
  public var hasUndrawnCounts = false

  /// Why no blood counts are drawn.
  var noCounts: Phrase {
    hasUndrawnCounts
      ? Phrase("blood counts not drawn: first dose undated", "Blutbild nicht gezeichnet: erste Gabe ohne Datum")
      : Phrase("no blood counts of this time recorded", "kein Blutbild dieser Zeit dokumentiert")
  }
  /// Supportive drugs.
  public var support: [Support]
  /// Administrations of the phases as stated, and how many of them are not drawn.
  public var undrawn: Undrawn?

  /// Stated administrations that have no place in the figure.
  public struct Undrawn: Sendable, Hashable {
    /// How many are not drawn.
    public var count: Int
    /// How many the phases state.
    public var stated: Int

    /// Stated administrations that have no place in the figure.
    public init(count: Int, stated: Int) {
      self.count = count
      self.stated = stated
    }

    /// `2 of 8 stated administrations not drawn`
    public var words: String { phrase.english }
    /// The same in every language.
    public var phrase: Phrase {
      Phrase(
        "\(count) of \(stated) stated administrations not drawn",
        "\(count) von \(stated) angegebenen Gaben nicht gezeichnet")
    }
  }

  /// One administration.
  public struct Administration: Sendable, Hashable {
    /// Where it is drawn.
    public var day: Double
    /// The dose; 0 for an omission.
    public var given: Double
    /// Whether its day follows from phase and cycle alone and is not recorded.
    public var isNominal: Bool

    /// An administration.
    public init(day: Double, given: Double, isNominal: Bool = false) {
      self.day = day
      self.given = given
      self.isNominal = isNominal
    }
  }

  /// A stretch of time in which a dose was taken every day.
  public struct Band: Sendable, Hashable {
    /// The first day.
    public var from: Double
    /// The day after the last.
    public var to: Double
    /// The dose of one administration.
    public var given: Double
    /// Whether its days follow from phase and cycle alone and are not recorded.
    public var isNominal: Bool

    /// A stretch of time.
    public init(from: Double, to: Double, given: Double, isNominal: Bool = false) {
      self.from = from
      self.to = to
      self.given = given
      self.isNominal = isNominal
    }
  }

  /// A dose phase.
  public struct Phase: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The earliest and the latest day of its start.
    public var start: ClosedRange<Double>
    /// The day of its end as drawn.
    public var end: Double
    /// Where its first administration is drawn, where that follows from its cycles; nil in the middle of its bounds.
    public var firstDrawn: Double?

    /// A phase.
    public init(name: String, start: ClosedRange<Double>, end: Double) {
      self.name = name
      self.start = start
      self.end = end
    }

    /// The middle of the bounds of its start.
    public var middleOfStart: Double { (start.lowerBound + start.upperBound) / 2 }
    /// Where its start is drawn.
    public var drawnStart: Double { firstDrawn ?? middleOfStart }
  }

  /// A blood count over time.
  public struct Series: Sendable, Hashable {
    /// Name with unit in every language: `Neutrophils, 10⁹/L`.
    public var phrase: Phrase
    /// Name with unit: `Neutrophils, 10⁹/L`.
    public var name: String { phrase.english }
    /// Days and values.
    public var points: [Point]
    /// Lines to compare with, and what they are.
    public var thresholds: [Threshold]

    /// A series.
    public init(name: String, points: [Point], thresholds: [Threshold] = []) {
      self.init(Phrase(same: name), points: points, thresholds: thresholds)
    }

    /// A series with its name in every language.
    public init(_ phrase: Phrase, points: [Point], thresholds: [Threshold] = []) {
      self.phrase = phrase
      self.points = points
      self.thresholds = thresholds
    }

    /// A value on a day.
    public struct Point: Sendable, Hashable {
      /// Days after the first dose.
      public var day: Double
      /// The value.
      public var value: Double

      /// A value on a day.
      public init(day: Double, value: Double) {
        self.day = day
        self.value = value
      }
    }

    /// A line to compare with.
    public struct Threshold: Sendable, Hashable {
      /// The value.
      public var value: Double
      /// What it is.
      public var label: String

      /// A threshold.
      public init(value: Double, label: String) {
        self.value = value
        self.label = label
      }
    }
  }

  /// A supportive drug on days.
  public struct Support: Sendable, Hashable {
    /// Its name.
    public var drug: String
    /// The days.
    public var days: [Double]
    /// Whether the days follow from phase and cycle alone.
    public var isNominal: Bool

    /// A supportive drug on days.
    public init(drug: String, days: [Double], isNominal: Bool = false) {
      self.drug = drug
      self.days = days
      self.isNominal = isNominal
    }
  }

  /// A course without anything in it.
  public init(title: String, unit: String) {
    self.title = title
    self.unit = unit
    planned = nil
    administrations = []
    bands = []
    phases = []
    counts = []
    support = []
    undrawn = nil
  }

  /// Adds a stretch of days; one that begins where the last of the same dose ends goes on with it.
  public mutating func addBand(_ band: Band) {
    if let last = bands.indices.last, bands[last].given == band.given, bands[last].isNominal == band.isNominal,
      abs(bands[last].to - band.from) < 0.5
    {
      bands[last].to = band.to
    } else {
      bands.append(band)
    }
  }

  /// The last day that is drawn.
  public var lastDay: Double {
    let days =
      administrations.map(\.day) + bands.map(\.to) + phases.map(\.end) + counts.flatMap { $0.points.map(\.day) }
      + support.flatMap(\.days)
    return max(days.filter(\.isFinite).max() ?? 0, 7)
  }

  /// Whether any day is nominal.
  public var hasNominalDays: Bool {
    administrations.contains(where: \.isNominal) || bands.contains(where: \.isNominal)
      || support.contains(where: \.isNominal)
  }

  /// What is printed under the figure.
  public var caption: String { caption(in: .english) }

  /// The same for a reader of a language.
  public func caption(in language: Language) -> String {
    var sentences = [
      Phrase(
        "\(title): dose of each administration over time, in \(unit), from the first dose.",
        "\(title): Dosis jeder Gabe im Verlauf, in \(unit), ab der ersten Gabe.")
    ]
    if planned != nil {
      sentences.append(
        Phrase(
          "The dashed line is the planned dose, open circles are omissions.",
          "Die gestrichelte Linie ist die geplante Dosis, offene Kreise sind Auslassungen."))
    }
    if !bands.isEmpty {
      sentences.append(
        Phrase(
          "A bar that goes on is a dose taken every day.",
          "Ein durchgehender Balken ist eine täglich eingenommene Dosis."))
    }
    if !phases.isEmpty {
      sentences.append(
        Phrase(
          "Shaded bands are dose phases; an edge fades over the days between which it lies.",
          "Schattierte Bänder sind Dosisphasen; eine Kante verblasst über die Tage, zwischen denen sie liegt."))
    }
    if hasNominalDays {
      sentences.append(
        Phrase(
          "Hatched: the days follow from the cycle as stated; the dates of single doses are not recorded.",
          "Schraffiert: die Tage folgen aus dem angegebenen Zyklus; die Daten der einzelnen Gaben sind nicht dokumentiert."
        ))
    }
    if let undrawn { sentences.append(Phrase("\(undrawn.phrase).", "\(undrawn.phrase).")) }
    if counts.isEmpty {
      sentences.append(
        hasUndrawnCounts
          ? Phrase(
            "Blood counts are not drawn: the day of the first dose is not known.",
            "Das Blutbild ist nicht gezeichnet: der Tag der ersten Gabe ist nicht bekannt.")
          : Phrase(
            "No blood counts of this time are recorded.", "Aus dieser Zeit ist kein Blutbild dokumentiert."))
    }
    sentences.append(
      Phrase(
        "No conformity assessment was made; it must not decide a treatment.",
        "Eine Konformitätsbewertung liegt nicht vor; die Abbildung darf über keine Behandlung entscheiden."))
    return sentences.map { $0[language] }.joined(separator: " ")
  }
}
